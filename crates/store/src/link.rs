//! Which events of which reports are one happening.

use crate::day;
use crate::error::Error;
use crate::telling::{Telling, report_of};
use crate::tellings::Tellings;
use claims::{ActorKind, Reality};
use record::dispute::{STILL_DAYS, may_speak_against_an_end};
use record::mention::{Mention, Side, Spot};
use record::rank::Rank;
use record::same::{Reach, likeness};
use record::star::{self, Items};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Kilometres of a degree of latitude.
const DEGREE_KM: f64 = 111.2;
/// Days that [`involved`](join) takes together.
const SPAN: i64 = 16;
/// An event that may lie in more days than these is looked up by its place alone.
const LONGEST: i64 = 512;

/// An event, in order of priority.
type Item = (Rank, i64);

/// Makes the events of a report known to those that may tell of the same.
pub(crate) fn join(db: &Connection, telling: &Telling) -> Result<(), Error> {
    let mut space = db.prepare_cached("INSERT INTO space VALUES (?, ?, ?, ?, ?, ?, ?)")?;
    let mut ended = db.prepare_cached("INSERT INTO ended VALUES (?, ?, ?, ?, ?, ?, ?)")?;
    let mut involved = db.prepare_cached("INSERT OR IGNORE INTO involved VALUES (?, ?, ?, ?)")?;
    for mention in telling.mentions() {
        let row = mention.id.0;
        let square = mention.spot.as_ref().and_then(square_of);
        if let (Some(square), Some(days)) = (square, mention.days) {
            let (first, last) = day::numbers(days);
            space.execute(params![row, square.0, square.1, square.2, square.3, first, last])?;
        }
        if let Some((square, (first, last))) = square.zip(days_against_the_end(mention)) {
            ended.execute(params![row, square.0, square.1, square.2, square.3, first, last])?;
        }
        for party in parties(mention) {
            for span in own_spans(mention) {
                involved.execute(params![is_pointless(mention), party, span, row])?;
            }
        }
    }
    Ok(())
}

/// Takes the events of a report away.
pub(crate) fn leave(db: &Connection, telling: &Telling) -> Result<(), Error> {
    let mut involved =
        db.prepare_cached("DELETE FROM involved WHERE pointless = ? AND party = ? AND span = ? AND event = ?")?;
    for mention in telling.mentions() {
        let row = mention.id.0;
        db.prepare_cached("DELETE FROM space WHERE event = ?")?.execute([row])?;
        if days_against_the_end(mention).is_some() {
            db.prepare_cached("DELETE FROM ended WHERE event = ?")?.execute([row])?;
        }
        db.prepare_cached("DELETE FROM follow WHERE event = ?")?.execute([row])?;
        for party in parties(mention) {
            for span in own_spans(mention) {
                involved.execute(params![is_pointless(mention), party, span, row])?;
            }
        }
    }
    Ok(())
}

/// The days on which fighting that goes on speaks against the end that an event tells; `None` where it tells none.
fn days_against_the_end(mention: &Mention) -> Option<(i64, i64)> {
    let told = mention.published.filter(|_| mention.reality == Reality::Ended).map(day::number)?;
    Some((told, told + i64::from(STILL_DAYS)))
}

/// The events that tell an end which the fighting that a report tells of may speak against.
pub(crate) fn ended_near(db: &Connection, telling: &Telling) -> Result<BTreeSet<i64>, Error> {
    let mut select = db.prepare_cached(
        "SELECT event FROM ended WHERE day1 >= ?1 AND day0 <= ?1 AND lat1 >= ?2 AND lat0 <= ?3 AND lon1 >= ?4 AND lon0 <= ?5",
    )?;
    let mut found = BTreeSet::new();
    let Some(published) = telling.account.report.published.map(day::number) else { return Ok(found) };
    for mention in telling.mentions().filter(|mention| may_speak_against_an_end(mention)) {
        let Some((south, north, west, east)) = mention.spot.as_ref().and_then(square_of) else { continue };
        for event in select.query_map(params![published, south, north, west, east], |r| r.get(0))? {
            found.insert(event?);
        }
    }
    Ok(found)
}

