//! `cargo xtask codegen`: the spec's files in, the client's generated files out.

use super::{Exit, load, show, unified_diff};
use crate::cli::CodegenOptions;
use crate::output::Output;
use crate::readme::Readme;
use crate::workspace::{self, SpecFolder};
use open_api_codegen::emit::{self, FileSet};
use open_api_codegen::fresh::{self, Finding, Fix, OnDisk, Problem};
use open_api_codegen::ir::Api;
use open_api_codegen::lint;
use std::fmt::Write as _;

pub(crate) fn run(spec: &SpecFolder, options: &CodegenOptions, output: &mut Output) -> Result<Exit, String> {
    let Some(api) = load_to_generate(spec, output)? else {
        output.problem("nothing was written\n");
        return Ok(Exit::Failed);
    };
    let (folder, shown) = workspace::generated(options.out.as_deref())?;
    let wanted = emit::emit(&api)?;
    let on_disk = OnDisk::read(&folder).map_err(|error| error.to_string())?;
    let findings = fresh::compare(&wanted, &on_disk);
    // The README speaks of the workspace's own client, not of one that is generated elsewhere.
    let readme = match options.out {
        None => Some(Readme::read(&workspace::root()?, &api)?),
        Some(_) => None,
    };
    if options.check {
        return Ok(check(&wanted, &findings, &on_disk, readme.as_ref(), &shown, output));
    }
    if refuse_hand_written(&findings, &shown, output) {
        return Ok(Exit::Failed);
    }
    fresh::apply(&findings, &folder).map_err(|error| error.to_string())?;
    if let Some(readme) = readme.as_ref().filter(|readme| !readme.is_fresh()) {
        readme.write()?;
    }
    output.result(&summary(&findings, readme.as_ref(), &shown));
    Ok(Exit::Done)
}

/// The API, unless the spec has errors or a lint that is one finds something.
fn load_to_generate(spec: &SpecFolder, output: &mut Output) -> Result<Option<Api>, String> {
    let (files, api) = load(spec, output)?;
    let Some(api) = api else {
        return Ok(None);
    };
    let found = lint::run_errors(&api, &files.spec);
    show(&found, &files, output);
    Ok(Some(api).filter(|_| !found.has_errors()))
}

fn refuse_hand_written(findings: &[Finding<'_>], shown: &str, output: &mut Output) -> bool {
    let in_the_way = findings.iter().filter(|finding| finding.problem == Some(Problem::HandWritten));
    let mut any = false;
    for finding in in_the_way {
        any = true;
        output.problem(&format!(
            "error: {shown}/{} does not begin with the generated header, and a generated file belongs there\n  \
             help: move it away or remove it, then run `cargo xtask codegen`\n",
            finding.path
        ));
    }
    if any {
        output.problem("nothing was written\n");
    }
    any
}

fn check(
    wanted: &FileSet,
    findings: &[Finding<'_>],
    on_disk: &OnDisk,
    readme: Option<&Readme>,
    shown: &str,
    output: &mut Output,
) -> Exit {
    let mut stale = 0;
    let mut tell = |problem, path: &str, before: &str, after: &str| {
        stale += 1;
        output.result(&format!("{problem}  {path}\n"));
        output.result(&unified_diff(path, before, after, output.colors_results()));
    };
    for finding in findings {
        if let Some(problem) = finding.problem {
            let before = on_disk.0.get(finding.path).map(|bytes| String::from_utf8_lossy(bytes)).unwrap_or_default();
            let after = wanted.0.get(finding.path).map_or("", String::as_str);
            tell(problem, &format!("{shown}/{}", finding.path), &before, after);
        }
    }
    if let Some(readme) = readme.filter(|readme| !readme.is_fresh()) {
        tell(Problem::Stale, Readme::NAME, &readme.before, &readme.after);
    }
    let all = findings.len() + usize::from(readme.is_some());
    if stale == 0 {
        output.result(&format!("{all} files are up to date\n"));
        return Exit::Done;
    }
    output.problem(&format!("{stale} of {all} files are not up to date; run `cargo xtask codegen`\n"));
    Exit::Stale
}

/// One line a file, and one that counts them.
fn summary(findings: &[Finding<'_>], readme: Option<&Readme>, shown: &str) -> String {
    let files = findings.iter().map(|finding| {
        let word = match finding.fix {
            Fix::Write(_) => "written",
            Fix::Remove => "removed",
            Fix::None => "unchanged",
        };
        (word, format!("{shown}/{}", finding.path))
    });
    let readme =
        readme.map(|readme| (if readme.is_fresh() { "unchanged" } else { "written" }, Readme::NAME.to_owned()));
    let lines: Vec<(&str, String)> = files.chain(readme).collect();
    let count = |wanted| lines.iter().filter(|(word, _)| *word == wanted).count();
    let (written, unchanged, removed) = (count("written"), count("unchanged"), count("removed"));
    let mut out: String = lines.iter().fold(String::new(), |mut out, (word, path)| {
        let _ = writeln!(out, "{word:<9}  {path}");
        out
    });
    let _ = writeln!(out, "{} files: {written} written, {unchanged} unchanged, {removed} removed", lines.len());
    out
}
