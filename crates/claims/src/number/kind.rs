//! What a number is used as, by its form and the words beside it.

use super::NumberKind;
use super::compose::{At, Core, Shape};
use super::lexicon;
use std::ops::Range;
use text::{Key, Rel, Upos};

/// The kind of a number. A percent sign becomes part of its words, and a unit settles what its separator means.
pub(super) fn of(at: &At, core: &mut Core, words: &mut Range<usize>) -> NumberKind {
    let (first, end) = (core.words.start, core.words.end);
    match core.shape {
        Shape::Label => return NumberKind::Label,
        Shape::Multiple => return NumberKind::Multiple,
        Shape::Fraction => return NumberKind::Share,
        Shape::Date => return NumberKind::Date,
        Shape::Percent if core.high > core.low => {
            core.high /= 100.0;
            return NumberKind::Share;
        }
        Shape::Percent => return NumberKind::Share,
        Shape::Measure if !at.entry(end).is(lexicon::MONEY_AFTER) => return NumberKind::Measure,
        Shape::Money => return NumberKind::Money,
        _ => {}
    }
    let next = at.entry(end);
    if next.is(lexicon::PERCENT) || at.lex.percent.at(at.doc, end.min(at.end - 1), at.end).any(|(r, _)| r.start == end)
    {
        decimal(at, core);
        let scale = |v: f64| v / 100.0;
        (core.low, core.high) = (scale(core.low), scale(core.high));
        (core.best, core.value) = (scale(core.best), scale(core.value));
        let long = at.lex.percent.at(at.doc, end, at.end).next().map_or(end + 1, |(r, _)| r.end);
        words.end = words.end.max(long);
        return NumberKind::Share;
    }
    let before = if first > at.from { at.entry(first - 1) } else { Default::default() };
    let form = at.doc.slice_of(at.doc.words[first].span);
    if before.is(lexicon::MONEY_BEFORE) || form.starts_with(['$', '€', '£']) || form.starts_with("US$") {
        decimal(at, core);
        return NumberKind::Money;
    }
    if next.is(lexicon::MONEY_AFTER) || next.is(lexicon::OF) && at.entry(end + 1).is(lexicon::MONEY_AFTER) {
        decimal(at, core);
        return NumberKind::Money;
    }
    if hyphened(at, core) {
        return NumberKind::Label;
    }
    if core.shape == Shape::Ordinal {
        // "la 3e brigade", "the Second Division", but not "a second company".
        let unit = next.is(lexicon::LABEL_AFTER) && !next.is(lexicon::TIME);
        let label = unit && (capital(at, end) || core.suffix != Key(0));
        let date = next.is(lexicon::TIME) || at.month(end, true) || at.entry(end + 1).is(lexicon::MONTH);
        let month_before = first > at.from && at.month(first - 1, false);
        return match () {
            _ if label => NumberKind::Label,
            _ if core.value <= 31.0 && (at.month(end, true) || month_before) => NumberKind::Date,
            _ if date && core.value <= 31.0 && next.is(lexicon::OF) => NumberKind::Date,
            _ => NumberKind::Ordinal,
        };
    }
    if aged(at, core) {
        return NumberKind::Age;
    }
    let hyphen = at.entry_is_hyphen(end);
    let unit = if hyphen { at.entry(end + 1) } else { next };
    let alone = matches!(core.shape, Shape::Digits(_)) || form.len() > 1;
    // One letter is a unit only with digits before it ("5 m").
    let letter = unit.is(lexicon::MEASURE)
        && !matches!(core.shape, Shape::Digits(_))
        && at.doc.words.get(end + hyphen as usize).is_some_and(|w| w.span.len() < 2);
    if unit.is(lexicon::MEASURE) && alone && !letter {
        decimal(at, core);
        return NumberKind::Measure;
    }
    // The minutes of "17h30", parted.
    let minutes = first > at.from && at.glued(first - 1) && before.is(lexicon::CLOCK | lexicon::TIME);
    if core.shape == Shape::Time || unit.is(lexicon::TIME) || minutes || clock(at, core) {
        return NumberKind::Date;
    }
    if dated(at, core) {
        return NumberKind::Date;
    }
    if named(at, core, before) {
        return NumberKind::Label;
    }
    if year(at, core) {
        return NumberKind::Date;
    }
    if scored(at, core) {
        return NumberKind::Score;
    }
    NumberKind::Count
}

