//! What a person sees of a long run, and what a full disk is told: the terminal it runs on, the pipe it writes to, the folder it
//! cannot write.

use crate::sandbox::{Ran, Sandbox};
use std::fs::{self, File};
use std::process::{Command, Stdio};

/// Runs the binary on a pseudo-terminal of so many columns: all that it showed there. None without the program that makes one.
fn on_a_terminal(sandbox: &Sandbox, args: &str, columns: usize) -> Option<String> {
    let line = format!("stty rows 24 cols {columns}; exec '{}' {args}", env!("CARGO_BIN_EXE_xtask"));
    let mut command = Command::new("script");
    command.args(["-qec", &line, "/dev/null"]).current_dir(sandbox.path("."));
    command.env("CARGO_MANIFEST_DIR", sandbox.path("xtask")).env("NO_COLOR", "1").stdin(Stdio::null());
    match command.output() {
        Ok(output) => Some(String::from_utf8(output.stdout).unwrap()),
        Err(_) => {
            let _ = std::io::Write::write_all(&mut std::io::stderr(), b"SKIPPED: this machine has no `script`\n");
            None
        }
    }
}

#[test]
fn a_long_run_says_on_a_terminal_how_far_it_is_and_nothing_of_it_elsewhere() {
    let sandbox = Sandbox::new("good/smallest");
    assert_eq!(sandbox.run("synth --operations 150 --out made").code, 0);
    let piped = sandbox.run("codegen --spec made --out piped");
    assert_eq!((piped.code, piped.stderr.as_str()), (0, ""));
    assert!(!piped.stdout.contains('\u{1b}') && !piped.stdout.contains(" of "), "{}", piped.stdout);
    let Some(shown) = on_a_terminal(&sandbox, "codegen --spec made --out shown", 80) else { return };
    let line = shown.split("\r\u{1b}[K").find(|line| line.contains("files looked at"));
    let line = line.unwrap_or_else(|| panic!("no line says how far it is: {shown}"));
    let all = line.strip_suffix(" files looked at").and_then(|line| line.split_once(" of "));
    assert!(all.is_some_and(|(done, all)| done.parse::<u32>().unwrap() <= all.parse().unwrap()), "{line}");
    let rest = shown.rsplit("\r\u{1b}[K").next().unwrap();
    assert!(rest.starts_with("written    shown/"), "the line is gone when there is something to read: {rest}");
}

#[test]
fn help_fits_into_the_terminal_that_it_is_read_on() {
    let sandbox = Sandbox::new("good/smallest");
    for command in
        ["", "codegen", "lint", "fmt", "distill", "pull", "coverage", "drift", "diff", "completions", "synth"]
    {
        for columns in [60, 80, 200] {
            let Some(shown) = on_a_terminal(&sandbox, &format!("{command} --help"), columns) else {
                return;
            };
            let too_long = shown.lines().find(|line| line.trim_end().chars().count() > columns.min(80));
            assert_eq!(too_long, None, "{command} at {columns} columns");
        }
    }
}

/// The binary with its results going into a file.
#[cfg(target_os = "linux")]
fn into(sandbox: &Sandbox, args: &str, file: File) -> (Option<i32>, String) {
    let output = sandbox.command(args).stdout(file).stderr(Stdio::piped()).output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

#[test]
#[cfg(target_os = "linux")]
fn a_report_that_cannot_be_written_whole_is_an_error_and_a_reader_that_has_gone_is_none() {
    let sandbox = Sandbox::new("good/smallest");
    for args in ["coverage --format json", "lint", "diff --rules", "diff spec spec", "completions bash", "fmt"] {
        let full = File::options().write(true).open("/dev/full").unwrap();
        let (code, said) = into(&sandbox, args, full);
        assert_eq!(code, Some(1), "{args}: {said}");
        assert!(said.contains("cannot write to standard output: No space left on device"), "{args}: {said}");
    }
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = sandbox.command("diff --rules").stdout(writer).stderr(Stdio::piped()).output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}

/// Where a file is to be written there is a folder: the run fails, says that nothing was written, and nothing is.
fn assert_nothing_written(sandbox: &Sandbox, ran: &Ran, before: &str) {
    assert_eq!(ran.code, 1, "{}", ran.shown());
    assert!(ran.stderr.contains("nothing was written") && ran.stderr.contains("help: "), "{}", ran.shown());
    assert_eq!(sandbox.read("spec/openapi.json"), before);
    let begun = sandbox.files("spec").into_keys().filter(|path| path.to_string_lossy().ends_with(".new")).count();
    assert_eq!(begun, 0, "nothing half-written is left");
}

#[test]
fn files_that_belong_together_are_written_all_or_none() {
    let sandbox = Sandbox::new("good/smallest");
    sandbox.write("spec/catalog.json", r#"{"operations": [{"id": "books.get", "section": "Books", "title": "Get", "method": "POST", "effect": "read"}], "constants": [{"id": "Genre", "section": "Genre", "title": "Genre"}], "webhooks": []}"#);
    sandbox.write("site/genre.md", "# Genre\n\n| Value | Description |\n|---|---|\n| 1 | 小说 |\n");
    fs::create_dir(sandbox.path("spec/pages.lock.json")).unwrap();
    let before = sandbox.read("spec/openapi.json");
    let ran = sandbox.run("pull --from site --spec spec");
    assert_nothing_written(&sandbox, &ran, &before);
    fs::create_dir_all(sandbox.path("made/catalog.json")).unwrap();
    let ran = sandbox.run("synth --operations 2 --out made");
    assert_nothing_written(&sandbox, &ran, &before);
    assert!(!sandbox.path("made/openapi.json").exists());
}

#[test]
#[cfg(unix)]
fn bash_completes_what_its_script_says() {
    let sandbox = Sandbox::new("good/smallest");
    sandbox.write("xtask.bash", &sandbox.run("completions bash").stdout);
    let complete = |words: &str| {
        let script = format!(
            "source xtask.bash; COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
             _xtask xtask \"${{COMP_WORDS[COMP_CWORD]}}\" \"${{COMP_WORDS[COMP_CWORD - 1]}}\"; echo \"${{COMPREPLY[@]}}\""
        );
        let output = Command::new("bash").args(["-c", &script]).current_dir(sandbox.path(".")).output().unwrap();
        String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
    };
    assert_eq!(complete("xtask co"), "codegen coverage completions");
    assert_eq!(complete("xtask diff --fail"), "--fail-on");
    assert_eq!(complete("xtask coverage --format m"), "markdown");
}
