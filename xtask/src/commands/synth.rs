//! `cargo xtask synth`: a made-up spec folder of any size, to measure generators with.

use super::Exit;
use crate::cli::SynthOptions;
use crate::output::Output;
use crate::workspace;
use open_api_codegen::fresh;
use open_api_codegen::synth::synth;

pub(crate) fn run(options: &SynthOptions, output: &mut Output) -> Result<Exit, String> {
    let (folder, shown) = workspace::made_up(options.out.as_deref(), options.operations)?;
    let spec = synth(options.operations, options.seed);
    for (name, text) in [("openapi.json", &spec.openapi), ("catalog.json", &spec.catalog)] {
        fresh::write(&folder.join(name), text).map_err(|error| error.to_string())?;
        output.result(&format!("written    {shown}/{name}\n"));
    }
    Ok(Exit::Done)
}
