//! `cargo xtask pull` over real HTTP on loopback: what is asked of a site, what a site may answer, and a run that is killed.

use crate::pull::{LIST, nothing_but_catalog_and_glossary, page, saved};
use crate::sandbox::Sandbox;
use crate::server::{Reply, Server};
use open_api_codegen::text::json::{self, Tree};
use open_api_codegen::text::source::{FileId, Source};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

/// A site that has every page of the saved one, and knows what the asker has.
fn served(list: &'static str) -> Server {
    Server::start(move |asked| {
        let reply = match asked.path.as_str() {
            "/llms.txt" => Reply::new("200 OK", "text/plain", list),
            "/900000001e0.md" => Reply::markdown(page("operation")),
            "/900000011f0.md" => Reply::markdown(page("enum-taken-over-by-its-constant")),
            "/900000099m0.md" => Reply::markdown("# How to\n\nRead a book.\n"),
            _ => return Reply::status("404 Not Found"),
        };
        reply.unless_known(asked)
    })
}

/// The program that asks stands beside the one that starts it. It is built as `cargo test --workspace` builds it for its own tests,
/// with the features that all packages ask for together: where that has run there is nothing to do.
fn build_what_asks() {
    static BUILT: OnceLock<()> = OnceLock::new();
    BUILT.get_or_init(|| {
        let target = Path::new(env!("CARGO_BIN_EXE_xtask")).parent().unwrap().parent().unwrap();
        let mut cargo = Command::new(env!("CARGO"));
        cargo.args(["build", "--quiet", "--workspace", "--bin", "open-api-fetch", "--test", "http", "--target-dir"]);
        cargo.arg(target).current_dir(env!("CARGO_MANIFEST_DIR"));
        // What cargo tells this test of its own package would make it run build scripts again that ask for it.
        let told = std::env::vars_os().map(|(name, _)| name);
        for name in told.filter(|name| {
            name.to_str().is_some_and(|name| name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_"))
        }) {
            cargo.env_remove(name);
        }
        assert!(cargo.status().unwrap().success());
    });
}

#[test]
fn a_site_is_pulled_over_http_and_asked_again_only_for_what_has_changed() {
    build_what_asks();
    let site = served(LIST);
    let (sandbox, from_folder) = (nothing_but_catalog_and_glossary(), saved());
    let introduction =
        "{\n  \"introduction\": {\n    \"title\": \"Guide\",\n    \"page\": \"900000098m0\"\n  },\n  \"operations\"";
    sandbox.edit("spec/catalog.json", "{\n  \"operations\"", introduction);
    let ran = sandbox.run(&format!("pull {} --spec spec --keep kept", site.address));
    assert!(ran.stdout.contains("introduction: Guide (900000098m0) is no longer on the site"), "{}", ran.stdout);
    assert!(ran.stdout.contains("\n1 page is a text with nothing"), "one that is gone is none: {}", ran.stdout);
    // Three more pages are known by their ids, and are not there.
    assert_eq!(ran.code, 5, "{}{}", ran.stdout, ran.stderr);
    assert!(
        ran.stderr.contains("图书详情 (900000002e0)") && ran.stderr.contains("the site answers 404"),
        "{}",
        ran.stderr
    );
    from_folder.run("pull --from site --spec spec");
    assert_eq!(sandbox.read("spec/openapi.json"), from_folder.read("spec/openapi.json"), "the way does not matter");
    assert!(sandbox.read("spec/pages.lock.json").contains(&format!("\"url\": \"{}/900000001e0.md\"", site.address)));
    assert_eq!(sandbox.read("kept/900000001e0.md"), page("operation"));
    let (before, asked) = (sandbox.files("spec"), site.asked().len());
    let again = sandbox.run(&format!("pull {} --spec spec", site.address));
    assert!(sandbox.files("spec") == before, "{}", again.stdout);
    let conditional = site.asked().into_iter().skip(asked).filter(|asked| asked.headers.contains_key("if-none-match"));
    assert_eq!(conditional.count(), 4, "the list and its pages; the others are not there");
    assert_eq!(sandbox.run("pull --from kept --spec spec --check").code, 4, "saved pages have no address");
}

/// A file of the sample site, where a checkout has it beside it.
fn sample(name: &str) -> Option<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/documents/site-sample");
    let text = fs::read_to_string(folder.join(name)).ok();
    if text.is_none() {
        let skipped = format!("SKIPPED: {} is not there\n", folder.join(name).display());
        let _ = std::io::Write::write_all(&mut std::io::stderr(), skipped.as_bytes());
    }
    text
}

