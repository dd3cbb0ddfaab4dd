//! What happens to a store may be bad; what is in it stays whole, and the message says what is wrong.

mod invented;

use invented::{add, again, kept, store_of};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;
use store::{Error, Store};

const REPORTS: u64 = 240;
const KILLS: u64 = 100;

/// The process that is killed: not a test of its own.
#[test]
#[ignore = "run by the test that kills it"]
fn victim() {
    let Some(path) = std::env::var_os("DEPECHE_VICTIM") else { return };
    let mut store = Store::open(Path::new(&path)).unwrap();
    add(&mut store, &(0..REPORTS).collect::<Vec<_>>(), 6).unwrap();
    store.rebuild(again, |_, _| {}).unwrap();
}

#[test]
fn a_kill_at_any_moment_loses_and_doubles_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("killed.db");
    let mut random = invented::Random(7);
    for _ in 0..KILLS {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--ignored", "--exact", "victim"])
            .env("DEPECHE_VICTIM", &path)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(5 + random.below(150)));
        child.kill().unwrap();
        child.wait().unwrap();
    }
    let numbers: Vec<u64> = (0..REPORTS).collect();
    let mut killed = Store::open(&path).unwrap();
    add(&mut killed, &numbers, 6).unwrap();
    if killed.is_rebuilding().unwrap() {
        killed.rebuild(again, |_, _| {}).unwrap();
    }
    let other = tempfile::tempdir().unwrap();
    let mut whole = store_of(other.path(), &numbers, 60);
    assert_eq!(killed.status().unwrap(), whole.status().unwrap());
    assert!(killed.dump().unwrap() == whole.dump().unwrap(), "the killed store differs");
}

#[test]
fn a_full_disk_leaves_what_was_added() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = store_of(dir.path(), &(0..60).collect::<Vec<_>>(), 20);
    let before = store.dump().unwrap();
    let rows = rusqlite::Connection::open(store.path()).unwrap();
    let pages: u32 = rows.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    drop(rows);
    store.bound(pages + 4).unwrap();
    let full = (60..90).map(kept).collect();
    assert!(matches!(store.add(full), Err(Error::Full)));
    assert!(store.dump().unwrap() == before, "a batch that failed has left something");
    store.bound(u32::MAX - 1).unwrap();
    add(&mut store, &(60..90).collect::<Vec<_>>(), 30).unwrap();
    let other = tempfile::tempdir().unwrap();
    let mut whole = store_of(other.path(), &(0..90).collect::<Vec<_>>(), 20);
    assert!(store.dump().unwrap() == whole.dump().unwrap());
}

#[test]
fn two_processes_wait_for_each_other() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = store_of(dir.path(), &(0..30).collect::<Vec<_>>(), 30);
    let mut second = Store::open(store.path()).unwrap();
    // Each sees what the other has written.
    add(&mut second, &(30..60).collect::<Vec<_>>(), 10).unwrap();
    add(&mut store, &(60..90).collect::<Vec<_>>(), 10).unwrap();
    add(&mut second, &(90..120).collect::<Vec<_>>(), 10).unwrap();
    let other = tempfile::tempdir().unwrap();
    let mut whole = store_of(other.path(), &(0..120).collect::<Vec<_>>(), 120);
    assert!(store.dump().unwrap() == whole.dump().unwrap());
    // One that does not end is waited for in vain.
    let stubborn = rusqlite::Connection::open(store.path()).unwrap();
    stubborn.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert!(matches!(store.add(vec![kept(500)]), Err(Error::Busy)));
    stubborn.execute_batch("ROLLBACK").unwrap();
    assert_eq!(store.add(vec![kept(500)]).unwrap().new, 1);
}

/// Opens a file with this content and gives the message.
fn check(content: impl FnOnce(&Path)) -> String {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("it.db");
    content(&path);
    match Store::open(&path) {
        Ok(_) => "opened".to_string(),
        Err(error) => error.to_string().replace(&format!("{}/", dir.path().display()), ""),
    }
}

#[test]
fn files_that_are_none_of_ours() {
    let sql = |path: &Path, sql: &str| rusqlite::Connection::open(path).unwrap().execute_batch(sql).unwrap();
    let text = "Shells hit the market on Tuesday, and the town's three bakeries stayed shut.\n".repeat(40);
    assert_eq!(check(|path| std::fs::write(path, &text).unwrap()), "it.db is not a Depeche store");
    assert_eq!(check(|path| sql(path, "CREATE TABLE note (words)")), "it.db is not a Depeche store");
    let newer = check(|path| {
        drop(Store::open(path).unwrap());
        sql(path, "PRAGMA user_version = 99");
    });
    assert!(newer.contains("a store of format 99") && newer.contains("use a newer one"), "{newer}");
    let directory = check(|path| std::fs::create_dir(path).unwrap());
    assert!(directory.starts_with("cannot open it.db"), "{directory}");
    assert_eq!(check(|path| std::fs::write(path, "").unwrap()), "opened");
}

#[test]
fn a_damaged_store_is_refused_and_never_crashes() {
    let dir = tempfile::tempdir().unwrap();
    let store = store_of(dir.path(), &(0..60).collect::<Vec<_>>(), 60);
    let path = store.path().to_path_buf();
    drop(store);
    let whole = std::fs::read(&path).unwrap();
    let mut refused = 0;
    for n in 0..12u64 {
        let mut bytes = whole.clone();
        let from = (whole.len() / 13 * (n as usize + 1)).min(whole.len() - 4096);
        bytes[from..from + 4096].fill(0xa5);
        std::fs::write(&path, &bytes).unwrap();
        let outcome = Store::open(&path).and_then(|mut store| {
            add(&mut store, &[700 + n], 1)?;
            store.dump()
        });
        refused += usize::from(matches!(outcome, Err(Error::Damaged(_))));
    }
    assert!(refused > 0, "no damage was found");
}
