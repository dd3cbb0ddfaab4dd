//! Why the chronicle says what it says: what an incident, a toll or a dispute rests on, and what was kept out of it.

use crate::error::Error;
use crate::show::Desk;
use crate::telling::{position_of, report_of};
use crate::view::*;
use crate::{Store, chronicle, copies, decisions, hash, link, reports, united};
use record::incident::{Evidence, Told};
use record::mention::{Count, PartyId, Root};
use record::review;
use record::same::{Ground, Likeness, likeness};
use record::star::ENOUGH;
use record::toll::{self, Point, Standing, Toll};
use std::collections::BTreeMap;

/// Look-alikes that are named among those that were kept out of an incident: the likest.
const NEAREST: usize = 3;

/// What an incident rests on.
#[derive(Clone, Debug)]
pub struct IncidentGrounds {
    /// The incident.
    pub incident: IncidentView,
    /// Why each of its events is one, in their order.
    pub members: Vec<MemberGrounds>,
    /// What its events tell, field by field.
    pub told: Vec<ToldValue>,
    /// The events of other incidents that are most like the one that leads it.
    pub nearest: Vec<Outsider>,
    /// What a grade is judged by.
    pub grade: GradeGrounds,
}

/// What a grade is judged by, with names: a named person sets it.
#[derive(Clone, Debug)]
pub struct GradeGrounds {
    /// Independent sources that say so.
    pub sources: usize,
    /// Parties that own up.
    pub owned_up: Vec<PartyView>,
    /// Parties that say that it was not they.
    pub disowned: Vec<PartyView>,
    /// Who is said to have done it, by how many independent sources.
    pub accused: Vec<(PartyView, usize)>,
}

/// Why an event is one of an incident's.
#[derive(Clone, Debug, Default)]
pub struct MemberGrounds {
    /// The event that it follows, as `REPORT/e1`; `None` for one that leads.
    pub follows: Option<String>,
    /// It leads what a person has made one with the incident.
    pub united: bool,
    /// How like it is to the one that it follows, ground by ground, in log-odds.
    pub grounds: Vec<(Ground, f64)>,
}

/// A value that some of an incident's events tell.
#[derive(Clone, Debug)]
pub struct ToldValue {
    /// The field, by its published name.
    pub field: &'static str,
    /// The value, with its name in place.
    pub value: String,
    /// Own ids of the reports that tell it: of copies the first.
    pub reports: Vec<String>,
    /// Whether reports tell it, or it is only assumed (the day of publication, the place of another sentence).
    pub assumed: bool,
}

/// An event that was kept out of an incident.
#[derive(Clone, Debug)]
pub struct Outsider {
    /// The event, as `REPORT/e1`.
    pub event: String,
    /// The sentence around it.
    pub words: String,
    /// The incident that it is in.
    pub incident: Option<String>,
    /// How like it is to the event that leads.
    pub likeness: Likeness,
    /// Why it is none of the incident's.
    pub why: Outside,
}

text::vocabulary! {
    /// Why an event is kept out of an incident.
    Outside {
        /// It is too unlike.
        Unlike = "unlike",
        /// A person has parted it.
        Parted = "parted",
        /// It is as like or liker to the event that it follows.
        Liker = "liker",
    }
}

/// What a toll rests on.
#[derive(Clone, Debug)]
pub struct TollGrounds {
    /// The toll.
    pub toll: TollView,
    /// Why each of its points stands or not, in their order.
    pub points: Vec<PointGrounds>,
    /// The numbers that decide the one to quote, each with the independent sources that give it.
    pub given: Vec<(f64, Vec<SourceView>)>,
    /// Figures of the same measure that are no point of any toll of the incident.
    pub left_out: Vec<(PointView, LeftOut)>,
}

/// Why a point stands or not.
#[derive(Clone, Debug, PartialEq)]
pub enum PointGrounds {
    /// Its source says nothing later.
    Last,
    /// Its source says another number later, or first in the same report: that figure, as `REPORT/f1`.
    SupersededBy(Option<String>),
    /// The report that gives it already.
    CopyOf(Option<String>),
}

text::vocabulary! {
    /// Why a figure is no point.
    LeftOut {
        /// Whoever gives it denies or doubts it, or cannot verify it.
        NotAffirmed = "not affirmed",
        /// A running total, which no incident's toll takes in.
        Running = "running total",
        /// It tells no number.
        NoNumber = "no number",
    }
}

/// What a dispute rests on.
#[derive(Clone, Debug)]
pub struct DisputeGrounds {
    /// The dispute.
    pub dispute: DisputeView,
    /// What else is said of the same, which is no side.
    pub others: Vec<Aside>,
}

