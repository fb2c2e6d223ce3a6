//! The types of the generated table of operations: what the documents say of one.

/// What a call may do on the platform, judged from the documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// A query, which may be repeated.
    Read,
    /// It changes something.
    Write,
    /// It can move or commit money.
    Money,
}

/// How much the documents say about an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Knowledge {
    /// Path, request and answer: it has a typed method.
    Typed,
    /// Request and answer are known and the path is not: its typed method needs a path from the caller.
    Pathless,
    /// A title: it can be called by hand with a path from the caller.
    Named,
}

/// One operation, as the documents have it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct OperationInfo {
    /// `resource.action`, such as `cards.list`.
    pub id: &'static str,
    /// The documents' section, such as `Card / Card`.
    pub section: &'static str,
    /// The documents' title, in their language.
    pub title: &'static str,
    /// The HTTP method, where the documents show it.
    pub method: Option<&'static str>,
    /// The path after the version, such as `/openApi/card/cardList`, where the documents state it.
    pub path: Option<&'static str>,
    /// What a call may do.
    pub effect: Effect,
    /// The documentation page's id, where it is known.
    pub page: Option<&'static str>,
    /// How much the documents say about it.
    pub knowledge: Knowledge,
}
