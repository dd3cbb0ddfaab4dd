//! The ground: every report as it was read, every version of it, and a log of what corrections did.

use crate::error::Error;
use crate::tellings::{report, report_columns};
use crate::{Store, batch, hash, pack};
use rayon::prelude::*;
use record::account::{Account, Report};
use rusqlite::{Connection, OptionalExtension, params};
use std::cell::RefCell;
use std::collections::BTreeSet;
use zstd::bulk::{Compressor, Decompressor};

/// A report that was read.
#[derive(Clone, Debug)]
pub struct Kept {
    /// What it contributes.
    pub account: Account,
    /// Its text.
    pub text: String,
    /// The published reading, JSON.
    pub reading: Vec<u8>,
    /// SHA-256 of the text, in hexadecimal digits.
    pub sha256: String,
    /// The program, models and data that read it.
    pub made_by: String,
}

/// What a batch has added.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Reports that were not known.
    pub new: usize,
    /// Reports that were known already, and left as they are.
    pub known: usize,
    /// Reports that supersede or correct another.
    pub superseding: usize,
    /// Reports that withdraw one.
    pub withdrawn: usize,
    /// Incidents that the batch has touched.
    pub incidents: usize,
    /// What people should know.
    pub notes: Vec<String>,
}

/// Level of compression: of those that keep up with the reader.
const LEVEL: i32 = 1;

/// The largest text or reading, in bytes: damaged ones may promise more than there is memory.
const LARGEST: u64 = 1 << 30;

thread_local! {
    /// They are dear to make and used for each report.
    static COMPRESSOR: RefCell<Option<Compressor<'static>>> = const { RefCell::new(None) };
    static DECOMPRESSOR: RefCell<Option<Decompressor<'static>>> = const { RefCell::new(None) };
}

/// A report ready to be written.
struct Pressed {
    kept: Kept,
    account: Vec<u8>,
    text: Vec<u8>,
    reading: Vec<u8>,
}

impl Store {
    /// Whether the store has this version of a report, with this text and standing.
    pub fn knows(&self, report: &Report, sha256: &str) -> Result<bool, Error> {
        knows(&self.db, report, sha256)
    }

    /// Adds reports, all or none.
    pub fn add(&mut self, batch: Vec<Kept>) -> Result<Added, Error> {
        let pressed: Vec<Pressed> = batch.into_par_iter().map(press).collect::<Result<_, _>>()?;
        self.write(|db, tellings| {
            let mut added = Added::default();
            let mut keys = BTreeSet::new();
            for report in pressed {
                keep(db, report, &mut keys, &mut added)?;
            }
            added.incidents = batch::settle(db, tellings, &keys)?;
            Ok(added)
        })
    }
}

fn press(kept: Kept) -> Result<Pressed, Error> {
    Ok(Pressed {
        account: pack::pack(&kept.account),
        text: compress(kept.text.as_bytes())?,
        reading: compress(&kept.reading)?,
        kept,
    })
}

pub(crate) fn compress(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    COMPRESSOR.with_borrow_mut(|compressor| {
        let compressor = match compressor {
            Some(compressor) => compressor,
            None => compressor.insert(Compressor::new(LEVEL).map_err(|error| Error::Reading(error.to_string()))?),
        };
        compressor.compress(bytes).map_err(|error| Error::Reading(error.to_string()))
    })
}

pub(crate) fn decompress(bytes: &[u8]) -> Result<Vec<u8>, Error> {
    let damaged = |error: std::io::Error| Error::Damaged(error.to_string());
    DECOMPRESSOR.with_borrow_mut(|decompressor| {
        let decompressor = match decompressor {
            Some(decompressor) => decompressor,
            None => decompressor.insert(Decompressor::new().map_err(damaged)?),
        };
        let size = zstd::zstd_safe::get_frame_content_size(bytes).ok().flatten().filter(|&size| size <= LARGEST);
        let size = size.ok_or_else(|| Error::Damaged("a text without its size".to_string()))?;
        decompressor.decompress(bytes, size as usize).map_err(damaged)
    })
}

fn knows(db: &Connection, report: &Report, sha256: &str) -> Result<bool, Error> {
    let mut select =
        db.prepare_cached("SELECT 1 FROM report WHERE key = ? AND declared = ? AND withdrawn = ? AND sha256 = ?")?;
    Ok(select.exists(params![report.id, report.version, report.withdrawn, sha256])?)
}

