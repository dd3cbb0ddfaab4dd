//! Pronouns, tied to those they stand for: "they", "who", "its", and in a quotation "we" and "I" to its speaker.

use super::Reader;
use super::coreference::{Order, order};
use super::dictionary::Class;
use super::entity::{Draft, Id, Table};
use super::nominal::is_armed;
use crate::reading::{ActorKind, By, Form};
use text::{Gender, Rel, Sub, Upos};

/// How many sentences back a pronoun looks.
const SENTENCES: u32 = 2;
/// How many mentions back a pronoun looks.
const MENTIONS: usize = 14;

/// Confidence of the forces of the country that the report is about.
const ASSUMED: f32 = 0.7;

/// What the subject of a main clause is worth, in mentions.
const MAIN: i32 = 3;

/// What a pronoun's form tells.
#[derive(Clone, Copy, Debug)]
struct Pronoun {
    word: usize,
    person: bool,
    /// Stands for a thing or a body, never for a person ("it").
    thing: bool,
    plural: bool,
    /// Grammatical gender, where the form has one ("il", "she").
    gender: Option<Gender>,
    relative: bool,
    /// "I", "we", "notre".
    speaker: bool,
    /// "their", "himself": may take up the subject of its own clause.
    bound: bool,
    /// The subject of its clause.
    subject: bool,
}

impl Reader<'_, '_> {
    /// Ties pronouns, from the first to the last: each may take up what those before it stand for.
    pub(super) fn pronouns(&self, table: &mut Table) {
        let named = order(table, false);
        let quoted = self.quoted();
        let speakers = self.speakers(table, &quoted);
        let mut told = Order::new();
        let mut genders: Vec<Option<Gender>> = vec![None; table.drafts.len()];
        for (w, &quoted) in quoted.iter().enumerate() {
            let Some(p) = self.pronoun(w).filter(|_| table.at(w).is_none()) else { continue };
            let found = if p.relative {
                self.relative(table, w)
            } else if p.speaker {
                let speaker = speakers.get(self.doc.words[w].sentence as usize).copied().flatten().filter(|_| quoted);
                speaker.map(|s| table.drafts[s].member_of.filter(|_| p.plural).unwrap_or(s))
            } else {
                self.antecedent(table, p, &named, &told, &genders)
            };
            let Some(n) = found else { continue };
            if self.noun_order_at(w) && table.drafts[n].kind == ActorKind::Person {
                genders[n] = genders[n].or(p.gender);
            }
            told.push((self.doc.words[w].span.start, n));
            self.own_forces(table, p, n);
            genders.resize(table.drafts.len(), None);
            table.mention(self.doc, n, w..w + 1, Form::Pronoun, By::Coreference, if p.relative { 0.8 } else { 0.6 });
        }
    }

    /// "Its forces struck": those of the side that the pronoun takes up.
    fn own_forces(&self, table: &mut Table, p: Pronoun, owner: usize) {
        let Some(forces) = table.at(p.word + 1).filter(|&f| p.bound && !p.relative && f != owner) else { return };
        let own = &table.drafts[forces];
        // "The Israeli army said its troops": whatever country the report is about.
        let body =
            own.party.is_none() && own.sectors.first() == Some(&"MIL") && own.country != table.drafts[owner].country;
        if body && table.drafts[owner].sectors.first() == Some(&"MIL") {
            table.give(self.doc, p.word + 1, forces, owner);
            return;
        }
        if self.is_assumed(own, p.word + 1)
            && let Some(theirs) = self.forces_of(table, owner).filter(|&theirs| theirs != forces)
        {
            table.give(self.doc, p.word + 1, forces, theirs);
            return;
        }
        let own = &table.drafts[forces];
        let free = own.kind == ActorKind::ArmedGroup && own.party.is_none() && own.member_of.is_none();
        if !free || own.mentions.len() != 1 {
            return;
        }
        let (name, country) = (table.drafts[owner].name.clone(), table.drafts[owner].country.clone());
        let state = table.drafts[owner].kind == ActorKind::State;
        let own = &mut table.drafts[forces];
        own.why.say(|| format!("the forces of {name}"));
        own.member_of = Some(owner);
        own.country = country;
        if state {
            own.kind = ActorKind::Unit;
            own.sectors = vec!["MIL"];
        }
    }

