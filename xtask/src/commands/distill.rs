//! `cargo xtask distill`: documentation pages in, the spec with their facts out. All pages or none.

use super::{Exit, nothing_written, write_all};
use crate::cli::DistillOptions;
use crate::lock::{Lock, Use};
use crate::output::Output;
use crate::pages::{self, Pages};
use crate::progress::Progress;
use crate::texts;
use crate::workspace::SpecFolder;
use open_api_codegen::distill::merge::{self, Distilled};
use open_api_codegen::distill::page::Parsed;
use open_api_codegen::load;
use open_api_codegen::review::diff::report::Context;
use open_api_codegen::review::diff::{self, Side, report};
use open_api_codegen::review::lint;
use open_api_codegen::spec::catalog::{self, Catalog};
use open_api_codegen::spec::files::{SpecFiles, read_glossary};
use open_api_codegen::spec::fmt;
use open_api_codegen::spec::glossary::{self, Glossary};
use open_api_codegen::spec::sources::AllSources;
use open_api_codegen::text::diag::{self, Code, Diagnostic, Diagnostics, Severity};
use open_api_codegen::text::foreign::shown;
use open_api_codegen::text::json::{self, Tree, Value};
use open_api_codegen::text::source::{FileId, Source};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::ErrorKind;
use std::path::PathBuf;

/// Everything that is read before anything is distilled.
pub(super) struct Inputs {
    pub(super) spec: SpecFiles,
    pub(super) glossary: Option<Source>,
    pub(super) pages: Vec<Source>,
}

impl Inputs {
    fn sources(&self) -> AllSources<'_> {
        AllSources { spec: &self.spec, glossary: self.glossary.as_ref(), pages: &self.pages }
    }

    fn show(&self, found: &Diagnostics, output: &mut Output) {
        let color = output.colors_problems();
        output.problem(&diag::render(found, &self.sources(), color));
    }
}

pub(crate) fn run(spec: &SpecFolder, options: &DistillOptions, output: &mut Output) -> Result<Exit, String> {
    let (folder, shown) = spec.locate()?;
    let _lock = Lock::of_spec(&folder, &shown, Use::unless(options.check), output)?;
    let (files, mut found) = SpecFiles::read(&folder, &shown);
    let (glossary, problems) = read_glossary(&folder, &shown);
    found.append(problems);
    let inputs = Inputs { spec: files, glossary, pages: read_pages(&options.pages)? };
    if found.has_errors() {
        return Ok(refuse(&inputs, &found, output));
    }
    let root = match json::parse(&inputs.spec.spec, FileId::Spec) {
        Ok(root) => root,
        Err(found) => return Ok(refuse(&inputs, &found, output)),
    };
    let (catalog, glossary, found) = tables(&inputs);
    if found.has_errors() {
        return Ok(refuse(&inputs, &found, output));
    }
    let origins: Vec<_> = inputs.pages.iter().map(|file| pages::origin_of_name(file.name())).collect();
    let bringing = Progress::whole("bringing the pages into the spec");
    let Pages { parsed, files } = pages::read(&inputs.pages, &origins);
    let names = names(&inputs.pages, &parsed, &files);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let distilled = merge::distill_read(Tree::from(&root), parsed, &catalog, &glossary, options.unstated);
    drop(bringing);
    show_findings(&inputs, &distilled, &files, &root, output);
    let text = fmt::tree(distilled.spec.clone());
    let written = Source::new(inputs.spec.spec.name(), text);
    if distilled.has_errors() {
        let exit = nothing_written(output);
        output.result(&merge::summary(&distilled, &names, 0));
        return Ok(exit);
    }
    output.result(&changes(&names, &distilled));
    let open = to_dos(&inputs, &distilled, &files, &written);
    output.result(&open.shown);
    let summary = merge::summary(&distilled, &names, open.number);
    if options.check {
        let exit = check(&distilled, output);
        output.result(&summary);
        return Ok(exit);
    }
    let is_new = distilled.pages.iter().any(|page| !page.changes.is_empty());
    if is_new {
        write_all(&[(&folder.join("openapi.json"), written.text())])?;
    }
    output.result(&format!("{}  {}\n", if is_new { "written  " } else { "unchanged" }, written.name()));
    if is_new {
        show_meaning(&inputs, written, &open.next, output);
    }
    output.result(&summary);
    Ok(Exit::Done)
}

