//! JSON Patch (RFC 6902) over trees that keep the order of their keys: `add`, `remove`, `replace`, `move`.

use open_api_codegen::text::json::Tree;

pub(crate) fn apply(tree: &Tree, operations: &Tree) -> Tree {
    let Tree::Array(operations) = operations else {
        panic!("a patch is an array");
    };
    let mut tree = tree.clone();
    for operation in operations {
        match text(operation, "op") {
            "add" => add(&mut tree, text(operation, "path"), value(operation)),
            "remove" => _ = remove(&mut tree, text(operation, "path")),
            "replace" => *at(&mut tree, text(operation, "path")) = value(operation),
            "move" => {
                let taken = remove(&mut tree, text(operation, "from"));
                add(&mut tree, text(operation, "path"), taken);
            }
            other => panic!("the patch has an unknown `op`: {other}"),
        }
    }
    tree
}

fn text<'t>(operation: &'t Tree, key: &str) -> &'t str {
    match operation.get(key) {
        Some(Tree::Text(text)) => text,
        _ => panic!("an operation of the patch has no `{key}`: {operation:?}"),
    }
}

fn value(operation: &Tree) -> Tree {
    operation.get("value").unwrap_or_else(|| panic!("an operation of the patch has no `value`: {operation:?}")).clone()
}

fn split(pointer: &str) -> (&str, String) {
    let (above, key) = pointer.rsplit_once('/').expect("a pointer to something below the root");
    (above, unescape(key))
}

fn unescape(key: &str) -> String {
    key.replace("~1", "/").replace("~0", "~")
}

fn at<'t>(tree: &'t mut Tree, pointer: &str) -> &'t mut Tree {
    pointer.split('/').skip(1).fold(tree, |tree, key| match tree {
        Tree::Array(elements) => {
            let index: usize = key.parse().expect("an index");
            elements.get_mut(index).unwrap_or_else(|| panic!("there is no {pointer}"))
        }
        other => other.get_mut(&unescape(key)).unwrap_or_else(|| panic!("there is no {pointer}")),
    })
}

fn add(tree: &mut Tree, pointer: &str, value: Tree) {
    let (above, key) = split(pointer);
    match at(tree, above) {
        Tree::Array(elements) if key == "-" => elements.push(value),
        Tree::Array(elements) => elements.insert(key.parse().expect("an index"), value),
        Tree::Object(entries) => match entries.iter_mut().find(|(name, _)| *name == key) {
            Some((_, old)) => *old = value,
            None => entries.push((key, value)),
        },
        other => panic!("nothing can be added below {above}: {other:?}"),
    }
}

fn remove(tree: &mut Tree, pointer: &str) -> Tree {
    let (above, key) = split(pointer);
    match at(tree, above) {
        Tree::Array(elements) => elements.remove(key.parse().expect("an index")),
        Tree::Object(entries) => {
            let index = entries.iter().position(|(name, _)| *name == key);
            entries.remove(index.unwrap_or_else(|| panic!("there is no {pointer}"))).1
        }
        other => panic!("nothing can be removed below {above}: {other:?}"),
    }
}
