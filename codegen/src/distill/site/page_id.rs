//! The site's own name of a page, such as `430346213e0`: it stays when the page is moved or renamed.
//! Found at the end of an address or of a file's name; a title may stand before it, an extension behind.

use std::fmt;

/// The extensions that a saved page may have.
const EXTENSIONS: [&str; 7] = ["md", "html", "htm", "txt", "json", "yaml", "yml"];

/// Whether a file with that extension may be a saved page.
#[must_use]
pub fn is_of_page(extension: &str) -> bool {
    EXTENSIONS.iter().any(|known| known.eq_ignore_ascii_case(extension))
}

/// The digits of an id at most; ids of today have nine or ten.
const LONGEST: usize = 20;

/// A page's id: ASCII letters, digits and `-` only, so that it may stand in a file's name and in an address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageId(String);

/// What kind of page an id belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// An operation.
    Endpoint,
    /// A text by the documentation's author.
    Document,
    /// A folder, which may have a text of its own.
    Folder,
    /// None that is known.
    Other,
}

impl PageId {
    /// The id, if the whole text is one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        is_id(text).then(|| Self(text.to_owned()))
    }

    /// The id at the end of an address, of a link or of a file's name.
    #[must_use]
    pub fn of_address(address: &str) -> Option<Self> {
        let path = address.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
        let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
        let stem = name.rsplit_once('.').filter(|(_, end)| is_of_page(end)).map_or(name, |(stem, _)| stem);
        let mut parts = stem.rsplitn(3, '-');
        let last = parts.next().unwrap_or_default();
        let before = parts.next().unwrap_or_default();
        Self::parse(&format!("{before}-{last}")).or_else(|| Self::parse(last))
    }

    /// The id as the site writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What kind of page it is.
    #[must_use]
    pub fn kind(&self) -> Kind {
        if self.0.starts_with("api-") {
            return Kind::Endpoint;
        }
        if self.0.starts_with("doc-") {
            return Kind::Document;
        }
        match self.0.bytes().find(u8::is_ascii_lowercase) {
            Some(b'e') => Kind::Endpoint,
            Some(b'm') => Kind::Document,
            Some(b'f') => Kind::Folder,
            _ => Kind::Other,
        }
    }
}

impl fmt::Display for PageId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// `430346213e0`, or `api-123` and `doc-123` of older sites.
fn is_id(text: &str) -> bool {
    let digits = |text: &str| (1..=LONGEST).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    if let Some(number) = text.strip_prefix("api-").or_else(|| text.strip_prefix("doc-")) {
        return digits(number);
    }
    let letter = |byte: char| byte.is_ascii_lowercase();
    text.split_once(letter).is_some_and(|(before, after)| digits(before) && digits(after))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn id(address: &str) -> Option<String> {
        PageId::of_address(address).map(|id| id.to_string())
    }

    #[test]
    fn ids_of_every_form_are_found_at_the_end_of_an_address() {
        for (address, expected) in [
            ("https://docs.example/430346213e0.md", "430346213e0"),
            ("https://docs.example/430346213e0", "430346213e0"),
            ("https://docs.example/create-user-364155699e0", "364155699e0"),
            ("https://docs.example/%E5%8D%A1-364155699e0.md?x=1#top", "364155699e0"),
            ("/apidoc/shared/5a3c-11/api-123.md", "api-123"),
            ("/apidoc/shared/5a3c-11/create-user-doc-123/", "doc-123"),
            ("卡列表-1m0.html", "1m0"),
            ("80710370f0.txt", "80710370f0"),
            ("pages\\1e0.yaml", "1e0"),
        ] {
            assert_eq!(id(address).as_deref(), Some(expected), "{address}");
        }
    }

    #[test]
    fn what_only_looks_like_an_id_is_none() {
        for address in
            ["", "/", "llms.txt", "create-user", "user1e0", "e0", "1e", "api-", "api-x1", "1e0.pdf", "1E0", "１e0"]
        {
            assert_eq!(id(address), None, "{address}");
        }
        assert_eq!(id(&format!("{}e0", "1".repeat(LONGEST + 1))), None, "an id is no longer than any that exists");
    }

    #[test]
    fn an_id_tells_the_kind_of_its_page() {
        let kind = |id| PageId::parse(id).unwrap().kind();
        assert_eq!((kind("1e0"), kind("api-1")), (Kind::Endpoint, Kind::Endpoint));
        assert_eq!((kind("1m0"), kind("doc-1")), (Kind::Document, Kind::Document));
        assert_eq!((kind("1f0"), kind("1s0")), (Kind::Folder, Kind::Other));
    }

    proptest! {
        /// Whatever stands before it, an id is safe as a file's name and in an address.
        #[test]
        fn an_id_is_safe_wherever_it_was_found(address in "\\PC{0,30}", tail in "(-?[0-9]{1,4}[a-z][0-9]|api-[0-9]{1,4})?(\\.md)?") {
            if let Some(id) = PageId::of_address(&format!("{address}{tail}")) {
                prop_assert!(id.as_str().bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-'));
                prop_assert!(!id.as_str().starts_with('-') && id.as_str().len() < 50);
            }
        }
    }
}
