//! Where the site is, where its pages are, and what is not its own. Only addresses; nothing is asked for here.

use crate::failure::{Failure, Kind};
use open_api_codegen::distill::site::PageId;
use open_api_codegen::text::foreign::short;
use url::Url;

/// A site: its origin and the path that everything of it stands below.
#[derive(Debug, Clone)]
pub(crate) struct Site {
    /// Ends with `/`.
    base: Url,
}

impl Site {
    /// Reads what a person gave: the site's address, or that of its list or of one of its pages.
    pub(crate) fn parse(given: &str) -> Result<Self, Failure> {
        let refuse = |why: &str| {
            let help = "name the site as the browser shows it, such as https://docs.example.com";
            Failure::new(Kind::Refused, format!("`{}` is not a site's address: {why}", short(given)), help)
        };
        let mut base = Url::parse(given.trim()).map_err(|error| refuse(&error.to_string()))?;
        if !matches!(base.scheme(), "http" | "https") {
            return Err(refuse("it begins with neither https:// nor http://"));
        }
        if !base.username().is_empty() || base.password().is_some() {
            return Err(refuse("it holds a name or a password, which would end up in the lock"));
        }
        base.set_query(None);
        base.set_fragment(None);
        let path = base.path();
        let last = path.rsplit('/').next().unwrap_or_default();
        let below = if last == "llms.txt" || PageId::of_address(last).is_some() {
            &path[..path.len() - last.len()]
        } else {
            path
        };
        let below = format!("{}/", below.trim_end_matches('/'));
        base.set_path(&below);
        Ok(Self { base })
    }

    /// As a person writes it.
    pub(crate) fn name(&self) -> &str {
        self.base.as_str().trim_end_matches('/')
    }

    /// Whether the site is on this machine.
    pub(crate) fn is_local(&self) -> bool {
        match self.base.host() {
            Some(url::Host::Domain(name)) => name == "localhost",
            Some(url::Host::Ipv4(address)) => address.is_loopback(),
            Some(url::Host::Ipv6(address)) => address.is_loopback(),
            None => false,
        }
    }

    /// The list of its pages.
    pub(crate) fn list(&self) -> Url {
        self.below("llms.txt")
    }

    /// A page whose id is known, in its Markdown form.
    pub(crate) fn page(&self, page: &PageId) -> Url {
        self.below(&format!("{page}.md"))
    }

    fn below(&self, name: &str) -> Url {
        let mut url = self.base.clone();
        url.set_path(&format!("{}{name}", self.base.path()));
        url
    }

    /// Where a link of the list leads, in the page's Markdown form.
    pub(crate) fn listed(&self, link: &str) -> Result<Url, Failure> {
        let mut url = self.own(&self.base, link)?;
        url.set_query(None);
        let path = url.path();
        if PageId::of_address(path).is_some() && !path.contains('.') {
            let path = format!("{path}.md");
            url.set_path(&path);
        }
        Ok(url)
    }

    /// Where an address leads that was met at another one of the site, if it is the site's own.
    pub(crate) fn own(&self, from: &Url, to: &str) -> Result<Url, Failure> {
        let help = "if the site has moved, name its new address; nothing of another one is asked for";
        let bad = |why: String| Failure::new(Kind::Elsewhere, why, help);
        let mut url = from.join(to).map_err(|error| bad(format!("`{}` is not an address: {error}", short(to))))?;
        url.set_fragment(None);
        let has_name = !url.username().is_empty() || url.password().is_some();
        if url.origin() != self.base.origin() || has_name {
            // What is no address of the web has no origin.
            let origin = Some(url.origin()).filter(url::Origin::is_tuple).map(|origin| origin.ascii_serialization());
            let there = origin.unwrap_or_else(|| format!("`{}:…`", url.scheme()));
            return Err(bad(format!("it leads away from the site, to {}", short(&there))));
        }
        Ok(url)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(given: &str) -> Site {
        Site::parse(given).unwrap()
    }

    #[test]
    fn a_site_is_named_by_any_of_its_addresses() {
        for (given, list) in [
            ("https://docs.example", "https://docs.example/llms.txt"),
            ("https://docs.example/", "https://docs.example/llms.txt"),
            ("https://docs.example/llms.txt", "https://docs.example/llms.txt"),
            ("https://docs.example/430346213e0?nav=1#top", "https://docs.example/llms.txt"),
            ("http://127.0.0.1:8080/apidoc/shared/5a3c", "http://127.0.0.1:8080/apidoc/shared/5a3c/llms.txt"),
            ("https://docs.example/apidoc/shared/5a3c/api-12.md", "https://docs.example/apidoc/shared/5a3c/llms.txt"),
        ] {
            assert_eq!(site(given).list().as_str(), list, "{given}");
        }
    }

    #[test]
    fn what_is_no_site_is_refused() {
        for given in
            ["", "docs.example", "file:///etc", "https://name:word@docs.example", "https://", "ftp://docs.example"]
        {
            assert_eq!(Site::parse(given).unwrap_err().kind, Kind::Refused, "{given}");
        }
    }

    #[test]
    fn a_listed_page_is_asked_for_in_its_markdown_form() {
        let site = site("https://docs.example/apidoc/shared/u");
        for (link, url) in [
            ("https://docs.example/apidoc/shared/u/api-1.md", "https://docs.example/apidoc/shared/u/api-1.md"),
            ("/apidoc/shared/u/create-1e0", "https://docs.example/apidoc/shared/u/create-1e0.md"),
            ("1e0.md?x=1#y", "https://docs.example/apidoc/shared/u/1e0.md"),
            ("./welcome.md", "https://docs.example/apidoc/shared/u/welcome.md"),
        ] {
            assert_eq!(site.listed(link).unwrap().as_str(), url, "{link}");
        }
    }

    #[test]
    fn another_origin_is_never_the_sites_own() {
        let site = site("https://docs.example");
        for link in [
            "http://docs.example/1e0.md",
            "https://docs.example:8443/1e0.md",
            "https://docs.example.evil/1e0.md",
            "https://docs.example@evil.example/1e0.md",
            "https://x@docs.example/1e0.md",
            "//evil.example/1e0.md",
            "\\\\evil.example/1e0.md",
            "javascript:alert(1)",
            "file:///1e0.md",
        ] {
            assert_eq!(site.listed(link).unwrap_err().kind, Kind::Elsewhere, "{link}");
        }
        let reason = |link: &str| site.listed(link).unwrap_err().reason;
        assert_eq!(reason("javascript:alert(1)"), "it leads away from the site, to `javascript:…`");
        assert_eq!(reason("//evil.example/1e0.md"), "it leads away from the site, to https://evil.example");
    }
}
