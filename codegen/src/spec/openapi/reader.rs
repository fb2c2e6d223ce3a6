//! Reading JSON by the profile's rules: each question asks for one keyword and reports what is wrong with it.
//! It knows the kinds of objects and values, not what any keyword means.

use super::keywords::{self, Kind};
use super::model::Text;
use crate::text::diag::{Code, Diagnostics, listed};
use crate::text::json::{self, Object, ObjectProp, Value};
use crate::text::source::{FileId, Span, Spanned};
use std::fmt::{self, Display};

/// What a message calls something that has a name; formatted only when there is a message.
#[derive(Clone, Copy)]
pub(super) struct Called<'n>(pub(super) &'static str, pub(super) &'n str);

impl Display for Called<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} `{}`", self.0, self.1)
    }
}

/// Reads one file and collects what is wrong with it.
pub(crate) struct Reader {
    file: FileId,
    pub(crate) found: Diagnostics,
}

impl Reader {
    pub(crate) const fn new(file: FileId) -> Self {
        Self { file, found: Diagnostics::new() }
    }

    pub(crate) fn span(&self, value: &Value<'_>) -> Span {
        json::span(value, self.file)
    }

    pub(crate) fn object_span(&self, object: &Object<'_>) -> Span {
        json::span(object, self.file)
    }

    pub(crate) fn key_span(&self, property: &ObjectProp<'_>) -> Span {
        json::key_span(property, self.file)
    }

    /// The object that `value` should be.
    pub(crate) fn object<'v, 'a>(&mut self, value: &'v Value<'a>, what: impl Display) -> Option<&'v Object<'a>> {
        if let Value::Object(object) = value {
            return Some(object);
        }
        self.wrong_kind(value, what, "an object");
        None
    }

    /// The object that `value` should be, with none but the keywords of its kind.
    pub(crate) fn keyed<'v, 'a>(&mut self, value: &'v Value<'a>, kind: &Kind) -> Option<&'v Object<'a>> {
        let object = self.object(value, kind.what)?;
        self.refuse_unknown(object, kind);
        Some(object)
    }

    /// Reports every keyword that `kind` does not have.
    pub(crate) fn refuse_unknown(&mut self, object: &Object<'_>, kind: &Kind) {
        for property in &object.properties {
            let key = property.name.as_str();
            if !kind.keywords.contains(&key) {
                let help = match (keywords::instead_of(key), nearest(key, kind.keywords)) {
                    (Some(instead), _) => instead.to_owned(),
                    (None, Some(near)) => {
                        format!("did you mean `{near}`? the keywords here are {}", listed(kind.keywords))
                    }
                    (None, None) => format!("remove it; the keywords here are {}", listed(kind.keywords)),
                };
                self.found.error(
                    Code::UnknownKeyword,
                    self.key_span(property),
                    format!("unknown keyword `{key}` in {}", kind.what),
                    help,
                );
            }
        }
    }

    pub(crate) fn wrong_kind(&mut self, value: &Value<'_>, what: impl Display, wanted: &str) {
        self.found.error(
            Code::WrongKind,
            self.span(value),
            format!("{what} is {}", json::kind(value)),
            format!("write {wanted}"),
        );
    }

    pub(crate) fn missing(&mut self, object: &Object<'_>, what: impl Display, key: &str, help: impl Into<String>) {
        self.found.error(Code::MissingKeyword, self.opening(object), format!("{what} has no `{key}`"), help);
    }

    /// The opening brace: the place of what is missing inside.
    pub(crate) fn opening(&self, object: &Object<'_>) -> Span {
        let span = self.object_span(object);
        Span::new(self.file, span.start(), span.start() + 1)
    }

    /// The text under `key`, if the key is there.
    pub(crate) fn text(&mut self, object: &Object<'_>, key: &str) -> Option<Text> {
        let value = value(object, key)?;
        self.text_value(value, format_args!("`{key}`"))
    }

