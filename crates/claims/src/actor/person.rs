//! Persons: who is known by a title, a role and a body ("a spokesman of the Front, Mustafa Bakr"; "le colonel Aziz").

use super::Reader;
use super::dictionary::{Class, Tenure, What};
use super::entity::{Draft, Id, Table};
use super::phrase::Phrase;
use super::scan::word_of;
use crate::reading::{ActorKind, By, Form};
use std::collections::HashMap;
use std::ops::Range;
use text::lexicon::KeyMap;
use text::{Key, Upos};

/// What the report has said of roles so far: "another spokesman" belongs to the body of the one before.
#[derive(Debug, Default)]
pub(super) struct Roles {
    /// The last body that a role belonged to, by the line of the word list, whose words mean the same.
    body: HashMap<u16, usize>,
    /// Persons whose role is told, while the body after it is not an actor yet: the word after the role, and its line.
    waiting: Vec<(usize, usize, u16)>,
    /// Those whose sentence did not tell.
    unplaced: Vec<(usize, usize, u16)>,
    /// The last person in a role.
    person: HashMap<u16, usize>,
}

impl Roles {
    /// The last person whom the report put in a role.
    pub(super) fn last(&self, role: u16) -> Option<usize> {
        self.person.get(&role).copied()
    }

    /// Takes up again what could not be placed.
    pub(super) fn again(&mut self) {
        self.waiting = std::mem::take(&mut self.unplaced);
    }

    pub(super) fn note(&mut self, role: u16, person: usize) {
        self.person.insert(role, person);
    }
}

impl Reader<'_, '_> {
    /// The person of the dictionary that a hit means.
    pub(super) fn person(&self, senses: &[What], words: &Range<usize>) -> Option<u32> {
        let mut best: Option<(u32, bool)> = None;
        for sense in senses {
            if let What::Person(p) = *sense {
                let now = self.tenure(p).is_some();
                if best.is_none_or(|b| now && !b.1) {
                    best = Some((p, now));
                }
            }
        }
        let (person, _) = best?;
        // A surname alone, beside another capital, is somebody else's or a place's: "Rami Assad", "Saddam City".
        if words.len() == 1 && self.beside_capital(words) {
            return None;
        }
        Some(person)
    }

    fn beside_capital(&self, words: &Range<usize>) -> bool {
        let sentence = self.doc.words[words.start].sentence;
        let end = self.doc.sentences.get(sentence as usize).map_or(0, |s| s.end as usize);
        if self.scan.capitals(sentence) {
            return false;
        }
        let before = words.start.checked_sub(1).filter(|&w| self.doc.words[w].sentence == sentence);
        let stranger = |w: usize| self.starts_name(w, end) && self.scan.hit(w).is_none() && !self.is_article(w);
        before.is_some_and(|w| stranger(w) && self.doc.words[w].upos == Upos::Propn && !self.first_in_sentence(w))
            || words.end < end && stranger(words.end) && self.doc.words[words.end].upos == Upos::Propn
    }

    fn first_in_sentence(&self, w: usize) -> bool {
        w == 0 || self.doc.words[w - 1].sentence != self.doc.words[w].sentence
    }

    /// The role that a person held on the day of the report.
    fn tenure(&self, person: u32) -> Option<&Tenure> {
        let day = self.day?;
        let roles = &self.all.persons[person as usize].roles;
        roles.iter().rev().find(|t| t.from <= day && t.until.is_none_or(|u| day <= u))
    }

