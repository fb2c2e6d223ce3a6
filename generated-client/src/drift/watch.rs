//! The caller's function that wants to hear of drift, and which answers are looked at for it. An answer of the usual form costs
//! nothing beside its decoding; one that holds what was told already is looked at again only now and then.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

use super::found::Found;
use super::name;
use super::walk;
use super::{Deviation, DeviationKind, Drift, DriftSubject};
use crate::wire::Shape;

/// The first so many answers that are not as the spec says are all looked at.
const FIRST: u64 = 16;

/// Of those that hold nothing new after them, one in so many is. A look takes some eight times as long as decoding; so it is under a
/// tenth of it even where every answer deviates.
const NOW_AND_THEN: u64 = 128;

/// Subjects beyond this number share one memory: paths are the caller's and could be without end.
const SUBJECTS: usize = 1024;

/// What the quick reader noted of an answer, and what an answer is that it could not read.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Noted {
    /// A bit for each kind of oddity; none is an answer that is as the spec says.
    Bits(u64),
    /// It was read in the careful way.
    Unusual,
    /// It could not be read.
    Failed,
}

/// What an answer answers, and the documentation's page of it.
pub(crate) struct Answered {
    pub(crate) subject: DriftSubject,
    pub(crate) page: Option<&'static str>,
}

/// A function that is told of drift.
pub(crate) struct Watch {
    tell: Box<dyn Fn(&Drift) + Send + Sync>,
    seen: Mutex<BTreeMap<DriftSubject, Seen>>,
}

/// What one subject's answers have shown so far.
#[derive(Debug, Default)]
struct Seen {
    bits: u64,
    looks: u64,
    /// Answers since the last that was looked at.
    waiting: u64,
}

impl Watch {
    pub(crate) fn new(tell: impl Fn(&Drift) + Send + Sync + 'static) -> Self {
        Self { tell: Box::new(tell), seen: Mutex::default() }
    }

    /// An answer to a call with a type.
    pub(crate) fn typed(&self, seen: Answered, body: &[u8], shape: Shape, noted: Noted, key: &str) {
        self.look(seen, noted, |found| walk::envelope(json(body), Some(shape), key, found));
    }

    /// An answer to a call without a type: its shape is told.
    pub(crate) fn untyped(&self, seen: Answered, body: &[u8], key: &str) {
        self.look(seen, Noted::Unusual, |found| walk::envelope(json(body), None, key, found));
    }

    /// An HTTP status that refuses.
    pub(crate) fn status(&self, seen: Answered, status: u16) {
        self.look(seen, Noted::Bits(1 << (status % 64)), |found| {
            found.add(Deviation { code: Some(status.to_string()), ..Deviation::new("", DeviationKind::HttpStatus) });
        });
    }

    /// A total that does not agree with the entries that came.
    pub(crate) fn total(&self, Answered { subject, page }: Answered) {
        let mut found = Found::default();
        found.add(Deviation::new("data", DeviationKind::Total));
        self.tell(Drift::new(subject, page, found));
    }

    fn look(&self, Answered { subject, page }: Answered, noted: Noted, walk: impl FnOnce(&mut Found)) {
        let Some(answers) = self.answers_to_tell(&subject, noted) else {
            return;
        };
        let mut found = Found::default();
        walk(&mut found);
        self.tell(Drift::new(subject, page, found).map(|drift| Drift { answers, ..drift }));
    }

    /// For how many answers a look stands; nothing when this one needs none.
    fn answers_to_tell(&self, subject: &DriftSubject, noted: Noted) -> Option<u64> {
        if matches!(noted, Noted::Bits(0)) {
            return None;
        }
        let mut all = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let room = all.len() < SUBJECTS || all.contains_key(subject);
        let key = if room { subject.clone() } else { DriftSubject::Path(String::new()) };
        let seen = all.entry(key).or_default();
        seen.waiting += 1;
        let is_new = match noted {
            Noted::Bits(bits) => {
                let is_new = bits & !seen.bits != 0;
                seen.bits |= bits;
                is_new
            }
            Noted::Unusual => false,
            Noted::Failed => true,
        };
        let is_told = is_new || seen.looks < FIRST || seen.waiting >= NOW_AND_THEN;
        seen.looks += u64::from(is_told);
        is_told.then(|| std::mem::take(&mut seen.waiting))
    }

    /// Calls the caller's function; a panic in it has no effect on the call.
    fn tell(&self, drift: Option<Drift>) {
        if let Some(drift) = drift {
            let _ = catch_unwind(AssertUnwindSafe(|| (self.tell)(&drift)));
        }
    }
}

/// The subject of a call to a path, as it may be told.
pub(crate) fn path_subject(path: &str) -> DriftSubject {
    let shown = path.split('/').map(|part| if part.is_empty() { String::new() } else { name::shown(part) });
    DriftSubject::Path(shown.collect::<Vec<_>>().join("/"))
}

/// The text of a body; one that is no text has nothing to tell.
fn json(body: &[u8]) -> &str {
    std::str::from_utf8(body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body)).unwrap_or_default()
}
