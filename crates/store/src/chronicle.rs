//! The subjects that views find: incidents, and groups of running totals. What is shown of one is described when it is
//! asked for, from the accounts of its reports; kept is only by what it is found.

use crate::decisions::anchors;
use crate::error::Error;
use crate::tags::{self, Tags};
use crate::telling::{Telling, position_of, report_of};
use crate::tellings::Tellings;
use crate::{copies, day, link, united};
use claims::Reality;
use jiff::civil::Date;
use record::account::Days;
use record::dispute;
use record::incident::{self, Evidence, Incident, Told};
use record::mention::{Count, ReportId};
use record::operation::Extent;
use record::review::{State, SubjectKind, without_rejected};
use record::toll::{self, Toll, running_key};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeSet, HashMap};

/// All that the store holds about the happening that an event leads, with what people have united it with.
pub(crate) fn evidence(db: &Connection, tellings: &mut Tellings, leader: i64) -> Result<Evidence, Error> {
    let mut select = db.prepare_cached(
        "SELECT event, score FROM follow WHERE leader = ?1 OR leader IN (SELECT leader FROM united WHERE head = ?1)",
    )?;
    let rows: Vec<(i64, f64)> =
        select.query_map([leader], |r| Ok((r.get(0)?, r.get(1)?)))?.collect::<Result<_, _>>()?;
    let mut ranked = Vec::with_capacity(rows.len());
    let mut counts: HashMap<i64, Count> = HashMap::new();
    for (row, score) in rows {
        let telling = tellings.get(db, report_of(row))?;
        let Some((rank, mention)) = telling.of(row) else { continue };
        let (position, original) = (position_of(row), copies::original(db, telling.report)?);
        let said = telling.said(position, original);
        for &figure in telling.figures_of(position) {
            counts.extend(telling.count(figure, original).map(|count| (count.id.0, count)));
        }
        let told = Told { mention: mention.clone(), score, said, original: ReportId(original) };
        ranked.push(((row != leader, *rank), told));
    }
    ranked.sort_by_key(|(rank, _)| *rank);
    let mut counts: Vec<Count> = counts.into_values().collect();
    counts.sort_by_key(|count| (count.published, count.anchor, count.version));
    let mentions: Vec<Told> = ranked.into_iter().map(|(_, told)| told).collect();
    let around = around(db, tellings, &mentions)?;
    let evidence = Evidence { mentions, counts, around };
    Ok(without_rejected(evidence, &tellings.decided().in_force()))
}

/// The mentions of other incidents that may speak against the end that one of these tells.
fn around(db: &Connection, tellings: &mut Tellings, mentions: &[Told]) -> Result<Vec<Told>, Error> {
    let mut rows = BTreeSet::new();
    for Told { mention, .. } in mentions {
        rows.extend(link::against_the_end(db, &*tellings.get(db, mention.report.0)?, mention)?);
    }
    mentions.iter().for_each(|told| _ = rows.remove(&told.mention.id.0));
    let mut around = Vec::new();
    for row in rows {
        let telling = tellings.get(db, report_of(row))?;
        let Some((_, mention)) = telling.of(row).filter(|(_, m)| dispute::may_speak_against_an_end(m)) else {
            continue;
        };
        let original = copies::original(db, telling.report)?;
        let said = telling.said(position_of(row), original);
        around.push(Told { mention: mention.clone(), score: 0.0, said, original: ReportId(original) });
    }
    Ok(around)
}

/// The incident that an event leads; `None` where it leads none, or nothing that happened or is planned.
pub(crate) fn incident(
    db: &Connection,
    tellings: &mut Tellings,
    leader: i64,
) -> Result<Option<(Incident, Evidence)>, Error> {
    let evidence = evidence(db, tellings, leader)?;
    // Where people have rejected the event that led, the next of its followers speaks for the incident.
    let leads = united::head(db, leader)? == Some(leader);
    let is_shown = |incident: &Incident| !matches!(incident.reality, Reality::Denied | Reality::Hypothetical);
    let described = incident::describe(&evidence).filter(|incident| leads && is_shown(incident));
    Ok(described.map(|incident| (incident, evidence)))
}

