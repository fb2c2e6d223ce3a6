//! Reading an answer that comes in pages: as a stream of pages, or of the entries in them. Which page comes next, and when
//! there is none, is decided in `cursor`; asking for it is an ordinary call.

mod cursor;

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use futures_core::Stream;

use self::cursor::{Cursor, Found};
use crate::client::handle::Client;
use crate::client::pipeline::fields::encode;
use crate::client::pipeline::run::{Finished, run_operation};
use crate::client::settings::headers::Headers;
use crate::client::settings::options::CallOptions;
use crate::error::{Error, ErrorKind};
use crate::request::PagedRequest;

/// A page's call under way; without types, so that all endpoints share it.
pub(super) type Fetch = Pin<Box<dyn Future<Output = Result<Finished, Error>> + Send>>;

/// The pages of an answer, as a stream; made by [`Call::pages`](crate::Call::pages).
///
/// Each page is an ordinary call with the client's repetitions and limits. How far reading has come is counted by what was
/// received: the page number and size that an answer repeats are not looked at. Reading ends when as many entries have come
/// as the total says. A list that contradicts its own total is not at its end: an empty page while more are owed, more entries than
/// promised, a total that shrinks or is negative end in [`ErrorKind::Incomplete`](crate::ErrorKind::Incomplete), after every entry that
/// came. Entries that come into being or go away meanwhile shift the pages, so that one may be seen twice; one that may have been
/// missed makes the total shrink.
///
/// Only the page at hand is kept in memory. After an error the stream is at its end; [`next_page`](Self::next_page) says
/// where another one can go on.
pub struct Pages<R: PagedRequest> {
    client: Client,
    request: R,
    options: CallOptions,
    headers: Headers,
    cursor: Cursor,
    /// Nothing but an exclusive reference polls it, so that the lock is never taken: it makes the stream `Sync`.
    fetch: Option<Mutex<Fetch>>,
}

impl<R: PagedRequest> Pages<R> {
    pub(super) fn new(client: Client, request: R, (options, headers): (CallOptions, Headers)) -> Self {
        let max_pages = client.core.settings(options).max_pages;
        let cursor = Cursor::new(R::OPERATION, request.page(), request.size(), max_pages);
        Self { client, request, options, headers, cursor, fetch: None }
    }

    /// The next page, or nothing at the end. Giving up waiting loses nothing: the page is still there the next time.
    pub async fn next(&mut self) -> Option<Result<R::Response, Error>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// The next page, or nothing at the end; made for `while let` with `?`.
    ///
    /// # Errors
    ///
    /// Those of the page's call; [`ErrorKind::Incomplete`](crate::ErrorKind::Incomplete) when the list contradicts its own total;
    /// [`ErrorKind::Decode`](crate::ErrorKind::Decode) when a page repeats an earlier one; and
    /// [`ErrorKind::Exhausted`](crate::ErrorKind::Exhausted) when there are more pages than the call may read.
    pub async fn try_next(&mut self) -> Result<Option<R::Response>, Error> {
        self.next().await.transpose()
    }

    /// The number of the first page that has not been read: where to go on after an error, with another call.
    #[must_use]
    pub fn next_page(&self) -> i32 {
        self.cursor.next_page()
    }

    /// How many entries there are over all pages, as the newest answer has it; nothing before the first.
    #[must_use]
    pub fn total(&self) -> Option<i64> {
        self.cursor.total()
    }

    /// How long the call for a page may take, by its own rules.
    #[cfg(feature = "blocking")]
    pub(super) fn limit(&self) -> std::time::Duration {
        self.client.core.settings(self.options).deadline
    }

    /// The call for the next page, unless reading is at its end.
    pub(super) fn start(&mut self) -> Result<Option<Fetch>, Error> {
        let Some(page) = self.cursor.begin()? else {
            return Ok(None);
        };
        self.request.set_page(page);
        let core = Arc::clone(&self.client.core);
        Ok(Some(Box::pin(run_operation(
            core,
            R::OPERATION,
            encode(&self.request),
            (self.options, self.headers.clone()),
        ))))
    }

