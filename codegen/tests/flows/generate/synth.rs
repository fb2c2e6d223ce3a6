//! What a made-up spec promises to those who measure with it.

use open_api_codegen::load;
use open_api_codegen::review::lint;
use open_api_codegen::spec::files::SpecFiles;
use open_api_codegen::spec::openapi::keywords;
use open_api_codegen::synth::{SynthSpec, synth};
use open_api_codegen::text::source::Source;
use std::num::NonZeroU32;

fn made_up(operations: u32, seed: u64) -> SynthSpec {
    synth(NonZeroU32::new(operations).expect("some operations"), seed)
}

#[test]
fn a_made_up_spec_has_the_operations_asked_for_and_no_problems() {
    for operations in [1, 2, 39, 411] {
        let spec = made_up(operations, 7);
        let files = SpecFiles {
            spec: Source::new("openapi.json", spec.openapi),
            catalog: Source::new("catalog.json", spec.catalog),
        };
        let (api, found) = load::load(&files);
        let api = api.expect("it can be read");
        let mut problems: Vec<&str> = found.iter().map(|one| one.message.as_str()).collect();
        let lints = lint::run(&api, &files.spec);
        problems.extend(lints.iter().map(|one| one.message.as_str()));
        // One operation cannot use everything that is shared.
        problems.retain(|message| operations > 10 || !message.starts_with("nothing refers to the schema"));
        assert_eq!(problems, [""; 0]);
        assert_eq!(api.operations.len(), operations as usize);
    }
}

#[test]
fn the_same_size_and_seed_give_the_same_bytes_and_another_seed_gives_others() {
    assert_eq!(made_up(39, 1), made_up(39, 1));
    assert_ne!(made_up(39, 1), made_up(39, 2));
}

#[test]
fn a_made_up_spec_uses_every_keyword_of_an_operation_a_webhook_and_a_schema() {
    let spec = made_up(39, 0).openapi;
    let kinds = [
        keywords::OPERATION,
        keywords::PATHLESS_OPERATION,
        keywords::WEBHOOK,
        keywords::MEDIA_TYPE,
        keywords::SCALAR,
        keywords::ENUM,
        keywords::ENUM_CODE,
        keywords::OBJECT,
        keywords::REQUEST,
        keywords::REF_FIELD,
        keywords::FIELD,
        keywords::PAGINATION,
        keywords::PROVENANCE,
    ];
    for keyword in kinds.iter().flat_map(|kind| kind.keywords) {
        assert!(spec.contains(&format!("\"{keyword}\": ")), "{keyword}");
    }
}