    /// Whether a word means the forces of a country only because the report is about that country.
    fn is_assumed(&self, forces: &Draft, word: usize) -> bool {
        let here = self.doc.words[word].span;
        let mention = forces.mentions.iter().find(|m| m.span.contains(here));
        let told = mention.is_none_or(|m| m.form != Form::Nominal || m.confidence > ASSUMED);
        !told && forces.sectors.first() == Some(&"MIL")
    }

    /// The army of a state, and of an armed group the group itself.
    fn forces_of(&self, table: &mut Table, owner: usize) -> Option<usize> {
        let owned = &table.drafts[owner];
        if is_armed(owned) {
            return Some(owner);
        }
        let code = owned.country.clone().filter(|_| owned.kind == ActorKind::State)?;
        let country = self.all.country(&code)?;
        let army = self.all.army(country, self.year)?;
        Some(table.get(Id::Party(army), || self.draft_party(army)))
    }

    fn pronoun(&self, w: usize) -> Option<Pronoun> {
        let (found, _) = self.scan.hit(w).and_then(|h| self.scan.word(self.all, h, Class::Pronoun))?;
        let word = &self.doc.words[w];
        let says = |what: &str| found.extra.split('|').any(|e| e == what);
        let (relative, speaker) = (says("relative"), says("speaker"));
        let determiner = word.upos == Upos::Det;
        let possessive = word.feats.possessive || word.sub == Sub::Poss;
        // "les", "that" and "leur" are articles and conjunctions, too; "US" is no pronoun.
        let loud = !self.scan.capitals(word.sentence) && word.span.len() == 2 && self.doc.form(w) == "US";
        let fits = if relative { word.upos == Upos::Pron } else { word.upos == Upos::Pron || determiner && possessive };
        let gender = match () {
            _ if says("male") => Some(Gender::Masc),
            _ if says("female") => Some(Gender::Fem),
            _ => None,
        };
        // "confirmed it": what was said, mostly.
        let fact = says("thing") && word.rel == Rel::Obj;
        // « a-t-il dit »
        let inverted = word.rel == Rel::Expl && word.sub == Sub::Subj && self.doc.form(w).starts_with('-');
        (fits && !loud && !fact && (word.rel != Rel::Expl || inverted)).then_some(Pronoun {
            word: w,
            person: found.kind == ActorKind::Person,
            thing: says("thing"),
            plural: says("plural"),
            gender,
            relative,
            speaker,
            bound: possessive || says("reflexive"),
            subject: word.rel == Rel::Nsubj || inverted,
        })
    }

    /// Whom a relative clause is about: the noun that the clause belongs to.
    fn relative(&self, table: &Table, w: usize) -> Option<usize> {
        let mut at = w;
        for _ in 0..4 {
            let head = self.doc.head(at)?;
            if self.doc.words[at].rel == Rel::Acl {
                return (head < w).then(|| table.at(head)).flatten();
            }
            at = head;
        }
        None
    }

