//! Where and why decoding failed. The reason is noted where it arises, and the path is collected on the way back up, so that
//! a value that decodes without an error costs nothing more. Which reasons there are lives in `fault`.

use std::cell::{Cell, RefCell};

use serde_core::de::Error;

use super::error::DecodeError;
use super::fault::Fault;

/// One step from a value into the value that holds it.
#[derive(Debug, Clone, Copy)]
pub(super) enum Step {
    Field(&'static str),
    Index(usize),
}

/// The record of one decoding: empty until it fails.
#[derive(Debug, Default)]
pub struct Trail {
    fault: Cell<Option<Fault>>,
    /// Innermost first.
    steps: RefCell<Vec<Step>>,
    /// Whether the entries of lists that cannot be read are left out.
    is_lenient: bool,
    left_out: RefCell<Vec<LeftOut>>,
}

/// An entry of a list that was left out.
#[derive(Debug)]
#[cfg_attr(not(any(test, feature = "client")), allow(dead_code, reason = "only the client asks for it"))]
pub(super) struct LeftOut {
    /// Where the list is, innermost first.
    pub(super) list: Vec<Step>,
    pub(super) index: usize,
    /// Where its text stands in memory.
    pub(super) address: usize,
    pub(super) error: DecodeError,
}

impl Trail {
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// The record of a decoding that leaves out the entries of lists that cannot be read.
    #[cfg(any(test, feature = "client"))]
    pub(super) fn lenient() -> Self {
        Self { is_lenient: true, ..Self::default() }
    }

    pub(super) fn is_lenient(&self) -> bool {
        self.is_lenient
    }

    /// Notes an entry that is left out.
    pub(super) fn leave_out(&self, index: usize, text: &str, error: DecodeError) {
        let address = text.as_ptr().addr();
        self.left_out.borrow_mut().push(LeftOut { list: Vec::new(), index, address, error });
    }

    /// How many entries have been left out.
    pub(super) fn left_out(&self) -> usize {
        self.left_out.borrow().len()
    }

    /// What has been left out since there were so many lies in this field.
    pub(super) fn left_out_in(&self, name: &'static str, since: usize) {
        for one in self.left_out.borrow_mut().iter_mut().skip(since) {
            one.list.push(Step::Field(name));
        }
    }

    #[cfg(any(test, feature = "client"))]
    pub(super) fn into_left_out(self) -> Vec<LeftOut> {
        self.left_out.into_inner()
    }

    /// Notes the reason, and makes the deserializer's error for it.
    pub(crate) fn fault<E: Error>(&self, fault: Fault) -> E {
        self.fault.set(Some(fault));
        E::custom(fault)
    }

    /// Takes back a failure that says that there is no value, where there need not be one. It lies in the value itself, not within it.
    pub(super) fn is_no_value(&self) -> bool {
        let says_so = self.fault.get() == Some(Fault::NoValue) && self.steps.borrow().is_empty();
        if says_so {
            self.fault.set(None);
        }
        says_so
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
        path_of(&self.steps.borrow())
    }
}

/// Steps, innermost first, as a path; nothing without any.
pub(super) fn path_of(steps: &[Step]) -> Option<String> {
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
