//! The client, room by room, from the bottom up: what a caller sets up, what comes back, what carries a call, the client
//! itself, what a caller holds of it, and what makes one. A room imports only from those before it, as `tests/structure` sees
//! to. Only the names at the end are public.

mod settings;

mod answer;

mod pipeline;

mod handle;

mod calls;

mod builder;

pub use self::answer::data::Data;
pub use self::answer::partial::Partial;
pub use self::answer::raw::RawResponse;
pub use self::builder::ClientBuilder;
#[cfg(feature = "blocking")]
pub use self::calls::blocking::{BlockingItems, BlockingPages};
pub use self::calls::call::Call;
pub use self::calls::lenient::{LenientCall, LenientItems, LenientPages};
pub use self::calls::paging::{Items, Pages};
pub use self::calls::untyped::UntypedCall;
pub use self::calls::untyped_paging::{LenientUntypedItems, Paging, UntypedItems, UntypedPages};
pub use self::handle::Client;
pub use self::pipeline::budget::RetryBudget;
pub use self::settings::options::{CallOptions, ConnectionUse};
pub use self::settings::retry::RetryPolicy;
