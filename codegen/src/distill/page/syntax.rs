//! The questions to the reader of YAML and HTML, and its answers as trees. That reader is a program of its own: what reads the pages
//! has to build quickly.

use crate::text::json::{self, Value};
use crate::text::source::{FileId, Source};
use std::ops::Range;

/// In what a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Syntax {
    /// YAML.
    Yaml,
    /// HTML.
    Html,
}

impl Syntax {
    /// The name that the reader knows it by.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Yaml => "yaml",
            Self::Html => "html",
        }
    }
}

/// Answers with the tree of a text, as the crate `open-api-syntax` writes it, or says why there is no answer.
pub type Ask<'a> = dyn Fn(Syntax, &str) -> Result<String, String> + 'a;

/// A part of a text.
#[derive(Debug)]
pub(super) struct Node {
    /// Its bytes in the text that was asked about, moved to where that text stands in its file.
    pub(super) range: Range<usize>,
    pub(super) what: What,
}

/// What a part is. Parts name others by their number.
#[derive(Debug)]
pub(super) enum What {
    Text { style: Style, text: String },
    Map(Vec<(usize, usize)>),
    List(Vec<usize>),
    Element { name: String, attributes: Vec<(String, String)>, children: Vec<usize> },
    Words(Vec<(Range<usize>, String)>),
    Comment(String),
}

/// How a text is written in YAML or JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    /// Without quotes: it may be a number, a truth value or nothing.
    Plain,
    Single,
    /// With escapes.
    Double,
    Block,
}

/// Parts by their numbers.
#[derive(Debug, Default)]
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
    pub(super) root: usize,
}

/// Why a text has no tree, and where that shows.
#[derive(Debug)]
pub(super) struct Broken {
    pub(super) why: String,
    pub(super) at: usize,
}

/// Asks for the tree of a text that begins at a place of its file.
pub(super) fn read(ask: &Ask<'_>, syntax: Syntax, text: &str, start: usize) -> Result<Tree, Broken> {
    let answer = ask(syntax, text).map_err(|why| Broken { why, at: start })?;
    let source = Source::new("the answer", answer);
    let garbled = || Broken { why: "the reader's answer is not understood".to_owned(), at: start };
    let root = json::parse(&source, FileId::Page(0)).map_err(|_| garbled())?;
    let Value::Object(answer) = &root else { return Err(garbled()) };
    if let Some(why) = answer.get("error").and_then(|why| word(&why.value)) {
        let at = answer.get("at").and_then(|at| number(&at.value)).unwrap_or(0);
        return Err(Broken { why: why.to_owned(), at: start + at.min(text.len()) });
    }
    let nodes = answer.get("nodes").and_then(|nodes| list(&nodes.value)).ok_or_else(garbled)?;
    let nodes: Option<Vec<Node>> = nodes.iter().map(|node| self::node(node, start, text)).collect();
    let nodes = nodes.ok_or_else(garbled)?;
    let root = answer.get("root").and_then(|root| number(&root.value)).ok_or_else(garbled)?;
    let last = nodes.len();
    let known = |id: &usize| *id < last;
    let sound = nodes.iter().all(|node| match &node.what {
        What::Map(entries) => entries.iter().all(|(key, value)| known(key) && known(value)),
        What::List(inside) | What::Element { children: inside, .. } => inside.iter().all(known),
        _ => true,
    });
    if sound && known(&root) { Ok(Tree { nodes, root }) } else { Err(garbled()) }
}

