//! `cargo xtask codegen`: the spec's files in, the client's generated files out.

use super::{Exit, load, unified_diff};
use crate::cli::CodegenOptions;
use crate::output::Output;
use crate::workspace::{self, SpecFolder};
use open_api_codegen::emit::{self, FileSet};
use open_api_codegen::fresh::{self, Finding, Fix, OnDisk, Problem};
use std::fmt::Write as _;

pub(crate) fn run(spec: &SpecFolder, options: &CodegenOptions, output: &mut Output) -> Result<Exit, String> {
    let (_, api) = load(spec, output)?;
    let Some(api) = api else {
        output.problem("nothing was written\n");
        return Ok(Exit::Failed);
    };
    let (folder, shown) = workspace::generated(options.out.as_deref())?;
    let wanted = emit::emit(&api)?;
    let on_disk = OnDisk::read(&folder).map_err(|error| error.to_string())?;
    let findings = fresh::compare(&wanted, &on_disk);
    if options.check {
        return Ok(check(&wanted, &findings, &on_disk, &shown, output));
    }
    if refuse_hand_written(&findings, &shown, output) {
        return Ok(Exit::Failed);
    }
    fresh::apply(&findings, &folder).map_err(|error| error.to_string())?;
    output.result(&summary(&findings, &shown));
    Ok(Exit::Done)
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

fn check(wanted: &FileSet, findings: &[Finding<'_>], on_disk: &OnDisk, shown: &str, output: &mut Output) -> Exit {
    let mut stale = 0;
    for finding in findings {
        let Some(problem) = finding.problem else {
            continue;
        };
        stale += 1;
        let path = format!("{shown}/{}", finding.path);
        output.result(&format!("{problem}  {path}\n"));
        let before = on_disk.0.get(finding.path).map(|bytes| String::from_utf8_lossy(bytes)).unwrap_or_default();
        let after = wanted.0.get(finding.path).map_or("", String::as_str);
        output.result(&unified_diff(&path, &before, after, output.colors_results()));
    }
    if stale == 0 {
        output.result(&format!("{} files are up to date\n", findings.len()));
        return Exit::Done;
    }
    output.problem(&format!("{stale} of {} files are not up to date; run `cargo xtask codegen`\n", findings.len()));
    Exit::Stale
}

fn summary(findings: &[Finding<'_>], shown: &str) -> String {
    let (mut written, mut unchanged, mut removed) = (0, 0, 0);
    let mut out = String::new();
    for finding in findings {
        let word = match finding.fix {
            Fix::Write(_) => {
                written += 1;
                "written"
            }
            Fix::Remove => {
                removed += 1;
                "removed"
            }
            Fix::None => {
                unchanged += 1;
                "unchanged"
            }
        };
        let _ = writeln!(out, "{word:<9}  {shown}/{}", finding.path);
    }
    let _ = writeln!(out, "{} files: {written} written, {unchanged} unchanged, {removed} removed", findings.len());
    out
}
