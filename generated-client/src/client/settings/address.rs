//! Where a call goes: the base URL that a client is built with, the version where it stands apart, and the path of an operation.
//! Everything that could lead a request, and the key in its body, to another place than the caller meant is refused here.

use reqwest::Url;

/// `{base_url}` or `{base_url}/{version}`, checked.
#[derive(Debug, Clone)]
pub(in crate::client) struct Address {
    base: Url,
    prefix: String,
    loopback: bool,
}

impl Address {
    /// Checks a base URL and the version behind it, if any; none of the problems found repeats the value.
    pub(in crate::client) fn new(
        base_url: &str,
        version: Option<&str>,
        allow_insecure_http: bool,
    ) -> Result<Self, Vec<String>> {
        let mut problems = Vec::new();
        if let Some(Err(problem)) = version.map(check_segment) {
            problems.push(format!("version {problem}; it is one part of a path, such as `v1`"));
        }
        let base = match parse_base(base_url, allow_insecure_http) {
            Ok(base) if problems.is_empty() => base,
            Ok(_) => return Err(problems),
            Err(found) => {
                problems.extend(found);
                return Err(problems);
            }
        };
        let path = base.path().trim_end_matches('/');
        let prefix = match version {
            Some(version) if path.rsplit('/').next() == Some(version) => {
                let problem = "version is in base_url already; leave one of the two out";
                return Err(vec![problem.to_owned()]);
            }
            Some(version) => format!("{path}/{version}"),
            None => path.to_owned(),
        };
        let loopback = is_loopback(&base);
        Ok(Self { base, prefix, loopback })
    }

    /// The URL of a checked path.
    pub(in crate::client) fn url(&self, path: &str) -> Url {
        let mut url = self.base.clone();
        url.set_path(&format!("{}{path}", self.prefix));
        url
    }

    pub(in crate::client) fn is_loopback(&self) -> bool {
        self.loopback
    }

    pub(in crate::client) fn is_https(&self) -> bool {
        self.base.scheme() == "https"
    }

    /// One of the two that pass the check.
    pub(in crate::client) fn scheme(&self) -> &'static str {
        if self.is_https() { "https" } else { "http" }
    }

    /// Host and port, for people.
    pub(in crate::client) fn authority(&self) -> String {
        format!("{}:{}", self.host(), self.port())
    }

    pub(in crate::client) fn host(&self) -> &str {
        self.base.host_str().unwrap_or_default()
    }

    pub(in crate::client) fn port(&self) -> u16 {
        self.base.port_or_known_default().unwrap_or_default()
    }

    /// The base URL and the version, for people.
    pub(in crate::client) fn display(&self) -> String {
        format!("{}{}", self.base.origin().ascii_serialization(), self.prefix)
    }
}

fn parse_base(base_url: &str, allow_insecure_http: bool) -> Result<Url, Vec<String>> {
    let url = Url::parse(base_url)
        .map_err(|error| vec![format!("base_url is not a URL ({error}); it looks like `https://api.example.com`")])?;
    let mut problems = Vec::new();
    match url.scheme() {
        "https" => {}
        "http" if allow_insecure_http || is_loopback(&url) => {}
        "http" => problems.push(
            "base_url is plain http to another machine, and the key would travel in the open: use https, or call \
             .allow_insecure_http() to accept that"
                .to_owned(),
        ),
        _ => problems.push("base_url is neither https nor http".to_owned()),
    }
    if url.host_str().is_none_or(str::is_empty) {
        problems.push("base_url names no host".to_owned());
    }
    if !url.username().is_empty() || url.password().is_some() {
        problems.push("base_url holds a user name or a password, which would show up in logs".to_owned());
    }
    if base_url.contains(['{', '}']) {
        problems.push(
            "base_url holds a placeholder in braces, as the documents show it; put the value in its place".to_owned(),
        );
    }
    if url.query().is_some() || url.fragment().is_some() {
        problems.push("base_url has a query or a fragment; it ends with the path".to_owned());
    }
    if problems.is_empty() { Ok(url) } else { Err(problems) }
}

