//! `depeche read`: reports in, readings out, in parallel and in input order.

use super::Outcome;
use super::input::{InputArgs, paths};
use crate::export::{conllu, record::Record};
use crate::ingest::{Item, Problem, Report, Source};
use crate::page::{self, Style};
use crate::reader::{Options, Reader};
use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;
use std::io::{BufWriter, IsTerminal, Write};
use std::path::PathBuf;

/// Bytes of text that are read before the next are printed: enough to keep all threads busy, little to hold in memory.
const BATCH_BYTES: usize = 2 << 20;
/// Reports in a batch, at most: some hold a few words each.
const BATCH_ITEMS: usize = 2048;

/// What to say of a report that made us panic.
pub(super) const OWN_BUG: &str = "could not be read: an error in depeche itself; please send the report to its authors";

#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    input: InputArgs,
    /// What to print: a page to read, one JSON object, one object a line, or words and trees
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// List the surface tokens in JSON
    #[arg(long)]
    tokens: bool,
    /// Threads to read with; all processors unless given
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
    /// Files, folders, or - for standard input
    #[arg(value_name = "INPUT")]
    inputs: Vec<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A page for a person
    Text,
    /// One indented object a report
    Json,
    /// One object a line, in input order
    Jsonl,
    /// Words, parts of speech and dependencies
    Conllu,
}

/// How reports are printed.
struct Printer {
    reader: &'static Reader,
    options: Options,
    format: Format,
    tokens: bool,
    style: Style,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    if let Some(threads) = args.threads {
        rayon::ThreadPoolBuilder::new().num_threads(threads).build_global().context("threads")?;
    }
    let style = Style::of_stdout();
    let printer = Printer {
        reader: Reader::new(&args.input.own)?,
        options: args.input.options(false),
        format: args.format,
        tokens: args.tokens,
        style,
    };
    let inputs = paths(&args.inputs);
    let bar = progress(&inputs, !std::io::stdout().is_terminal());
    let mut source = Source::new(&inputs, args.input.from);
    let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    let mut unread = 0usize;
    let mut first = true;
    loop {
        let batch = next_batch(&mut source);
        if batch.is_empty() {
            break;
        }
        let printed: Vec<Vec<Result<String, Problem>>> = batch.par_iter().map(|item| printer.item(item)).collect();
        for result in printed.into_iter().flatten() {
            match result {
                Ok(text) => {
                    if args.format == Format::Text && !std::mem::take(&mut first) {
                        writeln!(out, "\n{}\n", style.rule())?;
                    }
                    out.write_all(text.as_bytes())?;
                }
                Err(problem) => {
                    unread += 1;
                    bar.suspend(|| eprintln!("depeche: {problem}"));
                }
            }
        }
        out.flush()?;
        bar.inc(batch.iter().map(Item::weight).sum::<usize>() as u64);
    }
    bar.finish_and_clear();
    Ok(if unread == 0 { Outcome::Complete } else { Outcome::SomeUnread })
}

impl Printer {
    /// All that is printed for an item, in order.
    fn item(&self, item: &Item) -> Vec<Result<String, Problem>> {
        // A panic is our own bug. It costs its report, is said, and the batch goes on.
        let reports = item.reports();
        reports.into_par_iter().map(|r| r.and_then(|report| self.guarded(&report))).collect()
    }

    fn guarded(&self, report: &Report) -> Result<String, Problem> {
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| self.report(report))).map_err(|_| Problem {
            path: report.id.clone(),
            place: None,
            reason: OWN_BUG.to_string(),
        })
    }

    fn report(&self, report: &Report) -> String {
        let (full, body) = report.full_text();
        let reading = self.reader.read(report, &full, body, &self.options);
        match self.format {
            Format::Text => page::write(report, &reading, self.style),
            Format::Conllu => {
                let mut out = String::with_capacity(full.len() * 8);
                conllu::write(&mut out, report, &reading.doc);
                out
            }
            Format::Json => json(&Record::new(report, &reading, self.tokens), true),
            Format::Jsonl => json(&Record::new(report, &reading, self.tokens), false),
        }
    }
}

fn json(record: &Record, indented: bool) -> String {
    let written = if indented { serde_json::to_string_pretty(record) } else { serde_json::to_string(record) };
    written.expect("a record holds nothing that JSON cannot") + "\n"
}

/// Some items: enough to keep all threads busy.
pub(super) fn next_batch(source: &mut Source) -> Vec<Item> {
    let (mut batch, mut bytes) = (Vec::new(), 0);
    while bytes < BATCH_BYTES && batch.len() < BATCH_ITEMS {
        let Some(item) = source.next() else { break };
        bytes += item.weight();
        batch.push(item);
    }
    batch
}

/// A bar on a terminal, if it is wanted there; nothing in a pipe.
pub(super) fn progress(inputs: &[PathBuf], wanted: bool) -> ProgressBar {
    if !std::io::stderr().is_terminal() || !wanted {
        return ProgressBar::hidden();
    }
    let bar = match Source::total_bytes(inputs) {
        Some(total) => ProgressBar::new(total),
        None => ProgressBar::new_spinner(),
    };
    let template = "{bar:40} {bytes}/{total_bytes}  {bytes_per_sec}  {eta} left";
    bar.with_style(ProgressStyle::with_template(template).expect("the template is valid"))
}
