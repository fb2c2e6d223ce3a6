//! The second run asks only for what has changed; a busy site is waited for; a run that was killed leaves whole files.

use crate::run::Folder;
use crate::server::{Reply, Server, list};
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

#[test]
fn a_second_run_is_sent_only_what_has_changed() {
    let site = Server::start(|asked| {
        let reply = match (asked.path.as_str(), asked.before) {
            ("/llms.txt", _) => Reply::new("200 OK", "text/plain", "- [A](/1e0.md): \n- [B](/2e0.md): \n"),
            ("/2e0.md", 0) => Reply::markdown("# B\n"),
            ("/2e0.md", _) => Reply::markdown("# B, changed\n"),
            _ => Reply::markdown("# A\n"),
        };
        reply.unless_known(asked)
    });
    let folder = Folder::new();
    assert_eq!(folder.fetch(&site.address).states(), ["list new", "1e0 new", "2e0 new"]);
    assert_eq!(folder.fetch(&site.address).states(), ["list same", "1e0 same", "2e0 new"]);
    assert_eq!((folder.read("1e0.md"), folder.read("2e0.md")), ("# A\n".to_owned(), "# B, changed\n".to_owned()));
    assert_eq!(folder.fetch(&site.address).states(), ["list same", "1e0 same", "2e0 same"]);
}

#[test]
fn a_site_that_only_knows_days_is_told_the_day() {
    const DAY: &str = "Sun, 06 Nov 1994 08:49:37 GMT";
    let site = Server::start(|asked| match asked.path.as_str() {
        "/llms.txt" => Reply::new("200 OK", "text/plain", "- [A](/1e0.md): \n"),
        _ if asked.headers.get("if-modified-since").is_some_and(|day| day == DAY) => {
            Reply::status("304 Not Modified").bodiless()
        }
        _ => Reply::markdown("# A\n").header("Last-Modified", DAY),
    });
    let folder = Folder::new();
    assert_eq!(folder.fetch(&site.address).state("1e0"), "new");
    assert_eq!(folder.fetch(&site.address).state("1e0"), "same");
    assert_eq!(folder.fetch(&site.address).state("1e0"), "same", "the day is kept");
}

#[test]
fn a_page_that_is_no_longer_in_the_folder_is_sent_again() {
    let site = Server::start(|asked| match asked.path.as_str() {
        "/llms.txt" => Reply::new("200 OK", "text/plain", "- [A](/1e0.md): \n"),
        _ => Reply::markdown("# A\n").unless_known(asked),
    });
    let folder = Folder::new();
    folder.fetch(&site.address);
    std::fs::remove_file(folder.path("1e0.md")).unwrap();
    assert_eq!(folder.fetch(&site.address).state("1e0"), "new");
}

#[test]
fn a_304_that_nobody_asked_for_is_no_page() {
    let site = Server::start(|asked| match asked.path.as_str() {
        "/llms.txt" => Reply::new("200 OK", "text/plain", "- [A](/1e0.md): \n"),
        _ => Reply::status("304 Not Modified").bodiless(),
    });
    assert_eq!(Folder::new().fetch(&site.address).state("1e0"), "refused the site answers 304");
}

#[test]
fn a_busy_site_is_given_the_time_it_asks_for() {
    let site = Server::start(|asked| match (asked.path.as_str(), asked.before) {
        ("/llms.txt", _) => Reply::new("200 OK", "text/plain", "- [A](/1e0.md): \n"),
        (_, 0) => Reply::status("429 Too Many Requests").header("Retry-After", "1"),
        (_, 1) => Reply::status("503 Service Unavailable"),
        _ => Reply::markdown("# A\n"),
    });
    let begun = Instant::now();
    assert_eq!(Folder::new().fetch(&site.address).state("1e0"), "new");
    assert!(begun.elapsed() >= Duration::from_secs(1), "it was asked again too soon");
}

#[test]
fn a_site_that_wants_an_hour_is_left_in_peace() {
    let site = Server::start(|asked| match asked.path.as_str() {
        "/llms.txt" => Reply::new("200 OK", "text/plain", "- [A](/1e0.md): \n- [B](/2e0.md): \n"),
        "/1e0.md" => Reply::status("429 Too Many Requests").header("Retry-After", "3600"),
        _ => Reply::markdown("# B\n"),
    });
    let begun = Instant::now();
    let ran = Folder::new().fetch(&site.address);
    assert!(begun.elapsed() < Duration::from_secs(10));
    assert_eq!(ran.state("1e0"), "busy the site answers 429 and asks to come back in 3600 s");
    assert_eq!((ran.state("2e0").as_str(), site.times("/1e0.md")), ("new", 1));
}

#[test]
fn a_run_that_is_killed_leaves_whole_pages_and_the_next_goes_on() {
    let site = Server::start(|asked| match asked.path.as_str() {
        "/llms.txt" => list(20),
        "/9e0.md" if asked.before == 0 => Reply::markdown("# P\n".repeat(100)).late(Duration::from_secs(30)),
        _ => Reply::markdown("# P\n".repeat(100)),
    });
    let folder = Folder::new();
    let mut child = folder.command(&site.address).stderr(Stdio::null()).spawn().unwrap();
    let begun = Instant::now();
    while site.times("/20e0.md") == 0 && begun.elapsed() < Duration::from_secs(20) {
        thread::sleep(Duration::from_millis(10));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(!folder.path("report.json").exists(), "nobody takes it for a whole run");
    let ran = folder.fetch(&site.address);
    assert_eq!(ran.code, 0);
    let states = ran.states();
    let had: Vec<&str> = states.iter().filter_map(|state| state.strip_suffix(" had")).collect();
    assert!(had.len() >= 15, "{states:?}");
    // Not the sum of all: what the killed run asked last may reach the site only now.
    for page in had {
        assert_eq!(site.times(&format!("/{page}.md")), 1, "{page} is there already");
    }
    assert!((1..=20).all(|page| folder.read(&format!("{page}e0.md")) == "# P\n".repeat(100)));
}

#[test]
fn the_program_ends_when_the_one_that_started_it_ends() {
    let site = Server::start(|_| Reply::markdown("# A\n").late(Duration::from_secs(30)));
    let folder = Folder::new();
    let mut command = folder.command(&format!("{} --stop-with-stdin", site.address));
    let mut child = command.stdin(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    drop(child.stdin.take());
    let begun = Instant::now();
    assert_eq!(child.wait().unwrap().code(), Some(1));
    assert!(begun.elapsed() < Duration::from_secs(10));
}
