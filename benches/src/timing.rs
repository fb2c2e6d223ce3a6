//! How things are timed: other programs with their peak memory, our own loops, and medians over runs that take turns.

use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// One run of a program.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Run {
    pub(crate) seconds: f64,
    /// The most memory it held, where the system tells.
    pub(crate) peak_mib: f64,
}

/// Runs a program to its end; one that fails is an error with what it said.
pub(crate) fn run(command: &mut Command) -> Result<Run, String> {
    let shown = format!("{command:?}");
    let start = Instant::now();
    let mut child = command
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("cannot run {shown}: {error}"))?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0.0_f64;
    let exit = loop {
        peak = peak.max(memory(&status, "VmHWM:"));
        match child.try_wait() {
            Ok(Some(exit)) => break exit,
            Ok(None) => thread::sleep(Duration::from_micros(500)),
            Err(error) => return Err(format!("cannot wait for {shown}: {error}")),
        }
    };
    let seconds = start.elapsed().as_secs_f64();
    if exit.success() {
        return Ok(Run { seconds, peak_mib: peak });
    }
    let said = child.wait_with_output().map(|output| String::from_utf8_lossy(&output.stderr).into_owned());
    Err(format!("{shown} ended with {exit}: {}", said.unwrap_or_default()))
}

/// A line of `/proc/…/status` in MiB; zero where there is none.
pub(crate) fn memory(status: &str, line: &str) -> f64 {
    let text = fs::read_to_string(status).unwrap_or_default();
    let kib = text.lines().find_map(|each| each.strip_prefix(line)?.split_whitespace().next()?.parse::<f64>().ok());
    kib.unwrap_or(0.0) / 1024.0
}

/// The middle of some numbers.
pub(crate) fn median(numbers: impl IntoIterator<Item = f64>) -> f64 {
    let mut numbers: Vec<f64> = numbers.into_iter().collect();
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(f64::NAN)
}

/// The median seconds of each of two loops that take turns, so that both meet the same moments of the machine.
pub(crate) fn by_turns(times: usize, mut one: impl FnMut(), mut other: impl FnMut()) -> (f64, f64) {
    let mut seconds = (Vec::new(), Vec::new());
    for _ in 0..times {
        seconds.0.push(time(&mut one));
        seconds.1.push(time(&mut other));
    }
    (median(seconds.0), median(seconds.1))
}

fn time(work: &mut impl FnMut()) -> f64 {
    let start = Instant::now();
    work();
    start.elapsed().as_secs_f64()
}
