//! Dates by the calendar: "25 February 2009", "le 1er mars", "2019-03-22", "22/03/19", "September 2018", "2014".

use super::super::cursor::{Cursor, two_digits};
use super::super::meaning::{Found, Meaning, What, Which};
use super::super::pieces::Kind;
use super::super::words::{Class, JOINED, Pick, Unit};
use super::Read;
use std::ops::Range;

/// A date of one day, month or year.
pub(super) fn read(c: &mut Cursor) -> Option<Read> {
    let all: [fn(&mut Cursor) -> Option<Read>; 5] = [numeric, day_month, month_day, month, year];
    let (read, end) = super::longest(c, &all)?;
    c.at = end;
    Some(read)
}

/// "2019-03-22", "22/03/2019", "3.22.19", "2013-03".
fn numeric(c: &mut Cursor) -> Option<Read> {
    let the = c.maybe(|c| c.class(Class::The)).is_some();
    let month_first = c.pieces.list(c.at)?.month_first;
    let (first, long) = (c.peek()?.span.len(), c.digits(1, 4)?);
    let sign = ["/", "-", "."].into_iter().find(|s| c.glued() && c.sign(s).is_some())?;
    let second = c.glued().then(|| c.digits(1, 2))??;
    let third = c.maybe(|c| {
        c.glued().then(|| c.sign(sign))??;
        let len = c.glued().then(|| c.peek())??.span.len();
        Some((c.digits(1, 4)?, len))
    });
    if c.glued() && c.peek().is_some_and(|p| p.kind != Kind::Sign && c.pieces.slice(c.at) != "T") {
        return None;
    }
    let (year, month, day) = match (first, third) {
        (4, Some((day, 1 | 2))) => (long as i32, second, day),
        (4, None) if sign == "-" && c.pieces.slice(c.at - 1).len() == 2 && (1900..2100).contains(&long) => {
            let month = u8::try_from(second).ok().filter(|m| (1..=12).contains(m))?;
            return Some((What::Month(month, Which::Year(long as i32)).into(), "numeric"));
        }
        // "le 22/03": a day and month alone need the article.
        (1 | 2, None) if the && sign == "/" && !month_first && (1..=12).contains(&second) && c.ends_number() => {
            let day = u8::try_from(long).ok().filter(|d| (1..=31).contains(d))?;
            return Some((What::Day(second as u8, day, Which::Open).into(), "numeric"));
        }
        (1 | 2, Some((year, len @ (2 | 4)))) => {
            let year = if len == 2 { two_digits(year as i32) } else { year as i32 };
            match (long, second) {
                (1..=12, 13..) => (year, long, second),
                (13.., 1..=12) => (year, second, long),
                _ if month_first && sign != "." => (year, long, second),
                _ => (year, second, long),
            }
        }
        _ => return None,
    };
    let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
    ((1..=12).contains(&month) && (1..=31).contains(&day) && (1000..2200).contains(&year)).then_some(())?;
    Some((What::Day(month, day, Which::Year(year)).into(), "numeric"))
}

/// "Friday, ": the weekday of a fuller date.
fn weekday_of(c: &mut Cursor) {
    c.maybe(|c| {
        c.weekday()?;
        c.class(Class::On);
        c.class(Class::The);
        Some(())
    });
}

/// "25 February 2009", "the 25th of February", "lundi 25 fév. 2009", "le 5 mars dernier".
fn day_month(c: &mut Cursor) -> Option<Read> {
    let which = c.maybe(|c| c.which());
    c.class(Class::The);
    weekday_of(c);
    c.class(Class::The);
    let day = c.day()?;
    let (month, which) = month_and_year(c, which)?;
    Some((What::Day(month, day, which).into(), "day-month"))
}

/// "of February 2009" after a day.
fn month_and_year(c: &mut Cursor, which: Option<Pick>) -> Option<(u8, Which)> {
    c.hyphen();
    c.maybe(|c| c.class(Class::Of).filter(|_| c.pieces.slice(c.at - 1) != ","));
    c.class(Class::MonthWord);
    let (month, _) = c.month()?;
    Some((month, year_of(c).or(which.map(pick)).unwrap_or(Which::Open)))
}

