//! The client's own sources as the made crates have them: which files are taken, and what is changed in them. What is done with
//! them lives in the module above.

use crate::harness::{read, workspace};
use open_api_codegen::generate::files::{FileSet, OnDisk};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::LazyLock;

/// The crate's root.
pub(crate) const ROOT: &str = "lib.rs";

/// Stands in a face for the sending half, which would have to be compiled for each anew: what resources are generated against.
const CALLS: &str = "
#[allow(dead_code, missing_docs, unreachable_pub, clippy::all, clippy::pedantic, reason = \"stands in for the sending half\")]
mod client {
    #[derive(Debug)]
    pub struct Client;
    #[derive(Debug)]
    pub struct Call<R> { pub(crate) request: R }
    impl<R> Call<R> {
        pub(crate) fn new(_: &Client, request: R) -> Self { Self { request } }
    }
}
pub use client::{Call, Client};
pub mod resources {
    //! What a client can be asked.
    #[allow(unreachable_pub, unused_imports, reason = \"a spec may have no operations\")]
    pub use crate::generated::resources::*;
}
";

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

/// The files of a face, by path below its module: the crate's root, what of the runtime knows the generated files, and these.
pub(crate) fn face(name: &str, generated: &FileSet) -> BTreeMap<String, String> {
    // What is the crate's elsewhere is the module's here.
    let moved = |text: &str| text.replace("crate::", &format!("crate::{name}::"));
    let bound = bound();
    let root: String = sources()[ROOT].lines().map(|line| shared(line, &bound) + "\n").collect();
    let mut files = BTreeMap::from([("mod.rs".to_owned(), moved(&(root + CALLS)))]);
    for (path, text) in sources() {
        if bound.contains(first(path)) {
            files.insert(path.clone(), moved(text));
        }
    }
    for (path, text) in &generated.0 {
        // The resources do not wait for the feature that brings the sending half.
        let text = if path == "mod.rs" {
            text.replace("#[cfg(all(feature = \"client\", not(target_family = \"wasm\")))]\n", "")
        } else {
            text.clone()
        };
        files.insert(format!("generated/{path}"), moved(&text));
    }
    // The one name that leads to what all faces share.
    let root = files.get_mut("mod.rs").unwrap();
    *root = root.replace(&format!("use crate::{name}::shared::"), "use crate::");
    files
}

/// A line of the crate's root in a face: a module that knows nothing of the generated files is the crate's, for all of them.
fn shared(line: &str, bound: &BTreeSet<&str>) -> String {
    let (public, module) = match line.strip_prefix("pub mod ") {
        Some(module) => ("pub ", Some(module)),
        None => ("", line.strip_prefix("mod ")),
    };
    match module.and_then(|module| module.strip_suffix(';')) {
        Some(module) if !bound.contains(module) => {
            format!(
                "#[allow(unused_imports, reason = \"not every face needs it\")]\n{public}use crate::shared::{module};"
            )
        }
        _ => line.to_owned(),
    }
}

/// The modules of the runtime that know the generated files, and are another in each face.
fn bound() -> BTreeSet<&'static str> {
    let knowing = sources().iter().filter(|(path, text)| *path != ROOT && text.contains("crate::generated"));
    knowing.map(|(path, _)| first(path)).chain(["generated"]).collect()
}

/// The module at the crate's root that a file belongs to.
fn first(path: &str) -> &str {
    path.split('/').next().unwrap_or(path).trim_end_matches(".rs")
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
