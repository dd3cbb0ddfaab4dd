//! What is built outside the program: `cargo xtask train` makes the models of `models/`.

mod chronicle;
mod corpus;
mod coverage;
mod evaluate;
mod generate;
mod pack;
mod random;
mod train;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about = "Builds what ships inside the program")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Packs data that is too large to read as text
    Pack(pack::Arguments),
    /// Checks and measures the marked reports of corpus/
    Corpus(corpus::Arguments),
    /// Measures the chronicle of a story against the true one
    Chronicle(chronicle::Arguments),
    /// Says which parties of coded events the dictionary does not know
    Coverage(coverage::Arguments),
    /// Writes readings of invented reports, to measure the store with
    Generate(generate::Arguments),
    /// Trains models and writes them to models/
    Train(train::Arguments),
    /// Measures the tagger and the parser on CoNLL-U files: sentences and words are given, all else is found
    Evaluate(evaluate::Arguments),
}

fn main() -> anyhow::Result<()> {
    match Arguments::parse().command {
        Command::Pack(arguments) => pack::run(&arguments),
        Command::Corpus(arguments) => corpus::run(&arguments),
        Command::Chronicle(arguments) => chronicle::run(&arguments),
        Command::Coverage(arguments) => coverage::run(&arguments),
        Command::Generate(arguments) => generate::run(&arguments),
        Command::Train(arguments) => train::run(&arguments),
        Command::Evaluate(arguments) => evaluate::run(&arguments),
    }
}
