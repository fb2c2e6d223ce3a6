//! Files of pages, read: each in its own form, by whatever form it has. YAML and HTML are read by a program of its own, which is built
//! and started when the first page needs it, so that `cargo xtask codegen` stays quick to build.

use open_api_codegen::distill::page::{self, Origin, Parsed, Syntax};
use open_api_codegen::distill::site::{Kind, PageId};
use open_api_codegen::text::source::Source;
use std::cell::RefCell;
use std::env;
use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

/// The pages of some files.
#[derive(Default)]
pub(crate) struct Pages {
    /// In the order of the files, and of each file.
    pub(crate) parsed: Vec<Parsed>,
    /// The number of each page's file.
    pub(crate) files: Vec<usize>,
}

/// Reads files, of each of which it is known where it comes from.
pub(crate) fn read(files: &[Source], origins: &[Origin]) -> Pages {
    let reader = Reader::default();
    let mut pages = Pages::default();
    for (at, file) in files.iter().enumerate() {
        let nothing = Origin::default();
        let read = reader.read(file.text(), origins.get(at).unwrap_or(&nothing));
        pages.files.extend(read.iter().map(|_| at));
        pages.parsed.extend(read);
    }
    pages
}

/// What a file's name says of its page.
pub(crate) fn origin_of_name(name: &str) -> Origin {
    let id = PageId::of_address(name).filter(|id| id.kind() != Kind::Other);
    Origin { id: id.map(|id| id.to_string()), ..Origin::default() }
}

/// Reads files of every form; the program that reads YAML and HTML is started for the first that needs it.
#[derive(Default)]
pub(crate) struct Reader {
    running: RefCell<Option<Running>>,
}

struct Running {
    child: Child,
    questions: Option<ChildStdin>,
    answers: BufReader<ChildStdout>,
}

const PACKAGE: &str = "open-api-syntax";
/// Where this program was built, that one is too.
const WORKSPACE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml");

impl Reader {
    /// The pages of a file.
    pub(crate) fn read(&self, text: &str, origin: &Origin) -> Vec<Parsed> {
        page::read(text, origin, &|syntax, text| self.ask(syntax, text))
    }

    fn ask(&self, syntax: Syntax, text: &str) -> Result<String, String> {
        let mut running = self.running.borrow_mut();
        if running.is_none() {
            *running = Some(Running::start()?);
        }
        let answer = running.as_mut().ok_or("it is not running")?.answer(syntax, text);
        answer.map_err(|error| format!("{PACKAGE}, which reads {}, does not answer: {error}", syntax.name()))
    }
}

impl Running {
    fn start() -> Result<Self, String> {
        let mut command = program();
        let started = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut child = started.map_err(|error| format!("cannot start {PACKAGE} by cargo: {error}"))?;
        let questions = child.stdin.take();
        let answers = child.stdout.take().ok_or("its output is not there")?;
        Ok(Self { child, questions, answers: BufReader::new(answers) })
    }

    fn answer(&mut self, syntax: Syntax, text: &str) -> std::io::Result<String> {
        let questions = self.questions.as_mut().ok_or(std::io::ErrorKind::BrokenPipe)?;
        writeln!(questions, "{} {}", syntax.name(), text.len())?;
        questions.write_all(text.as_bytes())?;
        questions.flush()?;
        let mut head = String::new();
        self.answers.by_ref().take(64).read_line(&mut head)?;
        let length: u64 = head.trim_end().parse().map_err(|_| std::io::ErrorKind::UnexpectedEof)?;
        let mut answer = String::new();
        self.answers.by_ref().take(length).read_to_string(&mut answer)?;
        Ok(answer)
    }
}

/// Under cargo, cargo knows whether the program is as its source says. Elsewhere it stands beside this one, or cargo builds it.
fn program() -> Command {
    let cargo = env::var_os("CARGO");
    let beside =
        env::current_exe().ok().map(|this| this.with_file_name(format!("{PACKAGE}{}", env::consts::EXE_SUFFIX)));
    if let Some(program) = beside.filter(|program| cargo.is_none() && program.is_file()) {
        return Command::new(program);
    }
    let mut command = Command::new(cargo.unwrap_or_else(|| "cargo".into()));
    command.args(["run", "--quiet", "--package", PACKAGE, "--manifest-path", WORKSPACE]);
    if !cfg!(debug_assertions) {
        command.arg("--release");
    }
    command
}

impl Drop for Running {
    fn drop(&mut self) {
        // It ends when there are no more questions.
        drop(self.questions.take());
        let _ = self.child.wait();
    }
}
