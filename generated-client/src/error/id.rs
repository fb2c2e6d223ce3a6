//! Which texts are identifiers of a request, and can be nothing else. Such a one is shown whole; of any other nothing is.

use super::mask::holds_a_piece;

/// A longer text is not an identifier.
const ID_LENGTH: usize = 128;

/// So many digits, with or without marks between them, could be a card number.
const CARD_DIGITS: usize = 12;

/// Fewer digits by themselves could be a CVV, a PIN, a date of expiry, or a code by text message.
const ID_DIGITS: usize = 9;

/// Whether `text` has the form of an identifier of a request, and could be nothing else: no card number, no name, no piece of `secret`.
pub(crate) fn is_an_id(text: &str, secret: &str) -> bool {
    if text.len() > ID_LENGTH || !text.chars().all(|c| c.is_ascii_alphanumeric() || is_mark(c)) {
        return false;
    }
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().any(|c| c.is_ascii_alphabetic());
    if digits == 0 || !letters && digits < ID_DIGITS || holds_a_piece(text, secret) {
        return false;
    }
    if !is_hexadecimal(text) && text.split(is_mark).any(could_be_a_name) {
        return false;
    }
    // In a hexadecimal id, many digits stand in a row by chance; a card number's last digit is no chance.
    let (apart, most) = if is_hexadecimal(text) { (false, usize::MAX) } else { (true, CARD_DIGITS) };
    let mut row = Vec::new();
    for c in text.chars().chain(['/']) {
        match c.to_digit(10) {
            Some(digit) => row.push(digit),
            None if apart && is_mark(c) => {}
            None if row.len() >= most || row.len() >= CARD_DIGITS && has_check_digit(&row) => return false,
            None => row.clear(),
        }
    }
    true
}

fn is_mark(c: char) -> bool {
    matches!(c, '-' | '_' | '.' | ':' | '=' | ';')
}

/// What identifiers say of themselves, such as `req-1` and `Root=1-67891233-abcdef`.
const WORDS: [&str; 30] = [
    "amz", "api", "aws", "call", "cf", "corr", "edge", "gateway", "gw", "id", "lb", "lineage", "msg", "node", "op",
    "parent", "proxy", "req", "request", "rid", "root", "sampled", "self", "span", "srv", "test", "trace", "tx", "txn",
    "x",
];

/// Whether a part of an identifier has letters that are neither hexadecimal nor there by chance.
fn could_be_a_name(part: &str) -> bool {
    let is_word = |letters: &str| WORDS.contains(&letters.to_ascii_lowercase().as_str());
    if part.len() >= 3 && part.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return false;
    }
    let runs: Vec<&str> =
        part.split(|c: char| c.is_ascii_digit()).filter(|run| !run.is_empty() && !is_word(run)).collect();
    let longest = runs.iter().map(|run| run.len()).max().unwrap_or_default();
    let digits = part.bytes().filter(u8::is_ascii_digit).count();
    let is_ulid = part.len() == 26 && part.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    let is_by_chance = is_ulid || part.len() >= 16 && digits * 4 >= part.len() && longest <= 5;
    if digits == 0 { longest > 1 } else { longest > 2 && !is_by_chance }
}

/// A UUID, a trace's id of 32 digits, or one of 16 with letters behind it, as content networks give them.
fn is_hexadecimal(text: &str) -> bool {
    let text = text.split_once('-').filter(|(_, place)| place.len() == 3).map_or(text, |(id, _)| id);
    let parts: Vec<usize> = text.split('-').map(str::len).collect();
    matches!(parts.as_slice(), [16 | 32] | [8, 4, 4, 4, 12])
        && text.chars().all(|c| c.is_ascii_hexdigit() || c == '-')
        && text.chars().any(|c| c.is_ascii_alphabetic())
}

