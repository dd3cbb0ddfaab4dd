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
use text::{Document, Key, NameKind, Sentence, Span};

/// A name that may be a place.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// Its words.
    pub(super) words: Range<usize>,
    /// Its text.
    pub(super) span: Span,
    /// Hash of the folded name: mentions of one name share it.
    pub(super) name: Key,
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
enum Case {
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
    for sentence in &doc.sentences {
        let reader = Reader { doc, world, words: &world.words[sentence.lang], sentence, case: case(doc, sentence) };
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
    for candidate in found.iter_mut().filter(|c| c.words.len() == 1 && c.cue < 2.0) {
        let country = candidate.ids.iter().any(|id| matches!(id, Id::Atlas(_)));
        if !country && persons.contains(&doc.words[candidate.words.start].lower) {
            candidate.cue -= 2.5;
        }
    }
    found
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
struct Match {
    /// One past the last word.
    end: usize,
    /// One past the last byte.
    to: u32,
    name: Key,
    ids: Vec<Id>,
    atlas: bool,
}

struct Reader<'a> {
    doc: &'a Document<'a>,
    world: &'a World,
    words: &'a Words,
    sentence: &'a Sentence,
    case: Case,
}

impl Reader<'_> {
    /// The candidate that starts at a word.
    fn name_at(&self, at: usize, persons: &mut HashSet<Key>) -> Option<Candidate> {
        let word = &self.doc.words[at];
        if at > self.sentence.first as usize && self.doc.words[at - 1].span == word.span {
            return None;
        }
        let text = self.text(at);
        if !starts_name(text) {
            return self.small(at);
        }
        let mut found = self.longest(at);
        // "La Syrie" at the start of a sentence is Syria; "La Paz" is not Paz.
        if self.class(at).is(Class::SKIP) && at + 1 < self.sentence.end as usize {
            if let Some(inner) = self.longest(at + 1).filter(|m| m.atlas && starts_name(self.text(at + 1))) {
                if found.as_ref().is_none_or(|m| !m.atlas && m.end <= inner.end) {
                    return None;
                }
            }
        }
        let class = self.class(at);
        let Some(m) = found.take() else {
            self.note_person(at, at + 1, persons);
            return self.unknown(at);
        };
        self.note_person(at, m.end, persons);
        let kind = m.ids.first().and_then(|id| self.world.kind(*id));
        let (mut cue, hint, mut words) = self.cue(at..m.end, &m, class);
        let mut span = Span { start: word.span.start, end: m.to };
        // A capitalised kind word belongs to the name: "Helmand Province", "Lake Lanier".
        if self.case != Case::Capitals {
            if let Some(after) = self.capital_kind_after(m.end) {
                words.end = after + 1;
                span.end = self.doc.words[after].span.end;
            }
            if let Some(before) = self.capital_kind_before(at, kind) {
                words.start = before;
                span.start = self.doc.words[before].span.start;
            }
        }
        if self.case == Case::Capitals {
            cue -= 0.4;
        }
        (cue > -2.6).then_some(Candidate {
            words,
            span,
            name: m.name,
            ids: m.ids,
            cue,
            hint,
            holder: None,
            rule: "name",
        })
    }

    /// A country written small, as rough translations do ("in syria").
    fn small(&self, at: usize) -> Option<Candidate> {
        let word = &self.doc.words[at];
        if word.span.len() < 4 || self.class(at).is(Class::LOWER) {
            return None;
        }
        let mut hash = FoldedHash::default();
        Folder::default().piece(self.text(at), |b| hash.feed(b));
        let entry = self
            .world
            .atlas
            .get(hash.key())
            .iter()
            .find(|n| !n.capitals && self.world.atlas.entries[n.entry as usize].kind == PlaceKind::Country)?;
        if let Some(name) = self.name_over(at..at + 1) {
            if name != NameKind::Place {
                return None;
            }
        }
        Some(Candidate {
            words: at..at + 1,
            span: word.span,
            name: hash.key(),
            ids: vec![Id::Atlas(entry.entry)],
            cue: 1.0,
            hint: None,
            holder: None,
            rule: "small",
        })
    }

