//! From the text of a documentation page to a neutral model of what it states, and to findings about it.
//!
//! ```text
//! text ─▶ clean ─▶ blocks ─▶ location · outline ─▶ rows · values · example ─▶ page ─▶ check ─▶ findings
//! ```
//!
//! Where each kind of fact may come from, the strongest first. What stands lower never replaces what stands higher, here or when
//! the page is merged; where two of one rank contradict each other, it is an error with both places. No code decides outside of it.
//!
//! | fact | may come from | without any |
//! |---|---|---|
//! | path | a line or a table of labels of the page's own · a sample call | the operation has no path |
//! | method | a line or a table of labels of the page's own · a sample call · the one method that its sentences name | not known, a to-do |
//! | type | the table's cell | of a field that only an example shows, no more than its values tell; never the name |
//! | presence | a column whose word says so · one under an unknown word that asks for it, or whose cells can be about nothing else | optional, with a note |
//! | nesting | the example, where it shows the field · the name's dots · marks and indentation | an error, if the example shows that it is nested and not where |
//! | codes | the field's description · a further column of the row · (merge) the spec's enum that a person named; equal names and equal codes only propose | none; what looks like codes is a finding |
//! | unit | the description's words · a further column's · the end of the field's name | (merge) a to-do where money is meant |
//! | sensitivity | (merge) the maintainer's word · the description's words · the name · the shape of the example's value | not sensitive; a hint that says not what is a to-do |
//!
//! Every cell of every table is one of these facts or in a finding; a page whose tables are not read is not a page without tables,
//! and a copy that is cut is not a page that ends.

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
pub use unit::Unit;
pub(in crate::distill) use unit::{may_be_money, without as without_unit};
pub use words::area;
