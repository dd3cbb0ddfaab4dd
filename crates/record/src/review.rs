//! What people decide about the record: accepted, corrected, rejected, merged, split, graded, with a name and a time. Decisions
//! are ground like reports: they are kept apart from what was read, and laid over it again after each rebuild.
//!
//! A decision names its subject by an anchor, which stays the same when a report is read again or another event comes to lead
//! the incident.

mod row;

use crate::incident::Evidence;
use crate::mention::{PartyId, ReportId, Root};
use claims::{Act, EventType, Measure, Status};
use jiff::Timestamp;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// A decision.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// Its number: later decisions have higher ones.
    pub number: u64,
    /// When it was made.
    pub at: Timestamp,
    /// Who made it.
    pub by: String,
    /// What it is about.
    pub subject: Subject,
    /// What was decided.
    pub verdict: Verdict,
    /// The report that had come last when it was made; `None` where a store of an earlier format did not note it.
    pub seen: Option<ReportId>,
}

/// What a decision is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject {
    /// Kind of record.
    pub kind: SubjectKind,
    /// The record's anchor; for an incident that of any of its events.
    pub anchor: u64,
}

text::vocabulary! {
    /// The records that can be reviewed.
    SubjectKind {
        Incident = "incident", Event = "event", Figure = "figure", Claim = "claim", Toll = "toll", Dispute = "dispute",
    }
}

/// What was decided.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// It holds as it was read.
    Accept,
    /// It does not belong in the record: an event that is none, a figure that was misread.
    Reject,
    /// A field is to be another value, shown beside what was read.
    Correct(Field, String),
    /// The incident is the same as another: the anchor of one of its events.
    Merge(u64),
    /// The event is none of the incident's: the anchors of the events from which it is parted.
    Split(Vec<u64>),
    /// How far an incident is confirmed.
    Grade(Grade),
    /// A note.
    Comment(String),
    /// An earlier decision, by its number, no longer holds.
    Undo(u64),
}

text::vocabulary! {
    /// Fields that can be corrected.
    Field {
        Type = "type", From = "from", Until = "until", Place = "place", Actors = "actors", Recipients = "recipients",
        Measure = "measure", Who = "who", Status = "status", Min = "min", Max = "max", Best = "best",
    }
}

impl Field {
    /// Whether a value can stand in the field; else what it should be.
    pub fn check(self, value: &str) -> Result<(), &'static str> {
        let (fits, should) = match self {
            Field::Type => (EventType::from_name(value).is_some(), "a PLOVER type, such as ASSAULT"),
            Field::From | Field::Until => (value.parse::<Date>().is_ok(), "a day, such as 2031-03-04"),
            Field::Measure => (Measure::from_name(value).is_some(), "a measure, such as killed"),
            Field::Status => (Status::from_name(value).is_some(), "civilian, combatant, mixed or unknown"),
            Field::Min | Field::Max | Field::Best => {
                (value.parse::<f64>().is_ok_and(|n| n.is_finite() && n >= 0.0), "a number, such as 12")
            }
            Field::Place | Field::Actors | Field::Recipients | Field::Who => (!value.trim().is_empty(), "a name"),
        };
        if fits { Ok(()) } else { Err(should) }
    }
}

text::vocabulary! {
    /// How far an incident is confirmed, by the words of Airwars.
    Grade {
        Confirmed = "confirmed", Fair = "fair", Weak = "weak", Contested = "contested", Discounted = "discounted",
    }
}

impl Grade {
    /// What it means (Airwars, "Civilian harm grading").
    pub fn definition(self) -> &'static str {
        match self {
            Grade::Confirmed => "A specific belligerent has accepted responsibility.",
            Grade::Fair => "Two or more credible sources, and likely or confirmed action of a belligerent near by.",
            Grade::Weak => "A single source.",
            Grade::Contested => "Competing claims of responsibility.",
            Grade::Discounted => "Those killed were combatants, or other parties are most likely responsible.",
        }
    }
}

