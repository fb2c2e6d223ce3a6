//! Specs with mistakes, and what a person is told about them.

use crate::harness::{Fixture, each_fixture};
use open_api_codegen::spec::files::SpecFiles;
use open_api_codegen::text::diag::{self, Code, Diagnostics};
use std::collections::BTreeSet;

each_fixture! { "errors", is_explained:
    an_apis_own_unknown answer_that_is_no_object answer_without_envelope byte_order_mark catalog_disagrees
    catalog_repeats catalog_with_mistakes collision_of_events collision_of_fields
    collision_of_files_differing_in_case collision_of_operations collision_of_resource_and_schema
    collision_of_types collision_of_variants collision_with_required_struct dangling_ref duplicate_enum_code
    duplicate_key empty_file endless_type
    enum_codes_that_do_not_fit enum_without_titles everything_in_one_run float_without_decimal foreign_ref
    hidden_characters incomplete_provenance inline_object inline_request malformed_catalog malformed_json
    malformed_json_comment malformed_json_conflict malformed_json_cut_off malformed_json_quotes marks_on_what_is_no_string missing_effect missing_provenance
    names_that_are_no_rust not_an_object not_in_catalog not_in_catalog_but_near notices_and_security
    object_of_another_type open_to_do
    operation_described_twice operation_with_empty_parts operation_with_parts_missing pagination_does_not_fit
    pagination_incomplete pagination_names_an_absent_field request_that_is_an_object request_with_other_credentials
    request_without_credentials required_names_an_absent_property reserved_tag_names reserved_type_names
    resource_named_like_a_method runtime_schema_used runtime_shape_changed runtime_shape_missing shared_request
    tag_not_described tag_of_another_resource too_many_fields unknown_effect unknown_keyword unsupported_named_type
    unsupported_type values_of_another_kind
}

fn is_explained(fixture: &Fixture) {
    let (files, _, found) = fixture.load();
    assert!(found.has_errors());
    fixture.assert("diagnostics", &diag::render(&found, &files, false));
}

#[test]
fn every_kind_of_error_has_a_fixture() {
    let found: Vec<Diagnostics> = Fixture::all("errors").iter().map(|fixture| fixture.load().2).collect();
    let shown: BTreeSet<Code> = found.iter().flat_map(Diagnostics::iter).map(|found| found.code).collect();
    let without: Vec<&Code> = Code::ALL.iter().filter(|code| !shown.contains(code)).collect();
    // A folder without its files is no fixture: the test below stands for it.
    assert_eq!(without, [&Code::MissingFile]);
}

#[test]
fn a_folder_without_a_spec_is_told_by_its_files() {
    let folder = tempfile::tempdir().unwrap();
    let (files, found) = SpecFiles::read(folder.path(), "somewhere/else/");
    insta::assert_snapshot!(diag::render(&found, &files, false), @r"
    error[E0006]: cannot read somewhere/else/openapi.json: No such file or directory (os error 2)
     --> somewhere/else/openapi.json
      = help: a spec folder holds openapi.json and catalog.json; name another folder with `--spec DIR`

    error[E0006]: cannot read somewhere/else/catalog.json: No such file or directory (os error 2)
     --> somewhere/else/catalog.json
      = help: a spec folder holds openapi.json and catalog.json; name another folder with `--spec DIR`

    2 errors
    ");
}
