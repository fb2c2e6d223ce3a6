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
        // The same commits have the same names in every run.
        .envs([("GIT_AUTHOR_DATE", "2026-01-01T00:00:00Z"), ("GIT_COMMITTER_DATE", "2026-01-01T00:00:00Z")])
        .current_dir(sandbox.path(""))
        .status();
    assert!(ran.is_ok_and(|status| status.success()), "git {arguments:?} failed");
}

#[test]
fn the_work_tree_is_compared_with_where_it_left_main() {
    let sandbox = repository();
    assert!(sandbox.run("diff").stdout.starts_with("no changes\ncompared "));
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

    git(&sandbox, &["rm", "--quiet", "-r", "--cached", "spec"]);
    git(&sandbox, &["commit", "--quiet", "--message", "without a spec"]);
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
fn a_spec_folder_that_was_called_otherwise_is_compared_and_that_is_said() {
    let sandbox = repository();
    git(&sandbox, &["mv", "spec", "specification"]);
    sandbox.edit("specification/openapi.json", "\"/book/get\"", "\"/book/fetch\"");
    commit(&sandbox, "another name");
    let ran = sandbox.run("diff HEAD~1 --spec specification --format json");
    assert!(ran.stdout.contains("\"rule\": \"operation-moved\""), "{}", ran.stdout);
    assert!(
        ran.stderr.starts_with("note: the revision `HEAD~1` has no specification; its spec is in spec"),
        "{}",
        ran.stderr
    );
}

#[test]
fn a_name_that_is_a_path_and_a_revision_is_asked_about_or_told() {
    let sandbox = repository();
    git(&sandbox, &["branch", "old"]);
    sandbox.edit("spec/openapi.json", "\"/book/get\"", "\"/book/fetch\"");
    sandbox.write("old", "a file that is no spec");
    let ran = sandbox.run("diff old --fail-on wire");
    assert_eq!(ran.code, 100, "{}", ran.stderr);
    assert!(ran.stderr.starts_with("note: `old` is taken for the revision"), "{}", ran.stderr);
    std::fs::remove_file(sandbox.path("old")).unwrap();
    sandbox.write("old/openapi.json", &sandbox.read("spec/openapi.json"));
    sandbox.write("old/catalog.json", &sandbox.read("spec/catalog.json"));
    let ran = sandbox.run("diff old");
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""));
    assert!(ran.stderr.contains("write `./old` for the path"), "{}", ran.stderr);
    assert_eq!(sandbox.run("diff ./old --fail-on any").code, 0);
    assert_eq!(sandbox.run("diff refs/heads/old --fail-on wire").code, 100);
}

/// The submodule's own `HEAD` is not what the holder's revision stood at.
#[test]
fn a_spec_in_a_submodule_is_compared_with_the_commit_that_the_revision_has() {
    let origin = repository();
    let sandbox = Sandbox::new("good/smallest");
    std::fs::remove_dir_all(sandbox.path("spec")).unwrap();
    git(&sandbox, &["init", "--quiet", "--initial-branch", "main"]);
    let url = format!("file://{}", origin.path("").display());
    git(&sandbox, &["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", &url, "api"]);
    commit(&sandbox, "with a submodule");
    sandbox.edit("api/spec/openapi.json", "\"/book/get\"", "\"/book/fetch\"");
    let inside = Inside { sandbox: &sandbox, folder: "api" };
    inside.commit("moves a path");
    commit(&sandbox, "takes it over");
    let ran = sandbox.run("diff HEAD~1 --spec api/spec --fail-on wire");
    assert_eq!(ran.code, 100, "{}{}", ran.stdout, ran.stderr);
}

/// A repository in a folder of a sandbox.
struct Inside<'s> {
    sandbox: &'s Sandbox,
    folder: &'s str,
}

impl Inside<'_> {
    fn commit(&self, message: &str) {
        git(self.sandbox, &["-C", self.folder, "add", "--all"]);
        git(self.sandbox, &["-C", self.folder, "commit", "--quiet", "--message", message]);
    }
}

#[test]
fn a_hooks_own_repository_misleads_nobody() {
    let sandbox = repository();
    let other = repository();
    sandbox.edit("spec/openapi.json", "\"/book/get\"", "\"/book/fetch\"");
    commit(&sandbox, "moves a path");
    let own = other.path(".git").display().to_string();
    let ran = sandbox.run_with("diff HEAD~1 HEAD --fail-on wire", &[("GIT_DIR", &own), ("GIT_INDEX_FILE", "nowhere")]);
    assert_eq!(ran.code, 100, "{}", ran.stderr);
}

#[test]
fn what_is_declared_where_people_see_it_does_not_fail() {
    let sandbox = Sandbox::new("good/smallest");
    sandbox.write("old/openapi.json", &sandbox.read("spec/openapi.json"));
    sandbox.edit("spec/openapi.json", "\"/book/get\"", "\"/book/fetch\"");
    let run = |text: &str| {
        sandbox.write("body.md", text);
        sandbox.run("diff old/openapi.json spec --fail-on ask,security --declared body.md --format markdown")
    };
    let ran = run("Moves it.\n\n- Declared-break: operation-moved （the platform moved\n  the path） \n");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(
        ran.stdout.contains("declared for 1 change: `operation-moved`: the platform moved the path"),
        "{}",
        ran.stdout
    );
    assert_eq!(run("Declared-break: books.get (the platform moved the path)").code, 0);
    assert_eq!(run("<!-- Declared-break: operation-moved (the platform moved the path) -->").code, 100);
    assert_eq!(run("Declared-break: operation-removed (the platform removed it)").code, 100);
    let ran = run("Declared-break: wire (the platform moved the path)");
    assert_eq!(ran.code, 100);
    assert!(ran.stderr.contains("`wire` in") && ran.stderr.contains("is a kind of break"), "{}", ran.stderr);
    assert_eq!(
        run(&format!("{}\n\nDeclared-break: operation-moved (the platform moved it)", "词".repeat(60_000))).code,
        0
    );
}

#[test]
fn one_rule_is_printed_by_its_id() {
    let sandbox = Sandbox::new("good/smallest");
    let ran = sandbox.run("diff --rules operation-moved");
    assert!(ran.stdout.starts_with("operation-moved\n"), "{}", ran.stdout);
    assert!(ran.stdout.lines().count() < 12, "{}", ran.stdout);
    let ran = sandbox.run("diff --rules nonsense");
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.contains("there is no rule `nonsense`"), "{}", ran.stderr);
}

#[test]
fn the_rules_are_printed_without_a_spec() {
    let sandbox = Sandbox::new("good/smallest");
    std::fs::remove_dir_all(sandbox.path("spec")).unwrap();
    let ran = sandbox.run("diff --rules");
    assert_eq!(ran.code, 0);
    assert!(ran.stdout.contains("sensitive-removed · SECURITY\n"), "{}", ran.stdout);
}
