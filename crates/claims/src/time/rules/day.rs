//! Days with a part or a clock time: "Friday night", "hier soir", "10 p.m. Wednesday", "la nuit de lundi à mardi", and the
//! parts and clock times that stand alone.

use super::super::cursor::Cursor;
use super::super::meaning::{At, Meaning, Origin, What};
use super::super::pieces::Kind;
use super::super::words::{Class, Edge, JOINED, Part, Pick, Unit};
use super::{Read, clock, date};

/// A date with or without a time, or a time on the day last spoken of.
pub(super) fn moment(c: &mut Cursor) -> Option<Read> {
    let all: [fn(&mut Cursor) -> Option<Read>; 5] = [clock_first, date_first, part_first, chosen_part, day_of_month];
    let (read, end) = super::longest(c, &all)?;
    c.at = end;
    Some(read)
}

/// The day last spoken of.
fn same_day() -> Meaning {
    What::Step(Unit::Day, 0, Origin::Told).into()
}

/// Whether the meaning is one day, so that it can take a time.
fn is_day(what: &What) -> bool {
    matches!(what, What::Day(..) | What::DayOfMonth(_) | What::Weekday(..) | What::WeekdayOf(..) | What::Holiday(..))
        || matches!(what, What::Step(Unit::Day, ..) | What::Nth(_, _, _))
}

/// "Friday night", "March 3 in the early evening", "hier en fin d'après-midi", "demain à 10 h".
fn date_first(c: &mut Cursor) -> Option<Read> {
    let (meaning, rule) = date(c)?;
    if !is_day(&meaning.what) || meaning.at != At::AllDay {
        return Some((meaning, rule));
    }
    if let Some(part) = c.maybe(part_after) {
        let (part, edge) = part;
        return Some((meaning.at(At::Part(part)).edge(edge), "part"));
    }
    // A full date keeps its time apart, as TimeML and French TimeBank do; a weekday or "yesterday" takes it in.
    let full = matches!(meaning.what, What::Day(_, _, _) | What::Holiday(..));
    let stamp = full && c.glued() && c.pieces.slice(c.at) == "T";
    if stamp {
        let mut copy = *c;
        copy.at += 1;
        if let Some(at) = clock::read(&mut copy) {
            *c = copy;
            return Some((meaning.at(at), "clock"));
        }
    }
    if !full
        && let Some(at) = c.maybe(|c| {
            c.maybe(|c| c.sign(","));
            c.class(Class::AtTime)?;
            clock::read(c)
        })
    {
        return Some((meaning.at(at), "clock"));
    }
    // "Saturday noon", "lundi midi"
    if !full && let Some(at) = c.maybe(clock::noon) {
        return Some((meaning.at(at), "clock"));
    }
    Some((meaning, rule))
}

/// " night", ", in the early evening", " en début d'après-midi", " dans la nuit", " matin".
fn part_after(c: &mut Cursor) -> Option<(Part, Option<Edge>)> {
    c.maybe(|c| c.sign(","));
    let joined = c.maybe(|c| c.class(Class::InPart)).is_some();
    let edge = c.maybe(|c| c.edge());
    c.hyphen();
    if edge.is_some() {
        c.class(Class::The);
    }
    let hit = c.hit(Class::Part)?;
    let part = *Part::ALL.get(hit.entry.value as usize)?;
    // "Friday, the night ..." begins a new phrase.
    let own = !joined && edge.is_none() && c.pieces.slice(c.at - hit.len).len() <= 2;
    (!own).then_some((part, edge.filter(|e| *e != Edge::Whole)))
}

/// "10 p.m. Wednesday", "5 p.m. EST, Nov. 9", "noon", "20 h 30".
fn clock_first(c: &mut Cursor) -> Option<Read> {
    let at = clock::read(c)?;
    let day = c.maybe(|c| {
        c.class(Class::On);
        let (meaning, _) = date(c)?;
        (is_day(&meaning.what) && meaning.at == At::AllDay && meaning.edge.is_none()).then_some(meaning)
    });
    // "5 p.m. (1500 GMT) on Thursday": the day stands behind the parenthesis.
    let day = day.or_else(|| {
        let mut ahead = *c;
        if ahead.class(Class::To).or_else(|| ahead.class(Class::And)).is_some() {
            // "between 8 a.m. and 10 a.m. on Tuesday"
            clock::read(&mut ahead)?;
        } else {
            if ahead.sign("(").is_some() {
                clock::read(&mut ahead)?;
            }
            ahead.sign(")")?;
        }
        ahead.class(Class::On);
        let (meaning, _) = date(&mut ahead)?;
        (is_day(&meaning.what) && meaning.at == At::AllDay && meaning.edge.is_none()).then_some(meaning)
    });
    Some((day.unwrap_or_else(same_day).at(at), "clock"))
}

