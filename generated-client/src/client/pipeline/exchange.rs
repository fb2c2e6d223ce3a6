//! A call from the first attempt to its answer or its error: follows the rules of `retry`, within the deadline and the
//! client's budget. Works on bytes and knows no types, so it is compiled once, not for every endpoint.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::runtime::Handle;
use tokio::time::sleep;

use super::core::Core;
use super::failed::{Limit, failed};
use super::http::Pool;
use super::outgoing::Outgoing;
use super::underway::UnderWay;
use crate::client::answer::raw::{RawResponse, what_now};
use crate::client::settings::retry;
use crate::error::{Delivery, Error, ErrorKind};
use crate::observe::{Attempt, Next, Stopped};

/// How an attempt ended.
enum Outcome {
    Answer(Box<RawResponse>),
    Failed(Error),
}

/// Makes the call. Any complete answer is a success here; `RawResponse::data` judges it.
pub(in crate::client) async fn exchange(
    client: &Core,
    call: &Outgoing,
    under_way: &UnderWay,
) -> Result<RawResponse, Error> {
    // Without one, the first wait would panic.
    if Handle::try_current().is_err() {
        let detail = "there is no tokio runtime here, which a call needs to wait in; make the call within one, or use the blocking \
                      calls of the feature `blocking`; nothing was sent";
        return Err(Error::new(ErrorKind::Config, call.subject.clone(), detail));
    }
    let deadline = after(Instant::now(), call.settings.deadline);
    if Instant::now() >= deadline {
        return Err(no_time(call));
    }
    let mut attempts = 0;
    let mut in_doubt = false;
    loop {
        attempts += 1;
        let began = Instant::now();
        let outcome = attempt(client, call, attempts, deadline, under_way).await;
        let took = began.elapsed();
        let tell = |next| client.observed.attempt(|| outcome.facts(call, attempts, took, next));
        let (again, asked) = match &outcome {
            Outcome::Answer(raw) => {
                if matches!(raw.status, 401 | 403) {
                    client.keys.refused(&call.credentials);
                }
                let passing = retry::is_passing(raw.status);
                if raw.status < 500 && !passing {
                    client.account.deposit();
                }
                (passing && retry::is_repeatable(call.effect), raw.retry_after())
            }
            Outcome::Failed(error) => (error.is_retryable(), None),
        };
        // A deadline that cuts an attempt short is a timeout, and not the end of a series of retries. What else comes at the last
        // moment is what it is.
        let is_late = outcome.is_time_out() && Instant::now() >= deadline;
        if !again || is_late || !call.settings.retry.allows(0) {
            tell(outcome.end(again, is_late));
            return finish(outcome, None, in_doubt);
        }
        match next_wait(client, call, attempts - 1, asked, deadline) {
            Ok(wait) => {
                in_doubt |= outcome.is_unknown();
                tell(Next::Again(wait));
                under_way.retry(attempts, &outcome.cause(), wait, in_doubt);
                sleep(wait).await;
                // Waking up may take longer than was left.
                if Instant::now() >= deadline {
                    return finish(outcome, Some(words(Stopped::Deadline, asked)), in_doubt);
                }
            }
            Err(stop) => {
                tell(Next::Stopped(stop));
                return finish(outcome, Some(words(stop, asked)), in_doubt);
            }
        }
    }
}

/// How long to wait before the next attempt, or why there is none.
fn next_wait(
    client: &Core,
    call: &Outgoing,
    retries: u32,
    asked: Option<Duration>,
    deadline: Instant,
) -> Result<Duration, Stopped> {
    let policy = call.settings.retry;
    if !policy.allows(retries) {
        return Err(Stopped::Policy);
    }
    let left = deadline.saturating_duration_since(Instant::now());
    let wait = policy.wait(retries, asked);
    if wait >= left {
        return Err(match asked {
            Some(asked) if asked >= left => Stopped::AskedToWait,
            _ => Stopped::Deadline,
        });
    }
    if !client.account.withdraw() {
        return Err(Stopped::Budget);
    }
    Ok(wait)
}

/// Why there is no further attempt, as the end of a sentence.
fn words(stopped: Stopped, asked: Option<Duration>) -> String {
    match (stopped, asked) {
        (Stopped::AskedToWait, Some(asked)) => {
            format!(", because the answer asks to wait {} s and the deadline comes sooner", asked.as_secs())
        }
        (Stopped::AskedToWait | Stopped::Deadline, _) => {
            ", because the deadline comes before another one could start".to_owned()
        }
        (Stopped::Budget, _) => {
            ", because the client's retry budget is used up: too many of its calls are failing".to_owned()
        }
        (Stopped::Policy | Stopped::NotRepeatable, _) => String::new(),
    }
}

