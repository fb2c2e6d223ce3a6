//! Exact amounts in types of your own, for the calls that have no type yet. [`exact!`](crate::exact!) is the way without a type.
//!
//! Say `#[serde(with = "open_api_client::decimal")]` on a [`Decimal`] field: it is read from the number's own digits and
//! written as the same number, never as a float. Without it, `rust_decimal` writes a text in place of the number, or a float.
//!
//! It is for JSON texts; another format gets the number as a text, and it is read from there. `serde_json::Value` holds floats: a call refuses a body that has been through one (`json!`, `to_value`), and
//! an amount is read from one (`from_value`, `flatten`) only where it is certain that no digit was lost.
//!
//! ```
//! use open_api_client::Decimal;
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Serialize, Deserialize)]
//! struct Recharge {
//!     card_id: String,
//!     #[serde(with = "open_api_client::decimal")]
//!     amount: Decimal,
//! }
//!
//! let text = r#"{"card_id":"c","amount":12345678901234567.890}"#;
//! let recharge: Recharge = serde_json::from_str(text)?;
//! assert_eq!(serde_json::to_string(&recharge)?, text);
//! # Ok::<(), serde_json::Error>(())
//! ```

use serde_core::{Deserializer, Serializer};

use crate::Decimal;
use crate::wire::{self, Wire};

/// Reads an exact amount; a number in a string counts, and one that cannot be held exactly is an error.
///
/// # Errors
///
/// When it is not a number, or does not fit a [`Decimal`] exactly.
pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Decimal, D::Error> {
    wire::deserialize(from)
}

/// Writes an exact amount as a number.
///
/// # Errors
///
/// Those of the format that is written.
pub fn serialize<S: Serializer>(amount: &Decimal, into: S) -> Result<S::Ok, S::Error> {
    amount.write(into)
}
