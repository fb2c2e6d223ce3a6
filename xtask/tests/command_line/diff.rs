//! `cargo xtask diff`: what is compared, what is said when that cannot be, and how it exits.

use crate::sandbox::Sandbox;
use std::process::Command;

/// A name on the wire of the smallest fixture, which is changed to make a difference.
const BEFORE: &str = "\"summary\": \"Books get\"";
const AFTER: &str = "\"summary\": \"Gets a book\"";

/// The smallest spec under git, on `main`, with one commit.
fn repository() -> Sandbox {
    let sandbox = Sandbox::new("good/smallest");
    git(&sandbox, &["init", "--quiet", "--initial-branch", "main"]);
    commit(&sandbox, "first");
    sandbox
}

fn commit(sandbox: &Sandbox, message: &str) {
    git(sandbox, &["add", "--all"]);
    git(sandbox, &["commit", "--quiet", "--message", message]);
}

fn git(sandbox: &Sandbox, arguments: &[&str]) {
    let ran = Command::new("git")
        .args(["-c", "user.name=Someone", "-c", "user.email=someone@localhost", "-c", "commit.gpgsign=false"])
        .args(arguments)
        .current_dir(sandbox.path(""))
        .status();
    assert!(ran.is_ok_and(|status| status.success()), "git {arguments:?} failed");
}

#[test]
fn the_work_tree_is_compared_with_where_it_left_main() {
    let sandbox = repository();
    assert_eq!(sandbox.run("diff").stdout, "no changes\n");
    git(&sandbox, &["switch", "--quiet", "--create", "work"]);
    sandbox.edit("spec/openapi.json", BEFORE, AFTER);
    commit(&sandbox, "second");
    git(&sandbox, &["switch", "--quiet", "main"]);
    sandbox.edit("spec/openapi.json", "Looks up one book.", "Looks a book up.");
    commit(&sandbox, "meanwhile on main");
    git(&sandbox, &["switch", "--quiet", "work"]);
    insta::assert_snapshot!("diff_work_tree", sandbox.run("diff").shown());
}

#[test]
fn revisions_are_read_without_touching_the_work_tree() {
    let sandbox = repository();
    sandbox.edit("spec/openapi.json", BEFORE, AFTER);
    commit(&sandbox, "second");
    sandbox.write("spec/openapi.json", "not JSON at all");
    let before = sandbox.files("");
    insta::assert_snapshot!("diff_revisions", sandbox.run("diff HEAD~1 HEAD").shown());
    assert_eq!(sandbox.files(""), before);
}

#[test]
fn a_revision_is_annotated_at_its_files_in_the_work_tree() {
    let sandbox = repository();
    sandbox.edit("spec/openapi.json", "\"/book/get\"", "\"/book/fetch\"");
    commit(&sandbox, "second");
    let told = sandbox.run("diff HEAD~1 HEAD --format github").stdout;
    assert!(told.starts_with("::error file=spec/openapi.json,line="), "{told}");
}

#[test]
fn a_lone_file_is_read_with_the_catalog_of_the_other_side() {
    let sandbox = Sandbox::new("good/smallest");
    let spec = sandbox.read("spec/openapi.json");
    sandbox.write("old/openapi.json", &spec.replace("\"/book/get\"", "\"/book/fetch\""));
    insta::assert_snapshot!("diff_lone_file", sandbox.run("diff old/openapi.json spec --format github").shown());
    let ran = sandbox.run("diff old/openapi.json spec --format markdown");
    assert!(ran.stdout.starts_with("### Spec review\n"), "{}", ran.stdout);
    sandbox.write("new/openapi.json", &spec);
    insta::assert_snapshot!("diff_no_catalog", sandbox.run("diff old/openapi.json new/openapi.json").shown());
}

#[test]
fn fail_on_exits_100_when_it_has_happened() {
    let sandbox = Sandbox::new("good/smallest");
    sandbox.write("old/openapi.json", &sandbox.read("spec/openapi.json"));
    sandbox.edit("spec/openapi.json", "\"/book/get\"", "\"/book/fetch\"");
    insta::assert_snapshot!("diff_fail_on", sandbox.run("diff old/openapi.json spec --fail-on wire,security").shown());
    assert_eq!(sandbox.run("diff old/openapi.json spec --fail-on any").code, 100);
    assert_eq!(sandbox.run("diff old/openapi.json spec --fail-on security --fail-on source").code, 0);
    assert_eq!(sandbox.run("diff old/openapi.json spec").code, 0);
}

#[test]
fn what_cannot_be_compared_is_told_clearly() {
    let sandbox = repository();
    insta::assert_snapshot!("diff_unknown_revision", sandbox.run("diff nonsense").shown());

    git(&sandbox, &["mv", "spec", "specification"]);
    commit(&sandbox, "without a spec");
    git(&sandbox, &["mv", "specification", "spec"]);
    insta::assert_snapshot!("diff_revision_without_spec", sandbox.run("diff HEAD --spec spec").shown());

    sandbox.edit("spec/openapi.json", BEFORE, "\"sumary\": \"Books get\"");
    commit(&sandbox, "with a mistake");
    insta::assert_snapshot!("diff_revision_with_errors", sandbox.run("diff HEAD~2 HEAD").shown());
}

#[test]
fn a_shallow_clone_is_told_what_it_lacks() {
    let sandbox = repository();
    sandbox.edit("spec/openapi.json", BEFORE, AFTER);
    commit(&sandbox, "second");
    git(&sandbox, &["switch", "--quiet", "--create", "work"]);
    sandbox.edit("spec/openapi.json", AFTER, BEFORE);
    commit(&sandbox, "third");
    let origin = format!("file://{}", sandbox.path("").display());
    let clone = Sandbox::new("good/smallest");
    std::fs::remove_dir_all(clone.path("spec")).unwrap();
    git(&clone, &["clone", "--quiet", "--depth", "1", "--branch", "work", &origin, "clone"]);
    insta::assert_snapshot!("diff_shallow", clone.run("diff --spec clone/spec").shown());
    insta::assert_snapshot!("diff_shallow_revision", clone.run("diff HEAD~1 --spec clone/spec").shown());
}

#[test]
fn outside_of_a_repository_two_paths_are_asked_for() {
    let sandbox = Sandbox::new("good/smallest");
    let ran = sandbox.run("diff --spec spec");
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""));
    assert!(ran.stderr.contains("is not inside a git repository"), "{}", ran.stderr);
    assert!(ran.stderr.contains("name two spec folders or files instead"), "{}", ran.stderr);
}

#[test]
fn the_rules_are_printed_without_a_spec() {
    let sandbox = Sandbox::new("good/smallest");
    std::fs::remove_dir_all(sandbox.path("spec")).unwrap();
    let ran = sandbox.run("diff --rules");
    assert_eq!(ran.code, 0);
    assert!(ran.stdout.contains("sensitive-removed · SECURITY\n"), "{}", ran.stdout);
}
