//! Answers that are no page: each is told with its reason, and keeps no other page from coming.

use crate::run::Folder;
use crate::server::{Reply, Server};

type Odd = fn() -> Reply;

/// A site of two good pages around one that answers with something else, whatever is asked.
fn beside(odd: impl Fn() -> Reply + Send + Sync + 'static) -> Server {
    Server::start(move |asked| match asked.path.as_str() {
        "/llms.txt" => Reply::new("200 OK", "text/plain", "- [A](/1e0.md): \n- [B](/2e0.md): \n- [C](/3e0.md): \n"),
        "/2e0.md" => odd(),
        _ => Reply::markdown("# A\n"),
    })
}

#[test]
fn each_failure_is_told_with_its_reason_and_holds_up_no_other() {
    let odd: [(&str, Odd); 12] = [
        ("gone", || Reply::status("404 Not Found")),
        ("gone", || Reply::status("410 Gone")),
        ("locked", || Reply::status("403 Forbidden")),
        ("locked", || Reply::new("200 OK", "text/html", "<!doctype html><input type=\"password\">")),
        ("html", || Reply::new("200 OK", "text/html", "<!doctype html><p>a</p>")),
        ("not-a-page", || Reply::new("200 OK", "application/json", "{\"code\":1}")),
        ("not-a-page", || Reply::markdown(" \n")),
        ("not-a-page", || Reply::markdown(vec![0xff, 0x00])),
        ("refused", || Reply::status("418 Teapot")),
        ("cut", || Reply::markdown("# B, and much more than what comes").cut_at(5)),
        ("elsewhere", || Reply::status("302 Found").header("Location", "http://localhost:9/2e0.md")),
        ("refused", || Reply::status("302 Found").header("Location", "/2e0.md")),
    ];
    for (kind, answer) in odd {
        let site = beside(answer);
        let folder = Folder::new();
        let ran = folder.fetch(&site.address);
        assert_eq!(ran.code, 0, "{kind}: {}", ran.stderr);
        assert_eq!((ran.state("1e0"), ran.state("3e0")), ("new".to_owned(), "new".to_owned()), "{kind}");
        assert!(ran.state("2e0").starts_with(&format!("{kind} ")), "{kind}: {}", ran.state("2e0"));
        assert!(ran.helps(), "{kind}");
        assert!(!folder.path("2e0.md").exists(), "{kind}: nothing of it is taken for the page");
    }
}

#[test]
fn a_redirect_on_the_site_is_followed_and_one_that_leads_away_never_asked() {
    let other = Server::start(|_| Reply::markdown("# Stolen\n"));
    let away = format!("{}/2e0.md", other.address);
    let site = Server::start(move |asked| match asked.path.as_str() {
        "/llms.txt" => Reply::new("200 OK", "text/plain", "- [A](/1e0.md): \n- [B](/2e0.md): \n"),
        "/1e0.md" => Reply::status("301 Moved Permanently").header("Location", "../docs/1e0.md"),
        "/2e0.md" => Reply::status("302 Found").header("Location", away.clone()),
        _ => Reply::markdown("# A\n"),
    });
    let folder = Folder::new();
    let ran = folder.fetch(&site.address);
    assert_eq!(ran.state("1e0"), "new");
    assert_eq!(folder.read("1e0.md"), "# A\n");
    assert_eq!(
        ran.state("2e0"),
        format!("elsewhere the site redirects, and it leads away from the site, to {}", other.address)
    );
    assert!(other.asked().is_empty(), "the other site was never asked");
}

#[test]
fn a_link_that_leads_away_is_not_followed() {
    let other = Server::start(|_| Reply::markdown("# Stolen\n"));
    let list = format!("- [A](/1e0.md): \n- [B]({}/2e0.md): \n", other.address);
    let site = Server::start(move |asked| match asked.path.as_str() {
        "/llms.txt" => Reply::new("200 OK", "text/plain", list.clone()),
        _ => Reply::markdown("# A\n"),
    });
    let ran = Folder::new().fetch(&site.address);
    assert!(
        ran.state("2e0").starts_with("elsewhere it leads away from the site, to http://127.0.0.1:"),
        "{}",
        ran.state("2e0")
    );
    assert!(other.asked().is_empty());
}

#[test]
fn a_body_that_is_cut_once_is_asked_for_again() {
    let site = Server::start(|asked| match (asked.path.as_str(), asked.before) {
        ("/llms.txt", _) => Reply::new("200 OK", "text/plain", "- [A](/1e0.md): \n"),
        (_, 0) => Reply::markdown("# A, the whole page").cut_at(4),
        _ => Reply::markdown("# A, the whole page"),
    });
    let folder = Folder::new();
    assert_eq!(folder.fetch(&site.address).state("1e0"), "new");
    assert_eq!(folder.read("1e0.md"), "# A, the whole page");
}

#[test]
fn a_chunked_body_that_ends_in_the_middle_is_cut() {
    let chunked = |body: &'static str| Reply::markdown("").header("Transfer-Encoding", "chunked").raw(body);
    let site = beside(move || chunked("14\r\n# B, and 20 byte"));
    assert!(Folder::new().fetch(&site.address).state("2e0").starts_with("cut "));
    let whole = beside(move || chunked("4\r\n# B\n\r\n0\r\n\r\n"));
    assert_eq!(Folder::new().fetch(&whole.address).state("2e0"), "new");
}

#[test]
fn a_site_that_asks_for_a_password_is_not_asked_65_times() {
    let site =
        Server::start(|_| Reply::new("200 OK", "text/html", "<!doctype html><form><input type=password></form>"));
    let pages: Vec<String> = (1..=65).map(|page| format!("{page}e0")).collect();
    let ran = Folder::new().fetch(&format!("{} --pages {}", site.address, pages.join(",")));
    assert_eq!(ran.code, 0);
    assert!(ran.state("list").contains("asks for a password"));
    assert!(ran.states().iter().any(|state| state.contains(" unasked ")));
    assert!(site.asked().len() < 20, "{} requests", site.asked().len());
}

#[test]
fn nobody_there_is_an_error_that_says_what_to_do() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let ran = Folder::new().fetch(&format!("{address} --pages 1e0"));
    assert_eq!(ran.code, 1);
    assert!(ran.stderr.starts_with("error: no connection: ") && ran.stderr.contains("--from DIR"), "{}", ran.stderr);
    assert!(!ran.has_report());
}

#[test]
fn what_a_site_calls_its_pages_reaches_the_terminal_as_visible_text() {
    let site = Server::start(|asked| match asked.path.as_str() {
        "/llms.txt" => Reply::new(
            "200 OK",
            "text/plain",
            "- [\u{1b}[31mA\u{202e}](/1e0.md): \n- [B](http://x/\u{1b}]0;x\u{7}2e0.md): \n",
        ),
        _ => Reply::markdown("# A\n"),
    });
    let folder = Folder::new();
    let ran = folder.fetch(&site.address);
    let report = folder.read("report.json");
    for text in [&ran.stderr, &report] {
        assert!(!text.chars().any(|each| each != '\n' && open_api_codegen::text::json::is_hidden(each)), "{text:?}");
    }
}
