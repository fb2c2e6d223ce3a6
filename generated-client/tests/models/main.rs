//! What the generated types promise: how the platform's JSON is read and written, and what is never shown.

mod absence;
mod documented_answers;
mod embedded;
mod examples;
mod free_form;
mod numbers_and_dates;
mod open_enums;
mod operations;
mod refusals;
mod requests;
mod webhooks;

// These have helpers that may panic like the tests that call them.
#[cfg(test)]
mod other_formats;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod sensitive;
#[cfg(test)]
mod support;
