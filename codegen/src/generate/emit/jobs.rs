//! Which files there are: a job a file, its path and the words at its top. What is in a file, the emitters say.

use super::cx::Cx;
use crate::api::ir::{Api, Shape, TypeDef, TypeId};

/// One file to be made.
#[derive(Debug, Clone, Copy)]
pub(super) enum Job<'a> {
    Root,
    Types { folder: &'static str, docs: &'static str },
    Type(TypeId, &'a TypeDef),
    Resources,
    Resource(usize),
    Operations,
    Webhooks,
}

/// Every file of an API.
pub(super) fn jobs(api: &Api) -> Vec<Job<'_>> {
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

/// A file's path below the generated folder.
pub(super) fn path(cx: Cx<'_>, job: Job<'_>) -> String {
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
pub(super) const fn docs(job: Job<'_>) -> Option<&'static str> {
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

/// The folder of a type's file.
pub(super) const fn folder(shape: &Shape) -> &'static str {
    match shape {
        Shape::Text { .. } | Shape::Integer { .. } => "scalars",
        Shape::Enum(_) => "enums",
        Shape::Object(_) | Shape::Request(_) => "models",
    }
}
