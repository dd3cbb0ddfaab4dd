//! A time tied to the calendar, and how TIMEX3 and EDTF write it.

use super::holidays::{monday, shift};
use super::meaning::At;
use super::words::{Edge, Reference, Season};
use crate::edtf::Interval;
use crate::reading::TimeType;
use jiff::civil::Date;

/// A stretch of the calendar, as fine as the text says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Stretch {
    /// First year of a century (1900 for the 20th).
    Century(i32),
    /// First year of a decade.
    Decade(i32),
    Year(i32),
    Half(i32, u8),
    Quarter(i32, u8),
    Season(i32, Season),
    Month(i32, u8),
    /// The week that begins with this Monday.
    Week(Date),
    /// The weekend of the week that begins with this Monday.
    Weekend(Date),
    Day(Date),
    /// A stretch with a name of its own, from first to last day (a month of fasting).
    Days(Date, Date),
}

/// The days of a month, of a year from -9999 to 9999.
fn month_days(year: i32, month: u8) -> Option<(Date, Date)> {
    let first = Date::new(i16::try_from(year).ok()?, month as i8, 1).ok()?;
    Some((first, first.last_of_month()))
}

impl Stretch {
    /// First and last day.
    pub(super) fn days(self) -> Option<(Date, Date)> {
        let years = |from: i32, to: i32| Some((month_days(from, 1)?.0, month_days(to, 12)?.1));
        let months = |year: i32, from: u8, to: u8| Some((month_days(year, from)?.0, month_days(year, to)?.1));
        match self {
            Stretch::Century(y) => years(y.max(1), y + 99),
            Stretch::Decade(y) => years(y, y + 9),
            Stretch::Year(y) => years(y, y),
            Stretch::Half(y, n) => months(y, 6 * n.clamp(1, 2) - 5, 6 * n.clamp(1, 2)),
            Stretch::Quarter(y, n) => months(y, 3 * n.clamp(1, 4) - 2, 3 * n.clamp(1, 4)),
            Stretch::Season(y, Season::Winter) => Some((month_days(y, 12)?.0, month_days(y + 1, 2)?.1)),
            Stretch::Season(y, season) => months(y, 3 * season as u8 + 3, 3 * season as u8 + 5),
            Stretch::Month(y, m) => month_days(y, m),
            Stretch::Week(monday) => Some((monday, shift(monday, 6)?)),
            Stretch::Weekend(monday) => Some((shift(monday, 5)?, shift(monday, 6)?)),
            Stretch::Day(day) => Some((day, day)),
            Stretch::Days(first, last) => Some((first, last)),
        }
    }

    /// TIMEX3 value.
    pub(super) fn timex(self) -> String {
        match self {
            Stretch::Century(y) => format!("{:02}", y / 100),
            Stretch::Decade(y) => format!("{:03}", y / 10),
            Stretch::Year(y) if y < 0 => format!("BC{:04}", -y),
            Stretch::Year(y) => format!("{y:04}"),
            Stretch::Half(y, n) => format!("{y:04}-H{n}"),
            Stretch::Quarter(y, n) => format!("{y:04}-Q{n}"),
            Stretch::Season(y, season) => format!("{y:04}-{}", season.timex()),
            Stretch::Month(y, m) => format!("{y:04}-{m:02}"),
            Stretch::Week(monday) => week(monday),
            Stretch::Weekend(monday) => format!("{}-WE", week(monday)),
            Stretch::Day(day) => day.to_string(),
            Stretch::Days(first, last) if first == last => first.to_string(),
            Stretch::Days(first, _) => format!("{:04}-{:02}", first.year(), first.month()),
        }
    }

    /// EDTF form, without marks of doubt.
    fn edtf(self) -> String {
        match self {
            Stretch::Century(y) if y >= 0 => format!("{:02}XX", y / 100),
            Stretch::Decade(y) => format!("{:03}X", y / 10),
            Stretch::Year(y) if y < 0 => format!("-{:04}", -y - 1),
            Stretch::Half(y, n) => format!("{y:04}-{}", 39 + n),
            Stretch::Quarter(y, n) => format!("{y:04}-{}", 32 + n),
            Stretch::Season(y, season) => format!("{y:04}-{}", 21 + season as u8),
            Stretch::Century(_) | Stretch::Week(_) | Stretch::Weekend(_) | Stretch::Days(..) => match self.days() {
                Some((first, last)) if first != last => format!("{first}/{last}"),
                Some((first, _)) => first.to_string(),
                None => self.timex(),
            },
            _ => self.timex(),
        }
    }

    /// The stretch as the record writes an end of an interval: year, month or day.
    fn precise(self, last: bool) -> Option<String> {
        match self {
            Stretch::Year(_) | Stretch::Month(..) | Stretch::Day(_) => Some(self.edtf()),
            _ => self.days().map(|(from, to)| if last { to } else { from }.to_string()),
        }
    }
}

