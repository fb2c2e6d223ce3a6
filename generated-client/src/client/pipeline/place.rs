//! Where in a caller's own body a value stands, and why it is refused: followed by the formatter through which `serde_json` writes the
//! body. Which values are looked at is up to `guard`.

use std::cell::{Cell, RefCell};
use std::io::{self, Write};

use serde_json::ser::{CompactFormatter, Formatter};

use super::amounts::is_amount;
use crate::error::{Error, ErrorKind, Subject, mask_name};
use crate::wire::may_be_a_floats;

/// Why a value is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    /// A number that a binary float has held.
    Float,
    /// A float that is no number, for which JSON has no form.
    NotFinite,
    /// An amount that is written as a text.
    Text,
    /// Null in the place of an amount.
    Null,
}

/// A value that cannot be sent, and where it stands; it repeats nothing of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::client) struct Refused {
    detail: String,
    /// As in `parts[0].amount`; nothing where it is the body as a whole.
    path: Option<String>,
}

impl From<String> for Refused {
    fn from(detail: String) -> Self {
        Self { detail, path: None }
    }
}

const EXACT: &str = "write the body with exact!({…}), which is as short, or the field as a Decimal with \
                     #[serde(with = \"open_api_client::decimal\")]";

impl Refused {
    pub(in crate::client) fn into_error(self, subject: Subject) -> Error {
        let error = Error::new(ErrorKind::InvalidRequest, subject, self.detail);
        match self.path {
            Some(path) => error.with_path(path),
            None => error,
        }
    }

    fn new(reason: Reason, path: String) -> Self {
        let at = if path.is_empty() { "the body".to_owned() } else { format!("`{path}`") };
        let detail = match reason {
            Reason::Float => format!(
                "the number in {at} has been a binary float, as every number with a fraction in json!(…) and serde_json::Value, and \
                 may have lost digits there; {EXACT}"
            ),
            Reason::NotFinite => format!(
                "the float in {at} is no number (NaN or infinite), of which serde would make null; check what it was computed from, \
                 and {EXACT}"
            ),
            Reason::Text => format!(
                "the amount in {at} is a text, as serde writes a Decimal, and the documents' amounts are numbers; {EXACT}. If a text \
                 is meant, exact!({{…}}) sends one"
            ),
            Reason::Null => format!(
                "the amount in {at} is null, which json!(…) and serde_json::Value also hold in place of a float that is no number; \
                 leave it out, or {EXACT}"
            ),
        };
        Self { detail, path: Some(path).filter(|path| !path.is_empty()) }
    }
}

/// A step on the way to a value.
#[derive(Debug)]
enum Step {
    Key(String),
    Index(usize),
}

/// Where in the body the writing is, and what has been refused there.
#[derive(Debug, Default)]
pub(super) struct Place {
    steps: RefCell<Vec<Step>>,
    refused: RefCell<Option<Refused>>,
}

impl Place {
    /// Notes a refusal; the first counts.
    pub(super) fn refuse(&self, reason: Reason) {
        let refused = Refused::new(reason, self.path());
        self.refused.borrow_mut().get_or_insert(refused);
    }

    pub(super) fn refused(&self) -> Option<Refused> {
        self.refused.take()
    }

    /// Whether the innermost name says that an amount stands here.
    pub(super) fn is_of_an_amount(&self) -> bool {
        let steps = self.steps.borrow();
        let mut names = steps.iter().rev().filter_map(|step| if let Step::Key(key) = step { Some(key) } else { None });
        names.next().is_some_and(|name| is_amount(name))
    }

    fn path(&self) -> String {
        let mut path = String::new();
        for step in &*self.steps.borrow() {
            match step {
                // A name may be anything, a card number included.
                Step::Key(key) => {
                    let dot = if path.is_empty() { "" } else { "." };
                    path.extend([dot, &mask_name(key)]);
                }
                Step::Index(index) => path.extend(["[", &index.to_string(), "]"]),
            }
        }
        path
    }

    fn change(&self, change: impl FnOnce(&mut Step)) {
        self.steps.borrow_mut().last_mut().map(change);
    }
}

/// Writes JSON without spaces, follows the place, and refuses a number's text that may come from a float.
pub(super) struct Following<'p> {
    place: &'p Place,
    in_key: Cell<bool>,
}

impl<'p> Following<'p> {
    pub(super) fn new(place: &'p Place) -> Self {
        Self { place, in_key: Cell::new(false) }
    }
}

impl Formatter for Following<'_> {
    /// A number in its own text, as `serde_json::Value` has it where `arbitrary_precision` is switched on: it may still have come
    /// from a float. Tried where it is: `tests/arbitrary-precision`.
    fn write_number_str<W: ?Sized + Write>(&mut self, writer: &mut W, value: &str) -> io::Result<()> {
        if may_be_a_floats(value) {
            self.place.refuse(Reason::Float);
            return Err(io::Error::other("an amount that cannot be sent"));
        }
        writer.write_all(value.as_bytes())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.place.steps.borrow_mut().push(Step::Index(0));
        CompactFormatter.begin_array(writer)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.place.change(|step| match step {
            Step::Index(index) if !first => *index += 1,
            Step::Index(_) | Step::Key(_) => {}
        });
        CompactFormatter.begin_array_value(writer, first)
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.place.steps.borrow_mut().pop();
        CompactFormatter.end_array(writer)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.place.steps.borrow_mut().push(Step::Key(String::new()));
        CompactFormatter.begin_object(writer)
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.place.steps.borrow_mut().pop();
        CompactFormatter.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.place.change(|step| *step = Step::Key(String::new()));
        self.in_key.set(true);
        CompactFormatter.begin_object_key(writer, first)
    }

    fn end_object_key<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.in_key.set(false);
        CompactFormatter.end_object_key(writer)
    }

    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        if self.in_key.get() {
            self.place.change(|step| match step {
                Step::Key(key) => key.push_str(fragment),
                Step::Index(_) => {}
            });
        }
        CompactFormatter.write_string_fragment(writer, fragment)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::ser::Formatter;

    use super::{Following, Place};

    #[test]
    fn a_place_has_the_names_on_the_way_and_no_text_that_is_sent() {
        let place = Place::default();
        let mut following = Following::new(&place);
        let sent = &mut Vec::new();
        following.begin_object(sent).unwrap();
        following.begin_object_key(sent, true).unwrap();
        following.write_string_fragment(sent, "card").unwrap();
        following.end_object_key(sent).unwrap();
        following.write_string_fragment(sent, "4485333916826937").unwrap();
        assert_eq!(place.path(), "card");
    }
}
