//! `.github/spec-review`, the script of the review workflow, run as the workflow runs it: over real commits, with the real tool, and
//! with a description that may hold anything.

use crate::sandbox::Sandbox;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

fn repository_root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

/// What a step of the workflow left.
struct Step {
    passes: bool,
    said: String,
    summary: String,
}

/// A repository with a base and a pull request.
struct Pull {
    sandbox: Sandbox,
}

impl Pull {
    /// The base has the smallest spec; the pull request is on its own branch.
    fn new() -> Self {
        let pull = Self { sandbox: Sandbox::new("good/smallest") };
        pull.git(&["init", "--quiet", "--initial-branch", "main"]);
        pull.commit("base");
        pull.git(&["switch", "--quiet", "--create", "work"]);
        pull
    }

    fn git(&self, arguments: &[&str]) {
        let ran = Command::new("git")
            .args(["-c", "user.name=Someone", "-c", "user.email=someone@localhost", "-c", "commit.gpgsign=false"])
            .args(arguments)
            .current_dir(self.sandbox.path(""))
            .status();
        assert!(ran.is_ok_and(|status| status.success()), "git {arguments:?} failed");
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message", message]);
    }

    fn move_path(&self) {
        self.sandbox.edit("spec/openapi.json", "\"/book/get\"", "\"/book/fetch\"");
    }

    /// Merges the branch into `main`, as the platform does, and leaves `main` checked out as it was.
    fn merge(&self) {
        self.git(&["switch", "--quiet", "main"]);
        self.git(&["switch", "--quiet", "--create", "merge"]);
        self.git(&["merge", "--quiet", "--no-ff", "--message", "merge", "work"]);
        self.git(&["switch", "--quiet", "main"]);
    }

    fn step(&self, arguments: &[&str]) -> Step {
        let (summary, path) = (self.sandbox.path("summary.md"), std::env::var("PATH").unwrap());
        _ = fs::remove_file(&summary);
        let output = Command::new("bash")
            .args(["--noprofile", "--norc"])
            .arg(repository_root().join(".github/spec-review"))
            .args(arguments)
            .current_dir(self.sandbox.path(""))
            .env("PATH", format!("{}:{path}", self.sandbox.path("bin").display()))
            .env("CARGO_MANIFEST_DIR", self.sandbox.path("xtask"))
            .env("GITHUB_STEP_SUMMARY", &summary)
            .env("REPOSITORY", "owner/name")
            .env("NUMBER", "7")
            .output()
            .unwrap();
        let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        Step { passes: output.status.success(), said, summary: fs::read_to_string(summary).unwrap_or_default() }
    }

    fn review(&self, description: &str) -> Step {
        self.sandbox.write("description.md", description);
        let step = self.step(&["review", "merge", env!("CARGO_BIN_EXE_xtask"), "description.md", "review.md"]);
        if step.passes {
            assert_eq!(self.sandbox.read("review.md"), step.summary);
        }
        step
    }
}

#[test]
fn a_break_that_nobody_declared_fails_says_what_to_write_and_is_annotated() {
    let pull = Pull::new();
    pull.move_path();
    pull.commit("moves a path");
    pull.merge();
    for description in
        ["", "Moves the path.", "Declared-break: wire (the platform moved it)", "Declared-break: operation-moved (x)"]
    {
        let step = pull.review(description);
        assert!(!step.passes, "{description}");
        assert!(step.said.contains("write a line such as: Declared-break: operation-moved"), "{}", step.said);
        assert!(step.said.contains("::error file=spec/openapi.json,line="), "{}", step.said);
        assert!(step.summary.contains("**Wire: breaking**"), "{}", step.summary);
    }
}

#[test]
fn a_declared_break_passes_and_its_reason_is_shown() {
    let pull = Pull::new();
    pull.move_path();
    pull.commit("moves a path");
    pull.merge();
    let long = "字".repeat(60_000);
    for before in ["", "Moves it.\r\n\r\n", &format!("{long}\n\n")] {
        let step = pull.review(&format!("{before}- Declared-break: operation-moved (the platform moved the path)\r\n"));
        assert!(step.passes, "{}", step.said);
        assert!(step.summary.contains("the platform moved the path"), "{}", step.summary);
    }
}