    /// A name that no list knows, called a place by its company or by the tagger of names.
    fn unknown(&self, at: usize) -> Option<Candidate> {
        let tagged = self.doc.names.iter().find(|n| n.words.start == at && n.kind == NameKind::Place);
        let before = self.kind_before(at);
        let mut end = at + 1;
        match tagged {
            Some(name) => end = name.words.end.min(self.sentence.end as usize),
            None => {
                while end < self.sentence.end as usize && end < at + 3 && self.joined(end) && self.capital(end) {
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
            && self.before(at) >= 1.5
            && text_len(self.text(at)) >= 5;
        let called = before.is_some() || (after.is_some() && !initial) || (capital_after && !initial);
        let other = self.class(at).is(Class::COMMON.or(Class::POINT).or(Class::BODY))
            || self.world.atlas.adjectives.at(self.doc, at, self.sentence.end as usize).next().is_some();
        if tagged.is_none() && ((!called && !inside) || other) {
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
            false => 0.3 + 0.8 * confidence + self.before(at),
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
        if last > at && !tail.contains(char::is_uppercase) || self.doc.text[to as usize..].starts_with(['$', '€', '£'])
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
        let common = last == at && self.common(at);
        let atlas = !common && ids.iter().any(|&id| self.world.is_large(id));
        let short = written.chars().filter(|c| c.is_alphabetic()).count() < 3;
        let shouted = self.case == Case::Normal && written.len() < 5 && !written.chars().any(char::is_lowercase);
        if let (Some(posting), Some(gazetteer), false) = (posting, &self.world.gazetteer, short || shouted) {
            ids.extend(gazetteer.ids(posting).take(40).map(|(row, other)| Id::Town { row, other }));
        }
        let end = self.doc.words[at..].iter().take_while(|w| w.span.start < to).count() + at;
        (!ids.is_empty()).then_some(Match { end, to, name, ids, atlas })
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

    /// What stands around a name: the cue, the kind it is called, and its words.
    fn cue(&self, words: Range<usize>, m: &Match, class: Class) -> (f32, Option<PlaceKind>, Range<usize>) {
        let (at, end) = (words.start, words.end);
        let mut cue = 0.0;
        let one = words.len() == 1;
        let initial = at == self.sentence.first as usize;
        let normal = self.case == Case::Normal;
        if one && !m.atlas {
            if class.is(Class::COMMON.or(Class::POINT)) {
                cue -= if initial || !normal { 3.0 } else { 2.2 };
            }
            if class.is(Class::GIVEN) {
                cue -= 1.0;
            }
            if initial || !normal {
                cue -= 0.4;
            }
        }
        if one && class.is(Class::PROPER) {
            cue -= 1.0;
        }
        // Before.
        cue += self.before(at);
        let before = self.kind_before(at);
        let after = self.kind_after(end);
        if before.is_some() || after.is_some() {
            cue += 2.0;
        }
        if at > self.sentence.first as usize && normal && self.joined(at) {
            let class = self.class(at - 1);
            if class.is(Class::TITLE) && !class.is(Class::POINT) {
                cue -= 3.0;
            } else if self.capital(at - 1) {
                if class.is(Class::GIVEN) {
                    cue -= 3.0;
                } else if is_initial(self.text(at - 1)) {
                    cue -= 2.5;
                } else if !class.is(Class::IN.or(Class::TO).or(Class::POINT)) && before.is_none() {
                    let first = at - 1 == self.sentence.first as usize;
                    cue -= if first || m.atlas { 0.8 } else { 2.0 };
                }
            }
        }
        if at >= self.sentence.first as usize + 2
            && self.class(at - 2).is(Class::BODY)
            && self.class(at - 1).is(Class::TO)
        {
            cue -= if self.capital(at - 2) { 3.5 } else { 0.0 };
        }
        // After.
        if end < self.sentence.end as usize && (self.joined(end) || self.text(end) == "-") {
            let class = self.class(end);
            let capital = self.capital(end);
            if class.is(Class::LOCAL) {
                cue += 0.8;
            }
            if class.is(Class::SPEECH) && !m.atlas {
                cue -= 1.2;
            }
            if capital && normal && after.is_none() {
                cue -= match () {
                    () if class.is(Class::BODY) && !class.is(Class::LOCAL) => 3.0,
                    () if class.is(Class::LOCAL) || class.is(Class::POINT) => 0.0,
                    () if m.atlas => 0.3,
                    () => 1.8,
                };
            }
        }
        let local = end < self.sentence.end as usize && self.class(end).is(Class::LOCAL);
        cue += self.tagged(words.clone(), m.atlas, local);
        if self.is_dateline(at, end) {
            cue += 2.5;
        }
        (cue, before.or(after), words)
    }

    /// What prepositions and directions before a name say.
    fn before(&self, at: usize) -> f32 {
        let first = self.sentence.first as usize;
        let mut i = at;
        while i > first && i + 3 > at {
            i -= 1;
            let class = self.class(i);
            if class.is(Class::POINT) {
                return 1.3;
            }
            if class.is(Class::IN) {
                return 1.5;
            }
            if class.is(Class::TO) {
                // "Ahmed Ali, 34, of Gao" and "a teacher, from Gao" tell where somebody lives.
                let home = i > first && self.text(i - 1) == "," && i + 1 == at && self.class(i).is(Class::HOME);
                return if home { 1.7 } else { 0.7 };
            }
            if !class.is(Class::SKIP) {
                break;
            }
        }
        0.0
    }

    /// What the tagger of names says.
    fn tagged(&self, words: Range<usize>, atlas: bool, local: bool) -> f32 {
        let first = self.doc.names.partition_point(|n| n.words.end <= words.start);
        let Some(name) = self.doc.names.get(first).filter(|n| n.words.start < words.end) else { return 0.0 };
        let longer = name.words.len() > words.len();
        let sure = name.confidence.clamp(0.3, 1.0);
        match name.kind {
            NameKind::Place => 1.8 * sure,
            NameKind::Person if atlas && !longer => -0.8 * sure,
            NameKind::Person => -2.5 * sure,
            NameKind::Organisation if longer && local => -0.5 * sure,
            NameKind::Organisation if longer && name.words.start == words.start => -1.5 * sure,
            NameKind::Organisation if longer => -2.5 * sure,
            NameKind::Organisation => -0.8 * sure,
            NameKind::Other => -0.6 * sure,
        }
    }

    fn name_over(&self, words: Range<usize>) -> Option<NameKind> {
        let first = self.doc.names.partition_point(|n| n.words.end <= words.start);
        self.doc.names.get(first).filter(|n| n.words.start < words.end).map(|n| n.kind)
    }

    /// "BEIRUT (AFP) -", "ALEP, 3 mars -": a name at the start of a paragraph with a dash soon after.
    fn is_dateline(&self, at: usize, end: usize) -> bool {
        let first = self.sentence.first as usize;
        if at > first + 1 {
            return false;
        }
        let last = (end + 12).min(self.sentence.end as usize);
        let mut marked = false;
        for i in end..last {
            match self.text(i) {
                "(" => marked = true,
                "-" | "–" | "—" | "--" if marked || i <= end + 5 => {
                    let spaced = self.doc.words[i].span.start > self.doc.words[i - 1].span.end;
                    return spaced && (marked || self.text(end) == "," || !self.text(at).contains(char::is_lowercase));
                }
                _ => {}
            }
        }
        false
    }

    /// The kind that words before a name give it: "the village of X", "lac X", "camp de réfugiés de X".
    fn kind_before(&self, at: usize) -> Option<PlaceKind> {
        let first = self.sentence.first as usize;
        let mut i = at;
        while i > first && i + 4 > at {
            i -= 1;
            if i + 1 < at && self.doc.words[i].span == self.doc.words[i + 1].span {
                continue;
            }
            if let Some(kind) =
                self.words.before(self.doc.words[i].lower).or(self.words.before(self.doc.words[i].lemma))
            {
                // "the river Euphrates", "Lake Chad", "the city of X"; not "the city X" with something between.
                return Some(kind);
            }
            if !self.class(i).is(Class::SKIP.or(Class::MIDDLE)) {
                return None;
            }
        }
        None
    }

    /// The kind that words after a name give it: "X province", "X refugee camp".
    fn kind_after(&self, end: usize) -> Option<PlaceKind> {
        let last = (end + 2).min(self.sentence.end as usize);
        for i in end..last {
            if !self.joined(i) {
                return None;
            }
            if let Some(kind) = self.words.after(self.doc.words[i].lower) {
                return Some(kind);
            }
            if !self.class(i).is(Class::MIDDLE) {
                return None;
            }
        }
        None
    }

    /// The last word of a capitalised kind after a name.
    fn capital_kind_after(&self, end: usize) -> Option<usize> {
        let last = self.sentence.end as usize;
        let found = (end..(end + 2).min(last))
            .take_while(|&i| self.joined(i) && self.capital(i))
            .find(|&i| self.words.after(self.doc.words[i].lower).is_some())?;
        // "Ohio State University" is no state.
        let more = found + 1 < last && self.joined(found + 1) && self.capital(found + 1);
        (!more || self.case != Case::Normal).then_some(found)
    }

    /// A capitalised kind word right before a name that needs one ("Lake Lanier").
    fn capital_kind_before(&self, at: usize, kind: Option<PlaceKind>) -> Option<usize> {
        let first = self.sentence.first as usize;
        let before = at.checked_sub(1).filter(|&b| b > first && self.joined(at) && self.capital(b))?;
        let said = self.words.before(self.doc.words[before].lower)?;
        (kind != Some(said) || said == PlaceKind::Water).then_some(before)
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

    fn text(&self, word: usize) -> &str {
        self.doc.slice_of(self.doc.words[word].span)
    }

    fn class(&self, word: usize) -> Class {
        self.words.class(self.doc.words[word].lower)
    }

    fn common(&self, word: usize) -> bool {
        self.class(word).is(Class::COMMON)
    }

    fn capital(&self, word: usize) -> bool {
        self.text(word).starts_with(char::is_uppercase)
    }

    /// Whether a word follows the one before it after plain space.
    fn joined(&self, word: usize) -> bool {
        let (before, this) = (self.doc.words[word - 1].span, self.doc.words[word].span);
        this.start > before.end && self.doc.text[before.end as usize..this.start as usize].bytes().all(|b| b == b' ')
    }
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
fn is_initial(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(char::is_uppercase)
        && matches!((chars.next(), chars.next()), (Some('.'), None) | (None, None))
        && text != "A"
        && text != "I"
        && text != "À"
}