fn read_pages(paths: &[PathBuf]) -> Result<Vec<Source>, String> {
    if paths.len() > usize::from(u16::MAX) {
        return Err(format!("{} pages are too many for one run; the most are {}", paths.len(), u16::MAX));
    }
    let read = |path: &PathBuf| {
        let shown = path.display().to_string().replace('\\', "/");
        let text = texts::read_page(path, &shown).map_err(|unread| {
            let help = match unread.kind {
                ErrorKind::NotFound => "check the name; pages are looked for from the folder that you are in",
                ErrorKind::IsADirectory => "name the files in it",
                _ => "save the page as text in UTF-8",
            };
            format!("{}; nothing was written", unread.with_help(help))
        })?;
        Ok(Source::new(shown, text))
    };
    paths.iter().map(read).collect()
}

/// The catalog and the glossary, and everything that makes the spec's files unfit to be added to.
pub(super) fn tables(inputs: &Inputs) -> (Catalog, Glossary, Diagnostics) {
    let mut found = Diagnostics::new();
    // An open to-do does not stop distilling.
    let settled = |problems: Diagnostics, found: &mut Diagnostics| {
        problems
            .iter()
            .filter(|problem| problem.code != Code::OpenToDo)
            .for_each(|problem| found.push(problem.clone()));
    };
    match load::read_spec(&inputs.spec.spec) {
        Ok((_, problems)) => settled(problems, &mut found),
        Err(problems) => found.append(problems),
    }
    let (mut catalog, mut known) = (Catalog::default(), Glossary::default());
    match json::parse(&inputs.spec.catalog, FileId::Catalog) {
        Ok(root) => {
            let (read, problems) = catalog::read(&root);
            catalog = read;
            settled(problems, &mut found);
        }
        Err(problems) => found.append(problems),
    }
    if let Some(source) = &inputs.glossary {
        match json::parse(source, FileId::Glossary) {
            Ok(root) => {
                let (read, problems) = glossary::read(&root);
                known = read;
                found.append(problems);
            }
            Err(problems) => found.append(problems),
        }
    }
    (catalog, known, found)
}

pub(super) fn refuse(inputs: &Inputs, found: &Diagnostics, output: &mut Output) -> Exit {
    inputs.show(found, output);
    nothing_written(output)
}

fn show_findings(inputs: &Inputs, distilled: &Distilled, files: &[usize], root: &Value<'_>, output: &mut Output) {
    let mut found = Diagnostics::new();
    let file_of = |page: usize| files.get(page).and_then(|file| u16::try_from(*file).ok()).unwrap_or(u16::MAX);
    for (at, page) in distilled.pages.iter().enumerate() {
        let problems = page.mapped.as_ref().map_or(&[][..], |mapped| &mapped.problems);
        found.append(merge::diagnostics(at, &page.findings, problems, root, &file_of));
    }
    inputs.show(&found, output);
}

/// What each page is called: by its file, and by its place in a file of several.
fn names(sources: &[Source], parsed: &[Parsed], files: &[usize]) -> Vec<String> {
    let named = files.iter().zip(parsed).map(|(file, parsed)| {
        let name = sources[*file].name();
        let title = parsed.page.as_ref().and_then(|page| page.title.as_ref());
        match title.filter(|_| files.iter().filter(|other| *other == file).count() > 1) {
            Some(title) => format!("{name}:{}", title.span),
            None => name.to_owned(),
        }
    });
    named.collect()
}

/// What each page is, what it changes, and what it no longer has.
fn changes(names: &[&str], distilled: &Distilled) -> String {
    let mut out = String::new();
    for (name, page) in names.iter().zip(&distilled.pages) {
        let entry = page.mapped.as_ref().and_then(|mapped| mapped.entry.as_deref()).unwrap_or("not understood");
        let _ = writeln!(out, "{name} is {entry}");
        for change in &page.changes {
            let _ = writeln!(out, "  {}", shown(&change.to_string()));
        }
        let removals = page.mapped.as_ref().map_or(&[][..], |mapped| &mapped.removals);
        for removal in removals.iter().filter(|removal| !removal.done) {
            let _ = writeln!(out, "  ? {} is no longer on the page; `--prune` removes it", shown(&removal.what));
        }
        if page.changes.is_empty() && removals.is_empty() {
            out.push_str("  agrees with the spec\n");
        }
    }
    out
}

