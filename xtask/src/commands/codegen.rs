//! `cargo xtask codegen`: the spec's files in, the client's generated files out.

use super::{Exit, nothing_written, show, unified_diff};
use crate::cli::CodegenOptions;
use crate::lock::{Lock, Use};
use crate::output::Output;
use crate::progress::Progress;
use crate::readme::Readme;
use crate::store::Store;
use crate::workspace::{self, SpecFolder};
use open_api_codegen::generate::emit;
use open_api_codegen::generate::files::{FileSet, OnDisk};
use open_api_codegen::generate::fresh::{self, Finding, Fix, Problem};
use open_api_codegen::generate::memory::{self, Known, Memory};
use open_api_codegen::load;
use open_api_codegen::spec::files::SpecFiles;
use std::fmt::Write as _;
use std::mem;
use std::path::Path;
use std::thread;

/// What helps where a file cannot be written.
const HELP: &str = "make room or give the right to write, then run `cargo xtask codegen` again: it goes on from there";

pub(crate) fn run(spec: &SpecFolder, options: &CodegenOptions, output: &mut Output) -> Result<Exit, String> {
    let (folder, shown) = workspace::generated(options.out.as_deref())?;
    let (spec_folder, spec_shown) = spec.locate()?;
    let _lock = Lock::of_generated(&folder, &shown, Use::unless(options.check), output)?;
    let spec_lock = Lock::of_spec(&spec_folder, &spec_shown, Use::Looks, output)?;
    // A check does not use the cache: it generates every file again.
    let store = if options.check { None } else { Store::of(&folder) };
    let memory = store.as_ref().map(Store::read).unwrap_or_default();
    let task = Task { options, folder: &folder, shown: &shown, store: store.as_ref() };
    thread::scope(|scope| {
        // The folder is read while the spec is worked through.
        let disk = scope.spawn(|| memory.read_disk(&folder).map_err(|error| error.to_string()));
        let disk = || disk.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        let reading = Progress::whole("reading the spec");
        let (files, found) = SpecFiles::read(&spec_folder, &spec_shown);
        drop(spec_lock);
        if found.has_errors() {
            show(&found, &files, output);
            return Ok(nothing_written(output));
        }
        let spec_number = memory::spec_number(&files);
        drop(reading);
        // The README speaks of the workspace's own client, not of one that is generated elsewhere.
        if options.out.is_none() || memory.spec != Some(spec_number) {
            return task.generate(files, spec_number, disk, output);
        }
        let (on_disk, known) = disk()?;
        if memory.is_current(spec_number, &known) {
            let (wanted, unchanged) = (FileSet::default(), known.paths());
            let findings = fresh::compare_rest(&wanted, &unchanged, &on_disk);
            return task.carry_out(&findings, None, output);
        }
        task.generate(files, spec_number, || Ok((on_disk, known)), output)
    })
}

/// What is asked for: the generated folder, what messages call it, and its cache.
struct Task<'t> {
    options: &'t CodegenOptions,
    folder: &'t Path,
    shown: &'t str,
    store: Option<&'t Store>,
}

