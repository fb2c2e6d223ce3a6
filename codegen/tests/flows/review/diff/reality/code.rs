//! What of generated files the compiler sees. Two heads that differ in their words alone are one to it.

use open_api_codegen::generate::files::FileSet;
use std::collections::BTreeMap;

/// The files' code by path, without comments.
pub(crate) fn code(files: &FileSet) -> BTreeMap<String, String> {
    let is_code = |line: &&str| !line.trim_start().starts_with("//");
    files.0.iter().map(|(path, text)| (path.clone(), text.lines().filter(is_code).collect())).collect()
}
