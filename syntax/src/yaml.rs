//! One YAML document as a tree. An anchored part is there once, however often aliases name it: nothing is multiplied here.

use crate::{Broken, Tree};
use granit_parser::{Event, Marker, Options, Parser, ScalarStyle, ScanError, Span};
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};
use std::ops::Range;

/// No document of an API is nested deeper.
const DEEPEST: usize = 200;

/// The most entries that all merge keys of a document may name.
const MOST_MERGED: usize = 100_000;

pub(crate) fn read(text: &str) -> Result<Tree, Broken> {
    let mut options = Options::default();
    options.block_nesting_limit = DEEPEST;
    options.flow_nesting_limit = DEEPEST;
    // Long keys are rare and harmless; Chinese text and whole URLs as keys are both.
    options.simple_key_max_lookahead = 4096;
    let mut reader =
        Reader { text, nodes: Vec::new(), open: Vec::new(), anchors: HashMap::new(), root: None, merged: 0 };
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

/// What a merge key has to name.
const WANTS_MAPS: &str = "the merge key `<<` wants a map or a list of maps";

impl Node {
    fn range(&self) -> &Range<usize> {
        match self {
            Self::Text { range, .. } | Self::Map { range, .. } | Self::List { range, .. } => range,
        }
    }

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
    /// How many entries merge keys have looked at.
    merged: usize,
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
                    self.merge(id)?;
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

    /// Puts the entries of other maps in the place of a map's key `<<`, as YAML 1.1 has it: a key that the map has itself stays, and of
    /// several maps the first counts.
    fn merge(&mut self, id: usize) -> Result<(), Broken> {
        let Node::Map { entries, .. } = &self.nodes[id] else { return Ok(()) };
        let pairs: Vec<(usize, Option<usize>)> =
            entries.chunks(2).filter_map(|pair| Some((*pair.first()?, pair.get(1).copied()))).collect();
        let merges = pairs.iter().filter(|(key, _)| self.is_merge_key(*key)).count();
        if merges == 0 {
            return Ok(());
        }
        let mut seen: HashSet<String> = pairs.iter().filter_map(|(key, _)| self.key(*key)).collect();
        let mut whole = Vec::with_capacity(entries.len());
        for (key, value) in pairs {
            if !self.is_merge_key(key) {
                whole.extend([Some(key), value].into_iter().flatten());
                continue;
            }
            let at = self.nodes[key].range().start;
            if merges > 1 {
                return Err(Broken { why: "a map has the merge key `<<` twice".to_owned(), at });
            }
            for source in self.sources(value).ok_or_else(|| Broken { why: WANTS_MAPS.to_owned(), at })? {
                let Node::Map { entries, .. } = &self.nodes[source] else { continue };
                if source == id || self.open.contains(&source) {
                    return Err(Broken { why: "the merge key `<<` names a map that it stands in".to_owned(), at });
                }
                self.merged += entries.len() / 2;
                if self.merged > MOST_MERGED {
                    return Err(Broken { why: "the merge keys `<<` bring in too much".to_owned(), at });
                }
                for pair in entries.chunks(2).filter(|pair| self.key(pair[0]).is_none_or(|key| seen.insert(key))) {
                    whole.extend(pair);
                }
            }
        }
        if let Node::Map { entries, .. } = &mut self.nodes[id] {
            *entries = whole;
        }
        Ok(())
    }

    /// Whether a key is the merge key: bare, since in quotes it is a name.
    fn is_merge_key(&self, key: usize) -> bool {
        matches!(&self.nodes[key], Node::Text { style: "plain", text, .. } if text == "<<")
    }

    /// What tells a key from others.
    fn key(&self, key: usize) -> Option<String> {
        match &self.nodes[key] {
            Node::Text { text, .. } => Some(text.clone()),
            _ => None,
        }
    }

    /// The maps that a merge key names; none where it names anything else.
    fn sources(&self, value: Option<usize>) -> Option<Vec<usize>> {
        let is_map = |id: usize| matches!(self.nodes[id], Node::Map { .. });
        match &self.nodes[value?] {
            Node::Map { .. } => Some(vec![value?]),
            Node::List { elements, .. } => elements.iter().all(|id| is_map(*id)).then(|| elements.clone()),
            Node::Text { .. } => None,
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    /// A document as JSON, its aliases written out.
    fn shown(text: &str) -> Result<Value, String> {
        let tree = read(text).map_err(|broken| format!("{} at {}", broken.why, broken.at))?;
        Ok(whole(&tree.nodes, tree.root))
    }

    fn whole(nodes: &[Value], id: usize) -> Value {
        let node = nodes[id].as_array().unwrap();
        let inside = || node[3].as_array().unwrap().iter().map(|id| usize::try_from(id.as_u64().unwrap()).unwrap());
        match node[0].as_str().unwrap() {
            "text" => node[4].clone(),
            "list" => inside().map(|id| whole(nodes, id)).collect(),
            _ => {
                let ids: Vec<usize> = inside().collect();
                let pair = |pair: &[usize]| (whole(nodes, pair[0]).as_str().unwrap().to_owned(), whole(nodes, pair[1]));
                Value::Object(ids.chunks(2).map(pair).collect())
            }
        }
    }

    #[test]
    fn a_merge_key_brings_in_what_a_map_has_not_itself() {
        let base = "a: &a {x: 1, y: 2}\nb: &b {y: 3, z: 4}\n";
        for (map, expected) in [
            ("<<: *a\n  x: 9", r#"{"x": "9", "y": "2"}"#),
            ("x: 9\n  <<: *a", r#"{"x": "9", "y": "2"}"#),
            ("<<: [*a, *b]", r#"{"x": "1", "y": "2", "z": "4"}"#),
            ("<<: [*b, *a]\n  w: 0", r#"{"y": "3", "z": "4", "x": "1", "w": "0"}"#),
            ("<<: {<<: *b, q: 5}", r#"{"y": "3", "z": "4", "q": "5"}"#),
            ("'<<': *a", r#"{"<<": {"x": "1", "y": "2"}}"#),
        ] {
            let found = shown(&format!("{base}c:\n  {map}\n"));
            let expected: Value = serde_json::from_str(expected).unwrap();
            assert_eq!(found.map(|found| found["c"].clone()), Ok(expected), "{map}");
        }
    }

    #[test]
    fn a_merge_key_that_names_no_map_is_told_at_its_place() {
        for (text, expected) in [
            ("a: 1\nb: {<<: x}", "the merge key `<<` wants a map or a list of maps at 9"),
            ("a: &a {x: 1}\nb: {<<: [*a, x]}", "the merge key `<<` wants a map or a list of maps at 17"),
            ("b: {<<: }", "the merge key `<<` wants a map or a list of maps at 4"),
            ("a: &a\n  <<: *a", "the merge key `<<` names a map that it stands in at 8"),
            ("a: &a\n  b:\n    <<: *a", "the merge key `<<` names a map that it stands in at 15"),
            ("a: &a {x: 1}\nb: {<<: *a, <<: *a}", "a map has the merge key `<<` twice at 17"),
        ] {
            assert_eq!(shown(text), Err(expected.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_merge_keys_multiply_is_bounded() {
        let chain = (1..2_000).fold("m0: &a0 {k0: 0}\n".to_owned(), |all, at| {
            all + &format!("m{at}: &a{at} {{<<: *a{}, k{at}: 0}}\n", at - 1)
        });
        assert!(shown(&chain).unwrap_err().starts_with("the merge keys `<<` bring in too much at "));
    }
}
