//! The inventory of everything the documentation names, read from `catalog.json`.
//! How much of it is typed is not written there: `coverage` derives it from the spec.

use crate::spec::openapi::Effect;
use crate::spec::openapi::keywords::Kind;
use crate::spec::openapi::reader::{Reader, value};
use crate::text::diag::{Code, Diagnostic, Diagnostics};
use crate::text::json::{Object, Value};
use crate::text::source::{FileId, Span, Spanned};
use crate::text::worded::worded;
use std::collections::BTreeMap;

const CATALOG: Kind =
    Kind { what: "the catalog", keywords: &["site", "introduction", "operations", "constants", "webhooks"] };
const INTRODUCTION: Kind = Kind { what: "the introduction", keywords: &["title", "page"] };
const OPERATION: Kind =
    Kind { what: "an operation of the catalog", keywords: &["id", "section", "title", "method", "effect", "page"] };
const ENTRY: Kind = Kind { what: "an entry of the catalog", keywords: &["id", "section", "title", "page"] };

worded! {
    /// What an entry of the catalog is; the word is the list that it stands in.
    pub enum EntryKind {
        /// A call that a client makes.
        Operation = "operations",
        /// A list of codes.
        Constant = "constants",
        /// A page of events.
        Webhook = "webhooks",
    }
}

/// Everything that the documentation names.
#[derive(Debug, Clone, Default)]
pub struct Catalog {
    /// The documentation site's address, where `cargo xtask pull` looks if it is told no other.
    pub site: Option<String>,
    /// The operations, in the documentation's order.
    pub operations: Vec<CatalogOperation>,
    /// The constants, in the documentation's order.
    pub constants: Vec<CatalogEntry>,
    /// The webhook pages, in the documentation's order.
    pub webhooks: Vec<CatalogEntry>,
}

/// An operation that the documentation names.
#[derive(Debug, Clone, Hash)]
pub struct CatalogOperation {
    /// What every entry has.
    pub entry: CatalogEntry,
    /// The HTTP method, where the documentation shows it.
    pub method: Option<String>,
    /// What a call may change, judged from the title until a page is read.
    pub effect: Effect,
}

/// Something that the documentation names.
#[derive(Debug, Clone, Hash)]
pub struct CatalogEntry {
    /// Our id, such as `cards.list`, `CardStatus` or `card.status`.
    pub id: Spanned<String>,
    /// Where it stands in the documentation's tree, such as `Card / Card`.
    pub section: String,
    /// The page's title.
    pub title: String,
    /// The page's id, where known.
    pub page: Option<String>,
}

impl Catalog {
    /// The operation with an id.
    #[must_use]
    pub fn operation(&self, id: &str) -> Option<&CatalogOperation> {
        self.operations.iter().find(|operation| operation.entry.id.value == id)
    }
}

/// Reads the catalog; what is wrong with it is reported, and what could be read is there.
#[must_use]
pub fn read(root: &Value<'_>) -> (Catalog, Diagnostics) {
    let mut reader = Reader::new(FileId::Catalog);
    let mut catalog = Catalog::default();
    if let Some(object) = reader.keyed(root, &CATALOG) {
        catalog.site = reader.text(object, "site").map(|site| site.value);
        if let Some(at) = value(object, "introduction")
            && let Some(page) = reader.keyed(at, &INTRODUCTION)
        {
            reader.required_text(page, "the introduction", "title", "write the page's title");
            reader.text(page, "page");
        }
        for at in reader.array(object, "operations") {
            catalog.operations.extend(operation(&mut reader, at));
        }
        for at in reader.array(object, "constants") {
            catalog.constants.extend(reader.keyed(at, &ENTRY).and_then(|object| entry(&mut reader, object)));
        }
        for at in reader.array(object, "webhooks") {
            catalog.webhooks.extend(reader.keyed(at, &ENTRY).and_then(|object| entry(&mut reader, object)));
        }
        let operations = catalog.operations.iter().map(|operation| &operation.entry);
        refuse_repeats(operations, &mut reader.found);
        refuse_repeats(catalog.constants.iter(), &mut reader.found);
        refuse_repeats(catalog.webhooks.iter(), &mut reader.found);
    }
    (catalog, reader.found)
}

fn operation(reader: &mut Reader, at: &Value<'_>) -> Option<CatalogOperation> {
    let object = reader.keyed(at, &OPERATION)?;
    let entry = entry(reader, object);
    let effect = reader.word(object, "effect", Effect::ALL, Effect::word);
    if value(object, "effect").is_none() {
        reader.missing(object, "an operation of the catalog", "effect", "write `read`, `write` or `money`");
    }
    let method = reader.text(object, "method").map(|method| method.value);
    Some(CatalogOperation { entry: entry?, method, effect: effect?.value })
}

fn entry(reader: &mut Reader, object: &Object<'_>) -> Option<CatalogEntry> {
    let what = "an entry of the catalog";
    let id = reader.required_text(object, what, "id", "give it an id");
    let section = reader.required_text(object, what, "section", "write where it stands in the documentation's tree");
    let title = reader.required_text(object, what, "title", "write the page's title");
    let page = reader.text(object, "page").map(|page| page.value);
    Some(CatalogEntry { id: id?, section: section?.value, title: title?.value, page })
}

fn refuse_repeats<'c>(entries: impl Iterator<Item = &'c CatalogEntry>, found: &mut Diagnostics) {
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for entry in entries {
        if let Some(first) = seen.insert(&entry.id.value, entry.id.span) {
            found.push(
                Diagnostic::error(
                    Code::DuplicateKey,
                    entry.id.span,
                    format!("the catalog lists `{}` twice", entry.id.value),
                    "an id names one page: give the other its own",
                )
                .with_related(first, "first listed here"),
            );
        }
    }
}
