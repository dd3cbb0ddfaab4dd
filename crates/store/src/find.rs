//! From a [`Filter`] to the rows of what it asks for.

use crate::error::Error;
use crate::tags::Tags;
use crate::telling::{position_of, report_of};
use crate::view::{Filter, Where};
use crate::{day, names, tags};
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};
use std::collections::{BTreeSet, HashMap};
use std::ops::ControlFlow;

/// Beyond so many rows it makes no difference which criterion is looked up first.
const MANY: i64 = 4096;
/// Kilometres of a degree of latitude.
const DEGREE_KM: f64 = 111.2;
/// Mean radius of the earth, in kilometres.
const EARTH_KM: f64 = 6371.0;

/// Kinds of subject.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    Incidents,
    /// Incidents and groups of running totals.
    Any,
    /// Those that have tolls.
    Tolls,
    /// Those that are in dispute.
    Disputes,
}

/// The latest subjects that a filter lets through, the earliest first.
pub(crate) fn subjects(db: &Connection, filter: &Filter, wanted: Wanted) -> Result<Vec<i64>, Error> {
    let mut found: Vec<(i64, (u64, u32), i64)> = Vec::new();
    let limit = filter.limit.unwrap_or(usize::MAX);
    each(db, filter, wanted, |id, first| {
        // A day is taken whole, for rows are numbered as reports came, and that must not show.
        if found.len() >= limit && found.last().is_some_and(|(day, ..)| *day != first) {
            return Ok(ControlFlow::Break(()));
        }
        found.push((first, place_in_day(db, id)?, id));
        Ok(ControlFlow::Continue(()))
    })?;
    found.sort_unstable();
    let over = found.len().saturating_sub(limit);
    Ok(found.into_iter().skip(over).map(|(_, _, id)| id).collect())
}

/// Hands over each subject that a filter lets through, and its first day, the latest day first, until there are enough.
fn each(
    db: &Connection,
    filter: &Filter,
    wanted: Wanted,
    mut take: impl FnMut(i64, i64) -> Result<ControlFlow<()>, Error>,
) -> Result<(), Error> {
    let mut criteria = criteria(db, filter)?;
    // The rarest first.
    let mut sized = Vec::with_capacity(criteria.len());
    for tags in criteria.drain(..) {
        sized.push((size(db, &tags)?, tags));
    }
    sized.sort();
    let mut criteria: Vec<Vec<i64>> = sized.into_iter().map(|(_, tags)| tags).collect();
    let (since, until) = (filter.since.map(day::number), filter.until.map(day::number));
    let least = match since {
        Some(since) => since - longest(db)?,
        None => i64::MIN,
    };
    let most = until.unwrap_or(i64::MAX);
    let sql = match criteria.first().map_or(0, Vec::len) {
        0 if criteria.is_empty() => {
            "SELECT id, first FROM subject WHERE first BETWEEN ? AND ? ORDER BY first DESC".to_string()
        }
        // Nothing goes by that name.
        0 => return Ok(()),
        1 => "SELECT subject, day FROM tag WHERE day BETWEEN ? AND ? AND tag = ? ORDER BY day DESC".to_string(),
        n => format!(
            "SELECT DISTINCT subject, day FROM tag WHERE day BETWEEN ? AND ? AND tag IN ({}) ORDER BY day DESC",
            vec!["?"; n].join(", ")
        ),
    };
    let first = if criteria.is_empty() { Vec::new() } else { criteria.remove(0) };
    let mut select = db.prepare(&sql)?;
    let mut rows = select.query(params_from_iter([least, most].into_iter().chain(first)))?;
    while let Some(row) = rows.next()? {
        let (id, first): (i64, i64) = (row.get(0)?, row.get(1)?);
        let fits = is_wanted(db, id, wanted)?
            && !(filter.reviewed == Some(false) && is_reviewed(db, id, first)?)
            && lasts(db, id, since)?
            && meets(db, id, first, &criteria)?;
        if fits && take(id, first)?.is_break() {
            break;
        }
    }
    Ok(())
}

