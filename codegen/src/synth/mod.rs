//! A made-up spec of any size, for measuring: every construct of the profile, valid under every lint, plain `OpenAPI`
//! 3.1 to other generators. The same size and seed give the same bytes; nothing in it is the platform's.

mod build;
mod catalog;
mod field;
mod kind;
mod operations;
mod plan;
mod random;
mod schemas;

use crate::spec::fmt;
use crate::text::json::Tree;
use build::text;
use plan::Plan;
use std::num::NonZeroU32;

/// The files of a made-up spec folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SynthSpec {
    /// `openapi.json`, in canonical form.
    pub openapi: String,
    /// `catalog.json`.
    pub catalog: String,
}

/// Makes up a spec with so many operations whose tables are known.
///
/// Each has a request of 10 fields and an item of 20 fields in its answer, and every two share an integer enum. Ten operations
/// make a resource; the catalog names one more operation for each, and two events.
#[must_use]
pub fn synth(operations: NonZeroU32, seed: u64) -> SynthSpec {
    let plan = Plan::new(operations, seed);
    SynthSpec { openapi: fmt::tree(document(&plan)), catalog: fmt::finish(&catalog::catalog(&plan)) }
}

fn document(plan: &Plan) -> Tree {
    Tree::object([
        ("openapi", text("3.1.0")),
        (
            "info",
            Tree::object([
                ("title", text("A made-up platform")),
                ("version", text("2026-01-31")),
                ("description", text("Made up to measure generators with. No platform has these operations.")),
            ]),
        ),
        ("tags", Tree::Array(plan.resources.iter().map(operations::tag).collect())),
        ("paths", operations::paths(plan)),
        ("webhooks", operations::webhooks(plan)),
        ("components", Tree::object([("schemas", schemas::schemas(plan))])),
        ("x-pathless-operations", operations::pathless(plan)),
    ])
}
