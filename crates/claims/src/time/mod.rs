//! Times: dates, clock times, durations and sets, with their values (ISO-TimeML TIMEX3) and intervals (EDTF).
//!
//! The text is cut into [`pieces`]; at each piece that can begin a time the productions of [`rules`] are tried and the
//! longest match stands, unless a [guard](guards) refuses it. What a match means is then [tied](resolve) to the calendar.

mod cursor;
mod guards;
mod holidays;
mod meaning;
mod pieces;
mod published;
mod resolve;
mod rules;
mod tense;
mod value;
mod words;

pub use published::published;
pub use words::Words;

use crate::edtf::Interval;
use crate::reading::{Anchor, Time, Trace};
use jiff::civil::Date;
use meaning::{Direction, Meaning, What, Which};
use pieces::Pieces;
use resolve::Context;
use std::ops::Range;
use text::Document;
use value::Value;
use words::Class;

/// A time with the pieces it was read from.
struct Placed {
    time: Time,
    pieces: Range<usize>,
}

/// All times of a document, in order, none inside another. Relative ones stay without value where `published` is `None`.
pub fn find(doc: &Document, words: &Words, published: Option<Date>, explain: bool) -> Vec<Time> {
    let pieces = Pieces::new(doc, words, doc.text.len());
    let mut context = Context::new(published);
    let mut all: Vec<Placed> = Vec::new();
    let mut at = 0;
    while at < pieces.all.len() {
        let Some(found) = rules::at(&pieces, at) else {
            at += 1;
            continue;
        };
        at = rules::end(&found).max(at + 1);
        if guards::refusal(doc, &pieces, &found).is_some() {
            continue;
        }
        let rule = found.rule;
        for (range, meaning) in std::iter::once((found.pieces, found.meaning)).chain(found.also) {
            all.push(place(doc, &pieces, &mut context, range, &meaning, rule, explain));
        }
    }
    join(&pieces, &mut all);
    all.into_iter().map(|p| p.time).collect()
}

fn place(
    doc: &Document,
    pieces: &Pieces,
    context: &mut Context,
    range: Range<usize>,
    meaning: &Meaning,
    rule: &str,
    explain: bool,
) -> Placed {
    let since;
    let meaning = match &meaning.what {
        // "depuis deux ans": two years up to now.
        What::Duration(d)
            if d.toward == 0 && range.start > 0 && before(pieces, range.start, Class::Since) == Some(1) =>
        {
            since = Meaning::from(What::Duration(meaning::Duration { toward: -1, ..d.clone() }));
            &since
        }
        _ => meaning,
    };
    let open = is_open(&meaning.what);
    let way = if open { direction(doc, pieces, &range) } else { Direction::Unknown };
    context.sentence = sentence_of(doc, pieces.all[range.start].span.start);
    let (value, anchor) = match (&meaning.what, counted_from(pieces, range.end)) {
        (What::Duration(d), Some(sign)) if d.toward == 0 => context.away(d, sign),
        _ => context.resolve(meaning, way),
    };
    let lang = pieces.all[range.start].lang.code();
    let mut why = Trace::new(explain);
    explain_value(&mut why, meaning, &value, anchor, context.published, way);
    let interval = value.interval().map(|interval| bounded(pieces, &range, meaning, interval));
    let time = Time {
        span: pieces.span(range.clone()),
        kind: value.kind(),
        value: value.timex(),
        interval,
        anchor,
        rule: format!("{lang}.time.{rule}"),
        why,
    };
    Placed { time, pieces: range }
}

/// Whether a length of time that ends before a piece tells how far what follows is from what was told: -1 where it was earlier
/// ("two days after the raid"), 1 where it was later.
fn counted_from(pieces: &Pieces, at: usize) -> Option<f64> {
    let leads = |class: Class| pieces.hits(at).iter().any(|h| h.entry.class == class);
    let follows = leads(Class::After).then_some(-1.0).or(leads(Class::Before).then_some(1.0));
    follows.filter(|_| pieces.all.get(at).is_some_and(|p| !p.fresh))
}

