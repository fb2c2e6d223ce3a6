//! What will be generated: the spec and the catalog brought together, every decision taken, no tokens yet.

pub mod ir;
pub mod knowledge;
pub mod lower;
