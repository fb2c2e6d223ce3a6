//! The client's own sources as the made crates have them: which files are taken, and what is changed in them. What is done with
//! them lives in the module above.

use crate::harness::{read, workspace};
use open_api_codegen::generate::files::OnDisk;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

/// The crate's root.
pub(crate) const ROOT: &str = "lib.rs";

/// The runtime's files, by path below `src`.
pub(crate) fn sources() -> &'static BTreeMap<String, String> {
    static SOURCES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
        let there = OnDisk::read(&workspace().join("generated-client/src")).unwrap().0;
        let kept = there.into_iter().filter(|(path, _)| !path.starts_with("generated/"));
        kept.map(|(path, bytes)| {
            let text = String::from_utf8(bytes).unwrap();
            let is_words = Path::new(&path).extension().is_some_and(|ending| ending == "md");
            (path, if is_words { "Runtime.\n".to_owned() } else { undocumented(&text) })
        })
        .collect()
    });
    &SOURCES
}

/// The runtime's words speak of the real spec's types: what they link to and show is not there.
fn undocumented(text: &str) -> String {
    let lines = text.lines().map(|line| {
        let code = line.trim_start();
        let indent = &line[..line.len() - code.len()];
        match code.get(..3) {
            // What a function may do wrong is asked for by clippy.
            Some("///") if code.ends_with("# Panics") || code.ends_with("# Errors") => format!("{line}\n"),
            Some(slashes @ ("///" | "//!")) => format!("{indent}{slashes} Runtime.\n"),
            _ => format!("{line}\n"),
        }
    });
    lines.collect()
}

/// The client's manifest under another name, without what only its tests need.
pub(crate) fn manifest(name: &str) -> String {
    let mut out = String::new();
    let mut kept = true;
    for line in read(&workspace().join("generated-client/Cargo.toml")).lines() {
        if line.starts_with('[') {
            kept = ["[package]", "[features]", "[lints]"].contains(&line)
                || line.ends_with("dependencies]") && !line.ends_with("dev-dependencies]");
        }
        if kept {
            let line = if line.starts_with("name = ") { format!("name = {name:?}") } else { line.to_owned() };
            out.push_str(&line);
            out.push('\n');
        }
    }
    out
}

/// The workspace's own manifest, with other members.
pub(crate) fn workspace_manifest(members: &str) -> String {
    let manifest = read(&workspace().join("Cargo.toml"));
    let lines = manifest.lines().filter(|line| !line.starts_with("open-api-codegen ")).map(|line| {
        if line.starts_with("members = ") { format!("members = [{members}]\n") } else { format!("{line}\n") }
    });
    lines.collect()
}
