//! The names that the client's runtime has, against the lists of names that the spec may not take.
//! A runtime that grows a type or a method fails here, before a spec meets it.

use crate::harness::{Fixture, generate, read, real_spec, workspace};
use open_api_codegen::generate::files::OnDisk;
use open_api_codegen::spec::names;
use open_api_codegen::text::diag::Diagnostics;
use open_api_codegen::text::source::{FileId, Span};
use std::collections::BTreeSet;
use std::path::Path;
use syn::{ImplItem, Item, Type, UseTree};

#[test]
fn no_schema_can_be_called_like_something_that_the_crate_exports() {
    let lib = syn::parse_file(&read(&workspace().join("generated-client/src/lib.rs"))).unwrap();
    let mut exported = imported(&lib.items, |item| matches!(item.vis, syn::Visibility::Public(_)));
    // What a module imports beside the generated types hides one of the same name.
    for item in &lib.items {
        if let Item::Mod(module) = item
            && let Some((_, items)) = &module.content
        {
            exported.extend(imported(items, |_| true));
        }
    }
    assert!(exported.contains("Client") && exported.contains("Decimal"));
    refused(&exported);
}

#[test]
fn no_schema_can_be_called_like_something_that_generated_code_imports() {
    let mut used = BTreeSet::new();
    for files in Fixture::all("good").iter().map(Fixture::files).chain([real_spec()]) {
        for text in generate(&files).0.values() {
            let file = syn::parse_file(text).unwrap();
            used.extend(imported(&file.items, |item| !from_models(&item.tree)));
        }
    }
    assert!(used.contains("UnknownCode") && used.contains("Call"));
    refused(&used);
}

#[test]
fn no_setter_and_no_resource_is_called_like_a_method_of_the_runtime() {
    let taken = |name: &String| names::TAKEN_RESOURCES.iter().any(|(taken, _)| taken == name);
    assert_eq!(methods("Client").into_iter().filter(|name| !taken(name)).collect::<Vec<_>>(), [""; 0]);
    let changed = |name: &String| names::setter(name) != *name;
    assert_eq!(methods("Call").into_iter().filter(|name| !changed(name)).collect::<Vec<_>>(), [""; 0]);
}

fn refused(wanted: &BTreeSet<String>) {
    let span = Span::new(FileId::Spec, 0, 0);
    let free = |name: &&String| !names::refuse_taken_type(name, "a schema", span, &mut Diagnostics::new());
    assert_eq!(wanted.iter().filter(free).collect::<Vec<_>>(), [""; 0], "missing in `TAKEN_TYPES`");
}

/// The types that the wanted `use` items name, without those that are generated.
fn imported(items: &[Item], wanted: fn(&syn::ItemUse) -> bool) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for item in items {
        if let Item::Use(item) = item
            && wanted(item)
        {
            leaves(&item.tree, &mut found);
        }
    }
    found.retain(|name| name.starts_with(char::is_uppercase) && name.contains(char::is_lowercase));
    found
}

fn leaves(tree: &UseTree, found: &mut BTreeSet<String>) {
    match tree {
        UseTree::Path(path) => leaves(&path.tree, found),
        UseTree::Name(name) => _ = found.insert(name.ident.to_string()),
        UseTree::Rename(rename) => _ = found.insert(rename.rename.to_string()),
        UseTree::Group(group) => group.items.iter().for_each(|tree| leaves(tree, found)),
        UseTree::Glob(_) => {}
    }
}

/// Whether it is `crate::models::…`, or a generated file's own `module::Type`.
fn from_models(tree: &UseTree) -> bool {
    match tree {
        UseTree::Path(path) if path.ident == "crate" => {
            matches!(&*path.tree, UseTree::Path(below) if below.ident == "models")
        }
        _ => true,
    }
}

/// Every inherent method of a runtime type, whoever may call it: a generated one of the same name would be its double.
fn methods(of: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (path, bytes) in OnDisk::read(&workspace().join("generated-client/src")).unwrap().0 {
        let is_runtime =
            Path::new(&path).extension().is_some_and(|kind| kind == "rs") && !path.starts_with("generated/");
        if !is_runtime {
            continue;
        }
        for item in syn::parse_file(&String::from_utf8(bytes).unwrap()).unwrap().items {
            if let Item::Impl(block) = item
                && block.trait_.is_none()
                && matches!(&*block.self_ty, Type::Path(ty) if ty.path.segments.last().is_some_and(|last| last.ident == of))
            {
                found.extend(block.items.iter().filter_map(|item| match item {
                    ImplItem::Fn(method) => Some(method.sig.ident.to_string()),
                    _ => None,
                }));
            }
        }
    }
    found
}
