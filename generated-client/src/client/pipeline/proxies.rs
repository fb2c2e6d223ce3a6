//! Which proxies a finished HTTP client may use, so that an error can name the one that failed. It is used for error texts only: a proxy
//! that is not found here is merely not named.

use std::fmt;

/// The proxies for one kind of address (`http` or `https`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::client) struct Proxies {
    addresses: Vec<String>,
    /// Some hosts are reached without a proxy.
    exceptions: bool,
}

impl Proxies {
    /// Reads them out of the client's `Debug`, as reqwest shows them nowhere else, whether the environment, the system or the caller
    /// has set them. Names and passwords are not in it; should they ever be, they are left out here.
    pub(super) fn of(client: &reqwest::Client, scheme: &str) -> Self {
        Self::in_text(&format!("{client:?}"), scheme)
    }

    fn in_text(text: &str, scheme: &str) -> Self {
        let Some((_, rest)) = text.split_once(" proxies: [") else {
            return Self::default();
        };
        let section = rest.split_once(" default_headers: ").map_or(rest, |(section, _)| section);
        let start = format!(" {scheme}: Intercept {{ uri: ");
        let mut addresses: Vec<String> = section
            .split(start.as_str())
            .skip(1)
            .filter_map(|rest| address(rest.split([' ', ',', '}']).next()?))
            .collect();
        addresses.dedup();
        Self { exceptions: !addresses.is_empty() && section.contains(" no: "), addresses }
    }

    /// Whether every connection goes through a proxy.
    pub(super) fn is_certain(&self) -> bool {
        !self.addresses.is_empty() && !self.exceptions
    }

    /// Whether any connection may go through a proxy.
    pub(super) fn is_possible(&self) -> bool {
        !self.addresses.is_empty()
    }
}

/// Scheme, host and port.
fn address(uri: &str) -> Option<String> {
    let url = reqwest::Url::parse(uri).ok()?;
    let port = url.port_or_known_default().map(|port| format!(":{port}")).unwrap_or_default();
    Some(format!("{}://{}{port}", url.scheme(), url.host_str()?))
}

impl fmt::Display for Proxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.addresses.as_slice() {
            [] => f.write_str("the proxy"),
            [one] => write!(f, "the proxy {one}"),
            many => write!(f, "one of the proxies {}", many.join(", ")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Proxies;

    fn set(proxies: Vec<reqwest::Proxy>) -> reqwest::Client {
        let headers = [("x-uri".parse().unwrap(), "u".parse().unwrap())].into_iter().collect();
        let http = reqwest::Client::builder().no_proxy().default_headers(headers);
        #[cfg(any(feature = "rustls", feature = "rustls-aws-lc", feature = "native-tls"))]
        let http = http.tls_certs_only([]);
        proxies.into_iter().fold(http, reqwest::ClientBuilder::proxy).build().unwrap()
    }

    #[test]
    fn a_proxy_is_found_by_the_kind_of_address_that_it_is_for_and_without_its_log_in() {
        crate::client::pipeline::tls::choose_cryptography();
        let https = reqwest::Proxy::https("http://sentinel-user:sentinel-password@10.1.2.3:3128/path").unwrap();
        let http = reqwest::Proxy::http("socks5h://proxy.internal").unwrap();
        let client = set(vec![https, http]);
        let (of_https, of_http) = (Proxies::of(&client, "https"), Proxies::of(&client, "http"));
        assert_eq!(of_https.to_string(), "the proxy http://10.1.2.3:3128");
        assert_eq!(of_http.to_string(), "the proxy socks5h://proxy.internal:1080");
        assert!(of_https.is_certain() && of_http.is_certain());
    }

    #[test]
    fn several_proxies_and_exceptions_leave_open_which_it_was() {
        crate::client::pipeline::tls::choose_cryptography();
        let with_exceptions =
            reqwest::Proxy::all("http://10.1.2.3:1").unwrap().no_proxy(reqwest::NoProxy::from_string("example.com"));
        let client = set(vec![with_exceptions, reqwest::Proxy::https("https://10.1.2.4").unwrap()]);
        let found = Proxies::of(&client, "https");
        assert_eq!(found.to_string(), "one of the proxies http://10.1.2.3:1, https://10.1.2.4:443");
        assert!(found.is_possible() && !found.is_certain());
    }

    #[test]
    fn no_proxy_is_named_where_none_is_known() {
        crate::client::pipeline::tls::choose_cryptography();
        let custom = reqwest::Proxy::custom(|_| Some("http://10.1.2.3:1"));
        for client in [set(vec![]), set(vec![custom])] {
            assert_eq!(Proxies::of(&client, "https"), Proxies::default());
        }
        assert_eq!(Proxies::in_text("another text", "https").to_string(), "the proxy");
    }
}
