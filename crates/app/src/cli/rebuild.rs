//! `depeche rebuild`: the chronicle made anew from the reports as they are kept, read again with this version or not.

use super::Outcome;
use super::add::{made_by, of_report};
use super::difference;
use super::store::StoreArgs;
use crate::export::record::PubStatus;
use crate::ingest::Report;
use crate::reader::{Options, Own, Reader};
use indicatif::ProgressBar;
use rayon::prelude::*;
use std::io::{IsTerminal, Write};
use store::{Again, Stored};
use text::Lang;

#[derive(clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    store: StoreArgs,
    /// Keep the readings as they are; only what is derived from them is made anew
    #[arg(long)]
    readings: bool,
    /// Show which incidents, tolls and disputes are new (+), gone (-) or changed (~), and in what
    #[arg(long)]
    diff: bool,
    #[command(flatten)]
    own: Own,
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let mut store = args.store.open()?;
    let before = if args.diff { Some(difference::records(&mut store)?) } else { None };
    let reader = if args.readings { None } else { Some(Reader::new(&args.own)?) };
    let bar = if std::io::stderr().is_terminal() { ProgressBar::new(0) } else { ProgressBar::hidden() };
    store.rebuild(
        |stored| stored.par_iter().map(|s| again(s, reader)).collect(),
        |done, all| {
            bar.set_length(all);
            bar.set_position(done);
        },
    )?;
    bar.finish_and_clear();
    match before {
        Some(before) => {
            let difference = difference::describe(&before, &difference::records(&mut store)?);
            std::io::stdout().lock().write_all(difference.as_bytes())?;
        }
        None => {
            let counts = store.status()?;
            println!(
                "{} reports, {} incidents, {} tolls, {} disputes",
                counts.current, counts.incidents, counts.tolls, counts.disputes
            );
        }
    }
    Ok(Outcome::Complete)
}

/// What a kept report contributes: by its kept reading, or read again.
fn again(stored: &Stored, reader: Option<&Reader>) -> Result<Again, String> {
    let Some(reader) = reader.filter(|_| !is_given(&stored.made_by)) else {
        return Ok(Again { account: crate::account::of_json(&stored.reading)?, reading: None });
    };
    let report = as_ingested(&stored.report, stored.text.clone());
    let read = of_report(&report, reader, &Options::default())?;
    Ok(Again { account: read.account, reading: Some((read.reading, made_by().to_string())) })
}

/// Whether a report came as a reading: there is no telling how its text would be read.
pub(super) fn is_given(made_by: &str) -> bool {
    made_by.ends_with("(given as a reading)")
}

/// A kept report as it was taken in.
pub(super) fn as_ingested(kept: &record::account::Report, text: String) -> Report {
    Report {
        id: kept.id.clone(),
        title: kept.title.clone(),
        text,
        published: kept.published,
        language: Lang::from_code(&kept.language),
        outlet: kept.outlet.clone(),
        agency: kept.agency.clone(),
        url: kept.url.clone(),
        version: kept.version,
        status: if kept.withdrawn { PubStatus::Canceled } else { PubStatus::Usable },
        replaces: kept.replaces.clone(),
        ..Report::default()
    }
}
