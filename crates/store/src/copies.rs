//! Which reports are copies of one text.

use crate::error::Error;
use crate::telling::Telling;
use crate::tellings::Tellings;
use crate::{day, hash};
use jiff::civil::Date;
use record::copies::{Imprint, likeness, rank};
use record::star::{self, Items};
use rusqlite::{Connection, OptionalExtension, params};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Days that are looked up together: copies lie at most so many days apart.
const WEEK: i64 = 7;

/// A report, in order of priority.
type Item = ((Date, Reverse<usize>, u64), i64);

fn week(published: Option<Date>) -> i64 {
    published.map_or(day::NONE, |date| day::number(date).div_euclid(WEEK))
}

/// Makes a report known to those that may be copies of it.
pub(crate) fn join(db: &Connection, telling: &Telling) -> Result<(), Error> {
    let mut insert = db.prepare_cached("INSERT OR IGNORE INTO print VALUES (?, ?, ?)")?;
    let week = week(telling.account.report.published);
    for key in telling.imprint(db)?.lookup() {
        insert.execute(params![week, key as u32, telling.report])?;
    }
    Ok(())
}

/// Takes a report away.
pub(crate) fn leave(db: &Connection, telling: &Telling) -> Result<(), Error> {
    let mut delete = db.prepare_cached("DELETE FROM print WHERE week = ? AND hash = ? AND report = ?")?;
    let week = week(telling.account.report.published);
    for key in telling.imprint(db)?.lookup() {
        delete.execute(params![week, key as u32, telling.report])?;
    }
    db.prepare_cached("DELETE FROM copy WHERE report = ?")?.execute([telling.report])?;
    Ok(())
}

/// The first of the copies of a report: itself where it is no copy.
pub(crate) fn original(db: &Connection, report: i64) -> Result<i64, Error> {
    let mut select = db.prepare_cached("SELECT leader FROM copy WHERE report = ?")?;
    Ok(select.query_row([report], |row| row.get(0)).optional()?.unwrap_or(report))
}

/// The reports that may be copies of this one.
pub(crate) fn near_rows(db: &Connection, tellings: &mut Tellings, report: i64) -> Result<Vec<i64>, Error> {
    let mut shelf = Shelf::new(db, tellings);
    let item = shelf.item(report)?;
    Ok(shelf.near(item)?.into_iter().map(|((_, row), _)| row).collect())
}

/// Settles reports among their copies; gives those that follow another one than before.
pub(crate) fn settle(db: &Connection, tellings: &mut Tellings, rows: &BTreeSet<i64>) -> Result<BTreeSet<i64>, Error> {
    let mut shelf = Shelf::new(db, tellings);
    let items = rows.iter().map(|&row| shelf.item(row)).collect::<Result<Vec<_>, _>>()?;
    star::settle(&mut shelf, items)?;
    let mut moved = shelf.moved;
    // Those that are new have no root yet, whether they are copies or not.
    moved.extend(rows);
    Ok(moved)
}

/// The reports of the store, as [`star`] asks for them.
struct Shelf<'a> {
    db: &'a Connection,
    tellings: &'a mut Tellings,
    moved: BTreeSet<i64>,
}

impl<'a> Shelf<'a> {
    fn new(db: &'a Connection, tellings: &'a mut Tellings) -> Shelf<'a> {
        Shelf { db, tellings, moved: BTreeSet::new() }
    }

    fn item(&mut self, row: i64) -> Result<Item, Error> {
        let telling = self.tellings.get(self.db, row)?;
        Ok((rank(telling.imprint(self.db)?, hash::report(&telling.account.report.id)), row))
    }

    /// Reports that share a key with this one, in its week and those beside it.
    fn candidates(&self, row: i64, imprint: &Imprint) -> Result<BTreeSet<i64>, Error> {
        let mut found = BTreeSet::new();
        let mut dated = self.db.prepare_cached(
            "SELECT report FROM print WHERE hash = ?2 AND week IN (?1 - 1, ?1, ?1 + 1, ?3) AND report <> ?4",
        )?;
        let mut any = self.db.prepare_cached(
            "SELECT p.report FROM (SELECT DISTINCT week FROM print) w JOIN print p ON p.week = w.week \
             WHERE p.hash = ?2 AND ?1 = ?3 AND p.report <> ?4",
        )?;
        let week = week(imprint.published);
        let select = if week == day::NONE { &mut any } else { &mut dated };
        for key in imprint.lookup() {
            let rows = select.query_map(params![week, key as u32, day::NONE, row], |r| r.get(0))?;
            for row in rows {
                found.insert(row?);
            }
        }
        Ok(found)
    }
}

impl Items for Shelf<'_> {
    type Id = Item;
    type Error = Error;

    fn near(&mut self, (_, row): Item) -> Result<Vec<(Item, f64)>, Error> {
        let telling = self.tellings.get(self.db, row)?;
        let imprint = telling.imprint(self.db)?;
        let mut near = BTreeMap::new();
        for other in self.candidates(row, imprint)? {
            let theirs = self.tellings.get(self.db, other)?;
            if let Some(score) = likeness(imprint, theirs.imprint(self.db)?) {
                near.insert(self.item(other)?, score);
            }
        }
        Ok(near.into_iter().collect())
    }

    fn leader(&mut self, (_, row): Item) -> Result<Option<Item>, Error> {
        let mut select = self.db.prepare_cached("SELECT leader FROM copy WHERE report = ?")?;
        let leader: Option<i64> = select.query_row([row], |r| r.get(0)).optional()?;
        leader.map(|row| self.item(row)).transpose()
    }

    fn follow(&mut self, (_, row): Item, (_, leader): Item, score: f64) -> Result<(), Error> {
        let before = original(self.db, row)?;
        let mut upsert = self.db.prepare_cached(
            "INSERT INTO copy VALUES (?, ?, ?) \
             ON CONFLICT DO UPDATE SET leader = excluded.leader, score = excluded.score",
        )?;
        upsert.execute(params![row, leader, score])?;
        if before != leader {
            self.moved.insert(row);
        }
        Ok(())
    }
}
