//! What can be counted: a noun with its number ("12 civilians", "dozens of people"), a number alone ("12 were killed"),
//! a person without one ("a teacher", "Karim Haddad").

use super::Scene;
use super::lexicon::{self, Entry};
use crate::number::{Number, NumberKind};
use crate::reading::{Actor, ActorKind, Exactness, Ref};
use std::ops::Range;
use text::lexicon::KeyMap;
use text::{Document, NameKind, Part, Rel, Sub, Upos};

/// A word that something is said of, with what it counts.
#[derive(Clone, Debug)]
pub(super) struct Counted {
    /// The noun, or the number itself where no noun follows.
    pub(super) head: usize,
    /// The number, by its position in the list; `None` for persons told one by one.
    pub(super) number: Option<usize>,
    /// How many persons are told one by one.
    pub(super) singles: usize,
    /// Whether it is a name.
    pub(super) named: bool,
    /// The words of the phrase.
    pub(super) words: Range<usize>,
}

/// The noun that each number counts, by its words.
#[derive(Default)]
pub(super) struct Links {
    /// For each number, the noun that it counts.
    pub(super) noun: Vec<Option<usize>>,
    /// For each word, one more than the number that counts it or holds it; 0 for none.
    at: Vec<u32>,
}

impl Links {
    pub(super) fn number(&self, word: usize) -> Option<usize> {
        self.at.get(word).and_then(|&n| (n as usize).checked_sub(1))
    }
}

/// The words of all names of persons.
pub(super) fn surnames(doc: &Document) -> KeyMap<()> {
    /// Shorter words are particles and initials.
    const SHORT: usize = 4;
    let persons = doc.names.iter().filter(|n| n.kind == NameKind::Person);
    persons
        .flat_map(|n| n.words.clone())
        .filter(|&w| doc.form(w).len() >= SHORT)
        .map(|w| (doc.words[w].lower, ()))
        .collect()
}

/// Ties numbers to their nouns.
pub(super) fn links(scene: &Scene) -> Links {
    let mut out = Links { noun: vec![None; scene.numbers.len()], at: vec![0; scene.doc.words.len()] };
    for (n, number) in scene.numbers.iter().enumerate() {
        // A percent sign is a word of its own in French trees.
        let own = if number.kind == NumberKind::Share { &number.words } else { &number.core };
        for w in own.clone() {
            out.at[w] = n as u32 + 1;
        }
    }
    for (n, number) in scene.numbers.iter().enumerate() {
        if !matches!(number.kind, NumberKind::Count | NumberKind::Share | NumberKind::Measure) {
            continue;
        }
        let noun = noun_of(scene, number);
        out.noun[n] = noun;
        if let Some(noun) = noun.filter(|&w| out.at[w] == 0) {
            out.at[noun] = n as u32 + 1;
        }
    }
    out
}

/// The noun that a number counts: by the tree, else by what follows.
fn noun_of(scene: &Scene, number: &Number) -> Option<usize> {
    let doc = scene.doc;
    // A French percent sign is the noun that the number counts, and the share's own.
    let own = if number.kind == NumberKind::Share { &number.words } else { &number.core };
    let head = doc.head_of(own.clone());
    let noun = |w: usize| matches!(doc.words[w].upos, Upos::Noun | Upos::Propn);
    if matches!(doc.words[head].rel, Rel::Nummod | Rel::Det | Rel::Amod | Rel::Advmod)
        && let Some(h) = doc.head(head)
        && !number.words.contains(&h)
        && (noun(h) && h > head)
        && one_phrase(scene, number.words.end, h)
    {
        return Some(compounded(scene, h));
    }
    // "dozens of people", "une quinzaine de civils", "two of the soldiers".
    let end = number.words.end;
    let complement = doc.children(head).find(|&c| {
        matches!(doc.words[c].rel, Rel::Nmod | Rel::Obl)
            && c >= end
            && noun(c)
            && doc.children(c).any(|k| doc.words[k].rel == Rel::Case && scene.entry(k).is(lexicon::OF))
    });
    if let Some(c) = complement {
        return Some(c);
    }
    following_noun(scene, end, doc.sentences[doc.words[head].sentence as usize].words().end)
}

