//! How this crate's files stand to each other: no circles, and no import that runs up or from one flow to another.
//! What finds these is tried on crates that have one where it lives, in the client's tests.

#[path = "../../../generated-client/tests/structure/imports/mod.rs"]
mod imports;

use imports::{Imports, Order};
use std::path::Path;

const WRITTEN: &str = "codegen/tests/flows/structure.rs";

/// From the bottom up; the flows stand in one row, since none of them imports another.
const ORDERS: [Order<'_>; 2] = [
    Order {
        within: "",
        rows: &["cores text", "spec", "api", "distill generate review synth", "load"],
        apart: &[],
        written: WRITTEN,
    },
    Order { within: "distill", rows: &["page", "merge site"], apart: &[], written: WRITTEN },
];

fn real() -> Imports {
    Imports::read(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")).unwrap()
}

#[test]
fn no_module_imports_one_that_imports_it() {
    let found = real().circles(&[]);
    assert!(found.is_empty(), "{}", found.join("\n\n"));
}

#[test]
fn data_flows_one_way_and_the_flows_do_not_import_each_other() {
    let real = real();
    // Less would mean that the files are not read any more.
    assert!(real.count() > 500, "{} imports", real.count());
    let found: Vec<String> = ORDERS.iter().flat_map(|order| real.upward(order)).collect();
    assert!(found.is_empty(), "{}", found.join("\n\n"));
}
