//! The spec while pages are brought into it: every operation, event, tag and schema is found, put and taken by its key, so that a page
//! costs what it touches. What a page touched can be taken back, or told as changes. What anything means is not known here.

use super::changes::{Change, between};
use super::place::{Entry, Map, Rank, Shelf};
use super::references::{Index, Place};
use crate::text::json::Tree;
use std::collections::BTreeMap;
use std::mem;

/// The spec, taken apart as far as finding things in it needs.
#[derive(Debug)]
pub(super) struct Working {
    shelves: [Shelf; Map::ALL.len()],
    index: Index,
    /// What the page at work has touched, as it was before.
    before: Touched,
    /// What the pages before it have changed, as it was before all of them.
    first: Touched,
}

/// Entries by their place, as they were at some moment; nothing where there was none.
type Touched = BTreeMap<(Map, String), Option<Entry>>;

/// What one page changed: its entries as they were before it and, where a later page has touched them too, after it.
#[derive(Debug, Default)]
pub(super) struct Step {
    before: Touched,
    after: Touched,
}

impl Working {
    pub(super) fn new(spec: Tree) -> Self {
        let mut shelves = Map::ALL.map(|_| Shelf::default());
        let mut root = Vec::new();
        let Tree::Object(entries) = spec else { return Self::new(Tree::object([])) };
        for (key, mut value) in entries {
            if let Some((map, entries)) = Map::below(&key).and_then(|map| Some((map, map.take(&mut value)?))) {
                shelves[map as usize] = Shelf::new(entries);
            }
            root.push((key, value));
        }
        shelves[Map::Root as usize] = Shelf::new(root);
        let mut index = Index::default();
        for map in Map::ALL {
            shelves[map as usize].iter().for_each(|(key, entry)| index.learn(map, key, &entry.tree));
        }
        Self { shelves, index, before: Touched::new(), first: Touched::new() }
    }

    /// The title of the page that a schema came from, for messages.
    pub(super) fn source_of(&self, name: &str) -> String {
        let title = self.schema(name).and_then(|schema| schema.get("x-provenance")?.text_at("title"));
        title.unwrap_or("another page").to_owned()
    }

    /// The spec put together again. New schemas and tags stand where the alphabet has them, everything else at the end.
    pub(super) fn finish(self) -> Tree {
        let [root, rest @ ..] = self.shelves;
        let mut root = root.in_order();
        for (map, shelf) in Map::BELOW_ROOT.into_iter().zip(rest) {
            if let Some((_, value)) = root.iter_mut().find(|(key, _)| key == map.key()) {
                map.put_back(value, shelf.in_order());
            }
        }
        Tree::Object(root)
    }

    pub(super) fn get(&self, map: Map, key: &str) -> Option<&Tree> {
        self.shelves[map as usize].get(key).map(|entry| &entry.tree)
    }

    /// The entries of a map by their keys.
    pub(super) fn entries(&self, map: Map) -> impl Iterator<Item = (&str, &Tree)> {
        self.shelves[map as usize].iter().map(|(key, entry)| (key.as_str(), &entry.tree))
    }

    /// Puts an entry in the place of the one before it, or where new ones go.
    pub(super) fn put(&mut self, map: Map, key: &str, tree: Tree) {
        let rank = match self.shelves[map as usize].get(key) {
            Some(old) => old.rank.clone(),
            None => self.rank(map, key),
        };
        self.make_sure_of(map);
        self.replace(map, key, Some(Entry { rank, tree }));
    }

    /// Puts an entry under another key, where the one before it stands.
    pub(super) fn put_instead(&mut self, map: Map, old: &str, key: &str, tree: Tree) {
        let rank = self.shelves[map as usize].get(old).map(|old| old.rank.clone());
        let rank = rank.unwrap_or_else(|| self.rank(map, key));
        self.replace(map, old, None);
        self.replace(map, key, Some(Entry { rank, tree }));
    }

    /// Takes an entry out, and its map too when nothing is left of it.
    pub(super) fn remove(&mut self, map: Map, key: &str) {
        self.replace(map, key, None);
        if map != Map::Schemas && self.shelves[map as usize].is_empty() {
            self.replace(Map::Root, map.key(), None);
        }
    }

    pub(super) fn schema(&self, name: &str) -> Option<&Tree> {
        self.get(Map::Schemas, name)
    }

    pub(super) fn schemas(&self) -> impl Iterator<Item = (&str, &Tree)> {
        self.entries(Map::Schemas)
    }

