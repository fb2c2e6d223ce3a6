//! Which cryptography TLS is done with, where `reqwest` leaves that open.

/// Names ring to rustls, if the program has not chosen another provider before.
///
/// The choice is the whole process's, since that is where `reqwest` looks; the certificates are the operating system's either way.
#[cfg(all(feature = "rustls", not(feature = "rustls-aws-lc")))]
pub(in crate::client) fn choose_cryptography() {
    use rustls::crypto::{CryptoProvider, ring};

    if CryptoProvider::get_default().is_none() {
        // Another thread may have been quicker; then there is one, too.
        let _ = ring::default_provider().install_default();
    }
}

/// aws-lc and the operating system's library need no choice.
#[cfg(not(all(feature = "rustls", not(feature = "rustls-aws-lc"))))]
pub(in crate::client) fn choose_cryptography() {}
