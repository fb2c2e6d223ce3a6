//! Rules on what is said of things, and on the catalog: nothing that travels and no Rust name depends on them.

use super::{A, N, Rule, always, everywhere, sent_received, when};

rules! {
    ENTRY_TYPED {
        id: "entry-typed",
        title: "a constant or a webhook page that the catalog names became typed",
        why: "Its type or its events are changes of their own; this says that the catalog is one step further.",
        before: r#"catalog.json: {"id": "CardStatus", …}, and no such schema"#,
        after: r#""schemas": {"CardStatus": …}"#,
        cases: &[always(everywhere(N, N))],
    }

    ENTRY_UNTYPED {
        id: "entry-untyped",
        title: "a constant or a webhook page of the catalog is no longer typed",
        why: "Its type or its events are changes of their own; this says that the catalog is one step back.",
        before: r#""schemas": {"CardStatus": …}"#,
        after: r#"catalog.json: {"id": "CardStatus", …}, and no such schema"#,
        cases: &[always(everywhere(N, N))],
    }

    ENTRY_ADDED {
        id: "entry-added",
        title: "the catalog names another constant or webhook page",
        why: "Only the coverage counts it.",
        before: "",
        after: r#"catalog.json: {"id": "CardType", …}"#,
        cases: &[always(everywhere(N, N))],
    }

    ENTRY_REMOVED {
        id: "entry-removed",
        title: "the catalog no longer names a constant or a webhook page",
        why: "Only the coverage counted it.",
        before: r#"catalog.json: {"id": "CardType", …}"#,
        after: "",
        cases: &[always(everywhere(N, N))],
    }

    ENTRY_CHANGED {
        id: "entry-changed",
        title: "the catalog says something else of an entry",
        why: "Section, title, method and page are what `OperationInfo` and the coverage tell.",
        before: r#"catalog.json: {"id": "cards.get", "title": "卡详情"}"#,
        after: r#"catalog.json: {"id": "cards.get", "title": "卡片详情"}"#,
        cases: &[always(everywhere(N, N))],
    }

    DESCRIPTION_CHANGED {
        id: "description-changed",
        title: "a description or a summary changed",
        why: "It becomes documentation. Where it is what tells an amount's unit or what an id stands for, the same JSON may mean \
              something else: a client that sends the major unit where cents are meant pays a hundredth.",
        before: r#""description": "The fee, in the major unit.""#,
        after: r#""description": "The fee, in cents.""#,
        cases: &[
            when("of what is no amount and no id, and no unit changes", everywhere(N, N)),
            when("of an amount or an id, or a unit, or the documents' own term for a code", sent_received((A, N), (A, N))),
        ],
    }

    EXAMPLE_CHANGED {
        id: "example-changed",
        title: "an example changed",
        why: "Examples are what `example()` gives under the feature `test-util`, and nothing else.",
        before: r#""example": {"page_no": 1}"#,
        after: r#""example": {"page_no": 2}"#,
        cases: &[always(everywhere(N, N))],
    }

    PROVENANCE_CHANGED {
        id: "provenance-changed",
        title: "another page, revision, evidence or note",
        why: "It says where the spec has something from.",
        before: r#""x-provenance": {"page": "430346213e0", "evidence": "example", …}"#,
        after: r#""x-provenance": {"page": "430346213e0", "evidence": "table", …}"#,
        cases: &[always(everywhere(N, N))],
    }

    REVISION_CHANGED {
        id: "revision-changed",
        title: "the spec's revision changed",
        why: "`SPEC_REVISION` tells which pages the crate was made from.",
        before: r#""version": "2026-03-19""#,
        after: r#""version": "2026-06-01""#,
        cases: &[always(everywhere(N, N))],
    }

    SERVERS_CHANGED {
        id: "servers-changed",
        title: "the pages show another server, or say something else of it",
        why: "A client's base URL is configured, and generated code holds none: whether the old one still answers, only the platform can \
              tell. Whoever runs a client may have to configure a new one; the key travels in the body.",
        before: r#""servers": [{"url": "https://api.example.com/{version}", …}]"#,
        after: r#""servers": [{"url": "https://api.example.net/{version}", …}]"#,
        cases: &[
            when("a server is gone, and another one is shown", everywhere(A, N)),
            when("the same, and the new one is not encrypted", everywhere(A, N)).exposes(),
            when("none is gone, or none is shown", everywhere(N, N)),
        ],
    }
}