/// The number of the sentence at a byte.
fn sentence_of(doc: &Document, at: u32) -> u32 {
    doc.sentences.partition_point(|s| s.span.end <= at) as u32
}

/// Which way an open date points; "until Friday" looks ahead unless its verb looks back.
fn direction(doc: &Document, pieces: &Pieces, range: &Range<usize>) -> Direction {
    // "since March" looks back; "from March on" goes with its verb.
    if range.start > 0 && before(pieces, range.start, Class::Since) == Some(1) {
        return Direction::Past;
    }
    // "called a strike for Friday": a day that something is for lies ahead, but not the day of "for Friday's attack".
    let weekday = (range.start..range.end).any(|at| pieces.all[at].classes & Class::Weekday.bit() != 0);
    let owner = matches!(pieces.slice(range.end), "'" | "’" | "'s" | "’s");
    if weekday && !owner && follows(pieces, range.start, Class::Aim) {
        return Direction::Future;
    }
    match tense::direction(doc, pieces, range) {
        Direction::Unknown if follows(pieces, range.start, Class::Deadline) => Direction::Future,
        way => way,
    }
}

/// Whether the tense of the clause says which one is meant.
fn is_open(what: &What) -> bool {
    match what {
        What::Month(_, which) | What::Day(_, _, which) | What::Weekday(_, which) | What::Season(_, which) => {
            matches!(which, Which::Open | Which::This)
        }
        What::Half(_, which) => *which == Which::Open,
        What::Nth(_, _, of) | What::WeekOf(of) => is_open(of),
        _ => false,
    }
}

fn explain_value(
    why: &mut Trace,
    meaning: &Meaning,
    value: &Value,
    anchor: Anchor,
    published: Option<Date>,
    way: Direction,
) {
    match anchor {
        Anchor::Published => {
            if let Some(day) = published {
                why.say(|| format!("counted from the publication date, {day}"));
            }
        }
        Anchor::Report => why.say(|| "counted from the time last spoken of".to_string()),
        Anchor::None => {}
    }
    if is_open(&meaning.what) {
        why.say(|| {
            match way {
                Direction::Future => "its clause speaks of what is to come: reads forward",
                Direction::Past => "its clause speaks of what happened: reads back",
                Direction::Unknown => "no verb says which way: reads back",
            }
            .to_string()
        });
    }
    if matches!(value, Value::Open(..) | Value::Unknown(_)) {
        why.say(|| match published {
            None => "not resolved: the publication date is not known".to_string(),
            Some(_) => "not resolved".to_string(),
        });
    }
}

/// The value of a phrase of a class that ends right before a piece, a determiner between them left aside.
fn before(pieces: &Pieces, at: usize, class: Class) -> Option<i16> {
    let ending_at = |end: usize| {
        (1..=4.min(end)).find_map(|n| {
            let hit = pieces.hits(end - n).iter().find(|h| h.entry.class == class && h.len == n)?;
            Some(hit.entry.value)
        })
    };
    let the = at > 0 && pieces.all[at - 1].classes & Class::The.bit() != 0;
    let fresh = pieces.all[at].fresh;
    ending_at(at).or_else(|| ending_at(at - 1).filter(|_| the)).filter(|_| !fresh)
}

fn follows(pieces: &Pieces, at: usize, class: Class) -> bool {
    at > 0 && before(pieces, at, class).is_some()
}

/// Opens an end of an interval where the words before say so ("since September 2018").
fn bounded(pieces: &Pieces, range: &Range<usize>, meaning: &Meaning, interval: Interval) -> Interval {
    match meaning.what {
        What::Duration(_) => interval,
        _ if follows(pieces, range.start, Class::Since) => interval.onward(),
        _ if follows(pieces, range.start, Class::Until) => interval.up_to(),
        _ => interval,
    }
}