/// The pull request may bring any tool that it likes: it is not run.
#[test]
fn the_pull_request_brings_no_judge_of_its_own() {
    let pull = Pull::new();
    pull.move_path();
    pull.sandbox.write(".cargo/config.toml", "[alias]\nxtask = \"--list\"\n");
    pull.commit("moves a path, and says that it does not");
    pull.merge();
    let step = pull.review("");
    assert!(!step.passes && step.said.contains("operation-moved"), "{}", step.said);
    assert!(step.summary.contains("changes the tool that judges it"), "{}", step.summary);
}

#[test]
fn what_came_to_the_base_meanwhile_is_not_the_pull_requests() {
    let pull = Pull::new();
    pull.sandbox.write("words.md", "Nothing about the spec.");
    pull.commit("words");
    pull.git(&["switch", "--quiet", "main"]);
    pull.move_path();
    pull.commit("moves a path, meanwhile");
    pull.merge();
    assert_eq!(pull.step(&["changed", "merge"]).said, "any=false\ntool=false\n");
    let step = pull.review("");
    assert!(step.passes && step.summary.contains("The two specs say the same."), "{}{}", step.said, step.summary);
}

#[test]
fn a_change_of_a_spec_is_seen_wherever_it_is() {
    let pull = Pull::new();
    pull.git(&["mv", "spec", "specification"]);
    pull.commit("another name");
    pull.merge();
    assert_eq!(pull.step(&["changed", "merge"]).said, "any=true\ntool=false\n");
    assert!(pull.review("").passes);
}

#[test]
fn specs_that_cannot_be_compared_fail_whatever_is_declared_and_that_is_said() {
    let pull = Pull::new();
    pull.sandbox.edit("spec/openapi.json", "\"summary\": \"Books get\"", "\"sumary\": \"~~~ @me\"");
    pull.commit("a keyword that nobody knows");
    pull.merge();
    let step = pull.review("Declared-break: operation-moved (the platform moved the path)");
    assert!(!step.passes && step.said.contains("::error::The specs could not be compared"), "{}", step.said);
    assert!(step.summary.contains("Nobody has judged this change"), "{}", step.summary);
    assert_eq!(step.summary.matches("~~~").count(), 2, "{}", step.summary);
}

#[test]
fn what_a_description_says_is_never_run() {
    let pull = Pull::new();
    pull.move_path();
    pull.commit("moves a path");
    pull.merge();
    pull.review("$(touch ran) `touch ran`; touch ran\nDeclared-break: operation-moved (\"; touch ran and more)");
    assert!(!pull.sandbox.path("ran").exists());
}

#[test]
fn the_comment_is_changed_and_not_added_to() {
    /// What `gh` is here: it writes down what it is asked, and answers with the comments that there are.
    const GH: &str =
        "#!/bin/sh\necho \"$*\" >> calls\ncase $* in *--paginate*) cat comments ;; *) cat >> bodies ;; esac\n";
    let pull = Pull::new();
    pull.sandbox.write("bin/gh", GH);
    fs::set_permissions(pull.sandbox.path("bin/gh"), fs::Permissions::from_mode(0o755)).unwrap();
    pull.sandbox.write("review.md", &format!("### Spec review\n{}", "x".repeat(60_000)));
    for (comments, wanted) in [
        ("", "--method POST repos/owner/name/issues/7/comments"),
        ("42\n", "--method PATCH repos/owner/name/issues/comments/42"),
    ] {
        pull.sandbox.write("comments", comments);
        pull.sandbox.write("calls", "");
        let step = pull.step(&["comment", "review.md"]);
        assert!(step.passes, "{}", step.said);
        assert!(pull.sandbox.read("calls").contains(wanted), "{}", pull.sandbox.read("calls"));
    }
    assert!(pull.sandbox.read("bodies").contains("<!-- spec-review -->\\n### Spec review"));
    // Nothing to say, and nobody has been told anything.
    pull.sandbox.write("review.md", "");
    pull.sandbox.write("comments", "");
    pull.sandbox.write("calls", "");
    assert!(pull.step(&["comment", "review.md"]).passes);
    assert!(!pull.sandbox.read("calls").contains("--method"));
}

#[test]
fn the_review_runs_on_every_pull_request() {
    let text = fs::read_to_string(repository_root().join(".github/workflows/spec-review.yml")).unwrap();
    assert!(!text.contains("paths:") && !text.contains("paths-ignore:"));
    assert!(!text.contains("merge-base"));
}
