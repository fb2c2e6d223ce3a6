//! From the IR to the files of the generated client: which files there are, and what is in each.
//! Emitters are pure functions from a piece of the IR to tokens; `render` makes text of them.

mod constructors;
mod cx;
mod docs;
mod enums;
mod fields;
mod index;
mod inputs;
mod jobs;
mod models;
mod operations;
mod requests;
mod resources;
mod scalars;
mod webhooks;

use crate::api::ir::{Api, Shape, TypeDef, TypeId};
use crate::cores;
use crate::generate::files::FileSet;
use crate::generate::fingerprint::number;
use crate::generate::render::render;
use cx::Cx;
use inputs::Inputs;
use jobs::{Job, docs, folder, jobs, path};
use proc_macro2::TokenStream;
use quote::quote;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// A file that was made, or that need not be made again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The path below the generated folder.
    pub path: String,
    /// The hash of what it is made from.
    pub input: u64,
    /// The text and the hash of its bytes, unless it is known already.
    pub text: Option<(String, u64)>,
}

/// Makes every file.
///
/// # Errors
/// Tokens that are no Rust: a mistake in an emitter, never in a spec.
pub fn emit(api: &Api) -> Result<FileSet, String> {
    let made = emit_unknown(api, |_, _| false)?;
    Ok(FileSet(made.into_iter().filter_map(|file| Some((file.path, file.text?.0))).collect()))
}

/// Makes every file that is not known: `is_known` gets a path and the hash of what the file is made from.
/// Files do not depend on each other, so they are made on all cores; they come sorted by path.
///
/// # Errors
/// Tokens that are no Rust: a mistake in an emitter, never in a spec.
pub fn emit_unknown(api: &Api, is_known: impl Fn(&str, u64) -> bool + Sync) -> Result<Vec<Made>, String> {
    emit_on(cores::available(), api, is_known)
}

/// How many files are made of an API.
#[must_use]
pub fn count(api: &Api) -> usize {
    jobs(api).len()
}

/// Makes every file that is not known, on so many threads: how many makes no difference to what is made.
///
/// # Errors
/// Tokens that are no Rust: a mistake in an emitter, never in a spec.
pub fn emit_on(
    threads: NonZeroUsize,
    api: &Api,
    is_known: impl Fn(&str, u64) -> bool + Sync,
) -> Result<Vec<Made>, String> {
    let requests = api.operations.iter().map(|operation| (operation.request, operation)).collect();
    let cx = Cx { api, requests: &requests };
    let inputs = Inputs::of(cx);
    let jobs = jobs(api);
    let next = AtomicUsize::new(0);
    let work = || {
        let mine = std::iter::from_fn(|| jobs.get(next.fetch_add(1, Ordering::Relaxed)));
        mine.map(|job| make(cx, *job, &inputs, &is_known)).collect::<Result<Vec<Made>, String>>()
    };
    let workers = threads.get().min(jobs.len().max(1));
    let mut files = Vec::with_capacity(jobs.len());
    thread::scope(|scope| {
        let handles: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        for handle in handles {
            // A panic of a worker is a bug of ours; it goes on here.
            files.extend(handle.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
        }
        Ok::<(), String>(())
    })?;
    files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
}

/// A file, unless it is known. Tokens that are no Rust are told, so that the emitter at fault can be found.
fn make(cx: Cx<'_>, job: Job<'_>, inputs: &Inputs, is_known: impl Fn(&str, u64) -> bool) -> Result<Made, String> {
    let path = path(cx, job);
    let input = inputs.number(cx, job);
    if is_known(&path, input) {
        return Ok(Made { path, input, text: None });
    }
    match render(docs(job), tokens(cx, job)) {
        Ok(text) => {
            let number = number(text.as_bytes());
            Ok(Made { path, input, text: Some((text, number)) })
        }
        Err(error) => Err(format!("the tokens of {path} are no Rust ({error}): {}", tokens(cx, job))),
    }
}

fn tokens(cx: Cx<'_>, job: Job<'_>) -> TokenStream {
    match job {
        Job::Root => index::root(cx),
        Job::Operations => operations::emit(cx),
        Job::Webhooks => webhooks::emit(cx),
        Job::Resources => index::resources(cx),
        Job::Types { folder: wanted, .. } => {
            let defs: Vec<&TypeDef> = cx.api.types.iter().filter(|def| folder(&def.shape) == wanted).collect();
            let types = index::types(&defs);
            let every = (wanted == "models").then(|| index::every_model(&defs));
            quote!(#types #every)
        }
        Job::Type(id, def) => type_tokens(cx, id, def),
        Job::Resource(at) => resources::emit(cx, &cx.api.resources[at]),
    }
}

fn type_tokens(cx: Cx<'_>, id: TypeId, def: &TypeDef) -> TokenStream {
    match &def.shape {
        Shape::Text { .. } | Shape::Integer { .. } => scalars::emit(def),
        Shape::Enum(codes) => enums::emit(def, codes),
        Shape::Object(object) | Shape::Request(object) => models::emit(cx, id, def, object),
    }
}