/// Before a unit, the language's decimal sign is one.
fn decimal(at: &At, core: &mut Core) {
    let value = at.unambiguous(core);
    if core.decimal.is_some() && value != core.value {
        (core.value, core.low, core.high, core.best, core.decimal) = (value, value, value, value, None);
    }
}

fn capital(at: &At, word: usize) -> bool {
    word < at.end && at.doc.slice_of(at.doc.words[word].span).starts_with(char::is_uppercase)
}

impl At<'_, '_> {
    /// Whether a hyphen stands at a word, glued to what is before it.
    fn entry_is_hyphen(&self, word: usize) -> bool {
        word + 1 < self.end && self.form_is(word, "-") && self.glued(word - 1)
    }

    /// Whether a word links two days: "and", "to", a comma.
    fn linked(&self, word: usize) -> bool {
        self.entry(word).is(lexicon::TO | lexicon::BETWEEN_AND) || self.form_is(word, ",")
    }

    /// Whether a word is one or two digits.
    fn day(&self, word: usize) -> bool {
        word < self.end
            && self.doc.words[word].span.len() <= 2
            && self.doc.slice_of(self.doc.words[word].span).bytes().all(|b| b.is_ascii_digit())
    }

    fn form_is(&self, word: usize, form: &str) -> bool {
        word >= self.from && word < self.end && self.doc.slice_of(self.doc.words[word].span) == form
    }
}

/// An age: "aged 12", "âgé de 12 ans", "12-year-old", "Haddad, 32,".
fn aged(at: &At, core: &Core) -> bool {
    let (first, end) = (core.words.start, core.words.end);
    if core.value > 120.0 {
        return false;
    }
    let low = first.saturating_sub(3).max(at.from);
    if (low..first).any(|s| at.lex.age_before.at(at.doc, s, first).any(|(r, _)| r.end == first)) {
        return true;
    }
    // "aged six and nine".
    let low = first.saturating_sub(4).max(at.from);
    if first > at.from + 2
        && at.linked(first - 1)
        && (low..first).any(|s| at.lex.age_before.at(at.doc, s, first).any(|(r, _)| r.end + 2 == first))
    {
        return true;
    }
    // "a man of 70", "a girl of nine".
    let of = first > at.from + 1 && at.entry(first - 1).is(lexicon::OF) && at.entry(first - 2).is(lexicon::PERSON);
    if of && core.low == core.high && !counts_noun(at, core) && !capital(at, end) {
        return true;
    }
    let skip = at.entry_is_hyphen(end) as usize;
    if at.entry(end + skip).is(lexicon::TIME) {
        // "un enfant de 12 ans", but not "une guerre de 12 ans".
        let of = first > at.from + 1 && at.entry(first - 1).is(lexicon::OF);
        if of && at.entry(first - 2).is(lexicon::PERSON) {
            return true;
        }
        let hyphen = at.entry_is_hyphen(end + skip + 1) as usize;
        return at.entry(end + skip + 1 + hyphen).is(lexicon::AGE_AFTER);
    }
    let Shape::Digits(1..=2) = core.shape else {
        // "a 12-year-old" in one token.
        let form = at.doc.slice_of(at.doc.words[first].span);
        return form.ends_with("old") || form.ends_with("olds");
    };
    let opens = first > at.from + 1 && (at.form_is(first - 1, ",") || at.form_is(first - 1, "("));
    let closes = at.form_is(end, ",") || at.form_is(end, ")") || at.form_is(end, ";") || at.form_is(end, ".");
    opens && closes && capital(at, first - 2) && !at.month(first - 2, false) && core.value >= 1.0
}

/// A clock time: "5 p.m.", "17 h".
fn clock(at: &At, core: &Core) -> bool {
    core.value <= 2400.0 && at.entry(core.words.end).is(lexicon::CLOCK)
}

