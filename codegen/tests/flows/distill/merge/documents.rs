//! The platform's own pages, where a checkout has them beside it, against the committed spec. They are not part of this
//! repository.

use super::harness::{Tables, tree};
use open_api_codegen::api::ir::{Api, Object, Shape, Type};
use open_api_codegen::load;
use open_api_codegen::spec::fmt;
use open_api_codegen::text::diag;
use open_api_codegen::text::json::Tree;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

const PAGES: [&str; 3] = ["000_3b6413dcb8946435.txt", "wallet-transaction-detail.md", "webhook-card.md"];

/// Knows the platform's name and nothing else; the catalog and the glossary are the committed ones.
const SKELETON: &str = r#"{"openapi": "3.1.0", "info": {"title": "OPEN-API", "version": "0"}, "paths": {}, "components": {"schemas": {}}}"#;

fn spec_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec")
}

fn committed() -> Tree {
    tree(&fs::read_to_string(spec_folder().join("openapi.json")).unwrap())
}

/// The pages, or none with a word on standard error.
fn documents() -> Option<Vec<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/documents");
    let read = |name: &&str| fs::read_to_string(folder.join(name)).ok();
    let pages: Option<Vec<String>> = PAGES.iter().map(read).collect();
    if pages.is_none() {
        let skipped = format!("SKIPPED: the platform's pages are not in {}\n", folder.display());
        let _ = std::io::Write::write_all(&mut std::io::stderr(), skipped.as_bytes());
    }
    pages
}

#[test]
fn the_committed_spec_and_the_pages_agree() {
    let Some(pages) = documents() else { return };
    let tables = Tables::read(&spec_folder());
    let texts: Vec<&str> = pages.iter().map(String::as_str).collect();
    let distilled = tables.distill(&committed(), &texts, false);
    assert!(!distilled.has_errors());
    for (name, page) in PAGES.iter().zip(&distilled.pages) {
        assert_eq!(page.changes, [], "{name}");
    }
    assert!(!distilled.disagrees());
    assert_eq!(fmt::tree(distilled.spec), fmt::tree(committed()));
}

#[test]
fn the_pages_alone_give_the_facts_and_the_names_of_the_committed_spec() {
    let Some(pages) = documents() else { return };
    let tables = Tables::read(&spec_folder());
    let texts: Vec<&str> = pages.iter().map(String::as_str).collect();
    let distilled = tables.distill(&tree(SKELETON), &texts, false);
    assert_eq!(facts(&tables, &distilled.spec), facts(&tables, &committed()));
}

#[test]
fn the_order_in_which_the_pages_are_given_changes_nothing() {
    let Some(pages) = documents() else { return };
    let tables = Tables::read(&spec_folder());
    let given = |order: &[usize]| {
        let texts: Vec<&str> = order.iter().map(|at| pages[*at].as_str()).collect();
        tables.distill(&tree(SKELETON), &texts, false).spec
    };
    let first = given(&[0, 1, 2]);
    for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        assert_eq!(fmt::tree(given(&order)), fmt::tree(first.clone()), "{order:?}");
    }
}

#[test]
fn the_order_in_which_the_pages_come_changes_no_fact() {
    let Some(pages) = documents() else { return };
    let tables = Tables::read(&spec_folder());
    for order in [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        let mut spec = tree(SKELETON);
        // A page that came before the one with the codes learns of them when it is read again.
        for at in order.iter().chain(&order) {
            spec = tables.distill(&spec, &[pages[*at].as_str()], false).spec;
        }
        assert_eq!(facts(&tables, &spec), facts(&tables, &committed()), "{order:?}");
    }
}

/// What the pages say, as the generator understands it: everything but words and provenance.
fn facts(tables: &Tables, spec: &Tree) -> String {
    let files = tables.files(&fmt::tree(spec.clone()));
    let (api, found) = load::load(&files);
    assert!(!found.has_errors(), "{}", diag::render(&found, &files, false));
    let api = api.unwrap();
    let mut out = format!("revision {}\n", api.revision.value);
    for operation in &api.operations {
        let path = operation.path.as_ref().map_or("no path", |path| &path.value);
        let (request, response) = (&api.ty(operation.request).ident, &api.ty(operation.response).ident);
        let paged = operation.paging.is_some();
        let examples = (operation.request_example.is_some(), operation.response_example.is_some());
        let _ = writeln!(
            out,
            "{} [{}] {path} {} {request} -> {response} paged {paged} examples {examples:?}",
            operation.id.value,
            operation.tag,
            operation.effect.value.word()
        );
    }
    for webhook in &api.webhooks {
        let (payload, shown) = (&api.ty(webhook.payload).ident, webhook.example.is_some());
        let _ = writeln!(out, "{} ({}) -> {payload} example {shown}", webhook.tag.value, webhook.group.value);
    }
    for def in &api.types {
        let _ = writeln!(out, "{}", def.name.value);
        match &def.shape {
            Shape::Text { sensitive, .. } => _ = writeln!(out, "  text {sensitive:?}"),
            Shape::Integer { width, .. } => _ = writeln!(out, "  {width:?}"),
            Shape::Enum(codes) => {
                for code in &codes.variants {
                    let _ = writeln!(out, "  {:?} {} {:?}", code.code.value, code.title.value, code.description);
                }
            }
            Shape::Object(object) | Shape::Request(object) => fields(&mut out, &api, object),
        }
    }
    for object in [&api.credentials, &api.envelope] {
        fields(&mut out, &api, &object.as_ref().unwrap().object);
    }
    out
}

fn fields(out: &mut String, api: &Api, object: &Object) {
    for field in &object.fields {
        let _ = writeln!(out, "  {}: {} {:?}", field.wire.value, ty(api, &field.ty), field.presence);
    }
}

fn ty(api: &Api, of: &Type) -> String {
    match of {
        Type::Named(id) => api.ty(*id).name.value.clone(),
        Type::List(inner) => format!("list of {}", ty(api, inner)),
        other => format!("{other:?}"),
    }
}