/// Where, when and between whom an incident took place.
pub(crate) fn extent(incident: &Incident, evidence: &Evidence) -> Extent {
    let mentions = || evidence.mentions.iter().map(|told| &told.mention);
    let spot = mentions().filter_map(|m| m.spot.as_ref()).find(|spot| Some(spot.place) == incident.place);
    Extent {
        kind: incident.kind,
        spot: spot.cloned(),
        days: incident.from.zip(incident.until).map(|(first, last)| Days { first, last }),
        parties: mentions().flat_map(|m| m.actors.iter().chain(&m.recipients)).cloned().collect(),
    }
}

/// Describes incidents anew.
pub(crate) fn describe(db: &Connection, tellings: &mut Tellings, leaders: &BTreeSet<i64>) -> Result<(), Error> {
    for &leader in leaders {
        let Some((incident, evidence)) = incident(db, tellings, leader)? else {
            replace(db, leader, None)?;
            continue;
        };
        let mut tags = Tags::default();
        tags.0.extend(incident.kinds.iter().map(|&kind| tags::kind(kind)));
        tags.0.extend(incident.place.map(|place| tags::place(place.0)));
        for told in &evidence.mentions {
            tags.sides(&told.mention.actors);
            tags.sides(&told.mention.recipients);
            tags.report(&*tellings.get(db, told.mention.report.0)?);
            told.said.iter().for_each(|statement| tags.said(statement));
            let spot = told.mention.spot.as_ref().filter(|spot| !spot.assumed);
            tags.0.extend(spot.map(|spot| tags::place(spot.place.0)));
        }
        evidence.counts.iter().for_each(|count| tags.said(&count.said));
        incident.tolls.iter().for_each(|toll| tags.toll(toll));
        let decided = tellings.decided();
        let review = decided.review(SubjectKind::Incident, &anchors(&evidence));
        let reports = evidence.mentions.iter().map(|told| told.mention.report);
        if review.state != State::Unreviewed && review.newer(reports).is_empty() {
            tags.0.insert(tags::reviewed());
        }
        let subject = Subject {
            key: None,
            days: (incident.from, incident.until),
            operation: Some(extent(&incident, &evidence)).filter(|_| incident.operation),
            tags,
            tolls: incident.tolls.iter().map(|toll| toll.anchor).collect(),
            disputes: incident.disputes.iter().map(|dispute| dispute.anchor).collect(),
        };
        replace(db, leader, Some(subject))?;
    }
    Ok(())
}

/// The running totals of a group.
pub(crate) fn running(db: &Connection, tellings: &mut Tellings, key: i64) -> Result<(Vec<Toll>, Vec<Count>), Error> {
    let mut select = db.prepare_cached("SELECT figure FROM running WHERE key = ?")?;
    let rows: Vec<i64> = select.query_map([key], |r| r.get(0))?.collect::<Result<_, _>>()?;
    let mut counts = Vec::with_capacity(rows.len());
    for row in rows {
        let telling = tellings.get(db, report_of(row))?;
        counts.extend(telling.count(position_of(row), copies::original(db, telling.report)?));
    }
    counts.sort_by_key(|count| (count.published, count.anchor, count.version));
    Ok((toll::running(&counts), counts))
}

/// The row under which a group of running totals is found: below zero, where no event is.
fn subject_of(key: i64) -> i64 {
    -((key as u64 >> 2) as i64) - 1
}

/// Draws up groups of running totals anew.
pub(crate) fn draw_up(db: &Connection, tellings: &mut Tellings, keys: &BTreeSet<i64>) -> Result<(), Error> {
    for &key in keys {
        let (tolls, counts) = running(db, tellings, key)?;
        let published = || counts.iter().filter_map(|count| count.published);
        let mut tags = Tags::default();
        tolls.iter().for_each(|toll| tags.toll(toll));
        for count in &counts {
            tags.report(&*tellings.get(db, count.report.0)?);
            tags.said(&count.said);
        }
        let subject = Subject {
            key: Some(key),
            days: (tolls.iter().filter_map(|t| t.since).min().or(published().min()), published().max()),
            operation: None,
            tags,
            tolls: tolls.iter().map(|toll| toll.anchor).collect(),
            disputes: dispute::find(&[], &[], &tolls, &counts).iter().map(|dispute| dispute.anchor).collect(),
        };
        replace(db, subject_of(key), Some(subject).filter(|subject| !subject.tolls.is_empty()))?;
    }
    Ok(())
}

