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
        self.walk(|one| Some(enter(one.name())))
    }

    /// The same without what a reader does not see, which is put aside.
    pub(super) fn seen(self, enter: fn(&str) -> bool, unseen: &mut Vec<Self>) -> Vec<Self> {
        self.walk(|one| {
            if one.is_hidden() {
                unseen.push(one);
                return None;
            }
            Some(enter(one.name()))
        })
    }

    /// Itself, and what is in it: `take` says of each whether it is gone into, or that it is left out.
    fn walk(self, mut take: impl FnMut(Self) -> Option<bool>) -> Vec<Self> {
        let mut found = Vec::new();
        let mut left = vec![self];
        while let Some(next) = left.pop() {
            let enters = if next.id == self.id { Some(true) } else { take(next) };
            found.extend(enters.map(|_| next));
            if enters == Some(true) {
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

    /// How far the styles of its elements move its first words to the right, in hundredths of pixels.
    pub(super) fn moved_in(self) -> usize {
        let all = self.within(|_| true);
        let before = all.iter().take_while(|one| one.words().iter().all(|(_, words)| words.trim().is_empty()));
        before.filter_map(|one| one.attribute("style")).map(moved_by).sum()
    }

    /// Whether a reader does not see it.
    pub(super) fn is_hidden(self) -> bool {
        self.is_control() || self.is_put_away()
    }

    /// Whether it is there to be worked with, not to be read.
    fn is_control(self) -> bool {
        const CONTROLS: [&str; 7] = ["head", "button", "select", "textarea", "input", "dialog", "datalist"];
        CONTROLS.contains(&self.name())
    }

    /// Whether its author says that it is not shown.
    fn is_put_away(self) -> bool {
        let style = self.attribute("style").unwrap_or_default();
        let style: String = style.chars().filter(|each| !each.is_whitespace()).collect::<String>().to_ascii_lowercase();
        self.attribute("hidden").is_some()
            || self.attribute("aria-hidden").is_some_and(|value| value.trim().eq_ignore_ascii_case("true"))
            || ["display:none", "visibility:hidden", "visibility:collapse"].iter().any(|way| style.contains(way))
    }

    /// Whether a reader does not see what could be a fact: a part of a table with words in it.
    pub(super) fn hides_facts(self, in_cell: bool) -> bool {
        let is_of_a_table = |one: &Self| matches!(one.name(), "table" | "tr" | "td" | "th");
        self.is_put_away()
            && !self.is_control()
            && (in_cell || self.within(|_| true).iter().any(is_of_a_table))
            && self.text().contains(char::is_alphanumeric)
    }
}

/// What a style says of the room on the left, in hundredths of pixels.
fn moved_by(style: &str) -> usize {
    const LEFT: [&str; 5] =
        ["padding-left", "margin-left", "text-indent", "padding-inline-start", "margin-inline-start"];
    let by = |declaration: &str| {
        let (name, value) = declaration.split_once(':')?;
        LEFT.iter().any(|left| name.trim().eq_ignore_ascii_case(left)).then_some(())?;
        let value = value.trim();
        let end = value.find(|each: char| !each.is_ascii_digit() && each != '.').unwrap_or(value.len());
        let (whole, rest) = value[..end].split_once('.').unwrap_or((&value[..end], ""));
        let hundredths: String = rest.chars().chain("00".chars()).take(2).collect();
        let number: u32 = format!("0{whole}{hundredths}").parse().ok()?;
        let is_of_letters = ["em", "rem"].iter().any(|unit| value[end..].starts_with(unit));
        Some(number as usize * if is_of_letters { 16 } else { 1 })
    };
    style.split(';').filter_map(by).sum()
}
