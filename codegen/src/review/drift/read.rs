//! Lines of drift, as the client writes them, read from a file. Every line that is none is told with its place.

use super::seen::{Deviation, Observation, Subject};
use crate::text::diag::{Code, Diagnostics};
use crate::text::foreign;
use crate::text::json::{self, Tree};
use crate::text::source::{FileId, Source, Span};

/// The form that this version reads.
const FORM: &str = "1";

/// The observations of a file, which is number `file` among those given. Blank lines are passed over.
#[must_use]
pub fn read(source: &Source, file: u16) -> (Vec<Observation>, Diagnostics) {
    let mut found = Diagnostics::new();
    let mut all = Vec::new();
    let mut start = 0;
    for line in source.text().split_inclusive('\n') {
        let span = Span::new(FileId::Page(file), start, start + line.trim_end().len());
        start += line.len();
        if line.trim().is_empty() {
            continue;
        }
        match observation(line.trim()) {
            Ok(one) => all.push(one),
            Err(problem) => found.error(
                Code::Page("not-drift"),
                span,
                problem,
                "give the lines that `ClientBuilder::on_drift` or `webhook::parse_watched` were told, one a line, as `Display` writes them",
            ),
        }
    }
    (all, found)
}

fn observation(line: &str) -> Result<Observation, String> {
    let source = Source::new("line", line);
    let tree = Tree::from(&json::parse(&source, FileId::Page(0)).map_err(|_| "the line is no JSON".to_owned())?);
    match tree.get("drift") {
        Some(Tree::Number(form)) if form == FORM => {}
        Some(Tree::Number(form)) => {
            return Err(format!("the line has form {form} and this version reads form {FORM}"));
        }
        _ => return Err("the line is no line of drift: it has no `drift`".to_owned()),
    }
    let subject = [
        ("operation", Subject::Operation as fn(String) -> Subject),
        ("path", Subject::Path),
        ("event", Subject::Event),
    ]
    .into_iter()
    .find_map(|(key, subject)| Some(subject(word(tree.get(key)?)?)))
    .ok_or("the line does not say what was asked or delivered")?;
    let at = tree.get("at").and_then(word).filter(|at| is_time(at)).ok_or("the line does not say when")?;
    let answers = tree.get("answers").and_then(number).ok_or("the line does not say for how many answers it stands")?;
    let deviations = tree.get("deviations").ok_or("the line has no `deviations`")?.elements();
    let deviations = deviations.iter().map(deviation).collect::<Option<Vec<_>>>();
    let deviations = deviations.ok_or("one of the line's `deviations` has no `kind`, `path` or `count`")?;
    Ok(Observation { subject, at, answers, deviations })
}

fn deviation(tree: &Tree) -> Option<(Deviation, u64)> {
    let optional = |key| tree.get(key).and_then(word);
    let one = Deviation {
        kind: word(tree.get("kind")?)?,
        path: word(tree.get("path")?)?,
        found: optional("found"),
        code: optional("code"),
        form: optional("form"),
    };
    Some((one, number(tree.get("count")?)?))
}

/// A text of somebody else's, as it may be shown: it opens and closes no code of ours.
fn word(tree: &Tree) -> Option<String> {
    tree.text().map(|text| foreign::shown(text).replace('`', "'"))
}

fn number(tree: &Tree) -> Option<u64> {
    match tree {
        Tree::Number(number) => number.parse().ok(),
        _ => None,
    }
}

/// Times in this form are in order when their texts are.
fn is_time(text: &str) -> bool {
    let form: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    form.starts_with("0000-00-00T00:00:00") && form.ends_with('Z')
}
