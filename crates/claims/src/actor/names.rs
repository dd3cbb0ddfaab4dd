//! Names: parties, persons and states of the dictionary, seats of government, and the organisations and persons that no
//! dictionary holds.

use super::Reader;
use super::dictionary::{Class, What, Word};
use super::entity::{Draft, Id, Table, hash};
use super::notion::{NotionId, Sort};
use super::scan::word_of;
use crate::reading::{ActorKind, By, Form};
use std::ops::Range;
use text::{NameKind, Rel, Sub, Upos};

impl Reader<'_, '_> {
    /// Mentions of what the dictionary names.
    pub(super) fn known_names(&self, table: &mut Table) {
        let mut state_end = 0;
        let mut state_acts = false;
        for n in 0..self.scan.hits.len() {
            let hit = &self.scan.hits[n];
            let (words, senses) = (hit.words.clone(), self.scan.senses(hit));
            if let Some((party, acronym, confidence)) = self.party(senses) {
                self.known_party(table, words, party, acronym, confidence);
            } else if let Some(person) = self.person(senses, &words).filter(|_| !self.runs_on(&words)) {
                let draft = table.get(Id::Person(person), || self.draft_person(person));
                table.mention(self.doc, draft, words, Form::Name, By::Alias, 0.95);
            } else if let Some((seat, _)) = word_of(self.all, senses, Class::Seat) {
                let draft = self.seat(table, &words, seat);
                table.mention(self.doc, draft, words, Form::Name, By::Alias, 0.9);
            } else if let Some(country) = senses.iter().find_map(|s| match s {
                What::Country(c) => Some(*c),
                _ => None,
            }) {
                let coordinated = words.start <= state_end + 2 && words.start > state_end && state_end > 0;
                let acts = if coordinated && self.coordinates(state_end..words.start) {
                    state_acts
                } else {
                    self.state_acts(&words)
                };
                (state_end, state_acts) = (words.end, acts);
                if acts {
                    let draft = table.get(Id::State(country), || self.draft_state(country));
                    table.mention(self.doc, draft, words, Form::Name, By::Alias, 0.85);
                }
            } else if let Some(country) = senses.iter().find_map(|s| match s {
                What::Capital(c) => Some(*c),
                _ => None,
            }) && self.capital_acts(&words)
            {
                let draft = table.get(Id::State(country), || self.draft_state(country));
                let name = self.doc.slice_of(self.doc.span_of(words.clone()));
                let country = self.all.countries[country as usize].name;
                table.drafts[draft].why.say(|| format!("`{name}` acts: it stands for the government of {country}"));
                table.mention(self.doc, draft, words, Form::Name, By::Alias, 0.7);
            }
        }
    }

    /// "Mullah Omar Khorasani": a longer name than that of the known person is another's.
    fn runs_on(&self, words: &Range<usize>) -> bool {
        let names = &self.doc.names;
        let name = names.get(names.partition_point(|n| n.words.end < words.end));
        name.is_some_and(|n| {
            n.kind == NameKind::Person && n.words.contains(&(words.end - 1)) && n.words.end > words.end
        })
    }

    /// The party that a hit means, whether by its acronym, and how sure that is.
    fn party(&self, senses: &[What]) -> Option<(u32, bool, f32)> {
        let candidates = senses.iter().filter_map(|s| match *s {
            What::Party(p) => Some((p, false)),
            What::Acronym(p) => Some((p, true)),
            _ => None,
        });
        let other = senses.iter().any(|s| matches!(s, What::Country(_)));
        let (party, acronym, score) = candidates
            .map(|(p, acronym)| (p, acronym, self.fits(p, acronym)))
            .reduce(|a, b| if b.2 > a.2 { b } else { a })?;
        // "DRC" is a council of aid only where the report says so.
        if other && score < 3.0 {
            return None;
        }
        (score > 0.0).then_some((party, acronym, (0.6 + score * 0.1).min(0.99)))
    }