    pub(crate) fn text_value(&mut self, value: &Value<'_>, what: impl Display) -> Option<Text> {
        match value {
            Value::StringLit(text) if text.value.trim().is_empty() => {
                self.found.error(
                    Code::WrongValue,
                    self.span(value),
                    format!("{what} is empty"),
                    "write it, or leave the keyword out",
                );
                None
            }
            Value::StringLit(text) if keywords::is_to_do(&text.value) => {
                self.found.error(
                    Code::OpenToDo,
                    self.span(value),
                    format!("{what} is still to be written"),
                    "read the page it comes from and write it; what no page states is left out",
                );
                None
            }
            Value::StringLit(text) if self.refuse_hidden(&text.value, &what, self.span(value)) => None,
            Value::StringLit(text) => Some(Spanned::new(text.value.clone().into_owned(), self.span(value))),
            other => {
                self.wrong_kind(other, what, "a string");
                None
            }
        }
    }

    /// Reports a character that nobody sees and that changes what is read, and says whether there was one.
    pub(crate) fn refuse_hidden(&mut self, text: &str, what: impl Display, span: Span) -> bool {
        // Nearly every text is printable ASCII, which is quickly checked.
        if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
            return false;
        }
        let hidden = text.chars().find(|each| json::is_hidden(*each) && !matches!(each, '\n' | '\r' | '\t'));
        if let Some(hidden) = hidden {
            self.found.error(
                Code::WrongValue,
                span,
                format!("{what} holds a character that cannot be seen: U+{:04X}", u32::from(hidden)),
                "remove it; it usually comes along when a page is copied",
            );
        }
        hidden.is_some()
    }

    /// The text under `key`; a missing key is reported.
    pub(crate) fn required_text(&mut self, object: &Object<'_>, what: &str, key: &str, help: &str) -> Option<Text> {
        if value(object, key).is_none() {
            self.missing(object, what, key, help);
        }
        self.text(object, key)
    }

    /// The word under `key`, one of a closed list.
    pub(crate) fn word<T: Copy>(
        &mut self,
        object: &Object<'_>,
        key: &str,
        all: &[T],
        word: fn(T) -> &'static str,
    ) -> Option<Spanned<T>> {
        let text = self.text(object, key)?;
        self.one_of(&text, key, all, word)
    }

    /// One of a closed list, by its word.
    pub(crate) fn one_of<T: Copy>(
        &mut self,
        text: &Text,
        key: &str,
        all: &[T],
        word: fn(T) -> &'static str,
    ) -> Option<Spanned<T>> {
        if let Some(found) = all.iter().find(|one| word(**one) == text.value) {
            return Some(Spanned::new(*found, text.span));
        }
        let words: Vec<&str> = all.iter().map(|one| word(*one)).collect();
        self.found.error(
            Code::WrongValue,
            text.span,
            format!("`{key}` is `{}`", text.value),
            if let [only] = words[..] { format!("write `{only}`") } else { format!("write one of {}", listed(&words)) },
        );
        None
    }

    /// The entries of an array under `key`.
    pub(crate) fn array<'v, 'a>(&mut self, object: &'v Object<'a>, key: &str) -> &'v [Value<'a>] {
        match value(object, key) {
            None => &[],
            Some(Value::Array(array)) => &array.elements,
            Some(other) => {
                self.wrong_kind(other, format_args!("`{key}`"), "an array");
                &[]
            }
        }
    }

    /// The one entry that an object may have, if its key is the expected one.
    pub(crate) fn literal(&mut self, object: &Object<'_>, what: &str, key: &str, wanted: &str) -> bool {
        let Some(text) = self.required_text(object, what, key, &format!("write `\"{key}\": \"{wanted}\"`")) else {
            return false;
        };
        if text.value != wanted {
            self.found.error(
                Code::WrongValue,
                text.span,
                format!("`{key}` of {what} is `{}`", text.value),
                format!("write `{wanted}`"),
            );
        }
        text.value == wanted
    }
}

/// The value under `key`.
pub(crate) fn value<'v, 'a>(object: &'v Object<'a>, key: &str) -> Option<&'v Value<'a>> {
    object.get(key).map(|property| &property.value)
}

/// The word that someone probably meant.
pub(crate) fn nearest<'w>(word: &str, words: &[&'w str]) -> Option<&'w str> {
    words
        .iter()
        .map(|one| (strsim::damerau_levenshtein(word, one), *one))
        .filter(|(distance, one)| *distance <= (one.len().min(word.len()) / 4).max(1) && *distance < one.len())
        .min()
        .map(|(_, one)| one)
}
