//! What people decide: kept as ground, laid over what was read.

use crate::batch::{self, Touched};
use crate::error::Error;
use crate::telling::{Telling, position_of, report_of, row};
use crate::tellings::Tellings;
use crate::{Store, hash, link, reports};
use jiff::Timestamp;
use record::incident::Evidence;
use record::mention::ReportId;
use record::review::{self, Decision, Review, Subject, SubjectKind, Ties, Verdict, in_force};
use rusqlite::{Connection, params};
use std::rc::Rc;

/// The decisions of a store.
#[derive(Default)]
pub(crate) struct Decided {
    /// Those in force, in order.
    held: Vec<Decision>,
    ties: Ties,
}

impl Decided {
    pub(crate) fn load(db: &Connection) -> Result<Decided, Error> {
        let all = all(db)?;
        let held: Vec<Decision> = in_force(&all).into_iter().cloned().collect();
        let ties = Ties::of(&held.iter().collect::<Vec<_>>());
        Ok(Decided { held, ties })
    }

    pub(crate) fn in_force(&self) -> Vec<&Decision> {
        self.held.iter().collect()
    }

    /// Whether two events may be one happening.
    pub(crate) fn may_meet(&self, a: u64, b: u64) -> bool {
        self.ties.may_meet(a, b)
    }

    /// What people say of which events are one happening.
    pub(crate) fn ties(&self) -> &Ties {
        &self.ties
    }

    /// What was decided about a record, which goes by one of these anchors.
    pub(crate) fn review(&self, kind: SubjectKind, anchors: &[u64]) -> Review<'_> {
        review::of(kind, anchors, &self.in_force())
    }
}

/// The anchors that an incident goes by in decisions: those of its events.
pub(crate) fn anchors(evidence: &Evidence) -> Vec<u64> {
    evidence.mentions.iter().map(|told| told.mention.anchor).collect()
}

/// The public id of the incident that an event leads or led, by the event's anchor.
pub fn incident_id(anchor: u64) -> String {
    hash::spell('i', anchor)
}

/// The number that the public id of an incident spells.
pub fn incident_number(id: &str) -> Option<u64> {
    hash::number('i', id)
}

impl Store {
    /// All decisions, in order, also those that were undone.
    pub fn decisions(&self) -> Result<Vec<Decision>, Error> {
        all(&self.db)
    }

    /// What a decision about a record names: an incident, a toll or a dispute by its public id.
    pub fn subject(&self, id: &str) -> Option<Subject> {
        let kinds = [('i', SubjectKind::Incident), ('t', SubjectKind::Toll), ('d', SubjectKind::Dispute)];
        kinds.into_iter().find_map(|(letter, kind)| Some(Subject { kind, anchor: hash::number(letter, id)? }))
    }

    /// The public id of what a decision is about; an event as `REPORT/e1`, or, where no report that counts has it, as the
    /// incident that it would lead.
    pub fn id_of(&mut self, subject: Subject) -> Result<String, Error> {
        let letter = match subject.kind {
            SubjectKind::Toll => 't',
            SubjectKind::Dispute => 'd',
            _ => 'i',
        };
        if subject.kind == SubjectKind::Event
            && let Some(event) = event_of(&self.db, &mut self.tellings, subject.anchor)?
        {
            let report = reports::by_row(&self.db, report_of(event))?.id;
            return Ok(format!("{report}/e{}", position_of(event) + 1));
        }
        Ok(hash::spell(letter, subject.anchor))
    }

    /// What a decision about an event names: its report's own id, and its position in the reading (0 is `e1`).
    pub fn event(&mut self, report: &str, event: u32) -> Result<Option<Subject>, Error> {
        let Some(report) = reports::counting(&self.db, report)? else { return Ok(None) };
        let telling = self.tellings.get(&self.db, report)?;
        let mention = telling.of(row(report, event));
        Ok(mention.map(|(_, mention)| Subject { kind: SubjectKind::Event, anchor: mention.anchor }))
    }

