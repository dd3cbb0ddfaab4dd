//! Where the chronicle is kept: one SQLite file.
