//! The productions: words to meanings, one file per kind of time. All are tried at a word that can begin a time; the
//! longest match wins.

mod absolute;
mod clock;
mod day;
mod duration;
mod period;
mod relative;
mod set;

use super::cursor::Cursor;
use super::meaning::{Found, Meaning, What, Which};
use super::pieces::{Kind, Pieces};
use super::words::{Class, Edge, Reference, STARTS};

/// A meaning and the name of the rule that gave it.
type Read = (Meaning, &'static str);

/// The longest time expression that begins at a piece.
pub(super) fn at(pieces: &Pieces, at: usize) -> Option<Found> {
    let piece = &pieces.all[at];
    let opens = piece.classes & STARTS != 0
        || piece.kind == Kind::Digits
        || matches!(pieces.slice(at), "'" | "’" | "‘")
        || (piece.capital
            && piece.span.len() <= 5
            && matches!(pieces.slice(at).as_bytes()[0], b'X' | b'V' | b'I' | b'Q'));
    if !opens {
        return None;
    }
    let c = Cursor::new(pieces, at);
    let lists = [absolute::lists(c), absolute::years(c)];
    let singles =
        [set::read, day::moment, duration::read, relative::counted, reference].into_iter().map(|f| single(c, f));
    let mut best: Option<Found> = None;
    for mut found in lists.into_iter().chain(singles).flatten() {
        if best.as_ref().is_none_or(|b| end(b) < end(&found)) {
            year_of_the_next(pieces, &mut found);
            best = Some(found);
        }
    }
    best
}

/// "from 3 March to 5 April 2018", "between January and March 2018": the year of the second is that of the first.
fn year_of_the_next(pieces: &Pieces, found: &mut Found) {
    let month = match found.meaning.what {
        What::Day(month, _, Which::Open) | What::Month(month, Which::Open) => month,
        _ => return,
    };
    let mut c = Cursor::new(pieces, end(found));
    if c.class(Class::To).or_else(|| c.class(Class::And)).is_none() || pieces.slice(c.at - 1) == "," {
        return;
    }
    c.class(Class::The);
    let Some((next, _)) = absolute::read(&mut c) else { return };
    let (What::Day(later, _, Which::Year(year)) | What::Month(later, Which::Year(year))) = next.what else { return };
    let year = Which::Year(if later < month { year - 1 } else { year });
    for meaning in std::iter::once(&mut found.meaning).chain(found.also.iter_mut().map(|(_, m)| m)) {
        if let What::Day(_, _, which) | What::Month(_, which) = &mut meaning.what {
            *which = year;
        }
    }
}

/// Where a match ends.
pub(super) fn end(found: &Found) -> usize {
    found.also.last().map_or(found.pieces.end, |(pieces, _)| pieces.end)
}

fn single(c: Cursor, f: impl Fn(&mut Cursor) -> Option<Read>) -> Option<Found> {
    let mut copy = c;
    let (meaning, rule) = f(&mut copy)?;
    (copy.at > c.at).then(|| Found { pieces: c.at..copy.at, meaning, rule, also: Vec::new() })
}

/// Any stretch of days or more, without a time of day; the longest reading.
fn date(c: &mut Cursor) -> Option<Read> {
    let plain = longest(c, &[absolute::read, relative::read, period::read]);
    let edged = c.maybe_ahead(edged);
    match (plain, edged) {
        (Some((_, end)), Some((read, far))) if far > end => {
            c.at = far;
            Some(read)
        }
        (Some((read, end)), _) => {
            c.at = end;
            Some(read)
        }
        (None, Some((read, far))) => {
            c.at = far;
            Some(read)
        }
        (None, None) => None,
    }
}

/// "early September", "mid-November", "la fin de l'année", "late last week".
fn edged(c: &mut Cursor) -> Option<Read> {
    let edge = c.edge()?;
    c.hyphen();
    c.class(Class::The);
    // "all week" is a length; "all of 1990" is the year.
    let unit = if edge == Edge::Whole { relative::read } else { relative::this_unit };
    let (read, end) = longest(c, &[absolute::read, relative::read, period::read, unit])?;
    c.at = end;
    let (meaning, rule) = read;
    let edge = (edge != Edge::Whole).then_some(edge);
    Some((meaning.edge(edge), if edge.is_some() { "edge" } else { rule }))
}

/// The longest of several readings, and where it ends.
fn longest(c: &Cursor, all: &[fn(&mut Cursor) -> Option<Read>]) -> Option<(Read, usize)> {
    let mut best: Option<(Read, usize)> = None;
    for f in all {
        let mut copy = *c;
        if let Some(read) = f(&mut copy)
            && best.as_ref().is_none_or(|(_, end)| *end < copy.at)
        {
            best = Some((read, copy.at));
        }
    }
    best
}

impl Cursor<'_, '_, '_> {
    /// What `f` would read, and where it would end.
    fn maybe_ahead<T>(&self, f: impl Fn(&mut Self) -> Option<T>) -> Option<(T, usize)> {
        let mut copy = *self;
        f(&mut copy).map(|found| (found, copy.at))
    }
}

/// "now", "recently", "désormais", "l'avenir".
fn reference(c: &mut Cursor) -> Option<Read> {
    let value = c.class(Class::Reference)?;
    let reference = *Reference::ALL.get(value as usize)?;
    Some((What::Reference(reference).into(), "reference"))
}
