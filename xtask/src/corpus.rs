//! Checks and measures the marked reports of `corpus/`.

use anyhow::{Context, Result, bail};
use corpus::Report;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Says what is wrong with reports
    Check {
        /// Reports; all of corpus/ where none is given
        files: Vec<PathBuf>,
    },
}

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    match &arguments.command {
        Command::Check { files } => check(files),
    }
}

fn check(files: &[PathBuf]) -> Result<()> {
    let files = if files.is_empty() { all()? } else { files.to_vec() };
    let mut problems = 0;
    for file in &files {
        if let Err(list) = read(file)? {
            problems += list.len();
            list.iter().for_each(|p| println!("{p}"));
        }
    }
    match problems {
        0 => Ok(println!("{} reports are well formed", files.len())),
        n => bail!("{n} problems"),
    }
}

/// The files of the corpus, in order.
fn all() -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for folder in ["en", "fr", "mt"] {
        let folder = Path::new("corpus").join(folder);
        for entry in std::fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))? {
            files.push(entry?.path());
        }
    }
    files.sort();
    Ok(files)
}

fn read(file: &Path) -> Result<Result<Report, Vec<corpus::Problem>>> {
    let content = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let id = file.file_stem().unwrap_or_default().to_string_lossy();
    Ok(corpus::parse(&id, &content))
}
