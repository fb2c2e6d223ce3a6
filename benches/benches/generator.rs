//! The generator's stages, each by itself, in this process and with the system's allocator: a whole run of the built program is
//! timed from outside.
//! `cargo bench -p bench --bench generator`

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot begin has nothing to measure")]

use divan::{Bencher, black_box};
use open_api_codegen::api::ir::Api;
use open_api_codegen::generate::emit;
use open_api_codegen::load;
use open_api_codegen::review::diff::{self, Side};
use open_api_codegen::spec::files::SpecFiles;
use open_api_codegen::synth::synth;
use open_api_codegen::text::source::Source;
use std::num::NonZeroU32;

fn main() {
    divan::main();
}

const OPERATIONS: [u32; 2] = [39, 390];

/// From the spec's texts to the IR, with the lints that stop a run.
#[divan::bench(args = OPERATIONS)]
fn load(bencher: Bencher<'_, '_>, operations: u32) {
    let files = spec(operations);
    bencher.bench(|| load::load_to_generate(black_box(&files)));
}

/// From the IR to the files' texts.
#[divan::bench(args = OPERATIONS)]
fn emit(bencher: Bencher<'_, '_>, operations: u32) {
    let api = api(&spec(operations));
    bencher.bench(|| emit::emit(black_box(&api)));
}

/// From the IR to every file's number, where all are known and none is made.
#[divan::bench(args = OPERATIONS)]
fn number_inputs(bencher: Bencher<'_, '_>, operations: u32) {
    let api = api(&spec(operations));
    bencher.bench(|| emit::emit_unknown(black_box(&api), |_, _| true));
}

/// Two specs that are the same but for one description.
#[divan::bench(args = OPERATIONS)]
fn compare(bencher: Bencher<'_, '_>, operations: u32) {
    let base = spec(operations);
    let changed = base.spec.text().replacen("How many there are of it", "How many of it there are", 1);
    let head = SpecFiles { spec: Source::new("head", changed), catalog: base.catalog.clone() };
    let (base_api, head_api) = (api(&base), api(&head));
    let base = Side { files: &base, api: &base_api };
    let head = Side { files: &head, api: &head_api };
    bencher.bench(|| diff::compare(black_box(base), black_box(head)));
}

fn spec(operations: u32) -> SpecFiles {
    let made_up = synth(NonZeroU32::new(operations).unwrap(), 1);
    SpecFiles {
        spec: Source::new("openapi.json", made_up.openapi),
        catalog: Source::new("catalog.json", made_up.catalog),
    }
}

fn api(files: &SpecFiles) -> Api {
    let (api, found) = load::load_to_generate(files);
    assert!(found.is_empty(), "a made-up spec has no problems");
    api.unwrap()
}