/// The noun that a noun only describes: "10 union | leaders".
fn compounded(scene: &Scene, noun: usize) -> usize {
    /// More nouns than stand in such a row.
    const MOST: usize = 3;
    let doc = scene.doc;
    let mut at = noun;
    for _ in 0..MOST {
        match doc.head(at) {
            Some(h) if doc.words[at].rel == Rel::Compound && h > at && one_phrase(scene, at, h) => at = h,
            _ => break,
        }
    }
    at
}

/// Whether nothing that ends a phrase stands between a number and its noun: a parser ties "30 wounded, including two
/// children" into one.
fn one_phrase(scene: &Scene, from: usize, noun: usize) -> bool {
    (from..noun).all(|w| {
        let upos = scene.doc.words[w].upos;
        !matches!(upos, Upos::Adp | Upos::Aux | Upos::Cconj | Upos::Sconj | Upos::Pron)
            && (upos != Upos::Punct || scene.doc.words[w].span.len() == 1 && scene.doc.form(w) != ",")
            && scene.numbers.get(scene.next_number(w)).is_none_or(|n| !n.words.contains(&w))
    })
}

/// The noun of the phrase that starts at `from`: past "of the", adjectives and other modifiers.
pub(super) fn following_noun(scene: &Scene, from: usize, end: usize) -> Option<usize> {
    /// More words than a noun has before it.
    const FAR: usize = 6;
    let doc = scene.doc;
    let mut w = from;
    let mut of = false;
    while w < end && w < from + FAR {
        let word = &doc.words[w];
        // "his 2-year-old son".
        if scene.numbers.get(scene.next_number(w)).is_some_and(|n| n.words.contains(&w) && n.kind == NumberKind::Age) {
            return (w..end.min(w + FAR)).find(|&w| scene.entry(w).is(lexicon::PERSON));
        }
        match word.upos {
            // "the army-run clinic": a part of a compound is no noun of its own.
            Upos::Noun | Upos::Propn if hyphenated(scene, w) => return None,
            Upos::Noun | Upos::Propn => {
                // English compounds: the last of the row, unless the tree says that the row is two phrases.
                let mut last = w;
                while last + 1 < end
                    && doc.words[last].rel == Rel::Compound
                    && doc.words[last + 1].upos == Upos::Noun
                    && last < w + 3
                {
                    last += 1;
                }
                return Some(last);
            }
            // "trois religieuses": an adjective that stands for a person, where no noun follows.
            Upos::Adj
                if scene.entry(w).is(lexicon::PERSON)
                    && !doc
                        .words
                        .get(w + 1)
                        .is_some_and(|n| w + 1 < end && matches!(n.upos, Upos::Noun | Upos::Propn)) =>
            {
                return Some(w);
            }
            Upos::Adj | Upos::Det => {}
            // "12 kidnapped pupils".
            Upos::Verb if describes_next(scene, w, end) => {}
            Upos::Adp if w == from && scene.entry(w).is(lexicon::OF) => of = true,
            // 'four "terrorists"'.
            Upos::Punct if w == from && scene.entry(w).is(lexicon::QUOTE) => {}
            // "sept des nôtres".
            Upos::Pron if of && scene.entry(w).is(lexicon::PERSON) => return Some(w),
            Upos::Pron if of => return None,
            // "33 of the 47 drones": no people; "eight of the 12 people" are two figures.
            Upos::Num if of => {
                let noun = (w + 1..end.min(w + FAR)).find(|&n| doc.words[n].upos == Upos::Noun);
                return noun.filter(|&n| one_phrase(scene, w + 1, n) && !scene.entry(n).is(lexicon::PERSON));
            }
            _ if scene.entry(w).is(lexicon::MORE) => {}
            // A noun that the tagger takes for something else.
            _ if scene.entry(w).is(lexicon::PERSON) => return Some(w),
            _ => return None,
        }
        w += 1;
    }
    None
}

