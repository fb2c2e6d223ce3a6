//! What two texts may have in common for there to be no change.

use crate::review::diff::fixture::{Spec, base, compare, context, tree};
use open_api_codegen::review::diff::{Verdict, report};
use open_api_codegen::text::json::Tree;

fn assert_the_same(one: &Spec, other: &Spec) {
    assert_eq!(report::text(&compare(one, other), &context(), false), "no changes\n");
}

#[test]
fn another_layout_is_no_change() {
    let base = base();
    let squeezed: String = base.files.spec.text().lines().map(str::trim_start).collect();
    assert_the_same(base, &Spec::new(&squeezed, base.files.catalog.text()));
}

#[test]
fn another_order_of_keys_is_no_change() {
    let base = base();
    let mut spec = tree(base.files.spec.text());
    reverse(&mut spec, false);
    assert_the_same(base, &Spec::new(&spec.pretty(), base.files.catalog.text()));
}

/// Turns every object around, except for fields: their order is that of a request's arguments.
fn reverse(tree: &mut Tree, are_fields: bool) {
    match tree {
        Tree::Object(entries) => {
            if !are_fields {
                entries.reverse();
            }
            for (key, value) in entries {
                reverse(value, key == "properties");
            }
        }
        Tree::Array(elements) => elements.iter_mut().for_each(|element| reverse(element, false)),
        _ => {}
    }
}

#[test]
fn fields_of_what_is_received_may_stand_in_any_order_and_that_is_told_as_no_harm() {
    let base = base();
    let mut spec = tree(base.files.spec.text());
    let card = ["components", "schemas", "Card", "properties"]
        .iter()
        .fold(&mut spec, |tree, key| tree.get_mut(key).expect("the base has a card"));
    reverse(card, false);
    let head = Spec::new(&spec.pretty(), base.files.catalog.text());
    let told = compare(base, &head);
    let rules: Vec<&str> = told.entries.iter().map(|entry| entry.change.rule.id).collect();
    assert_eq!(rules, ["fields-reordered"]);
    assert_eq!(told.entries[0].change.verdict, Verdict::default());
}

#[test]
fn the_same_text_is_no_change() {
    assert_the_same(base(), &Spec::new(base().files.spec.text(), base().files.catalog.text()));
}
