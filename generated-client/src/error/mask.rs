//! Makes text that came from outside fit for a log: only what is known to be harmless stays in it. The known words are in `words`;
//! identifiers are judged in `id`.

use super::words::{han_parts, is_han, is_known};

/// What stands in the place of something that was taken out.
const MASK: &str = "[…]";

/// How many characters of a foreign text are shown at most.
const SHOWN: usize = 200;

/// How many characters of a foreign text are looked at: what is taken out makes room for what comes later, up to here.
const READ: usize = 10 * SHOWN;

/// So many characters of a secret in a row give it away, whatever stands between them and however they are written.
const GIVEAWAY: usize = 6;

/// This many characters between two words that are taken out may be a separator, such as ` / `.
const SEPARATOR: usize = 3;

/// What the platform says, as far as it may be shown: [known words](super::words), and the marks of a sentence. Everything else may be a name,
/// a card number, a CVV, a date of expiry or a key, however it is spelled, and is taken out; so is every piece of `secret`, whatever it is made
/// of and whatever stands between its letters.
///
/// What is taken out and stands next to each other (`4485 33 39`, `03 / 28`, `Ann Lee`) is taken out together. Only as much of the text is
/// looked at as can be shown: it may be as long as an answer.
pub(crate) fn mask(text: &str, secret: &str) -> String {
    shown(text, secret, is_known)
}

/// A name that this program's own code gives to a field, as far as it may be shown: a map may have card numbers for names, too.
pub(crate) fn mask_name(name: &str) -> String {
    shown(name, "", str::is_ascii)
}

fn shown(text: &str, secret: &str, may_be_shown: impl Fn(&str) -> bool) -> String {
    // A piece that is cut off at the end cannot be recognised any more, so it is left away.
    let read = match text.char_indices().nth(READ) {
        Some((end, _)) => text[..end].rsplit_once(' ').map_or("", |(read, _)| read),
        None => text,
    };
    let cleaned = clean(read);
    // Both are treated alike: a secret with a line's end in it is found where the text has a space in its place, or nothing.
    let secret = clean(secret);
    let cleaned = match secret.trim() {
        secret if secret.len() >= GIVEAWAY => without_pieces(&cleaned.replace(secret, MASK), secret),
        _ => cleaned,
    };

    let mut masked = String::with_capacity(cleaned.len());
    let mut words = Words { rest: &without_addresses(&cleaned), within: Vec::new() };
    let mut between = String::new();
    let mut is_masked = false;
    while let Some((before, word, is_han)) = words.next() {
        let is_shown = is_han.unwrap_or_else(|| may_be_shown(word) && !word.contains(char::is_numeric));
        between.push_str(before);
        if word.is_empty() || is_shown || !is_masked || between.chars().nth(SEPARATOR).is_some() {
            masked.extend(between.chars().map(|c| if is_mark(c) { c } else { ' ' }));
            masked.push_str(if word.is_empty() || is_shown { word } else { MASK });
        }
        between.clear();
        is_masked = !is_shown;
    }
    let more = if read.len() < text.len() { "…" } else { "" };
    shorten(&[masked.trim(), more].concat())
}

/// The text in one line, in the order that it has, without what cannot be seen.
fn clean(text: &str) -> String {
    text.chars().filter(|c| !is_invisible(*c)).map(|c| if is_break(c) { ' ' } else { c }).collect()
}

/// What could break a line.
fn is_break(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}')
}

/// What may stand between words: the marks of a sentence, and of this file.
fn is_mark(c: char) -> bool {
    c == ' ' || c.is_ascii_punctuation() || "…–—·‘’“”，。、：；！？（）《》【】「」".contains(c)
}

/// What could split a word unseen, or make a log show its text in another order than it has.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

