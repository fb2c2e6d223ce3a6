//! A run from the site's address to the folder with its pages and the report: the list, then every page, four at once.

use crate::address::Site;
use crate::ask::{Client, Validators};
use crate::cache::Cache;
use crate::cli::Options;
use crate::failure::{AGAIN, Failure, Kind};
use crate::limits;
use crate::plan::{Wanted, plan};
use crate::polite::{self, Pace, Text};
use crate::progress::Progress;
use crate::report::{self, Outcome, State};
use open_api_codegen::distill::site::list::{self, List};
use std::io;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;
use url::Url;

const LIST: &str = "llms.txt";

/// Brings the folder to what the site has. What became of each page stands in the report; an error means that there is none.
pub(crate) fn run(options: &Options) -> Result<(), Failure> {
    let site = Site::parse(&options.site)?;
    let kept = |error: io::Error| {
        let reason = format!("cannot keep what was fetched in {}: {error}", options.into.display());
        Failure::new(Kind::Refused, reason, "make the folder writable, and see that the disk is not full")
    };
    let cache = Cache::open(&options.into).map_err(kept)?;
    cache.forget(report::NAME);
    let asking = Asking { client: Client::new(&site), pace: Pace::new(options.each, options.overall), site, cache };
    let (list, came) = asking.list()?;
    let pages = asking.pages(plan(&asking.site, &list, &options.known));
    asking.cache.write(report::NAME, &report::write(asking.site.name(), &came, &pages)).map_err(kept)?;
    if !pages.iter().any(|(_, outcome)| matches!(outcome, Err(failure) if failure.kind == Kind::Unasked)) {
        asking.cache.finish().map_err(kept)?;
    }
    Ok(())
}

/// Everything that a request needs.
struct Asking {
    site: Site,
    client: Client,
    pace: Pace,
    cache: Cache,
}

impl Asking {
    /// The site's list. Without one the pages that are known are asked for all the same, unless nobody answers at all.
    fn list(&self) -> Result<(List, Outcome), Failure> {
        let url = self.site.list();
        let kept = self.cache.kept(LIST, &url);
        let came = polite::list(&self.client, &self.site, &self.pace, &kept.validators);
        let state = match came {
            Err(failure) if failure.kind == Kind::Unreachable => return Err(failure),
            Err(failure) => Err(failure),
            Ok(text) => self.keep(LIST, &url, &text, &kept.validators),
        };
        let read = state.and_then(|state| {
            let list = list::read(&self.cache.read(LIST).map_err(|error| unkept(&error))?);
            if list.entries.is_empty() {
                let reason = "the site's llms.txt lists no page";
                return Err(Failure::new(
                    Kind::NotAPage,
                    reason,
                    "look at it in a browser; saved pages are read with `--from DIR`",
                ));
            }
            Ok((list, state))
        });
        Ok(match read {
            Ok((list, state)) => (list, Ok(state)),
            Err(failure) => {
                self.cache.forget(LIST);
                (List::default(), Err(failure))
            }
        })
    }

    /// Every page that was asked for, in the order of the plan.
    fn pages(&self, wanted: Vec<Wanted>) -> Vec<(Wanted, Outcome)> {
        let mut progress = Progress::new(wanted.len());
        let next = AtomicUsize::new(0);
        let (tell, told) = mpsc::channel();
        let mut outcomes: Vec<Option<Outcome>> = Vec::new();
        outcomes.resize_with(wanted.len(), || None);
        thread::scope(|scope| {
            for _ in 0..limits::AT_ONCE.min(wanted.len()) {
                let tell = tell.clone();
                let (wanted, next) = (&wanted, &next);
                scope.spawn(move || {
                    loop {
                        let at = next.fetch_add(1, Ordering::Relaxed);
                        let Some(page) = wanted.get(at) else { return };
                        if tell.send((at, self.page(page))).is_err() {
                            return;
                        }
                    }
                });
            }
            drop(tell);
            for (at, outcome) in told {
                progress.page(
                    &wanted[at].title,
                    outcome.as_ref().map_or_else(|failure| failure.kind.name(), |state| state.name()),
                );
                outcomes[at] = Some(outcome);
            }
        });
        progress.finish();
        let outcomes = outcomes
            .into_iter()
            .map(|outcome| outcome.unwrap_or_else(|| Err(Failure::new(Kind::Unasked, "it was not asked for", AGAIN))));
        wanted.into_iter().zip(outcomes).collect()
    }

    fn page(&self, wanted: &Wanted) -> Outcome {
        let url = wanted.url.as_ref().map_err(Clone::clone)?;
        let name = format!("{}.md", wanted.stem);
        let kept = self.cache.kept(&name, url);
        if kept.is_of_this_run {
            return Ok(State::Had);
        }
        let text = polite::page(&self.client, &self.site, &self.pace, url, &kept.validators)?;
        self.keep(&name, url, &text, &kept.validators)
    }

    fn keep(&self, name: &str, url: &Url, text: &Text, known: &Validators) -> Outcome {
        let written = match text {
            Text::Same => self.cache.mark(name, url, known),
            Text::New { text, validators } => self.cache.keep(name, url, text, validators),
        };
        written.map_err(|error| unkept(&error))?;
        Ok(if matches!(text, Text::Same) { State::Same } else { State::New })
    }
}

fn unkept(error: &io::Error) -> Failure {
    Failure::new(Kind::Refused, format!("the page cannot be kept: {error}"), "see that the disk is not full")
}
