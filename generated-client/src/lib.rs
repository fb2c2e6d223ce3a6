// The guide's snippets run against the scripted server: without the feature that has it, they are shown and not tested.
#![cfg_attr(all(feature = "client", any(feature = "test-util", not(doctest))), doc = include_str!("guide.md"))]
#![cfg_attr(
    not(feature = "client"),
    doc = "The types of OPEN-API, a platform that issues payment cards and pays out money; the feature `client` adds the calls."
)]
#![cfg_attr(docsrs, feature(doc_cfg))]
// There the error below says all.
#![cfg_attr(all(feature = "client", target_family = "wasm"), allow(unused))]

#[cfg(all(feature = "client", target_family = "wasm"))]
compile_error!(
    "open-api-client: the feature `client` does not work on wasm: it needs connections, threads and a clock of the system's own, and the key in a \
     request belongs on no web page. Take the types alone, `open-api-client = { version = \"…\", default-features = false }`, and make the calls \
     on a server. The features `rustls`, `rustls-aws-lc`, `native-tls`, `gzip`, `blocking` and `tracing` switch `client` on."
);

/// To be read, and run by its tests.
#[cfg(all(feature = "client", any(doc, doctest)))]
#[cfg_attr(any(feature = "test-util", not(doctest)), doc = include_str!("production.md"))]
pub mod production {}

/// The snippets that a stranger sees first compile.
#[cfg(all(doctest, feature = "client"))]
#[doc = include_str!("../README.md")]
struct Readme;

#[cfg(test)]
mod both_ways;
#[cfg(all(feature = "client", not(target_family = "wasm")))]
mod client;
pub mod decimal;
pub mod drift;
#[cfg(all(feature = "client", not(target_family = "wasm")))]
mod error;
pub mod exact;
#[cfg(feature = "test-util")]
mod model_visitor;
#[cfg(all(feature = "client", not(target_family = "wasm")))]
pub mod observe;
mod open_enum;
mod operation;
mod request;
mod scalar;
mod sensitive;
#[cfg(all(feature = "client", feature = "test-util", not(target_family = "wasm")))]
pub mod test_util;
pub mod webhook;
mod wire;

#[rustfmt::skip]
#[allow(
    clippy::doc_markdown,
    clippy::large_stack_arrays,
    clippy::similar_names,
    clippy::struct_excessive_bools,
    clippy::too_many_lines,
    reason = "which words, names, fields, codes and events there are, and how many, is the spec's to say"
)]
mod generated;

pub mod models {
    //! Every type that the documents describe: ids, enums, requests and answers.
    //!
    //! They are read and written by serde, as JSON or in another format that describes itself, such as CBOR, where a decimal
    //! is a text. A format that does not, such as postcard, is refused by its own error, and a value that is [`Json`](crate::Json) can be
    //! written as JSON only:
    //!
    //! * A field that is not known is passed over, and a code that is not known is kept. A required field that is missing, a
    //!   field that stands twice and a value of the wrong kind are errors. Their text has the field's path and nothing of the
    //!   content.
    //! * A number in a string counts as a number. Decimals keep every digit; one that cannot be held exactly is an error.
    //! * Where the documents send an empty string for want of a value, there is an `Option`, and `None` goes out as an empty
    //!   string again. Other optional fields may be missing or null, and are left out when they are `None`.
    //! * Date-times have no zone, because none is documented.
    //! * An answer that holds card data implements `Serialize` only with the feature `serialize-sensitive`. A request always
    //!   does, so that it can be queued, and never holds the credentials.

    use crate::wire;

    #[allow(unreachable_pub, unused_imports, reason = "a spec may have no enums")]
    pub use crate::generated::enums::*;
    #[allow(unreachable_pub, unused_imports, reason = "a spec may have no objects")]
    pub use crate::generated::models::*;
    #[allow(unreachable_pub, unused_imports, reason = "a spec may have no ids")]
    pub use crate::generated::scalars::*;

    /// Reads a JSON text as one of these types, for those who bring a transport of their own: the quickest way, and one whose
    /// error tells the field's path and nothing of the content.
    ///
    /// The text is the value itself, such as what an answer has under `data`, without the envelope around it.
    ///
    /// ```
    /// use open_api_client::models::{WalletsGetTransactionRequest, from_json};
    ///
    /// let request: WalletsGetTransactionRequest = from_json(br#"{"transaction_id": "T1"}"#)?;
    /// assert_eq!(request.transaction_id.as_str(), "T1");
    ///
    /// let error = from_json::<WalletsGetTransactionRequest>(br#"{"transaction_id": 7}"#).unwrap_err();
    /// assert_eq!(error.path(), Some("transaction_id"));
    /// # Ok::<(), open_api_client::DecodeError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// The text is not JSON, or does not fit the type.
    pub fn from_json<T: wire::Wire>(text: &[u8]) -> Result<T, wire::DecodeError> {
        wire::decode(text)
    }
}

#[cfg(all(feature = "client", not(target_family = "wasm")))]
pub mod resources {
    //! What a client can be asked, resource by resource. The client's methods lead here.

    #[allow(unreachable_pub, unused_imports, reason = "a spec may have no operations")]
    pub use crate::generated::resources::*;
}

pub use jiff::civil::DateTime;
/// The HTTP client's own crate, in the version whose types [`ClientBuilder::http`] and [`RawResponse::headers`] have.
#[cfg(all(feature = "client", not(target_family = "wasm")))]
#[doc(no_inline)]
pub use reqwest;
pub use rust_decimal::Decimal;

#[cfg(all(feature = "blocking", not(target_family = "wasm")))]
pub use crate::client::{BlockingItems, BlockingPages};
#[cfg(all(feature = "client", not(target_family = "wasm")))]
pub use crate::client::{
    Call, CallOptions, Client, ClientBuilder, ConnectionUse, Data, Items, LenientCall, LenientItems, LenientPages,
    LenientUntypedItems, Pages, Paging, Partial, RawResponse, RetryBudget, RetryPolicy, UntypedCall, UntypedItems,
    UntypedPages,
};
#[cfg(all(feature = "client", not(target_family = "wasm")))]
pub use crate::error::{Delivery, Error, ErrorKind};
pub use crate::generated::SPEC_REVISION;
pub use crate::generated::operations::Operation;
#[cfg(feature = "test-util")]
#[doc(hidden)]
pub use crate::model_visitor::ModelVisitor;
pub use crate::models::*;
pub use crate::open_enum::{UnknownCode, UnknownValue};
pub use crate::operation::{Effect, Knowledge, OperationInfo};
pub use crate::request::{FIRST_PAGE, PAGE_SIZE, PagedRequest, Request};
pub use crate::sensitive::{Cvv, Pan, Pii, Pin, Secret};
pub use crate::wire::{DecodeError, DecodeErrorKind, Json};
