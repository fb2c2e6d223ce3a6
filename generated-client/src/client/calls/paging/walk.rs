//! Reading on, page after page, whatever the pages hold: one walk for all who read pages. What is asked and what is made of the
//! answer is up to a [`Source`]; which page comes next, and when there is none, to the cursor.

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use super::cursor::{Cursor, Found};
use crate::client::answer::data::Data;
use crate::client::pipeline::core::Core;
use crate::client::pipeline::run::Finished;
use crate::client::settings::headers::Headers;
use crate::client::settings::options::CallOptions;
use crate::error::{Error, ErrorKind, Subject};

/// The running call for a page. Its type does not depend on the request's, so that all endpoints share its code.
pub(in crate::client::calls) type Fetch = Pin<Box<dyn Future<Output = Result<Finished, Error>> + Send>>;

/// What is asked page by page, and what is made of the answers.
pub(in crate::client::calls) trait Source {
    /// A page.
    type Page;
    /// One entry of it.
    type Entry;

    /// Whom errors are about.
    fn subject(&self) -> Subject;

    /// The first page to ask for, and how many entries a page is asked to hold.
    fn start(&self) -> (i32, i32);

    /// The call for a page.
    fn fetch(&mut self, core: Arc<Core>, page: i32, how: (CallOptions, Headers)) -> Fetch;

    /// The page that an answer holds.
    fn read(&self, answer: Finished) -> Result<Came<Self::Page>, Error>;

    /// The entries of a page.
    fn entries(&self, page: Self::Page) -> Vec<Self::Entry>;
}

/// A page as it came.
pub(in crate::client::calls) struct Came<P> {
    pub(in crate::client::calls) page: P,
    /// How many entries came in it, whether they can be read or not.
    pub(in crate::client::calls) count: usize,
    /// How many there are over all pages, as the answer has it.
    pub(in crate::client::calls) total: i64,
    pub(in crate::client::calls) data: Data,
}

/// Pages that are read one after the other.
pub(in crate::client::calls) struct Walk<S> {
    core: Arc<Core>,
    source: S,
    options: CallOptions,
    headers: Headers,
    cursor: Cursor,
    /// It is polled through exclusive references only, so the lock is never taken; it makes the stream `Sync`.
    fetch: Option<Mutex<Fetch>>,
}

impl<S: Source> Walk<S> {
    pub(in crate::client::calls) fn new(
        core: Arc<Core>,
        source: S,
        (options, headers): (CallOptions, Headers),
    ) -> Self {
        let max_pages = core.settings(options).max_pages;
        let (first, size) = source.start();
        let cursor = Cursor::new(source.subject(), first, size, max_pages);
        Self { core, source, options, headers, cursor, fetch: None }
    }

    pub(in crate::client::calls) fn source(&self) -> &S {
        &self.source
    }

    /// How far reading has come, to be shown.
    pub(in crate::client::calls) fn cursor(&self) -> &(impl fmt::Debug + use<S>) {
        &self.cursor
    }

    /// The number of the first page that has not been read.
    pub(in crate::client::calls) fn next_page(&self) -> i32 {
        self.cursor.next_page()
    }

    /// How many entries there are over all pages, as the newest answer has it.
    pub(in crate::client::calls) fn total(&self) -> Option<i64> {
        self.cursor.total()
    }

    /// There is nothing more to read.
    pub(in crate::client::calls) fn stop(&mut self) {
        self.cursor.stop();
    }

    /// How long the call for a page may take, by its own rules.
    #[cfg(feature = "blocking")]
    pub(in crate::client::calls) fn limit(&self) -> std::time::Duration {
        self.core.settings(self.options).deadline
    }

    /// The call for the next page, unless reading is at its end.
    pub(in crate::client::calls) fn start(&mut self) -> Result<Option<Fetch>, Error> {
        let Some(page) = self.cursor.begin()? else {
            return Ok(None);
        };
        Ok(Some(self.source.fetch(Arc::clone(&self.core), page, (self.options, self.headers.clone()))))
    }

    /// Takes in what the call for the next page brought.
    pub(in crate::client::calls) fn accept(
        &mut self,
        fetched: Result<Finished, Error>,
    ) -> Result<Option<S::Page>, Error> {
        let taken = fetched.and_then(|answer| {
            let Came { page, count, total, data } = self.source.read(answer)?;
            let found = self.cursor.take(count, total, &data);
            let is_incomplete = found.as_ref().is_err_and(|error| error.kind() == ErrorKind::Incomplete);
            if is_incomplete || self.cursor.is_contradicted() {
                self.core.total_disagrees(&self.source.subject());
            }
            Ok((page, found?))
        });
        match taken {
            Ok((page, Found::Page)) => Ok(Some(page)),
            Ok((_, Found::End)) => Ok(None),
            Err(error) => {
                self.cursor.stop();
                Err(error)
            }
        }
    }

    /// The next page, or nothing at the end.
    pub(in crate::client::calls) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<S::Page, Error>>> {
        if self.fetch.is_none() {
            match self.start() {
                Ok(fetch) => self.fetch = fetch.map(Mutex::new),
                Err(error) => return Poll::Ready(Some(Err(error))),
            }
        }
        let Some(fetch) = &mut self.fetch else {
            return Poll::Ready(None);
        };
        // A poll that panicked has not changed what the next one finds.
        let fetch = fetch.get_mut().unwrap_or_else(PoisonError::into_inner);
        let fetched = ready!(fetch.as_mut().poll(cx));
        self.fetch = None;
        Poll::Ready(self.accept(fetched).transpose())
    }
}

/// The entries of pages that are read one after the other. A page is asked for when the entries of the one before have been taken.
pub(in crate::client::calls) struct Entries<S: Source> {
    walk: Walk<S>,
    at_hand: std::vec::IntoIter<S::Entry>,
}

impl<S: Source> Entries<S> {
    pub(in crate::client::calls) fn new(walk: Walk<S>) -> Self {
        Self { walk, at_hand: Vec::new().into_iter() }
    }

    pub(in crate::client::calls) fn walk(&self) -> &Walk<S> {
        &self.walk
    }

    /// How many entries of the page at hand have not been taken.
    pub(in crate::client::calls) fn at_hand(&self) -> usize {
        self.at_hand.len()
    }

    /// There is nothing more to read.
    pub(in crate::client::calls) fn stop(&mut self) {
        self.at_hand = Vec::new().into_iter();
        self.walk.stop();
    }

    /// The next entry, or nothing at the end.
    pub(in crate::client::calls) fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<S::Entry, Error>>> {
        loop {
            if let Some(entry) = self.at_hand.next() {
                return Poll::Ready(Some(Ok(entry)));
            }
            match ready!(self.walk.poll(cx)) {
                Some(Ok(page)) => self.at_hand = self.walk.source.entries(page).into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }

    /// The next entry; `next_page` makes the call for the next page and waits for it.
    #[cfg(feature = "blocking")]
    pub(in crate::client::calls) fn next_by(
        &mut self,
        mut next_page: impl FnMut(&mut Walk<S>) -> Result<Option<S::Page>, Error>,
    ) -> Option<Result<S::Entry, Error>> {
        loop {
            if let Some(entry) = self.at_hand.next() {
                return Some(Ok(entry));
            }
            match next_page(&mut self.walk).transpose()? {
                Ok(page) => self.at_hand = self.walk.source.entries(page).into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}
