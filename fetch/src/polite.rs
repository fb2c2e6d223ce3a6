//! One page after all tries: what is repeated, how long is waited, which redirects are followed, and when to give up on the site.
//! A single request is `ask`'s work.

use crate::address::Site;
use crate::ask::{Answer, Client, Fault, Validators};
use crate::failure::{AGAIN, Failure, Kind, SAVE_IT};
use crate::limits;
use crate::look;
use open_api_codegen::text::foreign::short;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};
use url::Url;

/// A page's text, or that it is the one already here.
#[derive(Debug)]
pub(crate) enum Text {
    Same,
    New { text: String, validators: Validators },
}

/// What all requests of a run share: how long there is, how long the site wants peace, and how it has gone so far.
pub(crate) struct Pace {
    each: Duration,
    deadline: Instant,
    not_before: Mutex<Instant>,
    came: AtomicUsize,
    failed: AtomicUsize,
    bytes: AtomicU64,
}

impl Pace {
    pub(crate) fn new(each: Duration, overall: Duration) -> Self {
        let now = Instant::now();
        Self {
            each,
            deadline: now + overall,
            not_before: Mutex::new(now),
            came: AtomicUsize::new(0),
            failed: AtomicUsize::new(0),
            bytes: AtomicU64::new(0),
        }
    }

    /// Waits until the site may be asked. How long the next request may take, or why there is none.
    fn turn(&self) -> Result<Duration, Failure> {
        if self.came.load(Ordering::Relaxed) == 0 && self.failed.load(Ordering::Relaxed) >= limits::HOPELESS {
            let reason = format!("the first {} pages failed, so the rest was not asked for", limits::HOPELESS);
            return Err(Failure::new(Kind::Unasked, reason, "see what the others say"));
        }
        if self.bytes.load(Ordering::Relaxed) > limits::ALL_BYTES {
            let reason = format!("the pages before it have more than {} MiB", limits::ALL_BYTES >> 20);
            return Err(Failure::new(Kind::Unasked, reason, SAVE_IT));
        }
        let not_before = *self.not_before.lock().unwrap_or_else(PoisonError::into_inner);
        self.sleep(not_before.saturating_duration_since(Instant::now()))?;
        Ok(self.each.min(self.left()))
    }

    fn left(&self) -> Duration {
        self.deadline.saturating_duration_since(Instant::now())
    }

    fn sleep(&self, wait: Duration) -> Result<(), Failure> {
        if wait >= self.left() {
            return Err(Failure::new(Kind::Unasked, "there was no time left for it", AGAIN));
        }
        thread::sleep(wait);
        Ok(())
    }

    /// Nothing at all is asked for a while: a site that has enough of one request has enough of the others.
    fn hold_back(&self, wait: Duration) {
        let mut not_before = self.not_before.lock().unwrap_or_else(PoisonError::into_inner);
        *not_before = (*not_before).max(Instant::now() + wait);
    }

    fn note(&self, outcome: &Result<Text, Failure>) {
        match outcome {
            Ok(text) => {
                self.came.fetch_add(1, Ordering::Relaxed);
                if let Text::New { text, .. } = text {
                    self.bytes.fetch_add(text.len() as u64, Ordering::Relaxed);
                }
            }
            Err(failure) if failure.kind.concerns_the_site() => {
                self.failed.fetch_add(1, Ordering::Relaxed);
            }
            Err(_) => {}
        }
    }
}

/// Asks for a page until it is here or cannot be had.
pub(crate) fn page(client: &Client, site: &Site, pace: &Pace, url: &Url, known: &Validators) -> Result<Text, Failure> {
    let outcome = text(client, site, pace, url, known);
    pace.note(&outcome);
    outcome
}

/// Asks for the list; whether that goes well says nothing of the pages.
pub(crate) fn list(client: &Client, site: &Site, pace: &Pace, known: &Validators) -> Result<Text, Failure> {
    text(client, site, pace, &site.list(), known)
}

