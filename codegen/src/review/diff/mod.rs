//! What a change of the spec does to the wire and to the Rust API: two APIs in, a [`Report`] out.
//! What counts as a change and how bad it is stands in `rules`; nothing here reads a file or prints.
//!
//! ```text
//! pair up ─▶ compare ─▶ Change ─▶ locate in both texts ─▶ Report ─▶ text · markdown · json · github
//! ```

mod change;
mod compare;
mod declared;
mod locate;
mod pairs;
mod pointer;
mod reach;
mod relation;
mod release;
mod renames;
pub mod report;
pub mod rules;
mod verdict;

pub use change::{Change, Location, Place};
pub use declared::{Declaration, Declarations};
pub use reach::{Target, Use};
pub use release::{NotAVersion, Semver, Version};
pub use report::Report;
pub use verdict::{Behaviour, Direction, Impact, Verdict};

use crate::api::ir::Api;
use crate::spec::files::SpecFiles;
use locate::Texts;
use pairs::Pairs;

/// One of the two specs: what was read, and what was made of it. The places in the one are those of the other.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// The texts that the places of changes are looked up in.
    pub files: &'a SpecFiles,
    /// What they say. It has no errors.
    pub api: &'a Api,
}

/// Everything that is different, by meaning: how the two are written makes no difference.
#[must_use]
pub fn compare<'a>(base: Side<'a>, head: Side<'a>) -> Report<'a> {
    let pairs = Pairs::new(base.api, head.api);
    let (base_texts, head_texts) = (Texts::new(base), Texts::new(head));
    let changes = compare::compare(base.api, head.api, &base_texts, &head_texts, &pairs);
    Report::new(changes, (base, base_texts), (head, head_texts))
}
