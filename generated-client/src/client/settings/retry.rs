//! When a call is retried, and after how long. Only rules: the loop that follows them is in `exchange`.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::{Duration, SystemTime};

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use reqwest::header::{DATE, HeaderMap, HeaderName, RETRY_AFTER};

use crate::operation::Effect;

/// How often a call is retried, and how long it waits before that.
///
/// Whether it may be retried at all is not set here but follows from the operation's [`Effect`]: one that only reads,
/// after a failure to connect, a timeout, a broken connection and the statuses 408, 425, 429, 502, 503 and 504; any other only when
/// the request provably never left.
///
/// The wait before the n-th retry is chosen at random between zero and `base · 2ⁿ⁻¹`, at most `cap` (full jitter). A
/// `Retry-After` of the answer is waited for in addition.
///
/// ```
/// use std::time::Duration;
/// use open_api_client::RetryPolicy;
///
/// let patient = RetryPolicy::new().max_retries(6).base(Duration::from_millis(500)).cap(Duration::from_secs(20));
/// # assert_ne!(patient, RetryPolicy::never());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryPolicy {
    max_retries: u32,
    base: Duration,
    cap: Duration,
}

impl RetryPolicy {
    /// Three retries, with a wait of up to 200 ms before the first and of at most 5 s before any.
    #[must_use]
    pub const fn new() -> Self {
        Self { max_retries: 3, base: Duration::from_millis(200), cap: Duration::from_secs(5) }
    }

    /// No retry, whatever happens.
    #[must_use]
    pub const fn never() -> Self {
        Self { max_retries: 0, ..Self::new() }
    }

    /// How many retries a call has at most, after the first attempt.
    #[must_use]
    pub const fn max_retries(mut self, times: u32) -> Self {
        self.max_retries = times;
        self
    }

    /// The longest wait before the first retry; it doubles with each one.
    #[must_use]
    pub const fn base(mut self, wait: Duration) -> Self {
        self.base = wait;
        self
    }

    /// The longest wait before any retry.
    #[must_use]
    pub const fn cap(mut self, wait: Duration) -> Self {
        self.cap = wait;
        self
    }

    pub(in crate::client) fn allows(&self, retries_so_far: u32) -> bool {
        retries_so_far < self.max_retries
    }

    /// The longest wait after `retries_so_far` retries.
    fn ceiling(&self, retries_so_far: u32) -> Duration {
        let factor = 1_u32.checked_shl(retries_so_far).unwrap_or(u32::MAX);
        self.base.saturating_mul(factor).min(self.cap)
    }

    /// A wait chosen at random, on top of what the answer asked for.
    pub(in crate::client) fn wait(&self, retries_so_far: u32, asked: Option<Duration>) -> Duration {
        let ceiling = u64::try_from(self.ceiling(retries_so_far).as_nanos()).unwrap_or(u64::MAX);
        asked.unwrap_or_default().saturating_add(Duration::from_nanos(random_up_to(ceiling)))
    }
}

/// A number that nobody can tell beforehand, as likely small as large. The keys of the standard library's hashers are random;
/// a wait needs no more than that.
fn random_up_to(most: u64) -> u64 {
    let random = RandomState::new().build_hasher().finish();
    let scaled = (u128::from(random) * (u128::from(most) + 1)) >> u64::BITS;
    u64::try_from(scaled).unwrap_or(most)
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new()
    }
}

/// Whether a request may be retried although it may have reached the platform.
pub(in crate::client) fn is_repeatable(effect: Option<Effect>) -> bool {
    effect == Some(Effect::Read)
}

/// Whether a status says that the same request may well succeed a little later.
pub(in crate::client) fn is_passing(status: u16) -> bool {
    matches!(status, 408 | 425 | 429 | 502..=504)
}

/// How long the answer asks to wait: a number of seconds, or a date, read against the answer's own clock where it shows it.
pub(in crate::client) fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = text(headers, &RETRY_AFTER)?;
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // A number that does not fit asks for more than any deadline has.
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::MAX)));
    }
    let then = http_date(text)?;
    let now = self::text(headers, &DATE).and_then(http_date).or_else(now)?;
    Some(Duration::try_from(then.duration_since(now)).unwrap_or_default())
}

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

