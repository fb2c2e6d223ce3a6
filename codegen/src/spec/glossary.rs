//! What a page cannot say, read from `glossary.json`: English names and words for the pages' terms, names of types,
//! which fields are sensitive. A plain table that people extend. A key asserts something of exactly what it names; a wider one
//! is a proposal for a person.

use crate::spec::names;
pub use crate::spec::openapi::Mark;
use crate::spec::openapi::Sensitive;
use crate::spec::openapi::keywords::Kind;
use crate::spec::openapi::reader::{Reader, value};
use crate::text::diag::{Code, Diagnostics};
use crate::text::json::{Object, ObjectProp, Value};
use crate::text::source::FileId;
use std::collections::BTreeMap;

const GLOSSARY: Kind = Kind {
    what: "the glossary",
    keywords: &[
        "terms",
        "enums",
        "types",
        "scalars",
        "sensitive",
        "words",
        "operations",
        "constants",
        "events",
        "units",
    ],
};
const TERM: Kind = Kind { what: "a term of the glossary", keywords: &["name", "words"] };
const SCALAR: Kind = Kind { what: "a scalar of the glossary", keywords: &["type", "description", "sensitive"] };
const UNIT: Kind = Kind { what: "a unit of the glossary", keywords: &["words", "note"] };

/// The word for: a person has looked, and there is nothing to say.
const NONE: &str = "none";

/// Everything that the glossary says.
#[derive(Debug, Clone, Default)]
pub struct Glossary {
    /// A code's meaning, as the pages write it, or `Enum.meaning` where one enum means something else by it.
    pub terms: BTreeMap<String, Term>,
    /// The enum of a field, `Schema.field`, or that it has none. `resource.field` and `field` only propose one.
    pub enums: BTreeMap<String, FieldEnum>,
    /// The object type of a field, `Schema.field`, `resource.field` or `field`, or of a webhook page's payload, keyed by the
    /// catalog's id.
    pub types: BTreeMap<String, String>,
    /// Fields whose values are a kind of their own: by name, ids and others.
    pub scalars: BTreeMap<String, Scalar>,
    /// Fields that must not be shown, keyed as `types` is; none for those that only sound like it.
    pub sensitive: BTreeMap<String, Mark>,
    /// What the description of a field means.
    pub words: BTreeMap<String, String>,
    /// What an operation does, by its catalog id or its page's title.
    pub operations: BTreeMap<String, String>,
    /// What a constant is, alike.
    pub constants: BTreeMap<String, String>,
    /// What has happened, by an event's tag or by the page's description of it.
    pub events: BTreeMap<String, String>,
    /// What stands behind a comma in a description and says how a number is to be read.
    pub units: BTreeMap<String, Unit>,
}

/// Which enum a field has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FieldEnum {
    /// The one of this name.
    Named(String),
    /// None of those that are known: somebody has looked.
    None,
}

impl FieldEnum {
    /// The name, if there is one.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Named(name) => Some(name),
            Self::None => None,
        }
    }
}

/// What a code's meaning is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// The variant.
    pub name: String,
    /// What it means, without a full stop.
    pub words: String,
}

/// A kind of values of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scalar {
    /// The schema; by the field's own name where the glossary does not say.
    pub ty: Option<String>,
    /// What it is.
    pub description: Option<String>,
    /// Why it must not be shown.
    pub sensitive: Option<Sensitive>,
}

/// How a number is to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// What is added to the description.
    pub words: String,
    /// What a reader has to know about it.
    pub note: Option<String>,
}

impl Glossary {
    /// What a code's meaning is called in an enum.
    #[must_use]
    pub fn term(&self, of: &str, meaning: &str) -> Option<&Term> {
        self.terms.get(&format!("{of}.{meaning}")).or_else(|| self.terms.get(meaning))
    }

    /// The enum of exactly this field.
    #[must_use]
    pub fn enum_of(&self, schema: &str, field: &str) -> Option<&FieldEnum> {
        self.enums.get(&format!("{schema}.{field}"))
    }

    /// The enums that wider keys propose for a field of some resources.
    pub fn proposed_enums<'g>(
        &'g self,
        resources: impl IntoIterator<Item = &'g str>,
        field: &str,
    ) -> impl Iterator<Item = &'g str> {
        let keys = resources.into_iter().map(|resource| format!("{resource}.{field}")).chain([field.to_owned()]);
        let keys: Vec<String> = keys.collect();
        keys.into_iter().filter_map(|key| self.enums.get(&key)?.name())
    }
}

