//! The texts of a spec folder, read from the disk: the one reader of the library on the way in.
//! What the texts say, the modules beside this one tell.

use crate::text::diag::{Code, Diagnostics, Sources};
use crate::text::encoding;
use crate::text::source::{FileId, Source, Span};
use std::path::Path;

/// The texts of a spec folder.
#[derive(Debug, Clone)]
pub struct SpecFiles {
    /// `openapi.json`.
    pub spec: Source,
    /// `catalog.json`.
    pub catalog: Source,
}

impl SpecFiles {
    /// Reads the folder's files; each file that cannot be read is a problem. `shown` is what messages call the folder.
    #[must_use]
    pub fn read(folder: &Path, shown: &str) -> (Self, Diagnostics) {
        let mut found = Diagnostics::new();
        let mut read = |name: &str, file| {
            let path = folder.join(name);
            let shown = format!("{}/{name}", shown.trim_end_matches('/'));
            let text = match std::fs::read(&path) {
                Ok(bytes) => decoded(bytes, &shown, file, &mut found),
                Err(error) => {
                    found.error(
                        Code::MissingFile,
                        Span::new(file, 0, 0),
                        format!("cannot read {shown}: {error}"),
                        "a spec folder holds openapi.json and catalog.json; name another folder with `--spec DIR`",
                    );
                    String::new()
                }
            };
            Source::new(shown, text)
        };
        let files = Self { spec: read("openapi.json", FileId::Spec), catalog: read("catalog.json", FileId::Catalog) };
        (files, found)
    }
}

/// Reads a spec folder's glossary; a folder without one has nothing to say, and that is no problem.
#[must_use]
pub fn read_glossary(folder: &Path, shown: &str) -> (Option<Source>, Diagnostics) {
    let mut found = Diagnostics::new();
    let shown = format!("{}/glossary.json", shown.trim_end_matches('/'));
    match std::fs::read(folder.join("glossary.json")) {
        Ok(bytes) => {
            let text = decoded(bytes, &shown, FileId::Glossary, &mut found);
            (Some(Source::new(shown, text)), found)
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => (None, found),
        Err(error) => {
            found.error(
                Code::MissingFile,
                Span::new(FileId::Glossary, 0, 0),
                format!("cannot read {shown}: {error}"),
                "make the file readable, or remove it",
            );
            (Some(Source::new(shown, String::new())), found)
        }
    }
}

/// The text of a file, or an empty one and a word about its encoding.
fn decoded(bytes: Vec<u8>, shown: &str, file: FileId, found: &mut Diagnostics) -> String {
    encoding::decode(bytes).unwrap_or_else(|error| {
        found.error(Code::MalformedJson, Span::new(file, 0, 0), format!("{shown} {error}"), error.help(shown));
        String::new()
    })
}

impl Sources for SpecFiles {
    fn source(&self, file: FileId) -> &Source {
        match file {
            // Only the distilling of pages reads other files; it brings sources of its own.
            FileId::Spec | FileId::Glossary | FileId::Page(_) => &self.spec,
            FileId::Catalog => &self.catalog,
        }
    }
}
