//! What there is to know of an operation that became typed: where it is, what it does, what it takes and gives, and how it is
//! called.

use super::items::{arguments, field_type};
use crate::api::ir::{Api, Field, Operation, TypeId};
use crate::review::diff::compare::in_words;
use crate::review::diff::relation::sensitive;

/// A line each.
pub(super) fn lines(api: &Api, operation: &Operation) -> Vec<String> {
    let path = operation.path.as_ref().map_or("no page states it; a call needs one from you", |path| &path.value);
    let module = api.resources.iter().find(|resource| resource.tag.value == operation.tag);
    let module = module.map_or(operation.tag.as_str(), |resource| &resource.module);
    let mut lines = vec![
        format!("path: {path}"),
        format!("effect: {}", in_words(operation.effect.value)),
        format!("call: client.{module}().{}({}).send()", operation.method, arguments(api, operation)),
    ];
    fields(api, "takes", operation.request, &mut lines);
    fields(api, "gives", operation.response, &mut lines);
    lines
}

fn fields(api: &Api, what: &str, id: TypeId, lines: &mut Vec<String>) {
    let def = api.ty(id);
    let fields = def.shape.object().map_or(&[][..], |object| &object.fields);
    if fields.is_empty() {
        lines.push(format!("{what}: {}, without fields", def.ident));
    }
    for field in fields {
        lines.push(format!("{what}: {}.{}: {}{}", def.ident, field.ident, field_type(api, field), marks(api, field)));
    }
}

fn marks(api: &Api, field: &Field) -> String {
    let hidden = sensitive(api, &field.ty).map(|kind| format!("hidden as {}", kind.word()));
    let shown = field.harmless.then(|| "somebody states that this may be shown".to_owned());
    let marks: Vec<String> = hidden.into_iter().chain(shown).collect();
    if marks.is_empty() { String::new() } else { format!(", {}", marks.join(", ")) }
}
