//! Rules on operations: whether they are there, where they are, what they do, how they page.

use super::{B, C, N, Rule, always, everywhere, when};

pub(in crate::review::diff) static OPERATION_ADDED: Rule = Rule {
    id: "operation-added",
    title: "an operation was added",
    why: "A deployed client does not know it and does not call it. The crate gets a method, a request and an answer.",
    before: "",
    after: r#""/openApi/card/detail": {"post": {"operationId": "cards.get", …}}"#,
    security: false,
    cases: &[always(everywhere(C, C))],
};

pub(in crate::review::diff) static OPERATION_TYPED: Rule = Rule {
    id: "operation-typed",
    title: "an operation that the catalog named became typed",
    why: "The platform had it before: only what is known of it has grown. The crate gets a method, a request and an answer.",
    before: r#"catalog.json only: {"id": "cards.get", …}"#,
    after: r#""/openApi/card/detail": {"post": {"operationId": "cards.get", …}}"#,
    security: false,
    cases: &[always(everywhere(N, C))],
};

pub(in crate::review::diff) static OPERATION_REMOVED: Rule = Rule {
    id: "operation-removed",
    title: "an operation was removed",
    why: "What a deployed client calls is no longer documented. The method, the request and the answer go.",
    before: r#""/openApi/card/detail": {"post": {"operationId": "cards.get", …}}"#,
    after: "",
    security: false,
    cases: &[always(everywhere(B, B))],
};

pub(in crate::review::diff) static OPERATION_RENAMED: Rule = Rule {
    id: "operation-renamed",
    title: "an operation's id changed, and its path stayed",
    why: "The id never travels; it names the method, the handle and the variant of `Operation`.",
    before: r#""operationId": "cards.get""#,
    after: r#""operationId": "cards.get_details""#,
    security: false,
    cases: &[
        when("the Rust names change", everywhere(N, B)),
        when("the Rust names stay, as from `cards.getList` to `cards.get_list`", everywhere(N, N)),
    ],
};

pub(in crate::review::diff) static OPERATION_MOVED: Rule = Rule {
    id: "operation-moved",
    title: "an operation's path changed",
    why: "A deployed client calls the old path. Paths are no part of the Rust API.",
    before: r#""/openApi/card/detail": {"post": {"operationId": "cards.get", …}}"#,
    after: r#""/openApi/v2/card/detail": {"post": {"operationId": "cards.get", …}}"#,
    security: false,
    cases: &[always(everywhere(B, N))],
};

pub(in crate::review::diff) static OPERATION_PATH_STATED: Rule = Rule {
    id: "operation-path-stated",
    title: "an operation was given its path",
    why: "Its tables were known before. A path that a caller has given by hand still counts.",
    before: r#""x-pathless-operations": {"cards.get": …}"#,
    after: r#""/openApi/card/detail": {"post": {"operationId": "cards.get", …}}"#,
    security: false,
    cases: &[always(everywhere(N, N))],
};

pub(in crate::review::diff) static OPERATION_PATH_WITHDRAWN: Rule = Rule {
    id: "operation-path-withdrawn",
    title: "an operation lost its path",
    why: "No page states the path any more that a deployed client calls. The new crate's call fails until it is given one.",
    before: r#""/openApi/card/detail": {"post": {"operationId": "cards.get", …}}"#,
    after: r#""x-pathless-operations": {"cards.get": …}"#,
    security: false,
    cases: &[always(everywhere(B, N))],
};

pub(in crate::review::diff) static OPERATION_NAMED: Rule = Rule {
    id: "operation-named",
    title: "the catalog names another operation",
    why: "Nothing but its title is known. `Operation`, which is non-exhaustive, gets a variant.",
    before: "",
    after: r#"catalog.json: {"id": "cards.freeze", …}"#,
    security: false,
    cases: &[always(everywhere(N, C))],
};

pub(in crate::review::diff) static OPERATION_UNNAMED: Rule = Rule {
    id: "operation-unnamed",
    title: "the catalog no longer names an operation",
    why: "Nothing but its title was known, so no known call changes. `Operation` loses a variant.",
    before: r#"catalog.json: {"id": "cards.freeze", …}"#,
    after: "",
    security: false,
    cases: &[always(everywhere(N, B))],
};

pub(in crate::review::diff) static EFFECT_WEAKENED: Rule = Rule {
    id: "effect-weakened",
    title: "an operation's effect was made weaker",
    why: "The effect decides what is repeated: the next release may repeat a call that was never repeated before. Nothing that \
          travels changes, and no Rust name; if the page does not say so in words, money can move twice.",
    before: r#""x-effect": "money""#,
    after: r#""x-effect": "read""#,
    security: true,
    cases: &[always(everywhere(N, N))],
};

pub(in crate::review::diff) static EFFECT_STRENGTHENED: Rule = Rule {
    id: "effect-strengthened",
    title: "an operation's effect was made stronger",
    why: "The next release repeats less than before and hands more failures to the caller. Nothing that travels changes, and no \
          Rust name.",
    before: r#""x-effect": "read""#,
    after: r#""x-effect": "write""#,
    security: false,
    cases: &[always(everywhere(N, N))],
};

pub(in crate::review::diff) static PAGING_ADDED: Rule = Rule {
    id: "paging-added",
    title: "an operation became paged",
    why: "The same fields travel. The call gets `items` and `pages`, and the page's fields are no longer arguments of `new`.",
    before: "",
    after: r#""x-pagination": {"page": "page_no", "size": "page_size", "total": "total", "items": "card_list"}"#,
    security: false,
    cases: &[
        when("the page's fields were arguments of `new`", everywhere(N, B)),
        when("the page's fields were not required, or not there", everywhere(N, C)),
    ],
};

pub(in crate::review::diff) static PAGING_REMOVED: Rule = Rule {
    id: "paging-removed",
    title: "an operation is no longer paged",
    why: "A deployed client that walks the pages relies on what is no longer stated. The call loses `items` and `pages`.",
    before: r#""x-pagination": {"page": "page_no", "size": "page_size", "total": "total", "items": "card_list"}"#,
    after: "",
    security: false,
    cases: &[always(everywhere(B, B))],
};

pub(in crate::review::diff) static PAGING_CHANGED: Rule = Rule {
    id: "paging-changed",
    title: "other fields carry the paging",
    why: "A deployed client goes by the old fields: it stops too early, or asks for the same page again.",
    before: r#""x-pagination": {…, "total": "total", …}"#,
    after: r#""x-pagination": {…, "total": "total_count", …}"#,
    security: false,
    cases: &[
        when("the page's fields or the type of the entries change", everywhere(B, B)),
        when("only the total, or the list of entries of the same type", everywhere(B, N)),
    ],
};
