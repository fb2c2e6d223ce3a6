//! The credentials that every request holds: a component of their own, never the request's own fields.

use super::fields::{self, Fact};
use super::mapper::Mapper;
use super::objects::About;
use super::problem::Problem;
use super::wire::Wire;
use crate::distill::page::model::Message;
use crate::spec::openapi::Evidence;

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
        // An example shows less than a type.
        let mut alike: Vec<Fact<'_>> = facts.into_iter().filter(|fact| fact.evidence == Evidence::Table).collect();
        alike.retain(|fact| {
            let differs = self.credential_differs(fact);
            notes.extend(differs.clone());
            differs.is_none()
        });
        let takes_over = missing.is_empty() && span.is_some() && self.takes_over(NAME, Evidence::Table);
        self.join(NAME, &alike, Evidence::Table, takes_over);
        notes
    }

    /// What is to be noted of a row that has another type than the component's field.
    fn credential_differs(&mut self, fact: &Fact<'_>) -> Option<String> {
        let field = self.spec.schema(NAME)?.get("properties")?.get(&fact.name)?;
        let wire = Wire::of(self.spec, field);
        if wire == fact.wire || wire.is_integer() && fact.wire.is_integer() {
            return None;
        }
        let message = format!("`{}` is {} on this page and {wire} in `{NAME}`", fact.name, fact.wire);
        let help = "the client sends it as the spec has it; ask the platform which of the two is right";
        self.problem(Problem::warning("type-differs", fact.span, message, help).in_schema(NAME));
        Some(format!("`{}` is {} on this page and is sent as {wire}.", fact.name, fact.wire))
    }
}
