//! The same calls for programs without async: each runs on one thread of the crate's own, and the caller waits for it.
//! The waiting itself needs no runtime, so it works anywhere, also inside of one.

use std::fmt;
use std::sync::atomic::{AtomicU8, Ordering};
use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::sync::{Arc, Mutex, TryLockError};
use std::thread;
use std::time::{Duration, Instant};

use serde_core::de::DeserializeOwned;
use tokio::runtime::{Builder, Handle};

use super::call::{self, Call};
use super::lenient::{LenientCall, partial, told};
use super::paging::{Items, Pages, Source, Walk};
use super::untyped::UntypedCall;
use super::untyped_paging::Paging;
use crate::client::answer::data::Data;
use crate::client::answer::partial::Partial;
use crate::client::answer::raw::RawResponse;
use crate::client::pipeline::run::Finished;
use crate::client::pipeline::trace::carry;
use crate::error::{Delivery, Error, ErrorKind, Subject};
use crate::request::{PagedRequest, Request};

impl<R: Request> Call<R> {
    /// As [`send`](Self::send), for programs without async.
    ///
    /// It blocks the thread. Inside a tokio runtime it does not panic, but whatever else runs on that thread waits too. Blocking
    /// calls have a runtime of their own, and so connections of their own: no deadlock with the runtime around them is possible.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send), and [`ErrorKind::Config`] when the operating system gives no thread.
    pub fn send_blocking(self) -> Result<R::Response, Error> {
        wait_for(limit(&self), call::start(self))??.read().map(|(answer, _)| answer)
    }

    /// As [`send_raw`](Self::send_raw), for programs without async; see [`send_blocking`](Self::send_blocking).
    ///
    /// # Errors
    ///
    /// As [`send_raw`](Self::send_raw) and [`send_blocking`](Self::send_blocking).
    pub fn send_raw_blocking(self) -> Result<RawResponse, Error> {
        wait_for(limit(&self), call::start(self))?.map(Finished::into_raw)
    }
}

impl<R: PagedRequest> Call<R> {
    /// As [`items`](Self::items), as an iterator for programs without async; see [`send_blocking`](Self::send_blocking).
    #[must_use = "an iterator does nothing until it is read"]
    pub fn items_blocking(self) -> BlockingItems<R> {
        BlockingItems { items: self.items() }
    }

    /// As [`pages`](Self::pages), as an iterator for programs without async; see [`send_blocking`](Self::send_blocking).
    #[must_use = "an iterator does nothing until it is read"]
    pub fn pages_blocking(self) -> BlockingPages<R> {
        BlockingPages { pages: self.pages() }
    }
}

impl UntypedCall {
    /// As [`send`](Self::send), for programs without async; see [`Call::send_blocking`].
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send) and [`Call::send_blocking`].
    pub fn send_blocking(self) -> Result<Data, Error> {
        wait_for(self.limit(), self.send())?
    }

    /// As [`send_raw`](Self::send_raw), for programs without async; see [`Call::send_blocking`].
    ///
    /// # Errors
    ///
    /// As [`send_raw`](Self::send_raw) and [`Call::send_blocking`].
    pub fn send_raw_blocking(self) -> Result<RawResponse, Error> {
        wait_for(self.limit(), self.send_raw())?
    }
}

impl<R: Request> LenientCall<R> {
    /// As [`send`](Self::send), for programs without async; see [`Call::send_blocking`].
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send) and [`Call::send_blocking`].
    pub fn send_blocking(self) -> Result<Partial<R::Response>, Error> {
        partial(wait_for(limit(&self.call), call::start(self.call))??)
    }
}

impl<R: PagedRequest> LenientCall<R> {
    /// As [`items`](Self::items), as an iterator for programs without async; see [`Call::send_blocking`].
    pub fn items_blocking(self) -> impl Iterator<Item = Result<Result<R::Item, Error>, Error>> + Send + use<R> {
        let mut items = self.call.lenient().items();
        std::iter::from_fn(move || items.entries_mut().next_by(next_page))
    }

    /// As [`pages`](Self::pages), as an iterator for programs without async; see [`Call::send_blocking`].
    pub fn pages_blocking(self) -> impl Iterator<Item = Result<Partial<R::Response>, Error>> + Send + use<R> {
        let mut pages = self.call.lenient().pages();
        std::iter::from_fn(move || next_page(pages.walk_mut()).transpose().map(|page| page.map(told)))
    }
}

