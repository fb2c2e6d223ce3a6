//! What is at fault when the HTTP client gives no answer: the address, its certificate, a proxy on the way, or the answer itself; and
//! whether that may pass. Read out of the client's chain of errors; what it means for the call is said by `failed`.

use std::error::Error;
use std::io;

use super::body::Revoked;

/// What went wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::client) struct Cause {
    pub(super) at: At,
    pub(super) fault: Fault,
}

/// Whose fault it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    Platform,
    Proxy,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// No connection could be made; why, in a word or two.
    Unreachable(Option<String>),
    /// The certificate that was shown is not accepted; why.
    Certificate(&'static str),
    /// The other side does not accept this client's certificate, or misses one; what it wants.
    ClientCertificate(&'static str),
    /// The two sides cannot agree on TLS; why.
    Tls(String),
    /// A proxy asks for authentication.
    LogIn,
    /// A proxy refuses to connect.
    Refused,
    /// What came is no HTTP answer; the HTTP library's own words for it.
    Malformed(String),
    /// The body is not compressed as its head says.
    Packed,
    /// The connection broke; why, in a word or two.
    Broken(Option<String>),
    /// The HTTP client has a limit of its own.
    Timeout,
    Redirected,
    /// The body was asked for when its time was up.
    Revoked,
}

impl Cause {
    pub(super) fn of(error: &reqwest::Error) -> Self {
        if causes(error).any(<dyn Error>::is::<Revoked>) {
            return Self { at: At::Platform, fault: Fault::Revoked };
        }
        if error.is_connect() {
            return connecting(error);
        }
        let fault = if error.is_redirect() {
            Fault::Redirected
        } else if error.is_timeout() {
            Fault::Timeout
        } else {
            answering(error)
        };
        Self { at: At::Platform, fault }
    }

    /// Whether the same attempt may go better a little later.
    pub(super) fn passes(&self) -> bool {
        matches!(self.fault, Fault::Unreachable(_) | Fault::Broken(_) | Fault::Timeout | Fault::Revoked)
    }
}

/// Why there is no connection.
fn connecting(error: &reqwest::Error) -> Cause {
    let proxy = causes(error).find_map(|cause| refusal_of_proxy(&cause.to_string()));
    let at = if proxy.is_some() { At::Proxy } else { At::Platform };
    let fault = proxy
        .and_then(|proxy| match proxy {
            Proxy::Fault(fault) => Some(fault),
            Proxy::NotReached => None,
        })
        .or_else(|| tls(error))
        .unwrap_or_else(|| Fault::Unreachable(reason(error)));
    Cause { at, fault }
}

/// What the HTTP library says of a proxy.
enum Proxy {
    Fault(Fault),
    /// The rest of the chain says why.
    NotReached,
}

/// The library's types for this have no public name, so it is known by their words. Should these change, the call is said to have found no
/// connection, which is true as well.
fn refusal_of_proxy(words: &str) -> Option<Proxy> {
    let said = words.strip_prefix("tunnel error: ").or_else(|| words.strip_prefix("SOCKS error: "))?;
    let has = |part: &str| said.contains(part);
    Some(if has("underlying connection") {
        Proxy::NotReached
    } else if has("authorization required") || has("authentication") || has("credentials") {
        Proxy::Fault(Fault::LogIn)
    } else if has("unexpected end of file") || has("io error") {
        Proxy::Fault(Fault::Unreachable(Some("it broke the connection off".to_owned())))
    } else if words.starts_with("SOCKS") && (has("unreachable") || has("refused") || has("expired") || has("failure")) {
        Proxy::Fault(Fault::Unreachable(Some("it found no way to the platform".to_owned())))
    } else {
        Proxy::Fault(Fault::Refused)
    })
}

/// Why there is a connection, and no answer.
fn answering(error: &reqwest::Error) -> Fault {
    if let Some(fault) = tls(error) {
        return fault;
    }
    for cause in causes(error) {
        if let Some(http) = cause.downcast_ref::<hyper::Error>() {
            return match chunks(http) {
                _ if http.is_parse() => Fault::Malformed(http.to_string()),
                true => Fault::Malformed("its parts are not cut as HTTP has it".to_owned()),
                false => Fault::Broken(reason(error)),
            };
        }
    }
    // Decompression is all that reqwest decodes here; this crate reads the rest itself.
    if error.is_decode() || error.is_body() { Fault::Packed } else { Fault::Broken(reason(error)) }
}

/// Whether a body in chunks is wrong in itself, rather than cut off.
fn chunks(error: &hyper::Error) -> bool {
    let io = causes(error).find_map(|cause| cause.downcast_ref::<io::Error>());
    io.is_some_and(|io| matches!(io.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData))
}

/// What TLS has against the other side, or it against us. A connection that breaks meanwhile is none of that.
fn tls(error: &reqwest::Error) -> Option<Fault> {
    causes(error).find_map(rustls_says).or_else(|| causes(error).find_map(foreign_tls_says))
}

#[cfg(any(feature = "rustls", feature = "rustls-aws-lc"))]
fn rustls_says(cause: &(dyn Error + 'static)) -> Option<Fault> {
    use rustls::{AlertDescription, CertificateError, Error};

    Some(match cause.downcast_ref::<Error>()? {
        Error::InvalidCertificate(error) => Fault::Certificate(match error {
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => "it has expired",
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
                "it is not valid yet; is this machine's clock right?"
            }
            CertificateError::Revoked => "it has been revoked",
            CertificateError::UnknownIssuer => "nobody whom this client trusts has issued it",
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                "it is for another name"
            }
            CertificateError::BadSignature => "its signature is not its issuer's",
            CertificateError::InvalidPurpose | CertificateError::InvalidPurposeContext { .. } => {
                "it is not for a server"
            }
            // An authority's own certificate, for one.
            _ => "it is none for a server, or cannot be checked",
        }),
        Error::NoCertificatesPresented => Fault::Certificate("there is none"),
        Error::AlertReceived(alert) => match alert {
            AlertDescription::CertificateRequired => Fault::ClientCertificate("asks for a client certificate"),
            AlertDescription::NoCertificate
            | AlertDescription::BadCertificate
            | AlertDescription::UnsupportedCertificate
            | AlertDescription::CertificateRevoked
            | AlertDescription::CertificateExpired
            | AlertDescription::CertificateUnknown
            | AlertDescription::UnknownCA
            | AlertDescription::AccessDenied => Fault::ClientCertificate("does not accept this client's certificate"),
            AlertDescription::CloseNotify | AlertDescription::UserCanceled | AlertDescription::InternalError => {
                return None;
            }
            // TLS 1.2 has no alert for a missing certificate, so servers choose one of several others.
            alert => Fault::Tls(format!(
                "the other side refuses (alert {alert:?}); it may want other versions, or a client certificate"
            )),
        },
        Error::InvalidMessage(_) | Error::InappropriateMessage { .. } | Error::InappropriateHandshakeMessage { .. } => {
            Fault::Tls("what it speaks is not TLS, or broken".to_owned())
        }
        Error::PeerIncompatible(_) | Error::NoApplicationProtocol => {
            Fault::Tls("it offers nothing that this client can use".to_owned())
        }
        Error::PeerMisbehaved(_) | Error::DecryptError | Error::PeerSentOversizedRecord => {
            Fault::Tls("it does not keep to the protocol".to_owned())
        }
        Error::General(_) | Error::Other(_) => Fault::Tls("it cannot be set up".to_owned()),
        _ => return None,
    })
}

