//! Two usual reasons why a text is no JSON: conflict markers that a merge left, and look-alike characters that chats, word processors
//! and input methods write in place of JSON's own. A JSON string never contains a line break, so each line is judged by itself.

use crate::text::diag::{Code, Diagnostics};
use crate::text::source::{FileId, Span};

/// More of a kind than this are counted, and not shown one by one.
const SHOWN: usize = 10;

/// Reports every merge conflict that was left in a text, and says whether there was one.
pub(super) fn conflicts(text: &str, file: FileId, found: &mut Diagnostics) -> bool {
    let before = found.counts();
    let (mut at, mut is_inside) = (0, false);
    for line in text.split_inclusive('\n') {
        let span = Span::new(file, at, at + line.trim_end().len());
        at += line.len();
        let Some(marker) = marker(line) else { continue };
        let is_known = is_inside;
        is_inside = match marker {
            b'<' => true,
            b'>' => false,
            _ => is_inside,
        };
        let message = match marker {
            b'<' => "a merge conflict begins here",
            // The markers of a conflict that has been told of.
            _ if is_known => continue,
            _ => "a line that marks a merge conflict was left here",
        };
        found.error(
            Code::MalformedJson,
            span,
            message,
            "decide what is to stay, and remove the lines that begin with `<<<<<<<`, `|||||||`, `=======` and `>>>>>>>`",
        );
    }
    found.counts() != before
}

/// The character of a line that marks a conflict: exactly seven of it.
fn marker(line: &str) -> Option<u8> {
    const LENGTH: usize = 7;
    let first = line.bytes().next().filter(|first| b"<|=>".contains(first))?;
    let rest = line.trim_start_matches(char::from(first));
    (line.len() - rest.len() == LENGTH && rest.chars().next().is_none_or(char::is_whitespace)).then_some(first)
}

/// Reports characters that look like JSON's own and are not. Returns whether the error at a place is one of them.
pub(super) fn look_alikes(text: &str, wrong_at: usize, file: FileId, found: &mut Diagnostics) -> bool {
    let mut all = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        all.extend(in_line(line).into_iter().map(|(place, like)| (at + place, like)));
        at += line.len();
    }
    for (number, (at, like)) in all.iter().take(SHOWN).enumerate() {
        let (like, plain) = (like.found, like.meant);
        let more = match all.len().saturating_sub(SHOWN) {
            more if more > 0 && number + 1 == SHOWN => format!("; {more} more such characters follow"),
            _ => String::new(),
        };
        found.error(
            Code::MalformedJson,
            Span::new(file, *at, at + like.len_utf8()),
            format!("malformed JSON: `{like}` looks like `{plain}` and is another character{more}"),
            format!("write `{plain}`; chats, word processors and input methods put the other one in its place"),
        );
    }
    all.first().is_some_and(|(at, _)| *at <= wrong_at)
}

/// A character that is taken for one of JSON's.
#[derive(Debug, Clone, Copy)]
struct LookAlike {
    found: char,
    meant: char,
}

impl LookAlike {
    const fn of(found: char) -> Option<Self> {
        let meant = match found {
            '“' | '”' | '„' | '‟' | '＂' | '«' | '»' | '‘' | '’' | '‚' | '「' | '」' => '"',
            '，' | '、' => ',',
            '：' => ':',
            '｛' => '{',
            '｝' => '}',
            '［' | '【' => '[',
            '］' | '】' => ']',
            '－' | '–' | '—' | '−' => '-',
            _ => return None,
        };
        Some(Self { found, meant })
    }
}

/// Those of a line, as far as it can be made sense of.
fn in_line(text: &str) -> Vec<(usize, LookAlike)> {
    let mut all = Vec::new();
    let mut at = 0;
    // The last string that ended as it should, and the last quote of another kind within it.
    let mut suspect: Option<(usize, LookAlike)> = None;
    while let Some(each) = text[at..].chars().next() {
        let begun = at;
        at += each.len_utf8();
        let like = LookAlike::of(each);
        all.extend(like.map(|like| (begun, like)));
        if each == '"' || like.is_some_and(|like| like.meant == '"') {
            let (end, closing) = string(text, at, each == '"');
            at = end;
            suspect = None;
            match closing {
                Closing::Plain(quote) => suspect = quote,
                Closing::Other(quote) => all.extend(quote),
            }
        } else if like.is_none() {
            let word = word(&text[begun..]);
            if is_json(word) {
                at = begun + word.len();
                continue;
            }
            // A character that JSON never has outside its strings: the string before it ended earlier, or the line cannot be judged.
            let Some((place, like)) = suspect.take() else { return all };
            // They stand in the order of the text.
            all.truncate(all.partition_point(|(other, _)| *other < place));
            all.push((place, like));
            at = place + like.found.len_utf8();
        }
    }
    all
}

