//! Work that is shared out over cores comes out the same however many there are.

use open_api_codegen::generate::emit::{emit_on, emit_unknown};
use open_api_codegen::load;
use open_api_codegen::spec::files::SpecFiles;
use open_api_codegen::synth;
use open_api_codegen::text::source::Source;
use std::num::{NonZeroU32, NonZeroUsize};

#[test]
fn one_thread_and_many_make_the_same_bytes() {
    let made_up = synth::synth(NonZeroU32::new(30).unwrap(), 7);
    let files = SpecFiles {
        spec: Source::new("openapi.json", made_up.openapi),
        catalog: Source::new("catalog.json", made_up.catalog),
    };
    let (api, found) = load::load_to_generate(&files);
    let api = api.filter(|_| !found.has_errors()).unwrap();
    let on_all = emit_unknown(&api, |_, _| false).unwrap();
    assert!(on_all.len() > 30 && on_all.iter().all(|file| file.text.is_some()));
    for threads in [1, 2, 7] {
        let threads = NonZeroUsize::new(threads).unwrap();
        assert_eq!(emit_on(threads, &api, |_, _| false).unwrap(), on_all, "{threads} threads");
    }
}
