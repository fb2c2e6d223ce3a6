//! What is measured, apart from how: the data, the calls and the server that the benchmarks and the report share.

pub mod calls;
pub mod cards;
pub mod server;
