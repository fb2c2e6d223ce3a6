//! `cargo xtask drift`.

use crate::sandbox::Sandbox;

/// What two clients wrote on three days.
const LINES: &str = r#"{"drift":1,"at":"2026-11-28T01:02:03.5Z","operation":"books.list","page":"p1","answers":1,"deviations":[{"kind":"unknown-field","path":"data.book_list[].colour","found":"string","count":2},{"kind":"wrong-type","path":"data.book_list[].title","found":"integer","count":1},{"kind":"unknown-field","path":"a`|@you<b>","found":"null","count":1}]}
{"drift":1,"at":"2026-11-30T01:02:03Z","operation":"books.list","page":"p1","answers":16,"deviations":[{"kind":"unknown-field","path":"data.book_list[].colour","found":"string","count":3},{"kind":"http-status","path":"","code":"403","count":1},{"kind":"total","path":"data","count":1}]}

{"drift":1,"at":"2026-11-29T10:00:00Z","event":"book.melted","answers":1,"deviations":[{"kind":"unknown-event","path":"","count":1},{"kind":"shape","path":"heat","found":"integer","count":1}]}
{"drift":1,"at":"2026-11-29T11:00:00Z","path":"/openApi/other","answers":1,"deviations":[{"kind":"shape","path":"data","found":"object","count":1},{"kind":"shape","path":"data.wallets[].amount","found":"number","count":2}]}
"#;

#[test]
fn what_was_seen_stands_beside_the_line_of_the_spec_in_each_format() {
    let sandbox = Sandbox::new("good/paging");
    sandbox.write("drift.jsonl", LINES);
    for format in ["text", "markdown", "json"] {
        let ran = sandbox.run(&format!("drift --spec spec --format {format} drift.jsonl"));
        insta::assert_snapshot!(format!("drift_{format}"), ran.shown());
    }
}

#[test]
fn the_order_of_files_and_lines_means_nothing() {
    let sandbox = Sandbox::new("good/paging");
    sandbox.write("drift.jsonl", LINES);
    let mut lines: Vec<&str> = LINES.lines().rev().collect();
    let rest = lines.split_off(2);
    sandbox.write("a.jsonl", &lines.join("\n"));
    sandbox.write("b.jsonl", &rest.join("\r\n"));
    let text = |files: &str| sandbox.run(&format!("drift --spec spec {files}")).stdout;
    assert_eq!(text("drift.jsonl"), text("a.jsonl b.jsonl"));
}

#[test]
fn shapes_alone_are_no_drift() {
    let sandbox = Sandbox::new("good/paging");
    sandbox.write("drift.jsonl", LINES.lines().last().unwrap());
    assert_eq!(sandbox.run("drift --spec spec drift.jsonl").code, 0);
    sandbox.write("drift.jsonl", "");
    assert_eq!(sandbox.run("drift --spec spec drift.jsonl").code, 0);
}

#[test]
fn every_line_that_is_none_is_told() {
    let sandbox = Sandbox::new("good/paging");
    let lines = [
        "no JSON",
        "{}",
        "[]",
        r#"{"drift":2}"#,
        r#"{"drift":1,"operation":"books.list"}"#,
        LINES.lines().next().unwrap(),
    ];
    sandbox.write("drift.jsonl", &lines.join("\n"));
    insta::assert_snapshot!("drift_bad_lines", sandbox.run("drift --spec spec drift.jsonl missing.jsonl").shown());
    insta::assert_snapshot!("drift_bad_lines_alone", sandbox.run("drift --spec spec drift.jsonl").shown());
}
