//! What `diff` promises. The fixtures are one base spec and a folder a change: `patch.json` makes the head, `text.snap` is what
//! the report says of it. A folder is named after the rule that it is about, with the case behind `--`.

mod cases;
mod declared;
mod fixture;
mod inputs;
mod laws;
mod patch;
mod reality;