#[cfg(not(any(feature = "rustls", feature = "rustls-aws-lc")))]
fn rustls_says(_: &(dyn Error + 'static)) -> Option<Fault> {
    None
}

/// Another TLS library than rustls, whose types are not known here: certificates are called by that name in all of them.
fn foreign_tls_says(cause: &(dyn Error + 'static)) -> Option<Fault> {
    let words = cause.to_string().to_lowercase();
    if !words.contains("certificate") {
        // OpenSSL's way to begin what it has to say.
        let is_said = words.contains("ssl routines");
        return is_said.then(|| Fault::Tls("it does not speak TLS, or nothing that this client can use".to_owned()));
    }
    Some(if words.contains("alert") {
        Fault::ClientCertificate("does not accept this client's certificate, or misses one")
    } else if words.contains("expired") {
        Fault::Certificate("it has expired")
    } else {
        Fault::Certificate("it does not hold")
    })
}

/// What the operating system, the resolver or the clock said, in a word or two; never a foreign text.
fn reason(error: &reqwest::Error) -> Option<String> {
    if error.is_dns() {
        return Some("the host name was not found".to_owned());
    }
    if error.is_timeout() {
        return Some("it took too long".to_owned());
    }
    let io = causes(error).find_map(|cause| cause.downcast_ref::<io::Error>())?;
    match io.kind() {
        // What a TLS library reports; the chain of sources has its words.
        io::ErrorKind::Other | io::ErrorKind::InvalidData => None,
        kind => Some(kind.to_string()),
    }
}

/// Everything behind an error, and within: what an `io::Error` wraps is not among its sources.
pub(super) fn causes<'e>(error: &'e (dyn Error + 'static)) -> impl Iterator<Item = &'e (dyn Error + 'static)> {
    fn next<'e>(cause: &'e (dyn Error + 'static)) -> Option<&'e (dyn Error + 'static)> {
        match cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(within) => Some(within),
            None => cause.source(),
        }
    }
    std::iter::successors(Some(error), |cause| next(*cause))
}

#[cfg(test)]
mod tests {
    use std::fmt;

    use super::{Fault, causes, foreign_tls_says};

    #[cfg(any(feature = "rustls", feature = "rustls-aws-lc"))]
    #[test]
    fn what_tls_has_against_the_other_side_is_told() {
        use rustls::{CertificateError, Error, PeerIncompatible, PeerMisbehaved};

        use super::rustls_says;

        let bad = |error: CertificateError| Error::InvalidCertificate(error);
        for (error, why) in [
            (bad(CertificateError::Expired), "it has expired"),
            (bad(CertificateError::NotValidYet), "it is not valid yet; is this machine's clock right?"),
            (bad(CertificateError::Revoked), "it has been revoked"),
            (bad(CertificateError::UnknownIssuer), "nobody whom this client trusts has issued it"),
            (bad(CertificateError::NotValidForName), "it is for another name"),
            (bad(CertificateError::BadSignature), "its signature is not its issuer's"),
            (bad(CertificateError::InvalidPurpose), "it is not for a server"),
            (bad(CertificateError::BadEncoding), "it is none for a server, or cannot be checked"),
            (Error::NoCertificatesPresented, "there is none"),
        ] {
            assert_eq!(rustls_says(&error), Some(Fault::Certificate(why)), "{error}");
        }
        for (error, why) in [
            (Error::InappropriateMessage { expect_types: vec![], got_type: rustls::ContentType::Alert }, "not TLS"),
            (PeerIncompatible::NoCipherSuitesInCommon.into(), "offers nothing"),
            (Error::NoApplicationProtocol, "offers nothing"),
            (PeerMisbehaved::TooManyEmptyFragments.into(), "does not keep to the protocol"),
            (Error::DecryptError, "does not keep to the protocol"),
            (Error::PeerSentOversizedRecord, "does not keep to the protocol"),
            (Error::General("sentinel".to_owned()), "cannot be set up"),
        ] {
            let told = rustls_says(&error);
            let is_told = matches!(&told, Some(Fault::Tls(told)) if told.contains(why) && !told.contains("sentinel"));
            assert!(is_told, "{error}: {told:?}");
        }
        assert_eq!(rustls_says(&Error::HandshakeNotComplete), None);
        assert_eq!(rustls_says(&fmt::Error), None);
    }

    /// An error of a library whose types are not known here.
    #[derive(Debug)]
    struct Foreign(&'static str);

    impl fmt::Display for Foreign {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }
    }

    impl std::error::Error for Foreign {}

    #[test]
    fn what_another_tls_library_says_is_known_by_its_words() {
        let tls = || Fault::Tls("it does not speak TLS, or nothing that this client can use".to_owned());
        let clients = "does not accept this client's certificate, or misses one";
        for (words, fault) in [
            ("error:0A00010B:SSL routines:ssl3_get_record:wrong version number", Some(tls())),
            ("error:0A000415:SSL routines::sslv3 alert certificate expired", Some(Fault::ClientCertificate(clients))),
            ("error:0A00045C:SSL routines::tlsv13 alert certificate required", Some(Fault::ClientCertificate(clients))),
            ("certificate verify failed: certificate has expired", Some(Fault::Certificate("it has expired"))),
            ("The certificate was not trusted.", Some(Fault::Certificate("it does not hold"))),
            ("connection reset by peer", None),
            ("it has expired", None),
        ] {
            assert_eq!(foreign_tls_says(&Foreign(words)), fault, "{words}");
        }
    }

    #[test]
    fn what_an_io_error_wraps_is_among_its_causes() {
        let within = std::io::Error::other(std::io::Error::other(Foreign("the cause")));
        let told: Vec<_> = causes(&within).map(ToString::to_string).collect();
        assert_eq!(told, ["the cause"; 3]);
    }
}
