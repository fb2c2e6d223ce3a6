//! What a person is told of a pull: what changed, page by page, and at the end, in one screen, what is left to be done.
//! Everything of it may be somebody else's text; nothing of that is printed as it is.

use super::bring::{Brought, Missing};
use super::pages::Pages;
use open_api_codegen::api::ir::Api;
use open_api_codegen::distill::merge::{self, Answer, Problem, ToDo};
use open_api_codegen::review::coverage;
use open_api_codegen::spec::files::SpecFiles;
use open_api_codegen::text::diag::{Code, Diagnostics, Severity, Sources as _};
use open_api_codegen::text::foreign::{short, shown};
use open_api_codegen::text::source::{FileId, Source};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The most lines of one list; what is beyond is counted.
const MOST: usize = 12;

/// The most changes of one page that are listed.
const MOST_CHANGES: usize = 40;

/// What changed: each page with its changes, then the catalog.
pub(super) fn changes(pages: &Pages, brought: &Brought) -> String {
    let mut out = String::new();
    for (number, outcome) in brought.pages.iter().zip(&brought.distilled.pages).filter(|(_, page)| !page.has_errors()) {
        let page = &pages.all[*number];
        let Some(mapped) = &outcome.mapped else { continue };
        let removals = mapped.removals.iter().filter(|removal| !removal.done);
        let lines: Vec<String> = outcome
            .changes
            .iter()
            .map(ToString::to_string)
            .chain(removals.map(|removal| format!("? {} is no longer on the page; `--prune` removes it", removal.what)))
            .collect();
        if lines.is_empty() && !brought.changed.contains(number) {
            continue;
        }
        let entry = mapped.entry.as_deref().unwrap_or_default();
        let _ = writeln!(out, "{} is {}", shown(&page.shown()), shown(entry));
        if lines.is_empty() {
            out.push_str("  another text, the same facts\n");
        }
        list(&mut out, &lines, MOST_CHANGES);
    }
    if !brought.held.changes.is_empty() {
        out.push_str("the catalog\n");
        let lines: Vec<String> = brought.held.changes.iter().map(ToString::to_string).collect();
        list(&mut out, &lines, usize::MAX);
    }
    out
}

fn list(out: &mut String, lines: &[String], most: usize) {
    for line in lines.iter().take(most) {
        let _ = writeln!(out, "  {}", shown(line));
    }
    if lines.len() > most {
        let _ = writeln!(out, "  … and {} more", lines.len() - most);
    }
}

/// The pages that are not in the spec, each with its place, its reason and what to do.
pub(super) fn missing(pages: &Pages, all: usize, missing: &[Missing]) -> String {
    let mut out = String::new();
    if let Some(why) = &pages.no_list {
        let _ = writeln!(out, "no list of pages: {}\n  help: {}", shown(&why.reason), shown(&why.help));
    }
    if let Some((file, list)) = &pages.list {
        for line in list.unread.iter().take(MOST) {
            let _ = writeln!(out, "{}:{line}: this line of the list names no page", file.name());
        }
    }
    if !pages.beside.is_empty() {
        let named: Vec<&str> = pages.beside.iter().take(MOST).map(String::as_str).collect();
        let more = pages.beside.len().saturating_sub(MOST);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let _ = writeln!(out, "not read, since they are no pages by their names: {}{more}", shown(&named.join(", ")));
        let _ =
            writeln!(out, "  help: pages are the files *.md, *.html, *.txt, *.json and *.yaml of the folder itself");
    }
    if missing.is_empty() {
        return out;
    }
    let _ = writeln!(out, "not brought in, {} of {all} pages:", missing.len());
    // Many pages have one reason where the site as a whole does not do what was hoped for.
    let mut told: Vec<(&str, &str, Vec<&Missing>)> = Vec::new();
    for one in missing {
        match told.iter_mut().find(|(reason, ..)| *reason == one.reason) {
            Some((_, _, same)) => same.push(one),
            None => told.push((&one.reason, &one.help, vec![one])),
        }
    }
    for (reason, help, same) in told.iter().take(MOST) {
        let _ = writeln!(out, "  {}", shown(reason));
        for one in same.iter().take(MOST) {
            let place = one.place.as_ref().map_or_else(String::new, |place| format!("  {}", shown(place)));
            let _ = writeln!(out, "    {}{place}", short(&one.page));
        }
        if same.len() > MOST {
            let _ = writeln!(out, "    … and {} more", same.len() - MOST);
        }
        if !help.is_empty() {
            let _ = writeln!(out, "    help: {}", shown(help));
        }
    }
    if told.len() > MOST {
        let _ = writeln!(out, "  … and {} more reasons", told.len() - MOST);
    }
    out
}

