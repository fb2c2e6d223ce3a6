//! `cargo xtask pull --from DIR` with what else people have in a folder of saved pages.

use crate::pull::saved;
use std::fs::File;

#[test]
fn what_is_no_page_of_a_folder_is_told_and_holds_up_no_page() {
    let sandbox = saved();
    sandbox.write("site/empty.md", "\u{feff} \n\n");
    sandbox.write("site/page.mhtml", "x");
    sandbox.write("site/.hidden", "x");
    sandbox.write("site/more/900000003e0.md", "# x\n");
    sandbox.write("site/900000001e0_files/frame.html", "<html>");
    sandbox.write("site/images/a.png", "x");
    let huge = File::create(sandbox.path("site/huge.txt")).unwrap();
    huge.set_len(1 << 30).unwrap();
    let ran = sandbox.run("pull --from site --spec spec");
    assert_eq!(ran.code, 5, "{}", ran.stderr);
    assert!(ran.stderr.contains("not brought in, 2 of 5 pages:"), "{}", ran.stderr);
    assert!(ran.stderr.contains("the file is empty\n    empty.md\n"), "{}", ran.stderr);
    assert!(ran.stderr.contains("site/huge.txt has more than 16 MiB"), "{}", ran.stderr);
    assert!(ran.stderr.contains("no pages by their names: more/, page.mhtml\n"), "{}", ran.stderr);
    assert!(sandbox.read("spec/openapi.json").contains("books.list"));
}

#[test]
fn an_extension_in_capitals_is_one() {
    let sandbox = saved();
    std::fs::rename(sandbox.path("site/900000001e0.md"), sandbox.path("site/900000001e0.MD")).unwrap();
    let ran = sandbox.run("pull --from site --spec spec");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(sandbox.read("spec/pages.lock.json").contains("\"900000001e0\""));
}

#[test]
fn copies_that_contradict_each_other_are_named_by_their_files_and_a_second_pull_changes_nothing() {
    let sandbox = saved();
    let page = sandbox.read("site/900000001e0.md");
    let other = page.replacen("| 是 |", "| 否 |", 4);
    assert_ne!(page, other);
    sandbox.write("site/copy.md", &other);
    let ran = sandbox.run("pull --from site --spec spec");
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let names_both = |text: &str| {
        text.lines().any(|line| {
            line.contains("a later page") && line.contains("site/900000001e0.md:") && line.contains("site/copy.md:")
        })
    };
    assert!(names_both(&ran.stdout), "{}", ran.stdout);
    let again = sandbox.run("pull --from site --spec spec");
    assert!(
        again.stdout.contains("unchanged\n") && !again.stdout.contains("no longer on the page"),
        "{}",
        again.stdout
    );
    let checked = sandbox.run("distill site/900000001e0.md site/copy.md --check --spec spec");
    assert!(checked.stderr.contains("the other page"), "{}", checked.stderr);
}

#[test]
fn where_pages_were_saved_is_not_in_the_spec() {
    for (site, title) in [("", "The platform"), ("\"site\": \"https://docs.example\",", "https://docs.example")] {
        let sandbox = saved();
        let catalog = sandbox.read("spec/catalog.json");
        sandbox.write("spec/catalog.json", &catalog.replacen('{', &format!("{{{site}"), 1));
        for made in ["spec/openapi.json", "site/llms.txt"] {
            drop(std::fs::remove_file(sandbox.path(made)));
        }
        let place = sandbox.path("site");
        let ran = sandbox.run(&format!("pull --from {} --spec spec", place.display()));
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        let spec = sandbox.read("spec/openapi.json");
        assert!(spec.contains(&format!("\"title\": \"{title}\"")), "{spec}");
        let place = place.to_str().unwrap();
        assert!(!spec.contains(place) && !sandbox.read("spec/pages.lock.json").contains(place), "{spec}");
    }
}
