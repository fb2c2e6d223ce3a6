//! Where things are: the workspace's root, the spec folder, the generated folder, and what messages call them.

use std::env;
use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

/// The folder that `--spec` names, or the workspace's own.
pub(crate) struct SpecFolder {
    given: Option<PathBuf>,
}

impl SpecFolder {
    pub(crate) const fn new(given: Option<PathBuf>) -> Self {
        Self { given }
    }

    /// The folder, and what messages call it.
    pub(crate) fn locate(&self) -> Result<(PathBuf, String), String> {
        match &self.given {
            Some(given) => Ok((given.clone(), shown(given))),
            None => Ok((root()?.join("spec"), "spec".to_owned())),
        }
    }
}

/// The generated folder, and what messages call it.
pub(crate) fn generated(given: Option<&Path>) -> Result<(PathBuf, String), String> {
    const DEFAULT: &str = "generated-client/src/generated";
    match given {
        Some(given) => Ok((given.to_path_buf(), shown(given))),
        None => Ok((root()?.join(DEFAULT), DEFAULT.to_owned())),
    }
}

/// The folder of a made-up spec, and what messages call it.
pub(crate) fn made_up(given: Option<&Path>, operations: NonZeroU32) -> Result<(PathBuf, String), String> {
    let default = format!("target/synth/{operations}");
    match given {
        Some(given) => Ok((given.to_path_buf(), shown(given))),
        None => Ok((root()?.join(&default), default)),
    }
}

/// The workspace: above this package when cargo runs us, else the nearest folder above that has a spec.
pub(crate) fn root() -> Result<PathBuf, String> {
    if let Some(package) = env::var_os("CARGO_MANIFEST_DIR")
        && let Some(root) = Path::new(&package).parent()
    {
        return Ok(root.to_path_buf());
    }
    let here = env::current_dir().map_err(|error| format!("cannot tell the current folder: {error}"))?;
    here.ancestors()
        .find(|folder| folder.join("spec/openapi.json").is_file() && folder.join("xtask").is_dir())
        .map(Path::to_path_buf)
        .ok_or_else(|| format!("{} is not inside the workspace; run `cargo xtask` there", here.display()))
}

fn shown(path: &Path) -> String {
    path.display().to_string().replace('\\', "/")
}