/// A statement that is no side of a dispute.
#[derive(Clone, Debug)]
pub struct Aside {
    /// Who says so.
    pub source: SourceView,
    /// The figure or event, as `REPORT/f1` or `REPORT/e1`.
    pub record: String,
    /// What is said.
    pub words: String,
    /// Why it is no side.
    pub why: NoSide,
}

text::vocabulary! {
    /// Why a statement is no side.
    NoSide {
        /// Its source has said another number since.
        Superseded = "superseded",
        /// A copy of another report's words.
        Copy = "copy",
        /// It repeats what a side says, or its source is one.
        SameSource = "same source",
        /// It can hold beside the sides, or says nothing of what they differ on.
        Agrees = "no conflict",
    }
}

impl Store {
    /// What the incident of a public id rests on.
    pub fn incident_grounds(&mut self, id: &str) -> Result<Option<IncidentGrounds>, Error> {
        let Some(anchor) = hash::number('i', id) else { return Ok(None) };
        let mut desk = self.desk()?;
        let Some(event) = decisions::event_of(desk.db, desk.tellings, anchor)? else { return Ok(None) };
        match united::head(desk.db, event)? {
            Some(head) => desk.incident_grounds(head),
            None => Ok(None),
        }
    }

    /// What the toll of a public id rests on.
    pub fn toll_grounds(&mut self, id: &str) -> Result<Option<TollGrounds>, Error> {
        let rows = self.subjects_of("SELECT subject FROM toll WHERE anchor = ?", hash::number('t', id))?;
        let mut desk = self.desk()?;
        for row in rows {
            let Some((tolls, counts, incident)) = desk.counted(row)? else { continue };
            if let Some(toll) = tolls.iter().find(|toll| hash::spell('t', toll.anchor) == id) {
                return desk.toll_grounds(toll, &tolls, counts, incident).map(Some);
            }
        }
        Ok(None)
    }

    /// What the dispute of a public id rests on.
    pub fn dispute_grounds(&mut self, id: &str) -> Result<Option<DisputeGrounds>, Error> {
        let rows = self.subjects_of("SELECT subject FROM dispute WHERE anchor = ?", hash::number('d', id))?;
        let mut desk = self.desk()?;
        for row in rows {
            if let Some(dispute) = desk.disputes(row)?.into_iter().find(|dispute| dispute.id == id) {
                let others = desk.asides(row, &dispute)?;
                return Ok(Some(DisputeGrounds { dispute, others }));
            }
        }
        Ok(None)
    }
}

