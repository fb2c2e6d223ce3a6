//! Where and why decoding failed. The reason is noted where it arises and the path is gathered on the way out, so that
//! a value that decodes pays nothing for it.

use std::cell::{Cell, RefCell};
use std::fmt;

use serde_core::de::Error;

/// What was found in place of what belongs there. Never the content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// `null`.
    Null,
    /// `true` or `false`.
    Boolean,
    /// A number.
    Number,
    /// A string.
    Text,
    /// An array.
    Array,
    /// An object.
    Object,
    /// Nothing that JSON has; other formats may.
    Other,
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Number => "a number",
            Self::Text => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
            Self::Other => "something that is not JSON",
        })
    }
}

/// Why a value cannot be taken. Its text holds no content, whatever was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A required field is not there.
    Missing,
    /// A field stands twice in one object.
    Duplicate,
    /// One kind of value stands where another belongs.
    WrongType {
        /// What belongs there.
        expected: &'static str,
        /// What stands there.
        found: Found,
    },
    /// The kind is right and the value is not.
    Invalid {
        /// What belongs there.
        expected: &'static str,
    },
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("the required field is missing"),
            Self::Duplicate => f.write_str("the field stands twice in one object"),
            Self::WrongType { expected, found } => write!(f, "expected {expected}, found {found}"),
            Self::Invalid { expected } => write!(f, "the value is not {expected}"),
        }
    }
}

/// One step from a value into the value that holds it.
#[derive(Debug, Clone, Copy)]
enum Step {
    Field(&'static str),
    Index(usize),
}

/// The record of one decoding: empty until it fails.
#[derive(Debug, Default)]
pub struct Trail {
    fault: Cell<Option<Fault>>,
    /// Innermost first.
    steps: RefCell<Vec<Step>>,
}

impl Trail {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Notes the reason, and makes the deserializer's error for it.
    pub(crate) fn fault<E: Error>(&self, fault: Fault) -> E {
        self.fault.set(Some(fault));
        E::custom(fault)
    }

    /// The failure lies in this field.
    pub(super) fn field(&self, name: &'static str) {
        self.steps.borrow_mut().push(Step::Field(name));
    }

    /// The failure lies in this element.
    pub(super) fn index(&self, index: usize) {
        self.steps.borrow_mut().push(Step::Index(index));
    }

    /// The reason, when it lies in a value; nothing when the text is not JSON.
    pub(super) fn reason(&self) -> Option<Fault> {
        self.fault.get()
    }

    /// `card_list[3].balance`, or nothing at the root.
    pub(super) fn path(&self) -> Option<String> {
        let steps = self.steps.borrow();
        if steps.is_empty() {
            return None;
        }
        let mut path = String::new();
        for step in steps.iter().rev() {
            match step {
                Step::Field(name) => {
                    if !path.is_empty() {
                        path.push('.');
                    }
                    path.push_str(name);
                }
                Step::Index(index) => {
                    path.push('[');
                    path.push_str(&index.to_string());
                    path.push(']');
                }
            }
        }
        Some(path)
    }
}
