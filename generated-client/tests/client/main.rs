//! What the client promises, tried against a server on this machine. One file for each kind of promise.

// Each has helpers that may panic like the tests that call them.
#[cfg(test)]
mod answers;
#[cfg(test)]
mod blocking;
#[cfg(test)]
mod bodies;
#[cfg(test)]
mod broken_answers;
#[cfg(feature = "rustls")]
#[cfg(test)]
mod certificates;
#[cfg(test)]
mod configuration;
#[cfg(test)]
mod connections;
#[cfg(test)]
mod deadlines;
#[cfg(test)]
mod drift;
#[cfg(test)]
mod environment;
#[cfg(test)]
mod lenient;
#[cfg(test)]
mod observing;
#[cfg(test)]
mod outcomes;
#[cfg(test)]
mod paging;
#[cfg(test)]
mod paused_clock;
#[cfg(feature = "rustls")]
#[cfg(test)]
mod proxies;
#[cfg(test)]
mod requests;
#[cfg(test)]
mod retries;
#[cfg(test)]
mod runtimes;
#[cfg(test)]
mod set_up;
#[cfg(test)]
mod support;
#[cfg(test)]
mod transport;
#[cfg(test)]
mod untyped;