/// A day beside a month, or one of several days before it: "12 and 13 March".
fn dated(at: &At, core: &Core) -> bool {
    let (first, end) = (core.words.start, core.words.end);
    let before = first > at.from && at.month(first - 1, false);
    let year = matches!(core.shape, Shape::Digits(2 | 4)) && core.value <= 2100.0;
    if before && (core.value <= 31.0 || year) {
        return true;
    }
    // "May 12 and 13", "May 12, 13 and 14".
    let mut back = first;
    while core.value <= 31.0 && back > at.from + 2 && at.linked(back - 1) && at.day(back - 2) {
        back -= 2;
        if at.month(back - 1, false) {
            return true;
        }
    }
    // "March 22, 2019", "22 March of 2019".
    let after_day = first > at.from + 2
        && (at.form_is(first - 1, ",") || at.entry(first - 1).is(lexicon::OF))
        && (at.month(first - 2, false) || at.month(first - 3, false));
    let after_comma = first > at.from + 1 && at.form_is(first - 1, ",") && at.month(first - 2, false);
    if (after_day || after_comma) && matches!(core.shape, Shape::Digits(4)) {
        return true;
    }
    if core.value > 31.0 || core.value < 1.0 {
        return false;
    }
    let mut next = end;
    for _ in 0..3 {
        if at.month(next, true) {
            return true;
        }
        if at.entry(next).is(lexicon::OF) && at.month(next + 1, true) {
            return true;
        }
        if !at.linked(next) || !at.day(next + 1) {
            return false;
        }
        next += 2;
    }
    false
}

/// A part of a name: "AK-47", "Resolution 1701", "Phase Two", "3rd Brigade", the number of a list's item.
fn named(at: &At, core: &Core, before: lexicon::Entry) -> bool {
    let (first, end) = (core.words.start, core.words.end);
    if core.shape == Shape::None || core.shape == Shape::Vague {
        return false;
    }
    let item = first == at.from && end < at.end && (at.form_is(end, ".") || at.form_is(end, ")"));
    if item {
        return true;
    }
    if at.entry(end).is(lexicon::LABEL_AFTER) && capital(at, end) && !counts_noun(at, core) {
        return true;
    }
    if !before.is(lexicon::LABEL_BEFORE) {
        return false;
    }
    // "in the area 12 people were killed" counts people; no street or decree has a number in groups ("they number 41 000").
    !counts_noun(at, core) && core.words.len() == 1
}

/// "B-52", "14-N": letters and a hyphen glued to it.
fn hyphened(at: &At, core: &Core) -> bool {
    let (first, end, words) = (core.words.start, core.words.end, &at.doc.words);
    if !matches!(core.shape, Shape::Digits(_)) {
        return false;
    }
    if first > at.from + 1 && at.glued(first - 1) && at.form_is(first - 1, "-") && at.glued(first - 2) {
        return at.doc.slice_of(words[first - 2].span).chars().all(char::is_alphabetic);
    }
    if at.glued(end - 1) && at.form_is(end, "-") && at.glued(end) {
        let letters = at.doc.slice_of(words[end + 1].span);
        return letters.len() == 1 && letters.chars().all(char::is_uppercase);
    }
    false
}

/// Whether the number counts a noun behind it, by the tree or by a plural that follows.
fn counts_noun(at: &At, core: &Core) -> bool {
    let last = core.words.end - 1;
    let word = &at.doc.words[last];
    if let Some(head) = at.doc.head(last) {
        return word.rel == Rel::Nummod && head > last && at.doc.words[head].upos == Upos::Noun;
    }
    let Some(next) = at.doc.words.get(core.words.end).filter(|_| core.words.end < at.end) else { return false };
    let form = at.doc.slice_of(next.span);
    at.entry(core.words.end).is(lexicon::PLURAL)
        || form.len() > 3 && form.ends_with(['s', 'S']) && form.chars().all(char::is_alphabetic)
}

/// A year: four digits alone, unless they count a noun.
fn year(at: &At, core: &Core) -> bool {
    let first = core.words.start;
    let Shape::Digits(4) = core.shape else { return false };
    if !(1000.0..=2100.0).contains(&core.value) || core.words.len() > 3 {
        return false;
    }
    let after_year_word = first > at.from && at.entry(first - 1).is(lexicon::YEAR_BEFORE);
    if after_year_word && (1800.0..=2100.0).contains(&core.value) {
        // "In 2017 troops entered": the word before decides, a plural behind may be the subject.
        return true;
    }
    (1900.0..=2100.0).contains(&core.value) && !counts_noun(at, core)
}

/// The result of a game or a vote: "won 2-1".
fn scored(at: &At, core: &Core) -> bool {
    const NEAR: usize = 4;
    let low = core.words.start.saturating_sub(NEAR).max(at.from);
    let high = (core.words.end + NEAR).min(at.end);
    core.high > core.low
        && core.high < 200.0
        && !counts_noun(at, core)
        && (low..high).any(|w| at.entry(w).is(lexicon::SCORE))
}
