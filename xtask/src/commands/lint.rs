//! `cargo xtask lint`: everything that is wrong with the spec, or could be better.

use super::{Exit, read, show};
use crate::cli::LintOptions;
use crate::output::Output;
use crate::progress::Progress;
use crate::workspace::SpecFolder;
use open_api_codegen::review::lint::{self, Lint};
use open_api_codegen::text::diag::{Code, Severity};

pub(crate) fn run(spec: &SpecFolder, options: &LintOptions, output: &mut Output) -> Result<Exit, String> {
    if let Some(id) = &options.explain {
        return explain(id, output);
    }
    let (files, api, mut found) = read(spec, output)?;
    // A spec with errors is read only in part, so that the findings of the lints would mislead.
    if let Some(api) = api.filter(|_| !found.has_errors()) {
        let linting = Progress::whole("running the lints");
        found.append(lint::run(&api, &files.spec));
        drop(linting);
    }
    show(&found, &files, output);
    if found.has_errors() {
        return Ok(Exit::Failed);
    }
    let warnings = found.counts().1;
    output.result(&match warnings {
        0 => "no problems found\n".to_owned(),
        1 => "1 warning, no errors\n".to_owned(),
        _ => format!("{warnings} warnings, no errors\n"),
    });
    Ok(Exit::Done)
}

/// One lint or error in full, or a line for each.
fn explain(id: &str, output: &mut Output) -> Result<Exit, String> {
    if id.is_empty() {
        for lint in lint::ALL {
            output.result(&format!("{:<7}  {}\n", severity(lint), lint.id));
        }
        for code in Code::ALL {
            output.result(&format!("error    {code}  {}\n", code.title()));
        }
        output.result("\n`cargo xtask lint --explain ID` says why one exists\n");
        return Ok(Exit::Done);
    }
    if let Some(lint) = lint::by_id(id) {
        let severity = severity(lint);
        output.result(&format!("{} ({severity})\n\nWhy: {}\n\nExample: {}\n", lint.id, lint.why, lint.example));
        return Ok(Exit::Done);
    }
    let code = Code::ALL.iter().find(|code| code.to_string().eq_ignore_ascii_case(id));
    let Some((code, why)) = code.and_then(|code| Some((code, code.why()?))) else {
        return Err(format!("there is no lint and no error `{id}`; `cargo xtask lint --explain` lists them all"));
    };
    output.result(&format!(
        "{code}: {} (error)\n\nWhy: {why}\n\nEach message says what to write instead; the profile is spec/README.md.\n",
        code.title()
    ));
    Ok(Exit::Done)
}

const fn severity(lint: &Lint) -> &'static str {
    match lint.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}
