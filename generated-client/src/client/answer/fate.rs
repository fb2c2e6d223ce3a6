//! What an HTTP status says about the fate of a request. Only what HTTP itself defines counts here: what the platform's envelope
//! says is weighed in `verdict`.

use crate::error::Delivery;

/// The fate of a request that was answered with this status, which is not a success.
///
/// A refusal is what HTTP's registry defines as one. Any other status is no verdict: gateways make their own up (444, 460, 499)
/// when a caller or an upstream was gone too early, and what they gave up on may still happen.
pub(super) fn of_status(status: u16) -> Delivery {
    match status {
        423 | 425 | 429 => Delivery::TryLater,
        409 => Delivery::Conflict,
        400..=407 | 410..=418 | 421 | 422 | 424 | 426 | 428 | 431 | 451 => Delivery::Refused,
        _ => Delivery::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::of_status;
    use crate::error::Delivery;

    #[test]
    fn every_status_has_one_fate_and_what_http_does_not_define_has_none() {
        let with = |fate: Delivery| (100..1000).filter(|status| of_status(*status) == fate).collect::<Vec<u16>>();
        assert_eq!(with(Delivery::TryLater), [423, 425, 429]);
        assert_eq!(with(Delivery::Conflict), [409]);
        assert_eq!(
            with(Delivery::Refused),
            [
                400, 401, 402, 403, 404, 405, 406, 407, 410, 411, 412, 413, 414, 415, 416, 417, 418, 421, 422, 424,
                426, 428, 431, 451
            ]
        );
        for never in [Delivery::NotSent, Delivery::Accepted] {
            assert_eq!(with(never), [0_u16; 0]);
        }
        assert!(
            [100, 204, 307, 408, 420, 444, 460, 499, 500, 503, 599]
                .iter()
                .all(|status| of_status(*status) == Delivery::Unknown)
        );
    }
}
