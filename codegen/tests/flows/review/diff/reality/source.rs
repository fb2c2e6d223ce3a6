//! The source verdicts: code for the one side, compiled against the other.

use super::consumer;
use super::workspace::Workspace;
use crate::review::diff::fixture::{all, base, compare};
use open_api_codegen::review::diff::Impact;
use std::collections::BTreeMap;

/// Where a literal of every field stops compiling, as the rule says.
const LITERAL: &str = "field-added-optional--sent";

/// What the compiler said of each target, by crate and name; only of those it refused.
type Refused = BTreeMap<(String, String), String>;

/// What is told to break has to be refused. What is told to grow has to take the old code, fit its own, and have something that
/// the base does not know. What is told to stay has to take the code of either side.
#[test]
fn source_verdicts_hold_against_the_compiler() {
    let base = base();
    let fixtures = all();
    let mut workspace = Workspace::new("source");
    workspace.add_client("before", &base.api);
    workspace.add_example("before", "own", &consumer::supported("before", &base.api));
    workspace.add_example("before", "literal", &consumer::exhaustive("before", &base.api));
    for (at, fixture) in fixtures.iter().enumerate() {
        let member = format!("after-{at}");
        let told = compare(base, &fixture.head).summary.source;
        workspace.add_client(&member, &fixture.head.api);
        workspace.add_example(&member, &format!("old{at}"), &consumer::supported(&member, &base.api));
        if told < Impact::Breaking {
            workspace.add_example("before", &format!("new{at}"), &consumer::supported("before", &fixture.head.api));
        }
        if told == Impact::Compatible {
            workspace.add_example(&member, &format!("own{at}"), &consumer::supported(&member, &fixture.head.api));
        }
        if fixture.name == LITERAL {
            workspace.add_example(&member, "literal", &consumer::exhaustive(&member, &base.api));
        }
    }
    let complaints = check(&mut workspace);
    let refuses = |member: &str, target: &str| complaints.get(&(member.to_owned(), target.to_owned()));

    let mut contradicted = Vec::new();
    for (at, fixture) in fixtures.iter().enumerate() {
        let member = format!("after-{at}");
        if let Some(said) = refuses(&member, &format!("own{at}")) {
            contradicted.push(format!("{}: the consumer does not fit its own crate: {said}", fixture.name));
        }
        let (old, new) = (refuses(&member, &format!("old{at}")), refuses("before", &format!("new{at}")));
        let real = match (old, new) {
            (Some(_), _) => Impact::Breaking,
            (None, Some(_)) => Impact::Compatible,
            (None, None) => Impact::None,
        };
        let told = compare(base, &fixture.head).summary.source;
        if told != real {
            let said = old.or(new).map_or("it compiles both ways", String::as_str);
            contradicted.push(format!("{}: told {}, is {}: {said}", fixture.name, told.word(), real.word()));
        }
    }
    assert!(contradicted.is_empty(), "{}", contradicted.join("\n\n"));

    assert_eq!(refuses("before", "own"), None);
    assert_eq!(refuses("before", "literal"), None);
    let sent = fixtures.iter().position(|fixture| fixture.name == LITERAL).expect("the fixture is there");
    assert!(
        refuses(&format!("after-{sent}"), "literal").is_some(),
        "a literal of every field is not supported, and compiles"
    );
}

/// Compiles everything there is; a crate that does not compile by itself fails the test.
fn check(workspace: &mut Workspace) -> Refused {
    let output = workspace.cargo(&[
        "check",
        "--workspace",
        "--lib",
        "--examples",
        "--no-default-features",
        "--keep-going",
        "--message-format=json",
    ]);
    let mut refused = Refused::new();
    let mut messages = 0;
    for line in output.stdout.lines() {
        let Ok(message) = serde_json::from_str::<serde_json::Value>(line) else {
            continue;
        };
        messages += 1;
        if message["reason"] != "compiler-message" || message["message"]["level"] != "error" {
            continue;
        }
        let target = &message["target"];
        let text = message["message"]["rendered"].as_str().unwrap_or_default().to_owned();
        assert_eq!(target["kind"][0], "example", "a generated crate does not compile: {text}");
        let path = target["src_path"].as_str().unwrap_or_default().replace('\\', "/");
        let member = path.rsplit('/').nth(2).unwrap_or_default().to_owned();
        let name = target["name"].as_str().unwrap_or_default().to_owned();
        refused.entry((member, name)).or_insert(text);
    }
    assert!(messages > 0, "cargo did not get as far as compiling: {}", output.stderr);
    refused
}
