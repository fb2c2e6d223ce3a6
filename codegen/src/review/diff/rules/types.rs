//! Rules on named types, and on the type that a field or a named schema has.

use super::{B, C, N, Rule, always, everywhere, sent_received, when};

rules! {
    TYPE_ADDED {
        id: "type-added",
        title: "a type was added",
        why: "It changes nothing by itself; what refers to it is a change of its own.",
        before: "",
        after: r#""schemas": {"CardFee": …}"#,
        cases: &[always(everywhere(N, C))],
    }

    TYPE_REMOVED {
        id: "type-removed",
        title: "a type was removed",
        why: "Code may name it. What referred to it is a change of its own.",
        before: r#""schemas": {"CardFee": …}"#,
        after: "",
        cases: &[always(everywhere(N, B))],
    }

    TYPE_RENAMED {
        id: "type-renamed",
        title: "a type was renamed",
        why: "The names of types do not travel. What referred to the old name refers to the new one.",
        before: r#""schemas": {"CardFee": …}"#,
        after: r#""schemas": {"CardCharge": …}"#,
        cases: &[
            when("the Rust name changes", everywhere(N, B)),
            when("the Rust name stays, as from `cardFee` to `CardFee`", everywhere(N, N)),
        ],
    }

    TYPE_RETYPED {
        id: "type-retyped",
        title: "another Rust type for the same JSON",
        why: "The same values travel, as when a string becomes an id of its own.",
        before: r#""bin_id": {"type": "string"}"#,
        after: r##""bin_id": {"$ref": "#/components/schemas/BinId"}"##,
        cases: &[always(sent_received((N, B), (N, B)))],
    }

    TYPE_WIDENED {
        id: "type-widened",
        title: "a type takes more values",
        why: "The platform takes all that a deployed client sends, and sends what a deployed client cannot read. Enums are open, so \
              that one reads every code as before.",
        before: r#""total": {"type": "integer", "format": "int32"}"#,
        after: r#""total": {"type": "integer", "format": "int64"}"#,
        cases: &[
            when("a deployed client cannot read the new values", sent_received((C, B), (B, B))).rekeys(),
            when(
                "a deployed client reads the new values too: codes, or fields that it passes over",
                sent_received((C, B), (C, B)),
            )
            .rekeys(),
        ],
    }

    TYPE_NARROWED {
        id: "type-narrowed",
        title: "a type takes fewer values",
        why: "The platform refuses some of what a deployed client sends, and sends nothing that it cannot read.",
        before: r#""total": {"type": "integer", "format": "int64"}"#,
        after: r#""total": {"type": "integer", "format": "int32"}"#,
        cases: &[always(sent_received((B, B), (C, B))).rekeys()],
    }

    TYPE_CHANGED {
        id: "type-changed",
        title: "a type takes other values",
        why: "Some of what a deployed client sends is refused, and some of what it is given is new.",
        before: r#""status": {"type": "integer", "format": "int32"}"#,
        after: r#""status": {"type": "boolean"}"#,
        cases: &[
            when("a deployed client cannot read it", sent_received((B, B), (B, B))).rekeys(),
            when("a deployed client reads it: other codes, or fields that it passes over", sent_received((B, B), (C, B)))
                .rekeys(),
        ],
    }

    SERIALIZE_WITHDRAWN {
        id: "serialize-withdrawn",
        title: "an answer type can no longer be serialized by default",
        why: "It came to hold something sensitive, or always did and is no longer sent. Its `Serialize` now needs the feature `serialize-sensitive`: an answer that holds something sensitive is not written out \
              unless somebody asks for it.",
        before: "an answer without a sensitive field",
        after: "the same with a field that is marked `x-sensitive`",
        cases: &[always(everywhere(N, B))],
    }

    SERIALIZE_GRANTED {
        id: "serialize-granted",
        title: "an answer type can be serialized by default",
        why: "It no longer holds anything sensitive: its `Serialize` no longer needs a feature.",
        before: "an answer with a field that is marked `x-sensitive`",
        after: "the same without that field",
        cases: &[always(everywhere(N, C))],
    }

    RUST_NAME_CHANGED {
        id: "rust-name-changed",
        title: "something is called otherwise in Rust, and the same on the wire",
        why: "The same JSON travels. Code that uses the old name stops compiling, or compiles and means what has the name now.",
        before: r#""cardNo": {…}, which is `card_no` in Rust"#,
        after: r#""cardNo": {…}, which is `number` in Rust"#,
        cases: &[
            when("the old name is gone, or is another type's", everywhere(N, B)),
            when("the old name is that of another one, of the same type: code compiles", everywhere(N, N)).acts(),
            when("the old name is gone, and the new one was that of another one, of the same type", everywhere(N, B))
                .acts(),
        ],
    }
}
