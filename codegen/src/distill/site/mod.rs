//! What a documentation site says of itself: its list of pages, their ids, and how the catalog differs from it.
//! Only texts are read and made here; another program fetches them.

pub mod inventory;
pub mod list;
pub mod lock;
mod page_id;

pub use page_id::{Kind, PageId, is_of_page};
