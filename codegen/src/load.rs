//! From a spec folder's texts to the API: parses, checks and lowers them, and runs the lints that are errors.
//! The texts are read from the disk in `spec::files`.

use crate::api::ir::{Api, TypeId};
use crate::api::lower;
use crate::review::lint;
use crate::spec::catalog;
use crate::spec::files::SpecFiles;
use crate::spec::openapi::{self, Document};
use crate::text::diag::Diagnostics;
use crate::text::json::{self, Malformed, Tree};
use crate::text::source::{FileId, Source};
use std::thread;

/// Parses, checks and lowers. There is an API only if no error was found: nothing that comes later has to expect a broken one.
#[must_use]
pub fn load(files: &SpecFiles) -> (Option<Api>, Diagnostics) {
    let (mut api, found) = load_to_compare(files);
    if let Some(api) = &mut api {
        let examples = lower::examples(api, &files.spec);
        fill_in(api, examples);
    }
    (api, found)
}

/// Loads, and runs the lints that are errors if nothing else is wrong: what stops `codegen`.
#[must_use]
pub fn load_to_generate(files: &SpecFiles) -> (Option<Api>, Diagnostics) {
    let (mut api, mut found) = load_to_compare(files);
    if let Some(api) = &mut api {
        let (examples, problems) = thread::scope(|scope| {
            let problems = scope.spawn(|| lint::run_errors(api, &files.spec));
            let examples = lower::examples(api, &files.spec);
            (examples, problems.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        });
        fill_in(api, examples);
        found.append(problems);
    }
    (api.filter(|_| !found.has_errors()), found)
}

fn fill_in(api: &mut Api, examples: Vec<(TypeId, Tree)>) {
    for (id, example) in examples {
        api.types[id.0 as usize].example = Some(example);
    }
}

/// Loads without the types' examples, which only generated code shows.
#[must_use]
pub fn load_to_compare(files: &SpecFiles) -> (Option<Api>, Diagnostics) {
    let mut found = Diagnostics::new();
    let (spec, catalog) = thread::scope(|scope| {
        let catalog = scope.spawn(|| json::parse(&files.catalog, FileId::Catalog));
        (read_spec(&files.spec), catalog.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    });
    let ((document, problems), catalog) = match (spec, catalog) {
        (Ok(spec), Ok(catalog)) => (spec, catalog),
        (spec, catalog) => {
            for failed in [spec.err(), catalog.err()].into_iter().flatten() {
                found.append(failed);
            }
            return (None, found);
        }
    };
    found.append(problems);
    let (catalog, problems) = catalog::read(&catalog);
    found.append(problems);
    let Some(document) = document else { return (None, found) };
    let schemas_span = document.schemas_span;
    let runtime_is_broken = ["Credentials", "Envelope"].iter().any(|name| document.broken.contains(*name));
    let (api, problems) = lower::lower(document, catalog);
    found.append(problems);
    if !runtime_is_broken {
        found.append(lower::check_runtime(&api, schemas_span));
    }
    (Some(api).filter(|_| !found.has_errors()), found)
}

/// Reads the spec an entry at a time, which is fast and takes little memory; where that does not go, the spec is parsed whole,
/// which tells what is wrong.
///
/// # Errors
/// Everything that is no JSON, and names that stand twice.
pub fn read_spec(spec: &Source) -> Result<(Option<Document>, Diagnostics), Diagnostics> {
    openapi::read_text(spec.text())
        .or_else(|Malformed| json::parse(spec, FileId::Spec).map(|root| openapi::read(&root)))
}
