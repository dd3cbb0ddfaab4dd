//! The views: subjects described from the accounts of their reports, with names.

use crate::decisions::anchors;
use crate::error::Error;
use crate::find::{self, Wanted};
use crate::names::Names;
use crate::telling::position_of;
use crate::tellings::Tellings;
use crate::view::*;
use crate::{Store, chronicle, copies, day, decisions, hash, link, reports, united};
use record::dispute::{self, Dispute, DisputeSide, Reason};
use record::incident::{Evidence, Incident};
use record::mention::{Count, ReportId, Root};
use record::operation::{Extent, contains};
use record::review::SubjectKind;
use record::star::ENOUGH;
use record::toll::{Standing, Toll};
use rusqlite::{Connection, OptionalExtension, params};
use std::collections::{BTreeMap, HashMap};

/// Running totals, and the figures that they are made of.
type Running = (Vec<Toll>, Vec<Count>);
/// Tolls, the figures that they are made of, and the anchor of the incident whose they are.
type Counted = (Vec<Toll>, Vec<Count>, Option<u64>);

impl Store {
    /// The incidents that a filter lets through, by their first day.
    pub fn incidents(&mut self, filter: &Filter) -> Result<Vec<IncidentView>, Error> {
        let rows = find::subjects(&self.db, filter, Wanted::Incidents)?;
        let mut desk = self.desk()?;
        let mut views = Vec::with_capacity(rows.len());
        for row in rows {
            views.extend(desk.incident(row)?);
        }
        views.sort_by(|a, b| (a.from, &a.id).cmp(&(b.from, &b.id)));
        Ok(views)
    }

    /// The incident of a public id, or the one that has taken in the event that led it.
    pub fn incident(&mut self, id: &str) -> Result<Option<IncidentView>, Error> {
        let Some(anchor) = hash::number('i', id) else { return Ok(None) };
        let mut desk = self.desk()?;
        match decisions::event_of(desk.db, desk.tellings, anchor)? {
            Some(event) => match united::head(desk.db, event)? {
                Some(leader) => desk.incident(leader),
                None => Ok(None),
            },
            None => Ok(None),
        }
    }

    /// The incident in which an event of a report falls: its own id, and the position in the reading (0 is `e1`).
    pub fn incident_of(&mut self, report: &str, event: u32) -> Result<Option<IncidentView>, Error> {
        let Some(row) = reports::counting(&self.db, report)? else { return Ok(None) };
        match united::head(&self.db, crate::telling::row(row, event))? {
            Some(leader) => self.desk()?.incident(leader),
            None => Ok(None),
        }
    }

    /// The tolls of the incidents that a filter lets through, and running totals.
    pub fn tolls(&mut self, filter: &Filter) -> Result<Vec<TollView>, Error> {
        let rows = find::subjects(&self.db, filter, Wanted::Tolls)?;
        let mut desk = self.desk()?;
        let mut views = Vec::new();
        for row in rows {
            views.extend(desk.tolls(row)?);
        }
        views.retain(|toll| filter.measure.is_none_or(|measure| toll.measure == measure));
        cut(&mut views, filter.limit);
        Ok(views)
    }

    /// The toll of a public id.
    pub fn toll(&mut self, id: &str) -> Result<Option<TollView>, Error> {
        let sql = "SELECT subject FROM toll WHERE anchor = ?";
        let rows = self.subjects_of(sql, hash::number('t', id))?;
        let mut desk = self.desk()?;
        for row in rows {
            if let Some(toll) = desk.tolls(row)?.into_iter().find(|toll| toll.id == id) {
                return Ok(Some(toll));
            }
        }
        Ok(None)
    }

    /// The disputes about the incidents that a filter lets through.
    pub fn disputes(&mut self, filter: &Filter) -> Result<Vec<DisputeView>, Error> {
        let rows = find::subjects(&self.db, filter, Wanted::Disputes)?;
        let mut desk = self.desk()?;
        let mut views = Vec::new();
        for row in rows {
            views.extend(desk.disputes(row)?);
        }
        cut(&mut views, filter.limit);
        Ok(views)
    }

