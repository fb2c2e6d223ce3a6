//! `cargo xtask codegen`.

use crate::sandbox::Sandbox;
use std::fs;

const CODEGEN: &str = "codegen --spec spec --out out";
const CHECK: &str = "codegen --check --spec spec --out out";

/// A sandbox whose client has been generated.
fn generated() -> Sandbox {
    let sandbox = Sandbox::new("good/ids");
    assert_eq!(sandbox.run(CODEGEN).code, 0);
    sandbox
}

#[test]
fn files_are_written_once_and_unchanged_from_then_on() {
    let sandbox = Sandbox::new("good/ids");
    insta::assert_snapshot!("first_run", sandbox.run(CODEGEN).shown());
    let files = sandbox.files("out");
    insta::assert_snapshot!("second_run", sandbox.run(CODEGEN).shown());
    insta::assert_snapshot!("second_run_verbose", sandbox.run(&format!("{CODEGEN} -v")).shown());
    assert_eq!(sandbox.files("out"), files);
    insta::assert_snapshot!("check_when_fresh", sandbox.run(CHECK).shown());
}

#[test]
fn an_unchanged_file_keeps_its_time() {
    let sandbox = generated();
    let modified = || fs::metadata(sandbox.path("out/mod.rs")).unwrap().modified().unwrap();
    let before = modified();
    sandbox.run(CODEGEN);
    assert_eq!(modified(), before, "a rewritten file makes cargo compile again");
}

#[test]
fn one_byte_touched_is_shown_and_exits_4() {
    let sandbox = generated();
    sandbox.edit("out/scalars/shelf_id.rs", "A shelf.", "A Shelf.");
    let files = sandbox.files("out");
    insta::assert_snapshot!("check_when_touched", sandbox.run(CHECK).shown());
    assert_eq!(sandbox.files("out"), files, "--check writes nothing");
    assert_eq!(sandbox.run(CODEGEN).code, 0);
    assert_eq!(sandbox.run(CHECK).code, 0);
}

#[test]
fn the_diff_is_colored_when_asked_to() {
    let sandbox = generated();
    sandbox.edit("out/scalars/shelf_id.rs", "A shelf.", "A Shelf.");
    let ran = sandbox.run(&format!("{CHECK} --color always"));
    assert!(ran.stdout.contains("\u{1b}[31m-/// A Shelf.\u{1b}[0m\n\u{1b}[32m+/// A shelf.\u{1b}[0m\n"));
}

#[test]
fn a_schema_that_is_gone_takes_its_file_along() {
    let sandbox = generated();
    let before = sandbox.read("spec/openapi.json");
    let cut = |text: &str, from: &str, to: &str| {
        let (above, rest) = text.split_once(from).unwrap();
        format!("{above}{}", &rest[rest.find(to).unwrap()..])
    };
    let without_field = cut(&before, "\"shelf_id\": {", "\"desk_no\"").replacen("\"shelf_id\",", "", 1);
    sandbox.write("spec/openapi.json", &cut(&without_field, "\"ShelfId\": {", "\"DeskNo\""));
    insta::assert_snapshot!("schema_removed_check", sandbox.run(CHECK).shown());
    insta::assert_snapshot!("schema_removed", sandbox.run(CODEGEN).shown());
    assert!(!sandbox.path("out/scalars/shelf_id.rs").exists());
}

#[test]
fn a_leftover_file_with_our_header_is_removed_and_its_folder_with_it() {
    let sandbox = generated();
    let header = sandbox.read("out/mod.rs").lines().next().unwrap().to_owned();
    sandbox.write("out/old/thing.rs", &format!("{header}\n\npub struct Thing;\n"));
    sandbox.write("out/models/thing.rs", &format!("{header}\r\n"));
    assert_eq!(sandbox.run(CHECK).code, 4);
    let ran = sandbox.run(CODEGEN);
    assert!(
        ran.stdout.contains("removed    out/models/thing.rs\n") && ran.stdout.contains("removed    out/old/thing.rs\n")
    );
    assert!(!sandbox.path("out/old").exists() && !sandbox.path("out/models/thing.rs").exists());
}

#[test]
fn a_hand_written_file_is_never_touched() {
    let sandbox = generated();
    sandbox.write("out/models/mine.rs", "// mine\n");
    sandbox.write("out/notes/thoughts.md", "mine too\n");
    assert_eq!(sandbox.run(CHECK).code, 0);
    assert_eq!(sandbox.run(CODEGEN).code, 0);
    assert_eq!(sandbox.read("out/models/mine.rs"), "// mine\n");
    assert_eq!(sandbox.read("out/notes/thoughts.md"), "mine too\n");
}

