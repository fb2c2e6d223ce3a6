//! Makes text that came from outside fit for a log: numbers, keys and control characters are taken out of it.

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
    let bare = |text: &str| -> Vec<char> {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let secret = bare(secret);
    let holds_a_piece = |word: &str| {
        let word = bare(word);
        word.windows(GIVEAWAY).any(|piece| secret.windows(GIVEAWAY).any(|other| piece == other))
    };
    let shown = text.split(' ').map(|word| if holds_a_piece(word) { MASK } else { word });
    shown.collect::<Vec<_>>().join(" ")
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
    use super::mask;

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
}
