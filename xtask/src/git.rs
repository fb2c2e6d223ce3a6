//! Files of other revisions, read from git's own store: nothing here touches the work tree.

use open_api_codegen::text::encoding;
use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A folder inside a repository.
pub(crate) struct Repository {
    /// Where git runs: the folder, or the nearest one above it that the work tree still has; for a folder inside a submodule, what
    /// holds that.
    folder: PathBuf,
    /// The way from there to the folder, with a `/` behind each name.
    below: String,
    /// The submodule that the folder lies in: where it is, and the way to it from `folder`.
    submodule: Option<Submodule>,
}

/// A submodule: the outer repository knows only its commit.
struct Submodule {
    /// Its root.
    root: PathBuf,
    /// The way to it from the root of what holds it.
    path: String,
}

impl Repository {
    /// The repository that a folder lies in. The history of a submodule is not used: revisions are those of the outer repository.
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
        let repository = Self { folder: folder.to_path_buf(), below, submodule: None };
        let asked = repository.run(["rev-parse", "--is-inside-work-tree"])?;
        if !asked.status.success() {
            return Err(format!(
                "{} is not inside a git repository, so there is no revision to compare with; name two spec folders or files \
                 instead ({})",
                repository.folder.display(),
                said(&asked)
            ));
        }
        let Some(holder) = repository.line(["rev-parse", "--show-superproject-working-tree"])? else {
            return Ok(repository);
        };
        let root = repository.line(["rev-parse", "--show-toplevel"])?.unwrap_or_default();
        let prefix = repository.line(["rev-parse", "--show-prefix"])?.unwrap_or_default();
        let path = Path::new(&root).strip_prefix(&holder).unwrap_or(Path::new("")).to_string_lossy().replace('\\', "/");
        Ok(Self {
            folder: PathBuf::from(holder),
            below: prefix + &repository.below,
            submodule: Some(Submodule { root: PathBuf::from(root), path }),
        })
    }

    /// The folder, as [`Repository::show`] takes it.
    pub(crate) fn below(&self) -> &str {
        &self.below
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

    /// A file of a folder in a revision, if it is there; a folder that begins with `:` is meant from the root.
    pub(crate) fn show(&self, revision: &str, folder: &str, name: &str) -> Result<Option<String>, String> {
        let (repository, revision) = match &self.submodule {
            Some(submodule) => {
                let Some(commit) = self.submodule_commit(revision, submodule)? else {
                    return Ok(None);
                };
                (&Self { folder: submodule.root.clone(), below: String::new(), submodule: None }, commit)
            }
            None => (self, revision.to_owned()),
        };
        let object = match folder.strip_prefix(':') {
            Some("") => format!("{revision}:{name}"),
            Some(folder) => format!("{revision}:{folder}/{name}"),
            None => format!("{revision}:./{folder}{name}"),
        };
        if !repository.run(["cat-file", "-e", &object])?.status.success() {
            return Ok(None);
        }
        let shown = repository.run(["show", &object])?;
        if !shown.status.success() {
            return Err(format!("cannot read {object}: {}", said(&shown)));
        }
        encoding::decode(shown.stdout).map(Some).map_err(|error| format!("{object} {error}"))
    }

    /// The commit of a submodule that a revision of what holds it stands at.
    fn submodule_commit(&self, revision: &str, submodule: &Submodule) -> Result<Option<String>, String> {
        let Some(commit) =
            self.line(["rev-parse", "--verify", "--quiet", &format!("{revision}:{}", submodule.path)])?
        else {
            return Ok(None);
        };
        let inside = Self { folder: submodule.root.clone(), below: String::new(), submodule: None };
        if !inside.run(["cat-file", "-e", &format!("{commit}^{{commit}}")])?.status.success() {
            return Err(format!(
                "`{revision}` has {} at {commit}, which the submodule does not hold; run `git -C {} fetch origin {commit}`",
                submodule.path, submodule.path
            ));
        }
        Ok(Some(commit))
    }

    /// The folders that hold both files in a revision, from the root.
    pub(crate) fn folders_with(&self, revision: &str, one: &str, other: &str) -> Result<Vec<String>, String> {
        let listed = self.run(["ls-tree", "-r", "-z", "--full-tree", "--name-only", revision])?;
        let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
        let paths: BTreeSet<&str> = listed.split('\0').collect();
        // What tests and examples hold is no spec of the workspace's.
        let is_spec = |folder: &&str| !folder.split('/').any(|name| matches!(name, "tests" | "fixtures" | "target"));
        let folders = paths.iter().filter_map(|path| path.strip_suffix(one)?.strip_suffix('/')).filter(is_spec);
        Ok(folders.filter(|folder| paths.contains(format!("{folder}/{other}").as_str())).map(str::to_owned).collect())
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
        let mut git = Command::new("git");
        // A hook is told of its own repository by these; the folder is what counts here.
        for name in OWN {
            git.env_remove(name);
        }
        git.arg("-C")
            .arg(OsStr::new(&self.folder))
            .args(arguments)
            .output()
            .map_err(|error| format!("cannot run git: {error}"))
    }
}

/// What `git rev-parse --local-env-vars` lists.
const OWN: &[&str] = &[
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_COMMON_DIR",
    "GIT_CONFIG",
    "GIT_CONFIG_COUNT",
    "GIT_CONFIG_PARAMETERS",
    "GIT_DIR",
    "GIT_GRAFT_FILE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_INTERNAL_SUPER_PREFIX",
    "GIT_NO_REPLACE_OBJECTS",
    "GIT_OBJECT_DIRECTORY",
    "GIT_PREFIX",
    "GIT_REPLACE_REF_BASE",
    "GIT_SHALLOW_FILE",
    "GIT_WORK_TREE",
];

const SHALLOW: &str = "this is a shallow clone, which lacks the history; run `git fetch --unshallow`, or check out with \
                       `fetch-depth: 0`";

/// The first line that git complains with.
fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).lines().next().unwrap_or("git says nothing").trim().to_owned()
}