#[test]
fn a_hand_written_file_in_the_way_is_an_error_and_nothing_is_written() {
    let sandbox = Sandbox::new("good/ids");
    sandbox.write("out/models/book.rs", "// mine\n");
    insta::assert_snapshot!("hand_written_in_the_way", sandbox.run(CODEGEN).shown());
    assert_eq!(sandbox.files("out").len(), 1);
    assert_eq!(sandbox.run(CHECK).code, 4);
}

#[test]
fn a_spec_with_errors_exits_1_and_nothing_is_written() {
    let sandbox = generated();
    let files = sandbox.files("out");
    sandbox.edit("spec/openapi.json", "\"x-effect\": \"read\"", "\"x-effect\": \"guess\"");
    sandbox.edit("spec/openapi.json", "\"format\": \"int32\"", "\"format\": \"int16\"");
    insta::assert_snapshot!("spec_with_errors", sandbox.run(CODEGEN).shown());
    assert_eq!(sandbox.run(CHECK).code, 1);
    assert_eq!(sandbox.files("out"), files);
}

#[test]
fn a_lint_that_is_an_error_stops_it_and_one_that_is_a_warning_does_not() {
    let sandbox = generated();
    sandbox.edit("spec/openapi.json", "\"description\": \"Where it stands.\"", "\"description\": \"Shelf id.\"");
    assert_eq!(sandbox.run(CHECK).code, 4, "a new description is generated");
    sandbox.edit("spec/openapi.json", "\"lent_to\": {", "\"password\": {");
    sandbox.edit("spec/openapi.json", "\"lent_to\"", "\"password\"");
    insta::assert_snapshot!("lint_error", sandbox.run(CODEGEN).shown());
}

#[test]
fn a_missing_spec_folder_is_told_with_what_to_do() {
    let sandbox = Sandbox::new("good/ids");
    insta::assert_snapshot!("no_spec", sandbox.run("codegen --spec elsewhere --out out").shown());
}

#[test]
fn the_readme_is_kept_fresh_with_the_workspaces_own_client() {
    let sandbox = Sandbox::new("good/ids");
    let ran = sandbox.run("codegen");
    assert_eq!(ran.code, 0, "{}", ran.shown());
    assert!(sandbox.path("generated-client/src/generated/mod.rs").exists());
    insta::assert_snapshot!("readme", sandbox.read("README.md"));
    assert_eq!(sandbox.run("codegen --check").code, 0);

    sandbox.edit("README.md", "`books.get`", "`books.take`");
    insta::assert_snapshot!("readme_stale", sandbox.run("codegen --check").shown());
    assert!(sandbox.run("codegen").stdout.contains("written    README.md\n"));
    assert_eq!(sandbox.run("codegen --check").code, 0);

    sandbox.write("README.md", "No table.\n");
    insta::assert_snapshot!("readme_without_markers", sandbox.run("codegen").shown());
}

#[test]
fn the_readme_is_left_alone_when_the_client_is_generated_elsewhere() {
    let sandbox = generated();
    assert!(!sandbox.read("README.md").contains("books.get"));
}

#[test]
fn a_run_that_remembers_the_last_one_still_finds_what_was_touched_changed_and_removed() {
    const RUN: &str = "codegen --spec big --out out";
    let sandbox = Sandbox::new("good/ids");
    assert_eq!(sandbox.run("synth --operations 60 --out big").code, 0);
    let written = |ran: crate::sandbox::Ran| -> Vec<String> {
        let files = ran.stdout.lines().filter_map(|line| line.strip_prefix("written    out/"));
        files.map(str::to_owned).collect()
    };
    let first = written(sandbox.run(RUN));
    assert!(first.len() > 200, "{} files are too few to be remembered", first.len());
    let fresh = sandbox.files("out");
    assert_eq!(sandbox.files("target/codegen-memory").len(), 1, "the memory");

    assert_eq!(written(sandbox.run(RUN)), [""; 0]);

    sandbox.edit("out/models/address.rs", "1 Long Road", "2 Long Road");
    fs::remove_file(sandbox.path("out/scalars/bin_id.rs")).unwrap();
    assert_eq!(written(sandbox.run(RUN)), ["models/address.rs", "scalars/bin_id.rs"]);
    assert_eq!(sandbox.files("out"), fresh);

    sandbox.edit("big/openapi.json", "A place that letters reach.", "A place that no letter reaches.");
    assert_eq!(written(sandbox.run(RUN)), ["models/address.rs"]);
    assert_eq!(sandbox.run("codegen --check --spec big --out out").code, 0);

    sandbox.edit("out/models/mod.rs", "// @generated", "// generated");
    assert_eq!(sandbox.run(RUN).code, 1, "a file that is not ours is in the way");
}