impl UntypedCall {
    /// As [`items`](Self::items), as an iterator for programs without async; see [`Call::send_blocking`].
    pub fn items_blocking<T: DeserializeOwned>(
        self,
        by: Paging,
    ) -> impl Iterator<Item = Result<T, Error>> + Send + use<T> {
        let mut items = self.items::<T>(by);
        std::iter::from_fn(move || items.entries_mut().next_by(next_page).map(|entry| items.take(entry)))
    }

    /// As [`items_blocking`](Self::items_blocking): each entry, or why it cannot be read.
    pub fn lenient_items_blocking<T: DeserializeOwned>(
        self,
        by: Paging,
    ) -> impl Iterator<Item = Result<Result<T, Error>, Error>> + Send + use<T> {
        let mut items = self.items::<T>(by).lenient();
        std::iter::from_fn(move || {
            items.entries_mut().next_by(next_page).map(|entry| entry.map(|entry| entry.decode()))
        })
    }

    /// As [`pages`](Self::pages), as an iterator for programs without async; see [`Call::send_blocking`].
    pub fn pages_blocking(self, by: Paging) -> impl Iterator<Item = Result<Data, Error>> + Send + use<> {
        let mut pages = self.pages(by);
        std::iter::from_fn(move || next_page(pages.walk_mut()).transpose().map(|page| page.map(Into::into)))
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
        next_page(self.pages.walk_mut()).transpose()
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
        self.items.entries_mut().next_by(next_page)
    }
}