/// The fighting that may speak against the end that an event tells: in its own report, and near it in other reports.
pub(crate) fn against_the_end(db: &Connection, telling: &Telling, mention: &Mention) -> Result<BTreeSet<i64>, Error> {
    let Some((first, last)) = days_against_the_end(mention) else { return Ok(BTreeSet::new()) };
    let mut found: BTreeSet<i64> = telling.linked().collect();
    let Some((south, north, west, east)) = mention.spot.as_ref().and_then(square_of) else { return Ok(found) };
    // What is told on these days may have happened before them.
    let mut select = db.prepare_cached(
        "SELECT event FROM space WHERE day1 >= ? AND day0 <= ? AND lat1 >= ? AND lat0 <= ? AND lon1 >= ? AND lon0 <= ?",
    )?;
    for event in
        select.query_map(params![first - i64::from(STILL_DAYS), last, south, north, west, east], |r| r.get(0))?
    {
        found.insert(event?);
    }
    Ok(found)
}

/// The event that an event follows: itself where it leads.
pub(crate) fn leader(db: &Connection, event: i64) -> Result<Option<i64>, Error> {
    let mut select = db.prepare_cached("SELECT leader FROM follow WHERE event = ?")?;
    Ok(select.query_row([event], |row| row.get(0)).optional()?)
}

/// The events that may tell of the same as this one.
pub(crate) fn near_rows(db: &Connection, tellings: &mut Tellings, event: i64) -> Result<Vec<i64>, Error> {
    let mut field = Field::new(db, tellings);
    let item = field.item(event)?;
    Ok(field.near(item)?.into_iter().map(|((_, row), _)| row).collect())
}

/// The events that lie within reach of this one, like or not.
pub(crate) fn candidates(db: &Connection, tellings: &mut Tellings, event: i64) -> Result<BTreeSet<i64>, Error> {
    let telling = tellings.get(db, report_of(event))?;
    match telling.of(event) {
        Some((_, mention)) => Field::new(db, tellings).candidates(&telling, mention),
        None => Ok(BTreeSet::new()),
    }
}

/// Settles events; gives the leaders whose incidents have changed.
pub(crate) fn settle(db: &Connection, tellings: &mut Tellings, rows: &BTreeSet<i64>) -> Result<BTreeSet<i64>, Error> {
    let mut field = Field::new(db, tellings);
    let items = rows.iter().map(|&row| field.item(row)).collect::<Result<Vec<_>, _>>()?;
    star::settle(&mut field, items)?;
    Ok(field.touched)
}

/// The square around a circle: lowest and highest latitude, lowest and highest longitude.
pub(crate) fn square((lat, lon, km): (f64, f64, f64)) -> (f64, f64, f64, f64) {
    let high = km / DEGREE_KM;
    let wide = high / (lat.abs() + high).min(89.9).to_radians().cos();
    let (west, east) = (lon - wide, lon + wide);
    // A circle over the date line takes all longitudes in.
    let (west, east) = if west < -180.0 || east > 180.0 { (-180.0, 180.0) } else { (west, east) };
    (lat - high, lat + high, west, east)
}

/// The square around a place and its uncertainty.
pub(crate) fn square_of(spot: &Spot) -> Option<(f64, f64, f64, f64)> {
    spot.point.map(|(lat, lon)| square((lat, lon, spot.within_km)))
}

/// Whether an event is found by its parties, since no point tells where it lies.
fn is_pointless(mention: &Mention) -> bool {
    let point = |spot: &Spot| spot.point;
    mention.spot.as_ref().and_then(point).is_none()
}

/// The parties by which an event without a point is found.
fn parties(mention: &Mention) -> BTreeSet<i64> {
    let named = |side: &&Side| !matches!(side.kind, ActorKind::Population | ActorKind::Unknown);
    let sides = mention.actors.iter().chain(&mention.recipients).filter(named);
    sides.flat_map(|side| [Some(side.party), side.of]).flatten().map(|party| party.0).collect()
}

fn own_spans(mention: &Mention) -> std::ops::Range<i64> {
    spans(mention, mention.days.map(day::numbers))
}

