//! What the views show: records with their names in place, ready to be set.

use claims::{ActorKind, EventType, Exactness, Measure, PlaceKind, Reality, Status, Unit};
use jiff::civil::Date;
use record::dispute::DisputeKind;
use record::review::{Decision, Field, Grade, State};
use record::toll::Standing;

/// What a view is asked for; `Default` asks for all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filter {
    /// Nothing that ended before this day.
    pub since: Option<Date>,
    /// Nothing that began after this day.
    pub until: Option<Date>,
    /// Where.
    pub place: Option<Where>,
    /// A party that acts or is acted upon, by any of its names.
    pub actor: Option<String>,
    /// PLOVER type.
    pub kind: Option<EventType>,
    /// A figure of this measure is given.
    pub measure: Option<Measure>,
    /// An outlet, an agency or a party that says so, by any of its names.
    pub source: Option<String>,
    /// BCP 47: a report in this language tells it.
    pub language: Option<String>,
    /// Looked at by a person since the last report on it came, or not.
    pub reviewed: Option<bool>,
    /// At most so many: the latest.
    pub limit: Option<usize>,
}

/// Where a [`Filter`] looks.
#[derive(Clone, Debug, PartialEq)]
pub enum Where {
    /// A place by any of its names.
    Named(String),
    /// A place by any of its names, and all within so many kilometres of it.
    Near(String, f64),
    /// All within so many kilometres of a point: latitude, longitude, kilometres.
    Around(f64, f64, f64),
}

/// A party, person, population or outlet.
#[derive(Clone, Debug, PartialEq)]
pub struct PartyView {
    /// The same for the same party in every report and language.
    pub key: String,
    /// The name that most reports display.
    pub name: String,
    /// Kind.
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3, or a PLOVER non-state value.
    pub country: Option<String>,
}

/// A place.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceView {
    /// The same for the same place in every report and language.
    pub key: String,
    /// Display name.
    pub name: String,
    /// Kind.
    pub kind: PlaceKind,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    /// Name of the first-level division.
    pub admin1: Option<String>,
    /// Latitude and longitude in degrees (WGS 84).
    pub point: Option<(f64, f64)>,
    /// Radius in kilometres within which it lies around the point.
    pub within_km: Option<f64>,
}

/// Who says so.
#[derive(Clone, Debug, PartialEq)]
pub enum SourceView {
    /// A named source.
    Party(PartyView),
    /// The voice of a report: its own id and its outlet.
    Report(String, Option<String>),
}

impl SourceView {
    /// The name to show.
    pub fn name(&self) -> &str {
        match self {
            SourceView::Party(party) => &party.name,
            SourceView::Report(_, Some(outlet)) => outlet,
            SourceView::Report(report, None) => report,
        }
    }
}

/// An event of one report, as a member of an incident.
#[derive(Clone, Debug, PartialEq)]
pub struct MemberView {
    /// The report's own id.
    pub report: String,
    /// Version of the report.
    pub version: u32,
    /// Position in the reading: 0 is `e1`.
    pub event: u32,
    /// How like it is to the event that leads the incident, 0 to 1.
    pub score: f64,
    /// PLOVER type.
    pub kind: EventType,
    /// Whether it is told as a fact.
    pub reality: Reality,
    /// The words that tell it.
    pub trigger: String,
    /// The sentence around it.
    pub words: String,
    /// Day of publication.
    pub published: Option<Date>,
    /// Who published it.
    pub outlet: Option<String>,
    /// BCP 47.
    pub language: String,
    /// The own id of the first of the reports that its report copies, where it is a copy.
    pub copy_of: Option<String>,
}

