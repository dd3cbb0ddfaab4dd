//! What can go wrong with a store, in words for the one who runs the program.

use std::path::PathBuf;

/// Why a store cannot be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Some other program's file.
    #[error("{0} is not a Depeche store")]
    Foreign(PathBuf),
    /// Made by a newer version of the program.
    #[error(
        "{path} is a store of format {found}; this version of Depeche knows formats up to {known}: use a newer one"
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: i64,
        /// The newest format that this version knows.
        known: i64,
    },
    /// The file is damaged.
    #[error("the store is damaged ({0}); restore it from a backup, or add its reports to a new one")]
    Damaged(String),
    /// Another process writes.
    #[error("another process is writing to the store; try again when it has ended")]
    Busy,
    /// No space is left.
    #[error("no space is left for the store; what was added before stands, the rest is not added")]
    Full,
    /// A stored reading cannot be read again.
    #[error("{0}")]
    Reading(String),
    /// The file cannot be opened at all.
    #[error("cannot open {0}: {1}")]
    Open(PathBuf, String),
    /// Anything else.
    #[error("the store failed: {0}")]
    Sqlite(rusqlite::Error),
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Error {
        use rusqlite::ErrorCode::*;
        match error.sqlite_error_code() {
            Some(DatabaseBusy | DatabaseLocked) => Error::Busy,
            Some(DiskFull) => Error::Full,
            Some(DatabaseCorrupt | NotADatabase) => Error::Damaged(error.to_string()),
            _ => Error::Sqlite(error),
        }
    }
}