/// Notes the running totals that a report gives; the groups that they fall in.
pub(crate) fn join_running(db: &Connection, telling: &Telling) -> Result<BTreeSet<i64>, Error> {
    let original = copies::original(db, telling.report)?;
    let mut insert = db.prepare_cached("INSERT OR IGNORE INTO running VALUES (?, ?)")?;
    let mut keys = BTreeSet::new();
    for count in telling.running().filter_map(|position| telling.count(position, original)) {
        let Some(key) = running_key(&count) else { continue };
        insert.execute(params![key as i64, count.id.0])?;
        keys.insert(key as i64);
    }
    Ok(keys)
}

/// Takes away the running totals that a report gives; the groups that they fell in.
pub(crate) fn leave_running(db: &Connection, report: i64) -> Result<BTreeSet<i64>, Error> {
    let (first, last) = (crate::telling::row(report, 0), crate::telling::row(report + 1, 0));
    let mut delete = db.prepare_cached("DELETE FROM running WHERE figure >= ? AND figure < ? RETURNING key")?;
    let keys = delete.query_map([first, last], |r| r.get(0))?.collect::<Result<_, _>>()?;
    Ok(keys)
}

/// By what a subject is found.
struct Subject {
    key: Option<i64>,
    days: (Option<Date>, Option<Date>),
    /// Where it lies, where it is one that goes on and has incidents as parts.
    operation: Option<Extent>,
    tags: Tags,
    tolls: Vec<u64>,
    disputes: Vec<u64>,
}

/// Writes what has changed of a subject; `None` takes it away.
fn replace(db: &Connection, id: i64, subject: Option<Subject>) -> Result<(), Error> {
    let mut select = db.prepare_cached("SELECT first, operation, tags FROM subject WHERE id = ?")?;
    let before: Option<(i64, bool, Vec<u8>)> =
        select.query_row([id], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))).optional()?;
    let first = subject.as_ref().map(|s| day::number_or_none(s.days.0));
    let old: BTreeSet<(i64, i64)> =
        before.iter().flat_map(|(day, _, tags)| Tags::unpack(tags).into_iter().map(|tag| (tag, *day))).collect();
    let new: BTreeSet<(i64, i64)> =
        subject.iter().flat_map(|s| s.tags.0.iter().map(|&tag| (tag, first.unwrap_or(day::NONE)))).collect();
    let mut delete = db.prepare_cached("DELETE FROM tag WHERE tag = ? AND day = ? AND subject = ?")?;
    for (tag, day) in old.difference(&new) {
        delete.execute(params![tag, day, id])?;
    }
    let mut insert = db.prepare_cached("INSERT INTO tag VALUES (?, ?, ?)")?;
    for (tag, day) in new.difference(&old) {
        insert.execute(params![tag, day, id])?;
    }
    if before.is_some() {
        db.prepare_cached("DELETE FROM toll WHERE subject = ?")?.execute([id])?;
        db.prepare_cached("DELETE FROM dispute WHERE subject = ?")?.execute([id])?;
    }
    if before.is_some_and(|(_, operation, _)| operation) {
        db.prepare_cached("DELETE FROM operation WHERE subject = ?")?.execute([id])?;
    }
    let Some(subject) = subject else {
        db.prepare_cached("DELETE FROM subject WHERE id = ?")?.execute([id])?;
        return Ok(());
    };
    let first = day::number_or_none(subject.days.0);
    let last = day::number_or_none(subject.days.1).max(first);
    let sql = "INSERT INTO subject VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET key = excluded.key, \
               first = excluded.first, last = excluded.last, operation = excluded.operation, tags = excluded.tags";
    db.prepare_cached(sql)?.execute(params![
        id,
        subject.key,
        first,
        last,
        subject.operation.is_some(),
        subject.tags.pack()
    ])?;
    let located = subject.operation.as_ref().and_then(|whole| link::square_of(whole.spot.as_ref()?).zip(whole.days));
    if let Some(((south, north, west, east), days)) = located {
        let (first, last) = day::numbers(days);
        db.prepare_cached("INSERT INTO operation VALUES (?, ?, ?, ?, ?, ?, ?)")?
            .execute(params![id, south, north, west, east, first, last])?;
    }
    for anchor in subject.tolls {
        db.prepare_cached("INSERT OR IGNORE INTO toll VALUES (?, ?)")?.execute(params![anchor as i64, id])?;
    }
    for anchor in subject.disputes {
        db.prepare_cached("INSERT OR IGNORE INTO dispute VALUES (?, ?)")?.execute(params![anchor as i64, id])?;
    }
    Ok(())
}
