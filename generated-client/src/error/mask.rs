//! Makes text that came from outside fit for a log: numbers, keys and control characters are taken out of it. What says that it is an
//! identifier is shown whole, or not at all.

/// What stands in the place of something that was taken out.
const MASK: &str = "[…]";

/// How many characters of a foreign text are shown at most.
const SHOWN: usize = 200;

/// How many characters of a foreign text are looked at: what is taken out makes room for what comes later, up to here.
const READ: usize = 10 * SHOWN;

/// So many characters of a secret in a row give it away, whatever stands between them and however they are written.
const GIVEAWAY: usize = 6;

/// This many characters between two numbers may be a separator, such as ` / `.
const SEPARATOR: usize = 3;

/// `text` as far as it may be shown: words without a digit. What holds one may be a card number, a CVV, a date of expiry or a key,
/// however it is spelled, and is taken out; so are addresses, and every piece of `secret`, whatever it is made of.
///
/// Words that hold digits and stand next to each other (`4485 33 39`, `03 / 28`) are taken out together. Only as much of the text is
/// looked at as can be shown: it may be as long as an answer.
pub(crate) fn mask(text: &str, secret: Option<&str>) -> String {
    // A piece that is cut off at the end cannot be recognised any more, so it is left away.
    let read = match text.char_indices().nth(READ) {
        Some((end, _)) => text[..end].rsplit_once(' ').map_or("", |(read, _)| read),
        None => text,
    };
    let cleaned = clean(read);
    // Both are treated alike: a secret with a line's end in it is found where the text has a space in its place, or nothing.
    let secret = secret.map(clean).unwrap_or_default();
    let cleaned = match secret.trim() {
        secret if secret.len() >= GIVEAWAY => without_pieces(&cleaned.replace(secret, MASK), secret),
        _ => cleaned,
    };
    let cleaned = without_addresses(&cleaned);

    let mut masked = String::with_capacity(cleaned.len());
    let mut words = Words::of(&cleaned).peekable();
    while let Some(mut group) = words.next() {
        while let Some(next) = words.peek() {
            if !group.joins(next) {
                break;
            }
            group = group.and(next);
            words.next();
        }
        masked.push_str(group.before);
        masked.push_str(if group.is_suspect() { MASK } else { group.text });
    }
    let more = if read.len() < text.len() { "…" } else { "" };
    shorten(&[masked.trim(), more].concat())
}

/// A longer text is not an identifier.
const ID_LENGTH: usize = 128;

/// So many digits, with or without marks between them, could be a card number.
const CARD_DIGITS: usize = 12;

/// Fewer digits by themselves could be a CVV, a PIN, a date of expiry, or a code by text message.
const ID_DIGITS: usize = 9;

