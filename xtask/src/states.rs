//! The two states that are compared: where each of them is, a folder, a file or a revision, and its texts. What is different between
//! them is not told here.

use crate::git::Repository;
use crate::texts;
use open_api_codegen::spec::files::SpecFiles;
use open_api_codegen::text::diag::Diagnostics;
use open_api_codegen::text::source::Source;
use std::path::Path;

const SPEC: &str = "openapi.json";
const CATALOG: &str = "catalog.json";

/// A spec's texts; a spec that was given as a lone file has no catalog of its own.
pub(crate) struct State {
    pub(crate) spec: Source,
    pub(crate) catalog: Option<Source>,
    /// What a person calls it.
    pub(crate) name: String,
    /// What somebody wants to know of how it was found.
    pub(crate) note: Option<String>,
}

/// A state, or what is in the way of reading it.
pub(crate) type Read = Result<State, Box<(SpecFiles, Diagnostics)>>;

/// The head: what is given, or the spec folder as it is.
pub(crate) fn head(folder: &Path, shown: &str, given: Option<&str>) -> Result<Read, String> {
    match given {
        None => Ok(read_folder(folder, shown)),
        Some(given) => read_given(folder, shown, given),
    }
}

/// The base: what is given, or where the head's history leaves `main`.
pub(crate) fn base(folder: &Path, shown: &str, given: Option<&str>, head: Option<&str>) -> Result<Read, String> {
    if let Some(given) = given {
        return read_given(folder, shown, given);
    }
    let repository = Repository::around(folder)?;
    let head = head.filter(|head| !Path::new(head).exists()).unwrap_or("HEAD");
    let base = repository.merge_base(head)?;
    read_revision(&repository, shown, &base).map(Ok)
}

/// A path or a revision. Where both are called so, the one that can be a spec is meant; where both can, nobody can tell.
fn read_given(folder: &Path, shown: &str, given: &str) -> Result<Read, String> {
    let path = Path::new(given);
    let name = given.trim_end_matches('/').replace('\\', "/");
    let is_spec = path.is_file() && path.extension().is_some_and(|ending| ending == "json")
        || path.is_dir() && path.join(SPEC).exists();
    let is_written_as_path = path.is_absolute() || given.starts_with('.') || given.ends_with(['/', '\\']);
    let as_path = || if path.is_dir() { Ok(read_folder(path, &name)) } else { read_file(path, &name).map(Ok) };
    if is_written_as_path && path.exists() {
        return as_path();
    }
    let repository = match Repository::around(folder) {
        Ok(repository) => repository,
        Err(_) if path.exists() => return as_path(),
        Err(error) => return Err(format!("there is no path `{given}`, and {error}")),
    };
    match (repository.commit(given)?, path.exists()) {
        (None, true) => as_path(),
        (None, false) => Err(repository.unknown(given)?),
        (Some(_), true) if is_spec => Err(format!(
            "`{given}` is both a path and a revision; write `./{given}` for the path, or `refs/heads/{given}` for the branch"
        )),
        (Some(_), is_there) => {
            let mut state = read_revision(&repository, shown, given)?;
            if is_there {
                let note = format!("`{given}` is taken for the revision; the path of that name holds no spec");
                state.note = Some(state.note.map_or(note.clone(), |more| format!("{note}; {more}")));
            }
            Ok(Ok(state))
        }
    }
}

fn read_folder(folder: &Path, shown: &str) -> Read {
    let (files, found) = SpecFiles::read(folder, shown);
    if found.has_errors() {
        return Err(Box::new((files, found)));
    }
    Ok(State { spec: files.spec, catalog: Some(files.catalog), name: shown.to_owned(), note: None })
}

fn read_file(path: &Path, shown: &str) -> Result<State, String> {
    let read = |path: &Path, shown: &str| match texts::read(path, shown) {
        Ok(text) => Ok(Source::new(shown, text)),
        Err(unread) => Err(unread.with_help("name a spec folder, an openapi.json or a revision")),
    };
    let beside = path.with_file_name(CATALOG);
    let beside_shown = match shown.rsplit_once('/') {
        Some((folder, _)) => format!("{folder}/{CATALOG}"),
        None => CATALOG.to_owned(),
    };
    let catalog = if beside.is_file() { Some(read(&beside, &beside_shown)?) } else { None };
    Ok(State { spec: read(path, shown)?, catalog, name: shown.to_owned(), note: None })
}

/// The spec folder as it was in a revision; if it was called otherwise there, that one.
fn read_revision(repository: &Repository, shown: &str, revision: &str) -> Result<State, String> {
    let called = match repository.commit(revision)? {
        Some(commit) if commit != revision => format!("{revision} ({commit})"),
        _ => revision.to_owned(),
    };
    let texts = |folder: &str| -> Result<Option<(String, String)>, String> {
        let read = |name: &str| repository.show(revision, folder, name);
        Ok(read(SPEC)?.zip(read(CATALOG)?))
    };
    let source = |shown: &str, name: &str, text: String| Source::new(format!("{revision}:{shown}/{name}"), text);
    let state = |shown: &str, (spec, catalog): (String, String), note| State {
        spec: source(shown, SPEC, spec),
        catalog: Some(source(shown, CATALOG, catalog)),
        name: format!("{called}:{shown}"),
        note,
    };
    if let Some(found) = texts(repository.below())? {
        return Ok(state(shown, found, None));
    }
    let folders = repository.folders_with(revision, SPEC, CATALOG)?;
    if let [folder] = &folders[..]
        && let Some(found) = texts(&format!(":{folder}"))?
    {
        let note = format!("the revision `{revision}` has no {shown}; its spec is in {folder}, which is compared");
        return Ok(state(folder, found, Some(note)));
    }
    Err(match &folders[..] {
        [] => format!(
            "the revision `{revision}` has no spec, neither {shown}/{SPEC} nor one elsewhere: there is nothing to \
                       compare with; name a revision that has a spec, or a path"
        ),
        several => format!(
            "the revision `{revision}` has no {shown}/{SPEC}, and specs in {}: name one with `--spec`",
            several.join(", ")
        ),
    })
}

/// A lone file is read with the other side's catalog.
pub(crate) fn share_catalog(base: State, head: State) -> Result<(SpecFiles, SpecFiles), String> {
    let (base_catalog, head_catalog) = match (base.catalog, head.catalog) {
        (Some(base), Some(head)) => (base, head),
        (Some(one), None) | (None, Some(one)) => (one.clone(), one),
        (None, None) => {
            return Err(format!(
                "neither {} nor {} has a {CATALOG} beside it; a spec is read with one",
                base.spec.name(),
                head.spec.name()
            ));
        }
    };
    Ok((SpecFiles { spec: base.spec, catalog: base_catalog }, SpecFiles { spec: head.spec, catalog: head_catalog }))
}
