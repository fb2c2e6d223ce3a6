//! Operations, resources and events: held against the catalog, their schemas resolved, their paging checked.

use super::types::Types;
use crate::api::ir::{Field, NamedOperation, Operation, Paging, Resource, Shape, Type, TypeDef, TypeId, Webhook};
use crate::spec::catalog::{Catalog, CatalogEntry};
use crate::spec::names::{self, Scope};
use crate::spec::openapi::reader::nearest;
use crate::spec::openapi::{self, Tag, Width};
use crate::text::diag::{Code, Diagnostic, Diagnostics, listed};
use crate::text::source::{Span, Spanned};
use std::collections::{BTreeMap, BTreeSet};

pub(super) fn lower(
    operations: Vec<openapi::Operation>,
    tags: Vec<Tag>,
    types: &Types,
    catalog: &Catalog,
    found: &mut Diagnostics,
) -> (Vec<Resource>, Vec<Operation>, Vec<NamedOperation>) {
    let order: BTreeMap<&str, usize> =
        catalog.operations.iter().enumerate().map(|(at, operation)| (operation.entry.id.value.as_str(), at)).collect();
    let mut lowered: Vec<Operation> = Vec::with_capacity(operations.len());
    let mut seen: BTreeMap<String, Span> = BTreeMap::new();
    let mut requests: BTreeMap<TypeId, Span> = BTreeMap::new();
    for operation in operations {
        if let Some(first) = seen.insert(operation.id.value.clone(), operation.id.span) {
            found.push(
                Diagnostic::error(
                    Code::NameCollision,
                    operation.id.span,
                    format!("the operation `{}` is described twice", operation.id.value),
                    "keep one; an operation whose path is known has no place in `x-pathless-operations`",
                )
                .with_related(first, "first described here"),
            );
            continue;
        }
        check_catalog(&operation, catalog, &order, found);
        lowered.extend(lower_one(operation, types, &mut requests, found));
    }
    lowered.sort_by_key(|operation| (order.get(operation.id.value.as_str()).copied(), operation.id.value.clone()));
    let resources = resources(&lowered, tags, types, found);
    let named = named(&lowered, catalog, found);
    (resources, lowered, named)
}

/// What the catalog says of an operation holds in the spec too.
fn check_catalog(
    operation: &openapi::Operation,
    catalog: &Catalog,
    places: &BTreeMap<&str, usize>,
    found: &mut Diagnostics,
) {
    let id = &operation.id;
    let Some(known) = places.get(id.value.as_str()).map(|at| &catalog.operations[*at]) else {
        let ids: Vec<&str> = catalog.operations.iter().map(|known| known.entry.id.value.as_str()).collect();
        let help = match nearest(&id.value, &ids) {
            Some(near) => format!("did you mean `{near}`? what the documentation names is listed in catalog.json"),
            None => {
                "use the id that catalog.json lists; what the documentation does not name is not in the spec".into()
            }
        };
        found.error(Code::NotInCatalog, id.span, format!("the operation `{}` is not in the catalog", id.value), help);
        return;
    };
    if known.effect != operation.effect.value {
        found.push(
            Diagnostic::error(
                Code::CatalogDisagrees,
                operation.effect.span,
                format!(
                    "`{}` is `{}` here and `{}` in the catalog",
                    id.value,
                    operation.effect.value.word(),
                    known.effect.word()
                ),
                "the effect decides what is retried: read the page again and make both say the same",
            )
            .with_related(known.entry.id.span, "the catalog's entry"),
        );
    }
    let page = &operation.provenance.page;
    if known.entry.page.as_ref().is_some_and(|known| *known != page.value) {
        found.push(
            Diagnostic::error(
                Code::CatalogDisagrees,
                page.span,
                format!("`{}` comes from page {} here and from another page in the catalog", id.value, page.value),
                "write the same page id in both",
            )
            .with_related(known.entry.id.span, "the catalog's entry"),
        );
    }
}

