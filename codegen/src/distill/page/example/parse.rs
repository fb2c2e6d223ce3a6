//! From the text of an example to its tree: the sound part goes through the JSON parser, what is wrong becomes a finding.
//! Where the text of an example ends was decided by `extent`.

use super::extent::{self, Ending, Extent};
use super::{Json, JsonValue, Member};
use crate::distill::page::clean::Clean;
use crate::distill::page::finding::{Finding, FindingCode};
use crate::distill::page::place::At;
use crate::distill::page::remarks;
use crate::text::fold::trim;
use crate::text::json::STRICT;
use jsonc_parser::ast::Value;
use jsonc_parser::common::Ranged;
use jsonc_parser::{CollectOptions, ParseOptions};
use std::collections::BTreeSet;
use std::ops::Range;

/// JSON, but for the comma after the last entry, which hand-written examples often have.
const OPTIONS: ParseOptions = ParseOptions { allow_trailing_commas: true, ..STRICT };

/// The text of an example: from its opening bracket to where it can end at most.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::distill::page) struct Fragment {
    pub(in crate::distill::page) range: Range<usize>,
}

/// The tree of an example's sound part; none when nothing of it is sound.
pub(in crate::distill::page) fn parse(page: &Clean<'_>, fragment: &Fragment, found: &mut Vec<Finding>) -> Option<Json> {
    let mut extent = extent::walk(page.text(), &fragment.range);
    let mut tree = read(page, &extent, found);
    if let Some(first) = extent.quotes.first() {
        Finding::new(
            FindingCode::ExampleQuotes,
            page.span(first),
            "the example's strings stand in other quotes than JSON's; they are read as JSON's",
        )
        .push_to(found);
    }
    if let Err(at) = tree {
        let at = extent.sound.start + at;
        extent = extent::walk(page.text(), &(extent.sound.start..at));
        report(page, at, Ending::Unexpected("a string without line breaks and unknown escapes"), found);
        tree = read(page, &extent, found);
    } else {
        report(page, extent.end, extent.ending, found);
    }
    remarks::tell(&comments(page, &extent), found);
    tree.ok().flatten()
}

/// What stands in the comments of an example: JSON has none, and a reader of the page has them all the same.
fn comments(page: &Clean<'_>, extent: &Extent) -> Vec<At<String>> {
    let comment = |blank: &Range<usize>| {
        let place = trim(page.text(), blank.clone());
        let said = page.text()[place.clone()].trim_matches(['/', '*']).trim();
        (!said.is_empty()).then(|| page.at(said.to_owned(), &place))
    };
    extent.blanks.iter().filter_map(comment).collect()
}

fn report(page: &Clean<'_>, at: usize, ending: Ending, found: &mut Vec<Finding>) {
    let text = page.text();
    let at = at.min(text.len());
    let line = at..text[at..].find('\n').map_or(text.len(), |end| at + end);
    let span = page.span(&line);
    found.push(match ending {
        Ending::Closed => return,
        Ending::CutOff => Finding::new(
            FindingCode::ExampleCutOff,
            span,
            "the example ends before its brackets are closed; what it shows up to here is used",
        )
        .help("copy the page again, to its end"),
        Ending::Unexpected(wanted) => Finding::new(
            FindingCode::ExampleBroken,
            span,
            format!("the example is no JSON from here on: {wanted} should follow; what it shows up to here is used"),
        )
        .help("correct the example in the copied page"),
        Ending::TooDeep => Finding::new(
            FindingCode::ExampleBroken,
            span,
            "the example is nested too deep from here on; what it shows up to here is used",
        )
        .help("check that the brackets of the example are copied correctly"),
    });
}

/// The sound part as JSON: what means nothing is spaces in it, quotes are JSON's, brackets are closed.
struct Rewritten {
    text: String,
    /// Where its pieces begin, and which part of the page's cleaned text each of them stands for.
    pieces: Vec<(usize, Range<usize>)>,
    /// Where the closing brackets begin that are not the page's.
    closers: usize,
}

