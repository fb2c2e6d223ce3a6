//! The texts that a message can point into, when there are more than the spec's own: the glossary, and files given to a command.

use super::files::SpecFiles;
use crate::text::diag::Sources;
use crate::text::source::{FileId, Source};

/// The spec's files, the glossary and the pages: everything that a message about a page can point into.
#[derive(Debug, Clone, Copy)]
pub struct AllSources<'f> {
    /// The spec's files.
    pub spec: &'f SpecFiles,
    /// The glossary, if there is one.
    pub glossary: Option<&'f Source>,
    /// The pages or other files, in the order of the command line.
    pub pages: &'f [Source],
}

impl Sources for AllSources<'_> {
    fn source(&self, file: FileId) -> &Source {
        let other = match file {
            FileId::Page(at) => self.pages.get(usize::from(at)),
            FileId::Glossary => self.glossary,
            FileId::Spec | FileId::Catalog => None,
        };
        other.unwrap_or_else(|| self.spec.source(file))
    }
}
