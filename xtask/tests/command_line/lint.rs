//! `cargo xtask lint`.

use crate::sandbox::Sandbox;
use open_api_codegen::review::lint;
use open_api_codegen::text::diag::Code;

#[test]
fn a_clean_spec_exits_0_and_says_so() {
    let sandbox = Sandbox::new("good/webhooks");
    insta::assert_snapshot!("lint_clean", sandbox.run("lint --spec spec").shown());
}

#[test]
fn warnings_exit_0() {
    let sandbox = Sandbox::new("lints/money_without_unit");
    insta::assert_snapshot!("lint_warnings", sandbox.run("lint --spec spec").shown());
}

#[test]
fn errors_exit_1() {
    let sandbox = Sandbox::new("lints/date_without_empty_rule");
    insta::assert_snapshot!("lint_errors", sandbox.run("lint --spec spec").shown());
}

#[test]
fn an_open_to_do_is_an_error_of_codegen_and_lint() {
    let sandbox = Sandbox::new("good/smallest");
    sandbox.edit("spec/openapi.json", "Looks up one book.", "TODO: what does it do?");
    for command in ["lint --spec spec", "codegen --spec spec --out out"] {
        let ran = sandbox.run(command);
        assert_eq!(ran.code, 1);
        assert!(ran.stderr.contains("error[E0025]") && ran.stderr.contains("spec/openapi.json:"), "{}", ran.stderr);
    }
}

#[test]
fn every_lint_explains_itself() {
    let sandbox = Sandbox::new("good/smallest");
    let shown: Vec<String> =
        lint::ALL.iter().map(|lint| sandbox.run(&format!("lint --explain {}", lint.id)).shown()).collect();
    insta::assert_snapshot!("lint_explained", shown.join("\n"));
    insta::assert_snapshot!("lint_list", sandbox.run("lint --explain").shown());
    insta::assert_snapshot!("lint_explain_unknown", sandbox.run("lint --explain nonsense").shown());
}

#[test]
fn every_error_explains_itself() {
    let sandbox = Sandbox::new("good/smallest");
    let shown: Vec<String> =
        Code::ALL.iter().map(|code| sandbox.run(&format!("lint --explain {code}")).shown()).collect();
    insta::assert_snapshot!("errors_explained", shown.join("\n"));
    assert_eq!(sandbox.run("lint --explain e0011").stdout, sandbox.run("lint --explain E0011").stdout);
}
