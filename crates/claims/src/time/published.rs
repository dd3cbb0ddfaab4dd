//! The day of publication, where the text itself tells it: a dateline, a stamp, a line that is a date.

use super::Words;
use super::cursor::Cursor;
use super::meaning::{What, Which};
use super::pieces::{Kind, Pieces};
use super::rules;
use super::words::Class;
use crate::dateline::Dateline;
use jiff::civil::Date;
use std::ops::Range;
use text::{Document, Span};

/// How far into a text its head reaches, in bytes.
const HEAD: usize = 1500;

/// A date in the head of a text.
struct Dated {
    pieces: Range<usize>,
    month: u8,
    day: u8,
    year: Option<i32>,
}

/// The publication date that a dateline or a stamp at the head of the text gives. A dateline without year takes it from a
/// stamp, or from a full date of the head that lies within three days of it; without one it stays unknown.
pub fn published(doc: &Document, words: &Words, dateline: Option<&Dateline>) -> Option<Date> {
    let pieces = Pieces::new(doc, words, HEAD);
    let dates = dates(&pieces);
    let stamp = stamped(&pieces, &dates).or_else(|| alone(&pieces, &dates));
    let line = dateline.and_then(|d| d.date).and_then(|span| {
        let dated = dates.iter().find(|d| pieces.span(d.pieces.clone()).overlaps(span))?;
        let full = || dates.iter().filter_map(|d| date(d, d.year));
        let year = |day: Date| date(dated, Some(day.year().into()));
        let near = |day: &Date| year(*day).is_some_and(|d| d.until(*day).is_ok_and(|s| s.get_days().abs() <= 3));
        date(dated, dated.year).or_else(|| short(&pieces, span)).or_else(|| year(stamp.or_else(|| full().find(near))?))
    });
    line.or(stamp)
}

fn date(dated: &Dated, year: Option<i32>) -> Option<Date> {
    Date::new(i16::try_from(year?).ok()?, dated.month as i8, dated.day as i8).ok()
}

/// Every date with a day in the head, in order.
fn dates(pieces: &Pieces) -> Vec<Dated> {
    let (mut all, mut at) = (Vec::new(), 0);
    while at < pieces.all.len() {
        let Some(found) = rules::at(pieces, at) else {
            at += 1;
            continue;
        };
        at = rules::end(&found).max(at + 1);
        if let What::Day(month, day, which) = found.meaning.what {
            let year = if let Which::Year(y) = which { Some(y) } else { None };
            all.push(Dated { pieces: found.pieces, month, day, year });
        }
    }
    all
}

/// "24 JAN 90": a year in two digits, which only a dateline may have without apostrophe.
fn short(pieces: &Pieces, span: Span) -> Option<Date> {
    let start = pieces.all.partition_point(|p| p.span.end <= span.start);
    let mut c = Cursor::new(pieces, start);
    let day = c.day()?;
    let (month, _) = c.month()?;
    let year = super::cursor::two_digits(c.digits(2, 2)? as i32);
    Date::new(i16::try_from(year).ok()?, month as i8, day as i8).ok()
}

/// The date after "Published", else after "Updated": within a few words, on the same line.
fn stamped(pieces: &Pieces, dates: &[Dated]) -> Option<Date> {
    let stamp = |value: i16| {
        dates.iter().filter(|d| d.year.is_some()).find(|d| {
            let from = d.pieces.start.saturating_sub(6);
            (from..d.pieces.start).any(|at| {
                let same_line = !pieces.text
                    [pieces.all[at].span.start as usize..pieces.all[d.pieces.start].span.start as usize]
                    .contains('\n');
                let hit = pieces.hits(at).iter().find(|h| h.entry.class == Class::Stamp);
                same_line && hit.is_some_and(|h| h.entry.value == value) && opens_line(pieces, at)
            })
        })
    };
    stamp(0).or_else(|| stamp(1)).and_then(|d| date(d, d.year))
}

/// Whether a piece is among the first three of its line, or a sign parts it from what stands before: a stamp is no sentence.
fn opens_line(pieces: &Pieces, at: usize) -> bool {
    let start = pieces.all[at].span.start as usize;
    let line = pieces.text[..start].rfind('\n').map_or(0, |n| n + 1);
    let before = pieces.text[line..start].trim_end();
    before.split_whitespace().count() < 3 || before.ends_with(['|', '-', '–', '—', '•', '·', ',', '('])
}

/// A date with nothing but a weekday, a time or signs on its line.
fn alone(pieces: &Pieces, dates: &[Dated]) -> Option<Date> {
    dates.iter().filter(|d| d.year.is_some()).find_map(|d| {
        let span = pieces.span(d.pieces.clone());
        let start = pieces.text[..span.start as usize].rfind('\n').map_or(0, |n| n + 1);
        let end = pieces.text[span.end as usize..].find('\n').map_or(pieces.text.len(), |n| span.end as usize + n);
        let first = pieces.all.partition_point(|p| (p.span.start as usize) < start);
        let last = pieces.all.partition_point(|p| (p.span.start as usize) < end);
        let others = (first..d.pieces.start).chain(d.pieces.end..last);
        let words = others.filter(|&at| pieces.all[at].kind == Kind::Letters && pieces.all[at].classes == 0).count();
        (words == 0 && last - first <= d.pieces.len() + 8).then(|| date(d, d.year))?
    })
}