fn lower_one(
    operation: openapi::Operation,
    types: &Types,
    requests: &mut BTreeMap<TypeId, Span>,
    found: &mut Diagnostics,
) -> Option<Operation> {
    let id = &operation.id;
    match id.value.split_once('.') {
        Some((resource, action)) if resource == operation.tag.value && !action.is_empty() && !action.contains('.') => {}
        _ => found.error(
            Code::WrongValue,
            id.span,
            format!("`{}` with the tag `{}` is not `resource.action`", id.value, operation.tag.value),
            "the id's first half is the operation's tag: `cards.list` has the tag `cards`",
        ),
    }
    let request = types.resolve(&operation.request, found);
    let response = types.resolve(&operation.response, found);
    let (request, response) = (request?, response?);
    if !matches!(types.get(request).shape, Shape::Request(_)) {
        found.error(
            Code::UnsupportedStructure,
            operation.request.span,
            format!("`{}` is no request schema", operation.request.value),
            "a request is `allOf` of the credentials and the operation's own fields",
        );
        return None;
    }
    if let Some(first) = requests.insert(request, operation.request.span) {
        found.push(
            Diagnostic::error(
                Code::UnsupportedStructure,
                operation.request.span,
                format!("two operations share the request schema `{}`", operation.request.value),
                "give each operation a request schema of its own: the request's type tells which operation it calls",
            )
            .with_related(first, "used here first"),
        );
    }
    if !matches!(types.get(response).shape, Shape::Object(_)) {
        found.error(
            Code::UnsupportedStructure,
            operation.response.span,
            format!("`{}` is no object schema", operation.response.value),
            "the data of an answer is an object",
        );
        return None;
    }
    let paging = operation.pagination.and_then(|pagination| paging(&pagination, types, request, response, found));
    Some(Operation {
        variant: names::variant(&id.value),
        method: names::method(&id.value),
        tag: operation.tag.value,
        path: operation.path,
        effect: operation.effect,
        request,
        request_span: operation.request.span,
        response,
        response_span: operation.response.span,
        paging,
        summary: operation.summary.map(|text| text.value),
        description: operation.description.map(|text| text.value),
        provenance: operation.provenance,
        request_example: operation.request_example,
        response_example: operation.response_example,
        id: operation.id,
    })
}

fn paging(
    pagination: &openapi::Pagination,
    types: &Types,
    request: TypeId,
    response: TypeId,
    found: &mut Diagnostics,
) -> Option<Paging> {
    let counter = |field: &Field| field.ty == Type::Integer(Width::Int32) && !field.is_option();
    let number = |field: &Field| matches!(field.ty, Type::Integer(_)) && !field.is_option();
    let list = |field: &Field| match &field.ty {
        Type::List(inner) => matches!(inner.as_ref(), Type::Named(_)) && !field.is_option(),
        _ => false,
    };
    let in_request = "an int32 field of the request that is required";
    let in_answer = "an integer field of the answer that is required";
    let page = part("page", &pagination.page, types, request, counter, in_request, found);
    let size = part("size", &pagination.size, types, request, counter, in_request, found);
    let total = part("total", &pagination.total, types, response, number, in_answer, found);
    let in_answer = "an array field of the answer that is required and holds a named schema";
    let items = part("items", &pagination.items, types, response, list, in_answer, found);
    let paging = Paging { span: pagination.span, page: page?, size: size?, total: total?, items: items? };
    if paging.page == paging.size {
        found.push(
            Diagnostic::error(
                Code::BadPagination,
                pagination.size.span,
                format!("`page` and `size` of x-pagination are both `{}`", pagination.size.value),
                "name one field for the page's number and another for how many entries it holds",
            )
            .with_related(pagination.page.span, "the same field"),
        );
    }
    Some(paging)
}

fn part(
    key: &str,
    name: &Spanned<String>,
    types: &Types,
    owner: TypeId,
    fits: impl Fn(&Field) -> bool,
    wanted: &str,
    found: &mut Diagnostics,
) -> Option<usize> {
    let is_broken = types.is_broken(owner);
    let owner = types.get(owner);
    let fields = owner.shape.object().map_or(&[][..], |object| &object.fields);
    let at = fields.iter().position(|field| field.wire.value == name.value);
    let message = match at {
        Some(at) if fits(&fields[at]) => return Some(at),
        Some(_) => format!("`{key}` of x-pagination is `{}`, which does not fit", name.value),
        None if is_broken => return None,
        None => {
            format!("`{key}` of x-pagination names an absent field: `{}` has no `{}`", owner.name.value, name.value)
        }
    };
    found.error(Code::BadPagination, name.span, message, format!("name {wanted}"));
    None
}

fn resources(operations: &[Operation], tags: Vec<Tag>, types: &Types, found: &mut Diagnostics) -> Vec<Resource> {
    let mut by_tag: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, operation) in operations.iter().enumerate() {
        by_tag.entry(&operation.tag).or_default().push(at);
    }
    let mut described: BTreeMap<String, Tag> = tags.into_iter().map(|tag| (tag.name.value.clone(), tag)).collect();
    let mut idents = Scope::new("the resources");
    let mut modules = Scope::new("the resources").with_taken(names::TAKEN_RESOURCES, "choose another tag");
    // Of two types of one name, which is a problem of its own, the first.
    let by_ident: BTreeMap<&str, &TypeDef> = types.defs.iter().rev().map(|def| (def.ident.as_str(), def)).collect();
    let mut resources = Vec::new();
    for (tag, members) in by_tag {
        let first = &operations[members[0]].id;
        let Some(described) = described.remove(tag) else {
            found.error(
                Code::DanglingRef,
                first.span,
                format!("the tag `{tag}` is not described"),
                format!("add {{\"name\": \"{tag}\", \"description\": …}} to the document's `tags`"),
            );
            continue;
        };
        let ident = names::ty(tag);
        if !names::refuse_taken_type(&ident, "a resource", described.name.span, found) {
            idents.take(&ident, tag, described.name.span, found);
            modules.take(&names::module(tag), tag, described.name.span, found);
        }
        if let Some(def) = by_ident.get(ident.as_str()) {
            refuse_type_of_same_name(def, tag, described.name.span, found);
        }
        let mut methods = Scope::new(format!("the operations of `{tag}`"));
        for at in &members {
            methods.take(&operations[*at].method, &operations[*at].id.value, operations[*at].id.span, found);
        }
        resources.push(Resource {
            ident,
            module: names::module(tag),
            description: described.description.map(|text| text.value),
            operations: members,
            tag: described.name,
        });
    }
    resources
}