    pub(super) fn put_schema(&mut self, name: &str, schema: Tree) {
        self.put(Map::Schemas, name, schema);
    }

    /// The operation with an id, and where it stands.
    pub(super) fn operation(&self, id: &str) -> Option<(Place, &Tree)> {
        match self.index.path(id) {
            Some(path) => Some((Place::Path(path.to_owned()), self.get(Map::Paths, path)?.get("post")?)),
            None => Some((Place::Pathless, self.get(Map::Pathless, id)?)),
        }
    }

    /// The id of the operation below a path.
    pub(super) fn operation_at(&self, path: &str) -> Option<&str> {
        self.get(Map::Paths, path)?.get("post")?.text_at("operationId")
    }

    /// The tags of the events of a group, in the order of the document.
    pub(super) fn events_of(&self, group: &str) -> Vec<&str> {
        let mut tags: Vec<&str> = self.index.events_of(group).collect();
        tags.sort_by_key(|tag| self.shelves[Map::Webhooks as usize].get(tag).map(|entry| &entry.rank));
        tags
    }

    /// Every operation with its tag, and every event with its group: what else stands in the document.
    pub(super) fn calls(&self) -> impl Iterator<Item = (&str, &Tree)> {
        let posts = |map| self.entries(map).filter_map(|(_, item)| item.get("post"));
        let pathless = self.entries(Map::Pathless).map(|(_, operation)| operation);
        let operations = posts(Map::Paths).chain(pathless).filter_map(|operation| {
            let [Tree::Text(tag)] = operation.get("tags")?.elements() else { return None };
            Some((tag.as_str(), operation))
        });
        let events = posts(Map::Webhooks);
        let events = events.filter_map(|event| Some((event.text_at("x-webhook-group")?, event)));
        operations.chain(events)
    }

    /// Whether anything refers to a schema.
    pub(super) fn is_used(&self, name: &str) -> bool {
        self.index.is_used(name)
    }

    /// The schemas that the page at work has taken the last reference from.
    pub(super) fn lost(&self) -> Vec<String> {
        let before = self.before.values().flatten();
        let referred = before.flat_map(|entry| super::references::all(&entry.tree));
        let mut lost: Vec<String> = referred.filter(|name| !self.is_used(name)).map(str::to_owned).collect();
        lost.sort();
        lost.dedup();
        lost.retain(|name| self.schema(name).is_some() && self.was_there(name));
        lost
    }

    /// Whether a schema was there before the page at work.
    fn was_there(&self, name: &str) -> bool {
        self.before.get(&(Map::Schemas, name.to_owned())).is_none_or(Option::is_some)
    }

    /// Takes back what the page at work has touched.
    pub(super) fn take_back(&mut self) {
        for ((map, key), entry) in mem::take(&mut self.before) {
            self.set(map, &key, entry);
        }
    }

    /// Takes back everything that was changed.
    pub(super) fn begin_again(&mut self) {
        self.take_back();
        self.before = mem::take(&mut self.first);
        self.take_back();
    }

    /// The places that the page at work has changed.
    pub(super) fn changed(&self) -> Vec<(Map, String)> {
        let is_other =
            |(map, key): &(Map, String), old: &Option<Entry>| self.shelves[*map as usize].get(key) != old.as_ref();
        self.before.iter().filter(|(at, old)| is_other(at, old)).map(|(at, _)| at.clone()).collect()
    }

    /// What the page at work has changed. The next page begins.
    pub(super) fn step(&mut self) -> Step {
        let mut before = mem::take(&mut self.before);
        before.retain(|(map, key), old| self.shelves[*map as usize].get(key) != old.as_ref());
        for (at, old) in &before {
            self.first.entry(at.clone()).or_insert_with(|| old.clone());
        }
        Step { before, after: Touched::new() }
    }

    /// What a step changed, in the order of the document.
    pub(super) fn changes(&self, step: &Step) -> Vec<Change> {
        let now = |at: &(Map, String)| match step.after.get(at) {
            Some(later) => later.as_ref(),
            None => self.shelves[at.0 as usize].get(&at.1),
        };
        let old = self.sparse(step.before.iter().map(|(at, old)| (at, old.as_ref())));
        let new = self.sparse(step.before.keys().map(|at| (at, now(at))));
        between(&old, &new)
    }

