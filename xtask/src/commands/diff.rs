//! `cargo xtask diff`: what a change of the spec does to deployed clients, to the Rust API, and to what has to be protected.

use super::{Exit, show};
use crate::cli::{DiffFormat, DiffOptions, FailOn};
use crate::lock::{Lock, Use};
use crate::output::Output;
use crate::progress::Progress;
use crate::states::{self, Read, State};
use crate::workspace::SpecFolder;
use open_api_codegen::api::ir::Api;
use open_api_codegen::load;
use open_api_codegen::review::diff::report::{self, Context, Entry};
use open_api_codegen::review::diff::{self, Declarations, Impact, Report, Side, Verdict};
use open_api_codegen::spec::files::SpecFiles;
use open_api_codegen::text::diag::Diagnostics;
use std::fs;
use std::io::Read as _;
use std::mem::{self, ManuallyDrop};
use std::path::Path;
use std::thread;

pub(crate) fn run(spec: &SpecFolder, options: &DiffOptions, output: &mut Output) -> Result<Exit, String> {
    if let Some(rule) = &options.rules {
        return rules(rule, output);
    }
    let declared = options.declared.as_deref().map(declarations).transpose()?;
    let (folder, called) = spec.locate()?;
    let lock = Lock::of_spec(&folder, &called, Use::Looks, output)?;
    let (base, head) = both(
        || states::base(&folder, &called, options.base.as_deref(), options.head.as_deref()),
        || states::head(&folder, &called, options.head.as_deref()),
    );
    drop(lock);
    let head = shown(head?, output);
    let base = shown(base?, output);
    let (Some(base), Some(head)) = (base, head) else {
        return Ok(Exit::Failed);
    };
    for note in [&base.note, &head.note].into_iter().flatten() {
        output.problem(&format!("note: {note}\n"));
    }
    for problem in declared.iter().flat_map(|declared| &declared.problems) {
        output.problem(&format!("warning: not a declaration: {problem}\n"));
    }
    let context = Context {
        base: base.name.clone(),
        head: head.name.clone(),
        arguments: [options.base.clone(), options.head.clone()].into_iter().flatten().collect(),
        version: env!("CARGO_PKG_VERSION").parse().ok(),
        declared,
    };
    let (base, head) = states::share_catalog(base, head)?;
    let reading = Progress::whole("reading both specs");
    let (base_read, head_read) = both(|| load::load_to_compare(&base), || load::load_to_compare(&head));
    drop(reading);
    let base_api = check(base_read, &base, ("base", &context.base), output);
    let head_api = check(head_read, &head, ("head", &context.head), output);
    let (Some(base_api), Some(head_api)) = (base_api, head_api) else {
        return Ok(Exit::Failed);
    };
    // The program ends soon: freeing large APIs would only keep its user waiting.
    let (base_api, head_api) = (ManuallyDrop::new(base_api), ManuallyDrop::new(head_api));
    let base = Side { files: &base, api: &base_api };
    let head = Side { files: &head, api: &head_api };
    let comparing = Progress::whole("comparing");
    let report = diff::compare(base, head);
    let text = match options.format {
        DiffFormat::Text => report::text(&report, &context, output.colors_results()),
        DiffFormat::Markdown => report::markdown(&report, &context),
        DiffFormat::Json => report::json(&report, &context),
        DiffFormat::Github => report::github(&report, &context),
    };
    drop(comparing);
    output.result(&text);
    let exit = fail_on(&report, &context, &options.fail_on, output);
    mem::forget(report);
    Ok(exit)
}

/// The rule with an id, or all of them.
fn rules(id: &str, output: &mut Output) -> Result<Exit, String> {
    if id.is_empty() {
        output.result(&report::rules());
        return Ok(Exit::Done);
    }
    let rule = report::rule(id)
        .ok_or_else(|| format!("there is no rule `{id}`; `cargo xtask diff --rules` lists them all"))?;
    output.result(&rule);
    Ok(Exit::Done)
}

/// What a text declares; `-` is standard input.
fn declarations(path: &Path) -> Result<Declarations, String> {
    let mut bytes = Vec::new();
    let read = if path == Path::new("-") {
        std::io::stdin().read_to_end(&mut bytes).map(|_| ())
    } else {
        fs::read(path).map(|read| bytes = read)
    };
    read.map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    Ok(Declarations::read(&String::from_utf8_lossy(&bytes)))
}

/// The two sides have nothing to do with each other, and reading them is most of the work.
fn both<T: Send>(base: impl FnOnce() -> T + Send, head: impl FnOnce() -> T) -> (T, T) {
    thread::scope(|scope| {
        let base = scope.spawn(base);
        let head = head();
        (base.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), head)
    })
}

/// What has happened and was not declared.
fn fail_on(report: &Report<'_>, context: &Context, fail_on: &[FailOn], output: &mut Output) -> Exit {
    let is_declared =
        |entry: &Entry| context.declared.as_ref().is_some_and(|declared| declared.reason(&entry.change).is_some());
    let has_happened = |what: &FailOn| {
        report.entries.iter().filter(|entry| !is_declared(entry)).any(|entry| {
            let Verdict { wire, source, security, .. } = entry.change.verdict;
            match what {
                FailOn::Wire => wire == Impact::Breaking,
                FailOn::Ask => wire >= Impact::Ask,
                FailOn::Source => source == Impact::Breaking,
                FailOn::Security => security,
            }
        })
    };
    let mut exit = Exit::Done;
    for what in fail_on.iter().filter(|what| has_happened(what)) {
        output.problem(match what {
            FailOn::Wire => "error: the change breaks the wire: deployed clients stop working\n",
            FailOn::Ask => {
                "error: the change breaks the wire, or may break it and the spec cannot tell: ask the platform\n"
            }
            FailOn::Source => "error: the change breaks the source: code that uses the crate stops compiling\n",
            FailOn::Security => "error: the change is about security: something is less protected than before\n",
        });
        exit = Exit::FailedOn;
    }
    exit
}

fn shown(read: Read, output: &mut Output) -> Option<State> {
    read.map_err(|unread| show(&unread.1, &unread.0, output)).ok()
}

fn check(
    (api, found): (Option<Api>, Diagnostics),
    files: &SpecFiles,
    (side, name): (&str, &str),
    output: &mut Output,
) -> Option<Api> {
    show(&found, files, output);
    if found.has_errors() {
        output.problem(&format!(
            "the {side}, {name}, is no spec as this version of the tool reads one, so that nothing was compared\n"
        ));
    }
    api.filter(|_| !found.has_errors())
}
