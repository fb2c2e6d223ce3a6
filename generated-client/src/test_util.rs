//! For a consumer's own tests: a scripted server on this machine. It answers what it was told to and nothing else, so that a
//! test which uses it never reaches a network.
//!
//! The types that only come back from the platform cannot be built outside this crate; each has `example()` under the same
//! feature, whose fields can then be set.
//!
//! ```
//! use open_api_client::test_util::{Answer, Server};
//! use open_api_client::{CardStatus, CardsListResponse};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let mut page = CardsListResponse::example();
//! page.card_list[0].status = CardStatus::Frozen;
//!
//! let server = Server::start()?;
//! server.answer(Answer::status(503)).answer(Answer::data(&page));
//!
//! let client = server.client().build()?;
//! let cards = client.cards().list().send().await?;
//!
//! assert_eq!(cards.card_list[0].status, CardStatus::Frozen);
//! assert_eq!(server.received().len(), 2, "a read is repeated after 503");
//! # Ok(())
//! # }
//! ```

mod answer;
mod connection;
mod received;

use std::collections::VecDeque;
use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use tokio::net::{TcpListener, TcpSocket};
use tokio::runtime::{Builder, Handle};
use tokio::sync::oneshot;

pub use self::answer::Answer;
pub use self::received::Received;
use crate::client::{Client, ClientBuilder, RetryPolicy};

/// An HTTP server on this machine that answers by a script; see [the module](self).
///
/// It runs on a thread of its own, so that it serves async and blocking tests alike, and stops when it is dropped: whatever
/// is still open then is cut off.
pub struct Server {
    address: SocketAddr,
    state: Arc<State>,
    runtime: Handle,
    closed: Mutex<Option<TcpSocket>>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

/// What the connections share.
struct State {
    script: Mutex<Script>,
    received: Mutex<Vec<Received>>,
    connections: AtomicUsize,
}

struct Script {
    answers: VecDeque<Answer>,
    then: Then,
}

/// What happens when the script is through.
enum Then {
    Refuse,
    Always(Answer),
    Ask(Arc<dyn Fn(&Received) -> Answer + Send + Sync>),
}

impl Server {
    /// A server that listens on a free port, with an empty script.
    ///
    /// # Errors
    ///
    /// When the operating system gives no port or no thread.
    pub fn start() -> io::Result<Self> {
        let server = Self::closed()?;
        server.open()?;
        Ok(server)
    }

    /// A server that has a port and refuses every connection until it is [opened](Self::open).
    ///
    /// # Errors
    ///
    /// When the operating system gives no port or no thread.
    pub fn closed() -> io::Result<Self> {
        let socket = TcpSocket::new_v4()?;
        socket.bind(SocketAddr::from((Ipv4Addr::LOCALHOST, 0)))?;
        let address = socket.local_addr()?;

        let runtime = Builder::new_current_thread().enable_all().build()?;
        let handle = runtime.handle().clone();
        let (stop, stopped) = oneshot::channel();
        let thread = thread::Builder::new().name("scripted-server".to_owned()).spawn(move || {
            // Either way the server is over: it was told to stop, or whoever could tell is gone.
            let _ = runtime.block_on(stopped);
        })?;
        Ok(Self {
            address,
            state: Arc::new(State {
                script: Mutex::new(Script { answers: VecDeque::new(), then: Then::Refuse }),
                received: Mutex::new(Vec::new()),
                connections: AtomicUsize::new(0),
            }),
            runtime: handle,
            closed: Mutex::new(Some(socket)),
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    /// Accepts connections from now on. Does nothing when the server is open already.
    ///
    /// # Errors
    ///
    /// When the operating system does not let it listen.
    pub fn open(&self) -> io::Result<()> {
        let Some(socket) = lock(&self.closed).take() else {
            return Ok(());
        };
        let _context = self.runtime.enter();
        let listener = socket.listen(BACKLOG)?;
        self.runtime.spawn(accept(listener, Arc::clone(&self.state)));
        Ok(())
    }

    /// Appends to the script: each answer is given once, in this order, whatever is asked.
    pub fn answer(&self, answer: Answer) -> &Self {
        lock(&self.state.script).answers.push_back(answer);
        self
    }

    /// What is answered, again and again, when the script is through.
    pub fn answer_always(&self, answer: Answer) -> &Self {
        lock(&self.state.script).then = Then::Always(answer);
        self
    }

    /// Answers by the request when the script is through.
    pub fn answer_with(&self, answer: impl Fn(&Received) -> Answer + Send + Sync + 'static) -> &Self {
        lock(&self.state.script).then = Then::Ask(Arc::new(answer));
        self
    }

    /// The base URL of the server, such as `http://127.0.0.1:40123`.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Everything that was received so far, in the order of its arrival.
    #[must_use]
    pub fn received(&self) -> Vec<Received> {
        lock(&self.state.received).clone()
    }

    /// How many connections were accepted so far.
    #[must_use]
    pub fn connections(&self) -> usize {
        self.state.connections.load(Ordering::Acquire)
    }

    /// How many scripted answers have not been given yet.
    #[must_use]
    pub fn answers_left(&self) -> usize {
        lock(&self.state.script).answers.len()
    }

    /// A client of this server, to be completed and built: with version `v1`, customer 10000011, app 100001, a key made up for
    /// tests, and repetitions that come quickly.
    pub fn client(&self) -> ClientBuilder {
        Client::builder()
            .base_url(self.url())
            .version("v1")
            .customer_id(10_000_011)
            .app_id(100_001)
            .key("key-for-tests")
            .retry(RetryPolicy::new().base(Duration::from_millis(5)).cap(Duration::from_millis(20)))
    }
}

/// A thousand callers may come at once.
const BACKLOG: u32 = 4096;

async fn accept(listener: TcpListener, state: Arc<State>) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => {
                state.connections.fetch_add(1, Ordering::AcqRel);
                tokio::spawn(connection::serve(stream, Arc::clone(&state)));
            }
            // Out of file descriptors, most likely: the callers that are waiting may get theirs later.
            Err(_) => tokio::time::sleep(Duration::from_millis(10)).await,
        }
    }
}

impl State {
    /// Notes a request and decides what it is answered.
    fn answer(&self, request: &Received) -> Answer {
        lock(&self.received).push(request.clone());
        let mut script = lock(&self.script);
        if let Some(answer) = script.answers.pop_front() {
            return answer;
        }
        let ask = match &script.then {
            Then::Refuse => return Answer::code(-1, "the scripted server has no answer left").with_status(501),
            Then::Always(answer) => return answer.clone(),
            Then::Ask(ask) => Arc::clone(ask),
        };
        drop(script);
        ask(request)
    }
}

/// A test that panicked must not make the others' locks fail.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Drop for Server {
    fn drop(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            // A panic there has been printed already.
            let _ = thread.join();
        }
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server").field("address", &self.address).finish_non_exhaustive()
    }
}