/// How a string ends.
enum Closing {
    /// As it should; with a quote of another kind within it.
    Plain(Option<(usize, LookAlike)>),
    /// With a quote of another kind, or not on this line.
    Other(Option<(usize, LookAlike)>),
}

/// Where a string ends that begins before a place; one that begins with a quote of another kind may end with one.
fn string(line: &str, from: usize, is_plain: bool) -> (usize, Closing) {
    let mut inside = None;
    let mut is_escaped = false;
    for (at, each) in line[from..].char_indices() {
        let (at, end) = (from + at, from + at + each.len_utf8());
        if std::mem::take(&mut is_escaped) {
            continue;
        }
        match (each, LookAlike::of(each).filter(|like| like.meant == '"')) {
            ('\\', _) => is_escaped = true,
            ('"', _) => return (end, Closing::Plain(inside)),
            (_, Some(quote)) if is_plain => inside = Some((at, quote)),
            (_, Some(quote)) => return (end, Closing::Other(Some((at, quote)))),
            _ => {}
        }
    }
    match inside {
        Some((at, quote)) => (at + quote.found.len_utf8(), Closing::Other(inside)),
        None => (line.len(), Closing::Other(None)),
    }
}

/// The letters and digits at the beginning of a text, or the one sign that is there.
fn word(text: &str) -> &str {
    let end = text.find(|each: char| !(each.is_alphanumeric() || "+-._".contains(each))).unwrap_or(text.len());
    let first = text.chars().next().map_or(0, char::len_utf8);
    &text[..end.max(first)]
}

/// Whether a word or sign may stand outside of strings.
fn is_json(word: &str) -> bool {
    matches!(word, "{" | "}" | "[" | "]" | "," | ":" | " " | "\t" | "\r" | "\n" | "true" | "false" | "null")
        || word.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A line with each character marked that is told of.
    fn told(line: &str) -> String {
        let all = in_line(line);
        let mark = |(at, each): (usize, char)| {
            if all.iter().any(|(place, _)| *place == at) { format!("<{each}>") } else { each.to_string() }
        };
        line.char_indices().map(mark).collect()
    }

    #[test]
    fn what_is_taken_for_a_sign_of_json_is_told_and_what_a_string_holds_is_not() {
        for (line, marked) in [
            (r#"“a”: "b","#, r#"<“>a<”>: "b","#),
            (r#""a": “b","#, r#""a": <“>b","#),
            (r#""a": "b”,"#, r#""a": "b<”>,"#),
            (r#""a": "b”, "c": "d""#, r#""a": "b<”>, "c": "d""#),
            (r#""a": "b”， "test": true， "c": null"#, r#""a": "b<”><，> "test": true<，> "c": null"#),
            (r#""a"： 1， "b": ［1］"#, r#""a"<：> 1<，> "b": <［>1<］>"#),
            (r#""a": "卡，列表：“全部”", "b": 「c」"#, r#""a": "卡，列表：“全部”", "b": <「>c<」>"#),
            (r#""a": "b \" ”", "c": 1"#, r#""a": "b \" ”", "c": 1"#),
            (r#""title: "卡，列表""#, r#""title: "卡，列表""#),
            ("// 卡，列表", "// 卡，列表"),
        ] {
            assert_eq!(told(line), marked);
        }
    }

    #[test]
    fn a_marker_is_seven_of_a_sign() {
        for line in ["<<<<<<< HEAD", ">>>>>>> a\r\n", "=======", "||||||| base\n"] {
            assert!(marker(line).is_some(), "{line}");
        }
        for line in ["<<<<<<<<", "======", "  =======", "=======x", "\"=======\"", "", "\n"] {
            assert!(marker(line).is_none(), "{line}");
        }
    }
}
