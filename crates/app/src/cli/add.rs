//! `depeche add`: reads reports, in parallel, and keeps them, a batch a transaction. What the store knows is not read again.

use super::Outcome;
use super::input::{InputArgs, paths};
use super::read::{next_batch, progress};
use super::store::StoreArgs;
use crate::account;
use crate::export::record::{PubStatus, Record, SCHEMA};
use crate::ingest::{Item, Problem, Report, Source};
use crate::reader::{Options, Reader};
use rayon::prelude::*;
use record::account as kept;
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::path::PathBuf;
use std::sync::OnceLock;
use store::{Added, Kept, Store};

#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    store: StoreArgs,
    #[command(flatten)]
    input: InputArgs,
    /// Files, folders, or - for standard input: reports, or readings that `depeche read --format jsonl` has printed
    #[arg(value_name = "INPUT")]
    inputs: Vec<PathBuf>,
}

/// What an item of the input turns out to be.
enum Found {
    /// A report that the store has.
    Known,
    /// One to keep.
    New(Box<Kept>),
    /// None.
    Unread(Problem),
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let mut store = args.store.open_or_make()?;
    let inputs = paths(&args.inputs);
    let bar = progress(&inputs, true);
    let mut source = Source::new(&inputs, args.input.from);
    // Readings need no models: they are loaded with the first report.
    let reader: OnceLock<anyhow::Result<&'static Reader>> = OnceLock::new();
    let options = args.input.options(false);
    let (mut total, mut known, mut unread) = (Added::default(), 0, 0);
    loop {
        let batch = next_batch(&mut source);
        if batch.is_empty() {
            break;
        }
        let inputs: Vec<Input> = batch.par_iter().flat_map_iter(inputs_of).collect();
        let new = unknown(&store, inputs)?;
        if new.iter().any(|n| matches!(n, Ok(Some(Input::Report(_)))))
            && let Err(error) = reader.get_or_init(|| Reader::new(&args.input.own))
        {
            anyhow::bail!("{error:#}");
        }
        let reader = reader.get().and_then(|r| r.as_ref().ok()).copied();
        let found: Vec<Found> = new.into_par_iter().map(|input| read(input, reader, &options)).collect();
        let mut keep = Vec::with_capacity(found.len());
        for found in found {
            match found {
                Found::New(report) => keep.push(*report),
                Found::Known => known += 1,
                Found::Unread(problem) => {
                    unread += 1;
                    bar.suspend(|| eprintln!("depeche: {problem}"));
                }
            }
        }
        let added = store.add(keep)?;
        for note in &added.notes {
            bar.suspend(|| eprintln!("depeche: {note}"));
        }
        total.new += added.new;
        total.known += added.known;
        total.superseding += added.superseding;
        total.withdrawn += added.withdrawn;
        total.incidents += added.incidents;
        bar.inc(batch.iter().map(Item::weight).sum::<usize>() as u64);
    }
    bar.finish_and_clear();
    println!("{}", summary(&total, known, unread));
    Ok(if unread == 0 { Outcome::Complete } else { Outcome::SomeUnread })
}

/// "412 reports added, 2 corrected, 1 withdrawn, 3 known already; 1,204 incidents touched".
fn summary(added: &Added, known: usize, unread: usize) -> String {
    let number = |n: usize| crate::page::number(n as f64, false);
    let plural = |n: usize, what: &str| format!("{} {what}{}", number(n), if n == 1 { "" } else { "s" });
    let mut parts = vec![format!("{} added", plural(added.new, "report"))];
    let others = [
        (added.superseding, "corrected"),
        (added.withdrawn, "withdrawn"),
        (known + added.known, "known already"),
        (unread, "not read"),
    ];
    parts.extend(others.iter().filter(|(n, _)| *n > 0).map(|&(n, what)| format!("{} {what}", number(n))));
    format!("{}; {} touched", parts.join(", "), plural(added.incidents, "incident"))
}

/// One report or one reading of the input.
enum Input {
    Report(Box<Report>),
    Reading(String, Vec<u8>),
    Problem(Problem),
}

fn inputs_of(item: &Item) -> Vec<Input> {
    if let Item::Line(name, number, bytes) = item
        && is_reading(bytes)
    {
        return vec![Input::Reading(format!("{name}: line {number}"), bytes.clone())];
    }
    let input = |found| match found {
        Ok(report) => Input::Report(Box::new(report)),
        Err(problem) => Input::Problem(problem),
    };
    item.reports().into_iter().map(input).collect()
}

