//! How far types may hang together: which would hold themselves, which nest too deep, and whose values are too large.
//! Everything after lowering may walk through types by recursion, because what has no bound is refused here, without any.

use crate::api::ir::{Api, Object, Type, TypeId};
use crate::text::diag::{Code, Diagnostics};

/// How many objects and arrays may lie inside each other. The compiler looks through all of them at once whenever it asks
/// whether a value may go to another thread, and gives up not far above twice this.
const MOST_LEVELS: usize = 32;

/// How many values may stand in one value without an array between: so many have to be moved whenever it is.
const MOST_VALUES: usize = 2048;

/// How many arrays may lie directly in each other: with more, the type of the field is one that nobody can read.
const MOST_ARRAYS: usize = 4;

/// Reports every type that would hold itself, or whose values would be too deep or too large.
pub(super) fn check(api: &Api, found: &mut Diagnostics) {
    let before = found.counts();
    refuse_endless(api, found);
    if found.counts() == before {
        refuse_large(api, found);
        refuse_deep(api, found);
    }
    refuse_arrays(api, found);
}

/// A type that holds itself without a list between has no size.
fn refuse_endless(api: &Api, found: &mut Diagnostics) {
    let mut marks = vec![Mark::New; api.types.len()];
    for (start, _) in api.type_ids() {
        if marks[place(start)] != Mark::New {
            continue;
        }
        let mut path = vec![start];
        let mut open = vec![direct(api, start)];
        marks[place(start)] = Mark::OnPath;
        while let Some(next) = open.last_mut() {
            let Some(id) = next.next() else {
                open.pop();
                path.pop().into_iter().for_each(|id| marks[place(id)] = Mark::Done);
                continue;
            };
            match marks[place(id)] {
                Mark::Done => {}
                Mark::New => {
                    marks[place(id)] = Mark::OnPath;
                    path.push(id);
                    open.push(direct(api, id));
                }
                Mark::OnPath => {
                    let from = path.iter().position(|on_path| *on_path == id).unwrap_or_default();
                    endless(api, &path[from..], id, found);
                }
            }
        }
    }
}

/// How far the walk has come with a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    New,
    OnPath,
    Done,
}

fn endless(api: &Api, ring: &[TypeId], id: TypeId, found: &mut Diagnostics) {
    let names: Vec<&str> = ring.iter().chain([&id]).map(|id| api.ty(*id).name.value.as_str()).collect();
    found.error(
        Code::EndlessType,
        api.ty(id).name.span,
        format!("`{}` holds itself: {}", api.ty(id).name.value, shortened(&names)),
        "only a list may lead back to a type that holds it",
    );
}

/// `A → B → C`, with the middle of a long way left out.
fn shortened(names: &[&str]) -> String {
    const ENDS: usize = 4;
    if names.len() <= 2 * ENDS + 1 {
        return names.join(" → ");
    }
    let (first, last) = (names[..ENDS].join(" → "), names[names.len() - ENDS..].join(" → "));
    format!("{first} → … {} more … → {last}", names.len() - 2 * ENDS)
}

/// Reports the innermost types whose values hold too many others. No type holds itself here.
fn refuse_large(api: &Api, found: &mut Diagnostics) {
    let mut sizes: Vec<usize> = vec![0; api.types.len()];
    for id in inner_first(api, &direct_edges(api)).into_iter().flatten() {
        let Some(object) = api.ty(id).shape.object() else {
            sizes[place(id)] = 1;
            continue;
        };
        let held = object.fields.iter().map(|field| match &field.ty {
            Type::Named(id) => sizes[place(*id)],
            _ => 1,
        });
        let size = held.fold(0_usize, usize::saturating_add);
        if size > MOST_VALUES {
            let name = &api.ty(id).name;
            found.error(
                Code::UnsupportedStructure,
                name.span,
                format!("a value of `{}` would hold {size} others; {MOST_VALUES} are the most", name.value),
                "put an array between, if the platform does, or describe fewer of its fields",
            );
        }
        // Who holds it is not told again.
        sizes[place(id)] = if size > MOST_VALUES { 1 } else { size };
    }
}

