//! The flow in: documentation pages to the spec.
//!
//! # Evidence
//!
//! Where each fact may come from, the strongest first. What is weaker never replaces what is stronger, and what is silent takes
//! nothing away: that a page no longer has something is named, and goes only with `--prune`. No code decides outside this table.
//!
//! | fact | from, the strongest first | without any |
//! |---|---|---|
//! | path | the page's own line; its sample call. What the spec has stays when a page is silent | the operation is pathless |
//! | method | any line of the page; its sample call | a path without a method is a to-do, and the operation pathless; one other than POST is an error |
//! | type | the table; for a field that no table lists, the example: a text, a truth value, a number with a point, else any JSON | any JSON |
//! | presence | the table's column. An example never says what is required | optional, and a note; what a table once required stays |
//! | nesting | the example, where it shows the field; the table's own marks | an error with both places |
//! | codes | the constant's own page; a field's description or its column of words | the type as it is |
//! | which enum | the spec's own reference; the glossary's key of exactly this field; one of the field's own | a name or a list that is equal to another's is a to-do that names both |
//! | unit | the description; the field's name. What it is called: the glossary, else what it says everywhere | nothing is said; a unit that nobody knows is a to-do |
//! | sensitivity | the spec's mark; the glossary; the description; the name; the shape of the example's value | not marked; wording that only hints is a to-do |
//! | that a text may be empty | an example that the platform sends | not said |
//! | that an answer has no content | the page's words; an example whose `data` is missing, null, empty or a truth value | what the table and the example show; a lone list, text or number is an error |
//! | words and names in English | the spec as somebody wrote it; the glossary, each kind of words in a part of its own | a to-do, or none |

pub mod merge;
pub mod page;
pub mod site;