/// What a person has to write before code can be generated: where it is asked, of what, what to write, where, and which page it is about.
pub(super) fn to_dos(pages: &Pages, brought: &Brought, files: &SpecFiles, found: &Diagnostics) -> String {
    let in_spec = merge::find_to_dos(&files.spec, &brought.distilled.origins());
    let in_catalog = merge::find_to_dos(&files.catalog, &[]);
    let mut lines = Vec::new();
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for (file, to_dos) in [(FileId::Spec, &in_spec), (FileId::Catalog, &in_catalog)] {
        let fields: BTreeSet<&str> = to_dos.iter().map(|to_do| to_do.field.as_str()).collect();
        for to_do in to_dos {
            // Name and words of a code are one entry of the glossary, and a term is written there once.
            let title = to_do.field.strip_suffix(" description").map(|code| format!("{code} title"));
            let is_second = title.is_some_and(|title| fields.contains(title.as_str()));
            let is_once = matches!(to_do.answer, Answer::Glossary(_));
            if !is_once || !is_second && told.insert(&to_do.text) {
                lines.push(line(pages, brought, files.source(file), to_do));
            }
        }
    }
    let others = found.iter().filter(|one| one.severity == Severity::Error && one.code != Code::OpenToDo);
    for problem in others {
        let source = files.source(problem.span.file);
        lines.push(format!("{}:{}  {}", source.name(), source.position(problem.span.start()), problem.message));
    }
    let mut out = String::new();
    if !lines.is_empty() {
        let _ = writeln!(out, "to do, {}; once they are written, pull again:", lines.len());
        list(&mut out, &lines, MOST);
        if lines.len() > MOST {
            out.push_str("  `cargo xtask lint` shows all of them\n");
        }
    }
    out
}

fn line(pages: &Pages, brought: &Brought, source: &Source, to_do: &ToDo) -> String {
    let place = source.position(to_do.span.start());
    let mut line = format!("{}:{place}  {}: {}", source.name(), to_do.field, to_do.text);
    if to_do.answer != Answer::Said {
        let _ = write!(line, " ({})", to_do.answer);
    }
    if let Some((page, span)) = to_do.origin
        && let Some(Ok(text)) = brought.pages.get(page).map(|number| &pages.all[*number].text)
    {
        let _ = write!(line, "  (see {}:{span})", text.name);
    }
    line
}

/// What pages say that is not in the spec, or not as they say it: of a page that was brought in, nothing else tells it.
pub(super) fn doubts(pages: &Pages, brought: &Brought) -> String {
    let mut lines = Vec::new();
    for (number, outcome) in brought.pages.iter().zip(&brought.distilled.pages).filter(|(_, page)| !page.has_errors()) {
        let Ok(text) = &pages.all[*number].text else { continue };
        let found = outcome.findings.iter().filter(|one| one.severity == Severity::Warning);
        let found = found.map(|one| (true, one.span, one.message.clone()));
        let problems = outcome.mapped.iter().flat_map(|mapped| &mapped.problems);
        let problems = problems.filter(|one| one.severity == Severity::Warning);
        let problems =
            problems.map(|one| (one.id != merge::SAID_OTHERWISE, one.span, said_beside(one, pages, &brought.pages)));
        let line = |(agrees, span, message)| (agrees, format!("{}:{span}  {message}", text.name));
        lines.extend(found.chain(problems).map(line));
    }
    // What pages say against each other comes first: there may be more than is shown.
    lines.sort_by_key(|(agrees, _)| *agrees);
    let lines: Vec<String> = lines.into_iter().map(|(_, line)| line).collect();
    let mut out = String::new();
    if !lines.is_empty() {
        let _ = writeln!(out, "in doubt, {}; ask the platform where a page and the spec should say more:", lines.len());
        list(&mut out, &lines, MOST);
        out.push_str("  `cargo xtask distill --check PAGE` shows what to do about those of a page\n");
    }
    out
}

/// A problem in words, with the place of the page that says otherwise: two copies of a page have one title.
pub(super) fn said_beside(problem: &Problem, pages: &Pages, numbers: &[usize]) -> String {
    let other = problem.other.and_then(|(page, span)| Some((&pages.all[*numbers.get(page)?].text, span)));
    match other {
        Some((Ok(text), span)) => format!("{} (see {}:{span})", problem.message, text.name),
        _ => problem.message.clone(),
    }
}

/// How much of what the documentation names is typed, in a line.
pub(super) fn coverage(api: &Api) -> String {
    let text = coverage::markdown(&coverage::entries(api));
    text.trim_end().lines().last().map(|line| format!("{line}\n")).unwrap_or_default()
}
