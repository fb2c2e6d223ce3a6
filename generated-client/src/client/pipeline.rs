//! What carries a call: `run` takes it through, `exchange` its attempts, `transport` one of them. Works on bytes; the types
//! of requests and answers are met only at both ends.

mod body;
pub(super) mod budget;
mod cause;
pub(super) mod core;
pub(super) mod exchange;
mod failed;
pub(super) mod fields;
pub(super) mod http;
pub(super) mod outgoing;
mod proxies;
pub(super) mod run;
mod strict;
pub(super) mod tls;
pub(super) mod trace;
pub(super) mod transport;
pub(super) mod underway;
mod watched;
