//! Reports, parties, places and words: what the store holds besides incidents.

use crate::error::Error;
use crate::find::Wanted;
use crate::names::{self, Names};
use crate::tellings::{report, report_columns};
use crate::view::*;
use crate::{Store, copies, day, find, reports, tags};
use jiff::civil::Date;
use record::mention::{PartyId, PlaceId};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row, params, params_from_iter};

/// Reports that a search puts in order, at most: those that hold the words and came last.
pub const RANKED: u32 = 10_000;

impl Store {
    /// The latest reports that a filter lets through, all versions, by day of publication.
    pub fn reports(&self, filter: &Filter) -> Result<Vec<ReportView>, Error> {
        let mut sql = String::from("SELECT r.id FROM report r WHERE 1");
        let mut values: Vec<Value> = Vec::new();
        let mut add = |condition: &str, given: Vec<Value>| {
            sql.push_str(" AND ");
            sql.push_str(condition);
            values.extend(given);
        };
        if let Some(since) = filter.since {
            add("r.published >= ?", vec![day::number(since).into()]);
        }
        if let Some(until) = filter.until {
            add("r.published <= ?", vec![day::number(until).into()]);
        }
        if let Some(language) = &filter.language {
            add("r.language = ?", vec![language.clone().into()]);
        }
        if let Some(source) = &filter.source {
            add(
                "(r.outlet = ? COLLATE NOCASE OR r.agency = ? COLLATE NOCASE)",
                vec![source.clone().into(), source.clone().into()],
            );
        }
        if let Some(actor) = &filter.actor {
            let parties = names::called(&self.db, actor)?;
            let marks = vec!["?"; parties.len()].join(", ");
            let condition = format!("r.id IN (SELECT report FROM presence WHERE party IN ({marks}))");
            add(&condition, parties.into_iter().map(Value::from).collect());
        }
        sql.push_str(" ORDER BY r.published DESC, r.key DESC, r.version DESC LIMIT ?");
        values.push(Value::from(filter.limit.map_or(-1, |limit| limit as i64)));
        let mut select = self.db.prepare(&sql)?;
        let mut rows: Vec<i64> =
            select.query_map(params_from_iter(values), |row| row.get(0))?.collect::<Result<_, _>>()?;
        rows.reverse();
        rows.into_iter().map(|row| report_view(&self.db, row)).collect()
    }

    /// The versions of a report, the earliest first.
    pub fn versions(&self, id: &str) -> Result<Vec<ReportView>, Error> {
        let mut select = self.db.prepare_cached("SELECT id FROM report WHERE key = ? ORDER BY version")?;
        let rows: Vec<i64> = select.query_map([id], |row| row.get(0))?.collect::<Result<_, _>>()?;
        rows.into_iter().map(|row| report_view(&self.db, row)).collect()
    }

    /// Text and published reading of a report: of this version, or of the latest.
    pub fn report_text(&self, id: &str, version: Option<u32>) -> Result<Option<(String, Vec<u8>)>, Error> {
        let sql =
            "SELECT id FROM report WHERE key = ?1 AND version = coalesce(?2, version) ORDER BY version DESC LIMIT 1";
        let mut select = self.db.prepare_cached(sql)?;
        let row: Option<i64> = select.query_row((id, version), |row| row.get(0)).optional()?;
        let Some(row) = row else { return Ok(None) };
        let mut select = self.db.prepare_cached("SELECT reading FROM source WHERE report = ?")?;
        let reading: Vec<u8> = select.query_row([row], |row| row.get(0))?;
        Ok(Some((reports::text(&self.db, row)?, reports::decompress(&reading)?)))
    }

    /// Reports that hold all of these words, the best first; a phrase stands in double quotes. Where more than [`RANKED`]
    /// reports hold them, only those that came last are put in order.
    pub fn search(&self, words: &str, filter: &Filter) -> Result<Vec<ReportView>, Error> {
        let (since, until) = (filter.since.map(day::number), filter.until.map(day::number));
        let (first, last) = self.arrived(since, until)?;
        // The ranks are taken of the inner rows alone: to rank a match takes longer than to find it.
        let mut select = self.db.prepare_cached(
            "SELECT id FROM (SELECT r.id, r.published, r.key, w.rank FROM words w JOIN report r ON r.id = w.rowid \
             WHERE words MATCH ?1 AND w.rowid BETWEEN ?2 AND ?3 AND (?4 IS NULL OR r.published >= ?4) \
             AND (?5 IS NULL OR r.published <= ?5) AND (?6 IS NULL OR r.language = ?6) ORDER BY w.rowid DESC LIMIT ?7) \
             ORDER BY rank, published DESC, key LIMIT ?8",
        )?;
        let limit = filter.limit.map_or(-1, |limit| limit as i64);
        let values = params![query(words), first, last, since, until, filter.language, RANKED, limit];
        let rows: Vec<i64> = select.query_map(values, |row| row.get(0))?.collect::<Result<_, _>>()?;
        rows.into_iter().map(|row| report_view(&self.db, row)).collect()
    }

