//! What a source file says of its modules: the names that each holds and brings in, and the paths that it names. Reads
//! tokens, so comments and texts do not count, nor does what stands in `quote!`.

use super::{Module, Name};
use std::collections::BTreeMap;

enum Token {
    Word(String),
    Sign(char),
}

/// A text's words and signs, each with its line; no comments, no strings, no lifetimes.
fn tokens(text: &str) -> Vec<(usize, Token)> {
    let mut found = Vec::new();
    let mut line = 1;
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let word = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            comment_length(rest)
        } else if let Some(length) = string_length(rest) {
            length
        } else if first == '\'' {
            quote_length(rest)
        } else if word > 0 {
            // A raw word, `r#type`, is the word.
            if rest.starts_with("r#") { 2 } else { word }
        } else {
            first.len_utf8()
        };
        let (passed, after) = rest.split_at(length);
        if word > 0 && length == word {
            found.push((line, Token::Word(passed.to_owned())));
        } else if length == first.len_utf8() && !first.is_whitespace() && first != '\'' {
            found.push((line, Token::Sign(first)));
        }
        line += passed.matches('\n').count();
        rest = after;
    }
    found
}

fn comment_length(text: &str) -> usize {
    let (mut at, mut depth) = (0, 0);
    while let Some(found) = text[at..].find(['/', '*']) {
        at += found;
        let step = &text[at..(at + 2).min(text.len())];
        match step {
            "/*" => depth += 1,
            "*/" => depth -= 1,
            _ => {}
        }
        at += if matches!(step, "/*" | "*/") { 2 } else { 1 };
        if depth == 0 {
            return at;
        }
    }
    text.len()
}

/// The length of a string of any kind, if one starts here.
fn string_length(text: &str) -> Option<usize> {
    let prefix = ["br", "cr", "r", "b", "c", ""].into_iter().find(|prefix| {
        let rest = text
            .strip_prefix(*prefix)
            .map(|rest| if prefix.ends_with('r') { rest.trim_start_matches('#') } else { rest });
        rest.is_some_and(|rest| rest.starts_with('"'))
    })?;
    if prefix.ends_with('r') {
        let hashes = text[prefix.len()..].bytes().take_while(|byte| *byte == b'#').count();
        let start = prefix.len() + hashes + 1;
        let end = format!("\"{}", "#".repeat(hashes));
        return Some(text[start..].find(&end).map_or(text.len(), |at| start + at + end.len()));
    }
    let mut bytes = text.bytes().enumerate().skip(prefix.len() + 1);
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'\\' => _ = bytes.next(),
            b'"' => return Some(at + 1),
            _ => {}
        }
    }
    Some(text.len())
}

/// The length of a character, or of a lifetime's quote and name.
fn quote_length(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    match chars.next() {
        Some((_, '\\')) => text[3..].find('\'').map_or(text.len(), |end| end + 4),
        Some((_, _)) if chars.next().is_some_and(|(_, second)| second == '\'') => {
            1 + text[1..].find('\'').map_or(0, |end| if end == 0 { 2 } else { end + 1 })
        }
        _ => 1 + text[1..].find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len() - 1),
    }
}

/// Finds a file's modules, and what each of them holds and names.
pub(super) struct Reader<'m> {
    modules: &'m mut BTreeMap<Name, Module>,
    home: Name,
    file: &'m str,
    tokens: Vec<(usize, Token)>,
}

/// Macros whose content is code of another crate.
const QUOTES: [&str; 3] = ["quote", "quote_spanned", "parse_quote"];

/// What is named by the word behind one of these.
const ITEMS: [&str; 9] = ["struct", "enum", "union", "trait", "fn", "const", "static", "type", "macro_rules"];

impl<'m> Reader<'m> {
    pub(super) fn new(modules: &'m mut BTreeMap<Name, Module>, home: Name, file: &'m str, text: &str) -> Self {
        Self { modules, home, file, tokens: tokens(text) }
    }