    /// Keeps a person's decision and brings the chronicle in line with it; its number.
    pub fn decide(&mut self, by: &str, at: Timestamp, subject: Subject, verdict: &Verdict) -> Result<u64, Error> {
        self.write(|db, tellings| {
            let mut anchors = concerned(subject, verdict);
            if let Verdict::Undo(number) = verdict {
                let undone = all(db)?.into_iter().find(|decision| decision.number == *number);
                anchors.extend(undone.iter().flat_map(|d| concerned(d.subject, &d.verdict)));
            }
            let events = events(db, tellings, &anchors)?;
            let mut touched = Touched::default();
            touch(db, tellings, &events, &mut touched)?;
            let mut insert = db.prepare_cached(
                "INSERT INTO decision (at, by, kind, anchor, verb, content, seen) \
                 VALUES (?, ?, ?, ?, ?, ?, (SELECT max(id) FROM report))",
            )?;
            let (kind, anchor) = (subject.kind.name(), subject.anchor as i64);
            let number = insert.insert(params![at.to_string(), by, kind, anchor, verdict.verb(), verdict.content()])?;
            tellings.decide(Decided::load(db)?);
            touch(db, tellings, &events, &mut touched)?;
            batch::make_anew(db, tellings, touched)?;
            Ok(number as u64)
        })
        .inspect_err(|_| self.data_version = 0)
    }
}

/// The anchors of the records that a decision is about.
fn concerned(subject: Subject, verdict: &Verdict) -> Vec<u64> {
    let mut anchors = vec![subject.anchor];
    match verdict {
        Verdict::Merge(other) => anchors.push(*other),
        Verdict::Split(others) => anchors.extend(others),
        _ => {}
    }
    anchors
}

/// The events with these anchors, and those that carry figures with them.
fn events(db: &Connection, tellings: &mut Tellings, anchors: &[u64]) -> Result<Vec<i64>, Error> {
    let mut found = Vec::new();
    for &anchor in anchors {
        for telling in tellings_of(db, tellings, anchor)? {
            found.extend(telling.mentions().filter(|m| m.anchor == anchor).map(|m| m.id.0));
            let Some(figure) = telling.figure_anchors.iter().position(|&held| held == anchor) else { continue };
            let carries = |position: &u32| telling.figures_of(*position).contains(&(figure as u32));
            let positions = 0..telling.account.events.len() as u32;
            found.extend(positions.filter(carries).map(|position| row(telling.report, position)));
        }
    }
    Ok(found)
}

/// The event of an anchor.
pub(crate) fn event_of(db: &Connection, tellings: &mut Tellings, anchor: u64) -> Result<Option<i64>, Error> {
    for telling in tellings_of(db, tellings, anchor)? {
        if let Some(mention) = telling.mentions().find(|mention| mention.anchor == anchor) {
            return Ok(Some(mention.id.0));
        }
    }
    Ok(None)
}

/// The reports that an anchor may belong to: those of one hash.
fn tellings_of(db: &Connection, tellings: &mut Tellings, anchor: u64) -> Result<Vec<Rc<Telling>>, Error> {
    let mut select = db.prepare_cached("SELECT DISTINCT key FROM report WHERE anchor = ?")?;
    let keys: Vec<String> =
        select.query_map([hash::report_of(anchor) as i64], |r| r.get(0))?.collect::<Result<_, _>>()?;
    let mut found = Vec::new();
    for key in keys {
        if let Some(report) = reports::counting(db, &key)? {
            found.push(tellings.get(db, report)?);
        }
    }
    Ok(found)
}

/// Marks events, what is near them and their incidents.
fn touch(db: &Connection, tellings: &mut Tellings, events: &[i64], touched: &mut Touched) -> Result<(), Error> {
    for &event in events {
        let Some(leader) = link::leader(db, event)? else { continue };
        touched.incidents.insert(leader);
        touched.events.insert(event);
        touched.events.extend(link::near_rows(db, tellings, event)?);
    }
    Ok(())
}

fn all(db: &Connection) -> Result<Vec<Decision>, Error> {
    let mut select =
        db.prepare_cached("SELECT id, at, by, kind, anchor, verb, content, seen FROM decision ORDER BY id")?;
    let mut rows = select.query([])?;
    let mut decisions = Vec::new();
    while let Some(r) = rows.next()? {
        let (number, at, by, kind): (i64, String, String, String) = (r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?);
        let (anchor, verb, content): (i64, String, String) = (r.get(4)?, r.get(5)?, r.get(6)?);
        let damaged = || Error::Damaged(format!("decision {number}"));
        let kind = SubjectKind::from_name(&kind).ok_or_else(damaged)?;
        decisions.push(Decision {
            number: number as u64,
            at: at.parse().map_err(|_| damaged())?,
            by,
            subject: Subject { kind, anchor: anchor as u64 },
            verdict: Verdict::read(&verb, &content).ok_or_else(damaged)?,
            seen: r.get::<_, Option<i64>>(7)?.map(ReportId),
        });
    }
    Ok(decisions)
}
