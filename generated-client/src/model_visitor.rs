//! How a test sees every generated model, the one of tomorrow included; the generated `visit_every_model` leads the visitor.

use std::fmt::Debug;

use serde_core::de::DeserializeOwned;

/// Is shown every model, one after the other.
pub trait ModelVisitor {
    /// One model, and its name in the spec.
    fn visit<T: DeserializeOwned + Debug>(&mut self, name: &'static str);
}
