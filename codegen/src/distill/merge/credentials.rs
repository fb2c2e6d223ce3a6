//! The credentials that every request holds: a component of their own, never the request's own fields.

use super::fields::{self, Fact};
use super::mapper::Mapper;
use super::objects::About;
use super::problem::Problem;
use super::references::referred;
use super::wire::Wire;
use crate::distill::page::model::Message;
use crate::spec::openapi::Evidence;
use crate::text::json::Tree;

/// The component, which the runtime knows.
pub(super) const NAME: &str = "Credentials";

/// Its fields.
pub(super) const FIELDS: [&str; 3] = ["customer_id", "app_id", "key"];

impl Mapper<'_> {
    /// Takes the credentials out of a request: makes the component, or holds the page against it. Gives what has to be noted.
    pub(super) fn credentials(&mut self, request: &Message) -> Vec<String> {
        let facts = fields::read(request, &[], false, &mut self.notes).facts;
        let facts: Vec<Fact<'_>> = facts.into_iter().filter(|fact| FIELDS.contains(&fact.name.as_str())).collect();
        let span = request.table.as_ref().map(|table| table.span);
        if self.spec.schema(NAME).is_none() && facts.len() == FIELDS.len() {
            let about = About {
                description: Some(
                    "What identifies and authorises the caller, in the body of every request.".to_owned(),
                ),
                ..About::object(Evidence::Table)
            };
            if let Some(span) = span {
                self.put_object(NAME, &facts, about, span);
            }
            return Vec::new();
        }
        let missing: Vec<&str> =
            FIELDS.into_iter().filter(|name| !facts.iter().any(|fact| fact.name == *name)).collect();
        let mut notes = Vec::new();
        if let (false, Some(span)) = (missing.is_empty(), span) {
            let listed = missing.join(", ");
            let message =
                format!("the request does not list {listed}; a client sends the credentials with every request");
            let help = "ask the platform whether this call needs no credentials";
            self.problem(Problem::warning("credentials-missing", span, message, help));
            notes.push(format!("The page does not list {listed} among the request's fields."));
        }
        if missing.is_empty() && span.is_some() {
            self.settle(NAME, Evidence::Table, &[], "");
        }
        // An example shows less than a type.
        for fact in facts.iter().filter(|fact| fact.evidence == Evidence::Table) {
            notes.extend(self.hold_credential(fact));
        }
        notes
    }

    /// One of the page's rows against the component's field.
    fn hold_credential(&mut self, fact: &Fact<'_>) -> Option<String> {
        let field = self.spec.schema(NAME)?.get("properties")?.get(&fact.name)?.clone();
        let wire = Wire::of(self.spec, &field);
        if let Some(named) = referred(&field).filter(|_| wire == fact.wire) {
            self.settle(named, fact.evidence, &[], "");
        }
        if wire == fact.wire || wire == Wire::Int64 && fact.wire == Wire::Int32 {
            return None;
        }
        if wire == Wire::Int32 && fact.wire == Wire::Int64 {
            // Typing the field again widens the id behind it.
            let _: Tree = self.field(NAME, fact, None, true);
            return None;
        }
        let message = format!("`{}` is {} on this page and {wire} in `{NAME}`", fact.name, fact.wire);
        let help = "the client sends it as the spec has it; ask the platform which of the two is right";
        self.problem(Problem::warning("type-differs", fact.span, message, help).in_schema(NAME));
        Some(format!("`{}` is {} on this page and is sent as {wire}.", fact.name, fact.wire))
    }
}
