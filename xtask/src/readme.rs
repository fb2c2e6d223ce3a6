//! The table in README.md that tells what is typed: between two markers, and always what the spec makes it.

use open_api_codegen::api::ir::Api;
use open_api_codegen::review::coverage;
use open_api_codegen::text::file;
use std::fs;
use std::path::{Path, PathBuf};

const BEGIN: &str = "<!-- coverage:begin -->\n";
const END: &str = "<!-- coverage:end -->";

/// README.md as it is, and as it should be.
pub(crate) struct Readme {
    path: PathBuf,
    pub(crate) before: String,
    pub(crate) after: String,
}

impl Readme {
    /// What messages call it.
    pub(crate) const NAME: &'static str = "README.md";

    /// Reads the workspace's README and puts the table in.
    ///
    /// # Errors
    /// A README that cannot be read, or one without the two markers.
    pub(crate) fn read(root: &Path, api: &Api) -> Result<Self, String> {
        let path = root.join(Self::NAME);
        let before = fs::read_to_string(&path).map_err(|error| format!("cannot read {}: {error}", Self::NAME))?;
        let after = refresh(&before, &coverage::markdown(&coverage::entries(api)))?;
        Ok(Self { path, before, after })
    }

    pub(crate) fn is_fresh(&self) -> bool {
        self.before == self.after
    }

    pub(crate) fn write(&self) -> Result<(), String> {
        file::write(&self.path, &self.after).map_err(|error| error.to_string())
    }
}

fn refresh(readme: &str, table: &str) -> Result<String, String> {
    let parts = readme.split_once(BEGIN).and_then(|(above, rest)| Some((above, rest.split_once(END)?.1)));
    let Some((above, below)) = parts else {
        return Err(format!(
            "{} has no line `{}` followed by a line `{END}`: put them where the table of what is typed belongs",
            Readme::NAME,
            BEGIN.trim_end()
        ));
    };
    Ok([above, BEGIN, table, END, below].concat())
}
