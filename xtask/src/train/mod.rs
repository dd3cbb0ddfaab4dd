//! `cargo xtask train`: one file per model.

pub(crate) mod conllu;
pub(crate) mod running;
mod surface;

use anyhow::bail;
use std::path::PathBuf;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// What to train
    pub(crate) model: String,
    /// The folder with the corpora
    #[arg(long)]
    pub(crate) data: PathBuf,
    /// Files to measure on, under that folder
    #[arg(long)]
    pub(crate) files: Vec<String>,
    /// How many errors to show
    #[arg(long, default_value_t = 0)]
    pub(crate) show: usize,
    /// Writes nothing, only measures
    #[arg(long)]
    pub(crate) dry_run: bool,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    match arguments.model.as_str() {
        "tokens" => surface::tokens(arguments),
        other => bail!("no model is called {other:?}"),
    }
}
