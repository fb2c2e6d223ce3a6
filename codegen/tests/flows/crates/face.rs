//! Faces: modules that have all that the crate of some generated files would have, but for the sending half. What of the runtime
//! knows nothing of a spec is the crate's, and what of a face means the same in another is that other's: it is compiled once.
//! Which files these are is told here; writing them is not.

use super::runtime::{ROOT, sources};
use open_api_codegen::generate::files::FileSet;
use proc_macro2::{Spacing, TokenStream, TokenTree};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// Stands in a face for the sending half, which would have to be compiled for each anew: what resources are generated against.
const CLIENT: &str = "
#![allow(dead_code, missing_docs, unreachable_pub, clippy::all, clippy::pedantic, reason = \"stands in for the sending half\")]
#[derive(Debug)]
pub struct Client;
#[derive(Debug)]
pub struct Call<R> { pub(crate) request: R }
impl<R> Call<R> {
    pub(crate) fn new(_: &Client, request: R) -> Self { Self { request } }
}
";

/// What of it is at a face's root.
const CALLS: &str = "
mod client;
pub use client::{Call, Client};
pub mod resources {
    //! What a client can be asked.
    #[allow(unreachable_pub, unused_imports, reason = \"a spec may have no operations\")]
    pub use crate::generated::resources::*;
}
";

/// What a crate with other generated files has at its root, but for what is the same with any.
pub(crate) struct Face {
    /// The files by path below the face, where they speak of it as of a crate.
    files: BTreeMap<String, String>,
    /// The modules that hold something of their own, by path; the others lead to these.
    units: BTreeMap<String, Unit>,
}

/// A module with all that is below it.
struct Unit {
    texts: Vec<String>,
    /// The words that lead to what it holds.
    names: BTreeSet<String>,
    words: OnceCell<BTreeSet<String>>,
}

impl Face {
    pub(crate) fn new(generated: &FileSet) -> Self {
        let root = sources()[ROOT].clone() + CALLS;
        let mut files = BTreeMap::from([("mod.rs".to_owned(), root), ("client.rs".to_owned(), CLIENT.to_owned())]);
        for (path, text) in sources() {
            if BOUND.contains(first(path)) && first(path) != "client" {
                files.insert(path.clone(), text.clone());
            }
        }
        for (path, text) in &generated.0 {
            // The resources do not wait for the feature that brings the sending half.
            let text = if path == "mod.rs" {
                text.replace("#[cfg(all(feature = \"client\", not(target_family = \"wasm\")))]\n", "")
            } else {
                text.clone()
            };
            files.insert(format!("generated/{path}"), text);
        }
        Self { units: units(&files), files }
    }

    /// The words that lead to what is not the same in both: a text that differs, or one that has such a word in it.
    pub(crate) fn differing(&self, base: &Self) -> BTreeSet<String> {
        let mut names = BTreeSet::new();
        let mut same = Vec::new();
        let paths: BTreeSet<&String> = self.units.keys().chain(base.units.keys()).collect();
        for path in paths {
            match (self.units.get(path), base.units.get(path)) {
                (Some(new), Some(old)) if new.texts == old.texts && new.names == old.names => same.push(old),
                (new, old) => names.extend([new, old].into_iter().flatten().flat_map(Unit::leading)),
            }
        }
        loop {
            let is_same = |unit: &&Unit| unit.words().is_disjoint(&names);
            let (rest, other): (Vec<&Unit>, Vec<&Unit>) = same.into_iter().partition(is_same);
            if other.is_empty() {
                return names;
            }
            names.extend(other.into_iter().flat_map(Unit::leading));
            same = rest;
        }
    }

    /// The files of the face of this name; what is the same as in a base leads there, to another face of the crate.
    pub(crate) fn named(&self, name: &str, base: Option<&(&str, BTreeSet<String>)>) -> BTreeMap<String, String> {
        let is_base_s = |path: &str| match (self.units.get(path), base) {
            (Some(unit), Some((_, differing))) => unit.names.is_disjoint(differing),
            _ => false,
        };
        // What is the crate's elsewhere is the face's here.
        let moved = |text: &str| text.replace("crate::", &format!("crate::{name}::"));
        let mut files = BTreeMap::new();
        for (path, text) in &self.files {
            let Some(folder) = folder(path) else {
                if !self.units.keys().any(|unit| is_in(path, unit) && is_base_s(unit)) {
                    files.insert(path.clone(), moved(text));
                }
                continue;
            };
            let line = |line: &str| {
                let Some((public, module)) = declared(line) else {
                    return moved(line) + "\n";
                };
                let path = format!("{folder}{module}");
                let place = match base {
                    _ if folder.is_empty() && !BOUND.contains(module) => module.to_owned(),
                    Some((base, _)) if is_base_s(&path) => format!("{base}::{}", path.replace('/', "::")),
                    _ => return format!("{public}mod {module};\n"),
                };
                format!("#[allow(unused_imports, reason = \"not every face needs it\")]\n{public}use crate::{place};\n")
            };
            files.insert(path.clone(), text.lines().map(line).collect());
        }
        files
    }
}

