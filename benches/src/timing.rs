//! How things are timed: other programs with their peak memory, our own loops, and medians over runs that take turns.

use std::fs;
use std::hint::black_box;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Runs a program to its end and tells the seconds; one that fails is an error with what it said.
pub(crate) fn run(command: &mut Command) -> Result<f64, String> {
    let start = Instant::now();
    let child = spawn(command)?;
    end(command, child)?;
    Ok(start.elapsed().as_secs_f64())
}

/// Runs a program and tells the most MiB that it held, where the system says so. Looking costs time, so that this run is not
/// one whose seconds count.
pub(crate) fn peak(command: &mut Command) -> Result<f64, String> {
    let mut child = spawn(command)?;
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0.0_f64;
    while let Ok(None) = child.try_wait() {
        peak = peak.max(memory(&status, "VmHWM:"));
        thread::sleep(Duration::from_micros(500));
    }
    end(command, child)?;
    Ok(peak)
}

fn spawn(command: &mut Command) -> Result<Child, String> {
    let spawned = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn();
    spawned.map_err(|error| format!("cannot run {command:?}: {error}"))
}

fn end(command: &Command, child: Child) -> Result<(), String> {
    let output = child.wait_with_output().map_err(|error| format!("cannot wait for {command:?}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!("{command:?} ended with {}: {}", output.status, String::from_utf8_lossy(&output.stderr)))
}

/// The seconds of the processor that all programs have taken which this one has started and waited for; zero where nobody says.
pub(crate) fn processor() -> f64 {
    // `/proc` counts in hundredths of a second, whatever the kernel does.
    const TICKS: f64 = 100.0;
    let text = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The program's name, in brackets, may hold blanks; `cutime` and `cstime` are the 14th and 15th behind it.
    let rest = text.rsplit_once(')').map_or("", |(_, rest)| rest);
    rest.split_whitespace().skip(13).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / TICKS
}

/// The seconds of the processor that this thread has taken; zero where nobody says. It hardly depends on who else is busy.
pub(crate) fn of_this_thread() -> f64 {
    let text = fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    text.split_whitespace().next().and_then(|nanoseconds| nanoseconds.parse::<f64>().ok()).unwrap_or(0.0) / 1e9
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

/// The median seconds of each of some loops that take turns, so that all meet the same moments of the machine.
pub(crate) fn by_turns<T, const N: usize>(times: usize, ways: [&dyn Fn() -> T; N]) -> [f64; N] {
    let mut seconds = [const { Vec::new() }; N];
    for _ in 0..times {
        for (way, seconds) in ways.iter().zip(&mut seconds) {
            seconds.push(time(way));
        }
    }
    seconds.map(median)
}

fn time<T>(work: impl Fn() -> T) -> f64 {
    let start = Instant::now();
    black_box(work());
    start.elapsed().as_secs_f64()
}
