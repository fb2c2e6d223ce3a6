//! From the text of a documentation page to a neutral model of what it states, and to findings about it.
//!
//! ```text
//! text ─▶ clean ─▶ blocks ─▶ location · outline ─▶ rows · values · example ─▶ page ─▶ check ─▶ findings
//! ```
//!
//! Where each kind of fact may come from, and what wins, is one table, at the head of `distill`. Where two signs of one rank
//! contradict each other, it is an error with both places. Every cell of every table is one of these facts or in a finding; a page
//! whose tables are not read is not a page without tables, and a copy that is cut is not a page that ends.

mod against;
mod blocks;
mod cells;
mod check;
mod clean;
mod codes;
mod contents;
mod cut;
mod decide;
mod endpoint;
mod example;
mod excerpt;
mod export;
mod field_codes;
mod fields;
mod finding;
mod header;
mod html;
mod lines;
mod location;
mod marks;
pub mod model;
mod names;
mod nesting;
mod origin;
mod outline;
mod pairs;
mod parsed;
mod place;
mod presence;
mod read;
mod remarks;
mod rows;
mod sensitive;
mod splits;
mod syntax;
mod table;
mod tables;
mod types;
mod unit;
mod values;
mod words;

pub use crate::spec::sensitive::Holds;
pub use codes::CodeValue;
pub use example::{Json, JsonValue, Member};
pub use finding::{Finding, FindingCode, Severity};
pub use names::FieldPath;
pub use origin::Origin;
pub use parsed::Parsed;
pub use place::{At, Span};
pub use presence::Presence;
pub use read::{cells, parse, parse_from, read};
pub use sensitive::{Sensitivity, Sign};
pub use syntax::{Ask, Syntax};
pub use types::FieldType;
pub(in crate::distill) use types::TIMESTAMP;
pub use unit::Unit;
pub(in crate::distill) use unit::{may_be_money, without as without_unit};
pub use words::area;