/// Of how many subjects that a filter lets through each tag is one, among the tags of the kind that `like` has.
pub(crate) fn tagged(db: &Connection, filter: &Filter, wanted: Wanted, like: i64) -> Result<HashMap<i64, u64>, Error> {
    let kind = tags::of_kind(like);
    let mut counts = HashMap::new();
    let filter = Filter { limit: None, ..filter.clone() };
    if filter == Filter::default() && wanted == Wanted::Any {
        let mut select = db.prepare_cached("SELECT tag, count(*) FROM tag WHERE tag BETWEEN ? AND ? GROUP BY tag")?;
        let mut rows = select.query([*kind.start(), *kind.end()])?;
        while let Some(row) = rows.next()? {
            counts.insert(row.get(0)?, row.get::<_, i64>(1)? as u64);
        }
        return Ok(counts);
    }
    let mut select = db.prepare_cached("SELECT tags FROM subject WHERE id = ?")?;
    each(db, &filter, wanted, |subject, _| {
        let tags: Vec<u8> = select.query_row([subject], |row| row.get(0))?;
        for tag in Tags::unpack(&tags).range(kind.clone()) {
            *counts.entry(*tag).or_default() += 1;
        }
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(counts)
}

/// Where a subject stands among those of its day: the same in whatever order reports came.
fn place_in_day(db: &Connection, id: i64) -> Result<(u64, u32), Error> {
    if id < 0 {
        // Running totals go by their first toll.
        let mut select = db.prepare_cached("SELECT min(anchor) FROM toll WHERE subject = ?")?;
        let anchor: Option<i64> = select.query_row([id], |row| row.get(0))?;
        return Ok((anchor.unwrap_or_default() as u64, 0));
    }
    let mut select = db.prepare_cached("SELECT anchor FROM report WHERE id = ?")?;
    let anchor: i64 = select.query_row([report_of(id)], |row| row.get(0))?;
    Ok((anchor as u64, position_of(id)))
}

/// The tags of which a subject has one, for each thing that a filter asks for.
fn criteria(db: &Connection, filter: &Filter) -> Result<Vec<Vec<i64>>, Error> {
    let mut criteria = Vec::new();
    if let Some(name) = &filter.actor {
        criteria.push(names::called(db, name)?.into_iter().map(tags::actor).collect());
    }
    if let Some(place) = &filter.place {
        criteria.push(places(db, place)?.into_iter().map(tags::place).collect());
    }
    if let Some(name) = &filter.source {
        let parties = names::called(db, name)?.into_iter().map(tags::source);
        criteria.push(parties.chain([tags::outlet(name)]).collect());
    }
    criteria.extend(filter.kind.map(|kind| vec![tags::kind(kind)]));
    criteria.extend(filter.measure.map(|measure| vec![tags::measure(measure)]));
    criteria.extend(filter.reviewed.filter(|reviewed| *reviewed).map(|_| vec![tags::reviewed()]));
    criteria.extend(filter.language.as_ref().map(|code| vec![tags::language(code)]));
    Ok(criteria)
}

/// How many subjects have one of the tags, counted up to [`MANY`].
fn size(db: &Connection, tags: &[i64]) -> Result<i64, Error> {
    let mut count = db.prepare_cached("SELECT count(*) FROM (SELECT 1 FROM tag WHERE tag = ? LIMIT ?)")?;
    let mut size = 0;
    for tag in tags {
        size += count.query_row([*tag, MANY], |row| row.get::<_, i64>(0))?;
    }
    Ok(size)
}

/// Days from the first to the last of the longest subject.
fn longest(db: &Connection) -> Result<i64, Error> {
    let longest: Option<i64> = db
        .prepare_cached("SELECT max(last - first) FROM subject")?
        .query_row([], |row| row.get(0))
        .optional()?
        .flatten();
    Ok(longest.unwrap_or(0))
}

fn is_wanted(db: &Connection, id: i64, wanted: Wanted) -> Result<bool, Error> {
    let sql = match wanted {
        Wanted::Incidents => return Ok(id > 0),
        Wanted::Any => return Ok(true),
        Wanted::Tolls => "SELECT 1 FROM toll WHERE subject = ?",
        Wanted::Disputes => "SELECT 1 FROM dispute WHERE subject = ?",
    };
    Ok(db.prepare_cached(sql)?.exists([id])?)
}

fn lasts(db: &Connection, id: i64, since: Option<i64>) -> Result<bool, Error> {
    let Some(since) = since else { return Ok(true) };
    let mut select = db.prepare_cached("SELECT last FROM subject WHERE id = ?")?;
    Ok(select.query_row([id], |row| row.get::<_, i64>(0))? >= since)
}

fn is_reviewed(db: &Connection, id: i64, day: i64) -> Result<bool, Error> {
    meets(db, id, day, &[vec![tags::reviewed()]])
}

fn meets(db: &Connection, id: i64, day: i64, criteria: &[Vec<i64>]) -> Result<bool, Error> {
    let mut select = db.prepare_cached("SELECT 1 FROM tag WHERE tag = ? AND day = ? AND subject = ?")?;
    for tags in criteria {
        let mut met = false;
        for tag in tags {
            if select.exists(params![tag, day, id])? {
                met = true;
                break;
            }
        }
        if !met {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Rows of the places that a filter asks for.
pub(crate) fn places(db: &Connection, place: &Where) -> Result<Vec<i64>, Error> {
    let (names, circles) = match place {
        Where::Named(name) => (names::called(db, name)?, Vec::new()),
        Where::Near(name, km) => {
            let rows = names::called(db, name)?;
            let mut circles = Vec::new();
            for &row in &rows {
                let mut select = db.prepare_cached("SELECT lat, lon FROM located WHERE place = ?")?;
                let point = select.query_row([row], |r| Ok((r.get(0)?, r.get(1)?))).optional()?;
                circles.extend(point.map(|(lat, lon)| (lat, lon, *km)));
            }
            (rows, circles)
        }
        Where::Around(lat, lon, km) => (Vec::new(), vec![(*lat, *lon, *km)]),
    };
    let mut found: BTreeSet<i64> = names.into_iter().collect();
    for (lat, lon, km) in circles {
        let high = km / DEGREE_KM;
        let mut select = db.prepare_cached("SELECT place, lat, lon FROM located WHERE lat BETWEEN ? AND ?")?;
        let rows = select.query_map([lat - high, lat + high], |r| Ok((r.get(0)?, (r.get(1)?, r.get(2)?))))?;
        for row in rows {
            let (place, point) = row?;
            if distance((lat, lon), point) <= km {
                found.insert(place);
            }
        }
    }
    Ok(found.into_iter().collect())
}

/// Kilometres along the great circle.
fn distance((lat, lon): (f64, f64), (lat2, lon2): (f64, f64)) -> f64 {
    let half = |a: f64, b: f64| ((a - b).to_radians() / 2.0).sin().powi(2);
    let chord = half(lat, lat2) + lat.to_radians().cos() * lat2.to_radians().cos() * half(lon, lon2);
    2.0 * EARTH_KM * chord.clamp(0.0, 1.0).sqrt().asin()
}