fn week(monday: Date) -> String {
    let iso = monday.iso_week_date();
    format!("{:04}-W{:02}", iso.year(), iso.week())
}

/// A time tied to the calendar as far as it could be.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    /// A stretch, the time of day on it, and the part of it that is meant.
    On {
        stretch: Stretch,
        at: At,
        edge: Option<Edge>,
        about: bool,
    },
    /// A stretch whose year or week is unknown, as TIMEX3 writes it (`XXXX-03-22`), and its type.
    Open(String, TimeType),
    Reference(Reference),
    /// A length, and the days that it covers where it touches the time of writing.
    Length(String, Option<(Date, Date)>),
    Set(String),
    Unknown(TimeType),
}

impl Value {
    /// Type.
    pub(super) fn kind(&self) -> TimeType {
        match self {
            Value::On { at: At::AllDay, .. } | Value::Reference(_) => TimeType::Date,
            Value::On { .. } => TimeType::Time,
            Value::Open(_, kind) | Value::Unknown(kind) => *kind,
            Value::Length(..) => TimeType::Duration,
            Value::Set(_) => TimeType::Set,
        }
    }

    /// TIMEX3 value.
    pub(super) fn timex(&self) -> Option<String> {
        Some(match self {
            Value::On { stretch, at, .. } => format!("{}{}", stretch.timex(), at.timex()),
            Value::Open(text, _) | Value::Length(text, _) | Value::Set(text) => text.clone(),
            Value::Reference(Reference::Past) => "PAST_REF".to_string(),
            Value::Reference(Reference::Present) => "PRESENT_REF".to_string(),
            Value::Reference(Reference::Future) => "FUTURE_REF".to_string(),
            Value::Unknown(_) => return None,
        })
    }

    /// The days it covers, closed at both ends.
    pub(super) fn interval(&self) -> Option<Interval> {
        match self {
            Value::On { stretch, at, edge, about } => {
                let (first, last) = part_of(stretch.days()?, *edge);
                let clock = match at {
                    At::Clock { hour, minute, second, utc } if *hour < 24 => {
                        let (minute, second) = (minute.unwrap_or(0), second.unwrap_or(0));
                        format!("T{hour:02}:{minute:02}:{second:02}{}", if *utc { "Z" } else { "" })
                    }
                    _ => String::new(),
                };
                let doubt = if *about || edge.is_some_and(|e| e != Edge::Whole) { "~" } else { "" };
                let edtf = stretch.edtf();
                let edtf = if edtf.contains('/') { edtf } else { format!("{edtf}{clock}{doubt}") };
                let narrow = edge.is_some() && first != last;
                let end = |at_end: bool| match narrow {
                    true => Some(if at_end { last } else { first }.to_string()),
                    false => stretch.precise(at_end),
                };
                Some(Interval { edtf, since: end(false), until: end(true), first: Some(first), last: Some(last) })
            }
            Value::Length(_, Some((first, last))) => Some(Interval {
                edtf: if first == last { format!("{first}~") } else { format!("{first}~/{last}") },
                since: Some(first.to_string()),
                until: Some(last.to_string()),
                first: Some(*first),
                last: Some(*last),
            }),
            _ => None,
        }
    }

    /// The day or stretch that later words may count from.
    pub(super) fn stretch(&self) -> Option<Stretch> {
        match self {
            Value::On { stretch, .. } => Some(*stretch),
            _ => None,
        }
    }
}

/// The first, middle or last third of a stretch of more than a week; a day stays whole.
fn part_of((first, last): (Date, Date), edge: Option<Edge>) -> (Date, Date) {
    let days = first.until(last).map_or(0, |span| span.get_days());
    if days < 3 {
        return (first, last);
    }
    let at = |day: i32| shift(first, day).unwrap_or(last);
    let third = (days + 1) / 3;
    match edge {
        Some(Edge::Start) => (first, at(third - 1)),
        Some(Edge::Middle) => (at(third), at(days - third)),
        Some(Edge::End) => (at(days - third + 1), last),
        _ => (first, last),
    }
}

impl At {
    fn timex(self) -> String {
        match self {
            At::AllDay => String::new(),
            At::Part(part) => part.timex().to_string(),
            At::Clock { hour, minute: None, .. } => format!("T{hour:02}"),
            At::Clock { hour, minute: Some(minute), second: None, .. } => format!("T{hour:02}:{minute:02}"),
            At::Clock { hour, minute: Some(minute), second: Some(second), .. } => {
                format!("T{hour:02}:{minute:02}:{second:02}")
            }
        }
    }
}

/// The Monday of the week of a day.
pub(super) fn week_of(day: Date) -> Stretch {
    Stretch::Week(monday(day))
}
