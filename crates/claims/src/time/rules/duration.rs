//! Lengths of time: "the past two weeks", "half an hour", "une quinzaine de jours", "three-day", "several months".

use super::super::cursor::{Count, Cursor, How};
use super::super::meaning::{Duration, Meaning, What};
use super::super::pieces::Kind;
use super::super::words::{Class, Edge, Pick, Reference, Unit};
use super::Read;

/// The longest reading of a length.
pub(super) fn read(c: &mut Cursor) -> Option<Read> {
    let all: [fn(&mut Cursor) -> Option<Read>; 6] = [half, counted, recent, whole, bare, adjective];
    let (read, end) = super::longest(c, &all)?;
    c.at = end;
    Some(read)
}

fn duration(count: Option<f64>, unit: Unit, toward: i8, about: bool) -> Meaning {
    let mut meaning = Meaning::from(What::Duration(Duration { count, unit, toward }));
    meaning.about = about;
    meaning
}

/// Whether a length ends or begins at the time of writing.
fn toward(pick: Option<Pick>) -> i8 {
    match pick {
        Some(Pick::Last | Pick::Past | Pick::Latest | Pick::Recent | Pick::This) => -1,
        Some(Pick::Next | Pick::Coming) => 1,
        _ => 0,
    }
}

/// "half an hour", "une demi-heure", "half a century", "un demi-siècle".
fn half(c: &mut Cursor) -> Option<Read> {
    c.class(Class::The);
    c.class(Class::About);
    c.class(Class::Half)?;
    c.hyphen();
    let unit = c.unit()?;
    Some((duration(Some(0.5), unit, 0, false), "half"))
}

/// "the past two weeks", "ces deux dernières années", "two to three weeks", "nearly forty years", "a minute and a half".
fn counted(c: &mut Cursor) -> Option<Read> {
    let start = c.at;
    // "over the past week" begins at "the": only before the number itself does "over" say how long.
    let about = c.maybe(|c| c.class(Class::About).filter(|_| !c.sees(Class::The) && !c.sees(Class::Which))).is_some();
    let the = c.maybe(|c| c.class(Class::The)).is_some();
    c.class(Class::About);
    let this = c.maybe(|c| c.which().filter(|w| *w == Pick::This));
    let mut which = c.maybe(|c| c.which().filter(|w| !matches!(w, Pick::That | Pick::Same)));
    let mut count = c.count()?;
    let range = c.maybe(|c| {
        c.class(Class::Or)?;
        c.class(Class::About);
        c.count().filter(|more| more.n.is_some())
    });
    if which.is_none() {
        which = c.maybe(|c| c.which().filter(|w| *w != Pick::This && c.sees(Class::Units)));
    }
    c.hyphen();
    c.maybe(|c| {
        c.class(Class::Of)?;
        c.class(Class::The);
        c.which().filter(|w| toward(Some(*w)) != 0).map(|w| which = which.or(Some(w)))
    });
    c.class(Class::Filler);
    // "a year or two"
    let single = c.maybe(|c| {
        let unit = c.unit()?;
        c.class(Class::Or)?;
        let more = c.count()?;
        (count.how == How::Article && more.how == How::Exact && !c.sees(Class::Units)).then_some((unit, more))
    });
    let unit = match single {
        Some((unit, more)) => {
            count = Count { n: None, ..more };
            unit
        }
        None => unit_after(c, count)?,
    };
    if let Some(after) = c.maybe(|c| c.which_after().filter(|w| toward(Some(*w)) != 0)) {
        which = which.or(Some(after));
    }
    // "about three-quarters", "a half": shares, unless a stretch of time is meant.
    if matches!(unit, Unit::Quarter | Unit::Half) && toward(which) == 0 && count.how != How::Unknown {
        return None;
    }
    let mut n = count.n;
    if c.maybe(|c| c.class(Class::AndHalf)).is_some() {
        n = n.map(|n| n + 0.5);
    }
    if range.is_some() {
        // "two to three weeks": TimeBank takes the first, and an unknown count where they lie far apart.
        n = range.and_then(|r| r.n).zip(n).and_then(|(to, from)| (to - from <= 2.0).then_some(from));
    }
    let or_so = c.maybe(|c| c.class(Class::OrSo)).is_some();
    // "a day", "a minute" alone count nothing: they do after a preposition of length.
    let article = count.how == How::Article && which.is_none() && !the && single.is_none() && start + 2 >= c.at;
    if article && !matches!(unit, Unit::Week | Unit::Month | Unit::Year | Unit::Hour | Unit::Decade) && !calls(c, start)
    {
        return None;
    }
    let toward = if this.is_some() && which.is_none() { -1 } else { toward(which) };
    Some((duration(n, unit, toward, about || or_so || count.about), "count"))
}

/// The unit after a count; a singular only after one, or in an adjective ("a two-day visit").
fn unit_after(c: &mut Cursor, count: Count) -> Option<Unit> {
    if count.n.is_some_and(|n| n < 2.0) { c.unit().or_else(|| c.units()) } else { c.units().or_else(|| c.unit()) }
}

/// Whether the word before a piece calls for a length ("for a day").
fn calls(c: &Cursor, at: usize) -> bool {
    at.checked_sub(1).and_then(|i| c.pieces.all.get(i)).is_some_and(|p| p.classes & Class::For.bit() != 0)
}

/// "recent weeks", "the coming days", "ces dernières semaines", "past years".
fn recent(c: &mut Cursor) -> Option<Read> {
    c.class(Class::The);
    let this = c.maybe(|c| c.which().filter(|w| *w == Pick::This)).is_some();
    let which = c.maybe(|c| c.which());
    c.class(Class::Filler);
    let unit = c.units()?;
    let which = which.or_else(|| c.maybe(|c| c.which_after()));
    let toward = toward(which);
    (toward != 0 && !(this && which.is_none())).then_some(())?;
    if which == Some(Pick::Recent) {
        return Some((What::Reference(Reference::Past).into(), "recent"));
    }
    Some((duration(None, unit, toward, false), "recent"))
}

/// "all week", "the whole day", "toute la journée".
fn whole(c: &mut Cursor) -> Option<Read> {
    c.edge().filter(|e| *e == Edge::Whole)?;
    c.class(Class::The);
    let unit = c.unit()?;
    Some((duration(Some(1.0), unit, 0, false), "whole"))
}

/// "for weeks", "depuis des années", "months of fighting".
fn bare(c: &mut Cursor) -> Option<Read> {
    let start = c.at;
    c.class(Class::The);
    let unit = c.units()?;
    let of = c.peek().is_some_and(|p| p.kind == Kind::Letters && matches!(c.pieces.slice(c.at), "of" | "de" | "d"));
    let before = start.checked_sub(1).and_then(|i| c.pieces.all.get(i)).map_or(0, |p| p.classes);
    let alone = before & (Class::The.bit() | Class::Which.bit() | Class::Of.bit()) == 0;
    let of = of && start + 1 == c.at && alone && unit >= Unit::Day;
    ((unit >= Unit::Hour && calls(c, start)) || of).then_some(())?;
    Some((duration(None, unit, 0, false), "bare"))
}

/// "decades-long", "day-long".
fn adjective(c: &mut Cursor) -> Option<Read> {
    let unit = c.units().or_else(|| c.unit())?;
    let one = c.pieces.hits(c.at - 1).iter().any(|h| h.entry.class == Class::Unit);
    c.hyphen()?;
    matches!(c.pieces.slice(c.at), "long" | "old").then(|| c.at += 1)?;
    Some((duration(one.then_some(1.0), unit, 0, false), "adjective"))
}
