//! Why a page could not be had: the kind under a name that stays, a reason, and what a person can do.

/// What went wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// The site says that there is no such page.
    Gone,
    /// The site asks for a password or a log-in.
    Locked,
    /// HTML where Markdown was asked for.
    Html,
    /// Something else that is no page.
    NotAPage,
    /// A link or a redirect that leads to another origin.
    Elsewhere,
    /// The body ended before its end.
    Cut,
    /// No answer in time.
    Slow,
    /// The site asks to come back later.
    Busy,
    /// No connection.
    Unreachable,
    /// Larger than a page may be.
    TooLarge,
    /// Another answer that is no page.
    Refused,
    /// Not asked for, since the run had to end.
    Unasked,
}

impl Kind {
    /// The name of the kind in a report.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Gone => "gone",
            Self::Locked => "locked",
            Self::Html => "html",
            Self::NotAPage => "not-a-page",
            Self::Elsewhere => "elsewhere",
            Self::Cut => "cut",
            Self::Slow => "slow",
            Self::Busy => "busy",
            Self::Unreachable => "unreachable",
            Self::TooLarge => "too-large",
            Self::Refused => "refused",
            Self::Unasked => "unasked",
        }
    }

    /// Whether it is likely to be the same for every page of the site.
    pub(crate) const fn concerns_the_site(self) -> bool {
        !matches!(self, Self::Gone | Self::Elsewhere | Self::Cut | Self::TooLarge)
    }
}

/// A failure with its reason and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Failure {
    pub(crate) kind: Kind,
    pub(crate) reason: String,
    pub(crate) help: String,
}

pub(crate) const SAVE_IT: &str =
    "open the page in a browser, save it, and pull with `--from DIR`, which reads saved pages";
pub(crate) const AGAIN: &str = "run the pull again: what was fetched is kept, and only the rest is asked for";

impl Failure {
    pub(crate) fn new(kind: Kind, reason: impl Into<String>, help: impl Into<String>) -> Self {
        Self { kind, reason: reason.into(), help: help.into() }
    }
}
