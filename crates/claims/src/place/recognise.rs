//! Which words of a report may be names of places, and how much their company speaks for it.
//!
//! A name is looked up at each capital, the longest match first; what stands around it is added up to a cue (see
//! [`cue`]). Whether it is a place in the end depends on where it would lie too: [`super::locate`] decides.

use super::atlas::FoldedHash;
use super::fold::{self, Folder};
use super::words::{Class, Words};
use super::{Id, World};
use crate::reading::PlaceKind;
use std::collections::HashSet;
use std::ops::Range;
use text::{Document, Key, Name, NameKind, Sentence, Span, Upos};

/// A name that may be a place.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// Its words.
    pub(super) words: Range<usize>,
    /// Its text.
    pub(super) span: Span,
    /// Hash of the folded name: mentions of one name share it.
    pub(super) name: Key,
    /// The name as it is written, accents and all; `None` where it has none.
    pub(super) accented: Option<Key>,
    /// The places of that name.
    pub(super) ids: Vec<Id>,
    /// What its company says for (above 0) or against it.
    pub(super) cue: f32,
    /// The kind that a word beside it gives it ("the village of X").
    pub(super) hint: Option<PlaceKind>,
    /// A candidate that stands as its container ("X, Texas").
    pub(super) holder: Option<usize>,
    /// The rule that found it, less the language.
    pub(super) rule: &'static str,
}

/// Longest name, in words.
const LONGEST: usize = 7;

/// How a sentence uses capitals.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Case {
    /// Names have capitals.
    Normal,
    /// A headline: most words have.
    Title,
    /// All letters are capitals.
    Capitals,
}

/// All candidates of a document, in order, none inside another.
pub(super) fn candidates(doc: &Document, world: &World) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    let mut persons: HashSet<Key> = HashSet::new();
    for name in doc.names.iter().filter(|n| n.kind == NameKind::Person && n.words.len() > 1) {
        persons.extend(doc.words.get(name.words.end - 1).map(|w| w.lower));
    }
    let lost = capitals_lost(doc, world);
    for sentence in &doc.sentences {
        let words = &world.words[sentence.lang];
        let reader = Reader { doc, world, words, sentence, case: case(doc, sentence), lost };
        let first = found.len();
        let mut at = sentence.first as usize;
        while at < sentence.end as usize {
            match reader.name_at(at, &mut persons) {
                Some(candidate) => {
                    at = candidate.words.end.max(at + 1);
                    found.push(candidate);
                }
                None => at += 1,
            }
        }
        reader.tie(&mut found, first);
    }
    for candidate in found.iter_mut().filter(|c| c.ids.is_empty()) {
        // "Northist-controlled areas": a party's, where no list knows a place of that name.
        if doc.text.as_bytes().get(candidate.span.end as usize) == Some(&b'-') {
            candidate.cue -= 3.0;
        }
    }
    let small = small_words(doc);
    for candidate in found.iter_mut().filter(|c| c.words.len() == 1 && c.rule == "name") {
        // "Grenade au marché": a word at the start of a line that the report elsewhere writes small.
        let word = &doc.words[candidate.words.start];
        let first = doc.sentences[word.sentence as usize].first as usize == candidate.words.start;
        if first && !lost && small.contains(&word.lower) {
            candidate.cue -= 3.0;
        }
    }
    for candidate in found.iter_mut().filter(|c| c.words.len() == 1 && c.cue < 2.0) {
        let country = candidate.ids.iter().any(|id| matches!(id, Id::Atlas(_)));
        if !country && persons.contains(&doc.words[candidate.words.start].lower) {
            candidate.cue -= 2.5;
        }
    }
    found
}

/// The words that the report writes with a small first letter.
fn small_words(doc: &Document) -> HashSet<Key> {
    let small = |w: &&text::Word| doc.slice_of(w.span).starts_with(char::is_lowercase);
    doc.words.iter().filter(small).map(|w| w.lower).collect()
}