    pub(super) fn draft_person(&self, person: u32) -> Draft {
        let p = &self.all.persons[person as usize];
        let mut d = Draft::new(p.name, ActorKind::Person);
        d.country = Some(p.country.to_string());
        d.wikidata = p.wikidata;
        d.body = p.body;
        let sectors = |list: &[&'static str], d: &mut Draft| {
            for s in list {
                match (*s, p.body) {
                    ("@", Some(body)) => d.add_sectors(&self.all.parties[body as usize].sectors),
                    ("@", None) => d.add_sectors(&["GOV"]),
                    (s, _) => d.add_sectors(&[s]),
                }
            }
        };
        match (self.day, self.tenure(person), p.roles.last()) {
            (_, Some(now), _) => {
                sectors(&now.sectors, &mut d);
                d.role = Some(now.role.to_string());
            }
            (Some(day), None, _) if p.roles.iter().any(|t| t.until.is_some_and(|u| u < day)) => d.add_sectors(&["ELI"]),
            (Some(_), None, _) => {
                if let Some(first) = p.roles.first() {
                    sectors(&first.sectors, &mut d);
                }
            }
            // Without a day both may hold: in office, or former.
            (None, _, Some(last)) => {
                sectors(&last.sectors, &mut d);
                match last.until {
                    None => d.role = Some(last.role.to_string()),
                    Some(_) => d.add_sectors(&["ELI"]),
                }
            }
            (None, _, None) => {}
        }
        d
    }

    /// Ties the persons of a sentence to the phrases that tell their role, and finds those whom only a title announces.
    pub(super) fn persons(&self, table: &mut Table, roles: &mut Roles, phrases: &mut [Phrase], sentence: Range<usize>) {
        self.titled(table, phrases, sentence.clone());
        let mut w = sentence.start;
        while w < sentence.end {
            let Some(draft) = table.at(w) else {
                w += 1;
                continue;
            };
            let mut end = w + 1;
            while end < sentence.end && table.at(end) == Some(draft) {
                end += 1;
            }
            if table.drafts[draft].kind == ActorKind::Person {
                let name = w..end;
                self.title(table, draft, &name);
                let mut from = name.clone();
                // "a spokesman of the army, Colonel Aziz": a rank and a role.
                for _ in 0..2 {
                    let Some(n) = self.phrase_before(table, phrases, draft, &from, &sentence) else { break };
                    // "…, including a lawmaker, police spokesman Aziz said": before a comma only a role is his.
                    let parted = from != name && from.start > sentence.start && self.doc.form(from.start - 1) == ",";
                    if parted && phrases[n].word.class != Class::Role {
                        break;
                    }
                    self.tie(table, roles, &mut phrases[n], draft);
                    from.start = phrases[n].words.start;
                    while from.start > sentence.start && self.is_article(from.start - 1) {
                        from.start -= 1;
                    }
                }
                if let Some(n) = self.phrase_after(phrases, &name, &sentence) {
                    self.tie(table, roles, &mut phrases[n], draft);
                }
            }
            w = end;
        }
        // A role without a name.
        for p in phrases.iter_mut().filter(|p| !p.used && p.word.class == Class::Role && !p.plural) {
            self.unnamed(table, roles, p);
        }
    }

    /// Once a sentence's bodies are actors: "spokesman of the army".
    pub(super) fn settle(&self, table: &mut Table, roles: &mut Roles) {
        for (draft, at, line) in std::mem::take(&mut roles.waiting) {
            let Some(sentence) = self.doc.words.get(at).map(|w| w.sentence) else { continue };
            if !self.scan.is(self.all, at, Class::Join) || table.drafts[draft].member_of.is_some() {
                continue;
            }
            let after =
                (at + 1..(at + 4).min(self.doc.words.len())).take_while(|&w| self.doc.words[w].sentence == sentence);
            let body =
                after.filter_map(|w| table.at(w)).find(|&b| b != draft && table.drafts[b].kind != ActorKind::Person);
            let Some(body) = body else {
                // "the rebels" may be tied to a party only once all is read.
                roles.unplaced.push((draft, at, line));
                continue;
            };
            let (country, sectors) = (table.drafts[body].country.clone(), table.drafts[body].sectors.clone());
            let d = &mut table.drafts[draft];
            d.member_of = Some(body);
            d.country = d.country.take().or(country);
            if d.sectors.is_empty() {
                d.sectors = sectors;
            }
            roles.body.insert(line, body);
        }
    }