impl Task<'_> {
    /// Generates the files that the cache does not have; writes the folder, or reports what differs. `disk` waits until the folder is read.
    fn generate(
        &self,
        files: SpecFiles,
        spec_number: u64,
        disk: impl FnOnce() -> Result<(OnDisk, Known), String>,
        output: &mut Output,
    ) -> Result<Exit, String> {
        let reading = Progress::whole("reading the spec");
        let (api, found) = load::load_to_generate(&files);
        drop(reading);
        show(&found, &files, output);
        let Some(api) = api.filter(|_| !found.has_errors()) else {
            return Ok(nothing_written(output));
        };
        drop(files);
        let (on_disk, known) = disk()?;
        let making = Progress::steps("files looked at", || emit::count(&api));
        let made = emit::emit_unknown(&api, |path, input| {
            making.step();
            known.made_from(path, input).is_some()
        })?;
        drop(making);
        let (wanted, unchanged, memory) = sort_out(made, &known, found.is_empty().then_some(spec_number));
        let unchanged = unchanged.iter().map(String::as_str).collect();
        let findings = fresh::compare_rest(&wanted, &unchanged, &on_disk);
        let readme = match self.options.out {
            None => Some(Readme::read(&workspace::root()?, &api)?),
            Some(_) => None,
        };
        if self.options.check {
            return Ok(self.check(&wanted, &findings, &on_disk, readme.as_ref(), output));
        }
        // The program ends soon: freeing a large API would only keep its user waiting.
        mem::forget(api);
        let exit = self.carry_out(&findings, readme.as_ref(), output)?;
        if let Some(store) = self.store.filter(|_| exit == Exit::Done) {
            store.write(&memory);
        }
        Ok(exit)
    }

    /// Writes and removes files until the folder is as generated, unless a hand-written file is in the way.
    fn carry_out(
        &self,
        findings: &[Finding<'_>],
        readme: Option<&Readme>,
        output: &mut Output,
    ) -> Result<Exit, String> {
        if self.refuse_hand_written(findings, output) {
            return Ok(Exit::Failed);
        }
        let all = findings.iter().filter(|finding| finding.fix != Fix::None).count();
        let writing = Progress::steps("files written", || all);
        if let Err(error) = fresh::apply(findings, self.folder, || writing.step()) {
            let done = writing.done();
            drop(writing);
            return Err(format!(
                "{error}\n  {done} of {all} files were written or removed before that, each of them whole\n  help: {HELP}"
            ));
        }
        drop(writing);
        if let Some(readme) = readme.filter(|readme| !readme.is_fresh()) {
            readme.write().map_err(|error| {
                format!("{error}\n  {all} of {all} generated files were written or removed before that\n  help: {HELP}")
            })?;
        }
        output.result(&summary(findings, readme, self.shown, self.options.verbose));
        Ok(Exit::Done)
    }

    fn refuse_hand_written(&self, findings: &[Finding<'_>], output: &mut Output) -> bool {
        let shown = self.shown;
        let in_the_way = findings.iter().filter(|finding| finding.problem == Some(Problem::HandWritten));
        let mut any = false;
        for finding in in_the_way {
            any = true;
            output.problem(&format!(
                "error: {shown}/{} does not begin with the generated header, and a generated file belongs there\n  \
                 help: move it away or remove it, then run `cargo xtask codegen`\n",
                finding.path
            ));
        }
        if any {
            output.problem("nothing was written\n");
        }
        any
    }

    fn check(
        &self,
        wanted: &FileSet,
        findings: &[Finding<'_>],
        on_disk: &OnDisk,
        readme: Option<&Readme>,
        output: &mut Output,
    ) -> Exit {
        let shown = self.shown;
        let mut stale = 0;
        let mut tell = |problem, path: &str, before: &str, after: &str| {
            stale += 1;
            output.result(&format!("{problem}  {path}\n"));
            output.result(&unified_diff(path, before, after, output.colors_results()));
        };
        for finding in findings {
            if let Some(problem) = finding.problem {
                let before =
                    on_disk.0.get(finding.path).map(|bytes| String::from_utf8_lossy(bytes)).unwrap_or_default();
                let after = wanted.0.get(finding.path).map_or("", String::as_str);
                tell(problem, &format!("{shown}/{}", finding.path), &before, after);
            }
        }
        if let Some(readme) = readme.filter(|readme| !readme.is_fresh()) {
            tell(Problem::Stale, Readme::NAME, &readme.before, &readme.after);
        }
        let all = findings.len() + usize::from(readme.is_some());
        if stale == 0 {
            output.result(&format!("{all} files are up to date\n"));
            return Exit::Done;
        }
        output.problem(&format!("{stale} of {all} files are not up to date; run `cargo xtask codegen`\n"));
        Exit::Stale
    }
}

/// The files that were generated, those that the cache had, and the cache for the next run.
fn sort_out(made: Vec<emit::Made>, known: &Known, spec: Option<u64>) -> (FileSet, Vec<String>, Memory) {
    let (mut wanted, mut unchanged) = (FileSet::default(), Vec::new());
    let mut memory = Memory { spec, ..Memory::default() };
    for file in made {
        let remembered = match &file.text {
            Some((_, number)) => Some(memory::Made { input: file.input, output: *number }),
            None => known.made_from(&file.path, file.input),
        };
        memory.files.extend(remembered.map(|made| (file.path.clone(), made)));
        let stands = remembered.is_some_and(|made| known.has(&file.path, made.output));
        match file.text {
            Some((text, _)) if !stands => _ = wanted.0.insert(file.path, text),
            _ => unchanged.push(file.path),
        }
    }
    (wanted, unchanged, memory)
}

/// One line a file that was written or removed, or every file where that is asked for, and one that counts them.
fn summary(findings: &[Finding<'_>], readme: Option<&Readme>, shown: &str, every: bool) -> String {
    const UNCHANGED: &str = "unchanged";
    let files = findings.iter().map(|finding| {
        let word = match finding.fix {
            Fix::Write(_) => "written",
            Fix::Remove => "removed",
            Fix::None => UNCHANGED,
        };
        (word, format!("{shown}/{}", finding.path))
    });
    let readme = readme.map(|readme| (if readme.is_fresh() { UNCHANGED } else { "written" }, Readme::NAME.to_owned()));
    let lines: Vec<(&str, String)> = files.chain(readme).collect();
    let count = |wanted| lines.iter().filter(|(word, _)| *word == wanted).count();
    let (written, unchanged, removed) = (count("written"), count(UNCHANGED), count("removed"));
    let mut out = String::new();
    for (word, path) in lines.iter().filter(|(word, _)| every || *word != UNCHANGED) {
        let _ = writeln!(out, "{word:<9}  {path}");
    }
    let _ = writeln!(out, "{} files: {written} written, {unchanged} unchanged, {removed} removed", lines.len());
    out
}