/// What a person has to settle: the to-dos of the spec, each text once, and what lint refuses once they are written.
struct Open {
    shown: String,
    number: usize,
    next: Vec<Diagnostic>,
}

fn to_dos(inputs: &Inputs, distilled: &Distilled, files: &[usize], written: &Source) -> Open {
    let mut open: Vec<(merge::ToDo, usize)> = Vec::new();
    let mut known: BTreeMap<String, usize> = BTreeMap::new();
    for to_do in merge::find_to_dos(written, &distilled.origins()) {
        match known.get(&to_do.text) {
            Some(at) => open[*at].1 += 1,
            None => {
                known.insert(to_do.text.clone(), open.len());
                open.push((to_do, 1));
            }
        }
    }
    let next = refused_next(inputs, written);
    let number = open.len() + next.len();
    let mut out = String::new();
    if number > 0 {
        let _ = writeln!(out, "to do, {number} in the spec:");
    }
    for (to_do, times) in open {
        let place = written.position(to_do.span.start());
        let _ = write!(out, "  {}:{place}  {}: {}", written.name(), shown(&to_do.field), shown(&to_do.text));
        if times > 1 {
            let _ = write!(out, "  ({times} places)");
        }
        if let Some((page, span)) = to_do.origin {
            let _ = write!(out, "  (see {}:{span})", shown(inputs.pages[files[page]].name()));
        }
        out.push('\n');
    }
    for problem in &next {
        let place = written.position(problem.span.start());
        let _ = writeln!(out, "  {}:{place}  {} ({})", written.name(), problem.message, problem.code);
    }
    Open { shown: out, number, next }
}

/// What `lint` and `codegen` refuse beside the to-dos, found as if these were written already.
fn refused_next(inputs: &Inputs, written: &Source) -> Vec<Diagnostic> {
    let files = SpecFiles { spec: merge::filled(written), catalog: inputs.spec.catalog.clone() };
    let (api, mut found) = load::load(&files);
    if let Some(api) = api.filter(|_| !found.has_errors()) {
        found.append(lint::run(&api, &files.spec));
    }
    found.iter().filter(|problem| problem.severity == Severity::Error).cloned().collect()
}

fn check(distilled: &Distilled, output: &mut Output) -> Exit {
    if distilled.disagrees() {
        output.problem("spec and pages disagree; run `cargo xtask distill`, with `--prune` where something is to go\n");
        return Exit::Stale;
    }
    output.result("spec and pages agree\n");
    Exit::Done
}

/// What the new spec means: for deployed clients and for code that uses the crate, or what keeps it from being generated.
/// A name that Rust cannot have is a fact all the same; the maintainer settles it.
fn show_meaning(inputs: &Inputs, written: Source, next: &[Diagnostic], output: &mut Output) {
    let (old_api, old_found) = load::load(&inputs.spec);
    let files = SpecFiles { spec: written, catalog: inputs.spec.catalog.clone() };
    let (new_api, found) = load::load(&files);
    if !next.is_empty() {
        let mut refused = Diagnostics::new();
        for problem in next {
            refused.push(problem.clone());
        }
        output.problem(&diag::render(&refused, &files, output.colors_problems()));
        output.problem("the facts are written; `cargo xtask codegen` waits until these are settled\n");
    }
    let (Some(old), Some(new)) = (old_api, new_api) else {
        return;
    };
    if old_found.has_errors() || found.has_errors() {
        return;
    }
    let context = Context { version: env!("CARGO_PKG_VERSION").parse().ok(), ..Context::default() };
    let base = Side { files: &inputs.spec, api: &old };
    let report = diff::compare(base, Side { files: &files, api: &new });
    output.result(&format!("\n{}", report::text(&report, &context, output.colors_results())));
}
