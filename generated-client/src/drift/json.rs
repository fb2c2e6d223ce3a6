//! A drift as one line of JSON: the form that is kept in a file, and that `cargo xtask drift` reads.

use std::fmt;

use super::{Drift, DriftSubject};

/// The form's number; it changes when a reader of the old form would misunderstand the new one.
const FORM: u32 = 1;

pub(super) fn line(drift: &Drift, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (kind, subject) = match &drift.subject {
        DriftSubject::Operation(id) => ("operation", *id),
        DriftSubject::Path(path) => ("path", path.as_str()),
        DriftSubject::Event(tag) => ("event", tag.as_str()),
    };
    write!(f, "{{\"drift\":{FORM},\"at\":{},\"{kind}\":{}", text(&drift.at.to_string()), text(subject))?;
    if let Some(page) = drift.page {
        write!(f, ",\"page\":{}", text(page))?;
    }
    write!(f, ",\"answers\":{},\"deviations\":[", drift.answers)?;
    for (at, one) in drift.deviations.iter().enumerate() {
        let comma = if at == 0 { "" } else { "," };
        write!(f, "{comma}{{\"kind\":{},\"path\":{}", text(one.kind.word()), text(&one.path))?;
        if let Some(found) = one.found {
            write!(f, ",\"found\":{}", text(found.word()))?;
        }
        if let Some(code) = &one.code {
            write!(f, ",\"code\":{}", text(code))?;
        }
        if let Some(form) = one.form {
            write!(f, ",\"form\":{}", text(form))?;
        }
        write!(f, ",\"count\":{}}}", one.count)?;
    }
    f.write_str(if drift.is_cut { "],\"cut\":true}" } else { "]}" })
}

fn text(text: &str) -> serde_json::Value {
    serde_json::Value::from(text)
}
