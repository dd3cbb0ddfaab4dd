//! Incidents: the event mentions, in one report or many, that speak of one happening.

use crate::account::Days;
use crate::dispute::{self, Dispute};
use crate::mention::{Count, EventId, Mention, PartyId, PlaceId, ReportId, Root, Side, Spot, Statement};
use crate::toll::{self, Toll};
use claims::{EventType, Reality};
use jiff::civil::Date;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// All that the store holds about one happening: what [`describe`] makes an [`Incident`] of.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// The event that leads, then those that follow it, in order of priority.
    pub mentions: Vec<Told>,
    /// Figures of these events.
    pub counts: Vec<Count>,
    /// Where one of the mentions tells that it is over: mentions of other incidents, near it in place and time, that may
    /// tell of fighting which goes on. Empty otherwise.
    pub around: Vec<Told>,
}

/// An event mention and what is said of it.
#[derive(Clone, Debug)]
pub struct Told {
    /// The mention.
    pub mention: Mention,
    /// How like it is to the leader, 0 to 1.
    pub score: f64,
    /// Who says so, and who denies.
    pub said: Vec<Statement>,
    /// The first of the copies of its report: itself where it is no copy.
    pub original: ReportId,
}

/// A happening, out of many reports.
#[derive(Clone, Debug, PartialEq)]
pub struct Incident {
    /// The anchor of the event that leads it.
    pub anchor: u64,
    /// The type that most mentions have.
    pub kind: EventType,
    /// All types, the most frequent first.
    pub kinds: Vec<EventType>,
    /// Whether it happened, as the plainest telling has it.
    pub reality: Reality,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
    /// Where: the most precise place that the mentions give.
    pub place: Option<PlaceId>,
    /// Radius of uncertainty, in kilometres.
    pub within_km: Option<f64>,
    /// Who does it, the most often named first.
    pub actors: Vec<PartyId>,
    /// To whom.
    pub recipients: Vec<PartyId>,
    /// The mentions, the leader first.
    pub events: Vec<EventId>,
    /// Independent sources that say so, the leader's first.
    pub sources: Vec<Root>,
    /// A battle, an offensive, a siege.
    pub operation: bool,
    /// Its tolls.
    pub tolls: Vec<Toll>,
    /// What is in dispute about it.
    pub disputes: Vec<Dispute>,
}

/// The incident that the mentions tell.
pub fn describe(evidence: &Evidence) -> Option<Incident> {
    let leader = &evidence.mentions.first()?.mention;
    let told = asserted(&evidence.mentions);
    let kinds = by_frequency(&told, |m| vec![m.kind]);
    let days = days(&told, leader.operation);
    let spot = spot(&told);
    let tolls = toll::of_incident(&evidence.counts);
    Some(Incident {
        anchor: leader.anchor,
        kind: kinds.first().copied().unwrap_or(leader.kind),
        kinds,
        reality: leader.reality,
        from: days.map(|d| d.first),
        until: days.map(|d| d.last),
        place: spot.map(|s| s.place),
        within_km: spot.map(|s| s.within_km),
        actors: by_frequency(&told, |m| parties(&m.actors)),
        recipients: by_frequency(&told, |m| parties(&m.recipients)),
        events: evidence.mentions.iter().map(|t| t.mention.id).collect(),
        sources: sources(&told),
        operation: leader.operation,
        disputes: dispute::find(&evidence.mentions, &evidence.around, &tolls, &evidence.counts),
        tolls,
    })
}

/// The mentions that tell what happened: all but the denied, or all where nothing else is told.
fn asserted(mentions: &[Told]) -> Vec<&Told> {
    let told: Vec<&Told> = mentions.iter().filter(|t| t.mention.reality != Reality::Denied).collect();
    if told.is_empty() { mentions.iter().collect() } else { told }
}

fn parties(sides: &[Side]) -> Vec<PartyId> {
    sides.iter().map(|side| side.party).collect()
}

/// The days that most originals tell, of those most precisely told; from first to last for an operation, of which each
/// report tells another stretch.
fn days(told: &[&Told], operation: bool) -> Option<Days> {
    let certain = |m: &Mention| m.days.filter(|_| !m.days_assumed);
    let all = || told.iter().filter_map(|t| certain(&t.mention));
    let Some(shortest) = all().map(Days::count).min() else { return told.iter().find_map(|t| t.mention.days) };
    if operation {
        return Some(Days { first: all().map(|d| d.first).min()?, last: all().map(|d| d.last).max()? });
    }
    let precise = |m: &Mention| certain(m).filter(|d| d.count() == shortest).into_iter().collect();
    by_frequency(told, precise).first().copied()
}

/// The place that most originals tell, of those most precisely told.
fn spot<'a>(told: &[&'a Told]) -> Option<&'a Spot> {
    let spots = || told.iter().filter_map(|t| t.mention.spot.as_ref());
    let certain = |s: &&Spot| !s.assumed;
    let Some(closest) = spots().filter(certain).map(|s| s.within_km).min_by(f64::total_cmp) else {
        return spots().next();
    };
    let precise = |s: &&Spot| certain(s) && s.within_km == closest;
    let most = by_frequency(told, |m| m.spot.iter().filter(|s| precise(s)).map(|s| s.place).collect());
    spots().filter(precise).find(|s| Some(&s.place) == most.first())
}

/// Who says so in the end, each once.
fn sources(told: &[&Told]) -> Vec<Root> {
    let mut roots = Vec::new();
    for telling in told {
        let said = telling.said.iter().filter(|s| s.affirms()).map(|s| s.root);
        let own = telling.said.is_empty().then_some(Root::Report(telling.original));
        for root in said.chain(own) {
            if !roots.contains(&root) {
                roots.push(root);
            }
        }
    }
    roots
}

/// What the mentions tell, that most original reports tell first; what as many tell, in the order of the telling.
fn by_frequency<T: Ord + Copy>(told: &[&Told], of: impl Fn(&Mention) -> Vec<T>) -> Vec<T> {
    let mut originals: BTreeMap<T, (usize, Vec<ReportId>)> = BTreeMap::new();
    let mut order = 0;
    for telling in told {
        for value in of(&telling.mention) {
            let (_, reports) = originals.entry(value).or_insert((order, Vec::new()));
            order += 1;
            if !reports.contains(&telling.original) {
                reports.push(telling.original);
            }
        }
    }
    let mut values: Vec<_> = originals.into_iter().collect();
    values.sort_by_key(|(_, (first, reports))| (Reverse(reports.len()), *first));
    values.into_iter().map(|(value, _)| value).collect()
}

#[cfg(test)]
mod tests;
