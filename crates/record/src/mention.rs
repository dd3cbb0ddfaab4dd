//! The parts of accounts as the chronicle compares them: self-contained, with ids that hold for the whole store.

use crate::account::Days;
use claims::{Act, ActorKind, Certainty, EventType, Exactness, Measure, Reality, Status, Unit};
use jiff::civil::Date;

/// A party of the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PartyId(pub i64);

/// A place of the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceId(pub i64);

/// A report (one version of it) of the store.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ReportId(pub i64);

/// An event of the store, told by one report: the row it is kept in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(pub i64);

/// A figure of the store, given by one report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FigureId(pub i64);

/// Who stands behind a statement in the end: what counts as one source. Copies of one wire, and outlets that cite one
/// monitor, have the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Root {
    /// A source that is named.
    Party(PartyId),
    /// The report's own voice, or sources that it leaves unnamed: the first of the copies that tell it.
    Report(ReportId),
}

/// Where something happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Spot {
    /// The place.
    pub place: PlaceId,
    /// Latitude and longitude in degrees; `None` where the place is not located.
    pub point: Option<(f64, f64)>,
    /// Radius of uncertainty in kilometres: a village has a few, a province or country some hundred.
    pub within_km: f64,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// The report tells no place for it; this is the place that the report is about.
    pub assumed: bool,
}

/// A place with at most this radius of uncertainty, in kilometres, is a town or a part of one.
const TOWN_KM: f64 = 30.0;
/// Mean radius of the earth, in kilometres.
const EARTH_KM: f64 = 6371.0;

impl Spot {
    /// Kilometres between two places along the great circle; `None` where one is not located.
    pub fn km(&self, other: &Spot) -> Option<f64> {
        let ((lat, lon), (lat2, lon2)) = (self.point?, other.point?);
        let half = |a: f64, b: f64| ((a - b).to_radians() / 2.0).sin().powi(2);
        let chord = half(lat, lat2) + lat.to_radians().cos() * lat2.to_radians().cos() * half(lon, lon2);
        Some(2.0 * EARTH_KM * chord.clamp(0.0, 1.0).sqrt().asin())
    }

    /// Whether it is a town, a village or a part of one, as against a province or a country.
    pub fn is_town(&self) -> bool {
        self.point.is_some() && self.within_km <= TOWN_KM
    }
}

/// A party of an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// The party.
    pub party: PartyId,
    /// The body that it speaks for or belongs to.
    pub of: Option<PartyId>,
    /// Kind.
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3, or a PLOVER non-state value.
    pub country: Option<String>,
}

impl Side {
    /// The party that acts or is counted: the body that it belongs to, else itself. `None` for a person who belongs to none,
    /// a population and what is unknown: they are no party to a conflict.
    pub fn body(&self) -> Option<PartyId> {
        let is_body = !matches!(self.kind, ActorKind::Person | ActorKind::Population | ActorKind::Unknown);
        self.of.or(is_body.then_some(self.party))
    }
}

/// An event as one report tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Its row.
    pub id: EventId,
    /// The report that tells it.
    pub report: ReportId,
    /// Hash of the report's own id and the place of the trigger: the same whenever the report is read again, whatever else
    /// the store holds. Breaks ties, and makes the public id of the incident that it leads.
    pub anchor: u64,
    /// PLOVER type.
    pub kind: EventType,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// Whether it is told as a fact.
    pub reality: Reality,
    /// The report's news, not its background.
    pub main: bool,
    /// Its words name a battle, an offensive, a siege: something that goes on and has incidents as parts.
    pub operation: bool,
    /// The trigger, in lower case.
    pub trigger: String,
    /// Who does it.
    pub actors: Vec<Side>,
    /// To whom it is done.
    pub recipients: Vec<Side>,
    /// Where.
    pub spot: Option<Spot>,
    /// When.
    pub days: Option<Days>,
    /// The days are not told; they are those that a report of its date speaks of.
    pub days_assumed: bool,
    /// Day of publication of the report.
    pub published: Option<Date>,
    /// Counted harm that the report ties to it: measure, lowest and highest number.
    pub counts: Vec<(Measure, f64, f64)>,
}

/// A statement about an event or a figure: one claim of one report.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// The report.
    pub report: ReportId,
    /// Position of the claim in the reading: 0 is `c1`.
    pub claim: u32,
    /// The source, where it has a record; `None` for the report's own voice.
    pub source: Option<PartyId>,
    /// Who stands behind it in the end.
    pub root: Root,
    /// What the source does.
    pub act: Act,
    /// Certainty.
    pub certainty: Certainty,
    /// What is said.
    pub words: String,
}

impl Statement {
    /// Whether its source stands by what it speaks of.
    pub fn affirms(&self) -> bool {
        use Act::*;
        let act = !matches!(
            self.act,
            Deny | DenyResponsibility | Doubt | Threaten | Order | NoComment | NotVerified | Retract
        );
        act && !self.is_negative()
    }

    /// Whether its source says that it is not so.
    pub fn denies(&self) -> bool {
        matches!(self.act, Act::Deny | Act::Retract) || (self.act == Act::Assert && self.is_negative())
    }

    fn is_negative(&self) -> bool {
        matches!(self.certainty, Certainty::CertainNo | Certainty::ProbableNo | Certainty::PossibleNo)
    }
}

/// A figure as one report gives it, with the statement that it belongs to.
#[derive(Clone, Debug, PartialEq)]
pub struct Count {
    /// Its row.
    pub id: FigureId,
    /// The report.
    pub report: ReportId,
    /// The first of the copies of its report: itself where it is no copy.
    pub original: ReportId,
    /// Version of the report, counted from 1.
    pub version: u32,
    /// Where it starts in the report, in code points.
    pub at: u32,
    /// Hash of the report's own id and the place of the number.
    pub anchor: u64,
    /// Day of publication of the report.
    pub published: Option<Date>,
    /// What is counted.
    pub measure: Measure,
    /// Unit.
    pub unit: Unit,
    /// Lowest number.
    pub min: Option<f64>,
    /// Highest number.
    pub max: Option<f64>,
    /// The number to quote.
    pub best: Option<f64>,
    /// Exactness.
    pub exactness: Exactness,
    /// Whether those counted fought.
    pub status: Status,
    /// Who was counted.
    pub who: Option<Side>,
    /// The words for who was counted, in lower case.
    pub who_words: Option<String>,
    /// Where.
    pub spot: Option<Spot>,
    /// First day of its period.
    pub since: Option<Date>,
    /// Last day of its period.
    pub until: Option<Date>,
    /// A running total.
    pub cumulative: bool,
    /// The figure of the same report that it is a part of.
    pub part_of: Option<FigureId>,
    /// Who says so.
    pub said: Statement,
    /// The clause around it.
    pub words: String,
}
