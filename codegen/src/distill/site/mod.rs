//! What a documentation site says of itself: the ids of its pages, and its list of them (`llms.txt`).
//! Only texts are read here; asking a site for them is another program's work.

pub mod list;
mod page_id;

pub use page_id::{Kind, PageId};