/// Whether a hyphen ties a word to the next.
fn hyphenated(scene: &Scene, word: usize) -> bool {
    let words = &scene.doc.words;
    let hyphen = |n: &text::Word| n.span.start == words[word].span.end && n.upos == Upos::Punct;
    words.get(word + 1).is_some_and(hyphen) && scene.doc.form(word + 1) == "-"
}

/// Whether a participle stands before the noun that it describes.
fn describes_next(scene: &Scene, participle: usize, end: usize) -> bool {
    let word = &scene.doc.words[participle];
    let next = (participle + 1 < end).then(|| &scene.doc.words[participle + 1]);
    word.rel == Rel::Amod
        && word.feats.verb_form.is_some()
        && next.is_some_and(|n| matches!(n.upos, Upos::Noun | Upos::Adj))
}

impl Scene<'_, '_> {
    /// What the lexicon says of a word, by its form, else by its lemma.
    pub(super) fn entry(&self, word: usize) -> Entry {
        let lex = self.lex(word);
        let w = &self.doc.words[word];
        let entry = lex.get(w.lower);
        if entry.is(u64::MAX) || w.lemma == w.lower { entry } else { lex.get(w.lemma) }
    }

    /// The members of a phrase: the word and what is joined to it by "and" or a comma.
    pub(super) fn members(&self, heads: &[usize]) -> Vec<usize> {
        /// More members than any list of victims names.
        const MOST: usize = 40;
        let doc = self.doc;
        let mut out = heads.to_vec();
        let mut i = 0;
        while i < out.len() && out.len() < MOST {
            for c in doc.children(out[i]) {
                let nominal =
                    matches!(doc.words[c].upos, Upos::Noun | Upos::Propn | Upos::Num | Upos::Pron | Upos::Adj);
                // « une infirmière, | ses deux fils et un gardien »
                let kin = || {
                    let (low, high) = (doc.subtree(c).start, doc.subtree(c).end);
                    let closed = doc.words.get(high).is_some_and(|w| w.upos == Upos::Cconj);
                    closed && (low..c).any(|w| self.entry(w).is(lexicon::KIN))
                };
                if nominal && (doc.words[c].rel == Rel::Conj || doc.words[c].rel == Rel::Appos && kin()) {
                    out.push(c);
                }
            }
            i += 1;
        }
        out.sort_unstable();
        out.dedup();
        self.go_on(&mut out);
        out
    }

    /// What words and their conjuncts count. Persons described one by one ("a teacher and her son") are one entry.
    pub(super) fn tally(&self, heads: &[usize]) -> Vec<Counted> {
        let mut out: Vec<Counted> = Vec::new();
        for m in self.members(heads) {
            let Some(one) = self.count(m) else { continue };
            match out.last_mut() {
                Some(last) if self.is_office_of(last, &one) => continue,
                Some(last) if self.is_office_before(last, &one) => {
                    *last = one;
                    continue;
                }
                _ => {}
            }
            if let Some(last) = out.last_mut()
                && one.number.is_none()
                && !one.named
                && last.number.is_none()
                && !last.named
            {
                last.singles += one.singles;
                last.words.end = last.words.end.max(one.words.end);
                continue;
            }
            // "a fisherman and his two brothers" are three.
            let kin = one.words.start.saturating_sub(1)..one.head;
            if let (Some(last), Some(n)) = (out.last_mut(), one.number)
                && last.number.is_none()
                && !last.named
                && last.singles > 0
                && self.numbers[n].exactness == Exactness::Stated
                && kin.into_iter().any(|w| self.entry(w).is(lexicon::KIN) && self.same_sentence(w, one.head))
            {
                last.singles += self.numbers[n].best.unwrap_or(0.0) as usize;
                last.words.end = last.words.end.max(one.words.end);
                continue;
            }
            if one.number.is_some() && out.iter().any(|c| c.number == one.number) {
                continue;
            }
            out.push(one);
        }
        out
    }

