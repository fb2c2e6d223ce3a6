//! Which page comes next, and when there is none: counts what has come, and notices when reading would not end. Knows
//! neither the types of the entries nor how a page is fetched.

use std::collections::{BTreeMap, HashSet};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::num::NonZeroU32;

use serde_json::value::RawValue;

use crate::client::answer::data::Data;
use crate::error::{Delivery, Error, ErrorKind, Subject};
use crate::request::FIRST_PAGE;

/// How far reading has come.
#[derive(Debug)]
pub(super) struct Cursor {
    subject: Subject,
    first: i32,
    next: i32,
    /// How many entries a page is asked to hold.
    size: i32,
    max_pages: NonZeroU32,
    pages: u32,
    received: u64,
    largest: u64,
    /// What the newest answer says, and the most that any has said.
    total: Option<i64>,
    promised: i64,
    /// A fingerprint of each page's entries, under a key of this cursor's own: eight bytes a page.
    seen: HashSet<u64>,
    newest: Option<u64>,
    key: RandomState,
    /// What is wrong with the list, told when the entries at hand have been taken.
    contradiction: Option<Error>,
    ended: bool,
}

/// What a page means for the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    Page,
    /// The page is empty and tells only that there are no more.
    End,
}

impl Cursor {
    pub(super) fn new(subject: Subject, first: i32, size: i32, max_pages: NonZeroU32) -> Self {
        Self {
            subject,
            first,
            next: first,
            size,
            max_pages,
            pages: 0,
            received: 0,
            largest: 0,
            total: None,
            promised: i64::MIN,
            seen: HashSet::new(),
            newest: None,
            key: RandomState::new(),
            contradiction: None,
            ended: false,
        }
    }

    pub(super) fn next_page(&self) -> i32 {
        self.next
    }

    pub(super) fn total(&self) -> Option<i64> {
        self.total
    }

    pub(super) fn stop(&mut self) {
        self.ended = true;
    }

    /// The number of the page to ask for, unless reading is at its end.
    pub(super) fn begin(&mut self) -> Result<Option<i32>, Error> {
        if self.ended {
            return Ok(None);
        }
        if let Some(error) = self.contradiction.take() {
            self.stop();
            return Err(error);
        }
        if self.pages >= self.max_pages.get() {
            self.stop();
            return Err(self.too_many());
        }
        Ok(Some(self.next))
    }

    /// Takes in a page of `count` entries.
    pub(super) fn take(&mut self, count: usize, total: i64, data: &Data) -> Result<Found, Error> {
        self.total = Some(total);
        self.promised = self.promised.max(total);
        if count == 0 {
            return self.take_empty(data);
        }
        let fingerprint = self.fingerprint(data.expose_json());
        if self.newest.replace(fingerprint) == Some(fingerprint) && self.is_clamped() {
            self.stop();
            return Ok(Found::End);
        }
        if !self.seen.insert(fingerprint) {
            return Err(self.repeated(data));
        }
        let count = count as u64;
        self.pages += 1;
        self.received += count;
        self.largest = self.largest.max(count);
        self.next = self.next.saturating_add(1);
        // The entries are returned first, and the error that they contradict the total comes after them.
        if i128::from(self.received) > i128::from(total) {
            self.contradiction = Some(self.incomplete(data));
        } else if self.at_least() >= i128::from(total) {
            if self.at_least() < i128::from(self.promised) {
                self.contradiction = Some(self.incomplete(data));
            } else {
                self.stop();
            }
        }
        Ok(Found::Page)
    }

    /// Whether the page that was taken in contradicts the total, which is told when its entries have been taken.
    pub(super) fn is_contradicted(&self) -> bool {
        self.contradiction.is_some()
    }

    /// Takes in a page without entries: the end, unless more were promised.
    fn take_empty(&mut self, data: &Data) -> Result<Found, Error> {
        let is_whole = self.total >= Some(0) && self.at_most() >= i128::from(self.promised);
        match (self.pages, is_whole) {
            // The first page is shown even if it is empty: it is the answer.
            (0, false) => {
                self.contradiction = Some(self.incomplete(data));
                Ok(Found::Page)
            }
            (0, true) => {
                self.stop();
                Ok(Found::Page)
            }
            (_, false) => Err(self.incomplete(data)),
            (_, true) => {
                self.stop();
                Ok(Found::End)
            }
        }
    }

    /// Whether a page that came twice in a row is the last one, which a platform gives for every page behind it, too. Only a
    /// reading that went on at a later page asks for one behind the last: it cannot know how many entries came before. From the
    /// first page on, reading has ended when all that was promised is there.
    fn is_clamped(&self) -> bool {
        self.at_most() >= i128::from(self.promised)
    }

    /// How many entries there are up to here, at least.
    ///
    /// The platform may give fewer entries a page than it was asked for, so what counts of the pages before the first one is
    /// what a page was seen to hold. On a short last page that is too few; then an empty page ends the reading, and no entry is
    /// ever left out.
    fn at_least(&self) -> i128 {
        self.up_to_here(self.largest)
    }

    /// How many entries there are up to here, at most.
    fn at_most(&self) -> i128 {
        self.up_to_here(self.largest.max(u64::try_from(self.size).unwrap_or(0)))
    }

    fn up_to_here(&self, page: u64) -> i128 {
        let before = i128::from(self.first.saturating_sub(FIRST_PAGE).max(0));
        before * i128::from(page) + i128::from(self.received)
    }

    /// A fingerprint of the entries of a page; the page number and the total beside them do not count.
    fn fingerprint(&self, data: &str) -> u64 {
        let mut hasher = self.key.build_hasher();
        let members: BTreeMap<String, &RawValue> = serde_json::from_str(data).unwrap_or_default();
        let mut lists = members.values().map(|value| value.get()).filter(|text| text.starts_with('[')).peekable();
        if lists.peek().is_none() {
            hasher.write(data.as_bytes());
        }
        lists.for_each(|list| hasher.write(list.as_bytes()));
        hasher.finish()
    }

    fn repeated(&self, data: &Data) -> Error {
        let detail = format!(
            "page {} holds the same entries as an earlier page, so reading on would not end; entries read until then: {}, pages: {}",
            self.next, self.received, self.pages,
        );
        data.error(ErrorKind::Decode, detail).with_path("data")
    }

    /// The list says something else than what came. It may have changed while it was read, or its total may be nonsense: either
    /// way nobody can say that this was all.
    fn incomplete(&self, data: &Data) -> Error {
        let from = if self.first > FIRST_PAGE { format!(" from page {} on", self.first) } else { String::new() };
        let promised = match self.total {
            Some(total) if total != self.promised => format!("{total}, and {} before that", self.promised),
            _ => self.promised.to_string(),
        };
        let detail = format!(
            "the list contradicts its own total: {} entries came{from}, and the total is {promised}. Entries may be missing, so that \
             what is not in it may still exist. Go on at page {}, or read it again",
            self.received, self.next,
        );
        data.error(ErrorKind::Incomplete, detail)
    }

    fn too_many(&self) -> Error {
        let total = self.total.map(|total| format!(" of {total}")).unwrap_or_default();
        let detail = format!(
            "there are more than the {} pages that the call may read; {}{total} entries were read. Raise the limit with \
             .with_max_pages(…), or go on at page {}",
            self.max_pages, self.received, self.next,
        );
        Error::new(ErrorKind::Exhausted, self.subject.clone(), detail).with_delivery(Delivery::Accepted)
    }
}
