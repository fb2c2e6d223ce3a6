//! Where a page comes from, as whoever fetched or saved it knows: a document's page says neither its section nor its id.
//! What the page says of itself counts before it.

use super::finding::{Finding, FindingCode};
use super::location::Location;
use super::place::{At, Span};
use super::words;

/// Where a page comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// The site's id of the page, from its address or from the file's name.
    pub id: Option<String>,
    /// The headings that it stands under in the site's list, outermost first, such as `Webhook` and `Card Notify`.
    pub section: Vec<String>,
    /// Its title in the site's list.
    pub title: Option<String>,
}

impl Location {
    /// Adds what the page does not say of itself. `start` is where the page begins.
    pub(super) fn complete(&mut self, origin: &Origin, start: Span) {
        let at = |value: &String| At { value: value.clone(), span: start };
        if self.id.is_none() {
            self.id = origin.id.as_ref().map(at);
        }
        if self.title.is_none() {
            self.title = origin.title.as_ref().map(at);
        }
        if self.section.is_empty() && self.area.is_none() {
            self.place(origin.section.iter().map(at));
        }
    }

    /// Takes a path of headings; the outermost may be an area.
    pub(super) fn place(&mut self, path: impl IntoIterator<Item = At<String>>) {
        for (depth, heading) in path.into_iter().enumerate() {
            match words::area(&heading.value).filter(|_| depth == 0) {
                Some(area) => self.area = Some(area),
                None => self.section.push(heading),
            }
        }
    }

    /// Tells what neither the page nor its origin says.
    pub(super) fn tell_missing(&self, start: Span, found: &mut Vec<Finding>) {
        let Some(title) = &self.title else {
            Finding::new(FindingCode::TitleMissing, start, "the page has no title")
                .help("put the title on the first line, or copy the page again from its top")
                .push_to(found);
            return;
        };
        if self.section.is_empty() && self.area.is_none() {
            Finding::new(FindingCode::SectionMissing, title.span, "the page does not say which section it belongs to").help(
                    "copy the navigation or the breadcrumb too, or put `<!-- page ID (Area / Section / Title) -->` on top",
                ).push_to(found);
        }
    }
}
