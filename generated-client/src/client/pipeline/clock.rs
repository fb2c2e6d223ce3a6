//! Time limits by the time that really passes. Tests may pause tokio's clock, which then leaps to the next timer whenever a runtime
//! waits for nothing but a connection: by that clock every call would be too late.

use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::{Duration, Instant};

use tokio::task::spawn_blocking;
use tokio::time::sleep;

/// How far a paused clock goes at a time while a call is under way.
const STEP: Duration = Duration::from_millis(5);

/// What a future gives, unless its time is up before it does. It is asked first.
pub(super) async fn within<F: Future>(until: Instant, future: F) -> Option<F::Output> {
    let mut future = pin!(future);
    let mut time_is_up = pin!(passed(until));
    poll_fn(|cx| match future.as_mut().poll(cx) {
        Poll::Ready(output) => Poll::Ready(Some(output)),
        Poll::Pending => time_is_up.as_mut().poll(cx).map(|()| None),
    })
    .await
}

/// Waits for a point in time. A paused clock follows the real one meanwhile, so that what others have set to it, such as a time limit on
/// connecting, is as long as they meant.
async fn passed(until: Instant) {
    loop {
        let left = until.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return;
        }
        if is_real() {
            sleep(left).await;
        } else {
            // As long as this runs, the clock stands still; and in the sleep it goes as far as this took.
            let step = STEP.min(left);
            let _ = spawn_blocking(move || std::thread::sleep(step)).await;
            sleep(step).await;
        }
    }
}

/// Whether tokio's clock shows the real time.
fn is_real() -> bool {
    let before = Instant::now();
    let shown = tokio::time::Instant::now().into_std();
    (before..=Instant::now()).contains(&shown)
}

#[cfg(test)]
mod tests {
    use std::future::{pending, ready};
    use std::time::{Duration, Instant};

    use super::{is_real, within};

    #[tokio::test]
    async fn a_future_has_until_its_time_is_up() {
        assert!(is_real());
        assert_eq!(within(Instant::now(), ready(7)).await, Some(7));
        let start = Instant::now();
        assert_eq!(within(start + Duration::from_millis(20), pending::<()>()).await, None);
        assert!(start.elapsed() >= Duration::from_millis(20));
    }

    #[tokio::test(start_paused = true)]
    async fn a_paused_clock_goes_with_the_real_one() {
        assert!(!is_real());
        let (start, shown) = (Instant::now(), tokio::time::Instant::now());
        assert_eq!(within(start + Duration::from_millis(60), pending::<()>()).await, None);
        let took = start.elapsed();
        assert!(took >= Duration::from_millis(60), "{took:?}");
        assert!(shown.elapsed() <= took + Duration::from_millis(20), "{:?}", shown.elapsed());
        // Another task's timer comes, and not before its time.
        let start = Instant::now();
        let other = tokio::time::sleep(Duration::from_millis(30));
        assert_eq!(within(start + Duration::from_secs(60), other).await, Some(()));
        assert!(start.elapsed() >= Duration::from_millis(20), "{:?}", start.elapsed());
    }
}
