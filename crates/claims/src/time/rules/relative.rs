//! Times counted from the day of writing or the day last spoken of: "yesterday", "last week", "la semaine dernière", "two
//! days ago", "il y a deux ans", "le lendemain".

use super::super::cursor::{Count, Cursor, How};
use super::super::meaning::{At, Meaning, Origin, What, Which};
use super::super::pieces::Kind;
use super::super::words::{Class, GUARDED, JOINED, Part, Pick, Reference, Shift, Unit};
use super::Read;
use super::absolute::pick;

/// A stretch of days or more.
pub(super) fn read(c: &mut Cursor) -> Option<Read> {
    let all: [fn(&mut Cursor) -> Option<Read>; 8] =
        [deictic, tonight, told, weekday, chosen, chosen_after, the_unit, counted];
    let (read, end) = super::longest(c, &all)?;
    c.at = end;
    Some(read)
}

/// "today", "avant-hier".
fn deictic(c: &mut Cursor) -> Option<Read> {
    let days = c.class(Class::Deictic)?;
    Some((What::Step(Unit::Day, days.into(), Origin::Said).into(), "deictic"))
}

/// "tonight", "last night", "ce soir".
fn tonight(c: &mut Cursor) -> Option<Read> {
    let value = c.class(Class::Tonight)?;
    let part = *Part::ALL.get(value.rem_euclid(16) as usize)?;
    let day = Meaning::from(What::Step(Unit::Day, value.div_euclid(16).into(), Origin::Said));
    Some((day.at(At::Part(part)), "tonight"))
}

/// "the day before", "le lendemain". Before a noun ("the day before the attack") it is counted from what no calendar knows.
fn told(c: &mut Cursor) -> Option<Read> {
    let hit = c.hit(Class::Told)?;
    let days = hit.entry.value;
    if hit.entry.flags & GUARDED != 0 && c.peek().is_some_and(|p| p.kind != Kind::Sign) {
        return None;
    }
    let noun =
        c.peek().is_some_and(|p| p.kind == Kind::Letters && p.classes & (Class::The.bit() | Class::Of.bit()) != 0);
    // "the next day in Paris": only "of", and an article right after, speak of an event.
    let noun = noun && days != 0 && !c.sees(Class::Until) && c.pieces.slice(c.at) != "in";
    (!noun).then(|| (What::Step(Unit::Day, days.into(), Origin::Told).into(), "told"))
}

/// "Friday", "Monday last week", "le vendredi".
fn weekday(c: &mut Cursor) -> Option<Read> {
    let (day, flags) = c.weekday()?;
    (flags & JOINED == 0).then_some(())?;
    if let Some(weeks) = c.maybe(|c| {
        c.class(Class::Of);
        c.class(Class::The);
        let before = c.maybe(|c| c.which());
        c.unit().filter(|u| *u == Unit::Week)?;
        match c.which_after().or(before)? {
            Pick::Last | Pick::Past | Pick::Previous => Some(-1),
            Pick::This | Pick::Current => Some(0),
            Pick::Next | Pick::Coming | Pick::Following => Some(1),
            _ => None,
        }
    }) {
        return Some((What::WeekdayOf(day, weeks).into(), "weekday-of-week"));
    }
    let after = c.maybe(|c| c.which_after());
    Some((What::Weekday(day, after.map_or(Which::Open, pick)).into(), "weekday"))
}

/// The step that a word before or after a unit makes.
fn step(unit: Unit, pick: Pick) -> Option<What> {
    (unit >= Unit::Hour).then_some(())?;
    let (by, from) = match pick {
        Pick::Last | Pick::Past => (-1, Origin::Said),
        Pick::This | Pick::Current => (0, Origin::Said),
        Pick::Latest if unit == Unit::Quarter => return Some(What::Quarter(0, Which::Last)),
        Pick::Latest => (0, Origin::Said),
        Pick::Next | Pick::Coming => (1, Origin::Said),
        Pick::Previous => (-1, Origin::Told),
        Pick::Following => (1, Origin::Told),
        Pick::Same | Pick::That => (0, Origin::Told),
        Pick::Recent | Pick::First | Pick::Final => return None,
    };
    Some(if (unit, from) == (Unit::Year, Origin::Said) {
        What::Year(Which::Relative(by as i32))
    } else {
        What::Step(unit, by, from)
    })
}

/// "last week", "the following year", "this Sunday", "the same month", "the previous night".
fn chosen(c: &mut Cursor) -> Option<Read> {
    c.class(Class::The);
    let which = c.which()?;
    c.class(Class::Filler);
    c.maybe(|c| (c.pieces.slice(c.at - 1) != "fiscal").then(|| c.class(Class::Fiscal))?);
    let (what, rule) = if let Some(unit) = c.unit() {
        (step(unit, which)?, "chosen-unit")
    } else if c.class(Class::Period).is_some() && which == Pick::Latest {
        (What::Quarter(0, Which::Last), "chosen-unit")
    } else {
        let (day, flags) = c.weekday()?;
        (flags & JOINED == 0).then_some(())?;
        (What::Weekday(day, pick(which)), "chosen-weekday")
    };
    Some((what.into(), rule))
}