impl Unit {
    /// What its code speaks of, itself included.
    fn words(&self) -> &BTreeSet<String> {
        self.words.get_or_init(|| self.texts.iter().flat_map(|text| words(text)).chain(self.names.clone()).collect())
    }

    /// The words that lead to what is another thing if this one is: what it holds, and what it adds to.
    fn leading(&self) -> impl Iterator<Item = String> + '_ {
        let items = self.texts.iter().flat_map(|text| syn::parse_file(text).expect("it is Rust").items);
        let added = items.filter_map(|item| match item {
            syn::Item::Impl(item) => match *item.self_ty {
                syn::Type::Path(path) => Some(path.path.segments.last()?.ident.to_string()),
                _ => None,
            },
            _ => None,
        });
        added.chain(self.names.iter().cloned())
    }
}

/// The modules that hold something of their own: what of the runtime is another in each face, and the generated files that do more than
/// lead to others.
fn units(files: &BTreeMap<String, String>) -> BTreeMap<String, Unit> {
    let mut units: BTreeMap<String, Unit> = BTreeMap::new();
    for (path, text) in files.iter().filter(|(path, _)| folder(path).is_none()) {
        let module = if path.starts_with("generated/") { path.trim_end_matches(".rs") } else { first(path) };
        let unit = units.entry(module.to_owned()).or_insert_with(|| {
            let names = match module.rsplit_once('/') {
                // Nobody else can say what a file in a folder is called, and has to say what is shown of it.
                Some((folder, name)) if folder != "generated" => shown(&files[&format!("{folder}/mod.rs")], name),
                Some((_, name)) => spoken(&files["mod.rs"], name),
                None => spoken(&files["mod.rs"], module),
            };
            assert!(!names.is_empty(), "nothing of `{module}` is shown");
            Unit { texts: Vec::new(), names, words: OnceCell::new() }
        });
        unit.texts.push(text.clone());
    }
    units
}

/// What leads to a module that everybody can speak of.
fn spoken(root: &str, module: &str) -> BTreeSet<String> {
    let mut names = shown(root, module);
    names.insert(format!("{module}::"));
    names
}

/// What the text of a module shows of another one.
fn shown(text: &str, module: &str) -> BTreeSet<String> {
    let module = format!("{module}::");
    let uses = text.split(';').filter_map(|item| item.split_once("pub use "));
    let always = uses.filter(|(when, _)| !when.contains("#[cfg("));
    let names = always.filter_map(|(_, path)| Some(words(path.split_once(&module)?.1)));
    names.flatten().collect()
}

/// The names in some code; one that something is looked up in, with what stands behind it.
pub(crate) fn words(code: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    let mut open = vec![code.parse::<TokenStream>().expect("it is Rust").into_iter().peekable()];
    while let Some(tokens) = open.last_mut() {
        match tokens.next() {
            Some(TokenTree::Group(group)) => open.push(group.stream().into_iter().peekable()),
            Some(TokenTree::Ident(word)) => {
                // Two of them in a row: one alone stands before a type.
                let is_path = matches!(tokens.peek(), Some(TokenTree::Punct(next)) if next.as_char() == ':' && next.spacing() == Spacing::Joint);
                words.insert(if is_path { format!("{word}::") } else { word.to_string() });
            }
            Some(_) => {}
            None => _ = open.pop(),
        }
    }
    words
}

/// The module that a line declares, and who sees it: other faces see all of them.
fn declared(line: &str) -> Option<(&str, &str)> {
    let (public, module) = line.trim_end_matches(';').rsplit_once("mod ")?;
    let public = match public {
        "" | "pub(crate) " => "pub(crate) ",
        "pub " => "pub ",
        _ => return None,
    };
    (line.ends_with(';')).then_some((public, module))
}

/// The modules of the runtime that know the generated files, and are another in each face.
static BOUND: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    let knowing = sources().iter().filter(|(path, text)| *path != ROOT && text.contains("crate::generated"));
    knowing.map(|(path, _)| first(path)).chain(["generated"]).collect()
});

/// The module at the root that a file belongs to.
fn first(path: &str) -> &str {
    path.split('/').next().unwrap_or(path).trim_end_matches(".rs")
}

/// What a file that leads to others has before the names of their files.
fn folder(path: &str) -> Option<&str> {
    path.strip_suffix("mod.rs").filter(|folder| folder.is_empty() || folder.ends_with('/'))
}

/// Whether a file is a module's, or below it.
fn is_in(path: &str, module: &str) -> bool {
    path.strip_prefix(module).is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
}
