//! `cargo xtask train`: one file per model.

pub(crate) mod conllu;
mod identify;
pub(crate) mod linear;
pub(crate) mod running;
mod sentence;
mod surface;

use anyhow::bail;
use std::path::{Path, PathBuf};
use text::weights::ModelWriter;

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
        "identify" => identify::train(arguments),
        "sentence" => sentence::train(arguments),
        "tokens" => surface::tokens(arguments),
        other => bail!("no model is called {other:?}"),
    }
}

/// Writes a model to its place under models/.
pub(crate) fn write(arguments: &Arguments, path: &str, writer: ModelWriter) -> anyhow::Result<()> {
    if !arguments.dry_run {
        let path = Path::new("models").join(path);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new(".")))?;
        let bytes = writer.finish();
        println!("{}: {} bytes", path.display(), bytes.len());
        std::fs::write(path, bytes)?;
    }
    Ok(())
}
