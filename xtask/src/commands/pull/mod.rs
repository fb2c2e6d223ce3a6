//! `cargo xtask pull`: the whole documentation site in, the spec with its facts out. A page that cannot be brought in holds up no other.
//!
//! ```text
//! folder · network ─▶ pages ─▶ bring ─▶ the spec folder, and tell
//! ```

mod bring;
mod folder;
mod network;
mod pages;
mod tell;

use super::distill::{Inputs, refuse, tables};
use super::{Exit, nothing_written, write_all};
use crate::cli::{Color, PullOptions};
use crate::lock::{self as locks, Use};
use crate::output::Output;
use crate::progress::Progress;
use crate::texts;
use crate::workspace::SpecFolder;
use bring::{Before, Brought};
use open_api_codegen::distill::site::lock::{self, Lock};
use open_api_codegen::load;
use open_api_codegen::review::lint;
use open_api_codegen::spec::catalog::Catalog;
use open_api_codegen::spec::files::{SpecFiles, read_glossary};
use open_api_codegen::spec::fmt;
use open_api_codegen::spec::glossary::Glossary;
use open_api_codegen::text::diag::{Code, Diagnostics};
use open_api_codegen::text::file;
use open_api_codegen::text::json::{self, Tree};
use open_api_codegen::text::source::{FileId, Source};
use pages::Pages;
use std::fs;
use std::io::ErrorKind;
use std::mem;
use std::path::{Path, PathBuf};

pub(crate) fn run(spec: &SpecFolder, color: Color, options: &PullOptions, output: &mut Output) -> Result<Exit, String> {
    let (folder, shown) = spec.locate()?;
    let Some(Known { catalog_tree, catalog, .. }) = Known::read(&folder, &shown, output) else {
        return Ok(Exit::Failed);
    };
    let Some(pages) = read_pages(options, color, (&catalog_tree, &catalog), output)? else {
        return Ok(nothing_written(output));
    };
    // The network is slow, so the spec folder is locked only now and read again: another run may have changed it meanwhile.
    let _lock = locks::Lock::of_spec(&folder, &shown, Use::unless(options.check), output)?;
    let Some(known) = Known::read(&folder, &shown, output) else {
        return Ok(Exit::Failed);
    };
    bring_in(known, pages, (&folder, &shown), options, output)
}

/// What the spec folder holds before anything is brought in.
struct Known {
    files: SpecFiles,
    /// Whether there was no spec.
    is_new: bool,
    spec: Tree,
    catalog_tree: Tree,
    catalog: Catalog,
    glossary: Glossary,
}

impl Known {
    /// Reads the folder; what keeps anybody from adding to it is shown.
    fn read(folder: &Path, shown: &str, output: &mut Output) -> Option<Self> {
        let (files, mut found, is_new) = read_spec(folder, shown);
        let (glossary, problems) = read_glossary(folder, shown);
        found.append(problems);
        let inputs = Inputs { spec: files, glossary, pages: Vec::new() };
        if found.has_errors() {
            refuse(&inputs, &found, output);
            return None;
        }
        // What is looked through here is let go before the tree is made.
        let (catalog, glossary, found) = tables(&inputs);
        if found.has_errors() {
            refuse(&inputs, &found, output);
            return None;
        }
        let (spec, catalog_tree) =
            match (Tree::read(&inputs.spec.spec, FileId::Spec), Tree::read(&inputs.spec.catalog, FileId::Catalog)) {
                (Ok(spec), Ok(catalog)) => (spec, catalog),
                (root, catalog) => {
                    let mut found = Diagnostics::new();
                    [root.err(), catalog.err()].into_iter().flatten().for_each(|problems| found.append(problems));
                    refuse(&inputs, &found, output);
                    return None;
                }
            };
        Some(Self { is_new, spec, catalog_tree, catalog, glossary, files: inputs.spec })
    }
}

/// What a platform is called of which neither a list nor the catalog says more.
const UNTITLED: &str = "The platform";