fn is_loopback(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || bare.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

/// Checks the path of an operation, as it follows the version: `/openApi/card/cardList`.
///
/// The sentence that comes back has no subject and does not repeat the path, which may hold anything.
pub(in crate::client) fn check_path(path: &str) -> Result<(), String> {
    let Some(rest) = path.strip_prefix('/') else {
        return Err("does not start with `/`".to_owned());
    };
    rest.split('/').try_for_each(check_segment)
}

/// One part of a path. What needs escaping, or could be taken for a query, a host or a way up, is refused.
fn check_segment(segment: &str) -> Result<(), String> {
    if segment.is_empty() {
        return Err("has an empty part".to_owned());
    }
    if segment.chars().all(|c| c == '.') {
        return Err("has a part made of dots".to_owned());
    }
    match segment.chars().find(|c| !(c.is_ascii_alphanumeric() || "-_.~".contains(*c))) {
        Some('?' | '#') => Err("has a query or a fragment; arguments go into the body".to_owned()),
        Some(_) => Err("holds something else than letters, digits and `- _ . ~`".to_owned()),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Address, check_path};

    fn problems(base_url: &str, version: &str) -> Vec<String> {
        Address::new(base_url, Some(version), false).err().unwrap_or_default()
    }

    #[test]
    fn a_url_is_base_version_and_path() {
        for base in ["https://api.example.com", "https://api.example.com/"] {
            let address = Address::new(base, Some("v1"), false).unwrap();
            assert_eq!(
                address.url("/openApi/card/cardList").as_str(),
                "https://api.example.com/v1/openApi/card/cardList"
            );
        }
        let below = Address::new("https://example.com:8443/gate/way/", Some("v1"), false).unwrap();
        assert_eq!(below.url("/x").as_str(), "https://example.com:8443/gate/way/v1/x");
        assert_eq!(below.display(), "https://example.com:8443/gate/way/v1");
    }

    #[test]
    fn a_base_url_may_be_whole() {
        for (base, url) in [
            ("https://api.example.com/v1", "https://api.example.com/v1/openApi/x"),
            ("https://api.example.com/gate/v1/", "https://api.example.com/gate/v1/openApi/x"),
            ("http://127.0.0.1:4010", "http://127.0.0.1:4010/openApi/x"),
            ("http://127.0.0.1:4010/", "http://127.0.0.1:4010/openApi/x"),
        ] {
            let address = Address::new(base, None, false).unwrap();
            assert_eq!(address.url("/openApi/x").as_str(), url);
            assert_eq!(format!("{}/openApi/x", address.display()), url);
        }
    }

    #[test]
    fn a_version_is_not_said_twice() {
        for base in ["https://api.example.com/v1", "https://api.example.com/gate/v1/"] {
            assert!(problems(base, "v1")[0].contains("leave one of the two out"), "{base}");
            assert_eq!(problems(base, "v2"), Vec::<String>::new(), "{base}");
        }
        assert_eq!(problems("https://v1", "v1"), Vec::<String>::new());
    }

    #[test]
    fn a_host_in_another_script_is_called_by_its_name_in_ascii() {
        for (base, host) in [
            ("https://bücher.example", "xn--bcher-kva.example"),
            ("https://BÜCHER.example", "xn--bcher-kva.example"),
            ("https://支付.example", "xn--bnq875c.example"),
        ] {
            assert_eq!(Address::new(base, Some("v1"), false).unwrap().host(), host, "{base}");
        }
    }

    #[test]
    fn plain_http_is_for_loopback_alone_unless_it_is_asked_for() {
        for base in
            ["http://127.0.0.1:80", "http://127.8.9.1", "http://[::1]:9", "http://localhost:8080", "http://LOCALHOST"]
        {
            assert_eq!(problems(base, "v1"), Vec::<String>::new(), "{base}");
        }
        for base in
            ["http://example.com", "http://10.0.0.1", "http://localhost.example.com", "http://127.0.0.1.example.com"]
        {
            assert!(problems(base, "v1")[0].contains(".allow_insecure_http()"), "{base}");
            assert!(Address::new(base, Some("v1"), true).is_ok(), "{base}");
        }
    }

    #[test]
    fn a_base_url_that_would_lead_astray_is_refused() {
        for base in [
            "",
            "example.com",
            "ftp://example.com",
            "https://",
            "https://u:p@example.com",
            "https://u@example.com",
            "https://example.com/{{version}}",
            "https://example.com/{version}",
            "https://example.com?x=1",
            "https://example.com/#x",
            "unix:/tmp/x",
            "data:text/plain,x",
        ] {
            assert!(!problems(base, "v1").is_empty(), "{base}");
        }
    }

    #[test]
    fn a_problem_never_repeats_what_was_given() {
        for base in ["https://u:hunter2@example.com", "hunter2", "ftp://hunter2", "https://x?hunter2"] {
            assert!(problems(base, "hunter2 ").iter().all(|problem| !problem.contains("hunter2")), "{base}");
        }
    }

    #[test]
    fn every_problem_is_reported_at_once() {
        assert_eq!(problems("http://u@example.com/?a", "{{version}}").len(), 4);
    }

    #[test]
    fn a_version_is_one_part_of_a_path() {
        assert_eq!(problems("https://example.com", "2024-01.v1_x"), Vec::<String>::new());
        for version in ["", "{{version}}", "v1/", "../v1", "..", "v1?x", "v 1", "é"] {
            assert_eq!(problems("https://example.com", version).len(), 1, "{version}");
        }
    }

    #[test]
    fn a_path_leads_nowhere_else() {
        assert_eq!(check_path("/openApi/card/cardList"), Ok(()));
        for path in [
            "",
            "/",
            "openApi",
            "//evil.example/x",
            "/a/../b",
            "/a/./b",
            "/a//b",
            "/a/",
            "/a?x=1",
            "/a#b",
            "/a%2e%2e",
            "/a\\b",
            "/a b",
            "/a\r\nHost: x",
            "https://evil.example/x",
            "/a@b",
            "/…",
        ] {
            assert!(check_path(path).is_err(), "{path}");
        }
    }
}
