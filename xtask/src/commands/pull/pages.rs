//! The pages of a site as a pull has them, wherever they came from: a folder of saved files or the network.

use crate::pages::Reader;
use crate::texts;
use hmac_sha256::Hash;
use open_api_codegen::distill::page::{Origin, Parsed};
use open_api_codegen::distill::site::PageId;
use open_api_codegen::distill::site::list::{Entry, List};
use open_api_codegen::text::foreign;
use open_api_codegen::text::json::Tree;
use open_api_codegen::text::source::Source;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;

/// Everything that could be had of a site.
pub(super) struct Pages {
    /// What the site is called in messages: its address, or a folder's name.
    pub(super) site: String,
    /// Its list, and the file that it is in.
    pub(super) list: Option<(Source, List)>,
    /// Why there is no list, where that is worth a word.
    pub(super) no_list: Option<Failed>,
    /// What else is in the folder, and may have been meant as pages.
    pub(super) beside: Vec<String>,
    /// The pages, by name.
    pub(super) all: Vec<Page>,
}

/// One page.
pub(super) struct Page {
    /// What the lock calls it: the site's id, or the file's name.
    pub(super) name: String,
    pub(super) id: Option<PageId>,
    pub(super) url: Option<String>,
    /// What the catalog calls it, if it knows the id.
    pub(super) known_as: Option<String>,
    /// What the list says of it.
    pub(super) listed: Option<Entry>,
    /// Its text, or why it is not here.
    pub(super) text: Result<Text, Failed>,
}

/// What is left of a page's text when it was read. The text itself is in its file: those of a whole site are not kept in memory.
pub(super) struct Text {
    pub(super) path: PathBuf,
    /// What messages call the file.
    pub(super) name: String,
    /// SHA-256, in hexadecimal.
    pub(super) digest: String,
    /// The title that it has in Markdown.
    pub(super) heading: Option<String>,
    /// What it says, until that is brought in; a file may hold several pages.
    pub(super) parsed: Vec<Parsed>,
}

/// Why a page is not here.
#[derive(Debug, Clone, Default)]
pub(super) struct Failed {
    /// Whether the site says that there is no such page.
    pub(super) is_gone: bool,
    /// Whether its link or the site leads to another site.
    pub(super) is_elsewhere: bool,
    pub(super) reason: String,
    pub(super) help: String,
}

impl Page {
    /// The page with what its file says.
    pub(super) fn read(mut self, path: PathBuf, name: String, reader: &Reader) -> Self {
        let text = texts::read_page(&path, &name).map_err(|unread| Failed {
            reason: unread.reason,
            help: unread.help.unwrap_or_else(|| "save the page as text in UTF-8".to_owned()),
            ..Failed::default()
        });
        let text = text.and_then(|text| if is_empty(&text) { Err(nothing_in_it()) } else { Ok(text) });
        self.text = text.map(|text| Text {
            digest: digest(&text),
            heading: heading(&text),
            parsed: reader.read(&text, &self.origin()),
            path,
            name,
        });
        self
    }

    /// What reading the page is told of it.
    fn origin(&self) -> Origin {
        Origin {
            id: self.id.as_ref().map(ToString::to_string),
            section: self.listed.as_ref().map(|entry| entry.folder.clone()).unwrap_or_default(),
            title: self.listed.as_ref().map(|entry| entry.title.clone()),
        }
    }

    /// What a person calls it.
    pub(super) fn shown(&self) -> String {
        let title = self.listed.as_ref().map(|entry| &entry.title).or(self.known_as.as_ref());
        match (title, &self.id) {
            (Some(title), Some(id)) => format!("{title} ({id})"),
            (Some(title), None) => title.clone(),
            (None, _) => self.name.clone(),
        }
    }
}

/// A file that was saved and holds nothing is no page that says nothing.
fn is_empty(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').trim().is_empty()
}

fn nothing_in_it() -> Failed {
    Failed {
        reason: "the file is empty".to_owned(),
        help: "save the page again, or remove the file".to_owned(),
        ..Failed::default()
    }
}

pub(super) fn digest(text: &str) -> String {
    Hash::hash(text.as_bytes()).iter().fold(String::new(), |mut out, byte| {
        // Writing to a string does not fail.
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// The title that a page has in Markdown.
fn heading(text: &str) -> Option<String> {
    let first = text.trim_start_matches('\u{feff}').lines().find(|line| !line.trim().is_empty())?;
    let title = first.strip_prefix('#')?.trim_start_matches('#').trim();
    (!title.is_empty()).then(|| foreign::name(title))
}

/// The entries of a list by what tells pages apart.
#[derive(Default)]
pub(super) struct Listed<'l> {
    by_id: BTreeMap<PageId, &'l Entry>,
    by_file: BTreeMap<&'l str, &'l Entry>,
}

impl<'l> Listed<'l> {
    pub(super) fn of(list: Option<&'l List>) -> Self {
        let mut listed = Self::default();
        for entry in list.map_or(&[][..], |list| &list.entries) {
            match (entry.page(), entry.link.rsplit('/').next()) {
                (Some(id), _) => drop(listed.by_id.entry(id).or_insert(entry)),
                (None, Some(file)) => drop(listed.by_file.entry(file).or_insert(entry)),
                (None, None) => {}
            }
        }
        listed
    }

    /// The entry for a page; the first, where it is listed twice.
    pub(super) fn get(&self, id: Option<&PageId>, file: &str) -> Option<Entry> {
        let entry = id.map_or_else(|| self.by_file.get(file), |id| self.by_id.get(id));
        entry.copied().cloned()
    }
}

/// The pages whose ids a catalog knows, with their titles: they are asked for whether a list names them or not.
pub(super) fn known(catalog: &Tree) -> BTreeMap<PageId, String> {
    let entries = ["operations", "constants", "webhooks"].into_iter().filter_map(|kind| catalog.get(kind));
    let entries = entries.flat_map(Tree::elements).chain(catalog.get("introduction"));
    let known = entries
        .filter_map(|entry| Some((PageId::parse(entry.get("page")?.text()?)?, entry.get("title")?.text()?.to_owned())));
    known.collect()
}