fn spans(mention: &Mention, days: Option<(i64, i64)>) -> std::ops::Range<i64> {
    let short = |days: record::account::Days| i64::from(days.count()) <= LONGEST;
    match days.filter(|_| mention.days.is_some_and(short)) {
        Some((first, last)) => first.div_euclid(SPAN)..last.div_euclid(SPAN) + 1,
        None => 0..0,
    }
}

/// The events of the store, as [`star`] asks for them.
struct Field<'a> {
    db: &'a Connection,
    tellings: &'a mut Tellings,
    leaders: HashMap<i64, Option<i64>>,
    touched: BTreeSet<i64>,
}

impl<'a> Field<'a> {
    fn new(db: &'a Connection, tellings: &'a mut Tellings) -> Field<'a> {
        Field { db, tellings, leaders: HashMap::new(), touched: BTreeSet::new() }
    }

    fn item(&mut self, row: i64) -> Result<Item, Error> {
        let telling = self.tellings.get(self.db, report_of(row))?;
        let (rank, _) = telling.of(row).ok_or_else(|| Error::Damaged(format!("event {row}")))?;
        Ok((*rank, row))
    }

    /// Rows of the events that lie within reach.
    fn candidates(&mut self, telling: &Telling, mention: &Mention) -> Result<BTreeSet<i64>, Error> {
        let mut found: BTreeSet<i64> = telling.linked().collect();
        let reach = Reach::of(mention);
        let days = reach.days.map(day::numbers);
        if let (Some(circle), Some((first, last))) = (reach.circle, days) {
            let (south, north, west, east) = square(circle);
            let mut select = self.db.prepare_cached(
                "SELECT event FROM space WHERE day1 >= ? AND day0 <= ? AND lat1 >= ? AND lat0 <= ? AND lon1 >= ? AND lon0 <= ?",
            )?;
            for row in select.query_map(params![first, last, south, north, west, east], |r| r.get(0))? {
                found.insert(row?);
            }
        }
        let mut select = self.db.prepare_cached(
            "SELECT event FROM involved WHERE pointless = ? AND party = ? AND span >= ? AND span < ?",
        )?;
        let spans = spans(mention, days);
        let least = i64::from(!is_pointless(mention));
        for party in parties(mention) {
            for pointless in least..=1 {
                let rows = select.query_map(params![pointless, party, spans.start, spans.end], |r| r.get(0))?;
                for row in rows {
                    found.insert(row?);
                }
            }
        }
        found.remove(&mention.id.0);
        Ok(found)
    }
}

impl Items for Field<'_> {
    type Id = Item;
    type Error = Error;

    fn near(&mut self, (_, row): Item) -> Result<Vec<(Item, f64)>, Error> {
        let telling = self.tellings.get(self.db, report_of(row))?;
        let Some((_, mention)) = telling.of(row) else { return Ok(Vec::new()) };
        let decided = self.tellings.decided();
        let mut near = BTreeMap::new();
        for other in self.candidates(&telling, mention)? {
            let theirs = self.tellings.get(self.db, report_of(other))?;
            let Some((rank, candidate)) = theirs.of(other) else { continue };
            if !decided.may_meet(mention.anchor, candidate.anchor) {
                continue;
            }
            if let Some(likeness) = likeness(mention, candidate).filter(|l| l.score >= star::ENOUGH) {
                near.insert((*rank, other), likeness.score);
            }
        }
        Ok(near.into_iter().collect())
    }

    fn leader(&mut self, (_, row): Item) -> Result<Option<Item>, Error> {
        let held = match self.leaders.get(&row) {
            Some(&held) => held,
            None => {
                let held = leader(self.db, row)?;
                self.leaders.insert(row, held);
                held
            }
        };
        held.map(|row| self.item(row)).transpose()
    }

    fn follow(&mut self, (_, row): Item, (_, leader): Item, score: f64) -> Result<(), Error> {
        let before = self.leaders.insert(row, Some(leader)).flatten();
        self.touched.extend(before);
        self.touched.insert(leader);
        let mut upsert = self.db.prepare_cached(
            "INSERT INTO follow VALUES (?, ?, ?) \
             ON CONFLICT DO UPDATE SET leader = excluded.leader, score = excluded.score",
        )?;
        upsert.execute(params![row, leader, score])?;
        Ok(())
    }
}
