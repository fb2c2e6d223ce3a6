//! `cargo xtask diff`: what a change of the spec does to the wire and to the Rust API.

use super::{Exit, show};
use crate::cli::{DiffFormat, DiffOptions, FailOn};
use crate::git::Repository;
use crate::output::Output;
use crate::workspace::SpecFolder;
use open_api_codegen::api::ir::Api;
use open_api_codegen::load;
use open_api_codegen::review::diff::report::{self, Summary};
use open_api_codegen::review::diff::{self, Impact, Side};
use open_api_codegen::spec::files::SpecFiles;
use open_api_codegen::text::diag::Diagnostics;
use open_api_codegen::text::source::Source;
use std::mem::{self, ManuallyDrop};
use std::path::Path;
use std::thread;

const SPEC: &str = "openapi.json";
const CATALOG: &str = "catalog.json";

pub(crate) fn run(spec: &SpecFolder, options: &DiffOptions, output: &mut Output) -> Result<Exit, String> {
    if options.rules {
        output.result(&report::rules());
        return Ok(Exit::Done);
    }
    let (base, head) = both(|| read_base(spec, options), || read_head(spec, options.head.as_deref()));
    let head = shown(head?, output);
    let base = shown(base?, output);
    let (Some(base), Some(head)) = (base, head) else {
        return Ok(Exit::Failed);
    };
    let (base, head) = share_catalog(base, head)?;
    let (base_read, head_read) = both(|| load::load_to_compare(&base), || load::load_to_compare(&head));
    let (base_api, head_api) = (check(base_read, &base, output), check(head_read, &head, output));
    let (Some(base_api), Some(head_api)) = (base_api, head_api) else {
        return Ok(Exit::Failed);
    };
    // The program ends soon: taking large APIs apart would only keep its user waiting.
    let (base_api, head_api) = (ManuallyDrop::new(base_api), ManuallyDrop::new(head_api));
    let base = Side { files: &base, api: &base_api };
    let head = Side { files: &head, api: &head_api };
    let report = diff::compare(base, head);
    output.result(&match options.format {
        DiffFormat::Text => report::text(&report, output.colors_results()),
        DiffFormat::Markdown => report::markdown(&report),
        DiffFormat::Json => report::json(&report),
        DiffFormat::Github => report::github(&report),
    });
    let exit = fail_on(report.summary, &options.fail_on, output);
    mem::forget(report);
    Ok(exit)
}

/// The two sides have nothing to do with each other, and reading them is most of the work.
fn both<T: Send>(base: impl FnOnce() -> T + Send, head: impl FnOnce() -> T) -> (T, T) {
    thread::scope(|scope| {
        let base = scope.spawn(base);
        let head = head();
        (base.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), head)
    })
}

fn fail_on(summary: Summary, fail_on: &[FailOn], output: &mut Output) -> Exit {
    let has_happened = |what: &FailOn| match what {
        FailOn::Wire => summary.wire == Impact::Breaking,
        FailOn::Source => summary.source == Impact::Breaking,
        FailOn::Security => summary.security,
    };
    let mut exit = Exit::Done;
    for what in fail_on.iter().filter(|what| has_happened(what)) {
        output.problem(match what {
            FailOn::Wire => "error: the change breaks the wire: deployed clients stop working\n",
            FailOn::Source => "error: the change breaks the source: code that uses the crate stops compiling\n",
            FailOn::Security => "error: the change is about security: something is less protected than before\n",
        });
        exit = Exit::FailedOn;
    }
    exit
}

/// A spec's texts; a spec that was given as a lone file has no catalog of its own.
struct Texts {
    spec: Source,
    catalog: Option<Source>,
}

/// A spec's texts, or what is in the way of reading them.
type Read = Result<Texts, Box<(SpecFiles, Diagnostics)>>;

fn shown(read: Read, output: &mut Output) -> Option<Texts> {
    read.map_err(|unread| show(&unread.1, &unread.0, output)).ok()
}

