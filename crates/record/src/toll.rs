//! Tolls: the figures on one measure, party, place and period, side by side with their sources, as a series and a range.

use crate::mention::{FigureId, PartyId, PlaceId};
use claims::{Measure, Status, Unit};
use jiff::civil::Date;

/// A series of figures on one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Toll {
    /// The same for the same series, whatever else the store holds.
    pub anchor: u64,
    /// What is counted.
    pub measure: Measure,
    /// Unit.
    pub unit: Unit,
    /// Who is counted, where one party or population is.
    pub who: Option<PartyId>,
    /// Whether those counted fought.
    pub status: Status,
    /// A class of those counted ("children"), in the words of the first report that names it.
    pub class: Option<String>,
    /// Where.
    pub place: Option<PlaceId>,
    /// A running total, not the toll of one incident.
    pub cumulative: bool,
    /// First day of the period.
    pub since: Option<Date>,
    /// Last day of the period.
    pub until: Option<Date>,
    /// The lowest number of the current points.
    pub min: Option<f64>,
    /// The highest.
    pub max: Option<f64>,
    /// The number to quote.
    pub best: Option<f64>,
    /// The figures, by day of publication.
    pub points: Vec<Point>,
}

/// One figure of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// The figure.
    pub figure: FigureId,
    /// Its source has given a later one; or it repeats, as a copy, what another point says.
    pub standing: Standing,
}

text::vocabulary! {
    /// Whether a point counts.
    Standing {
        /// It counts.
        Current = "current",
        /// The same source has given a newer figure.
        Superseded = "superseded",
        /// A copy of another point's report gives it again.
        Copy = "copy",
    }
}
