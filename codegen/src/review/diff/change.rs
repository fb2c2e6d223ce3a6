//! One change, and where it is. How changes are found is in `compare`.

use super::rules::Rule;
use super::verdict::Verdict;
use crate::api::ir::TypeId;
use crate::spec::openapi::Effect;
use crate::text::source::FileId;

/// Something that is different.
#[derive(Debug, Clone)]
pub struct Change {
    /// The rule that judges it.
    pub rule: &'static Rule,
    /// Which of the rule's cases it is.
    pub case: usize,
    /// What it does.
    pub verdict: Verdict,
    /// What it is, in a sentence.
    pub message: String,
    /// The words that there were, where it is about words.
    pub before: Option<String>,
    /// The words that there are.
    pub after: Option<String>,
    /// What to do in code that uses the crate, where that is a matter of one line.
    pub hint: Option<String>,
    /// What the operation may do that it happened to.
    pub effect: Option<Effect>,
    /// Whether it happened to something that is marked as sensitive.
    pub is_card_data: bool,
    /// Where it stands in the base; nowhere when it was added.
    pub base: Option<Place>,
    /// Where it stands in the head; nowhere when it was removed.
    pub head: Option<Place>,
    /// What it happened to.
    pub(super) subject: Subject,
}

impl Change {
    /// Adds the words of both sides.
    pub(super) fn words(&mut self, before: Option<&str>, after: Option<&str>) {
        self.before = before.map(str::to_owned);
        self.after = after.map(str::to_owned);
    }
}

/// A JSON value in one of the spec's files, whether or not it is there.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file.
    pub file: FileId,
    /// Its JSON pointer.
    pub pointer: String,
}

/// A place as a person finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The file, as messages call it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
}

/// What a change happened to; it decides which heading it stands under and who is affected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Subject {
    /// Something of the resource with this tag.
    Resource(String),
    /// An event.
    Events,
    /// A named type, by its id on the sides that have it.
    Type(Option<TypeId>, Option<TypeId>),
    /// The credentials or the envelope.
    Runtime,
    /// The catalog.
    Catalog,
    /// The spec itself.
    Spec,
}
