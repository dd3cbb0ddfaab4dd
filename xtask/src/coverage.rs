//! How many of the parties of coded events the dictionary knows: a file of names with counts, as made from
//! the labels of UCDP's events.

use anyhow::{Context, Result};
use claims::{ActorKind, Info};
use serde_json::Value;
use std::path::PathBuf;
use text::LangHint;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// `{"actors": {"Government of Mali": 12, …}}`
    file: PathBuf,
    /// Names that are not known and count at least this much are listed
    #[arg(long, default_value_t = 10)]
    list: u64,
}

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    let content = std::fs::read_to_string(&arguments.file).with_context(|| arguments.file.display().to_string())?;
    let file: Value = serde_json::from_str(&content)?;
    let (models, packs) = (bundle::models()?, bundle::packs()?);
    let actors = file["actors"].as_object().context("an object of names with counts under \"actors\"")?;
    let known = |name: &str| {
        // A party is known where a sentence about it finds a party of a known country.
        let text = format!("{name} attacked.");
        let doc = text::annotate(&models, &text, LangHint::Given(text::Lang::En));
        let reading = claims::read(&packs, doc, &Info::default());
        reading.actors.iter().any(|a| {
            let covers = a.mentions.iter().any(|m| m.span.start < 12 && m.span.len() as usize * 2 >= name.len());
            covers && (a.country.is_some() || a.kind == ActorKind::Population)
        })
    };
    let (mut found, mut all) = (0, 0);
    for (name, count) in actors {
        let count = count.as_u64().unwrap_or_default();
        all += count;
        if known(name) {
            found += count;
        } else if count >= arguments.list {
            println!("{count:6}  {name}");
        }
    }
    println!("{:.1} % of parties by weight ({found} of {all})", 100.0 * found as f64 / all.max(1) as f64);
    Ok(())
}
