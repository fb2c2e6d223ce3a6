//! The catalog held against the site: pages that are new there, moved, renamed or gone, and entries whose page id is now known.
//! Facts of the site are written into the catalog; an id of ours is never guessed, it is left as a to-do for a person.

use super::{Kind as IdKind, PageId};
use crate::distill::page::area;
use crate::distill::page::model::Area;
pub use crate::spec::catalog::EntryKind as Kind;
use crate::spec::openapi::keywords::is_to_do;
use crate::text::fold::{is_same, without_space};
use crate::text::json::Tree;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What an id of a kind is made of.
const fn form(kind: Kind) -> &'static str {
    match kind {
        Kind::Operation => "resource.action",
        Kind::Constant => "TypeName",
        Kind::Webhook => "name.of.events",
    }
}

/// A page as the site has it.
#[derive(Debug, Clone, Default)]
pub struct SitePage {
    /// The site's id of it.
    pub id: Option<PageId>,
    /// Its title, where the list or the page says it.
    pub title: Option<String>,
    /// The folders that the list has it in, the outermost first; none if the list does not name it.
    pub folder: Option<Vec<String>>,
    /// The headings that the page itself says it stands under, without the area.
    pub said: Vec<String>,
    /// What reading it found it to be.
    pub kind: Option<Kind>,
    /// Whether it holds something that could not be read, so that it is not known to be a text.
    pub is_unread: bool,
    /// The HTTP method that it states.
    pub method: Option<String>,
    /// Whether the site says that there is no such page.
    pub is_gone: bool,
    /// Whether the list or the site leads to another site, so that it is no page of this one.
    pub is_elsewhere: bool,
}

/// What the catalog and the site say differently of one page, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// What becomes of it.
    pub mark: Mark,
    /// What it is.
    pub text: String,
}

/// What becomes of a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// The catalog has it now.
    Added,
    /// The catalog says it as the site does now.
    Changed,
    /// The catalog has it no more.
    Removed,
    /// The catalog stays as it is until a person has decided.
    Open,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = match self.mark {
            Mark::Added => '+',
            Mark::Changed => '~',
            Mark::Removed => '-',
            Mark::Open => '?',
        };
        write!(f, "{mark} {}", self.text)
    }
}

/// The catalog as it is to be, and what is different.
#[derive(Debug, Clone)]
pub struct Held {
    /// The catalog, changed where the site says so.
    pub catalog: Tree,
    /// The differences, in the catalog's order, then the new ones in the site's.
    pub changes: Vec<Change>,
    /// The pages that no list of the catalog is for: texts without tables. By their place among the site's pages.
    pub texts: BTreeSet<usize>,
    /// The pages whose entry has no id yet, so that nothing of them can be in the spec. By their place among the site's pages.
    pub waiting: BTreeSet<usize>,
}

impl Held {
    fn say(&mut self, mark: Mark, text: String) {
        self.changes.push(Change { mark, text });
    }

    /// One line for what is the same of many entries.
    fn ask(&mut self, kind: Kind, entries: &[String], what: &str) {
        const MOST: usize = 6;
        if let Some(more) = entries.len().checked_sub(1).map(|_| entries.len().saturating_sub(MOST)) {
            let more = if more == 0 { String::new() } else { format!(" and {more} more") };
            let named = entries.iter().take(MOST).cloned().collect::<Vec<_>>().join(", ");
            self.say(Mark::Open, format!("{} of the {} {what}: {named}{more}", entries.len(), kind.word()));
        }
    }
}

/// How the catalog is held against the site.
#[derive(Clone, Copy)]
pub struct Rules<'a> {
    /// Whether there was a list, so that what it does not name is worth a word.
    pub has_list: bool,
    /// Whether entries of gone pages go, if `is_used` says of their id that the spec has nothing of them.
    pub prune: bool,
    /// Whether the spec has anything of the entry with an id.
    pub is_used: &'a dyn Fn(Kind, &str) -> bool,
}