/// "the night of Friday to Saturday", "in the early hours of Friday", "late Friday", "mid-afternoon yesterday", "la nuit".
fn part_first(c: &mut Cursor) -> Option<Read> {
    let the = c.maybe(|c| c.class(Class::The)).is_some();
    // "early hours" is a part of the day before it is an edge of one.
    let edge = if c.sees(Class::Part) { None } else { c.maybe(|c| c.edge()).filter(|e| *e != Edge::Whole) };
    c.hyphen();
    let the = c.maybe(|c| c.class(Class::The)).is_some() || the;
    c.class(Class::Filler);
    let hit = c.hit(Class::Part)?;
    let part = *Part::ALL.get(hit.entry.value as usize)?;
    let the = the || c.pieces.slice(c.at - hit.len) != c.pieces.slice(c.at - 1);
    let day = c.maybe(|c| {
        c.class(Class::On);
        c.class(Class::The);
        // "the night of 3-4 March" is that of the third.
        if let Some(days) = super::absolute::lists(*c).filter(|d| d.also.len() == 1) {
            c.at = super::end(&days);
            return Some(days.meaning);
        }
        let (meaning, _) = date(c)?;
        let day = is_day(&meaning.what) && meaning.at == At::AllDay && meaning.edge.is_none();
        day.then_some(())?;
        // "to Saturday" belongs to the night of Friday.
        c.maybe(|c| {
            c.class(Class::To).or_else(|| c.class(Class::And))?;
            let (_, flags) = c.maybe(|c| {
                c.class(Class::The);
                c.weekday()
            })?;
            (flags & JOINED == 0).then_some(())?;
            c.maybe(|c| {
                c.day()?;
                c.month()
            });
            Some(())
        });
        // "the early hours of Friday morning"
        c.part();
        Some(meaning)
    });
    if let Some(day) = day {
        return Some((day.at(At::Part(part)).edge(edge), "part-of"));
    }
    (the || edge.is_some() || called(c, hit.len)).then_some(())?;
    Some((same_day().at(At::Part(part)).edge(edge), "part"))
}

/// Whether the word before a part of a day calls for it ("at dawn", "de nuit", "at night").
fn called(c: &Cursor, len: usize) -> bool {
    let Some(before) = c.at.checked_sub(len + 1).and_then(|i| c.pieces.all.get(i)) else { return false };
    before.kind == Kind::Letters && before.classes & (Class::At.bit() | Class::InPart.bit()) != 0
}

/// "this morning", "cette nuit", "that night", "the next morning", "the previous evening", "la nuit dernière".
fn chosen_part(c: &mut Cursor) -> Option<Read> {
    c.class(Class::The);
    let edge = c.maybe(|c| c.edge()).filter(|e| *e != Edge::Whole);
    let which = c.maybe(|c| c.which());
    c.class(Class::Filler);
    let edge = edge.or_else(|| c.maybe(|c| c.edge()));
    let hit = c.hit(Class::Part)?;
    let part = *Part::ALL.get(hit.entry.value as usize)?;
    let which = which.or_else(|| c.maybe(|c| c.which_after()))?;
    let (by, from) = match which {
        Pick::This | Pick::Current => (0, Origin::Said),
        Pick::Last | Pick::Past => (-1, Origin::Said),
        Pick::Next | Pick::Following => (1, Origin::Told),
        Pick::Previous => (-1, Origin::Told),
        Pick::Same | Pick::That => (0, Origin::Told),
        _ => return None,
    };
    let which = Meaning::from(What::Step(Unit::Day, by, from));
    Some((which.at(At::Part(part)).edge(edge), "chosen-part"))
}

/// "the 24th": a day of the month last spoken of, where no noun follows.
fn day_of_month(c: &mut Cursor) -> Option<Read> {
    c.class(Class::The)?;
    c.peek().filter(|p| p.kind == Kind::Digits)?;
    let day = c.ordinal().filter(|d| (1..=31).contains(d))?;
    let small = [Class::And, Class::To, Class::At, Class::Until].iter().any(|&class| c.sees(class));
    let ends = small || c.peek().is_none_or(|p| p.kind == Kind::Sign && !c.pieces.is_hyphen(c.at));
    ends.then(|| (What::DayOfMonth(day).into(), "day-of-month"))
}
