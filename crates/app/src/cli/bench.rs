//! `depeche bench`: words per second and peak memory over the reports of a folder.

use super::Outcome;
use super::input::InputArgs;
use crate::ingest::{Item, Report, Source};
use crate::reader::{Options, Reader};
use rayon::prelude::*;
use std::path::PathBuf;
use std::time::{Duration, Instant};

#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    input: InputArgs,
    /// Seconds to measure for
    #[arg(long, default_value_t = 5)]
    seconds: u64,
    /// Files or folders
    #[arg(value_name = "INPUT", required = true)]
    inputs: Vec<PathBuf>,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let begun = Instant::now();
    let reader = Reader::new(&args.input.own)?;
    let start_up = begun.elapsed();
    let items: Vec<Item> = Source::new(&args.inputs, args.input.from).collect();
    let reports: Vec<Report> = items.iter().flat_map(Item::reports).filter_map(Result::ok).collect();
    anyhow::ensure!(!reports.is_empty(), "no report could be read");
    let options = args.input.options(false);
    let bytes: usize = reports.iter().map(|r| r.text.len()).sum();
    let words: usize = reports.iter().map(|r| r.text.split_whitespace().count()).sum();
    println!(
        "{} reports, {words} words, {:.2} MB; start-up {:.1} ms",
        reports.len(),
        bytes as f64 / 1e6,
        start_up.as_secs_f64() * 1e3
    );
    let one = measure(args.seconds, || reports.iter().map(|r| records(reader, r, &options)).sum());
    println!("1 thread:  {}", rate(one, words, bytes));
    let all = measure(args.seconds, || reports.par_iter().map(|r| records(reader, r, &options)).sum());
    println!("{} threads: {}", rayon::current_num_threads(), rate(all, words, bytes));
    if let Some(kilobytes) = peak_memory() {
        println!("peak memory: {} MB", kilobytes / 1024);
    }
    Ok(Outcome::Complete)
}

/// Reads a report and counts its records, so that no work can be left out.
fn records(reader: &Reader, report: &Report, options: &Options) -> usize {
    let (full, body) = report.full_text();
    let r = reader.read(report, &full, body, options);
    r.actors.len() + r.places.len() + r.times.len() + r.events.len() + r.figures.len() + r.claims.len()
}

/// Median time of a pass over all reports, after one to warm up.
fn measure(seconds: u64, pass: impl Fn() -> usize) -> Duration {
    std::hint::black_box(pass());
    let (begun, mut times) = (Instant::now(), Vec::new());
    while times.is_empty() || begun.elapsed() < Duration::from_secs(seconds) {
        let start = Instant::now();
        std::hint::black_box(pass());
        times.push(start.elapsed());
    }
    times.sort();
    times[times.len() / 2]
}

fn rate(time: Duration, words: usize, bytes: usize) -> String {
    let seconds = time.as_secs_f64();
    format!("{:.0} words/s, {:.2} MB/s", words as f64 / seconds, bytes as f64 / 1e6 / seconds)
}

/// Peak resident set in kilobytes, where the system tells (Linux).
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|l| l.strip_prefix("VmHWM:"))?.split_whitespace().next()?.parse().ok()
}