/// Compares a catalog with the pages of a site. What the site does not mention stays as it is.
#[must_use]
pub fn hold(catalog: &Tree, pages: &[SitePage], rules: Rules<'_>) -> Held {
    let mut held =
        Held { catalog: catalog.clone(), changes: Vec::new(), texts: BTreeSet::new(), waiting: BTreeSet::new() };
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    let pages = &Pages::of(pages);
    introduction(&mut held, pages, &mut taken);
    for kind in Kind::ALL.iter().copied() {
        known_entries(&mut held, kind, pages, rules, &mut taken);
    }
    let pages = pages.all;
    let is_here = |page: &SitePage| !page.is_gone && !page.is_elsewhere;
    for (at, page) in pages.iter().enumerate().filter(|(at, page)| !taken.contains(at) && is_here(page)) {
        match page_kind(page) {
            Some(kind) => unknown_page(&mut held, at, kind, page),
            None if page.is_unread => {}
            None => {
                held.texts.insert(at);
            }
        }
    }
    held
}

/// What the page describes: what reading it found, else what its id or its place says.
fn page_kind(page: &SitePage) -> Option<Kind> {
    let by_id = || (page.id.as_ref()?.kind() == IdKind::Endpoint).then_some(Kind::Operation);
    let by_place = || match area(page.folder.as_ref()?.first()?)? {
        Area::Api => None,
        Area::Constants => Some(Kind::Constant),
        Area::Webhooks => Some(Kind::Webhook),
    };
    page.kind.or_else(by_id).or_else(by_place)
}

/// Whether a page may be that of an entry of a kind: an endpoint is an operation, and nothing else is.
fn may_be(page: &SitePage, kind: Kind) -> bool {
    page_kind(page).is_none_or(|known| known == kind)
}

fn introduction(held: &mut Held, pages: &Pages<'_>, taken: &mut BTreeSet<usize>) {
    let Some(entry) = held.catalog.get_mut("introduction") else { return };
    let Some(id) = entry.text_at("page").map(str::to_owned) else { return };
    let Some(at) = pages.with_id(&id) else { return };
    let page = &pages.all[at];
    taken.insert(at);
    held.texts.insert(at);
    let old = text(entry, "title");
    if page.is_gone {
        held.say(Mark::Open, format!("introduction: {old} ({id}) is no longer on the site"));
    } else if let Some(title) = page.title.as_ref().filter(|title| !is_same(title, &old)) {
        entry.set("title", title);
        held.say(Mark::Changed, format!("introduction: renamed from {old} to {title}"));
    }
}

fn known_entries(held: &mut Held, kind: Kind, pages: &Pages<'_>, rules: Rules<'_>, taken: &mut BTreeSet<usize>) {
    let Some(Tree::Array(mut entries)) = held.catalog.get(kind.word()).cloned() else { return };
    let found: Vec<Option<usize>> = {
        let by_page = |entry: &Tree| pages.with_id(entry.text_at("page")?);
        let first: Vec<Option<usize>> = entries.iter().map(by_page).collect();
        taken.extend(first.iter().flatten());
        let mut namesakes: BTreeMap<(String, String), usize> = BTreeMap::new();
        for entry in &entries {
            *namesakes.entry(folded_name(entry)).or_default() += 1;
        }
        let is_only = |entry: &Tree| namesakes.get(&folded_name(entry)) == Some(&1);
        let by_name = |(entry, first): (&Tree, Option<usize>)| {
            first.or_else(|| by_name(entry, kind, pages, taken).filter(|_| is_only(entry)))
        };
        entries.iter().zip(first).map(by_name).collect()
    };
    taken.extend(found.iter().flatten());
    let mut gone = BTreeSet::new();
    let (mut unlisted, mut missing) = (Vec::new(), Vec::new());
    for (place, (entry, at)) in entries.iter_mut().zip(&found).enumerate() {
        let Some(at) = *at else {
            if rules.has_list {
                unlisted.push(name(entry));
            }
            continue;
        };
        let page = &pages.all[at];
        if page.is_gone {
            let is_removed = rules.prune && !(rules.is_used)(kind, &text(entry, "id"));
            if is_removed {
                let (id, title, page) = (name(entry), text(entry, "title"), text(entry, "page"));
                held.say(Mark::Removed, format!("{id}: {title} ({page}) is gone"));
            } else {
                missing.push(format!("{} ({})", name(entry), text(entry, "page")));
            }
            if is_removed {
                gone.insert(place);
            }
            continue;
        }
        update(entry, page, held);
        if is_to_do(&text(entry, "id")) {
            held.waiting.insert(at);
        }
    }
    held.ask(kind, &missing, "are no longer on the site; `--prune` takes those out of which the spec has nothing");
    held.ask(kind, &unlisted, "are not on the site's list where the catalog has them");
    let mut place = 0..;
    entries.retain(|_| place.next().is_some_and(|place| !gone.contains(&place)));
    held.catalog.set(kind.word(), Tree::Array(entries));
}

