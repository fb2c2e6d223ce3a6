//! A documentation site on loopback: real HTTP, and everything that a site may do wrong.
//! Answers are written by hand, byte by byte, so that they can be cut, late, or no HTTP at all.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// What a request asked for.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) path: String,
    /// Names in lower case.
    pub(crate) headers: BTreeMap<String, String>,
    /// How often the path was asked for before.
    pub(crate) before: usize,
}

/// What is sent back.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    status: &'static str,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
    /// How many bytes of the body are sent before the connection is closed.
    cut_at: Option<usize>,
    late: Duration,
    /// The wait behind each byte of the body.
    drip: Duration,
    /// Whether the body is sent as it is, without its length.
    is_raw: bool,
}

/// A list of so many pages, with the ids `1e0`, `2e0` and so on.
pub(crate) fn list(pages: usize) -> Reply {
    let lines: Vec<String> = (1..=pages).map(|page| format!("- [P](/{page}e0.md): \n")).collect();
    Reply::new("200 OK", "text/plain", lines.concat())
}

impl Reply {
    pub(crate) fn new(status: &'static str, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        let headers = vec![("Content-Type".to_owned(), content_type.to_owned())];
        Self {
            status,
            headers,
            body: body.into(),
            cut_at: None,
            late: Duration::ZERO,
            drip: Duration::ZERO,
            is_raw: false,
        }
    }

    pub(crate) fn markdown(body: impl Into<Vec<u8>>) -> Self {
        Self::new("200 OK", "text/markdown; charset=utf-8", body)
    }

    pub(crate) fn status(status: &'static str) -> Self {
        Self::new(status, "text/plain", status)
    }

    pub(crate) fn header(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    /// Says how long it is, and ends before that.
    pub(crate) fn cut_at(mut self, bytes: usize) -> Self {
        self.cut_at = Some(bytes);
        self
    }

    pub(crate) fn late(mut self, late: Duration) -> Self {
        self.late = late;
        self
    }

    /// Sends a byte at a time, with a wait behind each.
    pub(crate) fn dripping(mut self, drip: Duration) -> Self {
        self.drip = drip;
        self
    }

    /// Sends these bytes behind the headers, closes the connection, and says nothing of a length.
    pub(crate) fn raw(mut self, body: &str) -> Self {
        self.body = body.as_bytes().to_vec();
        self.is_raw = true;
        self
    }

    /// Without a body, as a 304 is.
    pub(crate) fn bodiless(mut self) -> Self {
        self.body.clear();
        self
    }

    /// As a site does that knows what the asker has: nothing again that has not changed.
    pub(crate) fn unless_known(self, asked: &Asked) -> Self {
        let etag =
            format!("\"{:x}\"", self.body.iter().fold(7_u64, |sum, byte| sum.wrapping_mul(31) ^ u64::from(*byte)));
        if asked.headers.get("if-none-match") == Some(&etag) {
            return Self::status("304 Not Modified").bodiless().header("ETag", etag);
        }
        self.header("ETag", etag)
    }

    fn send(&self, stream: &mut TcpStream) -> std::io::Result<bool> {
        thread::sleep(self.late);
        let mut head = format!("HTTP/1.1 {}\r\n", self.status);
        if !self.is_raw {
            let _ = write!(head, "Content-Length: {}\r\n", self.body.len());
        }
        for (name, value) in &self.headers {
            let _ = write!(head, "{name}: {value}\r\n");
        }
        stream.write_all(head.as_bytes())?;
        stream.write_all(b"\r\n")?;
        let sent = self.cut_at.unwrap_or(self.body.len());
        if self.drip.is_zero() {
            stream.write_all(&self.body[..sent])?;
        } else {
            for byte in &self.body[..sent] {
                stream.write_all(&[*byte])?;
                thread::sleep(self.drip);
            }
        }
        stream.flush()?;
        Ok(sent == self.body.len() && !self.is_raw)
    }
}

type Answers = dyn Fn(&Asked) -> Reply + Send + Sync;

/// The site.
pub(crate) struct Server {
    pub(crate) address: String,
    asked: Arc<Mutex<Vec<Asked>>>,
    /// The most requests that were under way at once.
    most: Arc<AtomicUsize>,
}

impl Server {
    /// Starts a site. It ends with the process.
    pub(crate) fn start(answers: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let server = Self { address, asked: Arc::default(), most: Arc::default() };
        let (asked, most) = (Arc::clone(&server.asked), Arc::clone(&server.most));
        let answers: Arc<Answers> = Arc::new(answers);
        thread::spawn(move || {
            let now = Arc::new(AtomicUsize::new(0));
            for stream in listener.incoming().map_while(Result::ok) {
                let (asked, most, now, answers) =
                    (Arc::clone(&asked), Arc::clone(&most), Arc::clone(&now), Arc::clone(&answers));
                thread::spawn(move || serve(stream, &asked, &most, &now, &*answers));
            }
        });
        server
    }

    /// Everything that was asked for so far.
    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    /// How often a path was asked for.
    pub(crate) fn times(&self, path: &str) -> usize {
        self.asked().iter().filter(|asked| asked.path == path).count()
    }

    pub(crate) fn most_at_once(&self) -> usize {
        self.most.load(Ordering::SeqCst)
    }
}

/// A connection and the requests on it.
fn serve(mut stream: TcpStream, all: &Mutex<Vec<Asked>>, most: &AtomicUsize, now: &AtomicUsize, answers: &Answers) {
    let _ = stream.set_nodelay(true);
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines().map_while(Result::ok);
    while let Some(first) = lines.next() {
        let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
        let headers = lines.by_ref().take_while(|line| !line.is_empty());
        let headers = headers.filter_map(|line| {
            let (name, value) = line.split_once(':')?;
            Some((name.to_lowercase(), value.trim().to_owned()))
        });
        let headers: BTreeMap<String, String> = headers.collect();
        let asked = {
            let mut all = all.lock().unwrap();
            let before = all.iter().filter(|asked| asked.path == path).count();
            let asked = Asked { path, headers, before };
            all.push(asked.clone());
            asked
        };
        most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
        let sent = answers(&asked).send(&mut stream);
        now.fetch_sub(1, Ordering::SeqCst);
        if !matches!(sent, Ok(true)) {
            return;
        }
    }
}