/// A happening, out of many reports.
#[derive(Clone, Debug, PartialEq)]
pub struct IncidentView {
    /// `i…`.
    pub id: String,
    /// The type that most mentions have.
    pub kind: EventType,
    /// All types, the most frequent first.
    pub kinds: Vec<EventType>,
    /// PLOVER mode, as the plainest mention that tells one has it.
    pub mode: Option<String>,
    /// Whether it happened.
    pub reality: Reality,
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub until: Option<Date>,
    /// Where.
    pub place: Option<PlaceView>,
    /// Radius of uncertainty in kilometres.
    pub within_km: Option<f64>,
    /// Who does it.
    pub actors: Vec<PartyView>,
    /// To whom.
    pub recipients: Vec<PartyView>,
    /// The mentions, the leader first.
    pub events: Vec<MemberView>,
    /// Own ids of the reports, each once.
    pub reports: Vec<String>,
    /// Independent sources.
    pub sources: Vec<SourceView>,
    /// A battle, an offensive, a siege.
    pub operation: bool,
    /// Ids of its tolls.
    pub tolls: Vec<String>,
    /// Ids of its disputes.
    pub disputes: Vec<String>,
    /// The operation that it is part of.
    pub part_of: Option<String>,
    /// What people decided about it, shown beside what was read.
    pub review: ReviewView,
}

/// What people decided about a record.
#[derive(Clone, Debug, PartialEq)]
pub struct ReviewView {
    /// Whether a person has looked at it, and what came of it.
    pub state: State,
    /// How far it is confirmed.
    pub grade: Option<Grade>,
    /// Corrected fields.
    pub corrected: Vec<(Field, String)>,
    /// The decisions in force, in order.
    pub decisions: Vec<Decision>,
    /// Own ids of the reports behind the record that came after the last of them: it is open again.
    pub newer: Vec<String>,
}

impl ReviewView {
    /// Whether a person has looked at the record as it is now.
    pub fn is_settled(&self) -> bool {
        self.state != State::Unreviewed && self.newer.is_empty()
    }
}

/// A series of figures on one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct TollView {
    /// `t…`.
    pub id: String,
    /// What is counted.
    pub measure: Measure,
    /// Unit.
    pub unit: Unit,
    /// Who is counted.
    pub who: Option<PartyView>,
    /// Whether those counted fought.
    pub status: Status,
    /// A class of those counted ("children").
    pub class: Option<String>,
    /// Where.
    pub place: Option<PlaceView>,
    /// The incident whose toll it is; `None` for a running total.
    pub incident: Option<String>,
    /// A running total.
    pub cumulative: bool,
    /// First day of the period.
    pub since: Option<Date>,
    /// Last day of the period.
    pub until: Option<Date>,
    /// Lowest number that stands.
    pub min: Option<f64>,
    /// Highest number that stands.
    pub max: Option<f64>,
    /// The number to quote.
    pub best: Option<f64>,
    /// The figures, by day of publication.
    pub points: Vec<PointView>,
    /// What people decided about it.
    pub review: ReviewView,
}

/// One figure of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct PointView {
    /// The report's own id.
    pub report: String,
    /// Version of the report.
    pub version: u32,
    /// Position in the reading: 0 is `f1`.
    pub figure: u32,
    /// Who says so.
    pub source: SourceView,
    /// Day of publication.
    pub published: Option<Date>,
    /// Lowest number.
    pub min: Option<f64>,
    /// Highest number.
    pub max: Option<f64>,
    /// The number to quote.
    pub best: Option<f64>,
    /// Exactness.
    pub exactness: Exactness,
    /// The clause around it.
    pub words: String,
    /// Whether it counts.
    pub standing: Standing,
}

/// Statements that cannot all hold.
#[derive(Clone, Debug, PartialEq)]
pub struct DisputeView {
    /// `d…`.
    pub id: String,
    /// What the sides differ on.
    pub kind: DisputeKind,
    /// The incident that it is about.
    pub incident: Option<String>,
    /// How plainly they differ, 0 to 1.
    pub strength: f64,
    /// Why they cannot all hold.
    pub reason: ReasonView,
    /// The sides, by day of publication.
    pub sides: Vec<SideView>,
    /// What people decided about it.
    pub review: ReviewView,
}

