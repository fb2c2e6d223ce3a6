//! Examples: a page's JSON as a tree in which every value knows its place, also when the page ends in its middle.
//! What an example says about a table is decided in `splits` and `check`.

pub(super) mod evidence;
pub(super) mod extent;
pub(super) mod fit;
mod parse;
mod tree;

pub(super) use parse::{Fragment, parse};
pub use tree::{Json, JsonValue, Level, Member};
