//! Noun phrases that speak of people and bodies: "three Turkish soldiers", "the Chilean Defence Ministry", "le ministère
//! russe de la Défense", "fighters of the Front". A phrase is the head that the word list knows with the words that
//! belong to it; what it means is for others to say.

use super::Reader;
use super::dictionary::{Class, What, Word};
use super::entity::{Draft, Table};
use super::scan::{either_number, word_of};
use std::ops::Range;
use text::{Rel, Upos};

/// A noun phrase with a head that the word list knows.
#[derive(Clone, Debug)]
pub(super) struct Phrase<'p> {
    /// All its words, without article.
    pub(super) words: Range<usize>,
    /// The words of the head as the list has it.
    pub(super) head: Range<usize>,
    pub(super) word: &'p Word,
    pub(super) plural: bool,
    /// "the", "this", "ce".
    pub(super) definite: bool,
    /// "another".
    pub(super) another: bool,
    /// A number or "hundreds of" stands before it.
    pub(super) counted: bool,
    /// "former".
    pub(super) former: bool,
    pub(super) country: Option<u16>,
    /// A PLOVER value in place of a country, from the party that it belongs to.
    pub(super) bloc: Option<String>,
    /// The actor that it belongs to.
    pub(super) of: Option<usize>,
    /// Sectors that its modifiers bring.
    pub(super) sectors: Vec<&'static str>,
    pub(super) jihadist: bool,
    /// Its modifiers tell nothing beyond what the head tells.
    pub(super) bare: bool,
    /// A people ("Kurdish", "Tamil").
    pub(super) people: bool,
    /// It has become a part of another actor's mention.
    pub(super) used: bool,
    /// The end of a noun that it took in whole ("group of thieves").
    absorbed: Option<usize>,
}

/// Longest reach of a phrase to either side of its head, in words.
const REACH: usize = 8;

