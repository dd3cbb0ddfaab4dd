//! What one report contributes to the chronicle: its reading in plain values, each name with a key that holds across
//! reports and languages. An account knows nothing of other reports; the store keeps its parts as rows.

use claims::{Act, ActorKind, Certainty, EventType, Exactness, Measure, PlaceKind, Reality, Status, Unit};
use jiff::civil::Date;

/// One report's part in the chronicle.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// The report.
    pub report: Report,
    /// Parties, persons and outlets that it names; others refer to them by position.
    pub parties: Vec<Party>,
    /// Places that it names; others refer to them by position.
    pub places: Vec<Place>,
    /// Its events, in the order of the reading: the one at position 0 is published as `e1`.
    pub events: Vec<Event>,
    /// Its figures; the one at position 0 is `f1`.
    pub figures: Vec<Figure>,
    /// Its claims; the one at position 0 is `c1`.
    pub claims: Vec<Claim>,
}

/// A report, apart from its text.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// Its own id: all versions of one report share it.
    pub id: String,
    /// Counted from 1.
    pub version: u32,
    /// Withdrawn by its publisher (ninjs `pubstatus` "canceled", NewsML-G2 `pubStatus` "stat:canceled").
    pub withdrawn: bool,
    /// The id of another report that this one corrects.
    pub replaces: Option<String>,
    /// Day of publication.
    pub published: Option<Date>,
    /// BCP 47.
    pub language: String,
    /// Who published it.
    pub outlet: Option<String>,
    /// The agency that it credits.
    pub agency: Option<String>,
    /// Title, where the input keeps one apart.
    pub title: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// The language that it was translated from.
    pub translated_from: Option<String>,
}

#[cfg(test)]
impl Report {
    /// An English report of which nothing else is known.
    pub(crate) fn plain() -> Report {
        Report {
            id: "r1".to_string(),
            version: 1,
            withdrawn: false,
            replaces: None,
            published: None,
            language: "en".to_string(),
            outlet: None,
            agency: None,
            title: None,
            url: None,
            translated_from: None,
        }
    }
}

/// A party, person, population or outlet.
#[derive(Clone, Debug, PartialEq)]
pub struct Party {
    /// The same for the same party in every report and language.
    pub key: String,
    /// Display name.
    pub name: String,
    /// Kind.
    pub kind: ActorKind,
    /// ISO 3166-1 alpha-3, or a PLOVER non-state value.
    pub country: Option<String>,
    /// PLOVER sector codes.
    pub sectors: Vec<String>,
    /// A person's role.
    pub role: Option<String>,
    /// The body that a person speaks for, or a unit belongs to: a position in [`Account::parties`].
    pub member_of: Option<u32>,
    /// The names that the report gives it, each once, in order of appearance.
    pub spellings: Vec<String>,
}

/// A place.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
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
    /// The names that the report gives it.
    pub spellings: Vec<String>,
}

/// A closed stretch of days; one day where both are equal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Days {
    /// First day.
    pub first: Date,
    /// Last day, not before the first.
    pub last: Date,
}

impl Days {
    /// How many days lie between two stretches: 0 where they meet.
    pub fn gap(self, other: Days) -> i32 {
        let between = |a: Date, b: Date| a.until(b).map_or(i32::MAX, |span| span.get_days());
        if self.last < other.first {
            between(self.last, other.first)
        } else if other.last < self.first {
            between(other.last, self.first)
        } else {
            0
        }
    }

    /// Number of days, at least 1.
    pub fn count(self) -> i32 {
        self.first.until(self.last).map_or(i32::MAX, |span| span.get_days()) + 1
    }
}

/// An event that the report tells.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// PLOVER type.
    pub kind: EventType,
    /// PLOVER mode.
    pub mode: Option<String>,
    /// Whether it is told as a fact.
    pub reality: Reality,
    /// The report's news, not its background.
    pub main: bool,
    /// Its trigger names something that goes on and has incidents as parts: see [`crate::operation::Words`].
    pub operation: bool,
    /// Quad class, as the reading has it: `None` for what is only a statement.
    pub quad: Option<u8>,
    /// The words that tell it, as the report has them.
    pub trigger: String,
    /// Where the trigger starts in the report, in code points: with the report's id it names the event for good.
    pub at: u32,
    /// The clause or sentence around it, to quote.
    pub words: String,
    /// Who does it: positions in [`Account::parties`].
    pub actors: Vec<u32>,
    /// To whom it is done (recipients and victims).
    pub recipients: Vec<u32>,
    /// Where: a position in [`Account::places`].
    pub place: Option<u32>,
    /// The days that its time covers; `None` where the report tells none.
    pub days: Option<Days>,
    /// Its figures: positions in [`Account::figures`].
    pub figures: Vec<u32>,
    /// 0 to 1.
    pub confidence: f64,
}

/// A figure that the report gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// What is counted.
    pub measure: Measure,
    /// Lowest number that the words allow.
    pub min: Option<f64>,
    /// Highest number.
    pub max: Option<f64>,
    /// The number to quote.
    pub best: Option<f64>,
    /// Unit.
    pub unit: Unit,
    /// Exactness.
    pub exactness: Exactness,
    /// Who is counted: a position in [`Account::parties`].
    pub who: Option<u32>,
    /// The words for who is counted.
    pub who_words: Option<String>,
    /// Whether those counted fought.
    pub status: Status,
    /// First day of its period, where told.
    pub since: Option<Date>,
    /// Last day of its period, where told.
    pub until: Option<Date>,
    /// Where: a position in [`Account::places`].
    pub place: Option<u32>,
    /// A running total over a period, not the toll of one incident.
    pub cumulative: bool,
    /// The figure that it is a part of: a position in [`Account::figures`].
    pub part_of: Option<u32>,
    /// Where it starts in the report, in code points.
    pub at: u32,
    /// The clause around it, to quote.
    pub words: String,
    /// 0 to 1.
    pub confidence: f64,
}

/// Who says so.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The source: a position in [`Account::parties`]; `None` where the report itself says it or the source has no record.
    pub source: Option<u32>,
    /// Whether the source is named ("a security source" is not); `false` also for the report's own voice.
    pub named: bool,
    /// Whether the report itself says it.
    pub own_voice: bool,
    /// Chained sources, outermost first: positions in [`Account::parties`].
    pub through: Vec<u32>,
    /// What the source does.
    pub act: Act,
    /// Certainty that the source gives it.
    pub certainty: Certainty,
    /// Positions in [`Account::events`].
    pub events: Vec<u32>,
    /// Positions in [`Account::figures`].
    pub figures: Vec<u32>,
    /// What is said, as the report has it.
    pub words: String,
    /// Where it starts in the report, in code points.
    pub at: u32,
}
