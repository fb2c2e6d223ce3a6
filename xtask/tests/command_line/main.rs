//! The command line as a person meets it: the real binary on real folders, what it prints, what it leaves, how it exits.

mod codegen;
mod coverage;
mod diff;
mod fmt;
mod help;
mod lint;

// They have helpers that may panic like the tests that call them.
#[cfg(test)]
mod at_once;
#[cfg(test)]
mod distill;
#[cfg(test)]
#[cfg(unix)]
mod documentation;
#[cfg(test)]
mod drift;
#[cfg(test)]
mod odd_folder;
#[cfg(test)]
mod promises;
#[cfg(test)]
mod pull;
#[cfg(test)]
mod pull_over_http;
#[cfg(test)]
mod repository;
#[cfg(test)]
mod sandbox;
// A documentation site on loopback, as the tests of the program that asks it have it.
#[cfg(test)]
#[path = "../../../fetch/tests/http/server.rs"]
#[allow(dead_code, reason = "the tests here need less of it")]
mod server;
#[cfg(test)]
#[cfg(unix)]
mod terminal;
#[cfg(test)]
mod together;
#[cfg(test)]
mod unreadable;
#[cfg(test)]
#[cfg(unix)]
mod workflow;