    /// "Ana Sol, leader of the union and former mayor": offices of the person named before.
    fn is_office_of(&self, named: &Counted, office: &Counted) -> bool {
        let told_once = named.number.is_none() && office.number.is_none() && named.named && !office.named;
        told_once && self.is_bare(office) && self.is_comma(named.words.end)
    }

    /// "her driver, Luis Paz", "minister and party leader Luis Paz": the office of the person named behind.
    fn is_office_before(&self, office: &Counted, named: &Counted) -> bool {
        let told_once = named.number.is_none() && office.number.is_none() && named.named && !office.named;
        let end = office.words.end;
        let joined = self.is_comma(end)
            || self.is_bare(office) && self.doc.words.get(end).is_some_and(|w| w.upos == Upos::Cconj);
        told_once && office.singles == 1 && joined && named.words.start == end + 1
    }

    /// Whether no determiner, number or owner opens a phrase.
    fn is_bare(&self, counted: &Counted) -> bool {
        let opens = |w: usize| matches!(self.doc.words[w].upos, Upos::Det | Upos::Num | Upos::Pron | Upos::Part);
        !counted.words.clone().take_while(|&w| w < counted.head).any(opens)
    }

    fn is_comma(&self, word: usize) -> bool {
        word < self.doc.words.len() && self.doc.form(word) == ","
    }

    /// What one word counts.
    pub(super) fn count(&self, word: usize) -> Option<Counted> {
        let doc = self.doc;
        if let Some(n) = self.links.number(word) {
            return self.numbered(n, word);
        }
        // "a group of 12 soldiers", "the bodies of 12 men".
        let inner = doc.children(word).find(|&c| {
            matches!(doc.words[c].rel, Rel::Nmod) && c > word && self.links.number(c).is_some() && self.after_of(c)
        });
        if let Some(c) = inner
            && let Some(found) = self.numbered(self.links.number(c)?, c)
            && !self.entry(word).is(lexicon::PERSON)
        {
            return Some(found);
        }
        self.single(word)
    }

    /// Whether a noun's phrase opens with "of".
    fn after_of(&self, word: usize) -> bool {
        self.doc.children(word).any(|k| self.doc.words[k].rel == Rel::Case && self.entry(k).is(lexicon::OF))
    }

    pub(super) fn numbered(&self, n: usize, word: usize) -> Option<Counted> {
        let number = &self.numbers[n];
        // "un soldat", "one soldier": a person told without a number says the same.
        if number.best == Some(1.0)
            && number.exactness == Exactness::Stated
            && let Some(noun) = self.links.noun[n].filter(|&w| !self.entry(w).is(lexicon::MANY))
        {
            let single = self.single(noun);
            if single.is_some() {
                return single;
            }
        }
        if !matches!(number.kind, NumberKind::Count | NumberKind::Share | NumberKind::Measure) {
            return None;
        }
        let head = self.links.noun[n].unwrap_or(word);
        let words = self.phrase(head, number.words.start);
        Some(Counted { head, number: Some(n), singles: 0, named: false, words })
    }

