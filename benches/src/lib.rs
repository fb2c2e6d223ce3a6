//! What is measured, apart from how: the data and the server that the benchmarks and the report share.

pub mod cards;
pub mod server;
