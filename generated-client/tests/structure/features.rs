//! What the gate counts on when it does not check every combination of features.

use std::fs;
use std::path::{Path, PathBuf};

/// The features that change the code of a crate that has the client.
const CODE: [&str; 4] = ["blocking", "tracing", "serialize-sensitive", "test-util"];

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

#[test]
fn no_condition_names_more_than_two_features() {
    let mut conditions = 0;
    for path in files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        let text = fs::read_to_string(&path).unwrap();
        // `#[cfg(…)]`, `#![cfg_attr(…)]`, `cfg!(…)`: up to the end of the attribute, over as many lines as it takes.
        for condition in text.split("cfg").skip(1).filter(|rest| rest.starts_with(['(', '!', '_'])) {
            let condition = condition.split([']', ';']).next().unwrap();
            let named = CODE.iter().filter(|name| condition.contains(&format!("\"{name}\""))).count();
            conditions += usize::from(named > 0);
            assert!(named <= 2, "{}: .ci/run has to check these together: cfg{condition}", path.display());
        }
    }
    // Less would mean that they are not found any more.
    assert!(conditions > 20, "{conditions} conditions");
}
