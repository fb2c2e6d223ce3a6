//! An answer of which some entries could not be read: what a caller gets who would rather have the others than none.

use crate::error::Error;

/// An answer, and why entries are missing in it.
#[derive(Debug)]
#[non_exhaustive]
pub struct Partial<T> {
    /// The answer, with those entries of its lists that could be read.
    pub answer: T,
    /// An error for each entry that could not, in the order in which they came. Each names the operation and the entry's path
    /// ([`Error::path`], such as `data.card_list[3].use_at`), and shows no value.
    pub errors: Vec<Error>,
}

/// An entry that could not be read.
#[derive(Debug)]
pub(in crate::client) struct LeftOut {
    /// The list, as the platform calls it.
    pub(in crate::client) list: String,
    /// Which of its entries, as it came.
    pub(in crate::client) index: usize,
    pub(in crate::client) error: Error,
}