/// The page of an entry whose page id is not known: the one page of its title in its section, if no other entry is called so there.
fn by_name(entry: &Tree, kind: Kind, pages: &Pages<'_>, taken: &BTreeSet<usize>) -> Option<usize> {
    if entry.get("page").is_some() {
        return None;
    }
    let (title, section) = (text(entry, "title"), text(entry, "section"));
    let mut fitting = pages.titled(&title).iter().copied().filter(|at| {
        let page = &pages.all[*at];
        let is_there = || page.folder.as_ref().is_some_and(|folder| stands_in(folder, &section, &title));
        !taken.contains(at) && may_be(page, kind) && is_there()
    });
    let at = fitting.next()?;
    fitting.next().is_none().then_some(at)
}

/// What the site says of the page of an entry.
fn update(entry: &mut Tree, page: &SitePage, held: &mut Held) {
    let id = name(entry);
    if let Some(known) = page.id.as_ref().filter(|_| entry.get("page").is_none()) {
        entry.set("page", known.as_str());
        held.say(Mark::Added, format!("{id}: its page is {known}"));
    }
    let (section, title) = (text(entry, "section"), text(entry, "title"));
    if let Some(folder) = page.folder.as_ref().filter(|folder| !stands_in(folder, &section, &title)) {
        let to = section_of(folder, page.title.as_deref().unwrap_or(&title));
        entry.set("section", &to);
        held.say(Mark::Changed, format!("{id}: moved from {section} to {to}"));
    }
    // The words over a page that is none, such as a log-in page, are no title of what should be there.
    let is_title = page.kind.is_some() || page.folder.is_some();
    if let Some(new) = page.title.as_ref().filter(|new| is_title && !is_same(new, &title)) {
        entry.set("title", new);
        held.say(Mark::Changed, format!("{id}: renamed from {title} to {new}"));
    }
}

/// A page that no entry was found for.
fn unknown_page(held: &mut Held, at: usize, kind: Kind, page: &SitePage) {
    // What has neither a title nor an id is told where it is read, and is no entry.
    let Some(title) = page.title.clone().or_else(|| page.id.as_ref().map(ToString::to_string)) else { return };
    let folder = page.folder.clone().unwrap_or_else(|| page.said.clone());
    let section = section_of(&folder, &title);
    let entries = held.catalog.get(kind.word()).map_or(&[][..], Tree::elements);
    let own = without_space(&title);
    let is_namesake = |entry: &&Tree| without_space(&text(entry, "title")) == own;
    if page.folder.is_none() && entries.iter().any(|entry| is_namesake(&entry)) {
        // Only the page itself says where it stands; that is known once it is read.
        return;
    }
    let unread = entries.iter().filter(is_namesake).filter(|entry| entry.get("page").is_none());
    let candidates: Vec<String> = unread.map(name).collect();
    let which = page.id.as_ref().map_or_else(String::new, |id| format!(" ({id})"));
    held.waiting.insert(at);
    if !candidates.is_empty() {
        let place = if folder.is_empty() { "no folder".to_owned() } else { folder.join(" / ") };
        let text = format!("{title}{which} in {place} may be {}", candidates.join(" or "));
        held.say(Mark::Open, format!("{text}: write its page id there, or add an entry"));
        return;
    }
    let place = entries.iter().rposition(|entry| text(entry, "section") == section).map_or(entries.len(), |at| at + 1);
    let entry = new_entry(kind, &section, &title, page);
    match held.catalog.get_mut(kind.word()) {
        Some(Tree::Array(entries)) => entries.insert(place, entry),
        _ => held.catalog.set(kind.word(), Tree::Array(vec![entry])),
    }
    held.say(Mark::Added, format!("new in {}: {section} / {title}{which}", kind.word()));
}

