//! `cargo xtask coverage`.

use crate::sandbox::Sandbox;

#[test]
fn each_format_is_what_its_name_says() {
    let sandbox = Sandbox::new("good/webhooks");
    for format in ["text", "markdown", "json"] {
        insta::assert_snapshot!(
            format!("coverage_{format}"),
            sandbox.run(&format!("coverage --spec spec --format {format}")).shown()
        );
    }
}

#[test]
fn a_spec_with_errors_exits_1() {
    let sandbox = Sandbox::new("errors/missing_provenance");
    let ran = sandbox.run("coverage --spec spec");
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""));
}
