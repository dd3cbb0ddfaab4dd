//! Where a document holds phrases of the dictionary, and which country it is about.

use super::atoms::Atoms;
use super::dictionary::{Case, Class, Parties, Sense, What, Word};
use crate::reading::{Place, PlaceKind};
use std::ops::Range;
use text::{Document, Lang, Span, Upos};

/// How much more than another mention the place of a dateline tells what a report is about.
const DATELINE: f32 = 1.5;

/// A phrase of the dictionary in the text. None overlaps another.
#[derive(Clone, Debug)]
pub(super) struct Hit {
    pub(super) words: Range<usize>,
    /// Its senses: a range of [`Scan::senses`].
    senses: Range<usize>,
}

/// All hits of a document.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(super) hits: Vec<Hit>,
    senses: Vec<What>,
    /// The hit at each word, plus one; 0 for none.
    at: Vec<u32>,
    /// The country of the place at each word: an index into the dictionary's countries plus one.
    place: Vec<u16>,
    /// Whether each word is of a place, located or not.
    in_place: Vec<bool>,
    /// The country that the report is about, and how much of the evidence speaks for it.
    pub(super) main: Option<u16>,
    pub(super) share: f32,
    /// How often each country is spoken of, and all of them together.
    weights: Vec<f32>,
    pub(super) total: f32,
    /// Sentences whose letters are nearly all capitals.
    capitals: Vec<bool>,
}

impl Scan {
    pub(super) fn new(doc: &Document, atoms: &Atoms, all: &Parties, places: &[Place]) -> Scan {
        let mut scan = Scan {
            at: vec![0; doc.words.len()],
            place: vec![0; doc.words.len()],
            in_place: vec![false; doc.words.len()],
            capitals: capitals(doc),
            ..Scan::default()
        };
        let mut done = 0;
        for (s, sentence) in doc.sentences.iter().enumerate() {
            let words = sentence.words();
            let mut w = words.start.max(done);
            // A sentence may be cut in the middle of a name ("Goma (RD | Congo)"): names may run on in the paragraph.
            let next = doc.sentences.get(s + 1).filter(|n| n.paragraph == sentence.paragraph);
            let limit = next.map_or(words.end, |n| n.words().end.min(words.end + 6));
            while w < words.end {
                w = scan.add(doc, atoms, all, w, (words.end, limit), sentence.lang, scan.capitals[s]);
            }
            done = w;
        }
        for place in places {
            for w in place.mentions.iter().flat_map(|&m| doc.words_in(m)) {
                scan.in_place[w] = true;
            }
            if let Some(country) = place.country.as_deref().and_then(|c| all.country(c)) {
                for w in place.mentions.iter().flat_map(|&m| doc.words_in(m)) {
                    scan.place[w] = country + 1;
                }
            }
        }
        scan.weigh(doc, all, places);
        scan
    }

    /// Adds the longest phrase at a word; returns where to go on. Words for actors end with the sentence, names at `limit`.
    #[allow(clippy::too_many_arguments)]
    fn add(
        &mut self,
        doc: &Document,
        atoms: &Atoms,
        all: &Parties,
        at: usize,
        (end, limit): (usize, usize),
        lang: Lang,
        capitals: bool,
    ) -> usize {
        let from = self.senses.len();
        let mut best = 0;
        let senses = &mut self.senses;
        let mut each = |stop: usize, sense: Sense| {
            if stop >= best && written(doc, at..stop, sense.case, capitals) {
                if stop > best {
                    senses.truncate(from);
                    best = stop;
                }
                senses.push(sense.what);
            }
        };
        all.names.at(atoms, at, limit, &mut each);
        all.terms[lang].at(atoms, at, end, &mut each);
        if best == 0 {
            return at + 1;
        }
        if let Some(start) = longer_within(doc, atoms, all, at..best, limit, capitals) {
            self.senses.truncate(from);
            return start;
        }
        self.hits.push(Hit { words: at..best, senses: from..self.senses.len() });
        self.at[at..best].fill(self.hits.len() as u32);
        best
    }

    /// Weighs the countries that the report speaks of.
    fn weigh(&mut self, doc: &Document, all: &Parties, places: &[Place]) {
        let mut weights = vec![0f32; all.countries.len()];
        for hit in &self.hits {
            let senses = self.senses(hit);
            // An acronym of several parties speaks for none of them.
            let single = senses.len() == 1;
            for sense in senses {
                match *sense {
                    What::Country(c) => weights[c as usize] += 1.0,
                    What::Adjective(c) => weights[c as usize] += 0.8,
                    What::Capital(c) => weights[c as usize] += 0.6,
                    // Acronyms are left out: they must not speak for themselves.
                    What::Party(p) if single => {
                        let party = &all.parties[p as usize];
                        let media = party.kind == crate::reading::ActorKind::Media;
                        let share = if media { 0.0 } else { 0.7 / party.countries.len().max(1) as f32 };
                        party.homes.iter().for_each(|&c| weights[c as usize] += share);
                    }
                    _ => {}
                }
            }
        }
        let dateline = dateline(doc);
        for place in places {
            let Some(c) = place.country.as_deref().and_then(|c| all.country(c)) else { continue };
            if place.kind != PlaceKind::Country {
                weights[c as usize] += 0.7 * place.mentions.len().min(4) as f32;
            }
            if place.mentions.iter().any(|&m| dateline.is_some_and(|d| d.contains(m))) {
                weights[c as usize] += DATELINE;
            }
        }
        self.total = weights.iter().sum();
        let best = weights.iter().copied().enumerate().reduce(|a, b| if b.1 > a.1 { b } else { a });
        if let Some((country, weight)) = best.filter(|b| b.1 > 0.0) {
            self.share = weight / self.total;
            let clear = self.share >= 0.3 && !all.countries[country].historical;
            self.main = clear.then_some(country as u16);
        }
        self.weights = weights;
    }

