//! Lists of people as their words stand, where the tree has cut them: "six soldiers and one civilian", "a colonel, a judge,
//! and candidate Omar Diallo were murdered", "the journalists Awa Sow and Luis Paz".

use super::Scene;
use super::counted::following_noun;
use super::lexicon;
use text::{NameKind, Rel, Upos};

/// Lists of harm are short where a parser errs.
const MOST: usize = 8;
/// Words of a title before a name.
const TITLE: usize = 6;
/// Words that tell who somebody is, between commas.
const ASIDE: usize = 14;

/// Who is told at one place of a list.
#[derive(Clone, Copy)]
struct Item {
    head: usize,
    end: usize,
    named: bool,
}

impl Scene<'_, '_> {
    /// Goes on behind the last member of a list, as far as a conjunction closes it: ", a maid, and her daughter".
    pub(super) fn go_on(&self, members: &mut Vec<usize>) {
        let Some(&last) = members.last() else { return };
        let end = self.sentence(last).end;
        let described = self.name_behind(last, end);
        let mut before = match described {
            Some(name) => {
                members.push(name.head);
                name
            }
            None => {
                let words = self.phrase(last, last);
                Item { head: last, end: words.end, named: self.person_in(&words) }
            }
        };
        if !before.named && self.links.number(last).is_none() && !self.entry(last).is(lexicon::PERSON) {
            return;
        }
        let mut closed = members.len();
        for _ in 0..MOST {
            let Some((item, joined)) = self.next_item(before, end) else { break };
            let clause = self.doc.words[item.head].rel == Rel::Nsubj;
            let next = self.doc.words.get(item.end).filter(|_| item.end < end).map(|w| w.upos);
            // "the journalists Awa Sow and Luis Paz were killed": several are told of.
            let closes = described.is_some() && item.named && joined;
            let acts = clause || matches!(next, Some(Upos::Aux | Upos::Verb | Upos::Part));
            if acts && !closes || item.head <= before.head {
                break;
            }
            members.push(item.head);
            // "the attacker, a Palestinian, was shot": after a comma alone only more of a list follows.
            if joined || self.separator(item.end, end).is_some_and(|(_, joined)| joined) {
                closed = members.len();
            }
            before = item;
        }
        members.truncate(closed);
        members.dedup();
    }

    /// Those who are told before the first of a list that stands before its verb: "a colonel, a judge and | Omar Diallo were
    /// murdered", "six monks (two of them old) and | two women were killed".
    pub(super) fn listed_before(&self, head: usize) -> Vec<usize> {
        let doc = self.doc;
        let low = self.sentence(head).start;
        let mut at = match self.links.number(head) {
            Some(n) => self.numbers[n].words.start.min(head),
            None => self.phrase(head, head).start,
        };
        let (mut out, mut set_off, mut past_aside) = (Vec::new(), false, false);
        for _ in 0..MOST {
            let Some(mut end) = at.checked_sub(1).filter(|&w| w >= low) else { break };
            if doc.words[end].upos == Upos::Cconj {
                let comma = end > low && doc.form(end - 1) == ",";
                set_off |= comma;
                end -= comma as usize;
            } else if doc.form(end) != "," || out.is_empty() {
                break;
            }
            if let Some(opened) = self.aside_before(end, low) {
                end = opened;
                past_aside = true;
            }
            let Some((item, start)) = self.item_before(end, low) else { break };
            if matches!(doc.words[item].rel, Rel::Obj | Rel::Iobj) {
                break;
            }
            out.push(item);
            at = start;
        }
        let sure = match at.checked_sub(1).filter(|&w| w >= low).map(|w| doc.words[w].upos) {
            None | Some(Upos::Sconj | Upos::Punct) => true,
            Some(Upos::Adp) => out.len() > 1 || past_aside,
            _ => out.len() > 1 || !set_off,
        };
        if sure { out } else { Vec::new() }
    }

    /// Whose harm a noun tells, past the place and the time of it: "the murder in Gao of | the mayor", "the killings during the
    /// past three days of | a judge and a teacher".
    pub(super) fn complement_past_setting(&self, noun: usize) -> Option<usize> {
        /// Words of the place and the time.
        const FAR: usize = 8;
        let end = self.sentence(noun).end;
        let is_of = |w: usize| self.entry(w).is(lexicon::OF);
        let opens = |w: usize| w < end && self.doc.words[w].upos == Upos::Adp && !is_of(w);
        let set = |w: usize| self.mentions.place(w).is_some() || self.mentions.time(w).is_some();
        let of = (noun + 2..end.min(noun + FAR)).find(|&w| is_of(w)).filter(|&of| opens(noun + 1) && set(of - 1))?;
        self.item(of + 1, end).map(|item| item.head)
    }

