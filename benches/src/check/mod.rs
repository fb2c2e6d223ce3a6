//! What compiling the generated crate costs, beside a client of the same spec that leaves all reading and writing to derived
//! serde code: checking it, building it, building a program that calls every operation, and how large that program is.

mod consumer;
mod crates;
mod derived;

use crate::generator;
use crate::plot;
use crate::report::{Report, table};
use crate::timing::median;
use crates::{Crates, Way};
use std::path::Path;

/// How many operations, and how often each is checked.
const SIZES: [(u32, usize); 3] = [(39, 5), (390, 3), (1_000, 1)];

/// Release builds are made once each, and of no more operations than this: a larger one is a long wait for one more row.
const MOST_BUILT: u32 = 390;

/// The best of the other generators, measured elsewhere on two cores of this kind with specs of the same shape.
const BEST: [(f64, f64); 2] = [(39.0, 7.7), (390.0, 77.0)];

pub(crate) fn measure(report: &Report) -> Result<String, String> {
    let program = generator::build(report)?;
    let (mut rows, mut lines) = (Vec::new(), Way::ALL.map(|_| Vec::new()));
    for (operations, times) in SIZES {
        let crates = Crates::make(report, &program, operations)?;
        if lines.iter().all(Vec::is_empty) {
            warm_up(&crates)?;
        }
        let figures = figures(&crates, times, operations <= MOST_BUILT)?;
        for ((way, figures), line) in Way::ALL.iter().zip(&figures).zip(&mut lines) {
            line.push((f64::from(operations), figures.check));
            let mut row = vec![format!("{operations}, {}", way.words()), format!("{:.1}", figures.check)];
            let built = figures.built.as_ref().map(|built| [built.release, built.consumer, built.megabytes]);
            row.extend(built.map_or(["-"; 3].map(str::to_owned), |built| built.map(|figure| format!("{figure:.1}"))));
            rows.push(row);
        }
    }
    draw(&report.path("benches/plots/check.svg"), &lines)?;
    let head = ["operations, way", "check, s", "release build, s", "a program that calls all, s", "its size, MB"];
    Ok(format!("{}\n{}", table(&head, &rows), crates::count(report)?))
}

fn draw(path: &Path, lines: &[Vec<(f64, f64)>; 2]) -> Result<(), String> {
    let mut named: Vec<plot::Line<'_>> = Vec::new();
    named.extend(Way::ALL.iter().zip(lines).map(|(way, points)| (way.words(), points.as_slice())));
    named.push(("the best other generator, measured elsewhere", &BEST));
    plot::draw(path, "cargo check of the generated crate alone", &named)
}

/// What one way costs at one size.
struct Figures {
    check: f64,
    built: Option<Built>,
}

struct Built {
    release: f64,
    consumer: f64,
    megabytes: f64,
}

/// The ways by turns.
fn figures(crates: &Crates, times: usize, is_built: bool) -> Result<[Figures; 2], String> {
    let mut checks: [Vec<f64>; 2] = Default::default();
    for _ in 0..times {
        for (way, checks) in Way::ALL.into_iter().zip(&mut checks) {
            checks.push(crates.check(way)?);
        }
    }
    let mut built = [None, None];
    if is_built {
        for (way, built) in Way::ALL.into_iter().zip(&mut built) {
            let (release, consumer) = (crates.release(way)?, crates.consumer(way)?);
            *built = Some(Built { release, consumer, megabytes: crates.megabytes(way)? });
        }
    }
    let ([ours, derived], [of_ours, of_derived]) = (checks.map(median), built);
    Ok([Figures { check: ours, built: of_ours }, Figures { check: derived, built: of_derived }])
}

/// Compiles what the crates depend on, which is the same at every size.
fn warm_up(crates: &Crates) -> Result<(), String> {
    Way::ALL.into_iter().try_for_each(|way| {
        crates.check(way)?;
        crates.release(way)?;
        crates.consumer(way)?;
        Ok(())
    })
}