    /// How well a party fits the report: spelt out elsewhere, of a country that the report speaks of, of that time.
    pub(super) fn fits(&self, party: u32, acronym: bool) -> f32 {
        let p = &self.all.parties[party as usize];
        let mut score = if acronym { 1.0 } else { 2.0 };
        if self.spelt.get(party as usize).copied().unwrap_or(false) {
            score += 3.0;
        }
        let total = self.scan.total;
        let local = p.homes.iter().map(|&c| self.scan.weight(c)).sum::<f32>() / total.max(0.1);
        let worldly = matches!(p.kind, ActorKind::International | ActorKind::Media)
            || matches!(p.countries.first(), Some(&("NGO" | "IGO" | "UNO" | "EUR" | "IMG")));
        score += local.min(1.0) * 2.0;
        if worldly {
            score += 0.9;
        } else if acronym && local == 0.0 && total > 2.0 {
            // An acronym of a party at the other end of the world: more likely another party's.
            score -= 0.6;
        }
        if !p.existed(self.year) {
            score -= 1.5;
        }
        // A machine's translation makes acronyms up: one without any tie to the report waits for a better reading.
        if self.translated && acronym && !worldly && local == 0.0 && score < 3.0 {
            score = 0.0;
        }
        score
    }

    fn known_party(&self, table: &mut Table, words: Range<usize>, party: u32, acronym: bool, confidence: f32) {
        let p = &self.all.parties[party as usize];
        // "said on Twitter": the medium, not a party.
        let medium = words.start > 0 && self.scan.is(self.all, words.start - 1, Class::Medium);
        if medium && p.sectors.contains(&"BUS") {
            return;
        }
        // "the Mexican National Guard" is not the American one that the dictionary holds under that name.
        let before = words.start.checked_sub(1).and_then(|w| self.scan.hit(w));
        let adjective = before.and_then(|h| {
            self.scan.senses(h).iter().find_map(|s| match s {
                What::Adjective(c) => Some(*c),
                _ => None,
            })
        });
        if let (Some(country), Some(before), false) = (adjective, before, acronym) {
            let code = self.all.countries[country as usize].code;
            let home = p.countries.first().is_some_and(|c| c.len() == 3 && self.all.country(c).is_some());
            if home && !p.countries.contains(&code) && p.kind != ActorKind::Media {
                let whole = before.words.start..words.end;
                let draft = table.get(Id::Name(hash(self.atoms.of_words(whole.clone()).iter().copied())), || {
                    let mut d = Draft::new(self.doc.slice_of(self.doc.span_of(whole.clone())), p.kind);
                    d.country = Some(code.to_string());
                    d.sectors = p.sectors.clone();
                    d.plural = true;
                    d
                });
                table.mention(self.doc, draft, whole, Form::Name, By::Alias, 0.8);
                return;
            }
        }
        if acronym && self.like_bracketed(&words) && !self.spelt[party as usize] {
            return;
        }
        let draft = table.get(Id::Party(party), || self.draft_party(party));
        if p.army
            && let Some(country) = p.countries.first().and_then(|c| self.all.country(c))
        {
            table.also(Id::Body(Some(country), text::Key::of("army").0), draft);
        }
        let by = if acronym { By::Acronym } else { By::Alias };
        table.mention(self.doc, draft, words, Form::Name, by, confidence);
    }

    /// Whether an acronym of a translation is nearly one that the report introduces, and so may be that one garbled.
    fn like_bracketed(&self, words: &Range<usize>) -> bool {
        let letters =
            |w: usize| -> Vec<char> { self.doc.slice_of(self.doc.words[w].span).to_uppercase().chars().collect() };
        let own = letters(words.start);
        words.len() == 1
            && self.bracketed.iter().any(|&b| {
                let other = letters(b);
                other != own && super::garbled::alike(&own, &other) >= 0.75
            })
            && !self.bracketed.iter().any(|&b| letters(b) == own)
    }

    /// An actor for a party of the dictionary.
    pub(super) fn draft_party(&self, party: u32) -> Draft {
        let p = &self.all.parties[party as usize];
        let mut d = Draft::new(p.name, p.kind);
        let first = p.countries.first().copied();
        // The country that the report speaks of most, among those that the party belongs to.
        let spoken = p
            .countries
            .iter()
            .filter_map(|c| self.all.country(c).map(|n| (*c, self.scan.weight(n))))
            .filter(|c| c.1 > 0.0)
            .reduce(|a, b| if b.1 > a.1 { b } else { a })
            .map(|c| c.0);
        d.country = spoken.filter(|_| p.countries.len() > 1).or(first).map(str::to_string);
        d.sectors = p.sectors.clone();
        d.wikidata = p.wikidata;
        d.party = Some(party);
        d.jihadist = p.jihadist;
        d.plural = true;
        d
    }