/// Whether `text` has the form of an identifier of a request, and could be nothing else: no card number, no name, no piece of `secret`.
pub(crate) fn is_an_id(text: &str, secret: &str) -> bool {
    let is_mark = |c: char| matches!(c, '-' | '_' | '.' | ':' | '=' | ';');
    if text.len() > ID_LENGTH || !text.chars().all(|c| c.is_ascii_alphanumeric() || is_mark(c)) {
        return false;
    }
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().any(|c| c.is_ascii_alphabetic());
    if digits == 0 || !letters && digits < ID_DIGITS || holds_a_piece(text, &bare(&clean(secret))) {
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

/// A UUID, a trace's id of 32 digits, or one of 16 with letters behind it, as content networks give them.
fn is_hexadecimal(text: &str) -> bool {
    let text = text.split_once('-').filter(|(_, place)| place.len() == 3).map_or(text, |(id, _)| id);
    let parts: Vec<usize> = text.split('-').map(str::len).collect();
    matches!(parts.as_slice(), [16 | 32] | [8, 4, 4, 4, 12])
        && text.chars().all(|c| c.is_ascii_hexdigit() || c == '-')
        && text.chars().any(|c| c.is_ascii_alphabetic())
}

/// The sum that a card number's last digit makes a multiple of ten (ISO/IEC 7812, Luhn's formula).
fn has_check_digit(digits: &[u32]) -> bool {
    let weigh = |(at, digit): (usize, &u32)| if at % 2 == 0 { *digit } else { digit * 2 / 10 + digit * 2 % 10 };
    digits.iter().rev().enumerate().map(weigh).sum::<u32>() % 10 == 0
}

/// The text in one line, in the order that it has, without what cannot be seen.
fn clean(text: &str) -> String {
    text.chars().filter(|c| !is_invisible(*c)).map(|c| if is_break(c) { ' ' } else { c }).collect()
}

/// What could break a line.
fn is_break(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// What could split a word unseen, or make a log show its text in another order than it has.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// The text without the words that hold a piece of the secret, in whatever case and with whatever between its letters.
fn without_pieces(text: &str, secret: &str) -> String {
    let secret = bare(secret);
    let shown = text.split(' ').map(|word| if holds_a_piece(word, &secret) { MASK } else { word });
    shown.collect::<Vec<_>>().join(" ")
}

/// Whether a text holds a piece of a secret, of which the letters and digits are given.
fn holds_a_piece(text: &str, secret: &[char]) -> bool {
    bare(text).windows(GIVEAWAY).any(|piece| secret.windows(GIVEAWAY).any(|other| piece == other))
}

/// Letters and digits, in one case.
fn bare(text: &str) -> Vec<char> {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn without_addresses(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    for (index, token) in text.split(' ').enumerate() {
        if index > 0 {
            kept.push(' ');
        }
        kept.push_str(if token.contains('@') { MASK } else { token });
    }
    kept
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// A word, or several that belong together, and what stands before it.
#[derive(Clone, Copy)]
struct Word<'t> {
    whole: &'t str,
    start: usize,
    end: usize,
    before: &'t str,
    text: &'t str,
    digits: usize,
}

impl Word<'_> {
    fn is_suspect(&self) -> bool {
        self.digits > 0
    }

    /// Whether `next` continues this word: both hold digits, and no more than a separator stands between them.
    fn joins(&self, next: &Self) -> bool {
        self.digits > 0 && next.digits > 0 && next.before.chars().nth(SEPARATOR).is_none()
    }

    fn and(self, next: &Self) -> Self {
        Self { end: next.end, text: &self.whole[self.start..next.end], digits: self.digits + next.digits, ..self }
    }
}

/// Splits a text into runs of Latin letters and digits; the last word may be empty and carries the rest of the text.
struct Words<'t> {
    whole: &'t str,
    at: usize,
}

impl<'t> Words<'t> {
    fn of(whole: &'t str) -> Self {
        Self { whole, at: 0 }
    }
}

/// Only Latin letters make words: Chinese is written without spaces, and a sentence is not one word.
fn in_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c.is_numeric()
}

impl<'t> Iterator for Words<'t> {
    type Item = Word<'t>;

    fn next(&mut self) -> Option<Word<'t>> {
        if self.at >= self.whole.len() {
            return None;
        }
        let rest = &self.whole[self.at..];
        let start = self.at + rest.find(in_word).unwrap_or(rest.len());
        let tail = &self.whole[start..];
        let end = start + tail.find(|c| !in_word(c)).unwrap_or(tail.len());
        let (before, text) = (&self.whole[self.at..start], &self.whole[start..end]);
        self.at = end;
        let digits = text.chars().filter(|c| c.is_numeric()).count();
        Some(Word { whole: self.whole, start, end, before, text, digits })
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::{any, proptest};
    use proptest::prop_assert;
    use proptest::sample::select;

    use super::{has_check_digit, is_an_id, mask};

    #[test]
    fn words_without_a_digit_stay() {
        assert_eq!(mask("insufficient balance", None), "insufficient balance");
        assert_eq!(mask("卡不存在", None), "卡不存在");
    }

    #[test]
    fn card_numbers_are_taken_out_however_they_are_written() {
        for number in ["4485333916826937", "4485 3339 1682 6937", "4485-3339-1682-6937", "44 85 33 39 16 82 69 37"] {
            assert_eq!(mask(&format!("card {number} is unknown"), None), "card […] is unknown", "{number}");
        }
        assert_eq!(mask("卡号4485333916826937不存在", None), "卡号[…]不存在");
        assert_eq!(mask("card 4485333916826937", None), "card […]");
    }

    #[test]
    fn a_cvv_an_expiry_and_a_key_are_taken_out() {
        assert_eq!(mask("cvv 715, expires 03/28.", None), "cvv […], expires […].");
        assert_eq!(mask("cvv 7 - 1 - 5, expires 03 / 28.", None), "cvv […], expires […].");
        assert_eq!(mask("key=ae9ae3f5ad284ef4836de18aa3d41c47 is wrong", None), "key=[…] is wrong");
        assert_eq!(mask("no such user ann.lee@example.com", None), "no such user […]");
    }

    #[test]
    fn the_callers_own_key_is_taken_out_whatever_it_is_made_of() {
        assert_eq!(mask("bad key open-sesame!", Some("open-sesame!")), "bad key […]");
        for key in ["open-sesame!\n", "\topen-sesame!\r\n", " open-sesame! "] {
            assert_eq!(mask("bad key open-sesame!", Some(key)), "bad key […]", "{key:?}");
            assert_eq!(mask(&format!("bad key {key}."), Some(key)).replace(' ', ""), "badkey[…].", "{key:?}");
        }
        assert_eq!(mask("bad key open\nsesame!", Some("open\nsesame!")), "bad key […]");
    }

    #[test]
    fn control_characters_go_and_the_length_is_bounded() {
        assert_eq!(mask("a\r\nb\u{1b}[Kc", None), "a  b [Kc");
        assert_eq!(mask("a\u{202e}b\u{2028}c\u{200b}d", None), "ab cd");
        assert_eq!(mask(&"x ".repeat(5000), None).chars().count(), 201);
    }

    #[test]
    fn an_expiry_and_a_pin_are_taken_out_in_any_spelling() {
        for secret in
            ["03/28", "3/28", "3-28", "3.28", "03 28", "2028-03", "0328", "Mar28", "3月28", "٣/٢٨", "7 1 5", "9", "x7y"]
        {
            let masked = mask(&format!("card ({secret}) is unknown"), None);
            assert!(!masked.chars().any(char::is_numeric), "{secret}: {masked}");
            assert!(masked.starts_with("card (") && masked.ends_with(" is unknown"), "{masked}");
        }
    }

    #[test]
    fn a_key_is_taken_out_cut_in_another_case_and_in_pieces() {
        let key = "QwertzKey-Of_The.House";
        for shown in [
            "qwertzkey-of_the.house",
            "QWERTZKEY-OF_THE.HOUSE",
            "QwertzKey-Of",
            "The.House",
            "key=QwertzK…",
            "Qwe\u{200b}rtzKey\u{ad}-Of_The.House",
            "Q-w-e-r-t-z-K-e-y",
            "\"QwertzKeyOfTheHouse\"",
        ] {
            assert_eq!(mask(&format!("bad {shown} here"), Some(key)), "bad […] here", "{shown}");
        }
        assert_eq!(mask("the house has a key of its own", Some(key)), "the house has a key of its own");
    }

    #[test]
    fn nothing_is_shown_of_what_the_end_cuts_off() {
        let key = "open-sesame-key";
        for before in 1980..2010 {
            let text = format!("{} {key} and more", "1".repeat(before));
            let masked = mask(&text, Some(key));
            assert!(!masked.contains("open") && !masked.contains("sesame"), "{masked}");
        }
    }

    #[test]
    fn a_message_as_long_as_an_answer_does_not_hold_the_call_up() {
        let (done, masked) = std::sync::mpsc::channel();
        std::thread::spawn(move || done.send(mask(&"1 ".repeat(8_000_000), Some("open-sesame!"))));
        assert_eq!(masked.recv_timeout(std::time::Duration::from_secs(2)).as_deref(), Ok("[…]…"));
    }

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
        ] {
            assert!(is_an_id(id, "QwertzKey-Of_The.House"), "{id}");
        }
        for none in ["", "ANN.LEE", "1229", "12-29", "715", "12/29", "123456", "a b1", "卡1", "x".repeat(200).as_str()]
        {
            assert!(!is_an_id(none, "QwertzKey-Of_The.House"), "{none}");
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
