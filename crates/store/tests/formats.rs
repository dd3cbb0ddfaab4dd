//! A store of each format that there has been is opened, and holds what it held.

mod invented;

use invented::{add, again};
use store::{Filter, Store};

const REPORTS: u64 = 24;

/// Run once for each new format, with its number as the file's name; the file is then kept as it is.
#[test]
#[ignore = "makes the file of a new format"]
fn make() {
    let path = std::path::Path::new("tests/formats/4.db");
    assert!(!path.exists(), "a store of this format is kept already");
    let mut store = Store::open(path).unwrap();
    add(&mut store, &(0..REPORTS).collect::<Vec<_>>(), 10).unwrap();
    drop(store);
    rusqlite::Connection::open(path).unwrap().execute_batch("PRAGMA journal_mode = delete; VACUUM").unwrap();
}

#[test]
fn past_formats_open() {
    for file in std::fs::read_dir("tests/formats").unwrap() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("past.db");
        std::fs::copy(file.unwrap().path(), &path).unwrap();
        let mut store = Store::open(&path).unwrap();
        assert_eq!(store.status().unwrap().reports, REPORTS);
        assert!(!store.incidents(&Filter::default()).unwrap().is_empty());
        store.rebuild(again, |_, _| {}).unwrap();
        add(&mut store, &(0..REPORTS + 20).collect::<Vec<_>>(), 10).unwrap();
        assert_eq!(store.status().unwrap().reports, REPORTS + 20);
    }
}