    pub(super) fn draft_state(&self, country: u16) -> Draft {
        let c = &self.all.countries[country as usize];
        let mut d = Draft::new(c.name, ActorKind::State);
        d.country = Some(c.code.to_string());
        d.sectors = vec!["GOV"];
        d.notion = self.all.notions.all.iter().position(|n| n.sort == Sort::State).map(|n| n as NotionId);
        d
    }

    fn seat(&self, table: &mut Table, words: &Range<usize>, seat: &Word) -> usize {
        if let Some(notion) = self.notion_of_words(words.clone()) {
            return self.body_of_state(table, notion, self.all.country(seat.extra), &seat.sectors);
        }
        let key = hash(self.atoms.of_words(words.clone()).iter().copied());
        table.get(Id::Body(self.all.country(seat.extra), key), || {
            let mut d = Draft::new(self.doc.slice_of(self.doc.span_of(words.clone())), ActorKind::State);
            d.country = Some(seat.extra.to_string());
            d.sectors = seat.sectors.clone();
            d
        })
    }

    /// Whether the name of a country is that of a party here, not of a place.
    fn state_acts(&self, words: &Range<usize>) -> bool {
        let doc = self.doc;
        let next = doc.words.get(words.end).filter(|w| w.sentence == doc.words[words.start].sentence);
        if let Some(next) = next {
            let text = doc.slice_of(next.span);
            let noun = matches!(next.upos, Upos::Noun | Upos::Propn) && self.noun_order_at(words.start);
            let known =
                self.scan.is(self.all, words.end, Class::Agent) || self.scan.is(self.all, words.end, Class::Body);
            if text == "-" || text == "'s" || text == "’s" || noun || known && self.noun_order_at(words.start) {
                return false;
            }
        }
        let mut before = words.start;
        while before > 0 && doc.words[before - 1].sentence + 1 >= doc.words[words.start].sentence {
            before -= 1;
            let word = &doc.words[before];
            if word.upos == Upos::Det || self.is_article(before) {
                continue;
            }
            // "Goma (Congo)" says where.
            if self.scan.is(self.all, before, Class::Locative) || matches!(doc.slice_of(word.span), "-" | "(") {
                return false;
            }
            // An adjective before it makes it a part of something else ("southern Turkey").
            let same = word.sentence == doc.words[words.start].sentence;
            return !(same && word.upos == Upos::Adj && self.noun_order_at(words.start));
        }
        true
    }

    /// Whether nothing but a comma, "and" or an article stands between two names.
    fn coordinates(&self, between: Range<usize>) -> bool {
        between.clone().all(|w| {
            let word = &self.doc.words[w];
            word.upos == Upos::Cconj
                || word.upos == Upos::Det
                || self.doc.slice_of(word.span) == ","
                || self.is_article(w)
        })
    }

    /// Whether a capital stands for its government: it does what governments do.
    fn capital_acts(&self, words: &Range<usize>) -> bool {
        let doc = self.doc;
        let leads = |w: usize| doc.words[w].sentence == doc.words[words.start].sentence;
        let before = words.start.checked_sub(1).filter(|&w| leads(w));
        // "according to Kinshasa", "rebels backed by Kigali"
        let speaks = before.is_some_and(|w| self.scan.is(self.all, w, Class::According));
        let agent =
            doc.words[words.end - 1].sub == Sub::Agent && before.is_some_and(|w| doc.words[w].upos == Upos::Adp);
        // "a denial from Kigali", « le soutien de Kigali »
        let joins = |&w: &usize| self.scan.is(self.all, w, Class::Join);
        let led = before.filter(joins).and_then(|w| w.checked_sub(1)).filter(|&w| leads(w));
        let utters = led.is_some_and(|w| self.scan.is(self.all, w, Class::Utterance));
        if speaks || agent || utters {
            return true;
        }
        let subject = match doc.words[words.end - 1].rel {
            _ if doc.words[words.end - 1].upos == Upos::X => true,
            Rel::Nsubj | Rel::Conj | Rel::Root => true,
            _ => doc.words[words.start].rel == Rel::Nsubj,
        };
        let sentence = doc.words[words.start].sentence;
        let limit = words.end + 3;
        let verb = (words.end..limit.min(doc.words.len()))
            .take_while(|&w| doc.words[w].sentence == sentence)
            .find(|&w| self.scan.is(self.all, w, Class::Verb));
        let located = words.start.checked_sub(1).is_some_and(|w| {
            doc.words[w].sentence == sentence
                && (self.scan.is(self.all, w, Class::Locative) || doc.words[w].upos == Upos::Adp)
        });
        // "accused Kigali of": what is done to it is done to the government.
        let object = words.start > 0
            && doc.words[words.start - 1].sentence == sentence
            && self.scan.is(self.all, words.start - 1, Class::Verb);
        object || subject && !located && verb.is_some_and(|v| v == words.end || doc.words[words.end].upos == Upos::Adv)
    }

