//! Where the chronicle is kept: one SQLite file.
//!
//! The ground is what was added and decided: reports as they were read, people's decisions, a log of changes. All else is
//! derived from it by `record` and depends on the set of reports alone, not on the order in which they came: a batch of
//! reports is one transaction, at the end of which whatever the batch has touched is made anew.

mod batch;
mod cases;
mod chronicle;
mod copies;
mod day;
mod decisions;
mod dump;
mod error;
mod explain;
mod file;
mod find;
mod hash;
mod link;
mod names;
mod pack;
mod rebuild;
mod reports;
mod rows;
mod search;
mod show;
mod sources;
mod tags;
mod telling;
mod tellings;
mod united;
mod view;

pub use decisions::{incident_id, incident_number};
pub use error::Error;
pub use explain::*;
pub use rebuild::{Again, Stored};
pub use reports::{Added, Kept};
pub use search::RANKED;
pub use sources::*;
pub use view::*;

use decisions::Decided;
use rusqlite::{Connection, Transaction, TransactionBehavior};
use show::Desk;
use std::path::{Path, PathBuf};
use tellings::Tellings;

/// A store of reports and their chronicle.
pub struct Store {
    db: Connection,
    path: PathBuf,
    tellings: Tellings,
    /// SQLite's mark of what other processes have written.
    data_version: i64,
}

impl Store {
    /// Opens a store; makes it where there is none.
    pub fn open(path: &Path) -> Result<Store, Error> {
        let db = file::open(path)?;
        Ok(Store { db, path: path.to_path_buf(), tellings: Tellings::default(), data_version: 0 })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Bounds the file to so many pages of 4 KiB, for those who share a disk: what goes beyond fails as on a full disk.
    pub fn bound(&self, pages: u32) -> Result<(), Error> {
        // The pragma answers with the bound.
        self.db.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))?;
        Ok(())
    }

    /// Runs one transaction that writes. What it leaves undone at an error is as if it had never begun.
    fn write<T>(&mut self, work: impl FnOnce(&Transaction, &mut Tellings) -> Result<T, Error>) -> Result<T, Error> {
        let transaction = self.db.transaction_with_behavior(TransactionBehavior::Immediate)?;
        refresh(&transaction, &mut self.tellings, &mut self.data_version)?;
        let done = work(&transaction, &mut self.tellings).and_then(|done| {
            transaction.commit()?;
            Ok(done)
        });
        if done.is_err() {
            self.tellings.clear();
        }
        done
    }

    /// What views look things up in, in line with what other processes have written.
    fn desk(&mut self) -> Result<Desk<'_>, Error> {
        refresh(&self.db, &mut self.tellings, &mut self.data_version)?;
        Ok(Desk::new(&self.db, &mut self.tellings))
    }
}

/// Forgets what is at hand where another process has written since.
fn refresh(db: &Connection, tellings: &mut Tellings, known: &mut i64) -> Result<(), Error> {
    let version = db.pragma_query_value(None, "data_version", |row| row.get(0))?;
    if version != *known {
        tellings.clear();
        tellings.decide(Decided::load(db)?);
        *known = version;
    }
    Ok(())
}
