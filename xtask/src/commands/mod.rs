//! The commands, one a file, and what they share: exit codes, loading, and showing problems.

pub(crate) mod codegen;
#[cfg(feature = "whole")]
pub(crate) mod completions;
pub(crate) mod coverage;
#[cfg(feature = "whole")]
pub(crate) mod diff;
#[cfg(feature = "whole")]
pub(crate) mod distill;
#[cfg(feature = "whole")]
pub(crate) mod drift;
pub(crate) mod fmt;
pub(crate) mod lint;
#[cfg(feature = "whole")]
pub(crate) mod pull;
#[cfg(feature = "whole")]
pub(crate) mod synth;

use crate::lock::{Lock, Use};
use crate::output::Output;
use crate::progress::Progress;
use crate::workspace::SpecFolder;
use open_api_codegen::api::ir::Api;
use open_api_codegen::load;
use open_api_codegen::spec::files::SpecFiles;
use open_api_codegen::text::diag::{self, Diagnostics};
use open_api_codegen::text::file;
use open_api_codegen::text::foreign::shown;
use similar::TextDiff;
use std::path::Path;
use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Done.
    Done,
    /// The input has errors, or the command could not do its work.
    Failed,
    /// Something would change, and `--check` says not to.
    Stale,
    /// Some of the input could not be brought in; the rest is written.
    Partly,
    /// What `--fail-on` names has happened.
    FailedOn,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Failed => 1,
            Exit::Stale => 4,
            Exit::Partly => 5,
            Exit::FailedOn => 100,
        })
    }
}

/// A spec folder's files, and the API if it has no errors. Every problem has been shown.
pub(crate) fn load(spec: &SpecFolder, output: &mut Output) -> Result<(SpecFiles, Option<Api>), String> {
    let (files, api, found) = read(spec, output)?;
    show(&found, &files, output);
    Ok((files, api.filter(|_| !found.has_errors())))
}

/// A spec folder's files, whatever could be made of them, and every problem.
pub(crate) fn read(spec: &SpecFolder, output: &mut Output) -> Result<(SpecFiles, Option<Api>, Diagnostics), String> {
    let (folder, shown) = spec.locate()?;
    let lock = Lock::of_spec(&folder, &shown, Use::Looks, output)?;
    let _reading = Progress::whole("reading the spec");
    let (files, mut found) = SpecFiles::read(&folder, &shown);
    drop(lock);
    if found.has_errors() {
        return Ok((files, None, found));
    }
    let (api, problems) = load::load(&files);
    found.append(problems);
    Ok((files, api, found))
}

/// Says that an error has kept a command from writing anything.
pub(crate) fn nothing_written(output: &mut Output) -> Exit {
    output.problem("nothing was written\n");
    Exit::Failed
}

/// Writes files that belong together: all of them, or none and a word about why.
pub(crate) fn write_all(files: &[(&Path, &str)]) -> Result<(), String> {
    file::write_all(files)
        .map_err(|error| format!("{error}\n  help: make room or give the right to write, then run the command again"))
}

/// Shows problems on standard error.
pub(crate) fn show(found: &Diagnostics, files: &SpecFiles, output: &mut Output) {
    let color = output.colors_problems();
    output.problem(&diag::render(found, files, color));
}

/// A part of a text with what cannot be seen in it written out, but for the tab or the end of the line that it ends with.
fn shown_but_its_end(part: &str) -> String {
    let (part, end) = part.split_at(part.trim_end_matches(['\n', '\t']).len());
    shown(part) + end
}

/// A unified diff, in color if the output has any.
pub(crate) fn unified_diff(path: &str, before: &str, after: &str, color: bool) -> String {
    let diff = TextDiff::from_lines(before, after);
    let mut unified = diff.unified_diff();
    // As git has it: what stands behind `a/` and `b/` does not begin with a slash.
    let path = path.trim_start_matches('/');
    let text = unified.context_radius(3).header(&format!("a/{path}"), &format!("b/{path}")).to_string();
    // What a file holds may be anything, and nothing of it is to move a cursor.
    let text: String = text.split_inclusive(['\n', '\t']).map(shown_but_its_end).collect();
    if !color {
        return text;
    }
    text.lines()
        .map(|line| match line.as_bytes().first() {
            Some(b'+') => format!("\u{1b}[32m{line}\u{1b}[0m\n"),
            Some(b'-') => format!("\u{1b}[31m{line}\u{1b}[0m\n"),
            Some(b'@') => format!("\u{1b}[36m{line}\u{1b}[0m\n"),
            _ => format!("{line}\n"),
        })
        .collect()
}
