//! What the generated crate costs, beside clients of the same spec that leave all reading and writing to derived serde code:
//! checking it, building it, building a program that calls every operation, how large that program is and how fast it reads.

mod answer;
mod consumer;
mod crates;
mod derived;
mod other;

use crate::generator;
use crate::plot;
use crate::report::{Report, table};
use crate::timing::median;
use crates::{Crates, Way};
pub(crate) use other::measure as measure_other;
use std::path::Path;

/// How many operations, and how often each is checked.
const SIZES: [(u32, usize); 3] = [(39, 5), (390, 3), (1_000, 1)];

/// How often each program reads; builds are made once.
const READS: usize = 5;

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
        let figures = figures(&crates, times)?;
        for ((way, figures), line) in Way::ALL.iter().zip(&figures).zip(&mut lines) {
            line.push((f64::from(operations), figures.check));
            let mut row = vec![format!("{operations}, {}", way.words()), format!("{:.1}", figures.check)];
            row.extend([figures.release, figures.consumer, figures.megabytes].map(|figure| format!("{figure:.1}")));
            row.push(format!("{:.0}", figures.decode));
            rows.push(row);
        }
    }
    draw(&report.path("benches/plots/check.svg"), &lines)?;
    let head = [
        "operations, way",
        "check, s",
        "release build, s",
        "with a program that calls all, s",
        "its size, MB",
        "it reads, MB/s",
    ];
    Ok(format!("{}\n{}", table(&head, &rows), crates::count(report)?))
}

fn draw(path: &Path, lines: &[Vec<(f64, f64)>; Way::ALL.len()]) -> Result<(), String> {
    let mut named: Vec<plot::Line<'_>> = Vec::new();
    named.extend(Way::ALL.iter().zip(lines).map(|(way, points)| (way.words(), points.as_slice())));
    named.push(("the best other generator, measured elsewhere", &BEST));
    plot::draw(path, "cargo check of the generated crate alone", &named)
}

/// What one way costs at one size, and how fast it reads.
#[derive(Default)]
struct Figures {
    check: f64,
    release: f64,
    consumer: f64,
    megabytes: f64,
    decode: f64,
}

/// The ways by turns.
fn figures(crates: &Crates, times: usize) -> Result<[Figures; Way::ALL.len()], String> {
    let check = by_turns(times, Way::ALL, |way| crates.check(way))?;
    let mut figures = check.map(|check| Figures { check, ..Figures::default() });
    for (way, figures) in Way::ALL.into_iter().zip(&mut figures) {
        figures.release = crates.release(way)?;
        figures.consumer = crates.consumer(way)?;
        figures.megabytes = crates.megabytes(way)?;
    }
    for (figures, decode) in figures.iter_mut().zip(by_turns(READS, Way::ALL, |way| crates.decode(way))?) {
        figures.decode = decode;
    }
    Ok(figures)
}

/// The median of what is measured of each way.
fn by_turns<W: Copy, const N: usize>(
    times: usize,
    ways: [W; N],
    measure: impl Fn(W) -> Result<f64, String>,
) -> Result<[f64; N], String> {
    let mut found = ways.map(|_| Vec::new());
    for _ in 0..times {
        for (way, found) in ways.iter().zip(&mut found) {
            found.push(measure(*way)?);
        }
    }
    Ok(found.map(median))
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