fn node(value: &Value<'_>, start: usize, text: &str) -> Option<Node> {
    let parts = list(value)?;
    let numbers = |value: &Value<'_>| list(value)?.iter().map(number).collect::<Option<Vec<usize>>>();
    let range = |from: &Value<'_>, to: &Value<'_>| {
        let place = |at: usize| {
            let mut at = at.min(text.len());
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            start + at
        };
        Some(place(number(from)?)..place(number(to)?))
    };
    let whole = range(parts.get(1)?, parts.get(2)?)?;
    let what = match word(parts.first()?)? {
        "text" => {
            let style = match word(parts.get(3)?)? {
                "plain" => Style::Plain,
                "single" => Style::Single,
                "double" => Style::Double,
                _ => Style::Block,
            };
            What::Text { style, text: word(parts.get(4)?)?.to_owned() }
        }
        "map" => What::Map(numbers(parts.get(3)?)?.chunks_exact(2).map(|pair| (pair[0], pair[1])).collect()),
        "list" => What::List(numbers(parts.get(3)?)?),
        "element" => {
            let Value::Object(attributes) = parts.get(4)? else { return None };
            let attributes = attributes.properties.iter();
            let attributes = attributes.map(|one| Some((one.name.as_str().to_owned(), word(&one.value)?.to_owned())));
            What::Element {
                name: word(parts.get(3)?)?.to_owned(),
                attributes: attributes.collect::<Option<_>>()?,
                children: numbers(parts.get(5)?)?,
            }
        }
        "words" => {
            let pieces = list(parts.get(3)?)?.iter().map(|piece| {
                let piece = list(piece)?;
                Some((range(piece.first()?, piece.get(1)?)?, word(piece.get(2)?)?.to_owned()))
            });
            What::Words(pieces.collect::<Option<_>>()?)
        }
        "comment" => What::Comment(word(parts.get(3)?)?.to_owned()),
        _ => return None,
    };
    Some(Node { range: whole, what })
}

fn word<'v>(value: &'v Value<'_>) -> Option<&'v str> {
    match value {
        Value::StringLit(text) => Some(&text.value),
        _ => None,
    }
}

fn number(value: &Value<'_>) -> Option<usize> {
    match value {
        Value::NumberLit(number) => number.value.parse().ok(),
        _ => None,
    }
}

fn list<'v, 'a>(value: &'v Value<'a>) -> Option<&'v [Value<'a>]> {
    match value {
        Value::Array(array) => Some(&array.elements),
        _ => None,
    }
}

/// The tree of a JSON text that is the whole file.
pub(super) fn of_json(text: &str, start: usize) -> Result<Tree, Broken> {
    let source = Source::new("the file", text);
    let root = json::parse_as_written(&source, FileId::Page(0)).map_err(|found| {
        let first = found.iter().next();
        let at = first.map_or(0, |first| first.span.start());
        let why = first.map_or("it is no JSON", |first| first.message.as_str());
        Broken { why: why.trim_start_matches("malformed JSON: ").to_owned(), at: start + at }
    })?;
    let mut tree = Tree::default();
    tree.root = add(&mut tree.nodes, &root, start);
    Ok(tree)
}

/// Adds a value and what is in it. The parser of JSON has a limit for depth.
fn add(nodes: &mut Vec<Node>, value: &Value<'_>, start: usize) -> usize {
    let moved = |span: crate::text::source::Span| start + span.start()..start + span.end();
    let text = |style, text: &str| What::Text { style, text: text.to_owned() };
    let what = match value {
        Value::Object(object) => {
            let entries = object.properties.iter().map(|one| {
                let range = moved(json::key_span(one, FileId::Page(0)));
                nodes.push(Node { range, what: text(Style::Double, one.name.as_str()) });
                (nodes.len() - 1, add(nodes, &one.value, start))
            });
            What::Map(entries.collect())
        }
        Value::Array(array) => What::List(array.elements.iter().map(|element| add(nodes, element, start)).collect()),
        Value::StringLit(literal) => text(Style::Double, &literal.value),
        Value::NumberLit(literal) => text(Style::Plain, literal.value),
        Value::BooleanLit(literal) => text(Style::Plain, if literal.value { "true" } else { "false" }),
        Value::NullKeyword(_) => text(Style::Plain, "null"),
    };
    nodes.push(Node { range: moved(json::span(value, FileId::Page(0))), what });
    nodes.len() - 1
}
