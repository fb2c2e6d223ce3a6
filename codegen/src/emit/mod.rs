//! From the IR to the files of the generated client: which files there are, and what is in each.
//! Emitters are pure functions from a piece of the IR to tokens; `render` makes text of them.

mod constructors;
mod cx;
mod docs;
mod enums;
mod index;
mod models;
mod operations;
mod requests;
mod resources;
mod scalars;
mod webhooks;

use crate::ir::{Api, Shape, TypeDef, TypeId};
use crate::render::render;
use cx::Cx;
use proc_macro2::TokenStream;
use std::collections::BTreeMap;
use std::thread;

/// The generated files: text by path below the generated folder, with `/` between names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FileSet(pub BTreeMap<String, String>);

/// One file to be made.
#[derive(Debug, Clone, Copy)]
enum Job<'a> {
    Root,
    Types { folder: &'static str, docs: &'static str },
    Type(TypeId, &'a TypeDef),
    Resources,
    Resource(usize),
    Operations,
    Webhooks,
}

/// Makes every file. Files do not depend on each other, so they are made on all cores.
///
/// # Errors
/// Tokens that are no Rust: a mistake in an emitter, never in a spec.
pub fn emit(api: &Api) -> Result<FileSet, String> {
    let requests = api.operations.iter().map(|operation| (operation.request, operation)).collect();
    let cx = Cx { api, requests: &requests };
    let jobs = jobs(api);
    let workers = thread::available_parallelism().map_or(1, usize::from).min(jobs.len().max(1));
    let made: Vec<Result<Vec<(String, String)>, String>> = thread::scope(|scope| {
        let handles: Vec<_> = (0..workers)
            .map(|worker| {
                let mine = jobs.iter().skip(worker).step_by(workers);
                scope.spawn(move || mine.map(|job| make(cx, *job)).collect())
            })
            .collect();
        // A worker that panicked has met a mistake of ours; its panic goes on here.
        handles
            .into_iter()
            .map(|handle| handle.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    let mut files = BTreeMap::new();
    for part in made {
        files.extend(part?);
    }
    Ok(FileSet(files))
}

fn jobs(api: &Api) -> Vec<Job<'_>> {
    let mut jobs = vec![
        Job::Root,
        Job::Operations,
        Job::Webhooks,
        Job::Resources,
        Job::Types { folder: "scalars", docs: "Ids and other named strings and numbers." },
        Job::Types { folder: "enums", docs: "Codes with names, open to codes that the documents do not list." },
        Job::Types { folder: "models", docs: "Requests, answers and what they hold." },
    ];
    jobs.extend(api.type_ids().map(|(id, def)| Job::Type(id, def)));
    jobs.extend((0..api.resources.len()).map(Job::Resource));
    jobs
}

/// A file's path and text. Tokens that are no Rust are told, so that the emitter at fault can be found.
fn make(cx: Cx<'_>, job: Job<'_>) -> Result<(String, String), String> {
    let (path, docs, tokens) = file(cx, job);
    match render(docs, tokens) {
        Ok(text) => Ok((path, text)),
        Err(error) => Err(format!("the tokens of {path} are no Rust ({error}): {}", file(cx, job).2)),
    }
}

/// A file's path, the words at its top, and its tokens.
fn file(cx: Cx<'_>, job: Job<'_>) -> (String, Option<&'static str>, TokenStream) {
    match job {
        Job::Root => (
            "mod.rs".to_owned(),
            Some("What the spec says, as Rust. How it behaves is written by hand in the modules beside this one."),
            index::root(cx),
        ),
        Job::Operations => {
            ("operations.rs".to_owned(), Some("Every operation that the documents name."), operations::emit(cx))
        }
        Job::Webhooks => (
            "webhooks.rs".to_owned(),
            Some("Every event that the documents list, and how a delivery becomes one."),
            webhooks::emit(cx),
        ),
        Job::Resources => (
            "resources/mod.rs".to_owned(),
            Some("What a client can be asked, resource by resource."),
            index::resources(cx),
        ),
        Job::Types { folder: wanted, docs } => {
            let defs: Vec<&TypeDef> = cx.api.types.iter().filter(|def| folder(&def.shape) == wanted).collect();
            (format!("{wanted}/mod.rs"), Some(docs), index::types(&defs))
        }
        Job::Type(id, def) => (format!("{}/{}.rs", folder(&def.shape), def.module), None, type_tokens(cx, id, def)),
        Job::Resource(at) => {
            let resource = &cx.api.resources[at];
            (format!("resources/{}.rs", resource.module), None, resources::emit(cx, resource))
        }
    }
}

fn type_tokens(cx: Cx<'_>, id: TypeId, def: &TypeDef) -> TokenStream {
    match &def.shape {
        Shape::Text { .. } | Shape::Integer { .. } => scalars::emit(def),
        Shape::Enum(codes) => enums::emit(def, codes),
        Shape::Object(object) | Shape::Request(object) => models::emit(cx, id, def, object),
    }
}

/// The folder of a type's file.
const fn folder(shape: &Shape) -> &'static str {
    match shape {
        Shape::Text { .. } | Shape::Integer { .. } => "scalars",
        Shape::Enum(_) => "enums",
        Shape::Object(_) | Shape::Request(_) => "models",
    }
}
