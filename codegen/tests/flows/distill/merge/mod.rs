//! Pages into a spec: what each rule makes of a page of a fictional library service, the laws that hold for any page, and
//! the platform's own pages.

mod coded;
mod contested;
mod documents;
mod fixtures;
pub(crate) mod harness;
mod hidden;
mod late;
mod laws;
mod orders;
mod paging;
mod shown;
mod summary;
mod traced;
