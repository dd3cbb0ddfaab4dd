//! Reports that were compared lately, kept at hand.

use crate::day;
use crate::decisions::Decided;
use crate::error::Error;
use crate::pack;
use crate::telling::Telling;
use record::account::Report;
use rusqlite::{Connection, OptionalExtension, Row};
use std::collections::HashMap;
use std::rc::Rc;

/// Reports at hand, at most: some 100 MB.
const MOST: usize = 16_384;

/// Columns of `report r` that make a [`Report`], in the order in which [`report`] reads them.
macro_rules! report_columns {
    () => {
        "r.key, r.version, r.withdrawn, r.replaces, r.published, r.language, r.outlet, r.agency, r.title, r.url, r.translated_from"
    };
}
pub(crate) use report_columns;

const ACCOUNT: &str =
    concat!("SELECT ", report_columns!(), ", a.body FROM report r JOIN account a ON a.report = r.id WHERE r.id = ?");

/// The metadata of a report, from [`report_columns`].
pub(crate) fn report(row: &Row) -> rusqlite::Result<Report> {
    Ok(Report {
        id: row.get(0)?,
        version: row.get(1)?,
        withdrawn: row.get(2)?,
        replaces: row.get(3)?,
        published: row.get::<_, Option<i64>>(4)?.and_then(day::date),
        language: row.get(5)?,
        outlet: row.get(6)?,
        agency: row.get(7)?,
        title: row.get(8)?,
        url: row.get(9)?,
        translated_from: row.get(10)?,
    })
}

/// Reports at hand, by row, and what people have decided.
#[derive(Default)]
pub(crate) struct Tellings {
    held: HashMap<i64, Rc<Telling>>,
    decided: Rc<Decided>,
}

impl Tellings {
    pub(crate) fn clear(&mut self) {
        self.held.clear();
    }

    /// What people have decided.
    pub(crate) fn decided(&self) -> Rc<Decided> {
        Rc::clone(&self.decided)
    }

    pub(crate) fn decide(&mut self, decided: Decided) {
        self.decided = Rc::new(decided);
    }

    pub(crate) fn put(&mut self, telling: Telling) -> Rc<Telling> {
        if self.held.len() >= MOST {
            self.held.clear();
        }
        let telling = Rc::new(telling);
        self.held.insert(telling.report, Rc::clone(&telling));
        telling
    }

    /// A report of the store.
    pub(crate) fn get(&mut self, db: &Connection, row: i64) -> Result<Rc<Telling>, Error> {
        if let Some(telling) = self.held.get(&row) {
            return Ok(Rc::clone(telling));
        }
        let mut select = db.prepare_cached(ACCOUNT)?;
        let found = select.query_row([row], |r| Ok((report(r)?, r.get_ref(11)?.as_blob()?.to_vec()))).optional()?;
        let account = found.and_then(|(report, body)| pack::unpack(report, &body));
        let account = account.ok_or_else(|| Error::Damaged(format!("account {row}")))?;
        Ok(self.put(Telling::new(row, account)))
    }
}
