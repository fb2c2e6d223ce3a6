//! The smallest HTTP server that a client can be held against: one answer, whatever is asked, on as many connections as come.

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Where a body holds this, the answer has the request's number, so that no two answers are the same.
pub const NUMBER: &str = "########";

/// Serves one body until the program ends, on a thread of its own, and tells where.
///
/// # Errors
/// No free port on loopback, or no thread.
pub fn serve(body: &str) -> io::Result<SocketAddr> {
    let head = format!("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n", body.len());
    let answer: Arc<[u8]> = [head.as_bytes(), body.as_bytes()].concat().into();
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    listener.set_nonblocking(true)?;
    let address = listener.local_addr()?;
    let number = answer.windows(NUMBER.len()).position(|bytes| bytes == NUMBER.as_bytes());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().build()?;
    std::thread::Builder::new().name("server".to_owned()).spawn(move || {
        runtime.block_on(async {
            let Ok(listener) = TcpListener::from_std(listener) else {
                return;
            };
            while let Ok((stream, _)) = listener.accept().await {
                // A connection ends with its client.
                tokio::spawn(answer_all(stream, Arc::clone(&answer), number));
            }
        });
    })?;
    Ok(address)
}

/// `number` is where the request's number goes.
async fn answer_all(mut stream: TcpStream, mut answer: Arc<[u8]>, number: Option<usize>) -> io::Result<()> {
    stream.set_nodelay(true)?;
    let mut read = Vec::with_capacity(4096);
    for request in 0_u32.. {
        let length = loop {
            if let Some(length) = request_length(&read) {
                break length;
            }
            if stream.read_buf(&mut read).await? == 0 {
                return Ok(());
            }
        };
        read.drain(..length);
        if let Some(at) = number {
            Arc::make_mut(&mut answer)[at..at + NUMBER.len()].copy_from_slice(format!("{request:08}").as_bytes());
        }
        stream.write_all(&answer).await?;
    }
    Ok(())
}

/// How long the first request is, once all of it is there.
fn request_length(read: &[u8]) -> Option<usize> {
    let head = read.windows(4).position(|four| four == b"\r\n\r\n")? + 4;
    let text = String::from_utf8_lossy(&read[..head]).to_ascii_lowercase();
    let body = text.lines().find_map(|line| line.strip_prefix("content-length:")?.trim().parse::<usize>().ok());
    let whole = head + body.unwrap_or(0);
    (read.len() >= whole).then_some(whole)
}
