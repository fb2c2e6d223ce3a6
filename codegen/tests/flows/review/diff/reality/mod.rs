//! The verdicts against reality. For the source: the crate is generated from the base and from every head, and code that uses
//! all that is supported of the one is compiled against the other. For the wire: the base's bindings write what a platform of the
//! head is to take, and read what it sends. For the behaviour: both crates are asked the same, and have to say the same. The runtime is the client's own; only the sending half is left out.

mod behaviour;
mod code;
mod consumer;
mod platform;
mod samples;
mod source;
mod wire;
