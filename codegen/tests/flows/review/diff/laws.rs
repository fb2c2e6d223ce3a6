//! What holds for every pair of specs: the edits are generated, as many as make a spec that can be read.

use crate::drawn;
use crate::review::diff::fixture::{Spec, base, compare, context, tree};
use open_api_codegen::api::ir::Type;
use open_api_codegen::generate::emit;
use open_api_codegen::review::diff::report::{self, Level};
use open_api_codegen::review::diff::{Change, Impact, Place, Report};
use open_api_codegen::text::json::Tree;
use open_api_codegen::text::source::FileId;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// What may be done to a spec. Each number picks one of the things that it can be done to.
#[derive(Debug, Clone, Copy)]
enum Edit {
    RemoveField(usize),
    AddField(usize),
    MoveFieldToTheEnd(usize),
    Retype(usize, usize),
    TurnRequired(usize),
    TurnMark(usize, &'static str, &'static str),
    Describe(usize),
    RemoveCode(usize),
    RetitleCode(usize, &'static str),
    RenameSchema(usize),
    RemoveOperation(usize),
    MoveOperation(usize),
    RenameOperation(usize),
    TakeAnotherAnswer(usize, usize),
    TakeAnotherPayload(usize, usize),
    RemoveEvent(usize),
    RemovePaging,
    Unmark(usize),
    SpellWithCapitals(usize),
    SwapCodes(usize),
    RenameField(usize),
    TurnEffect(usize, &'static str),
    ListTexts(usize, Option<&'static str>),
}

fn edit() -> impl Strategy<Value = Edit> {
    let any = 0..400_usize;
    prop_oneof![
        any.clone().prop_map(Edit::RemoveField),
        any.clone().prop_map(Edit::AddField),
        any.clone().prop_map(Edit::MoveFieldToTheEnd),
        (any.clone(), any.clone()).prop_map(|(field, ty)| Edit::Retype(field, ty)),
        any.clone().prop_map(Edit::TurnRequired),
        any.clone().prop_map(|field| Edit::TurnMark(field, "x-sensitive", "pii")),
        any.clone().prop_map(|field| Edit::TurnMark(field, "x-empty", "none")),
        any.clone().prop_map(Edit::Describe),
        any.clone().prop_map(Edit::RemoveCode),
        (any.clone(), prop_oneof![Just("Frozen"), Just("Bank"), Just("Novel")])
            .prop_map(|(code, title)| Edit::RetitleCode(code, title)),
        any.clone().prop_map(Edit::RenameSchema),
        any.clone().prop_map(Edit::RemoveOperation),
        any.clone().prop_map(Edit::MoveOperation),
        any.clone().prop_map(Edit::RenameOperation),
        (any.clone(), any.clone()).prop_map(|(at, answer)| Edit::TakeAnotherAnswer(at, answer)),
        (any.clone(), any.clone()).prop_map(|(at, payload)| Edit::TakeAnotherPayload(at, payload)),
        any.prop_map(Edit::RemoveEvent),
        Just(Edit::RemovePaging),
        (0..400_usize).prop_map(Edit::Unmark),
        (0..400_usize).prop_map(Edit::SpellWithCapitals),
        (0..400_usize).prop_map(Edit::SwapCodes),
        (0..400_usize).prop_map(Edit::RenameField),
        (0..400_usize, prop_oneof![Just("read"), Just("write"), Just("money")])
            .prop_map(|(at, effect)| Edit::TurnEffect(at, effect)),
        (0..400_usize, prop_oneof![Just(None), Just(Some("pii")), Just(Some("none"))])
            .prop_map(|(at, mark)| Edit::ListTexts(at, mark)),
    ]
}

/// A spec after some edits; those after which it could not be read any more are left out.
fn edited(edits: &[Edit]) -> Spec {
    let catalog = base().files.catalog.text();
    let mut text = base().files.spec.text().to_owned();
    for edit in edits {
        let mut spec = tree(&text);
        let mut renamed = None;
        apply(&mut spec, *edit, &mut renamed);
        let mut new = spec.pretty();
        if let Some((old, name)) = renamed {
            new = new.replace(&format!("/schemas/{old}\""), &format!("/schemas/{name}\""));
        }
        if Spec::try_new(&new, catalog).is_ok() {
            text = new;
        }
    }
    Spec::new(&text, catalog)
}

fn apply(spec: &mut Tree, edit: Edit, renamed: &mut Option<(String, String)>) {
    match edit {
        Edit::RemoveField(at) => with_field(spec, at, |fields, field| _ = fields.remove(field)),
        Edit::AddField(at) => {
            with_field(spec, at, |fields, _| fields.push(("novel".to_owned(), object(&[("type", "boolean")]))));
        }
        Edit::MoveFieldToTheEnd(at) => {
            with_field(spec, at, |fields, field| {
                let taken = fields.remove(field);
                fields.push(taken);
            });
        }
        Edit::Retype(at, ty) => {
            let types: [&[(&str, &str)]; 7] = [
                &[("type", "string")],
                &[("type", "boolean")],
                &[("type", "integer"), ("format", "int32")],
                &[("type", "integer"), ("format", "int64")],
                &[("type", "number"), ("format", "decimal")],
                &[("type", "string"), ("format", "civil-date-time")],
                &[("$ref", "#/components/schemas/HolderId")],
            ];
            with_field(spec, at, |fields, field| fields[field].1 = object(types[ty % types.len()]));
        }
        Edit::TurnRequired(at) => turn_required(spec, at),
        Edit::TurnMark(at, mark, word) => {
            with_field(spec, at, |fields, field| {
                if let Tree::Object(entries) = &mut fields[field].1 {
                    match entries.iter().position(|(key, _)| key == mark) {
                        Some(there) => _ = entries.remove(there),
                        None => entries.push((mark.to_owned(), Tree::from(word))),
                    }
                }
            });
        }
        Edit::Describe(at) => {
            with_field(spec, at, |fields, field| {
                if let Some(text) = fields[field].1.get_mut("description") {
                    *text = Tree::from("Other words.");
                }
            });
        }
        Edit::RemoveCode(at) => with_code(spec, at, |codes, code| _ = codes.remove(code)),
        Edit::RetitleCode(at, title) => with_code(spec, at, |codes, code| {
            if let Some(text) = codes[code].get_mut("title") {
                *text = Tree::from(title);
            }
        }),
        Edit::RenameSchema(at) => {
            with_entries(spec, &["components", "schemas"], |schemas| {
                let at = at % schemas.len();
                let old = schemas[at].0.clone();
                let name = format!("{old}Novel");
                schemas[at].0.clone_from(&name);
                *renamed = Some((old, name));
            });
        }
        Edit::RemoveOperation(at) => with_entries(spec, &["paths"], |paths| _ = paths.remove(at % paths.len())),
        Edit::MoveOperation(at) => with_entries(spec, &["paths"], |paths| {
            let at = at % paths.len();
            paths[at].0.push_str("/novel");
        }),
        Edit::RenameOperation(at) => with_entries(spec, &["paths"], |paths| {
            let at = at % paths.len();
            if let Some(post) = paths[at].1.get_mut("post") {
                // The catalog names it, and says that it writes.
                for (key, text) in [("operationId", "cards.freeze"), ("x-effect", "write")] {
                    if let Some(old) = post.get_mut(key) {
                        *old = Tree::from(text);
                    }
                }
            }
        }),
        Edit::Unmark(at) => with_field(spec, at, |fields, field| {
            // Whatever it is called: a name that sounds sensitive has to be dismissed.
            fields[field].1 = object(&[("type", "string"), ("description", "Shown."), ("x-sensitive", "none")]);
        }),
        Edit::ListTexts(at, mark) => with_field(spec, at, |fields, field| fields[field].1 = texts(mark)),
        Edit::SpellWithCapitals(at) => rename_field(spec, at, |name| {
            let (before, after) = name.split_once('_')?;
            let (first, rest) = after.split_at(1);
            Some(format!("{before}{}{rest}", first.to_uppercase()))
        }),
        Edit::SwapCodes(at) => with_code(spec, at, |codes, code| {
            let other = (code + 1) % codes.len();
            codes.swap(code, other);
        }),
        Edit::RenameField(at) => rename_field(spec, at, |name| Some(format!("{name}_novel"))),
        // The catalog says the same, or the spec is not read: only what is changed to what it was remains.
        Edit::TurnEffect(at, effect) => with_entries(spec, &["paths"], |paths| {
            let at = at % paths.len();
            if let Some(old) = paths[at].1.get_mut("post").and_then(|post| post.get_mut("x-effect")) {
                *old = Tree::from(effect);
            }
        }),
        Edit::TakeAnotherAnswer(at, answer) => refer_to(spec, "paths", at, &ANSWER, answer),
        Edit::TakeAnotherPayload(at, payload) => refer_to(spec, "webhooks", at, &BODY, payload),
        Edit::RemoveEvent(at) => with_entries(spec, &["webhooks"], |events| _ = events.remove(at % events.len())),
        Edit::RemovePaging => {
            with_entries(spec, &["paths", "/cards/list", "post"], |entries| {
                entries.retain(|(key, _)| key != "x-pagination");
            });
        }
    }
}

const BODY: [&str; 6] = ["post", "requestBody", "content", "application/json", "schema", "$ref"];
const ANSWER: [&str; 10] =
    ["post", "responses", "200", "content", "application/json", "schema", "allOf", "properties", "data", "$ref"];

/// Lets an entry hold another schema at the end of a path; of an array on the way, the last element counts.
fn refer_to(spec: &mut Tree, map: &str, at: usize, path: &[&str], schema: usize) {
    let names: Vec<String> = match spec.get("components").and_then(|components| components.get("schemas")) {
        Some(Tree::Object(schemas)) => schemas.iter().map(|(name, _)| name.clone()).collect(),
        _ => return,
    };
    with_entries(spec, &[map], |entries| {
        let at = at % entries.len();
        let found = path.iter().try_fold(&mut entries[at].1, |tree, key| match tree {
            Tree::Array(elements) => elements.last_mut()?.get_mut(key),
            other => other.get_mut(key),
        });
        if let Some(reference) = found {
            *reference = Tree::from(format!("#/components/schemas/{}", names[schema % names.len()]).as_str());
        }
    });
}

/// A list of texts, which may be marked.
fn texts(mark: Option<&str>) -> Tree {
    let items = [("type", "string")].into_iter().chain(mark.map(|mark| ("x-sensitive", mark)));
    let mut list = object(&[("type", "array"), ("description", "Some texts.")]);
    if let Tree::Object(entries) = &mut list {
        entries.push(("items".to_owned(), object(&items.collect::<Vec<_>>())));
    }
    list
}

fn object(entries: &[(&str, &str)]) -> Tree {
    Tree::Object(entries.iter().map(|(key, value)| ((*key).to_owned(), Tree::from(*value))).collect())
}

/// Does something to the entries of an object, if it is there and has any.
fn with_entries(spec: &mut Tree, path: &[&str], act: impl FnOnce(&mut Vec<(String, Tree)>)) {
    let found = path.iter().try_fold(spec, |tree, key| tree.get_mut(key));
    match found {
        Some(Tree::Object(entries)) if !entries.is_empty() => act(entries),
        _ => {}
    }
}

/// Every object that has fields: the half of a request that has them, or the schema itself.
fn owners(spec: &mut Tree) -> Vec<&mut Tree> {
    let schemas = spec.get_mut("components").and_then(|components| components.get_mut("schemas"));
    let Some(Tree::Object(schemas)) = schemas else {
        return Vec::new();
    };
    let owners = schemas.iter_mut().map(|(_, schema)| match schema.get("allOf") {
        Some(_) => match schema.get_mut("allOf") {
            Some(Tree::Array(parts)) => parts.last_mut().expect("a request has two parts"),
            _ => unreachable!("`allOf` is an array"),
        },
        None => schema,
    });
    owners.filter(|owner| matches!(owner.get("properties"), Some(Tree::Object(fields)) if !fields.is_empty())).collect()
}

fn with_field(spec: &mut Tree, at: usize, act: impl FnOnce(&mut Vec<(String, Tree)>, usize)) {
    let mut owners = owners(spec);
    let many = owners.len();
    if let Some(Tree::Object(fields)) = owners[at % many].get_mut("properties") {
        let field = at / many % fields.len();
        act(fields, field);
    }
}

/// Calls a field otherwise, also where it is said to be required.
fn rename_field(spec: &mut Tree, at: usize, name: impl Fn(&str) -> Option<String>) {
    let mut owners = owners(spec);
    let many = owners.len();
    let owner = &mut *owners[at % many];
    let Some(Tree::Object(fields)) = owner.get_mut("properties") else {
        return;
    };
    let field = at / many % fields.len();
    let old = fields[field].0.clone();
    let Some(new) = name(&old) else {
        return;
    };
    fields[field].0.clone_from(&new);
    if let Some(Tree::Array(required)) = owner.get_mut("required") {
        for one in required.iter_mut().filter(|one| **one == Tree::from(old.as_str())) {
            *one = Tree::from(new.as_str());
        }
    }
}

fn turn_required(spec: &mut Tree, at: usize) {
    let mut owners = owners(spec);
    let many = owners.len();
    let owner = &mut *owners[at % many];
    let Some(Tree::Object(fields)) = owner.get("properties") else {
        return;
    };
    let name = Tree::from(fields[at / many % fields.len()].0.as_str());
    if let Some(Tree::Array(required)) = owner.get_mut("required") {
        match required.iter().position(|one| *one == name) {
            Some(there) => _ = required.remove(there),
            None => required.push(name),
        }
    }
}

fn with_code(spec: &mut Tree, at: usize, act: impl FnOnce(&mut Vec<Tree>, usize)) {
    let schemas = spec.get_mut("components").and_then(|components| components.get_mut("schemas"));
    let Some(Tree::Object(schemas)) = schemas else {
        return;
    };
    let mut enums: Vec<&mut Tree> = schemas.iter_mut().filter_map(|(_, schema)| schema.get_mut("oneOf")).collect();
    let many = enums.len();
    if many == 0 {
        return;
    }
    if let Tree::Array(codes) = &mut *enums[at % many] {
        let code = at / many % codes.len();
        act(codes, code);
    }
}

/// Rules on what is lost: nobody has to be told that it came.
const ONE_WAY: &[&str] =
    &["guard-lost", "json-shown", "operation-replaced", "sensitive-dismissed", "sensitive-left-behind"];

/// Of those, what stands in another change's stead the other way.
const LOST: &[&str] = &["sensitive-dismissed"];

/// Every place that a report mentions, whichever side it is on.
fn places(report: &Report<'_>) -> BTreeSet<Place> {
    let changes = report.entries.iter().map(|entry| &entry.change).filter(|change| !ONE_WAY.contains(&change.rule.id));
    changes.flat_map(|change| change.base.iter().chain(&change.head)).cloned().collect()
}

/// Whether a side has what a place points at.
fn is_there(spec: &Spec, place: Option<&Place>) -> bool {
    let Some(place) = place else {
        return false;
    };
    let text = if place.file == FileId::Catalog { &spec.files.catalog } else { &spec.files.spec };
    let value: serde_json::Value = serde_json::from_str(text.text()).unwrap();
    value.pointer(&place.pointer).is_some()
}

/// The laws would hold of nothing too.
#[test]
fn every_kind_of_edit_makes_a_change() {
    let edits: [fn(usize) -> Edit; 23] = [
        Edit::RemoveField,
        Edit::AddField,
        Edit::MoveFieldToTheEnd,
        |at| Edit::Retype(at, at),
        Edit::TurnRequired,
        |at| Edit::TurnMark(at, "x-sensitive", "pii"),
        |at| Edit::TurnMark(at, "x-empty", "none"),
        Edit::Describe,
        Edit::RemoveCode,
        |at| Edit::RetitleCode(at, "Novel"),
        Edit::RenameSchema,
        Edit::RemoveOperation,
        Edit::MoveOperation,
        Edit::RenameOperation,
        |at| Edit::TakeAnotherAnswer(at, at),
        |at| Edit::TakeAnotherPayload(at, at),
        Edit::RemoveEvent,
        |_| Edit::RemovePaging,
        Edit::Unmark,
        Edit::SpellWithCapitals,
        Edit::SwapCodes,
        Edit::RenameField,
        |at| Edit::ListTexts(at, Some("pii")),
    ];
    for (kind, edit) in edits.iter().enumerate() {
        let is_seen = (0..40).any(|at| !compare(base(), &edited(&[edit(at)])).entries.is_empty());
        assert!(is_seen, "edit {kind} is never seen");
    }
}

proptest! {
    #![proptest_config(drawn::config(32))]

    #[test]
    fn a_spec_is_no_different_from_itself(edits in prop::collection::vec(edit(), 0..8)) {
        let spec = edited(&edits);
        prop_assert!(compare(&spec, &spec).entries.is_empty());
    }

    #[test]
    fn both_ways_mention_the_same_places(
        base in prop::collection::vec(edit(), 0..6),
        head in prop::collection::vec(edit(), 1..6),
    ) {
        let (base, head) = (edited(&base), edited(&head));
        prop_assert_eq!(places(&compare(&base, &head)), places(&compare(&head, &base)));
    }

    #[test]
    fn what_a_change_points_at_is_there_on_one_side(
        base in prop::collection::vec(edit(), 0..6),
        head in prop::collection::vec(edit(), 1..6),
    ) {
        let (base, head) = (edited(&base), edited(&head));
        for Change { rule, base: old, head: new, .. } in compare(&base, &head).entries.iter().map(|entry| &entry.change) {
            let is_there = is_there(&base, old.as_ref()) || is_there(&head, new.as_ref());
            prop_assert!(is_there, "{}: {:?} {:?}", rule.id, old, new);
        }
    }

    #[test]
    fn what_was_added_is_removed_the_other_way(
        base in prop::collection::vec(edit(), 0..6),
        head in prop::collection::vec(edit(), 1..6),
    ) {
        let (base, head) = (edited(&base), edited(&head));
        let (there, back) = (compare(&base, &head), compare(&head, &base));
        let only = |report: &Report<'_>, of_base: bool| -> BTreeSet<String> {
            let changes = report.entries.iter().map(|entry| &entry.change);
            let changes = changes.filter(|change| !LOST.contains(&change.rule.id));
            let alone = changes.filter(|change| change.base.is_some() != change.head.is_some());
            let alone = alone.filter(|change| change.base.is_some() == of_base);
            alone.flat_map(|change| change.base.iter().chain(&change.head)).map(|place| place.pointer.clone()).collect()
        };
        prop_assert_eq!(only(&there, true), only(&back, false));
    }

    #[test]
    fn other_generated_code_is_never_no_change(
        base in prop::collection::vec(edit(), 0..6),
        head in prop::collection::vec(edit(), 1..6),
    ) {
        let (base, head) = (edited(&base), edited(&head));
        let code = |spec: &Spec| emit::emit(&spec.api).expect("emitters make Rust").0;
        if code(&base) != code(&head) {
            prop_assert!(!compare(&base, &head).entries.is_empty());
        }
    }

    #[test]
    fn what_leaves_the_rust_api_breaks_the_source_and_what_comes_is_told(
        base in prop::collection::vec(edit(), 0..6),
        head in prop::collection::vec(edit(), 1..6),
    ) {
        let (base, head) = (edited(&base), edited(&head));
        let told = compare(&base, &head);
        if !told.items.removed.is_empty() {
            prop_assert_eq!(told.summary.source, Impact::Breaking, "{:?}", told.items.removed);
        }
        if !told.items.added.is_empty() {
            prop_assert!(told.summary.source >= Impact::Compatible, "{:?}", told.items.added);
        }
    }

    #[test]
    fn a_value_that_is_no_longer_hidden_is_told_as_security(at in 0..400_usize, more in prop::collection::vec(edit(), 0..3)) {
        let base = base();
        let head = edited(&[&[Edit::Unmark(at)], &more[..]].concat());
        let hidden = |spec: &Spec| -> BTreeSet<(String, String)> {
            let objects = spec.api.types.iter().filter_map(|def| Some((def, def.shape.object()?)));
            let fields = objects.flat_map(|(def, object)| object.fields.iter().map(move |field| (def, field)));
            fields
                .filter(|(_, field)| matches!(field.ty, Type::Sensitive(_)))
                .map(|(def, field)| (def.name.value.clone(), field.wire.value.clone()))
                .collect()
        };
        let shown = |spec: &Spec| -> BTreeSet<(String, String)> {
            let objects = spec.api.types.iter().filter_map(|def| Some((def, def.shape.object()?)));
            let fields = objects.flat_map(|(def, object)| object.fields.iter().map(move |field| (def, field)));
            fields
                .filter(|(_, field)| field.ty == Type::Text)
                .map(|(def, field)| (def.name.value.clone(), field.wire.value.clone()))
                .collect()
        };
        if !hidden(base).is_disjoint(&shown(&head)) {
            prop_assert!(compare(base, &head).summary.security);
        }
    }

    #[test]
    fn nothing_that_has_to_be_looked_at_is_folded_away(head in prop::collection::vec(edit(), 1..8)) {
        let head = edited(&head);
        let told = compare(base(), &head);
        let markdown = report::markdown(&told, &context());
        let open = markdown.split("<details>").next().unwrap_or_default();
        let must = told.entries.iter().filter(|entry| entry.level() < Level::Compatible).count();
        let rows = open.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| change |")).count();
        prop_assert_eq!(rows, must + open_weighty(&told));
        prop_assert!(markdown.len() < 65_536);
    }
}

/// Harmless rows about money and card data are shown openly too.
fn open_weighty(told: &Report<'_>) -> usize {
    told.entries.iter().filter(|entry| entry.level() == Level::Compatible && entry.is_weighty()).count()
}
