//! Finds fixtures, runs them through the library, and holds what comes out against the snapshot in the same folder.

use open_api_codegen::api::ir::Api;
use open_api_codegen::generate::emit;
use open_api_codegen::generate::files::FileSet;
use open_api_codegen::load;
use open_api_codegen::spec::files::SpecFiles;
use open_api_codegen::text::diag::{self, Diagnostics};
use open_api_codegen::text::source::Source;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

/// A fixture: a folder with an `openapi.json`, and a `catalog.json` where the shared one does not do.
#[derive(Debug, Clone)]
pub(crate) struct Fixture {
    pub(crate) folder: PathBuf,
}

impl Fixture {
    pub(crate) fn new(kind: &str, name: &str) -> Self {
        Self { folder: fixtures().join(kind).join(name) }
    }

    /// Every fixture of a kind, by name.
    pub(crate) fn all(kind: &str) -> Vec<Self> {
        let entries = fs::read_dir(fixtures().join(kind)).unwrap();
        let mut folders: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
        folders.sort();
        folders.into_iter().map(|folder| Self { folder }).collect()
    }

    pub(crate) fn name(&self) -> String {
        self.folder.file_name().unwrap().to_string_lossy().into_owned()
    }

    pub(crate) fn files(&self) -> SpecFiles {
        let own = self.folder.join("catalog.json");
        let catalog = if own.is_file() { own } else { fixtures().join("catalog.json") };
        SpecFiles {
            spec: Source::new("spec/openapi.json", read(&self.folder.join("openapi.json"))),
            catalog: Source::new("spec/catalog.json", read(&catalog)),
        }
    }

    pub(crate) fn load(&self) -> (SpecFiles, Option<Api>, Diagnostics) {
        let files = self.files();
        let (api, found) = load::load(&files);
        (files, api, found)
    }

    /// Holds a text against the snapshot `NAME.snap` in the fixture's folder.
    pub(crate) fn assert(&self, name: &str, text: &str) {
        assert_beside(&self.folder, name, text);
    }
}

/// Holds a text against the snapshot `NAME.snap` in a folder.
pub(crate) fn assert_beside(folder: &Path, name: &str, text: &str) {
    let mut settings = insta::Settings::new();
    settings.set_snapshot_path(folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}

/// The API of files that have no errors.
pub(crate) fn api(files: &SpecFiles) -> Api {
    let (api, found) = load::load(files);
    assert!(!found.has_errors(), "{}", diag::render(&found, files, false));
    api.unwrap()
}

/// What is generated from files that have no errors.
pub(crate) fn generate(files: &SpecFiles) -> FileSet {
    emit::emit(&api(files)).unwrap()
}

/// The workspace's own spec.
pub(crate) fn real_spec() -> SpecFiles {
    let (files, found) = SpecFiles::read(&workspace().join("spec"), "spec");
    assert!(found.is_empty());
    files
}

pub(crate) fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

pub(crate) fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

pub(crate) fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Files one after the other, each under its path; those that are in `known` with the same text are left out.
pub(crate) fn show(files: &FileSet, known: &FileSet) -> String {
    let mut out = String::new();
    for (path, text) in files.0.iter().filter(|(path, text)| known.0.get(*path) != Some(*text)) {
        let _ = write!(out, "──── {path}\n{text}");
    }
    out
}

/// One test a fixture, named like it, and one that finds fixtures without a test.
macro_rules! each_fixture {
    ($kind:literal, $check:path: $($name:ident)*) => {
        $(#[test] fn $name() { $check(&$crate::harness::Fixture::new($kind, stringify!($name))); })*

        #[test]
        fn every_folder_has_a_test() {
            let folders: Vec<String> = $crate::harness::Fixture::all($kind).iter().map(|fixture| fixture.name()).collect();
            assert_eq!(folders, [$(stringify!($name)),*]);
        }
    };
}
pub(crate) use each_fixture;
