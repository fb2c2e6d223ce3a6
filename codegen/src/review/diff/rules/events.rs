//! Rules on events, and on what operations and events refer to.

use super::{B, C, N, Rule, always, everywhere, when};

pub(in crate::review::diff) static PAYLOAD_CHANGED: Rule = Rule {
    id: "payload-changed",
    title: "an operation or an event refers to another type",
    why: "The method, or the event's variant, gives or takes another Rust type, even where the JSON is the same.",
    before: r##""$ref": "#/components/schemas/Card""##,
    after: r##""$ref": "#/components/schemas/CardNotification""##,
    security: false,
    cases: &[
        when("the two are the same on the wire", everywhere(N, B)),
        when("the two differ on the wire", everywhere(B, B)),
    ],
};

pub(in crate::review::diff) static WEBHOOK_ADDED: Rule = Rule {
    id: "webhook-added",
    title: "an event was added",
    why: "A deployed client hands it over as `Event::Unknown`. `Event`, which is non-exhaustive, gets a variant.",
    before: "",
    after: r#""webhooks": {"card.status.expired": …}"#,
    security: false,
    cases: &[always(everywhere(C, C))],
};

pub(in crate::review::diff) static WEBHOOK_REMOVED: Rule = Rule {
    id: "webhook-removed",
    title: "an event was removed",
    why: "A deployed client waits for what no longer comes. `Event` loses a variant.",
    before: r#""webhooks": {"card.status.expired": …}"#,
    after: "",
    security: false,
    cases: &[always(everywhere(B, B))],
};

pub(in crate::review::diff) static WEBHOOK_RENAMED: Rule = Rule {
    id: "webhook-renamed",
    title: "an event is called differently in Rust",
    why: "The same tag is delivered. Code that matches the event's variant stops compiling.",
    before: r#""3ds.done": {"post": {"x-rust-name": "three_ds_done"}}"#,
    after: r#""3ds.done": {"post": {"x-rust-name": "challenge_done"}}"#,
    security: false,
    cases: &[always(everywhere(N, B))],
};

pub(in crate::review::diff) static WEBHOOK_REGROUPED: Rule = Rule {
    id: "webhook-regrouped",
    title: "an event belongs to another entry of the catalog",
    why: "The group is for the catalog and the coverage only.",
    before: r#""x-webhook-group": "card.status""#,
    after: r#""x-webhook-group": "card.order""#,
    security: false,
    cases: &[always(everywhere(N, N))],
};