/// Reports the innermost types that nest too deep. Types that lead back to each other count together: the way through all
/// of them may be as long as they are many.
fn refuse_deep(api: &Api, found: &mut Diagnostics) {
    let edges: Vec<Vec<TypeId>> = api.type_ids().map(|(id, _)| held(api, id).map(|(held, _)| held).collect()).collect();
    // Nothing for a type that holds one which has been told of: it is not told again.
    let mut depths: Vec<Option<usize>> = vec![Some(0); api.types.len()];
    for group in inner_first(api, &edges) {
        let arrays = |id: &TypeId| held(api, *id).map(|(_, arrays)| arrays).max().unwrap_or_default();
        let own: usize = group.iter().filter(|id| api.ty(**id).shape.object().is_some()).map(|id| 1 + arrays(id)).sum();
        let below = group.iter().flat_map(|id| &edges[place(*id)]).map(|held| depths[place(*held)]);
        let below = below.chain([Some(0)]).try_fold(0, |deepest, depth| Some(deepest.max(depth?)));
        let depth = below.map(|below| own + below).filter(|depth| *depth <= MOST_LEVELS);
        if let (None, Some(below), Some(first)) = (depth, below, group.iter().min()) {
            let name = &api.ty(*first).name;
            let together = match group.len() {
                1 => String::new(),
                many => format!(", which {many} types that lead back to each other may add up to"),
            };
            found.error(
                Code::UnsupportedStructure,
                name.span,
                format!(
                    "`{}` nests {} objects and arrays{together}; {MOST_LEVELS} are the most",
                    name.value,
                    own + below
                ),
                "give the inner part as a field without a `type`, which holds any JSON",
            );
        }
        for id in group {
            depths[place(id)] = depth;
        }
    }
}

fn refuse_arrays(api: &Api, found: &mut Diagnostics) {
    for field in api.types.iter().filter_map(|def| def.shape.object()).flat_map(|object| &object.fields) {
        if field.ty.arrays() > MOST_ARRAYS {
            found.error(
                Code::UnsupportedStructure,
                field.wire.span,
                format!(
                    "the field `{}` is an array of arrays, {} deep; {MOST_ARRAYS} are the most",
                    field.wire.value,
                    field.ty.arrays()
                ),
                "describe what the inner ones hold as a named object, or leave the `type` out: that holds any JSON",
            );
        }
    }
}

/// The types in groups that lead back to each other, those that are held before those that hold them: Tarjan's algorithm, with a
/// stack of its own, since how deep a spec nests is not known yet.
fn inner_first(api: &Api, edges: &[Vec<TypeId>]) -> Vec<Vec<TypeId>> {
    const UNSEEN: usize = usize::MAX;
    let (mut order, mut lowest) = (vec![UNSEEN; edges.len()], vec![UNSEEN; edges.len()]);
    let (mut waiting, mut is_waiting, mut groups, mut count) = (Vec::new(), vec![false; edges.len()], Vec::new(), 0);
    for (start, _) in api.type_ids() {
        let mut open = vec![(start, 0)];
        while let Some((id, at)) = open.pop() {
            let here = place(id);
            if at == 0 {
                if order[here] != UNSEEN {
                    continue;
                }
                (order[here], lowest[here], is_waiting[here]) = (count, count, true);
                count += 1;
                waiting.push(id);
            } else {
                // What was gone into last has been left.
                lowest[here] = lowest[here].min(lowest[place(edges[here][at - 1])]);
            }
            let mut at = at;
            let into = loop {
                let Some(next) = edges[here].get(at) else { break None };
                at += 1;
                match order[place(*next)] {
                    UNSEEN => break Some(*next),
                    seen if is_waiting[place(*next)] => lowest[here] = lowest[here].min(seen),
                    _ => {}
                }
            };
            if let Some(next) = into {
                open.extend([(id, at), (next, 0)]);
            } else if lowest[here] == order[here] {
                let from = waiting.iter().rposition(|one| *one == id).unwrap_or_default();
                let group = waiting.split_off(from);
                for id in &group {
                    is_waiting[place(*id)] = false;
                }
                groups.push(group);
            }
        }
    }
    groups
}

const fn place(id: TypeId) -> usize {
    id.0 as usize
}

/// What a type holds, and how many arrays lie between.
fn held(api: &Api, id: TypeId) -> impl Iterator<Item = (TypeId, usize)> {
    let fields = api.ty(id).shape.object().into_iter().flat_map(|object| &object.fields);
    fields.filter_map(|field| Some((field.ty.named()?, field.ty.arrays())))
}

fn direct(api: &Api, id: TypeId) -> impl Iterator<Item = TypeId> {
    let fields = |object: &'_ Object| -> Vec<TypeId> {
        object.fields.iter().filter_map(|field| field.ty.named().filter(|_| field.ty.arrays() == 0)).collect()
    };
    api.ty(id).shape.object().map(fields).unwrap_or_default().into_iter()
}

fn direct_edges(api: &Api) -> Vec<Vec<TypeId>> {
    api.type_ids().map(|(id, _)| direct(api, id).collect()).collect()
}
