//! What the author of a change has declared, read from the text of a pull request: only what people see of it counts, for a rule
//! or a place, and with a reason. Whether that is enough is for whoever asks.
//!
//! ```text
//! Declared-break: operation-moved at cards.list (the platform moved the path on 2026-06-01)
//! ```

use super::change::Change;
use super::pointer;
use super::rules;
use crate::text::lexicon::list;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// How a declaration begins.
const KEYWORD: &str = "declared-break";

/// Words that stand between a rule and its place.
const JOINTS: &[&str] = &["at", "for", "in", "of", "on", "and"];

/// Words for a whole kind of break: only a single one can be declared.
const KINDS: &[&str] = list!(
    "all, any, ask, behaviour, behavior, break, breaking, breaks, client, everything, none, security, semver, \
     source, spec, wire, *",
);

/// Keys of the spec that name no place.
const STRUCTURE: &[&str] = list!(
    "allOf, components, constants, content, data, description, effect, format, info, items, oneOf, operationId, \
     operations, paths, post, properties, requestBody, required, responses, schema, schemas, servers, summary, \
     tags, title, type, webhooks, x-effect, x-empty, x-pagination, x-pathless-operations, x-provenance, x-sensitive",
);

/// Everything that was declared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Declarations {
    /// What counts.
    pub list: Vec<Declaration>,
    /// What looks like a declaration and is none, and why, in a sentence.
    pub problems: Vec<String>,
}

/// A break on purpose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declaration {
    /// What it is for, as it was written.
    pub what: String,
    /// Why.
    pub reason: String,
    rules: Vec<String>,
    places: Vec<String>,
}

impl Declarations {
    /// Reads a text.
    #[must_use]
    pub fn read(markdown: &str) -> Self {
        let mut declarations = Self::default();
        for block in seen(markdown) {
            for text in begun(&block) {
                match one(&text) {
                    Ok(declaration) => declarations.list.push(declaration),
                    Err(problem) => declarations.problems.push(problem),
                }
            }
        }
        declarations
    }

    /// Why a change is meant, if it was declared.
    #[must_use]
    pub fn reason(&self, change: &Change) -> Option<&str> {
        self.list.iter().find(|one| one.covers(change)).map(|one| one.reason.as_str())
    }
}

impl Declaration {
    /// Whether a change is what was declared.
    #[must_use]
    pub fn covers(&self, change: &Change) -> bool {
        (self.rules.is_empty() || self.rules.iter().any(|rule| rule == change.rule.id))
            && (self.places.is_empty() || self.places.iter().any(|place| is_at(change, place)))
    }
}

/// Whether a change is at a place: a JSON pointer, or the name of what it happened to.
fn is_at(change: &Change, place: &str) -> bool {
    let pointers = || change.head.iter().chain(&change.base).map(|place| place.pointer.as_str());
    if pointers().any(|at| at.strip_prefix(place).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))) {
        return true;
    }
    let is_named = |at: &str| {
        let keys: Vec<String> = pointer::keys(at).filter(|key| !STRUCTURE.contains(&key.as_str())).collect();
        keys.iter().any(|key| key == place) || keys.windows(2).any(|two| two.join(".") == place)
    };
    let is_quoted = || change.message.split('`').skip(1).step_by(2).any(|name| name == place);
    pointers().any(is_named) || is_quoted()
}

/// The blocks of a text that people see without a click, each with a line a line: no code, no quotes, no comments, nothing inside
/// other HTML, nothing struck out.
fn seen(markdown: &str) -> Vec<String> {
    let options = Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TABLES | Options::ENABLE_TASKLISTS;
    let mut blocks = vec![String::new()];
    // How deep in what is not seen, and how deep in tags that were written out.
    let (mut hidden, mut tags) = (0_usize, 0_usize);
    for (event, range) in Parser::new_ext(markdown, options).into_offset_iter() {
        let is_struck_out = markdown[range].starts_with("~~");
        let is_seen = hidden == 0 && tags == 0;
        let Some(block) = blocks.last_mut() else { break };
        match event {
            Event::Start(
                Tag::BlockQuote(_) | Tag::CodeBlock(_) | Tag::Table(_) | Tag::Image { .. } | Tag::MetadataBlock(_),
            ) => {
                hidden += 1;
            }
            Event::End(
                TagEnd::BlockQuote(_) | TagEnd::CodeBlock | TagEnd::Table | TagEnd::Image | TagEnd::MetadataBlock(_),
            ) => {
                hidden -= 1;
            }
            Event::Start(Tag::Strikethrough) if is_struck_out => hidden += 1,
            Event::End(TagEnd::Strikethrough) if is_struck_out => hidden -= 1,
            // A single `~` is part of a JSON pointer.
            Event::Start(Tag::Strikethrough) | Event::End(TagEnd::Strikethrough) if is_seen => block.push('~'),
            Event::Start(Tag::Paragraph | Tag::Item | Tag::Heading { .. } | Tag::List(_))
            | Event::End(TagEnd::Paragraph | TagEnd::Item | TagEnd::Heading(_) | TagEnd::List(_)) => {
                blocks.push(String::new());
            }
            Event::Html(html) | Event::InlineHtml(html) => open(&html, &mut tags),
            Event::Text(text) if is_seen => block.push_str(&text),
            // What a declaration is for may be set as code; a declaration that is code is none.
            Event::Code(text) if is_seen && is_begun(block.lines().last().unwrap_or_default()) => block.push_str(&text),
            Event::Code(_) if is_seen => block.push('\u{fffc}'),
            Event::SoftBreak | Event::HardBreak => block.push('\n'),
            _ => {}
        }
    }
    blocks
}