/// "February 25, 2009", "Fri., Jul 18".
fn month_day(c: &mut Cursor) -> Option<Read> {
    c.pieces.list(c.at)?.month_first.then_some(())?;
    let which = c.maybe(|c| c.which());
    weekday_of(c);
    let (month, _) = c.month()?;
    c.class(Class::The);
    let day = day_after_month(c)?;
    let which = year_of(c).or(which.map(pick)).unwrap_or(Which::Open);
    Some((What::Day(month, day, which).into(), "month-day"))
}

/// A day that stands after its month: no count of things, as in "in March 20 people died".
fn day_after_month(c: &mut Cursor) -> Option<u8> {
    let ordinal = c.maybe(|c| c.ordinal());
    if ordinal.is_some() {
        return ordinal.filter(|d| (1..=31).contains(d));
    }
    let mut after = *c;
    let day = after.day()?;
    if after.sees(Class::Units) || (after.sees(Class::Number) && !after.sees(Class::And)) {
        return None;
    }
    *c = after;
    Some(day)
}

/// The year after a month or a day: "2009", ", 2009", "of last year", "dernier"; `None` leaves it open.
fn year_of(c: &mut Cursor) -> Option<Which> {
    c.maybe(|c| {
        c.class(Class::Join);
        c.class(Class::YearWord);
        let year = c.year()?;
        (!plural_follows(c)).then_some(Which::Year(year))
    })
    .or_else(|| c.maybe(year_named))
    .or_else(|| c.maybe(|c| c.which_after().map(pick)))
}

/// "this year", "of last year", "de l'année dernière", "of that year".
pub(super) fn year_named(c: &mut Cursor) -> Option<Which> {
    c.class(Class::Of);
    c.class(Class::The);
    let before = c.maybe(|c| c.which());
    c.unit().filter(|u| *u == Unit::Year)?;
    let pick = c.maybe(|c| c.which_after()).or(before)?;
    Some(match pick {
        Pick::Last | Pick::Past => Which::Relative(-1),
        Pick::This | Pick::Current | Pick::Latest => Which::Relative(0),
        Pick::Next | Pick::Coming => Which::Relative(1),
        Pick::Previous => Which::Told(-1),
        Pick::Following => Which::Told(1),
        Pick::Same | Pick::That => Which::Told(0),
        Pick::Recent | Pick::First | Pick::Final => return None,
    })
}

/// The choice that a word makes among things that come round.
pub(super) fn pick(pick: Pick) -> Which {
    match pick {
        Pick::Last | Pick::Past | Pick::Latest | Pick::Recent => Which::Last,
        Pick::This | Pick::Current => Which::This,
        Pick::Next | Pick::Coming => Which::Next,
        Pick::Previous => Which::Told(-1),
        Pick::Following => Which::Told(1),
        Pick::Same | Pick::That => Which::Told(0),
        Pick::First | Pick::Final => Which::Open,
    }
}

/// "September 2018", "le mois de mars", "last March", "janvier dernier", "January this year", "March".
fn month(c: &mut Cursor) -> Option<Read> {
    let which = c.maybe(|c| c.which());
    c.class(Class::MonthWord);
    let (month, flags) = c.month()?;
    let after = year_of(c);
    let alone = after.is_none() && which.is_none();
    if flags & JOINED != 0 {
        return None;
    }
    let rule = if alone { "month" } else { "month-year" };
    Some((What::Month(month, after.or(which.map(pick)).unwrap_or(Which::Open)).into(), rule))
}

/// "2014", "the year 2000", "l'an 2000", "fiscal 1989", "nineteen ninety-six", "300 BC".
fn year(c: &mut Cursor) -> Option<Read> {
    c.class(Class::Fiscal);
    let word = c.maybe(|c| c.class(Class::YearWord)).is_some();
    if let Some(year) = c.maybe(|c| {
        let year = c.digits(1, 4)? as i32;
        Some(year * i32::from(c.class(Class::Era)?))
    }) {
        return Some((What::Year(Which::Year(year)).into(), "year"));
    }
    let year = c.year()?;
    if !word && plural_follows(c) {
        return None;
    }
    Some((What::Year(Which::Year(year)).into(), "year"))
}

