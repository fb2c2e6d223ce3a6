//! Rules on fields: whether they are there, when they have a value, what they are called.

use super::{B, C, N, Rule, always, everywhere, sent_received, when};

rules! {
    FIELD_ADDED_OPTIONAL {
        id: "field-added-optional",
        title: "a field was added that may be absent",
        why: "The platform does not insist on it, and a deployed client passes over fields that it does not know. Code that makes \
              requests with `new` and setters does not notice; a struct literal that names every field without `..` is not a \
              supported use and stops compiling.",
        before: r#""properties": {"bin_id": …}"#,
        after: r#""properties": {"bin_id": …, "holder_id": …}"#,
        cases: &[always(sent_received((C, C), (C, C))).rekeys()],
    }

    FIELD_ADDED_REQUIRED {
        id: "field-added-required",
        title: "a field was added that has to be there",
        why: "A deployed client does not send it. One that receives it passes over fields that it does not know.",
        before: r#""required": ["bin_id"]"#,
        after: r#""required": ["bin_id", "holder_id"]"#,
        cases: &[
            when("a request's `new` takes it", sent_received((B, B), (C, C))).rekeys(),
            when("a request's `new` does not take it: it carries the page, or may be empty", sent_received((B, C), (C, C)))
                .rekeys(),
        ],
    }

    FIELD_REMOVED_OPTIONAL {
        id: "field-removed-optional",
        title: "a field was removed that might be absent",
        why: "A deployed client may still send it, and a filter that is ignored gives wrong answers. Where it is received, it might \
              always be absent. Code may use it.",
        before: r#""properties": {"bin_id": …, "holder_id": …}"#,
        after: r#""properties": {"bin_id": …}"#,
        cases: &[always(sent_received((B, B), (C, B))).rekeys()],
    }

    FIELD_REMOVED_REQUIRED {
        id: "field-removed-required",
        title: "a field was removed that had to be there",
        why: "A deployed client still sends it, or cannot read what comes without it. Code may use it.",
        before: r#""required": ["bin_id", "holder_id"]"#,
        after: r#""required": ["bin_id"]"#,
        cases: &[always(sent_received((B, B), (B, B))).rekeys()],
    }

    FIELD_RESPELLED {
        id: "field-respelled",
        title: "a field is spelled differently on the wire",
        why: "Another key travels. The Rust field keeps its name.",
        before: r#""properties": {"binId": …}"#,
        after: r#""properties": {"bin_id": …}"#,
        cases: &[
            when("it was required, or is now", sent_received((B, N), (B, N))).rekeys(),
            when("it may be absent on both sides", sent_received((B, N), (C, N))).rekeys(),
        ],
    }

    FIELD_RENAMED {
        id: "field-renamed",
        title: "a field came in another's place, under another name",
        why: "One went and one of the same kind came where it stood or with its words: another key travels, and code that uses the old \
              name stops compiling. Judged as the two changes would be.",
        before: r#""properties": {"retries": …}"#,
        after: r#""properties": {"attempts": …}"#,
        cases: &[
            when("it was required, or is now", sent_received((B, B), (B, B))).rekeys(),
            when("it may be absent on both sides", sent_received((B, B), (C, B))).rekeys(),
        ],
    }

    FIELD_MADE_REQUIRED {
        id: "field-made-required",
        title: "a field has to be there that might be absent",
        why: "A deployed client may leave it out of what it sends. One that receives it is given more than it expects.",
        before: r#""required": []"#,
        after: r#""required": ["bin_id"]"#,
        cases: &[
            when("the Rust field is no longer an `Option`", sent_received((B, B), (C, B))),
            when("the Rust field stays an `Option`, since an empty string means absent", sent_received((B, N), (C, N))),
        ],
    }

    FIELD_MADE_OPTIONAL {
        id: "field-made-optional",
        title: "a field may be absent that had to be there",
        why: "The platform takes what a deployed client sends, and may leave out what one cannot do without.",
        before: r#""required": ["bin_id"]"#,
        after: r#""required": []"#,
        cases: &[
            when("the Rust field becomes an `Option`", sent_received((C, B), (B, B))),
            when("the Rust field stays an `Option`, since an empty string means absent", sent_received((C, N), (B, N))),
        ],
    }

    EMPTY_ALLOWED {
        id: "empty-allowed",
        title: "an empty string means that there is no value",
        why: "A deployed client reads an empty string as a string, and not as a date, a number or a code.",
        before: r#""close_at": {"type": "string", "format": "civil-date-time"}"#,
        after: r#""close_at": {"type": "string", "format": "civil-date-time", "x-empty": "none"}"#,
        cases: &[
            when("no string, and the Rust field becomes an `Option`", sent_received((C, B), (B, B))),
            when("no string, and the Rust field stays an `Option`", sent_received((C, N), (B, N))),
            when("a string, and the Rust field becomes an `Option`", sent_received((C, B), (C, B))).rekeys(),
            when("a string, and the Rust field stays an `Option`", sent_received((C, N), (C, N))).rekeys(),
            when("a list: what stands for an empty one is read as that", sent_received((C, N), (C, N))),
        ],
    }

    EMPTY_WITHDRAWN {
        id: "empty-withdrawn",
        title: "an empty string no longer means that there is no value",
        why: "A deployed client that has no value sends an empty string, if the field is always there. One that receives the field \
              is given less to expect.",
        before: r#""close_at": {"type": "string", "format": "civil-date-time", "x-empty": "none"}"#,
        after: r#""close_at": {"type": "string", "format": "civil-date-time"}"#,
        cases: &[
            when("it was always there, and the Rust field is no longer an `Option`", sent_received((B, B), (C, B)))
                .rekeys(),
            when("it was always there, and the Rust field stays an `Option`", sent_received((B, N), (C, N))).rekeys(),
            when("it might be absent, and the Rust field is no longer an `Option`", sent_received((C, B), (C, B))).rekeys(),
            when("it might be absent, and the Rust field stays an `Option`", sent_received((C, N), (C, N))).rekeys(),
            when("a list: one without entries is sent as a list", sent_received((C, N), (C, N))),
        ],
    }

    ARGUMENTS_REORDERED {
        id: "arguments-reordered",
        title: "a request's arguments have another order",
        why: "`new` and the method take up to three required fields as arguments, in the spec's order. Where two of them are of one \
              type, code compiles and sends each in the other's place: nothing but this line says so.",
        before: r#""properties": {"card_id": …, "holder_id": …}"#,
        after: r#""properties": {"holder_id": …, "card_id": …}"#,
        cases: &[
            when("the types stand in another order too", everywhere(N, B)),
            when("the types stand as before: old code compiles", everywhere(N, N)).acts(),
            when("the types are others, and are made of the same text or number: some old code compiles", everywhere(N, B))
                .acts(),
        ],
    }

    FIELDS_REORDERED {
        id: "fields-reordered",
        title: "fields are listed in another order",
        why: "Names decide and places do not: only the documentation, `Debug` and the text of what is serialized list them otherwise.",
        before: r#""properties": {"card_id": …, "status": …}"#,
        after: r#""properties": {"status": …, "card_id": …}"#,
        cases: &[always(everywhere(N, N))],
    }

    CREDENTIALS_CHANGED {
        id: "credentials-changed",
        title: "the credentials may be left out or empty, or may no longer",
        why: "The client always sends all of them. Their names and types are held to the runtime when the spec is read.",
        before: r#""Credentials": {"required": ["customer_id", "app_id", "key"], …}"#,
        after: r#""Credentials": {"required": ["customer_id", "key"], …}"#,
        cases: &[always(everywhere(C, N))],
    }

    ENVELOPE_CHANGED {
        id: "envelope-changed",
        title: "a part of the envelope may be absent, or may no longer",
        why: "The runtime cannot tell success from refusal without `code`, and can do without the rest.",
        before: r#""Envelope": {"required": ["code", "message"], …}"#,
        after: r#""Envelope": {"required": ["message"], …}"#,
        cases: &[
            when("`code` may be absent or empty", everywhere(B, N)),
            when("another part, or `code` is always there again", everywhere(C, N)),
        ],
    }
}
