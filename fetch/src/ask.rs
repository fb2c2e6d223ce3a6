//! One request and its answer over HTTP, within a time and a size. Nothing is repeated and no redirect followed here.

use crate::address::Site;
use crate::limits;
use open_api_codegen::text::foreign::short;
use std::io::{self, Read};
use std::time::{Duration, SystemTime};
use ureq::http::{HeaderMap, Response, StatusCode, header};
use ureq::tls::{RootCerts, TlsConfig};
use ureq::{Agent, Body};
use url::Url;

/// What the site said of the text that is already here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Validators {
    pub(crate) etag: Option<String>,
    pub(crate) modified: Option<String>,
}

/// What came back.
#[derive(Debug)]
pub(crate) enum Answer {
    /// The text that is already here is still the one.
    Same,
    /// A text.
    Body { bytes: Vec<u8>, content_type: String, validators: Validators },
    /// A redirect, unfollowed.
    Redirect { to: String },
    /// A status that is neither.
    Status { code: u16, retry_after: Option<Duration> },
}

/// What kept an answer from coming.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    Slow,
    Unreachable(String),
    Cut,
    TooLarge,
    Other(String),
}

/// What asks.
pub(crate) struct Client {
    agent: Agent,
}

impl Client {
    pub(crate) fn new(site: &Site) -> Self {
        let certificates = TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build();
        let mut config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .max_redirects_will_error(false)
            .max_idle_connections_per_host(limits::AT_ONCE)
            .user_agent(concat!("open-api-bindings/", env!("CARGO_PKG_VERSION")))
            .accept("text/markdown, text/plain;q=0.9")
            .tls_config(certificates);
        if site.is_local() {
            config = config.proxy(None);
        }
        Self { agent: config.build().into() }
    }

    /// Asks once. With validators an unchanged text is not sent again.
    pub(crate) fn get(&self, url: &Url, known: &Validators, within: Duration) -> Result<Answer, Fault> {
        let mut request = self.agent.get(url.as_str());
        if let Some(etag) = &known.etag {
            request = request.header(header::IF_NONE_MATCH, etag);
        }
        if let Some(modified) = &known.modified {
            request = request.header(header::IF_MODIFIED_SINCE, modified);
        }
        let answer = request.config().timeout_global(Some(within)).build().call().map_err(fault)?;
        let status = answer.status();
        if status == StatusCode::NOT_MODIFIED && *known != Validators::default() {
            return Ok(Answer::Same);
        }
        if status == StatusCode::OK {
            return body(answer);
        }
        let headers = answer.headers();
        if status.is_redirection()
            && let Some(to) = text(headers, &header::LOCATION)
        {
            return Ok(Answer::Redirect { to });
        }
        let retry_after = text(headers, &header::RETRY_AFTER).and_then(|value| wait(&value, SystemTime::now()));
        Ok(Answer::Status { code: status.as_u16(), retry_after })
    }
}

fn body(answer: Response<Body>) -> Result<Answer, Fault> {
    let headers = answer.headers();
    let validators = Validators { etag: text(headers, &header::ETAG), modified: text(headers, &header::LAST_MODIFIED) };
    let content_type = text(headers, &header::CONTENT_TYPE).unwrap_or_default();
    let mut bytes = Vec::new();
    let mut body = answer.into_body().into_reader().take(limits::PAGE_BYTES + 1);
    body.read_to_end(&mut bytes).map_err(cut)?;
    if bytes.len() as u64 > limits::PAGE_BYTES {
        return Err(Fault::TooLarge);
    }
    Ok(Answer::Body { bytes, content_type, validators })
}

fn text(headers: &HeaderMap, name: &header::HeaderName) -> Option<String> {
    headers.get(name)?.to_str().ok().map(str::to_owned)
}

/// `Retry-After`: seconds, or a day and time.
fn wait(value: &str, now: SystemTime) -> Option<Duration> {
    let value = value.trim();
    if !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_digit()) {
        // What is too long to count is longer than anybody waits.
        return Some(Duration::from_secs(value.parse().unwrap_or(u64::MAX)));
    }
    let until = httpdate::parse_http_date(value).ok()?;
    Some(until.duration_since(now).unwrap_or_default())
}

/// What a failure before the body means.
fn fault(error: ureq::Error) -> Fault {
    match error {
        ureq::Error::Timeout(_) => Fault::Slow,
        ureq::Error::Io(error) if error.kind() == io::ErrorKind::TimedOut => Fault::Slow,
        ureq::Error::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => Fault::Cut,
        ureq::Error::Io(error) => Fault::Unreachable(short(&error.to_string())),
        ureq::Error::HostNotFound | ureq::Error::ConnectionFailed => Fault::Unreachable(error.to_string()),
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => Fault::Unreachable(short(&error.to_string())),
        other => Fault::Other(short(&other.to_string())),
    }
}

/// What a failure in the middle of the body means.
fn cut(error: io::Error) -> Fault {
    match ureq::Error::from(error) {
        ureq::Error::Timeout(_) => Fault::Slow,
        ureq::Error::Io(error) if error.kind() == io::ErrorKind::TimedOut => Fault::Slow,
        // Whatever else happens to a body that has begun, its end is not here.
        _ => Fault::Cut,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::UNIX_EPOCH;

    #[test]
    fn a_wait_is_seconds_or_a_time() {
        let now = UNIX_EPOCH + Duration::from_secs(784_111_777);
        assert_eq!(wait(" 7 ", now), Some(Duration::from_secs(7)));
        assert_eq!(wait("Sun, 06 Nov 1994 08:49:47 GMT", now), Some(Duration::from_secs(10)));
        assert_eq!(wait("Sun, 06 Nov 1994 08:49:07 GMT", now), Some(Duration::ZERO), "a time that has passed");
        assert_eq!(wait("99999999999999999999", now), Some(Duration::from_secs(u64::MAX)), "for ever");
        assert_eq!((wait("soon", now), wait("-1", now)), (None, None));
    }
}
