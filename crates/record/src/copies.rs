//! Wire copies: one agency's text under other outlets, whole, shortened, under another title, or translated. Copies are
//! gathered by [`star`](crate::star), the first published leading, and count as one source.
//!
//! A text is compared by its shingles: the hashes of every five words that follow each other. A few longer runs, chosen by
//! their value alone, are kept in an index, so that a copy is found without comparing all with all. A translation shares no
//! words; it shares its agency, its day and nearly all of its facts.

use crate::account::{Account, Days};
use crate::hash::mixed;
use jiff::civil::Date;
use std::cmp::Reverse;
use std::collections::VecDeque;
use text::Key;

/// Words in a shingle.
const SHINGLE: usize = 5;
/// Words in a run that is looked up: reports of one desk share phrases of five words, copies whole sentences.
const RUN: usize = 9;
/// One run in this many is looked up.
const SAMPLED: u64 = 8;
/// The least runs are looked up as well, so that a short text has some.
const LEAST: usize = 4;
/// The share of the shorter text's shingles that a copy has.
const COPIED: f64 = 0.6;
/// A text with fewer shingles is too short to tell a copy from a set phrase.
const TELLING: usize = 12;
/// Days after the original in which outlets still print it.
const COPY_DAYS: i32 = 7;
/// Days between an agency's report in one language and in another.
const TRANSLATION_DAYS: i32 = 1;
/// The share of the shorter report's facts that a translation has.
const TRANSLATED: f64 = 0.6;
/// Facts that a translation shares at least, numbers among them: two reports on one happening share some.
const SHARED_FACTS: usize = 5;
const SHARED_NUMBERS: usize = 2;

/// What of a report is compared with others.
#[derive(Clone, Debug, PartialEq)]
pub struct Imprint {
    /// BCP 47.
    pub language: String,
    /// Day of publication.
    pub published: Option<Date>,
    /// Keys of the outlet and the agency.
    pub credits: Vec<u64>,
    /// Hashes of all shingles, in order of value, each once.
    pub shingles: Vec<u64>,
    /// Hashes of all runs, likewise.
    pub runs: Vec<u64>,
    /// Hashes of the numbers that it gives, in order of value, each once.
    pub numbers: Vec<u64>,
    /// Hashes of the places, parties and days that it names, in order of value, each once.
    pub names: Vec<u64>,
}

impl Imprint {
    /// The imprint of a report.
    pub fn of(account: &Account, text: &str) -> Imprint {
        let report = &account.report;
        let credits = [&report.outlet, &report.agency].into_iter().flatten().map(|name| Key::of(name).0);
        let numbers = account.figures.iter().filter_map(|f| {
            let (min, max) = (f.min.map_or(0, f64::to_bits), f.max.map_or(0, f64::to_bits));
            f.best.map(|_| mixed([f.measure as u64, min, max]))
        });
        let places = account.places.iter().map(|p| Key::of(&p.key).0);
        let parties = account.parties.iter().map(|p| Key::of(&p.key).0);
        let days = account.events.iter().filter_map(|e| e.days).map(|d| mixed([number(d.first), number(d.last)]));
        Imprint {
            language: report.language.clone(),
            published: report.published,
            credits: set(credits),
            shingles: shingles(text, SHINGLE),
            runs: shingles(text, RUN),
            numbers: set(numbers),
            names: set(places.chain(parties).chain(days)),
        }
    }

    /// The keys under which others find it: two reports without one in common are no copies of each other, but for the rare
    /// pair whose shared words are all left out of the sample.
    pub fn lookup(&self) -> Vec<u64> {
        // A text of a few words has no runs.
        let runs = if self.runs.is_empty() { &self.shingles } else { &self.runs };
        let sampled = runs.iter().copied().filter(|hash| hash % SAMPLED == 0);
        let least = runs.iter().copied().take(LEAST);
        let pairs = self.credits.iter().flat_map(|&c| self.numbers.iter().map(move |&n| mixed([c, n])));
        set(sampled.chain(least).chain(pairs))
    }
}

/// Which of several copies leads: the first published; of one day the longest, since others are cut from it; the least
/// first.
pub fn rank(imprint: &Imprint, anchor: u64) -> (Date, Reverse<usize>, u64) {
    (imprint.published.unwrap_or(Date::MAX), Reverse(imprint.shingles.len()), anchor)
}

/// How sure two reports are copies of one text, or translations of one report: the share of the shorter one that the other
/// has, 0 to 1, the same both ways; `None` where they are not.
pub fn likeness(a: &Imprint, b: &Imprint) -> Option<f64> {
    let apart = match (a.published, b.published) {
        (Some(x), Some(y)) => Days { first: x, last: x }.gap(Days { first: y, last: y }),
        _ => 0,
    };
    let copied = || copied(a, b).filter(|_| apart <= COPY_DAYS);
    let translated = || translated(a, b).filter(|_| apart <= TRANSLATION_DAYS);
    copied().or_else(translated)
}

fn copied(a: &Imprint, b: &Imprint) -> Option<f64> {
    let shorter = a.shingles.len().min(b.shingles.len());
    let share = shared(&a.shingles, &b.shingles) as f64 / shorter.max(1) as f64;
    (share >= COPIED && (shorter >= TELLING || a.shingles == b.shingles)).then_some(share)
}