    /// The item behind one of a list, and whether a conjunction joins it: past what tells who a person named is.
    fn next_item(&self, before: Item, end: usize) -> Option<(Item, bool)> {
        let (start, joined) = self.separator(before.end, end)?;
        let item = self.item(start, end);
        if before.named && !joined && item.is_none_or(|i| !i.named) {
            let stop = (start..end.min(start + ASIDE)).find(|&w| self.doc.form(w) == ",");
            let named = stop.and_then(|at| self.separator(at, end)).and_then(|(at, joined)| {
                let item = self.item(at, end).filter(|i| i.named)?;
                Some((item, joined))
            });
            if named.is_some() {
                return named;
            }
        }
        item.map(|item| (item, joined))
    }

    /// Past the comma and the conjunction between two items, and whether there is a conjunction.
    fn separator(&self, at: usize, end: usize) -> Option<(usize, bool)> {
        let comma = at < end && self.doc.form(at) == ",";
        let next = at + comma as usize;
        let joined = next < end && self.doc.words[next].upos == Upos::Cconj;
        (comma || joined).then_some((next + joined as usize, joined))
    }

    /// The person or the counted persons whose words start at `at`.
    fn item(&self, at: usize, end: usize) -> Option<Item> {
        if let Some(named) = self.named_item(at, end) {
            return Some(named);
        }
        let word = self.doc.words.get(at).filter(|_| at < end)?;
        let n = self.next_number(at);
        let head = match self.numbers.get(n).filter(|n| n.words.start == at) {
            Some(_) => self.links.noun[n],
            None if matches!(word.upos, Upos::Det | Upos::Num) || word.feats.possessive => {
                following_noun(self, at + 1, end)
            }
            None => None,
        }?;
        let item = Item { head, end: self.phrase(head, at).end, named: false };
        self.entry(head).is(lexicon::PERSON).then_some(item)
    }

    /// A person's name, with the title before it.
    fn named_item(&self, at: usize, end: usize) -> Option<Item> {
        let doc = self.doc;
        let first = doc.names.partition_point(|n| n.words.end <= at);
        let near = doc.names[first..].iter().take_while(|n| n.words.start <= at + TITLE && n.words.end <= end);
        let mut persons = near.filter(|n| n.kind == NameKind::Person && n.words.start >= at);
        let name = persons.next()?;
        let titles = (at..name.words.start).all(|w| {
            let upos = doc.words[w].upos;
            matches!(upos, Upos::Noun | Upos::Propn | Upos::Adj) || w == at && upos == Upos::Det
        });
        let item = Item { head: doc.head_of(name.words.clone()), end: name.words.end, named: true };
        titles.then_some(item)
    }

    /// The name right behind a plural that only tells what several persons are: "the journalists | Awa Sow and Luis Paz".
    fn name_behind(&self, noun: usize, end: usize) -> Option<Item> {
        let doc = self.doc;
        let plural = doc.words[noun].feats.number == Some(text::Number::Plur) || self.entry(noun).is(lexicon::MANY);
        let describes = plural && self.links.number(noun).is_none() && self.entry(noun).is(lexicon::PERSON);
        let item = self.named_item(noun + 1, end).filter(|_| describes)?;
        self.starts_person(noun + 1).then_some(item)
    }

    /// The item that ends before `end`: the word that counts, and where its words start.
    fn item_before(&self, end: usize, low: usize) -> Option<(usize, usize)> {
        /// Longer phrases are most often a parser's error.
        const FAR: usize = 12;
        let doc = self.doc;
        let inside = |&w: &usize| {
            let word = &doc.words[w];
            matches!(word.upos, Upos::Det | Upos::Num | Upos::Adj | Upos::Noun | Upos::Propn)
                || word.feats.possessive
                || self.entry(w).is(lexicon::OF)
                || doc.form(w) == "-"
        };
        let start = (low.max(end.saturating_sub(FAR))..end).rev().take_while(inside).last()?;
        (start..end).find_map(|at| {
            let item = self.item(at, end).filter(|i| i.end == end)?;
            Some((item.head, at))
        })
    }

    /// Where an aside in brackets or between dashes that ends before `end` opens.
    fn aside_before(&self, end: usize, low: usize) -> Option<usize> {
        let closes = end.checked_sub(1).filter(|&w| w >= low)?;
        let opener = match self.doc.form(closes) {
            ")" => "(",
            "]" => "[",
            dash @ ("--" | "–" | "—") => dash,
            _ => return None,
        };
        (low.max(closes.saturating_sub(ASIDE))..closes).rev().find(|&w| self.doc.form(w) == opener)
    }
}
