//! What a record's field holds until it has been read, by the words for how the field may be missing.

#![allow(dead_code, reason = "a spec may have no use for some")]

use super::traits::Wire;

pub(crate) fn required<T: Wire>() -> T {
    T::blank()
}

pub(crate) const fn optional<T>() -> Option<T> {
    None
}

pub(crate) const fn or_empty<T>() -> Option<T> {
    None
}

pub(crate) const fn optional_or_empty<T>() -> Option<T> {
    None
}

pub(crate) fn list_or_empty<T: Wire>() -> T {
    T::blank()
}

pub(crate) const fn optional_list_or_empty<T>() -> Option<T> {
    None
}
