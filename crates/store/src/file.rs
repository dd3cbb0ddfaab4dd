//! The file: its format, its settings, and what to say of a file that is none of ours.

use crate::error::Error;
use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use std::path::Path;
use std::time::Duration;

/// "Depe", in SQLite's header.
const APPLICATION_ID: i64 = 0x4465_7065;
/// The format that this version writes.
const FORMAT: i64 = 4;
/// How long a process waits for another that writes.
const PATIENCE: Duration = Duration::from_secs(5);
/// Statements that are kept compiled.
const STATEMENTS: usize = 256;

/// Tables of what was added and decided.
pub(crate) const GROUND: &str = include_str!("schema.sql");
/// Tables of what is derived from it.
pub(crate) const DERIVED: &str = include_str!("derived.sql");

/// Opens a store; makes it where there is none.
pub(crate) fn open(path: &Path) -> Result<Connection, Error> {
    let fails = |error: rusqlite::Error| match Error::from(error) {
        Error::Damaged(_) if !has_sqlite_header(path) => Error::Foreign(path.to_path_buf()),
        Error::Sqlite(error) => Error::Open(path.to_path_buf(), error.to_string()),
        other => other,
    };
    let mut db = Connection::open_with_flags(path, OpenFlags::default()).map_err(fails)?;
    db.busy_timeout(PATIENCE)?;
    db.set_prepared_statement_cache_capacity(STATEMENTS);
    check(&db, path).map_err(|error| match error {
        Error::Damaged(_) if !has_sqlite_header(path) => Error::Foreign(path.to_path_buf()),
        other => other,
    })?;
    db.pragma_update(None, "journal_mode", "wal")?;
    db.pragma_update(None, "synchronous", "normal")?;
    db.pragma_update(None, "foreign_keys", false)?;
    // Negative: kibibytes.
    db.pragma_update(None, "cache_size", -98_304)?;
    db.pragma_update(None, "mmap_size", 1_i64 << 27)?;
    db.pragma_update(None, "wal_autocheckpoint", 8192)?;
    db.pragma_update(None, "temp_store", "memory")?;
    make(&mut db)?;
    Ok(db)
}

/// Whether the file says that it is a database.
fn has_sqlite_header(path: &Path) -> bool {
    use std::io::Read;
    let mut header = [0; 16];
    let read = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut header));
    read.is_ok() && &header == b"SQLite format 3\0"
}

/// Refuses a file that is not ours, or newer than we are.
fn check(db: &Connection, path: &Path) -> Result<(), Error> {
    let application: i64 = db.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let format: i64 = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if application != APPLICATION_ID && tables > 0 {
        return Err(Error::Foreign(path.to_path_buf()));
    }
    if format > FORMAT {
        return Err(Error::Newer { path: path.to_path_buf(), found: format, known: FORMAT });
    }
    Ok(())
}

/// Makes the tables of a new file, and those that a file of an earlier format lacks.
fn make(db: &mut Connection) -> Result<(), Error> {
    if version(db)? == FORMAT {
        return Ok(());
    }
    let transaction = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have made them while this one waited.
    match version(&transaction)? {
        0 => transaction.execute_batch(GROUND)?,
        1..=3 => transaction.execute_batch("ALTER TABLE decision ADD COLUMN seen INTEGER")?,
        _ => {}
    }
    if version(&transaction)? < FORMAT {
        transaction.execute_batch(DERIVED)?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", FORMAT)?;
    }
    transaction.commit()?;
    Ok(())
}

fn version(db: &Connection) -> Result<i64, Error> {
    Ok(db.pragma_query_value(None, "user_version", |row| row.get(0))?)
}
