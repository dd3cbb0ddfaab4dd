//! Incidents: the event mentions, in one report or many, that speak of one happening.

use crate::dispute::Dispute;
use crate::mention::{Count, EventId, Mention, PartyId, PlaceId, ReportId, Root, Statement};
use crate::toll::Toll;
use claims::EventType;
use jiff::civil::Date;

/// All that the store holds about one happening: what [`describe`] makes an [`Incident`] of.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// The event that leads, then those that follow it, in order of priority.
    pub mentions: Vec<Told>,
    /// Figures of these events.
    pub counts: Vec<Count>,
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
    /// Independent sources.
    pub sources: Vec<Root>,
    /// A battle, an offensive, a siege.
    pub operation: bool,
    /// Its tolls.
    pub tolls: Vec<Toll>,
    /// What is in dispute about it.
    pub disputes: Vec<Dispute>,
}