impl<'p> Reader<'_, 'p> {
    /// The phrases of a sentence, in order.
    pub(super) fn phrases(&self, table: &Table, sentence: Range<usize>) -> Vec<Phrase<'p>> {
        let mut out: Vec<Phrase> = Vec::new();
        let mut w = sentence.start;
        while w < sentence.end {
            let Some(hit) = self.scan.hit(w) else {
                w += 1;
                continue;
            };
            let (words, senses) = (hit.words.clone(), self.scan.senses(hit));
            let head = [Class::Body, Class::Agent, Class::Role, Class::Generic]
                .into_iter()
                .find_map(|class| word_of(self.all, senses, class));
            let named = table.at(words.start).is_some();
            if let Some((word, plural)) = head
                && !named
                && !self.is_modifier(&words, word, sentence.end)
                && self.is_noun(&words, word.class == Class::Role)
                && !self.behind_noun(&words, word, sentence.start)
                && !self.is_division(&words, sentence.start)
                && !self.in_place_name(&words, word)
            {
                let from = out.last().map_or(sentence.start, |p| p.words.end);
                // One form for both numbers: the tagger, or what stands before it, tells.
                let plural = if either_number(self.all, senses, word.class) {
                    let counted = words.start > sentence.start && self.is_count(words.start - 1);
                    counted || self.doc.words[words.start].feats.number == Some(text::Number::Plur)
                } else {
                    plural
                };
                let phrase = self.phrase(table, words.clone(), word, plural, from, sentence.end);
                let absorbed = phrase.absorbed.unwrap_or(0);
                out.push(phrase);
                w = absorbed;
            }
            w = w.max(words.end).max(words.start + 1);
        }
        out
    }

    /// Whether the tagger takes the head for a noun; verbs ("forces", "leads", "guards") are no actors, nor are adjectives
    /// beside their noun ("military operations").
    fn is_noun(&self, head: &Range<usize>, role: bool) -> bool {
        let word = &self.doc.words[head.start];
        let beside =
            word.rel == Rel::Amod && self.doc.head(head.start).is_some_and(|h| self.doc.words[h].upos == Upos::Noun);
        // "responsible for", but "another responsible of the Front" where a machine put the French noun.
        let noun_slot = self.translated
            && head.start > 0
            && (self.is_article(head.start - 1) || self.scan.is(self.all, head.start - 1, Class::Another));
        let adjective = word.upos == Upos::Adj && (beside || role && !noun_slot);
        head.len() > 1
            || !adjective
                && !matches!(
                    word.upos,
                    Upos::Verb | Upos::Aux | Upos::Adp | Upos::Adv | Upos::Pron | Upos::Det | Upos::Cconj | Upos::Sconj
                )
    }

    /// "the square jihadist": an adjective that a machine left behind its noun, where the list has it as a noun, too.
    fn behind_noun(&self, head: &Range<usize>, word: &Word, start: usize) -> bool {
        self.translated
            && self.noun_order
            && word.class == Class::Agent
            && self.scan.is(self.all, head.start, Class::Adjective)
            && head.start > start
            && self.doc.words[head.start - 1].upos == Upos::Noun
            && self.scan.hit(head.start - 1).is_none_or(|_| self.scan.is(self.all, head.start - 1, Class::Generic))
    }

    /// "the Balata refugee camp", "the West Bank": a word of a place's name. Hospitals and schools of that name may speak.
    fn in_place_name(&self, head: &Range<usize>, word: &Word) -> bool {
        let named = word.class == Class::Generic || word.sectors == ["BUS"];
        named && self.scan.is_place(head.start)
    }

    /// "Kaduna state": a place, and no state that acts.
    fn is_division(&self, head: &Range<usize>, start: usize) -> bool {
        if !self.scan.is(self.all, head.start, Class::Division) {
            return false;
        }
        // « l'Etat de Kaduna », but « l'Etat d'Israël »
        let country = |w: usize| self.scan.at(w).iter().any(|s| matches!(s, What::Country(_)));
        let place = |w: usize| self.scan.is_place(w) && !country(w);
        let behind = !self.noun_order && self.scan.is(self.all, head.end, Class::Join) && place(head.end + 1);
        behind || head.start > start && self.scan.is_place(head.start - 1)
    }

    /// Whether a known head only modifies the noun after it ("army base", "police car", "rebel fighters"), which then
    /// heads the phrase if the list knows it.
    fn is_modifier(&self, words: &Range<usize>, word: &Word, end: usize) -> bool {
        let next = words.end;
        if next >= end || word.class == Class::Role && self.starts_name(next, end) {
            return false;
        }
        if !self.noun_order {
            return false; // French puts what modifies behind the head
        }
        let next_known = self.scan.hit(next).is_some_and(|h| {
            [Class::Body, Class::Agent, Class::Role, Class::Generic]
                .iter()
                .any(|&c| word_of(self.all, self.scan.senses(h), c).is_some())
        });
        let w = &self.doc.words[words.end - 1];
        let tagged = w.upos != Upos::X;
        if next_known {
            // "army officials" but "officials say", "police arrest".
            return !tagged || matches!(self.doc.words[next].upos, Upos::Noun | Upos::Propn);
        }
        // "army shelling" is the army's.
        if word.class == Class::Body && self.is_of_deed(words, &(words.start..end)) {
            return false;
        }
        // "police car": the phrase is not about the police as an actor.
        tagged && matches!(w.rel, Rel::Compound) && self.doc.words[next].upos == Upos::Noun && w.head as usize >= next
    }

    fn phrase(
        &self,
        table: &Table,
        head: Range<usize>,
        word: &'p Word,
        plural: bool,
        from: usize,
        end: usize,
    ) -> Phrase<'p> {
        let mut p = Phrase {
            words: head.clone(),
            head: head.clone(),
            word,
            plural,
            definite: false,
            another: false,
            counted: false,
            former: false,
            country: None,
            bloc: None,
            of: None,
            sectors: Vec::new(),
            jihadist: word.jihadist,
            bare: true,
            people: false,
            used: false,
            absorbed: None,
        };
        self.reach_left(table, &mut p, from);
        self.reach_right(table, &mut p, end);
        p
    }

    /// Takes in what stands before the head, and the article's news.
    fn reach_left(&self, table: &Table, p: &mut Phrase<'p>, from: usize) {
        let low = from.max(p.head.start.saturating_sub(REACH));
        let mut w = p.head.start;
        while w > low {
            let at = w - 1;
            let first = self.scan.hit(at).map_or(at, |h| h.words.start).max(low);
            if self.scan.is(self.all, at, Class::Definite) && first == at {
                p.definite = true;
                break;
            }
            if !self.joins_left(p, at, w) {
                break;
            }
            self.modify(table, p, first..w, true);
            w = first;
        }
        p.words.start = w;
        // "hundreds of jihadists", "des centaines de civils": the count is no part of the name, but tells of no one known.
        if let Some(before) = w.checked_sub(1).filter(|&b| b >= from)
            && self.scan.is(self.all, before, Class::Join)
            && before > from
            && matches!(self.doc.words[before - 1].upos, Upos::Noun | Upos::Num)
            && !self.scan.is(self.all, before - 1, Class::Role)
        {
            p.counted |= self.is_count(before - 1);
        }
    }

    pub(super) fn is_count(&self, w: usize) -> bool {
        self.doc.words[w].upos == Upos::Num || self.scan.is(self.all, w, Class::Count)
    }

    /// Whether the word before belongs to the phrase.
    fn joins_left(&self, p: &mut Phrase, at: usize, next: usize) -> bool {
        let word = &self.doc.words[at];
        let text = self.doc.slice_of(word.span);
        if text == "-" {
            // A dash with space around it parts, it does not join.
            return at > 0
                && self.doc.words[at - 1].span.end == word.span.start
                && word.span.end == self.doc.words[next].span.start;
        }
        if text == "'s" || text == "’s" || text == "'" || text == "’" {
            return at > 0;
        }
        if self.is_count(at) {
            p.counted = true;
            return true;
        }
        if let Some(hit) = self.scan.hit(at) {
            let senses = self.scan.senses(hit);
            let modifier = senses.iter().any(|s| match s {
                What::Country(_) | What::Adjective(_) | What::Party(_) | What::Acronym(_) | What::Capital(_) => true,
                What::Person(_) => matches!(self.doc.slice_of(self.doc.words[next].span), "'s" | "’s"),
                What::Word(n, _) => match self.all.words[*n as usize].class {
                    Class::Adjective | Class::Former | Class::People | Class::Name | Class::Seat => true,
                    Class::Another => {
                        p.another = true;
                        true
                    }
                    // "army officials", "police officers", but not across a verb or a clause.
                    Class::Body | Class::Agent => {
                        self.noun_order && matches!(word.upos, Upos::Noun | Upos::Propn | Upos::X)
                    }
                    Class::Generic | Class::Role => self.noun_order && matches!(word.upos, Upos::Noun | Upos::Propn),
                    _ => false,
                },
            });
            if modifier {
                // French puts only few words before the noun; a name before it is another phrase.
                return self.noun_order
                    || word_of(self.all, senses, Class::Former).is_some()
                    || word_of(self.all, senses, Class::Another).is_some();
            }
        }
        match word.upos {
            Upos::Adj => !matches!(word.rel, Rel::Root | Rel::Conj),
            Upos::Noun | Upos::Propn => {
                self.noun_order && (matches!(word.rel, Rel::Compound | Rel::Nmod | Rel::Flat | Rel::Dep | Rel::Amod))
            }
            // "denies targeting civilians": a gerund after a verb governs the noun.
            Upos::Verb => {
                let governs =
                    at > 0 && self.doc.words[at - 1].upos == Upos::Verb && word.feats.tense != Some(text::Tense::Past);
                self.noun_order && matches!(word.rel, Rel::Amod | Rel::Compound) && !governs
            }
            _ => false,
        }
    }

    /// Takes in what stands after the head: French adjectives, and the body or country that it is of.
    fn reach_right(&self, table: &Table, p: &mut Phrase<'p>, end: usize) {
        let high = end.min(p.head.end + REACH);
        let mut w = p.head.end;
        while w < high {
            let word = &self.doc.words[w];
            let stop = self.scan.hit(w).map_or(w + 1, |h| h.words.end).min(high).max(w + 1);
            let senses = self.scan.at(w);
            let class = |c| word_of(self.all, senses, c).is_some();
            let adjective = senses.iter().any(|s| matches!(s, What::Adjective(_)))
                || class(Class::Adjective)
                || class(Class::People);
            let named = self.noun_before_name(p) && table.at(w).is_some_and(|d| table.drafts[d].party.is_some());
            let plain = word.upos == Upos::Adj && !matches!(word.rel, Rel::Root | Rel::Conj | Rel::Xcomp);
            // English, too, where a machine left the French order: "the group jihadist".
            let takes = if self.noun_order {
                adjective && (self.translated || p.word.class == Class::Generic) && !self.noun_after(stop, end)
            } else {
                adjective || plain
            };
            if !takes && !named {
                break;
            }
            self.modify(table, p, w..stop, false);
            w = stop;
        }
        p.words.end = w;
        self.reach_of(table, p, w, end);
    }

    /// "the group X", "le mouvement X": the name after a generic word is its own.
    fn noun_before_name(&self, p: &Phrase) -> bool {
        p.word.class == Class::Generic || matches!(p.word.class, Class::Body) && !self.noun_order
    }

    fn noun_after(&self, w: usize, end: usize) -> bool {
        w < end
            && (self.doc.words[w].upos == Upos::Noun
                || self.scan.is(self.all, w, Class::Agent)
                || self.scan.is(self.all, w, Class::Body))
    }

    /// "of the Front", "de la Défense", "in France".
    fn reach_of(&self, table: &Table, p: &mut Phrase<'p>, at: usize, end: usize) {
        if at >= end {
            return;
        }
        let join = self.scan.is(self.all, at, Class::Join);
        let locative = self.scan.is(self.all, at, Class::Locative);
        if !join && !locative {
            return;
        }
        let mut w = self.scan.hit(at).map_or(at + 1, |h| h.words.end);
        let article = |w: usize| w < end && matches!(self.doc.words[w].upos, Upos::Det) | self.is_article(w);
        while w < end && w < at + 4 && (article(w) || self.doc.words[w].upos == Upos::Adp) {
            w += 1;
        }
        if w >= end {
            return;
        }
        let stop = self.scan.hit(w).map_or(w + 1, |h| h.words.end).min(end);
        let before = (p.country, p.of);
        let owner = table.at(w).filter(|&d| table.drafts[d].mentions.last().is_some());
        let belongs = matches!(p.word.class, Class::Role | Class::Agent | Class::Body | Class::Generic);
        if join && belongs && owner.is_some_and(|d| p.of.is_none() && self.is_body(&table.drafts[d])) {
            p.of = owner;
            self.take_country(table, p, owner.unwrap_or_default());
            // The words of the whole name.
            let mut last = stop;
            while last < end && table.at(last) == owner {
                last += 1;
            }
            p.words.end = last;
            p.bare = false;
            return;
        }
        // "Its troops in Goma" are those of whom it takes up, wherever they stand.
        let forces = p.word.sectors.first() == Some(&"MIL");
        if forces && self.possessive(p) && (!join || self.scan.place(w).is_some()) {
            return;
        }
        for sense in self.scan.at(w) {
            match *sense {
                // "its troops from Somalia" are not Somali.
                What::Country(c) if p.country.is_none() && !(p.definite && self.is_from(at)) => p.country = Some(c),
                What::Capital(c) if p.country.is_none() && !join => p.country = Some(c),
                _ => {}
            }
        }
        if p.country.is_none() {
            p.country = self.scan.place(w);
        }
        if join && (p.country, p.of) != before && stop > p.words.end && !self.is_from(at) {
            p.words.end = stop;
            p.bare = false;
            return;
        }
        // "ministère russe de la Défense", "chef du renseignement": the rest of a name or title.
        if join && !self.noun_order && p.word.class != Class::Generic {
            let capital = self.doc.slice_of(self.doc.words[w].span).starts_with(char::is_uppercase);
            let office = p.word.sectors.iter().any(|s| matches!(*s, "GOV" | "MIL"));
            if capital && office && self.scan.at(w).is_empty() {
                let adjectives = (w + 1..end).take_while(|&a| self.doc.words[a].upos == Upos::Adj).count();
                p.words.end = w + 1 + adjectives;
            }
        }
        // "group of thieves": what it is a group of tells its sector.
        if join && p.word.class == Class::Generic && p.of.is_none() {
            let known = self.scan.hit(w).and_then(|h| self.scan.word(self.all, h, Class::Agent));
            let adjective = self.scan.hit(w).and_then(|h| self.scan.word(self.all, h, Class::Adjective));
            if let Some((word, _)) = known.or(adjective) {
                p.sectors.extend(&word.sectors);
                p.jihadist |= word.jihadist;
                p.words.end = stop;
                p.bare = false;
                p.absorbed = Some(stop);
            }
        }
    }

    /// Whether a possessive stands before a phrase ("its leader", "son porte-parole").
    pub(super) fn possessive(&self, p: &Phrase) -> bool {
        p.words.start > 0 && self.doc.words[p.words.start - 1].feats.possessive
    }

    fn is_from(&self, w: usize) -> bool {
        self.doc.slice_of(self.doc.words[w].span).eq_ignore_ascii_case("from")
    }

    /// Whether one can be a member of it.
    fn is_body(&self, d: &Draft) -> bool {
        d.kind != crate::reading::ActorKind::Person && d.kind != crate::reading::ActorKind::Population
    }

    pub(super) fn is_article(&self, w: usize) -> bool {
        let text = self.doc.slice_of(self.doc.words[w].span);
        text.len() <= 4
            && ["the", "a", "an", "le", "la", "les", "l'", "l’", "un", "une", "des"]
                .iter()
                .any(|a| a.eq_ignore_ascii_case(text))
    }

    fn take_country(&self, table: &Table, p: &mut Phrase, draft: usize) {
        if p.country.is_none() && p.bloc.is_none() {
            p.bloc = table.drafts[draft].country.clone();
        }
        if table.drafts[draft].kind == crate::reading::ActorKind::Unit || table.drafts[draft].party.is_some() {
            p.jihadist |= table.drafts[draft].jihadist;
        }
    }

    /// What a modifier says.
    fn modify(&self, table: &Table, p: &mut Phrase<'p>, words: Range<usize>, left: bool) {
        let owner = table.at(words.start);
        let hyphen = self.doc.words.get(words.end).is_some_and(|w| self.doc.slice_of(w.span) == "-");
        // "US-backed rebels" are not American; "Somalia-based" ones are Somali.
        let backed = left
            && hyphen
            && words.end + 1 < self.doc.words.len()
            && !matches!(self.doc.lemma(words.end + 1), "base" | "based" | "born");
        for sense in self.scan.at(words.start) {
            match *sense {
                What::Country(c) | What::Adjective(c) if p.country.is_none() && !backed => {
                    p.country = Some(c);
                    p.bare = false;
                }
                What::Capital(c) if p.country.is_none() && !backed => {
                    p.country = Some(c);
                    p.bare = false;
                }
                What::Party(_) | What::Acronym(_) if !backed => {
                    if let Some(d) = owner.filter(|_| p.of.is_none()) {
                        p.of = Some(d);
                        self.take_country(table, p, d);
                        p.bare = false;
                    }
                }
                What::Word(n, _) => {
                    let word = &self.all.words[n as usize];
                    match word.class {
                        Class::Adjective => {
                            p.sectors.extend(&word.sectors);
                            p.jihadist |= word.jihadist;
                            p.bare = false;
                        }
                        Class::Former => p.former = true,
                        Class::Another => p.another = true,
                        Class::People => {
                            p.people = true;
                            p.bare = false;
                            if p.country.is_none() && !backed {
                                p.country = self.all.country(word.extra);
                            }
                            p.sectors.extend(&word.sectors);
                        }
                        Class::Body | Class::Agent if left => {
                            p.sectors.extend(&word.sectors);
                            p.bare = false;
                        }
                        Class::Seat => {
                            p.bare = false;
                            if p.of.is_none() {
                                p.of = owner;
                            }
                            if p.country.is_none() {
                                p.country = self.all.country(word.extra);
                            }
                        }
                        _ => {}
                    }
                }
                _ => {}
            }
        }
        if self.scan.at(words.start).is_empty() {
            if let (None, Some(c)) = (p.country, self.scan.place(words.start)) {
                p.country = Some(c);
            }
            if matches!(self.doc.words[words.start].upos, Upos::Adj | Upos::Noun | Upos::Propn | Upos::Verb) {
                p.bare = false;
            }
        }
    }

    /// Whether a name may start at a word: a capital in a sentence that has small letters too.
    pub(super) fn starts_name(&self, w: usize, end: usize) -> bool {
        w < end
            && !self.scan.capitals(self.doc.words[w].sentence)
            && self.doc.slice_of(self.doc.words[w].span).starts_with(char::is_uppercase)
    }
}
