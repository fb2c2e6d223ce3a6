//! What is asked for: every page that the list names, once, and every page whose id is known and that it does not name.

use crate::address::Site;
use crate::failure::{Failure, Kind};
use crate::limits;
use open_api_codegen::distill::site::PageId;
use open_api_codegen::distill::site::list::List;
use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use url::Url;

/// One page to ask for.
#[derive(Debug)]
pub(crate) struct Wanted {
    /// Its id, where its address has one.
    pub(crate) page: Option<PageId>,
    /// What its files are called, without their ends.
    pub(crate) stem: String,
    /// What a person knows it by.
    pub(crate) title: String,
    /// Where it is, unless that is not on the site.
    pub(crate) url: Result<Url, Failure>,
    /// The line of the list that names it.
    pub(crate) line: Option<usize>,
}

/// The pages in the list's order, then the others in theirs.
pub(crate) fn plan(site: &Site, list: &List, known: &[PageId]) -> Vec<Wanted> {
    let mut seen = BTreeSet::new();
    let mut wanted = Vec::new();
    for entry in &list.entries {
        let url = site.listed(&entry.link);
        let page = entry.page();
        let stem = match (&page, &url) {
            (Some(page), _) => page.to_string(),
            (None, Ok(url)) => nameless(url.as_str()),
            (None, Err(_)) => nameless(&entry.link),
        };
        // The same page may stand in several folders.
        if seen.insert(stem.clone()) {
            wanted.push(Wanted { page, stem, title: entry.title.clone(), url, line: Some(entry.line) });
        }
    }
    for page in known {
        if seen.insert(page.to_string()) {
            let stem = page.to_string();
            wanted.push(Wanted {
                page: Some(page.clone()),
                stem: stem.clone(),
                title: stem,
                url: Ok(site.page(page)),
                line: None,
            });
        }
    }
    for beyond in wanted.iter_mut().skip(limits::PAGES) {
        let reason = format!("the site lists more than {} pages", limits::PAGES);
        beyond.url = Err(Failure::new(Kind::Unasked, reason, "pull a part of the site with `--from DIR`"));
    }
    wanted
}

/// A file's name for an address without an id. It is no id itself.
fn nameless(address: &str) -> String {
    let mut hasher = DefaultHasher::new();
    address.hash(&mut hasher);
    format!("page_{:016x}", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;
    use open_api_codegen::distill::site::list;

    #[test]
    fn every_page_is_asked_for_once() {
        let site = Site::parse("https://h").unwrap();
        let list = list::read(
            "- [A](https://h/a-1e0.md)\n- F [A again](https://h/1e0.md)\n- [W](/welcome.md)\n- [Away](https://x/2e0.md)\n",
        );
        let known: Vec<PageId> = ["1e0", "3f0"].into_iter().filter_map(PageId::parse).collect();
        let wanted = plan(&site, &list, &known);
        let shown: Vec<(Option<&str>, Option<&str>)> = wanted
            .iter()
            .map(|w| (w.page.as_ref().map(PageId::as_str), w.url.as_ref().ok().map(Url::as_str)))
            .collect();
        assert_eq!(
            shown,
            [
                (Some("1e0"), Some("https://h/a-1e0.md")),
                (None, Some("https://h/welcome.md")),
                (Some("2e0"), None),
                (Some("3f0"), Some("https://h/3f0.md")),
            ]
        );
        assert!(PageId::of_address(&wanted[1].stem).is_none(), "what has no id gets none by its file's name");
    }
}
