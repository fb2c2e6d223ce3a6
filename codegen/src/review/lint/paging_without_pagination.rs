//! Requests that ask for a page, of operations that do not say how they are paged.

use super::{Cx, Findings, Lint, words};
use crate::api::ir::Field;
use crate::text::diag::Severity;

pub(super) const LINT: Lint = Lint {
    id: "paging-without-pagination",
    severity: Severity::Warning,
    why: "Without `x-pagination` a caller has to turn the pages by hand, and forgets to.",
    example: "a request with `page_no` and `page_size`: add `\"x-pagination\": {\"page\": \"page_no\", \"size\": \"page_size\", \"total\": …, \"items\": …}`.",
    check,
};

fn check(cx: Cx<'_>, findings: &mut Findings<'_>) {
    for operation in cx.api.operations.iter().filter(|operation| operation.paging.is_none()) {
        let fields = cx.api.ty(operation.request).shape.object().map_or(&[][..], |object| &object.fields);
        let find = |is: fn(&[&str]) -> bool| fields.iter().find(|field| named(field, is));
        if let (Some(page), Some(size)) = (find(is_page), find(is_size)) {
            let (page, size) = (&page.wire, &size.wire);
            findings.report(
                page.span,
                format!(
                    "`{}` asks for a page by `{}` and `{}`, and is not paged",
                    operation.id.value, page.value, size.value
                ),
                "add `x-pagination` to the operation, with the answer's fields for the total and for the items",
            );
        }
    }
}

fn named(field: &Field, is: fn(&[&str]) -> bool) -> bool {
    let words = words(&field.wire.value);
    is(&words.iter().map(String::as_str).collect::<Vec<_>>())
}

fn is_page(words: &[&str]) -> bool {
    matches!(words, ["page"] | ["page", "no" | "num" | "number" | "index"] | ["current", "page"])
}

fn is_size(words: &[&str]) -> bool {
    matches!(words, ["size" | "limit"] | ["page", "size" | "limit"] | ["per", "page"])
}
