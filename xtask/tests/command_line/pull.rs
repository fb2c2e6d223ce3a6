//! `cargo xtask pull` of a folder: the saved site of a fictional library service, and what becomes of the spec, the catalog and the lock.

use crate::sandbox::{Ran, Sandbox};
use open_api_codegen::text::json;
use std::fs;
use std::path::Path;
use std::process::Command;

fn fixture(name: &str) -> String {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("codegen/tests/fixtures/merge");
    fs::read_to_string(fixtures.join(name)).unwrap()
}

/// A page of the fixtures without the comment that says which one it is: that is known from the list and the address.
pub(crate) fn page(case: &str) -> String {
    let text = fixture(&format!("{case}/page.md"));
    let text = text.lines().skip_while(|line| line.starts_with("<!--") || line.is_empty());
    text.fold(String::new(), |text, line| text + line + "\n")
}

pub(crate) const LIST: &str = "# Library\n\n## Docs\n- Constant Declaration > Book [Book Status](900000011f0.md):\n\
     - Guides [How to](900000099m0.md): \n\n## API Docs\n- Api > Library > Book [图书列表](900000001e0.md): 列表\n";

/// Catalog and glossary, and no spec yet.
pub(crate) fn nothing_but_catalog_and_glossary() -> Sandbox {
    let sandbox = Sandbox::new("good/smallest");
    fs::remove_file(sandbox.path("spec/openapi.json")).unwrap();
    sandbox.write("spec/catalog.json", &fixture("catalog.json"));
    sandbox.write("spec/glossary.json", &fixture("glossary.json"));
    sandbox
}

/// The same with the site saved in `site/`.
pub(crate) fn saved() -> Sandbox {
    let sandbox = nothing_but_catalog_and_glossary();
    sandbox.write("site/llms.txt", LIST);
    sandbox.write("site/900000001e0.md", &page("operation"));
    sandbox.write("site/900000011f0.md", &page("enum-taken-over-by-its-constant"));
    sandbox.write("site/900000099m0.md", "# How to\n\nRead a book.\n");
    sandbox
}

