//! Files of other revisions, read from git's own store: nothing here touches the work tree.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder inside a repository.
pub(crate) struct Repository {
    /// Where git runs: the folder, or the nearest one above it that the work tree still has.
    folder: PathBuf,
    /// The way from there to the folder, with a `/` behind each name.
    below: String,
}

impl Repository {
    /// The repository that a folder lies in.
    pub(crate) fn around(folder: &Path) -> Result<Self, String> {
        let given = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let folder = given
            .ancestors()
            .find(|folder| folder.is_dir() && !folder.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        let mut below = String::new();
        for name in given.strip_prefix(folder).unwrap_or(Path::new("")) {
            below.push_str(&name.to_string_lossy());
            below.push('/');
        }
        let repository = Self { folder: folder.to_path_buf(), below };
        let asked = repository.run(["rev-parse", "--is-inside-work-tree"])?;
        if asked.status.success() {
            return Ok(repository);
        }
        Err(format!(
            "{} is not inside a git repository, so there is no revision to compare with; name two spec folders or files \
             instead ({})",
            repository.folder.display(),
            said(&asked)
        ))
    }

    /// The short name of a revision's commit, if there is such a revision.
    pub(crate) fn commit(&self, revision: &str) -> Result<Option<String>, String> {
        let commit = format!("{revision}^{{commit}}");
        self.line(["rev-parse", "--verify", "--quiet", "--short", "--end-of-options", &commit])
    }

    /// Why a revision may not be known here.
    pub(crate) fn unknown(&self, revision: &str) -> Result<String, String> {
        let shallow = if self.is_shallow()? { format!("; {SHALLOW}") } else { String::new() };
        Ok(format!("`{revision}` is neither a path nor a revision of this repository{shallow}"))
    }

    /// Where the history of a revision leaves `main`, by the short name of the commit.
    pub(crate) fn merge_base(&self, head: &str) -> Result<String, String> {
        let mut main = None;
        for branch in ["main", "origin/main"] {
            if self.commit(branch)?.is_some() {
                main = Some(branch);
                break;
            }
        }
        let Some(main) = main else {
            let shallow = if self.is_shallow()? { format!(" ({SHALLOW})") } else { String::new() };
            return Err(format!(
                "there is neither a branch `main` nor `origin/main` to compare with{shallow}; name the base: \
                 `cargo xtask diff BASE`"
            ));
        };
        let Some(base) = self.line(["merge-base", main, head])? else {
            return Err(if self.is_shallow()? {
                format!("cannot tell where `{head}` leaves `{main}`: {SHALLOW}")
            } else {
                format!("`{head}` and `{main}` have no history in common; name the base: `cargo xtask diff BASE`")
            });
        };
        Ok(self.commit(&base)?.unwrap_or(base))
    }

    /// A file of the folder in a revision, if it is there.
    pub(crate) fn show(&self, revision: &str, name: &str) -> Result<Option<String>, String> {
        let object = format!("{revision}:./{}{name}", self.below);
        if !self.run(["cat-file", "-e", &object])?.status.success() {
            return Ok(None);
        }
        let shown = self.run(["show", &object])?;
        if !shown.status.success() {
            return Err(format!("cannot read {object}: {}", said(&shown)));
        }
        String::from_utf8(shown.stdout).map(Some).map_err(|_| format!("{object} is not UTF-8"))
    }

    fn is_shallow(&self) -> Result<bool, String> {
        Ok(self.line(["rev-parse", "--is-shallow-repository"])?.as_deref() == Some("true"))
    }

    /// What git prints, or nothing when it fails.
    fn line<const N: usize>(&self, arguments: [&str; N]) -> Result<Option<String>, String> {
        let output = self.run(arguments)?;
        let line = String::from_utf8_lossy(&output.stdout).trim().to_owned();
        Ok((output.status.success() && !line.is_empty()).then_some(line))
    }

    fn run<const N: usize>(&self, arguments: [&str; N]) -> Result<Output, String> {
        Command::new("git")
            .arg("-C")
            .arg(OsStr::new(&self.folder))
            .args(arguments)
            .output()
            .map_err(|error| format!("cannot run git: {error}"))
    }
}

const SHALLOW: &str = "this is a shallow clone, which lacks the history; run `git fetch --unshallow`, or check out with \
                       `fetch-depth: 0`";

/// The first line that git complains with.
fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).lines().next().unwrap_or("git says nothing").trim().to_owned()
}
