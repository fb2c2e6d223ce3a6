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
        insta::assert_snapshot!(format!("help_{command}"), ran.shown());
    }
}

#[test]
fn a_mistyped_command_exits_2_with_a_hint() {
    let sandbox = Sandbox::new("good/smallest");
    insta::assert_snapshot!("mistyped", sandbox.run("codgen").shown());
}
