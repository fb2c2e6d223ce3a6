//! What a `$ref` stands for: a part of the same document, by a path whose names may be percent-encoded.

use super::keywords;
use super::part::Part;
use crate::distill::page::finding::{Finding, FindingCode};
use crate::text::foreign;

/// A longer chain of references to references counts as a broken reference.
const LONGEST_CHAIN: usize = 16;

/// The part itself, or what it refers to in the end; the part itself where that is nothing, which is told.
pub(super) fn followed<'d>(root: Part<'d>, part: Part<'d>, found: &mut Vec<Finding>) -> Part<'d> {
    let mut at = part;
    for _ in 0..LONGEST_CHAIN {
        let Some(reference) = at.get("$ref") else { return at };
        let Some(text) = reference.text() else { return at };
        keywords::beside(at, found);
        match target(root, text) {
            Some(next) => at = next,
            None => {
                let message = format!("`{}` refers to nothing in this export", foreign::short(text));
                Finding::new(FindingCode::ReferenceUnknown, reference.span(), message)
                    .help("export the page with all that it refers to")
                    .push_to(found);
                return part;
            }
        }
    }
    let message = "this refers to itself";
    Finding::new(FindingCode::ReferenceUnknown, part.span(), message)
        .help("tell the documentation's author")
        .push_to(found);
    part
}

/// What a reference names.
pub(super) fn target<'d>(root: Part<'d>, reference: &str) -> Option<Part<'d>> {
    let mut at = root;
    for name in reference.strip_prefix("#/")?.split('/') {
        let name = decoded(name).replace("~1", "/").replace("~0", "~");
        at = at.get(&name)?;
    }
    Some(at)
}

/// Decodes percent-encoding; a malformed escape stays as it is.
fn decoded(name: &str) -> String {
    let mut bytes = Vec::with_capacity(name.len());
    let mut at = 0;
    while let Some(byte) = name.as_bytes().get(at) {
        let code =
            name.get(at + 1..at + 3).filter(|_| *byte == b'%').and_then(|code| u8::from_str_radix(code, 16).ok());
        bytes.push(code.unwrap_or(*byte));
        at += if code.is_some() { 3 } else { 1 };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_decoded_as_far_as_they_are_encoded() {
        assert_eq!(decoded("%E5%8D%A1%20a"), "卡 a");
        assert_eq!(decoded("100%"), "100%");
        assert_eq!(decoded("%zz%e5"), "%zz%e5");
    }
}
