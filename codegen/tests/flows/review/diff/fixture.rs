//! The fixtures: one base, and a patched head a folder.

use crate::review::diff::patch;
use open_api_codegen::api::ir::Api;
use open_api_codegen::generate::emit;
use open_api_codegen::generate::files::FileSet;
use open_api_codegen::load;
use open_api_codegen::review::diff::report::Context;
use open_api_codegen::review::diff::{self, Report, Side};
use open_api_codegen::spec::files::SpecFiles;
use open_api_codegen::text::diag::render;
use open_api_codegen::text::json::{self, Tree};
use open_api_codegen::text::source::{FileId, Source};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, OnceLock};

/// A spec with what it says.
pub(crate) struct Spec {
    pub(crate) files: SpecFiles,
    pub(crate) api: Api,
    generated: OnceLock<FileSet>,
}

impl Spec {
    /// Reads a spec that has no errors.
    pub(crate) fn new(spec: &str, catalog: &str) -> Self {
        match Self::try_new(spec, catalog) {
            Ok(spec) => spec,
            Err(problems) => panic!("the spec has errors:\n{problems}"),
        }
    }

    pub(crate) fn try_new(spec: &str, catalog: &str) -> Result<Self, String> {
        let files =
            SpecFiles { spec: Source::new("openapi.json", spec), catalog: Source::new("catalog.json", catalog) };
        let (api, found) = load::load(&files);
        if found.has_errors() {
            return Err(render(&found, &files, false));
        }
        Ok(Self { api: api.expect("a spec without errors is read"), files, generated: OnceLock::new() })
    }

    pub(crate) fn side(&self) -> Side<'_> {
        Side { files: &self.files, api: &self.api }
    }

    /// What is generated from it.
    pub(crate) fn generated(&self) -> &FileSet {
        self.generated.get_or_init(|| emit::emit(&self.api).expect("it can be generated from"))
    }

    /// The spec as it would be after a patch.
    pub(crate) fn patched(&self, patch: &Tree) -> Self {
        let part = |source: &Source, key: &str| match patch.get(key) {
            Some(operations) => patch::apply(&tree(source.text()), operations).pretty() + "\n",
            None => source.text().to_owned(),
        };
        Self::new(&part(&self.files.spec, "openapi"), &part(&self.files.catalog, "catalog"))
    }
}

/// A change in a folder of its own.
pub(crate) struct Fixture {
    pub(crate) name: String,
    pub(crate) folder: PathBuf,
    pub(crate) head: Spec,
}

impl Fixture {
    /// The rule that the fixture is about; a mixed one is about several.
    pub(crate) fn rule(&self) -> Option<&str> {
        let rule = self.name.split_once("--").map_or(self.name.as_str(), |(rule, _)| rule);
        (!rule.starts_with("mixed-")).then_some(rule)
    }
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/diff")
}

/// What every fixture changes.
pub(crate) fn base() -> &'static Spec {
    static BASE: LazyLock<Spec> = LazyLock::new(read_base);
    &BASE
}

/// Every fixture, by name.
pub(crate) fn all() -> &'static [Fixture] {
    static ALL: LazyLock<Vec<Fixture>> = LazyLock::new(|| read_all(base()));
    &ALL
}

fn read_base() -> Spec {
    let read = |name: &str| fs::read_to_string(root().join("base").join(name)).expect("the base is there");
    Spec::new(&read("openapi.json"), &read("catalog.json"))
}

fn read_all(base: &Spec) -> Vec<Fixture> {
    let mut names: Vec<String> = fs::read_dir(root())
        .expect("the fixtures are there")
        .map(|entry| entry.expect("the folder can be read").file_name().to_string_lossy().into_owned())
        .filter(|name| name != "base")
        .collect();
    names.sort();
    names
        .into_iter()
        .map(|name| {
            let folder = root().join(&name);
            let patch = fs::read_to_string(folder.join("patch.json")).expect("every fixture has a patch");
            Fixture { head: base.patched(&tree(&patch)), folder, name }
        })
        .collect()
}

/// Compares two specs.
pub(crate) fn compare<'a>(base: &'a Spec, head: &'a Spec) -> Report<'a> {
    diff::compare(base.side(), head.side())
}

/// What the reports of fixtures are told from outside.
pub(crate) fn context() -> Context {
    Context { version: "0.1.0".parse().ok(), ..Context::default() }
}

pub(crate) fn tree(text: &str) -> Tree {
    let source = Source::new("text", text);
    Tree::from(&json::parse(&source, FileId::Spec).expect("the text is JSON"))
}
