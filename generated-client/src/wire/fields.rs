//! The table of a record's fields: their names, which of them have to be there, and which were seen. How a field is read or
//! written is not known here.

/// One field's name, and whether an object without it is refused.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Field {
    name: &'static str,
    required: bool,
    /// Whether the name may stand in JSON as it is, without escapes.
    plain: bool,
}

/// By the words for how a field may be missing, as a record's table uses them.
#[allow(dead_code, reason = "a spec may have no use for some")]
impl Field {
    pub(crate) const fn required(name: &'static str) -> Self {
        Self { name, required: true, plain: is_plain(name) }
    }

    pub(crate) const fn optional(name: &'static str) -> Self {
        Self { name, required: false, plain: is_plain(name) }
    }

    /// The name is always there, the value may be an empty string.
    pub(crate) const fn or_empty(name: &'static str) -> Self {
        Self::required(name)
    }

    pub(crate) const fn optional_or_empty(name: &'static str) -> Self {
        Self::optional(name)
    }

    /// The name is always there, and null or an empty string stands for a list without entries.
    pub(crate) const fn list_or_empty(name: &'static str) -> Self {
        Self::required(name)
    }

    pub(crate) const fn optional_list_or_empty(name: &'static str) -> Self {
        Self::optional(name)
    }
}

const fn is_plain(name: &str) -> bool {
    let bytes = name.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        if matches!(bytes[at], b'"' | b'\\' | 0..=0x1f) {
            return false;
        }
        at += 1;
    }
    true
}

/// The table of a record's fields.
#[derive(Debug, Clone, Copy)]
pub struct Fields {
    all: &'static [Field],
    /// A bit for each field that is always there.
    required: u128,
}

impl Fields {
    pub(crate) const fn new(fields: &'static [Field]) -> Self {
        assert!(fields.len() <= Seen::CAPACITY, "a record has at most 128 fields");
        let mut required = 0;
        let mut at = 0;
        while at < fields.len() {
            if fields[at].required {
                required |= 1 << at;
            }
            at += 1;
        }
        Self { all: fields, required }
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.all.is_empty()
    }

    /// The name of the field at a place that [`position`](Self::position) gave.
    pub(super) fn name(self, at: usize) -> &'static str {
        self.all[at].name
    }

    /// The first field that is always there and was not seen.
    pub(super) fn missing(self, seen: Seen) -> Option<&'static str> {
        let missing = self.required & !seen.bits();
        self.all.get(missing.trailing_zeros() as usize).map(|field| field.name)
    }

    /// Where each field stands, and its name.
    pub(super) fn names(self) -> impl Iterator<Item = (usize, &'static str)> {
        self.all.iter().map(|field| field.name).enumerate()
    }

    /// The name of the field at a place, if it may stand in JSON as it is.
    #[inline]
    pub(super) fn plain_name(&self, at: usize) -> Option<&'static str> {
        self.all.get(at).filter(|field| field.plain).map(|field| field.name)
    }

    /// Where a key stands. Keys come in the documented order nearly always, so the next one is tried first.
    #[inline]
    pub(super) fn position(&self, key: &str, next: usize) -> Option<usize> {
        match self.all.get(next) {
            Some(field) if field.name == key => Some(next),
            _ => self.all.iter().position(|field| field.name == key),
        }
    }
}

/// Which fields of a record were there. They come in the documented order nearly always, which takes no more than counting.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Seen {
    /// So many of the first fields.
    first: usize,
    /// A bit for each field that came after one was left out.
    others: u128,
}

impl Seen {
    const CAPACITY: usize = 128;

    /// Marks a field, and says whether it was marked before.
    #[inline]
    pub(super) fn mark(&mut self, field: usize) -> bool {
        if field == self.first && self.others == 0 {
            self.first += 1;
            return false;
        }
        let before = self.bits() & (1 << field) != 0;
        self.others |= 1 << field;
        before
    }

    fn bits(self) -> u128 {
        let first = u32::try_from(self.first).ok().and_then(|first| 1_u128.checked_shl(first));
        self.others | first.map_or(u128::MAX, |next| next - 1)
    }
}
