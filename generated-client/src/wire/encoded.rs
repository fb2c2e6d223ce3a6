//! A value on its way out, for those who want serde's own trait.

use serde_core::{Serialize, Serializer};

use super::traits::Wire;

/// A value on its way out.
pub(super) struct Encoded<'v, T>(pub(super) &'v T);

impl<T: Wire> Serialize for Encoded<'_, T> {
    fn serialize<S: Serializer>(&self, into: S) -> Result<S::Ok, S::Error> {
        self.0.write(into)
    }
}
