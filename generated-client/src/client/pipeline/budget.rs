//! The retry budget: how many retries all calls of a client may make together, so that a platform that is down does not get
//! several times its usual load.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// How many retries the calls of one client may make together.
///
/// A full budget holds `burst` retries. Each retry takes one out; each call that succeeds puts a tenth of one back, and each second
/// `per_second`. When it is empty, a call that fails is not retried and its error says so
/// ([`ErrorKind::Exhausted`](crate::ErrorKind::Exhausted)); first attempts are never held back.
///
/// The default is a burst of 100 and 1 per second.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RetryBudget {
    burst: u32,
    per_second: u32,
}

impl RetryBudget {
    /// A budget of `burst` retries that fills up again by `per_second`.
    #[must_use]
    pub const fn new(burst: u32, per_second: u32) -> Self {
        Self { burst, per_second }
    }
}

impl Default for RetryBudget {
    fn default() -> Self {
        Self::new(100, 1)
    }
}

/// What one retry costs in units of the account: at one retry a second, a nanosecond earns one unit.
const RETRY: u64 = 1_000_000_000;
/// What a success gives back.
const SUCCESS: u64 = RETRY / 10;

/// The account that the calls of one client share.
#[derive(Debug)]
pub(in crate::client) struct Account {
    budget: RetryBudget,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    left: u64,
    at: Option<Instant>,
}

impl Account {
    pub(in crate::client) fn new(budget: RetryBudget) -> Self {
        let state = Mutex::new(State { left: u64::from(budget.burst) * RETRY, at: None });
        Self { budget, state }
    }

    /// Takes one retry out; false when there is none.
    pub(in crate::client) fn withdraw(&self) -> bool {
        self.change(|left| match left.checked_sub(RETRY) {
            Some(rest) => (rest, true),
            None => (left, false),
        })
    }

    /// Notes a call that succeeded.
    pub(in crate::client) fn deposit(&self) {
        self.change(|left| (left + SUCCESS, ()));
    }

    fn change<T>(&self, with: impl FnOnce(u64) -> (u64, T)) -> T {
        // A number is never half changed, so a panic elsewhere does not spoil it.
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let now = Instant::now();
        let since = state.at.map_or(Duration::ZERO, |at| now.saturating_duration_since(at));
        let earned = since.as_nanos().saturating_mul(u128::from(self.budget.per_second));
        let left = state.left.saturating_add(u64::try_from(earned).unwrap_or(u64::MAX));
        let (left, result) = with(left.min(self.full()));
        *state = State { left: left.min(self.full()), at: Some(now) };
        result
    }

    fn full(&self) -> u64 {
        u64::from(self.budget.burst) * RETRY
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::advance;

    use super::{Account, RetryBudget};

    fn drain(account: &Account) -> usize {
        (0..1000).take_while(|_| account.withdraw()).count()
    }

    #[tokio::test(start_paused = true)]
    async fn a_budget_is_used_up_and_ten_successes_earn_one_repetition() {
        let account = Account::new(RetryBudget::new(5, 0));
        assert_eq!(drain(&account), 5);
        (0..10).for_each(|_| account.deposit());
        assert_eq!(drain(&account), 1);
    }

    #[tokio::test(start_paused = true)]
    async fn time_fills_it_up_again_and_never_beyond_the_burst() {
        let account = Account::new(RetryBudget::new(5, 2));
        assert_eq!(drain(&account), 5);
        advance(Duration::from_secs(1)).await;
        assert_eq!(drain(&account), 2);
        advance(Duration::from_secs(3600)).await;
        assert_eq!(drain(&account), 5);
    }

    #[tokio::test(start_paused = true)]
    async fn an_empty_budget_allows_nothing() {
        assert_eq!(drain(&Account::new(RetryBudget::new(0, 0))), 0);
    }
}
