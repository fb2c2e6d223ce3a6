//! `.ci/documentation`, which the documentation workflow runs: on a repository of its own with a site saved in a folder, a real
//! remote, and a `gh` that notes what it is told.

use crate::sandbox::Sandbox;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

const CARGO: &str = "#!/bin/sh\nif [ \"$1\" = test ]; then echo \"tests ran\"; exit \"${TESTS:-0}\"; fi\nshift\nexec \"$XTASK\" \"$@\"\n";
const GH: &str = "#!/bin/sh\necho \"$2\" >> gh.log\nif [ \"$2\" = list ]; then cat open 2>/dev/null || echo 0; else echo 1 > open; fi\n";

fn script(sandbox: &Sandbox, args: &str, tests: &str) -> (bool, String) {
    let path = format!("{}:{}", sandbox.path("bin").display(), std::env::var("PATH").unwrap());
    let mut command = Command::new("bash");
    command.arg(".ci/documentation").args(args.split_whitespace()).current_dir(sandbox.path(""));
    command.env("PATH", path).env("XTASK", env!("CARGO_BIN_EXE_xtask")).env("TESTS", tests);
    command.env("CARGO_MANIFEST_DIR", sandbox.path("xtask"));
    let output = command.output().unwrap();
    (output.status.success(), String::from_utf8(output.stderr).unwrap())
}