fn text(client: &Client, site: &Site, pace: &Pace, url: &Url, known: &Validators) -> Result<Text, Failure> {
    let mut url = url.clone();
    for _ in 0..=limits::REDIRECTS {
        match answer(client, pace, &url, known)? {
            Answer::Same => return Ok(Text::Same),
            Answer::Body { bytes, content_type, validators } => {
                let text = look::text(bytes, &content_type)?;
                return Ok(Text::New { text, validators });
            }
            Answer::Redirect { to } => url = site.own(&url, &to).map_err(redirected)?,

            Answer::Status { code, .. } => return Err(status(code)),
        }
    }
    Err(Failure::new(
        Kind::Refused,
        format!("more than {} redirects, the last to {}", limits::REDIRECTS, short(url.path())),
        SAVE_IT,
    ))
}

fn redirected(failure: Failure) -> Failure {
    Failure { reason: format!("the site redirects, and {}", failure.reason), ..failure }
}

/// One answer, after as many tries as it takes and is allowed.
fn answer(client: &Client, pace: &Pace, url: &Url, known: &Validators) -> Result<Answer, Failure> {
    let mut attempt = 1;
    loop {
        let within = pace.turn()?;
        let answer = client.get(url, known, within);
        let is_last = attempt == limits::ATTEMPTS;
        let backoff = limits::BACKOFF * 2_u32.pow(attempt - 1);
        match answer {
            Ok(Answer::Status { code: code @ (429 | 503), retry_after }) => {
                let wait = retry_after.unwrap_or(backoff);
                if is_last || wait > limits::PATIENCE {
                    return Err(busy(code, retry_after));
                }
                pace.hold_back(wait);
            }
            Ok(Answer::Status { code: 408 | 500 | 502 | 504, .. })
            | Err(Fault::Slow | Fault::Cut | Fault::Unreachable(_))
                if !is_last =>
            {
                pace.sleep(backoff)?;
            }
            Ok(answer) => return Ok(answer),
            Err(fault) => return Err(failure(&fault, within)),
        }
        attempt += 1;
    }
}

fn busy(code: u16, retry_after: Option<Duration>) -> Failure {
    let reason = match retry_after {
        Some(wait) => format!("the site answers {code} and asks to come back in {} s", wait.as_secs()),
        None => format!("the site answers {code}, {} times in a row", limits::ATTEMPTS),
    };
    Failure::new(Kind::Busy, reason, format!("wait, and {AGAIN}"))
}

fn status(code: u16) -> Failure {
    match code {
        401 | 403 | 407 => look::locked(&format!("the site answers {code}: it asks for a password or a log-in")),
        404 | 410 => Failure::new(
            Kind::Gone,
            format!("the site answers {code}: it has no such page, or does not hand it out"),
            "look for it on the site; if it is there, save it and pull with `--from DIR`",
        ),
        _ => Failure::new(Kind::Refused, format!("the site answers {code}"), SAVE_IT),
    }
}

fn failure(fault: &Fault, within: Duration) -> Failure {
    match fault {
        Fault::Slow => Failure::new(Kind::Slow, format!("no whole answer within {:.1} s", within.as_secs_f64()), AGAIN),
        Fault::Cut => Failure::new(Kind::Cut, "the answer ended before its end", AGAIN),
        Fault::Unreachable(why) => Failure::new(
            Kind::Unreachable,
            format!("no connection: {why}"),
            "check the address and the network; without one, pull with `--from DIR`, which reads saved pages",
        ),
        Fault::TooLarge => {
            Failure::new(Kind::TooLarge, format!("the answer has more than {} MiB", limits::PAGE_BYTES >> 20), SAVE_IT)
        }
        Fault::Other(why) => Failure::new(Kind::Refused, format!("the answer is not HTTP: {why}"), SAVE_IT),
    }
}
