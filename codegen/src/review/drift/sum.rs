//! Observations of many clients and days summed up: what was seen where, how often, since when.

use super::place::{self, Place};
use super::seen::{Deviation, Observation, Subject};
use crate::api::ir::Api;
use std::collections::BTreeMap;

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
