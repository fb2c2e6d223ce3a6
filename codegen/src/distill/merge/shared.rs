//! Objects that several pages state: which schema an object is, whether two pages agree about it, and what each of them adds.
//! What comes of it is the same whichever page was read first: an object is of the page that comes first, and of what several
//! pages say of a field the choice looks at what is said and not at when.

use super::field::{Bare, answered};
use super::fields::Fact;
use super::links::{unlinked, without_link};
use super::mapper::Mapper;
use super::objects::About;
use super::parts::{innermost, part};
use super::problem::Problem;
use super::provenance::{add_widths, with_widths_of};
use super::references::{reference_tree, referred};
use super::said;
use super::types::{OF_TYPE, is_hidden, judged};
use super::wire::{Closeness, Wire};
use crate::spec::glossary;
use crate::spec::names;
use crate::spec::openapi::keywords::is_to_do;
use crate::spec::openapi::{Evidence, Sensitive};
use crate::text::json::Tree;
use std::collections::{BTreeMap, BTreeSet};

/// Which of two marks counts where two pages' words say different ones: the one with the smaller number.
fn strictness(mark: &str) -> Option<u8> {
    let kind = Sensitive::ALL.iter().find(|kind| kind.word() == mark)?;
    Some(match kind {
        Sensitive::Cvv => 0,
        Sensitive::Pin => 1,
        Sensitive::Secret => 2,
        Sensitive::Pan => 3,
        Sensitive::Pii => 4,
    })
}

