//! What a caller sets up: where the platform is, who calls, and by which rules. Nothing is sent here, and how it is sent
//! is not known here.

pub(super) mod address;
pub(super) mod credentials;
pub(super) mod headers;
pub(super) mod keys;
pub(super) mod options;
pub(super) mod retry;
