//! From the ground to the chronicle: what a batch of reports changes, and nothing else, is made anew.

use crate::error::Error;
use crate::tellings::Tellings;
use crate::{chronicle, copies, link, reports, rows, united};
use rusqlite::Connection;
use std::collections::BTreeSet;

/// What a batch has touched.
#[derive(Default)]
pub(crate) struct Touched {
    /// Events to settle: new ones, and the neighbours of those that left.
    pub events: BTreeSet<i64>,
    /// Reports to settle among their copies.
    pub reports: BTreeSet<i64>,
    /// Incidents, by the event that leads or led them, to describe anew.
    pub incidents: BTreeSet<i64>,
    /// Events that tell an end, which something that came or left may speak against.
    pub ended: BTreeSet<i64>,
    /// Groups of running totals to draw up anew.
    pub running: BTreeSet<i64>,
}

/// Brings the chronicle in line with the ground for reports of these own ids; the number of incidents that it touched.
pub(crate) fn settle(db: &Connection, tellings: &mut Tellings, keys: &BTreeSet<String>) -> Result<usize, Error> {
    let mut touched = Touched::default();
    let mut joining = Vec::new();
    for key in keys {
        let then = reports::counting(db, key)?;
        let now = match reports::current(db, key)? {
            // In the midst of a rebuild it may not have been read again yet.
            Some(row) if !reports::has_account(db, row)? => None,
            now => now,
        };
        if now == then {
            continue;
        }
        if let Some(row) = then {
            leave(db, tellings, row, &mut touched)?;
        }
        joining.extend(now);
    }
    for row in joining {
        let telling = tellings.get(db, row)?;
        copies::join(db, &telling)?;
        link::join(db, &telling)?;
        rows::join(db, &telling)?;
        touched.reports.insert(row);
        touched.events.extend(telling.linked());
        touched.ended.extend(link::ended_near(db, &telling)?);
    }
    for row in copies::settle(db, tellings, &touched.reports)? {
        move_root(db, tellings, row, &mut touched)?;
    }
    make_anew(db, tellings, touched)
}

/// Links what is to be linked anew and describes what that changes; the number of incidents.
pub(crate) fn make_anew(db: &Connection, tellings: &mut Tellings, mut touched: Touched) -> Result<usize, Error> {
    touched.incidents.extend(link::settle(db, tellings, &touched.events)?);
    for event in touched.ended {
        touched.incidents.extend(link::leader(db, event)?);
    }
    touched.incidents.extend(united::settle(db, tellings)?);
    for leader in touched.incidents.clone() {
        touched.incidents.insert(united::head_of(db, leader)?);
    }
    chronicle::describe(db, tellings, &touched.incidents)?;
    chronicle::draw_up(db, tellings, &touched.running)?;
    Ok(touched.incidents.len())
}

/// Takes a report out of the chronicle.
fn leave(db: &Connection, tellings: &mut Tellings, row: i64, touched: &mut Touched) -> Result<(), Error> {
    let telling = tellings.get(db, row)?;
    touched.reports.extend(copies::near_rows(db, tellings, row)?);
    for event in telling.linked() {
        touched.events.extend(link::near_rows(db, tellings, event)?);
        touched.incidents.extend(link::leader(db, event)?);
        touched.incidents.insert(event);
    }
    touched.ended.extend(link::ended_near(db, &telling)?);
    touched.running.extend(chronicle::leave_running(db, row)?);
    copies::leave(db, &telling)?;
    link::leave(db, &telling)?;
    rows::leave(db, &telling)?;
    touched.reports.remove(&row);
    touched.events.retain(|&event| crate::telling::report_of(event) != row);
    Ok(())
}

/// A report has another original: all that it is counted by is to be made anew.
fn move_root(db: &Connection, tellings: &mut Tellings, row: i64, touched: &mut Touched) -> Result<(), Error> {
    let telling = tellings.get(db, row)?;
    for event in telling.linked() {
        touched.incidents.extend(link::leader(db, event)?);
    }
    touched.running.extend(chronicle::leave_running(db, row)?);
    touched.running.extend(chronicle::join_running(db, &telling)?);
    Ok(())
}
