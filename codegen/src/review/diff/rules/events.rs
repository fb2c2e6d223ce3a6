//! Rules on events, and on what operations and events refer to.

use super::{B, C, N, Rule, always, everywhere, sent_received, when};

rules! {
    PAYLOAD_CHANGED {
        id: "payload-changed",
        title: "an operation or an event refers to another type",
        why: "The method, or the event's variant, gives or takes another Rust type, even where the JSON is the same.",
        before: r##""$ref": "#/components/schemas/Card""##,
        after: r##""$ref": "#/components/schemas/CardNotification""##,
        cases: &[
            when("the two are the same on the wire", sent_received((N, B), (N, B))),
            when("a deployed client cannot do with the new one", sent_received((B, B), (B, B))).rekeys(),
            when("a deployed client can: it finds all that it reads, or sends nothing else", sent_received((C, B), (C, B)))
                .rekeys(),
        ],
    }

    WEBHOOK_ADDED {
        id: "webhook-added",
        title: "an event was added",
        why: "A deployed client hands it over as `Event::Unknown`. `Event`, which is non-exhaustive, gets a variant.",
        before: "",
        after: r#""webhooks": {"card.status.expired": …}"#,
        cases: &[always(everywhere(C, C))],
    }

    WEBHOOK_REMOVED {
        id: "webhook-removed",
        title: "an event was removed",
        why: "A deployed client waits for what no longer comes. `Event` loses a variant.",
        before: r#""webhooks": {"card.status.expired": …}"#,
        after: "",
        cases: &[always(everywhere(B, B))],
    }

    WEBHOOK_RETAGGED {
        id: "webhook-retagged",
        title: "an event's tag changed, and its Rust name stayed",
        why: "A deployed client does not know the new tag and hands it over as `Event::Unknown`. The variant of `Event` stays, and its \
              `tag` and `dedup_key` are others.",
        before: r#""webhooks": {"payment.status.paid": …}"#,
        after: r#""webhooks": {"payment.status_paid": …}"#,
        cases: &[always(everywhere(B, N)).acts()],
    }

    WEBHOOK_REGROUPED {
        id: "webhook-regrouped",
        title: "an event belongs to another entry of the catalog",
        why: "The group is for the catalog and the coverage only.",
        before: r#""x-webhook-group": "card.status""#,
        after: r#""x-webhook-group": "card.order""#,
        cases: &[always(everywhere(N, N))],
    }
}
