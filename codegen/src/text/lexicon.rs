//! Lists of words, and a lexicon that finds such words in tokens. A list is written as one text, its words separated by commas, so
//! that it reads as a list does; it is parted when the program is compiled.

use super::tokens::{self, Kind, Token};

/// The words of a list.
macro_rules! list {
    ($list:expr $(,)?) => {{
        const WORDS: &[(&str, &())] = $crate::text::lexicon::meanings!((), [((), $list)]);
        &$crate::text::lexicon::alone::<{ WORDS.len() }>(WORDS)
    }};
}

/// The words of several lists, each with the meaning of its list.
macro_rules! meanings {
    ($meaning:ty, $lists:expr $(,)?) => {{
        const LISTS: &[($meaning, &str)] = &$lists;
        &$crate::text::lexicon::parted::<$meaning, { $crate::text::lexicon::count(LISTS) }>(LISTS)
    }};
}

/// The words of a list, or of several with a meaning each, to be found in tokens.
macro_rules! lexicon {
    ($list:expr $(,)?) => {
        $crate::text::lexicon::lexicon!((), [((), $list)])
    };
    ($meaning:ty, $lists:expr $(,)?) => {{
        const WORDS: &[(&str, &$meaning)] = $crate::text::lexicon::meanings!($meaning, $lists);
        $crate::text::lexicon::Lexicon::new(
            const { &$crate::text::lexicon::sorted::<$meaning, { WORDS.len() }>(WORDS) },
        )
    }};
}

pub(crate) use {lexicon, list, meanings};

/// The first word of a list, and what follows it.
const fn first(list: &str) -> Option<(&str, &str)> {
    if list.is_empty() {
        return None;
    }
    let mut end = 0;
    while end < list.len() && list.as_bytes()[end] != b',' {
        end += 1;
    }
    let (word, rest) = list.split_at(end);
    let word = word.trim_ascii();
    assert!(!word.is_empty(), "a word of the list is empty");
    match rest.split_at_checked(1) {
        Some((_, rest)) => Some((word, rest)),
        None => Some((word, "")),
    }
}

/// How many words lists have.
pub(crate) const fn count<T>(lists: &[(T, &str)]) -> usize {
    let (mut many, mut at) = (0, 0);
    while at < lists.len() {
        let mut rest = lists[at].1;
        while let Some((_, behind)) = first(rest) {
            (many, rest) = (many + 1, behind);
        }
        at += 1;
    }
    many
}

/// A word with what it means.
type Meaning<T> = (&'static str, &'static T);

/// The words of lists, which are so many.
pub(crate) const fn parted<T, const N: usize>(lists: &'static [(T, &'static str)]) -> [Meaning<T>; N] {
    let mut words = [("", &lists[0].0); N];
    let (mut many, mut at) = (0, 0);
    while at < lists.len() {
        let mut rest = lists[at].1;
        while let Some((word, behind)) = first(rest) {
            words[many] = (word, &lists[at].0);
            (many, rest) = (many + 1, behind);
        }
        at += 1;
    }
    words
}

/// Words without their meanings.
pub(crate) const fn alone<const N: usize>(meanings: &[Meaning<()>]) -> [&'static str; N] {
    let mut words = [""; N];
    let mut at = 0;
    while at < N {
        words[at] = meanings[at].0;
        at += 1;
    }
    words
}

/// A word with what its first token begins with, and with what it means.
type Word<T> = (u64, &'static str, &'static T);

/// Words by the beginning of the first token, and then in the order in which they were given.
pub(crate) const fn sorted<T, const N: usize>(meanings: &[Meaning<T>]) -> [Word<T>; N] {
    let mut words = [(0, "", meanings[0].1); N];
    let mut at = 0;
    while at < N {
        let (word, meaning) = meanings[at];
        words[at] = (beginning(word), word, meaning);
        let mut to = at;
        while to > 0 && words[to - 1].0 > words[to].0 {
            words.swap(to - 1, to);
            to -= 1;
        }
        at += 1;
    }
    words
}

