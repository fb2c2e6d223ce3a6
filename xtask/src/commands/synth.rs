//! `cargo xtask synth`: a made-up spec folder of any size, to measure generators with.

use super::Exit;
use crate::cli::SynthOptions;
use crate::output::Output;
use crate::workspace;
use open_api_codegen::synth::synth;
use open_api_codegen::text::file;
use std::fs;
use std::path::Path;

pub(crate) fn run(options: &SynthOptions, output: &mut Output) -> Result<Exit, String> {
    let (folder, shown) = workspace::made_up(options.out.as_deref(), options.operations)?;
    let spec = synth(options.operations, options.seed);
    refuse_real_spec(&folder.join("openapi.json"), &spec.openapi)?;
    for (name, text) in [("openapi.json", &spec.openapi), ("catalog.json", &spec.catalog)] {
        file::write(&folder.join(name), text).map_err(|error| error.to_string())?;
        output.result(&format!("written    {shown}/{name}\n"));
    }
    Ok(Exit::Done)
}

/// A spec with another title was not made up here, and is not ours to overwrite.
fn refuse_real_spec(path: &Path, made_up: &str) -> Result<(), String> {
    let title = |text: &str| text.lines().find(|line| line.contains("\"title\"")).map(str::trim).map(str::to_owned);
    match fs::read_to_string(path) {
        Ok(there) if title(&there) != title(made_up) => {
            Err(format!("{} is no made-up spec; name another folder with `--out DIR`", path.display()))
        }
        _ => Ok(()),
    }
}
