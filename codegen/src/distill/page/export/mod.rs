//! Pages as the site's programs export them: an `OpenAPI` document of one operation or of many, in YAML or JSON, alone or fenced in
//! Markdown. Its facts become the same model as a pasted page's, and every place leads back into the file.
//!
//! ```text
//! file ─▶ find ─▶ part ─▶ document ─▶ operation ─▶ { unfold · schema · codes · example } ─▶ page
//! ```

mod codes;
mod document;
mod example;
mod find;
mod keywords;
mod listed;
mod operation;
mod part;
mod properties;
mod reference;
mod schema;
mod tell;
mod twice;
mod unfold;
mod words;

use super::finding::{Finding, FindingCode};
use super::origin::Origin;
use super::parsed::Parsed;
use super::place::{At, Lines};
use super::syntax::{self, Ask, Syntax};
use crate::text::foreign;
use find::Found;
use part::Part;

/// The pages of a file that holds such documents; none if it holds none.
pub(super) fn pages(lines: &Lines<'_>, origin: &Origin, ask: &Ask<'_>) -> Option<Vec<Parsed>> {
    let found = find::documents(lines.raw());
    if found.is_empty() {
        return None;
    }
    let is_only = found.len() == 1;
    // What is known of the file is true of a page only where it is the only one.
    let nothing = Origin::default();
    Some(found.iter().flat_map(|one| read(lines, one, if is_only { origin } else { &nothing }, ask)).collect())
}

fn read(lines: &Lines<'_>, found: &Found, origin: &Origin, ask: &Ask<'_>) -> Vec<Parsed> {
    let text = &lines.raw()[found.body.clone()];
    let tree = if found.is_json {
        syntax::of_json(text, found.body.start)
    } else {
        syntax::read(ask, Syntax::Yaml, text, found.body.start)
    };
    let tree = tree.and_then(|mut tree| twice::settle(&mut tree).map(|twice| (tree, twice)));
    let (tree, twice) = match tree {
        Ok(settled) => settled,
        Err(broken) => {
            let message = format!("the export cannot be read: {}", foreign::short(&broken.why));
            let mut finding = Finding::new(FindingCode::ExportBroken, lines.span(&(broken.at..broken.at)), message);
            finding = finding.help("export the page again; everything of it is unread");
            return vec![Parsed::nothing(vec![finding])];
        }
    };
    let title = found
        .title
        .as_ref()
        .map(|range| At { value: foreign::name(&lines.raw()[range.clone()]), span: lines.span(range) });
    let mut around = Vec::new();
    if !found.is_closed {
        let end = found.body.end..found.body.end;
        Finding::new(
            FindingCode::ExportCutOff,
            lines.span(&end),
            "the block that the export stands in is never closed",
        )
        .help("save the page again, to its end")
        .push_to(&mut around);
    }
    if let Some(beside) = &found.beside {
        Finding::new(FindingCode::ExportUnread, lines.span(beside), "what stands beside the export is not read")
            .help("distill it as a page of its own if it says more than the export")
            .push_to(&mut around);
    }
    document::pages(Part::root(&tree, lines), &twice, title.as_ref(), origin, ask, &around)
}
