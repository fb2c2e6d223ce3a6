//! Which names and codes may be told. The platform chooses them, so one could be a card number or a key: only what looks like
//! a word of a programmer is shown.

/// A longer name is no name of a field.
const LONGEST: usize = 64;

/// So many digits could be the end of a card number, or a code that was sent to somebody.
const DIGITS: usize = 4;

/// A code of an enum has fewer digits than a card number.
const CODE_DIGITS: usize = 6;

/// A name as it may be told, or what stands for it.
pub(super) fn shown(name: &str) -> String {
    if is_word(name) { name.to_owned() } else { "{…}".to_owned() }
}

/// Whether a name has letters, few digits, and nothing but what names are made of.
fn is_word(name: &str) -> bool {
    let digits = name.bytes().filter(u8::is_ascii_digit).count();
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    !name.is_empty()
        && name.len() <= LONGEST
        && digits < DIGITS
        && letters > digits
        && !looks_random(name)
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
}

/// A longer run of small letters is no word.
const LONGEST_WORD: usize = 20;

/// A long run of letters and digits mixed is a key or a hash, and so is a long run of letters.
fn looks_random(name: &str) -> bool {
    let is_mixed = |part: &str| {
        let changes =
            part.as_bytes().windows(2).filter(|two| two[0].is_ascii_digit() != two[1].is_ascii_digit()).count();
        part.len() > 12 && changes > 2 || part.len() > 40
    };
    name.split(['_', '-', '.']).any(is_mixed)
        || name.split(|c: char| !c.is_ascii_lowercase()).any(|run| run.len() > LONGEST_WORD)
}

/// A whole number as the code of an enum, if it is short enough to be one.
pub(super) fn shown_number(code: &str) -> Option<String> {
    let digits = code.strip_prefix('-').unwrap_or(code);
    let is_code = !digits.is_empty() && digits.len() <= CODE_DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_code.then(|| code.to_owned())
}

/// A text as the code of an enum, if it looks like one.
pub(super) fn shown_text(code: &str) -> Option<String> {
    shown_number(code).or_else(|| (is_word(code) && code.is_ascii() && code.len() <= 32).then(|| code.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{shown, shown_number, shown_text};

    #[test]
    fn names_of_fields_are_told_and_what_could_be_a_value_is_not() {
        for name in ["card_no", "cardNo", "3ds_status", "备注", "line.2", "x-request-id"] {
            assert_eq!(shown(name), name);
        }
        for name in [
            "",
            "4111111111111111",
            "a4111",
            "ae9ae3f5ad284ef4836de18aa3d41c47",
            "a b",
            "<b>",
            "03/28",
            "123",
            "e5f6a7b8c9d0e",
            "akeythathasnodigitsatall",
        ] {
            assert_eq!(shown(name), "{…}", "{name}");
        }
    }

    #[test]
    fn codes_are_short() {
        assert_eq!(shown_number("-12").as_deref(), Some("-12"));
        assert_eq!(shown_text("ON_HOLD").as_deref(), Some("ON_HOLD"));
        for code in ["1234567", "", "-", "1.5"] {
            assert_eq!(shown_number(code), None, "{code}");
        }
        assert_eq!(shown_text("John Smith"), None);
    }
}
