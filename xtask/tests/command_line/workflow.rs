//! The step of `.github/workflows/spec-review.yml` that decides, run as the workflow runs it: by bash, over the description of a
//! pull request, which may hold anything.

use crate::sandbox::Sandbox;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;

/// What `cargo` is in the step: it runs the built program, as `cargo xtask` would.
const CARGO: &str = "#!/bin/sh\nshift\nexec \"$XTASK\" \"$@\"\n";

/// The text of the step's `run`.
fn step() -> String {
    let workflow = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join(".github/workflows/spec-review.yml");
    let workflow = fs::read_to_string(workflow).unwrap();
    let (_, step) = workflow.split_once("      - name: Fail on a break that nobody declared\n").unwrap();
    let (_, script) = step.split_once("run: |\n").unwrap();
    let lines = script.lines().take_while(|line| line.is_empty() || line.starts_with("          "));
    lines.map(str::trim_start).fold(String::new(), |script, line| script + line + "\n")
}

/// A spec whose path has moved, so that the wire breaks, beside the one before.
fn broken() -> Sandbox {
    let sandbox = Sandbox::new("good/smallest");
    for name in ["openapi.json", "catalog.json"] {
        sandbox.write(&format!("base/{name}"), &sandbox.read(&format!("spec/{name}")));
    }
    sandbox.edit("spec/openapi.json", "\"/book/get\"", "\"/book/fetch\"");
    sandbox.write("bin/cargo", CARGO);
    fs::set_permissions(sandbox.path("bin/cargo"), fs::Permissions::from_mode(0o755)).unwrap();
    sandbox
}

/// How the step ends for a description, and what it says.
fn decide(sandbox: &Sandbox, base: &str, description: &str) -> (bool, String) {
    let path = format!("{}:{}", sandbox.path("bin").display(), std::env::var("PATH").unwrap());
    let output = Command::new("bash")
        .args(["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", &step()])
        .current_dir(sandbox.path(""))
        .env("PATH", path)
        .env("XTASK", env!("CARGO_BIN_EXE_xtask"))
        .env("CARGO_MANIFEST_DIR", sandbox.path("xtask"))
        .env("BASE", base)
        .env("DESCRIPTION", description)
        .output()
        .unwrap();
    (output.status.success(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn a_break_that_nobody_declared_fails_and_says_what_to_write() {
    let sandbox = broken();
    for description in [
        "",
        "Moves the path.",
        "Declared-break: wire",
        "Declared-break: wire ()",
        "Declared-break: security (a mark is gone)",
        "It says Declared-break: wire (in the middle of a line)",
    ] {
        let (passes, said) = decide(&sandbox, "base", description);
        assert!(!passes && said.contains("::error::The spec breaks something"), "{description}: {said}");
    }
}

#[test]
fn a_declared_break_passes_whatever_its_line_ends_are() {
    let sandbox = broken();
    for description in ["Declared-break: wire (moved)", "Moves it.\r\n\r\nDeclared-break: wire (moved)\r\n"] {
        assert!(decide(&sandbox, "base", description).0, "{description:?}");
    }
}

#[test]
fn a_change_that_breaks_nothing_passes_without_a_word() {
    let sandbox = broken();
    assert!(decide(&sandbox, "spec", "").0);
}

#[test]
fn what_a_description_says_is_never_run() {
    let sandbox = broken();
    let (passes, _) =
        decide(&sandbox, "base", "$(touch ran) `touch ran`; touch ran\nDeclared-break: wire (\"; touch ran)");
    assert!(passes && !sandbox.path("ran").exists());
}

#[test]
fn specs_that_cannot_be_compared_fail_whatever_is_declared_of_one_kind() {
    let sandbox = broken();
    sandbox.write("base/openapi.json", "{");
    let (passes, said) = decide(&sandbox, "base", "Declared-break: wire (moved)");
    assert!(!passes && said.contains("::error::The specs could not be compared"), "{said}");
}
