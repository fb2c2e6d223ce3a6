//! From the profile to the IR: references resolved, names chosen, presence, sensitivity and paging decided.
//! Everything that does not fit is reported, and lowering goes on with what does.

mod examples;
mod limits;
mod operations;
mod runtime;
mod types;
mod usage;

use crate::api::ir::Api;
use crate::spec::catalog::Catalog;
use crate::spec::openapi::Document;
use crate::text::diag::Diagnostics;

pub use examples::examples;
pub use runtime::check as check_runtime;

/// Lowers a spec, but for the types' examples. The API is complete only if nothing was found.
#[must_use]
pub fn lower(document: Document, catalog: Catalog) -> (Api, Diagnostics) {
    let mut found = Diagnostics::new();
    let types = types::lower(document.schemas, document.broken, &mut found);
    let (resources, operations, named) =
        operations::lower(document.operations, document.tags, &types, &catalog, &mut found);
    let webhooks = operations::webhooks(document.webhooks, &types, &catalog, &mut found);
    let mut api = Api {
        title: document.title.value,
        revision: document.version,
        description: document.description.map(|text| text.value),
        notices: document.notices,
        servers: document.servers,
        resources,
        operations,
        types: types.defs,
        webhooks,
        named,
        credentials: types.credentials,
        envelope: types.envelope,
        catalog,
    };
    usage::mark(&mut api);
    types::name_required(&mut api, &mut found);
    types::refuse_empty_objects(&api, &mut found);
    limits::check(&api, &mut found);
    (api, found)
}
