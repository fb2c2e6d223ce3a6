//! Servers on this machine that say what nobody's HTTP library would, and proxies.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;

use open_api_client::{CallOptions, Client, ClientBuilder, Error, Operation};

/// A server that does with each connection what it is told to, and keeps what the other side has sent on it.
pub(crate) struct RawServer {
    pub(crate) address: SocketAddr,
    heard: Arc<Mutex<Vec<String>>>,
}

impl RawServer {
    /// `serve` gets a connection and what came on it until `is_enough` said so.
    pub(crate) fn start(
        is_enough: impl Fn(&[u8]) -> bool + Send + Sync + 'static,
        serve: impl Fn(TcpStream, &str) + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let server = Self { address: listener.local_addr().unwrap(), heard: Arc::default() };
        let (heard, both) = (Arc::clone(&server.heard), Arc::new((is_enough, serve)));
        thread::spawn(move || {
            for stream in listener.incoming() {
                let (mut stream, heard, both) = (stream.unwrap(), Arc::clone(&heard), Arc::clone(&both));
                thread::spawn(move || {
                    let (mut read, mut buffer) = (Vec::new(), [0; 4096]);
                    while !both.0(&read) {
                        match stream.read(&mut buffer) {
                            Ok(length) if length > 0 => read.extend_from_slice(&buffer[..length]),
                            _ => return,
                        }
                    }
                    let text = String::from_utf8_lossy(&read).into_owned();
                    heard.lock().unwrap().push(text.clone());
                    both.1(stream, &text);
                });
            }
        });
        server
    }

    /// A server that answers a whole request with these bytes and ends the connection.
    pub(crate) fn says(bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        Self::start(is_request, move |mut stream, _| {
            let _ = stream.write_all(&bytes);
        })
    }

    /// What came, a connection each.
    pub(crate) fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }
}

/// Whether a request has come in full.
pub(crate) fn is_request(read: &[u8]) -> bool {
    let text = String::from_utf8_lossy(read);
    let Some((head, body)) = text.split_once("\r\n\r\n") else {
        return false;
    };
    let length = head.lines().find_map(|line| line.to_ascii_lowercase().strip_prefix("content-length: ")?.parse().ok());
    body.len() >= length.unwrap_or(0_usize)
}

/// Carries bytes between two connections until both have ended.
#[cfg(feature = "rustls")]
pub(crate) fn join(one: TcpStream, other: TcpStream) {
    let (from_one, to_one) = (one.try_clone().unwrap(), one);
    let (from_other, to_other) = (other.try_clone().unwrap(), other);
    let there = thread::spawn(move || carry(from_one, to_other));
    carry(from_other, to_one);
    there.join().unwrap();
}

#[cfg(feature = "rustls")]
fn carry(mut from: TcpStream, mut to: TcpStream) {
    // Either side may go away at any time.
    let _ = std::io::copy(&mut from, &mut to);
    let _ = to.shutdown(std::net::Shutdown::Write);
}

/// A port that nobody listens on, for as long as the test runs: a socket that is bound and does not listen.
pub(crate) fn nobody() -> (tokio::net::TcpSocket, SocketAddr) {
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let address = socket.local_addr().unwrap();
    (socket, address)
}

/// The calls of each effect, and what they are called.
pub(crate) const CALLS: [(&str, Operation); 3] =
    [("read", Operation::WalletsGet), ("write", Operation::HoldersCreate), ("money", Operation::PaymentsCreate)];

/// A client with a path for each of [`CALLS`], which repeats quickly.
pub(crate) fn builder(base_url: &str) -> ClientBuilder {
    let retry = open_api_client::RetryPolicy::new();
    let quick = retry.base(std::time::Duration::from_millis(2)).cap(std::time::Duration::from_millis(5));
    let client = Client::builder().base_url(base_url).version("v1").customer_id(1).app_id(1).key("sentinel-key");
    CALLS.into_iter().fold(client.retry(quick), |client, (name, operation)| client.path(operation, format!("/{name}")))
}

/// What an operation's call fails with.
pub(crate) async fn fails(client: &Client, operation: Operation, options: CallOptions) -> Error {
    client.call(operation, &serde_json::json!({"number": 1})).with_options(options).await.unwrap_err()
}
