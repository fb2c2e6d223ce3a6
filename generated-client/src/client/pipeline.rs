//! What carries a call: `run` takes it through, `exchange` its attempts, `transport` one of them. Works on bytes; the types
//! of requests and answers are met only at both ends.

mod amounts;
mod body;
pub(super) mod budget;
mod cause;
mod clock;
pub(super) mod core;
pub(super) mod exchange;
mod failed;
pub(super) mod fields;
mod guard;
pub(super) mod http;
pub(super) mod outgoing;
pub(super) mod place;
mod proxies;
pub(super) mod run;
pub(super) mod tls;
pub(super) mod trace;
pub(super) mod transport;
pub(super) mod underway;
mod watched;
