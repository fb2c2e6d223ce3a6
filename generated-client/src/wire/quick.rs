//! Reads the JSON that nearly every answer is in one pass over its bytes, straight into the record. It knows no error texts:
//! what it does not understand, or what does not fit, is left to `serde_json`, which reads the whole text again and judges it.

use super::cursor::{EMPTY, Quick, Quickly, Unread};
use super::fields::{Fields, Seen};
use super::traits::{FieldSource, Leaf, Record, ValueSource, Wire};

/// The value of a whole text, and what the cursor noted of it. Where this finds one, `serde_json` finds the same.
pub(super) fn decode<T: Wire>(text: &str) -> Quickly<(T, u64)> {
    let mut value = T::blank();
    let mut from = Quick::new(text);
    value.read_from(&mut from)?;
    from.end()?;
    Ok((value, from.odd()))
}

impl Quick<'_> {
    /// What stands between brackets, with commas between.
    fn items(&mut self, open: u8, close: u8, mut item: impl FnMut(&mut Self) -> Quickly<()>) -> Quickly<()> {
        self.open(open)?;
        if self.closes(close) {
            return Ok(());
        }
        loop {
            item(self)?;
            self.space();
            if self.closes(close) {
                return Ok(());
            }
            self.comma()?;
        }
    }

    /// A key and its colon: the field's place in the table, or nothing where it has none.
    #[inline]
    fn field(&mut self, fields: Fields, next: usize) -> Quickly<Option<usize>> {
        match fields.plain_name(next) {
            Some(name) if self.passes_key(name) => Ok(Some(next)),
            _ => self.other_field(fields, next),
        }
    }

    fn other_field(&mut self, fields: Fields, next: usize) -> Quickly<Option<usize>> {
        let key = self.key()?;
        match fields.position(key, next) {
            // `serde_json` has keys of its own that begin like this.
            None if key.starts_with('$') => Err(Unread),
            None => {
                self.note_text(key);
                Ok(None)
            }
            field => Ok(field),
        }
    }
}

impl ValueSource for Quick<'_> {
    type Error = Unread;

    #[inline]
    fn leaf<T: Leaf>(&mut self, into: &mut T) -> Quickly<()> {
        *into = T::read_quick(self)?;
        Ok(())
    }

    fn record<T: Record>(&mut self, record: &mut T) -> Quickly<()> {
        let mut seen = Seen::default();
        let mut next = 0;
        self.items(b'{', b'}', |from| {
            let Some(field) = from.field(T::FIELDS, next)? else {
                return from.skip();
            };
            if seen.mark(field) {
                return Err(Unread);
            }
            next = field + 1;
            record.read(field, from)
        })?;
        if T::FIELDS.missing(seen).is_some() { Err(Unread) } else { Ok(()) }
    }

    fn list<T: Wire>(&mut self, list: &mut Vec<T>) -> Quickly<()> {
        if self.passes_null() || self.passes_empty_string() {
            self.note(EMPTY);
            return Ok(());
        }
        self.items(b'[', b']', |from| {
            list.push(T::blank());
            list.last_mut().map_or(Err(Unread), |item| item.read_from(from))
        })
    }

    fn any(&mut self) -> Quickly<&str> {
        Quick::any(self)
    }
}

impl FieldSource for Quick<'_> {
    type Error = Unread;

    fn required<T: Wire>(&mut self, into: &mut T) -> Quickly<()> {
        into.read_from(self)
    }

    fn optional<T: Wire>(&mut self, into: &mut Option<T>) -> Quickly<()> {
        if self.passes_null() {
            return Ok(());
        }
        into.insert(T::blank()).read_from(self)
    }

    fn or_empty<T: Leaf>(&mut self, into: &mut Option<T>) -> Quickly<()> {
        if !self.passes_empty_string() && !self.passes_null() {
            *into = Some(T::read_quick(self)?);
        }
        Ok(())
    }

    fn skip(&mut self) -> Quickly<()> {
        Quick::any(self).map(|_| ())
    }
}
