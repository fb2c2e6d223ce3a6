//! The envelope that wraps every answer: a component of its own, seen in examples; and what an answer holds inside it.

use super::fields::{self, Fact, Fields};
use super::mapper::Mapper;
use super::objects;
use super::problem::{self, Problem};
use super::said::SEEN;
use super::wire::Wire;
use crate::distill::page::model::{Level, Message};
use crate::distill::page::{Json, JsonValue, Span};
use crate::spec::openapi::Evidence;
use crate::text::json::Tree;

/// The component, which the runtime knows.
pub(super) const NAME: &str = "Envelope";

const PARTS: [&str; 4] = ["code", "message", "msg", "data"];

/// Why an answer is known to have no content, in words for its note.
pub(super) fn no_content(response: &Message) -> Option<String> {
    if let Some(nothing) = &response.nothing {
        return Some(format!("The page says that the answer holds nothing ({}).", nothing.value));
    }
    let shown =
        response.examples.iter().find(|json| json.get("code").is_some()).filter(|_| response.table.is_none())?;
    let Some(data) = shown.get("data") else {
        let is_whole = matches!(shown.value, JsonValue::Object { complete: true, .. });
        return is_whole.then(|| "The page's example has no `data`.".to_owned());
    };
    let seen = match &data.value {
        JsonValue::Null => "null",
        JsonValue::Bool(_) => "a truth value, which says no more than the envelope's code",
        JsonValue::Array(elements) if elements.is_empty() => "an empty array, and no table says of what",
        JsonValue::Object { members, complete: true } if members.is_empty() => "an empty object",
        _ => return None,
    };
    Some(format!("The `data` of the page's example is {seen}: the answer is read as one without content."))
}

/// The first example whose data is neither an object nor a way to say nothing, and what it is.
fn bare(response: &Message) -> Option<(Span, &'static str)> {
    response.examples.iter().find_map(|example| {
        let is_data = response.level == Some(Level::Data) || response.table.is_none() && example.get("code").is_some();
        let json = if is_data { example.get("data")? } else { example };
        let what = match &json.value {
            JsonValue::Array(_) => "a list",
            JsonValue::String(_) => "a text",
            JsonValue::Number(_) => "a number",
            JsonValue::Bool(_) => "a truth value",
            JsonValue::Object { .. } | JsonValue::Null => return None,
        };
        Some((json.span, what))
    })
}

/// What an example shows as the code of an answer that holds something, where the client would read something else: the code is a whole
/// number for it, and 0 is success.
fn other_code(response: &Message) -> Option<(Span, &'static str)> {
    let holds_something =
        |example: &&Json| example.get("data").is_some_and(|data| !matches!(data.value, JsonValue::Null));
    let mut codes =
        response.examples.iter().filter(holds_something).filter_map(|example| example.get("code")).peekable();
    let first = codes.peek().copied()?;
    let is_zero = |code: &Json| matches!(&code.value, JsonValue::Number(number) if number == "0");
    if codes.any(is_zero) {
        return None;
    }
    let what = match &first.value {
        JsonValue::Number(_) => "another number than 0, which the client takes for a refusal",
        JsonValue::String(_) => "a text, where the client reads a number",
        JsonValue::Bool(_) | JsonValue::Array(_) | JsonValue::Object { .. } => "no number",
        JsonValue::Null => return None,
    };
    Some((first.span, what))
}

