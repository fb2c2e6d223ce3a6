//! The envelope around every answer: reads it once and judges it. What `data` holds is decoded by whoever knows its type.

use std::fmt;
use std::ops::Range;

use serde_core::Deserializer;
use serde_core::de::{Deserialize, IgnoredAny, MapAccess, Visitor};
use serde_json::error::Category;
use serde_json::value::RawValue;

use crate::wire::{self, Quick, Unread};

/// `{"code": …, "message": …, "data": …}`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Envelope {
    pub(super) code: i64,
    pub(super) message: Option<String>,
    /// Where `data` stands in the body; nothing when it is not there.
    pub(super) data: Option<Range<usize>>,
}

/// Why a body is not an envelope: a sentence without a subject, which repeats nothing of the body.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NotAnEnvelope {
    pub(super) detail: String,
    pub(super) path: Option<&'static str>,
}

impl Envelope {
    pub(super) fn read(body: &[u8]) -> Result<Self, NotAnEnvelope> {
        // A byte order mark is not JSON, but some platforms send one.
        let text = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
        let members = match serde_json::from_slice::<Members<'_>>(text) {
            Ok(members) => members,
            Err(error) => return Err(not_json(text, &error)),
        };
        if let Some(name) = members.twice {
            return Err(NotAnEnvelope { detail: format!("the answer has `{name}` twice"), path: Some(name) });
        }
        let Some(code) = members.code else {
            let detail = "the answer is a JSON object without `code`, so it is not the platform's envelope".to_owned();
            return Err(NotAnEnvelope { detail, path: Some("code") });
        };
        let Some(code) = integer(code.get()) else {
            let detail = "the answer's `code` is not a whole number".to_owned();
            return Err(NotAnEnvelope { detail, path: Some("code") });
        };
        if code.unsigned_abs() >= CARD_NUMBERS {
            let detail =
                "the answer's `code` has as many digits as a card number, so it is not taken for one and not shown";
            return Err(NotAnEnvelope { detail: detail.to_owned(), path: Some("code") });
        }
        Ok(Self {
            code,
            message: members.message.and_then(|message| serde_json::from_str(message.get()).ok()),
            data: members.data.and_then(|data| range_in(body, data.get())),
        })
    }
}

/// The text under `data` in a success of the usual form, which has it last; nothing for any other answer. It may be no JSON
/// at all: the answer is one only if the whole text is a value.
pub(super) fn data_of_success(body: &[u8]) -> Option<(&str, u64)> {
    let (rest, odd) = open(std::str::from_utf8(body).ok()?).ok()?;
    Some((rest.trim_end_matches(SPACE).strip_suffix('}')?.trim_end_matches(SPACE), odd))
}

/// JSON's white space.
const SPACE: [char; 4] = [' ', '\n', '\r', '\t'];

/// Reads a success up to the value of `data`, and tells what follows.
fn open(text: &str) -> Result<(&str, u64), Unread> {
    let mut from = Quick::new(text);
    let (mut code, mut message) = (None, None);
    from.open(b'{')?;
    loop {
        match from.key()? {
            "code" if code.is_none() => code = Some(from.whole::<i64>()?),
            "message" if message.is_none() => message = Some(from.string()?),
            "data" if code == Some(0) => {
                if message.is_none() {
                    from.note_text("message");
                }
                return Ok((from.rest(), from.odd()));
            }
            "code" | "message" | "data" => return Err(Unread),
            other => {
                from.note_text(other);
                from.any()?;
            }
        }
        from.comma()?;
    }
}

/// A number of this many digits could be a card number, and a code is shown in errors and logs.
const CARD_NUMBERS: u64 = 100_000_000_000;

/// A number, or a number in a string.
fn integer(text: &str) -> Option<i64> {
    let bare = text.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(text);
    wire::integer(bare.trim())
}

/// Where `part`, which was borrowed from `whole`, stands in it.
pub(super) fn range_in(whole: &[u8], part: &str) -> Option<Range<usize>> {
    let start = (part.as_ptr() as usize).checked_sub(whole.as_ptr() as usize)?;
    let end = start.checked_add(part.len())?;
    (end <= whole.len()).then_some(start..end)
}