    /// The weight of a country in the report.
    pub(super) fn weight(&self, country: u16) -> f32 {
        self.weights.get(country as usize).copied().unwrap_or(0.0)
    }

    pub(super) fn senses(&self, hit: &Hit) -> &[What] {
        &self.senses[hit.senses.clone()]
    }

    /// The hit that holds a word.
    pub(super) fn hit(&self, word: usize) -> Option<&Hit> {
        match self.at.get(word) {
            Some(&n) if n > 0 => self.hits.get(n as usize - 1),
            _ => None,
        }
    }

    /// The senses at a word; none where no hit holds it.
    pub(super) fn at(&self, word: usize) -> &[What] {
        self.hit(word).map_or(&[], |h| self.senses(h))
    }

    /// Whether a word is of a place.
    pub(super) fn is_place(&self, word: usize) -> bool {
        self.in_place.get(word).copied().unwrap_or(false)
    }

    /// The country of the place at a word.
    pub(super) fn place(&self, word: usize) -> Option<u16> {
        self.place.get(word).and_then(|&c| c.checked_sub(1))
    }

    /// Whether a sentence is written in capitals, which then tell nothing.
    pub(super) fn capitals(&self, sentence: u32) -> bool {
        self.capitals.get(sentence as usize).copied().unwrap_or(false)
    }

    /// The line of `actor.tsv` of a class that a hit is of, and whether it is the plural.
    pub(super) fn word<'p>(&self, all: &'p Parties, hit: &Hit, class: Class) -> Option<(&'p Word, bool)> {
        word_of(all, self.senses(hit), class)
    }

    /// Whether the word is of that class.
    pub(super) fn is(&self, all: &Parties, word: usize, class: Class) -> bool {
        word_of(all, self.at(word), class).is_some()
    }
}

/// Where a longer name starts inside a phrase and runs beyond it: "organisation Islamic State | in the Sahel".
fn longer_within(
    doc: &Document,
    atoms: &Atoms,
    all: &Parties,
    words: Range<usize>,
    limit: usize,
    capitals: bool,
) -> Option<usize> {
    (words.start + 1..words.end).find(|&start| {
        let mut longer = false;
        all.names.at(atoms, start, limit, |stop, sense: Sense| {
            longer |= stop > words.end && stop - start > words.len() && written(doc, start..stop, sense.case, capitals);
        });
        longer
    })
}

pub(super) fn word_of<'p>(all: &'p Parties, senses: &[What], class: Class) -> Option<(&'p Word, bool)> {
    senses.iter().find_map(|sense| match *sense {
        What::Word(n, plural) => {
            let word = &all.words[n as usize];
            (word.class == class).then_some((word, plural))
        }
        _ => None,
    })
}

/// Whether the hit may be the singular and the plural of a class's word ("villageois").
pub(super) fn either_number(all: &Parties, senses: &[What], class: Class) -> bool {
    let has = |plural: bool| {
        senses.iter().any(|s| matches!(s, What::Word(n, p) if *p == plural && all.words[*n as usize].class == class))
    };
    has(true) && has(false)
}

/// Whether the words are written as the sense asks for.
fn written(doc: &Document, words: Range<usize>, case: Case, capitals: bool) -> bool {
    let text = || doc.slice_of(doc.span_of(words.clone()));
    match case {
        Case::Any => true,
        Case::Capital => {
            // A short name of one word in a text of capitals may be any word.
            words.clone().any(|w| doc.slice_of(doc.words[w].span).starts_with(char::is_uppercase))
                && (!capitals || words.len() > 1 || text().len() > 3)
        }
        Case::Acronym => {
            let letters = || text().chars().filter(|c| c.is_alphabetic());
            let n = letters().count();
            let high = letters().filter(|c| c.is_uppercase()).count();
            // "JeM", "HuJI" and "Unesco" have small letters; "Is" and "Who" at the start of a sentence are words.
            let digit = text().bytes().any(|b| b.is_ascii_digit());
            let acronym = high * 2 >= n && (high >= 2 || high == 1 && digit);
            let told = !capitals || text().contains('.') || n >= 4 || doc.words[words.start].upos == Upos::Propn;
            acronym && told
        }
    }
}

/// Which sentences are written in capitals; a dateline ("PORT-AU-PRINCE, May 14 (AP) -") only looks so.
fn capitals(doc: &Document) -> Vec<bool> {
    let line = dateline(doc);
    doc.sentences.iter().map(|s| line != Some(s.span) && in_capitals(doc.slice_of(s.span))).collect()
}

fn in_capitals(text: &str) -> bool {
    let high = text.bytes().filter(u8::is_ascii_uppercase).count();
    let low = text.bytes().filter(u8::is_ascii_lowercase).count();
    high > 12 && high > low * 3
}

/// The dateline: a sentence among the first that ends in a dash.
fn dateline(doc: &Document) -> Option<Span> {
    let ends = |words: Range<usize>| words.last().is_some_and(|w| matches!(doc.form(w), "-" | "–" | "—" | "--"));
    doc.sentences.iter().take(4).find(|s| ends(s.words())).map(|s| s.span)
}
