//! From pages to what the spec folder is to hold: the catalog held against the site, the pages read and brought into the spec, the lock.
//! Nothing is written or said here. A page that cannot be brought in is a failure with its place and holds up no other.

use super::pages::{Page, Pages, Text};
use super::tell;
use crate::progress::Progress;
use open_api_codegen::distill::merge::{self, Distilled, Outcome, Unstated};
use open_api_codegen::distill::page::model::Body;
use open_api_codegen::distill::page::{self, Finding, FindingCode, Parsed, Severity};
use open_api_codegen::distill::site::PageId;
use open_api_codegen::distill::site::inventory::{self, Held, Kind, Rules, SitePage};
use open_api_codegen::distill::site::lock::{Lock, Locked};
use open_api_codegen::spec::catalog::Catalog;
use open_api_codegen::spec::glossary::Glossary;
use open_api_codegen::text::json::Tree;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::mem;
use std::time::SystemTime;

/// What the spec folder holds beside the spec before a pull, and what is asked of it.
pub(super) struct Before<'a> {
    pub(super) catalog: &'a Tree,
    pub(super) glossary: &'a Glossary,
    pub(super) lock: &'a Lock,
    pub(super) prune: bool,
}

/// A page that is not in the spec.
pub(super) struct Missing {
    pub(super) page: String,
    /// `file:line:column`, where there is one.
    pub(super) place: Option<String>,
    pub(super) reason: String,
    pub(super) help: String,
}

/// One text of a page, as it was read; a file may hold several.
pub(super) struct Read {
    /// The page that it is in.
    pub(super) page: usize,
    /// Its number among what the catalog is held against: its page's, and behind those a number of its own where a file holds several.
    site: usize,
    pub(super) parsed: Parsed,
}

/// What a pull makes of a spec folder.
pub(super) struct Brought {
    pub(super) held: Held,
    /// What became of each text that was brought in or failed, with the number of its page.
    pub(super) distilled: Distilled,
    pub(super) pages: Vec<usize>,
    pub(super) missing: Vec<Missing>,
    /// The pages whose text is another than before.
    pub(super) changed: BTreeSet<usize>,
    pub(super) lock: Lock,
    /// How many pages are in the spec, or say nothing that it could hold.
    pub(super) in_spec: usize,
}

/// What every page says that is here. It is brought in once, and then nobody needs it any more.
pub(super) fn take(pages: &mut Pages) -> Vec<Read> {
    let mut own = pages.all.len()..;
    let mut read = Vec::new();
    for (page, one) in pages.all.iter_mut().enumerate() {
        let parsed = one.text.as_mut().map(|text| mem::take(&mut text.parsed)).unwrap_or_default();
        let is_only = parsed.len() == 1;
        for parsed in parsed {
            let site = if is_only { page } else { own.next().unwrap_or(page) };
            read.push(Read { page, site, parsed });
        }
    }
    read
}

/// Holds the catalog against the site. `catalog` is read again from what comes out of it.
pub(super) fn hold(before: &Before<'_>, spec: &Tree, pages: &Pages, read: &[Read]) -> Held {
    let mut site: Vec<SitePage> = pages.all.iter().map(listed).collect();
    for text in read {
        if text.site >= site.len() {
            // The file is no page, the texts in it are.
            site[text.page].is_elsewhere = true;
            site.resize_with(text.site + 1, SitePage::default);
        }
        let of = &mut site[text.site];
        match &text.parsed.page {
            Some(page) => say(of, page, is_sound(&text.parsed)),
            None => of.is_unread = text.site != text.page || !may_be_text(&pages.all[text.page], &text.parsed),
        }
    }
    for (site, page) in site.iter_mut().zip(&pages.all).filter(|(site, _)| site.title.is_none()) {
        site.title = page.text.as_ref().ok().and_then(|text| text.heading.clone());
    }
    let is_used = |kind: Kind, id: &str| is_used(spec, kind, id);
    let has_list = pages.list.is_some();
    inventory::hold(before.catalog, &site, Rules { has_list, prune: before.prune && has_list, is_used: &is_used })
}

