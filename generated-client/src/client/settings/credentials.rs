//! The caller's credentials, and how they get into the body of a request: before the operation's own fields, in the
//! documents' order. This is the only place where the key is written out.

use std::fmt;

use bytes::Bytes;
use zeroize::Zeroizing;

use crate::sensitive::Secret;

/// The names that a request of the caller's own making may not use.
pub(in crate::client) const FIELDS: [&str; 3] = ["customer_id", "app_id", "key"];

/// Who makes the calls. `Debug` shows the two numbers and not the key.
pub(in crate::client) struct Credentials {
    customer_id: i64,
    app_id: i64,
    key: Secret,
    /// `{"customer_id":…,"app_id":…,"key":"…"`, written once.
    head: Zeroizing<Vec<u8>>,
}

impl Credentials {
    pub(in crate::client) fn new(customer_id: i64, app_id: i64, key: Secret) -> Result<Self, serde_json::Error> {
        // Room for the longest escaped form, so that growing leaves no copy of the key behind.
        let mut head = Zeroizing::new(Vec::with_capacity(96 + 6 * key.expose().len()));
        head.extend_from_slice(format!("{{\"customer_id\":{customer_id},\"app_id\":{app_id},\"key\":").as_bytes());
        serde_json::to_writer(&mut *head, key.expose())?;
        Ok(Self { customer_id, app_id, key, head })
    }

    pub(in crate::client) fn key(&self) -> &str {
        self.key.expose()
    }

    /// The whole body: the credentials and then the members of `fields`, as they are written there.
    ///
    /// `fields` is the text of a JSON object, without space around it.
    pub(in crate::client) fn merge(&self, fields: &[u8]) -> Bytes {
        let members = fields.strip_prefix(b"{").unwrap_or(fields);
        let mut body = Zeroizing::new(Vec::with_capacity(self.head.len() + 1 + members.len()));
        body.extend_from_slice(&self.head);
        if !members.trim_ascii_start().starts_with(b"}") {
            body.push(b',');
        }
        body.extend_from_slice(members);
        Bytes::from_owner(body)
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credentials")
            .field("customer_id", &self.customer_id)
            .field("app_id", &self.app_id)
            .field("key", &format_args!("[redacted]"))
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::Credentials;

    fn merged(key: &str, fields: &str) -> String {
        let credentials = Credentials::new(10_000_011, 100_001, key.into()).unwrap();
        String::from_utf8(credentials.merge(fields.as_bytes()).to_vec()).unwrap()
    }

    #[test]
    fn credentials_come_first_and_the_fields_keep_their_text() {
        assert_eq!(
            merged("k", r#"{"page_no":1, "amount":1.50}"#),
            r#"{"customer_id":10000011,"app_id":100001,"key":"k","page_no":1, "amount":1.50}"#
        );
    }

    #[test]
    fn a_request_without_fields_is_the_credentials_alone() {
        assert_eq!(merged("k", "{}"), r#"{"customer_id":10000011,"app_id":100001,"key":"k"}"#);
        assert_eq!(merged("k", "{ }"), r#"{"customer_id":10000011,"app_id":100001,"key":"k" }"#);
    }

    #[test]
    fn a_key_cannot_break_out_of_its_string() {
        assert_eq!(merged("a\"b\\c\n", "{}"), r#"{"customer_id":10000011,"app_id":100001,"key":"a\"b\\c\n"}"#);
    }

    #[test]
    fn debug_does_not_show_the_key() {
        let credentials = Credentials::new(1, 2, "sentinel-key".into()).unwrap();
        assert_eq!(format!("{credentials:?}"), "Credentials { customer_id: 1, app_id: 2, key: [redacted], .. }");
    }
}
