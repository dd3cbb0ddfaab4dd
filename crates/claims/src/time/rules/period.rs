//! Stretches with a name: quarters, halves, seasons, decades, centuries, holidays, the nth day of a month.

use super::super::cursor::Cursor;
use super::super::meaning::{Item, Origin, What, Which};
use super::super::words::{Class, Edge, GUARDED, JOINED, Pick, Unit};
use super::Read;
use super::absolute::{self, pick, year_named};

/// A stretch of days or more.
pub(super) fn read(c: &mut Cursor) -> Option<Read> {
    let all: [fn(&mut Cursor) -> Option<Read>; 9] =
        [decade, century, quarter, quarter_number, year_earlier, season, holiday, nth, year_end];
    let (read, end) = super::longest(c, &all)?;
    c.at = end;
    Some(read)
}

/// "the 1990s", "the '80s", "the nineties", "les années 60".
fn decade(c: &mut Cursor) -> Option<Read> {
    let the = c.maybe(|c| c.class(Class::The)).is_some();
    c.maybe(|c| {
        c.edge()?;
        c.hyphen();
        Some(())
    });
    let of = |n: i32| if n < 100 { 1900 + n } else { n };
    if c.class(Class::Decades).is_some() {
        let n = c.digits(2, 4).map(|n| n as i32).or_else(|| c.count()?.n.map(|n| n as i32))?;
        let valid = n % 10 == 0 && ((20..100).contains(&n) || (1700..2100).contains(&n));
        return valid.then(|| (What::Decade(of(n)).into(), "decade"));
    }
    if let Some(n) = c.class(Class::DecadeName) {
        return the.then(|| (What::Decade(of(n.into())).into(), "decade"));
    }
    let short = c.sign("'").or_else(|| c.sign("’")).or_else(|| c.sign("‘")).is_some();
    let n = c.digits(2, 4)? as i32;
    c.maybe(|c| c.sign("'").or_else(|| c.sign("’")));
    (c.glued() && matches!(c.pieces.slice(c.at), "s" | "S")).then(|| c.at += 1)?;
    let valid = n % 10 == 0 && ((1000..2200).contains(&n) || ((20..100).contains(&n) && (the || short)));
    valid.then(|| (What::Decade(of(n)).into(), "decade"))
}

/// "the 20th century", "le XIXe siècle".
fn century(c: &mut Cursor) -> Option<Read> {
    c.class(Class::The);
    let n = c.ordinal().or_else(|| c.maybe(|c| c.roman_ordinal()))?;
    c.hyphen();
    c.unit().filter(|u| *u == Unit::Century)?;
    let sign = c.class(Class::Era).unwrap_or(1);
    let first = if sign < 0 { -i32::from(n) * 100 } else { i32::from(n.checked_sub(1)?) * 100 };
    Some((What::Century(first).into(), "century"))
}

/// "the third quarter of 1984", "third-quarter", "this year's first half", "le premier trimestre 2018".
fn quarter(c: &mut Cursor) -> Option<Read> {
    c.class(Class::The);
    let before = c.maybe(owner).or_else(|| c.maybe(|c| c.year4().map(Which::Year)));
    c.class(Class::Fiscal);
    let last = c.maybe(|c| c.which().filter(|w| matches!(w, Pick::Last | Pick::First | Pick::Final)));
    let n = match last {
        Some(Pick::First) => 1,
        Some(_) => 0,
        None => c.maybe(|c| c.ordinal())?,
    };
    c.hyphen();
    c.class(Class::Fiscal);
    let unit = c.unit()?;
    let after = c.maybe(|c| {
        c.class(Class::Of);
        c.class(Class::Fiscal);
        c.year4().map(Which::Year)
    });
    let after = after.or_else(|| c.maybe(year_named)).or_else(|| {
        c.maybe(|c| {
            c.class(Class::Of)?;
            c.class(Class::The);
            c.unit().filter(|u| *u == Unit::Year).map(|_| Which::Relative(0))
        })
    });
    let which = after.or(before);
    match unit {
        Unit::Quarter if n > 0 || which.is_some() => {
            let n = if n == 0 { 4 } else { n };
            (n <= 4).then(|| (What::Quarter(n, which.unwrap_or(Which::Open)).into(), "quarter"))
        }
        Unit::Half if (n <= 2) && which.is_some() => {
            Some((What::Half(if n == 1 { 1 } else { 2 }, which?).into(), "half"))
        }
        _ => None,
    }
}

/// "this year's".
fn owner(c: &mut Cursor) -> Option<Which> {
    let which = year_named(c)?;
    c.sign("'").or_else(|| c.sign("’"))?;
    c.glued().then(|| c.at += 1)?;
    Some(which)
}

/// "Q3 2018", "Q3".
fn quarter_number(c: &mut Cursor) -> Option<Read> {
    (c.pieces.slice(c.at).eq_ignore_ascii_case("q")).then(|| c.at += 1)?;
    let n = c.glued().then(|| c.digits(1, 1))?? as u8;
    (1..=4).contains(&n).then_some(())?;
    let year = c.maybe(|c| {
        c.class(Class::Of);
        c.year()
    });
    Some((What::Quarter(n, year.map_or(Which::Open, Which::Year)).into(), "quarter"))
}

