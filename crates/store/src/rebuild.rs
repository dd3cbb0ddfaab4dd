//! Making all that is derived anew, from the reports as they are kept.

use crate::error::Error;
use crate::file::DERIVED;
use crate::{Store, batch, pack, reports};
use record::account::{Account, Report};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::BTreeSet;

/// Reports in one transaction.
const BATCH: i64 = 500;

/// A report of the store, to be read again.
#[derive(Clone, Debug)]
pub struct Stored {
    /// Its metadata, with the version that it is kept under.
    pub report: Report,
    /// Its text.
    pub text: String,
    /// The published reading, JSON.
    pub reading: Vec<u8>,
    /// The program, models and data that made the reading.
    pub made_by: String,
}

/// A report that was read again.
#[derive(Clone, Debug)]
pub struct Again {
    /// What it contributes; its metadata stay as they are kept.
    pub account: Account,
    /// The new published reading and who made it, where it is to take the place of the old one.
    pub reading: Option<(Vec<u8>, String)>,
}

impl Store {
    /// Drops all that is derived and makes it anew, in batches; `read` gives the accounts of a batch, in its order. Where an
    /// earlier rebuild was broken off, goes on from there. `progress` is told how many reports are done, and of how many.
    pub fn rebuild(
        &mut self,
        mut read: impl FnMut(&[Stored]) -> Result<Vec<Again>, String>,
        mut progress: impl FnMut(u64, u64),
    ) -> Result<(), Error> {
        if !self.is_rebuilding()? {
            self.write(|db, tellings| {
                tellings.clear();
                drop_derived(db)?;
                db.execute_batch(DERIVED)?;
                db.execute("INSERT INTO state VALUES ('rebuilt', 0)", [])?;
                Ok(())
            })?;
        }
        let all: i64 = self.db.query_row("SELECT count(*) FROM report", [], |row| row.get(0))?;
        let mut done = self.db.query_row(
            "SELECT count(*) FROM report WHERE id <= (SELECT value FROM state WHERE name = 'rebuilt')",
            [],
            |row| row.get::<_, i64>(0),
        )?;
        loop {
            let next = self.next()?;
            let Some(&(last, _)) = next.last() else { break };
            let stored: Vec<Stored> = next.iter().map(|(_, stored)| stored.clone()).collect();
            let again = read(&stored).map_err(Error::Reading)?;
            if again.len() != next.len() {
                return Err(Error::Reading(format!("{} of {} reports were read again", again.len(), next.len())));
            }
            self.write(|db, tellings| {
                let mut keys = BTreeSet::new();
                for ((row, stored), again) in next.iter().zip(&again) {
                    put(db, *row, again)?;
                    keys.insert(stored.report.id.clone());
                    keys.extend(stored.report.replaces.clone());
                }
                tellings.clear();
                batch::settle(db, tellings, &keys)?;
                db.execute("UPDATE state SET value = ? WHERE name = 'rebuilt'", [last])?;
                Ok(())
            })?;
            done += next.len() as i64;
            progress(done as u64, all as u64);
        }
        self.write(|db, _| {
            db.execute("DELETE FROM state WHERE name = 'rebuilt'", [])?;
            Ok(())
        })
    }

    /// Whether a rebuild was broken off.
    pub fn is_rebuilding(&self) -> Result<bool, Error> {
        Ok(self.db.prepare_cached("SELECT 1 FROM state WHERE name = 'rebuilt'")?.exists([])?)
    }

    /// The reports to read next: those that have no account yet.
    fn next(&self) -> Result<Vec<(i64, Stored)>, Error> {
        let mut select = self.db.prepare_cached(
            "SELECT r.id, r.made_by, s.text, s.reading FROM report r JOIN source s ON s.report = r.id \
             WHERE r.id > (SELECT value FROM state WHERE name = 'rebuilt') ORDER BY r.id LIMIT ?",
        )?;
        let mut rows = select.query([BATCH])?;
        let mut next = Vec::new();
        while let Some(row) = rows.next()? {
            let id = row.get(0)?;
            let text = reports::decompress(row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?)?;
            let stored = Stored {
                report: reports::by_row(&self.db, id)?,
                text: String::from_utf8(text).map_err(|error| Error::Damaged(error.to_string()))?,
                reading: reports::decompress(row.get_ref(3)?.as_blob().map_err(rusqlite::Error::from)?)?,
                made_by: row.get(1)?,
            };
            next.push((id, stored));
        }
        Ok(next)
    }
}

/// Writes what a report contributes, and its new reading where there is one.
fn put(db: &Connection, row: i64, again: &Again) -> Result<(), Error> {
    let counts: Option<bool> =
        db.prepare_cached("SELECT counts FROM account WHERE report = ?")?.query_row([row], |r| r.get(0)).optional()?;
    // A report that was added since the rebuild began stands already.
    if counts.is_none() {
        db.prepare_cached("INSERT INTO account VALUES (?, 0, ?)")?.execute(params![row, pack::pack(&again.account)])?;
    }
    if let Some((reading, made_by)) = &again.reading {
        let reading = reports::compress(reading)?;
        db.prepare_cached("UPDATE source SET reading = ? WHERE report = ?")?.execute(params![reading, row])?;
        db.prepare_cached("UPDATE report SET made_by = ? WHERE id = ?")?.execute(params![made_by, row])?;
    }
    Ok(())
}

/// Drops the tables that [`DERIVED`] makes.
fn drop_derived(db: &Connection) -> Result<(), Error> {
    let words = DERIVED.split("CREATE ").filter_map(|part| {
        part.strip_prefix("TABLE IF NOT EXISTS ")
            .or_else(|| part.strip_prefix("VIRTUAL TABLE IF NOT EXISTS "))
            .and_then(|rest| rest.split(' ').next())
    });
    for table in words {
        db.execute_batch(&format!("DROP TABLE IF EXISTS {table}"))?;
    }
    Ok(())
}
