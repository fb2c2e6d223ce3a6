//! The profile's own extensions: `x-effect`, `x-pagination`, `x-provenance`, `x-sensitive`, `x-empty`, `x-rust-name`.
//! Each is read into a type; what it makes the generator do is decided in `lower`.

use super::keywords;
use super::model::{Effect, Evidence, Mark, Pagination, Provenance, Sensitive, Text};
use super::reader::{Reader, value};
use crate::spec::names;
use crate::text::diag::Code;
use crate::text::json::{Object, Value};
use crate::text::rules;
use crate::text::source::{Span, Spanned};

impl Reader {
    /// `x-rust-name`: words in snake case, whatever becomes of them.
    pub(super) fn rust_name(&mut self, object: &Object<'_>) -> Option<Text> {
        let name = self.text(object, "x-rust-name")?;
        if !names::is_snake_case(&name.value) {
            self.found.error(
                Code::ReservedName,
                name.span,
                format!("`{}` is no name in snake case", name.value),
                "write ASCII letters in lower case, digits and single underscores, with a letter first: `three_ds_status`",
            );
            return None;
        }
        Some(name)
    }

    /// `x-effect`; an operation without it is refused, since there is no safe default that is also useful.
    pub(super) fn effect(&mut self, object: &Object<'_>, what: &str) -> Option<Spanned<Effect>> {
        if value(object, "x-effect").is_none() {
            self.found.error(
                Code::MissingEffect,
                self.opening(object),
                format!("{what} has no `x-effect`"),
                "write `\"x-effect\": \"read\"` for a query, `\"write\"` if it changes state, `\"money\"` if it can move money",
            );
        }
        self.word(object, "x-effect", Effect::ALL, Effect::word)
    }

    pub(super) fn pagination(&mut self, object: &Object<'_>) -> Option<Pagination> {
        let at = value(object, "x-pagination")?;
        let span = self.span(at);
        let paging = self.keyed(at, &keywords::PAGINATION)?;
        let mut part = |key| self.required_text(paging, "x-pagination", key, "name the field that carries it");
        let (page, size, total, items) = (part("page"), part("size"), part("total"), part("items"));
        Some(Pagination { span, page: page?, size: size?, total: total?, items: items? })
    }

    /// `x-provenance` where it is required: on operations, webhooks and schemas.
    pub(super) fn required_provenance(&mut self, object: &Object<'_>, what: &str) -> Option<Provenance> {
        if value(object, "x-provenance").is_none() {
            self.found.error(
                Code::MissingProvenance,
                self.opening(object),
                format!("{what} has no `x-provenance`"),
                "name the page that states it: {\"page\": …, \"title\": …, \"evidence\": \"table\" | \"example\" | \"text\"}; what no page states does not belong here",
            );
        }
        self.provenance(object)
    }

    pub(super) fn provenance(&mut self, object: &Object<'_>) -> Option<Provenance> {
        let at = value(object, "x-provenance")?;
        let span = self.span(at);
        let inner = self.keyed(at, &keywords::PROVENANCE)?;
        let page = self.required_text(inner, "x-provenance", "page", "write the page's id, as its URL shows it");
        let title = self.required_text(inner, "x-provenance", "title", "write the page's title");
        let revised = self.text(inner, "revised");
        if let Some(revised) = revised.as_ref().filter(|revised| rules::date(&revised.value).is_none()) {
            self.found.error(
                Code::WrongValue,
                revised.span,
                format!("`revised` is `{}`, which is no date", revised.value),
                "write the day that the page shows, as `YYYY-MM-DD`",
            );
        }
        if let Some(page) = page.as_ref().filter(|page| !is_page_id(&page.value)) {
            self.found.error(
                Code::WrongValue,
                page.span,
                format!("`page` is `{}`, which is no page's id", page.value),
                "write the last part of the page's URL: letters, digits, `-`, `_`, `.` and `/`, without spaces",
            );
        }
        if value(inner, "evidence").is_none() {
            self.missing(inner, "x-provenance", "evidence", "write `table`, `example` or `text`");
        }
        let evidence = self.word(inner, "evidence", Evidence::ALL, Evidence::word);
        let note = self.text(inner, "note");
        Some(Provenance { span, page: page?, title: title?, revised, evidence: evidence?.value, note })
    }

    /// `x-sensitive`; `none` says that a name only sounds sensitive.
    pub(super) fn sensitive(&mut self, object: &Object<'_>) -> Option<Spanned<Sensitive>> {
        let mark = self.word(object, "x-sensitive", Mark::ALL, Mark::word)?;
        match mark.value {
            Mark::Sensitive(kind) => Some(Spanned::new(kind, mark.span)),
            Mark::Harmless => None,
        }
    }

    /// `x-empty: none`, the only rule there is.
    pub(super) fn empty(&mut self, object: &Object<'_>) -> Option<Span> {
        self.word(object, "x-empty", &["none"], |word| word).map(|word| word.span)
    }
}

/// Whether somebody has judged that a name only sounds sensitive.
pub(super) fn is_harmless(object: &Object<'_>) -> bool {
    let mark = value(object, "x-sensitive").and_then(Value::as_string_lit);
    mark.is_some_and(|mark| mark.value == Mark::Harmless.word())
}

/// Whether a text can be the part of a URL that names a page.
fn is_page_id(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_./~%".contains(&byte))
}
