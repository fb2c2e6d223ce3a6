//! One connection of the scripted server: as much of HTTP/1.1 as a client that sends whole bodies needs.

use std::io;
use std::sync::Arc;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use super::State;
use super::answer::{Answer, Manner};
use super::received::Received;

/// More than any request of a test.
const MAX_REQUEST: usize = 16 * 1024 * 1024;

/// Answers one request after another until either side ends the connection.
pub(super) async fn serve(mut stream: TcpStream, state: Arc<State>) {
    let mut buffer = Vec::new();
    // An error is the caller's going away, which is its own affair.
    while let Ok(Some(request)) = read(&mut stream, &mut buffer).await {
        let answer = state.answer(&request);
        if !matches!(write(&mut stream, &answer).await, Ok(true)) {
            break;
        }
    }
}

/// The next request; nothing when the caller has ended the connection.
async fn read(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> io::Result<Option<Received>> {
    loop {
        if let Some((request, length)) = parse(buffer)? {
            buffer.drain(..length);
            return Ok(Some(request));
        }
        if buffer.len() > MAX_REQUEST {
            return Err(invalid("the request is too large"));
        }
        if stream.read_buf(buffer).await? == 0 {
            return Ok(None);
        }
    }
}

/// A request at the start of the buffer and how many bytes it takes; nothing while it is not complete.
fn parse(buffer: &[u8]) -> io::Result<Option<(Received, usize)>> {
    const BLANK: &[u8] = b"\r\n\r\n";
    // A caller that speaks something else, such as TLS, would wait for an answer as long as this side waits for a head.
    if buffer.first().is_some_and(|byte| !byte.is_ascii_uppercase()) {
        return Err(invalid("this is not HTTP"));
    }
    let Some(head_length) = buffer.windows(BLANK.len()).position(|bytes| bytes == BLANK) else {
        return Ok(None);
    };
    let head = std::str::from_utf8(&buffer[..head_length]).map_err(|_| invalid("the head is not text"))?;
    let mut lines = head.split("\r\n");
    let mut first = lines.next().unwrap_or_default().split(' ');
    let (Some(method), Some(path)) = (first.next(), first.next()) else {
        return Err(invalid("there is no request line"));
    };
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
        .collect();
    let length = headers
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .map_or(Ok(0), |(_, value)| value.parse::<usize>())
        .map_err(|_| invalid("the content-length is not a number"))?;

    let start = head_length + BLANK.len();
    let end = start.saturating_add(length);
    let Some(body) = buffer.get(start..end) else {
        return Ok(None);
    };
    let request = Received { method: method.to_owned(), path: path.to_owned(), headers, body: body.to_vec() };
    Ok(Some((request, end)))
}

/// Gives an answer; false when the connection ends with it.
async fn write(stream: &mut TcpStream, answer: &Answer) -> io::Result<bool> {
    tokio::time::sleep(answer.delay).await;
    match answer.manner {
        Manner::Whole => {
            stream.write_all(&answer.to_bytes()).await?;
            let afterwards = &answer.afterwards;
            if !afterwards.wait.is_zero() {
                tokio::time::sleep(afterwards.wait).await;
            }
            stream.write_all(&afterwards.bytes).await?;
            Ok(!afterwards.close)
        }
        Manner::Trickle(wait) => {
            stream.write_all(answer.head().as_bytes()).await?;
            for byte in &answer.body {
                tokio::time::sleep(wait).await;
                stream.write_all(&[*byte]).await?;
            }
            Ok(true)
        }
        Manner::Cut(bytes) => {
            stream.write_all(answer.head().as_bytes()).await?;
            stream.write_all(&answer.body[..bytes.min(answer.body.len())]).await?;
            stream.shutdown().await?;
            Ok(false)
        }
        Manner::HangUp => {
            stream.shutdown().await?;
            Ok(false)
        }
        Manner::Hang => {
            // Until the caller goes: nothing is expected from it, so whatever comes is passed over.
            let mut rest = [0; 1024];
            while stream.read(&mut rest).await? > 0 {}
            Ok(false)
        }
    }
}

fn invalid(what: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}
