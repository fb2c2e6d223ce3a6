//! Headers of the caller's own, for gateways and tracing. The client's own headers cannot be replaced, and a header that must not stand in a
//! log is refused.

use std::fmt;

use reqwest::header::{
    ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HOST, HeaderMap, HeaderName, HeaderValue, TRANSFER_ENCODING, USER_AGENT,
};

/// The headers that the client sets itself.
const OWN: [HeaderName; 6] = [ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HOST, TRANSFER_ENCODING, USER_AGENT];

/// So many digits in a row, with or without a space or a dash between them, could be a card number.
const CARD_DIGITS: usize = 12;

/// Headers as a caller has given them. `Debug` shows only how many there are, because what they hold is not checked yet.
#[derive(Clone, Default)]
pub(in crate::client) struct Headers(Vec<(String, String)>);

impl Headers {
    pub(in crate::client) fn add(&mut self, name: String, value: String) {
        self.0.push((name, value));
    }
}

impl fmt::Debug for Headers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "[{} headers]", self.0.len())
    }
}

/// Checks headers, and tells what is wrong with each one without repeating its value.
pub(in crate::client) fn check(headers: &Headers, key: &str) -> Result<HeaderMap, Vec<String>> {
    let mut checked = HeaderMap::new();
    let mut problems = Vec::new();
    for (name, value) in &headers.0 {
        match check_one(name, value, key) {
            Ok((name, value)) => _ = checked.append(name, value),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(checked) } else { Err(problems) }
}

/// The value of a header that the client writes in part itself.
pub(in crate::client) fn value(text: &str, key: &str) -> Result<HeaderValue, &'static str> {
    if holds(text, key) {
        return Err("hold the key or what could be a card number, and headers are logged");
    }
    HeaderValue::from_str(text).map_err(|_| "cannot stand in a header")
}

fn check_one(name: &str, value: &str, key: &str) -> Result<(HeaderName, HeaderValue), String> {
    // A name that cannot be one may be a value that was given in its place.
    let name: HeaderName = name.parse().map_err(|_| "a name given for a header is no name of a header".to_owned())?;
    if holds(name.as_str(), key) {
        return Err("a name given for a header holds the key or a card number".to_owned());
    }
    if OWN.contains(&name) {
        return Err(format!("the header {name} is the client's own"));
    }
    if holds(value, key) {
        return Err(format!("the header {name} holds the key or what could be a card number, and headers are logged"));
    }
    let mut value =
        HeaderValue::from_str(value).map_err(|_| format!("the value of the header {name} cannot stand in a header"))?;
    // It could be a token: HTTP libraries then keep it out of their logs.
    value.set_sensitive(true);
    Ok((name, value))
}

/// Whether a text holds the key, or so many digits that it could hold a card number.
fn holds(text: &str, key: &str) -> bool {
    let key = key.trim().to_lowercase();
    if !key.is_empty() && text.to_lowercase().contains(&key) {
        return true;
    }
    has_card_number(text)
}

/// Digits that belong to a word, as in a hexadecimal id, do not count as those of a card number.
fn has_card_number(text: &str) -> bool {
    let is_between = |c: char| matches!(c, ' ' | '-' | '.' | '_');
    let mut before = None;
    let mut digits = 0;
    for each in text.chars().chain(['|']) {
        if each.is_numeric() {
            digits += usize::from(digits > 0 || before.is_none_or(|before: char| !before.is_alphabetic()));
        } else if !is_between(each) {
            if digits >= CARD_DIGITS && !(each.is_alphabetic() && before.is_some_and(char::is_numeric)) {
                return true;
            }
            digits = 0;
        }
        before = Some(each);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{Headers, check};

    fn problems(name: &str, value: &str) -> Vec<String> {
        check(&Headers(vec![(name.to_owned(), value.to_owned())]), "SecretKey").err().unwrap_or_default()
    }

    #[test]
    fn what_a_gateway_wants_is_sent() {
        for (name, value) in
            [("x-tenant", "blue"), ("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")]
        {
            assert_eq!(problems(name, value), Vec::<String>::new());
        }
    }

    #[test]
    fn what_would_carry_the_key_or_a_card_number_is_refused_and_not_repeated() {
        for value in ["secretkey", "Bearer SECRETKEY ", "4111111111111111", "4111 1111-1111 1111"] {
            let [problem] = problems("x-tenant", value).try_into().unwrap();
            assert!(problem.starts_with("the header x-tenant holds the key"), "{problem}");
        }
        for name in ["secretkey", "x-4111111111111111", "no name\n"] {
            let [problem] = problems(name, "v").try_into().unwrap();
            assert!(problem.starts_with("a name given for a header"), "{problem}");
        }
    }

    #[test]
    fn the_clients_own_headers_stay() {
        for name in ["Content-Type", "host", "user-agent", "content-length", "transfer-encoding", "accept"] {
            assert!(problems(name, "x")[0].ends_with("is the client's own"));
        }
    }
}
