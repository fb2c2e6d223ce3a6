//! TESTS.md says which tests hold which promise. Its headings and sentences are written by hand; what stands between its marks is put there
//! by the test below, from the names of the tests and the first sentence of their files.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

const NAME: &str = "TESTS.md";
const BEGIN: &str = "<!-- tests: ";
const CLOSE: &str = " -->\n";
const END: &str = "<!-- end -->\n";

/// Where the workspace has tests.
const FOLDERS: [&str; 9] = [
    "codegen/src",
    "codegen/tests/flows",
    "fetch/src",
    "fetch/tests",
    "generated-client/src",
    "generated-client/tests",
    "syntax/src",
    "xtask/src",
    "xtask/tests",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn read(path: &Path) -> String {
    // As git gives it on any system.
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display())).replace("\r\n", "\n")
}

/// Every source file below a folder, by its path from the workspace's root, with `/` on any system.
fn sources(folder: &str, found: &mut BTreeSet<String>) {
    for entry in fs::read_dir(root().join(folder)).unwrap_or_else(|error| panic!("{folder}: {error}")) {
        let entry = entry.unwrap();
        let path = format!("{folder}/{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            if entry.file_name() != "target" {
                sources(&path, found);
            }
        } else if Path::new(&path).extension().is_some_and(|ending| ending == "rs") {
            found.insert(path);
        }
    }
}

/// The first sentence of the comment at the head of a file.
fn first_sentence(text: &str) -> String {
    let head: Vec<&str> = text.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim).collect();
    let head = head.join(" ");
    match head.find(". ") {
        Some(end) => head[..=end].to_owned(),
        None => head,
    }
}

/// The tests of a source file as words: its functions marked as tests, but for those that only other tests start, and what a macro of
/// fixtures makes of each folder.
fn tests(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut marks: Vec<&str> = Vec::new();
    let mut in_macro = false;
    for line in text.lines() {
        // What a macro says is a test where it is used.
        in_macro = line.starts_with("macro_rules!") || (in_macro && line != "}");
        let line = line.trim();
        if in_macro {
            marks.clear();
        } else if line.starts_with("#[") {
            marks.push(line);
        } else if !line.starts_with("//") {
            let is_test = marks.iter().any(|mark| mark.starts_with("#[test]") || mark.starts_with("#[tokio::test"));
            let ignored = marks.iter().find(|mark| mark.starts_with("#[ignore"));
            let name =
                line.trim_start_matches("async ").strip_prefix("fn ").and_then(|rest| rest.split(['(', '<']).next());
            let is_of_others = ignored.is_some_and(|mark| mark.contains("run by the other tests"));
            if let Some(name) = name.filter(|_| is_test && !is_of_others) {
                let asked_for = if ignored.is_some() { " (`--ignored`)" } else { "" };
                found.push(format!("{}{asked_for}", name.replace('_', " ")));
            }
            if let Some(cases) = line.strip_prefix("each_fixture! { \"") {
                let (kind, check) = cases.split_once("\", ").unwrap();
                let check = check.split(':').next().unwrap().replace('_', " ");
                found.push(format!("each folder of `codegen/tests/fixtures/{kind}` {check}"));
            }
            marks.clear();
        }
    }
    found
}

/// Whether a path is the file or lies in the folder. A file's module of the same name is meant, too.
fn is_within(path: &str, place: &str) -> bool {
    path.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/') || rest == ".rs")
}

/// The page with what stands between its marks made anew. All that is wrong with it is told at once.
fn refreshed(page: &str, of_files: &BTreeMap<String, (String, Vec<String>)>) -> Result<String, String> {
    let places: Vec<&str> = page
        .split(BEGIN)
        .skip(1)
        .filter_map(|rest| rest.split_once(CLOSE))
        .flat_map(|(places, _)| places.split_whitespace())
        .collect();
    let mut problems = String::new();
    for (at, place) in places.iter().enumerate() {
        if places[..at].contains(place) {
            let _ = writeln!(problems, "{place} stands behind two promises: leave it with one");
        }
        if !of_files.keys().any(|path| place_of(path, &places) == Some(*place)) {
            let _ = writeln!(problems, "{place} has no tests of its own: take it out, or write what holds the promise");
        }
    }
    for path in of_files.keys().filter(|path| place_of(path, &places).is_none()) {
        let _ = writeln!(
            problems,
            "{path} has tests and stands behind no promise: name it, or its folder, behind the one that it holds"
        );
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut parts = page.split(BEGIN);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (Some((own, _)), Some((_, below))) = (part.split_once(CLOSE), part.split_once(END)) else {
            return Err(format!("after `{BEGIN}` come paths, `{}` and a line `{}`", CLOSE.trim(), END.trim()));
        };
        let _ = writeln!(out, "{BEGIN}{own}{}", CLOSE.trim_end());
        for place in own.split_whitespace() {
            for (path, (head, tests)) in of_files.iter().filter(|(path, _)| place_of(path, &places) == Some(place)) {
                let _ = writeln!(out, "- [`{path}`]({path}): {head}\n  <br>{}", tests.join(" · "));
            }
        }
        let _ = write!(out, "{END}{below}");
    }
    Ok(out)
}