    /// Takes in what the call for the next page brought.
    pub(super) fn accept(&mut self, fetched: Result<Finished, Error>) -> Result<Option<R::Response>, Error> {
        let taken = fetched.and_then(|answer| {
            let (page, data) = answer.read::<R::Response>()?;
            let (count, total) = (R::item_count(&page), R::total(&page));
            let found = self.cursor.take(count, total, &data);
            let is_incomplete = found.as_ref().is_err_and(|error| error.kind() == ErrorKind::Incomplete);
            if is_incomplete || self.cursor.is_contradicted() {
                self.client.core.total_disagrees(R::OPERATION);
            }
            let found = found?;
            Ok((page, found))
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
}

impl<R: PagedRequest> Stream for Pages<R> {
    type Item = Result<R::Response, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if this.fetch.is_none() {
            match this.start() {
                Ok(fetch) => this.fetch = fetch.map(Mutex::new),
                Err(error) => return Poll::Ready(Some(Err(error))),
            }
        }
        let Some(fetch) = &mut this.fetch else {
            return Poll::Ready(None);
        };
        // A poll that panicked has not changed what the next one finds.
        let fetch = fetch.get_mut().unwrap_or_else(PoisonError::into_inner);
        let fetched = ready!(fetch.as_mut().poll(cx));
        this.fetch = None;
        Poll::Ready(this.accept(fetched).transpose())
    }
}

/// Nothing in it is ever pinned but the boxed call.
impl<R: PagedRequest> Unpin for Pages<R> {}

impl<R: PagedRequest + fmt::Debug> fmt::Debug for Pages<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Pages").field("request", &self.request).field("cursor", &self.cursor).finish_non_exhaustive()
    }
}

/// The entries of an answer over all its pages, as a stream; made by [`Call::items`](crate::Call::items).
///
/// It reads as [`Pages`] does, and asks for a page when the entries of the one before have been taken.
pub struct Items<R: PagedRequest> {
    pages: Pages<R>,
    page: std::vec::IntoIter<R::Item>,
}

impl<R: PagedRequest> Items<R> {
    pub(super) fn new(pages: Pages<R>) -> Self {
        Self { pages, page: Vec::new().into_iter() }
    }

    /// The next entry, or nothing at the end. Giving up waiting loses nothing: the entry is still there the next time.
    pub async fn next(&mut self) -> Option<Result<R::Item, Error>> {
        std::future::poll_fn(|cx| Pin::new(&mut *self).poll_next(cx)).await
    }

    /// The next entry, or nothing at the end; made for `while let` with `?`.
    ///
    /// # Errors
    ///
    /// As [`Pages::try_next`]. The entries that came before have been returned.
    pub async fn try_next(&mut self) -> Result<Option<R::Item>, Error> {
        self.next().await.transpose()
    }

    /// The number of the first page that has not been read: where to go on after an error, with another call. Entries of the
    /// page at hand may not have been taken yet.
    #[must_use]
    pub fn next_page(&self) -> i32 {
        self.pages.next_page()
    }

    /// How many entries there are over all pages, as the newest answer has it; nothing before the first.
    #[must_use]
    pub fn total(&self) -> Option<i64> {
        self.pages.total()
    }

    #[cfg(feature = "blocking")]
    pub(super) fn parts(&mut self) -> (&mut Pages<R>, &mut std::vec::IntoIter<R::Item>) {
        (&mut self.pages, &mut self.page)
    }
}

impl<R: PagedRequest> Stream for Items<R> {
    type Item = Result<R::Item, Error>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        loop {
            if let Some(item) = this.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(Pin::new(&mut this.pages).poll_next(cx)) {
                Some(Ok(page)) => this.page = R::items(page).into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

/// As for [`Pages`].
impl<R: PagedRequest> Unpin for Items<R> {}

impl<R: PagedRequest + fmt::Debug> fmt::Debug for Items<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("pages", &self.pages).field("at_hand", &self.page.len()).finish()
    }
}
