//! Observations of many clients and days summed up: what was seen where, how often, since when.

use super::place::{self, Place};
use crate::api::ir::Api;
use std::collections::BTreeMap;

/// What one line says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observation {
    /// What was asked or delivered.
    pub subject: Subject,
    /// When, as `YYYY-MM-DDTHH:MM:SS…Z`.
    pub at: String,
    /// For how many answers the line stands.
    pub answers: u64,
    /// What was seen, and how often in the answer that was looked at.
    pub deviations: Vec<(Deviation, u64)>,
}

/// Where something was seen.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// The answer to an operation, by its id.
    Operation(String),
    /// A delivery, by its tag.
    Event(String),
    /// The answer to a path that the documents do not list.
    Path(String),
}

impl Subject {
    /// The id, tag or path.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Operation(name) | Self::Event(name) | Self::Path(name) => name,
        }
    }

    /// The kind's word.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Operation(_) => "operation",
            Self::Event(_) => "event",
            Self::Path(_) => "path",
        }
    }
}

/// One thing that the spec does not say.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Deviation {
    /// Where in the answer.
    pub path: String,
    /// The kind's word, such as `unknown-code`.
    pub kind: String,
    /// The kind of JSON value that came.
    pub found: Option<String>,
    /// The code of an enum, or an HTTP status.
    pub code: Option<String>,
    /// The form of a date or a number.
    pub form: Option<String>,
}

impl Deviation {
    /// Whether it only says what an answer without a type holds.
    #[must_use]
    pub fn is_shape(&self) -> bool {
        self.kind == "shape"
    }
}

/// Everything that was seen of one subject.
#[derive(Debug, Clone)]
pub struct Summary {
    /// What was asked or delivered.
    pub subject: Subject,
    /// The page's title and id, where the catalog or the spec knows it.
    pub page: Option<String>,
    /// How many answers deviated.
    pub answers: u64,
    /// The first time and the last.
    pub seen: (String, String),
    /// What was seen: what the spec contradicts first, then the shapes of answers without a type.
    pub rows: Vec<Row>,
}

/// One thing, summed up.
#[derive(Debug, Clone)]
pub struct Row {
    /// What it is.
    pub deviation: Deviation,
    /// How often, in the answers that were looked at.
    pub count: u64,
    /// The first time and the last.
    pub seen: (String, String),
    /// What the spec says there, if it says anything.
    pub place: Option<Place>,
}

/// Sums up, subject by subject: operations, then events, then paths, each by name.
#[must_use]
pub fn sum(observations: &[Observation], api: &Api) -> Vec<Summary> {
    type Rows<'o> = BTreeMap<(bool, &'o Deviation), (u64, &'o str, &'o str)>;
    let mut subjects: BTreeMap<&Subject, (u64, &str, &str, Rows<'_>)> = BTreeMap::new();
    for one in observations {
        let (answers, first, last, rows) =
            subjects.entry(&one.subject).or_insert((0, one.at.as_str(), one.at.as_str(), Rows::new()));
        *answers = answers.saturating_add(one.answers);
        (*first, *last) = ((*first).min(one.at.as_str()), (*last).max(one.at.as_str()));
        for (deviation, times) in &one.deviations {
            let row = rows.entry((deviation.is_shape(), deviation)).or_insert((0, one.at.as_str(), one.at.as_str()));
            *row = (row.0.saturating_add(*times), row.1.min(one.at.as_str()), row.2.max(one.at.as_str()));
        }
    }
    let summaries = subjects.into_iter().map(|(subject, (answers, first, last, rows))| {
        let rows = rows.into_iter().map(|((_, deviation), (count, first, last))| Row {
            place: place::find(api, subject, deviation),
            deviation: deviation.clone(),
            count,
            seen: (first.to_owned(), last.to_owned()),
        });
        Summary {
            page: place::page(api, subject),
            subject: subject.clone(),
            answers,
            seen: (first.to_owned(), last.to_owned()),
            rows: rows.collect(),
        }
    });
    summaries.collect()
}