fn listed(page: &Page) -> SitePage {
    SitePage {
        id: page.id.clone(),
        title: page.listed.as_ref().map(|entry| entry.title.clone()),
        folder: page.listed.as_ref().map(|entry| entry.folder.clone()),
        is_gone: page.text.as_ref().is_err_and(|failed| failed.is_gone),
        is_elsewhere: page.text.as_ref().is_err_and(|failed| failed.is_elsewhere),
        ..SitePage::default()
    }
}

fn is_sound(parsed: &Parsed) -> bool {
    parsed.findings.iter().all(|finding| finding.severity != Severity::Error)
}

/// Whether what holds no page may be a text without tables: not what only programs write, and not what broke on the way.
fn may_be_text(page: &Page, parsed: &Parsed) -> bool {
    let name = page.text.as_ref().map_or("", |text| text.name.as_str());
    let is_of_programs = [".json", ".yaml", ".yml"].iter().any(|end| name.to_ascii_lowercase().ends_with(end));
    // A page that lacks one table has another.
    let may_be = |code| is_lack(code) && code != FindingCode::TableMissing;
    let mut errors = parsed.findings.iter().filter(|finding| finding.severity == Severity::Error);
    !is_of_programs && errors.all(|finding| may_be(finding.code))
}

/// Whether a finding says that something was not found.
fn is_lack(code: FindingCode) -> bool {
    matches!(code, FindingCode::PageNotUnderstood | FindingCode::TitleMissing | FindingCode::TableMissing)
}

/// Adds what reading a page found. Of one that was not understood, the first words may be anything.
fn say(site: &mut SitePage, page: &page::model::Page, is_sound: bool) {
    site.kind = Some(match &page.body {
        Body::Operation(operation) => {
            site.method = operation.endpoint.method.as_ref().map(|method| method.value.to_string());
            Kind::Operation
        }
        Body::Constant(_) => Kind::Constant,
        Body::Webhook(_) => Kind::Webhook,
    });
    site.said = page.section.iter().map(|heading| heading.value.clone()).collect();
    if site.id.is_none() {
        site.id = page.id.as_ref().and_then(|id| PageId::parse(&id.value));
    }
    if site.title.is_none() && is_sound {
        site.title = page.title.as_ref().map(|title| title.value.clone());
    }
}

/// Whether the spec has anything of an entry.
fn is_used(spec: &Tree, kind: Kind, id: &str) -> bool {
    let paths = || spec.get("paths").map_or(&[][..], Tree::entries).iter().filter_map(|(_, item)| item.get("post"));
    match kind {
        Kind::Operation => {
            let has_id = |post: &Tree| post.get("operationId").and_then(Tree::text) == Some(id);
            paths().any(has_id) || spec.get("x-pathless-operations").is_some_and(|all| all.get(id).is_some())
        }
        Kind::Constant => spec.get("components").and_then(|all| all.get("schemas")?.get(id)).is_some(),
        Kind::Webhook => {
            let events = spec.get("webhooks").map_or(&[][..], Tree::entries).iter();
            let mut groups = events.filter_map(|(_, item)| item.get("post")?.get("x-webhook-group")?.text());
            groups.any(|group| group == id)
        }
    }
}