    /// The mention that a pronoun of the third person takes up: near, a subject, of the same number, gender and sort.
    fn antecedent(
        &self,
        table: &Table,
        p: Pronoun,
        named: &Order,
        told: &Order,
        genders: &[Option<Gender>],
    ) -> Option<usize> {
        let word = &self.doc.words[p.word];
        let before = |list: &Order| list.partition_point(|m| m.0 < word.span.start);
        let (mut a, mut b) = (before(named), told.len());
        let mut best: Option<(i32, usize)> = None;
        let (inserted, last) = (self.inserted(p), self.of_last_speaker(p));
        for rank in 0..MENTIONS {
            let next = match (a.checked_sub(1).map(|n| named[n]), b.checked_sub(1).map(|n| told[n])) {
                (Some(x), y) if y.is_none_or(|y| x.0 >= y.0) => {
                    a -= 1;
                    x
                }
                (_, Some(y)) => {
                    b -= 1;
                    y
                }
                _ => break,
            };
            let Some(at) = self.word_at(next.0) else { continue };
            // Its words may have become another's.
            let next = (next.0, table.at(at).unwrap_or(next.1));
            let back = word.sentence.saturating_sub(self.doc.words[at].sentence);
            if back > SENTENCES {
                break;
            }
            let d = &table.drafts[next.1];
            let head = self.mention_head(table, at, next.1);
            if !self.agrees(p, d, head, genders[next.1]) {
                continue;
            }
            let subject = self.is_subject(head);
            let same_clause = back == 0 && self.doc.head(head).is_some() && self.clause(head) == self.clause(p.word);
            // "The army accused them": not itself.
            if same_clause && subject && !p.bound {
                continue;
            }
            // What is told is not who tells it.
            if back == 0 && (inserted || last && !subject) {
                continue;
            }
            // Subjects take up subjects, objects what was an object; who speaks was one, too.
            let alike = subject == (p.subject || inserted) || subject && p.bound;
            let score = 10 * i32::from(alike) - 4 * back as i32 - rank as i32
                + 6 * i32::from(p.person && d.kind == ActorKind::Person)
                + 2 * i32::from(p.plural && (is_armed(d) || d.kind == ActorKind::Population))
                + 4 * i32::from(p.bound && same_clause)
                + 4 * i32::from(p.bound && back == 0)
                + 2 * i32::from(!p.subject && back == 0)
                + MAIN * i32::from(subject && self.is_main(head));
            if best.is_none_or(|b| score > b.0) {
                best = Some((score, next.1));
            }
        }
        best.filter(|b| b.0 > 0).map(|b| b.1)
    }

    /// Whether a word stands in the main clause of its sentence, which goes on about its subject.
    fn is_main(&self, word: usize) -> bool {
        self.doc.words[self.clause(word)].rel == Rel::Root
    }

    /// "…, it said.", « …, a-t-il ajouté »: a clause that only names who tells what stands around it.
    fn inserted(&self, p: Pronoun) -> bool {
        // "according to it"
        if p.word.checked_sub(1).is_some_and(|w| self.scan.is(self.all, w, Class::According)) {
            return true;
        }
        let Some(verb) = self.doc.head(p.word).filter(|&v| p.subject && self.doc.words[v].upos == Upos::Verb) else {
            return false;
        };
        let inverted = self.doc.form(p.word).starts_with('-');
        let parted = p.word.checked_sub(1).is_some_and(|w| self.doc.words[w].upos == Upos::Punct);
        let clause = self
            .doc
            .children(verb)
            .any(|c| c > verb && matches!(self.doc.words[c].rel, Rel::Ccomp | Rel::Obj | Rel::Xcomp));
        inverted || parted && verb == p.word + 1 && !clause && self.ends_clause(verb)
    }

    /// « …, a déclaré son porte-parole », "…, its spokesman said": whose speaker it is stands before, as a subject.
    fn of_last_speaker(&self, p: Pronoun) -> bool {
        let Some(noun) = self.doc.head(p.word).filter(|&n| p.bound && self.doc.words[n].rel == Rel::Nsubj) else {
            return false;
        };
        let Some(verb) = self.doc.head(noun).filter(|&v| self.doc.words[v].upos == Upos::Verb) else { return false };
        let parted = p.word.checked_sub(1).is_some_and(|w| self.doc.words[w].upos == Upos::Punct);
        verb < p.word || parted && self.ends_clause(verb)
    }

    /// Whether a verb is the last of its clause: a mark, a preposition or a time follows.
    fn ends_clause(&self, verb: usize) -> bool {
        let next = self.doc.words.get(verb + 1).filter(|n| n.sentence == self.doc.words[verb].sentence);
        next.is_none_or(|n| matches!(n.upos, Upos::Punct | Upos::Adp | Upos::Propn))
    }

