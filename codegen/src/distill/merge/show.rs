//! Findings and problems of pages as diagnostics, so that a terminal shows them with the lines they are about.

use super::problem::Problem;
use crate::distill::page::{self, Finding};
use crate::text::diag::{Code, Diagnostic, Diagnostics};
use crate::text::json::{self, Value};
use crate::text::source::{FileId, Span};

/// The findings on a page, and the problems of bringing it into the spec. `spec` is the file as it was before; `file_of` has the
/// number of each page's file.
#[must_use]
pub fn diagnostics(
    page: usize,
    findings: &[Finding],
    problems: &[Problem],
    spec: &Value<'_>,
    file_of: &dyn Fn(usize) -> u16,
) -> Diagnostics {
    let of_page = |page: usize, span: page::Span| Span::new(FileId::Page(file_of(page)), span.start, span.end);
    let at = |span: page::Span| of_page(page, span);
    let mut found = Diagnostics::new();
    for finding in findings {
        let mut diagnostic = Diagnostic::error(
            Code::Page(finding.code.id()),
            at(finding.span),
            finding.message.as_str(),
            finding.help.as_deref().unwrap_or_default(),
        );
        diagnostic.severity = finding.severity;
        if let Some((span, label)) = &finding.related {
            diagnostic = diagnostic.with_related(at(*span), label.as_str());
        }
        found.push(diagnostic);
    }
    for problem in problems {
        let mut diagnostic = Diagnostic::error(
            Code::Page(problem.id),
            at(problem.span),
            problem.message.as_str(),
            problem.help.as_str(),
        );
        diagnostic.severity = problem.severity;
        if let Some(span) = key_span(spec, &problem.spec) {
            diagnostic = diagnostic.with_related(span, "the spec has it here");
        }
        if let Some((other, span)) = problem.other {
            diagnostic = diagnostic.with_related(of_page(other, span), "the other page");
        }
        found.push(diagnostic);
    }
    found
}

/// The key at the end of some keys, if the spec has it.
fn key_span(spec: &Value<'_>, keys: &[String]) -> Option<Span> {
    let (last, above) = keys.split_last()?;
    let mut value = spec;
    for key in above {
        let Value::Object(object) = value else { return None };
        value = &object.get(key)?.value;
    }
    let Value::Object(object) = value else { return None };
    Some(json::key_span(object.get(last)?, FileId::Spec))
}
