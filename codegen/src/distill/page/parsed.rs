//! What reading a page's text gave: its model, and everything that was found on the way.

use super::finding::{Finding, FindingCode, Severity};
use super::location::Location;
use super::model::{Body, Page};
use super::outline::Outline;
use super::remarks;

/// What became of a page's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// The page; none when it could not be made out what it describes.
    pub page: Option<Page>,
    /// Everything noteworthy, in the order of the page.
    pub findings: Vec<Finding>,
    /// Whether it is one of several operations of a document, which says each of them once.
    pub is_one_of_several: bool,
}

impl Parsed {
    /// Whether a part of the page was not understood, so that nothing may be written from it.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.findings.iter().any(|finding| finding.severity == Severity::Error)
    }

    /// Lets a page through that is cut inside a table: the errors that say so become warnings. Its facts may then be added
    /// to others, and nothing may be concluded from what it lacks.
    #[must_use]
    pub fn partial(mut self) -> Self {
        let cuts = self.findings.iter_mut().filter(|finding| finding.code == FindingCode::TableCutOff);
        cuts.for_each(|finding| finding.severity = Severity::Warning);
        self
    }
}

impl Parsed {
    /// A text of which nothing could be read.
    pub(super) const fn nothing(findings: Vec<Finding>) -> Self {
        Self { page: None, findings, is_one_of_several: false }
    }

    /// With what was found before the page's text was read.
    pub(super) fn with(mut self, found: Vec<Finding>) -> Self {
        if !found.is_empty() {
            self.findings.extend(found);
            self.findings.sort_by_key(|finding| (finding.span, finding.code));
        }
        self
    }

    /// What was read of a page, with everything that there is to say about it.
    pub(super) fn of(location: Location, outline: Outline, body: Option<Body>, mut findings: Vec<Finding>) -> Self {
        remarks::tell(&outline.remarks, &mut findings);
        findings.sort_by_key(|finding| (finding.span, finding.code));
        // Those of a whole site are kept.
        findings.shrink_to_fit();
        let page = body.map(|body| Page {
            id: location.id,
            area: location.area,
            section: location.section,
            title: location.title,
            revised: outline.revised,
            remarks: outline.remarks,
            body,
        });
        Self { page, findings, is_one_of_several: false }
    }
}
