//! Rules on enums. They are open: a code that a client does not know is kept and handed over.

use super::{A, B, C, N, Rule, always, everywhere, sent_received, when};

rules! {
    ENUM_CODE_ADDED {
        id: "enum-code-added",
        title: "an enum got a code",
        why: "A deployed client hands it over as `Unknown`, with the code. The enum, which is non-exhaustive, gets a variant.",
        before: r#"{"const": 7, "title": "Replaced"}"#,
        after: r#"{"const": 7, "title": "Replaced"}, {"const": 8, "title": "Expired"}"#,
        cases: &[
            when("its title is new", sent_received((C, C), (C, C))),
            when("its title was another code's: the meaning has another code", sent_received((C, N), (A, N))).acts(),
        ],
    }

    ENUM_CODE_REMOVED {
        id: "enum-code-removed",
        title: "an enum lost a code",
        why: "A deployed client may still send it. Where it is received, it no longer comes. The enum loses a variant.",
        before: r#"{"const": 7, "title": "Replaced"}, {"const": 8, "title": "Expired"}"#,
        after: r#"{"const": 7, "title": "Replaced"}"#,
        cases: &[
            when("its title goes with it", sent_received((B, B), (C, B))),
            when("its title is another code's now: the meaning has another code", sent_received((B, N), (A, N))).acts(),
        ],
    }

    ENUM_CODE_RENAMED {
        id: "enum-code-renamed",
        title: "a code has another title",
        why: "Titles do not travel; they name the variants. A better word for the same thing and a code that means something else look \
              alike: only the platform can tell.",
        before: r#"{"const": 3, "title": "Frozen"}"#,
        after: r#"{"const": 3, "title": "Blocked"}"#,
        cases: &[
            when("the variant's name changes", sent_received((A, B), (A, B))),
            when("the variant's name stays, as from `frozen` to `Frozen`", sent_received((N, N), (N, N))),
        ],
    }

    ENUM_CODE_REASSIGNED {
        id: "enum-code-reassigned",
        title: "a code has the title that another code had",
        why: "A deployed client takes it for what it used to mean. Code that uses the variant compiles, and means another code.",
        before: r#"{"const": 3, "title": "Frozen"}, {"const": 4, "title": "Closed"}"#,
        after: r#"{"const": 3, "title": "Closed"}, {"const": 4, "title": "Frozen"}"#,
        cases: &[
            when("both titles are there before and after", sent_received((B, N), (B, N))).acts(),
            when("its old title is gone", sent_received((B, B), (B, B))).acts(),
            when("its new title was not there before", sent_received((B, C), (B, C))).acts(),
        ],
    }

    ENUM_CODES_REORDERED {
        id: "enum-codes-reordered",
        title: "an enum's codes are listed in another order",
        why: "The same codes travel. Variants compare in the order of the list, and `KNOWN` has it.",
        before: r#"{"const": 1, "title": "Income"}, {"const": 2, "title": "Expense"}"#,
        after: r#"{"const": 2, "title": "Expense"}, {"const": 1, "title": "Income"}"#,
        cases: &[always(everywhere(N, N)).acts()],
    }

    ENUM_MEANING_CHANGED {
        id: "enum-meaning-changed",
        title: "equal codes have other titles in the enum that took another's place",
        why: "The codes travel and the titles do not: a deployed client reads the old meaning, and sends it. Whether the two titles say \
              the same, only the platform can tell.",
        before: r#""mode": {"$ref": "…/FeeMode"}, 1 `Payer`"#,
        after: r#""mode": {"$ref": "…/ChargeMode"}, 1 `Payee`"#,
        cases: &[always(sent_received((A, N), (A, N)))],
    }
}
