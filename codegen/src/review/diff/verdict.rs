//! How bad a change is, on two axes: for clients that are already out there, and for code that uses the crate.

/// What a change does on one axis.
///
/// On the **wire**, the question is whether a deployed client keeps working against the changed platform. In the **source**,
/// it is whether code keeps compiling that uses the crate in a supported way: through constructors, setters, fields, patterns
/// with `..` or `_`, traits and the methods that the documentation shows. A struct literal or a pattern of a request type
/// that names every field is not among those: it stops compiling with every field that is added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Impact {
    /// Nothing is different.
    #[default]
    None,
    /// Something is different, and whoever knows nothing of it is not disturbed.
    Compatible,
    /// Something stops working.
    Breaking,
}

impl Impact {
    /// The word that the reports use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Compatible => "compatible",
            Self::Breaking => "breaking",
        }
    }
}

/// What a change does on both axes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Verdict {
    /// For a deployed client.
    pub wire: Impact,
    /// For code that uses the crate.
    pub source: Impact,
}

/// Which way a value travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// From the client to the platform.
    Request,
    /// From the platform, as the answer to a call.
    Response,
    /// From the platform, on its own.
    Webhook,
}

impl Direction {
    /// Every direction.
    pub const ALL: &'static [Self] = &[Self::Request, Self::Response, Self::Webhook];

    /// The word that the reports use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
            Self::Webhook => "webhook",
        }
    }
}

/// Which part of the crate's version the next release has to raise, from 1.0 on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Semver {
    /// There is nothing to release.
    None,
    /// The API stays: what changes is what is sent, what is done, or what is said of it.
    Patch,
    /// The API grows.
    Minor,
    /// Code has to be changed.
    Major,
}

impl Semver {
    /// The word that the reports use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }

    /// What a change asks of the version: the wire has no say in it, since a release follows the platform.
    #[must_use]
    pub const fn of(source: Impact) -> Self {
        match source {
            Impact::None => Self::Patch,
            Impact::Compatible => Self::Minor,
            Impact::Breaking => Self::Major,
        }
    }
}