    /// The first and the last row of the reports that were published in these days.
    fn arrived(&self, since: Option<i64>, until: Option<i64>) -> Result<(i64, i64), Error> {
        if since.or(until).is_none() {
            return Ok((0, i64::MAX));
        }
        let mut select = self.db.prepare_cached(
            "SELECT coalesce(min(id), 0), coalesce(max(id), -1) FROM report WHERE published BETWEEN ? AND ?",
        )?;
        let days = [since.unwrap_or(i64::MIN), until.unwrap_or(i64::MAX)];
        Ok(select.query_row(days, |row| Ok((row.get(0)?, row.get(1)?)))?)
    }

    /// Parties, those that most reports name first; where the filter narrows incidents, the parties of these, those of most first.
    pub fn actors(&self, filter: &Filter) -> Result<Vec<ActorView>, Error> {
        let all = Filter { actor: filter.actor.clone(), limit: filter.limit, ..Filter::default() };
        let parties: Vec<(i64, Option<u64>)> = match &filter.actor {
            Some(name) if *filter == all => names::called(&self.db, name)?.into_iter().map(|row| (row, None)).collect(),
            None if *filter == all => {
                self.most_named("SELECT id FROM party WHERE reports > 0 ORDER BY reports DESC, key LIMIT ?", filter)?
            }
            _ => self.involved("SELECT id, key FROM party WHERE reports > 0", filter, tags::actor)?,
        };
        let mut names = Names::new(&self.db);
        let mut views = Vec::with_capacity(parties.len());
        for (row, incidents) in parties {
            views.extend(self.actor(row, incidents, &mut names)?);
        }
        Ok(views)
    }

    /// Places, those that most reports name first; where the filter narrows incidents, the places of these, those of most first.
    pub fn places(&self, filter: &Filter) -> Result<Vec<PlaceCount>, Error> {
        let all = Filter { place: filter.place.clone(), limit: filter.limit, ..Filter::default() };
        let places: Vec<(i64, Option<u64>)> = match &filter.place {
            Some(place) if *filter == all => {
                find::places(&self.db, place)?.into_iter().map(|row| (row, None)).collect()
            }
            None if *filter == all => {
                self.most_named("SELECT id FROM place WHERE reports > 0 ORDER BY reports DESC, key LIMIT ?", filter)?
            }
            _ => self.involved("SELECT id, key FROM place WHERE reports > 0", filter, tags::place)?,
        };
        let mut names = Names::new(&self.db);
        let mut views = Vec::with_capacity(places.len());
        for (row, incidents) in places {
            let mut select = self.db.prepare_cached("SELECT reports FROM place WHERE id = ? AND reports > 0")?;
            let Some(reports) = select.query_row([row], |r| r.get(0)).optional()? else { continue };
            views.push(PlaceCount { place: names.place(PlaceId(row))?, names: names.all(row)?, reports, incidents });
        }
        Ok(views)
    }

    /// The parties or places of the incidents that a filter lets through, with the number of these.
    fn involved(&self, sql: &str, filter: &Filter, tag: fn(i64) -> i64) -> Result<Vec<(i64, Option<u64>)>, Error> {
        let counts = find::tagged(&self.db, filter, Wanted::Incidents, tag(0))?;
        let ranked = names::ranked(&self.db, sql, filter.limit, |row| counts.get(&tag(row)).copied())?;
        Ok(ranked.into_iter().map(|(row, count)| (row, Some(count))).collect())
    }

    /// How much the store holds.
    pub fn status(&self) -> Result<Counts, Error> {
        let bound = |sql: &str| -> Result<Option<Date>, Error> {
            Ok(self.db.query_row(sql, [], |row| row.get::<_, Option<i64>>(0))?.and_then(day::date))
        };
        let (first, last) = (bound("SELECT min(published) FROM report")?, bound("SELECT max(published) FROM report")?);
        let number = |row: &Row, at: usize| row.get::<_, i64>(at).map(|number| number as u64);
        let count = |sql: &str| self.db.query_row(sql, [], |row| number(row, 0));
        let parties = count("SELECT count(*) FROM party WHERE reports > 0")?;
        let places = count("SELECT count(*) FROM place WHERE reports > 0")?;
        let rebuilding = self.is_rebuilding()?;
        let tally = |r: &Row| {
            Ok(Counts {
                reports: number(r, 0)?,
                current: number(r, 1)?,
                copies: number(r, 2)?,
                events: number(r, 3)?,
                incidents: number(r, 4)?,
                tolls: number(r, 5)?,
                disputes: number(r, 6)?,
                parties,
                places,
                published: first.zip(last),
                rebuilding,
            })
        };
        let sql = "SELECT reports, current, copies, events, incidents, tolls, disputes FROM tally";
        Ok(self.db.query_row(sql, [], tally)?)
    }

