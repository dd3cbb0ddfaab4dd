//! Numbers in words and digits, with how exact they are said to be ("at least 12", "une quinzaine", "dozens").
//!
//! A number is found in four steps, one file each: its core (`digits`, `compose`), a range over two cores (here), how
//! exact it is (`bounds`), and what it is used as (`kind`).

mod bounds;
mod compose;
mod digits;
mod kind;
mod lexicon;

use crate::reading::Exactness;
use compose::{Core, Shape};
use std::ops::Range;
use text::{Document, PerLang};

pub use lexicon::Words;

/// A number in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// Its words, with those that say how exact it is ("more than 67,000", "dozens").
    pub words: Range<usize>,
    /// The words of the bare number ("67,000").
    pub core: Range<usize>,
    /// Lowest value that the words allow; `None` for "up to 40".
    pub min: Option<f64>,
    /// Highest value; `None` for "at least 40".
    pub max: Option<f64>,
    /// The value to quote: the one that is said, the lower one of a range. A share is 0 to 1.
    pub best: Option<f64>,
    /// How exact it is said to be.
    pub exactness: Exactness,
    /// What it is: a count may be of anything; the others are never figures of people.
    pub kind: NumberKind,
    /// The rule that found it (`en.number.digits`).
    pub rule: &'static str,
}

/// What a number is used as, as far as its form and its neighbours tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberKind {
    /// A count, of anything.
    Count,
    /// "third", "109e".
    Ordinal,
    /// A share of a whole, 0 to 1: "two-thirds", "12 %".
    Share,
    /// An amount of money.
    Money,
    /// An age in years.
    Age,
    /// A length, weight, volume, area, speed.
    Measure,
    /// A year, a day of a month, a clock time, or a count of units of time ("three days").
    Date,
    /// The result of a game or a vote.
    Score,
    /// How many times something else: "twice as many", "almost the double of".
    Multiple,
    /// A part of a name: "AK-47", "Resolution 1701", "3rd Brigade".
    Label,
}

const DIGITS: PerLang<&str> = PerLang(["en.number.digits", "fr.number.digits"]);
const WORDS: PerLang<&str> = PerLang(["en.number.words", "fr.number.words"]);
const VAGUE: PerLang<&str> = PerLang(["en.number.vague", "fr.number.vague"]);
const GROUP: PerLang<&str> = PerLang(["en.number.group", "fr.number.group"]);
const RANGE: PerLang<&str> = PerLang(["en.number.range", "fr.number.range"]);
const SHARE: PerLang<&str> = PerLang(["en.number.share", "fr.number.share"]);
const NONE: PerLang<&str> = PerLang(["en.number.none", "fr.number.none"]);
const ORDINAL: PerLang<&str> = PerLang(["en.number.ordinal", "fr.number.ordinal"]);
const MULTIPLE: PerLang<&str> = PerLang(["en.number.multiple", "fr.number.multiple"]);
const LABEL: PerLang<&str> = PerLang(["en.number.label", "fr.number.label"]);

/// All numbers of a document, in order, none inside another.
pub fn find(doc: &Document, words: &Words) -> Vec<Number> {
    let mut out: Vec<Number> = Vec::new();
    for sentence in &doc.sentences {
        let lex = &words.lexicon[sentence.lang];
        let at = compose::At { doc, lex, from: sentence.first as usize, end: sentence.end as usize };
        let mut i = at.from;
        // What stands before belongs to an earlier number.
        let mut free = at.from;
        while i < at.end {
            let Some(skip) = at.skipped(i) else {
                let Some(core) = at.core(i) else {
                    i += 1;
                    continue;
                };
                let number = finish(&at, core, free);
                i = number.words.end.max(i + 1);
                free = i;
                out.push(number);
                continue;
            };
            i = skip;
        }
    }
    out
}

/// A core, widened to a range and by the words that say how exact it is, with its kind.
fn finish(at: &compose::At, core: Core, free: usize) -> Number {
    let lang = at.doc.sentences[at.doc.words[core.words.start].sentence as usize].lang;
    let (mut core, other) = range(at, core, free);
    let mut words = core.words.clone();
    if other {
        // "between 12 and 15": the opener belongs to the number, and it ends at its second part.
        if core.words.start > free && at.entry(core.words.start - 1).is(lexicon::BETWEEN) {
            words.start -= 1;
        }
    }
    let kind = kind::of(at, &mut core, &mut words);
    let mut bounds = bounds::plain(&core);
    if kind != NumberKind::Label && kind != NumberKind::Ordinal {
        bounds::said(at, &mut bounds, &mut words, &core, free);
    }
    let rule = match core.shape {
        Shape::Label => LABEL,
        Shape::Multiple => MULTIPLE,
        Shape::None => NONE,
        _ if kind == NumberKind::Share => SHARE,
        Shape::Ordinal => ORDINAL,
        Shape::Vague => VAGUE,
        Shape::Group => GROUP,
        _ if core.high > core.low => RANGE,
        Shape::Words => WORDS,
        _ => DIGITS,
    };
    Number {
        words,
        core: core.words,
        min: bounds.min,
        max: bounds.max,
        best: bounds.best,
        exactness: bounds.exactness,
        kind,
        rule: rule[lang],
    }
}

/// "15 to 20", "between 12 and 15", "two or three": one core over both, and whether it is one.
fn range(at: &compose::At, first: Core, free: usize) -> (Core, bool) {
    if first.high > first.low || !first.shape.counts() {
        return (first, false);
    }
    let link = first.words.end;
    if link + 1 >= at.end {
        return (first, false);
    }
    let opened = first.words.start > free && at.entry(first.words.start - 1).is(lexicon::BETWEEN);
    let entry = at.entry(link);
    if !(entry.is(lexicon::TO) || opened && entry.is(lexicon::BETWEEN_AND)) {
        return (first, false);
    }
    let Some(second) = at.core(link + 1).filter(|c| c.shape.counts() && c.high == c.low) else {
        return (first, false);
    };
    // "10 to 15 thousand": the scale holds for both.
    let low = match second.scale {
        Some(scale) if first.scale.is_none() && first.value * scale < second.value => first.value * scale,
        // "15 à 20 000": the thousands hold for both.
        _ if second.value % 1000.0 == 0.0 && first.value < 1000.0 && first.value * 1000.0 < second.value => {
            first.value * 1000.0
        }
        _ => first.value,
    };
    // "2014 to 2018" is a range too; "40 to 3" and "two or 200" are not.
    if low >= second.value || second.value > low.max(3.0) * 20.0 {
        return (first, false);
    }
    let words = first.words.start..second.words.end;
    (Core { words, value: low, low, high: second.value, best: low, ..second }, true)
}