fn new_entry(kind: Kind, section: &str, title: &str, page: &SitePage) -> Tree {
    // The page's id keeps two new pages of one title apart.
    let which = page.id.as_ref().map_or_else(String::new, |id| format!(", {id}"));
    let id = format!("TODO: an id of our own, {} ({title}{which})", form(kind));
    let mut entry =
        Tree::object([("id", Tree::Text(id)), ("section", Tree::from(section)), ("title", Tree::from(title))]);
    if kind == Kind::Operation {
        if let Some(method) = &page.method {
            entry.set("method", method);
        }
        entry.set("effect", "TODO: read, write or money; the stronger one when in doubt");
    }
    if let Some(id) = &page.id {
        entry.set("page", id.as_str());
    }
    entry
}

/// The pages of a site, to be found by id and by title.
struct Pages<'p> {
    all: &'p [SitePage],
    by_id: BTreeMap<&'p str, usize>,
    by_title: BTreeMap<String, Vec<usize>>,
}

impl<'p> Pages<'p> {
    fn of(all: &'p [SitePage]) -> Self {
        let mut pages = Self { all, by_id: BTreeMap::new(), by_title: BTreeMap::new() };
        for (at, page) in all.iter().enumerate() {
            if let Some(id) = &page.id {
                pages.by_id.entry(id.as_str()).or_insert(at);
            }
            if let Some(title) = &page.title {
                pages.by_title.entry(without_space(title)).or_default().push(at);
            }
        }
        pages
    }

    fn with_id(&self, id: &str) -> Option<usize> {
        self.by_id.get(id).copied()
    }

    fn titled(&self, title: &str) -> &[usize] {
        self.by_title.get(&without_space(title)).map_or(&[], Vec::as_slice)
    }
}

fn folded_name(entry: &Tree) -> (String, String) {
    (without_space(&text(entry, "title")), without_space(&text(entry, "section")))
}

/// Whether a folder is the section of an entry: the same headings at its end. A page that stands in no folder of its area has its
/// own title for a section.
fn stands_in(folder: &[String], section: &str, title: &str) -> bool {
    let parts: Vec<&str> = section.split(" / ").collect();
    let fits = |folder: &[String]| {
        folder.len() >= parts.len() && folder.iter().rev().zip(parts.iter().rev()).all(|(a, b)| is_same(a, b))
    };
    fits(folder) || (is_same(section, title) && below_area(folder).is_empty())
}

/// The section that a folder is: without the area that everything of its kind is in.
fn section_of(folder: &[String], title: &str) -> String {
    match below_area(folder) {
        [] => title.to_owned(),
        below => below.join(" / "),
    }
}

fn below_area(folder: &[String]) -> &[String] {
    match folder {
        [first, below @ ..] if area(first).is_some() => below,
        all => all,
    }
}

fn text(entry: &Tree, key: &str) -> String {
    entry.text_at(key).unwrap_or_default().to_owned()
}

/// What a message calls an entry: its id, or its title as long as it has none.
fn name(entry: &Tree) -> String {
    let id = text(entry, "id");
    if is_to_do(&id) { format!("the entry of {}", text(entry, "title")) } else { id }
}