    /// Gives a person what a title before the name tells ("Gen. Aziz").
    fn title(&self, table: &mut Table, draft: usize, name: &Range<usize>) {
        let Some(before) = name.start.checked_sub(1) else { return };
        let Some(hit) = self.scan.hit(before).filter(|h| h.words.end == name.start) else { return };
        let Some((word, _)) = self.scan.word(self.all, hit, Class::Title) else { return };
        if word.sectors.is_empty() || table.at(before).is_some() {
            return;
        }
        let title = self.doc.slice_of(self.doc.span_of(hit.words.clone())).to_string();
        let d = &mut table.drafts[draft];
        if d.sectors.is_empty() {
            d.add_sectors(&word.sectors);
        }
        if d.role.is_none() {
            d.role = Some(title);
        }
    }

    /// Names after a title ("Gen. Aziz Karim", "le colonel Aziz") or, set off by a comma, after a role.
    fn titled(&self, table: &mut Table, phrases: &[Phrase], sentence: Range<usize>) {
        for w in sentence.clone() {
            let Some(hit) = self.scan.hit(w).filter(|h| h.words.end == w + 1) else { continue };
            if word_of(self.all, self.scan.senses(hit), Class::Title).is_none() {
                continue;
            }
            self.run(table, w + 1, sentence.end, 1);
        }
        for p in phrases.iter().filter(|p| p.word.class == Class::Role || p.word.class == Class::Agent) {
            if !p.plural {
                self.name_before(table, p.words.start, &sentence);
            }
            let comma = p.words.end < sentence.end && self.doc.slice_of(self.doc.words[p.words.end].span) == ",";
            if comma && !p.plural {
                self.run(table, p.words.end + 1, sentence.end, 2);
            } else if !p.plural && p.word.class == Class::Role {
                self.run(table, p.words.end, sentence.end, 2);
            }
        }
    }

    /// "Mona Haddad, a resident": two capitals or more before the comma, of which nothing else is known, are a person's name.
    fn name_before(&self, table: &mut Table, at: usize, sentence: &Range<usize>) {
        let text = |w: usize| self.doc.slice_of(self.doc.words[w].span);
        let one = at.checked_sub(1).filter(|&w| {
            sentence.contains(&w) && matches!(self.doc.words[w].upos, Upos::Det | Upos::Num) || self.is_article(w)
        });
        let comma = one.unwrap_or(at).checked_sub(1).filter(|&w| w > sentence.start && text(w) == ",");
        let (Some(comma), Some(_)) = (comma, one) else { return };
        let free = |w: usize| {
            self.starts_name(w, sentence.end)
                && (self.doc.words[w].upos == Upos::Propn || w + 1 < comma && self.doc.words[w].upos == Upos::Noun)
                && table.at(w).is_none()
                && self.scan.hit(w).is_none()
        };
        let mut start = comma;
        while start > sentence.start && comma - start < 4 && free(start - 1) {
            start -= 1;
        }
        let article =
            start > sentence.start && (self.is_article(start - 1) || self.doc.words[start - 1].upos == Upos::Det);
        if comma - start >= 2 && !article {
            self.run(table, start, comma, 2);
        }
    }