impl Mapper<'_> {
    /// The reference of a field that holds an object; `linked` is the schema that the spec has there already.
    pub(super) fn object_of_field(&mut self, owner: &str, fact: &Fact<'_>, linked: Option<&str>) -> Tree {
        let own = format!("{owner}{}", names::ty(&fact.name));
        let known = glossary::of_field(&self.glossary.types, owner, &self.resource, &fact.name).cloned();
        let name = match (linked, known) {
            (Some(linked), _) => linked.to_owned(),
            (None, Some(known)) => {
                let schema = self.spec.schema(&known);
                match schema.and_then(|schema| self.difference_of(&fact.fields, schema)) {
                    Some(difference) => {
                        self.tell_that_it_is_taken(&known, &own, fact, &difference);
                        own
                    }
                    None => known,
                }
            }
            (None, None) => own,
        };
        self.bring(&name, fact);
        reference_tree(&name)
    }

    /// Two pages state different objects, and the glossary has one name for them. It stays with the page that was there first, since
    /// what is deployed under it would else become another type.
    fn tell_that_it_is_taken(&mut self, known: &str, own: &str, fact: &Fact<'_>, difference: &str) {
        let message = format!(
            "`{}` is no `{known}`, which came from {}: {difference}. It gets a type of its own, `{own}`",
            fact.name,
            self.spec.source_of(known)
        );
        let help = "the name stays with the page that was read first; to settle it, name the types of both in `types` of glossary.json, \
                    as `Schema.field`";
        self.problem(Problem::warning("type-taken", fact.span, message, help).in_schema(known));
    }

    /// Brings an object's fields into the schema of that name. A schema of another page has to agree with this one.
    fn bring(&mut self, name: &str, fact: &Fact<'_>) {
        let is_own = self.spec.schema(name).is_none() || self.states_schema(name);
        if is_own && !self.described.contains(name) {
            self.put_object(name, &fact.fields, About::object(fact.evidence), fact.span);
            return;
        }
        let difference = self.spec.schema(name).and_then(|schema| self.difference_of(&fact.fields, schema));
        match difference {
            None => {
                let takes_over = self.takes_over(name, fact.evidence);
                self.join(name, &fact.fields, fact.evidence, takes_over);
            }
            Some(difference) => self.problem(
                Problem::error(
                    "schemas-disagree",
                    fact.span,
                    format!(
                        "`{}` of the page and the schema `{name}`, which came from {}, disagree: {difference}",
                        fact.name,
                        self.spec.source_of(name)
                    ),
                    format!(
                        "if they are two kinds of objects, let the field refer to a schema of its own, such as `{name}Detail`; \
                         if they are one, distill {} again first",
                        self.spec.source_of(name)
                    ),
                )
                .in_schema(name),
            ),
        }
    }

    /// What this page adds to a schema that another one, or this one elsewhere, has described already.
    pub(super) fn join(&mut self, name: &str, facts: &[Fact<'_>], evidence: Evidence, takes_over: bool) {
        self.described.insert(name.to_owned());
        let mut joined: Vec<(String, Tree)> = Vec::new();
        for fact in facts {
            let old = self.spec.schema(name).and_then(|schema| schema.get("properties")?.get(&fact.name)).cloned();
            if let Some(old) = old {
                joined.push((fact.name.clone(), self.joined(name, fact, &old, takes_over)));
            }
        }
        let Some(mut schema) = self.spec.schema(name).cloned() else { return };
        if self.states_schema(name) {
            schema.set("x-provenance", self.page.merged(schema.get("x-provenance"), evidence, &[]));
        }
        if takes_over {
            let fresh = self.page.new_provenance(evidence, &[]);
            schema.set("x-provenance", with_widths_of(fresh, schema.get("x-provenance")));
            // The order of the fields is the page's.
            if let Some(Tree::Object(fields)) = schema.get_mut("properties") {
                let at = |key: &String| facts.iter().position(|fact| fact.name == *key).unwrap_or(usize::MAX);
                fields.sort_by_key(|(key, _)| at(key));
            }
            if let Some(required) = schema.get("required").map(Tree::elements) {
                let has = |name: &str| required.iter().any(|element| element.text() == Some(name));
                let sorted = facts.iter().filter(|fact| has(&fact.name)).map(|fact| Tree::from(fact.name.as_str()));
                let others =
                    required.iter().filter(|element| !facts.iter().any(|fact| element.text() == Some(&fact.name)));
                let sorted = Tree::Array(sorted.chain(others.cloned()).collect());
                schema.set("required", sorted);
            }
        }
        for (key, field) in joined {
            if let Some(fields) = schema.get_mut("properties") {
                fields.set(&key, field);
            }
        }
        self.spec.put_schema(name, schema);
    }

    /// A field as two pages have it.
    fn joined(&mut self, owner: &str, fact: &Fact<'_>, old: &Tree, takes_over: bool) -> Tree {
        self.mapped.places.entry((owner.to_owned(), fact.name.clone())).or_insert(fact.span);
        let Bare { typed, described, evidence, notes } = self.bare(owner, fact, Some(old));
        let mut field = self.type_of_both(owner, fact, old, typed);
        if let Some(text) = self.words_of_both(old.text_at("description"), described) {
            field.set("description", text);
        }
        self.look_for_the_unit(owner, fact, &field);
        if fact.empty && Wire::of(self.spec, &field).may_be_empty() {
            field.set("x-empty", "none");
        }
        let old = old.get("x-provenance").cloned();
        let old = if fact.codes.is_empty() { old } else { old.as_ref().and_then(unlinked) };
        let is_typed = Wire::of(self.spec, &field) != Wire::Any;
        let old = if is_typed { old.as_ref().and_then(answered) } else { old };
        let merged = self.provenance_of_both(old.as_ref(), evidence, &notes);
        // Whose codes it has is noted with the page that the object is of.
        let link = |old: &Tree| match without_link(old.text_at("note")?) {
            (rest, link) if takes_over && rest.is_empty() => link,
            _ => None,
        };
        let linked = || Some(self.page.new_provenance(Evidence::Text, &[link(old.as_ref()?)?]));
        // The reason why a type is hidden stays in the note, whoever wrote it: it keeps the type hidden.
        let said = old.as_ref().and_then(|old| old.text_at("note")).and_then(said::hidden_in);
        let said = said.or_else(|| notes.iter().find_map(|note| said::hidden_in(note)));
        match merged.or_else(linked).or(old).map(|provenance| with_sentence(provenance, said)) {
            Some(provenance) => field.set("x-provenance", provenance),
            None => drop(field.remove("x-provenance")),
        }
        field
    }

    /// The field with the type of both pages: the wider one, what hides it, and the codes that one of them lists.
    fn type_of_both(&mut self, owner: &str, fact: &Fact<'_>, old: &Tree, typed: Tree) -> Tree {
        let mut field = old.clone();
        // What is any JSON already is so because it must not be shown, or because somebody wrote it so, unless it is only asked for.
        if Wire::of(self.spec, old) == Wire::Any && !is_asked_for(old) {
            return field;
        }
        let (was, is) = (Wire::of(self.spec, old), Wire::of(self.spec, &typed));
        let is_plain = referred(innermost(old)).is_none();
        if is_plain
            && *was.innermost() == Wire::Int64
            && *is.innermost() == Wire::Int32
            && referred(innermost(&typed)).is_none()
        {
            self.note_widths(owner, fact);
            return field;
        }
        if is_plain && *was.innermost() == Wire::Int32 && *is.innermost() == Wire::Int64 {
            self.note_widths(owner, fact);
        }
        let mark = |tree: &Tree| innermost(tree).text_at("x-sensitive").map(str::to_owned);
        let (before, now) = (mark(old), mark(&typed));
        for key in OF_TYPE {
            field.remove(key);
        }
        let mut merged = typed;
        let marked = match (before, now) {
            (Some(one), Some(other)) if is_to_do(&one) && is_to_do(&other) => Some(one.min(other)),
            (Some(before), Some(now)) if is_to_do(&before) => Some(now),
            (Some(before), _) => Some(self.stricter(owner, fact, before)),
            (None, now) => now,
        };
        if let Some(marked) = marked {
            mark_innermost(&mut merged, marked);
        }
        let rest = field.entries().to_vec();
        Tree::Object(merged.entries().iter().cloned().chain(rest).collect())
    }

    /// A mark of a field, or that of this page's own words where those say what is stricter.
    fn stricter(&mut self, owner: &str, fact: &Fact<'_>, before: String) -> String {
        let said = judged(fact).filter(|said| !is_to_do(said) && self.known_mark(owner, fact).is_none());
        let Some(said) = said.filter(|said| *said != before && before != "none") else { return before };
        let kept = if strictness(&said) < strictness(&before) { &said } else { &before };
        let message = format!(
            "`{}` is `{said}` by the words of this page, and `{before}` in `{owner}`, which came from {}: `{kept}` is kept, the stricter one",
            fact.name,
            self.spec.source_of(owner)
        );
        let help = format!(
            "ask the platform which it is, and write it as `{owner}.{}` into `sensitive` of the glossary and as the field's `x-sensitive` into the spec",
            fact.name
        );
        let kept = kept.clone();
        self.problem(Problem::warning("marks-differ", fact.span, message, help).in_schema(owner));
        kept
    }

    /// Says that a field of an object is called int and long.
    fn note_widths(&mut self, owner: &str, fact: &Fact<'_>) {
        let Some(mut schema) = self.spec.schema(owner).cloned() else { return };
        let sentence = said::widths(Some(&fact.name));
        if let Some(provenance) = schema.get_mut("x-provenance") {
            add_widths(provenance, [sentence]);
        }
        self.spec.put_schema(owner, schema);
    }

    /// Whether a field of an object is known to be called int and long.
    pub(super) fn has_widths(&self, owner: &str, field: &str) -> bool {
        let note = self.spec.schema(owner).and_then(|schema| schema.get("x-provenance")?.text_at("note"));
        note.is_some_and(|note| note.contains(&said::widths(Some(field))))
    }

    /// Which of two descriptions stays: what somebody wrote, one with a unit, one that is known, and of equals the first by the alphabet.
    fn words_of_both(&self, old: Option<&str>, new: Option<String>) -> Option<String> {
        let Some(old) = old else { return new };
        let weight = |text: &str| match text {
            text if is_to_do(text) => 3,
            text if !self.is_by_glossary(text) => 0,
            text if self.says_unit(text) => 1,
            _ => 2,
        };
        let new = new.filter(|new| weight(old) != 0 && (weight(new).max(1), new.as_str()) < (weight(old), old));
        Some(new.unwrap_or_else(|| old.to_owned()))
    }

    /// Whether a field is described in another unit than this.
    fn says_another_unit(&self, field: &Tree, unit: &str) -> bool {
        let described = field.text_at("description").unwrap_or_default();
        !described.contains(unit) && self.says_unit(described)
    }

    /// Says that a page counts in a unit of which the description that stays knows nothing.
    fn look_for_the_unit(&mut self, owner: &str, fact: &Fact<'_>, field: &Tree) {
        let Some((unit, _)) = &fact.unit else { return };
        let described = field.text_at("description").unwrap_or_default();
        let noted = field.get("x-provenance").and_then(|provenance| provenance.text_at("note")).unwrap_or_default();
        if is_to_do(described) || self.says_unit(described) || self.says_unit(noted) || self.unit_of(fact).is_none() {
            return;
        }
        let message = format!("the page counts `{}` in {unit}, and `{owner}` describes it without a unit", fact.name);
        let help = "write the unit into the description in the spec, if it is true of every page that shows the field";
        self.problem(Problem::warning("unit-left-out", fact.span, message, help).in_schema(owner));
    }

    /// Of pages that have something to note about a field, the first; what somebody noted stays.
    fn provenance_of_both(&self, old: Option<&Tree>, evidence: Evidence, notes: &[String]) -> Option<Tree> {
        let note = old.and_then(|old| old.text_at("note")).unwrap_or_default();
        let (rest, link) = without_link(note);
        let has_more = |old: &Tree| !rest.is_empty() || old.text_at("evidence") == Some(Evidence::Example.word());
        if notes.is_empty() && evidence != Evidence::Example {
            return None;
        }
        if let Some(old) = old.filter(|old| has_more(old))
            && (self.is_noted_of_field(&rest) || self.page.states(Some(old)) || !self.precedes(Some(old), evidence))
        {
            return None;
        }
        let evidence = if link.is_some() && evidence == Evidence::Table { Evidence::Text } else { evidence };
        let notes: Vec<String> = notes.iter().cloned().chain(link).collect();
        Some(self.page.new_provenance(evidence, &notes))
    }

    /// The first fact in which a page's fields and a schema differ.
    fn difference_of(&self, facts: &[Fact<'_>], schema: &Tree) -> Option<String> {
        let required: BTreeSet<&str> =
            part(Some(schema), "required", Tree::elements).iter().filter_map(Tree::text).collect();
        let fields = part(Some(schema), "properties", Tree::entries);
        let by_name: BTreeMap<&str, &Tree> = fields.iter().map(|(key, field)| (key.as_str(), field)).collect();
        for fact in facts {
            let Some(field) = by_name.get(fact.name.as_str()) else {
                return Some(format!("the schema has no `{}`", fact.name));
            };
            let wire = Wire::of(self.spec, field);
            let both_whole = wire.innermost().is_integer() && fact.wire.innermost().is_integer();
            let agrees = wire == fact.wire
                || both_whole && wire.depth() == fact.wire.depth()
                || fact.stated == Closeness::Open
                || is_hidden(field)
                || fact.stated == Closeness::Kind && wire.innermost().refines(fact.wire.innermost());
            // What is sensitive and no text is kept as any JSON.
            if !agrees && wire != Wire::Any {
                return Some(format!("`{}` is {wire} in the schema and {} on the page", fact.name, fact.wire));
            }
            if required.contains(fact.name.as_str()) != fact.required {
                let (there, here) = if fact.required { ("optional", "required") } else { ("required", "optional") };
                return Some(format!("`{}` is {there} in the schema and {here} on the page", fact.name));
            }
            if let Some(unit) = self.unit_of(fact).filter(|unit| self.says_another_unit(field, unit)) {
                return Some(format!("the page counts `{}` {unit}, and the schema does not", fact.name));
            }
            let inside = innermost(field);
            if let Some(inner) = referred(inside).and_then(|name| self.spec.schema(name))
                && *fact.wire.innermost() == Wire::Object
                && let Some(difference) = self.difference_of(&fact.fields, inner)
            {
                return Some(format!("in `{}`, {difference}", fact.name));
            }
        }
        let listed: BTreeSet<&str> = facts.iter().map(|fact| fact.name.as_str()).collect();
        let lost = fields.iter().map(|(key, _)| key).find(|key| !listed.contains(key.as_str()))?;
        Some(format!("the page has no `{lost}`"))
    }
}

/// A provenance whose note ends with a sentence that it may have already.
fn with_sentence(mut provenance: Tree, sentence: Option<&str>) -> Tree {
    if let Some(sentence) = sentence {
        let note = provenance.text_at("note").unwrap_or_default().replace(sentence, "");
        provenance.set("note", Tree::Text(said::join([note.trim(), sentence])));
    }
    provenance
}

/// Whether a field's type is a question so far.
fn is_asked_for(field: &Tree) -> bool {
    let note = field.get("x-provenance").and_then(|provenance| provenance.text_at("note"));
    note.and_then(said::without_open_type).is_some()
}

/// Marks the innermost type, if it is one without a name.
fn mark_innermost(field: &mut Tree, mark: String) {
    if let Some(items) = field.get_mut("items") {
        return mark_innermost(items, mark);
    }
    if referred(field).is_none() && field.get("type").is_some() {
        field.set("x-sensitive", mark);
    }
}
