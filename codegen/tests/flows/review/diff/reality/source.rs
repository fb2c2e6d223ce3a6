//! The source verdicts: code for the one side, compiled against the other.

use super::consumer;
use crate::crates::Workspace;
use crate::review::diff::fixture::{all, base, compare};
use open_api_codegen::generate::emit;
use open_api_codegen::review::diff::Impact;
use std::collections::BTreeMap;
use std::path::Path;

/// Where a literal of every field stops compiling, as the rule says.
const LITERAL: &str = "field-added-optional--sent";

/// Two crates are compiled side by side.
const MEMBERS: usize = 2;

/// Consumers by name, with the member that they are compiled in.
type Consumers = BTreeMap<String, (usize, String)>;

/// What the compiler said of each consumer that it refused.
type Refused = BTreeMap<String, String>;

/// What is told to break has to be refused. What is told to grow has to take the old code, fit its own, and have something that
/// the base does not know. What is told to stay has to take the code of either side.
#[test]
fn source_verdicts_hold_against_the_compiler() {
    let base = base();
    let fixtures = all();
    let mut workspace = Workspace::new("source");
    let mut consumers = Consumers::new();
    for member in 0..MEMBERS {
        workspace.add_client(&format!("heads{member}"), &emit::emit(&base.api).unwrap());
        workspace.add_face(&format!("heads{member}"), "before", &emit::emit(&base.api).unwrap());
    }
    consumers.insert("before".to_owned(), (0, consumer::supported("heads0::before", &base.api)));
    consumers.insert("before_literal".to_owned(), (0, consumer::exhaustive("heads0::before", &base.api)));
    for (at, fixture) in fixtures.iter().enumerate() {
        let member = at % MEMBERS;
        let (before, after) = (format!("heads{member}::before"), format!("heads{member}::after{at}"));
        let told = compare(base, &fixture.head).summary.source;
        let mut add = |name: String, text: String| consumers.insert(name, (member, text));
        workspace.add_face(&format!("heads{member}"), &format!("after{at}"), &emit::emit(&fixture.head.api).unwrap());
        add(format!("old{at}"), consumer::supported(&after, &base.api));
        if told < Impact::Breaking {
            add(format!("new{at}"), consumer::supported(&before, &fixture.head.api));
        }
        if told == Impact::Compatible {
            add(format!("own{at}"), consumer::supported(&after, &fixture.head.api));
        }
        if fixture.name == LITERAL {
            add("after_literal".to_owned(), consumer::exhaustive(&after, &base.api));
        }
    }
    let mut refused = refused(&mut workspace, &consumers);

    let mut contradicted = Vec::new();
    for (at, fixture) in fixtures.iter().enumerate() {
        if let Some(said) = refused.remove(&format!("own{at}")) {
            contradicted.push(format!("{}: the consumer does not fit its own crate: {said}", fixture.name));
        }
        let (old, new) = (refused.remove(&format!("old{at}")), refused.remove(&format!("new{at}")));
        let real = match (&old, &new) {
            (Some(_), _) => Impact::Breaking,
            (None, Some(_)) => Impact::Compatible,
            (None, None) => Impact::None,
        };
        let told = compare(base, &fixture.head).summary.source;
        if told != real {
            let said = old.or(new).unwrap_or_else(|| "it compiles both ways".to_owned());
            contradicted.push(format!("{}: told {}, is {}: {said}", fixture.name, told.word(), real.word()));
        }
    }
    assert!(contradicted.is_empty(), "{}", contradicted.join("\n\n"));
    assert!(refused.remove("after_literal").is_some(), "a literal of every field is not supported, and compiles");
    assert_eq!(refused, Refused::new(), "the base's own consumers");
}

/// Compiles all consumers of a member as modules of one program, then again those that nothing was said of, until the compiler
/// has nothing to say: what is wrong in the one may have kept it from looking at another.
fn refused(workspace: &mut Workspace, consumers: &Consumers) -> Refused {
    for (name, (member, text)) in consumers {
        workspace.add(&format!("heads{member}/consumers/{name}.rs"), text);
    }
    let mut refused = Refused::new();
    // The compiler has fewer passes than this.
    for round in 0..12 {
        for at in 0..MEMBERS {
            let open = consumers.iter().filter(|(name, (member, _))| *member == at && !refused.contains_key(*name));
            let modules = open.map(|(name, _)| format!("#[path = \"../consumers/{name}.rs\"]\nmod {name};\n"));
            let program = modules.collect::<String>() + "fn main() {}\n";
            workspace.add(&format!("heads{at}/examples/round{round}.rs"), &program);
        }
        let example = format!("round{round}");
        let args = ["--workspace", "--example", &example, "--keep-going", "--quiet", "--message-format=json"];
        let said = workspace.cargo(&example, "check", &args);
        let before = refused.len();
        for line in said.stdout.lines() {
            if let Some((name, text)) = complaint(line) {
                assert!(consumers.contains_key(&name), "a generated crate does not compile: {text}");
                refused.entry(name).or_insert(text);
            }
        }
        if said.is_done {
            return refused;
        }
        assert!(refused.len() > before, "cargo did not get as far as compiling: {}", said.stderr);
    }
    panic!("the compiler finds something new again and again")
}

/// An error of the compiler: the file that it is in, without its ending, and its text.
fn complaint(line: &str) -> Option<(String, String)> {
    let message: serde_json::Value = serde_json::from_str(line).ok()?;
    if message["reason"] != "compiler-message" || message["message"]["level"] != "error" {
        return None;
    }
    // What has no place only says how many errors there are.
    let place = message["message"]["spans"].as_array()?.iter().find(|span| span["is_primary"] == true)?;
    let name = Path::new(place["file_name"].as_str()?).file_stem()?.to_string_lossy().into_owned();
    Some((name, message["message"]["rendered"].as_str().unwrap_or_default().to_owned()))
}