/// A resource's handle and the types that its methods name stand in one file.
fn refuse_type_of_same_name(def: &TypeDef, tag: &str, span: Span, found: &mut Diagnostics) {
    found.push(
        Diagnostic::error(
            Code::NameCollision,
            def.name.span,
            format!("name collision: the handle of the resource `{tag}` is called `{}`", def.ident),
            "rename this schema",
        )
        .with_related(span, "the resource"),
    );
}

fn named(operations: &[Operation], catalog: &Catalog, found: &mut Diagnostics) -> Vec<NamedOperation> {
    let mut scope = Scope::new("the catalog's operations");
    let typed: BTreeMap<&str, usize> =
        operations.iter().enumerate().map(|(at, operation)| (operation.id.value.as_str(), at)).collect();
    let mut named = Vec::with_capacity(catalog.operations.len());
    let mut ids = BTreeSet::new();
    for (at, known) in catalog.operations.iter().enumerate() {
        let id = &known.entry.id;
        let variant = names::variant(&id.value);
        // An id that is listed twice has been reported where the catalog was read.
        if ids.insert(&id.value) {
            scope.take(&variant, &id.value, id.span, found);
        }
        named.push(NamedOperation { catalog: at, variant, operation: typed.get(id.value.as_str()).copied() });
    }
    named
}

pub(super) fn webhooks(
    mut webhooks: Vec<openapi::Webhook>,
    types: &Types,
    catalog: &Catalog,
    found: &mut Diagnostics,
) -> Vec<Webhook> {
    webhooks.sort_by(|a, b| a.tag.value.cmp(&b.tag.value));
    let mut scope = Scope::open(
        "the events",
        "give it an `x-rust-name`, or leave the event out: it is delivered as `Event::Unknown`, its body kept",
    )
    .of_the_wire();
    let groups: BTreeMap<&str, &CatalogEntry> =
        catalog.webhooks.iter().map(|entry| (entry.id.value.as_str(), entry)).collect();
    let mut lowered = Vec::new();
    for webhook in webhooks {
        let variant = names::variant(webhook.rust_name.as_ref().map_or(&webhook.tag.value, |name| &name.value));
        scope.take(&variant, &webhook.tag.value, webhook.tag.span, found);
        check_group(&webhook, catalog, &groups, found);
        let Some(payload) = types.resolve(&webhook.payload, found) else { continue };
        if !matches!(types.get(payload).shape, Shape::Object(_)) {
            found.error(
                Code::UnsupportedStructure,
                webhook.payload.span,
                format!("`{}` is no object schema", webhook.payload.value),
                "an event delivers an object",
            );
            continue;
        }
        lowered.push(Webhook {
            variant,
            payload,
            payload_span: webhook.payload.span,
            group: webhook.group,
            summary: webhook.summary.map(|text| text.value),
            description: webhook.description.map(|text| text.value),
            provenance: webhook.provenance,
            example: webhook.example,
            tag: webhook.tag,
        });
    }
    lowered
}

fn check_group(
    webhook: &openapi::Webhook,
    catalog: &Catalog,
    groups: &BTreeMap<&str, &CatalogEntry>,
    found: &mut Diagnostics,
) {
    let group = &webhook.group;
    let Some(known) = groups.get(group.value.as_str()) else {
        let groups = listed(catalog.webhooks.iter().map(|entry| &entry.id.value));
        found.error(
            Code::NotInCatalog,
            group.span,
            format!("the webhook group `{}` is not in the catalog", group.value),
            format!("the catalog's webhook pages are {groups}"),
        );
        return;
    };
    let page = &webhook.provenance.page;
    if known.page.as_ref().is_some_and(|known| *known != page.value) {
        found.push(
            Diagnostic::error(
                Code::CatalogDisagrees,
                page.span,
                format!(
                    "`{}` comes from page {} here and from another page in the catalog",
                    webhook.tag.value, page.value
                ),
                "write the same page id in both",
            )
            .with_related(known.id.span, "the catalog's entry"),
        );
    }
}