/// The text without the words that hold a piece of the secret, in whatever case and with whatever between its letters, spaces included.
fn without_pieces(text: &str, secret: &str) -> String {
    let secret = bare(secret);
    let words: Vec<&str> = text.split(' ').collect();
    // Each letter and digit, and the word that it stands in.
    let letters: Vec<(usize, char)> =
        words.iter().enumerate().flat_map(|(word, text)| bare(text).into_iter().map(move |c| (word, c))).collect();
    let mut hidden = vec![false; words.len()];
    for piece in letters.windows(GIVEAWAY) {
        if secret.windows(GIVEAWAY).any(|other| piece.iter().map(|(_, c)| c).eq(other)) {
            for (word, _) in piece {
                hidden[*word] = true;
            }
        }
    }
    let shown = words.iter().zip(hidden).map(|(word, hidden)| if hidden { MASK } else { word });
    shown.collect::<Vec<_>>().join(" ")
}

/// Whether a text holds a piece of a secret, in whatever case and with whatever between its letters.
pub(super) fn holds_a_piece(text: &str, secret: &str) -> bool {
    let secret = bare(secret);
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

/// Takes a text apart: what stands before a word, the word, and whether one is known for which that is decided already. The last word is
/// empty and carries the rest of the text.
struct Words<'t> {
    rest: &'t str,
    /// What is left of a run of Chinese.
    within: Vec<(&'t str, bool)>,
}

impl<'t> Words<'t> {
    fn next(&mut self) -> Option<(&'t str, &'t str, Option<bool>)> {
        if let Some((part, known)) = self.within.pop() {
            return Some(("", part, Some(known)));
        }
        if self.rest.is_empty() {
            return None;
        }
        let start = self.rest.find(char::is_alphanumeric).unwrap_or(self.rest.len());
        let (before, tail) = self.rest.split_at(start);
        let Some(first) = tail.chars().next() else {
            self.rest = "";
            return Some((before, "", Some(true)));
        };
        let other = |c: char| !c.is_alphanumeric() || is_han(c) != is_han(first);
        let (word, rest) = tail.split_at(tail.find(other).unwrap_or(tail.len()));
        self.rest = rest;
        if !is_han(first) {
            return Some((before, word, None));
        }
        self.within = han_parts(word);
        self.within.reverse();
        self.within.pop().map(|(part, known)| (before, part, Some(known)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::{is_mark, mask};
    use crate::error::words::{is_han, is_known};

    #[test]
    fn words_without_a_digit_stay() {
        assert_eq!(mask("insufficient balance", ""), "insufficient balance");
        assert_eq!(mask("卡不存在", ""), "卡不存在");
    }

    #[test]
    fn card_numbers_are_taken_out_however_they_are_written() {
        for number in ["4485333916826937", "4485 3339 1682 6937", "4485-3339-1682-6937", "44 85 33 39 16 82 69 37"] {
            assert_eq!(mask(&format!("card {number} is unknown"), ""), "card […] is unknown", "{number}");
        }
        assert_eq!(mask("卡号4485333916826937不存在", ""), "卡号[…]不存在");
        assert_eq!(mask("card 4485333916826937", ""), "card […]");
    }

    #[test]
    fn a_cvv_an_expiry_and_a_key_are_taken_out() {
        assert_eq!(mask("cvv 715, expires 03/28.", ""), "cvv […], expires […].");
        assert_eq!(mask("cvv 7 - 1 - 5, expires 03 / 28.", ""), "cvv […], expires […].");
        assert_eq!(mask("key=ae9ae3f5ad284ef4836de18aa3d41c47 is wrong", ""), "key=[…] is wrong");
        assert_eq!(mask("no such user ann.lee@example.com", ""), "no such user […]");
    }

    #[test]
    fn the_callers_own_key_is_taken_out_whatever_it_is_made_of() {
        assert_eq!(mask("bad key open-sesame!", "open-sesame!"), "bad key […]");
        for key in ["open-sesame!\n", "\topen-sesame!\r\n", " open-sesame! "] {
            assert_eq!(mask("bad key open-sesame!", key), "bad key […]", "{key:?}");
            assert_eq!(mask(&format!("bad key {key}."), key).replace(' ', ""), "badkey[…].", "{key:?}");
        }
        assert_eq!(mask("bad key open\nsesame!", "open\nsesame!"), "bad key […]");
    }

    #[test]
    fn control_characters_go_and_the_length_is_bounded() {
        assert_eq!(mask("card\r\nis\u{1b}[not", ""), "card  is [not");
        assert_eq!(mask("card € is", ""), "card   is", "no mark of a sentence");
        assert_eq!(mask("user ann.lee@example.com\nnot found", ""), "user […] not found", "a line's end ends a word");
        assert_eq!(mask("ca\u{202e}rd\u{2028}fro\u{200b}zen", ""), "card frozen");
        assert_eq!(mask(&"a ".repeat(5000), "").chars().count(), 201);
    }

    #[test]
    fn what_is_taken_out_makes_room_for_what_comes_later() {
        assert_eq!(mask(&format!("{} card is unknown", "9".repeat(1_500)), ""), "[…] card is unknown");
    }

    #[test]
    fn an_expiry_and_a_pin_are_taken_out_in_any_spelling() {
        for secret in
            ["03/28", "3/28", "3-28", "3.28", "03 28", "2028-03", "0328", "Mar28", "3月28", "٣/٢٨", "7 1 5", "9", "x7y"]
        {
            let masked = mask(&format!("card ({secret}) is unknown"), "");
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
            assert_eq!(mask(&format!("bad {shown} here"), key), "bad […] here", "{shown}");
        }
        assert_eq!(mask("the key has a name of its own", key), "the key has a name of its own");
    }

    #[test]
    fn nothing_is_shown_of_what_the_end_cuts_off() {
        let key = "open-sesame-key";
        for before in 1980..2010 {
            let text = format!("{} {key} and more", "1".repeat(before));
            let masked = mask(&text, key);
            assert!(!masked.contains("open") && !masked.contains("sesame"), "{masked}");
        }
    }

    #[test]
    fn a_message_as_long_as_an_answer_does_not_hold_the_call_up() {
        let (done, masked) = std::sync::mpsc::channel();
        std::thread::spawn(move || done.send(mask(&"1 ".repeat(8_000_000), "open-sesame!")));
        assert_eq!(masked.recv_timeout(std::time::Duration::from_secs(2)).as_deref(), Ok("[…]…"));
    }

    #[test]
    fn a_name_is_taken_out_in_any_script_and_case() {
        for name in [
            "Ann Lee",
            "ANN LEE",
            "ann lee",
            "Zoë Müller-Lüdenscheidt",
            "Иван Петров",
            "张伟",
            "山田 花子",
            "O'Brien",
            "Mark Grant",
            "LEE/ANN",
        ] {
            assert_eq!(mask(&format!("the holder {name} is not active"), ""), "the holder […] is not active", "{name}");
        }
        assert_eq!(mask("持卡人张伟不存在", ""), "持卡人[…]不存在");
        assert_eq!(
            mask("Holder Ann Lee (born 1985-12-29, PAN 4485…) isn't active: ERR_CARD_NOT_FOUND", ""),
            "Holder […], PAN […]…) isn't active: ERR_CARD_NOT_FOUND"
        );
    }

    #[test]
    fn a_number_in_words_is_taken_out() {
        for number in [
            "four four eight five",
            "December twenty-eight",
            "Dec XXVIII",
            "二八年三月",
            "seven-one-five",
            "XII/XXVIII",
            "Ⅻ",
        ] {
            let masked = mask(&format!("the value {number} is not valid"), "");
            assert!(masked.starts_with("the value […]") && masked.ends_with("is not valid"), "{masked}");
            assert!(number.split([' ', '-', '/']).all(|word| !masked.contains(word)), "{masked}");
        }
    }

    #[test]
    fn what_platforms_commonly_say_stays() {
        for text in [
            "Insufficient balance, please recharge the wallet and try again later.",
            "Invalid parameter: page_size must be less than or equal to the limit",
            "the signature does not match; check app_id and key",
            "Request too frequent. Please retry after a while",
            "cardStatusInvalid: the card has been frozen by the issuer (risk control)",
            "HTTP method not allowed",
            "payment amount exceeds the daily limit of this account",
            "系统繁忙，请稍后重试",
            "余额不足",
            "参数错误：卡号不能为空",
            "该卡已冻结",
        ] {
            assert_eq!(mask(text, "QwertzKeyWithoutSense"), text);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// Whatever comes, what is shown is known words and the marks of a sentence.
        #[test]
        fn nothing_is_shown_but_known_words(text in "(\\PC|[a-z]{1,5}|card|不存在| ){0,40}") {
            let masked = mask(&text, "");
            for word in masked.split(|c: char| !c.is_alphabetic() || is_han(c)) {
                prop_assert!(word.is_empty() || is_known(word), "{:?} of {:?}", word, text);
            }
            let is_harmless = |c: char| c == '…' || c.is_alphabetic() || is_mark(c);
            prop_assert!(masked.chars().all(is_harmless), "{:?}", masked);
        }

        /// A card number, an expiry and a code, in groups of any size with anything between.
        #[test]
        fn no_digit_is_shown_however_it_is_written(
            digits in vec(select("0123456789０１２٣४５Ⅷ②".chars().collect::<Vec<_>>()), 1..20),
            marks in vec(select(vec!["", " ", "  ", "-", " / ", ".", "\u{200b}", "\u{a0}", "\u{2011}", "年", "x", "\t"]), 20),
            before in select(vec!["card ", "卡号", "expires:", "cvv=", "("]),
        ) {
            let number: String = digits.iter().zip(&marks).flat_map(|(digit, mark)| [digit.to_string(), (*mark).to_owned()]).collect();
            let masked = mask(&format!("{before}{number} is not valid"), "");
            prop_assert!(!masked.contains(|c: char| c.is_numeric()), "{}", masked);
            prop_assert!(masked.ends_with(" is not valid") || masked.ends_with("[…] valid") || masked.ends_with("[…]"), "{}", masked);
        }

        /// Of a name nothing is shown but what is a known word by chance.
        #[test]
        fn no_name_is_shown(first in "[A-Z][a-z]{1,8}", last in "[A-Z]{2,9}|[a-z]{2,9}|[A-Z][a-z]{0,8}-[A-Z][a-z]{1,8}", han in "[张王李赵陈杨黄周吴徐][伟芳娜敏静强磊洋勇艳]{1,2}") {
            prop_assume!(!is_known(&first) && !last.split('-').any(is_known));
            let masked = mask(&format!("holder {first} {last} not found, 持卡人{han}不存在"), "");
            prop_assert_eq!(masked, "holder […] not found, 持卡人[…]不存在");
        }

        /// Of a key, known words or not, no six letters in a row, whatever splits them and in whatever case.
        #[test]
        fn no_piece_of_a_key_is_shown(
            key in "[a-zA-Z]{12,20}|(card|limit|wallet|balance|not)(-(card|limit|wallet|balance|not|found)){2,4}",
            from in 0..6_usize,
            split in select(vec!["", " ", "-", ". ", "\u{200b}", "\u{ad}", "\u{2063}", "\n", "_"]),
            every in 1..8_usize,
            upper in any::<bool>(),
        ) {
            let letters: Vec<char> = key.chars().filter(|c| c.is_alphabetic()).skip(from).collect();
            let pieces: Vec<String> = letters.chunks(every).map(|piece| piece.iter().collect()).collect();
            let shown = pieces.join(split);
            let shown = if upper { shown.to_uppercase() } else { shown };
            let masked = mask(&format!("the key {shown} is wrong"), &key);
            let left: String = masked.chars().filter(|c| c.is_alphabetic()).collect::<String>().to_lowercase();
            let whole: Vec<char> = key.to_lowercase().chars().filter(|c| c.is_alphabetic()).collect();
            for piece in whole.windows(6) {
                prop_assert!(!left.contains(&piece.iter().collect::<String>()), "{} in {}", key, masked);
            }
        }
    }
}