/// Words that are found in tokens, each with its meaning.
pub(crate) struct Lexicon<T: 'static = ()> {
    words: &'static [Word<T>],
    /// No word has more tokens than this.
    longest: usize,
}

impl<T> Lexicon<T> {
    pub(crate) const fn new(words: &'static [Word<T>]) -> Self {
        let (mut longest, mut at) = (0, 0);
        while at < words.len() {
            // No token is shorter than a byte.
            longest = if words[at].1.len() > longest { words[at].1.len() } else { longest };
            at += 1;
        }
        Self { words, longest }
    }
}

impl<T: Copy> Lexicon<T> {
    /// The longest word that begins here: how many tokens it takes, and what it means. Of two the one that is not in the plural, or
    /// the first one given.
    pub(crate) fn starting(&self, tokens: &[Token]) -> Option<(usize, T)> {
        let known = self.beginning_with(tokens.first()?);
        let found = known.filter_map(|(_, word, meaning)| Some((tokens::starts(tokens, word)?, **meaning)));
        found.fold(None, |best: Option<(usize, T)>, one| match best {
            Some(best) if best.0 >= one.0 => Some(best),
            _ => Some(one),
        })
    }

    /// How many tokens the longest word takes that ends with these.
    pub(crate) fn ending(&self, tokens: &[Token]) -> Option<usize> {
        let most = tokens.len().min(self.longest);
        (1..=most).rev().find(|taken| self.is(&tokens[tokens.len() - taken..]))
    }

    /// Whether one of the words is anywhere among these.
    pub(crate) fn is_in(&self, tokens: &[Token]) -> bool {
        (0..tokens.len()).any(|at| self.starting(&tokens[at..]).is_some())
    }

    /// Whether this token is one of the words.
    pub(crate) fn has(&self, token: &Token) -> bool {
        self.is(std::slice::from_ref(token))
    }

    /// Whether these tokens are one of the words.
    fn is(&self, tokens: &[Token]) -> bool {
        let mut known = tokens.first().into_iter().flat_map(|first| self.beginning_with(first));
        known.any(|(_, word, _)| tokens::starts(tokens, word) == Some(tokens.len()))
    }

    /// The words that may begin with a token.
    fn beginning_with(&self, token: &Token) -> impl Iterator<Item = &'static Word<T>> {
        let words = self.words;
        let whole = beginning(&token.word);
        let one = token.word.strip_suffix('s').filter(|_| token.kind == Kind::Latin).map(beginning);
        let with = |wanted: u64| {
            let from = words.partition_point(|(beginning, ..)| *beginning < wanted);
            words[from..].iter().take_while(move |(beginning, ..)| *beginning == wanted)
        };
        with(whole).chain(one.filter(|one| *one != whole).into_iter().flat_map(with))
    }
}

/// What the first token of a word has to begin with, a Latin word or one character: its first bytes as a number, so that they are
/// compared as one.
const fn beginning(word: &str) -> u64 {
    let bytes = word.as_bytes();
    let is_latin = !bytes.is_empty() && bytes[0].is_ascii_alphabetic();
    let (mut number, mut at) = (0, 0);
    while at < bytes.len() && at < size_of::<u64>() {
        let goes_on = if is_latin { bytes[at].is_ascii_alphanumeric() } else { at == 0 || !word.is_char_boundary(at) };
        if !goes_on {
            break;
        }
        number = number << 8 | bytes[at] as u64;
        at += 1;
    }
    number
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_their_tokens() {
        let lexicon = lexicon!(u8, [(1, "卡, 银行卡"), (2, "card, card number, pan")]);
        let at = |text: &str| lexicon.starting(&tokens::of(text, &(0..text.len())));
        assert_eq!(at("银行卡号"), Some((3, 1)));
        assert_eq!(at("Card numbers"), Some((2, 2)));
        assert_eq!(at("pandas"), None);
        assert_eq!(at("pans"), Some((1, 2)));
        let text = "the card number";
        assert_eq!(lexicon.ending(&tokens::of(text, &(0..text.len()))), Some(2));
        assert!(lexicon.is_in(&tokens::of("a pan b", &(0..7))) && !lexicon.is_in(&tokens::of("a span", &(0..6))));
    }
}