/// Why statements cannot all hold, with names.
#[derive(Clone, Debug, PartialEq)]
pub enum ReasonView {
    /// The highest number of the lower side, the lowest of the higher side.
    Numbers(f64, f64),
    /// One says that it happened, another that it did not.
    Denied,
    /// Each names another perpetrator.
    Perpetrators(PartyView, PartyView),
    /// So many kilometres apart.
    Apart(f64),
    /// So many days apart.
    Days(i32),
    /// One says that it is over, another that it goes on.
    Over,
}

/// One side of a dispute.
#[derive(Clone, Debug, PartialEq)]
pub struct SideView {
    /// Who says so.
    pub source: SourceView,
    /// The report's own id.
    pub report: String,
    /// Version of the report.
    pub version: u32,
    /// Position of the claim in the reading: 0 is `c1`; `None` where the report says so without one.
    pub claim: Option<u32>,
    /// What is said.
    pub words: String,
    /// Day of publication.
    pub published: Option<Date>,
    /// Position of the event that it is about: 0 is `e1`.
    pub event: Option<u32>,
    /// Position of the figure that it gives: 0 is `f1`.
    pub figure: Option<u32>,
}

/// An incident, or a group of running totals, with all that belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseView {
    /// The incident; `None` for running totals.
    pub incident: Option<IncidentView>,
    /// The tolls.
    pub tolls: Vec<TollView>,
    /// The disputes.
    pub disputes: Vec<DisputeView>,
    /// The reports that tell of it, by their ids.
    pub reports: Vec<ReportView>,
}

/// A report of the store.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportView {
    /// Its metadata.
    pub report: record::account::Report,
    /// It counts: no later version, correction or withdrawal stands against it.
    pub current: bool,
    /// The own id of the first of the reports that it copies, where it is a copy.
    pub copy_of: Option<String>,
    /// SHA-256 of its text, in hexadecimal digits.
    pub sha256: String,
    /// The program, models and data that read it.
    pub made_by: String,
}

/// A party over time.
#[derive(Clone, Debug, PartialEq)]
pub struct ActorView {
    /// The party.
    pub party: PartyView,
    /// All names that reports give it, the most frequent first.
    pub names: Vec<String>,
    /// Number of reports that name it.
    pub reports: u32,
    /// Of how many incidents that a filter lets through it is one; `None` where the filter narrows none.
    pub incidents: Option<u64>,
    /// Day of publication of the first report that names it.
    pub first: Option<Date>,
    /// Day of publication of the last.
    pub last: Option<Date>,
    /// The bodies that it speaks for or belongs to, each with the day of the first report that says so.
    pub member_of: Vec<(PartyView, Option<Date>)>,
}

/// A place and how often it is told of.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceCount {
    /// The place.
    pub place: PlaceView,
    /// All names that reports give it, the most frequent first.
    pub names: Vec<String>,
    /// Number of reports that name it.
    pub reports: u32,
    /// Of how many incidents that a filter lets through it is one; `None` where the filter narrows none.
    pub incidents: Option<u64>,
}

/// What a correction or withdrawal did.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeView {
    /// When, UTC.
    pub at: String,
    /// The own id of the report that did it.
    pub report: String,
    /// What it did.
    pub words: String,
}

/// How much the store holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Counts {
    /// Reports, all versions.
    pub reports: u64,
    /// Reports that count.
    pub current: u64,
    /// Of these, copies of others.
    pub copies: u64,
    /// Event mentions that are linked.
    pub events: u64,
    /// Incidents.
    pub incidents: u64,
    /// Tolls.
    pub tolls: u64,
    /// Disputes.
    pub disputes: u64,
    /// Parties.
    pub parties: u64,
    /// Places.
    pub places: u64,
    /// First and last day of publication.
    pub published: Option<(Date, Date)>,
    /// A rebuild was broken off: `depeche rebuild` goes on with it.
    pub rebuilding: bool,
}