/// Whether a line is a published reading.
fn is_reading(line: &[u8]) -> bool {
    #[derive(Deserialize)]
    struct Head<'a> {
        #[serde(borrow)]
        schema: std::borrow::Cow<'a, str>,
    }
    // The schema comes first in what we print; elsewhere in the line it costs a look at all of it.
    let near = &line[..line.len().min(200)];
    near.windows(8).any(|w| w == b"\"schema\"")
        && serde_json::from_slice::<Head>(line).is_ok_and(|head| head.schema == SCHEMA)
}

/// The inputs that the store does not have; `None` for those that it has.
fn unknown(store: &Store, inputs: Vec<Input>) -> anyhow::Result<Vec<Result<Option<Input>, Problem>>> {
    let mut out = Vec::with_capacity(inputs.len());
    for input in inputs {
        out.push(match input {
            Input::Problem(problem) => Err(problem),
            Input::Report(report) => {
                let known = store.knows(&metadata(&report), &sha256(&report.text))?;
                Ok((!known).then_some(Input::Report(report)))
            }
            reading => Ok(Some(reading)),
        });
    }
    Ok(out)
}

/// What the store knows a report by.
fn metadata(report: &Report) -> kept::Report {
    kept::Report {
        id: report.id.clone(),
        version: report.version,
        withdrawn: report.status == PubStatus::Canceled,
        replaces: report.replaces.clone(),
        published: report.published,
        language: String::new(),
        outlet: None,
        agency: None,
        title: None,
        url: None,
        translated_from: None,
    }
}

fn read(input: Result<Option<Input>, Problem>, reader: Option<&Reader>, options: &Options) -> Found {
    let unread = |path: String, reason: String| Found::Unread(Problem { path, place: None, reason });
    match input {
        Err(problem) | Ok(Some(Input::Problem(problem))) => Found::Unread(problem),
        Ok(None) => Found::Known,
        Ok(Some(Input::Reading(place, bytes))) => match of_reading(bytes) {
            Ok(kept) => Found::New(Box::new(kept)),
            Err(reason) => unread(place, reason),
        },
        Ok(Some(Input::Report(report))) => {
            let Some(reader) = reader else { return unread(report.id, "no reader".to_string()) };
            // A panic is our own bug. It costs its report, is said, and the batch goes on.
            match std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| of_report(&report, reader, options))) {
                Ok(Ok(kept)) => Found::New(Box::new(kept)),
                Ok(Err(reason)) => unread(report.id, reason),
                Err(_) => unread(report.id, super::read::OWN_BUG.to_string()),
            }
        }
    }
}

/// A report, read.
pub(super) fn of_report(report: &Report, reader: &Reader, options: &Options) -> Result<Kept, String> {
    let (full, body) = report.full_text();
    let reading = reader.read(report, &full, body, options);
    let record = Record::new(report, &reading, false);
    let account = account::of(&record)?;
    let reading = serde_json::to_vec(&record).map_err(|e| e.to_string())?;
    Ok(Kept {
        account,
        text: report.text.clone(),
        sha256: sha256(&report.text),
        reading,
        made_by: made_by().to_string(),
    })
}

/// A reading that is read already.
fn of_reading(bytes: Vec<u8>) -> Result<Kept, String> {
    let record: Record = serde_json::from_slice(&bytes).map_err(|e| format!("is not a reading: {e}"))?;
    let account = account::of(&record).map_err(|e| format!("is not a reading: {e}"))?;
    let text = record.report.text.to_string();
    Ok(Kept {
        account,
        sha256: sha256(&text),
        text,
        reading: bytes,
        made_by: format!("{} (given as a reading)", made_by()),
    })
}

/// What reads: program and version.
pub(super) fn made_by() -> &'static str {
    concat!("depeche ", env!("CARGO_PKG_VERSION"))
}

fn sha256(text: &str) -> String {
    crate::export::hex(&Sha256::digest(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn readings_are_told_from_reports() {
        assert!(is_reading(br#"{"schema":"depeche/reading/1","report":{}}"#));
        assert!(!is_reading(br#"{"id": "r1", "text": "the \"schema\" of depeche/reading/1"}"#));
        assert!(!is_reading(br#"{"schema":"other","report":{}}"#));
    }

    #[test]
    fn the_summary_says_what_was_done() {
        let added = Added { new: 412, superseding: 2, withdrawn: 1, incidents: 1204, ..Added::default() };
        assert_eq!(
            summary(&added, 3, 0),
            "412 reports added, 2 corrected, 1 withdrawn, 3 known already; 1,204 incidents touched"
        );
        assert_eq!(
            summary(&Added { new: 1, ..Added::default() }, 0, 1),
            "1 report added, 1 not read; 0 incidents touched"
        );
    }
}
