//! The texts of a spec folder, read from the disk: the only place of the library that reads the spec's files.
//! The modules beside this one parse them.

use crate::text::diag::{Code, Diagnostics, Sources};
use crate::text::encoding;
use crate::text::file::read as read_file;
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
        let help = "a spec folder holds openapi.json and catalog.json; name another folder with `--spec DIR`";
        let mut found = Diagnostics::new();
        let mut read = |name, file| read(&folder.join(name), &below(shown, name), file, help, &mut found);
        let files = Self { spec: read("openapi.json", FileId::Spec), catalog: read("catalog.json", FileId::Catalog) };
        (files, found)
    }
}

/// Reads a spec folder's glossary; a folder without one has nothing to say, and that is no problem.
#[must_use]
pub fn read_glossary(folder: &Path, shown: &str) -> (Option<Source>, Diagnostics) {
    const NAME: &str = "glossary.json";
    let mut found = Diagnostics::new();
    let path = folder.join(NAME);
    let help = "make the file readable, or remove it";
    let is_there = path.try_exists().unwrap_or(true);
    let source = is_there.then(|| read(&path, &below(shown, NAME), FileId::Glossary, help, &mut found));
    (source, found)
}

fn below(folder: &str, name: &str) -> String {
    format!("{}/{name}", folder.trim_end_matches('/'))
}

/// The text of a file; one that cannot be read is a problem, and empty.
fn read(path: &Path, shown: &str, file: FileId, help: &str, found: &mut Diagnostics) -> Source {
    let text = match read_file(path) {
        Ok(bytes) => encoding::decode(bytes)
            .map_err(|error| (Code::MalformedJson, format!("{shown} {error}"), error.help(shown))),
        Err(error) => Err((Code::MissingFile, format!("cannot read {shown}: {error}"), help.to_owned())),
    };
    let text = text.unwrap_or_else(|(code, message, help)| {
        found.error(code, Span::new(file, 0, 0), message, help);
        String::new()
    });
    Source::new(shown.to_owned(), text)
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
