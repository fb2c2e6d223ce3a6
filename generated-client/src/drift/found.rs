//! What has been found so far, counted by place and kind, and bounded: an answer of foreign shape must not fill memory.

use std::collections::BTreeMap;

use super::{Deviation, DeviationKind, JsonType};

/// More than this is not told.
const MOST: usize = 256;

/// What tells one finding from another.
type Key = (String, DeviationKind, Option<JsonType>, Option<String>, Option<&'static str>);

/// What has been found.
#[derive(Debug, Default)]
pub(super) struct Found {
    counts: BTreeMap<Key, u64>,
    is_cut: bool,
    /// What no path may hold, in lower case.
    hidden: String,
}

impl Found {
    /// Paths and codes that hold this text are not told.
    #[cfg(feature = "client")]
    pub(super) fn hide(&mut self, text: &str) {
        self.hidden = text.trim().to_lowercase();
    }

    pub(super) fn add(&mut self, mut one: Deviation) {
        let holds = |text: &str| !self.hidden.is_empty() && text.to_lowercase().contains(&self.hidden);
        if holds(&one.path) {
            "{…}".clone_into(&mut one.path);
        }
        one.code = one.code.filter(|code| !holds(code));
        let key = (one.path, one.kind, one.found, one.code, one.form);
        if self.counts.len() == MOST && !self.counts.contains_key(&key) {
            self.is_cut = true;
            return;
        }
        *self.counts.entry(key).or_default() += 1;
    }

    /// Everything, by place; and whether there was more.
    pub(super) fn into_deviations(self) -> (Vec<Deviation>, bool) {
        let deviations = self.counts.into_iter().map(|((path, kind, found, code, form), count)| Deviation {
            path,
            kind,
            found,
            code,
            form,
            count,
        });
        (deviations.collect(), self.is_cut)
    }
}
