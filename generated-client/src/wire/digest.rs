//! A short, stable digest of what is not sensitive in a value, to recognise a delivery that arrives twice. It is no
//! protection against forgery.

#![allow(dead_code, reason = "a spec may have no use for some")]

use std::convert::Infallible;
use std::io;

use super::encoded::Encoded;
use super::traits::{DigestSink, FieldSink, Record, Wire};

/// A running FNV-1a digest of 128 bits: the same on every machine and in every version, which no hasher of the standard
/// library promises.
struct Digest {
    state: u128,
    /// The field that is being added.
    name: &'static str,
}

/// The digest of a value, as 32 hexadecimal digits.
pub(crate) fn digest<T: Wire>(value: &T) -> String {
    let mut digest = Digest { state: 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d, name: "" };
    value.digest(&mut digest);
    format!("{:032x}", digest.state)
}

impl DigestSink for Digest {
    // Inlined, it would be most of the code that a large spec compiles to.
    #[inline(never)]
    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.state = (self.state ^ u128::from(*byte)).wrapping_mul(0x0000_0000_0100_0000_0000_0000_0000_013b);
        }
    }

    fn leaf<T: Wire>(&mut self, value: &T) {
        // Writing into a digest cannot fail, and a value that cannot be written has nothing to add.
        _ = serde_json::to_writer(self, &Encoded(value));
    }

    fn record<T: Record>(&mut self, value: &T) {
        self.add(b"{");
        // By name: a page that lists the same fields in another order makes no other delivery of it.
        let mut fields: Vec<_> = T::FIELDS.names().collect();
        fields.sort_unstable_by_key(|(_, name)| *name);
        for (index, name) in fields {
            self.name = name;
            let Ok(()) = value.write(index, self);
        }
        self.add(b"}");
    }
}

impl Digest {
    fn field<T: Wire>(&mut self, value: &T) {
        if T::SENSITIVE {
            return;
        }
        self.add(self.name.as_bytes());
        self.add(b":");
        value.digest(self);
        self.add(b",");
    }
}

impl io::Write for Digest {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.add(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl FieldSink for Digest {
    type Error = Infallible;

    fn required<T: Wire>(&mut self, value: &T) -> Result<(), Infallible> {
        self.field(value);
        Ok(())
    }

    fn optional<T: Wire>(&mut self, value: &Option<T>) -> Result<(), Infallible> {
        if let Some(value) = value {
            self.field(value);
        }
        Ok(())
    }

    fn or_empty<T: Wire>(&mut self, value: &Option<T>) -> Result<(), Infallible> {
        self.optional(value)
    }
}

#[cfg(test)]
mod tests {
    use super::digest;

    struct One {
        id: String,
        count: i32,
        note: Option<String>,
    }

    struct Reordered {
        note: Option<String>,
        count: i32,
        id: String,
    }

    crate::wire::record!(One {
        0 => required id as "id",
        1 => required count as "count",
        2 => optional note as "note",
    });
    crate::wire::record!(Reordered {
        0 => optional note as "note",
        1 => required count as "count",
        2 => required id as "id",
    });

    #[test]
    fn the_order_of_fields_means_nothing() {
        for note in [None, Some("n".to_owned())] {
            let one = One { id: "i".to_owned(), count: 2, note: note.clone() };
            let other = Reordered { note, count: 2, id: "i".to_owned() };
            assert_eq!(digest(&one), digest(&other));
            assert_ne!(digest(&one), digest(&One { count: 3, ..one }));
        }
    }
}
