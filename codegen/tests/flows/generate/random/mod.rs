//! Whatever a spec says: a clear error, or code. Made-up specs are refused or generated one by one; what is generated of all of
//! them together is one crate, which `compiled` looks at.

mod case;

use crate::made::Made;
use case::{Case, case};
use open_api_codegen::generate::emit;
use open_api_codegen::generate::files::FileSet;
use open_api_codegen::load;
use open_api_codegen::text::diag;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use std::collections::BTreeSet;

/// How many specs are made up, and from which number.
fn asked(variable: &str, default: u64) -> u64 {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(default)
}

fn cases() -> Vec<Case> {
    let mut seed = [0; 32];
    seed[..8].copy_from_slice(&asked("CODEGEN_SEED", 1).to_le_bytes());
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seed);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    (0..asked("CODEGEN_CASES", 24)).map(|_| case().new_tree(&mut runner).unwrap().current()).collect()
}

fn outcome(made: &Made) -> Result<FileSet, String> {
    let files = made.files();
    let (api, found) = load::load_to_generate(&files);
    api.map(|api| emit::emit(&api).unwrap()).ok_or_else(|| diag::render(&found, &files, false))
}

#[test]
fn a_made_up_spec_is_refused_with_a_place_or_becomes_code() {
    assert!(!files().0.is_empty());
}

/// What is generated of all of them together. Each that is refused has a place and a help.
pub(crate) fn files() -> FileSet {
    let (mut all, mut refused, mut together, mut names) = (Made::new(), 0, 0, BTreeSet::new());
    for (at, case) in cases().iter().enumerate() {
        let mut alone = Made::new();
        case.add_to(&mut alone, "");
        if let Err(errors) = outcome(&alone) {
            refused += 1;
            assert!(errors.contains("help:") && errors.contains("spec/openapi.json:"), "{errors}");
            continue;
        }
        // What another case is called like has a number behind its names.
        let is_apart = names.is_disjoint(&case.names());
        case.add_to(&mut all, &if is_apart { String::new() } else { format!("X{at}") });
        names.extend(case.names());
        together += 1;
    }
    #[allow(clippy::print_stdout, reason = "whoever asks for more of them wants to know")]
    let () = println!("{together} specs compiled as one, {refused} refused");
    outcome(&all).unwrap_or_else(|errors| panic!("{errors}"))
}
