//! Rules on what must not be seen.

use super::{B, C, N, Rule, always, everywhere, when};

rules! {
    SENSITIVE_REMOVED {
        id: "sensitive-removed",
        title: "something is no longer marked sensitive",
        why: "From the next release on it is shown in `Debug`, in logs and in error texts, and stays in memory. The same JSON \
              travels. The Rust type changes, so code that exposed it on purpose stops compiling; code that prints what holds it \
              does not.",
        before: r#""card_no": {"type": "string", "x-sensitive": "pan"}"#,
        after: r#""card_no": {"type": "string"}"#,
        cases: &[always(everywhere(N, B)).exposes().rekeys()],
    }

    SENSITIVE_ADDED {
        id: "sensitive-added",
        title: "something is marked sensitive",
        why: "The same JSON travels. The Rust type changes: its text is only to be had by `expose`.",
        before: r#""card_no": {"type": "string"}"#,
        after: r#""card_no": {"type": "string", "x-sensitive": "pan"}"#,
        cases: &[always(everywhere(N, B)).rekeys()],
    }

    SENSITIVE_WEAKENED {
        id: "sensitive-weakened",
        title: "something hidden is marked as a card number",
        why: "A card number shows its last four digits; everything else that is sensitive shows nothing.",
        before: r#""key": {"type": "string", "x-sensitive": "secret"}"#,
        after: r#""key": {"type": "string", "x-sensitive": "pan"}"#,
        cases: &[always(everywhere(N, B)).exposes()],
    }

    SENSITIVE_CHANGED {
        id: "sensitive-changed",
        title: "something is marked as another kind of sensitive value",
        why: "It is hidden as well as before. The Rust type changes.",
        before: r#""expiry": {"type": "string", "x-sensitive": "pan"}"#,
        after: r#""expiry": {"type": "string", "x-sensitive": "pii"}"#,
        cases: &[always(everywhere(N, B))],
    }

    SENSITIVE_LEFT_BEHIND {
        id: "sensitive-left-behind",
        title: "something that was marked sensitive came back elsewhere without its mark",
        why: "A field with its name or its words is in another object now, as when an object is taken out of a larger one, and is shown \
              in `Debug`, in logs and in error texts.",
        before: r#""Card": {… "cvv": {"type": "string", "x-sensitive": "cvv"}}"#,
        after: r#""CardDetails": {… "cvv": {"type": "string"}}"#,
        cases: &[always(everywhere(N, N)).exposes()],
    }

    SENSITIVE_DISMISSED {
        id: "sensitive-dismissed",
        title: "somebody states that something may be shown",
        why: "`x-sensitive: none` silences the lint that looks for names of card data, keys and people. No page says so: a person has \
              decided it, and a second one should look.",
        before: r#""card_no": …"#,
        after: r#""card_no": {"type": "string", "x-sensitive": "none"}"#,
        cases: &[always(everywhere(N, N)).exposes()],
    }

    JSON_SHOWN {
        id: "json-shown",
        title: "what was any JSON is text that is shown",
        why: "Of a field without a type nothing is shown, since nobody knows what it holds. From the next release on it stands in `Debug` \
              and in logs.",
        before: r#""extra": {"description": …}"#,
        after: r#""extra": {"type": "string"}"#,
        cases: &[always(everywhere(N, N)).exposes().rekeys()],
    }

    GUARD_LOST {
        id: "guard-lost",
        title: "a type that holds something sensitive is serialized without a feature",
        why: "It is sent now, or took the place of an answer that was guarded: what came with an answer can be written out again, by \
              anything that serializes.",
        before: "an answer with a field that is marked `x-sensitive`",
        after: "the same type in a request",
        cases: &[
            when("the type gains `Serialize`", everywhere(N, C)).exposes(),
            when("another type that has it took its place", everywhere(N, N)).exposes(),
        ],
    }
}
