//! Coding profiles: the chronicle in the shapes that other tools and codebooks know. A profile chooses where a codebook wants
//! one value; the store keeps them all. What each profile does is written in `docs/export`, and goes out with the data.

mod acled;
mod case;
mod geojson;
mod hxl;
mod jsonl;
mod method;
mod nations;
mod public;
mod total;
mod trail;
mod ucdp;

use anyhow::Context;
use case::Tables;
use claims::event::Codes;
use nations::Nations;
use std::collections::BTreeMap;
use std::io::Write;
use store::{CaseView, Filter, Store};

pub use method::method;

/// The shapes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum Profile {
    /// ACLED's 31 columns: a row for each event, day and place
    Acled,
    /// UCDP GED's 49 columns: a row for each event with at least one death
    Ucdp,
    /// A table with HXL hashtags under its header, for humanitarian data
    Hxl,
    /// Incidents as features of a map
    Geojson,
    /// All that the record holds: an incident with its tolls, disputes and reports on each line
    Jsonl,
}

impl Profile {
    /// Its name and version: the version changes whenever the same chronicle gives other rows.
    pub fn version(self) -> &'static str {
        match self {
            Profile::Acled => "acled 1",
            Profile::Ucdp => "ucdp 1",
            Profile::Hxl => "hxl 1",
            Profile::Geojson => "geojson 1",
            Profile::Jsonl => "jsonl 1",
        }
    }
}

/// What an export wrote and what it left out.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    /// Rows, features or lines.
    pub rows: usize,
    /// Incidents and groups of running totals that have one or more.
    pub written: usize,
    /// Of these, reviewed by a person.
    pub reviewed: usize,
    /// How many have none, by the reason.
    pub left_out: BTreeMap<&'static str, usize>,
    /// How many of the reports behind the rows each version of program, models and data read.
    pub made_by: BTreeMap<String, usize>,
}

/// Writes what a filter lets through; `for_public` without names of persons, exact points and quoted words.
///
/// # Errors
/// Where the store cannot be read or the output not be written.
pub fn export(
    store: &mut Store,
    filter: &Filter,
    profile: Profile,
    for_public: bool,
    out: &mut dyn Write,
) -> anyhow::Result<Tally> {
    let tables = Tables {
        nations: Nations::load(&bundle::file).context("the embedded codes of countries are damaged")?,
        codes: Codes::load(&bundle::file).context("the embedded codes of events are damaged")?,
    };
    let mut sheet = Sheet::begin(profile, out)?;
    let mut tally = Tally::default();
    // An operation whose parts are told by themselves would be counted twice: it waits until they are known.
    let mut operations: Vec<CaseView> = Vec::new();
    let mut wholes: Vec<String> = Vec::new();
    store.each_case(filter, |case| -> anyhow::Result<()> {
        let case = if for_public { public::coarsen(case) } else { case };
        wholes.extend(case.incident.as_ref().and_then(|i| i.part_of.clone()));
        if sheet.adds_up() && case.incident.as_ref().is_some_and(|i| i.operation) {
            operations.push(case);
            return Ok(());
        }
        sheet.put(&case, &tables, &mut tally)
    })?;
    for case in operations {
        let is_told_by_parts = case.incident.as_ref().is_some_and(|i| wholes.contains(&i.id));
        match is_told_by_parts {
            true => *tally.left_out.entry("an operation, told by its parts").or_default() += 1,
            false => sheet.put(&case, &tables, &mut tally)?,
        }
    }
    sheet.end()?;
    Ok(tally)
}

/// The rows of a case, or why it has none.
type Coded = Result<Vec<Vec<String>>, &'static str>;

/// How a table codes a case.
type Code = fn(&CaseView, &Tables) -> Coded;

/// What is being written.
enum Sheet<'a> {
    Table(Box<csv::Writer<&'a mut dyn Write>>, Code),
    Features(geojson::Features<'a>),
    Lines(&'a mut dyn Write),
}

impl<'a> Sheet<'a> {
    fn begin(profile: Profile, out: &'a mut dyn Write) -> anyhow::Result<Sheet<'a>> {
        let (heads, code): (Vec<Vec<String>>, Code) = match profile {
            Profile::Acled => (vec![acled::header()], acled::code),
            Profile::Ucdp => (vec![ucdp::header()], ucdp::code),
            Profile::Hxl => (vec![hxl::header(), hxl::hashtags()], hxl::code),
            Profile::Geojson => return Ok(Sheet::Features(geojson::Features::begin(out)?)),
            Profile::Jsonl => return Ok(Sheet::Lines(out)),
        };
        let mut writer = csv::Writer::from_writer(out);
        for head in heads {
            writer.write_record(head)?;
        }
        Ok(Sheet::Table(Box::new(writer), code))
    }

    /// Whether users of the shape add up its rows.
    fn adds_up(&self) -> bool {
        matches!(self, Sheet::Table(..))
    }

    fn put(&mut self, case: &CaseView, tables: &Tables, tally: &mut Tally) -> anyhow::Result<()> {
        if let Some(reason) = case::left_out(case) {
            *tally.left_out.entry(reason).or_default() += 1;
            return Ok(());
        }
        let rows = match self {
            Sheet::Table(writer, code) => match code(case, tables) {
                Ok(rows) => {
                    for row in &rows {
                        writer.write_record(row)?;
                    }
                    rows.len()
                }
                Err(reason) => {
                    *tally.left_out.entry(reason).or_default() += 1;
                    return Ok(());
                }
            },
            Sheet::Features(features) => features.put(case)?,
            Sheet::Lines(out) => {
                serde_json::to_writer(&mut **out, &jsonl::whole(case))?;
                writeln!(out)?;
                1
            }
        };
        tally.rows += rows;
        tally.written += 1;
        tally.reviewed += case::is_reviewed(case) as usize;
        for report in &case.reports {
            *tally.made_by.entry(report.made_by.clone()).or_default() += 1;
        }
        Ok(())
    }

    fn end(self) -> anyhow::Result<()> {
        match self {
            Sheet::Table(mut writer, _) => writer.flush()?,
            Sheet::Features(features) => features.end()?,
            Sheet::Lines(out) => out.flush()?,
        }
        Ok(())
    }
}
