//! What a client saw: one line of drift, as types. Where it comes from and what is made of it is said elsewhere.

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