    /// A person told without a number.
    fn single(&self, word: usize) -> Option<Counted> {
        let doc = self.doc;
        let w = &doc.words[word];
        let entry = self.entry(word);
        let words = self.phrase(word, word);
        let surname = matches!(w.upos, Upos::Propn | Upos::Noun)
            && self.surnames.contains_key(&w.lower)
            && !entry.is(lexicon::PERSON | lexicon::TITLE | lexicon::LAND | lexicon::ITEM)
            && self.mentions.place(word).is_none()
            && self.mentions.time(word).is_none();
        let name = surname || self.person_in(&words);
        let (named, person) = match w.upos {
            _ if name => (true, true),
            Upos::Pron => (false, entry.is(lexicon::PRONOUN)),
            Upos::Propn if !entry.is(lexicon::PERSON) => (true, self.unknown_name(word)),
            Upos::Noun | Upos::Adj | Upos::Propn => (false, entry.is(lexicon::PERSON)),
            _ => return None,
        };
        if !person || entry.is(lexicon::ANIMAL | lexicon::ITEM) && !entry.is(lexicon::PERSON) {
            return None;
        }
        // "son fils": a noun that looks like a plural, with a determiner that is none.
        let one = doc
            .children(word)
            .any(|c| doc.words[c].rel == Rel::Det && doc.words[c].feats.number == Some(text::Number::Sing));
        let plural = w.feats.number == Some(text::Number::Plur) || self.lex(word).get(w.lower).is(lexicon::MANY);
        if entry.is(lexicon::MASS) || plural && !one && (!name || w.upos == Upos::Noun) {
            return None;
        }
        // "the third journalist killed" tells of two more, not of one.
        let ordinal = self.numbers.get(self.next_number(words.start));
        if ordinal.is_some_and(|n| n.kind == NumberKind::Ordinal && n.words.start < word) {
            return None;
        }
        Some(Counted { head: word, number: None, singles: 1, named, words })
    }

    /// Whether a person's name stands in a phrase.
    pub(super) fn person_in(&self, words: &Range<usize>) -> bool {
        let i = self.doc.names.partition_point(|n| n.words.end <= words.start);
        let found = |n: &text::Name| n.kind == NameKind::Person && n.words.start < words.end;
        self.doc.names[i..].iter().take(3).any(found)
            || words.clone().any(|w| match self.mentions.actor(w) {
                // "mayor of Gao" is an office, though a name stands in it.
                Some((Ref::Actor(a), mention)) => {
                    let named = |a: &Actor| a.kind == ActorKind::Person && a.is_named_at(mention);
                    self.doc.words[w].upos == Upos::Propn && self.actors.get(a as usize).is_some_and(named)
                }
                _ => false,
            })
    }

    /// Whether a proper noun that no one knows may be a person's: two words, and no place, body or thing.
    fn unknown_name(&self, word: usize) -> bool {
        let doc = self.doc;
        let entry = self.entry(word);
        let body = match self.mentions.actor(word) {
            Some((Ref::Actor(a), _)) => {
                self.actors.get(a as usize).is_some_and(|a| !matches!(a.kind, ActorKind::Person | ActorKind::Unknown))
            }
            _ => false,
        };
        // "Orlando Haddad": a place that is only the first word of the name is none.
        let phrase = doc.span_of(self.phrase(word, word));
        let place = self.mentions.place(word).is_some_and(|(_, span)| span.contains(phrase));
        let other = place || matches!(self.name_at(word), Some(NameKind::Organisation));
        let several = doc.children(word).any(|c| matches!(doc.words[c].rel, Rel::Flat | Rel::Appos));
        let thing =
            lexicon::ITEM | lexicon::LAND | lexicon::HOUSEHOLD | lexicon::ANIMAL | lexicon::HOME | lexicon::LONG;
        several && !body && !other && !entry.is(thing)
    }

    /// Whether a person's name starts at a word.
    pub(super) fn starts_person(&self, word: usize) -> bool {
        let i = self.doc.names.partition_point(|n| n.words.end <= word);
        self.doc.names.get(i).is_some_and(|n| n.words.start == word && n.kind == NameKind::Person)
    }

    fn name_at(&self, word: usize) -> Option<NameKind> {
        let i = self.doc.names.partition_point(|n| n.words.end <= word);
        self.doc.names.get(i).filter(|n| n.words.contains(&word)).map(|n| n.kind)
    }

