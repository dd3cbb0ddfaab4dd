//! The core of a number: its digits ("3 400", "1.5 million") or its words ("two hundred and six", "quatre-vingt-dix").

use super::digits::{self, Token};
use super::lexicon::{self, Entry, Lexicon};
use std::ops::Range;
use text::{Document, Key};

/// A sentence to look for numbers in.
#[derive(Clone, Copy)]
pub(super) struct At<'a, 't> {
    pub(super) doc: &'a Document<'t>,
    pub(super) lex: &'a Lexicon,
    pub(super) from: usize,
    pub(super) end: usize,
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Digits; so many without any separator, 0 with one.
    Digits(usize),
    /// "twelve", "12 thousand".
    Words,
    /// "a dozen", "une quinzaine".
    Group,
    /// "dozens", "several".
    Vague,
    /// "third", "3rd".
    Ordinal,
    /// "two-thirds", "half".
    Fraction,
    /// "12%".
    Percent,
    /// "no", "aucun".
    None,
    /// "12/03/2019", "17h30", "1980s".
    Date,
    /// "17h", "9mm", "$500", by its suffix or prefix.
    Time,
    /// A measure by its suffix.
    Measure,
    /// Money by its prefix.
    Money,
    /// "twice as many".
    Multiple,
    /// "AK-47".
    Label,
}

impl Shape {
    /// Whether it can be one end of a range.
    pub(super) fn counts(self) -> bool {
        matches!(self, Shape::Digits(_) | Shape::Words | Shape::Group | Shape::Percent)
    }
}

/// A bare number.
#[derive(Clone, Debug)]
pub(super) struct Core {
    pub(super) words: Range<usize>,
    pub(super) value: f64,
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) best: f64,
    pub(super) shape: Shape,
    /// The scale that was applied last ("million").
    pub(super) scale: Option<f64>,
    /// What it would be if its separator were a decimal sign.
    pub(super) decimal: Option<(u8, f64)>,
    /// Letters glued behind its digits.
    pub(super) suffix: Key,
}

/// A number word, or a part of one between hyphens.
#[derive(Clone, Copy)]
struct Atom {
    word: usize,
    entry: Entry,
    hyphen: bool,
}

impl<'a, 't> At<'a, 't> {
    /// What the lexicon says of a word.
    pub(super) fn entry(&self, word: usize) -> Entry {
        if word < self.from || word >= self.end { Entry::default() } else { self.lex.get(self.doc.words[word].lower) }
    }

