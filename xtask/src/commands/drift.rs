//! `cargo xtask drift`: what deployed clients saw that the spec does not say. It never changes the spec.

use super::{Exit, load};
use crate::cli::{DriftOptions, ReportFormat};
use crate::output::Output;
use crate::texts;
use crate::workspace::SpecFolder;
use open_api_codegen::review::drift;
use open_api_codegen::spec::sources::AllSources;
use open_api_codegen::text::diag::{self, Diagnostics};
use open_api_codegen::text::source::Source;

pub(crate) fn run(spec: &SpecFolder, options: &DriftOptions, output: &mut Output) -> Result<Exit, String> {
    let (files, api) = load(spec, output)?;
    let Some(api) = api else {
        return Ok(Exit::Failed);
    };
    let mut sources = Vec::with_capacity(options.files.len());
    let mut unreadable = false;
    for path in &options.files {
        let shown = path.display().to_string();
        match texts::read(path, &shown) {
            Ok(text) => sources.push(Source::new(shown, text)),
            Err(unread) => {
                unreadable = true;
                output.problem(&format!("error: {}\n", unread.with_help("check the name")));
            }
        }
    }
    let (mut observations, mut found) = (Vec::new(), Diagnostics::new());
    for (source, number) in sources.iter().zip(0..) {
        let (seen, problems) = drift::read(source, number);
        observations.extend(seen);
        found.append(problems);
    }
    if unreadable || found.has_errors() {
        let sources = AllSources { spec: &files, glossary: None, pages: &sources };
        output.problem(&diag::render(&found, &sources, output.colors_problems()));
        return Ok(Exit::Failed);
    }
    let summaries = drift::sum(&observations, &api);
    output.result(&match options.format {
        ReportFormat::Text => drift::text(&summaries, &files.spec),
        ReportFormat::Markdown => drift::markdown(&summaries, &files.spec),
        ReportFormat::Json => drift::json(&summaries, &files.spec),
    });
    let is_drift = summaries.iter().flat_map(|summary| &summary.rows).any(|row| !row.deviation.is_shape());
    Ok(if is_drift { Exit::Stale } else { Exit::Done })
}
