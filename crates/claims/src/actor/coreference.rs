//! Descriptions and pronouns, tied to what was named before: "the group", "la milice", "the rebels", "they".

use super::Reader;
use super::dictionary::Class;
use super::entity::{Draft, Id, Table, hash};
use super::nominal::is_armed;
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
/// How many sentences back a pronoun looks.
const PRONOUN_SENTENCES: u32 = 2;

/// Mentions by name or noun in order, as the start of each and its actor.
type Order = Vec<(u32, usize)>;

fn order(table: &Table, name_only: bool) -> Order {
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
            let nearest = by_name.or_else(|| window.iter().rev().map(|m| m.1).find(fits));
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
                        table.mention(self.doc, n, p.words.clone(), Form::Nominal, By::Description, 0.7);
                    }
                    None => self.stand_alone(table, p),
                },
            }
        }
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
        table.mention(self.doc, draft, p.words.clone(), Form::Nominal, By::Description, 0.75);
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

    /// Third-person subjects take up the last subject that fits.
    pub(super) fn pronouns(&self, table: &mut Table) {
        let all = order(table, false);
        let quoted = self.quoted();
        for (w, &quoted) in quoted.iter().enumerate() {
            let Some((pronoun, _)) = self.scan.hit(w).and_then(|h| self.scan.word(self.all, h, Class::Pronoun)) else {
                continue;
            };
            let word = &self.doc.words[w];
            if word.rel != Rel::Nsubj || quoted || table.at(w).is_some() {
                continue;
            }
            let upto = all.partition_point(|m| m.0 < word.span.start);
            let plural = pronoun.extra.contains("plural");
            let person = pronoun.kind == ActorKind::Person;
            let fits = |d: &Draft| {
                if person {
                    d.kind == ActorKind::Person || !self.noun_order_at(w) && d.kind == ActorKind::ArmedGroup
                } else if plural {
                    d.plural || d.kind == ActorKind::Population || d.kind == ActorKind::ArmedGroup
                } else {
                    !matches!(d.kind, ActorKind::Person | ActorKind::Population)
                }
            };
            let mut best: Option<(i32, usize)> = None;
            for (rank, &(start, n)) in all[upto.saturating_sub(12)..upto].iter().rev().enumerate() {
                let Some(at) = self.word_at(start) else { continue };
                let back = word.sentence.saturating_sub(self.doc.words[at].sentence);
                if back > PRONOUN_SENTENCES {
                    break;
                }
                if !fits(&table.drafts[n]) {
                    continue;
                }
                let head = self
                    .doc
                    .head_of(self.doc.words_in(text::Span { start, end: self.doc.words[at].span.end.max(start + 1) }));
                let subject = self.doc.words[head].rel == Rel::Nsubj || self.heads_subject(at);
                let score = 10 * i32::from(subject) - 4 * back as i32 - rank as i32
                    + 6 * i32::from(person && table.drafts[n].kind == ActorKind::Person && !table.drafts[n].plural)
                    + 2 * i32::from(
                        (is_armed(&table.drafts[n]) || table.drafts[n].kind == ActorKind::Population) && plural,
                    );
                if best.is_none_or(|b| score > b.0) {
                    best = Some((score, n));
                }
            }
            if let Some((_, n)) = best.filter(|b| b.0 > 0) {
                table.mention(self.doc, n, w..w + 1, Form::Pronoun, By::Coreference, 0.6);
            }
        }
    }

    /// Whether the phrase that starts at a word is a subject.
    fn heads_subject(&self, at: usize) -> bool {
        let mut w = at;
        for _ in 0..3 {
            match self.doc.head(w) {
                Some(h) if self.doc.words[w].rel != Rel::Nsubj => w = h,
                _ => break,
            }
        }
        self.doc.words[w].rel == Rel::Nsubj
    }

    fn word_at(&self, start: u32) -> Option<usize> {
        let w = self.doc.words.partition_point(|w| w.span.end <= start);
        (w < self.doc.words.len()).then_some(w)
    }

    /// Words inside quotation marks, where "they" and "he" are the speaker's.
    fn quoted(&self) -> Vec<bool> {
        let mut out = vec![false; self.doc.words.len()];
        let (mut open, mut paragraph) = (false, u32::MAX);
        for (w, word) in self.doc.words.iter().enumerate() {
            let here = self.doc.sentences.get(word.sentence as usize).map_or(0, |s| s.paragraph);
            if here != paragraph {
                (open, paragraph) = (false, here);
            }
            match self.doc.slice_of(word.span) {
                "“" | "«" | "``" => open = true,
                "”" | "»" | "''" => open = false,
                "\"" => open = !open,
                _ => out[w] = open,
            }
        }
        out
    }
}
