//! `cargo xtask coverage`: how much of what the documentation names is typed.

use super::{Exit, load};
use crate::cli::{CoverageOptions, ReportFormat};
use crate::output::Output;
use crate::workspace::SpecFolder;
use open_api_codegen::review::coverage;

pub(crate) fn run(spec: &SpecFolder, options: &CoverageOptions, output: &mut Output) -> Result<Exit, String> {
    let (_, api) = load(spec, output)?;
    let Some(api) = api else {
        return Ok(Exit::Failed);
    };
    let entries = coverage::entries(&api);
    output.result(&match options.format {
        ReportFormat::Text => coverage::text(&entries),
        ReportFormat::Markdown => coverage::markdown(&entries),
        ReportFormat::Json => coverage::json(&entries),
    });
    Ok(Exit::Done)
}