impl Desk<'_> {
    fn incident_grounds(&mut self, head: i64) -> Result<Option<IncidentGrounds>, Error> {
        let Some((_, evidence)) = chronicle::incident(self.db, self.tellings, head)? else { return Ok(None) };
        let Some(incident) = self.incident(head)? else { return Ok(None) };
        let members = evidence.mentions.iter().map(|told| self.member_grounds(told, head)).collect::<Result<_, _>>()?;
        let (told, nearest, grade) = (self.told(&evidence)?, self.nearest(head)?, self.grade_grounds(&evidence)?);
        Ok(Some(IncidentGrounds { incident, members, told, nearest, grade }))
    }

    fn grade_grounds(&mut self, evidence: &Evidence) -> Result<GradeGrounds, Error> {
        let grounds = review::grounds(evidence);
        let mut accused = Vec::with_capacity(grounds.accused.len());
        for (party, sources) in grounds.accused {
            accused.push((self.names.party(party)?, sources));
        }
        let mut named = |parties: Vec<PartyId>| -> Result<Vec<PartyView>, Error> {
            parties.into_iter().map(|party| self.names.party(party)).collect()
        };
        let (owned_up, disowned) = (named(grounds.owned_up)?, named(grounds.disowned)?);
        Ok(GradeGrounds { sources: grounds.sources, owned_up, disowned, accused })
    }

    fn member_grounds(&mut self, told: &Told, head: i64) -> Result<MemberGrounds, Error> {
        let row = told.mention.id.0;
        let leader = link::leader(self.db, row)?.filter(|&leader| leader != row);
        let Some(leader) = leader else {
            return Ok(MemberGrounds { united: row != head, ..MemberGrounds::default() });
        };
        let telling = self.tellings.get(self.db, report_of(leader))?;
        let like = telling.of(leader).and_then(|(_, mention)| likeness(mention, &told.mention));
        let grounds = like.map(|like| like.grounds).unwrap_or_default();
        Ok(MemberGrounds { follows: Some(self.event_id(leader)?), united: false, grounds })
    }

    /// `REPORT/e1`.
    fn event_id(&self, row: i64) -> Result<String, Error> {
        Ok(format!("{}/e{}", reports::by_row(self.db, report_of(row))?.id, position_of(row) + 1))
    }

    /// `REPORT/f1`.
    fn figure_id(&self, row: i64) -> Result<String, Error> {
        Ok(format!("{}/f{}", reports::by_row(self.db, report_of(row))?.id, position_of(row) + 1))
    }

    /// What the events of an incident tell, the values of most reports first.
    fn told(&mut self, evidence: &Evidence) -> Result<Vec<ToldValue>, Error> {
        let mut found: Vec<ToldValue> = Vec::new();
        for told in &evidence.mentions {
            let m = &told.mention;
            let mut values =
                vec![("type", m.kind.name().to_string(), false), ("reality", m.reality.name().to_string(), false)];
            values.extend(m.days.map(|days| ("days", span(days), m.days_assumed)));
            if let Some(spot) = &m.spot {
                let name = self.names.place(spot.place)?.name;
                values.push(("place", format!("{name} (within {:.0} km)", spot.within_km), spot.assumed));
            }
            for (field, sides) in [("actors", &m.actors), ("recipients", &m.recipients)] {
                for side in sides {
                    values.push((field, self.names.party(side.party)?.name, false));
                }
            }
            let report = reports::by_row(self.db, told.original.0)?.id;
            for (field, value, assumed) in values {
                match found.iter_mut().find(|v| (v.field, &v.value, v.assumed) == (field, &value, assumed)) {
                    Some(held) if held.reports.contains(&report) => {}
                    Some(held) => held.reports.push(report.clone()),
                    None => found.push(ToldValue { field, value, reports: vec![report.clone()], assumed }),
                }
            }
        }
        let fields = ["type", "reality", "days", "place", "actors", "recipients"];
        found.sort_by_key(|v| {
            (fields.iter().position(|f| *f == v.field), v.assumed, std::cmp::Reverse(v.reports.len()))
        });
        Ok(found)
    }

    /// The look-alikes of an event that are in other incidents.
    fn nearest(&mut self, head: i64) -> Result<Vec<Outsider>, Error> {
        let telling = self.tellings.get(self.db, report_of(head))?;
        let Some((_, leading)) = telling.of(head) else { return Ok(Vec::new()) };
        let mut found = Vec::new();
        for row in link::candidates(self.db, self.tellings, head)? {
            let theirs = self.tellings.get(self.db, report_of(row))?;
            let Some((rank, mention)) = theirs.of(row) else { continue };
            let theirs = united::head(self.db, row)?;
            if let Some(like) = likeness(leading, mention).filter(|_| theirs != Some(head)) {
                found.push((like, *rank, row, theirs, mention.anchor));
            }
        }
        found.sort_by(|a, b| b.0.score.total_cmp(&a.0.score).then_with(|| a.1.cmp(&b.1)));
        found.truncate(NEAREST);
        let mut nearest = Vec::with_capacity(found.len());
        for (likeness, _, row, theirs, anchor) in found {
            let telling = self.tellings.get(self.db, report_of(row))?;
            let incident = match theirs {
                Some(theirs) => self.incident(theirs)?.map(|incident| incident.id),
                None => None,
            };
            nearest.push(Outsider {
                event: self.event_id(row)?,
                words: telling.account.events[position_of(row) as usize].words.clone(),
                incident,
                why: match likeness.score >= ENOUGH {
                    _ if !self.tellings.decided().may_meet(leading.anchor, anchor) => Outside::Parted,
                    true => Outside::Liker,
                    false => Outside::Unlike,
                },
                likeness,
            });
        }
        Ok(nearest)
    }

    fn toll_grounds(
        &mut self,
        toll: &Toll,
        tolls: &[Toll],
        counts: Vec<Count>,
        incident: Option<u64>,
    ) -> Result<TollGrounds, Error> {
        let counts: BTreeMap<i64, Count> = counts.into_iter().map(|count| (count.id.0, count)).collect();
        let of = |points: &[Point]| -> Vec<(Standing, Count)> {
            points.iter().filter_map(|p| Some((p.standing, counts.get(&p.figure.0)?.clone()))).collect()
        };
        let points = of(&toll.points);
        let mut grounds = Vec::with_capacity(points.len());
        for (standing, count) in &points {
            grounds.push(self.point_grounds(*standing, count, &points)?);
        }
        let current: Vec<&Count> = points.iter().filter(|(s, _)| *s == Standing::Current).map(|(_, c)| c).collect();
        let mut given = Vec::new();
        for (number, roots) in toll::given(&current) {
            given.push((number, roots.into_iter().map(|root| self.source(root)).collect::<Result<_, _>>()?));
        }
        let is_point = |id: i64| tolls.iter().any(|toll| toll.points.iter().any(|point| point.figure.0 == id));
        let mut left_out = Vec::new();
        for count in counts.values().filter(|c| c.measure == toll.measure && !is_point(c.id.0)) {
            let why = match count.cumulative && !toll.cumulative {
                true => LeftOut::Running,
                false if !count.said.affirms() => LeftOut::NotAffirmed,
                false => LeftOut::NoNumber,
            };
            left_out.push((self.point(count, Standing::Superseded)?, why));
        }
        Ok(TollGrounds { toll: self.toll(toll, &counts, incident)?, points: grounds, given, left_out })
    }

    fn point_grounds(
        &self,
        standing: Standing,
        count: &Count,
        points: &[(Standing, Count)],
    ) -> Result<PointGrounds, Error> {
        let numbers = |c: &Count| (c.min, c.max, c.best);
        let others = || points.iter().filter(|(s, c)| *s == Standing::Current && c.said.root == count.said.root);
        Ok(match standing {
            Standing::Current => PointGrounds::Last,
            Standing::Superseded => {
                let last = others().max_by_key(|(_, c)| (c.published, c.version));
                PointGrounds::SupersededBy(last.map(|(_, c)| self.figure_id(c.id.0)).transpose()?)
            }
            Standing::Copy => {
                let first = others().find(|(_, c)| c.original == count.original && numbers(c) == numbers(count));
                PointGrounds::CopyOf(first.map(|(_, c)| self.figure_id(c.id.0)).transpose()?)
            }
        })
    }

    /// What is said of the matter of a dispute besides its sides.
    fn asides(&mut self, subject: i64, dispute: &DisputeView) -> Result<Vec<Aside>, Error> {
        let figures: Vec<(&str, u32)> =
            dispute.sides.iter().filter_map(|side| Some((side.report.as_str(), side.figure?))).collect();
        if figures.is_empty() {
            self.other_tellings(subject, dispute)
        } else {
            self.other_figures(subject, &figures, dispute)
        }
    }

    fn other_figures(
        &mut self,
        subject: i64,
        sides: &[(&str, u32)],
        dispute: &DisputeView,
    ) -> Result<Vec<Aside>, Error> {
        let is_side = |point: &&PointView| sides.contains(&(point.report.as_str(), point.figure));
        let toll = self.tolls(subject)?.into_iter().find(|toll| toll.points.iter().any(|point| is_side(&point)));
        let points = toll.iter().flat_map(|toll| &toll.points).filter(|point| !is_side(point));
        let aside = |point: &PointView| Aside {
            source: point.source.clone(),
            record: format!("{}/f{}", point.report, point.figure + 1),
            words: point.words.clone(),
            why: match point.standing {
                Standing::Superseded => NoSide::Superseded,
                Standing::Copy => NoSide::Copy,
                Standing::Current if dispute.sides.iter().any(|s| s.source == point.source) => NoSide::SameSource,
                Standing::Current => NoSide::Agrees,
            },
        };
        Ok(points.map(aside).collect())
    }

    fn other_tellings(&mut self, subject: i64, dispute: &DisputeView) -> Result<Vec<Aside>, Error> {
        let Some((_, evidence)) = chronicle::incident(self.db, self.tellings, subject)? else { return Ok(Vec::new()) };
        let mut asides: Vec<Aside> = Vec::new();
        for told in &evidence.mentions {
            let (report, position) =
                (reports::by_row(self.db, told.mention.report.0)?.id, position_of(told.mention.id.0));
            if dispute.sides.iter().any(|side| side.report == report && side.event == Some(position)) {
                continue;
            }
            let telling = self.tellings.get(self.db, told.mention.report.0)?;
            let source = match told.said.first().and_then(|statement| statement.source) {
                Some(party) => SourceView::Party(self.names.party(party)?),
                None => self.source(Root::Report(told.mention.report))?,
            };
            let why = match copies::original(self.db, told.mention.report.0)? == told.mention.report.0 {
                false => NoSide::Copy,
                true if dispute.sides.iter().any(|side| side.source == source) => NoSide::SameSource,
                true => NoSide::Agrees,
            };
            let words = telling.account.events[position as usize].words.clone();
            asides.push(Aside { source, record: self.event_id(told.mention.id.0)?, words, why });
        }
        Ok(asides)
    }
}

/// `2031-03-04`, or `2031-03-04/2031-03-06`.
fn span(days: record::account::Days) -> String {
    if days.first == days.last { days.first.to_string() } else { format!("{}/{}", days.first, days.last) }
}
