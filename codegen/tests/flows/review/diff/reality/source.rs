//! The source verdicts: code for the one side, compiled against the other.

use super::code::code;
use super::consumer;
use crate::crates::{Face, Workspace, words};
use crate::review::diff::fixture::{all, base, compare};
use open_api_codegen::review::diff::Impact;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Where a literal of every field stops compiling, as the rule says.
const LITERAL: &str = "field-added-optional--sent";

/// Two crates are compiled side by side.
const MEMBERS: usize = 2;

/// Consumers by the member that they are compiled in and their text, with their names.
type Consumers = BTreeMap<(usize, String), String>;

/// What the compiler said of each consumer that it refused.
type Refused = BTreeMap<String, String>;

/// The consumers that tell what a change of the source is.
struct Trial {
    /// Code for the base, against the head.
    old: String,
    /// Code for the head, against the base: for what is told to grow or to stay.
    new: Option<String>,
    /// Code for the head, against the head: for what is told to grow.
    own: Option<String>,
}

/// What is told to break has to be refused. What is told to grow has to take the old code, fit its own, and have something that
/// the base does not know. What is told to stay has to take the code of either side.
#[test]
#[ignore = "builds crates, which takes minutes: .ci/run asks for it"]
fn source_verdicts_hold_against_the_compiler() {
    let base = base();
    let before = Face::new(base.generated());
    let mut workspace = Workspace::new("source");
    for member in 0..MEMBERS {
        workspace.add_client(&format!("heads{member}"), base.generated());
        workspace.add_face(&format!("heads{member}"), "before", &before, None);
    }
    let mut consumers = Consumers::new();
    let mut add = |member: usize, face: &str, items: &mut dyn Iterator<Item = &String>| {
        let name = format!("uses{}", consumers.len());
        let text = consumer::program(&format!("heads{member}::{face}"), items);
        consumers.entry((member, text)).or_insert(name).clone()
    };
    // What of them is tried again would be refused for a difference alone: it is left out where there is none.
    let old = consumer::supported(&base.api);
    let known: BTreeMap<&String, BTreeSet<String>> = old.iter().map(|item| (item, words(item))).collect();
    let every_field = consumer::exhaustive(&base.api);
    let its_own = [add(0, "before", &mut old.iter()), add(0, "before", &mut every_field.iter())];
    // Heads whose code differs in its words alone are one to the compiler.
    let mut faces = BTreeMap::from([(code(base.generated()), (0, "before".to_owned(), BTreeSet::new()))]);
    let mut literal = None;
    let mut trials = Vec::new();
    for (at, fixture) in all().iter().enumerate() {
        let generated = fixture.head.generated();
        let next = faces.len() % MEMBERS;
        let (member, face, differing) = faces.entry(code(generated)).or_insert_with(|| {
            let (name, face) = (format!("after{at}"), Face::new(generated));
            let differing = workspace.add_face(&format!("heads{next}"), &name, &face, Some(("before", &before)));
            (next, name, differing)
        });
        let new = consumer::supported(&fixture.head.api);
        let is_other = |item: &&String| !known.contains_key(*item);
        let differs = |item: &&String| known.get(*item).is_none_or(|words| !words.is_disjoint(differing));
        let told = compare(base, &fixture.head).summary.source;
        trials.push(Trial {
            old: add(*member, face, &mut old.iter().filter(differs)),
            new: (told < Impact::Breaking).then(|| add(*member, "before", &mut new.iter().filter(is_other))),
            own: (told == Impact::Compatible).then(|| add(*member, face, &mut new.iter().filter(differs))),
        });
        if fixture.name == LITERAL {
            literal = Some(add(*member, face, &mut every_field.iter()));
        }
    }
    let refused = refused(&mut workspace, &consumers);

    let mut contradicted = Vec::new();
    for (fixture, trial) in all().iter().zip(&trials) {
        let said = |consumer: &Option<String>| consumer.as_ref().and_then(|name| refused.get(name));
        if let Some(said) = said(&trial.own) {
            contradicted.push(format!("{}: the consumer does not fit its own crate: {said}", fixture.name));
        }
        let (old, new) = (refused.get(&trial.old), said(&trial.new));
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
    let literal = literal.expect("the fixture is there");
    assert!(refused.contains_key(&literal), "a literal of every field is not supported, and compiles");
    assert!(its_own.iter().all(|name| !refused.contains_key(name)), "the base's own consumers: {refused:#?}");
}

/// Compiles all consumers of a member as modules of one program, then again those that nothing was said of, until the compiler
/// has nothing to say: what is wrong in the one may have kept it from looking at another.
fn refused(workspace: &mut Workspace, consumers: &Consumers) -> Refused {
    for ((member, text), name) in consumers {
        workspace.add(&format!("heads{member}/consumers/{name}.rs"), text);
    }
    let mut refused = Refused::new();
    // The compiler has fewer passes than this.
    for round in 0..12 {
        for at in 0..MEMBERS {
            let open = consumers.iter().filter(|((member, _), name)| *member == at && !refused.contains_key(*name));
            let modules = open.map(|(_, name)| format!("#[path = \"../consumers/{name}.rs\"]\nmod {name};\n"));
            let program = modules.collect::<String>() + "fn main() {}\n";
            workspace.add(&format!("heads{at}/examples/round{round}.rs"), &program);
        }
        let example = format!("round{round}");
        let args = ["--workspace", "--example", &example, "--keep-going", "--quiet", "--message-format=json"];
        let said = workspace.cargo(&example, "check", &args);
        let before = refused.len();
        for line in said.stdout.lines() {
            if let Some((name, text)) = complaint(line) {
                assert!(consumers.values().any(|one| *one == name), "a generated crate does not compile: {text}");
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
