//! Lists of words, and a lexicon that finds such words in tokens. A list is written as one text, its words separated by commas, so
//! that it reads as a list does; it is split when it is first used.

use super::tokens::{self, Kind, Token};
use std::ops::Deref;
use std::sync::OnceLock;

fn split(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.split(',').map(str::trim).filter(|word| !word.is_empty())
}

/// The words of one list.
pub(crate) struct Words {
    list: &'static str,
    words: OnceLock<Vec<&'static str>>,
}

impl Words {
    pub(crate) const fn of(list: &'static str) -> Self {
        Self { list, words: OnceLock::new() }
    }
}

impl Deref for Words {
    type Target = [&'static str];

    fn deref(&self) -> &Self::Target {
        self.words.get_or_init(|| split(self.list).collect())
    }
}

/// The words of several lists, each with the meaning of its list.
pub(crate) struct Meanings<T: 'static> {
    lists: &'static [(T, &'static str)],
    words: OnceLock<Vec<(&'static str, T)>>,
}

impl<T> Meanings<T> {
    pub(crate) const fn of(lists: &'static [(T, &'static str)]) -> Self {
        Self { lists, words: OnceLock::new() }
    }
}

impl<T: Clone> Deref for Meanings<T> {
    type Target = [(&'static str, T)];

    fn deref(&self) -> &Self::Target {
        let words = |(meaning, list): &'static (T, &str)| split(list).map(|word| (word, meaning.clone()));
        self.words.get_or_init(|| self.lists.iter().flat_map(words).collect())
    }
}

/// Words that are found in tokens, each with its meaning.
pub(crate) struct Lexicon<T: 'static = ()> {
    one: Option<(T, &'static str)>,
    more: &'static [(T, &'static str)],
    index: OnceLock<Index<T>>,
}

struct Index<T> {
    /// By the beginning of the first token, and then in the order in which they were given.
    words: Vec<(u64, &'static str, T)>,
    /// The most tokens that a word can have.
    longest: usize,
}

impl Lexicon {
    /// Words that all mean the same.
    pub(crate) const fn of(list: &'static str) -> Self {
        Self { one: Some(((), list)), more: &[], index: OnceLock::new() }
    }
}

impl<T: Copy> Lexicon<T> {
    /// Words by what they mean.
    pub(crate) const fn new(lists: &'static [(T, &'static str)]) -> Self {
        Self { one: None, more: lists, index: OnceLock::new() }
    }

    fn index(&self) -> &Index<T> {
        self.index.get_or_init(|| {
            let mut index = Index { words: Vec::new(), longest: 0 };
            for (meaning, list) in self.one.iter().chain(self.more) {
                for word in split(list) {
                    index.longest = index.longest.max(word.chars().count());
                    index.words.push((beginning(word), word, *meaning));
                }
            }
            index.words.sort_by_key(|(beginning, ..)| *beginning);
            index
        })
    }

    /// The longest word that begins here: how many tokens it takes, and what it means. Of two the one that is not in the plural, or
    /// the first one given.
    pub(crate) fn starting(&self, tokens: &[Token]) -> Option<(usize, T)> {
        let known = self.beginning_with(tokens.first()?);
        let found = known.filter_map(|(_, word, meaning)| Some((tokens::starts(tokens, word)?, *meaning)));
        found.fold(None, |best: Option<(usize, T)>, one| match best {
            Some(best) if best.0 >= one.0 => Some(best),
            _ => Some(one),
        })
    }

    /// How many tokens the longest word takes that ends with these.
    pub(crate) fn ending(&self, tokens: &[Token]) -> Option<usize> {
        let most = tokens.len().min(self.index().longest);
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
    fn beginning_with(&self, token: &Token) -> impl Iterator<Item = &(u64, &'static str, T)> {
        let words = &self.index().words;
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
fn beginning(word: &str) -> u64 {
    let first = word.chars().next().unwrap_or_default();
    if !first.is_ascii_alphabetic() {
        return u64::from(first);
    }
    let latin = word.bytes().take(size_of::<u64>()).take_while(u8::is_ascii_alphanumeric);
    latin.fold(0, |number, byte| number << 8 | u64::from(byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_their_tokens() {
        let lexicon = Lexicon::new(&[(1, "卡, 银行卡"), (2, "card, card number, pan")]);
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