    /// The dispute of a public id.
    pub fn dispute(&mut self, id: &str) -> Result<Option<DisputeView>, Error> {
        let sql = "SELECT subject FROM dispute WHERE anchor = ?";
        let rows = self.subjects_of(sql, hash::number('d', id))?;
        let mut desk = self.desk()?;
        for row in rows {
            if let Some(dispute) = desk.disputes(row)?.into_iter().find(|dispute| dispute.id == id) {
                return Ok(Some(dispute));
            }
        }
        Ok(None)
    }

    pub(crate) fn subjects_of(&self, sql: &str, anchor: Option<u64>) -> Result<Vec<i64>, Error> {
        let Some(anchor) = anchor else { return Ok(Vec::new()) };
        let mut select = self.db.prepare_cached(sql)?;
        let rows = select.query_map([anchor as i64], |row| row.get(0))?.collect::<Result<_, _>>()?;
        Ok(rows)
    }
}

/// Keeps the last so many.
fn cut<T>(views: &mut Vec<T>, limit: Option<usize>) {
    let over = views.len().saturating_sub(limit.unwrap_or(usize::MAX));
    views.drain(..over);
}

/// Where views are made: the store, and what they have looked up.
pub(crate) struct Desk<'a> {
    pub(crate) db: &'a Connection,
    pub(crate) tellings: &'a mut Tellings,
    pub(crate) names: Names<'a>,
    operations: HashMap<i64, Option<(String, Extent)>>,
}

