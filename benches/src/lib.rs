//! What is measured, apart from how: the data and the loops that the benchmarks and the report share.

pub mod cards;
