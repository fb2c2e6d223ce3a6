//! A text as tokens: Han characters one by one, Latin words whole, numbers, marks. Words are found by their tokens, so that
//! no word is found inside another one. What the words mean is not known here.

use super::fold::narrow;
use std::ops::Range;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One character of Chinese.
    Han,
    /// A word in Latin letters.
    Latin,
    /// A number.
    Digits,
    /// Anything else: a comma, a bracket, the end of a line.
    Mark(char),
}

/// A token and its place.
#[derive(Debug, Clone)]
pub(crate) struct Token {
    pub(crate) range: Range<usize>,
    /// Folded; a Latin word also without its dots and without `'s`.
    pub(crate) word: String,
    pub(crate) kind: Kind,
    /// Whether white space stands before it.
    pub(crate) spaced: bool,
}

impl Token {
    pub(crate) fn is(&self, word: &str) -> bool {
        self.word == word
    }

    /// Whether it ends a phrase: a mark, but no currency sign and nothing that stands inside a word.
    pub(crate) fn parts(&self) -> bool {
        matches!(self.kind, Kind::Mark(mark) if !matches!(mark, '%' | '‰' | '$' | '¥' | '￥' | '€' | '£' | '\'' | '’' | '"'))
    }

    /// Whether it ends a thought: a comma or more.
    pub(crate) fn ends(&self) -> bool {
        matches!(self.kind, Kind::Mark(',' | ';' | '。' | '.' | '、' | '(' | ')' | '[' | ']' | '\n'))
    }

    /// Whether it ends a phrase that may be a name for something.
    pub(crate) fn ends_a_name(&self) -> bool {
        self.ends() || matches!(self.kind, Kind::Mark(':' | '/' | '|' | '!' | '?' | '<' | '>' | '='))
    }

    pub(crate) fn opens(&self) -> bool {
        matches!(self.kind, Kind::Mark('(' | '['))
    }

    pub(crate) fn closes(&self) -> bool {
        matches!(self.kind, Kind::Mark(')' | ']'))
    }
}

/// The tokens of a part of a text.
pub(crate) fn of(text: &str, range: &Range<usize>) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut spaced = false;
    let mut rest = text[range.clone()].char_indices().map(|(at, c)| (range.start + at, c)).peekable();
    while let Some((start, first)) = rest.next() {
        let plain = narrow(first).to_ascii_lowercase();
        if plain != '\n' && first.is_whitespace() || matches!(plain, '*' | '`') {
            spaced |= first.is_whitespace();
            continue;
        }
        let kind = kind(plain);
        let mut word = String::from(plain);
        let mut end = start + first.len_utf8();
        while let Some((at, next)) = rest.peek().copied() {
            let next_plain = narrow(next).to_ascii_lowercase();
            let goes_on = match kind {
                Kind::Latin => next_plain.is_ascii_alphanumeric() || is_inside(&word, next_plain, &text[at..range.end]),
                Kind::Digits => {
                    next_plain.is_ascii_digit() || next_plain == '.' && starts_digit(&text[at + 1..range.end])
                }
                Kind::Han | Kind::Mark(_) => false,
            };
            if !goes_on {
                break;
            }
            word.push(next_plain);
            end = at + next.len_utf8();
            rest.next();
        }
        if kind == Kind::Latin && !word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            let whole = word.trim_end_matches("'s").trim_end_matches("’s");
            word = whole.replace(['.', '\'', '’'], "");
        }
        tokens.push(Token { range: start..end, word, kind, spaced });
        spaced = false;
    }
    tokens
}

fn kind(character: char) -> Kind {
    if character.is_ascii_digit() {
        Kind::Digits
    } else if character.is_ascii_alphabetic() {
        Kind::Latin
    } else if character.is_alphabetic() {
        Kind::Han
    } else {
        Kind::Mark(character)
    }
}

/// Whether a dot or an apostrophe belongs to the word: `U.S.`, `currency's`.
fn is_inside(word: &str, next: char, rest: &str) -> bool {
    let letter_follows = rest.chars().nth(1).is_some_and(|c| c.is_ascii_alphabetic());
    match next {
        '\'' | '’' => letter_follows,
        '.' => {
            let one_letter = word.rsplit('.').next().is_some_and(|part| part.len() == 1);
            one_letter && (letter_follows || word.contains('.'))
        }
        _ => false,
    }
}

fn starts_digit(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit())
}

/// How many of the tokens from here on are the word: `最小单位` character by character, `basis points` word by word.
pub(crate) fn starts(tokens: &[Token], word: &str) -> Option<usize> {
    let mut rest = word.trim_start();
    let mut count = 0;
    while !rest.is_empty() {
        let token = tokens.get(count)?;
        if count > 0 && matches!(token.kind, Kind::Mark('-')) && rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            count += 1;
            continue;
        }
        let after = if token.kind == Kind::Latin {
            let wanted = rest.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(rest.len());
            if !is_word(&token.word, &rest[..wanted]) {
                return None;
            }
            &rest[wanted..]
        } else {
            rest.strip_prefix(token.word.as_str())?
        };
        // Words that white space parts in Chinese are two.
        if count > 0 && token.kind == Kind::Han && token.spaced {
            return None;
        }
        rest = after.trim_start();
        count += 1;
    }
    (count > 0).then_some(count)
}

/// Whether a Latin word is the wanted one, or several of it.
fn is_word(word: &str, wanted: &str) -> bool {
    const SHORT: usize = 3;
    word == wanted || wanted.len() >= SHORT && word.strip_suffix('s') == Some(wanted)
}
