//! The command line: a file for each command.

mod bench;
mod explain;
mod gazetteer;
mod input;
mod read;
mod schema;

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
    /// Show the words, rules and decisions behind the records of a report
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
    error
        .chain()
        .any(|e| e.downcast_ref::<std::io::Error>().is_some_and(|e| e.kind() == std::io::ErrorKind::BrokenPipe))
}