fn not_json(text: &[u8], error: &serde_json::Error) -> NotAnEnvelope {
    let place = format!("at line {} column {}", error.line(), error.column());
    let detail = match (text.trim_ascii_start().first(), error.classify()) {
        (None, _) => "the answer has no body".to_owned(),
        (Some(b'<'), _) => {
            "the answer is HTML or XML instead of JSON; a proxy may have answered, or base_url or version \
                            may be wrong"
                .to_owned()
        }
        (Some(_), Category::Eof) => format!("the answer's JSON ends too early, after {} bytes", text.len()),
        (Some(b'{'), _) => format!("the answer is not valid JSON {place}"),
        (Some(_), Category::Data) => {
            "the answer is JSON, but not an object with `code`, `message` and `data`".to_owned()
        }
        (Some(_), _) => "the answer is not JSON".to_owned(),
    };
    NotAnEnvelope { detail, path: None }
}

/// The members of the envelope as they stand in the text.
#[derive(Default)]
struct Members<'b> {
    code: Option<&'b RawValue>,
    message: Option<&'b RawValue>,
    data: Option<&'b RawValue>,
    twice: Option<&'static str>,
}

impl<'de> Deserialize<'de> for Members<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Self::Value, A::Error> {
        let mut members = Members::default();
        while let Some(Name(name)) = from.next_key()? {
            let (slot, name) = match name {
                Some(Member::Code) => (&mut members.code, "code"),
                Some(Member::Message) => (&mut members.message, "message"),
                Some(Member::Data) => (&mut members.data, "data"),
                None => {
                    from.next_value::<IgnoredAny>()?;
                    continue;
                }
            };
            // A member that stands twice with one value counts once; two different values contradict each other.
            let value: &RawValue = from.next_value()?;
            if slot.replace(value).is_some_and(|earlier| earlier.get() != value.get()) {
                members.twice = Some(name);
            }
        }
        Ok(members)
    }
}

enum Member {
    Code,
    Message,
    Data,
}

/// A key, which may be written with escapes and so cannot always be borrowed.
struct Name(Option<Member>);

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_identifier(Self(None))
    }
}