    /// A run of capitals at a word, taken as a person's name where it is long enough and nobody's yet.
    fn run(&self, table: &mut Table, at: usize, end: usize, least: usize) {
        let mut w = at;
        let mut names = 0;
        while w < end && w < at + 8 {
            let text = self.doc.slice_of(self.doc.words[w].span);
            let lower = text.to_lowercase();
            let particle = matches!(
                lower.as_str(),
                "al" | "el"
                    | "bin"
                    | "ben"
                    | "ibn"
                    | "abu"
                    | "abou"
                    | "de"
                    | "von"
                    | "van"
                    | "der"
                    | "da"
                    | "dos"
                    | "di"
                    | "-"
                    | "ag"
                    | "ould"
            );
            let known = self.scan.hit(w).is_some_and(|h| {
                let senses = self.scan.senses(h);
                !senses.iter().all(|s| matches!(s, What::Person(_) | What::Adjective(_)))
            });
            if table.at(w).is_some() || known && !particle && names < 1 {
                break;
            }
            let proper = text.chars().next().is_some_and(char::is_uppercase)
                && !self.scan.capitals(self.doc.words[w].sentence)
                && text.chars().count() > 1
                && !matches!(self.doc.words[w].upos, Upos::Verb | Upos::Aux | Upos::Det | Upos::Pron | Upos::Adp);
            if proper {
                names += 1;
            } else if !(particle && w + 1 < end && self.starts_name(w + 1, end)) {
                break;
            }
            w += 1;
        }
        // An acronym or a word in capitals is no name of a person.
        let loud = (at..w).any(|w| {
            let text = self.doc.slice_of(self.doc.words[w].span);
            text.len() > 2 && text.chars().all(|c| c.is_uppercase())
        });
        if names >= least && !loud && w > at {
            self.new_person(table, at..w, 0.75);
        }
    }

    /// The phrase that stands before a name, at once or set off by a comma.
    fn phrase_before(
        &self,
        table: &Table,
        phrases: &[Phrase],
        draft: usize,
        name: &Range<usize>,
        sentence: &Range<usize>,
    ) -> Option<usize> {
        let mut at = name.start;
        let mut comma = false;
        // Titles between role and name: "spokesman Col. Aziz".
        while at > sentence.start {
            let w = at - 1;
            let text = self.doc.slice_of(self.doc.words[w].span);
            if self.is_article(w) && at == name.start && w > sentence.start {
                at = w;
            } else if text == "," && !comma {
                comma = true;
                at = w;
            } else if text == ")" && w >= sentence.start + 3 && self.doc.slice_of(self.doc.words[w - 2].span) == "(" {
                at = w - 2;
            } else if self.scan.is(self.all, w, Class::Title)
                && table.at(w).is_none_or(|d| d == draft)
                && !phrases.iter().any(|p| p.words.end == at)
            {
                at = self.scan.hit(w).map_or(w, |h| h.words.start);
            } else {
                break;
            }
        }
        let direct = phrases.iter().rposition(|p| !p.used && !p.plural && p.words.end == at && self.names_person(p));
        let n = direct
            .or_else(|| self.role_of_body(phrases, at))
            .or_else(|| self.role_of(phrases, at).filter(|_| comma))?;
        if comma {
            // "…, X," or "…, X said": an apposition, not a list of persons.
            let p = &phrases[n];
            let closes = name.end >= sentence.end
                || matches!(
                    self.doc.slice_of(self.doc.words[name.end].span),
                    "," | "." | ")" | ":" | "”" | "\"" | "»" | ";" | "("
                )
                || matches!(
                    self.doc.words[name.end].upos,
                    Upos::Verb | Upos::Aux | Upos::X | Upos::Pron | Upos::Adv | Upos::Cconj | Upos::Adp
                );
            if !closes && !matches!(p.word.class, Class::Role) {
                return None;
            }
        }
        Some(n)
    }

    /// A role whose complement ends at a word: "the head of the office for the north".
    fn role_of(&self, phrases: &[Phrase], at: usize) -> Option<usize> {
        const LONG: usize = 10;
        phrases.iter().rposition(|p| {
            let gap = p.words.end..at;
            let nominal = |w: usize| {
                matches!(self.doc.words[w].upos, Upos::Det | Upos::Adp | Upos::Noun | Upos::Propn | Upos::Adj)
            };
            !p.used
                && !p.plural
                && p.word.class == Class::Role
                && (2..=LONG).contains(&gap.len())
                && self.scan.is(self.all, gap.start, Class::Join)
                && gap.skip(1).all(nominal)
        })
    }

