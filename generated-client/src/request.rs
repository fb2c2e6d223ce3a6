//! What ties a request's type to its operation and its answer, and what paging needs to know of both. Only generated
//! request types implement these traits; sending them lives in the client.

use crate::generated::operations::Operation;
use crate::wire::{Record, Wire};

/// The page that paging starts at: the documents' example asks for page 1 and gets the first entries.
pub const FIRST_PAGE: i32 = 1;

/// How many entries a page holds unless the caller says otherwise: what the documents' example asks for.
pub const PAGE_SIZE: i32 = 10;

/// A typed operation's request. Implemented by this crate only.
pub trait Request: Record + Wire + Clone + Send + Sync + 'static {
    /// What a successful answer holds.
    type Response: Wire + Send + 'static;

    /// The operation that takes this request.
    const OPERATION: Operation;
}

/// The request of an operation that answers page by page. Implemented by this crate only.
pub trait PagedRequest: Request {
    /// One entry of a page.
    type Item: Send + 'static;

    /// The answer's field that holds the entries, as the platform calls it.
    const ITEMS: &'static str;

    /// The page asked for, the first being [`FIRST_PAGE`].
    fn page(&self) -> i32;

    /// Asks for another page.
    fn set_page(&mut self, page: i32);

    /// How many entries a page is asked to hold.
    fn size(&self) -> i32;

    /// How many entries there are over all pages, as the answer has it.
    fn total(response: &Self::Response) -> i64;

    /// The entries of this page.
    fn items(response: Self::Response) -> Vec<Self::Item>;

    /// How many entries this page holds.
    fn item_count(response: &Self::Response) -> usize;
}
