//! Fetching over real HTTP, from sites on loopback that do what sites do.

// They have helpers that may panic like the tests that call them.
#[cfg(test)]
mod run;
#[cfg(test)]
mod server;

#[cfg(test)]
mod answers;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod lists;
#[cfg(test)]
mod repeats;
