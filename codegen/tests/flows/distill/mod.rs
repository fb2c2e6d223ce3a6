//! The flow in: pages read, and brought into a spec.

mod merge;
mod page;
mod site;