    /// The text between two words, which may be of different sentences.
    pub(super) fn gap(&self, word: usize) -> &'t str {
        let (a, b) = (self.doc.words[word].span.end as usize, self.doc.words[word + 1].span.start as usize);
        if a <= b { &self.doc.text[a..b] } else { "" }
    }

    /// Whether a word and the next are glued.
    pub(super) fn glued(&self, word: usize) -> bool {
        word + 1 < self.end && self.doc.words[word].span.end == self.doc.words[word + 1].span.start
    }

    /// The end of a phrase at `i` that is no number although its words are.
    pub(super) fn skipped(&self, i: usize) -> Option<usize> {
        self.lex.skip.at(self.doc, i, self.end).next().map(|(r, _)| r.end)
    }

    /// The number that starts at word `i`.
    pub(super) fn core(&self, i: usize) -> Option<Core> {
        let form = self.doc.slice_of(self.doc.words[i].span);
        if form.bytes().any(|b| b.is_ascii_digit()) {
            return digits::token(form).and_then(|token| self.digits(i, token));
        }
        if let Some((range, &times)) = self.lex.multiple.at(self.doc, i, self.end).next() {
            // "the double of": the preposition belongs to what follows.
            let of = range.len() > 1 && self.entry(range.end - 1).is(lexicon::OF);
            return Some(self.plain(range.start..range.end - of as usize, times, Shape::Multiple));
        }
        let starts = self.entry(i).starts() || form.contains('-') && form.len() > 3;
        if starts { self.words(i) } else { None }
    }

    fn plain(&self, words: Range<usize>, value: f64, shape: Shape) -> Core {
        Core { words, value, low: value, high: value, best: value, shape, scale: None, decimal: None, suffix: Key(0) }
    }

    /// A token with digits, and what follows it: more groups of thousands, a scale.
    fn digits(&self, i: usize, token: Token) -> Option<Core> {
        let here = i..i + 1;
        let (value, suffix) = match token {
            Token::Label => return Some(self.plain(here, 0.0, Shape::Label)),
            Token::Date => return Some(self.plain(here, 0.0, Shape::Date)),
            Token::Fraction(f) => return Some(self.plain(here, f, Shape::Fraction)),
            Token::Range(low, high) => {
                let mut core = self.plain(here, low, Shape::Digits(0));
                core.high = high;
                if low.fract() == 0.0 && (1500.0..2100.0).contains(&low) && high < 2100.0 && low + 200.0 > high {
                    core.shape = Shape::Digits(4);
                }
                return Some(self.scaled(core));
            }
            Token::Number { value, suffix } => (value, suffix),
        };
        let mut core = self.plain(here, value.number, Shape::Digits(value.plain));
        core.decimal = value.decimal;
        if !suffix.is_empty() {
            return Some(self.suffixed(core, suffix));
        }
        if (1..=3).contains(&value.plain) && value.number >= 1.0 && !self.month(i.wrapping_sub(1), false) {
            self.join_groups(&mut core);
        }
        Some(self.scaled(core))
    }

    /// "3 400": groups of three digits that a tokenizer has parted; "3, 000", with a space too many.
    fn join_groups(&self, core: &mut Core) {
        let form = |w: usize| self.doc.slice_of(self.doc.words[w].span);
        let end = core.words.end;
        if end + 1 < self.end && form(end) == "," && self.glued(end - 1) && form(end + 1) == "000" {
            core.value *= 1000.0;
            (core.low, core.high, core.best) = (core.value, core.value, core.value);
            core.shape = Shape::Digits(0);
            core.words.end += 2;
        }
        while core.words.end < self.end {
            let (last, next) = (core.words.end - 1, core.words.end);
            let mut gap = self.gap(last).chars();
            let group = self.doc.slice_of(self.doc.words[next].span);
            let spaced = gap.next().is_some_and(digits::is_space) && gap.next().is_none();
            if !spaced || group.len() != 3 || !group.bytes().all(|b| b.is_ascii_digit()) {
                return;
            }
            core.value = core.value * 1000.0 + group.bytes().fold(0.0, |v, b| v * 10.0 + (b - b'0') as f64);
            (core.low, core.high, core.best) = (core.value, core.value, core.value);
            core.shape = Shape::Digits(0);
            core.words.end += 1;
        }
    }

    /// A number with letters behind it.
    fn suffixed(&self, mut core: Core, suffix: &str) -> Core {
        let key = Key::of(suffix);
        let entry = self.lex.get(key);
        core.suffix = key;
        core.shape = if entry.is(lexicon::ORDINAL_SUFFIX) {
            Shape::Ordinal
        } else if entry.is(lexicon::PERCENT) {
            core.value /= 100.0;
            Shape::Percent
        } else if entry.is(lexicon::TIME) || entry.is(lexicon::CLOCK) {
            Shape::Time
        } else if entry.is(lexicon::MEASURE) {
            Shape::Measure
        } else if entry.is(lexicon::MONEY_AFTER) {
            Shape::Money
        } else if matches!(suffix, "s" | "S" | "'s" | "’s" | "'S" | "’S") {
            Shape::Date
        } else if let Some(scale) = entry.scale {
            core.value = self.unambiguous(&core) * scale;
            core.scale = Some(scale);
            Shape::Words
        } else {
            Shape::Label
        };
        (core.low, core.high, core.best) = (core.value, core.value, core.value);
        core
    }

    /// The value of a number before a scale or a unit: there, the language's decimal sign is one.
    pub(super) fn unambiguous(&self, core: &Core) -> f64 {
        match core.decimal {
            Some((sign, value)) if sign == self.lex.decimal => value,
            _ => core.value,
        }
    }

    /// "1.5 million", "2 dozen": digits with the words that multiply them.
    fn scaled(&self, mut core: Core) -> Core {
        while core.words.end < self.end {
            let entry = self.entry(core.words.end);
            let (factor, shape) = match (entry.scale, entry.group) {
                (Some(s), _) => (s, Shape::Words),
                (None, Some(g)) => (g, Shape::Group),
                _ => break,
            };
            // "12 score goals" and "40 quarters" are no multiples, nor is "100 cent".
            if core.shape == Shape::Group || core.scale.is_some_and(|s| s >= factor) && factor < 1000.0 {
                break;
            }
            // A currency's hundredth is no hundred ("50 cents").
            if entry.is(lexicon::MONEY_AFTER) && core.value < 100.0 && core.scale.is_none() {
                break;
            }
            let (range, value) = (core.high > core.low, self.unambiguous(&core));
            core.value = value * factor;
            core.high = if range { core.high * factor } else { core.value };
            (core.low, core.best) = (core.value, core.value);
            (core.scale, core.shape, core.decimal) = (Some(factor), shape, None);
            core.words.end += 1;
        }
        core
    }

    /// A number in words.
    fn words(&self, i: usize) -> Option<Core> {
        let mut atoms = [Atom { word: i, entry: Entry::default(), hyphen: false }; MOST];
        let n = self.atoms(i, &mut atoms);
        Compose { at: self, atoms: &atoms[..n] }.read()
    }

    /// The run of number words from word `i` on, words with hyphens in their parts.
    fn atoms(&self, i: usize, out: &mut [Atom; MOST]) -> usize {
        let (mut n, mut word) = (0, i);
        while word < self.end && n < MOST {
            let entry = self.entry(word);
            let form = self.doc.slice_of(self.doc.words[word].span);
            if entry.any() {
                out[n] = Atom { word, entry, hyphen: n > 0 && self.doc.words[word - 1].lower == Key::of("-") };
                n += 1;
            } else if form == "-" && n > 0 && self.glued(word) && self.glued(word - 1) {
                // The hyphen of "twenty-five", as some tokenizers part it.
            } else if form.contains('-') && form.len() > 3 {
                let start = n;
                for part in form.split('-') {
                    let entry = self.lex.get(Key::of(part));
                    if !entry.any() || n == MOST {
                        n = start;
                        break;
                    }
                    out[n] = Atom { word, entry, hyphen: n > start };
                    n += 1;
                }
                if n == start {
                    break;
                }
            } else {
                break;
            }
            word += 1;
        }
        n
    }

    /// Whether a month stands at a word; where a day stands `before` it, "may" needs its capital.
    pub(super) fn month(&self, word: usize, before: bool) -> bool {
        let entry = self.entry(word);
        let capital = || self.doc.slice_of(self.doc.words[word].span).starts_with(char::is_uppercase);
        entry.is(lexicon::MONTH) || entry.is(lexicon::MONTH_CAP) && (!before || capital())
    }
}