    /// Names that no dictionary holds: those that the name finder gives, and capitals around a word that heads names.
    pub(super) fn other_names(&self, table: &mut Table, acronyms_later: bool) {
        for name in &self.doc.names {
            if name.words.is_empty() || name.words.end > self.doc.words.len() {
                continue;
            }
            let words = if name.kind == NameKind::Person { self.trim(name.words.clone()) } else { name.words.clone() };
            // In a translation it may be garbled: that is looked at first.
            if acronyms_later && words.len() == 1 && self.is_acronym(words.start) {
                continue;
            }
            if words.is_empty()
                || words.clone().any(|w| table.at(w).is_some())
                || self.is_no_name(&words, name.kind, name.confidence)
            {
                continue;
            }
            match name.kind {
                // "SDG" is nobody's name.
                NameKind::Person if words.len() == 1 && self.is_acronym(words.start) => {}
                NameKind::Person => {
                    self.new_person(table, words, name.confidence);
                }
                // "ministère chilien de la Défense": a body of state, which its words tell better.
                NameKind::Organisation if self.of_state(&words) => {}
                NameKind::Organisation => {
                    self.new_organisation(table, words, name.confidence);
                }
                _ => {}
            }
        }
        for n in 0..self.scan.hits.len() {
            let hit = &self.scan.hits[n];
            if word_of(self.all, self.scan.senses(hit), Class::Name).is_some()
                && table.at(hit.words.start).is_none()
                && self.starts_name(hit.words.start, self.doc.words.len())
            {
                let words = self.around(hit.words.clone());
                if words.len() > hit.words.len()
                    && !self.names_place(&words)
                    && words.clone().all(|w| table.at(w).is_none())
                {
                    self.new_organisation(table, words, 0.7);
                }
            }
        }
    }

    /// Whether a name holds a word for a body of state together with its country, or for an office.
    fn of_state(&self, words: &Range<usize>) -> bool {
        let country =
            words.clone().any(|w| self.scan.at(w).iter().any(|s| matches!(s, What::Adjective(_) | What::Country(_))));
        words.clone().any(|w| {
            word_of(self.all, self.scan.at(w), Class::Body)
                .is_some_and(|(b, _)| b.kind == ActorKind::State && (country || b.sectors == ["GOV"]))
        })
    }

    /// "the occupied West Bank": a place, with what stands before its name.
    fn names_place(&self, words: &Range<usize>) -> bool {
        let small = |w: usize| self.doc.form(w).starts_with(char::is_lowercase);
        // Names that have lost their capitals are looked at whole.
        let start = words.clone().find(|&w| !small(w)).unwrap_or(words.start);
        (start..words.end).all(|w| self.scan.is_place(w))
    }

    /// A place, an adjective, or a title alone.
    fn is_no_name(&self, words: &Range<usize>, kind: NameKind, confidence: f32) -> bool {
        let place = self.names_place(words) || confidence < 0.6 && words.clone().any(|w| self.scan.is_place(w));
        let known = words.clone().all(|w| {
            let senses = self.scan.at(w);
            let word = |c| word_of(self.all, senses, c).is_some();
            senses.iter().any(|s| matches!(s, What::Adjective(_) | What::Country(_) | What::Capital(_)))
                || [Class::People, Class::Title, Class::Agent, Class::Role, Class::Plain, Class::Pronoun, Class::Body]
                    .into_iter()
                    .any(word)
        });
        // The tagger is careful with persons of one name as it is ("Rachid and Samira have left").
        let short = words.len() == 1 && confidence < 0.6 && kind != NameKind::Person;
        place || known || short
    }

