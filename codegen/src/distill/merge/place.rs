//! Where things stand in an `OpenAPI` document: its maps, and the order of their entries. It knows nothing of pages.

use crate::text::json::Tree;
use std::collections::{BTreeMap, BTreeSet};

/// The maps of a document whose entries are looked up by key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Map {
    /// The document itself; the value of a key that is a map below is kept there without its entries.
    Root,
    Schemas,
    Paths,
    Pathless,
    Webhooks,
    /// An array; its elements' names are the keys.
    Tags,
}

impl Map {
    pub(super) const ALL: [Self; 6] =
        [Self::Root, Self::Schemas, Self::Paths, Self::Pathless, Self::Webhooks, Self::Tags];
    pub(super) const BELOW_ROOT: [Self; 5] = [Self::Schemas, Self::Paths, Self::Pathless, Self::Webhooks, Self::Tags];

    /// The key of the document below which it is.
    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Root => "",
            Self::Schemas => "components",
            Self::Paths => "paths",
            Self::Pathless => "x-pathless-operations",
            Self::Webhooks => "webhooks",
            Self::Tags => "tags",
        }
    }

    /// The map below a key of the document.
    pub(super) fn below(key: &str) -> Option<Self> {
        Self::BELOW_ROOT.into_iter().find(|map| map.key() == key)
    }

    /// Whether new entries stand where the alphabet has them, and not at the end.
    pub(super) const fn is_alphabetical(self) -> bool {
        matches!(self, Self::Schemas | Self::Tags)
    }

    /// What stands below its key as long as it has no entries.
    pub(super) fn empty(self) -> Tree {
        match self {
            Self::Tags => Tree::Array(Vec::new()),
            Self::Schemas => Tree::object([(SCHEMAS, Tree::object([]))]),
            _ => Tree::object([]),
        }
    }

    /// Whether it can be in what stands below its key.
    pub(super) fn is_in(self, value: &Tree) -> bool {
        match self {
            Self::Tags => matches!(value, Tree::Array(_)),
            Self::Schemas => matches!(value.get(SCHEMAS), Some(Tree::Object(_))),
            _ => matches!(value, Tree::Object(_)),
        }
    }

    /// What stands below its key, with room for it.
    pub(super) fn put_into(self, mut value: Tree) -> Tree {
        if self == Self::Schemas && matches!(value, Tree::Object(_)) {
            value.set(SCHEMAS, Tree::object([]));
            return value;
        }
        self.empty()
    }

    /// Takes its entries out of what stands below its key, and leaves it empty there.
    pub(super) fn take(self, value: &mut Tree) -> Option<Vec<(String, Tree)>> {
        let place = if self == Self::Schemas { value.get_mut(SCHEMAS)? } else { value };
        match place {
            Tree::Object(entries) if self != Self::Tags => Some(std::mem::take(entries)),
            Tree::Array(elements) if self == Self::Tags => {
                let mut taken = BTreeSet::new();
                let elements = std::mem::take(elements).into_iter().enumerate();
                let named = elements.map(|(at, tag)| {
                    let name = tag.text_at("name").map(str::to_owned);
                    // What has no name of its own has a key that no name is.
                    let name = name.filter(|name| taken.insert(name.clone())).unwrap_or_else(|| format!("\u{0}{at}"));
                    (name, tag)
                });
                Some(named.collect())
            }
            _ => None,
        }
    }

    /// Puts entries back to where they were taken from.
    pub(super) fn put_back(self, value: &mut Tree, entries: Vec<(String, Tree)>) {
        let place = if self == Self::Schemas { value.get_mut(SCHEMAS) } else { Some(value) };
        match place {
            Some(Tree::Array(place)) if self == Self::Tags => {
                *place = entries.into_iter().map(|(_, tag)| tag).collect();
            }
            Some(Tree::Object(place)) if self != Self::Tags => *place = entries,
            _ => {}
        }
    }
}

const SCHEMAS: &str = "schemas";

/// Where an entry stands among the others of its map: at a number, or before it by the alphabet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    at: usize,
    is_own: bool,
    name: String,
}

/// A value and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) rank: Rank,
    pub(super) tree: Tree,
}

/// The entries of one map.
#[derive(Debug, Default)]
pub(super) struct Shelf {
    entries: BTreeMap<String, Entry>,
    /// Of the entries that were there first, the greatest key up to each.
    greatest: Vec<String>,
    /// The number behind all.
    end: usize,
}

impl Shelf {
    pub(super) fn new(entries: Vec<(String, Tree)>) -> Self {
        let mut shelf = Self { end: entries.len(), ..Self::default() };
        for (at, (key, tree)) in entries.into_iter().enumerate() {
            let greatest = shelf.greatest.last().filter(|greatest| **greatest > key).cloned();
            shelf.greatest.push(greatest.unwrap_or_else(|| key.clone()));
            let rank = Rank { at, is_own: true, name: String::new() };
            shelf.entries.insert(key, Entry { rank, tree });
        }
        shelf
    }

    pub(super) fn get(&self, key: &str) -> Option<&Entry> {
        self.entries.get(key)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&String, &Entry)> {
        self.entries.iter()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Puts an entry, or takes it out. Gives the one before it.
    pub(super) fn set(&mut self, key: &str, entry: Option<Entry>) -> Option<Entry> {
        match entry {
            Some(entry) => self.entries.insert(key.to_owned(), entry),
            None => self.entries.remove(key),
        }
    }

    /// Before the first of those that were there first whose key is greater, by the alphabet among the new ones.
    pub(super) fn by_alphabet(&self, key: &str) -> Rank {
        let at = self.greatest.partition_point(|greatest| greatest.as_str() <= key);
        Rank { at, is_own: false, name: key.to_owned() }
    }

    pub(super) fn at_the_end(&mut self) -> Rank {
        let at = self.end;
        self.end += 1;
        Rank { at, is_own: true, name: String::new() }
    }

    pub(super) fn in_order(self) -> Vec<(String, Tree)> {
        let mut entries: Vec<(String, Entry)> = self.entries.into_iter().collect();
        entries.sort_by(|a, b| a.1.rank.cmp(&b.1.rank));
        entries.into_iter().map(|(key, entry)| (key, entry.tree)).collect()
    }
}
