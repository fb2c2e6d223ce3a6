//! What the client promises, tried against a server on this machine. One file for each kind of promise.

mod answers;
mod blocking;
mod configuration;
mod deadlines;
mod paging;
mod requests;
mod retries;
mod support;
mod transport;
mod untyped;