/// "la semaine dernière", "cette année-là", "l'année en cours", "the week ahead".
fn chosen_after(c: &mut Cursor) -> Option<Read> {
    c.class(Class::The);
    c.maybe(|c| c.which().filter(|w| *w == Pick::This));
    let unit = c.unit()?;
    // "the year before": counted from an event where a noun follows.
    let shifted = c.maybe(|c| {
        let hit = c.hit(Class::Shift).filter(|h| h.entry.flags & GUARDED != 0)?;
        let ends = c.peek().is_none_or(|p| p.kind == Kind::Sign) && unit >= Unit::Week;
        ends.then(|| Shift::ALL.get(hit.entry.value as usize).copied())?
    });
    if let Some(shift) = shifted {
        let by = if shift == Shift::Earlier { -1 } else { 1 };
        return Some((What::Step(unit, by, Origin::Told).into(), "chosen-unit"));
    }
    let which = c.which_after()?;
    Some((step(unit, which)?.into(), "chosen-unit"))
}

/// "the week", "the quarter", "la journée", after "the end of".
pub(super) fn this_unit(c: &mut Cursor) -> Option<Read> {
    c.class(Class::The);
    c.class(Class::Fiscal);
    let unit = c.unit()?;
    (unit >= Unit::Day).then(|| (current(unit).into(), "this-unit"))
}

/// "the weekend", "the quarter", "the full year", "le week-end": on their own, where no noun follows.
fn the_unit(c: &mut Cursor) -> Option<Read> {
    c.class(Class::The)?;
    c.class(Class::Filler);
    c.class(Class::Fiscal);
    let unit = c.unit().filter(|u| matches!(u, Unit::Weekend | Unit::Week | Unit::Quarter | Unit::Year))?;
    let goes_on = c.sees(Class::Of) && !matches!(c.pieces.slice(c.at), "," | "'" | "in" | "for");
    let more = c.sees(Class::Number) || c.peek().is_some_and(|p| p.kind == Kind::Digits);
    (!goes_on && !more && !c.sees(Class::WhichAfter)).then(|| (current(unit).into(), "this-unit"))
}

/// The unit that is running; of quarters the one last spoken of.
fn current(unit: Unit) -> What {
    match unit {
        Unit::Quarter => What::Quarter(0, Which::Told(0)),
        Unit::Year => What::Year(Which::Relative(0)),
        Unit::Weekend => What::LastWeekend,
        unit => What::Step(unit, 0, Origin::Said),
    }
}

/// "two days ago", "il y a deux jours", "three months later", "dans trois jours".
pub(super) fn counted(c: &mut Cursor) -> Option<Read> {
    c.class(Class::About);
    if let Some(hit) = c.hit(Class::ShiftBefore) {
        c.class(Class::The);
        c.class(Class::About);
        let (count, unit) = count_of(c)?;
        c.class(Class::OrSo);
        if hit.entry.flags & GUARDED != 0 && c.pieces.slice(c.at) != "," {
            return None;
        }
        let shift = *Shift::ALL.get(hit.entry.value as usize)?;
        return Some((shifted(count, unit, shift)?, shift_name(shift)));
    }
    let (count, unit) = count_of(c)?;
    c.class(Class::OrSo);
    let hit = c.hit(Class::Shift)?;
    // "two days after the attack" is counted from the attack: those words count only where the clause ends.
    if hit.entry.flags & GUARDED != 0 && c.peek().is_some_and(|p| p.kind != Kind::Sign) {
        return None;
    }
    let shift = *Shift::ALL.get(hit.entry.value as usize)?;
    Some((shifted(count, unit, shift)?, shift_name(shift)))
}

fn shift_name(shift: Shift) -> &'static str {
    match shift {
        Shift::Ago => "ago",
        Shift::Hence => "hence",
        Shift::Earlier => "earlier",
        Shift::Later => "later",
    }
}

/// "two days", "a week", "several months".
pub(super) fn count_of(c: &mut Cursor) -> Option<(Count, Unit)> {
    let count = c.count()?;
    c.hyphen();
    c.class(Class::Filler);
    let one = count.how == How::Article || count.n.is_some_and(|n| n < 2.0);
    let unit = if one { c.unit().or_else(|| c.units()) } else { c.units().or_else(|| c.unit()) }?;
    Some((count, unit))
}

fn shifted(count: Count, unit: Unit, shift: Shift) -> Option<Meaning> {
    let Some(n) = count.n else {
        if shift == Shift::Ago {
            return Some(What::Reference(Reference::Past).into());
        }
        let vague = super::super::meaning::Duration { count: None, unit, toward: 0 };
        return Some(What::Duration(vague).into());
    };
    let (sign, from) = match shift {
        Shift::Ago => (-1.0, Origin::Said),
        Shift::Hence => (1.0, Origin::Said),
        Shift::Earlier => (-1.0, Origin::Told),
        Shift::Later => (1.0, Origin::Told),
    };
    // Halves make the unit finer: half a year is six months.
    let (n, unit) = match unit {
        Unit::Year if n.fract() != 0.0 => (n * 12.0, Unit::Month),
        Unit::Decade => (n * 10.0, Unit::Year),
        Unit::Fortnight => (n * 2.0, Unit::Week),
        unit => (n, unit),
    };
    let mut meaning = Meaning::from(What::Step(unit, (sign * n).round() as i64, from));
    meaning.about = count.about;
    Some(meaning)
}
