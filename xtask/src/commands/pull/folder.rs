//! `--from DIR`: pages that somebody saved, with the site's list if it was saved too. The network is not touched.

use super::pages::{Failed, Listed, Page, Pages};
use crate::pages::Reader;
use crate::progress::Progress;
use crate::texts;
use open_api_codegen::distill::site::{PageId, is_of_page, list};
use open_api_codegen::text::source::Source;
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::Path;

const LIST: &str = "llms.txt";

/// Reads every page of a folder.
pub(super) fn read(folder: &Path, known: &BTreeMap<PageId, String>) -> Result<Pages, String> {
    let shown = folder.display().to_string().replace('\\', "/");
    let shown = shown.trim_end_matches('/');
    let cannot = |error: std::io::Error| {
        let help = "name a folder of saved pages: *.md, *.html, *.txt, *.json or *.yaml";
        format!("cannot read {shown}: {error}\n  help: {help}; nothing was written")
    };
    let (mut names, mut beside) = (Vec::new(), Vec::new());
    for entry in fs::read_dir(folder).map_err(cannot)? {
        let entry = entry.map_err(cannot)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = entry.path();
        if is_page(&name) && path.is_file() {
            names.push(name);
        } else if path.is_dir() && holds_pages(&path, &name) {
            beside.push(format!("{name}/"));
        } else if !path.is_dir() && name != LIST && !name.starts_with('.') {
            beside.push(name);
        }
    }
    beside.sort();
    names.sort_by_key(|name| (rank(name), name.clone()));
    let list = read_list(folder, shown)?;
    let listed = Listed::of(list.as_ref().map(|(_, list)| list));
    let mut all: BTreeMap<String, Page> = BTreeMap::new();
    let (reader, reading) = (Reader::default(), Progress::steps("pages read", || names.len()));
    for file in names {
        reading.step();
        let id = PageId::of_address(&file);
        let name = id.as_ref().map_or_else(|| file.clone(), ToString::to_string);
        let listed = listed.get(id.as_ref(), &file);
        let known_as = id.as_ref().and_then(|id| known.get(id).cloned());
        let url = listed.as_ref().map(|entry| entry.link.clone()).filter(|link| link.contains("://"));
        let page = if all.contains_key(&name) {
            let text = Err(Failed {
                reason: format!("the folder has the page {name} twice; {file} was not read"),
                help: "remove one of the two files".to_owned(),
                ..Failed::default()
            });
            Page { name: file, id: None, url, known_as, listed: None, text }
        } else {
            let page = Page { name, id, url, known_as, listed, text: Err(Failed::default()) };
            page.read(folder.join(&file), format!("{shown}/{file}"), &reader)
        };
        all.insert(page.name.clone(), page);
    }
    Ok(Pages { site: shown.to_owned(), list, no_list: None, beside, all: all.into_values().collect() })
}

fn is_page(name: &str) -> bool {
    let end = name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map(|(_, end)| end);
    name != LIST && end.is_some_and(is_of_page)
}

/// Whether a folder inside has pages, so that they may have been meant. What a browser saves beside a page are none.
fn holds_pages(folder: &Path, name: &str) -> bool {
    let is_of_browser = name.ends_with("_files") || name.starts_with('.');
    let inside = || fs::read_dir(folder).into_iter().flatten().flatten();
    !is_of_browser && inside().any(|entry| is_page(&entry.file_name().to_string_lossy()) && entry.path().is_file())
}

/// What is nearest to what the author wrote counts first.
fn rank(name: &str) -> usize {
    const ORDER: [&str; 7] = ["md", "json", "yaml", "yml", "html", "htm", "txt"];
    let end = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    ORDER.iter().position(|known| *known == end).unwrap_or(ORDER.len())
}

fn read_list(folder: &Path, shown: &str) -> Result<Option<(Source, list::List)>, String> {
    let shown = format!("{shown}/{LIST}");
    match texts::read_page(&folder.join(LIST), &shown) {
        Ok(text) => {
            let read = list::read(&text);
            Ok(Some((Source::new(shown, text), read)))
        }
        Err(unread) if unread.kind == ErrorKind::NotFound => Ok(None),
        Err(unread) => Err(unread.with_help("save it as text in UTF-8, or remove it")),
    }
}
