//! Actors told by common nouns: armies and ministries by their country, soldiers and rebels by their party, civilians,
//! gunmen and protesters by themselves.

use super::Reader;
use super::coreference::Description;
use super::dictionary::{Class, What};
use super::entity::{Draft, Id, Table, hash};
use super::person::Roles;
use super::phrase::Phrase;
use super::scan::word_of;
use crate::reading::{ActorKind, By, Form};
use std::ops::Range;
use text::{Number, Upos};

impl Reader<'_, '_> {
    /// Makes actors of a sentence's phrases; descriptions that need an antecedent are put aside.
    pub(super) fn nominals<'p>(
        &self,
        table: &mut Table,
        roles: &mut Roles,
        phrases: Vec<Phrase<'p>>,
        later: &mut Vec<Description<'p>>,
        sentence: Range<usize>,
    ) {
        let covered: Vec<Range<usize>> = phrases.iter().map(|p| p.words.clone()).collect();
        for p in phrases.into_iter().filter(|p| !p.used) {
            match p.word.class {
                Class::Agent if !p.plural => self.one(table, roles, &p),
                Class::Agent => self.many(table, p, later),
                Class::Body => self.collective(table, p, later),
                Class::Generic => self.generic(table, p, later),
                Class::Role => self.officers(table, &p),
                _ => {}
            }
        }
        self.doers(table, &covered, sentence.clone());
        self.peoples(table, &covered, sentence);
    }

    /// One person: "a soldier", "the minister".
    fn one(&self, table: &mut Table, roles: &mut Roles, p: &Phrase) {
        let same = |&before: &usize| self.may_hold(&table.drafts[before], p);
        let takes_up = p.definite && p.country.is_none() && p.of.is_none();
        if let Some(before) = roles.last(p.word.line).filter(|_| takes_up).filter(same) {
            self.told(table, before, p, Form::Nominal, By::Coreference, 0.7);
            return;
        }
        let kind = if p.word.kind == ActorKind::Organization && p.word.sectors.contains(&"BUS") {
            ActorKind::Organization
        } else {
            ActorKind::Person
        };
        let draft = self.people(table, p, kind);
        if p.word.sectors.contains(&"GOV") {
            roles.note(p.word.line, draft);
        }
    }

    /// Whether a person may be the one whom a description names: "the minister" is a minister of defence, "the mayor" no governor.
    fn may_hold(&self, person: &Draft, p: &Phrase) -> bool {
        let head = self.doc.words[p.head.clone()].last().map(|w| w.lower);
        person.role.as_deref().is_none_or(|role| role.split_whitespace().any(|word| Some(text::Key::of(word)) == head))
    }

    /// Many: "Turkish soldiers", "the rebels", "hundreds of jihadists", "residents".
    fn many<'p>(&self, table: &mut Table, p: Phrase<'p>, later: &mut Vec<Description<'p>>) {
        let fighters = matches!(p.word.kind, ActorKind::ArmedGroup | ActorKind::Unit);
        // "Taliban fighters": the party itself acts through them.
        if let Some(of) = p.of.filter(|&d| fighters && is_armed(&table.drafts[d])) {
            self.told(table, of, &p, Form::Nominal, By::Description, 0.85);
            return;
        }
        // "leaders of the Front" govern nobody.
        if let Some(of) =
            p.of.filter(|&d| p.word.kind == ActorKind::State && table.drafts[d].kind == ActorKind::ArmedGroup)
        {
            let draft = self.people(table, &p, ActorKind::Population);
            table.drafts[draft].sectors = table.drafts[of].sectors.clone();
            return;
        }
        // "Turkish soldiers", "police officers": the forces of their state.
        let state = matches!(p.word.kind, ActorKind::Unit | ActorKind::State)
            && p.word.sectors.first().is_some_and(|s| matches!(*s, "MIL" | "COP"));
        if state && p.of.is_none() && !p.former && !p.people {
            self.forces(table, &p);
            return;
        }
        // "the rebels": those named before.
        if p.word.kind == ActorKind::ArmedGroup && p.definite && p.bare && !p.counted && !p.former {
            later.push(Description::of(p, self.doc));
            return;
        }
        let kind = p.word.kind;
        // "Syrian forces", "Russian forces" are those of the state, "the authorities" its government; "Kurdish forces" are not.
        let plain = p.of.is_none() && !p.people && !p.former && p.sectors.is_empty();
        let told = kind == ActorKind::State || p.country.is_some();
        if plain && told && self.notion_of_state(&p).is_some() {
            self.forces(table, &p);
            return;
        }
        let draft = self.people(table, &p, kind);
        // Rebels that are not told apart from the only such party belong to it: said by `member_of`.
        if kind == ActorKind::ArmedGroup && table.drafts[draft].member_of.is_none() && !p.definite {
            later.push(Description::member(p, draft, self.doc));
        }
    }

    /// The army or police of a state, whether by name or by its men.
    fn forces(&self, table: &mut Table, p: &Phrase) {
        let (country, assumed) = self.country_of(p);
        let by = if p.word.class == Class::Body { By::Alias } else { By::Description };
        let draft = self.state_body_of(table, p, country);
        self.say_assumed(table, draft, country, assumed);
        self.told(table, draft, p, named(p), by, if assumed { 0.7 } else { 0.85 });
    }

    /// The country that a state's body belongs to, and whether that is only because the report is about it.
    fn country_of(&self, p: &Phrase) -> (Option<u16>, bool) {
        match p.country {
            Some(c) => (Some(c), false),
            None => (self.scan.main.filter(|_| p.bloc.is_none()), true),
        }
    }

    fn say_assumed(&self, table: &mut Table, draft: usize, country: Option<u16>, assumed: bool) {
        if let (true, Some(c)) = (assumed, country) {
            let name = self.all.countries[c as usize].name;
            let why = &mut table.drafts[draft].why;
            if why.lines().is_empty() {
                why.say(|| format!("no country is told: it is that of {name}, which the report is about"));
            }
        }
    }

    /// A body: "the Chilean Defence Ministry", "the army", "a rebel group", "the opposition".
    fn collective<'p>(&self, table: &mut Table, p: Phrase<'p>, later: &mut Vec<Description<'p>>) {
        let word = p.word;
        if word.kind == ActorKind::State {
            // "government of the Houthis"
            if let Some(of) = p.of.filter(|&d| table.drafts[d].kind != ActorKind::State) {
                let draft = self.people(table, &p, ActorKind::State);
                table.drafts[draft].member_of = Some(of);
                return;
            }
            match word.sectors.first() {
                Some(&"MIL") | Some(&"COP") if p.sectors.is_empty() || p.country.is_some() => self.forces(table, &p),
                _ => self.office(table, &p),
            }
            return;
        }
        // "the Northern militia", « la chaîne Al-Nour »: a word for the whole of it, and its name.
        let whole = !p.plural && self.scan.is(self.all, p.head.start, Class::Whole);
        if let Some(of) =
            p.of.filter(|&d| whole && table.drafts[d].party.is_some() && table.drafts[d].kind == word.kind)
        {
            self.told(table, of, &p, Form::Nominal, By::Description, 0.9);
            return;
        }
        if let Some(of) = p.of.filter(|&d| table.drafts[d].party.is_some() && word.kind == ActorKind::ArmedGroup) {
            // "the armed wing of Hamas" is a part of it, "the jihadist group Boko Haram" is it.
            let apposed = p.words.end > p.head.end && table.at(p.head.end) == Some(of) || p.bare;
            if apposed {
                self.told(table, of, &p, Form::Nominal, By::Description, 0.9);
                return;
            }
        }
        if word.kind == ActorKind::ArmedGroup && self.apposed(table, &p) {
            return;
        }
        let described = matches!(word.kind, ActorKind::ArmedGroup | ActorKind::Media | ActorKind::Organization);
        if described && p.definite && p.country.is_none() && p.of.is_none() {
            later.push(Description::of(p, self.doc));
            return;
        }
        let draft = self.people(table, &p, word.kind);
        if word.kind == ActorKind::ArmedGroup && !p.definite {
            later.push(Description::member(p, draft, self.doc));
        }
    }

    /// An office of a state: the same words of the same country are one.
    fn office(&self, table: &mut Table, p: &Phrase) {
        let (country, assumed) = self.country_of(p);
        let draft = self.state_body_of(table, p, country);
        self.say_assumed(table, draft, country, assumed);
        self.told(table, draft, p, Form::Nominal, By::Description, if assumed { 0.7 } else { 0.85 });
    }

    /// The body of a state that a phrase means; one of its own words where they mean none that is known.
    fn state_body_of(&self, table: &mut Table, p: &Phrase, country: Option<u16>) -> usize {
        if let Some(notion) = self.notion_of_state(p).filter(|_| !p.former) {
            return self.body_of_state(table, notion, country, &p.word.sectors);
        }
        let words = self.atoms.of_words(p.head.start..p.words.end);
        let id = Id::Body(country, hash(words.iter().copied()));
        table.get(id, || self.draft_of(p, ActorKind::State, country))
    }

    /// "Al-Shabaab, a jihadist group": the description belongs to the name before the comma.
    fn apposed(&self, table: &mut Table, p: &Phrase) -> bool {
        let mut w = p.words.start;
        while w > 0 && self.doc.words[w - 1].sentence == self.doc.words[p.head.start].sentence {
            w -= 1;
            let text = self.doc.slice_of(self.doc.words[w].span);
            if self.is_article(w) || self.doc.words[w].upos == Upos::Det {
                continue;
            }
            if text != "," && text != "(" || w == 0 {
                return false;
            }
            // Over a bracket: "the Northern Front (NF), a rebel group".
            let close = self.doc.slice_of(self.doc.words[w - 1].span) == ")";
            let w = if close && w > 2 { w - 1 } else { w };
            let before = table.at(w - 1).filter(|&d| is_armed(&table.drafts[d]));
            if let Some(d) = before {
                self.told(table, d, p, Form::Nominal, By::Description, 0.85);
                return true;
            }
            return false;
        }
        false
    }

    /// "the group", "a Kurdish movement".
    fn generic<'p>(&self, table: &mut Table, p: Phrase<'p>, later: &mut Vec<Description<'p>>) {
        // "the group X", "the X group".
        let behind = p.words.end > p.head.end && table.at(p.head.end) == p.of;
        let before =
            !p.plural && p.words.start < p.head.start && (p.words.start..p.head.start).all(|w| table.at(w) == p.of);
        if let Some(of) = p.of.filter(|_| behind || before) {
            self.told(table, of, &p, Form::Nominal, By::Description, 0.9);
            return;
        }
        if self.apposed(table, &p) {
            return;
        }
        if p.definite && p.country.is_none() && p.of.is_none() && !p.plural {
            later.push(Description::of(p, self.doc));
            return;
        }
        if p.sectors.is_empty() && p.country.is_none() && p.of.is_none() {
            return;
        }
        // "small groups of the Front": the party acts through them.
        if let Some(of) = p.of.filter(|&d| p.plural && is_armed(&table.drafts[d])) {
            self.told(table, of, &p, Form::Nominal, By::Description, 0.8);
            return;
        }
        let armed = p.sectors.iter().any(|s| matches!(*s, "REB" | "UAF" | "PRM" | "CRM"));
        let kind = if armed { ActorKind::ArmedGroup } else { ActorKind::Organization };
        self.people(table, &p, kind);
    }

    /// "leaders of the Front", "members of the council".
    fn officers(&self, table: &mut Table, p: &Phrase) {
        if p.of.is_none() && p.country.is_none() && p.sectors.is_empty() {
            return;
        }
        let kind = if p.plural { ActorKind::Population } else { ActorKind::Person };
        let draft = self.people(table, p, kind);
        let of = p.of.map(|d| table.drafts[d].sectors.clone()).unwrap_or_default();
        table.drafts[draft].add_sectors(&of);
        if table.drafts[draft].sectors.is_empty() {
            table.drafts[draft].add_sectors(&["GOV"]);
        }
    }

    /// Notes that a phrase speaks of an actor: its mention is the head with its modifiers, without counts ("some 300"), without
    /// the body of a role ("spokesman of the Front") and without what follows people ("men in uniform").
    pub(super) fn told(&self, table: &mut Table, draft: usize, p: &Phrase, form: Form, by: By, confidence: f32) {
        let mut words = self.core(p);
        if form == Form::Nominal && p.word.kind != ActorKind::State {
            let parts = |w: usize| self.doc.words[w].upos == Upos::Adp;
            words.end = (p.head.end..words.end).find(|&w| parts(w)).unwrap_or(words.end);
        }
        table.mention_in(self.doc, draft, p.words.clone(), words, form, by, confidence);
    }

    /// An actor for a phrase: the same head with the same modifiers is the same actor.
    fn people(&self, table: &mut Table, p: &Phrase, kind: ActorKind) -> usize {
        let name = self.core(p);
        let atoms = self.atoms.of_words(name.clone());
        let id = Id::Nominal(hash(atoms.iter().copied()));
        let state = p.word.sectors.first().is_some_and(|s| matches!(*s, "MIL" | "COP" | "GOV" | "JUD" | "LEG" | "SPY"));
        let assumed = state && p.country.is_none() && p.bloc.is_none();
        let country = p.country.or(self.scan.main.filter(|_| assumed));
        let draft = table.get(id, || self.draft_of(p, kind, country));
        self.say_assumed(table, draft, country, assumed);
        if let Some(of) = p.of.filter(|&of| of != draft) {
            table.drafts[draft].member_of = Some(of);
            if table.drafts[draft].sectors.is_empty() {
                table.drafts[draft].sectors = table.drafts[of].sectors.clone();
            }
        }
        self.told(table, draft, p, Form::Nominal, By::Description, 0.8);
        draft
    }

    fn draft_of(&self, p: &Phrase, kind: ActorKind, country: Option<u16>) -> Draft {
        let mut d = Draft::new(&self.name_of(p), kind);
        d.country = country.map(|c| self.all.countries[c as usize].code.to_string()).or_else(|| p.bloc.clone());
        if p.former {
            d.add_sectors(&["ELI"]);
        }
        if p.word.sectors == ["UNK"] || p.word.sectors.is_empty() {
            d.add_sectors(&p.sectors);
        }
        d.add_sectors(&p.word.sectors);
        d.add_sectors(&p.sectors);
        d.jihadist = p.jihadist;
        d.plural = p.plural;
        d.notion = self.notion(p);
        d.people = self.people_of(p);
        d
    }

    /// The words of a phrase without the count.
    fn core(&self, p: &Phrase) -> Range<usize> {
        let mut start = p.words.start;
        let joined = |w: usize| self.doc.slice_of(self.doc.words[w].span).starts_with('-');
        let owner = |w: usize| matches!(self.doc.form(w), "'s" | "’s" | "'" | "’");
        while start < p.head.start
            && !joined(start + 1) // "five-month-old baby"
            && (self.is_count(start)
                || owner(start)
                || self.scan.is(self.all, start, Class::Another)
                || self.doc.words[start].upos == Upos::Adv)
        {
            start += 1;
        }
        // "68-year-old woman": the rest of an age.
        let hyphen = |w: usize| {
            w > 0 && self.doc.form(w - 1) == "-" && self.doc.words[w - 1].span.end == self.doc.words[w].span.start
        };
        while start < p.head.start && (self.doc.form(start).starts_with('-') || hyphen(start)) {
            start += 1;
        }
        start..p.words.end
    }

    fn name_of(&self, p: &Phrase) -> String {
        self.doc.slice_of(self.doc.span_of(self.core(p))).to_string()
    }

    /// Peoples as actors: "the Kurds", "Syrians", "les Palestiniens".
    fn peoples(&self, table: &mut Table, covered: &[Range<usize>], sentence: Range<usize>) {
        for w in sentence.clone() {
            let Some(hit) = self.scan.hit(w).filter(|h| h.words.start == w) else { continue };
            if table.at(w).is_some() || covered.iter().any(|c| c.contains(&w)) {
                continue;
            }
            let senses = self.scan.senses(hit);
            let upos = self.doc.words[hit.words.end - 1].upos;
            let noun = matches!(upos, Upos::Noun | Upos::Propn | Upos::X);
            let text = self.doc.slice_of(self.doc.words[w].span);
            let before = w.checked_sub(1).filter(|b| sentence.contains(b));
            let definite = before.is_some_and(|b| self.scan.is(self.all, b, Class::Definite));
            // « un Français », « le Soudanais » are one of them.
            let one = before.is_some_and(|b| {
                self.doc.words[b].upos == Upos::Det && self.doc.words[b].feats.number == Some(Number::Sing)
            });
            let plural = noun && text.ends_with('s') && !one;
            // "the Chinese", "the French": an adjective that no noun follows.
            let people = definite && !one && (noun || upos == Upos::Adj) && self.noun_order;
            if !text.starts_with(char::is_uppercase) || !(plural || people) {
                continue;
            }
            let country = senses.iter().find_map(|s| match s {
                What::Adjective(c) => Some(Some(*c)),
                _ => word_of(self.all, senses, Class::People).map(|(word, _)| self.all.country(word.extra)),
            });
            let modifies = hit.words.end < sentence.end
                && self.noun_order
                && (matches!(self.doc.words[hit.words.end].upos, Upos::Noun | Upos::Propn)
                    || people && matches!(self.doc.words[hit.words.end].upos, Upos::Adj | Upos::Num | Upos::X)
                    || people && self.doc.slice_of(self.doc.words[hit.words.end].span).starts_with('-'));
            let Some(country) = country.filter(|_| !modifies) else { continue };
            let words = hit.words.clone();
            let id = Id::Nominal(hash(self.atoms.of_words(words.clone()).iter().copied()));
            let draft = table.get(id, || {
                let mut d = Draft::new(text, ActorKind::Population);
                d.country = country.map(|c| self.all.countries[c as usize].code.to_string());
                d.sectors = vec!["CVL"];
                d.notion = self.notion_of_words(words.clone());
                d.plural = true;
                d
            });
            table.mention(self.doc, draft, words, Form::Nominal, By::Description, 0.75);
        }
    }
}

/// Whether an actor takes part in fighting, so that fighters may be its own.
pub(super) fn is_armed(d: &Draft) -> bool {
    matches!(d.kind, ActorKind::ArmedGroup | ActorKind::Unit)
        || d.sectors.iter().any(|s| matches!(*s, "REB" | "PRM" | "UAF" | "MIL" | "CRM"))
}

/// "the Iraqi army", "government of Iraq": with its country a body of state is named; "three Iraqi soldiers" are not.
fn named(p: &Phrase) -> Form {
    let unique = p.country.is_some()
        && !p.counted
        && !p.former
        && (p.word.class == Class::Body || p.word.kind == ActorKind::ArmedGroup);
    if unique { Form::Name } else { Form::Nominal }
}