/// The sum that a card number's last digit makes a multiple of ten (ISO/IEC 7812, Luhn's formula). Every second digit counts as
/// the digits of its double; only the last digit of the sum matters.
fn has_check_digit(digits: &[u32]) -> bool {
    let weigh = |(at, digit): (usize, &u32)| if at % 2 == 0 { *digit } else { digit * 2 / 10 + digit * 2 };
    digits.iter().rev().enumerate().map(weigh).sum::<u32>() % 10 == 0
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::{ID_LENGTH, has_check_digit, is_an_id};

    #[test]
    fn an_identifier_of_a_form_that_gateways_use_is_shown() {
        for id in [
            "req-1",
            "7e1f0c9a-3b52-4d6e-8f10-9a2b3c4d5e6f",
            "4bf92f3577b34da6a3ce929d0e0e4736",
            "8a1b2c3d4e5f6071-FRA",
            "8123456789012345a123456789012345",
            "Root=1-67891233-abcdef",
            "01ARZ3NDEKTSV4RRFFQ69G5FAV",
            "1700000001",
            "abc-123",
            "gw-7-abc123",
            "123456789",
            "1-z",
            "7zk",
            "abz1xyz2qrs3tuv4wxy5",
            "12345678-1234-4123-a123-1234567890ab",
            "a1".repeat(ID_LENGTH / 2).as_str(),
        ] {
            assert!(is_an_id(id, "QwertzKey-Of_The.House"), "{id}");
        }
        let too_long = "a1".repeat(ID_LENGTH / 2) + "a";
        for none in ["", "ANN.LEE", "1229", "12-29", "715", "12/29", "123456", "a b1", "a/1", "卡1", &too_long] {
            assert!(!is_an_id(none, "QwertzKey-Of_The.House"), "{none}");
        }
    }

    #[test]
    fn a_name_with_a_number_is_no_identifier() {
        for name in [
            "ANN-LEE-1985",
            "ann.lee.7",
            "lee1985",
            "AnnLee-12345",
            "zhang_wei_88",
            "Li-Wu-7",
            "id=ann;7",
            "annlee1985annlee12",
            "annleesmith12345",
            "annleemargaretsmithson1985",
        ] {
            assert!(!is_an_id(name, ""), "{name}");
        }
    }

    #[test]
    fn a_card_numbers_last_digit_checks_the_others() {
        for number in ["4111111111111111", "5555555555554444", "378282246310005", "6011000990139424", "79927398713"] {
            let mut digits: Vec<u32> = number.chars().map(|c| c.to_digit(10).unwrap()).collect();
            assert!(has_check_digit(&digits), "{number}");
            for at in 0..digits.len() {
                let was = digits[at];
                digits[at] = (was + 1) % 10;
                assert!(!has_check_digit(&digits), "{number} with another digit {at}");
                digits[at] = was;
            }
        }
    }

    proptest! {
        #[test]
        fn an_identifier_that_holds_a_card_number_is_none(
            digits in vec(0..10_u32, 12..19),
            marks in vec(select(vec!["", "-", ".", "_", ":"]), 20),
            before in "([A-Za-z]{0,8}[-_:.=]?)|[a-f]{0,12}",
            behind in "([-_:.=]?[A-Za-z]{0,8})|(-[A-Z]{3})|[a-f]{0,16}",
        ) {
            let sum = |last: u32| has_check_digit(&[digits.as_slice(), &[last]].concat());
            let last = (0..10).find(|last| sum(*last)).unwrap();
            let number = digits.iter().chain([&last]).zip(&marks);
            let number: Vec<String> = number.map(|(digit, mark)| format!("{digit}{mark}")).collect();
            let number = number.concat();
            let number = number.trim_end_matches(['-', '.', '_', ':']);
            let id = format!("{before}{number}{behind}");
            prop_assert!(!is_an_id(&id, ""), "{}", id);
        }

        #[test]
        fn an_identifier_that_holds_a_piece_of_the_key_is_none(
            key in "[A-Za-z0-9]{16,40}",
            from in 0..10_usize,
            mark in select(vec!["", "-", ".", "_"]),
            upper in any::<bool>(),
            before in "[a-z]{0,6}[0-9]-",
        ) {
            let piece = key[from..from + 6].chars().map(String::from).collect::<Vec<_>>().join(mark);
            let piece = if upper { piece.to_uppercase() } else { piece };
            let id = format!("{before}{piece}");
            prop_assert!(!is_an_id(&id, &key), "{}", id);
        }

        #[test]
        fn nearly_every_hexadecimal_identifier_is_shown(id in "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}") {
            let longest = id.split(|c: char| !c.is_ascii_digit()).map(str::len).max();
            prop_assert!(is_an_id(&id, "") || longest >= Some(12));
        }
    }
}
