//! Lists of words to find in tokens. A list is one text, its words parted by commas, so that it reads as a list does.

use super::tokens::{self, Token};
use std::collections::BTreeMap;

/// Words, each with what it means.
pub(crate) struct Lexicon<T> {
    /// By the first character, in the order in which they were given.
    words: BTreeMap<char, Vec<(&'static str, T)>>,
    /// The most tokens that a word can have.
    longest: usize,
}

impl Lexicon<()> {
    /// Words that all mean the same.
    pub(crate) fn of(words: &'static str) -> Self {
        Self::new([((), words)])
    }
}

impl<T: Copy> Lexicon<T> {
    /// Words by what they mean.
    pub(crate) fn new(lists: impl IntoIterator<Item = (T, &'static str)>) -> Self {
        let mut lexicon = Self { words: BTreeMap::new(), longest: 0 };
        for (meaning, list) in lists {
            for word in list.split(',').map(str::trim).filter(|word| !word.is_empty()) {
                lexicon.longest = lexicon.longest.max(word.chars().count());
                lexicon.words.entry(word.chars().next().unwrap_or_default()).or_default().push((word, meaning));
            }
        }
        lexicon
    }

    /// The longest word that begins here: how many tokens it takes, and what it means. Of two the first one given.
    pub(crate) fn starting(&self, tokens: &[Token]) -> Option<(usize, T)> {
        let known = self.words.get(&tokens.first()?.word.chars().next()?)?;
        let found = known.iter().filter_map(|(word, meaning)| Some((tokens::starts(tokens, word)?, *meaning)));
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
        let known = tokens.first().and_then(|first| self.words.get(&first.word.chars().next()?));
        known.is_some_and(|known| known.iter().any(|(word, _)| tokens::starts(tokens, word) == Some(tokens.len())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_by_their_tokens() {
        let lexicon = Lexicon::new([(1, "卡, 银行卡"), (2, "card, card number, pan")]);
        let at = |text: &str| lexicon.starting(&tokens::of(text, &(0..text.len())));
        assert_eq!(at("银行卡号"), Some((3, 1)));
        assert_eq!(at("Card numbers"), Some((2, 2)));
        assert_eq!(at("pandas"), None);
        let text = "the card number";
        assert_eq!(lexicon.ending(&tokens::of(text, &(0..text.len()))), Some(2));
        assert!(lexicon.is_in(&tokens::of("a pan b", &(0..7))) && !lexicon.is_in(&tokens::of("a span", &(0..6))));
    }
}
