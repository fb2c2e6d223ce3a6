//! The pages of a site as a pull has them, wherever they came from: a folder of saved files or the network.

use open_api_codegen::distill::page::Origin;
use open_api_codegen::distill::site::PageId;
use open_api_codegen::distill::site::list::{Entry, List};
use open_api_codegen::text::json::Tree;
use open_api_codegen::text::source::Source;
use std::collections::BTreeMap;

/// Everything that could be had of a site.
pub(super) struct Pages {
    /// What the site is called in messages: its address, or a folder's name.
    pub(super) site: String,
    /// Its list, and the file that it is in.
    pub(super) list: Option<(Source, List)>,
    /// Why there is no list, where that is worth a word.
    pub(super) no_list: Option<Failed>,
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
    /// Its text under the name of its file, or why it is not here.
    pub(super) text: Result<Source, Failed>,
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
    /// What reading the page is told of it.
    pub(super) fn origin(&self) -> Origin {
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