#[test]
fn the_sample_site_gives_the_card_list_as_the_committed_spec_has_it() {
    let (Some(list), Some(cards)) = (sample("llms.txt"), sample("430346213e0.md")) else { return };
    build_what_asks();
    let site = Server::start(move |asked| match asked.path.as_str() {
        "/llms.txt" => Reply::new("200 OK", "text/plain", list.replace("@BASE@/", "")),
        "/430346213e0.md" => Reply::markdown(cards.clone()),
        _ => Reply::status("404 Not Found"),
    });
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join("spec");
    let committed = |name: &str| fs::read_to_string(committed.join(name)).unwrap();
    let sandbox = Sandbox::new("good/smallest");
    for name in ["openapi.json", "catalog.json", "glossary.json"] {
        sandbox.write(&format!("spec/{name}"), &committed(name));
    }
    // The other pages that the catalog knows are not there.
    let ran = sandbox.run(&format!("pull {} --spec spec", site.address));
    assert_eq!(ran.code, 5, "{}{}", ran.stdout, ran.stderr);
    assert!(sandbox.read("spec/openapi.json") == committed("openapi.json"), "{}", ran.stdout);

    fs::remove_file(sandbox.path("spec/openapi.json")).unwrap();
    let ran = sandbox.run(&format!("pull {} --spec spec", site.address));
    assert_eq!(ran.code, 5, "{}{}", ran.stdout, ran.stderr);
    let (found, expected) = (tree(&sandbox.read("spec/openapi.json")), tree(&committed("openapi.json")));
    let (found, expected) = (stated(&found), stated(&expected));
    assert!(found.iter().any(|(name, _)| name == "CardsListRequest"), "{:?}", ran.stdout);
    for (name, what) in &found {
        let theirs = expected.iter().find(|(other, _)| other == name).map(|(_, what)| what);
        assert_eq!(Some(what), theirs, "{name}");
    }
}

fn tree(text: &str) -> Tree {
    Tree::from(&json::parse(&Source::new("openapi.json", text), FileId::Spec).unwrap())
}

/// The paths and schemas of a spec, by name, without the words that a person writes beside them.
fn stated(spec: &Tree) -> Vec<(String, Tree)> {
    let schemas = spec.get("components").unwrap().get("schemas").unwrap();
    let all = spec.get("paths").unwrap().entries().iter().chain(schemas.entries());
    all.map(|(name, what)| (name.clone(), facts(what))).collect()
}

fn facts(tree: &Tree) -> Tree {
    match tree {
        Tree::Object(entries) => {
            let words = ["x-provenance", "description", "summary"];
            let stated = entries.iter().filter(|(key, _)| !words.contains(&key.as_str()));
            Tree::Object(stated.map(|(key, value)| (key.clone(), facts(value))).collect())
        }
        Tree::Array(elements) => Tree::Array(elements.iter().map(facts).collect()),
        other => other.clone(),
    }
}

#[test]
fn the_catalog_says_which_site_it_is() {
    build_what_asks();
    let site = served("");
    let sandbox = nothing_but_catalog_and_glossary();
    sandbox.edit("spec/catalog.json", "{\n", &format!("{{\n  \"site\": \"{}\",\n", site.address));
    let ran = sandbox.run("pull --spec spec");
    assert_eq!(ran.code, 5);
    assert!(ran.stderr.contains("no list of pages: "), "{}", ran.stderr);
    assert!(sandbox.read("spec/openapi.json").contains("books.list"), "known ids are all there is without a list");
}

#[test]
fn a_site_that_is_not_there_or_locked_writes_nothing_and_says_what_to_do() {
    build_what_asks();
    let locked = Server::start(|_| Reply::new("200 OK", "text/html", "<!doctype html><input type=\"password\">"));
    for (address, says) in [("http://127.0.0.1:9", "no connection"), (locked.address.as_str(), "asks for a password")] {
        let sandbox = saved();
        let before = sandbox.files("spec");
        let ran = sandbox.run(&format!("pull {address} --spec spec"));
        assert_eq!((ran.code, sandbox.files("spec") == before), (1, true), "{}", ran.stderr);
        assert!(ran.stderr.contains(says) && ran.stderr.contains("--from DIR"), "{}", ran.stderr);
    }
}

#[test]
fn killed_in_the_middle_spec_and_lock_are_as_before_and_the_next_run_goes_on() {
    build_what_asks();
    let site = Server::start(|asked| match (asked.path.as_str(), asked.before) {
        ("/llms.txt", _) => Reply::new("200 OK", "text/plain", LIST),
        ("/900000099m0.md", 0) => Reply::markdown("# How to\n").late(Duration::from_secs(30)),
        ("/900000001e0.md", _) => Reply::markdown(page("operation")),
        ("/900000011f0.md", _) => Reply::markdown(page("enum-taken-over-by-its-constant")),
        ("/900000099m0.md", _) => Reply::markdown("# How to\n"),
        _ => Reply::status("404 Not Found"),
    });
    let sandbox = saved();
    sandbox.run("pull --from site --spec spec");
    let before = sandbox.files("spec");
    let mut child = sandbox.command(&format!("pull {} --spec spec", site.address)).spawn().unwrap();
    let begun = Instant::now();
    while site.times("/900000003e0.md") == 0 && begun.elapsed() < Duration::from_secs(20) {
        std::thread::sleep(Duration::from_millis(20));
    }
    // The pages are asked for at once: what has come by now is on its way to the disk.
    std::thread::sleep(Duration::from_secs(1));
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(sandbox.files("spec") == before);
    std::thread::sleep(Duration::from_millis(300));
    let asked = site.times("/900000001e0.md");
    assert_eq!(sandbox.run(&format!("pull {} --spec spec", site.address)).code, 5);
    assert_eq!(site.times("/900000001e0.md"), asked, "what had come is not asked for again");
    assert_eq!(site.times("/900000099m0.md"), 2);
}
