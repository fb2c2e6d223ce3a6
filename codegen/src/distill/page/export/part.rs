//! One part of an export and the questions that are asked of it: its keys, its elements, its text, its place.
//! What the keys mean is not known here.

use super::unfold;
use crate::distill::page::excerpt::Excerpt;
use crate::distill::page::place::{At, Lines, Span};
use crate::distill::page::syntax::{Node, Style, Tree, What};
use crate::text::foreign;
use std::ops::Range;

/// A part of an export.
#[derive(Clone, Copy)]
pub(super) struct Part<'d> {
    pub(super) tree: &'d Tree,
    pub(super) lines: &'d Lines<'d>,
    pub(super) id: usize,
}

impl<'d> Part<'d> {
    pub(super) const fn root(tree: &'d Tree, lines: &'d Lines<'d>) -> Self {
        Self { tree, lines, id: tree.root }
    }

    fn at(self, id: usize) -> Self {
        Self { id, ..self }
    }

    fn node(self) -> &'d Node {
        &self.tree.nodes[self.id]
    }

    /// The keys and values of a map.
    pub(super) fn entries(self) -> impl Iterator<Item = (Self, Self)> {
        let entries: &[(usize, usize)] = match &self.node().what {
            What::Map(entries) => entries,
            _ => &[],
        };
        entries.iter().map(move |(key, value)| (self.at(*key), self.at(*value)))
    }

    /// The elements of a list.
    pub(super) fn elements(self) -> impl Iterator<Item = Self> {
        let elements: &[usize] = match &self.node().what {
            What::List(elements) => elements,
            _ => &[],
        };
        elements.iter().map(move |element| self.at(*element))
    }

    pub(super) fn get(self, key: &str) -> Option<Self> {
        self.entry(key).map(|(_, value)| value)
    }

    pub(super) fn entry(self, key: &str) -> Option<(Self, Self)> {
        self.entries().find(|(name, _)| name.text() == Some(key))
    }

    /// A text of any style, numbers included.
    pub(super) fn text(self) -> Option<&'d str> {
        match &self.node().what {
            What::Text { text, .. } => Some(text),
            _ => None,
        }
    }

    /// A text that says something.
    pub(super) fn words(self) -> Option<&'d str> {
        self.text().map(str::trim).filter(|text| !text.is_empty() && !self.is_null())
    }

    /// The words under a key, without what cannot be seen in them.
    pub(super) fn words_of(self, key: &str) -> Option<At<String>> {
        let value = self.get(key)?;
        value.words().map(|words| value.state(foreign::name(words)))
    }

    /// Whether it is written without quotes, so that it may be no text.
    pub(super) fn is_plain(self) -> bool {
        matches!(&self.node().what, What::Text { style: Style::Plain, .. })
    }

    pub(super) fn is_null(self) -> bool {
        self.is_plain() && matches!(self.text(), Some("" | "~" | "null" | "Null" | "NULL"))
    }

    pub(super) fn is_true(self) -> bool {
        self.is_plain() && self.text() == Some("true")
    }

    pub(super) fn is_map(self) -> bool {
        matches!(self.node().what, What::Map(_))
    }

    pub(super) fn is_list(self) -> bool {
        matches!(self.node().what, What::List(_))
    }

    /// Whether it is a map or a list with something in it.
    pub(super) fn is_filled(self) -> bool {
        match &self.node().what {
            What::Map(entries) => !entries.is_empty(),
            What::List(elements) => !elements.is_empty(),
            _ => false,
        }
    }

    pub(super) fn range(self) -> Range<usize> {
        self.node().range.clone()
    }

    pub(super) fn span(self) -> Span {
        self.lines.span(&self.range())
    }

    pub(super) fn state<T>(self, value: T) -> At<T> {
        At { value, span: self.span() }
    }

    /// The text with the way back to the file.
    pub(super) fn excerpt(self) -> Excerpt<'d> {
        match &self.node().what {
            What::Text { style, text } => unfold::excerpt(self.lines, &self.range(), *style, text),
            _ => unfold::excerpt(self.lines, &self.range(), Style::Plain, ""),
        }
    }
}