/// A run as it is printed, without what is another every day.
fn shown(sandbox: &Sandbox, ran: &Ran) -> String {
    let day = sandbox.read("spec/pages.lock.json");
    let day = day.split("\"day\": \"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
    ran.shown().replace(day, "DAY")
}

#[test]
fn a_saved_site_gives_the_spec_from_nothing_and_a_second_pull_changes_no_byte() {
    let sandbox = saved();
    let ran = sandbox.run("pull --from site --spec spec");
    insta::assert_snapshot!("pull_first", shown(&sandbox, &ran));
    assert_eq!(ran.code, 0);
    assert!(ran.stdout.trim_end().lines().last().unwrap().starts_with("next: cargo xtask codegen"));
    let before = sandbox.files("spec");
    assert_eq!(sandbox.run("pull --from site --spec spec --check").code, 0);
    let again = sandbox.run("pull --from site --spec spec");
    assert_eq!((again.code, sandbox.files("spec") == before), (0, true), "{}", again.stdout);
    assert!(again.stdout.contains("\nunchanged\n"));
    assert_eq!(sandbox.run("fmt --check --spec spec").code, 0, "what is written is in canonical form");
    assert_eq!(sandbox.run("codegen --spec spec --out out").code, 0, "and the client can be generated");
}

#[test]
fn the_lock_says_which_state_of_each_page_the_spec_has() {
    let sandbox = saved();
    sandbox.run("pull --from site --spec spec");
    let lock = sandbox.read("spec/pages.lock.json");
    assert_eq!(lock.matches("\"page\": ").count(), 3, "{lock}");
    let digest = Command::new("sha256sum").arg(sandbox.path("site/900000001e0.md")).output();
    if let Ok(digest) = digest {
        let digest = String::from_utf8(digest.stdout).unwrap();
        assert!(lock.contains(&format!("\"sha256\": \"{}\"", &digest[..64])), "{lock}");
    }
    sandbox.edit("site/900000001e0.md", "书号", "书的号");
    sandbox.run("pull --from site --spec spec");
    assert_eq!(
        lock.lines().filter(|line| !sandbox.read("spec/pages.lock.json").contains(*line)).count(),
        1,
        "one digest"
    );
}

#[test]
fn check_writes_nothing_and_exits_4_until_documentation_and_spec_agree() {
    let sandbox = saved();
    let before = sandbox.files("spec");
    let ran = sandbox.run("pull --from site --spec spec --check");
    assert_eq!((ran.code, sandbox.files("spec") == before), (4, true), "{}", ran.stderr);
    assert!(ran.stdout.contains("+ paths /lib/book/list: books.list"), "{}", ran.stdout);
    sandbox.run("pull --from site --spec spec");
    assert_eq!(sandbox.run("pull --from site --spec spec --check").code, 0);
    sandbox.edit("site/900000001e0.md", "| book_list.isbn | string", "| book_list.isbn | int");
    assert_eq!(sandbox.run("pull --from site --spec spec --check").code, 4);
}

#[test]
fn a_page_that_is_not_understood_holds_up_no_other_and_says_where() {
    let sandbox = saved();
    sandbox.edit("site/900000001e0.md", "| book_list.isbn | string", "| book_list.isbn | whatever");
    let ran = sandbox.run("pull --from site --spec spec");
    assert_eq!(ran.code, 5, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stderr.contains("not brought in, 1 of 3 pages:"), "{}", ran.stderr);
    assert!(ran.stderr.contains("图书列表 (900000001e0)  site/900000001e0.md:"), "{}", ran.stderr);
    let spec = sandbox.read("spec/openapi.json");
    assert!(spec.contains("BookStatus") && !spec.contains("books.list"));
    assert!(!sandbox.read("spec/pages.lock.json").contains("900000001e0"), "the lock has what the spec has");
}

#[test]
fn what_was_not_understood_is_told_before_what_is_missing_for_that() {
    let sandbox = saved();
    sandbox.write(
        "site/900000011f0.md",
        "# Book Status\n\n| 值 | 含义 | 值 | 含义 |\n|---|---|---|---|\n| 1 | 在架 | 2 | 借出 |\n",
    );
    let ran = sandbox.run("pull --from site --spec spec");
    assert_eq!(ran.code, 5, "{}{}", ran.stdout, ran.stderr);
    let said = "  two columns of this table may hold codes: `值`, `含义`, `值`, `含义`, and 1 more";
    assert!(ran.stderr.contains(said) && ran.stderr.contains("site/900000011f0.md:3:1"), "{}", ran.stderr);
}

#[test]
fn nothing_that_could_be_brought_in_writes_nothing_and_exits_1() {
    let sandbox = nothing_but_catalog_and_glossary();
    let before = sandbox.files("spec");
    for (name, text) in [("none.pdf", "x"), ("900000001e0.md", "# 图书列表\n")] {
        sandbox.write(&format!("site/{name}"), text);
        let ran = sandbox.run("pull --from site --spec spec");
        assert_eq!(ran.code, 1, "{}", ran.stderr);
        assert!(ran.stderr.contains("nothing was written"), "{}", ran.stderr);
        assert!(sandbox.files("spec") == before);
    }
    let missing = sandbox.run("pull --from nowhere --spec spec");
    assert!(missing.code == 1 && missing.stderr.contains("cannot read nowhere"), "{}", missing.stderr);
    let unknown = sandbox.run("pull --spec spec");
    assert!(unknown.code == 1 && unknown.stderr.contains("no site is known"), "{}", unknown.stderr);
}

#[test]
fn what_cannot_be_written_is_told_with_what_was_and_leaves_the_spec_as_it_was() {
    let sandbox = saved();
    let before = sandbox.files("spec");
    // A folder is in the way, as a full disk would be.
    sandbox.write("kept/900000011f0.md/x", "");
    let ran = sandbox.run("pull --from site --spec spec --keep kept");
    assert_eq!((ran.code, sandbox.files("spec") == before), (1, true), "{}", ran.stderr);
    let said =
        "cannot write kept/900000011f0.md: is a directory; 1 text was left there before, and the spec is as it was";
    assert!(ran.stderr.contains(said) && ran.stderr.contains("help: "), "{}", ran.stderr);
    assert_eq!(sandbox.read("kept/900000001e0.md"), sandbox.read("site/900000001e0.md"));
    sandbox.write("spec/pages.lock.json/x", "");
    let ran = sandbox.run("pull --from site --spec spec");
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(
        ran.stderr.contains("spec/pages.lock.json") && ran.stderr.contains("nothing was written"),
        "{}",
        ran.stderr
    );
    assert!(!sandbox.path("spec/openapi.json").exists());
}

#[test]
fn a_new_operation_waits_in_the_catalog_for_an_id_and_keeps_codegen_from_going_on() {
    let sandbox = saved();
    sandbox.write("site/llms.txt", &format!("{LIST}- Api > Library > Book [还书](900000077e0.md): 还书\n"));
    sandbox
        .write("site/900000077e0.md", &page("operation").replace("图书列表", "还书").replace("book/list", "book/back"));
    let ran = sandbox.run("pull --from site --spec spec");
    assert_eq!(ran.code, 5);
    assert!(ran.stdout.contains("+ new in operations: Library / Book / 还书 (900000077e0)"), "{}", ran.stdout);
    let to_do = "spec/catalog.json:28:13  operations 还书 id: TODO: an id of our own, resource.action (还书, 900000077e0) (in its place)";
    assert!(ran.stdout.contains(to_do), "{}", ran.stdout);
    assert!(!sandbox.read("spec/openapi.json").contains("book/back"), "no id, no operation");
    assert_eq!(sandbox.run("codegen --spec spec --out out").code, 1);
    let before = sandbox.files("spec");
    assert_eq!(sandbox.run("pull --from site --spec spec").code, 5);
    assert!(sandbox.files("spec") == before, "it waits once");
    sandbox.edit("spec/catalog.json", "TODO: an id of our own, resource.action (还书, 900000077e0)", "books.give_back");
    sandbox.edit("spec/catalog.json", "TODO: read, write or money; the stronger one when in doubt", "write");
    assert_eq!(sandbox.run("pull --from site --spec spec").code, 0);
    assert!(sandbox.read("spec/openapi.json").contains("books.give_back"));
}

#[test]
fn what_is_left_for_a_person_is_told_with_its_field_the_part_of_the_glossary_and_the_page() {
    let sandbox = saved();
    sandbox.write("spec/glossary.json", "{}");
    let ran = sandbox.run("pull --from site --spec spec");
    let to_dos: Vec<&str> = ran.stdout.split("\nto do, ").nth(1).unwrap().lines().collect();
    let term = to_dos.iter().find(|line| line.contains("BookStatus 1 title: TODO: ")).unwrap();
    assert!(term.trim_start().starts_with("spec/openapi.json:"), "{term}");
    assert!(term.contains("(a name and words, in `terms` of glossary.json)"), "{term}");
    assert!(term.contains("(see site/9000000"), "{term}");
    assert!(!ran.stdout.contains("BookStatus 1 description: "), "a term is asked for once: {}", ran.stdout);
    assert!(to_dos.len() < 24, "one screen: {}", ran.stdout);
}

#[test]
fn what_a_page_that_was_brought_in_says_and_the_spec_does_not_is_told_with_its_place() {
    const MANY: usize = 30;
    let sandbox = saved();
    let quiet = sandbox.run("pull --from site --spec spec").stdout;
    let odd: Vec<String> =
        (0..MANY).map(|at| format!("        - {{name: p{at}, in: header, schema: {{}}}}\n")).collect();
    let odd = odd.concat();
    let fields = "type: object, properties: {code: {type: integer}, message: {type: string}, data: {type: object}}";
    let export = format!(
        "openapi: 3.0.1\npaths:\n  /{{{{version}}}}/lib/book/list:\n    post:\n      summary: 图书列表\n      parameters:\n{odd}      \
         requestBody: {{content: {{application/json: {{schema: {{type: object, properties: {{app_id: {{type: integer}}}}}}}}}}}}\n      \
         responses: {{'200': {{content: {{application/json: {{schema: {{{fields}}}}}}}}}}}\n"
    );
    sandbox.write("site/900000001e0.md", &export);
    let ran = sandbox.run("pull --from site --spec spec");
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    let doubts = ran.stdout.split("in doubt, ").nth(1).unwrap_or_default();
    assert!(
        doubts.contains("  site/900000001e0.md:7:11  the parameter `p0` of the header is not read\n"),
        "{}",
        ran.stdout
    );
    assert!(doubts.contains("  … and ") && doubts.lines().count() < 24, "one screen: {}", ran.stdout);
    let again = sandbox.run("pull --from site --spec spec");
    assert!(again.stdout.contains("in doubt, "), "what stands is told again: {}", again.stdout);
    assert!(!quiet.contains("`p0`"), "{quiet}");
}

/// An export of several operations: titles, digits of page ids, paths.
fn project(operations: &[(&str, &str, &str)]) -> String {
    let schema = |fields: &str| {
        format!("{{content: {{application/json: {{schema: {{type: object, properties: {{{fields}}}}}}}}}}}")
    };
    let operation = |(title, digits, path): &(&str, &str, &str)| {
        format!(
            "  {path}:\n    post:\n      summary: {title}\n      x-apifox-folder: Api/Library/Book\n      \
             x-run-in-apifox: https://app.apifox.com/web/project/1/apis/api-{digits}-run\n      requestBody: {}\n      responses: {{'200': {}}}\n",
            schema("app_id: {type: integer}"),
            schema(
                "code: {type: integer}, message: {type: string}, data: {type: object, properties: {total: {type: integer}}}"
            )
        )
    };
    format!("openapi: 3.0.1\npaths:\n{}", operations.iter().map(operation).collect::<Vec<_>>().concat())
}

#[test]
fn each_operation_of_an_export_of_many_is_held_against_the_catalog_by_its_own_id() {
    let known = ("图书列表", "900000001", "/{{version}}/lib/book/list");
    let new = ("还书", "900000077", "/{{version}}/lib/book/giveBack");
    for order in [[known, new], [new, known]] {
        let sandbox = nothing_but_catalog_and_glossary();
        sandbox.write("site/all.yaml", &project(&order));
        let ran = sandbox.run("pull --from site --spec spec");
        assert_eq!(ran.code, 5, "{}{}", ran.stdout, ran.stderr);
        assert!(ran.stdout.contains("+ paths /lib/book/list: books.list"), "{}", ran.stdout);
        assert!(ran.stdout.contains("+ new in operations: Library / Book / 还书 (900000077e0)"), "{}", ran.stdout);
        let before = sandbox.files("spec");
        let again = sandbox.run("pull --from site --spec spec");
        assert_eq!((again.code, sandbox.files("spec") == before), (5, true), "{}{}", again.stdout, again.stderr);
    }
    let renamed = nothing_but_catalog_and_glossary();
    renamed.write("site/one.yaml", &project(&[("书单", known.1, known.2)]));
    let ran = renamed.run("pull --from site --spec spec");
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    assert!(ran.stdout.contains("~ books.list: renamed from 图书列表 to 书单"), "{}", ran.stdout);
    assert!(!ran.stdout.contains("+ new in"), "{}", ran.stdout);
}

#[test]
fn an_export_that_cannot_be_read_is_no_text_without_facts() {
    let whole = project(&[("图书列表", "900000001", "/{{version}}/lib/book/list")]);
    for (name, text) in [
        ("x.json", "{\"openapi\": \"3.0.1\", \"paths\": {},}".to_owned()),
        ("x.json", "{\"openapi\": \"3.0.1\", \"openapi\": \"3.0.1\"}".to_owned()),
        ("x.json", "{\"openapi\": \"4.0.0\", \"paths\": {}}".to_owned()),
        ("x.json", "[{\"a\": 1}]".to_owned()),
        ("x.yaml", "a: 1\n".to_owned()),
        ("x.md", format!("# A\n\n```yaml\n{whole}\t- [\n```\n")),
        ("x.md", "# A\n\n```yaml\nopenapi: 2.0\n```\n".to_owned()),
    ] {
        let sandbox = saved();
        sandbox.write(&format!("site/{name}"), &text);
        let ran = sandbox.run("pull --from site --spec spec");
        assert_eq!(ran.code, 5, "{text}: {}{}", ran.stdout, ran.stderr);
        assert!(ran.stderr.contains(&format!("site/{name}:")), "{text}: {}", ran.stderr);
        assert!(ran.stdout.contains("1 page is a text with nothing"), "{text}: {}", ran.stdout);
    }
}

#[test]
fn what_stands_over_a_page_that_is_none_renames_nothing() {
    for text in ["# Enter the password\n\nPassword\n", "openapi: !!str 3.0.1\npaths: {}\n", "Log in\n\nPOST /login\n"] {
        let sandbox = nothing_but_catalog_and_glossary();
        sandbox.write("site/900000001e0.md", text);
        let before = sandbox.read("spec/catalog.json");
        let ran = sandbox.run("pull --from site --spec spec");
        assert_eq!(ran.code, 1, "{text}: {}{}", ran.stdout, ran.stderr);
        assert!(sandbox.read("spec/catalog.json") == before, "{text}: {}", ran.stdout);
    }
}

#[test]
fn the_order_of_the_list_and_of_the_files_has_no_effect() {
    let [one, other] = [saved(), saved()];
    let lines: Vec<&str> = LIST.lines().rev().filter(|line| line.starts_with('-')).collect();
    other.write("site/llms.txt", &format!("# Library\n{}\n", lines.join("\n")));
    for sandbox in [&one, &other] {
        assert_eq!(sandbox.run("pull --from site --spec spec").code, 0);
    }
    assert_eq!(one.read("spec/openapi.json"), other.read("spec/openapi.json"));
    assert_eq!(one.read("spec/pages.lock.json"), other.read("spec/pages.lock.json"));
}

#[test]
fn what_a_page_has_lost_goes_only_with_prune() {
    let sandbox = saved();
    sandbox.run("pull --from site --spec spec");
    let row = "| book_list.price | float | 是 | 价格,单位:元 |\n";
    sandbox.edit("site/900000001e0.md", row, "");
    sandbox.edit("site/900000001e0.md", "        \"price\": 12.5,\n", "");
    let ran = sandbox.run("pull --from site --spec spec");
    assert!(ran.stdout.contains("? ") && ran.stdout.contains("is no longer on the page"), "{}", ran.stdout);
    assert!(sandbox.read("spec/openapi.json").contains("\"price\""));
    assert_eq!(sandbox.run("pull --from site --spec spec --check").code, 4);
    assert_eq!(sandbox.run("pull --from site --spec spec --prune").code, 0);
    assert!(!sandbox.read("spec/openapi.json").contains("\"price\""));
}

#[test]
fn names_of_the_site_do_nothing_to_a_terminal_to_the_lock_or_to_the_catalog() {
    let sandbox = saved();
    let evil = "\u{1b}]0;x\u{7}\u{202e}还书 @all ![x](http://x/y.png)";
    sandbox.write("site/llms.txt", &format!("{LIST}- Api > Li\u{200b}brary > Book [{evil}](900000077e0.md): 还书\n"));
    sandbox.write("site/900000077e0.md", &format!("# {evil}\n"));
    let ran = sandbox.run("pull --from site --spec spec");
    let hidden = |each: char| each != '\n' && json::is_hidden(each);
    for text in [&ran.stdout, &ran.stderr, &sandbox.read("spec/catalog.json"), &sandbox.read("spec/pages.lock.json")] {
        assert!(!text.contains(hidden), "{text:?}");
    }
}