/// "from March 3 to March 5", "between Monday and Friday", "2011-2014": the first of two gets the whole stretch.
fn join(pieces: &Pieces, all: &mut [Placed]) {
    for n in 1..all.len() {
        let (before, after) = all.split_at_mut(n);
        let (Some(one), Some(two)) = (before.last_mut(), after.first()) else { continue };
        let (from, to) = (one.pieces.end, two.pieces.start);
        let reach = |class: Class| {
            from < to
                && to - from <= 4
                && pieces
                    .hits(from)
                    .iter()
                    .any(|h| h.entry.class == class && (from + h.len == to || from + h.len + 1 == to))
                && !pieces.all[from].fresh
        };
        let dash = to == from + 1 && matches!(pieces.slice(from), "-" | "–" | "—");
        let linked = dash
            || (reach(Class::To) && follows(pieces, one.pieces.start, Class::From))
            || (reach(Class::And) && follows(pieces, one.pieces.start, Class::Between));
        if !linked {
            continue;
        }
        if let (Some(first), Some(last)) = (one.time.interval.take(), &two.time.interval) {
            let ordered = first.first.zip(last.last).is_some_and(|(a, b)| a <= b);
            one.time.interval = Some(if ordered { first.through(last) } else { first });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use text::table::DataError;
    use text::{Lang, Sentence, Span};

    /// The times of a text of one language, published on a Friday, without trees.
    fn times(lang: Lang, text: &str) -> Vec<(String, String)> {
        let mut doc = Document::new(text);
        let span = Span::new(0, text.len());
        doc.sentences.push(Sentence { span, first: 0, end: 0, lang, paragraph: 0 });
        let files = |path: &str| -> Result<&'static str, DataError> {
            Ok(match path {
                "en/time.tsv" => include_str!("../../../../data/en/time.tsv"),
                "fr/time.tsv" => include_str!("../../../../data/fr/time.tsv"),
                "en/number.tsv" => include_str!("../../../../data/en/number.tsv"),
                "fr/number.tsv" => include_str!("../../../../data/fr/number.tsv"),
                "en/holidays.tsv" => include_str!("../../../../data/en/holidays.tsv"),
                _ => include_str!("../../../../data/fr/holidays.tsv"),
            })
        };
        let words = Words::load(&files).expect("the word lists load");
        let found = find(&doc, &words, Date::new(2019, 3, 22).ok(), true);
        found.iter().map(|t| (doc.slice_of(t.span).to_string(), t.value.clone().unwrap_or_default())).collect()
    }

    #[track_caller]
    fn check(lang: Lang, text: &str, expected: &[(&str, &str)]) {
        let found = times(lang, text);
        let found: Vec<(&str, &str)> = found.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn words_split_in_any_way_read_the_same() {
        check(Lang::En, "a two-year siege", &[("two-year", "P2Y")]);
        check(Lang::Fr, "à 9h15, l'année dernière", &[("9h15", "2019-03-22T09:15"), ("l'année dernière", "2018")]);
        check(Lang::Fr, "l’année dernière", &[("l’année dernière", "2018")]);
        check(Lang::En, "in mid-\nNovember", &[("mid-\nNovember", "2018-11")]);
    }

    #[test]
    fn numerals_in_words() {
        check(Lang::Fr, "pendant soixante-dix-sept jours", &[("soixante-dix-sept jours", "P77D")]);
        check(Lang::Fr, "pendant quatre-vingt-onze jours", &[("quatre-vingt-onze jours", "P91D")]);
        check(Lang::Fr, "pendant vingt et un mois", &[("vingt et un mois", "P21M")]);
        check(Lang::En, "in nineteen ninety-six", &[("nineteen ninety-six", "1996")]);
        check(Lang::En, "for one hundred and twenty days", &[("one hundred and twenty days", "P120D")]);
    }

    #[test]
    fn odd_texts_are_read_without_fault() {
        for text in
            ["", " ", "1", "19", "the", "le", "'", "’98", "-", "12:", "3/", "2019-", "of of of", "\u{301}", "Q", "XIX"]
        {
            for lang in Lang::ALL {
                times(lang, text);
            }
        }
        check(Lang::En, "99999999999 days", &[]);
        check(Lang::En, "since the last", &[]);
    }

    #[test]
    fn a_blank_line_parts_what_stands_on_both_sides() {
        check(Lang::En, "Friday\n\nMarch 2011", &[("Friday", "2019-03-22"), ("March 2011", "2011-03")]);
    }
}