impl<'a> Desk<'a> {
    pub(crate) fn new(db: &'a Connection, tellings: &'a mut Tellings) -> Desk<'a> {
        Desk { db, tellings, names: Names::new(db), operations: HashMap::new() }
    }

    pub(crate) fn incident(&mut self, leader: i64) -> Result<Option<IncidentView>, Error> {
        let Some((incident, evidence)) = chronicle::incident(self.db, self.tellings, leader)? else { return Ok(None) };
        let mut events = Vec::with_capacity(evidence.mentions.len());
        for told in &evidence.mentions {
            let telling = self.tellings.get(self.db, told.mention.report.0)?;
            let position = position_of(told.mention.id.0);
            let report = &telling.account.report;
            events.push(MemberView {
                report: report.id.clone(),
                version: report.version,
                event: position,
                score: told.score,
                kind: told.mention.kind,
                reality: told.mention.reality,
                trigger: telling.account.events[position as usize].trigger.clone(),
                words: telling.account.events[position as usize].words.clone(),
                published: report.published,
                outlet: report.outlet.clone(),
                language: report.language.clone(),
                copy_of: self.copy_of(told.mention.report.0)?,
            });
        }
        let mut told_by: Vec<String> = Vec::new();
        for member in &events {
            if !told_by.contains(&member.report) {
                told_by.push(member.report.clone());
            }
        }
        Ok(Some(IncidentView {
            id: hash::spell('i', incident.anchor),
            kind: incident.kind,
            kinds: incident.kinds.clone(),
            mode: (evidence.mentions.iter().map(|t| &t.mention))
                .filter(|m| m.kind == incident.kind)
                .find_map(|m| m.mode.clone()),
            reality: incident.reality,
            from: incident.from,
            until: incident.until,
            place: incident.place.map(|place| self.names.place(place)).transpose()?,
            within_km: incident.within_km,
            actors: incident.actors.iter().map(|&party| self.names.party(party)).collect::<Result<_, _>>()?,
            recipients: incident.recipients.iter().map(|&party| self.names.party(party)).collect::<Result<_, _>>()?,
            events,
            reports: told_by,
            sources: incident.sources.iter().map(|&root| self.source(root)).collect::<Result<_, _>>()?,
            operation: incident.operation,
            tolls: incident.tolls.iter().map(|toll| hash::spell('t', toll.anchor)).collect(),
            disputes: incident.disputes.iter().map(|dispute| hash::spell('d', dispute.anchor)).collect(),
            part_of: self.part_of(&incident, &evidence)?,
            review: self.review(
                SubjectKind::Incident,
                &anchors(&evidence),
                evidence.mentions.iter().map(|told| told.mention.report),
            )?,
        }))
    }

    /// What was decided about a record, and which of its reports have come since.
    fn review(
        &self,
        kind: SubjectKind,
        anchors: &[u64],
        reports: impl Iterator<Item = ReportId>,
    ) -> Result<ReviewView, Error> {
        let decided = self.tellings.decided();
        let review = decided.review(kind, anchors);
        let mut newer = Vec::new();
        for report in review.newer(reports) {
            newer.push(reports::by_row(self.db, report.0)?.id);
        }
        Ok(ReviewView {
            state: review.state,
            grade: review.grade,
            corrected: review.corrected.iter().map(|(field, value)| (*field, value.to_string())).collect(),
            decisions: review.decisions.into_iter().cloned().collect(),
            newer,
        })
    }

    fn copy_of(&self, report: i64) -> Result<Option<String>, Error> {
        let original = copies::original(self.db, report)?;
        if original == report { Ok(None) } else { Ok(Some(reports::by_row(self.db, original)?.id)) }
    }

    pub(crate) fn source(&mut self, root: Root) -> Result<SourceView, Error> {
        Ok(match root {
            Root::Party(party) => SourceView::Party(self.names.party(party)?),
            Root::Report(ReportId(row)) => {
                let report = reports::by_row(self.db, row)?;
                SourceView::Report(report.id, report.outlet)
            }
        })
    }

    /// The operation that an incident is most likely part of.
    fn part_of(&mut self, incident: &Incident, evidence: &Evidence) -> Result<Option<String>, Error> {
        if incident.operation {
            return Ok(None);
        }
        let part = chronicle::extent(incident, evidence);
        let Some((spot, days)) = part.spot.as_ref().zip(part.days) else { return Ok(None) };
        let Some(point) = spot.point else { return Ok(None) };
        let (first, last) = day::numbers(days);
        let mut select = self.db.prepare_cached(
            "SELECT subject FROM operation WHERE lat1 >= ? AND lat0 <= ? AND lon1 >= ? AND lon0 <= ? AND day0 <= ? AND day1 >= ?",
        )?;
        let (south, north, west, east) = link::square((point.0, point.1, spot.within_km + AROUND_KM));
        let bounds = params![south, north, west, east, last + AROUND_DAYS, first - AROUND_DAYS];
        let rows: Vec<i64> = select.query_map(bounds, |row| row.get(0))?.collect::<Result<_, _>>()?;
        let mut best: Option<(f64, String)> = None;
        for row in rows {
            let Some((id, whole)) = self.operation(row)? else { continue };
            let Some(score) = contains(&whole, &part).filter(|&score| score >= ENOUGH) else { continue };
            let better = best.as_ref().is_none_or(|(top, held)| score > *top || (score == *top && id < *held));
            if better {
                best = Some((score, id));
            }
        }
        Ok(best.map(|(_, id)| id))
    }

    fn operation(&mut self, leader: i64) -> Result<Option<(String, Extent)>, Error> {
        if let Some(held) = self.operations.get(&leader) {
            return Ok(held.clone());
        }
        let described = chronicle::incident(self.db, self.tellings, leader)?;
        let extent = described
            .map(|(incident, evidence)| (hash::spell('i', incident.anchor), chronicle::extent(&incident, &evidence)));
        self.operations.insert(leader, extent.clone());
        Ok(extent)
    }

    pub(crate) fn tolls(&mut self, subject: i64) -> Result<Vec<TollView>, Error> {
        let Some((tolls, counts, incident)) = self.counted(subject)? else { return Ok(Vec::new()) };
        let counts: BTreeMap<i64, Count> = counts.into_iter().map(|count| (count.id.0, count)).collect();
        tolls.iter().map(|toll| self.toll(toll, &counts, incident)).collect()
    }

    /// The tolls of a subject, the figures that they are made of, and the anchor of the incident.
    pub(crate) fn counted(&mut self, subject: i64) -> Result<Option<Counted>, Error> {
        if let Some((tolls, counts)) = self.running(subject)? {
            return Ok(Some((tolls, counts, None)));
        }
        let described = chronicle::incident(self.db, self.tellings, subject)?;
        Ok(described.map(|(incident, evidence)| (incident.tolls, evidence.counts, Some(incident.anchor))))
    }

    /// The running totals of a subject, with their figures; `None` where it is an incident.
    fn running(&mut self, subject: i64) -> Result<Option<Running>, Error> {
        if subject > 0 {
            return Ok(None);
        }
        let mut select = self.db.prepare_cached("SELECT key FROM subject WHERE id = ?")?;
        match select.query_row([subject], |row| row.get(0)).optional()? {
            Some(key) => chronicle::running(self.db, self.tellings, key).map(Some),
            None => Ok(Some((Vec::new(), Vec::new()))),
        }
    }

    pub(crate) fn toll(
        &mut self,
        toll: &Toll,
        counts: &BTreeMap<i64, Count>,
        incident: Option<u64>,
    ) -> Result<TollView, Error> {
        let counted = toll.points.iter().filter_map(|point| counts.get(&point.figure.0));
        let mut points = Vec::with_capacity(toll.points.len());
        for point in &toll.points {
            let Some(count) = counts.get(&point.figure.0) else { continue };
            points.push(self.point(count, point.standing)?);
        }
        Ok(TollView {
            id: hash::spell('t', toll.anchor),
            measure: toll.measure,
            unit: toll.unit,
            who: toll.who.map(|party| self.names.party(party)).transpose()?,
            status: toll.status,
            class: toll.class.clone(),
            place: toll.place.map(|place| self.names.place(place)).transpose()?,
            incident: incident.map(|anchor| hash::spell('i', anchor)),
            cumulative: toll.cumulative,
            since: toll.since,
            until: toll.until,
            min: toll.min,
            max: toll.max,
            best: toll.best,
            points,
            review: self.review(SubjectKind::Toll, &[toll.anchor], counted.map(|count| count.report))?,
        })
    }

    pub(crate) fn point(&mut self, count: &Count, standing: Standing) -> Result<PointView, Error> {
        Ok(PointView {
            report: reports::by_row(self.db, count.report.0)?.id,
            version: count.version,
            figure: position_of(count.id.0),
            source: match count.said.source {
                Some(party) => SourceView::Party(self.names.party(party)?),
                None => self.source(Root::Report(count.report))?,
            },
            published: count.published,
            min: count.min,
            max: count.max,
            best: count.best,
            exactness: count.exactness,
            words: count.words.clone(),
            standing,
        })
    }

    pub(crate) fn disputes(&mut self, subject: i64) -> Result<Vec<DisputeView>, Error> {
        let (disputes, incident) = match self.running(subject)? {
            Some((tolls, counts)) => (dispute::find(&[], &[], &tolls, &counts), None),
            None => match chronicle::incident(self.db, self.tellings, subject)? {
                Some((incident, _)) => (incident.disputes, Some(incident.anchor)),
                None => return Ok(Vec::new()),
            },
        };
        disputes.iter().map(|dispute| self.dispute(dispute, incident)).collect()
    }

    fn dispute(&mut self, dispute: &Dispute, incident: Option<u64>) -> Result<DisputeView, Error> {
        Ok(DisputeView {
            id: hash::spell('d', dispute.anchor),
            kind: dispute.kind,
            incident: incident.map(|anchor| hash::spell('i', anchor)),
            strength: dispute.strength,
            reason: match dispute.reason {
                Reason::Numbers(low, high) => ReasonView::Numbers(low, high),
                Reason::Denied => ReasonView::Denied,
                Reason::Perpetrators(a, b) => ReasonView::Perpetrators(self.names.party(a)?, self.names.party(b)?),
                Reason::Apart(km) => ReasonView::Apart(km),
                Reason::Days(days) => ReasonView::Days(days),
                Reason::Over => ReasonView::Over,
            },
            sides: dispute.sides.iter().map(|side| self.side(side)).collect::<Result<_, _>>()?,
            review: self.review(
                SubjectKind::Dispute,
                &[dispute.anchor],
                dispute.sides.iter().map(|side| side.statement.report),
            )?,
        })
    }

    fn side(&mut self, side: &DisputeSide) -> Result<SideView, Error> {
        let report = reports::by_row(self.db, side.statement.report.0)?;
        Ok(SideView {
            source: match side.statement.source {
                Some(party) => SourceView::Party(self.names.party(party)?),
                None => SourceView::Report(report.id.clone(), report.outlet.clone()),
            },
            claim: Some(side.statement.claim).filter(|&claim| claim != u32::MAX),
            words: side.statement.words.clone(),
            published: report.published,
            event: side.event.map(|event| position_of(event.0)),
            figure: side.figure.map(|figure| position_of(figure.0)),
            report: report.id,
            version: report.version,
        })
    }
}

/// Kilometres and days within which the operation is looked for that an incident is part of.
const AROUND_KM: f64 = 15.0;
const AROUND_DAYS: i64 = 2;
