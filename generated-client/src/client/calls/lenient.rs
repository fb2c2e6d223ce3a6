//! Lenient calls: they return the entries of an answer that can be read, and an error for each that cannot, in place of one error for the
//! whole answer. What counts as an entry is decided in `wire`.

use std::fmt;
use std::sync::Arc;
use std::task::{Context, Poll};

use super::call::{Call, start};
use super::paging::{Came, Entries, Fetch, Source, Typed, Walk, reader};
use crate::client::answer::partial::{LeftOut, Partial};
use crate::client::pipeline::core::Core;
use crate::client::pipeline::run::Finished;
use crate::client::settings::headers::Headers;
use crate::client::settings::options::CallOptions;
use crate::error::{Error, Subject};
use crate::request::{PagedRequest, Request};

/// A call whose answer may hold entries that cannot be read; made by [`Call::lenient`].
///
/// An entry of a list that is not as documented is left out as a whole and reported by an [`Error`] of its own, which names its path and
/// no value. Nothing in it is guessed. What is wrong outside of lists is an error of the call.
#[derive(Debug, Clone)]
#[must_use = "a call does nothing until it is sent"]
pub struct LenientCall<R> {
    pub(super) call: Call<R>,
}

impl<R: Request> Call<R> {
    /// The same call, whose answer may hold entries that cannot be read: what can be is returned beside an error for each.
    pub fn lenient(self) -> LenientCall<R> {
        LenientCall { call: self }
    }
}

impl<R: Request> LenientCall<R> {
    /// As [`Call::send`], but for the entries that cannot be read.
    ///
    /// # Errors
    ///
    /// As [`Call::send`].
    pub async fn send(self) -> Result<Partial<R::Response>, Error> {
        partial(start(self.call).await?)
    }
}

/// The answer and what was left out of it.
pub(super) fn partial<T: crate::wire::Wire>(answer: Finished) -> Result<Partial<T>, Error> {
    answer.read_leniently().map(|(answer, left_out, _)| told((answer, left_out)))
}

impl<R: PagedRequest> LenientCall<R> {
    /// As [`Call::items`]: each entry, or why it cannot be read.
    ///
    /// ```no_run
    /// # async fn example(client: open_api_client::Client) -> Result<(), open_api_client::Error> {
    /// let mut cards = client.cards().list().lenient().items();
    /// while let Some(card) = cards.try_next().await? {
    ///     match card {
    ///         Ok(card) => println!("{}", card.card_id),
    ///         Err(error) => eprintln!("left out: {error}"), // its operation and path, and no value
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn items(self) -> LenientItems<R> {
        LenientItems { entries: Entries::new(self.pages().walk) }
    }

    /// As [`Call::pages`], but for the entries that cannot be read. They count for how far reading has come.
    pub fn pages(self) -> LenientPages<R> {
        let (client, request, how) = self.call.into_parts();
        LenientPages { walk: Walk::new(client.core, Lenient(Typed(request)), how) }
    }
}

/// The pages of an answer, as a stream that leaves out the entries that cannot be read; made by [`LenientCall::pages`]. It reads as
/// [`Pages`](crate::Pages) does.
#[must_use = "a stream does nothing until it is read"]
pub struct LenientPages<R: PagedRequest> {
    walk: Walk<Lenient<R>>,
}

impl<R: PagedRequest> LenientPages<R> {
    fn walk(&self) -> &Walk<Lenient<R>> {
        &self.walk
    }

    #[cfg(feature = "blocking")]
    pub(super) fn walk_mut(&mut self) -> &mut Walk<Lenient<R>> {
        &mut self.walk
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Partial<R::Response>, Error>>> {
        self.walk.poll(cx).map_ok(told)
    }
}

reader!(LenientPages<R: PagedRequest> yields Partial<R::Response>, "page");

impl<R: PagedRequest + fmt::Debug> fmt::Debug for LenientPages<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LenientPages").field("request", &self.walk.source().0.0).finish_non_exhaustive()
    }
}

/// The entries of an answer over all its pages, and why some cannot be read, in the order in which they came; made by
/// [`LenientCall::items`]. It reads as [`Items`](crate::Items) does.
#[must_use = "a stream does nothing until it is read"]
pub struct LenientItems<R: PagedRequest> {
    entries: Entries<Lenient<R>>,
}

impl<R: PagedRequest> LenientItems<R> {
    fn walk(&self) -> &Walk<Lenient<R>> {
        self.entries.walk()
    }

    #[cfg(feature = "blocking")]
    pub(super) fn entries_mut(&mut self) -> &mut Entries<Lenient<R>> {
        &mut self.entries
    }

    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<EntryOf<R>, Error>>> {
        self.entries.poll(cx)
    }
}

reader!(LenientItems<R: PagedRequest> yields Result<R::Item, Error>, "entry");

impl<R: PagedRequest + fmt::Debug> fmt::Debug for LenientItems<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LenientItems").field("request", &self.walk().source().0.0).finish_non_exhaustive()
    }
}

/// An entry, or why it cannot be read.
type EntryOf<R> = Result<<R as PagedRequest>::Item, Error>;

/// An answer, and an error for each entry that was left out of it.
pub(super) fn told<T>((answer, left_out): (T, Vec<LeftOut>)) -> Partial<T> {
    Partial { answer, errors: left_out.into_iter().map(|one| one.error).collect() }
}

/// A documented operation's pages, read as far as they can be.
pub(super) struct Lenient<R>(Typed<R>);

impl<R: PagedRequest> Source for Lenient<R> {
    type Page = (R::Response, Vec<LeftOut>);
    type Entry = Result<R::Item, Error>;

    fn subject(&self) -> Subject {
        self.0.subject()
    }

    fn start(&self) -> (i32, i32) {
        self.0.start()
    }

    fn fetch(&mut self, core: Arc<Core>, page: i32, how: (CallOptions, Headers)) -> Fetch {
        self.0.fetch(core, page, how)
    }

    fn read(&self, answer: Finished) -> Result<Came<Self::Page>, Error> {
        let (page, left_out, data) = answer.read_leniently::<R::Response>()?;
        let unread = left_out.iter().filter(|one| one.list == R::ITEMS).count();
        let (count, total) = (R::item_count(&page) + unread, R::total(&page));
        Ok(Came { count, total, page: (page, left_out), data })
    }

    fn entries(&self, (page, left_out): Self::Page) -> Vec<Self::Entry> {
        // What is left out of another list is told before the entries; of these each stands where it came.
        let (unread, others): (Vec<_>, Vec<_>) = left_out.into_iter().partition(|one| one.list == R::ITEMS);
        let mut entries: Vec<_> = others.into_iter().map(|one| Err(one.error)).collect();
        let before = entries.len();
        let mut read = R::items(page).into_iter().map(Ok);
        for LeftOut { index, error, .. } in unread {
            let missing = (before + index).saturating_sub(entries.len());
            entries.extend(read.by_ref().take(missing));
            entries.push(Err(error));
        }
        entries.extend(read);
        entries
    }
}
