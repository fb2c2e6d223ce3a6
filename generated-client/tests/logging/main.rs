//! What the client tells `tracing`, and what neither it nor anything else may ever tell.

#[cfg(test)]
mod log;
#[cfg(test)]
mod secrecy;
#[cfg(test)]
mod spans;
