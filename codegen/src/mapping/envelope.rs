//! The envelope that wraps every answer: a component of its own, seen in examples; and what an answer holds inside it.

use super::fields::{self, Fact, Fields};
use super::mapper::Mapper;
use super::problem::Problem;
use super::wire::Wire;
use crate::distill::page::{Level, Message};
use crate::distill::{Json, JsonValue, Span};
use crate::json::Tree;
use crate::openapi::Evidence;

/// The component, which the runtime knows.
pub(super) const NAME: &str = "Envelope";

const PARTS: [&str; 4] = ["code", "message", "msg", "data"];

impl Mapper<'_> {
    /// The fields of an answer's `data`, whether the page's table begins there or above.
    pub(super) fn answer<'p>(&mut self, response: &'p Message, start: Span) -> Fields<'p> {
        let mut read = fields::read(response, &[], true, &mut self.notes);
        let is_wrapped = response.examples.iter().any(|json| json.get("code").is_some() && json.get("data").is_some());
        self.envelope(is_wrapped, response, start);
        if response.level == Some(Level::Data) {
            for data in response.examples.iter().filter_map(|json| json.get("data")) {
                self.refuse_list(data);
            }
            return read;
        }
        response.examples.iter().for_each(|json| self.refuse_list(json));
        let is_part = |fact: &Fact<'_>| PARTS.contains(&fact.name.as_str());
        if !read.facts.is_empty() && read.facts.iter().all(is_part) {
            read.facts = self.unwrapped(read.facts);
        } else if let Some(shown) = response.examples.iter().find(|json| !json.is_empty()).filter(|_| !is_wrapped) {
            let message = "the example of the response shows no envelope of code, message and data";
            let help = "the client unwraps an envelope from every answer; ask the platform whether this one has none";
            self.problem(Problem::warning("envelope-missing", shown.span, message, help));
            read.notes.push("The page's example shows the answer without the envelope.".to_owned());
        }
        read
    }

    /// The fields of `data` among the rows of an envelope.
    fn unwrapped<'p>(&mut self, facts: Vec<Fact<'p>>) -> Vec<Fact<'p>> {
        let Some(data) = facts.into_iter().find(|fact| fact.name == "data") else {
            return Vec::new();
        };
        if !matches!(data.wire, Wire::Object | Wire::Any) {
            self.refuse_data(data.span, &data.wire.to_string());
        }
        data.fields
    }

    fn refuse_list(&mut self, json: &Json) {
        if matches!(json.value, JsonValue::Array(_)) {
            self.refuse_data(json.span, "a list");
        }
    }

    fn refuse_data(&mut self, span: Span, what: &str) {
        self.problem(Problem::error(
            "data-is-no-object",
            span,
            format!("the data of this answer is {what}, and the profile knows only objects there"),
            "the profile (spec/README.md) and the runtime have to learn it first",
        ));
    }

    /// Makes the component where an example shows it for the first time.
    fn envelope(&mut self, is_shown: bool, response: &Message, start: Span) {
        if self.spec.schema(NAME).is_some() {
            return;
        }
        if !is_shown {
            let span = response.table.as_ref().map_or(start, |table| table.span);
            let message = "no page read so far shows the envelope that wraps an answer";
            let help = "distill a page first whose example of the response shows code, message and data";
            self.problem(Problem::warning("envelope-unknown", span, message, help));
            return;
        }
        let described = |mut field: Tree, text: &str| {
            field.set("description", Tree::from(text));
            field
        };
        let properties = Tree::object([
            ("code", described(Tree::Object(Wire::Int32.keywords()), "0 for success; any other code is a refusal.")),
            ("message", described(Tree::Object(Wire::Text.keywords()), "The outcome in words.")),
            ("data", described(Tree::object([]), "The operation's own answer.")),
        ]);
        let note =
            "The response table lists the contents of data only; the wrapping is seen in the example.".to_owned();
        let schema = Tree::object([
            ("type", Tree::from("object")),
            ("description", Tree::from("What wraps every answer.")),
            ("required", Tree::Array(vec![Tree::from("code"), Tree::from("message")])),
            ("properties", properties),
            ("x-provenance", self.page.new_provenance(Evidence::Example, &[note])),
        ]);
        self.spec.put_schema(NAME, schema);
    }
}
