//! Runs that meet, runs that were killed, and what stands in a folder that nobody expects there.

use crate::sandbox::Sandbox;
use std::fs;
use std::thread;

const CODEGEN: &str = "codegen --spec spec --out out";
const CHECK: &str = "codegen --check --spec spec --out out";

#[test]
fn two_runs_at_once_both_succeed_and_leave_what_one_leaves() {
    for (fixture, other) in [("good/ids", "good/ids"), ("good/ids", "good/lists"), ("good/lists", "good/smallest")] {
        let sandbox = Sandbox::new(fixture);
        sandbox.write("other/openapi.json", &Sandbox::new(other).read("spec/openapi.json"));
        sandbox.write("other/catalog.json", &sandbox.read("spec/catalog.json"));
        for _ in 0..4 {
            let runs = [CODEGEN, "codegen --spec other --out out", CODEGEN];
            thread::scope(|scope| {
                let runs: Vec<_> = runs.iter().map(|run| scope.spawn(|| sandbox.run(run))).collect();
                for run in runs {
                    let ran = run.join().unwrap();
                    assert_eq!(ran.code, 0, "{}", ran.shown());
                }
            });
            let last = if sandbox.run(CHECK).code == 0 { "spec" } else { "other" };
            assert_eq!(
                sandbox.run(&format!("codegen --check --spec {last} --out out")).code,
                0,
                "one of the two, whole"
            );
        }
    }
}

#[test]
fn what_a_killed_run_left_is_told_and_swept() {
    let sandbox = Sandbox::new("good/ids");
    assert_eq!(sandbox.run(CODEGEN).code, 0);
    let files = sandbox.files("out");
    for name in ["out/models/book.rs.812-3.new", "out/mod.rs.new", "out/old/thing.rs.1-0.new"] {
        sandbox.write(name, "// @gen");
    }
    let ran = sandbox.run(CHECK);
    assert_eq!(ran.code, 4, "{}", ran.shown());
    assert!(ran.stdout.contains("left over  out/mod.rs.new\n"), "{}", ran.stdout);
    let ran = sandbox.run(CODEGEN);
    assert!(ran.stdout.contains("removed    out/models/book.rs.812-3.new\n"), "{}", ran.stdout);
    assert_eq!(sandbox.files("out"), files);
    assert!(!sandbox.path("out/old").exists());
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_folder_is_not_read() {
    let sandbox = Sandbox::new("good/ids");
    assert_eq!(sandbox.run(CODEGEN).code, 0);
    let pipe = |name: &str| {
        assert!(std::process::Command::new("mkfifo").arg(sandbox.path(name)).status().unwrap().success());
    };
    pipe("out/models/pipe.rs");
    std::os::unix::fs::symlink("nowhere", sandbox.path("out/link.rs")).unwrap();
    assert_eq!(sandbox.run(CHECK).code, 0);
    assert_eq!(sandbox.run(CODEGEN).code, 0);
    fs::remove_file(sandbox.path("out/models/book.rs")).unwrap();
    pipe("out/models/book.rs");
    let ran = sandbox.run(CODEGEN);
    assert_eq!(ran.code, 1, "{}", ran.shown());
    assert!(ran.stderr.contains("out/models/book.rs"), "{}", ran.stderr);
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_spec_folder_ends_every_command_that_reads_it() {
    let commands =
        ["lint", "coverage", "fmt", "codegen --out out", "diff spec spec", "pull --from site", "distill site/genre.md"];
    for (name, readers) in [
        ("openapi.json", &commands[..]),
        ("catalog.json", &commands[..]),
        ("glossary.json", &["fmt", "pull --from site", "distill site/genre.md"]),
        ("pages.lock.json", &["pull --from site"]),
    ] {
        let sandbox = Sandbox::new("good/smallest");
        sandbox.write("site/genre.md", "# Genre\n\n| Value | Description |\n|---|---|\n| 1 | 小说 |\n");
        let path = sandbox.path(&format!("spec/{name}"));
        let _ = fs::remove_file(&path);
        assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
        for command in readers {
            let ran = sandbox.run(&format!("{command} --spec spec"));
            assert_eq!(ran.code, 1, "{}", ran.shown());
            let said = format!("cannot read spec/{name}: it is a pipe or a device, and no file");
            assert!(ran.stderr.contains(&said), "{}", ran.shown());
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_takes_no_more_is_told_with_how_far_it_went_and_nothing_is_half_written() {
    let sandbox = Sandbox::new("good/ids");
    assert_eq!(sandbox.run(CODEGEN).code, 0);
    let whole = sandbox.files("out");
    fs::remove_dir_all(sandbox.path("out")).unwrap();
    // A file where a folder belongs is in the way for everybody, the administrator included.
    sandbox.write("out/scalars", "mine\n");
    let ran = sandbox.run(CODEGEN);
    assert_eq!(ran.code, 1, "{}", ran.shown());
    assert!(ran.stderr.contains(" files were written or removed before that, each of them whole"), "{}", ran.stderr);
    fs::remove_file(sandbox.path("out/scalars")).unwrap();
    for (path, bytes) in sandbox.files("out") {
        assert_eq!(whole.get(&path), Some(&bytes), "{}", path.display());
    }
    assert_eq!(sandbox.run(CODEGEN).code, 0);
    assert_eq!(sandbox.files("out"), whole);
}

#[test]
fn a_file_in_another_encoding_is_named_by_every_command_that_reads_it() {
    let sandbox = Sandbox::new("good/smallest");
    let wide: Vec<u8> = sandbox.read("spec/openapi.json").encode_utf16().flat_map(u16::to_le_bytes).collect();
    fs::write(sandbox.path("spec/openapi.json"), wide).unwrap();
    for command in ["codegen", "lint", "coverage", "fmt", "codegen --check", "fmt --check"] {
        let ran = sandbox.run(&format!("{command} --spec spec"));
        assert_eq!(ran.code, 1, "{}", ran.shown());
        assert!(ran.stderr.contains("it looks like UTF-16 (little-endian)"), "{}", ran.stderr);
        assert!(ran.stderr.contains("iconv -f UTF-16LE -t UTF-8 spec/openapi.json"), "{}", ran.stderr);
    }
}

#[test]
fn a_broken_spec_ends_every_command_with_1() {
    for fixture in ["errors/endless_type", "errors/malformed_json", "errors/everything_in_one_run"] {
        let sandbox = Sandbox::new(fixture);
        sandbox.write("page.md", "# Genre\n\n| Value | Description |\n|---|---|\n| 1 | Novel |\n");
        let commands = ["codegen --out out", "codegen --check --out out", "lint", "coverage", "diff spec spec"];
        for command in commands {
            let ran = sandbox.run(&format!("{command} --spec spec"));
            assert_eq!(ran.code, 1, "{}", ran.shown());
        }
        let ran = sandbox.run("distill page.md --spec spec");
        assert!(ran.code <= 1 && !ran.stderr.contains("panicked"), "{}", ran.shown());
    }
}
