//! From a JSON text, or another deserializer, to a value: the quick way first, and the careful one for the verdict.

use serde_core::Deserializer;
use serde_core::de::Error as _;

use super::error::{DecodeError, DecodeErrorKind};
use super::quick;
use super::repeats::without_repeats;
use super::trail::Trail;
#[cfg(any(test, feature = "client"))]
use super::trail::{LeftOut, path_of};
use super::traits::Wire;

/// Decodes a whole JSON text.
pub(crate) fn decode<T: Wire>(text: &[u8]) -> Result<T, DecodeError> {
    let quickly = std::str::from_utf8(text).ok().and_then(decode_quickly);
    quickly.map_or_else(|| decode_carefully(text).or_else(|error| decode_once(text, error)), |(value, _)| Ok(value))
}

/// Decodes a text in which a key stands twice, where that contradicts nothing; else there is the error that it had with them.
fn decode_once<T: Wire>(text: &[u8], error: DecodeError) -> Result<T, DecodeError> {
    if error.kind() != DecodeErrorKind::DuplicateField {
        return Err(error);
    }
    match std::str::from_utf8(text).ok().and_then(without_repeats) {
        // What else is wrong is told by its path: lines and columns are those of another text.
        Some(text) => decode_carefully(text.as_bytes()).map_err(DecodeError::without_place),
        None => Err(error),
    }
}

/// The value of a whole JSON text of the usual form, and a bit for each kind of thing in it that the spec does not say. `None` is no
/// verdict on the text: [`decode`] gives one.
pub(crate) fn decode_quickly<T: Wire>(text: &str) -> Option<(T, u64)> {
    quick::decode(text).ok()
}

pub(crate) fn decode_carefully<T: Wire>(text: &[u8]) -> Result<T, DecodeError> {
    let trail = Trail::new();
    let mut json = serde_json::Deserializer::from_slice(text);
    let mut value = T::blank();
    let read = value.read(&mut json, &trail).and_then(|()| json.end());
    read.map(|()| value).map_err(|error| DecodeError::new(&error, trail.reason(), trail.path()))
}

/// Decodes a field of a JSON text that has been cut out of it: path, line and column of a failure are those of the whole.
/// `part` is a slice of `whole`, as a borrowed raw value is.
#[cfg(any(test, feature = "client"))]
pub(crate) fn decode_part<T: Wire>(whole: &[u8], part: &str, name: &str) -> Result<T, DecodeError> {
    decode(part.as_bytes()).map_err(|error| within(error, name, whole, part))
}

/// As [`decode_part`], but an entry of a list that cannot be read is left out as a whole, and told. It is the outermost lists whose
/// entries count; what is wrong elsewhere is an error as ever.
#[cfg(any(test, feature = "client"))]
pub(crate) fn decode_part_leniently<T: Wire>(
    whole: &[u8],
    part: &str,
    name: &str,
) -> Result<(T, Vec<Unreadable>), DecodeError> {
    let (value, left_out) = match leniently::<T>(part) {
        Err(error) if error.kind() == DecodeErrorKind::DuplicateField => match without_repeats(part) {
            Some(text) => leniently(&text).map_err(DecodeError::without_place),
            None => Err(error),
        },
        read => read,
    }
    .map_err(|error| within(error, name, whole, part))?;
    let unreadable = left_out.into_iter().map(|LeftOut { list, index, address, error }| {
        let list = path_of(&list).unwrap_or_default();
        let entry = match list.as_str() {
            "" => format!("{name}[{index}]"),
            list => format!("{name}.{list}[{index}]"),
        };
        let error = match place_in(whole, address) {
            Some((lines, bytes)) => error.within(&entry, lines, bytes),
            None => error.without_place().within(&entry, 0, 0),
        };
        Unreadable { list, index, error }
    });
    Ok((value, unreadable.collect()))
}