    /// The role before a body that ends at a word: "spokesman for the army", "chef de la milice".
    fn role_of_body(&self, phrases: &[Phrase], at: usize) -> Option<usize> {
        let body = phrases.iter().find(|q| q.words.end == at && (q.plural || !self.names_person(q)))?;
        phrases.iter().rposition(|p| {
            let gap = p.words.end..body.words.start;
            !p.used
                && !p.plural
                && p.word.class == Class::Role
                && (1..=3).contains(&gap.len())
                && self.scan.is(self.all, gap.start, Class::Join)
                && gap.skip(1).all(|w| self.is_article(w) || matches!(self.doc.words[w].upos, Upos::Det | Upos::Adp))
        })
    }

    /// The phrase set off by a comma after a name: "X, a spokesman for the Front, said".
    fn phrase_after(&self, phrases: &[Phrase], name: &Range<usize>, sentence: &Range<usize>) -> Option<usize> {
        let at = name.end;
        let opens = at < sentence.end && matches!(self.doc.slice_of(self.doc.words[at].span), "," | "(");
        if !opens {
            return None;
        }
        phrases.iter().position(|p| {
            !p.used
                && !p.plural
                && self.names_person(p)
                && p.words.start > at
                && p.words.start <= at + 4
                && (at + 1..p.words.start).all(|w| {
                    self.is_article(w) || matches!(self.doc.words[w].upos, Upos::Det | Upos::Num | Upos::Adv) || {
                        let text = self.doc.slice_of(self.doc.words[w].span);
                        text.chars().all(|c| c.is_ascii_digit()) || text == ","
                    }
                })
        })
    }

    fn names_person(&self, p: &Phrase) -> bool {
        matches!(p.word.class, Class::Role | Class::Agent)
    }