fn next_page<S: Source>(walk: &mut Walk<S>) -> Result<Option<S::Page>, Error> {
    match walk.start()? {
        Some(fetch) => {
            let fetched = wait_for(walk.limit(), fetch).and_then(|fetched| fetched);
            walk.accept(fetched)
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

/// How long the call may take, by its own rules.
fn limit<R>(call: &Call<R>) -> Duration {
    call.client.core.settings(call.options).deadline
}

/// How long the caller waits beyond the call's deadline, so that the call itself can report it.
const GRACE: Duration = Duration::from_secs(1);

/// How far a call has come on the other thread.
const WAITING: u8 = 0;
const BEGUN: u8 = 1;
const GIVEN_UP: u8 = 2;

/// Runs a call on the crate's own thread and waits for it, not much longer than its own limit: that thread may be gone.
fn wait_for<T: Send + 'static>(limit: Duration, call: impl Future<Output = T> + Send + 'static) -> Result<T, Error> {
    wait_on(&runtime(limit)?, limit, call)
}

fn wait_on<T: Send + 'static>(
    runtime: &Handle,
    limit: Duration,
    call: impl Future<Output = T> + Send + 'static,
) -> Result<T, Error> {
    let (done, result) = sync_channel(1);
    let call = carry(call);
    let progress = Arc::new(AtomicU8::new(WAITING));
    let begins = Arc::clone(&progress);
    runtime.spawn(async move {
        if begins.compare_exchange(WAITING, BEGUN, Ordering::AcqRel, Ordering::Acquire).is_ok() {
            // This fails only if the waiting thread is gone, or has given up waiting.
            let _ = done.send(call.await);
        }
    });
    result.recv_timeout(limit.saturating_add(GRACE)).map_err(|error| {
        let (kind, what) = match error {
            RecvTimeoutError::Disconnected => (ErrorKind::Transport, "ended early"),
            RecvTimeoutError::Timeout => (ErrorKind::Timeout, "did not end the call by its deadline"),
        };
        match progress.compare_exchange(WAITING, GIVEN_UP, Ordering::AcqRel, Ordering::Acquire) {
            Ok(_) => no_thread(kind, what),
            Err(_) => Error::new(
                kind,
                Subject::Client,
                format!(
                    "the thread that makes blocking calls {what}; the call may have taken effect: look up what became of it before \
                     making it again"
                ),
            )
            .with_delivery(Delivery::Unknown),
        }
    })
}

/// The error of a call that was never begun.
fn no_thread(kind: ErrorKind, what: &str) -> Error {
    let detail = format!(
        "the thread that makes blocking calls {what}, and never came to it; nothing was sent, so the call can be made again"
    );
    Error::new(kind, Subject::Client, detail).with_retryable(true)
}

/// A runtime, and the process that has started it.
type Started = Mutex<Option<(u32, Handle)>>;

/// The runtime that all blocking calls of the process share, started with the first. A forked process has a
/// copy of the handle but not the thread, and starts its own.
fn runtime(limit: Duration) -> Result<Handle, Error> {
    static RUNTIME: Started = Mutex::new(None);
    runtime_of(std::process::id(), &RUNTIME, limit)
}

fn runtime_of(process: u32, started: &Started, limit: Duration) -> Result<Handle, Error> {
    let until = Instant::now().checked_add(limit.saturating_add(GRACE));
    let mut started = loop {
        match started.try_lock() {
            Ok(started) => break started,
            Err(TryLockError::Poisoned(started)) => break started.into_inner(),
            // The lock may be held by a thread of the parent process, which does not exist in this forked one.
            Err(TryLockError::WouldBlock) if until.is_some_and(|until| Instant::now() >= until) => {
                return Err(no_thread(ErrorKind::Timeout, "did not start in time"));
            }
            Err(TryLockError::WouldBlock) => thread::sleep(Duration::from_millis(1)),
        }
    };
    if let Some((_, handle)) = started.as_ref().filter(|(of, _)| *of == process) {
        return Ok(handle.clone());
    }
    let handle = start().map_err(|error| {
        let detail = format!("there is no thread for blocking calls ({})", error.kind());
        Error::new(ErrorKind::Config, Subject::Client, detail)
    })?;
    *started = Some((process, handle.clone()));
    Ok(handle)
}

fn start() -> std::io::Result<Handle> {
    let runtime = Builder::new_current_thread().enable_all().build()?;
    let handle = runtime.handle().clone();
    thread::Builder::new()
        .name("open-api-client".to_owned())
        .spawn(move || runtime.block_on(std::future::pending::<()>()))?;
    Ok(handle)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use std::sync::Mutex;

    use tokio::runtime::Builder;

    use super::{GRACE, runtime_of, wait_for, wait_on};
    use crate::error::{Delivery, ErrorKind};

    const SHORT: Duration = Duration::from_millis(10);

    #[test]
    fn nothing_of_a_call_leaves_when_the_other_thread_is_gone() {
        // As a forked process has it: a handle whose thread stayed behind.
        let nobody_drives = Builder::new_current_thread().enable_all().build().unwrap();
        let error = wait_on(nobody_drives.handle(), SHORT, async { 7 }).unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Timeout, Delivery::NotSent), "{error}");
        let handle = nobody_drives.handle().clone();
        drop(nobody_drives);
        let error = wait_on(&handle, SHORT, async { 7 }).unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Transport, Delivery::NotSent), "{error}");
        assert!(error.is_retryable());
    }

    #[test]
    fn a_call_under_way_is_in_doubt_when_the_other_thread_ends() {
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build().unwrap();
        let handle = runtime.handle().clone();
        let ends = std::thread::spawn(move || {
            std::thread::sleep(Duration::from_millis(200));
            runtime.shutdown_background();
        });
        let error = wait_on(&handle, Duration::from_secs(60), std::future::pending::<()>()).unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Transport, Delivery::Unknown), "{error}");
        ends.join().unwrap();
    }

    #[test]
    fn each_process_starts_a_thread_of_its_own_and_waits_for_none_that_stayed_behind() {
        let started = Mutex::new(None);
        let first = runtime_of(1, &started, SHORT).unwrap();
        assert_eq!(runtime_of(1, &started, SHORT).unwrap().id(), first.id());
        let forked = runtime_of(2, &started, SHORT).unwrap();
        assert_ne!(forked.id(), first.id());
        assert_eq!(wait_on(&forked, Duration::from_secs(60), async { 7 }).unwrap(), 7);
        let held = started.lock().unwrap();
        let start = Instant::now();
        let error = runtime_of(3, &started, SHORT).unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Timeout, Delivery::NotSent), "{error}");
        assert!(start.elapsed() >= SHORT + GRACE, "{:?}", start.elapsed());
        drop(held);
    }

    #[test]
    fn every_wait_ends_by_its_limit_even_when_the_other_thread_does_not_answer() {
        let start = Instant::now();
        let error = wait_for(SHORT, std::future::pending::<()>()).unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Timeout, Delivery::Unknown), "{error}");

        // The thread is busy, so that the second call never begins, not even later.
        let busy =
            std::thread::spawn(move || wait_for(SHORT, async { std::thread::sleep(Duration::from_millis(2_500)) }));
        std::thread::sleep(Duration::from_millis(200));
        let (began, begins) = std::sync::mpsc::channel();
        let error = wait_for(SHORT, async move { began.send(()) }).unwrap_err();
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::Timeout, Delivery::NotSent), "{error}");
        assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
        assert_eq!(busy.join().unwrap().unwrap_err().delivery(), Delivery::Unknown);
        assert_eq!(wait_for(Duration::from_secs(60), async { 7 }).unwrap(), 7, "the thread has come to the next call");
        assert!(begins.try_recv().is_err(), "what was given up is never begun");
    }
}