/// The error of a call whose time was up before anything was tried.
fn no_time(call: &Outgoing) -> Error {
    let detail = format!("the call's deadline of {:?} left no time to send it", call.settings.deadline);
    let detail = detail + what_now(Delivery::NotSent, call.effect);
    Error::new(ErrorKind::Timeout, call.subject.clone(), detail).with_retryable(true)
}

async fn attempt(client: &Core, call: &Outgoing, attempts: u32, deadline: Instant, under_way: &UnderWay) -> Outcome {
    let own = after(Instant::now(), call.settings.attempt_timeout);
    let until = own.min(deadline);
    let pool = if call.settings.connection.is_fresh(call.effect) { Pool::Fresh } else { Pool::Kept };
    match client.transport.attempt(call, pool, until, under_way).await {
        Ok(answer) => Outcome::Answer(Box::new(RawResponse {
            subject: call.subject.clone(),
            effect: call.effect,
            credentials: Arc::clone(&call.credentials),
            status: answer.status,
            proxy: (answer.status == 407).then(|| client.transport.proxy(answer.peer)),
            headers: answer.headers,
            body: answer.body,
            attempts,
            gave_up: None,
            in_doubt: false,
        })),
        Err(failure) => {
            let limit = if deadline <= own { Limit::Deadline } else { Limit::Attempt };
            Outcome::Failed(failed(client, call, failure, limit).with_attempts(attempts))
        }
    }
}

impl Outcome {
    fn is_unknown(&self) -> bool {
        match self {
            Self::Answer(raw) => raw.is_in_doubt(),
            Self::Failed(error) => error.delivery() == Delivery::Unknown,
        }
    }

    /// What comes after an attempt that is the last one without looking at the wait.
    fn end(&self, again: bool, is_late: bool) -> Next {
        match self {
            _ if is_late => Next::Stopped(Stopped::Deadline),
            _ if again => Next::Stopped(Stopped::Policy),
            Self::Answer(raw) if !retry::is_passing(raw.status) => Next::Judged,
            _ => Next::Stopped(Stopped::NotRepeatable),
        }
    }

    /// The attempt, as an observer is told of it.
    fn facts(&self, call: &Outgoing, number: u32, elapsed: Duration, next: Next) -> Attempt {
        let (status, failure, answer_bytes) = match self {
            Self::Answer(raw) => (Some(raw.status), None, raw.body.len()),
            Self::Failed(error) => (error.status(), Some(error.kind()), 0),
        };
        Attempt {
            operation: call.subject.operation(),
            effect: call.effect,
            number,
            status,
            failure,
            // Under a successful status the body decides, which is read later; until then the attempt is not in doubt.
            in_doubt: status.is_none_or(|status| !(200..300).contains(&status)) && self.is_unknown(),
            request_bytes: call.body.len(),
            answer_bytes,
            elapsed,
            next,
        }
    }

    fn is_time_out(&self) -> bool {
        matches!(self, Self::Failed(error) if error.kind() == ErrorKind::Timeout)
    }

    /// In a word, for a log.
    fn cause(&self) -> String {
        match self {
            Self::Answer(raw) => raw.status.to_string(),
            Self::Failed(error) => error.kind().to_string(),
        }
    }
}

fn finish(outcome: Outcome, gave_up: Option<String>, in_doubt: bool) -> Result<RawResponse, Error> {
    match outcome {
        Outcome::Answer(raw) => Ok(RawResponse { gave_up, in_doubt, ..*raw }),
        Outcome::Failed(error) => {
            let error = if in_doubt { error.with_delivery(Delivery::Unknown) } else { error };
            match gave_up {
                Some(stop) => Err(Error::gave_up(error, &stop)),
                None => Err(error),
            }
        }
    }
}

/// A limit so long that it overflows the clock is no limit.
fn after(now: Instant, limit: Duration) -> Instant {
    // Thirty years, and some.
    const YEARS: Duration = Duration::from_secs(1_000_000_000);
    now.checked_add(limit.min(YEARS)).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::Outcome;
    use crate::error::{Error, ErrorKind, Subject};

    #[test]
    fn of_all_failures_a_time_out_alone_is_the_deadlines() {
        for (kind, is_time_out) in [(ErrorKind::Timeout, true), (ErrorKind::Transport, false), (ErrorKind::Http, false)]
        {
            let outcome = Outcome::Failed(Error::new(kind, Subject::Client, "it failed"));
            assert_eq!(outcome.is_time_out(), is_time_out, "{kind}");
        }
    }
}
