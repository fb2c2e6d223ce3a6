//! `pages.lock.json`: which state of the documentation the spec has. For each page its id or file, title, address, the digest of
//! what was read, and the day on which that was first read. The texts themselves are the site's and are not kept in it.

use crate::spec::fmt;
use crate::text::json::{self, Tree};
use crate::text::source::{FileId, Source};
use std::collections::BTreeMap;

/// The file's name in a spec folder.
pub const NAME: &str = "pages.lock.json";

/// A spec's pages by what tells them apart: the site's id, or the file's name where there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    /// The pages.
    pub pages: BTreeMap<String, Locked>,
}

/// One page as it was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Locked {
    /// Its title.
    pub title: String,
    /// Where the site has it, if that is known.
    pub url: Option<String>,
    /// SHA-256 of the text, in hexadecimal.
    pub digest: String,
    /// The day on which this text was first read, `YYYY-MM-DD`.
    pub day: String,
}

impl Lock {
    /// Reads a lock. A text that is no lock counts as an empty one: the pages are read again, and a new lock is written.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let source = Source::new(NAME, text);
        let Ok(root) = json::parse(&source, FileId::Spec) else { return Self::default() };
        let root = Tree::from(&root);
        let pages = root.get("pages").map_or(&[][..], Tree::elements);
        let pages = pages.iter().filter_map(|page| {
            let text = |key| page.text_at(key).map(str::to_owned);
            let locked = Locked {
                title: text("title").unwrap_or_default(),
                url: text("url"),
                digest: text("sha256")?,
                day: text("day")?,
            };
            Some((text("page").or_else(|| text("file"))?, locked))
        });
        Self { pages: pages.collect() }
    }

    /// Notes a page that was read. The day stays where the text is the one of before.
    pub fn note(&mut self, page: &str, read: Locked) {
        let day = self.pages.get(page).filter(|old| old.digest == read.digest).map(|old| old.day.clone());
        let day = day.unwrap_or(read.day);
        self.pages.insert(page.to_owned(), Locked { day, ..read });
    }

    /// The file's text.
    #[must_use]
    pub fn text(&self) -> String {
        let pages = self.pages.iter().map(|(name, locked)| {
            let key = if super::PageId::parse(name).is_some() { "page" } else { "file" };
            let mut entry =
                Tree::object([(key, Tree::from(name.as_str())), ("title", Tree::from(locked.title.as_str()))]);
            if let Some(url) = &locked.url {
                entry.set("url", url);
            }
            entry.set("sha256", &locked.digest);
            entry.set("day", &locked.day);
            entry
        });
        fmt::finish(&Tree::object([("pages", Tree::Array(pages.collect()))]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn locked(digest: &str, day: &str) -> Locked {
        Locked {
            title: "卡\u{202e}".to_owned(),
            url: Some("https://h/1e0.md".to_owned()),
            digest: digest.to_owned(),
            day: day.to_owned(),
        }
    }

    #[test]
    fn what_was_written_is_read_and_written_again_byte_for_byte() {
        let mut lock = Lock::default();
        lock.note("2e0", locked("aa", "2026-01-02"));
        lock.note("10e0", Locked { url: None, ..locked("bb", "2026-01-02") });
        lock.note("card list.txt", locked("cc", "2026-01-02"));
        let text = lock.text();
        assert_eq!(Lock::read(&text), lock);
        assert_eq!(Lock::read(&text).text(), text);
        assert!(text.contains("\"file\": \"card list.txt\"") && text.contains("\\u202e"), "{text}");
    }

    #[test]
    fn the_day_is_that_of_the_text_and_not_of_the_last_run() {
        let mut lock = Lock::default();
        lock.note("1e0", locked("aa", "2026-01-02"));
        lock.note("1e0", locked("aa", "2026-03-04"));
        assert_eq!(lock.pages["1e0"].day, "2026-01-02");
        lock.note("1e0", locked("bb", "2026-03-04"));
        assert_eq!(lock.pages["1e0"].day, "2026-03-04");
    }

    #[test]
    fn a_text_that_is_no_lock_locks_nothing() {
        for text in ["", "{", "[]", "{\"pages\": [{\"page\": \"1e0\"}, 3]}"] {
            assert_eq!(Lock::read(text), Lock::default(), "{text}");
        }
    }
}