/// More words than any number has.
const MOST: usize = 16;

impl Entry {
    /// Whether it can be a part of a number in words.
    fn any(&self) -> bool {
        self.starts() || self.is(lexicon::VAGUE_A | lexicon::AND_HUNDRED | lexicon::AND_TEN | lexicon::OF)
    }
}

/// Builds a number from its atoms.
struct Compose<'a, 'b, 't> {
    at: &'b At<'a, 't>,
    atoms: &'b [Atom],
}

impl Compose<'_, '_, '_> {
    fn read(&self) -> Option<Core> {
        let first = self.atoms.first()?;
        let article = first.entry.is(lexicon::ARTICLE);
        if article {
            // "a dozen", "une quinzaine", "a third of", "a few"; in French the article is also the number one.
            let with = self
                .fraction(1, 1.0)
                .or_else(|| self.vague(1, true))
                .or_else(|| self.group(1, 1.0))
                .or_else(|| self.scale_after_article());
            if with.is_some() {
                return with;
            }
        }
        if first.entry.is(lexicon::NONE) {
            let pronoun = self.atoms.get(1).filter(|a| a.entry.value == Some(1.0) && !a.hyphen);
            return Some(self.core(1 + pronoun.is_some() as usize, 0.0, Shape::None));
        }
        if let Some(core) = self.fraction(0, 1.0) {
            return Some(core);
        }
        let vague_first = first.entry.vague.is_some() && first.entry.value.is_none();
        if vague_first {
            return self.vague(0, false);
        }
        self.cardinal()
    }

    fn core(&self, used: usize, value: f64, shape: Shape) -> Core {
        let words = self.atoms[0].word..self.atoms[used - 1].word + 1;
        self.at.plain(words, value, shape)
    }

    /// "half", "a third of", "les deux tiers", "trois quarts": the fraction at atom `at`, so many times.
    fn fraction(&self, at: usize, times: f64) -> Option<Core> {
        let atom = self.atoms.get(at)?;
        let f = atom.entry.fraction?;
        let next = self.atoms.get(at + 1);
        // "half a million", "half a dozen".
        if f == 0.5 {
            let skip = next.is_some_and(|a| a.entry.is(lexicon::ARTICLE)) as usize;
            if let Some(a) = self.atoms.get(at + 1 + skip)
                && let Some(unit) = a.entry.scale.or(a.entry.group)
            {
                let shape = if a.entry.group.is_some() { Shape::Group } else { Shape::Words };
                return Some(self.core(at + 2 + skip, f * unit, shape));
            }
        }
        let of = next.is_some_and(|a| a.entry.is(lexicon::OF));
        // "third" and "quarter" are fractions only with a part of something: "a third of".
        let doubtful = atom.entry.ordinal.is_some() || atom.entry.is(lexicon::TIME);
        if doubtful && !of && times <= 1.0 || doubtful && at == 0 {
            return None;
        }
        let value = f * times;
        (value <= 1.0).then(|| self.core(at + 1, value, Shape::Fraction))
    }

    /// "a dozen", "deux douzaines": a round group, so many times.
    fn group(&self, at: usize, times: f64) -> Option<Core> {
        let group = self.atoms.get(at)?.entry.group?;
        Some(self.core(at + 1, group * times, Shape::Group))
    }

    /// "dozens", "tens of thousands", "several hundred", "a few dozen".
    fn vague(&self, at: usize, article: bool) -> Option<Core> {
        let entry = self.atoms.get(at)?.entry;
        if article && !entry.is(lexicon::VAGUE_A) || !article && entry.is(lexicon::VAGUE_A) {
            return None;
        }
        let [mut low, mut high, mut best] = entry.vague?;
        let mut used = at + 1;
        while let Some(atom) = self.atoms.get(used) {
            let of = atom.entry.is(lexicon::OF) as usize;
            let Some(entry) = self.atoms.get(used + of).map(|a| a.entry) else { break };
            let Some(unit) = entry.scale.or(entry.group).or(entry.vague.map(|v| v[0])) else { break };
            if unit < 10.0 {
                break;
            }
            (low, best, high) = (low * unit, best * unit, (high + 1.0) * unit - 1.0);
            used += of + 1;
        }
        let mut core = self.core(used, best, Shape::Vague);
        (core.low, core.high) = (low, high);
        Some(core)
    }

    /// "a hundred and twenty", "un million".
    fn scale_after_article(&self) -> Option<Core> {
        let next = self.atoms.get(1)?.entry;
        // "des milliers" is no "a thousand".
        next.scale.filter(|_| next.vague.is_none())?;
        self.sum(1, Some(1.0))
    }

    fn cardinal(&self) -> Option<Core> {
        let first = self.atoms[0].entry;
        if first.scale.is_some() && !first.is(lexicon::BARE) && first.value.is_none() {
            return None;
        }
        self.sum(0, None)
    }

    /// Adds up values and scales from atom `at`; `open` is the value of an article before it.
    fn sum(&self, mut at: usize, open: Option<f64>) -> Option<Core> {
        let (mut total, mut current, mut scale) = (0.0, open, None);
        let start = at;
        while let Some(atom) = self.atoms.get(at) {
            let (entry, now) = (atom.entry, current.unwrap_or(0.0));
            let next = self.atoms.get(at + 1).map(|a| a.entry);
            if let Some(four) = entry.fourfold.filter(|_| now % 100.0 == 4.0) {
                current = Some(now - 4.0 + four);
            } else if let Some(v) = entry.value.filter(|&v| fits(current, v)) {
                // Two words for numbers are one number only where they join: "twenty five", not "two one".
                current = Some(now + v);
            } else if let Some(s) = entry.scale.filter(|&s| joins(current, total, s)) {
                if s == 100.0 {
                    current = Some(current.unwrap_or(1.0) * s);
                } else {
                    total += current.unwrap_or(1.0) * s;
                    current = None;
                }
                scale = Some(s);
            } else if let Some(o) = entry.ordinal.filter(|&o| at == start || fits(current, o) && current.is_some()) {
                if let Some(core) = self.fraction(at, now.max(1.0)).filter(|_| at > start && now < 10.0) {
                    return Some(core);
                }
                return Some(self.core(at + 1, total + now + o, Shape::Ordinal));
            } else if entry.fraction.is_some() && at > start && total == 0.0 && now < 10.0 {
                return self.fraction(at, now).or_else(|| Some(self.core(at, now, Shape::Words)));
            } else if entry.group.is_some() && at > start && total == 0.0 {
                return self.group(at, now);
            } else if entry.is(lexicon::AND_HUNDRED)
                && at > start
                && (now >= 100.0 && now % 100.0 == 0.0 || current.is_none() && total > 0.0)
                && next.and_then(|e| e.value).is_some_and(|v| v < 100.0)
                || entry.is(lexicon::AND_TEN)
                    && (20.0..=60.0).contains(&(now % 100.0))
                    && next.and_then(|e| e.value).is_some_and(|v| v == 1.0 || v == 11.0)
            {
                // The word that joins; what follows is added in the next round.
            } else {
                break;
            }
            at += 1;
        }
        if at == start {
            return None;
        }
        let mut core = self.core(at, total + current.unwrap_or(0.0), Shape::Words);
        core.scale = scale;
        Some(core)
    }
}

/// Whether a value can follow: ones after tens, tens and teens after a hundred, in French 7 to 9 after 10, teens after 60
/// and 80.
fn fits(current: Option<f64>, value: f64) -> bool {
    let Some(now) = current else { return true };
    let tail = now % 100.0;
    if now == 0.0 {
        return false;
    }
    tail == 0.0 && value < 100.0
        || tail == 10.0 && (7.0..10.0).contains(&value)
        || tail >= 20.0 && tail % 10.0 == 0.0 && value < 10.0 && value > 0.0
        || (tail == 60.0 || tail == 80.0) && (10.0..20.0).contains(&value)
        || (tail == 70.0 || tail == 90.0) && (tail as u32 == 70 || tail as u32 == 90) && value < 10.0
        || (tail % 20.0 == 10.0 && tail > 60.0) && value < 10.0
}

/// Whether a scale can follow: a hundred after 1 to 99, greater ones in falling order.
fn joins(current: Option<f64>, total: f64, scale: f64) -> bool {
    match current {
        Some(now) if scale == 100.0 => now > 0.0 && now < 100.0,
        Some(now) => now > 0.0 && (total == 0.0 || scale < total),
        None => total == 0.0 || scale == 100.0 && total >= 1000.0 || scale < total,
    }
}