fn translated(a: &Imprint, b: &Imprint) -> Option<f64> {
    if a.language == b.language || shared(&a.credits, &b.credits) == 0 {
        return None;
    }
    let numbers = shared(&a.numbers, &b.numbers);
    let facts = numbers + shared(&a.names, &b.names);
    let fewer = (a.numbers.len() + a.names.len()).min(b.numbers.len() + b.names.len());
    let share = facts as f64 / fewer.max(1) as f64;
    (numbers >= SHARED_NUMBERS && facts >= SHARED_FACTS && share >= TRANSLATED).then_some(share.min(1.0))
}

/// The shingles of a text. Words are runs of letters and digits, in lower case: how a copy sets quotes and dashes is no
/// matter.
fn shingles(text: &str, length: usize) -> Vec<u64> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(|word| Key::of(word).0);
    let mut window = VecDeque::with_capacity(length);
    let mut hashes = Vec::new();
    for word in words {
        window.push_back(word);
        if window.len() == length {
            hashes.push(mixed(window.iter().copied()));
            window.pop_front();
        }
    }
    set(hashes)
}

/// How many values two sets share; both in order.
fn shared(a: &[u64], b: &[u64]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                count += 1;
                i += 1;
                j += 1;
            }
        }
    }
    count
}

fn set(hashes: impl IntoIterator<Item = u64>) -> Vec<u64> {
    let mut hashes: Vec<u64> = hashes.into_iter().collect();
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

fn number(day: Date) -> u64 {
    (day.year() as u64) << 16 | (day.month() as u64) << 8 | day.day() as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    const WIRE: &str = "At least nine people were killed when shells hit the market of Belis on Tuesday morning, a nurse at \
        the hospital said. The army blamed the front, which has held the hills above the town since March. \"We carried them \
        out on doors,\" the nurse said. The governor called for three days of mourning and asked drivers to keep the road to \
        the hospital free.";
    const SHORTENED: &str = "Market shelled\n\nAt least nine people were killed when shells hit the market of Belis on Tuesday \
        morning, a nurse at the hospital said. The army blamed the front, which has held the hills above the town since March.";
    const QUOTING: &str = "Families buried their dead in Belis on Wednesday while the guns were silent for the first time in a \
        week. \"We carried them out on doors,\" the nurse said. Traders swept glass from the stalls and the mosque opened its \
        cellar to those whose houses had burnt. The Red Crescent brought water and blankets from the coast.";

    fn imprint(text: &str, day: i8) -> Imprint {
        Imprint {
            language: "en".to_string(),
            published: Some(date(2031, 6, day)),
            credits: Vec::new(),
            shingles: shingles(text, SHINGLE),
            runs: shingles(text, RUN),
            numbers: Vec::new(),
            names: Vec::new(),
        }
    }

    fn check(a: &Imprint, b: &Imprint, expected: bool) {
        assert_eq!(likeness(a, b).is_some(), expected, "{:?}", likeness(a, b));
        assert_eq!(likeness(a, b), likeness(b, a));
        let keys = b.lookup();
        assert!(!expected || a.lookup().iter().any(|key| keys.contains(key)), "a copy is found by the index");
    }

    #[test]
    fn copies() {
        let wire = imprint(WIRE, 4);
        check(&wire, &imprint(WIRE, 4), true);
        check(&wire, &imprint(&WIRE.replace('"', "“").to_uppercase(), 5), true);
        check(&wire, &imprint(SHORTENED, 5), true);
        check(&wire, &imprint(&format!("{WIRE} {QUOTING}"), 5), true);
    }

    #[test]
    fn near_misses() {
        let wire = imprint(WIRE, 4);
        check(&wire, &imprint(QUOTING, 5), false);
        // Printed again on the anniversary.
        check(&wire, &imprint(WIRE, 30), false);
        check(&imprint("Shells hit the market of Belis", 4), &imprint("Shells hit the market of Corda", 4), false);
        check(&imprint("", 4), &imprint(WIRE, 4), false);
    }

    /// A report that gives facts by number.
    fn facts(language: &str, credit: u64, numbers: std::ops::Range<u64>, names: std::ops::Range<u64>) -> Imprint {
        Imprint {
            language: language.to_string(),
            credits: vec![credit],
            numbers: numbers.collect(),
            names: names.collect(),
            ..imprint("", 4)
        }
    }

    #[test]
    fn translations() {
        check(&facts("en", 1, 0..3, 0..6), &facts("fr", 1, 0..3, 0..5), true);
        check(&facts("en", 1, 0..3, 0..6), &facts("fr", 1, 1..3, 1..9), true);
        // Another agency, another day's numbers, one language.
        check(&facts("en", 1, 0..3, 0..6), &facts("fr", 2, 0..3, 0..6), false);
        check(&facts("en", 1, 0..3, 0..6), &facts("fr", 1, 2..5, 0..6), false);
        check(&facts("en", 1, 0..3, 0..6), &facts("en", 1, 0..3, 0..6), false);
    }

    proptest! {
        #[test]
        fn any_text_is_a_copy_of_itself_or_too_short(text in "(\\w{1,3} ?){0,60}") {
            let imprint = imprint(&text, 4);
            let expected = (!imprint.shingles.is_empty()).then_some(1.0);
            prop_assert_eq!(likeness(&imprint, &imprint), expected);
        }
    }
}
