//! A hash of what each file is made from, so that a file need not be made again while its hash stays.
//! Hashing too much costs a little time; hashing too little would leave a stale file, which a test looks for.

use super::cx::Cx;
use super::jobs::{Job, folder as folder_of};
use crate::api::ir::{Operation, TypeDef, TypeId};
use crate::cores;
use crate::generate::fingerprint::numbers;
use std::hash::{BuildHasher, Hash, Hasher};

/// The types' own hashes, by their place: most of them are part of several files' hashes.
pub(super) struct Inputs(Vec<u64>);

impl Inputs {
    pub(super) fn of(cx: Cx<'_>) -> Self {
        let types = cx.api.types.iter().collect();
        Self(
            cores::shared(types, |share: Vec<&TypeDef>| {
                share.into_iter().map(|def| numbers().hash_one(def)).collect::<Vec<_>>()
            })
            .concat(),
        )
    }

    /// The hash of everything that a file's emitter looks at.
    pub(super) fn number(&self, cx: Cx<'_>, job: Job<'_>) -> u64 {
        let api = cx.api;
        let mut hasher = numbers().build_hasher();
        let into = &mut hasher;
        match job {
            Job::Root => api.revision.hash(into),
            Job::Operations => (&api.named, &api.catalog.operations, &api.operations).hash(into),
            Job::Resources => api.resources.hash(into),
            Job::Webhooks => {
                api.webhooks.hash(into);
                api.webhooks.iter().for_each(|webhook| self.ty(webhook.payload, into));
            }
            Job::Types { folder, .. } => {
                let defs = api.types.iter().filter(|def| folder_of(&def.shape) == folder);
                defs.for_each(|def| (&def.module, &def.ident, &def.required_ident).hash(into));
            }
            Job::Type(id, _) => {
                self.with_held(cx, id, into);
                if let Some(operation) = cx.requests.get(&id) {
                    operation.hash(into);
                    self.with_held(cx, operation.response, into);
                }
            }
            Job::Resource(at) => {
                let resource = &api.resources[at];
                resource.hash(into);
                for operation in resource.operations.iter().map(|at| &api.operations[*at]) {
                    Operation::hash(operation, into);
                    self.with_held(cx, operation.request, into);
                }
            }
        }
        hasher.finish()
    }

    fn ty(&self, id: TypeId, into: &mut impl Hasher) {
        self.0[id.0 as usize].hash(into);
    }

    /// A type and those that its fields name.
    fn with_held(&self, cx: Cx<'_>, id: TypeId, into: &mut impl Hasher) {
        self.ty(id, into);
        let fields = cx.ty(id).shape.object().into_iter().flat_map(|object| &object.fields);
        fields.filter_map(|field| field.ty.named()).for_each(|held| self.ty(held, into));
    }
}
