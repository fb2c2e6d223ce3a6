//! What `--help` says, and what a mistyped command line is told.

use crate::sandbox::Sandbox;

#[test]
fn every_command_has_help_with_examples() {
    let sandbox = Sandbox::new("good/smallest");
    let top = sandbox.run("--help");
    insta::assert_snapshot!("help", top.shown());
    let commands: Vec<&str> = top
        .stdout
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .filter(|command| *command != "help")
        .collect();
    assert!(commands.len() > 3);
    for command in commands {
        let ran = sandbox.run(&format!("{command} --help"));
        let stdout = &ran.stdout;
        assert!(stdout.contains("Examples:") && stdout.contains(&format!("cargo xtask {command}")), "{stdout}");
        assert!(stdout.contains("Exit codes:"), "{stdout}");
        let too_long = |text: &str| text.lines().find(|line| line.chars().count() > 80).map(str::to_owned);
        assert_eq!(too_long(&top.stdout).or(too_long(stdout)), None);
        insta::assert_snapshot!(format!("help_{command}"), ran.shown());
    }
}

#[test]
fn a_mistyped_command_exits_2_with_a_hint() {
    let sandbox = Sandbox::new("good/smallest");
    insta::assert_snapshot!("mistyped", sandbox.run("codgen").shown());
}

#[test]
fn the_version_is_told() {
    let sandbox = Sandbox::new("good/smallest");
    let ran = sandbox.run("--version");
    assert_eq!((ran.code, ran.stdout), (0, format!("cargo xtask {}\n", env!("CARGO_PKG_VERSION"))));
}

#[test]
fn shells_are_told_what_there_is() {
    let sandbox = Sandbox::new("good/smallest");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let ran = sandbox.run(&format!("completions {shell}"));
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        assert!(ran.stdout.contains("codegen") && ran.stdout.contains("fail-on"), "{}", ran.stdout);
    }
    let script = sandbox.run("completions bash").stdout;
    sandbox.write("xtask.bash", &script);
    let checked = std::process::Command::new("bash").arg("-n").arg(sandbox.path("xtask.bash")).status().unwrap();
    assert!(checked.success(), "bash reads it");
}
