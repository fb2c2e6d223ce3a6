//! What the scripted server answers, and in what manner: whole, slowly, in part, or not at all.

use std::fmt;
use std::time::Duration;

use crate::wire::Wire;

/// One scripted answer.
///
/// `Debug` shows the status and the length of the body.
#[derive(Clone)]
pub struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
    pub(super) delay: Duration,
    pub(super) manner: Manner,
    pub(super) afterwards: Afterwards,
}

/// What happens on the connection after a whole answer.
#[derive(Debug, Clone, Default)]
pub(super) struct Afterwards {
    pub(super) wait: Duration,
    pub(super) bytes: Vec<u8>,
    pub(super) close: bool,
}

/// How the bytes of an answer are sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Manner {
    Whole,
    /// Some bytes of the body, and then the end of the connection.
    Cut(usize),
    /// The end of the connection in place of an answer.
    HangUp,
    /// Nothing, for as long as the caller waits.
    Hang,
    /// A byte of the body at a time.
    Trickle(Duration),
}

impl Answer {
    /// Success: status 200, code 0, and `data` as the platform would send it.
    ///
    /// # Panics
    ///
    /// Never for a type of this crate.
    #[must_use]
    #[expect(clippy::expect_used, reason = "the types of this crate are records with text keys, written into memory")]
    pub fn data<T: Wire>(data: &T) -> Self {
        let mut text = Vec::new();
        data.write(&mut serde_json::Serializer::new(&mut text)).expect("a documented type is JSON");
        let text = String::from_utf8_lossy(&text);
        Self::json(format!(r#"{{"code":0,"message":"success","data":{text}}}"#))
    }

    /// A refusal: status 200, a code other than 0 and a message, with `data` null.
    #[must_use]
    pub fn code(code: i64, message: &str) -> Self {
        let message = serde_json::Value::from(message);
        Self::json(format!(r#"{{"code":{code},"message":{message},"data":null}}"#))
    }

    /// Status 200 and this text as JSON, which need not be any.
    #[must_use]
    pub fn json(text: impl Into<String>) -> Self {
        Self::bytes(200, "application/json", text.into().into_bytes())
    }

    /// A status with a short page of HTML, as a gateway would send it.
    #[must_use]
    pub fn status(status: u16) -> Self {
        Self::bytes(status, "text/html", format!("<html><body>{status}</body></html>").into_bytes())
    }

    /// Any status and body.
    #[must_use]
    pub fn bytes(status: u16, content_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers: vec![("content-type".to_owned(), content_type.to_owned())],
            body: body.into(),
            delay: Duration::ZERO,
            manner: Manner::Whole,
            afterwards: Afterwards::default(),
        }
    }

    /// No answer: the request is read, and the connection stays open and silent.
    #[must_use]
    pub fn hang() -> Self {
        Self { manner: Manner::Hang, ..Self::json("") }
    }

    /// No answer: the request is read, and the connection is closed.
    #[must_use]
    pub fn hang_up() -> Self {
        Self { manner: Manner::HangUp, ..Self::json("") }
    }

    /// The same body with another status.
    #[must_use]
    pub fn with_status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// A header more.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same answer, after a while.
    #[must_use]
    pub fn after(mut self, delay: Duration) -> Self {
        self.delay = delay;
        self
    }

    /// The head of the answer, the first `bytes` bytes of the body, and then the end of the connection.
    #[must_use]
    pub fn cut_at(mut self, bytes: usize) -> Self {
        self.manner = Manner::Cut(bytes);
        self
    }

    /// The whole answer, and then, unannounced, the end of the connection: the next request needs a new one.
    #[must_use]
    pub fn then_close(mut self) -> Self {
        self.afterwards.close = true;
        self
    }

    /// As [`then_close`](Self::then_close), after a while.
    #[must_use]
    pub fn then_close_after(mut self, wait: Duration) -> Self {
        self.afterwards = Afterwards { wait, bytes: Vec::new(), close: true };
        self
    }

    /// The whole answer and, after a while, these bytes on the same connection, whether the next request has come or not: an
    /// answer out of turn.
    #[must_use]
    pub fn then_send(mut self, wait: Duration, bytes: impl Into<Vec<u8>>) -> Self {
        self.afterwards = Afterwards { wait, bytes: bytes.into(), close: self.afterwards.close };
        self
    }

    /// The answer as it goes over the connection, head and body.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        [self.head().as_bytes(), &self.body].concat()
    }

    /// The body a byte at a time, with this wait before each.
    #[must_use]
    pub fn slowly(mut self, wait: Duration) -> Self {
        self.manner = Manner::Trickle(wait);
        self
    }

    /// Status line and headers.
    pub(super) fn head(&self) -> String {
        let mut head = format!("HTTP/1.1 {} scripted\r\ncontent-length: {}\r\n", self.status, self.body.len());
        for (name, value) in &self.headers {
            head.push_str(name);
            head.push_str(": ");
            head.push_str(value);
            head.push_str("\r\n");
        }
        head.push_str("\r\n");
        head
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("status", &self.status)
            .field("body", &format_args!("[{} bytes]", self.body.len()))
            .field("delay", &self.delay)
            .field("manner", &self.manner)
            .finish_non_exhaustive()
    }
}