impl Rewritten {
    fn of(page: &str, extent: &Extent) -> Self {
        let blanks = extent.blanks.iter().map(|blank| (blank, " "));
        let quotes = extent.quotes.iter().map(|quote| (quote, "\""));
        let inner = extent.inner.iter().map(|(quote, written)| (quote, *written));
        let mut changes: Vec<(&Range<usize>, &str)> = blanks.chain(quotes).chain(inner).collect();
        changes.sort_by_key(|(place, _)| place.start);
        let mut new = Self { text: String::with_capacity(extent.sound.len()), pieces: Vec::new(), closers: 0 };
        let mut at = extent.sound.start;
        // A blank lies before an earlier one's end only if it is that one.
        for (place, written) in changes.into_iter().filter(|(place, _)| !place.is_empty()) {
            if place.start >= at {
                new.push(&page[at..place.start], at..place.start);
                new.push(written, place.clone());
                at = place.end;
            }
        }
        new.push(&page[at..extent.sound.end], at..extent.sound.end);
        new.closers = new.text.len();
        new.push(&extent.closers, extent.sound.end..extent.sound.end);
        new
    }

    fn push(&mut self, text: &str, of: Range<usize>) {
        self.pieces.push((self.text.len(), of));
        self.text.push_str(text);
    }

    /// The place in the page's cleaned text.
    fn place(&self, at: usize) -> usize {
        let after = self.pieces.partition_point(|(start, _)| *start <= at);
        match after.checked_sub(1).map(|piece| &self.pieces[piece]) {
            Some((start, of)) => (of.start + (at - start)).min(of.end),
            None => 0,
        }
    }
}

/// The tree, or the place in the sound part that the parser refuses.
fn read(page: &Clean<'_>, extent: &Extent, found: &mut Vec<Finding>) -> Result<Option<Json>, usize> {
    let rewritten = Rewritten::of(page.text(), extent);
    let parsed = jsonc_parser::parse_to_ast(&rewritten.text, &CollectOptions::default(), &OPTIONS)
        .map_err(|error| rewritten.place(error.range().start).saturating_sub(extent.sound.start))?;
    let mut builder = Builder { page, rewritten: &rewritten, extent, found };
    Ok(parsed.value.map(|value| builder.json(value)))
}

struct Builder<'a, 'p> {
    page: &'a Clean<'p>,
    rewritten: &'a Rewritten,
    extent: &'a Extent,
    found: &'a mut Vec<Finding>,
}

impl Builder<'_, '_> {
    fn place(&self, range: jsonc_parser::common::Range) -> Range<usize> {
        self.rewritten.place(range.start)..self.rewritten.place(range.end)
    }

    fn json(&mut self, value: Value<'_>) -> Json {
        let parsed = value.range();
        let place = self.place(parsed);
        let span = self.page.span(&place);
        let value = match value {
            Value::NullKeyword(_) => JsonValue::Null,
            Value::BooleanLit(literal) => JsonValue::Bool(literal.value),
            Value::NumberLit(literal) => JsonValue::Number(literal.value.to_owned()),
            Value::StringLit(literal) => JsonValue::String(literal.value.into_owned()),
            Value::Array(array) => {
                JsonValue::Array(array.elements.into_iter().map(|element| self.json(element)).collect())
            }
            Value::Object(object) => {
                let closed = parsed.end <= self.rewritten.closers;
                let members = self.members(object.properties);
                // Dots inside a nested object are that object's; calling this one incomplete too only adds caution.
                let after = self.extent.gaps.partition_point(|gap| gap.start < place.start);
                let gap = self.extent.gaps.get(after).is_some_and(|gap| gap.end <= place.end);
                JsonValue::Object { members, complete: closed && !gap }
            }
        };
        Json { span, value }
    }

    fn members(&mut self, properties: Vec<jsonc_parser::ast::ObjectProp<'_>>) -> Vec<Member> {
        let mut seen = BTreeSet::new();
        let mut members = Vec::with_capacity(properties.len());
        for property in properties {
            let place = self.place(property.name.range());
            let name = self.page.at(property.name.into_string(), &place);
            if !seen.insert(name.value.clone()) {
                Finding::new(
                    FindingCode::ExampleDuplicateKey,
                    name.span,
                    format!("the example's object has the key `{}` twice; the first one is used", name.value),
                )
                .help("correct the example in the copied page, and tell the platform")
                .push_to(self.found);
                continue;
            }
            let value = self.json(property.value);
            members.push(Member { name, value });
        }
        members
    }
}
