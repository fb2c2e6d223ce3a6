//! What `diff` promises. The fixtures are one base spec and a folder a change: `patch.json` makes the head, `text.snap` is what
//! the report says of it. A folder is named after the rule that it is about, with the case behind `--`.

// These have helpers that may panic like the tests that call them.
#[cfg(test)]
mod cases;
#[cfg(test)]
mod fixture;
#[cfg(test)]
mod inputs;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod patch;
#[cfg(test)]
mod reality;
