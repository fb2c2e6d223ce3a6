//! An answer for the programs to read: the example of the first operation that lists, with its row a thousand times.

use open_api_codegen::api::ir::{Api, Field, Shape, Type};
use open_api_codegen::text::json::Tree;

const ROWS: usize = 1_000;

/// What a program reads.
pub(super) struct Answer {
    /// The type's name.
    pub(super) ty: String,
    pub(super) text: String,
}

impl Answer {
    pub(super) fn of(api: &Api) -> Result<Self, String> {
        Self::first(api).ok_or_else(|| "the first operation that lists has no example with a row".to_owned())
    }

    fn first(api: &Api) -> Option<Self> {
        let (operation, paging) = api.operations.iter().find_map(|each| Some((each, each.paging?)))?;
        let def = api.ty(operation.response);
        let items = &def.shape.object()?.fields[paging.items];
        let mut answer = def.example.clone()?;
        let mut row = answer.get(&items.wire.value)?.elements().first()?.clone();
        let item = items.ty.innermost().named()?;
        for field in &api.ty(item).shape.object()?.fields {
            fill(api, field, &mut row);
        }
        answer.set(&items.wire.value, Tree::Array(vec![row; ROWS]));
        let text = answer.pretty().lines().map(str::trim_start).collect();
        Some(Self { ty: def.ident.clone(), text })
    }
}

/// A number that the example leaves empty is there: derived code can read no empty string as one.
fn fill(api: &Api, field: &Field, row: &mut Tree) {
    let is_number = match &field.ty {
        Type::Decimal | Type::Integer(_) => true,
        Type::Named(id) => match &api.ty(*id).shape {
            Shape::Integer { .. } => true,
            Shape::Enum(codes) => !codes.textual,
            _ => false,
        },
        _ => false,
    };
    if is_number && row.get(&field.wire.value).and_then(Tree::text) == Some("") {
        row.set(&field.wire.value, Tree::Number("1".to_owned()));
    }
}
