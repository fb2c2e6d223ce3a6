//! The same calls for programs without async: each runs on one thread of the crate's own, and the caller waits for it.
//! The waiting itself needs no runtime, so it works anywhere, also inside of one.

use std::fmt;
use std::sync::mpsc::sync_channel;
use std::sync::{Mutex, PoisonError};
use std::thread;

use tokio::runtime::{Builder, Handle};

use super::call::{self, Call};
use super::paging::{Items, Pages};
use super::untyped::UntypedCall;
use crate::client::answer::data::Data;
use crate::client::answer::raw::RawResponse;
use crate::client::pipeline::run::Finished;
use crate::client::pipeline::trace::carry;
use crate::error::{Delivery, Error, ErrorKind, Subject};
use crate::request::{PagedRequest, Request};

impl<R: Request> Call<R> {
    /// As [`send`](Self::send), for programs without async.
    ///
    /// It blocks the thread. Inside a tokio runtime it does not panic, but whatever else runs on that thread waits too. Blocking
    /// calls have connections of their own, so that none waits for a runtime that waits for it.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send), and [`ErrorKind::Config`] when the operating system gives no thread.
    pub fn send_blocking(self) -> Result<R::Response, Error> {
        wait_for(call::start(apart(self)))??.read().map(|(answer, _)| answer)
    }

    /// As [`send_raw`](Self::send_raw), for programs without async; see [`send_blocking`](Self::send_blocking).
    ///
    /// # Errors
    ///
    /// As [`send_raw`](Self::send_raw) and [`send_blocking`](Self::send_blocking).
    pub fn send_raw_blocking(self) -> Result<RawResponse, Error> {
        wait_for(call::start(apart(self)))?.map(Finished::into_raw)
    }
}

impl<R: PagedRequest> Call<R> {
    /// As [`items`](Self::items), as an iterator for programs without async; see [`send_blocking`](Self::send_blocking).
    #[must_use = "an iterator does nothing until it is read"]
    pub fn items_blocking(self) -> BlockingItems<R> {
        BlockingItems { items: apart(self).items() }
    }

    /// As [`pages`](Self::pages), as an iterator for programs without async; see [`send_blocking`](Self::send_blocking).
    #[must_use = "an iterator does nothing until it is read"]
    pub fn pages_blocking(self) -> BlockingPages<R> {
        BlockingPages { pages: apart(self).pages() }
    }
}

impl UntypedCall {
    /// As [`send`](Self::send), for programs without async; see [`Call::send_blocking`].
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send) and [`Call::send_blocking`].
    pub fn send_blocking(self) -> Result<Data, Error> {
        wait_for(self.apart().send())?
    }

    /// As [`send_raw`](Self::send_raw), for programs without async; see [`Call::send_blocking`].
    ///
    /// # Errors
    ///
    /// As [`send_raw`](Self::send_raw) and [`Call::send_blocking`].
    pub fn send_raw_blocking(self) -> Result<RawResponse, Error> {
        wait_for(self.apart().send_raw())?
    }
}

/// The pages of an answer, as an iterator; made by [`Call::pages_blocking`]. It reads as [`Pages`] does.
pub struct BlockingPages<R: PagedRequest> {
    pages: Pages<R>,
}

impl<R: PagedRequest> BlockingPages<R> {
    /// As [`Pages::next_page`].
    #[must_use]
    pub fn next_page(&self) -> i32 {
        self.pages.next_page()
    }

    /// As [`Pages::total`].
    #[must_use]
    pub fn total(&self) -> Option<i64> {
        self.pages.total()
    }
}

impl<R: PagedRequest> Iterator for BlockingPages<R> {
    type Item = Result<R::Response, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        next_page(&mut self.pages).transpose()
    }
}

/// The entries of an answer over all its pages, as an iterator; made by [`Call::items_blocking`]. It reads as [`Items`] does.
pub struct BlockingItems<R: PagedRequest> {
    items: Items<R>,
}

impl<R: PagedRequest> BlockingItems<R> {
    /// As [`Items::next_page`].
    #[must_use]
    pub fn next_page(&self) -> i32 {
        self.items.next_page()
    }

    /// As [`Items::total`].
    #[must_use]
    pub fn total(&self) -> Option<i64> {
        self.items.total()
    }
}

impl<R: PagedRequest> Iterator for BlockingItems<R> {
    type Item = Result<R::Item, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let (pages, page) = self.items.parts();
        loop {
            if let Some(item) = page.next() {
                return Some(Ok(item));
            }
            match next_page(pages).transpose()? {
                Ok(next) => *page = R::items(next).into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

fn next_page<R: PagedRequest>(pages: &mut Pages<R>) -> Result<Option<R::Response>, Error> {
    match pages.start()? {
        Some(fetch) => {
            let fetched = wait_for(fetch).and_then(|fetched| fetched);
            pages.accept(fetched)
        }
        None => Ok(None),
    }
}

impl<R: PagedRequest + fmt::Debug> fmt::Debug for BlockingPages<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BlockingPages").field(&self.pages).finish()
    }
}

impl<R: PagedRequest + fmt::Debug> fmt::Debug for BlockingItems<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("BlockingItems").field(&self.items).finish()
    }
}

/// The call, on the connections of blocking calls. Not a method, for the reason that `call` gives.
fn apart<R>(mut call: Call<R>) -> Call<R> {
    call.client.core = call.client.core.apart();
    call
}

/// Runs a call on the crate's own thread and waits for it.
fn wait_for<T: Send + 'static>(call: impl Future<Output = T> + Send + 'static) -> Result<T, Error> {
    let (done, result) = sync_channel(1);
    let call = carry(call);
    runtime()?.spawn(async move {
        // Nobody waits any more only if the waiting thread is gone.
        let _ = done.send(call.await);
    });
    result.recv().map_err(|_| {
        let detail = "the thread that makes blocking calls ended early; the call may have taken effect: look up what became \
                      of it before making it again";
        Error::new(ErrorKind::Transport, Subject::Client, detail).with_delivery(Delivery::Unknown)
    })
}

/// The runtime that all blocking calls of the process share, started with the first.
fn runtime() -> Result<Handle, Error> {
    static RUNTIME: Mutex<Option<Handle>> = Mutex::new(None);
    let mut runtime = RUNTIME.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(handle) = &*runtime {
        return Ok(handle.clone());
    }
    let handle = start().map_err(|error| {
        let detail = format!("there is no thread for blocking calls ({})", error.kind());
        Error::new(ErrorKind::Config, Subject::Client, detail)
    })?;
    Ok(runtime.insert(handle).clone())
}

fn start() -> std::io::Result<Handle> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    thread::Builder::new()
        .name("open-api-client".to_owned())
        .spawn(move || runtime.block_on(std::future::pending::<()>()))?;
    Ok(handle)
}
