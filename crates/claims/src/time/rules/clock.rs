//! Clock times: "5 p.m.", "17:00 GMT", "17 h 30", "cinq heures du matin", "noon".

use super::super::cursor::Cursor;
use super::super::meaning::At;
use super::super::pieces::Kind;
use super::super::words::{Class, GUARDED, Part};

/// A clock time.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Clock {
    hour: u32,
    minute: Option<u32>,
    second: Option<u32>,
    utc: bool,
}

impl Clock {
    fn at(self) -> Option<At> {
        let valid = self.hour <= 24 && self.minute.is_none_or(|m| m < 60) && self.second.is_none_or(|s| s < 60);
        valid.then(|| At::Clock {
            hour: self.hour as u8,
            minute: self.minute.map(|m| m as u8),
            second: self.second.map(|s| s as u8),
            utc: self.utc,
        })
    }
}

/// A clock time with its time zone.
pub(super) fn read(c: &mut Cursor) -> Option<At> {
    let before = c.at.checked_sub(1).and_then(|i| c.pieces.all.get(i));
    let at_before = c.preceded_by(Class::At);
    // Digits that go on from before ("2,10:00", "1.30") are no clock.
    if c.glued()
        && before.is_some_and(|p| p.kind == Kind::Digits || matches!(c.pieces.slice(c.at - 1), "." | "," | ":"))
    {
        return None;
    }
    c.class(Class::About);
    let start = c.at;
    let mut clock = c
        .maybe(named)
        .or_else(|| c.maybe(colon))
        .or_else(|| c.maybe(half_day))
        .or_else(|| c.maybe(|c| hours(c, at_before)))
        .or_else(|| c.maybe(spoken))
        .or_else(|| c.maybe(|c| four_digits(c, start)))?;
    if let Some(zone) = zone(c) {
        clock.utc = zone;
    }
    clock.at()
}

/// A time zone: whether it is Greenwich's. "GMT+2" counts as another.
fn zone(c: &mut Cursor) -> Option<bool> {
    c.maybe(|c| {
        let opened = c.sign("(").is_some();
        let start = c.at;
        c.class(Class::Zone)?;
        let mut utc = matches!(c.pieces.slice(start).to_ascii_lowercase().as_str(), "gmt" | "utc" | "tu" | "z");
        if utc
            && c.maybe(|c| {
                c.sign("+").or_else(|| c.dash())?;
                c.digits(1, 2)
            })
            .is_some()
        {
            utc = false;
        }
        if opened {
            c.sign(")");
        }
        Some(utc)
    })
}

/// "noon", "midi et demi", "minuit".
fn named(c: &mut Cursor) -> Option<Clock> {
    c.class(Class::The);
    let hour = c.class(Class::Clock)?;
    let minute = c.maybe(|c| c.class(Class::AndHalf)).map_or(0, |_| 30);
    let hour = if minute > 0 { hour as u32 % 24 } else { hour as u32 };
    Some(Clock { hour, minute: Some(minute), second: None, utc: false })
}

/// Noon or midnight right after a day: "Saturday noon".
pub(super) fn noon(c: &mut Cursor) -> Option<At> {
    let hour = c.class(Class::Clock)? as u32;
    Clock { hour, minute: Some(0), second: None, utc: false }.at()
}

/// "17:00", "5:30 p.m.", "9:15:20".
fn colon(c: &mut Cursor) -> Option<Clock> {
    let hour = c.digits(1, 2)?;
    c.glued().then(|| c.sign(":"))??;
    let minute = c.glued().then(|| c.digits(2, 2))??;
    let second = c.maybe(|c| {
        c.glued().then(|| c.sign(":"))??;
        c.glued().then(|| c.digits(2, 2))?
    });
    let hour = to_24(hour, half_of_day(c))?;
    Some(Clock { hour, minute: Some(minute), second, utc: false })
}

/// "a.m.", "p.m.", "du soir", "in the afternoon": the hours that it adds, noon and midnight apart.
fn half_of_day(c: &mut Cursor) -> Option<u32> {
    if let Some(add) = c.class(Class::AmPm) {
        return Some(add as u32);
    }
    if let Some(add) = c.class(Class::AmPmWords) {
        return Some(add as u32);
    }
    c.maybe(|c| {
        c.class(Class::InPart)?;
        Some(match c.part()? {
            Part::Early | Part::Dawn | Part::Morning => 0,
            Part::Night => 13, // after 6 it is late, before it is early
            _ => 12,
        })
    })
}

fn to_24(hour: u32, add: Option<u32>) -> Option<u32> {
    Some(match add {
        None => hour,
        Some(_) if hour > 12 => hour,
        Some(13) if hour < 6 => hour,
        Some(0) => hour % 12,
        Some(_) => hour % 12 + 12,
    })
}

/// "5 p.m.", "4 in the morning", "three o'clock".
fn half_day(c: &mut Cursor) -> Option<Clock> {
    let hour = small(c)?;
    let clock = c.maybe(|c| c.class(Class::OClock)).is_some();
    let half = half_of_day(c);
    (clock || half.is_some()).then_some(())?;
    Some(Clock { hour: to_24(hour, half)?, minute: Some(0), second: None, utc: false })
}

/// An hour in digits or words.
fn small(c: &mut Cursor) -> Option<u32> {
    c.digits(1, 2).or_else(|| c.maybe(|c| c.class(Class::Number)).map(|n| n as u32)).filter(|n| *n <= 24)
}

/// "17h", "17 h 30", "cinq heures du matin". Whole hours in words may be a length: they need "à" before or "du soir" after.
fn hours(c: &mut Cursor, at_before: bool) -> Option<Clock> {
    let hour = small(c)?;
    let letter = c.pieces.slice(c.at).len() == 1;
    // In English "after 3 hours" is a length: there "hours" makes a clock time only with "of the morning".
    let mark = c.hit(Class::HourMark)?;
    let at_before = at_before && mark.entry.flags & GUARDED == 0;
    let minute = c.maybe(|c| c.digits(2, 2).filter(|m| *m < 60 && c.ends_number() && !c.sees(Class::Units)));
    let minute = minute.or_else(|| c.maybe(|c| c.class(Class::AndHalf)).map(|_| 30));
    let half = half_of_day(c);
    let zone = c.sees(Class::Zone);
    (letter || minute.is_some() || half.is_some() || at_before || zone).then_some(())?;
    Some(Clock { hour: to_24(hour, half)?, minute: Some(minute.unwrap_or(0)), second: None, utc: false })
}

/// "half past three", "quarter past 8".
fn spoken(c: &mut Cursor) -> Option<Clock> {
    c.class(Class::Half)?;
    c.class(Class::PastHour)?;
    let hour = small(c)?;
    Some(Clock { hour: to_24(hour, half_of_day(c))?, minute: Some(30), second: None, utc: false })
}

/// "1700 GMT", "0930 local time", "0800 hours", and "at 1800".
fn four_digits(c: &mut Cursor, start: usize) -> Option<Clock> {
    let n = c.digits(4, 4)?;
    let at = |n: usize| start.checked_sub(n).is_some_and(|i| c.pieces.slice(i).eq_ignore_ascii_case("at"));
    let said = (at(1) || at(2)) && c.peek().is_none_or(|p| p.space || p.kind == Kind::Sign);
    c.maybe(|c| c.class(Class::HoursMark)).or_else(|| (said || c.sees(Class::Zone)).then_some(0))?;
    Some(Clock { hour: n / 100, minute: Some(n % 100), second: None, utc: false })
}
