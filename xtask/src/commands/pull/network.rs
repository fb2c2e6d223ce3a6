//! The pages of a site, over the network. Asking is the work of the program `open-api-fetch`, which is built when it is first needed
//! and never by anything else; here it is started, and what it left is read.

use super::pages::{Failed, Listed, Page, Pages};
use crate::cli::Color;
use crate::output::Output;
use crate::pages::Reader;
use crate::progress::Progress;
use crate::workspace;
use open_api_codegen::distill::site::{PageId, list};
use open_api_codegen::text::json::{self, Tree};
use open_api_codegen::text::source::{FileId, Source};
use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const PROGRAM: &str = "open-api-fetch";

/// Asks a site for its pages. None if it could not be asked at all, which has been said.
pub(super) fn fetch(
    site: &str,
    known: &BTreeMap<PageId, String>,
    color: Color,
    output: &mut Output,
) -> Result<Option<Pages>, String> {
    let root = workspace::root()?;
    let folder = cache(&root, site);
    output.problem(&format!("asking {site} for its pages\n"));
    let mut command = program(&root)?;
    let ids: Vec<&str> = known.keys().map(PageId::as_str).collect();
    command.arg(site).arg("--into").arg(&folder).arg("--stop-with-stdin");
    if !ids.is_empty() {
        command.arg("--pages").arg(ids.join(","));
    }
    if color == Color::Never {
        command.env("NO_COLOR", "1");
    }
    let child = command.stdin(Stdio::piped()).spawn();
    let mut child = child.map_err(|error| format!("cannot start {PROGRAM}: {error}"))?;
    // The pipe closes when this process ends, however it ends; then nobody waits for the pages any more. Waiting would close it too.
    let pipe = child.stdin.take();
    let status = child.wait().map_err(|error| format!("cannot wait for {PROGRAM}: {error}"))?;
    drop(pipe);
    match status.code() {
        Some(0) => read(site, &folder, known).map(Some),
        Some(_) => Ok(None),
        None => Err(format!("{PROGRAM} was ended by a signal; nothing was written")),
    }
}

/// Under cargo, cargo knows whether the program is as its source says. Elsewhere it stands beside this one.
fn program(root: &Path) -> Result<Command, String> {
    let cargo = env::var_os("CARGO");
    let beside =
        env::current_exe().ok().map(|this| this.with_file_name(format!("{PROGRAM}{}", env::consts::EXE_SUFFIX)));
    let beside = beside.filter(|program| program.is_file());
    let has_source = root.join("fetch/Cargo.toml").is_file();
    match beside {
        Some(program) if cargo.is_none() || !has_source => Ok(Command::new(program)),
        _ if has_source => {
            let mut command = Command::new(cargo.unwrap_or_else(|| "cargo".into()));
            command.args(["run", "--quiet", "--package", PROGRAM]);
            if !cfg!(debug_assertions) {
                command.arg("--release");
            }
            command.arg("--manifest-path").arg(root.join("Cargo.toml")).arg("--");
            Ok(command)
        }
        _ => Err(format!(
            "{PROGRAM} is not there\n  help: run `cargo build -p {PROGRAM}` in the workspace, or pull with `--from DIR`"
        )),
    }
}

/// Where the pages of a site are kept: outside version control, one folder a site.
fn cache(root: &Path, site: &str) -> PathBuf {
    let plain = |each: char| if each.is_ascii_alphanumeric() || each == '.' || each == '-' { each } else { '_' };
    let (scheme, rest) = site.split_once("://").unwrap_or(("", site));
    let name: String = format!("{}{}", if scheme == "http" { "http_" } else { "" }, rest.trim_end_matches('/'));
    let name: String = name.chars().map(plain).take(100).collect();
    root.join("target/pull").join(name.trim_start_matches('.'))
}

/// Reads what the program left.
fn read(site: &str, folder: &Path, known: &BTreeMap<PageId, String>) -> Result<Pages, String> {
    let report = Source::new("report.json", read_file(&folder.join("report.json"))?);
    let root = json::parse(&report, FileId::Spec).map_err(|_| format!("{PROGRAM} left a report that is no JSON"))?;
    let root = Tree::from(&root);
    let shown = shown(folder);
    let failed = |entry: &Tree| {
        let text = |key| entry.get(key).and_then(Tree::text).unwrap_or_default().to_owned();
        let reason = text("reason");
        let state = text("state");
        let (is_gone, is_elsewhere) = (state == "gone", state == "elsewhere");
        (!reason.is_empty()).then(|| Failed { is_gone, is_elsewhere, reason, help: text("help") })
    };
    let no_list = root.get("list").and_then(failed);
    let list = match no_list {
        Some(_) => None,
        None => {
            let text = read_file(&folder.join("llms.txt"))?;
            let list = list::read(&text);
            Some((Source::new(format!("{shown}/llms.txt"), text), list))
        }
    };
    let listed = Listed::of(list.as_ref().map(|(_, list)| list));
    let mut all = Vec::new();
    let entries = root.get("pages").map_or(&[][..], Tree::elements);
    let (reader, reading) = (Reader::default(), Progress::steps("pages read", || entries.len()));
    for entry in entries {
        reading.step();
        let text = |key| entry.get(key).and_then(Tree::text);
        let id = text("page").and_then(PageId::parse);
        let url = text("url").map(str::to_owned);
        let file = url.as_deref().and_then(|url| url.rsplit('/').next()).unwrap_or_default();
        let listed = listed.get(id.as_ref(), file);
        let name = id.as_ref().map(ToString::to_string).or_else(|| text("file").map(str::to_owned));
        let (failed, here) = (failed(entry), text("file"));
        let name = name.or_else(|| url.clone()).unwrap_or_else(|| file.to_owned());
        let known_as = id.as_ref().and_then(|id| known.get(id).cloned());
        let is_here = failed.is_none();
        let page = Page { name, id, url, known_as, listed, text: Err(failed.unwrap_or_default()) };
        all.push(match here.filter(|_| is_here) {
            Some(file) => page.read(folder.join(file), format!("{shown}/{file}"), &reader),
            None => page,
        });
    }
    all.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(Pages { site: site.to_owned(), list, no_list, beside: Vec::new(), all })
}

fn read_file(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("cannot read {}: {error}", path.display()))
}

/// The folder as a person would write it from where they are.
fn shown(folder: &Path) -> String {
    let here = env::current_dir().unwrap_or_default();
    folder.strip_prefix(here).unwrap_or(folder).display().to_string().replace('\\', "/")
}
