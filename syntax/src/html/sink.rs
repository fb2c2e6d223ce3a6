//! What the parser builds its tree in: nodes in a row, each with its bytes, bounded in number and depth.

use crate::Tree;
use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, ExpandedName, QualName, local_name, ns};
use serde_json::{Map, Value, json};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::ops::Range;
use std::rc::Rc;

/// Pages are nested some fifty deep. What is nested deeper is no page, and the parser's time grows with the depth.
const DEEPEST: usize = 300;
/// Unclosed tags can make the parser repeat itself; a page of this many parts is none.
const MOST: usize = 100_000;

/// Whose contents no reader sees.
const UNSEEN: [&str; 8] = ["script", "style", "noscript", "template", "svg", "iframe", "object", "math"];

/// A node by its number; an element knows its name.
#[derive(Clone)]
pub(super) struct Handle {
    id: usize,
    name: Option<Rc<QualName>>,
}

enum What {
    Document,
    Element { name: Rc<QualName>, attributes: Vec<Attribute> },
    Words(Vec<(Range<usize>, String)>),
    Comment(String),
}

struct Node {
    what: What,
    range: Range<usize>,
    parent: Option<usize>,
    children: Vec<usize>,
    depth: usize,
}

pub(super) struct Sink<'t> {
    text: &'t str,
    nodes: RefCell<Vec<Node>>,
    /// What the parser was last fed, without what has been turned into words.
    piece: Cell<(usize, usize)>,
    refused: Cell<Option<&'static str>>,
}

impl<'t> Sink<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let document =
            Node { what: What::Document, range: 0..text.len(), parent: None, children: Vec::new(), depth: 0 };
        Self { text, nodes: RefCell::new(vec![document]), piece: Cell::new((0, 0)), refused: Cell::new(None) }
    }

    pub(super) fn begin(&self, piece: Range<usize>) {
        self.piece.set((piece.start, piece.end));
    }

    pub(super) const fn refused(&self) -> Option<&'static str> {
        self.refused.get()
    }

    fn create(&self, what: What) -> usize {
        let (start, end) = self.piece.get();
        let mut nodes = self.nodes.borrow_mut();
        if nodes.len() >= MOST {
            self.refused.set(Some("it has too many parts"));
        }
        nodes.push(Node { what, range: start..end, parent: None, children: Vec::new(), depth: 0 });
        nodes.len() - 1
    }

    /// Where these words stand in the text.
    fn place(&self, words: &str) -> Range<usize> {
        let (start, end) = self.piece.get();
        if self.text[start..end].starts_with(words) {
            self.piece.set((start + words.len(), end));
            return start..start + words.len();
        }
        start..end
    }

    fn insert(&self, parent: usize, before: Option<usize>, child: NodeOrText<Handle>) {
        let id = match child {
            NodeOrText::AppendNode(node) => node.id,
            NodeOrText::AppendText(words) => {
                let range = self.place(&words);
                let mut nodes = self.nodes.borrow_mut();
                let siblings = &nodes[parent].children;
                let at = before.map_or(siblings.len(), |before| position(siblings, before));
                let last = at.checked_sub(1).map(|last| siblings[last]);
                if let Some(Node { what: What::Words(pieces), range: whole, .. }) = last.map(|last| &mut nodes[last]) {
                    whole.end = range.end.max(whole.end);
                    pieces.push((range, words.to_string()));
                    return;
                }
                drop(nodes);
                let id = self.create(What::Words(vec![(range.clone(), words.to_string())]));
                self.nodes.borrow_mut()[id].range = range;
                id
            }
        };
        self.detach(id);
        let mut nodes = self.nodes.borrow_mut();
        nodes[id].parent = Some(parent);
        nodes[id].depth = nodes[parent].depth + 1;
        if nodes[id].depth > DEEPEST {
            self.refused.set(Some("it is nested too deep"));
        }
        let siblings = &mut nodes[parent].children;
        let at = before.map_or(siblings.len(), |before| position(siblings, before));
        siblings.insert(at, id);
    }

    fn detach(&self, id: usize) {
        let mut nodes = self.nodes.borrow_mut();
        if let Some(parent) = nodes[id].parent.take() {
            let siblings = &mut nodes[parent].children;
            // Nearly always the last one.
            if let Some(at) = siblings.iter().rposition(|sibling| *sibling == id) {
                siblings.remove(at);
            }
        }
    }

    fn parent(&self, id: usize) -> Option<usize> {
        self.nodes.borrow()[id].parent
    }
}

fn position(siblings: &[usize], wanted: usize) -> usize {
    siblings.iter().rposition(|sibling| *sibling == wanted).unwrap_or(siblings.len())
}

impl TreeSink for Sink<'_> {
    type Handle = Handle;
    type Output = Tree;
    type ElemName<'a>
        = ExpandedName<'a>
    where
        Self: 'a;

    fn finish(self) -> Tree {
        let nodes = self.nodes.into_inner();
        let nodes = nodes.iter().map(|node| {
            let (start, end) = (node.range.start, node.range.end);
            match &node.what {
                What::Document => json!(["element", start, end, "", {}, node.children]),
                What::Element { name, attributes } => {
                    let is_unseen = UNSEEN.contains(&&*name.local);
                    let children: &[usize] = if is_unseen { &[] } else { &node.children };
                    json!(["element", start, end, &*name.local, named(attributes), children])
                }
                What::Words(pieces) => {
                    let pieces = pieces.iter().map(|(range, words)| json!([range.start, range.end, words]));
                    json!(["words", start, end, pieces.collect::<Vec<_>>()])
                }
                What::Comment(text) => json!(["comment", start, end, text]),
            }
        });
        Tree { root: 0, nodes: nodes.collect() }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle { id: 0, name: None }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        const NONE: ExpandedName<'static> = ExpandedName { ns: &ns!(), local: &local_name!("") };
        target.name.as_ref().map_or(NONE, |name| name.expanded())
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Handle {
        let name = Rc::new(name);
        let id = self.create(What::Element { name: Rc::clone(&name), attributes });
        Handle { id, name: Some(name) }
    }

    fn create_comment(&self, text: StrTendril) -> Handle {
        Handle { id: self.create(What::Comment(text.to_string())), name: None }
    }

    fn create_pi(&self, _: StrTendril, data: StrTendril) -> Handle {
        self.create_comment(data)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.insert(parent.id, None, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, previous: &Handle, child: NodeOrText<Handle>) {
        if self.parent(element.id).is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, one: &Handle, other: &Handle) -> bool {
        one.id == other.id
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Handle, child: NodeOrText<Handle>) {
        if let Some(parent) = self.parent(sibling.id) {
            self.insert(parent, Some(sibling.id), child);
        }
    }

    fn add_attrs_if_missing(&self, _: &Handle, _: Vec<Attribute>) {}

    fn remove_from_parent(&self, target: &Handle) {
        self.detach(target.id);
    }

    fn reparent_children(&self, node: &Handle, parent: &Handle) {
        let mut nodes = self.nodes.borrow_mut();
        let children = std::mem::take(&mut nodes[node.id].children);
        for child in &children {
            nodes[*child].parent = Some(parent.id);
        }
        nodes[parent.id].children.extend(children);
    }
}

fn named(attributes: &[Attribute]) -> Value {
    let named = attributes.iter().map(|one| (one.name.local.to_string(), Value::String(one.value.to_string())));
    Value::Object(named.collect::<Map<_, _>>())
}