/// Brings the pages into a spec. `catalog` is the one that the site was held against, with what is new in it.
pub(super) fn bring(
    before: &Before<'_>,
    spec: Tree,
    pages: &Pages,
    read: Vec<Read>,
    (held, catalog): (Held, &Catalog),
) -> Brought {
    let is_for_the_spec = |text: &Read| !held.texts.contains(&text.site) && !held.waiting.contains(&text.site);
    let mut waiting: BTreeSet<usize> = held.waiting.range(..pages.all.len()).copied().collect();
    waiting.extend(read.iter().filter(|text| held.waiting.contains(&text.site)).map(|text| text.page));
    let read: Vec<Read> = read.into_iter().filter(is_for_the_spec).collect();
    let title = |text: &Read| Some((text.page, text.parsed.page.as_ref()?.title.as_ref()?.value.clone()));
    let titles: BTreeMap<usize, String> = read.iter().filter_map(title).collect();
    let (numbers, parsed): (Vec<usize>, Vec<Parsed>) = read.into_iter().map(|text| (text.page, text.parsed)).unzip();
    let unstated = if before.prune { Unstated::Pruned } else { Unstated::Named };
    let bringing = Progress::whole("bringing the pages into the spec");
    let distilled = merge::distill_read(spec, parsed, catalog, before.glossary, unstated);
    drop(bringing);
    let mut missing: Vec<Missing> = Vec::new();
    let mut failed: BTreeSet<usize> = waiting.clone();
    for (at, page) in pages.all.iter().enumerate() {
        match &page.text {
            Err(why) => {
                failed.insert(at);
                let place = page.listed.as_ref().zip(pages.list.as_ref());
                let place = place.map(|(entry, (file, _))| format!("{}:{}", file.name(), entry.line));
                missing.push(Missing { page: page.shown(), place, reason: why.reason.clone(), help: why.help.clone() });
            }
            Ok(_) if waiting.contains(&at) => missing.push(Missing {
                page: page.shown(),
                place: None,
                reason: "its entry in the catalog has no id yet".to_owned(),
                help: "write the id, as the to-do says, and pull again".to_owned(),
            }),
            Ok(_) => {}
        }
    }
    for (number, outcome) in numbers.iter().zip(&distilled.pages).filter(|(_, outcome)| outcome.has_errors()) {
        failed.insert(*number);
        if let Ok(text) = &pages.all[*number].text {
            missing.push(not_understood(&pages.all[*number], text, outcome, (pages, &numbers)));
        }
    }
    let mut lock = before.lock.clone();
    let mut changed = BTreeSet::new();
    let today = today();
    let brought: Vec<usize> = (0..pages.all.len()).filter(|at| !failed.contains(at)).collect();
    for at in &brought {
        let page = &pages.all[*at];
        let Ok(text) = &page.text else { continue };
        let locked = locked(page, text, titles.get(at), &today);
        if before.lock.pages.get(&page.name).is_none_or(|old| old.digest != locked.digest) {
            changed.insert(*at);
        }
        lock.note(&page.name, locked);
    }
    // Of a file that holds several, some may be in the spec.
    let partly = numbers.iter().zip(&distilled.pages).filter(|(_, outcome)| !outcome.has_errors());
    let in_spec = partly.map(|(number, _)| *number).chain(brought).collect::<BTreeSet<usize>>().len();
    Brought { held, distilled, pages: numbers, missing, changed, lock, in_spec }
}

/// The first error of a page: the others may follow from it, and `distill` shows all of them. What is missing may be so because of what
/// was not understood, and comes behind that.
fn not_understood(page: &Page, text: &Text, outcome: &Outcome, (pages, numbers): (&Pages, &[usize])) -> Missing {
    let problems = outcome.mapped.iter().flat_map(|mapped| &mapped.problems);
    let problem = problems
        .filter(|problem| problem.severity == Severity::Error)
        .map(|problem| (problem.span, tell::said_beside(problem, pages, numbers), problem.help.clone()));
    let mut findings: Vec<&Finding> =
        outcome.findings.iter().filter(|finding| finding.severity == Severity::Error).collect();
    findings.sort_by_key(|finding| is_lack(finding.code));
    let said = |finding: &Finding| (finding.span, finding.message.clone(), finding.help.clone().unwrap_or_default());
    let mut errors = findings.into_iter().map(said).chain(problem);
    let first = errors.next();
    let others = errors.count();
    let (place, mut reason, help) = match first {
        Some((span, message, help)) => (Some(format!("{}:{span}", text.name)), message, help),
        None => (None, "it was not understood".to_owned(), String::new()),
    };
    if others > 0 {
        let _ = write!(reason, ", and {others} more; `cargo xtask distill --check {}` shows them", text.name);
    }
    Missing { page: page.shown(), place, reason, help }
}

fn locked(page: &Page, text: &Text, title: Option<&String>, today: &str) -> Locked {
    let title = page.listed.as_ref().map(|entry| entry.title.clone()).or_else(|| title.cloned());
    let title = title.or_else(|| text.heading.clone()).or_else(|| page.known_as.clone());
    let (url, digest) = (page.url.clone(), text.digest.clone());
    Locked { title: title.unwrap_or_default(), url, digest, day: today.to_owned() }
}

/// `YYYY-MM-DD`, in UTC, so that two people on one day write the same.
fn today() -> String {
    humantime::format_rfc3339_seconds(SystemTime::now()).to_string().chars().take(10).collect()
}