/// Whether a plural in lower case follows, as in "2000 soldiers": then digits count it. Short words that end alike
/// ("was", "dans") are the exception that their length tells.
fn plural_follows(c: &Cursor) -> bool {
    let round = c.at.checked_sub(1).and_then(|i| c.pieces.all.get(i)).is_some_and(|p| p.number % 50 == 0);
    let Some(next) = c.peek() else { return false };
    let word = c.pieces.slice(c.at);
    let hundreds = next.classes & (Class::Units.bit() | Class::Unit.bit()) != 0 && next.classes & Class::Of.bit() == 0;
    hundreds || (round && next.space && !next.capital && word.len() > 4 && (word.ends_with('s') || word == "people"))
}

/// Years in a row: "2011-2014", "1850-58".
pub(super) fn years(mut c: Cursor) -> Option<Found> {
    let start = c.at;
    let first = c.year4()?;
    let middle = c.at;
    c.glued().then(|| c.dash())??;
    let from = c.at;
    let last = c.glued().then(|| c.digits(2, 4))?? as i32;
    let last = if last < 100 { first - first % 100 + last } else { last };
    (c.ends_number() && last > first && last < 2200).then_some(())?;
    let year = |y| Meaning::from(What::Year(Which::Year(y)));
    Some(Found { pieces: start..middle, meaning: year(first), rule: "years", also: vec![(from..c.at, year(last))] })
}

/// Several days of one month: "November 19-20", "14 and 18 September 2010", "du lundi 1er au mercredi 10 juillet".
pub(super) fn lists(c: Cursor) -> Option<Found> {
    days_first(c).or_else(|| month_first(c))
}

fn days_first(mut c: Cursor) -> Option<Found> {
    let mut days: Vec<(Range<usize>, u8)> = Vec::new();
    loop {
        let start = c.at;
        c.class(Class::The);
        weekday_of(&mut c);
        c.class(Class::The);
        let day = c.day()?;
        days.push((start..c.at, day));
        let mut next = c;
        if days.len() > 1
            && let Some((month, which)) = month_and_year(&mut next, None)
        {
            return Some(found(days, month, which, next.at));
        }
        (days.len() < 6).then_some(())?;
        c.class(Class::To).or_else(|| c.class(Class::And))?;
    }
}

fn month_first(mut c: Cursor) -> Option<Found> {
    c.pieces.list(c.at)?.month_first.then_some(())?;
    let start = c.at;
    weekday_of(&mut c);
    let (month, _) = c.month()?;
    let mut days = vec![(start..c.at, day_after_month(&mut c)?)];
    days[0].0.end = c.at;
    while let Some(more) = c.maybe(|c| {
        c.peek().filter(|_| c.pieces.slice(c.at) != ",")?;
        c.class(Class::To).or_else(|| c.class(Class::And))?;
        let start = c.at;
        let day = day_after_month(c)?;
        // "March 12 and 25 people": what follows a day is a sign, a preposition, or the year.
        let ends = c.peek().is_none_or(|p| p.kind != Kind::Letters || p.classes & Class::Calls.bit() != 0);
        ends.then_some((start..c.at, day))
    }) {
        days.push(more);
        if days.len() > 5 {
            break;
        }
    }
    (days.len() > 1).then_some(())?;
    let which = year_of(&mut c).unwrap_or(Which::Open);
    Some(found(days, month, which, c.at))
}

fn found(days: Vec<(Range<usize>, u8)>, month: u8, which: Which, end: usize) -> Found {
    let mut all: Vec<_> =
        days.into_iter().map(|(pieces, day)| (pieces, Meaning::from(What::Day(month, day, which)))).collect();
    if let Some(last) = all.last_mut() {
        last.0.end = end;
    }
    let (pieces, meaning) = all.remove(0);
    Found { pieces, meaning, rule: "days", also: all }
}