    /// Gives a person the role and body of a phrase, and the phrase to the person.
    fn tie(&self, table: &mut Table, roles: &mut Roles, p: &mut Phrase, draft: usize) {
        p.used = true;
        let key = p.word.line;
        let role = self.doc.slice_of(self.doc.span_of(p.head.clone())).to_string();
        // What the phrase says itself, then what is known of the person, then what the report's course suggests.
        let known = table.drafts[draft].body.and_then(|b| table.find(&Id::Party(b)));
        let body = p.of.or(known).or_else(|| self.state_body(table, p)).or_else(|| self.body(table, roles, p, key));
        if body.is_none() && table.drafts[draft].member_of.is_none() {
            roles.waiting.push((draft, p.head.end, key));
        }
        if let Some(body) = body.filter(|&b| b != draft) {
            table.drafts[draft].member_of = Some(body);
            roles.body.insert(key, body);
        }
        let country = p
            .country
            .map(|c| self.all.countries[c as usize].code.to_string())
            .or_else(|| p.bloc.clone())
            .or_else(|| body.and_then(|b| table.drafts[b].country.clone()))
            .or_else(|| {
                let office = p.word.sectors.first().is_some_and(|s| matches!(*s, "GOV" | "MIL" | "COP"));
                self.home(p.word.class == Class::Agent && office)
            });
        let sectors: Vec<&'static str> = match (p.word.sectors.is_empty(), body) {
            (true, Some(b)) => table.drafts[b].sectors.clone(),
            _ => p.word.sectors.clone(),
        };
        let known = !table.drafts[draft].sectors.is_empty();
        let d = &mut table.drafts[draft];
        if p.former {
            d.sectors.insert(0, "ELI");
        } else if d.sectors == ["ELI"] && !p.word.sectors.is_empty() {
            // The report calls a former office holder by an office of today.
            d.sectors = p.word.sectors.clone();
        } else if !known {
            d.add_sectors(&sectors);
            d.add_sectors(&p.sectors);
        }
        d.country = d.country.take().or(country);
        d.why.say(|| format!("`{role}` stands beside the name"));
        d.role = Some(role);
        roles.person.insert(key, draft);
        self.told(table, draft, p, Form::Nominal, By::Description, 0.85);
    }

    /// The country that a state's officer without a country belongs to: the one that the report is about.
    fn home(&self, of_state: bool) -> Option<String> {
        self.scan
            .main
            .filter(|_| of_state && self.scan.share > 0.5)
            .map(|c| self.all.countries[c as usize].code.to_string())
    }

    /// The body that a role belongs to: the one it names, or that of the same role before.
    fn body(&self, table: &mut Table, roles: &Roles, p: &Phrase, key: u16) -> Option<usize> {
        if let Some(of) = p.of {
            return Some(of);
        }
        // "the Turkish army spokesman", "Defence Ministry spokesman": a body among the modifiers.
        let inside = (p.words.start..p.head.start).chain(p.head.end..p.words.end).find_map(|w| table.at(w));
        if let Some(d) = inside.filter(|&d| table.drafts[d].kind != ActorKind::Person) {
            return Some(d);
        }
        // "its leader", "porte-parole du groupe": the body named last.
        if (self.possessive(p) || self.of_generic(p))
            && let Some(body) = self.nearest_body(table, p.words.start)
        {
            return Some(body);
        }
        if p.country.is_none() && (p.another || p.bare) {
            return roles.body.get(&key).copied();
        }
        None
    }

    /// "Turkish army spokesman": the body of state that stands among the modifiers.
    fn state_body(&self, table: &mut Table, p: &Phrase) -> Option<usize> {
        if p.of.is_some() {
            return None;
        }
        let (w, word) = (p.words.start..p.head.start).find_map(|w| {
            let hit = self.scan.hit(w)?;
            let (word, _) = self.scan.word(self.all, hit, Class::Body)?;
            (word.kind == ActorKind::State && table.at(w).is_none()).then_some((w, word))
        })?;
        let body = self.scan.hit(w).map_or(w..w + 1, |h| h.words.clone());
        let words = p.words.start..body.end;
        let notion = self.notion_of_words(body)?;
        let draft = self.body_of_state(table, notion, p.country.or(self.scan.main), &word.sectors);
        table.mention(self.doc, draft, words, Form::Nominal, By::Description, 0.7);
        Some(draft)
    }

    /// "of the group", "du mouvement".
    fn of_generic(&self, p: &Phrase) -> bool {
        let at = p.words.end;
        let end = self.doc.words.len();
        let join = at < end && self.scan.is(self.all, at, Class::Join);
        let sentence = self.doc.words[p.head.start].sentence;
        join && (at + 1..(at + 4).min(end))
            .take_while(|&w| self.doc.words[w].sentence == sentence)
            .find(|&w| !self.is_article(w) && self.doc.words[w].upos != Upos::Det)
            .is_some_and(|w| self.scan.is(self.all, w, Class::Generic))
    }

    /// The last body that is named before a word and that may have fighters, speakers and leaders.
    fn nearest_body(&self, table: &Table, before: usize) -> Option<usize> {
        let first = self.doc.words.get(before)?.sentence.saturating_sub(2);
        (0..before)
            .rev()
            .take(80)
            .take_while(|&w| self.doc.words[w].sentence >= first)
            .filter_map(|w| table.at(w))
            .find(|&d| {
                let d = &table.drafts[d];
                let army = d.sectors.first() == Some(&"MIL");
                matches!(d.kind, ActorKind::ArmedGroup | ActorKind::Organization | ActorKind::International) && !army
            })
    }

    /// A role without a name: "a spokesman for the Front said". The same role of the same body is one person while no other
    /// is told apart.
    fn unnamed(&self, table: &mut Table, roles: &mut Roles, p: &mut Phrase) {
        let key = p.word.line;
        let body = self.state_body(table, p).or_else(|| self.body(table, roles, p, key));
        let told = p.of.is_some() || !p.bare || p.definite;
        if !told && body.is_none() {
            return;
        }
        p.used = true;
        // "the spokesman": the one before.
        if p.definite && !p.another && (p.bare || p.of.is_some()) {
            if let Some(&before) = roles.person.get(&key)
                && (p.of.is_none() || table.drafts[before].member_of == p.of)
            {
                self.told(table, before, p, Form::Nominal, By::Coreference, 0.7);
                return;
            }
            if p.bare && p.country.is_none() {
                p.used = false;
                return;
            }
        }
        let mut d = Draft::new("", ActorKind::Person);
        d.notion = self.notion(p);
        d.role = Some(self.doc.slice_of(self.doc.span_of(p.head.clone())).to_string());
        d.member_of = body;
        d.country = p
            .country
            .map(|c| self.all.countries[c as usize].code.to_string())
            .or_else(|| body.and_then(|b| table.drafts[b].country.clone()));
        if p.former {
            d.add_sectors(&["ELI"]);
        }
        d.add_sectors(&p.word.sectors);
        if let Some(b) = body {
            let sectors = table.drafts[b].sectors.clone();
            d.add_sectors(&sectors);
            roles.body.insert(key, b);
        }
        d.add_sectors(&p.sectors);
        let waits = body.is_none();
        let id = Id::Nominal(super::entity::hash([Key(key as u64), Key(body.map_or(0, |b| b as u64 + 1))]));
        let draft = if p.another || body.is_none() { table.add(d) } else { table.get(id, || d) };
        roles.person.insert(key, draft);
        if waits {
            roles.waiting.push((draft, p.head.end, key));
        }
        self.told(table, draft, p, Form::Nominal, By::Description, 0.75);
    }

    /// In a sentence in capitals, a noun that stands alone as names do: no article, adjective or other name beside it.
    fn is_lone_name(&self, w: usize) -> bool {
        let words = &self.doc.words;
        let sentence = words[w].sentence;
        let beside = |w: Option<usize>| w.and_then(|w| words.get(w)).filter(|x| x.sentence == sentence).map(|x| x.upos);
        let titled =
            w > 0 && (self.scan.is(self.all, w - 1, Class::Title) || self.scan.is(self.all, w - 1, Class::Role));
        let before = beside(w.checked_sub(1)).filter(|_| !titled);
        self.scan.capitals(sentence)
            && matches!(words[w].upos, Upos::Propn | Upos::Noun)
            && !matches!(before, Some(Upos::Det | Upos::Adj | Upos::Num | Upos::Propn))
            && !matches!(beside(Some(w + 1)), Some(Upos::Propn | Upos::Noun | Upos::Num))
    }

    /// Later mentions of persons by the last part of their name.
    pub(super) fn short_names(&self, table: &mut Table) {
        let mut by_short: KeyMap<Option<usize>> = KeyMap::default();
        for (n, d) in table.drafts.iter().enumerate() {
            let Some(name) = d.mentions.iter().find(|m| m.form == Form::Name) else { continue };
            if d.kind != ActorKind::Person {
                continue;
            }
            let words = self.doc.words_in(name.span);
            let atoms = self.atoms.of_words(words);
            if let [_, rest @ ..] = atoms {
                // The last name, and of three the last two: "Ana Sol Vega" may be Sol or Vega.
                let surnames = &rest[rest.len().saturating_sub(2)..];
                for surname in surnames {
                    // Two persons of one surname: nobody's.
                    by_short.entry(*surname).and_modify(|e| *e = None).or_insert(Some(n));
                }
            }
        }
        if by_short.is_empty() {
            return;
        }
        for w in 0..self.doc.words.len() {
            if table.at(w).is_some_and(|d| table.drafts[d].kind == ActorKind::Person)
                || !(self.starts_name(w, self.doc.words.len()) || self.is_lone_name(w))
            {
                continue;
            }
            let atoms = self.atoms.of_words(w..w + 1);
            let Some(Some(draft)) = atoms.last().and_then(|a| by_short.get(a)).copied() else { continue };
            if self.scan.at(w).iter().any(|s| !matches!(s, What::Person(_))) || atoms.len() > 2 {
                continue;
            }
            // Not beside another capital: that is another name.
            let words = w..w + 1;
            if !self.beside_capital(&words) {
                table.mention(self.doc, draft, words, Form::Name, By::Alias, 0.85);
            }
        }
    }
}
