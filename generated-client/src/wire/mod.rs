//! Between JSON text and typed values, for every generated type: one record visitor driven by field tables, one scalar
//! visitor for everything else, and errors that carry a path and never the content. What the types are called and what
//! they mean lives in `generated`; sending bytes lives in the client.

#[cfg(test)]
mod agreement;
pub(crate) mod blank;
mod cursor;
mod date_time;
mod decimal;
mod decode;
mod described;
mod digest;
mod encoded;
mod error;
mod fault;
mod fields;
mod float;
mod json;
mod leaf;
mod list;
mod macros;
mod members;
mod quick;
mod record;
mod refuse;
mod repeats;
mod rules;
mod scalar;
mod shape;
mod trail;
mod traits;

pub(crate) use cursor::{Quick, Unread};
#[cfg(test)]
pub(crate) use decode::decode_carefully;
#[cfg(feature = "test-util")]
#[allow(unused_imports, reason = "a spec may have no objects")]
pub(crate) use decode::example_value;
#[cfg(any(test, feature = "client"))]
pub(crate) use decode::{Unreadable, decode_part, decode_part_leniently, decode_quickly};
pub(crate) use decode::{decode, deserialize};
#[allow(unused_imports, reason = "a spec may have no objects")]
pub(crate) use described::fields_of;
#[allow(unused_imports, reason = "a spec may have no webhooks")]
pub(crate) use digest::digest;
pub use error::{DecodeError, DecodeErrorKind};
pub(crate) use fault::Fault;
#[allow(unused_imports, reason = "a spec may have no fields")]
pub(crate) use fields::{Field, Fields};
#[cfg(feature = "client")]
pub(crate) use float::may_be_a_floats;
pub use json::Json;
pub(crate) use json::write_json;
#[allow(unused_imports, reason = "a spec may have no use for some")]
pub(crate) use macros::{
    answer, deserialize, example, from_text, leaf, record, request, sensitive_answer, serialize, serialize_sensitive,
};
#[cfg(feature = "client")]
pub(crate) use members::part_of;
pub(crate) use members::{items, members};
pub(crate) use record::{read_record, write_record};
#[cfg(feature = "client")]
pub(crate) use repeats::without_repeats;
pub(crate) use rules::integer;
pub(crate) use scalar::Scalar;
#[cfg(feature = "client")]
pub(crate) use scalar::{NUMBER, RAW};
pub(crate) use shape::{FieldShape, Shape};
pub(crate) use trail::Trail;
pub(crate) use traits::{DigestSink, FieldSink, FieldSource, Leaf, Record, ValueSource, Wire};