/// Whether names have lost their capitals, as in rough translations: most sentences, or names of countries, are written small.
fn capitals_lost(doc: &Document, world: &World) -> bool {
    let begins = doc.sentences.iter().map(|s| doc.slice_of(s.span)).filter(|t| t.starts_with(char::is_alphabetic));
    let (small, all) = begins.fold((0, 0), |(s, n), t| (s + t.starts_with(char::is_lowercase) as usize, n + 1));
    small * 2 > all
        || doc.words.iter().any(|w| {
            let word = doc.slice_of(w.span);
            let small = word.len() >= 4 && word.bytes().all(|b| b.is_ascii_lowercase()) && w.upos == Upos::Propn;
            small
                && world
                    .atlas
                    .get(FoldedHash::of(word))
                    .iter()
                    .any(|n| !n.capitals && world.atlas.entries[n.entry as usize].kind == PlaceKind::Country)
        })
}

fn case(doc: &Document, sentence: &Sentence) -> Case {
    let (mut small, mut capital, mut all) = (0, 0, 0);
    for w in &doc.words[sentence.words()] {
        let text = doc.slice_of(w.span);
        if text.len() < 2 || !text.starts_with(char::is_alphabetic) {
            continue;
        }
        if !text.starts_with(char::is_uppercase) {
            small += 1;
        } else if text.chars().any(char::is_lowercase) {
            capital += 1;
        } else {
            all += 1;
        }
    }
    match (small, capital, all) {
        (0, 0, 2..) => Case::Capitals,
        (s, c, a) if c >= 4 && c + a >= 2 * s => Case::Title,
        (s, c, a) if a >= 6 && a >= 4 * (s + c) => Case::Capitals,
        _ => Case::Normal,
    }
}

/// One match of a walk through the names.
pub(super) struct Match {
    /// One past the last word.
    end: usize,
    /// One past the last byte.
    to: u32,
    name: Key,
    ids: Vec<Id>,
    /// A country, division, region or water: a name that speaks for itself.
    pub(super) atlas: bool,
}

pub(super) struct Reader<'a> {
    pub(super) doc: &'a Document<'a>,
    pub(super) world: &'a World,
    pub(super) words: &'a Words,
    pub(super) sentence: &'a Sentence,
    pub(super) case: Case,
    /// Names may be written small.
    pub(super) lost: bool,
}

