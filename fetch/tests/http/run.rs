//! The real program against a loopback site, and the folder and report that it leaves.

use open_api_codegen::text::json::{self, Tree};
use open_api_codegen::text::source::{FileId, Source};
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// A folder to fetch into.
pub(crate) struct Folder(TempDir);

/// How a run ended.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stderr: String,
    report: Option<Tree>,
}

impl Folder {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join("pages").join(name)
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    pub(crate) fn command(&self, args: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_open-api-fetch"));
        command.args(args.split_whitespace()).arg("--into").arg(self.path("")).stdin(Stdio::null());
        // A proxy of the machine has nothing to do with a site on loopback; the program knows that.
        command.env("HTTP_PROXY", "http://127.0.0.1:9").env("ALL_PROXY", "http://127.0.0.1:9").env_remove("NO_PROXY");
        command
    }

    pub(crate) fn fetch(&self, args: &str) -> Ran {
        let Output { status, stderr, .. } = self.command(args).output().unwrap();
        let report = fs::read_to_string(self.path("report.json")).ok().map(|text| {
            let source = Source::new("report.json", text);
            Tree::from(&json::parse(&source, FileId::Spec).unwrap())
        });
        Ran { code: status.code().unwrap(), stderr: String::from_utf8(stderr).unwrap(), report }
    }
}

impl Ran {
    /// What became of the list and of each page: the state, and behind it the reason of a failure.
    pub(crate) fn states(&self) -> Vec<String> {
        let report = self.report.as_ref().expect("there is a report");
        let state = |entry: &Tree| {
            let text = |key| entry.get(key).and_then(Tree::text).unwrap_or_default();
            let name = if text("page").is_empty() { "-" } else { text("page") };
            format!("{name} {} {}", text("state"), text("reason")).trim_end().to_owned()
        };
        let pages = report.get("pages").unwrap().elements().iter().map(state);
        let list = report.get("list").map(|list| state(list).replacen('-', "list", 1));
        list.into_iter().chain(pages).collect()
    }

    /// The state of one page.
    pub(crate) fn state(&self, page: &str) -> String {
        let start = format!("{page} ");
        self.states()
            .into_iter()
            .find_map(|line| line.strip_prefix(&start).map(str::to_owned))
            .expect("the page was asked for")
    }

    /// Every failure says what to do.
    pub(crate) fn helps(&self) -> bool {
        let pages = self.report.as_ref().map(|report| report.get("pages").unwrap().elements()).unwrap_or_default();
        let failed = pages.iter().filter(|page| page.get("reason").is_some());
        failed.clone().count() > 0
            && failed.into_iter().all(|page| page.get("help").and_then(Tree::text).is_some_and(|help| !help.is_empty()))
    }

    pub(crate) fn has_report(&self) -> bool {
        self.report.is_some()
    }
}