/// The place that a file belongs to: the one that names it most closely.
fn place_of<'p>(path: &str, places: &[&'p str]) -> Option<&'p str> {
    places.iter().copied().filter(|place| is_within(path, place)).max_by_key(|place| place.len())
}

/// Every file of the workspace that has tests: the first sentence of its head, and its tests.
fn of_the_workspace() -> BTreeMap<String, (String, Vec<String>)> {
    let mut paths = BTreeSet::new();
    for folder in FOLDERS {
        sources(folder, &mut paths);
    }
    let files = paths.into_iter().filter_map(|path| {
        let text = read(&root().join(&path));
        let tests = tests(&text);
        (!tests.is_empty()).then(|| (path, (first_sentence(&text), tests)))
    });
    files.collect()
}

#[test]
fn every_test_stands_behind_the_promise_that_it_holds() {
    let of_files = of_the_workspace();
    let count: usize = of_files.values().map(|(_, tests)| tests.len()).sum();
    // Less would mean that they are not found any more.
    assert!(count > 700, "{count} tests");
    for (path, (head, _)) in &of_files {
        assert!(!head.is_empty(), "{path} has tests and no comment at its head that says what they hold");
    }
    let path = root().join(NAME);
    let before = read(&path);
    let after = refreshed(&before, &of_files).unwrap_or_else(|problems| panic!("{NAME}:\n{problems}"));
    if std::env::var_os("INSTA_UPDATE").is_some_and(|how| how == "always") {
        fs::write(&path, &after).unwrap();
    } else {
        let stale = before.lines().zip(after.lines()).find(|(before, after)| before != after);
        assert!(
            before == after,
            "{NAME} is out of date: `INSTA_UPDATE=always cargo test -p xtask --test command_line promises` writes it anew\n{stale:#?}"
        );
    }
}

#[test]
fn an_index_that_leaves_something_out_is_told_all_at_once() {
    let file = |path: &str| (path.to_owned(), ("What it holds.".to_owned(), vec!["a promise".to_owned()]));
    let of_files: BTreeMap<_, _> = ["a/one.rs", "a/two.rs", "b.rs", "bee.rs"].map(file).into();
    let page = "# P\n<!-- tests: a b -->\nold\n<!-- end -->\n## Q\n<!-- tests: a/two.rs bee -->\n<!-- end -->\nlast\n";
    insta::assert_snapshot!(refreshed(page, &of_files).unwrap(), @r"
    # P
    <!-- tests: a b -->
    - [`a/one.rs`](a/one.rs): What it holds.
      <br>a promise
    - [`b.rs`](b.rs): What it holds.
      <br>a promise
    <!-- end -->
    ## Q
    <!-- tests: a/two.rs bee -->
    - [`a/two.rs`](a/two.rs): What it holds.
      <br>a promise
    - [`bee.rs`](bee.rs): What it holds.
      <br>a promise
    <!-- end -->
    last
    ");
    let wrong = "<!-- tests: a a/two b.rs gone -->\n<!-- end -->\n<!-- tests: a -->\n<!-- end -->\n";
    insta::assert_snapshot!(refreshed(wrong, &of_files).unwrap_err(), @r"
    gone has no tests of its own: take it out, or write what holds the promise
    a stands behind two promises: leave it with one
    bee.rs has tests and stands behind no promise: name it, or its folder, behind the one that it holds
    ");
    assert!(refreshed("<!-- tests: a b bee -->\nno end\n", &of_files).unwrap_err().contains("<!-- end -->"));
}

#[test]
fn functions_of_every_kind_are_found_and_what_only_looks_like_a_test_is_not() {
    let text = "//! What holds. And more.\n\
        #[test]\nfn plain() {}\n\
        #[tokio::test(flavor = \"multi_thread\")]\nasync fn with_a_runtime() {}\n\
        #[test]\n// why\n#[cfg(unix)]\nfn with_more_marks() {}\n\
        #[test]\n#[ignore = \"run by the other tests\"]\nfn of_others() {}\n\
        #[test]\n#[ignore = \"takes minutes\"]\nfn asked_for() {}\n\
        fn helper() {}\n\
        macro_rules! more {\n    () => {\n        #[test]\n        fn made() {}\n    };\n}\n\
        proptest! {\n    #[test]\n    fn drawn(seed in 0..9) {}\n}\n\
        each_fixture! { \"good\", becomes_code:\n    one two\n}\n";
    assert_eq!(first_sentence(text), "What holds.");
    let found = [
        "plain",
        "with a runtime",
        "with more marks",
        "asked for (`--ignored`)",
        "drawn",
        "each folder of `codegen/tests/fixtures/good` becomes code",
    ];
    assert_eq!(tests(text), found);
}
