//! Which page comes next, and when there is none: counts what has come, and notices when reading would not end. Knows
//! neither the types of the entries nor how a page is fetched.

use std::collections::{BTreeMap, HashSet};
use std::hash::{BuildHasher, Hasher, RandomState};
use std::num::NonZeroU32;

use serde_json::value::RawValue;

use crate::Operation;
use crate::client::answer::data::Data;
use crate::error::{Delivery, Error, ErrorKind, Subject};
use crate::request::FIRST_PAGE;

/// How far reading has come.
#[derive(Debug)]
pub(super) struct Cursor {
    operation: Operation,
    first: i32,
    next: i32,
    max_pages: NonZeroU32,
    pages: u32,
    received: u64,
    largest: u64,
    total: Option<i64>,
    /// A fingerprint of each page's entries, under a key of this cursor's own: eight bytes a page.
    seen: HashSet<u64>,
    key: RandomState,
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
    pub(super) fn new(operation: Operation, first: i32, max_pages: NonZeroU32) -> Self {
        Self {
            operation,
            first,
            next: first,
            max_pages,
            pages: 0,
            received: 0,
            largest: 0,
            total: None,
            seen: HashSet::new(),
            key: RandomState::new(),
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
        if self.pages >= self.max_pages.get() {
            self.stop();
            return Err(self.too_many());
        }
        Ok(Some(self.next))
    }

    /// Takes in a page of `count` entries.
    pub(super) fn take(&mut self, count: usize, total: i64, data: &Data) -> Result<Found, Error> {
        self.total = Some(total);
        if count == 0 {
            self.stop();
            // The first page is shown even if it is empty: it is the answer.
            return Ok(if self.pages == 0 { Found::Page } else { Found::End });
        }
        if !self.seen.insert(self.fingerprint(data.expose_json())) {
            return Err(self.repeated(data));
        }
        let count = count as u64;
        self.pages += 1;
        self.received += count;
        self.largest = self.largest.max(count);
        self.next = self.next.saturating_add(1);
        if i128::from(self.before()) + i128::from(self.received) >= i128::from(total) {
            self.stop();
        }
        Ok(Found::Page)
    }

    /// Whether fewer entries have come than the newest total says.
    pub(super) fn is_owed_more(&self) -> bool {
        let came = i128::from(self.before()) + i128::from(self.received);
        self.total.is_some_and(|total| came < i128::from(total))
    }

    /// How many entries stand before the page that reading began at.
    ///
    /// The platform may give fewer entries a page than it was asked for, so what counts is what a page was seen to hold. On a
    /// short last page that is too few; then an empty page ends the reading, and no entry is ever left out.
    fn before(&self) -> u64 {
        let pages = u64::try_from(self.first.saturating_sub(FIRST_PAGE)).unwrap_or(0);
        pages.saturating_mul(self.largest)
    }

    /// A number that stands for the entries of a page, whatever page number and total the answer has beside them.
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

    fn too_many(&self) -> Error {
        let total = self.total.map(|total| format!(" of {total}")).unwrap_or_default();
        let detail = format!(
            "there are more than the {} pages that the call may read; {}{total} entries were read. Raise the limit with \
             .with_max_pages(…), or go on at page {}",
            self.max_pages, self.received, self.next,
        );
        Error::new(ErrorKind::Exhausted, Subject::Operation(self.operation), detail).with_delivery(Delivery::Accepted)
    }
}
