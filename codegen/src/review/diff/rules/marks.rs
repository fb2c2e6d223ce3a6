//! Rules on what must not be seen.

use super::{B, N, Rule, always, everywhere};

pub(in crate::review::diff) static SENSITIVE_REMOVED: Rule = Rule {
    id: "sensitive-removed",
    title: "something is no longer marked sensitive",
    why: "From the next release on it is shown in `Debug`, in logs and in error texts, and stays in memory. The same JSON \
          travels. The Rust type changes, so code that exposed it on purpose stops compiling; code that prints what holds it \
          does not.",
    before: r#""card_no": {"type": "string", "x-sensitive": "pan"}"#,
    after: r#""card_no": {"type": "string"}"#,
    security: true,
    cases: &[always(everywhere(N, B))],
};

pub(in crate::review::diff) static SENSITIVE_ADDED: Rule = Rule {
    id: "sensitive-added",
    title: "something is marked sensitive",
    why: "The same JSON travels. The Rust type changes: its text is only to be had by `expose`.",
    before: r#""card_no": {"type": "string"}"#,
    after: r#""card_no": {"type": "string", "x-sensitive": "pan"}"#,
    security: false,
    cases: &[always(everywhere(N, B))],
};

pub(in crate::review::diff) static SENSITIVE_WEAKENED: Rule = Rule {
    id: "sensitive-weakened",
    title: "something hidden is marked as a card number",
    why: "A card number shows its last four digits; everything else that is sensitive shows nothing.",
    before: r#""key": {"type": "string", "x-sensitive": "secret"}"#,
    after: r#""key": {"type": "string", "x-sensitive": "pan"}"#,
    security: true,
    cases: &[always(everywhere(N, B))],
};

pub(in crate::review::diff) static SENSITIVE_CHANGED: Rule = Rule {
    id: "sensitive-changed",
    title: "something is marked as another kind of sensitive value",
    why: "It is hidden as well as before. The Rust type changes.",
    before: r#""expiry": {"type": "string", "x-sensitive": "pan"}"#,
    after: r#""expiry": {"type": "string", "x-sensitive": "pii"}"#,
    security: false,
    cases: &[always(everywhere(N, B))],
};