impl Visitor<'_> for Name {
    type Value = Self;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, name: &str) -> Result<Self, E> {
        Ok(Self(match name {
            "code" => Some(Member::Code),
            "message" => Some(Member::Message),
            "data" => Some(Member::Data),
            _ => None,
        }))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Envelope, data_of_success, range_in};
    use crate::models::WalletsGetTransactionRequest;
    use crate::wire::decode_quickly;

    /// Code, message and the text of `data`, or what is wrong.
    fn read(body: &str) -> Result<(i64, Option<String>, Option<&str>), String> {
        match Envelope::read(body.as_bytes()) {
            Ok(envelope) => Ok((envelope.code, envelope.message, envelope.data.map(|range| &body[range]))),
            Err(error) => Err(error.detail),
        }
    }

    #[test]
    fn data_is_found_where_it_stands_whatever_the_order() {
        let body = r#" {"data" : {"a":[1, 2]} ,"more":{"code":7},"code":0,"message":"success"} "#;
        assert_eq!(read(body), Ok((0, Some("success".to_owned()), Some(r#"{"a":[1, 2]}"#))));
    }

    #[test]
    fn a_code_may_be_a_number_in_a_string() {
        assert_eq!(
            read(r#"{"code":"40001","message":"no","data":[]}"#),
            Ok((40001, Some("no".to_owned()), Some("[]")))
        );
        assert_eq!(read(r#"{"code":"0"}"#), Ok((0, None, None)));
    }

    proptest! {
        #[test]
        fn a_number_that_could_be_a_cards_is_no_code(number in any::<i64>(), quote in "\"?") {
            let body = format!(r#"{{"code":{quote}{number}{quote},"message":"no"}}"#);
            let told = read(&body);
            let digits = number.unsigned_abs().to_string();
            prop_assert_eq!(told.is_err(), digits.len() >= 12);
            prop_assert!(told.err().is_none_or(|detail| !detail.contains(&digits)));
        }
    }

    #[test]
    fn a_message_that_is_no_text_does_not_hide_the_code() {
        for message in ["null", "17", r#"{"a":1}"#] {
            assert_eq!(
                read(&format!(r#"{{"code":-3,"message":{message},"data":null}}"#)),
                Ok((-3, None, Some("null")))
            );
        }
    }

    #[test]
    fn a_byte_order_mark_is_passed_over() {
        assert_eq!(read("\u{feff}{\"code\":0,\"data\":1}"), Ok((0, None, Some("1"))));
    }

    #[test]
    fn what_is_no_envelope_is_told_apart() {
        let cases = [
            ("", "no body"),
            ("  \n", "no body"),
            ("<html><body>502</body></html>", "HTML or XML"),
            (r#"{"code":0,"data":{"card_no":"448533"#, "ends too early, after 35 bytes"),
            (r#"{"code":0,,}"#, "not valid JSON at line 1 column 11"),
            ("[1]", "not an object"),
            ("\"oops\"", "not an object"),
            ("oops", "not JSON"),
            (r#"{"message":"success"}"#, "without `code`"),
            (r#"{"code":null}"#, "not a whole number"),
            (r#"{"code":1.5}"#, "not a whole number"),
            (r#"{"code":0,"code":1}"#, "`code` twice"),
            (r#"{"code":0} {"code":1}"#, "not valid JSON"),
        ];
        for (body, expected) in cases {
            let detail = read(body).unwrap_err();
            assert!(detail.contains(expected), "{body}: {detail}");
        }
    }

    const SUCCESS: &str = r#"{"code":0,"message":"success","data":{"transaction_id":"T1"}}"#;

    /// Whether an answer is read in one pass. If it is, the envelope's reader finds the same success and the same data.
    fn is_read_in_one_pass(body: &str) -> bool {
        let Some((data, _)) = data_of_success(body.as_bytes()) else {
            return false;
        };
        if decode_quickly::<WalletsGetTransactionRequest>(data).is_none() {
            return false;
        }
        let envelope = Envelope::read(body.as_bytes());
        let found = envelope.map(|envelope| (envelope.code, envelope.data));
        assert_eq!(found, Ok((0, range_in(body.as_bytes(), data))), "{body}");
        true
    }

    #[test]
    fn a_success_of_the_usual_form_is_read_in_one_pass() {
        for body in [
            SUCCESS,
            r#"{"code":0.0,"message":"success","data":{"transaction_id":"T1"}}"#,
            " {\n  \"code\" : \"0\" ,\n  \"data\" : {\"transaction_id\": \"T1\"}\n}\r\n",
            r#"{"trace":{"id":[1]},"message":"\u6210\u529f","code":0,"data":{"transaction_id":"T1"}}"#,
        ] {
            assert!(is_read_in_one_pass(body), "{body}");
        }
    }

    #[test]
    fn every_other_answer_is_judged_step_by_step() {
        for (from, to) in [
            ("0", "1"),
            ("0", "0.5"),
            ("0", "\"\\u0030\""),
            ("\"code\":0,", ""),
            ("\"code\":0", "\"code\":0,\"code\":0"),
            ("\"success\"", "null"),
            ("\"success\"", "\"success\",\"message\":\"no\""),
            ("}}", "}"),
            ("}}", "}}}"),
            ("}}", "},\"message\":\"success\"}"),
            ("}}", "},\"code\":7}"),
            ("{\"tr", "[{\"tr"),
            ("{\"code", "\u{feff}{\"code"),
        ] {
            let body = SUCCESS.replacen(from, to, 1);
            assert!(!is_read_in_one_pass(&body), "{body}");
        }
    }

    proptest! {
        #[test]
        fn what_is_read_in_one_pass_is_what_the_envelope_holds(
            at in 0..SUCCESS.len(),
            over in 0_usize..3,
            piece in prop::sample::select(vec!["", "\"", "{", "}", ",", "0", "-", " ", "null", "\"code\":0,", "\"x\":{},", "}}"]),
        ) {
            is_read_in_one_pass(&[&SUCCESS[..at], piece, &SUCCESS[(at + over).min(SUCCESS.len())..]].concat());
        }
    }
}