/// Writes a report to the ground, unless it is there. `keys` gathers the own ids of reports whose standing may change.
fn keep(db: &Connection, pressed: Pressed, keys: &mut BTreeSet<String>, added: &mut Added) -> Result<(), Error> {
    let Pressed { kept, account, text, reading } = pressed;
    let report = &kept.account.report;
    if knows(db, report, &kept.sha256)? {
        added.known += 1;
        return Ok(());
    }
    let version = free_version(db, report, added)?;
    let earlier: bool = db.prepare_cached("SELECT 1 FROM report WHERE key = ?")?.exists([&report.id])?;
    let mut insert = db.prepare_cached(
        "INSERT INTO report (key, anchor, version, declared, withdrawn, replaces, published, language, outlet, agency, title, \
         url, translated_from, sha256, made_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )?;
    let row = insert.insert(params![
        report.id,
        hash::report(&report.id) as i64,
        version,
        report.version,
        report.withdrawn,
        report.replaces,
        report.published.map(crate::day::number),
        report.language,
        report.outlet,
        report.agency,
        report.title,
        report.url,
        report.translated_from,
        kept.sha256,
        kept.made_by,
    ])?;
    db.prepare_cached("INSERT INTO source VALUES (?, ?, ?)")?.execute(params![row, text, reading])?;
    db.prepare_cached("INSERT INTO account VALUES (?, 0, ?)")?.execute(params![row, account])?;
    match (report.withdrawn, earlier || report.replaces.is_some()) {
        (true, _) => {
            added.withdrawn += 1;
            log(db, &report.id, &format!("withdrawn by version {version}"))?;
        }
        (false, true) => {
            added.superseding += 1;
            let what = report.replaces.as_ref().map_or("an earlier version".to_string(), |r| format!("report {r}"));
            log(db, &report.id, &format!("version {version} corrects {what}"))?;
        }
        (false, false) => added.new += 1,
    }
    keys.insert(report.id.clone());
    keys.extend(replaced_by(db, &report.id)?);
    Ok(())
}

/// The version to keep a report under: its own, or the next where that one has another text.
fn free_version(db: &Connection, report: &Report, added: &mut Added) -> Result<u32, Error> {
    let taken = db
        .prepare_cached("SELECT 1 FROM report WHERE key = ? AND version = ?")?
        .exists(params![report.id, report.version])?;
    if !taken {
        return Ok(report.version);
    }
    let next = "SELECT max(version) + 1 FROM report WHERE key = ?";
    let version: u32 = db.prepare_cached(next)?.query_row([&report.id], |row| row.get(0))?;
    let note =
        format!("report {}: another text under version {}, kept as version {version}", report.id, report.version);
    log(db, &report.id, &note)?;
    added.notes.push(note);
    Ok(version)
}

fn log(db: &Connection, report: &str, words: &str) -> Result<(), Error> {
    db.prepare_cached("INSERT INTO change (report, words) VALUES (?, ?)")?.execute([report, words])?;
    Ok(())
}

/// The own ids of the reports that versions of a report say they correct.
fn replaced_by(db: &Connection, key: &str) -> Result<Vec<String>, Error> {
    let mut select = db.prepare_cached("SELECT replaces FROM report WHERE key = ? AND replaces IS NOT NULL")?;
    let keys = select.query_map([key], |row| row.get(0))?.collect::<Result<_, _>>()?;
    Ok(keys)
}

/// The row of the version of a report that counts: the latest, unless it withdraws the report or another corrects it.
pub(crate) fn current(db: &Connection, key: &str) -> Result<Option<i64>, Error> {
    let Some((row, withdrawn)) = latest(db, key)? else { return Ok(None) };
    if withdrawn {
        return Ok(None);
    }
    let mut select = db.prepare_cached("SELECT id, key FROM report WHERE replaces = ? AND key <> replaces")?;
    let correcting: Vec<(i64, String)> =
        select.query_map([key], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?;
    for (row, key) in correcting {
        if latest(db, &key)? == Some((row, false)) {
            return Ok(None);
        }
    }
    Ok(Some(row))
}

/// The latest version of a report, and whether it withdraws it.
fn latest(db: &Connection, key: &str) -> Result<Option<(i64, bool)>, Error> {
    let sql = "SELECT id, withdrawn FROM report WHERE key = ? ORDER BY version DESC LIMIT 1";
    Ok(db.prepare_cached(sql)?.query_row([key], |r| Ok((r.get(0)?, r.get(1)?))).optional()?)
}

/// The version of a report that takes part in the chronicle now.
pub(crate) fn counting(db: &Connection, key: &str) -> Result<Option<i64>, Error> {
    let sql = "SELECT r.id FROM report r JOIN account a ON a.report = r.id WHERE r.key = ? AND a.counts = 1";
    Ok(db.prepare_cached(sql)?.query_row([key], |r| r.get(0)).optional()?)
}

/// Whether a report has been read into the tables that are derived.
pub(crate) fn has_account(db: &Connection, row: i64) -> Result<bool, Error> {
    Ok(db.prepare_cached("SELECT 1 FROM account WHERE report = ?")?.exists([row])?)
}

/// The metadata of a report by its row.
pub(crate) fn by_row(db: &Connection, row: i64) -> Result<Report, Error> {
    let sql = concat!("SELECT ", report_columns!(), " FROM report r WHERE r.id = ?");
    Ok(db.prepare_cached(sql)?.query_row([row], report)?)
}

/// The text of a report.
pub(crate) fn text(db: &Connection, row: i64) -> Result<String, Error> {
    let bytes: Vec<u8> =
        db.prepare_cached("SELECT text FROM source WHERE report = ?")?.query_row([row], |r| r.get(0))?;
    String::from_utf8(decompress(&bytes)?).map_err(|error| Error::Damaged(error.to_string()))
}