fn read_head(spec: &SpecFolder, given: Option<&str>) -> Result<Read, String> {
    let (folder, shown) = spec.locate()?;
    match given {
        None => Ok(read_folder(&folder, &shown)),
        Some(given) => read_given(&folder, &shown, given),
    }
}

fn read_base(spec: &SpecFolder, options: &DiffOptions) -> Result<Read, String> {
    let (folder, shown) = spec.locate()?;
    if let Some(given) = &options.base {
        return read_given(&folder, &shown, given);
    }
    let repository = Repository::around(&folder)?;
    let head = options.head.as_deref().filter(|head| !Path::new(head).exists()).unwrap_or("HEAD");
    let base = repository.merge_base(head)?;
    read_revision(&repository, &shown, &base).map(Ok)
}

/// A path if there is one of that name, else a revision.
fn read_given(folder: &Path, shown: &str, given: &str) -> Result<Read, String> {
    let path = Path::new(given);
    let name = given.trim_end_matches('/').replace('\\', "/");
    if path.is_dir() {
        return Ok(read_folder(path, &name));
    }
    if path.is_file() {
        return read_file(path, &name).map(Ok);
    }
    let repository = Repository::around(folder).map_err(|error| format!("there is no path `{given}`, and {error}"))?;
    if repository.commit(given)?.is_none() {
        return Err(repository.unknown(given)?);
    }
    read_revision(&repository, shown, given).map(Ok)
}

fn read_folder(folder: &Path, shown: &str) -> Read {
    let (files, found) = SpecFiles::read(folder, shown);
    if found.has_errors() {
        return Err(Box::new((files, found)));
    }
    Ok(Texts { spec: files.spec, catalog: Some(files.catalog) })
}

fn read_file(path: &Path, shown: &str) -> Result<Texts, String> {
    let read = |path: &Path, shown: &str| match std::fs::read_to_string(path) {
        Ok(text) => Ok(Source::new(shown, text)),
        Err(error) => Err(format!("cannot read {shown}: {error}")),
    };
    let beside = path.with_file_name(CATALOG);
    let beside_shown = match shown.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{CATALOG}"),
        None => CATALOG.to_owned(),
    };
    let catalog = if beside.is_file() { Some(read(&beside, &beside_shown)?) } else { None };
    Ok(Texts { spec: read(path, shown)?, catalog })
}

/// The spec folder as it was in a revision.
fn read_revision(repository: &Repository, shown: &str, revision: &str) -> Result<Texts, String> {
    let read = |name: &str| match repository.show(revision, name)? {
        Some(text) => Ok(Source::new(format!("{revision}:{shown}/{name}"), text)),
        None => {
            Err(format!("the revision `{revision}` has no {shown}/{name}; name a revision that has a spec, or a path"))
        }
    };
    Ok(Texts { spec: read(SPEC)?, catalog: Some(read(CATALOG)?) })
}

/// A lone file is read with the other side's catalog.
fn share_catalog(base: Texts, head: Texts) -> Result<(SpecFiles, SpecFiles), String> {
    let (base_catalog, head_catalog) = match (base.catalog, head.catalog) {
        (Some(base), Some(head)) => (base, head),
        (Some(one), None) | (None, Some(one)) => (one.clone(), one),
        (None, None) => {
            return Err(format!(
                "neither {} nor {} has a {CATALOG} beside it; a spec is read with one",
                base.spec.name(),
                head.spec.name()
            ));
        }
    };
    Ok((SpecFiles { spec: base.spec, catalog: base_catalog }, SpecFiles { spec: head.spec, catalog: head_catalog }))
}

fn check((api, found): (Option<Api>, Diagnostics), files: &SpecFiles, output: &mut Output) -> Option<Api> {
    show(&found, files, output);
    api.filter(|_| !found.has_errors())
}