/// What a grade is judged by. The program lays it out; a named person sets the grade.
#[derive(Clone, Debug, PartialEq)]
pub struct Grounds {
    /// Independent sources that say so.
    pub sources: usize,
    /// Parties that own up.
    pub owned_up: Vec<PartyId>,
    /// Parties that say that it was not they.
    pub disowned: Vec<PartyId>,
    /// Who is said to have done it, by how many sources.
    pub accused: Vec<(PartyId, usize)>,
}

/// The grounds of a grade.
pub fn grounds(evidence: &Evidence) -> Grounds {
    let said = || evidence.mentions.iter().flat_map(|t| t.said.iter().map(move |s| (&t.mention, s)));
    let parties = |act: Act| {
        let roots = said().filter(|(_, s)| s.act == act).filter_map(|(_, s)| match s.root {
            Root::Party(party) => Some(party),
            Root::Report(_) => None,
        });
        each_once(roots)
    };
    let affirming = || said().filter(|(_, s)| s.affirms());
    let mut accused: Vec<(PartyId, Vec<Root>)> = Vec::new();
    for (mention, statement) in affirming() {
        for party in mention.actors.iter().filter_map(|side| side.body()) {
            match accused.iter_mut().find(|(held, _)| *held == party) {
                Some((_, roots)) if roots.contains(&statement.root) => {}
                Some((_, roots)) => roots.push(statement.root),
                None => accused.push((party, vec![statement.root])),
            }
        }
    }
    Grounds {
        sources: each_once(affirming().map(|(_, s)| s.root)).len(),
        owned_up: parties(Act::ClaimResponsibility),
        disowned: parties(Act::DenyResponsibility),
        accused: accused.into_iter().map(|(party, roots)| (party, roots.len())).collect(),
    }
}

fn each_once<T: PartialEq>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut once = Vec::new();
    for value in values {
        if !once.contains(&value) {
            once.push(value);
        }
    }
    once
}

/// The decisions that hold, in order: not undone, and not replaced by a later one on the same point. An undo can be undone.
pub fn in_force(decisions: &[Decision]) -> Vec<&Decision> {
    let mut latest: Vec<&Decision> = decisions.iter().collect();
    latest.sort_by_key(|d| std::cmp::Reverse(d.number));
    let mut undone = BTreeSet::new();
    let mut decided = BTreeSet::new();
    let mut held = Vec::new();
    for decision in latest {
        if undone.contains(&decision.number) {
            continue;
        }
        match &decision.verdict {
            // What is later cannot be undone by what is earlier.
            Verdict::Undo(number) if *number < decision.number => {
                undone.insert(*number);
            }
            Verdict::Undo(_) => {}
            verdict => {
                let replaced = point(verdict).is_some_and(|point| !decided.insert((decision.subject, point)));
                if !replaced {
                    held.push(decision);
                }
            }
        }
    }
    held.reverse();
    held
}

/// The point that a verdict decides, of which the last one holds; `None` where all hold side by side.
fn point(verdict: &Verdict) -> Option<(u8, Option<Field>)> {
    match verdict {
        Verdict::Accept | Verdict::Reject => Some((0, None)),
        Verdict::Grade(_) => Some((1, None)),
        Verdict::Correct(field, _) => Some((2, Some(*field))),
        Verdict::Merge(_) | Verdict::Split(_) | Verdict::Comment(_) | Verdict::Undo(_) => None,
    }
}

text::vocabulary! {
    /// Whether a person has looked at a record, and what came of it.
    State { Unreviewed = "unreviewed", Accepted = "accepted", Corrected = "corrected", Rejected = "rejected" }
}

/// What people decided about one record.
#[derive(Clone, Debug, PartialEq)]
pub struct Review<'a> {
    /// What came of it.
    pub state: State,
    /// Grade.
    pub grade: Option<Grade>,
    /// Corrected fields.
    pub corrected: Vec<(Field, &'a str)>,
    /// The decisions in force, in order: who, when, and what is said of it.
    pub decisions: Vec<&'a Decision>,
}