/// Brings pages into the spec folder, and tells what came of it.
fn bring_in(
    known: Known,
    mut pages: Pages,
    (folder, shown): (&Path, &str),
    options: &PullOptions,
    output: &mut Output,
) -> Result<Exit, String> {
    let Known { files: old, is_new, mut spec, catalog_tree, catalog: _, glossary } = known;
    if is_new && let Some(info) = spec.get_mut("info") {
        let listed = pages.list.as_ref().map(|(_, list)| list.title.clone()).filter(|title| !title.is_empty());
        // Where somebody has saved the pages is nobody's business.
        let asked = || options.from.is_none().then(|| pages.site.clone());
        let known = || catalog_tree.text_at("site").map(str::to_owned);
        let title = listed.or_else(asked).or_else(known).unwrap_or_else(|| UNTITLED.to_owned());
        info.set("title", Tree::Text(title));
    }
    let lock_path = folder.join(lock::NAME);
    let old_lock = read_lock(&lock_path, shown)?;
    if let Some(kept) = &options.keep {
        keep(&pages, kept)?;
    }
    let lock = Lock::read(&old_lock);
    let before = Before { catalog: &catalog_tree, glossary: &glossary, lock: &lock, prune: options.prune };
    let read = bring::take(&mut pages);
    let pages = &pages;
    let held = bring::hold(&before, &spec, pages, &read);
    let catalog_text =
        if held.catalog == catalog_tree { old.catalog.text().to_owned() } else { fmt::finish(&held.catalog) };
    let new_catalog = Source::new(old.catalog.name(), catalog_text);
    let catalog = reread(&new_catalog);
    // A file may hold many operations, and each of them is brought in or not.
    let all = read.len() + pages.all.iter().filter(|page| page.text.is_err()).count();
    let mut brought = bring::bring(&before, spec, pages, read, (held, &catalog));
    // Of a large spec nothing is kept longer than it is needed: its tree is many times its text.
    drop(catalog_tree);
    let spec_text = fmt::tree(mem::replace(&mut brought.distilled.spec, Tree::object([])));
    let spec_text = if is_new || is_other(&spec_text, &old.spec) { spec_text } else { old.spec.text().to_owned() };
    let new_spec = Source::new(old.spec.name(), spec_text);
    output.result(&tell::changes(pages, &brought));
    output.problem(&tell::missing(pages, all, &brought.missing));
    let is_catalog_new = new_catalog.text() != old.catalog.text();
    if brought.in_spec == 0 && !is_catalog_new {
        output.problem("nothing was written: no page could be brought in\n");
        return Ok(Exit::Failed);
    }
    let lock_text = brought.lock.text();
    let mut written: Vec<(PathBuf, &str)> = Vec::new();
    if is_new || new_spec.text() != old.spec.text() {
        written.push((folder.join("openapi.json"), new_spec.text()));
    }
    if is_catalog_new {
        written.push((folder.join("catalog.json"), new_catalog.text()));
    }
    if lock_text != old_lock {
        written.push((lock_path, &lock_text));
    }
    if options.check {
        return Ok(check(&brought, !written.is_empty(), output));
    }
    let files: Vec<(&Path, &str)> = written.iter().map(|(path, text)| (path.as_path(), *text)).collect();
    write_all(&files)?;
    let names: Vec<String> = files
        .iter()
        .filter_map(|(path, _)| Some(format!("{}/{}", shown.trim_end_matches('/'), path.file_name()?.to_str()?)))
        .collect();
    drop(old);
    let new_files = SpecFiles { spec: new_spec, catalog: new_catalog };
    end(pages, &brought, &new_files, &names, output);
    Ok(if brought.missing.is_empty() { Exit::Done } else { Exit::Partly })
}

/// The last screen: what is left for a person, how much is typed, what was written, and what comes next.
fn end(pages: &Pages, brought: &Brought, files: &SpecFiles, written: &[String], output: &mut Output) {
    let looking = Progress::whole("looking for what is left to do");
    let (api, mut found) = load::load_to_compare(files);
    let coverage = api.as_ref().map(tell::coverage).unwrap_or_default();
    if let Some(api) = api {
        found.append(lint::run_errors(&api, &files.spec));
    }
    let to_dos = tell::to_dos(pages, brought, files, &found);
    drop(looking);
    output.result(&to_dos);
    output.result(&tell::doubts(pages, brought));
    output.result(&coverage);
    let is_here = |at: &&usize| pages.all.get(**at).is_none_or(|page| page.text.is_ok());
    let texts = brought.held.texts.iter().filter(is_here).count();
    if texts > 0 {
        let are = if texts == 1 { "page is a text" } else { "pages are texts" };
        output.result(&format!("{texts} {are} with nothing that the spec could hold\n"));
    }
    output.result(&match written {
        [] => "unchanged\n".to_owned(),
        names => format!("written  {}\n", names.join(", ")),
    });
    let first = if found.has_errors() { ", once the to-dos are written" } else { "" };
    output.result(&format!("next: cargo xtask codegen{first}\n"));
}