impl Mapper<'_> {
    /// The fields of an answer's `data`, whether the page's table begins there or above. `name` is the schema that they go into.
    pub(super) fn answer<'p>(&mut self, response: &'p Message, name: &str, start: Span) -> Fields<'p> {
        let bare = bare(response);
        // Somebody has described the answer as one without content, since there is no other way to.
        let settled = bare.is_some() && self.spec.schema(name).is_some_and(objects::is_empty);
        let note = no_content(response);
        if note.is_some() || settled {
            let is_shown = response.examples.iter().any(|json| json.get("code").is_some());
            self.envelope(is_shown, false, response, start);
            let is_told = response.nothing.is_some();
            return Fields { facts: Vec::new(), notes: note.into_iter().collect(), nothing: true, is_told };
        }
        let mut read = fields::read(response, &[], true, &mut self.notes);
        let shown = response.examples.iter().find(|json| !json.is_empty());
        let is_shown = response.examples.iter().any(|json| json.get("code").is_some() && json.get("data").is_some());
        let is_listed = response.level != Some(Level::Data) && lists_envelope(&read.facts);
        self.envelope(is_shown, is_listed, response, start);
        if let Some((span, what)) = bare {
            self.refuse_data(span, what);
        }
        if response.level == Some(Level::Data) {
            return read;
        }
        if is_listed {
            return self.unwrapped(read);
        }
        if let Some(shown) = shown.filter(|_| !is_shown) {
            let message = "the example of the response shows no envelope of code, message and data";
            let help = "the client unwraps an envelope from every answer; ask the platform whether this one has none";
            self.problem(Problem::warning("envelope-missing", shown.span, message, help));
            read.notes.push("The page's example shows the answer without the envelope.".to_owned());
        }
        read
    }

    /// The fields of `data` among the rows of an envelope. What stands beside it has no place in the profile.
    fn unwrapped<'p>(&mut self, mut read: Fields<'p>) -> Fields<'p> {
        let mut inside = Vec::new();
        for fact in std::mem::take(&mut read.facts) {
            if fact.name == "data" {
                if !matches!(fact.wire, Wire::Object | Wire::Any) {
                    self.refuse_data(fact.span, &fact.wire.to_string());
                } else if fact.fields.is_empty() {
                    let message = "the page says that the answer has data and lists none of it, so that the client reads nothing there";
                    let help = "ask the platform what is in it; until then, `send_raw` gives the whole answer";
                    self.problem(Problem::warning("data-not-listed", fact.span, message, help));
                    read.notes.push("The page does not say what is in the data.".to_owned());
                }
                inside = fact.fields;
            } else if fact.name == "code" && !matches!(fact.wire, Wire::Int32 | Wire::Int64 | Wire::Any) {
                let message = format!(
                    "the page says that the `code` of the answer is {}, where the client reads a whole number",
                    fact.wire
                );
                let help = "ask the platform which of the two is right";
                self.problem(Problem::warning("envelope-differs", fact.span, message, help));
            } else if !PARTS.contains(&fact.name.as_str()) {
                let message =
                    format!("`{}` stands beside the data of the answer, where the client reads nothing", fact.name);
                let help = "the profile (spec/README.md) and the runtime have to learn it first, if anybody needs it";
                self.problem(Problem::warning("beside-the-data", fact.span, message, help));
                read.notes
                    .push(format!("The page lists `{}` beside the data, where the client reads nothing.", fact.name));
            }
        }
        read.facts = inside;
        read
    }

    fn refuse_data(&mut self, span: Span, what: &str) {
        self.problem(Problem::error(
            "data-is-no-object",
            span,
            format!("the data of this answer is {what}, and the profile knows only objects there, or an answer without content"),
            "add the operation by hand with an answer without content (spec/README.md): it can then be called, and `send_raw` \
             gives what it answers; a page is not asked about an answer that is described so",
        ));
    }

    /// Makes the component where an example shows it for the first time.
    fn envelope(&mut self, is_shown: bool, is_listed: bool, response: &Message, start: Span) {
        if let Some((span, what)) = other_code(response) {
            let help = "ask the platform what says that a call has succeeded; the spec's envelope is the runtime's own";
            let message = format!("the example shows an answer with data whose `code` is {what}");
            self.problem(Problem::warning("envelope-differs", span, message, help));
        }
        let (evidence, notes) =
            if is_listed { (Evidence::Table, Vec::new()) } else { (Evidence::Example, vec![SEEN.to_owned()]) };
        if self.spec.schema(NAME).is_some() {
            if is_shown || is_listed {
                self.settle(NAME, evidence, &notes);
            }
            return;
        }
        if !is_shown && !is_listed {
            let span = response.table.as_ref().map_or(start, |table| table.span);
            let message = "no page read so far shows the envelope that wraps an answer";
            let help = "distill a page first whose example of the response shows code, message and data";
            self.problem(Problem::warning(problem::ENVELOPE_UNKNOWN, span, message, help));
            return;
        }
        let described = |mut field: Tree, text: &str| {
            field.set("description", text);
            field
        };
        let properties = Tree::object([
            ("code", described(Tree::Object(Wire::Int32.keywords()), "0 for success; any other code is a refusal.")),
            ("message", described(Tree::Object(Wire::Text.keywords()), "The outcome in words.")),
            ("data", described(Tree::object([]), "The operation's own answer.")),
        ]);
        let provenance = self.page.new_provenance(evidence, &notes);
        let schema = Tree::object([
            ("type", Tree::from("object")),
            ("description", Tree::from("What wraps every answer.")),
            ("required", Tree::Array(vec![Tree::from("code"), Tree::from("message")])),
            ("properties", properties),
            ("x-provenance", provenance),
        ]);
        self.spec.put_schema(NAME, schema);
    }
}

/// Whether a table describes the whole answer and not only its data.
fn lists_envelope(facts: &[Fact<'_>]) -> bool {
    let has = |name: &str| facts.iter().any(|fact| fact.name == name);
    has("code") && (has("data") || (has("message") || has("msg")) && facts.len() == 2)
}