fn git(sandbox: &Sandbox, args: &str) -> String {
    let output = Command::new("git").args(args.split_whitespace()).current_dir(sandbox.path("")).output().unwrap();
    assert!(output.status.success(), "git {args}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// A repository whose spec has one page of the site, and a remote that has it.
fn repository() -> Sandbox {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("codegen/tests/fixtures/merge");
    let read = |name: &str| fs::read_to_string(fixtures.join(name)).unwrap();
    let sandbox = Sandbox::new("good/smallest");
    fs::remove_file(sandbox.path("spec/openapi.json")).unwrap();
    sandbox.write("spec/catalog.json", &read("catalog.json"));
    sandbox.write("spec/glossary.json", &read("glossary.json"));
    sandbox.write("site/list.md", &read("operation/page.md"));
    assert_eq!(sandbox.run("pull --from site").code, 0);
    assert_eq!(sandbox.run("codegen").code, 0);
    let script = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join(".ci/documentation"));
    sandbox.write(".ci/documentation", &script.unwrap());
    for (name, text) in [("cargo", CARGO), ("gh", GH)] {
        sandbox.write(&format!("bin/{name}"), text);
        fs::set_permissions(sandbox.path(&format!("bin/{name}")), fs::Permissions::from_mode(0o755)).unwrap();
    }
    sandbox.write(".gitignore", "/target\n/bin\n/remote\n/site\n/out\n/gh.log\n/open\n");
    git(&sandbox, "init --quiet --initial-branch main");
    git(&sandbox, "config user.name t");
    git(&sandbox, "config user.email t@example.com");
    git(&sandbox, "add --all");
    git(&sandbox, "commit --quiet -m start");
    git(&sandbox, "init --quiet --bare remote");
    git(&sandbox, "remote add origin ./remote");
    git(&sandbox, "push --quiet origin main");
    sandbox
}

#[test]
fn documentation_that_has_not_changed_proposes_nothing() {
    let sandbox = repository();
    let (is_ok, said) = script(&sandbox, "read out --from site", "0");
    assert!(is_ok && said.contains("the documentation is what the spec has"), "{said}");
    assert!(script(&sandbox, "propose out", "0").0);
    assert!(!sandbox.path("out/body.md").exists() && !sandbox.path("gh.log").exists());
}

#[test]
fn a_change_becomes_a_pull_request_and_the_next_one_updates_it_on_top_of_what_people_wrote() {
    let sandbox = repository();
    sandbox.edit("site/list.md", "| book_list.isbn | string |", "| book_list.isbn | int |");
    let (is_ok, said) = script(&sandbox, "read out --from site", "0");
    assert!(is_ok, "{said}");
    let body = sandbox.read("out/body.md");
    assert!(body.starts_with("What changed in the documentation, page by page.\n\n```text\n"), "{body}");
    assert!(body.contains("books.list") && body.contains("The client is generated and the tests pass."), "{body}");
    assert!(body.contains("\n---\n\n") && body.contains("breaking"), "the review follows: {body}");
    let (is_ok, said) = script(&sandbox, "propose out", "0");
    assert!(is_ok, "{said}");
    assert_eq!(sandbox.read("gh.log"), "list\ncreate\n");
    assert!(git(&sandbox, "diff --name-only main origin/documentation").contains("spec/openapi.json"));

    git(&sandbox, "checkout --quiet -B documentation origin/documentation");
    sandbox.write("spec/NOTE.md", "By a person.\n");
    git(&sandbox, "add --all");
    git(&sandbox, "commit --quiet -m note");
    git(&sandbox, "push --quiet origin documentation");
    git(&sandbox, "checkout --quiet main");
    sandbox.edit("site/list.md", "| book_list.shelf_id | int |", "| book_list.shelf_id | long |");
    let (is_ok, said) = script(&sandbox, "read out --from site", "0");
    assert!(is_ok, "{said}");
    git(&sandbox, "checkout --quiet main");
    let (is_ok, said) = script(&sandbox, "propose out", "0");
    assert!(is_ok, "{said}");
    assert_eq!(sandbox.read("gh.log"), "list\ncreate\nlist\nedit\n");
    assert!(
        git(&sandbox, "ls-tree -r --name-only origin/documentation").contains("spec/NOTE.md"),
        "what a person wrote stays"
    );
}

#[test]
fn to_dos_failing_tests_and_pages_that_are_missing_are_said_in_the_pull_request() {
    let sandbox = repository();
    sandbox.edit("site/list.md", "| book_list.isbn | string |", "| book_list.isbn | int |");
    script(&sandbox, "read out --from site", "1");
    assert!(sandbox.read("out/body.md").contains("**The tests fail.**"));

    let sandbox = repository();
    let page = sandbox.read("site/list.md");
    sandbox.write(
        "site/900000077e0.md",
        &page.replace("900000001e0", "900000077e0").replace("图书列表", "还书").replace("book/list", "book/back"),
    );
    let (is_ok, said) = script(&sandbox, "read out --from site", "0");
    assert!(is_ok, "{said}");
    let body = sandbox.read("out/body.md");
    assert!(body.contains("**The client is not generated yet**") && body.contains("TODO: an id of our own"), "{body}");
    assert!(body.contains("Some pages are not in the spec"), "{body}");
}

#[test]
fn nothing_of_the_site_gets_out_of_its_fence() {
    let sandbox = repository();
    let evil = "```` @everyone ![x](http://x/y.png) <img src=x> \u{1b}[31m";
    sandbox.write("site/llms.txt", &format!("- Api > {evil} > F [T {evil}](900000077e0.md): d\n"));
    sandbox.write("site/900000077e0.md", "# T\n");
    let (is_ok, said) = script(&sandbox, "read out --from site", "0");
    assert!(is_ok, "{said}");
    let body = sandbox.read("out/body.md");
    let (mut fence, mut outside) = (None, String::new());
    for line in body.lines() {
        let ticks = line.len() - line.trim_start_matches('`').len();
        match fence {
            None if ticks >= 3 => fence = Some(ticks),
            None => outside.push_str(line),
            Some(open) if ticks >= open && line.len() == ticks => fence = None,
            Some(_) => {}
        }
    }
    assert!(fence.is_none() && body.contains("@everyone"), "{body}");
    assert!(!outside.contains("http://x/y.png)") && !outside.contains("<img"), "{outside}");
    assert!(!body.contains('\u{1b}'));
}

#[test]
fn a_site_that_cannot_be_pulled_fails_and_proposes_nothing() {
    let sandbox = repository();
    let (is_ok, said) = script(&sandbox, "read out --from nowhere", "0");
    assert!(!is_ok && said.contains("the documentation could not be pulled"), "{said}");
    assert!(!sandbox.path("out/body.md").exists());
}