fn check(brought: &Brought, would_write: bool, output: &mut Output) -> Exit {
    if would_write || brought.distilled.disagrees() {
        output.problem(
            "documentation and spec disagree; run `cargo xtask pull`, with `--prune` where something is to go\n",
        );
        return Exit::Stale;
    }
    if !brought.missing.is_empty() {
        output.problem("the other pages and the spec agree\n");
        return Exit::Partly;
    }
    output.result("documentation and spec agree\n");
    Exit::Done
}

/// The spec's files. A folder without `openapi.json` gets an empty one, since its first pages are about to come.
fn read_spec(folder: &Path, shown: &str) -> (SpecFiles, Diagnostics, bool) {
    const EMPTY: &str =
        r#"{"openapi": "3.1.0", "info": {"title": "-", "version": "0"}, "paths": {}, "components": {"schemas": {}}}"#;
    let (mut files, found) = SpecFiles::read(folder, shown);
    if folder.join("openapi.json").exists() {
        return (files, found, false);
    }
    files.spec = Source::new(files.spec.name(), EMPTY);
    let mut rest = Diagnostics::new();
    let is_it = |code, file| code == Code::MissingFile && file == FileId::Spec;
    found.iter().filter(|one| !is_it(one.code, one.span.file)).for_each(|one| rest.push(one.clone()));
    (files, rest, true)
}

fn read_pages(
    options: &PullOptions,
    color: Color,
    (catalog_tree, catalog): (&Tree, &Catalog),
    output: &mut Output,
) -> Result<Option<Pages>, String> {
    let known = pages::known(catalog_tree);
    if let Some(from) = &options.from {
        let pages = folder::read(from, &known)?;
        if pages.all.is_empty() {
            output.problem(&format!(
                "error: {} holds no page\n  help: save pages there as *.md, *.html or *.txt\n{}",
                pages.site,
                tell::missing(&pages, 0, &[])
            ));
            return Ok(None);
        }
        return Ok(Some(pages));
    }
    let Some(site) = options.site.as_ref().or(catalog.site.as_ref()) else {
        let help =
            "name the site, write its address as `site` into catalog.json, or pull saved pages with `--from DIR`";
        return Err(format!("no site is known\n  help: {help}"));
    };
    network::fetch(site, &known, color, output)
}

/// Whether a text of the spec says something else than the old one, however that is laid out.
fn is_other(text: &str, old: &Source) -> bool {
    text != old.text() && !Tree::read(old, FileId::Spec).is_ok_and(|old| fmt::tree(old) == text)
}

/// The catalog from its new text. What is still to be written in it keeps no page out but its own.
fn reread(catalog: &Source) -> Catalog {
    let root = json::parse(catalog, FileId::Catalog);
    root.map(|root| open_api_codegen::spec::catalog::read(&root).0).unwrap_or_default()
}

/// The lock's text; none where there was no pull yet.
fn read_lock(path: &Path, shown: &str) -> Result<String, String> {
    let help = "make the file readable, or remove it: a pull writes it anew";
    let cannot = |why: String| {
        format!(
            "cannot read {}/{}: {why}; nothing was written\n  help: {help}",
            shown.trim_end_matches('/'),
            lock::NAME
        )
    };
    match file::read(path) {
        Ok(bytes) => String::from_utf8(bytes).map_err(|error| cannot(error.to_string())),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(cannot(error.to_string())),
    }
}

/// Leaves the texts in a folder of the person's own, one after the other: those of a whole site are not held in memory.
fn keep(pages: &Pages, folder: &Path) -> Result<(), String> {
    let mut left = 0_usize;
    let mut leave = |name: &str, text: &str| {
        let path = folder.join(name.rsplit('/').next().unwrap_or_default());
        if fs::read_to_string(&path).ok().as_deref() != Some(text) {
            file::write(&path, text).map_err(|error| {
                let help = "make room or give the right to write, then run the command again";
                let texts = if left == 1 { "text was" } else { "texts were" };
                format!("{error}; {left} {texts} left there before, and the spec is as it was\n  help: {help}")
            })?;
        }
        left += 1;
        Ok::<(), String>(())
    };
    for text in pages.all.iter().filter_map(|page| page.text.as_ref().ok()) {
        let read = texts::read(&text.path, &text.name).map_err(|unread| unread.reason)?;
        if pages::digest(&read) != text.digest {
            return Err(format!(
                "{} is another text than the one that was read, so another run is at work; run the command again",
                text.name
            ));
        }
        leave(&text.name, &read)?;
    }
    pages.list.as_ref().map_or(Ok(()), |(list, _)| leave(list.name(), list.text()))
}