    /// The words of a noun's phrase from `first` on: what depends on it before, and its complement with "of" behind.
    pub(super) fn phrase(&self, head: usize, first: usize) -> Range<usize> {
        /// Longer phrases are most often a parser's error.
        const FAR: usize = 25;
        let doc = self.doc;
        let (mut start, mut end) = (first.min(head), head + 1);
        for c in doc.children(head) {
            let word = &doc.words[c];
            let sub = || {
                let r = doc.subtree(c);
                r.start.max(head.saturating_sub(FAR))..r.end.min(head + FAR)
            };
            match word.rel {
                Rel::Det | Rel::Amod | Rel::Nummod | Rel::Compound | Rel::Flat if c < head => {
                    start = start.min(sub().start)
                }
                Rel::Nmod if c < head && matches!(word.sub, Sub::Poss | Sub::Desc) => start = start.min(sub().start),
                Rel::Flat | Rel::Compound => end = end.max(sub().end),
                // "the analyst Karim Haddad": a name right behind.
                Rel::Appos if c == head + 1 && word.upos == Upos::Propn => {
                    let last = doc.subtree(c).take_while(|&w| doc.words[w].upos == Upos::Propn).last();
                    end = end.max(last.unwrap_or(c) + 1);
                }
                Rel::Amod if c == end => end = end.max(sub().end),
                Rel::Nmod if c > head && self.after_of(c) && !self.entry(c).is(lexicon::WHO) => {
                    end = end.max(sub().end)
                }
                _ => {}
            }
        }
        // "du maire": the contraction's first word belongs to what is before.
        if start < head && doc.words[start].part == Part::Later {
            start += 1;
        }
        // A bracket or a comma ends the phrase, whatever the tree says; a dateline is no part of it.
        let closes = |w: &usize| doc.words[*w].upos == Upos::Punct && !matches!(doc.form(*w), "-" | "." | "'" | "’");
        start = (start..head).rfind(closes).map_or(start, |w| w + 1);
        start += (start < head && doc.words[start].upos == Upos::Cconj) as usize;
        end = (head + 1..end).find(closes).unwrap_or(end);
        // "Awa Sow | and Luis Paz": two names are two persons, whatever the tree says.
        let person = |n: &text::Name| n.kind == NameKind::Person;
        let i = doc.names.partition_point(|n| n.words.end <= start);
        let joined = |pair: &[text::Name]| {
            let and = pair[0].words.end;
            let both = person(&pair[0]) && person(&pair[1]) && pair[1].words.start == and + 1;
            both && and > head && and < end && doc.words[and].upos == Upos::Cconj
        };
        end = doc.names[i..].windows(2).take(2).find(|pair| joined(pair)).map_or(end, |pair| pair[0].words.end);
        start..self.whole_name(head, end)
    }

    /// The end of a phrase with the name that the tree has cut from it: "the Haddad | ministry | spokesman Karim Saleh".
    fn whole_name(&self, head: usize, end: usize) -> usize {
        /// Titles of more words are rare.
        const FAR: usize = 6;
        let doc = self.doc;
        let last = self.sentence(head).end;
        // "his brother-in-law Karim Saleh"
        let glued = |&w: &usize| doc.words[w].span.start == doc.words[w - 1].span.end && doc.form(w) != ",";
        let hyphen = end < last && doc.form(end) == "-";
        let end = (end..last.min(end + FAR)).take_while(|w| hyphen && glued(w)).last().map_or(end, |w| w + 1);
        let run = (end..last.min(end + FAR)).take_while(|&w| matches!(doc.words[w].upos, Upos::Propn | Upos::Noun));
        let until = run.last().map_or(end, |w| w + 1);
        let i = doc.names.partition_point(|n| n.words.end <= end);
        let name = doc.names[i..].iter().take_while(|n| n.words.start < until.max(end)).last();
        match name {
            Some(n) if n.kind == NameKind::Person && n.words.end <= last => n.words.end.max(end),
            _ => end,
        }
    }
}