/// Counts the tags that are left open behind a piece of HTML; what a comment holds is no tag.
fn open(html: &str, tags: &mut usize) {
    const EMPTY: &[&str] = &["br", "hr", "img", "input", "wbr", "source"];
    let mut rest = html;
    while let Some((_, behind)) = rest.split_once('<') {
        if let Some(comment) = behind.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, behind)| behind);
            continue;
        }
        let (tag, behind) = behind.split_once('>').unwrap_or((behind, ""));
        let name =
            tag.trim_start_matches('/').split(|each: char| !each.is_ascii_alphanumeric()).next().unwrap_or_default();
        let name = name.to_ascii_lowercase();
        if tag.starts_with('/') {
            *tags = tags.saturating_sub(1);
        } else if !name.is_empty() && !tag.ends_with('/') && !EMPTY.contains(&name.as_str()) {
            *tags += 1;
        }
        rest = behind;
    }
}

fn is_begun(line: &str) -> bool {
    let line = line.trim_start();
    let Some(begin) = line.get(..KEYWORD.len()).filter(|begin| begin.eq_ignore_ascii_case(KEYWORD)) else {
        return false;
    };
    line[begin.len()..].trim_start().starts_with([':', '：'])
}

/// The declarations of a block: each goes on until the next one begins.
fn begun(block: &str) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    for line in block.lines() {
        if is_begun(line) {
            list.push(line.trim().to_owned());
        } else if let Some(last) = list.last_mut() {
            last.push(' ');
            last.push_str(line.trim());
        }
    }
    list
}

fn one(text: &str) -> Result<Declaration, String> {
    let text = text.replace('（', "(").replace('）', ")").replacen('：', ":", 1);
    let (_, rest) = text.split_once(':').unwrap_or(("", ""));
    let shown = text.trim();
    let Some((what, reason)) = rest.split_once('(') else {
        return Err(format!("`{shown}` has no reason: write one in brackets behind it"));
    };
    let Some((reason, _)) = reason.rsplit_once(')') else {
        return Err(format!("the reason of `{shown}` has no closing bracket"));
    };
    let (what, reason) = (what.trim(), reason.trim());
    if !is_of_words(reason) {
        return Err(format!("the reason of `{shown}` says nothing: write in a few words why it is meant"));
    }
    let mut declaration =
        Declaration { what: what.to_owned(), reason: reason.to_owned(), rules: Vec::new(), places: Vec::new() };
    for word in what.split([' ', ',', '\t']).map(|word| word.trim_matches(['`', '"', '\'', '.', ';'])) {
        let lower = word.to_ascii_lowercase();
        if word.is_empty() || JOINTS.contains(&lower.as_str()) {
            continue;
        }
        if KINDS.contains(&lower.as_str()) {
            return Err(format!(
                "`{word}` in `{shown}` is a kind of break: declare a rule, such as operation-moved, or a place, such as cards.list"
            ));
        }
        if rules::by_id(&lower).is_some() {
            declaration.rules.push(lower);
        } else if is_wide(word) {
            return Err(format!("`{word}` in `{shown}` is no place but a part of the spec: name what is below it"));
        } else {
            declaration.places.push(word.to_owned());
        }
    }
    if declaration.rules.is_empty() && declaration.places.is_empty() {
        return Err(format!("`{shown}` does not say what for: name a rule or a place in front of the reason"));
    }
    Ok(declaration)
}

/// Whether a pointer covers a whole part of the spec.
fn is_wide(place: &str) -> bool {
    let names = pointer::keys(place).filter(|key| !key.is_empty() && !STRUCTURE.contains(&key.as_str())).count();
    STRUCTURE.contains(&place) || (place.starts_with('/') && names == 0)
}

