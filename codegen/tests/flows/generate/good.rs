//! Specs that say one thing each, and the code they become.
//! `smallest` shows every file; the others show only the files in which they differ from it.

use crate::harness::{Fixture, each_fixture, generate, show};
use open_api_codegen::generate::files::FileSet;
use open_api_codegen::spec::fmt;
use open_api_codegen::text::json;
use open_api_codegen::text::source::FileId;

each_fixture! { "good", becomes_the_code_of_its_snapshot:
    empty_request free_form ids integer_enum keyword_fields lists many_required markdown nested_objects no_operations nothing odd_names paging
    pathless presence rust_names sensitive smallest text_enum undescribed webhooks wordy
}

fn becomes_the_code_of_its_snapshot(fixture: &Fixture) {
    let smallest = Fixture::new("good", "smallest");
    let known = if fixture.name() == "smallest" { FileSet::default() } else { generate(&smallest.files()) };
    fixture.assert("generated", &show(&generate(&fixture.files()), &known));
}

#[test]
fn good_fixtures_are_in_canonical_form() {
    for fixture in Fixture::all("good") {
        let files = fixture.files();
        let root = json::parse(&files.spec, FileId::Spec).unwrap();
        assert!(fmt::spec(&root) == files.spec.text(), "{}: run `cargo xtask fmt` on it", fixture.name());
    }
}
