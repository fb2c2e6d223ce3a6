//! Who imports whom in a crate's `src/`, as its files say it, and what is wrong with that: circles, and imports that run up.
//! It needs nothing but the standard library, so that every crate of the workspace can take this folder in by `#[path]`.

mod source;

use self::source::Reader;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

/// A crate's modules, and the imports between its files.
pub(crate) struct Imports {
    modules: BTreeMap<Name, Module>,
    edges: Vec<Edge>,
}

/// A module's path without `crate`, such as `["client", "answer"]`; empty for the crate's root.
type Name = Vec<String>;

#[derive(Default)]
struct Module {
    /// The module whose file this one stands in: itself, unless it is written in another one's file.
    home: Name,
    file: String,
    items: BTreeSet<String>,
    /// What `use` brings in, by the name it has here.
    aliases: BTreeMap<String, Vec<String>>,
    globs: Vec<Vec<String>>,
    /// Those of its modules that are there for tests only.
    tests: BTreeSet<Name>,
    paths: Vec<(usize, Vec<String>)>,
}

struct Edge {
    from: Name,
    to: Name,
    place: String,
    test: bool,
}

/// The order of the modules within one: from the bottom up, a row a line of it. A module imports from rows before its own.
pub(crate) struct Order<'o> {
    /// Such as `client`; empty for the crate's root.
    pub(crate) within: &'o str,
    /// Modules in one row, with a space between, do not import each other.
    pub(crate) rows: &'o [&'o str],
    /// Modules whose own imports are not judged.
    pub(crate) apart: &'o [&'o str],
    /// Where this order is written, for the message.
    pub(crate) written: &'o str,
}

impl Imports {
    /// Reads the `.rs` files of a folder, which is a crate's `src`.
    ///
    /// # Errors
    ///
    /// A file cannot be read, or is no text.
    pub(crate) fn read(folder: &Path) -> io::Result<Self> {
        let mut files = BTreeMap::new();
        let mut folders = vec![PathBuf::new()];
        while let Some(below) = folders.pop() {
            for entry in fs::read_dir(folder.join(&below))? {
                let entry = entry?;
                let path = below.join(entry.file_name());
                if entry.path().is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|kind| kind == "rs") {
                    let text = fs::read_to_string(entry.path())?;
                    files.insert(path.to_string_lossy().replace('\\', "/"), text);
                }
            }
        }
        Ok(Self::of(files.iter().map(|(path, text)| (path.as_str(), text.as_str()))))
    }

    /// The same of texts, by their paths below `src`.
    pub(crate) fn of<'f>(files: impl IntoIterator<Item = (&'f str, &'f str)>) -> Self {
        let mut modules = BTreeMap::from([(Name::new(), Module::default())]);
        for (path, text) in files {
            let mut name: Name = path.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
            if matches!(name.last().map(String::as_str), Some("mod" | "lib" | "main")) {
                name.pop();
            }
            Reader::new(&mut modules, name, path, text).read();
        }
        let mut new = Self { modules, edges: Vec::new() };
        new.edges = new.modules.iter().flat_map(|(name, module)| new.edges_of(name, module)).collect();
        new
    }

    /// How many imports lead from one file to another.
    pub(crate) fn count(&self) -> usize {
        self.edges.len()
    }

    fn edges_of(&self, name: &Name, module: &Module) -> Vec<Edge> {
        let edge = |(line, path): &(usize, Vec<String>)| {
            let to = &self.modules.get(&self.resolve(name, path, 0)?.0)?.home;
            // A module and those within it are one thing to whoever looks from outside.
            let related = to.starts_with(&module.home) || module.home.starts_with(to);
            let place = format!("src/{}:{line}: {}", module.file, path.join("::"));
            (!related).then(|| Edge { from: module.home.clone(), to: to.clone(), place, test: self.is_test(name) })
        };
        module.paths.iter().filter_map(edge).collect()
    }

    fn is_test(&self, name: &Name) -> bool {
        (1..=name.len()).any(|length| {
            let parent = self.modules.get(&name[..length - 1]);
            parent.is_some_and(|parent| parent.tests.contains(&name[..length]))
        })
    }

    /// The module that holds what a path names, whoever passes it on, and whether the path names that module itself.
    fn resolve(&self, from: &Name, path: &[String], depth: usize) -> Option<(Name, bool)> {
        let mut at = from.clone();
        if depth > 16 {
            return None;
        }
        for (index, step) in path.iter().enumerate() {
            match step.as_str() {
                "crate" => at.clear(),
                "self" => {}
                "super" => _ = at.pop()?,
                step => match self.lookup(&at, step, depth) {
                    Some((module, true)) => at = module,
                    Some((module, false)) => return Some((module, false)),
                    // Another crate's name, or something that a macro makes.
                    None if index == 0 => return None,
                    None => return Some((at, false)),
                },
            }
        }
        Some((at, true))
    }

    /// The module that holds what has this name in a module, and whether that is a module itself.
    fn lookup(&self, within: &Name, step: &str, depth: usize) -> Option<(Name, bool)> {
        let module = self.modules.get(within)?;
        let child: Name = within.iter().cloned().chain([step.to_owned()]).collect();
        if self.modules.contains_key(&child) {
            return Some((child, true));
        }
        if module.items.contains(step) {
            return Some((within.clone(), false));
        }
        if let Some(path) = module.aliases.get(step) {
            return self.resolve(within, path, depth + 1);
        }
        module.globs.iter().find_map(|path| {
            let (other, _) = self.resolve(within, path, depth + 1)?;
            if other == *within { None } else { self.lookup(&other, step, depth + 1) }
        })
    }

    /// Every circle of files, and of modules beside each other with all that is within them; `apart` stands outside of the
    /// latter. A module and one within it are no circle, and tests make none: nobody imports them.
    pub(crate) fn circles(&self, apart: &[&str]) -> Vec<String> {
        let edges = self.edges.iter().filter(|edge| !edge.test);
        let mut found = circles_of(edges.map(|edge| (edge.from.clone(), edge.to.clone(), edge)));
        for parent in self.modules.keys() {
            let counts = |name: &Name| !apart.contains(&name.join("::").as_str());
            let edges = self.edges_within(parent).filter(|(from, to, edge)| counts(from) && counts(to) && !edge.test);
            for circle in circles_of(edges) {
                if !found.contains(&circle) {
                    found.push(circle);
                }
            }
        }
        found
    }

    /// The imports between the modules of one, from one of them to another.
    fn edges_within(&self, parent: &[String]) -> impl Iterator<Item = (Name, Name, &Edge)> {
        let child =
            |name: &Name| if name.starts_with(parent) { Some(name.get(..=parent.len())?.to_vec()) } else { None };
        self.edges.iter().filter_map(move |edge| {
            let (from, to) = (child(&edge.from)?, child(&edge.to)?);
            (from != to).then_some((from, to, edge))
        })
    }

    /// Every import that runs up, or to one beside it in a row, those of tests too; and every module that the order does not
    /// place.
    pub(crate) fn upward(&self, order: &Order<'_>) -> Vec<String> {
        let parent: Name = order.within.split("::").filter(|step| !step.is_empty()).map(str::to_owned).collect();
        let place = |name: &Name| {
            let last = name.last()?;
            order.rows.iter().position(|row| row.split_whitespace().any(|module| module == last))
        };
        let mut found = Vec::new();
        for (name, module) in &self.modules {
            let is_child = name.len() == parent.len() + 1 && name.starts_with(&parent) && module.home == *name;
            if is_child && place(name).is_none() {
                found.push(format!(
                    "`{}` has no place in the order of modules: give it one in {}, below everything that imports it",
                    name.join("::"),
                    order.written
                ));
            }
        }
        for (from, to, edge) in self.edges_within(&parent) {
            let (Some(low), Some(high)) = (place(&from), place(&to)) else {
                continue;
            };
            let (from, to) = (from.join("::"), to.join("::"));
            if high < low || order.apart.contains(&from.as_str()) {
                continue;
            }
            let why = if high == low { "beside it" } else { "above it" };
            found.push(format!(
                "`{from}` imports from `{to}`, which stands {why}:\n    {}\n  Move what is needed down, to a place that both \
                 stand on. If the order itself has changed, say so in {} and in ARCHITECTURE.md.",
                edge.place, order.written
            ));
        }
        found
    }
}

