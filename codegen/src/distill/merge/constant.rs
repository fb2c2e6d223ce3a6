//! A constant's page: the enum that the catalog names, with the page's codes.

use super::entry::start;
use super::enums::Codes;
use super::mapper::{Mapper, with_term};
use super::problem::Problem;
use crate::distill::page::CodeValue;
use crate::distill::page::model::Constant;
use crate::spec::catalog::CatalogEntry;
use crate::spec::openapi::Evidence;

impl Mapper<'_> {
    pub(super) fn constant(&mut self, constant: &Constant, known: &CatalogEntry) {
        let span = constant.values.first().map_or(start(), |first| first.code.span);
        let textual = !constant.values.iter().all(|value| matches!(value.code.value, CodeValue::Int(_)));
        let too_wide = constant
            .values
            .iter()
            .find(|value| matches!(value.code.value, CodeValue::Int(code) if i32::try_from(code).is_err()));
        if let Some(value) = too_wide.filter(|_| !textual) {
            let message =
                format!("the code {} does not fit 32 bits, and the profile knows no wider ones", value.code.value);
            let help = "ask the platform whether the code is right";
            self.problem(Problem::error("code-too-wide", value.code.span, message, help));
            return;
        }
        if constant.values.is_empty() {
            let help = "copy the page again, to its end";
            self.problem(Problem::error("codes-missing", span, "the page lists no codes", help));
            return;
        }
        let notes = self.notes.rest(&[]);
        let constants = &self.glossary.constants;
        let words = constants.get(&known.id.value).or_else(|| constants.get(&known.title));
        let description = words.map(|words| with_term(words, &known.title));
        let codes = Codes { values: &constant.values, textual, description, evidence: Evidence::Table, notes, span };
        self.put_codes(&known.id.value, &codes);
    }
}
