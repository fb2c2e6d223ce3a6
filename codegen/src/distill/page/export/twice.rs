//! Keys that stand twice in one object of an export, in YAML as in JSON: what the two say is brought together as far as they agree;
//! where they do not, nobody knows which of them counts, and the first one stays. What the keys mean is not looked at.

use crate::distill::page::syntax::{Broken, Node, Style, Tree, What};
use std::collections::BTreeMap;

/// A key that stands twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Twice {
    /// The object.
    pub(super) map: usize,
    pub(super) first: usize,
    pub(super) second: usize,
    /// Whether both say the same, or one says what the other leaves open.
    pub(super) agrees: bool,
}

/// No export says so much twice.
const MOST: usize = 200_000;
/// No export is nested deeper.
const DEEPEST: usize = 200;

/// Leaves each key once in each object.
pub(super) fn settle(tree: &mut Tree) -> Result<Vec<Twice>, Broken> {
    let all = tree.nodes.len();
    let mut settling = Settling { nodes: &mut tree.nodes, found: Vec::new(), known: BTreeMap::new(), left: MOST };
    for id in 0..all {
        if let What::Map(entries) = &settling.nodes[id].what
            && settling.has_twice(entries)
        {
            let entries = entries.clone();
            let entries = settling.once(id, entries, 0);
            settling.nodes[id].what = What::Map(entries);
        }
    }
    if settling.left == 0 {
        let at = settling.nodes[tree.root].range.start;
        return Err(Broken { why: "too much of it stands twice".to_owned(), at });
    }
    Ok(settling.found)
}

/// What two values are together.
#[derive(Clone, Copy)]
enum Together {
    /// They agree in all that both say.
    Agreed(usize),
    /// Both are objects, and contradict each other in what is inside, where that is told.
    Partly(usize),
    Contradicting,
}

struct Settling<'t> {
    nodes: &'t mut Vec<Node>,
    found: Vec<Twice>,
    known: BTreeMap<(usize, usize), Together>,
    left: usize,
}

impl Settling<'_> {
    fn has_twice(&self, entries: &[(usize, usize)]) -> bool {
        let mut keys: Vec<&str> = entries.iter().filter_map(|(key, _)| self.text(*key)).collect();
        keys.sort_unstable();
        keys.windows(2).any(|pair| pair[0] == pair[1])
    }

    fn text(&self, id: usize) -> Option<&str> {
        match &self.nodes[id].what {
            What::Text { text, .. } => Some(text),
            _ => None,
        }
    }

    fn once(&mut self, map: usize, entries: Vec<(usize, usize)>, depth: usize) -> Vec<(usize, usize)> {
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        let mut once: Vec<(usize, usize)> = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            self.left = self.left.saturating_sub(1);
            let known = self.text(key).and_then(|name| places.get(name)).copied();
            let Some(at) = known else {
                if let Some(name) = self.text(key) {
                    places.insert(name.to_owned(), once.len());
                }
                once.push((key, value));
                continue;
            };
            let (first, before) = once[at];
            let together = self.together(before, value, depth);
            let mut tell = |agrees| self.found.push(Twice { map, first, second: key, agrees });
            match together {
                // Inside of what stands twice, most does.
                Together::Agreed(all) if depth > 0 => once[at].1 = all,
                Together::Agreed(all) => {
                    once[at].1 = all;
                    tell(true);
                }
                Together::Partly(all) => once[at].1 = all,
                Together::Contradicting => tell(false),
            }
        }
        once
    }

    fn together(&mut self, one: usize, other: usize, depth: usize) -> Together {
        if one == other {
            return Together::Agreed(one);
        }
        if let Some(known) = self.known.get(&(one, other)) {
            return *known;
        }
        self.left = self.left.saturating_sub(1);
        if self.left == 0 || depth > DEEPEST {
            return Together::Contradicting;
        }
        self.known.insert((one, other), Together::Agreed(one));
        let together = match (&self.nodes[one].what, &self.nodes[other].what) {
            _ if self.is_nothing(other) => Together::Agreed(one),
            _ if self.is_nothing(one) => Together::Agreed(other),
            (What::Map(entries), What::Map(more)) => {
                let entries = entries.iter().chain(more).copied().collect();
                let all = self.nodes.len();
                self.nodes.push(Node { range: self.nodes[one].range.clone(), what: What::Map(Vec::new()) });
                let told = self.found.len();
                let entries = self.once(all, entries, depth + 1);
                self.nodes[all].what = What::Map(entries);
                if self.found.len() == told { Together::Agreed(all) } else { Together::Partly(all) }
            }
            _ => {
                if self.is_same(one, other, depth) {
                    Together::Agreed(one)
                } else {
                    Together::Contradicting
                }
            }
        };
        self.known.insert((one, other), together);
        together
    }

    fn is_nothing(&self, id: usize) -> bool {
        match &self.nodes[id].what {
            What::Text { style: Style::Plain, text } => matches!(text.as_str(), "" | "~" | "null" | "Null" | "NULL"),
            _ => false,
        }
    }

    fn is_same(&mut self, one: usize, other: usize, depth: usize) -> bool {
        self.left = self.left.saturating_sub(1);
        if one == other {
            return true;
        }
        if self.left == 0 || depth > DEEPEST {
            return false;
        }
        let pairs: Vec<(usize, usize)> = match (&self.nodes[one].what, &self.nodes[other].what) {
            (What::Text { style, text }, What::Text { style: other_style, text: other_text }) => {
                return text == other_text && (*style == Style::Plain) == (*other_style == Style::Plain);
            }
            (What::List(elements), What::List(others)) if elements.len() == others.len() => {
                elements.iter().copied().zip(others.iter().copied()).collect()
            }
            (What::Map(entries), What::Map(others)) if entries.len() == others.len() => {
                let flat =
                    |entries: &[(usize, usize)]| entries.iter().flat_map(|(key, value)| [*key, *value]).collect();
                let (entries, others): (Vec<usize>, Vec<usize>) = (flat(entries), flat(others));
                entries.into_iter().zip(others).collect()
            }
            _ => return false,
        };
        pairs.into_iter().all(|(one, other)| self.is_same(one, other, depth + 1))
    }
}
