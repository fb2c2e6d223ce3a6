//! `cargo xtask synth`: a made-up spec folder of any size, to measure generators with.

use super::{Exit, write_all};
use crate::cli::SynthOptions;
use crate::output::Output;
use crate::workspace;
use open_api_codegen::synth::synth;
use std::fs;
use std::path::Path;

pub(crate) fn run(options: &SynthOptions, output: &mut Output) -> Result<Exit, String> {
    let (folder, shown) = workspace::made_up(options.out.as_deref(), options.operations)?;
    let spec = synth(options.operations, options.seed);
    let (openapi, catalog) = (folder.join("openapi.json"), folder.join("catalog.json"));
    refuse_real_spec(&openapi, &spec.openapi)?;
    write_all(&[(&openapi, &spec.openapi), (&catalog, &spec.catalog)])?;
    for name in ["openapi.json", "catalog.json"] {
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