/// The form that HTTP prescribes, `Sun, 06 Nov 1994 08:49:37 GMT`, is one of RFC 2822.
fn http_date(text: &str) -> Option<Timestamp> {
    static PARSER: DateTimeParser = DateTimeParser::new();
    PARSER.parse_timestamp(text).ok()
}

fn now() -> Option<Timestamp> {
    Timestamp::try_from(SystemTime::now()).ok()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::time::Duration;

    use reqwest::header::{DATE, HeaderMap, HeaderValue, RETRY_AFTER};

    use super::{RetryPolicy, is_passing, is_repeatable, random_up_to, retry_after};
    use crate::operation::Effect;

    fn asked(value: &'static str, date: Option<&'static str>) -> Option<Duration> {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, HeaderValue::from_static(value));
        if let Some(date) = date {
            headers.insert(DATE, HeaderValue::from_static(date));
        }
        retry_after(&headers)
    }

    #[test]
    fn a_wait_is_drawn_from_none_to_the_longest() {
        assert_eq!(random_up_to(0), 0);
        let drawn: BTreeSet<u64> = (0..200).map(|_| random_up_to(1)).collect();
        assert_eq!(drawn, BTreeSet::from([0, 1]));
    }

    #[test]
    fn retry_after_is_read_as_seconds_and_as_a_date() {
        let now = Some("Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(asked("7", now), Some(Duration::from_secs(7)));
        assert_eq!(asked("Sun, 06 Nov 1994 08:50:07 GMT", now), Some(Duration::from_secs(30)));
        assert_eq!(asked("Sun, 06 Nov 1994 08:49:07 GMT", now), Some(Duration::ZERO), "a date that has passed");
        assert_eq!(
            asked("Sun, 06 Nov 1994 08:49:07 GMT", None),
            Some(Duration::ZERO),
            "read against this machine's clock"
        );
        assert_eq!(
            asked("99999999999999999999999", now),
            Some(Duration::from_secs(u64::MAX)),
            "an endless wait is one"
        );
        for neither in ["soon", "", "-1", "1.5", "+5"] {
            assert_eq!(asked(neither, now), None, "{neither}");
        }
        assert_eq!(retry_after(&HeaderMap::new()), None);
    }

    #[test]
    fn the_wait_grows_up_to_the_cap_and_never_overflows() {
        let policy = RetryPolicy::new().base(Duration::from_millis(100)).cap(Duration::from_secs(1));
        let ceilings: Vec<u128> = (0..6).map(|n| policy.ceiling(n).as_millis()).collect();
        assert_eq!(ceilings, [100, 200, 400, 800, 1000, 1000]);
        assert_eq!(policy.ceiling(u32::MAX), Duration::from_secs(1));
        let endless = policy.base(Duration::MAX).cap(Duration::MAX);
        assert_eq!(endless.ceiling(40), Duration::MAX);
        let _ = endless.wait(40, Some(Duration::MAX));
    }

    #[test]
    fn the_wait_is_spread_over_the_whole_range() {
        let policy = RetryPolicy::new().base(Duration::from_millis(100));
        let waits: Vec<Duration> = (0..1000).map(|_| policy.wait(0, None)).collect();
        assert!(waits.iter().all(|wait| *wait <= Duration::from_millis(100)));
        assert!(waits.iter().any(|wait| *wait < Duration::from_millis(20)));
        assert!(waits.iter().any(|wait| *wait > Duration::from_millis(80)));
    }

    #[test]
    fn what_the_answer_asks_for_is_waited_in_full() {
        let policy = RetryPolicy::new();
        assert!((0..100).all(|_| policy.wait(0, Some(Duration::from_secs(3))) >= Duration::from_secs(3)));
    }

    #[test]
    fn only_a_read_is_repeated_and_only_after_a_passing_status() {
        assert!(is_repeatable(Some(Effect::Read)));
        assert!(![Some(Effect::Write), Some(Effect::Money), None].into_iter().any(is_repeatable));
        assert!([408, 425, 429, 502, 503, 504].into_iter().all(is_passing));
        assert!(![200, 400, 401, 404, 500, 501, 505].into_iter().any(is_passing));
    }
}
