//! The command line: a file for each command.

mod add;
mod bench;
mod brief;
mod difference;
mod explain;
mod export;
mod gazetteer;
mod grounds;
mod input;
mod read;
mod rebuild;
mod review;
mod schema;
mod store;
mod views;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Reads reports of armed conflict, in English, French and machine translation, into a record that can be checked:
/// who did what to whom, where and when, how many, and who says so.
#[derive(Parser)]
#[command(name = "depeche", version, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Read reports and print what they say
    Read(read::Args),
    /// Read reports and keep them in a store
    Add(add::Args),
    /// What happened, day by day
    Timeline(views::Args),
    /// Happenings, each out of all reports that tell it
    Incidents(views::Args),
    /// Figures as series, with who gives them
    Tolls(views::Args),
    /// Claims that cannot all hold, side by side
    Disputes(views::Args),
    /// Parties, persons and outlets, under all their names
    Actors(views::Args),
    /// Places, under all their names
    Places(views::Args),
    /// The reports of the store
    Reports(views::Args),
    /// Find reports by their words
    Search(views::SearchArgs),
    /// Who says so; with --source NAME what it has said, taken back, and been contradicted on
    Sources(views::Args),
    /// What corrections and withdrawals did
    Changes(views::Args),
    /// How much the store holds
    Status(views::Args),
    /// Write a situation report
    Brief(brief::Args),
    /// Accept, correct, reject, merge, split or grade what was read, as a named person
    Review(review::Args),
    /// Write the chronicle as a file for other tools (ACLED, UCDP, HXL, GeoJSON), with the method beside it
    Export(export::Args),
    /// Make the chronicle anew from the reports of the store
    Rebuild(rebuild::Args),
    /// Show what a record rests on: of a report its words, rules and decisions; of the store its grounds
    Explain(explain::Args),
    /// Places of the user's own
    Gazetteer(gazetteer::Args),
    /// Print the JSON Schema of the record
    Schema,
    /// Read a folder again and again, and print words per second and peak memory
    Bench(bench::Args),
}

/// Parses the command line and runs it. Exit status: 0; 1 where an input could not be read; 2 for a wrong command line.
pub fn run() -> ExitCode {
    // clap exits with status 2 on a wrong command line, and with 0 after --help.
    let result = match Cli::parse().command {
        Command::Read(args) => read::run(&args),
        Command::Add(args) => add::run(&args),
        Command::Timeline(args) => views::timeline(&args),
        Command::Incidents(args) => views::incidents(&args),
        Command::Tolls(args) => views::tolls(&args),
        Command::Disputes(args) => views::disputes(&args),
        Command::Actors(args) => views::actors(&args),
        Command::Places(args) => views::places(&args),
        Command::Reports(args) => views::reports(&args),
        Command::Search(args) => views::search(&args),
        Command::Sources(args) => views::sources(&args),
        Command::Changes(args) => views::changes(&args),
        Command::Status(args) => views::status(&args),
        Command::Brief(args) => brief::run(&args),
        Command::Review(args) => review::run(&args),
        Command::Export(args) => export::run(&args),
        Command::Rebuild(args) => rebuild::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Gazetteer(args) => gazetteer::run(&args),
        Command::Schema => schema::run(),
        Command::Bench(args) => bench::run(&args),
    };
    match result {
        Ok(Outcome::Complete) => ExitCode::SUCCESS,
        Ok(Outcome::SomeUnread) => ExitCode::FAILURE,
        Err(error) if is_closed_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("depeche: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// How a command ended.
enum Outcome {
    /// All inputs were read.
    Complete,
    /// Some inputs were reported on standard error; the others were read.
    SomeUnread,
}

/// `depeche read … | head` closes our output: that is no error.
fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let kind = |e: &(dyn std::error::Error + 'static)| {
        let plain = e.downcast_ref::<std::io::Error>().map(std::io::Error::kind);
        plain.or_else(|| e.downcast_ref::<serde_json::Error>()?.io_error_kind())
    };
    error.chain().any(|e| kind(e) == Some(std::io::ErrorKind::BrokenPipe))
}
