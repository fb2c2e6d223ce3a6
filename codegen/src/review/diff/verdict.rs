//! How bad a change is, on every axis: for clients that are already out there, for code that uses the crate, for what that code
//! does, and for what has to be protected. What a release has to be called follows from them in `release`.

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
    /// Something may stop working, or may mean something else, and the spec cannot tell: somebody has to ask the platform. Only the
    /// wire knows this level: a compiler always knows.
    Ask,
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
            Self::Ask => "ask",
            Self::Breaking => "breaking",
        }
    }
}

/// Whether code that compiles as before acts as before, once it is built with the changed crate: what is repeated, how pages are
/// walked, how values compare, which deliveries count as the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Behaviour {
    /// It does.
    #[default]
    None,
    /// It does something else, and no compiler says so.
    Changed,
}

impl Behaviour {
    /// The word that the reports use.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Changed => "changed",
        }
    }
}

/// What a change does on every axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Verdict {
    /// For a deployed client.
    pub wire: Impact,
    /// For code that uses the crate.
    pub source: Impact,
    /// For what that code does.
    pub behaviour: Behaviour,
    /// Whether card data, keys or money are less protected than before.
    pub security: bool,
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