    /// Whether a word is a subject, or another name for one: "the mission, MINUSMA, said".
    pub(super) fn is_subject(&self, word: usize) -> bool {
        let is = |w: usize| self.doc.words[w].rel == Rel::Nsubj;
        is(word) || self.doc.words[word].rel == Rel::Appos && self.doc.head(word).is_some_and(is)
    }

    fn agrees(&self, p: Pronoun, d: &Draft, head: usize, gender: Option<Gender>) -> bool {
        let human = d.kind == ActorKind::Person && !d.plural;
        let many = d.plural || matches!(d.kind, ActorKind::Population | ActorKind::ArmedGroup);
        if self.noun_order_at(p.word) {
            return match (p.person, p.thing, p.plural) {
                (true, ..) => human && (gender.is_none() || gender == p.gender),
                (_, true, _) => !human && d.kind != ActorKind::Population && !self.is_many(head),
                (_, _, true) => many && !human,
                _ => true,
            };
        }
        // French gender and number are those of the noun.
        let word = &self.doc.words[head];
        let known = word.upos == Upos::Noun;
        if known && p.gender.is_some() && word.feats.gender.is_some() && word.feats.gender != p.gender {
            return false;
        }
        let plural = known && word.feats.number == Some(text::Number::Plur);
        match p.plural {
            true => plural || !known && many,
            false => !plural && (human || known || d.kind != ActorKind::Population),
        }
    }

    /// "its jets"
    fn is_many(&self, head: usize) -> bool {
        let word = &self.doc.words[head];
        word.upos == Upos::Noun && word.feats.number == Some(text::Number::Plur)
    }

    /// The head of the mention that starts at a word.
    pub(super) fn mention_head(&self, table: &Table, at: usize, draft: usize) -> usize {
        let end = (at..self.doc.words.len()).take(8).find(|&w| table.at(w) != Some(draft)).unwrap_or(at + 1);
        self.doc.head_of(at..end.max(at + 1))
    }

    /// The verb that a word's clause turns about; of verbs that share their subject, the first.
    fn clause(&self, word: usize) -> usize {
        let mut at = word;
        for _ in 0..8 {
            let Some(head) = self.doc.head(at) else { break };
            at = head;
            let shares = self.doc.words[at].rel == Rel::Conj && self.doc.child(at, Rel::Nsubj).is_none();
            if matches!(self.doc.words[at].upos, Upos::Verb | Upos::Aux) && !shares {
                break;
            }
        }
        at
    }

    pub(super) fn word_at(&self, start: u32) -> Option<usize> {
        let w = self.doc.words.partition_point(|w| w.span.end <= start);
        (w < self.doc.words.len()).then_some(w)
    }

    /// Who speaks in the quotations of each sentence: the subject (else a person) outside of them, there or in the sentence beside it.
    fn speakers(&self, table: &Table, quoted: &[bool]) -> Vec<Option<usize>> {
        let own: Vec<Option<usize>> = (self.doc.sentences.iter())
            .map(|s| {
                let outside = || s.words().filter(|&w| !quoted[w]);
                let subjects = outside().filter(|&w| self.doc.words[w].rel == Rel::Nsubj);
                let person = |&d: &usize| table.drafts[d].kind == ActorKind::Person;
                let speaks = subjects.filter_map(|w| table.at(w)).next_back();
                speaks.or_else(|| outside().filter_map(|w| table.at(w)).rfind(person))
            })
            .collect();
        let beside = |n: usize| {
            let paragraph = self.doc.sentences[n].paragraph;
            let near = |m: Option<usize>| {
                m.filter(|&m| self.doc.sentences.get(m).is_some_and(|s| s.paragraph == paragraph)).and_then(|m| own[m])
            };
            own[n].or_else(|| near(Some(n + 1))).or_else(|| near(n.checked_sub(1)))
        };
        (0..own.len()).map(beside).collect()
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