/// Whether a reason consists of words: a single word is not enough, and numbers do not count.
fn is_of_words(reason: &str) -> bool {
    let words = reason.split(|each: char| !each.is_alphabetic()).filter(|word| !word.is_empty());
    let letters = words.clone().flat_map(str::chars);
    // Chinese is written without spaces.
    words.count() > 1 || letters.filter(|each| !each.is_ascii()).count() >= 4
}

#[cfg(test)]
mod tests {
    use super::*;

    const GOOD: &str = "Declared-break: operation-moved (the platform moved the path)";

    fn read(text: &str) -> (Vec<(String, String)>, usize) {
        let Declarations { list, problems } = Declarations::read(text);
        (list.into_iter().map(|one| (one.what, one.reason)).collect(), problems.len())
    }

    #[test]
    fn what_people_see_counts_however_it_is_set() {
        let wanted = (vec![("operation-moved".to_owned(), "the platform moved the path".to_owned())], 0);
        for text in [
            GOOD.to_owned(),
            format!("Moves it.\r\n\r\n{GOOD}\r\n"),
            format!("Some words before\n{GOOD}   \nand more behind"),
            format!("- {GOOD}"),
            format!("* one\n* {GOOD}\n"),
            format!("1. {GOOD}\n"),
            format!("- [x] {GOOD}\n"),
            format!("**{GOOD}**"),
            "declared-break : operation-moved (the platform\n  moved the path)".to_owned(),
            "Declared-break：operation-moved（the platform moved the path）".to_owned(),
            "Declared-break: `operation-moved` (the platform moved the path)".to_owned(),
            format!("<!-- a template -->\n\n{GOOD}\n"),
            format!("<details>\n\nlong\n\n</details>\n\n{GOOD}\n"),
        ] {
            assert_eq!(read(&text), wanted, "{text}");
        }
    }

    #[test]
    fn what_nobody_sees_does_not_count() {
        for text in [
            format!("<!-- {GOOD} -->"),
            format!("<!--\n{GOOD}\n-->"),
            format!("words <!-- {GOOD} -->"),
            format!("<details>\n<summary>more</summary>\n\n{GOOD}\n\n</details>"),
            format!("<details><summary>more</summary>{GOOD}</details>"),
            format!("```\n{GOOD}\n```"),
            format!("~~~text\n{GOOD}\n~~~"),
            format!("    {GOOD}"),
            format!("`{GOOD}`"),
            format!("> {GOOD}"),
            format!("> quoted\n{GOOD}"),
            format!("~~{GOOD}~~"),
            format!("It says {GOOD} in the middle of a line"),
            format!("![{GOOD}](x.png)"),
            format!("[x]: y \"{GOOD}\""),
            String::new(),
        ] {
            assert_eq!(read(&text).0, [], "{text}");
        }
    }

    #[test]
    fn a_declaration_is_for_a_rule_or_a_place_and_has_a_reason_of_words() {
        for text in [
            "Declared-break: operation-moved",
            "Declared-break: operation-moved ()",
            "Declared-break: operation-moved (.)",
            "Declared-break: operation-moved (123 456)",
            "Declared-break: operation-moved (why)",
            "Declared-break: operation-moved (the platform moved",
            "Declared-break: wire (the platform moved the path)",
            "Declared-break: security (the field holds four digits only)",
            "Declared-break: any (the platform moved the path)",
            "Declared-break: /paths (the platform moved the path)",
            "Declared-break: /components/schemas (the platform moved the path)",
            "Declared-break: (the platform moved the path)",
        ] {
            assert_eq!(read(text), (Vec::new(), 1), "{text}");
        }
        assert_eq!(read("Declared-break: operation-moved (平台改了路径)").0.len(), 1);
    }

    #[test]
    fn each_of_several_is_read() {
        let text = format!("- {GOOD}\n- Declared-break: Card.card_no (it holds four digits only)\n");
        assert_eq!(read(&text).0.len(), 2);
        assert_eq!(read(&format!("{GOOD}\n{GOOD}")).0.len(), 2);
    }

    #[test]
    fn a_pointer_may_hold_what_strikes_out() {
        let text = "Declared-break: /paths/~1card~1list/post (the platform moved the path)";
        assert_eq!(read(text).0[0].0, "/paths/~1card~1list/post");
    }

    #[test]
    fn a_long_text_is_read_quickly() {
        let text = format!("{}\n\n{GOOD}", "words ".repeat(100_000));
        assert_eq!(read(&text).0.len(), 1);
    }
}
