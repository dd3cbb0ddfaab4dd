//! What a report that counts adds to parties, places and the index of words, and takes away when it leaves.

use crate::error::Error;
use crate::telling::Telling;
use crate::{day, hash, reports};
use record::account::{Party, Place};
use rusqlite::{Connection, params};

/// Adds a report.
pub(crate) fn join(db: &Connection, telling: &Telling) -> Result<(), Error> {
    count(db, telling, 1)?;
    let report = &telling.account.report;
    let published = day::number_or_none(report.published);
    let mut presence = db.prepare_cached("INSERT OR IGNORE INTO presence VALUES (?, ?, ?)")?;
    let mut member = db.prepare_cached("INSERT OR IGNORE INTO member VALUES (?, ?, ?, ?)")?;
    for party in &telling.account.parties {
        let row = hash::row(&party.key);
        presence.execute(params![row, published, telling.report])?;
        if let Some(body) = body(telling, party) {
            member.execute(params![row, body, published, telling.report])?;
        }
    }
    let text = reports::text(db, telling.report)?;
    db.prepare_cached("INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)")?.execute(params![
        telling.report,
        report.title.as_deref().unwrap_or_default(),
        text
    ])?;
    db.prepare_cached("UPDATE account SET counts = 1 WHERE report = ?")?.execute([telling.report])?;
    Ok(())
}

/// Takes a report away.
pub(crate) fn leave(db: &Connection, telling: &Telling) -> Result<(), Error> {
    count(db, telling, -1)?;
    let published = day::number_or_none(telling.account.report.published);
    let mut presence = db.prepare_cached("DELETE FROM presence WHERE party = ? AND day = ? AND report = ?")?;
    let mut member = db.prepare_cached("DELETE FROM member WHERE party = ? AND body = ? AND day = ? AND report = ?")?;
    for party in &telling.account.parties {
        let row = hash::row(&party.key);
        presence.execute(params![row, published, telling.report])?;
        if let Some(body) = body(telling, party) {
            member.execute(params![row, body, published, telling.report])?;
        }
    }
    db.prepare_cached("DELETE FROM words WHERE rowid = ?")?.execute([telling.report])?;
    db.prepare_cached("UPDATE account SET counts = 0 WHERE report = ?")?.execute([telling.report])?;
    Ok(())
}

fn body(telling: &Telling, party: &Party) -> Option<i64> {
    let body = telling.account.parties.get(party.member_of? as usize)?;
    Some(hash::row(&body.key))
}

/// Counts the names of parties and places up or down.
fn count(db: &Connection, telling: &Telling, by: i64) -> Result<(), Error> {
    for party in &telling.account.parties {
        let row = hash::row(&party.key);
        named(db, "party", row, &party.key, by)?;
        face(db, row, &party.name, party.kind as u8, &party.country, "", by)?;
        spelled(db, row, &party.name, &party.spellings, by)?;
    }
    for place in &telling.account.places {
        let row = hash::row(&place.key);
        named(db, "place", row, &place.key, by)?;
        face(db, row, &place.name, place.kind as u8, &place.country, &whereabouts(place), by)?;
        spelled(db, row, &place.name, &place.spellings, by)?;
        if let Some((lat, lon)) = place.point.filter(|_| by > 0) {
            db.prepare_cached("INSERT OR IGNORE INTO located VALUES (?, ?, ?)")?.execute(params![row, lat, lon])?;
        }
    }
    Ok(())
}

fn named(db: &Connection, table: &str, row: i64, key: &str, by: i64) -> Result<(), Error> {
    let sql = match table {
        "party" => "INSERT INTO party VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET reports = reports + excluded.reports",
        _ => "INSERT INTO place VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET reports = reports + excluded.reports",
    };
    db.prepare_cached(sql)?.execute(params![row, key, by])?;
    Ok(())
}

fn face(
    db: &Connection,
    subject: i64,
    name: &str,
    kind: u8,
    country: &Option<String>,
    more: &str,
    by: i64,
) -> Result<(), Error> {
    let mut upsert =
        db.prepare_cached("INSERT INTO face VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n")?;
    upsert.execute(params![subject, name, kind, country.as_deref().unwrap_or_default(), more, by])?;
    Ok(())
}

fn spelled(db: &Connection, subject: i64, display: &String, spellings: &[String], by: i64) -> Result<(), Error> {
    let mut upsert =
        db.prepare_cached("INSERT INTO spelling VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET n = n + excluded.n")?;
    let other = std::iter::once(display).filter(|name| !spellings.contains(name));
    for name in spellings.iter().chain(other) {
        upsert.execute(params![hash::name(name), subject, name, by])?;
    }
    Ok(())
}

/// What tells where a place is, as one text: latitude, longitude, kilometres, first-level division, each by itself empty where
/// it is unknown.
fn whereabouts(place: &Place) -> String {
    let show = |number: Option<f64>| number.map_or(String::new(), |n| n.to_string());
    let (lat, lon) = (place.point.map(|p| p.0), place.point.map(|p| p.1));
    let admin1 = place.admin1.as_deref().unwrap_or_default();
    format!("{}\t{}\t{}\t{admin1}", show(lat), show(lon), show(place.within_km))
}
