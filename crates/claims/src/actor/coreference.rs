//! Descriptions, tied to what was named before: "the group", "la milice", "the rebels".

use super::Reader;
use super::dictionary::Class;
use super::entity::{Draft, Id, Table, hash};
use super::phrase::Phrase;
use super::scan::word_of;
use crate::reading::{ActorKind, By, Form};
use text::{Document, Rel};

/// A description that waits for its antecedent.
#[derive(Clone, Debug)]
pub(super) struct Description<'p> {
    phrase: Phrase<'p>,
    /// The actor that was made of it already, which may be a part of the antecedent.
    made: Option<usize>,
    start: u32,
}

impl<'p> Description<'p> {
    pub(super) fn of(phrase: Phrase<'p>, doc: &Document) -> Description<'p> {
        let start = doc.words[phrase.head.start].span.start;
        Description { phrase, made: None, start }
    }

    pub(super) fn member(phrase: Phrase<'p>, draft: usize, doc: &Document) -> Description<'p> {
        Description { made: Some(draft), ..Description::of(phrase, doc) }
    }
}

/// How many mentions back an antecedent is looked for.
const WINDOW: usize = 40;

/// Mentions by name or noun in order, as the start of each and its actor.
pub(super) type Order = Vec<(u32, usize)>;

pub(super) fn order(table: &Table, name_only: bool) -> Order {
    let mut out: Order = Vec::new();
    for (n, d) in table.drafts.iter().enumerate() {
        let wanted =
            d.mentions.iter().filter(|m| if name_only { m.form == Form::Name } else { m.form != Form::Pronoun });
        out.extend(wanted.map(|m| (m.span.start, n)));
    }
    out.sort_unstable();
    out
}

impl Reader<'_, '_> {
    /// Ties descriptions to antecedents; those without one become actors of their own.
    pub(super) fn descriptions(&self, table: &mut Table, later: Vec<Description>) {
        let named = order(table, true);
        for d in later {
            let p = &d.phrase;
            let upto = named.partition_point(|m| m.0 < d.start);
            let window = &named[upto.saturating_sub(WINDOW)..upto];
            let fits = |n: &usize| self.compatible(p, &table.drafts[*n]);
            // One whose name says so ("le mouvement" after "Mouvement du 23 mars"), else the nearest that fits; for the
            // members of "the rebels", the only one that fits.
            let key = self.doc.words[p.head.start].lower;
            let by_name = window.iter().rev().map(|m| m.1).filter(fits).find(|&n| self.says(&table.drafts[n], key));
            let nearest = by_name.or_else(|| {
                let near = window.iter().rev().find(|m| fits(&m.1))?;
                let described = self.described_by(table, near.0).filter(fits);
                described.or_else(|| self.subject_beside(table, window, near, fits)).or(Some(near.1))
            });
            match d.made {
                Some(made) => {
                    let mut fitting = window.iter().map(|m| m.1).filter(fits);
                    let first = fitting.next();
                    if let Some(only) = first.filter(|f| fitting.all(|o| o == *f) && *f != made) {
                        let name = table.drafts[only].name.clone();
                        table.drafts[made].why.say(|| format!("{name} is the only party of that kind named so far"));
                        table.drafts[made].member_of = Some(only);
                    }
                }
                None => match nearest.or_else(|| self.first_ahead(table, p, &named[upto..])) {
                    Some(n) => {
                        let text = self.doc.slice_of(self.doc.span_of(p.words.clone())).to_string();
                        table.drafts[n].why.say(|| format!("`{text}` takes up the nearest name that it fits"));
                        self.told(table, n, p, Form::Nominal, By::Description, 0.7);
                    }
                    None => self.stand_alone(table, p),
                },
            }
        }
    }

    /// "The Front pledged allegiance to the League. The group …": of two names of a sentence, its subject.
    fn subject_beside(
        &self,
        table: &Table,
        window: &[(u32, usize)],
        near: &(u32, usize),
        fits: impl Fn(&usize) -> bool,
    ) -> Option<usize> {
        /// How many names of the sentence are looked at.
        const BESIDE: usize = 6;
        let head = |m: &(u32, usize)| self.word_at(m.0).map(|w| self.mention_head(table, w, m.1));
        let at = head(near).filter(|&w| !self.is_subject(w))?;
        let other = |m: &&(u32, usize)| m.1 != near.1 && fits(&m.1);
        let subject = |m: &&(u32, usize)| {
            let here = |w: usize| self.doc.words[w].sentence == self.doc.words[at].sentence;
            head(m).is_some_and(|w| here(w) && self.is_subject(w))
        };
        window.iter().rev().take(BESIDE).filter(other).find(subject).map(|m| m.1)
    }

    /// The actor that a relative clause or an apposition with this name tells more of: "the Front, which is linked to the
    /// League, …" goes on about the Front.
    fn described_by(&self, table: &Table, start: u32) -> Option<usize> {
        /// How high above a name its clause hangs.
        const HIGH: usize = 6;
        let name = self.word_at(start)?;
        let (mut at, mut describes) = (name, false);
        for _ in 0..HIGH {
            let rel = self.doc.words[at].rel;
            describes |= rel == Rel::Acl || rel == Rel::Appos && at != name;
            let head = self.doc.head(at)?;
            if let Some(d) = table.at(head).filter(|_| describes && head < name) {
                return Some(d);
            }
            at = head;
        }
        None
    }

    /// A headline or first sentence may describe what is named only later in it.
    fn first_ahead(&self, table: &Table, p: &Phrase, ahead: &[(u32, usize)]) -> Option<usize> {
        let sentence = self.doc.words[p.head.start].sentence;
        if sentence > 2 || p.word.class == Class::Generic {
            return None;
        }
        let end = self.doc.sentences.get(sentence as usize + 2).map_or(u32::MAX, |s| s.span.end);
        ahead.iter().take(8).filter(|m| m.0 < end).map(|m| m.1).find(|&n| self.compatible(p, &table.drafts[n]))
    }

    /// A description without an antecedent is an actor itself, unless it is only "the group".
    fn stand_alone(&self, table: &mut Table, p: &Phrase) {
        if p.word.class == Class::Generic && p.sectors.is_empty() && p.country.is_none() {
            return;
        }
        let id = Id::Nominal(hash(self.atoms.of_words(p.words.clone()).iter().copied()));
        let kind = match (p.word.kind, p.sectors.iter().any(|s| matches!(*s, "REB" | "PRM" | "UAF"))) {
            (ActorKind::Unknown, true) => ActorKind::ArmedGroup,
            (ActorKind::Unknown, false) => ActorKind::Organization,
            (kind, _) => kind,
        };
        let name = self.doc.slice_of(self.doc.span_of(p.words.clone()));
        let country = p.country.or(self.scan.main.filter(|_| p.word.sectors.contains(&"OPP")));
        let draft = table.get(id, || {
            let mut d = Draft::new(name, kind);
            d.add_sectors(&p.word.sectors);
            d.add_sectors(&p.sectors);
            d.country = country.map(|c| self.all.countries[c as usize].code.to_string());
            d.plural = true;
            d.jihadist = p.jihadist;
            d.notion = self.notion(p);
            d.people = self.people_of(p);
            d
        });
        self.told(table, draft, p, Form::Nominal, By::Description, 0.75);
    }

    /// Whether a description may speak of an actor.
    fn compatible(&self, p: &Phrase, d: &Draft) -> bool {
        if matches!(d.kind, ActorKind::Person | ActorKind::Population) {
            return false;
        }
        if p.jihadist && !d.jihadist {
            return false;
        }
        if !p.sectors.is_empty() && !p.sectors.iter().any(|s| d.sectors.contains(s)) && !p.jihadist {
            return false;
        }
        let word = p.word;
        match (word.class, word.kind) {
            (Class::Generic, _) => {
                let key = self.doc.words[p.head.start].lower;
                // "the coalition", "the front", "the council": one whose name says so.
                let named = self.says(d, key);
                let open =
                    ["group", "groupe", "organisation", "organization", "movement", "mouvement", "outfit", "formation"]
                        .iter()
                        .any(|w| text::Key::of(w) == key);
                named || open && (d.kind == ActorKind::ArmedGroup || d.kind == ActorKind::Organization && !p.jihadist)
            }
            (_, ActorKind::ArmedGroup) => {
                d.kind == ActorKind::ArmedGroup
                    && (word.sectors.iter().any(|s| d.sectors.contains(s))
                        || word.sectors.contains(&"PRM") && d.sectors.contains(&"REB"))
                    // Those whom the report calls rebels or militants are not what it calls jihadist, and the other way round
                    // only where nobody else is there.
                    && (p.jihadist || !d.sectors.is_empty())
            }
            (_, ActorKind::Media) => d.kind == ActorKind::Media,
            (_, ActorKind::Organization) => {
                matches!(d.kind, ActorKind::Organization | ActorKind::International)
                    && word.sectors.iter().any(|s| d.sectors.contains(s))
            }
            _ => false,
        }
    }

    /// Whether a word is a part of an actor's name.
    fn says(&self, d: &Draft, key: text::Key) -> bool {
        let listed = d.party.is_some_and(|p| {
            self.all.parties[p as usize].names.iter().any(|n| super::atoms::of_phrase(n).contains(&key))
        });
        listed
            || d.mentions
                .iter()
                .filter(|m| m.form == Form::Name)
                .take(3)
                .any(|m| self.atoms.of_words(self.doc.words_in(m.span)).contains(&key))
    }

    /// "the Observatory", "the Front": a capital that heads names takes up the last name with it.
    pub(super) fn short_organisations(&self, table: &mut Table) {
        let named = order(table, true);
        for n in 0..self.scan.hits.len() {
            let hit = &self.scan.hits[n];
            let w = hit.words.start;
            let heads = word_of(self.all, self.scan.senses(hit), Class::Name).is_some();
            if !heads || table.at(w).is_some() || !self.starts_name(w, self.doc.words.len()) {
                continue;
            }
            let definite = w.checked_sub(1).is_some_and(|b| self.scan.is(self.all, b, Class::Definite));
            if !definite {
                continue;
            }
            let start = self.doc.words[w].span.start;
            let upto = named.partition_point(|m| m.0 < start);
            let key = self.doc.words[w].lower;
            let found = named[upto.saturating_sub(WINDOW)..upto]
                .iter()
                .rev()
                .map(|m| m.1)
                .find(|&d| table.drafts[d].kind != ActorKind::Person && self.says(&table.drafts[d], key));
            if let Some(draft) = found {
                table.mention(self.doc, draft, hit.words.clone(), Form::Name, By::Alias, 0.8);
            }
        }
    }
}
