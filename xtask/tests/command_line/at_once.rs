//! Several real processes over one spec folder: what each of them writes is there at the end, and nothing is ever half there.

use crate::sandbox::{Ran, Sandbox};
use std::fmt::Write as _;
use std::thread;

const NAMES: [&str; 8] = ["Genre", "Binding", "Shelf", "Mood", "Cover", "Paper", "Script", "Format"];

const SKELETON: &str =
    r#"{"openapi": "3.1.0", "info": {"title": "Library", "version": "0"}, "paths": {}, "components": {"schemas": {}}}"#;

/// A spec that knows nothing but a catalog of constants, out of canonical form, and a page of each in `pages/`.
fn constants() -> Sandbox {
    let sandbox = Sandbox::new("good/smallest");
    let mut entries = String::new();
    for name in NAMES {
        let comma = if entries.is_empty() { "" } else { "," };
        _ = write!(entries, r#"{comma}{{"id": "{name}", "section": "Constants", "title": "{name}"}}"#);
        let page = format!("# {name}\n\n| Value | Description |\n|---|---|\n| 1 | First |\n| 2 | Second |\n");
        sandbox.write(&format!("pages/{name}.md"), &page);
    }
    let catalog = format!(
        r#"{{"introduction": {{"title": "Introduction"}}, "operations": [], "constants": [{entries}], "webhooks": []}}"#
    );
    sandbox.write("spec/catalog.json", &catalog);
    sandbox.write("spec/openapi.json", SKELETON);
    sandbox
}

/// Starts all of them at the same time, and gives how each of them ended.
fn at_once(sandbox: &Sandbox, runs: &[String]) -> Vec<Ran> {
    thread::scope(|scope| {
        let runs: Vec<_> = runs.iter().map(|run| scope.spawn(|| sandbox.run(run))).collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect()
    })
}

/// Everything is there, whole and in canonical form, and no file of a run is left.
fn assert_whole(sandbox: &Sandbox) {
    let spec = sandbox.read("spec/openapi.json");
    for name in NAMES {
        assert!(spec.contains(&format!("\"{name}\": {{")), "what is known of {name} is lost:\n{spec}");
    }
    let checked = sandbox.run("fmt --check --spec spec");
    assert_eq!(checked.code, 0, "{}", checked.shown());
    let left: Vec<_> =
        sandbox.files("spec").into_keys().filter(|path| path.extension().is_none_or(|end| end != "json")).collect();
    assert!(left.is_empty(), "{left:?}");
}

#[test]
fn pages_that_are_distilled_at_once_are_all_in_the_spec() {
    for _ in 0..3 {
        let sandbox = constants();
        let mut runs: Vec<String> = NAMES.iter().map(|name| format!("distill pages/{name}.md --spec spec")).collect();
        for (at, run) in ["fmt", "fmt", "fmt --check", "coverage", "lint"].iter().enumerate() {
            runs.insert(2 * at, format!("{run} --spec spec"));
        }
        runs.push("codegen --spec spec --out out".to_owned());
        runs.push("diff spec spec --spec spec".to_owned());
        for ran in at_once(&sandbox, &runs) {
            let has_failed = ran.stderr.contains("panicked") || ran.stderr.contains("E0001");
            assert!(!has_failed, "a file was half there: {}", ran.shown());
            if ["distill", "fmt --spec"].iter().any(|run| ran.shown().starts_with(&format!("$ cargo xtask {run}"))) {
                assert_eq!(ran.code, 0, "{}", ran.shown());
            }
        }
        assert_whole(&sandbox);
    }
}

#[test]
fn sites_that_are_pulled_at_once_are_all_in_the_spec_and_in_its_lock() {
    for _ in 0..3 {
        let sandbox = constants();
        let mut runs = vec!["fmt --spec spec".to_owned(), "coverage --spec spec".to_owned()];
        for (at, names) in NAMES.chunks(2).enumerate() {
            for name in names {
                let page = sandbox.read(&format!("pages/{name}.md"));
                sandbox.write(&format!("site{at}/{name}.md"), &page);
            }
            runs.push(format!("pull --from site{at} --spec spec"));
        }
        runs.push("distill pages/Genre.md --spec spec".to_owned());
        runs.push("lint --spec spec".to_owned());
        for ran in at_once(&sandbox, &runs) {
            let has_failed = ran.stderr.contains("panicked") || ran.stderr.contains("E0001");
            assert!(!has_failed, "a file was half there: {}", ran.shown());
            if ran.shown().starts_with("$ cargo xtask pull") {
                assert!(ran.code == 0 || ran.code == 5, "{}", ran.shown());
            }
        }
        assert_whole(&sandbox);
        let lock = sandbox.read("spec/pages.lock.json");
        for name in NAMES {
            assert!(lock.contains(&format!("\"{name}.md\"")), "the lock has lost {name}:\n{lock}");
        }
    }
}
