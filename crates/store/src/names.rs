//! The names, kinds and whereabouts that most reports give to parties and places.

use crate::error::Error;
use crate::view::{PartyView, PlaceView};
use claims::{ActorKind, PlaceKind};
use record::mention::{PartyId, PlaceId};
use rusqlite::{Connection, OptionalExtension, Row};
use std::cmp::Reverse;
use std::collections::HashMap;

const FACE: &str = "SELECT name, kind, country, more FROM face WHERE subject = ? AND n > 0 \
                    ORDER BY n DESC, name, kind, country, more LIMIT 1";

/// Names that a view has looked up.
pub(crate) struct Names<'a> {
    db: &'a Connection,
    parties: HashMap<i64, PartyView>,
    places: HashMap<i64, PlaceView>,
}

struct Face {
    name: String,
    kind: u8,
    country: Option<String>,
    more: String,
}

fn face(row: &Row) -> rusqlite::Result<Face> {
    let country: String = row.get(2)?;
    Ok(Face {
        name: row.get(0)?,
        kind: row.get(1)?,
        country: Some(country).filter(|c| !c.is_empty()),
        more: row.get(3)?,
    })
}

impl<'a> Names<'a> {
    pub(crate) fn new(db: &'a Connection) -> Names<'a> {
        Names { db, parties: HashMap::new(), places: HashMap::new() }
    }

    pub(crate) fn party(&mut self, PartyId(id): PartyId) -> Result<PartyView, Error> {
        if let Some(party) = self.parties.get(&id) {
            return Ok(party.clone());
        }
        let face = self.db.prepare_cached(FACE)?.query_row([id], face).optional()?;
        let key = self.key("SELECT key FROM party WHERE id = ?", id)?;
        let face = face.unwrap_or(Face { name: key.clone(), kind: u8::MAX, country: None, more: String::new() });
        let kind = ActorKind::ALL.get(usize::from(face.kind)).copied().unwrap_or(ActorKind::Unknown);
        let party = PartyView { key, name: face.name, kind, country: face.country };
        self.parties.insert(id, party.clone());
        Ok(party)
    }

    pub(crate) fn place(&mut self, PlaceId(id): PlaceId) -> Result<PlaceView, Error> {
        if let Some(place) = self.places.get(&id) {
            return Ok(place.clone());
        }
        let face = self.db.prepare_cached(FACE)?.query_row([id], face).optional()?;
        let key = self.key("SELECT key FROM place WHERE id = ?", id)?;
        let face = face.unwrap_or(Face { name: key.clone(), kind: u8::MAX, country: None, more: String::new() });
        let mut more = face.more.split('\t');
        let mut number = || more.next().and_then(|n| n.parse::<f64>().ok());
        let (lat, lon, within_km) = (number(), number(), number());
        let place = PlaceView {
            key,
            name: face.name,
            kind: PlaceKind::ALL.get(usize::from(face.kind)).copied().unwrap_or(PlaceKind::Area),
            country: face.country,
            admin1: more.next().filter(|name| !name.is_empty()).map(str::to_string),
            point: lat.zip(lon),
            within_km,
        };
        self.places.insert(id, place.clone());
        Ok(place)
    }

    fn key(&self, sql: &str, id: i64) -> Result<String, Error> {
        Ok(self.db.prepare_cached(sql)?.query_row([id], |row| row.get(0)).optional()?.unwrap_or_default())
    }

    /// All names of a party or place, the most frequent first.
    pub(crate) fn all(&self, id: i64) -> Result<Vec<String>, Error> {
        let sql = "SELECT name FROM spelling WHERE subject = ? AND n > 0 ORDER BY n DESC, name";
        let names = self.db.prepare_cached(sql)?.query_map([id], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(names)
    }
}

/// Parties or places, which `sql` selects by row and key, by a count of theirs: the highest first; those without one are left out.
pub(crate) fn ranked(
    db: &Connection,
    sql: &str,
    limit: Option<usize>,
    count: impl Fn(i64) -> Option<u64>,
) -> Result<Vec<(i64, u64)>, Error> {
    let mut select = db.prepare_cached(sql)?;
    let mut rows = select.query([])?;
    let mut ranked: Vec<(Reverse<u64>, String, i64)> = Vec::new();
    while let Some(row) = rows.next()? {
        let id = row.get(0)?;
        if let Some(count) = count(id) {
            ranked.push((Reverse(count), row.get(1)?, id));
        }
    }
    ranked.sort_unstable();
    ranked.truncate(limit.unwrap_or(usize::MAX));
    Ok(ranked.into_iter().map(|(Reverse(count), _, id)| (id, count)).collect())
}

/// The parties and places that go by a name, in any case.
pub(crate) fn called(db: &Connection, name: &str) -> Result<Vec<i64>, Error> {
    let sql = "SELECT DISTINCT subject FROM spelling WHERE hash = ? AND n > 0 ORDER BY subject";
    let mut rows: Vec<i64> =
        db.prepare_cached(sql)?.query_map([crate::hash::name(name)], |row| row.get(0))?.collect::<Result<_, _>>()?;
    // Or by its key.
    rows.push(crate::hash::row(name));
    Ok(rows)
}