    /// A name without the titles before it.
    fn trim(&self, words: Range<usize>) -> Range<usize> {
        let mut start = words.start;
        while start < words.end {
            let Some(hit) = self.scan.hit(start) else { break };
            let senses = self.scan.senses(hit);
            let title = [Class::Title, Class::Role].iter().any(|&c| word_of(self.all, senses, c).is_some())
                || senses.iter().any(|s| matches!(s, What::Adjective(_)));
            if !title || hit.words.end >= words.end {
                break;
            }
            start = hit.words.end.max(start + 1);
        }
        start..words.end
    }

    /// A person whom no dictionary holds, by full name.
    pub(super) fn new_person(&self, table: &mut Table, words: Range<usize>, confidence: f32) -> usize {
        let atoms = self.atoms.of_words(words.clone());
        let id = Id::Name(hash(atoms.iter().copied()));
        let name = self.doc.slice_of(self.doc.span_of(words.clone()));
        let draft = table.get(id, || Draft::new(name, ActorKind::Person));
        // "Ana Sol Vega" is "Sol Vega" and "Ana Sol" later.
        for length in 2..atoms.len() {
            for part in atoms.windows(length) {
                table.also(Id::Name(hash(part.iter().copied())), draft);
            }
        }
        table.mention(self.doc, draft, words, Form::Name, By::Alias, confidence.clamp(0.3, 0.95));
        draft
    }

    pub(super) fn new_organisation(&self, table: &mut Table, words: Range<usize>, confidence: f32) -> usize {
        let id = Id::Name(hash(self.atoms.of_words(words.clone()).iter().copied()));
        let name = self.doc.slice_of(self.doc.span_of(words.clone()));
        let draft = table.get(id, || {
            let mut d = Draft::new(name, ActorKind::Organization);
            d.plural = true;
            // The last word tells in English ("Dawn Battalion"), the first in French ("Brigade de l'Aube").
            let head = |w: usize| self.scan.hit(w).and_then(|h| self.scan.word(self.all, h, Class::Name));
            let found = if self.noun_order_at(words.start) {
                words.clone().rev().find_map(head)
            } else {
                words.clone().find_map(head)
            };
            if let Some((word, _)) = found {
                d.kind = word.kind;
                d.sectors = word.sectors.clone();
            }
            let country = words.clone().find_map(|w| {
                self.scan.at(w).iter().find_map(|s| match s {
                    What::Country(c) | What::Adjective(c) => Some(*c),
                    _ => None,
                })
            });
            let country = country.or_else(|| words.clone().find_map(|w| self.scan.place(w)));
            d.country = country.map(|c| self.all.countries[c as usize].code.to_string());
            d
        });
        table.mention(self.doc, draft, words, Form::Name, By::Alias, confidence.clamp(0.3, 0.95));
        draft
    }

    /// The run of capitals around a word that heads names, over "of", "the" and hyphens between them.
    fn around(&self, head: Range<usize>) -> Range<usize> {
        let doc = self.doc;
        let sentence = doc.words[head.start].sentence;
        let same = |w: usize| doc.words[w].sentence == sentence;
        let capital = |w: usize| self.starts_name(w, doc.words.len()) && same(w) && !self.is_article(w);
        let small = |w: usize| {
            same(w)
                && (self.scan.is(self.all, w, Class::Join)
                    || self.is_article(w)
                    || doc.slice_of(doc.words[w].span) == "-")
        };
        let (mut start, mut end) = (head.start, head.end);
        let low = head.start.saturating_sub(5);
        while start > low && capital(start - 1) && !self.begins_sentence(start - 1) {
            start -= 1;
        }
        // "Jamaat-ul-Mujahideen": what hyphens join is one name.
        let glued = |w: usize| w > low && doc.words[w - 1].span.end == doc.words[w].span.start && same(w - 1);
        while glued(start) && (doc.form(start).starts_with('-') || doc.form(start - 1) == "-" && glued(start - 1)) {
            start -= 1;
        }
        let high = (head.end + 6).min(doc.words.len());
        let mut w = end;
        while w < high {
            if capital(w) {
                w += 1;
                end = w;
            } else if small(w) && w + 1 < high && (capital(w + 1) || small(w + 1)) {
                w += 1;
            } else {
                break;
            }
        }
        start..end
    }

    /// Whether a word starts its sentence, where a capital tells nothing, and is no noun.
    fn begins_sentence(&self, w: usize) -> bool {
        let first = self.doc.sentences.get(self.doc.words[w].sentence as usize).map(|s| s.first as usize);
        first == Some(w) && !matches!(self.doc.words[w].upos, Upos::Noun | Upos::Propn | Upos::Adj)
    }
}
