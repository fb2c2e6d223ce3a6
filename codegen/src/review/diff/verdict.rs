//! How bad a change is, on every axis: for clients that are already out there, for code that uses the crate, for what that code
//! does, and for what has to be protected. What a release has to be called follows from them in `release`.

use crate::text::worded::worded;

worded! {
    /// What a change does on one axis.
    ///
    /// On the **wire**, the question is whether a deployed client keeps working against the changed platform. In the **source**,
    /// it is whether code keeps compiling that uses the crate in a supported way: through constructors, setters, fields, patterns
    /// with `..` or `_`, traits and the methods that the documentation shows. A struct literal or a pattern of a request type
    /// that names every field is not among those: it stops compiling with every field that is added.
    #[derive(Default)]
    pub enum Impact {
        /// Nothing is different.
        #[default]
        None = "none",
        /// Something is different, and whoever knows nothing of it is not disturbed.
        Compatible = "compatible",
        /// Something may stop working, or may mean something else, and the spec cannot tell: somebody has to ask the platform. Only the
        /// wire knows this level: a compiler always knows.
        Ask = "ask",
        /// Something stops working.
        Breaking = "breaking",
    }
}

worded! {
    /// Whether code that compiles as before acts as before, once it is built with the changed crate: what is repeated, how pages are
    /// walked, how values compare, which deliveries count as the same.
    #[derive(Default)]
    pub enum Behaviour {
        /// It does.
        #[default]
        None = "none",
        /// It does something else, and no compiler says so.
        Changed = "changed",
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

worded! {
    /// Which way a value travels.
    pub enum Direction {
        /// From the client to the platform.
        Request = "request",
        /// From the platform, as the answer to a call.
        Response = "response",
        /// From the platform, on its own.
        Webhook = "webhook",
    }
}
