//! The arguments that name a store and say what of it is wanted, shared by commands.

use super::Outcome;
use crate::export::chronicle::{Published, csv};
use crate::page::Style;
use anyhow::{Context, bail};
use claims::{EventType, Measure};
use jiff::civil::Date;
use serde_json::Value;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use store::{Filter, Store, Where};

/// Records that a page shows unless told otherwise: the latest.
const SHOWN: usize = 50;

/// Which store.
#[derive(clap::Args)]
pub(super) struct StoreArgs {
    /// The store
    #[arg(long, global = true, value_name = "FILE", env = "DEPECHE_DB", default_value = "depeche.db")]
    pub(super) db: PathBuf,
}

impl StoreArgs {
    /// Opens the store, and makes it where there is none.
    pub(super) fn open_or_make(&self) -> anyhow::Result<Store> {
        Store::open(&self.db).with_context(|| self.db.display().to_string())
    }

    /// Opens a store that is there.
    pub(super) fn open(&self) -> anyhow::Result<Store> {
        if !self.db.exists() {
            bail!("{}: there is no store here; `depeche add` makes one", self.db.display());
        }
        self.open_or_make()
    }
}

/// What of it is wanted.
#[derive(clap::Args)]
pub(super) struct ScopeArgs {
    /// Nothing that ended before this day
    #[arg(long, value_name = "DATE", value_parser = super::input::parse_day)]
    since: Option<Date>,
    /// Nothing that began after this day
    #[arg(long, value_name = "DATE", value_parser = super::input::parse_day)]
    until: Option<Date>,
    /// A place by any of its names, or a point as LAT,LON
    #[arg(long, value_name = "PLACE", allow_hyphen_values = true)]
    place: Option<String>,
    /// Kilometres around the place
    #[arg(long, value_name = "KM", requires = "place")]
    radius: Option<f64>,
    /// A party, by any of its names
    #[arg(long, value_name = "NAME")]
    actor: Option<String>,
    /// PLOVER type (ASSAULT, PROTEST …)
    #[arg(long = "type", value_name = "TYPE", value_parser = parse_type)]
    kind: Option<EventType>,
    /// What is counted (killed, displaced …)
    #[arg(long, value_name = "MEASURE", value_parser = parse_measure)]
    measure: Option<Measure>,
    /// An outlet, an agency, or a party that says so
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// Language of the reports
    #[arg(long = "language", value_name = "en|fr")]
    language: Option<String>,
    /// Looked at by a person since the last report on it came, or not
    #[arg(long, value_name = "true|false")]
    reviewed: Option<bool>,
}

/// What of it is wanted, and how it is printed.
#[derive(clap::Args)]
pub(super) struct FilterArgs {
    #[command(flatten)]
    scope: ScopeArgs,
    /// At most so many: the latest
    #[arg(long, value_name = "N")]
    limit: Option<usize>,
    /// How to print: a page, one JSON array, or a table
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub(super) format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    /// A page for a person
    Text,
    /// One JSON array
    Json,
    /// A table with a header
    Csv,
}

impl ScopeArgs {
    /// The filter, without a limit.
    pub(super) fn filter(&self) -> anyhow::Result<Filter> {
        Ok(Filter {
            since: self.since,
            until: self.until,
            place: self.place.as_deref().map(|place| place_of(place, self.radius)).transpose()?,
            actor: self.actor.clone(),
            kind: self.kind,
            measure: self.measure,
            source: self.source.clone(),
            language: self.language.clone(),
            reviewed: self.reviewed,
            limit: None,
        })
    }
}

/// The place of a command line.
fn place_of(place: &str, radius: Option<f64>) -> anyhow::Result<Where> {
    /// Kilometres around a point for which none are given.
    const AROUND: f64 = 25.0;
    let point = place
        .split_once(',')
        .and_then(|(lat, lon)| Some((lat.trim().parse::<f64>().ok()?, lon.trim().parse::<f64>().ok()?)));
    Ok(match (point, radius) {
        (Some((lat, lon)), _) if !(-90.0..=90.0).contains(&lat) || !(-180.0..=180.0).contains(&lon) => {
            bail!("{place}: is no point; latitudes reach from -90 to 90, longitudes from -180 to 180")
        }
        (Some((lat, lon)), km) => Where::Around(lat, lon, km.unwrap_or(AROUND)),
        (None, Some(km)) => Where::Near(place.to_string(), km),
        (None, None) => Where::Named(place.to_string()),
    })
}

impl FilterArgs {
    /// The filter. A page has a limit unless one is given; a file for a program has none.
    pub(super) fn filter(&self) -> anyhow::Result<Filter> {
        let page = (self.format == Format::Text).then_some(SHOWN);
        Ok(Filter { limit: self.limit.or(page), ..self.scope.filter()? })
    }

    /// Prints records: as a page that `page` writes, or as they are published.
    pub(super) fn print<T: Published>(
        &self,
        records: &[T],
        page: impl FnOnce(&[T], Style) -> String,
    ) -> anyhow::Result<Outcome> {
        let mut out = BufWriter::new(std::io::stdout().lock());
        match self.format {
            Format::Text if records.is_empty() => writeln!(out, "The store holds nothing of the kind.")?,
            Format::Text => {
                out.write_all(page(records, Style::of_stdout()).as_bytes())?;
                if self.limit.is_none() && records.len() == SHOWN {
                    writeln!(out, "\nThe latest {SHOWN}; --limit N shows more.")?;
                }
            }
            Format::Json => {
                let list: Vec<Value> = records.iter().map(Published::record).collect();
                serde_json::to_writer_pretty(&mut out, &list)?;
                writeln!(out)?;
            }
            Format::Csv => csv(records, &mut out)?,
        }
        out.flush()?;
        Ok(Outcome::Complete)
    }
}

fn parse_type(value: &str) -> Result<EventType, String> {
    let names = || EventType::ALL.iter().map(|k| k.name()).collect::<Vec<_>>().join(", ");
    EventType::from_name(&value.to_uppercase()).ok_or_else(|| format!("it is one of {}", names()))
}

fn parse_measure(value: &str) -> Result<Measure, String> {
    let names = || Measure::ALL.iter().map(|m| m.name()).collect::<Vec<_>>().join(", ");
    Measure::from_name(&value.to_lowercase()).ok_or_else(|| format!("it is one of {}", names()))
}