    /// A document of a few entries only. A map is there unless it is among them as one that was not.
    fn sparse<'e>(&'e self, entries: impl Iterator<Item = (&'e (Map, String), Option<&'e Entry>)>) -> Tree {
        let mut sorted: [Vec<(&Rank, (String, Tree))>; Map::ALL.len()] = Map::ALL.map(|_| Vec::new());
        let mut absent = Vec::new();
        for ((map, key), entry) in entries {
            match entry {
                Some(entry) => sorted[*map as usize].push((&entry.rank, (key.clone(), entry.tree.clone()))),
                None if *map == Map::Root => absent.push(key.as_str()),
                None => {}
            }
        }
        let [mut root, rest @ ..] = sorted;
        for (map, mut entries) in Map::BELOW_ROOT.into_iter().zip(rest) {
            let touched = root.iter().position(|(_, (key, _))| key == map.key()).map(|at| root.remove(at).0);
            let stays = || self.shelves[Map::Root as usize].get(map.key()).map(|entry| &entry.rank);
            let Some(rank) = touched.or_else(|| stays().filter(|_| !absent.contains(&map.key()))) else { continue };
            entries.sort_by(|a, b| a.0.cmp(b.0));
            let mut value = map.empty();
            map.put_back(&mut value, entries.into_iter().map(|(_, entry)| entry).collect());
            root.push((rank, (map.key().to_owned(), value)));
        }
        root.sort_by(|a, b| a.0.cmp(b.0));
        Tree::Object(root.into_iter().map(|(_, entry)| entry).collect())
    }

    /// Where a new entry goes.
    fn rank(&mut self, map: Map, key: &str) -> Rank {
        let of_map = &mut self.shelves[map as usize];
        if map.is_alphabetical() { of_map.by_alphabet(key) } else { of_map.at_the_end() }
    }

    /// Makes the map itself, if it is not there yet.
    fn make_sure_of(&mut self, map: Map) {
        if map == Map::Root || self.get(Map::Root, map.key()).is_some_and(|value| map.is_in(value)) {
            return;
        }
        let value = match self.get(Map::Root, map.key()) {
            Some(value) => map.put_into(value.clone()),
            None => map.empty(),
        };
        self.put(Map::Root, map.key(), value);
    }

    fn replace(&mut self, map: Map, key: &str, entry: Option<Entry>) {
        let old = self.set(map, key, entry);
        self.before.entry((map, key.to_owned())).or_insert(old);
    }

    fn set(&mut self, map: Map, key: &str, entry: Option<Entry>) -> Option<Entry> {
        let of_map = &mut self.shelves[map as usize];
        if let Some(old) = of_map.get(key) {
            self.index.forget(map, key, &old.tree);
        }
        if let Some(new) = &entry {
            self.index.learn(map, key, &new.tree);
        }
        of_map.set(key, entry)
    }
}

impl Step {
    /// Whether anything is another now.
    pub(super) fn is_empty(&self) -> bool {
        self.before.is_empty()
    }

    /// The places that it changed.
    pub(super) fn places(&self) -> impl Iterator<Item = &(Map, String)> {
        self.before.keys()
    }

    /// Whether a place is what it was before this step.
    pub(super) fn began_with(&self, at: &(Map, String), spec: &Working) -> bool {
        self.before.get(at).is_none_or(|before| spec.shelves[at.0 as usize].get(&at.1) == before.as_ref())
    }

    /// Keeps what this step made of a place that a later one has changed again.
    pub(super) fn keep(&mut self, at: &(Map, String), later: &Self) {
        if let Some(entry) = later.before.get(at) {
            self.after.insert(at.clone(), entry.clone());
        }
    }

    /// Takes over what another step has changed further.
    pub(super) fn take(&mut self, at: &(Map, String), later: &mut Self) {
        if let Some(entry) = later.before.remove(at) {
            self.before.entry(at.clone()).or_insert(entry);
        }
    }
}

/// The term in brackets that a description ends with; one without is a term itself.
pub(super) fn term(description: &str) -> &str {
    let text = description.trim_end().trim_end_matches('.');
    let inside = text.strip_suffix(')').and_then(|text| Some(&text[text.rfind('(')? + 1..]));
    inside.unwrap_or(text)
}

/// A code of an enum as it is written.
pub(super) fn code(entry: &Tree) -> Option<String> {
    match entry.get("const")? {
        Tree::Number(text) | Tree::Text(text) => Some(text.clone()),
        _ => None,
    }
}
