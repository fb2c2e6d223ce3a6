//! Rules on operations: whether they are there, where they are, what they do, how they page.

use super::{B, C, N, Rule, always, everywhere, when};

rules! {
    OPERATION_ADDED {
        id: "operation-added",
        title: "an operation was added",
        why: "A deployed client does not know it and does not call it. The crate gets a method, a request and an answer.",
        before: "",
        after: r#""/openApi/card/detail": {"post": {"operationId": "cards.get", …}}"#,
        cases: &[always(everywhere(C, C))],
    }

    OPERATION_TYPED {
        id: "operation-typed",
        title: "an operation that the catalog named became typed",
        why: "The platform had it before: only what is known of it has grown. The crate gets a method, a request and an answer.",
        before: r#"catalog.json only: {"id": "cards.get", …}"#,
        after: r#""/openApi/card/detail": {"post": {"operationId": "cards.get", …}}"#,
        cases: &[always(everywhere(N, C))],
    }

    OPERATION_REMOVED {
        id: "operation-removed",
        title: "an operation was removed",
        why: "What a deployed client calls is no longer documented. The method, the request and the answer go. A call by the name that the \
              catalog still has compiles, and fails until it is given a path.",
        before: r#""/openApi/card/detail": {"post": {"operationId": "cards.get", …}}"#,
        after: "",
        cases: &[
            when("the catalog names it no more, or its path was not known", everywhere(B, B)),
            when("the catalog still names it, and its path was known", everywhere(B, B)).acts(),
        ],
    }

    OPERATION_RENAMED {
        id: "operation-renamed",
        title: "an operation's id changed, and its path stayed",
        why: "The id never travels; it names the method, the handle and the variant of `Operation`.",
        before: r#""operationId": "cards.get""#,
        after: r#""operationId": "cards.get_details""#,
        cases: &[
            when("the Rust names change", everywhere(N, B)),
            when("the Rust names stay, as from `cards.getList` to `cards.get_list`", everywhere(N, N)),
        ],
    }

    OPERATION_REPLACED {
        id: "operation-replaced",
        title: "another operation took an operation's path",
        why: "Both have been known before, or are known still, so that this is no new name for the old one. A deployed client that calls \
              the old operation does what the new one does. The method, the request and the answer of the old one go.",
        before: r#""/openApi/card/status": {"post": {"operationId": "cards.freeze", …}}"#,
        after: r#""/openApi/card/status": {"post": {"operationId": "cards.close", …}}"#,
        cases: &[
            when("the old one is nowhere else", everywhere(B, B)),
            when("the old one has another path now", everywhere(B, N)),
        ],
    }

    OPERATION_MOVED {
        id: "operation-moved",
        title: "an operation's path changed",
        why: "A deployed client calls the old path. Paths are no part of the Rust API.",
        before: r#""/openApi/card/detail": {"post": {"operationId": "cards.get", …}}"#,
        after: r#""/openApi/v2/card/detail": {"post": {"operationId": "cards.get", …}}"#,
        cases: &[always(everywhere(B, N))],
    }

    OPERATION_PATH_STATED {
        id: "operation-path-stated",
        title: "an operation was given its path",
        why: "Its tables were known before. A path that a caller has given by hand still counts.",
        before: r#""x-pathless-operations": {"cards.get": …}"#,
        after: r#""/openApi/card/detail": {"post": {"operationId": "cards.get", …}}"#,
        cases: &[always(everywhere(N, N))],
    }

    OPERATION_PATH_WITHDRAWN {
        id: "operation-path-withdrawn",
        title: "an operation lost its path",
        why: "No page states the path any more that a deployed client calls. The new crate's call fails until it is given one.",
        before: r#""/openApi/card/detail": {"post": {"operationId": "cards.get", …}}"#,
        after: r#""x-pathless-operations": {"cards.get": …}"#,
        cases: &[always(everywhere(B, N)).acts()],
    }

    OPERATION_NAMED {
        id: "operation-named",
        title: "the catalog names another operation",
        why: "Nothing but its title is known. `Operation`, which is non-exhaustive, gets a variant.",
        before: "",
        after: r#"catalog.json: {"id": "cards.freeze", …}"#,
        cases: &[always(everywhere(N, C))],
    }

    OPERATION_UNNAMED {
        id: "operation-unnamed",
        title: "the catalog no longer names an operation",
        why: "Nothing but its title was known, so no known call changes. `Operation` loses a variant.",
        before: r#"catalog.json: {"id": "cards.freeze", …}"#,
        after: "",
        cases: &[always(everywhere(N, B))],
    }

    OPERATIONS_RENUMBERED {
        id: "operations-renumbered",
        title: "operations stand at other places of the catalog",
        why: "`Operation` lists them in the catalog's order: what `as` makes of a variant shifts with everything that comes or goes before \
              it, and variants compare in this order. Whoever keeps such a number keeps the id instead.",
        before: r#"{"id": "cards.list"}, {"id": "cards.freeze"}"#,
        after: r#"{"id": "cards.list"}, {"id": "cards.activate"}, {"id": "cards.freeze"}"#,
        cases: &[always(everywhere(N, N)).acts()],
    }

    EFFECT_WEAKENED {
        id: "effect-weakened",
        title: "an operation's effect was made weaker",
        why: "The effect decides what is repeated: the next release may repeat a call that was never repeated before. If the page does \
              not say so in words, money can move twice.",
        before: r#""x-effect": "money""#,
        after: r#""x-effect": "read""#,
        cases: &[
            when("from `money` to `read`", everywhere(B, N)).acts().exposes(),
            when("from `write` to `read`", everywhere(N, N)).acts().exposes(),
            when("from `money` to `write`: neither is repeated", everywhere(N, N)).acts().exposes(),
        ],
    }

    EFFECT_STRENGTHENED {
        id: "effect-strengthened",
        title: "an operation's effect was made stronger",
        why: "A deployed client goes by the old effect: what was a `read` it repeats after a failure, though that changes something or \
              moves money. The next release repeats less and hands more failures to the caller.",
        before: r#""x-effect": "read""#,
        after: r#""x-effect": "money""#,
        cases: &[
            when("from `read` to `money`", everywhere(B, N)).acts().exposes(),
            when("from `read` to `write`", everywhere(B, N)).acts(),
            when("from `write` to `money`: neither is repeated", everywhere(N, N)).acts(),
        ],
    }

    PAGING_ADDED {
        id: "paging-added",
        title: "an operation became paged",
        why: "The same fields travel. The call gets `items` and `pages`, and the page's fields are no longer arguments of `new`.",
        before: "",
        after: r#""x-pagination": {"page": "page_no", "size": "page_size", "total": "total", "items": "card_list"}"#,
        cases: &[
            when("the page's fields were arguments of `new`", everywhere(N, B)).acts(),
            when("the page's fields were not required, or not there", everywhere(N, C)).acts(),
        ],
    }

    PAGING_REMOVED {
        id: "paging-removed",
        title: "an operation is no longer paged",
        why: "The same fields travel, and a deployed client walks the pages as before. The call loses `items` and `pages`.",
        before: r#""x-pagination": {"page": "page_no", "size": "page_size", "total": "total", "items": "card_list"}"#,
        after: "",
        cases: &[always(everywhere(N, B)).acts()],
    }

    PAGING_CHANGED {
        id: "paging-changed",
        title: "other fields carry the paging",
        why: "The same fields travel. The next release counts and asks for pages by the new ones, and may stop elsewhere; a field that \
              came or went is a change of its own.",
        before: r#""x-pagination": {…, "total": "total", …}"#,
        after: r#""x-pagination": {…, "total": "total_count", …}"#,
        cases: &[
            when("the page's fields or the type of the entries change", everywhere(N, B)).acts(),
            when("only the total, or the list of entries of the same type", everywhere(N, N)).acts(),
        ],
    }
}
