//! The report as workflow commands: an annotation a change, at its line in the head. Changes without effect are left out: only
//! so many annotations are shown, and the worst come first.

use super::safe::{plain, told};
use super::{Context, Entry, Level, Report};
use crate::review::diff::verdict::{Behaviour, Impact, Verdict};
use std::fmt::Write as _;

/// The report as workflow commands.
#[must_use]
pub fn github(report: &Report<'_>, context: &Context) -> String {
    let mut out = String::new();
    for entry in report.worst_first().into_iter().filter(|entry| entry.level() != Level::None) {
        let Verdict { wire, source, behaviour, .. } = entry.change.verdict;
        let is_declared = context.reason(&entry.change).is_some();
        let command = match (entry.level(), wire) {
            (Level::Security, _) | (_, Impact::Breaking) if !is_declared => "error",
            (Level::Security | Level::Breaking | Level::Ask, _) => "warning",
            _ => "notice",
        };
        let security = if entry.level() == Level::Security { "security, " } else { "" };
        let behaviour = if behaviour == Behaviour::Changed { ", behaviour changed" } else { "" };
        let (wire, source) = (wire.word(), source.word());
        let title = format!("{}: {security}wire {wire}, source {source}{behaviour}", entry.change.rule.id);
        _ = writeln!(
            out,
            "::{command} file={},line={},col={},title={}::{}",
            property(path(&entry.head.file)),
            entry.head.line,
            entry.head.column,
            property(&title),
            data(&sentence(entry))
        );
    }
    out
}

/// What happened, from which words to which, and what to do.
fn sentence(entry: &Entry) -> String {
    let change = &entry.change;
    let mut out = plain(&change.message).into_owned();
    if change.before.is_some() || change.after.is_some() {
        _ = write!(out, "\nbefore: {}\nafter: {}", told(change.before.as_deref()), told(change.after.as_deref()));
    }
    if let Some(hint) = &change.hint {
        _ = write!(out, "\n{}", plain(hint));
    }
    out
}

/// The path to annotate: a file of a revision is called `revision:path`, and a workflow only knows paths. A single letter before
/// the colon is a drive.
fn path(file: &str) -> &str {
    match file.split_once(':') {
        Some((revision, path)) if revision.len() > 1 => path,
        _ => file,
    }
}

/// A message, escaped so that nothing in it ends the command.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A property, escaped so that nothing in it ends the property or the command.
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
