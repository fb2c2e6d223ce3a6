//! What a stranger relies on before reading any code: licences, the first screen, one address everywhere, and workflows that run
//! what somebody has looked at.

use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn read(name: &str) -> String {
    // As git gives it on any system.
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}")).replace("\r\n", "\n")
}

/// What stands between a text's markers.
fn between<'t>(text: &'t str, begin: &str, end: &str) -> &'t str {
    let (_, rest) = text.split_once(begin).unwrap_or_else(|| panic!("no {begin}"));
    rest.split_once(end).unwrap_or_else(|| panic!("no {end}")).0
}

/// The value of a key in a manifest.
fn value<'t>(manifest: &'t str, key: &str) -> &'t str {
    between(manifest, &format!("\n{key} = \""), "\"")
}

fn workflows() -> Vec<(String, String)> {
    let mut found: Vec<_> = fs::read_dir(root().join(".github/workflows"))
        .unwrap()
        .map(|entry| format!(".github/workflows/{}", entry.unwrap().file_name().to_str().unwrap()))
        .map(|name| (name.clone(), read(&name)))
        .collect();
    found.sort();
    assert!(!found.is_empty());
    found
}

#[test]
fn the_package_has_the_licence_texts_of_the_repository() {
    for name in ["LICENSE-MIT", "LICENSE-APACHE"] {
        assert_eq!(read(name), read(&format!("generated-client/{name}")), "{name}");
    }
}

#[test]
fn the_first_screen_is_the_same_in_the_repository_and_in_the_package() {
    let [of_all, of_the_package] = ["README.md", "generated-client/README.md"]
        .map(|name| between(&read(name), "<!-- consume:begin -->\n", "<!-- consume:end -->").to_owned());
    assert_eq!(of_all, of_the_package);
}

#[test]
fn the_first_screen_names_the_oldest_rust_and_every_feature() {
    let (manifest, readme, guide) = (
        read("generated-client/Cargo.toml"),
        read("generated-client/README.md"),
        read("generated-client/src/guide.md"),
    );
    let oldest = format!("Rust\n{} or later", value(&manifest, "rust-version"));
    assert!(readme.contains(&oldest) || readme.contains(&oldest.replace('\n', " ")), "{oldest}");
    let features = between(&manifest, "[features]\n", "\n[");
    let names: Vec<_> = features.lines().filter_map(|line| line.split_once(" = ").map(|(name, _)| name)).collect();
    assert!(names.len() > 5, "{names:?}");
    for name in names.into_iter().filter(|name| *name != "default") {
        assert!(guide.contains(&format!("| `{name}` |")), "the guide's table has no row for {name}");
        assert!(readme.contains(&format!("`{name}`")), "the first screen does not name {name}");
    }
}

#[test]
fn the_repository_has_one_address() {
    let manifest = read("Cargo.toml");
    let address = value(&manifest, "repository");
    for name in ["README.md", "generated-client/README.md", "RELEASING.md"] {
        assert!(read(name).contains(address), "{name} does not name {address}");
    }
}

#[test]
fn an_action_is_named_by_its_digest() {
    for (name, text) in workflows() {
        for line in text.lines().filter_map(|line| line.trim_start().trim_start_matches("- ").strip_prefix("uses: ")) {
            let Some((action, version)) = line.split_once(" # v") else { panic!("{name}: no version behind {line}") };
            let (_, digest) = action.split_once('@').unwrap_or_default();
            assert!(digest.len() == 40 && digest.chars().all(|c| c.is_ascii_hexdigit()), "{name}: no digest in {line}");
            assert!(version.starts_with(|c: char| c.is_ascii_digit()), "{name}: {line}");
        }
    }
}

#[test]
fn a_workflow_may_only_read_and_a_job_that_writes_says_so() {
    for (name, text) in workflows() {
        let (head, jobs) = text.split_once("\njobs:\n").unwrap();
        assert!(head.contains("\npermissions:\n  contents: read\n") || head.contains("\npermissions: {}\n"), "{name}");
        assert!(!head.contains(": write"), "{name}: a permission to write belongs to the job that needs it");
        for step in jobs.split("\n      - ").filter(|step| step.starts_with("uses: actions/checkout@")) {
            let writes = jobs.contains("contents: write") && step.contains("# writes");
            assert!(step.contains("persist-credentials: false") || writes, "{name}: {step}");
        }
        for line in text.lines().filter(|line| line.contains("${{")) {
            let key = line.trim_start().trim_start_matches("- ").split_once(": ").map_or("", |(key, _)| key);
            let is_value = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
            assert!(
                is_value && key != "run",
                "{name}: text from outside belongs into `env`, not into a script: {line}"
            );
        }
    }
}
