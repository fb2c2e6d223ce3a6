//! Reading an answer that comes in pages: as a stream of pages, or of the entries in them. Which page comes next, and when
//! there is none, is decided in `cursor`; asking for it, in `walk`, is an ordinary call.

mod cursor;
mod reader;
mod walk;

use std::fmt;
use std::sync::Arc;
use std::task::{Context, Poll};

pub(super) use self::reader::reader;
pub(super) use self::walk::{Came, Entries, Fetch, Source, Walk};
use crate::client::handle::Client;
use crate::client::pipeline::core::Core;
use crate::client::pipeline::fields::encode;
use crate::client::pipeline::run::{Finished, run_operation};
use crate::client::settings::headers::Headers;
use crate::client::settings::options::CallOptions;
use crate::error::{Error, Subject};
use crate::request::PagedRequest;

/// The pages of an answer, as a stream; made by [`Call::pages`](crate::Call::pages).
///
/// Each page is an ordinary call with the client's retries and limits. How far reading has come is counted by what was
/// received: the page number and size that an answer repeats are ignored. Reading ends when as many entries have come
/// as the total says. A list that contradicts its own total is not at its end: an empty page while more are owed, more entries than
/// promised, a total that shrinks or is negative end in [`ErrorKind::Incomplete`](crate::ErrorKind::Incomplete), after every entry that
/// came. Entries that come into being or go away meanwhile shift the pages, so that one may be seen twice; one that may have been
/// missed makes the total shrink.
///
/// Only the page at hand is kept in memory. After an error the stream is at its end; [`next_page`](Self::next_page) says
/// where another one can go on.
pub struct Pages<R: PagedRequest> {
    walk: Walk<Typed<R>>,
}

impl<R: PagedRequest> Pages<R> {
    pub(super) fn new(client: Client, request: R, how: (CallOptions, Headers)) -> Self {
        Self { walk: Walk::new(client.core, Typed(request), how) }
    }

    fn walk(&self) -> &Walk<Typed<R>> {
        &self.walk
    }

    #[cfg(feature = "blocking")]
    pub(super) fn walk_mut(&mut self) -> &mut Walk<Typed<R>> {
        &mut self.walk
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<R::Response, Error>>> {
        self.walk.poll(cx)
    }
}

reader!(Pages<R: PagedRequest> yields R::Response, "page");

impl<R: PagedRequest + fmt::Debug> fmt::Debug for Pages<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (request, cursor) = (&self.walk.source().0, self.walk.cursor());
        f.debug_struct("Pages").field("request", request).field("cursor", cursor).finish_non_exhaustive()
    }
}

/// The entries of an answer over all its pages, as a stream; made by [`Call::items`](crate::Call::items).
///
/// It reads as [`Pages`] does, and asks for a page when the entries of the one before have been taken. An entry that cannot be read
/// costs the page that it stands in; [`Call::lenient`](crate::Call::lenient) reads the others.
pub struct Items<R: PagedRequest> {
    entries: Entries<Typed<R>>,
}

impl<R: PagedRequest> Items<R> {
    pub(super) fn new(pages: Pages<R>) -> Self {
        Self { entries: Entries::new(pages.walk) }
    }

    fn walk(&self) -> &Walk<Typed<R>> {
        self.entries.walk()
    }

    #[cfg(feature = "blocking")]
    pub(super) fn entries_mut(&mut self) -> &mut Entries<Typed<R>> {
        &mut self.entries
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<R::Item, Error>>> {
        self.entries.poll(cx)
    }
}

reader!(Items<R: PagedRequest> yields R::Item, "entry");

impl<R: PagedRequest + fmt::Debug> fmt::Debug for Items<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (request, cursor) = (&self.walk().source().0, self.walk().cursor());
        f.debug_struct("Items")
            .field("request", request)
            .field("cursor", cursor)
            .field("at_hand", &self.entries.at_hand())
            .finish_non_exhaustive()
    }
}

/// A documented operation's pages.
pub(super) struct Typed<R>(pub(super) R);

impl<R: PagedRequest> Source for Typed<R> {
    type Page = R::Response;
    type Entry = R::Item;

    fn subject(&self) -> Subject {
        Subject::Operation(R::OPERATION)
    }

    fn start(&self) -> (i32, i32) {
        (self.0.page(), self.0.size())
    }

    fn fetch(&mut self, core: Arc<Core>, page: i32, how: (CallOptions, Headers)) -> Fetch {
        self.0.set_page(page);
        Box::pin(run_operation(core, R::OPERATION, encode(&self.0), how))
    }

    fn read(&self, answer: Finished) -> Result<Came<R::Response>, Error> {
        let (page, data) = answer.read::<R::Response>()?;
        Ok(Came { count: R::item_count(&page), total: R::total(&page), page, data })
    }

    fn entries(&self, page: R::Response) -> Vec<R::Item> {
        R::items(page)
    }
}