/// The entry of a field in one of the glossary's maps, the most specific key first.
#[must_use]
pub fn of_field<'m, T>(map: &'m BTreeMap<String, T>, schema: &str, resource: &str, field: &str) -> Option<&'m T> {
    map.get(&format!("{schema}.{field}")).or_else(|| map.get(&format!("{resource}.{field}"))).or_else(|| map.get(field))
}

/// Reads the glossary; what is wrong with it is reported, and what could be read is there.
#[must_use]
pub fn read(root: &Value<'_>) -> (Glossary, Diagnostics) {
    let mut reader = Reader::new(FileId::Glossary);
    let mut glossary = Glossary::default();
    if let Some(object) = reader.keyed(root, &GLOSSARY) {
        glossary = Glossary {
            terms: reader.map(object, "terms", Reader::term),
            enums: reader.map(object, "enums", Reader::enum_or_none),
            types: reader.map(object, "types", Reader::type_name),
            scalars: reader.map(object, "scalars", Reader::scalar_of_glossary),
            sensitive: reader.map(object, "sensitive", Reader::kind_of_sensitive),
            words: reader.map(object, "words", Reader::phrase),
            operations: reader.map(object, "operations", Reader::phrase),
            constants: reader.map(object, "constants", Reader::phrase),
            events: reader.map(object, "events", Reader::phrase),
            units: reader.map(object, "units", Reader::unit),
        };
    }
    (glossary, reader.found)
}

impl Reader {
    fn map<T>(
        &mut self,
        object: &Object<'_>,
        key: &str,
        read: fn(&mut Self, &ObjectProp<'_>) -> Option<T>,
    ) -> BTreeMap<String, T> {
        let Some(entries) = value(object, key).and_then(|at| self.object(at, format_args!("`{key}`"))) else {
            return BTreeMap::new();
        };
        let read = entries.properties.iter().map(|entry| (entry.name.as_str().to_owned(), read(self, entry)));
        read.filter_map(|(key, value)| Some((key, value?))).collect()
    }

    fn term(&mut self, entry: &ObjectProp<'_>) -> Option<Term> {
        let object = self.keyed(&entry.value, &TERM)?;
        let name = self.required_text(object, TERM.what, "name", "write the variant's name, such as `Inactive`");
        let words = self.required_text(object, TERM.what, "words", "say what it means, without a full stop");
        let name = name?;
        self.refuse_unless_type_name(&name.value, name.span);
        Some(Term { name: name.value, words: words?.value })
    }

    fn enum_or_none(&mut self, entry: &ObjectProp<'_>) -> Option<FieldEnum> {
        match &entry.value {
            Value::StringLit(text) if text.value == NONE => Some(FieldEnum::None),
            _ => self.type_name(entry).map(FieldEnum::Named),
        }
    }

    fn type_name(&mut self, entry: &ObjectProp<'_>) -> Option<String> {
        let name = self.text_value(&entry.value, "a name of the glossary")?;
        self.refuse_unless_type_name(&name.value, name.span);
        Some(name.value)
    }

    fn refuse_unless_type_name(&mut self, name: &str, span: crate::text::source::Span) {
        if names::ty(name) != name || !name.starts_with(|first: char| first.is_ascii_uppercase()) || !name.is_ascii() {
            self.found.error(
                Code::WrongValue,
                span,
                format!("`{name}` is not in UpperCamelCase"),
                "write an English name such as `CardStatus`",
            );
        }
    }

    fn scalar_of_glossary(&mut self, entry: &ObjectProp<'_>) -> Option<Scalar> {
        let object = self.keyed(&entry.value, &SCALAR)?;
        let ty = self.text(object, "type");
        if let Some(ty) = &ty {
            self.refuse_unless_type_name(&ty.value, ty.span);
        }
        let description = self.text(object, "description").map(|text| text.value);
        let sensitive = self.word(object, "sensitive", Sensitive::ALL, Sensitive::word).map(|word| word.value);
        Some(Scalar { ty: ty.map(|ty| ty.value), description, sensitive })
    }

    fn kind_of_sensitive(&mut self, entry: &ObjectProp<'_>) -> Option<Mark> {
        let text = self.text_value(&entry.value, "a kind of sensitive values")?;
        self.one_of(&text, entry.name.as_str(), Mark::ALL, Mark::word).map(|mark| mark.value)
    }

    fn phrase(&mut self, entry: &ObjectProp<'_>) -> Option<String> {
        self.text_value(&entry.value, "a phrase of the glossary").map(|text| text.value)
    }

    fn unit(&mut self, entry: &ObjectProp<'_>) -> Option<Unit> {
        let object = self.keyed(&entry.value, &UNIT)?;
        let words = self.required_text(object, UNIT.what, "words", "write what is added to a description");
        let note = self.text(object, "note").map(|note| note.value);
        Some(Unit { words: words?.value, note })
    }
}
