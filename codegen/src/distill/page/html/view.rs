//! One part of an HTML tree and the questions that are asked of it.

use crate::distill::page::syntax::{Node, Tree, What};
use std::ops::Range;

/// A part of a page.
#[derive(Clone, Copy)]
pub(super) struct View<'t> {
    tree: &'t Tree,
    id: usize,
}

impl<'t> View<'t> {
    pub(super) const fn root(tree: &'t Tree) -> Self {
        Self { tree, id: tree.root }
    }

    fn node(self) -> &'t Node {
        &self.tree.nodes[self.id]
    }

    pub(super) fn range(self) -> Range<usize> {
        self.node().range.clone()
    }

    /// An element's name; empty for anything else.
    pub(super) fn name(self) -> &'t str {
        match &self.node().what {
            What::Element { name, .. } => name,
            _ => "",
        }
    }

    pub(super) fn attribute(self, name: &str) -> Option<&'t str> {
        match &self.node().what {
            What::Element { attributes, .. } => {
                attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
            }
            _ => None,
        }
    }

    pub(super) fn children(self) -> impl Iterator<Item = Self> {
        let children: &[usize] = match &self.node().what {
            What::Element { children, .. } => children,
            _ => &[],
        };
        children.iter().map(move |id| Self { tree: self.tree, id: *id })
    }

    /// The pieces of words.
    pub(super) fn words(self) -> &'t [(Range<usize>, String)] {
        match &self.node().what {
            What::Words(pieces) => pieces,
            _ => &[],
        }
    }

    pub(super) fn comment(self) -> Option<&'t str> {
        match &self.node().what {
            What::Comment(text) => Some(text),
            _ => None,
        }
    }

    /// Everything in it, itself first, but for what lies in elements of which the answer is no.
    pub(super) fn within(self, enter: fn(&str) -> bool) -> Vec<Self> {
        let mut found = Vec::new();
        let mut left = vec![self];
        while let Some(next) = left.pop() {
            found.push(next);
            if next.id == self.id || enter(next.name()) {
                let mut children: Vec<Self> = next.children().collect();
                children.reverse();
                left.extend(children);
            }
        }
        found
    }

    /// Its words, blanks made one.
    pub(super) fn text(self) -> String {
        let all = self.within(|_| true);
        let words: String = all.iter().flat_map(|one| one.words()).map(|(_, words)| words.as_str()).collect();
        words.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Whether a reader does not see it.
    pub(super) fn is_hidden(self) -> bool {
        const UNSEEN: [&str; 7] = ["head", "button", "select", "textarea", "input", "dialog", "datalist"];
        let style = || self.attribute("style").unwrap_or_default().replace(' ', "").to_ascii_lowercase();
        UNSEEN.contains(&self.name())
            || self.attribute("hidden").is_some()
            || self.attribute("aria-hidden") == Some("true")
            || style().contains("display:none")
    }
}
