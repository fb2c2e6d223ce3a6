//! `cargo xtask fmt`: the spec's files in canonical form.

use super::{Exit, nothing_written, unified_diff, write_all};
use crate::cli::FmtOptions;
use crate::lock::{Lock, Use};
use crate::output::Output;
use crate::progress::Progress;
use crate::workspace::SpecFolder;
use open_api_codegen::spec::files::{SpecFiles, read_glossary};
use open_api_codegen::spec::fmt;
use open_api_codegen::spec::sources::AllSources;
use open_api_codegen::text::diag::{self, Diagnostics};
use open_api_codegen::text::json;
use open_api_codegen::text::source::{FileId, Source};
use std::path::{Path, PathBuf};

pub(crate) fn run(spec: &SpecFolder, options: &FmtOptions, output: &mut Output) -> Result<Exit, String> {
    let (folder, shown) = spec.locate()?;
    let _lock = Lock::of_spec(&folder, &shown, Use::unless(options.check), output)?;
    let (files, mut found) = SpecFiles::read(&folder, &shown);
    let (glossary, problems) = read_glossary(&folder, &shown);
    found.append(problems);
    let sources = AllSources { spec: &files, glossary: glossary.as_ref(), pages: &[] };
    let mut formatted = Vec::new();
    let formatting = Progress::whole("formatting the spec");
    if !found.has_errors() {
        format(&files.spec, FileId::Spec, fmt::spec, &mut formatted, &mut found);
        format(&files.catalog, FileId::Catalog, fmt::plain, &mut formatted, &mut found);
        if let Some(glossary) = &glossary {
            format(glossary, FileId::Glossary, fmt::plain, &mut formatted, &mut found);
        }
    }
    drop(formatting);
    output.problem(&diag::render(&found, &sources, output.colors_problems()));
    if found.has_errors() {
        return Ok(nothing_written(output));
    }
    let changed: Vec<_> = formatted.iter().filter(|(source, text)| source.text() != text).collect();
    if options.check {
        for (source, text) in &changed {
            let diff = unified_diff(source.name(), source.text(), text, output.colors_results());
            output.result(&diff);
        }
        if changed.is_empty() {
            output.result(&format!("{} files are in canonical form\n", formatted.len()));
            return Ok(Exit::Done);
        }
        let (some, all) = (changed.len(), formatted.len());
        output.problem(&format!("{some} of {all} files are not in canonical form; run `cargo xtask fmt`\n"));
        return Ok(Exit::Stale);
    }
    let path = |source: &Source| folder.join(Path::new(source.name()).file_name().unwrap_or_default());
    let paths: Vec<_> = changed.iter().map(|(source, _)| path(source)).collect();
    let texts = changed.iter().map(|(_, text)| text.as_str());
    write_all(&paths.iter().map(PathBuf::as_path).zip(texts).collect::<Vec<_>>())?;
    for (source, text) in &formatted {
        let is_changed = source.text() != text;
        if is_changed || options.verbose {
            output.result(&format!("{:<9}  {}\n", if is_changed { "written" } else { "unchanged" }, source.name()));
        }
    }
    let (all, written) = (formatted.len(), changed.len());
    output.result(&format!("{all} files: {written} written, {} unchanged\n", all - written));
    Ok(Exit::Done)
}

fn format<'s>(
    source: &'s Source,
    file: FileId,
    canonical: fn(&json::Value<'_>) -> String,
    into: &mut Vec<(&'s Source, String)>,
    found: &mut Diagnostics,
) {
    match json::parse(source, file) {
        Ok(root) => into.push((source, canonical(&root))),
        Err(problems) => found.append(problems),
    }
}
