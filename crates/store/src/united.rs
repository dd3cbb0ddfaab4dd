//! Incidents that people have made one: which of their leaders leads them all.

use crate::decisions;
use crate::error::Error;
use crate::link;
use crate::telling::report_of;
use crate::tellings::Tellings;
use record::rank::Rank;
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet};

/// The event that leads the incident which an event is in, with all that people have united it with.
pub(crate) fn head(db: &Connection, event: i64) -> Result<Option<i64>, Error> {
    link::leader(db, event)?.map(|leader| head_of(db, leader)).transpose()
}

/// The leader of all that a leader was united with: itself where nobody has united it.
pub(crate) fn head_of(db: &Connection, leader: i64) -> Result<i64, Error> {
    let mut select = db.prepare_cached("SELECT head FROM united WHERE leader = ?")?;
    Ok(select.query_row([leader], |row| row.get(0)).optional()?.unwrap_or(leader))
}

/// Brings the table in line with the decisions and with who leads by now; the leaders whose incidents that changes.
pub(crate) fn settle(db: &Connection, tellings: &mut Tellings) -> Result<BTreeSet<i64>, Error> {
    let (before, now) = (kept(db)?, decided(db, tellings)?);
    let mut changed = BTreeSet::new();
    for (&leader, &head) in before.iter().filter(|(leader, head)| now.get(leader) != Some(head)) {
        db.prepare_cached("DELETE FROM united WHERE leader = ?")?.execute([leader])?;
        changed.extend([leader, head]);
    }
    for (&leader, &head) in now.iter().filter(|(leader, head)| before.get(leader) != Some(head)) {
        db.prepare_cached("INSERT INTO united VALUES (?, ?)")?.execute(params![leader, head])?;
        changed.extend([leader, head]);
    }
    Ok(changed)
}

fn kept(db: &Connection) -> Result<BTreeMap<i64, i64>, Error> {
    let mut select = db.prepare_cached("SELECT leader, head FROM united")?;
    let kept = select.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    Ok(kept)
}

/// What the decisions in force unite: for each leader but the first of those united, the first.
fn decided(db: &Connection, tellings: &mut Tellings) -> Result<BTreeMap<i64, i64>, Error> {
    let decided = tellings.decided();
    let mut leader = |anchor: u64| -> Result<Option<(Rank, i64)>, Error> {
        let Some(event) = decisions::event_of(db, tellings, anchor)? else { return Ok(None) };
        let Some(row) = link::leader(db, event)? else { return Ok(None) };
        let telling = tellings.get(db, report_of(row))?;
        Ok(telling.of(row).map(|(rank, _)| (*rank, row)))
    };
    let united = decided.ties().united(&mut leader)?;
    Ok(united.into_iter().filter(|(leader, head)| leader != head).map(|((_, l), (_, h))| (l, h)).collect())
}