/// So many circles that every module which is in one is in one of these.
fn circles_of<'e>(edges: impl Iterator<Item = (Name, Name, &'e Edge)>) -> Vec<String> {
    let mut graph: BTreeMap<Name, BTreeMap<Name, &Edge>> = BTreeMap::new();
    for (from, to, edge) in edges {
        graph.entry(from).or_default().entry(to).or_insert(edge);
    }
    let mut found = Vec::new();
    let mut told = BTreeSet::new();
    for start in graph.keys() {
        if told.contains(start) {
            continue;
        }
        let Some(circle) = shortest_back(&graph, start) else {
            continue;
        };
        let names: Vec<_> = circle.iter().chain([start]).map(|name| format!("`{}`", name.join("::"))).collect();
        let mut text = format!("a circle of imports: {}\n", names.join(" → "));
        for (at, from) in circle.iter().enumerate() {
            let to = circle.get(at + 1).unwrap_or(start);
            _ = writeln!(text, "    {}", graph[from][to].place);
        }
        text += "  Move what both need (the type, not a trait made up for it) to a file of its own below both, and import it there.";
        told.extend(circle);
        found.push(text);
    }
    found
}

/// The shortest way from a module back to itself: the modules on it, this one first.
fn shortest_back(graph: &BTreeMap<Name, BTreeMap<Name, &Edge>>, start: &Name) -> Option<Vec<Name>> {
    let mut before: BTreeMap<&Name, &Name> = BTreeMap::new();
    let mut next = VecDeque::from([start]);
    while let Some(at) = next.pop_front() {
        for to in graph.get(at).into_iter().flat_map(BTreeMap::keys) {
            if to == start {
                let mut way = vec![at.clone()];
                let mut here = at;
                while here != start {
                    here = before[here];
                    way.insert(0, here.clone());
                }
                return Some(way);
            }
            if !before.contains_key(to) {
                before.insert(to, at);
                next.push_back(to);
            }
        }
    }
    None
}
