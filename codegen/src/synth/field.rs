//! Fields of a made-up spec: a name and a kind each, written as properties and as examples.

use super::build::{provenance, text, with};
use super::kind::Kind;
use super::random::Random;
use crate::text::json::Tree;

/// A field.
#[derive(Debug)]
pub(super) struct Field {
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) is_required: bool,
    /// Whether it differs from its object in where it is documented.
    has_note: bool,
}

/// What a second field of one kind is called by.
const OTHER: &[&str] = &["first", "last", "daily", "open", "former", "base", "gross", "net", "next", "upper", "lower"];

impl Field {
    /// A field that is always there, without a note.
    pub(super) fn plain(name: &str, kind: Kind) -> Self {
        Self { name: name.to_owned(), kind, is_required: true, has_note: false }
    }

    /// So many fields of some of the kinds, the first of them always among them, each name once.
    pub(super) fn some(
        random: &mut Random,
        kinds: &[Kind],
        count: usize,
        is_required: impl Fn(usize, &mut Random) -> bool,
    ) -> Vec<Self> {
        let mut kinds = kinds.to_vec();
        random.shuffle(&mut kinds[1..]);
        kinds.truncate(count);
        random.shuffle(&mut kinds);
        let mut fields: Vec<Self> = Vec::with_capacity(count);
        for (at, kind) in kinds.into_iter().enumerate() {
            let mut name = kind.word().to_owned();
            while fields.iter().any(|field| field.name == name) {
                name = format!("{}_{}", random.pick(OTHER), kind.word());
            }
            let is_required = is_required(at, random);
            fields.push(Self { name, kind, is_required, has_note: random.below(10) == 0 });
        }
        fields
    }

    /// The property.
    pub(super) fn schema(&self, status: &str, page: &str) -> Tree {
        let mut schema = self.kind.schema(status);
        schema = with(schema, "description", text(format!("{}.", self.kind.meaning())));
        if let Some(items) = self.kind.items() {
            schema = with(schema, "items", items);
        }
        if self.has_note {
            schema = with(schema, "x-rust-name", text(&self.name));
        }
        if let Some(mark) = self.kind.sensitive() {
            schema = with(schema, "x-sensitive", text(mark));
        }
        if self.kind.may_be_empty() {
            schema = with(schema, "x-empty", text("none"));
        }
        if self.kind == Kind::Text {
            schema = with(schema, "examples", Tree::Array(vec![self.kind.example()]));
        }
        if self.has_note {
            let note = "The table and the example disagree about it; the table is kept.";
            schema = with(schema, "x-provenance", with(provenance(page, "A made-up page"), "note", text(note)));
        }
        schema
    }
}

/// `required` and `properties`, after other keywords.
pub(super) fn fields(before: Tree, fields: &[Field], status: &str, page: &str) -> Tree {
    let required = fields.iter().filter(|field| field.is_required).map(|field| text(&field.name)).collect();
    let properties = fields.iter().map(|field| (field.name.clone(), field.schema(status, page))).collect();
    with(with(before, "required", Tree::Array(required)), "properties", Tree::Object(properties))
}

/// An example of an object with these fields.
pub(super) fn example(fields: &[Field]) -> Tree {
    Tree::Object(fields.iter().map(|field| (field.name.clone(), field.kind.example())).collect())
}
