//! YAML and HTML as trees in which every part knows its bytes, written as JSON. What the parts mean is not looked at.
//! It is a program of its own so that nothing else of the project has to build their parsers: from clean and without debug information,
//! `html5ever` and what it needs take some 14 s of CPU, `granit-parser` 2 s.
//!
//! An answer is one JSON object: `{"root": 0, "nodes": […]}`, or `{"error": "why", "at": byte}`. A node is an array: what it is, its first
//! byte, the byte behind its last one, and
//!
//! | node | then |
//! |---|---|
//! | `text` of YAML | how it is written (`plain`, `single`, `double`, `literal`, `folded`), the text |
//! | `map` | keys and values by turns, as numbers of nodes |
//! | `list` | its elements, as numbers of nodes. An alias is the number of what it stands for |
//! | `element` | its name, its attributes as an object, its children as numbers of nodes |
//! | `words` of HTML | its pieces: first byte, the byte behind the last one, the text |
//! | `comment` | the text |

mod html;
mod yaml;

use serde_json::{Value, json};

/// In what a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// YAML, one document.
    Yaml,
    /// HTML, a page or a part of one.
    Html,
}

impl Syntax {
    /// The syntax of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "yaml" => Some(Self::Yaml),
            "html" => Some(Self::Html),
            _ => None,
        }
    }
}

/// Reads a text. Any text has an answer.
#[must_use]
pub fn answer(syntax: Syntax, text: &str) -> String {
    let read = match syntax {
        Syntax::Yaml => yaml::read(text),
        Syntax::Html => html::read(text),
    };
    let answer = match read {
        Ok(tree) => json!({ "root": tree.root, "nodes": tree.nodes }),
        Err(broken) => json!({ "error": broken.why, "at": broken.at }),
    };
    answer.to_string()
}

/// Everything that was read.
struct Tree {
    root: usize,
    nodes: Vec<Value>,
}

/// Why a text cannot be read, and the byte where that shows.
struct Broken {
    why: String,
    at: usize,
}