impl Reader<'_> {
    /// The candidate that starts at a word.
    fn name_at(&self, at: usize, persons: &mut HashSet<Key>) -> Option<Candidate> {
        let word = &self.doc.words[at];
        if at > self.sentence.first as usize && self.doc.words[at - 1].span == word.span {
            return None;
        }
        let text = self.text(at);
        let mut found = self.after_article(at).then(|| self.longest(at)).flatten();
        if found.is_none() {
            if !starts_name(text) {
                return self.small(at).or_else(|| self.called_small(at));
            }
            found = self.longest(at);
        }
        // "La Syrie" at the start of a sentence is Syria; "La Paz" is not Paz.
        if self.class(at).is(Class::SKIP)
            && at + 1 < self.sentence.end as usize
            && let Some(inner) = self.longest(at + 1).filter(|m| m.atlas && starts_name(self.text(at + 1)))
            && found.as_ref().is_none_or(|m| !m.atlas && m.end <= inner.end)
        {
            return None;
        }
        let class = self.class(at);
        // "le lac Tchad" is not Chad: a kind word written small may be part of a known name.
        let mut start = at;
        if at > self.sentence.first as usize && self.words.before(self.doc.words[at - 1].lower).is_some() {
            let reach = found.as_ref().map_or(at + 1, |m| m.end);
            if let Some(whole) = self.longest(at - 1).filter(|m| m.atlas && m.end >= reach) {
                found = Some(whole);
                start = at - 1;
            }
        }
        let Some(m) = found.take() else {
            self.note_person(at, at + 1, persons);
            return self.unknown(at);
        };
        self.note_person(at, m.end, persons);
        let kind = m.ids.first().and_then(|id| self.world.kind(*id));
        let single = m.end == at + 1;
        // "the West", "the White House"
        let written = self.doc.slice_of(Span { start: word.span.start, end: m.to });
        let phrase = !single && self.words.class(Key::of(written)).is(Class::COMMON);
        // "the Malian army": a people's name, though some town has it too.
        let people = single && !m.atlas && self.world.atlas.adjectives.at(self.doc, at, at + 1).next().is_some();
        if phrase
            || people
            || self.opens_bracketed_name(at, m.end)
            || single
                && class.is(Class::POINT)
                && !self.doc.slice_of(self.doc.words[m.end.min(self.doc.words.len() - 1)].span).starts_with(',')
        {
            return None;
        }
        let (mut cue, hint, mut words) = self.cue(at..m.end, &m, class);
        words.start = start;
        let mut span = Span { start: self.doc.words[start].span.start, end: m.to };
        // A capitalised kind word belongs to the name: "Helmand Province", "Lake Lanier".
        if self.case != Case::Capitals {
            if let Some(after) = self.capital_kind_after(m.end) {
                words.end = after + 1;
                span.end = self.doc.words[after].span.end;
            }
            if let Some(before) = self.capital_kind_before(at, kind).filter(|_| start == at) {
                words.start = before;
                span.start = self.doc.words[before].span.start;
            }
        }
        // "Wadi Hmayyed" is not the hamlet of Wadi.
        let longer = |n: &Name| n.words.end > words.end && starts_name(self.text(n.words.end - 1));
        let known = m.atlas || m.ids.iter().any(|&id| self.world.is_known(id));
        if !known && self.tagged_place(start).is_some_and(longer) {
            return self.unknown(start);
        }
        if self.case == Case::Capitals {
            cue -= 0.4;
        }
        let (mut hint, mut name) = (hint, m.name);
        let town = m.ids.iter().any(|&id| self.world.kind(id) == Some(PlaceKind::Populated));
        if let Some(whole) = self.facility(words.clone()).filter(|_| town) {
            hint = Some(PlaceKind::Facility);
            span = self.doc.span_of(whole.clone());
            words = whole;
            name = Key::of(self.doc.slice_of(span));
            cue += 0.5;
        }
        let accented = accented(self.doc.slice_of(span));
        let ids = m.ids;
        (cue > -2.6).then_some(Candidate { words, span, name, accented, ids, cue, hint, holder: None, rule: "name" })
    }

    /// "el-Fasher": a short word written small, as articles are, a hyphen and a capital.
    fn after_article(&self, at: usize) -> bool {
        let span = |w: usize| self.doc.words[w].span;
        let glued = |w: usize| w < self.sentence.end as usize && span(w - 1).end == span(w).start;
        let short = span(at).len() <= 3 && self.text(at).chars().all(char::is_lowercase);
        short && glued(at + 1) && self.text(at + 1) == "-" && glued(at + 2) && self.capital(at + 2)
    }

    /// A name written small, as rough translations do: a country, or a town after words that ask for one.
    fn small(&self, at: usize) -> Option<Candidate> {
        let word = &self.doc.words[at];
        if word.span.len() < 4 || self.class(at).is(Class::LOWER) {
            return None;
        }
        let mut hash = FoldedHash::default();
        Folder::default().piece(self.text(at), |b| hash.feed(b));
        let named = self.world.atlas.get(hash.key()).iter();
        let is_country = |entry: u32| self.world.atlas.entries[entry as usize].kind == PlaceKind::Country;
        let country = named.filter(|n| !n.capitals).map(|n| n.entry).find(|&entry| is_country(entry));
        // "the province of aleppo", "residents of nablus"
        let hint = self.kind_before(at).filter(|_| country.is_none() && !self.common(at));
        // "the river side" is no town.
        let hint = hint.filter(|kind| !matches!(kind, PlaceKind::Water | PlaceKind::Region));
        let proper = self.lost
            && matches!(word.upos, Upos::Propn | Upos::Noun | Upos::X)
            && !self.common(at)
            && (self.before(at) >= 0.7 || self.name_over(at..at + 1) == Some(NameKind::Place));
        let called = (hint.is_some() || country.is_none() && proper).then(|| self.longest(at)).flatten();
        let (ids, end, name) = match (country, called) {
            (Some(country), _) => (vec![Id::Atlas(country)], at + 1, hash.key()),
            // A town, not a hamlet that shares its name with a common word.
            (None, Some(m)) if m.ids.iter().any(|&id| self.world.is_known(id)) && (proper || m.end == at + 1) => {
                (m.ids, m.end, m.name)
            }
            _ => return None,
        };
        if self.name_over(at..end).is_some_and(|kind| kind != NameKind::Place) {
            return None;
        }
        Some(Candidate {
            words: at..end,
            span: self.doc.span_of(at..end),
            name,
            ids,
            cue: 1.0,
            hint,
            holder: None,
            rule: "small",
            accented: None,
        })
    }

    /// A name that begins with a word written small: « stade Ngola Kiluanje », or all of it in a text that lost its capitals.
    fn called_small(&self, at: usize) -> Option<Candidate> {
        let name = self.tagged_place(at)?;
        let capital = (at + 1..name.words.end).find(|&w| starts_name(self.text(w)));
        // "north-west Nigeria" is Nigeria; « lac Tchad » is in the list as it stands.
        let listed = self.longest(at).is_some_and(|m| m.end >= name.words.end);
        if capital.is_none() && !self.lost || self.class(at).is(Class::POINT) || listed {
            return None;
        }
        let mut candidate = self.unknown(at)?;
        // "prison centrale d'Alep" lies in Aleppo or near it.
        let town = capital.filter(|_| self.class(at).is(Class::SITE)).and_then(|w| self.longest(w));
        if let Some(town) = town.filter(|m| m.end == name.words.end) {
            (candidate.ids, candidate.hint) = (town.ids, Some(PlaceKind::Facility));
        }
        Some(candidate)
    }

    /// The place that starts at a word as the tagger of names has it; a person's name behind "the hamlet of" is one too.
    fn tagged_place(&self, at: usize) -> Option<&Name> {
        let first = self.doc.names.partition_point(|n| n.words.start < at);
        let name =
            self.doc.names.get(first).filter(|n| n.words.start == at && n.words.end <= self.sentence.end as usize)?;
        let called = name.kind == NameKind::Person && name.confidence < 0.9 && self.kind_before(at).is_some();
        (name.kind == NameKind::Place || called).then_some(name)
    }

    /// A name that no list knows, called a place by its company or by the tagger of names.
    fn unknown(&self, at: usize) -> Option<Candidate> {
        let tagged = self.tagged_place(at);
        let before = self.kind_before(at);
        let mut end = at + 1;
        match tagged {
            Some(name) => end = name.words.end,
            None => {
                while end < self.sentence.end as usize
                    && end < at + 3
                    && self.joined(end)
                    && starts_name(self.text(end))
                {
                    end += 1;
                }
            }
        }
        let after = (self.case == Case::Normal).then(|| self.kind_after(end)).flatten();
        let capital_after = end > at + 1 && self.words.after(self.doc.words[end - 1].lower).is_some();
        let hint = before.or(after);
        let initial = at == self.sentence.first as usize;
        if self.case == Case::Capitals && before.is_none() && tagged.is_none() {
            return None;
        }
        if tagged.is_none() && (self.name_over(at..end).is_some() || self.class(at).is(Class::TITLE.or(Class::GIVEN))) {
            return None;
        }
        // "in Kobany": a name right after a preposition of place may be a known one in another spelling.
        let inside = tagged.is_none()
            && !initial
            && self.case == Case::Normal
            && self.before(at) >= if end > at + 1 || self.text(at).contains('-') { 0.7 } else { 1.5 }
            && text_len(self.text(at)) >= 5;
        let called = before.is_some() || (after.is_some() && !initial) || (capital_after && !initial);
        let other = self.class(at).is(Class::COMMON.or(Class::POINT).or(Class::BODY));
        let mut people = self.world.atlas.adjectives.at(self.doc, at, self.sentence.end as usize);
        if people.any(|(words, _)| tagged.is_none() || words.end >= end)
            || tagged.is_none() && ((!called && !inside) || other)
        {
            return None;
        }
        let (mut hash, mut folder) = (FoldedHash::default(), Folder::default());
        let span = self.doc.span_of(at..end);
        let text = self.doc.slice_of(span);
        if text_len(text) < 3 {
            return None;
        }
        folder.piece(text, |b| hash.feed(b));
        let confidence = tagged.map_or(0.0, |n| n.confidence);
        let cue = match called {
            true => 2.0 + confidence,
            false if tagged.is_none() => 0.6,
            false => 1.1 + confidence + self.before(at),
        };
        Some(Candidate {
            words: at..end,
            span,
            name: hash.key(),
            ids: Vec::new(),
            cue,
            hint,
            holder: None,
            rule: "called",
            accented: None,
        })
    }

    /// The longest name that starts at a word.
    fn longest(&self, at: usize) -> Option<Match> {
        let (mut folder, mut hash) = (Folder::default(), FoldedHash::default());
        let mut walk = self.world.gazetteer.as_ref().map(|g| g.walk());
        let mut best: Option<Match> = None;
        let last = (at + LONGEST).min(self.sentence.end as usize);
        for i in at..last {
            let span = self.doc.words[i].span;
            if i > at {
                let before = self.doc.words[i - 1].span;
                if before == span {
                    continue;
                }
                if span.start > before.end {
                    folder.part();
                }
            }
            let mut text = self.doc.slice_of(span);
            if let Some(long) = fold::long_form(&text.trim_end_matches('.').to_ascii_lowercase()) {
                text = long;
            }
            folder.piece(text, |b| {
                hash.feed(b);
                if let Some(walk) = &mut walk {
                    walk.feed(b);
                }
            });
            let key = hash.key();
            let alive = walk.as_ref().is_some_and(|w| w.alive());
            if !alive && !self.world.atlas.begins(key) {
                break;
            }
            if let Some(m) = self.ending(at, i, key, walk.and_then(|w| w.posting())) {
                best = Some(m);
            }
        }
        best
    }

    /// The places of the name from word `at` to word `last`, if it is one.
    fn ending(&self, at: usize, last: usize, name: Key, posting: Option<u64>) -> Option<Match> {
        let start = self.doc.words[at].span.start;
        let mut to = self.doc.words[last].span.end;
        let written = self.doc.text.get(start as usize..to as usize)?;
        // A name ends in a word with a capital, or is none ("Bar in").
        let tail = self.text(last);
        let small = last > at && !tail.contains(char::is_uppercase) && !self.lost;
        if small && !(last == at + 1 && self.is_namesake(at, name))
            || self.doc.text[to as usize..].starts_with(['$', '€', '£'])
        {
            return None;
        }
        let mut ids = Vec::new();
        for n in self.world.atlas.get(name) {
            match n.written {
                None if !n.capitals => ids.push(Id::Atlas(n.entry)),
                None if self.is_acronym(at, written) => ids.push(Id::Atlas(n.entry)),
                Some(form) if self.is_abbreviation(at, start, form) => {
                    ids.push(Id::Atlas(n.entry));
                    to = to.max(start + form.len() as u32);
                }
                _ => {}
            }
        }
        let common = self.words.class(Key::of(written)).is(Class::COMMON);
        let atlas = !common && ids.iter().any(|&id| self.world.is_large(id));
        let short = written.chars().filter(|c| c.is_alphabetic()).count() < 3;
        // A short word in capitals is an acronym, unless it opens a dateline.
        let shouted = self.case == Case::Normal
            && written.len() < 5
            && !written.chars().any(char::is_lowercase)
            && !self.is_dateline(at, last + 1);
        if let (Some(posting), Some(gazetteer), false) = (posting, &self.world.gazetteer, short || shouted) {
            ids.extend(gazetteer.ids(posting).take(40).map(|(row, other)| Id::Town { row, other }));
        }
        let end = self.doc.words[at..].iter().take_while(|w| w.span.start < to).count() + at;
        (!ids.is_empty()).then_some(Match { end, to, name, ids, atlas })
    }

    /// "Niger state": a division that has the name of a country.
    fn is_namesake(&self, at: usize, whole: Key) -> bool {
        let atlas = &self.world.atlas;
        let is = |name: Key, kind| atlas.get(name).iter().any(|n| atlas.entries[n.entry as usize].kind == kind);
        is(FoldedHash::of(self.text(at)), PlaceKind::Country) && is(whole, PlaceKind::Admin1)
    }

    /// Whether capitals that spell an acronym stand for one here: "US forces", not "GIVE US FORCES".
    fn is_acronym(&self, at: usize, written: &str) -> bool {
        if written.contains(char::is_lowercase) {
            return false;
        }
        self.case != Case::Capitals
            || written.contains('.')
            || at > self.sentence.first as usize && self.class(at - 1).is(Class::SKIP)
    }

    /// Whether a form with a stop ("La.", "W.Va.", "TX") stands here. One without an inner stop needs a comma before it.
    fn is_abbreviation(&self, at: usize, start: u32, form: &str) -> bool {
        let rest = &self.doc.text[start as usize..];
        if !rest.starts_with(form) || rest[form.len()..].starts_with(char::is_alphanumeric) {
            return false;
        }
        if form.trim_end_matches('.').contains('.') {
            return true;
        }
        self.case != Case::Capitals && at > self.sentence.first as usize && self.text(at - 1) == ","
    }

    /// Remembers the surname where a title or a given name stands before a word.
    fn note_person(&self, at: usize, end: usize, persons: &mut HashSet<Key>) {
        if at == self.sentence.first as usize || self.case == Case::Capitals || !self.joined(at) {
            return;
        }
        let class = self.class(at - 1);
        let given = class.is(Class::GIVEN) && self.capital(at - 1) || is_initial(self.text(at - 1));
        if given || class.is(Class::TITLE) && end == at + 1 {
            persons.insert(self.doc.words[end - 1].lower);
        }
    }

    /// Finds the candidates of this sentence that stand as container of another ("Gao, in northern Mali"), and those that
    /// stand in a list with others.
    fn tie(&self, found: &mut [Candidate], first: usize) {
        for i in first..found.len().saturating_sub(1) {
            let (a, b) = (&found[i], &found[i + 1]);
            let between = a.words.end..b.words.start;
            if between.is_empty() || between.len() > 7 {
                continue;
            }
            let listed =
                between.len() <= 2 && between.clone().all(|w| matches!(self.text(w), "," | "and" | "et" | "or" | "&"));
            let glued = between.clone().all(|w| self.class(w).is(Class::GLUE)) && self.sentence.span.contains(b.span);
            // "Georgia, Oklahoma and Texas" is a list.
            let peers = a.ids.iter().any(|&a| b.ids.iter().any(|&b| self.world.are_peers(a, b)));
            let holds = !peers && b.ids.iter().any(|id| self.world.holds(*id));
            let owned = between.len() == 1 && matches!(self.text(between.start), "'s" | "’s");
            if owned && a.ids.iter().any(|id| self.world.holds(*id)) {
                found[i + 1].holder = Some(i);
                found[i + 1].cue += 0.7;
            } else if glued && holds && !owned {
                found[i].holder = Some(i + 1);
                found[i].cue += 1.5;
                found[i + 1].cue += 1.0;
            } else if listed {
                found[i].cue += 0.5;
                found[i + 1].cue += 0.5;
            }
        }
    }

    pub(super) fn text(&self, word: usize) -> &str {
        self.doc.slice_of(self.doc.words[word].span)
    }

    pub(super) fn class(&self, word: usize) -> Class {
        match self.text(word).strip_suffix('.') {
            Some(bare) if !bare.is_empty() => self.words.class(Key::of(bare)),
            _ => self.words.class(self.doc.words[word].lower),
        }
    }

    pub(super) fn common(&self, word: usize) -> bool {
        self.class(word).is(Class::COMMON)
    }

    pub(super) fn capital(&self, word: usize) -> bool {
        self.text(word).starts_with(char::is_uppercase)
    }

    /// Whether a word follows the one before it after plain space.
    pub(super) fn joined(&self, word: usize) -> bool {
        let (before, this) = (self.doc.words[word - 1].span, self.doc.words[word].span);
        this.start > before.end && self.doc.text[before.end as usize..this.start as usize].bytes().all(|b| b == b' ')
    }
}

fn accented(name: &str) -> Option<Key> {
    (!name.is_ascii()).then(|| Key::of(name))
}

/// Whether a name may start with this word: a capital, or an Arabic article and a capital ("al-Bab").
fn starts_name(text: &str) -> bool {
    let mut chars = text.chars();
    match chars.next() {
        Some(c) if c.is_uppercase() => true,
        Some('a' | 'e' | 'd' | 'l') => {
            let article = text.find(['-', '\'', '’']).filter(|&i| i <= 3);
            article.is_some_and(|i| text[i..].chars().nth(1).is_some_and(char::is_uppercase))
        }
        _ => false,
    }
}

fn text_len(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

/// "J." in "J. Houston".
pub(super) fn is_initial(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(char::is_uppercase)
        && matches!((chars.next(), chars.next()), (Some('.'), None) | (None, None))
        && text != "A"
        && text != "I"
        && text != "À"
}
