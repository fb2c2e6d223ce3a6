//! Run-together rows of two cells, a code or an event's tag and its meaning: `1未激活`, `USD美元`, `card.status.lost卡挂失`.
//! Where it stays open how a row is divided, it is refused.

use super::clean::Clean;
use super::finding::{Finding, FindingCode};
use super::header::Column;
use super::table::{Row, Table};
use crate::text::fold::{tidy, trim};
use std::ops::Range;

/// Divides every row into its code and its meaning.
pub(super) fn divide(page: &Clean<'_>, table: &Table, found: &mut Vec<Finding>) -> Vec<(Range<usize>, Range<usize>)> {
    let text = page.text();
    let columns = table.columns();
    if !matches!(
        columns.as_slice(),
        [Column::Value | Column::Type | Column::EventTag, Column::Description | Column::Name]
    ) {
        Finding::new(
            FindingCode::ColumnInseparable,
            page.span(&table.header),
            "the columns of this table cannot be told apart in its rows",
        )
        .whole(page.span(&table.whole()))
        .help("export the page as Markdown: there the table keeps its borders")
        .push_to(found);
        return Vec::new();
    }
    for row in table.rows.iter().filter(|row| row.range.end > row.first.end) {
        let rest = trim(text, row.first.end..row.range.end);
        let message = "this line is no row of the table and no heading either";
        Finding::new(FindingCode::RowNotUnderstood, page.span(&rest), message)
            .help("in the copied page, put a blank line before it if it is prose, or join it to the row above")
            .push_to(found);
    }
    let lines: Vec<Range<usize>> = table.rows.iter().map(|row: &Row| trim(text, row.range.clone())).collect();
    let words: Vec<&str> = lines.iter().map(|line| &text[line.clone()]).collect();
    let numbers = words.iter().all(|word| word.starts_with(|first: char| first.is_ascii_digit()));
    let lengths = if numbers { number_lengths(&words) } else { words.iter().map(|word| word_length(word)).collect() };
    let mut pairs = Vec::with_capacity(lines.len());
    for (line, length) in lines.into_iter().zip(lengths) {
        if let Some(length) = length {
            pairs.push((line.start..line.start + length, trim(text, line.start + length..line.end)));
            continue;
        }
        let message =
            format!("it is open where the code ends and its meaning begins in `{}`", tidy(&text[line.clone()]));
        Finding::new(FindingCode::RowAmbiguous, page.span(&line), message)
            .help("export the page as Markdown, or put tabs between the cells of the table and of its header")
            .see(page.span(&table.header), "the columns")
            .push_to(found);
    }
    pairs
}

/// A word ends where a character follows that no code has. A Latin letter, a space after one, or nothing at all may as
/// well belong to the meaning.
fn word_length(word: &str) -> Option<usize> {
    let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-');
    let length = word.find(|c| !inside(c)).filter(|length| *length > 0)?;
    let next = word[length..].chars().next()?;
    (next == '\t' || next == '(' || (!next.is_ascii() && !next.is_whitespace())).then_some(length)
}

/// Numbers end where their digits do, unless a meaning may begin with a digit (`13DS验证`, 1 or 13): then the numbers of
/// all rows have to rise, and no other division may count up by one.
fn number_lengths(words: &[&str]) -> Vec<Option<usize>> {
    let digits: Vec<usize> =
        words.iter().map(|word| word.find(|c: char| !c.is_ascii_digit()).unwrap_or(word.len())).collect();
    let number = |index: usize, length: usize| words[index].get(..length).and_then(|code| code.parse::<u64>().ok());
    if digits.iter().all(|length| *length == 1) {
        return digits.into_iter().map(Some).collect();
    }
    let whole: Vec<Option<u64>> = digits.iter().enumerate().map(|(index, length)| number(index, *length)).collect();
    let rises = whole.windows(2).all(|pair| matches!(pair, [Some(one), Some(next)] if one < next))
        && whole.iter().all(Option::is_some);
    // `10天` is not 1 and `0天`.
    let begins_with_zero = |index: usize, length: usize| words[index][length..].starts_with('0');
    let counting: Option<Vec<usize>> = (1..=digits.first().copied().unwrap_or(0).min(9)).find_map(|length| {
        let mut expected = number(0, length).filter(|_| !begins_with_zero(0, length))?;
        let mut lengths = vec![length];
        for (index, most) in digits.iter().enumerate().skip(1) {
            expected += 1;
            let own = expected.to_string().len();
            if own > *most || number(index, own)? != expected || begins_with_zero(index, own) {
                return None;
            }
            lengths.push(own);
        }
        Some(lengths)
    });
    match counting {
        Some(counting) if counting == digits || !rises => counting.into_iter().map(Some).collect(),
        None if rises => digits.into_iter().map(Some).collect(),
        _ => vec![None; words.len()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(words: &[&str]) -> Vec<String> {
        let lengths = number_lengths(words);
        words
            .iter()
            .zip(lengths)
            .map(|(word, length)| length.map_or_else(|| "?".to_owned(), |length| word[..length].to_owned()))
            .collect()
    }

    #[test]
    fn numbers_that_count_settle_where_they_end() {
        assert_eq!(codes(&["1消费", "2退款"]), ["1", "2"]);
        assert_eq!(codes(&["2退款", "1消费"]), ["2", "1"]);
        assert_eq!(codes(&["9甲", "10乙", "11丙"]), ["9", "10", "11"]);
        assert_eq!(codes(&["13DS验证", "2免密"]), ["1", "2"]);
        assert_eq!(codes(&["1刷卡", "23DS验证"]), ["?", "?"], "2 and 23 both rise");
        assert_eq!(codes(&["100甲", "200乙"]), ["100", "200"], "no meaning begins with 0");
    }

    #[test]
    fn a_word_ends_where_another_script_begins() {
        assert_eq!(word_length("USD美元"), Some(3));
        assert_eq!(word_length("card.status.lost卡挂失"), Some(16));
        for open in ["VISAVisa", "a.bcard activated", "a.b", "卡"] {
            assert_eq!(word_length(open), None, "{open}");
        }
    }
}