    /// Adds the file's modules to the others.
    pub(super) fn read(mut self) {
        let mut depth = 0;
        let mut open = vec![(self.home.clone(), 0)];
        self.module(&self.home.clone());
        let mut at = 0;
        while let Some((line, token)) = self.tokens.get(at) {
            let line = *line;
            let (name, level) = open.last().cloned().unwrap_or_default();
            at += 1;
            match token {
                Token::Sign('{') => depth += 1,
                Token::Sign('}') => {
                    depth -= 1;
                    if depth < level {
                        open.pop();
                    }
                }
                Token::Sign(_) => {}
                Token::Word(word) => match word.as_str() {
                    "mod" => {
                        let inner: Name = name.iter().cloned().chain(self.word(at).map(str::to_owned)).collect();
                        if self.is_for_tests(at) {
                            self.module(&name).tests.insert(inner.clone());
                        }
                        if self.is_sign(at + 1, '{') {
                            self.module(&inner);
                            open.push((inner, depth + 1));
                        }
                    }
                    "use" if !self.is_sign(at, '<') => at = self.import(&name, line, at, Vec::new()),
                    quote if QUOTES.contains(&quote) && self.is_sign(at, '!') => at = self.past_group(at + 1),
                    "crate" | "self" | "super" if self.is_sign(at, ':') && self.is_sign(at + 1, ':') => {
                        let mut path = vec![word.clone()];
                        while self.is_sign(at, ':') && self.is_sign(at + 1, ':') {
                            let Some(next) = self.word(at + 2) else { break };
                            path.push(next.to_owned());
                            at += 3;
                        }
                        self.module(&name).paths.push((line, path));
                    }
                    item if ITEMS.contains(&item) && depth == level => {
                        let at = if item == "macro_rules" { at + 1 } else { at };
                        let named = self.word(at).map(str::to_owned);
                        self.module(&name).items.extend(named);
                    }
                    _ => {}
                },
            }
        }
    }

    fn module(&mut self, name: &Name) -> &mut Module {
        let (home, file) = (&self.home, self.file);
        let new = || Module { home: home.clone(), file: file.to_owned(), ..Module::default() };
        self.modules.entry(name.clone()).or_insert_with(new)
    }

    fn word(&self, at: usize) -> Option<&str> {
        match self.tokens.get(at) {
            Some((_, Token::Word(word))) => Some(word),
            _ => None,
        }
    }

    fn is_sign(&self, at: usize, sign: char) -> bool {
        matches!(self.tokens.get(at), Some((_, Token::Sign(found))) if *found == sign)
    }

    /// Whether the item whose name stands there has `#[cfg(test)]` before it, also among other conditions.
    fn is_for_tests(&self, at: usize) -> bool {
        let before =
            self.tokens[..at].iter().rev().take_while(|(_, token)| !matches!(token, Token::Sign(';' | '{' | '}')));
        let words: Vec<_> =
            before.filter_map(|(_, token)| if let Token::Word(word) = token { Some(&**word) } else { None }).collect();
        words.contains(&"cfg") && words.contains(&"test") && !words.contains(&"not") && !words.contains(&"any")
    }

    fn past_group(&self, from: usize) -> usize {
        let mut depth = 0;
        for at in from..self.tokens.len() {
            match self.tokens[at].1 {
                Token::Sign('{' | '(' | '[') => depth += 1,
                Token::Sign('}' | ')' | ']') => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return at + 1;
            }
        }
        self.tokens.len()
    }

    /// Takes in one tree of a `use`, and says where it ends.
    fn import(&mut self, name: &Name, line: usize, mut at: usize, mut path: Vec<String>) -> usize {
        loop {
            if self.is_sign(at, ':') {
                if path.is_empty() {
                    // `::other_crate`
                    path.push(String::new());
                }
                at += 2;
            } else if self.is_sign(at, '*') {
                let module = self.module(name);
                module.globs.push(path.clone());
                module.paths.push((line, path));
                return at + 1;
            } else if self.is_sign(at, '{') {
                at += 1;
                while !self.is_sign(at, '}') && at < self.tokens.len() {
                    at = self.import(name, line, at, path.clone());
                    at += usize::from(self.is_sign(at, ','));
                }
                return at + 1;
            } else if let Some(word) = self.word(at).filter(|word| *word != "as") {
                path.push(word.to_owned());
                at += 1;
            } else {
                break;
            }
        }
        if path.len() > 1 && path.last().is_some_and(|last| last == "self") {
            path.pop();
        }
        let is_renamed = self.word(at) == Some("as");
        let alias = if is_renamed { self.word(at + 1) } else { path.last().map(String::as_str) };
        let alias = alias.unwrap_or_default().to_owned();
        at += if is_renamed { 2 } else { 0 };
        let module = self.module(name);
        module.aliases.entry(alias).or_insert_with(|| path.clone());
        module.paths.push((line, path));
        at
    }
}
