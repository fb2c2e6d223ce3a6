//! What became of each page, in a file beside them, for the program that reads them.

use crate::failure::Failure;
use crate::plan::Wanted;
use open_api_codegen::text::json::Tree;

/// The report's file.
pub(crate) const NAME: &str = "report.json";

/// How a text came to be here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// It was sent.
    New,
    /// It is what was here before.
    Same,
    /// An interrupted run had fetched it.
    Had,
}

impl State {
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Same => "same",
            Self::Had => "had",
        }
    }
}

/// What became of one text.
pub(crate) type Outcome = Result<State, Failure>;

/// The whole report.
pub(crate) fn write(site: &str, list: &Outcome, pages: &[(Wanted, Outcome)]) -> String {
    let mut entries = vec![("site", text(site)), ("list", Tree::object(outcome(list)))];
    entries.push(("pages", Tree::Array(pages.iter().map(|(wanted, outcome)| page(wanted, outcome)).collect())));
    let mut report = Tree::object(entries).pretty();
    report.push('\n');
    report
}

fn page(wanted: &Wanted, came: &Outcome) -> Tree {
    let mut entries = Vec::new();
    if let Some(page) = &wanted.page {
        entries.push(("page", text(page.as_str())));
    }
    if let Ok(url) = &wanted.url {
        entries.push(("url", text(url.as_str())));
    }
    if let Some(line) = wanted.line {
        entries.push(("line", Tree::Number(line.to_string())));
    }
    if came.is_ok() {
        entries.push(("file", text(&format!("{}.md", wanted.stem))));
    }
    entries.extend(outcome(came));
    Tree::object(entries)
}

fn outcome(came: &Outcome) -> Vec<(&'static str, Tree)> {
    match came {
        Ok(state) => vec![("state", text(state.name()))],
        Err(failure) => {
            vec![("state", text(failure.kind.name())), ("reason", text(&failure.reason)), ("help", text(&failure.help))]
        }
    }
}

fn text(text: &str) -> Tree {
    Tree::from(text)
}
