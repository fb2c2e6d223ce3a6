//! The report as workflow commands: an annotation a change, at its line in the head. Changes without effect are left out: only
//! so many annotations are shown, and the worst come first.

use super::{Entry, Level, Report};
use crate::review::diff::verdict::Impact;
use std::fmt::Write as _;

/// The report as workflow commands.
#[must_use]
pub fn github(report: &Report<'_>) -> String {
    let mut out = String::new();
    let mut entries: Vec<&Entry> = report.entries.iter().filter(|entry| entry.level() != Level::None).collect();
    entries.sort_by_key(|entry| (entry.level(), std::cmp::Reverse(entry.change.verdict.wire)));
    for entry in entries {
        let verdict = entry.change.verdict;
        let command = match (entry.level(), verdict.wire) {
            (Level::Security, _) | (_, Impact::Breaking) => "error",
            (Level::Breaking, _) => "warning",
            _ => "notice",
        };
        let security = if entry.level() == Level::Security { "security, " } else { "" };
        let (wire, source) = (verdict.wire.word(), verdict.source.word());
        let title = format!("{}: {security}wire {wire}, source {source}", entry.change.rule.id);
        _ = writeln!(
            out,
            "::{command} file={},line={},col={},title={}::{}",
            property(path(&entry.head.file)),
            entry.head.line,
            entry.head.column,
            property(&title),
            data(&entry.change.message)
        );
    }
    out
}

/// A file of a revision is called `revision:path`, and annotated at its path: a workflow knows no other. What stands before the
/// colon of a single letter is a drive.
fn path(file: &str) -> &str {
    match file.split_once(':') {
        Some((revision, path)) if revision.len() > 1 => path,
        _ => file,
    }
}

/// Nothing in a message may end the command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Nor end a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_revisions_file_is_annotated_where_the_work_tree_has_it() {
        assert_eq!(path("HEAD~1:spec/openapi.json"), "spec/openapi.json");
        assert_eq!(path("spec/openapi.json"), "spec/openapi.json");
        assert_eq!(path("C:/spec/openapi.json"), "C:/spec/openapi.json");
    }
}
