//! A webhook page: one event a tag, all with the payload that the page describes.

use super::entry::start;
use super::examples;
use super::field::open_name;
use super::fields::{self, Fields};
use super::mapper::{Mapper, with_term, written};
use super::objects::About;
use super::operation::{kept_example, media, request_body, schema_of};
use super::place::Map;
use super::problem::Problem;
use super::references::reference_tree;
use crate::distill::page::model::{Event, Level, Webhook};
use crate::spec::catalog::CatalogEntry;
use crate::spec::names;
use crate::spec::openapi::Evidence;
use crate::text::json::Tree;
use std::collections::BTreeSet;

impl Mapper<'_> {
    pub(super) fn webhook(&mut self, webhook: &Webhook, known: &CatalogEntry) {
        let group = known.id.value.as_str();
        if webhook.payload.level == Some(Level::Data) {
            let span = webhook.payload.table.as_ref().map_or(start(), |table| table.span);
            let message = "the table describes only what lies under `data` of the delivery that the example shows";
            let help = "the profile (spec/README.md) and the runtime have to learn deliveries with an envelope first";
            self.problem(Problem::error("payload-in-envelope", span, message, help));
            return;
        }
        let payload = fields::read(&webhook.payload, &[], true, &mut self.notes);
        let linked = webhook.events.iter().find_map(|event| schema_of(self.event(&event.tag.value)?, "requestBody"));
        let named = linked.map(str::to_owned).or_else(|| self.glossary.types.get(group).cloned());
        let name = named.unwrap_or_else(|| format!("{}Notification", names::variant(group)));
        let weaker = self.is_weaker(&name, &webhook.payload);
        self.payload(&name, &payload, webhook);
        let mut example = examples::first(&webhook.payload).map(|(_, tree)| tree);
        let notes = self.notes.rest(&[]);
        for (at, event) in webhook.events.iter().enumerate() {
            // The page shows one delivery and does not say of which event: it stands at the first.
            let example = if at == 0 { example.take() } else { None };
            self.put_event(event, group, &name, example, at == 0 && !weaker, &notes);
        }
        self.lost_events(webhook, group);
    }

    fn payload(&mut self, name: &str, payload: &Fields<'_>, webhook: &Webhook) {
        let table = webhook.payload.table.as_ref();
        let evidence = if table.is_some() { Evidence::Table } else { Evidence::Example };
        let about = About { notes: payload.notes.clone(), ..About::object(evidence) };
        self.put_object(name, &payload.facts, about, table.map_or(start(), |table| table.span));
    }

    fn event(&self, tag: &str) -> Option<&Tree> {
        self.spec.get(Map::Webhooks, tag)?.get("post")
    }

    fn put_event(
        &mut self,
        event: &Event,
        group: &str,
        payload: &str,
        shown: Option<Tree>,
        first: bool,
        notes: &[String],
    ) {
        let tag = event.tag.value.as_str();
        self.mapped.facts += 1 + usize::from(shown.is_some());
        let old = self.event(tag).cloned();
        let media = old.as_ref().and_then(|old| media(old, "requestBody"));
        let example = if first { self.example(tag, "event", media, shown) } else { kept_example(media) };
        let mut merged = old.clone().unwrap_or_else(|| Tree::object([]));
        let words = &self.glossary.events;
        let words = words.get(tag).or_else(|| words.get(&event.description.value));
        if let (None, Some(words)) = (written(old.as_ref(), "description"), words) {
            merged.set("description", with_term(words, &event.description.value));
        }
        merged.set("requestBody", request_body(reference_tree(payload), example));
        if merged.get("responses").is_none() {
            let unknown =
                Tree::object([("description", Tree::from("What acknowledges a delivery is not documented."))]);
            merged.set("responses", Tree::object([("default", unknown)]));
        }
        if merged.get("x-rust-name").is_none() && !names::makes_a_variant(tag) {
            let open = open_name(tag);
            self.mapped.origins.insert(open.clone(), event.tag.span);
            merged.set("x-rust-name", open);
        }
        merged.set("x-webhook-group", group);
        let notes = if first { notes } else { &[] };
        let provenance = self.page.merged(merged.get("x-provenance"), Evidence::Table, notes);
        merged.set("x-provenance", provenance);
        self.spec.put(Map::Webhooks, tag, Tree::object([("post", merged)]));
    }

    /// Events of this page that it no longer lists.
    fn lost_events(&mut self, webhook: &Webhook, group: &str) {
        let is_ours = |tag: &&str| self.event(tag).is_some_and(|event| self.page.states(event.get("x-provenance")));
        let listed: BTreeSet<&str> = webhook.events.iter().map(|event| event.tag.value.as_str()).collect();
        let lost = self.spec.events_of(group).into_iter().filter(|tag| !listed.contains(tag)).filter(is_ours);
        let lost: Vec<String> = lost.map(str::to_owned).collect();
        for tag in lost {
            if self.removal(format!("the event `{tag}`")) {
                self.spec.remove(Map::Webhooks, &tag);
            }
        }
    }
}
