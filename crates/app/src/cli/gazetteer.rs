//! `depeche gazetteer import`: places from a GeoNames dump.

use super::Outcome;
use crate::gazetteer::import;
use anyhow::Context;
use indicatif::{ProgressBar, ProgressStyle};
use std::fs::File;
use std::io::{IsTerminal, Read};
use std::path::PathBuf;

#[derive(clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Make an index of the populated places of a GeoNames dump (allCountries.txt), for `--places`
    Import {
        /// The dump, or - for standard input
        file: PathBuf,
        /// Where to write
        #[arg(long, short, default_value = "depeche.places")]
        output: PathBuf,
    },
}

pub(super) fn run(args: &Args) -> anyhow::Result<Outcome> {
    let Command::Import { file, output } = &args.command;
    let dump: Box<dyn Read> = match file.as_os_str() == "-" {
        true => Box::new(std::io::stdin().lock()),
        false => Box::new(File::open(file).with_context(|| format!("cannot open {}", file.display()))?),
    };
    let bar = match std::io::stderr().is_terminal() {
        true => ProgressBar::new(file.metadata().map_or(0, |m| m.len())),
        false => ProgressBar::hidden(),
    };
    let template = "{bar:30} {bytes} of {total_bytes}, {eta} left";
    bar.set_style(ProgressStyle::with_template(template).expect("the template is well formed"));
    let done = import(dump, output, |bytes| bar.inc(bytes))?;
    bar.finish_and_clear();
    println!("{}: {} places; {} rows of other kinds left out", output.display(), done.places, done.others);
    if let Some((line, fault)) = done.first_fault {
        eprintln!("depeche: {} rows could not be read; the first is line {line}: {fault}", done.faulty);
        return Ok(Outcome::SomeUnread);
    }
    Ok(Outcome::Complete)
}
