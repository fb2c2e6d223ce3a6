//! Rules on what is said of things, and on the catalog: nothing that travels and no Rust name depends on them.

use super::{N, Rule, always, everywhere};

pub(in crate::review::diff) static ENTRY_TYPED: Rule = Rule {
    id: "entry-typed",
    title: "a constant or a webhook page that the catalog names became typed",
    why: "Its type or its events are changes of their own; this says that the catalog is one step further.",
    before: r#"catalog.json: {"id": "CardStatus", …}, and no such schema"#,
    after: r#""schemas": {"CardStatus": …}"#,
    security: false,
    cases: &[always(everywhere(N, N))],
};

pub(in crate::review::diff) static ENTRY_UNTYPED: Rule = Rule {
    id: "entry-untyped",
    title: "a constant or a webhook page of the catalog is no longer typed",
    why: "Its type or its events are changes of their own; this says that the catalog is one step back.",
    before: r#""schemas": {"CardStatus": …}"#,
    after: r#"catalog.json: {"id": "CardStatus", …}, and no such schema"#,
    security: false,
    cases: &[always(everywhere(N, N))],
};

pub(in crate::review::diff) static ENTRY_ADDED: Rule = Rule {
    id: "entry-added",
    title: "the catalog names another constant or webhook page",
    why: "Only the coverage counts it.",
    before: "",
    after: r#"catalog.json: {"id": "CardType", …}"#,
    security: false,
    cases: &[always(everywhere(N, N))],
};

pub(in crate::review::diff) static ENTRY_REMOVED: Rule = Rule {
    id: "entry-removed",
    title: "the catalog no longer names a constant or a webhook page",
    why: "Only the coverage counted it.",
    before: r#"catalog.json: {"id": "CardType", …}"#,
    after: "",
    security: false,
    cases: &[always(everywhere(N, N))],
};

pub(in crate::review::diff) static ENTRY_CHANGED: Rule = Rule {
    id: "entry-changed",
    title: "the catalog says something else of an entry",
    why: "Section, title, method and page are what `OperationInfo` and the coverage tell.",
    before: r#"catalog.json: {"id": "cards.get", "title": "卡详情"}"#,
    after: r#"catalog.json: {"id": "cards.get", "title": "卡片详情"}"#,
    security: false,
    cases: &[always(everywhere(N, N))],
};

pub(in crate::review::diff) static DESCRIPTION_CHANGED: Rule = Rule {
    id: "description-changed",
    title: "a description or a summary changed",
    why: "It becomes documentation and nothing else. Read it all the same: it may say that the platform does something new.",
    before: r#""description": "A card.""#,
    after: r#""description": "A card, physical or virtual.""#,
    security: false,
    cases: &[always(everywhere(N, N))],
};

pub(in crate::review::diff) static EXAMPLE_CHANGED: Rule = Rule {
    id: "example-changed",
    title: "an example changed",
    why: "Examples are what `example()` gives under the feature `test-util`, and nothing else.",
    before: r#""example": {"page_no": 1}"#,
    after: r#""example": {"page_no": 2}"#,
    security: false,
    cases: &[always(everywhere(N, N))],
};

pub(in crate::review::diff) static PROVENANCE_CHANGED: Rule = Rule {
    id: "provenance-changed",
    title: "another page, revision, evidence or note",
    why: "It says where the spec has something from.",
    before: r#""x-provenance": {"page": "430346213e0", "evidence": "example", …}"#,
    after: r#""x-provenance": {"page": "430346213e0", "evidence": "table", …}"#,
    security: false,
    cases: &[always(everywhere(N, N))],
};

pub(in crate::review::diff) static REVISION_CHANGED: Rule = Rule {
    id: "revision-changed",
    title: "the spec's revision changed",
    why: "`SPEC_REVISION` tells which pages the crate was made from.",
    before: r#""version": "2026-03-19""#,
    after: r#""version": "2026-06-01""#,
    security: false,
    cases: &[always(everywhere(N, N))],
};

pub(in crate::review::diff) static SERVERS_CHANGED: Rule = Rule {
    id: "servers-changed",
    title: "the pages show another server, or say something else of it",
    why: "A client's base URL is configured, and generated code holds none. Read it all the same: whoever runs a client has to \
          configure a new one.",
    before: r#""servers": [{"url": "https://api.example.com/{version}", …}]"#,
    after: r#""servers": [{"url": "https://api.example.net/{version}", …}]"#,
    security: false,
    cases: &[always(everywhere(N, N))],
};