/// Reads a text, and gathers which entries of lists were left out.
#[cfg(any(test, feature = "client"))]
fn leniently<T: Wire>(text: &str) -> Result<(T, Vec<LeftOut>), DecodeError> {
    let trail = Trail::lenient();
    let mut json = serde_json::Deserializer::from_str(text);
    let mut value = T::blank();
    let read = value.read(&mut json, &trail).and_then(|()| json.end());
    read.map_err(|error| DecodeError::new(&error, trail.reason(), trail.path()))
        .map(|()| (value, trail.into_left_out()))
}

/// An entry of a list that cannot be read.
#[cfg(any(test, feature = "client"))]
#[derive(Debug)]
pub(crate) struct Unreadable {
    /// The list, such as `card_list`.
    pub(crate) list: String,
    /// Which of its entries.
    pub(crate) index: usize,
    /// Why.
    pub(crate) error: DecodeError,
}

/// The error of decoding `part`, seen from `whole`, which holds it as its field `name`.
#[cfg(any(test, feature = "client"))]
fn within(error: DecodeError, name: &str, whole: &[u8], part: &str) -> DecodeError {
    let (lines, bytes) = place_in(whole, part.as_ptr().addr()).unwrap_or_default();
    error.within(name, lines, bytes)
}

/// How many lines stand before an address in a text, and how many bytes in its own line.
#[cfg(any(test, feature = "client"))]
fn place_in(whole: &[u8], address: usize) -> Option<(usize, usize)> {
    let before = whole.get(..address.checked_sub(whole.as_ptr().addr())?)?;
    let mut lines = before.split(|byte| *byte == b'\n');
    let last = lines.next_back().map_or(0, <[u8]>::len);
    Some((lines.count(), last))
}

/// `Deserialize` for a type of this crate: the path goes into the text, since another error type has no place for it.
pub(crate) fn deserialize<'de, T: Wire, D: Deserializer<'de>>(from: D) -> Result<T, D::Error> {
    let trail = Trail::new();
    let mut value = T::blank();
    value.read(from, &trail).map(|()| value).map_err(|error| match trail.path() {
        Some(path) => D::Error::custom(format_args!("{path}: {error}")),
        None => error,
    })
}

/// The value of an example that stands in the generated code.
#[cfg(feature = "test-util")]
#[allow(dead_code, reason = "a spec may have no objects")]
#[expect(clippy::expect_used, reason = "every example is decoded by a test of this crate")]
pub(crate) fn example_value<T: Wire>(json: &str) -> T {
    decode(json.as_bytes()).expect("an example is a value of its type")
}

#[cfg(test)]
mod tests {
    use super::decode_part;
    use crate::wire::error::{DecodeError, DecodeErrorKind};
    use crate::wire::macros::record;

    #[derive(Debug)]
    struct Transaction {
        transaction_id: String,
    }

    record!(Transaction {
        0 => required transaction_id as "transaction_id",
    });

    const BODY: &str = "{\n  \"code\": 0,\n  \"data\": {\"transaction_id\": 7}\n}";

    /// The error of decoding what stands between the two marks of a text.
    fn error_in(body: &str, from: &str, to: &str) -> DecodeError {
        let start = body.find(from).unwrap();
        let end = body.rfind(to).unwrap() + to.len();
        decode_part::<Transaction>(body.as_bytes(), &body[start..end], "data").unwrap_err()
    }

    #[test]
    fn the_error_of_a_part_has_the_path_line_and_column_of_the_whole() {
        let error = error_in(BODY, "{\"tr", "7}");
        assert_eq!(error.to_string(), "data.transaction_id: expected a string, found a number at line 3 column 31");

        let below = BODY.replace(": 7", ":\n  7");
        let error = error_in(&below, "{\"tr", "7}");
        assert_eq!((error.line(), error.column()), (4, 4));

        let error = error_in(BODY, "0", "0");
        assert_eq!(error.to_string(), "data: expected an object, found a number at line 2 column 11");
        assert_eq!(error.kind(), DecodeErrorKind::WrongType);
    }

    #[test]
    fn a_part_from_elsewhere_has_a_place_of_its_own_only() {
        let error = decode_part::<Transaction>(b"", "[]", "data").unwrap_err();
        assert_eq!((error.path(), error.line()), (Some("data"), 1));
    }
}