/// "the year-earlier quarter", "the year-ago period", "the 1988 period".
fn year_earlier(c: &mut Cursor) -> Option<Read> {
    c.class(Class::The).or_else(|| c.class(Class::Article));
    if c.class(Class::ShiftAdjective).is_some() {
        c.maybe(|c| c.ordinal());
        c.maybe(|c| {
            c.unit().filter(|u| *u == Unit::Quarter).map(|_| ()).or_else(|| c.class(Class::Period).map(|_| ()))
        });
        return Some((What::Step(Unit::Year, -1, Origin::Told).into(), "year-earlier"));
    }
    let year = c.year4()?;
    c.unit().filter(|u| *u == Unit::Quarter).map(|_| ()).or_else(|| c.class(Class::Period).map(|_| ()))?;
    Some((What::Quarter(0, Which::Year(year)).into(), "year-earlier"))
}

/// "this summer", "l'été dernier", "the winter of 1994", "été 2018".
fn season(c: &mut Cursor) -> Option<Read> {
    let the = c.maybe(|c| c.class(Class::The)).is_some();
    let which = c.maybe(|c| c.which());
    c.maybe(|c| c.which().filter(|w| *w == Pick::Past));
    let edge = c.maybe(|c| c.edge());
    let guarded = c.peek().and_then(|_| c.pieces.hits(c.at).iter().find(|h| h.entry.class == Class::Season));
    let guarded = guarded?.entry.flags & GUARDED != 0;
    let season = c.season()?;
    let after = c.maybe(|c| {
        c.class(Class::Of);
        let year = c.year()?;
        // "the winter of 2018-2019" goes by its first year.
        c.maybe(|c| {
            c.dash().or_else(|| c.sign("/"))?;
            c.digits(2, 4).filter(|_| c.ends_number())
        });
        Some(Which::Year(year))
    });
    let after = after.or_else(|| c.maybe(year_named)).or_else(|| c.maybe(|c| c.which_after().map(pick)));
    let alone = after.is_none() && which.is_none();
    // "the fall of the town", "il a été": those words are seasons where a year or a choice says so.
    if alone && guarded && (!the || c.sees(Class::Of)) {
        return None;
    }
    let what = What::Season(season, after.or(which.map(pick)).unwrap_or(Which::Open));
    Some((super::super::meaning::Meaning::from(what).edge(edge), "season"))
}

/// "Christmas", "l'Aïd al-Fitr 2018", "last Thanksgiving", "Easter week".
fn holiday(c: &mut Cursor) -> Option<Read> {
    c.class(Class::The);
    let which = c.maybe(|c| c.which());
    let name = u8::try_from(c.class(Class::Holiday)?).ok()?;
    let after = c.maybe(|c| {
        c.class(Class::Join);
        c.year4().map(Which::Year)
    });
    let after = after.or_else(|| c.maybe(year_named)).or_else(|| c.maybe(|c| c.which_after().map(pick)));
    let what = What::Holiday(name, after.or(which.map(pick)).unwrap_or(Which::Open));
    if c.maybe(|c| c.unit().filter(|u| *u == Unit::Week)).is_some() {
        return Some((What::WeekOf(Box::new(what)).into(), "holiday"));
    }
    Some((what.into(), "holiday"))
}

/// "the last Monday of March", "la première semaine d'octobre 2014", "the week of March 6".
fn nth(c: &mut Cursor) -> Option<Read> {
    if c.class(Class::WeekOf).is_some() {
        let (meaning, _) = absolute::read(c).filter(|(m, _)| matches!(m.what, What::Day(..)))?;
        return Some((What::WeekOf(Box::new(meaning.what)).into(), "week-of"));
    }
    c.class(Class::The);
    let n = match c.maybe(|c| c.which()) {
        Some(Pick::Last | Pick::Final) => -1,
        Some(Pick::First) => 1,
        Some(_) => return None,
        None => i8::try_from(c.ordinal()?).ok()?,
    };
    let item = match c.maybe(|c| c.unit()) {
        Some(unit @ (Unit::Day | Unit::Week | Unit::Weekend)) => Item::Unit(unit),
        Some(_) => return None,
        None => {
            let (day, flags) = c.weekday()?;
            (flags & JOINED == 0).then_some(Item::Weekday(day))?
        }
    };
    c.class(Class::Of)?;
    let (meaning, _) = absolute::read(c).filter(|(m, _)| matches!(m.what, What::Month(..) | What::Year(_)))?;
    Some((What::Nth(n, item, Box::new(meaning.what)).into(), "nth"))
}

/// "year-end", "the year's end".
fn year_end(c: &mut Cursor) -> Option<Read> {
    c.class(Class::The);
    c.unit().filter(|u| *u == Unit::Year)?;
    c.hyphen();
    let edge = c.class(Class::EdgeAfter).and_then(|v| Edge::ALL.get(v as usize).copied())?;
    let meaning = super::super::meaning::Meaning::from(What::Step(Unit::Year, 0, Origin::Said));
    Some((meaning.edge(Some(edge)), "year-end"))
}
