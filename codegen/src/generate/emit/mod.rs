//! From the IR to the files of the generated client: which files there are, and what is in each.
//! Emitters are pure functions from a piece of the IR to tokens; `render` makes text of them.

mod constructors;
mod cx;
mod docs;
mod enums;
mod index;
mod inputs;
mod models;
mod operations;
mod requests;
mod resources;
mod scalars;
mod webhooks;

use crate::api::ir::{Api, Shape, TypeDef, TypeId};
use crate::cores;
use crate::generate::memory;
use crate::generate::render::render;
use cx::Cx;
use inputs::Inputs;
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::atomic::{AtomicUsize, Ordering};
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

/// A file that was made, or that need not be made again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The path below the generated folder.
    pub path: String,
    /// The number of what it is made from.
    pub input: u64,
    /// The text and the number of its bytes, unless it is known already.
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

/// Makes every file that is not known: `is_known` gets a path and the number of what the file is made from.
/// Files do not depend on each other, so they are made on all cores; they come sorted by path.
///
/// # Errors
/// Tokens that are no Rust: a mistake in an emitter, never in a spec.
pub fn emit_unknown(api: &Api, is_known: impl Fn(&str, u64) -> bool + Sync) -> Result<Vec<Made>, String> {
    emit_on(cores::available(), api, is_known)
}

/// Makes every file that is not known, on so many threads.
fn emit_on(threads: NonZeroUsize, api: &Api, is_known: impl Fn(&str, u64) -> bool + Sync) -> Result<Vec<Made>, String> {
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
            // A worker that panicked has met a mistake of ours; its panic goes on here.
            files.extend(handle.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?);
        }
        Ok::<(), String>(())
    })?;
    files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
    Ok(files)
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

/// A file, unless it is known. Tokens that are no Rust are told, so that the emitter at fault can be found.
fn make(cx: Cx<'_>, job: Job<'_>, inputs: &Inputs, is_known: impl Fn(&str, u64) -> bool) -> Result<Made, String> {
    let path = path(cx, job);
    let input = inputs.number(cx, job);
    if is_known(&path, input) {
        return Ok(Made { path, input, text: None });
    }
    match render(docs(job), tokens(cx, job)) {
        Ok(text) => {
            let number = memory::number(text.as_bytes());
            Ok(Made { path, input, text: Some((text, number)) })
        }
        Err(error) => Err(format!("the tokens of {path} are no Rust ({error}): {}", tokens(cx, job))),
    }
}

/// A file's path below the generated folder.
fn path(cx: Cx<'_>, job: Job<'_>) -> String {
    match job {
        Job::Root => "mod.rs".to_owned(),
        Job::Operations => "operations.rs".to_owned(),
        Job::Webhooks => "webhooks.rs".to_owned(),
        Job::Resources => "resources/mod.rs".to_owned(),
        Job::Types { folder, .. } => format!("{folder}/mod.rs"),
        Job::Type(_, def) => format!("{}/{}.rs", folder(&def.shape), def.module),
        Job::Resource(at) => format!("resources/{}.rs", cx.api.resources[at].module),
    }
}

/// The words at a file's top.
const fn docs(job: Job<'_>) -> Option<&'static str> {
    match job {
        Job::Root => {
            Some("What the spec says, as Rust. How it behaves is written by hand in the modules beside this one.")
        }
        Job::Operations => Some("Every operation that the documents name."),
        Job::Webhooks => Some("Every event that the documents list, and how a delivery becomes one."),
        Job::Resources => Some("What a client can be asked, resource by resource."),
        Job::Types { docs, .. } => Some(docs),
        Job::Type(..) | Job::Resource(_) => None,
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

/// The folder of a type's file.
const fn folder(shape: &Shape) -> &'static str {
    match shape {
        Shape::Text { .. } | Shape::Integer { .. } => "scalars",
        Shape::Enum(_) => "enums",
        Shape::Object(_) | Shape::Request(_) => "models",
    }
}

#[cfg(test)]
mod tests {
    use super::{emit_on, emit_unknown};
    use crate::load::{self, SpecFiles};
    use crate::synth;
    use crate::text::source::Source;
    use std::num::{NonZeroU32, NonZeroUsize};

    #[test]
    fn one_thread_and_many_make_the_same_bytes() {
        let made_up = synth::synth(NonZeroU32::new(30).unwrap(), 7);
        let files = SpecFiles {
            spec: Source::new("openapi.json", made_up.openapi),
            catalog: Source::new("catalog.json", made_up.catalog),
        };
        let (api, found) = load::load_to_generate(&files);
        let api = api.filter(|_| !found.has_errors()).unwrap();
        let on_all = emit_unknown(&api, |_, _| false).unwrap();
        assert!(on_all.len() > 30 && on_all.iter().all(|file| file.text.is_some()));
        for threads in [1, 2, 7] {
            let threads = NonZeroUsize::new(threads).unwrap();
            assert_eq!(emit_on(threads, &api, |_, _| false).unwrap(), on_all, "{threads} threads");
        }
    }
}
