//! What a time expression means before it is tied to the calendar.

use super::words::{Edge, Part, Reference, Season, Unit};
use std::ops::Range;

/// A match: its pieces and its meaning.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) pieces: Range<usize>,
    pub(super) meaning: Meaning,
    /// Second part of the rule's name (`weekday`).
    pub(super) rule: &'static str,
    /// Others that the same words give ("20" in "November 19-20"), in order, after this one.
    pub(super) also: Vec<(Range<usize>, Meaning)>,
}

/// A point or stretch in the text's terms.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Meaning {
    pub(super) what: What,
    /// A part of the day or a clock time on that day.
    pub(super) at: At,
    /// The part of the stretch that is meant ("late 1989").
    pub(super) edge: Option<Edge>,
    /// "about", "or so".
    pub(super) about: bool,
}

impl From<What> for Meaning {
    fn from(what: What) -> Meaning {
        Meaning { what, at: At::AllDay, edge: None, about: false }
    }
}

impl Meaning {
    /// The same day, at a time.
    pub(super) fn at(self, at: At) -> Meaning {
        Meaning { at, ..self }
    }

    /// That part of the stretch.
    pub(super) fn edge(self, edge: Option<Edge>) -> Meaning {
        Meaning { edge: edge.or(self.edge), ..self }
    }
}

/// When on a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum At {
    AllDay,
    Part(Part),
    Clock { hour: u8, minute: Option<u8>, second: Option<u8>, utc: bool },
}

/// A stretch in the text's terms.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum What {
    Year(Which),
    Month(u8, Which),
    /// Month and day.
    Day(u8, u8, Which),
    /// A day of the month last spoken of ("the 24th").
    DayOfMonth(u8),
    /// From 1, Monday.
    Weekday(u8, Which),
    /// A weekday of the week so many weeks from the week of writing.
    WeekdayOf(u8, i32),
    Season(Season, Which),
    Quarter(u8, Which),
    Half(u8, Which),
    Holiday(u8, Which),
    /// First year of the decade.
    Decade(i32),
    /// First year of the century, in TIMEX3's reckoning (1900 for the 20th).
    Century(i32),
    /// So many units from a point; the value is as fine as the unit.
    Step(Unit, i64, Origin),
    /// The weekend that runs or was last.
    LastWeekend,
    /// The week that holds a day.
    WeekOf(Box<What>),
    /// The nth unit or weekday of a stretch; -1 is the last.
    Nth(i8, Item, Box<What>),
    Reference(Reference),
    Duration(Duration),
    /// A repeated time, as TIMEX3 writes it.
    Set(String),
}

/// What is counted in [`What::Nth`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Item {
    Unit(Unit),
    Weekday(u8),
}

/// Which of those that come round every year or week.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Which {
    /// Not said: by the tense.
    Open,
    /// Of this year.
    Year(i32),
    /// Of the year so many from the year of writing.
    Relative(i32),
    This,
    Last,
    Next,
    /// So many from the one last spoken of; 0 is that one.
    Told(i32),
}

/// Which way an open date points, by the verb of its clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Past,
    Future,
    /// No verb tells.
    Unknown,
}

/// What a step is counted from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Origin {
    /// The day of writing.
    Said,
    /// The time last spoken of.
    Told,
}

/// A length of time.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Duration {
    /// `None`: more than one, not said how many.
    pub(super) count: Option<f64>,
    pub(super) unit: Unit,
    /// -1 where it ends at the time of writing, +1 where it begins there.
    pub(super) toward: i8,
}