    /// What corrections and withdrawals did, the latest last: those of the days that a filter names.
    pub fn changes(&self, filter: &Filter) -> Result<Vec<ChangeView>, Error> {
        let mut select = self.db.prepare_cached(
            "SELECT at, report, words FROM change WHERE (?1 IS NULL OR date(at) >= ?1) AND (?2 IS NULL OR date(at) <= ?2) \
             ORDER BY id DESC LIMIT ?3",
        )?;
        let day = |date: Option<Date>| date.map(|date| date.to_string());
        let limit = filter.limit.map_or(-1, |limit| limit as i64);
        let change = |row: &Row| Ok(ChangeView { at: row.get(0)?, report: row.get(1)?, words: row.get(2)? });
        let rows = select.query_map(params![day(filter.since), day(filter.until), limit], change)?;
        let mut changes: Vec<_> = rows.collect::<Result<_, _>>()?;
        changes.reverse();
        Ok(changes)
    }

    fn most_named(&self, sql: &str, filter: &Filter) -> Result<Vec<(i64, Option<u64>)>, Error> {
        let limit = filter.limit.map_or(-1, |limit| limit as i64);
        let row = |row: &Row| Ok((row.get(0)?, None));
        let rows = self.db.prepare_cached(sql)?.query_map([limit], row)?.collect::<Result<_, _>>()?;
        Ok(rows)
    }

    fn actor(&self, row: i64, incidents: Option<u64>, names: &mut Names) -> Result<Option<ActorView>, Error> {
        let mut select = self.db.prepare_cached("SELECT reports FROM party WHERE id = ? AND reports > 0")?;
        let Some(reports) = select.query_row([row], |r| r.get(0)).optional()? else { return Ok(None) };
        let bound = |sql: &str| -> Result<Option<Date>, Error> {
            let day: Option<i64> = self.db.prepare_cached(sql)?.query_row([row, day::NONE], |r| r.get(0))?;
            Ok(day.and_then(day::date))
        };
        let mut select = self.db.prepare_cached(
            "SELECT body, nullif(min(day), ?2) FROM member WHERE party = ?1 GROUP BY body ORDER BY min(day), body",
        )?;
        let bodies: Vec<(i64, Option<i64>)> =
            select.query_map([row, day::NONE], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?;
        let mut member_of = Vec::with_capacity(bodies.len());
        for (body, since) in bodies {
            member_of.push((names.party(PartyId(body))?, since.and_then(day::date)));
        }
        Ok(Some(ActorView {
            party: names.party(PartyId(row))?,
            names: names.all(row)?,
            reports,
            incidents,
            first: bound("SELECT min(day) FROM presence WHERE party = ?1 AND day > ?2")?,
            last: bound("SELECT max(day) FROM presence WHERE party = ?1 AND day > ?2")?,
            member_of,
        }))
    }
}

/// Words as FTS5 takes them: each a string of its own, so that no sign among them is taken for an operator.
fn query(words: &str) -> String {
    let mut query = String::new();
    for (n, part) in words.split('"').enumerate() {
        // Every second part stands in quotes.
        let phrases: Vec<&str> = if n % 2 == 1 { vec![part.trim()] } else { part.split_whitespace().collect() };
        for phrase in phrases.into_iter().filter(|phrase| phrase.chars().any(char::is_alphanumeric)) {
            query.push_str(&format!("\"{phrase}\" "));
        }
    }
    if query.is_empty() { "\"\"".to_string() } else { query }
}

/// A report as the views show it.
pub(crate) fn report_view(db: &Connection, row: i64) -> Result<ReportView, Error> {
    let sql = concat!(
        "SELECT ",
        report_columns!(),
        ", a.counts, r.sha256, r.made_by FROM report r LEFT JOIN account a ON a.report = r.id WHERE r.id = ?"
    );
    let mut select = db.prepare_cached(sql)?;
    let (report, current, sha256, made_by) = select.query_row([row], |r| {
        Ok((report(r)?, r.get::<_, Option<bool>>(11)?.unwrap_or_default(), r.get(12)?, r.get(13)?))
    })?;
    let original = copies::original(db, row)?;
    let copy_of = match original == row {
        true => None,
        false => Some(reports::by_row(db, original)?.id),
    };
    Ok(ReportView { report, current, copy_of, sha256, made_by })
}

#[cfg(test)]
mod tests {
    #[test]
    fn words_are_no_operators() {
        for (words, expected) in [
            ("market shelling", "\"market\" \"shelling\" "),
            ("NOT \"the old market\" OR", "\"NOT\" \"the old market\" \"OR\" "),
            ("- *", "\"\""),
            ("it's", "\"it's\" "),
        ] {
            assert_eq!(super::query(words), expected);
        }
    }
}
