//! The list, in the forms that sites have it, and a site without one.

use crate::run::Folder;
use crate::server::{Reply, Server};

/// A site whose list is what `list` makes of its address, and whose pages are their own paths.
fn site(list: impl Fn(&str) -> String + Send + Sync + 'static) -> Server {
    Server::start(move |asked| match asked.path.rsplit('/').next() {
        Some("llms.txt") => Reply::new("200 OK", "text/plain", list(&asked.headers["host"])),
        _ => Reply::markdown(format!("# {}\n", asked.path)),
    })
}

#[test]
fn a_site_of_65_pages_comes_whole_four_at_a_time() {
    let site = site(|host| {
        let line = |page| format!("- Api > Card [Page {page}](http://{host}/page-{page}e0.md): \n");
        format!("# Site\n\n## API Docs\n{}", (1..=65).map(line).collect::<Vec<_>>().concat())
    });
    let folder = Folder::new();
    let ran = folder.fetch(&site.address);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert_eq!(ran.states().iter().filter(|state| state.ends_with(" new")).count(), 66);
    assert_eq!(folder.read("65e0.md"), "# /page-65e0.md\n");
    assert!((1..=4).contains(&site.most_at_once()), "{} at once", site.most_at_once());
    assert_eq!(ran.stderr.lines().count(), 65, "a plain line a page where there is no terminal");
    assert!(ran.stderr.contains("65/65  new  Page "));
    let agents: Vec<_> = site.asked().into_iter().map(|asked| asked.headers).collect();
    assert!(agents.iter().all(|headers| headers["user-agent"].starts_with("open-api-bindings/")));
    assert!(agents.iter().all(|headers| !headers.contains_key("cookie")));
}

#[test]
fn byte_order_mark_foreign_line_ends_brackets_and_empty_descriptions_are_read_and_a_page_twice_is_asked_once() {
    let site = site(|_| {
        "\u{feff}# Site\r\n\r\n## Docs\r\n- [Get [v2] card](/1e0.md):\r\n- A [x] > B [T](2e0.md): \r\n- C [T](/t-2e0.md): again\r\n\
         ## Schemas\r\n- [S](./3m0.md)\r\n"
            .to_owned()
    });
    let ran = Folder::new().fetch(&site.address);
    assert_eq!(ran.states(), ["list new", "1e0 new", "2e0 new", "3m0 new"]);
    assert_eq!((site.times("/2e0.md"), site.times("/t-2e0.md")), (1, 0));
}

#[test]
fn a_share_below_a_path_has_its_list_and_its_pages_there() {
    let site = site(|host| format!("- [A](http://{host}/apidoc/shared/5a3c/api-1.md): \n- [B](doc-2.md): \n"));
    let folder = Folder::new();
    let ran = folder.fetch(&format!("{}/apidoc/shared/5a3c --pages api-9", site.address));
    assert_eq!(ran.states(), ["list new", "api-1 new", "doc-2 new", "api-9 new"]);
    assert_eq!(folder.read("api-9.md"), "# /apidoc/shared/5a3c/api-9.md\n");
}

#[test]
fn a_page_that_is_known_is_asked_for_though_the_list_does_not_name_it() {
    let site = site(|_| "- [A](/1e0.md): \n".to_owned());
    let ran = Folder::new().fetch(&format!("{} --pages 1e0,7f0", site.address));
    assert_eq!(ran.states(), ["list new", "1e0 new", "7f0 new"]);
    assert_eq!(site.times("/1e0.md"), 1);
}

#[test]
fn a_page_without_an_id_is_fetched_under_a_name_of_its_own() {
    let site = site(|_| "- [W](/welcome.md): \n- [V](/../..%2fetc/passwd.md): \n".to_owned());
    let folder = Folder::new();
    let ran = folder.fetch(&site.address);
    assert_eq!(ran.states(), ["list new", "- new", "- new"]);
    let names: Vec<String> = std::fs::read_dir(folder.path(""))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(
        names
            .iter()
            .all(|name| ["llms.txt", "report.json"].iter().any(|start| name.starts_with(start))
                || name.starts_with("page_")),
        "{names:?}"
    );
}

#[test]
fn without_a_list_the_known_pages_are_all_there_is() {
    for list in ["404 Not Found", "500 Internal Server Error"] {
        let site = Server::start(move |asked| match asked.path.as_str() {
            "/llms.txt" => Reply::status(list),
            _ => Reply::markdown("# A\n"),
        });
        let folder = Folder::new();
        let ran = folder.fetch(&format!("{} --pages 1e0,2m0", site.address));
        assert_eq!(ran.code, 0);
        assert_eq!(ran.states()[1..], ["1e0 new", "2m0 new"]);
        assert!(ran.states()[0].contains("the site answers "), "{:?}", ran.states());
        assert!(!folder.path("llms.txt").exists());
    }
}

#[test]
fn an_empty_list_is_told_and_one_that_came_before_is_not_taken_for_it() {
    let site = Server::start(|asked| match (asked.path.as_str(), asked.before) {
        ("/llms.txt", 0) => Reply::new("200 OK", "text/plain", "# S\n- [A](/1e0.md): \n"),
        ("/llms.txt", _) => Reply::new("200 OK", "text/plain", "# S\n\n## Docs\n"),
        _ => Reply::markdown("# A\n"),
    });
    let folder = Folder::new();
    assert_eq!(folder.fetch(&site.address).states(), ["list new", "1e0 new"]);
    assert_eq!(
        folder.fetch(&format!("{} --pages 2e0", site.address)).states(),
        ["list not-a-page the site's llms.txt lists no page", "2e0 new"]
    );
    assert!(!folder.path("llms.txt").exists());
}
