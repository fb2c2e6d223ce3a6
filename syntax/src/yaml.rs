//! One YAML document as a tree. An anchored part is there once, however often aliases name it: nothing is multiplied here.

use crate::{Broken, Tree};
use granit_parser::{Event, Marker, Options, Parser, ScalarStyle, ScanError, Span};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::ops::Range;

/// No document of an API is nested deeper.
const DEEPEST: usize = 200;

pub(crate) fn read(text: &str) -> Result<Tree, Broken> {
    let mut options = Options::default();
    options.block_nesting_limit = DEEPEST;
    options.flow_nesting_limit = DEEPEST;
    // Long keys are rare and harmless; Chinese text and whole URLs as keys are both.
    options.simple_key_max_lookahead = 4096;
    let mut reader = Reader { text, nodes: Vec::new(), open: Vec::new(), anchors: HashMap::new(), root: None };
    for event in Parser::new_from_str_with_options(text, options) {
        let (event, span) = event.map_err(|error| broken(text, &error))?;
        reader.take(event, &span)?;
    }
    match reader.root {
        Some(root) => Ok(Tree { root, nodes: reader.nodes.into_iter().map(Node::value).collect() }),
        None => Err(Broken { why: "there is nothing in it".to_owned(), at: 0 }),
    }
}

fn broken(text: &str, error: &ScanError) -> Broken {
    Broken { why: error.kind().to_string(), at: byte(text, error.marker()) }
}

fn byte(text: &str, marker: &Marker) -> usize {
    marker.byte_offset().unwrap_or(text.len()).min(text.len())
}

enum Node {
    Text { range: Range<usize>, style: &'static str, text: String },
    Map { range: Range<usize>, entries: Vec<usize> },
    List { range: Range<usize>, elements: Vec<usize> },
}

impl Node {
    fn value(self) -> Value {
        match self {
            Self::Text { range, style, text } => json!(["text", range.start, range.end, style, text]),
            Self::Map { range, entries } => json!(["map", range.start, range.end, entries]),
            Self::List { range, elements } => json!(["list", range.start, range.end, elements]),
        }
    }
}

struct Reader<'t> {
    text: &'t str,
    nodes: Vec<Node>,
    /// The collections that are still open, innermost last.
    open: Vec<usize>,
    anchors: HashMap<usize, usize>,
    root: Option<usize>,
}

impl Reader<'_> {
    fn take(&mut self, event: Event<'_>, span: &Span) -> Result<(), Broken> {
        let range = byte(self.text, &span.start)..byte(self.text, &span.end);
        match event {
            Event::DocumentStart(..) if self.root.is_some() => {
                return Err(Broken { why: "it holds more than one document".to_owned(), at: range.start });
            }
            Event::Scalar(text, style, anchor, _) => {
                let style = match style {
                    ScalarStyle::SingleQuoted => "single",
                    ScalarStyle::DoubleQuoted => "double",
                    ScalarStyle::Literal => "literal",
                    ScalarStyle::Folded => "folded",
                    ScalarStyle::Plain => "plain",
                };
                self.put(Node::Text { range, style, text: text.into_owned() }, anchor);
            }
            Event::MappingStart(_, anchor, _) => {
                let id = self.put(Node::Map { range, entries: Vec::new() }, anchor);
                self.open.push(id);
            }
            Event::SequenceStart(_, anchor, _) => {
                let id = self.put(Node::List { range, elements: Vec::new() }, anchor);
                self.open.push(id);
            }
            Event::MappingEnd | Event::SequenceEnd => {
                if let Some(id) = self.open.pop()
                    && let Node::Map { range: whole, .. } | Node::List { range: whole, .. } = &mut self.nodes[id]
                {
                    whole.end = range.end.max(whole.end);
                }
            }
            Event::Alias(anchor) => match self.anchors.get(&anchor) {
                Some(id) => self.attach(*id),
                None => return Err(Broken { why: "an alias stands for nothing".to_owned(), at: range.start }),
            },
            _ => {}
        }
        Ok(())
    }

    fn put(&mut self, node: Node, anchor: usize) -> usize {
        let id = self.nodes.len();
        self.nodes.push(node);
        if anchor > 0 {
            self.anchors.insert(anchor, id);
        }
        self.attach(id);
        id
    }

    /// A part belongs to the innermost collection that is open.
    fn attach(&mut self, id: usize) {
        match self.open.last().map(|open| &mut self.nodes[*open]) {
            Some(Node::Map { entries: inside, .. } | Node::List { elements: inside, .. }) => inside.push(id),
            Some(Node::Text { .. }) | None => self.root = self.root.or(Some(id)),
        }
    }
}