/// The review of a record, out of the decisions in force. An incident is known by each of its events' anchors, so that a
/// decision holds also where another event leads it by now.
pub fn of<'a>(kind: SubjectKind, anchors: &[u64], in_force: &[&'a Decision]) -> Review<'a> {
    let is_about = |d: &&&Decision| d.subject.kind == kind && anchors.contains(&d.subject.anchor);
    let decisions: Vec<&Decision> = in_force.iter().filter(is_about).copied().collect();
    let mut review = Review { state: State::Unreviewed, grade: None, corrected: Vec::new(), decisions };
    for decision in &review.decisions {
        match &decision.verdict {
            Verdict::Accept => review.state = State::Accepted,
            Verdict::Reject => review.state = State::Rejected,
            Verdict::Grade(grade) => review.grade = Some(*grade),
            Verdict::Correct(field, value) => {
                review.corrected.retain(|(held, _)| held != field);
                review.corrected.push((*field, value));
            }
            Verdict::Merge(_) | Verdict::Split(_) | Verdict::Comment(_) | Verdict::Undo(_) => {}
        }
    }
    if !review.corrected.is_empty() && review.state != State::Rejected {
        review.state = State::Corrected;
    }
    review
}

impl Review<'_> {
    /// Of the reports that a record rests on, those that came after all that was decided about it.
    pub fn newer(&self, reports: impl Iterator<Item = ReportId>) -> BTreeSet<ReportId> {
        let seen = self.decisions.iter().map(|decision| decision.seen).max().flatten();
        reports.filter(|report| seen.is_some_and(|seen| *report > seen)).collect()
    }
}

/// Takes out of the evidence what people have rejected: events and figures. The rest is as it was read.
pub fn without_rejected(mut evidence: Evidence, in_force: &[&Decision]) -> Evidence {
    let rejected = |kind| -> BTreeSet<u64> {
        let of_kind = in_force.iter().filter(|d| d.subject.kind == kind && d.verdict == Verdict::Reject);
        of_kind.map(|d| d.subject.anchor).collect()
    };
    let (events, figures) = (rejected(SubjectKind::Event), rejected(SubjectKind::Figure));
    evidence.mentions.retain(|t| !events.contains(&t.mention.anchor));
    evidence.counts.retain(|c| !figures.contains(&c.anchor));
    evidence
}

/// What people say of which events are one happening.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ties {
    together: BTreeSet<(u64, u64)>,
    apart: BTreeSet<(u64, u64)>,
}

impl Ties {
    /// The ties that the decisions in force make.
    pub fn of(in_force: &[&Decision]) -> Ties {
        let mut ties = Ties::default();
        for decision in in_force {
            let anchor = decision.subject.anchor;
            match &decision.verdict {
                Verdict::Merge(other) => {
                    ties.together.insert(ordered(anchor, *other));
                }
                Verdict::Split(others) => {
                    let parted = || others.iter().map(|other| ordered(anchor, *other));
                    // Of a merge and a split of the same two events, the later one holds.
                    parted().for_each(|pair| _ = ties.together.remove(&pair));
                    ties.apart.extend(parted());
                }
                _ => {}
            }
        }
        ties
    }

    /// Whether linking may make two events one happening.
    pub fn may_meet(&self, a: u64, b: u64) -> bool {
        !self.apart.contains(&ordered(a, b))
    }

    /// The incidents that people have made one: for each leader that is united with others, the least of them, which leads
    /// them all. `leader` finds the leader of the incident of an event.
    pub fn united<I: Copy + Ord, E>(
        &self,
        mut leader: impl FnMut(u64) -> Result<Option<I>, E>,
    ) -> Result<BTreeMap<I, I>, E> {
        let mut united: BTreeMap<I, I> = BTreeMap::new();
        for &(a, b) in &self.together {
            let (Some(a), Some(b)) = (leader(a)?, leader(b)?) else { continue };
            let (a, b) = (*united.get(&a).unwrap_or(&a), *united.get(&b).unwrap_or(&b));
            let (least, other) = (a.min(b), a.max(b));
            united.insert(least, least);
            united.insert(other, least);
            for led in united.values_mut().filter(|led| **led == other) {
                *led = least;
            }
        }
        Ok(united)
    }
}

fn ordered(a: u64, b: u64) -> (u64, u64) {
    (a.min(b), a.max(b))
}

#[cfg(test)]
mod tests;
