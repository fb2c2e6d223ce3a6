//! What a documentation site says of itself: its list of pages, their ids, and how the catalog stands against it.
//! Only texts are read and made here; asking a site for them is another program's work.

pub mod inventory;
pub mod list;
pub mod lock;
mod page_id;

pub use page_id::{EXTENSIONS, Kind, PageId};
