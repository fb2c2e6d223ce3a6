//! What takes too long or is too much ends, and says so.

use crate::run::Folder;
use crate::server::{Reply, Server, list};
use std::time::{Duration, Instant};

#[test]
fn a_site_that_is_slow_and_answers_is_waited_for() {
    let site = Server::start(|asked| match asked.path.as_str() {
        "/llms.txt" => list(3),
        _ => Reply::markdown("# A\n").late(Duration::from_millis(700)),
    });
    assert_eq!(
        Folder::new().fetch(&format!("{} --each 5", site.address)).states(),
        ["list new", "1e0 new", "2e0 new", "3e0 new"]
    );
}

#[test]
fn a_page_that_never_comes_is_given_up_and_the_others_are_there() {
    let site = Server::start(|asked| match asked.path.as_str() {
        "/llms.txt" => list(3),
        "/2e0.md" => Reply::markdown("# A\n").late(Duration::from_secs(60)),
        _ => Reply::markdown("# A\n"),
    });
    let begun = Instant::now();
    let ran = Folder::new().fetch(&format!("{} --each 0.6", site.address));
    assert!(begun.elapsed() < Duration::from_secs(20));
    assert_eq!(ran.state("2e0"), "slow no whole answer within 0.6 s");
    assert_eq!((ran.state("1e0"), ran.state("3e0")), ("new".to_owned(), "new".to_owned()));
    assert_eq!(site.times("/2e0.md"), 3);
}

#[test]
fn a_body_that_drips_for_ever_ends_with_its_time() {
    let site = Server::start(|asked| match asked.path.as_str() {
        "/llms.txt" => list(1),
        _ => Reply::markdown("#".repeat(100_000)).dripping(Duration::from_millis(50)),
    });
    let begun = Instant::now();
    let ran = Folder::new().fetch(&format!("{} --each 0.6", site.address));
    assert!(begun.elapsed() < Duration::from_secs(20));
    assert!(ran.state("1e0").starts_with("slow "), "{}", ran.state("1e0"));
}

#[test]
fn all_of_it_ends_with_its_time_and_the_next_run_goes_on() {
    let site = Server::start(|asked| match asked.path.as_str() {
        "/llms.txt" => list(24),
        _ => Reply::markdown("# A\n").late(Duration::from_millis(300)),
    });
    let folder = Folder::new();
    let ran = folder.fetch(&format!("{} --overall 1", site.address));
    let unasked = ran.states().iter().filter(|state| state.contains(" unasked there was no time left for it")).count();
    assert!((1..24).contains(&unasked), "{unasked} of 24");
    let before = site.asked().len();
    let again = folder.fetch(&format!("{} --overall 60", site.address));
    let had = again.states().iter().filter(|state| state.ends_with(" had")).count();
    assert!(had > 0 && again.states().iter().filter(|state| state.ends_with(" new")).count() >= unasked);
    assert_eq!(site.asked().len() - before, 25 - had, "what had come is not asked for again");
}

#[test]
fn a_page_that_is_too_large_is_not_kept() {
    let site = Server::start(|asked| match asked.path.as_str() {
        "/llms.txt" => list(2),
        "/2e0.md" => Reply::markdown(vec![b'a'; (8 << 20) + 1]),
        _ => Reply::markdown(vec![b'a'; 8 << 20]),
    });
    let folder = Folder::new();
    let ran = folder.fetch(&site.address);
    assert_eq!(
        (ran.state("1e0").as_str(), ran.state("2e0").as_str()),
        ("new", "too-large the answer has more than 8 MiB")
    );
    assert!(!folder.path("2e0.md").exists());
}
