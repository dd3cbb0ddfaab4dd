//! Acronyms that the report introduces itself: "Syrian Democratic Forces (SDF)", "Armée populaire du Nord (APN)".

use super::Reader;
use super::dictionary::{Class, What};
use super::entity::{Id, Table, hash};
use crate::reading::{By, Form};
use std::ops::Range;
use text::lexicon::KeyMap;

/// An acronym in brackets after its long form.
#[derive(Clone, Debug)]
pub(super) struct Introduced {
    /// The word of the acronym.
    pub(super) word: usize,
    pub(super) draft: usize,
}

/// Longest long form before the bracket, in words.
const LONG: usize = 12;

impl Reader<'_, '_> {
    /// Ties acronyms in brackets to what stands before them, and all later uses to the same actor.
    pub(super) fn introduce(&self, table: &mut Table) -> Vec<Introduced> {
        let mut out = Vec::new();
        let doc = self.doc;
        for w in 1..doc.words.len().saturating_sub(2) {
            let bracket = |w: usize, b: &str| doc.slice_of(doc.words[w].span) == b;
            if !bracket(w, "(") || !bracket(w + 2, ")") || !self.is_acronym(w + 1) {
                continue;
            }
            let sentence = doc.sentences.get(doc.words[w].sentence as usize).map_or(0, |s| s.first as usize);
            let before = w.saturating_sub(LONG).max(sentence)..w;
            if let Some((draft, long)) = self.long_form(table, before, w + 1) {
                if let Some(long) = long {
                    table.mention(doc, draft, long, Form::Name, By::Alias, 0.9);
                }
                let name = doc.slice_of(doc.words[w + 1].span).to_string();
                table.drafts[draft].why.say(|| format!("the report introduces it as {name}"));
                table.mention(doc, draft, w + 1..w + 2, Form::Name, By::Acronym, 0.97);
                out.push(Introduced { word: w + 1, draft });
            }
        }
        let mut by_key: KeyMap<usize> = KeyMap::default();
        for i in &out {
            by_key.entry(doc.words[i.word].lower).or_insert(i.draft);
        }
        if !by_key.is_empty() {
            for w in 0..doc.words.len() {
                if let Some(&draft) = by_key.get(&doc.words[w].lower)
                    && table.at(w) != Some(draft)
                    && self.is_acronym(w)
                {
                    table.mention(doc, draft, w..w + 1, Form::Name, By::Acronym, 0.95);
                }
            }
        }
        out
    }

    /// The words of all acronyms in brackets.
    pub(super) fn brackets(&self) -> Vec<usize> {
        let text = |w: usize| self.doc.slice_of(self.doc.words[w].span);
        (1..self.doc.words.len().saturating_sub(2))
            .filter(|&w| text(w) == "(" && text(w + 2) == ")" && self.is_acronym(w + 1))
            .map(|w| w + 1)
            .take(64)
            .collect()
    }

    /// Whether a word is written as an acronym: two to ten letters, most of them capitals.
    pub(super) fn is_acronym(&self, w: usize) -> bool {
        let text = self.doc.slice_of(self.doc.words[w].span);
        let letters = text.chars().filter(|c| c.is_alphabetic()).count();
        let high = text.chars().filter(|c| c.is_uppercase()).count();
        (2..=10).contains(&letters)
            && high >= 2
            && high * 3 >= letters * 2
            && !self.scan.capitals(self.doc.words[w].sentence)
    }

    /// The actor whose long form ends before the bracket, and the words of the long form where they are no mention yet.
    fn long_form(
        &self,
        table: &mut Table,
        before: Range<usize>,
        acronym: usize,
    ) -> Option<(usize, Option<Range<usize>>)> {
        // The dictionary knows the acronym, and the words before it are like one of the party's names.
        let known = self.scan.at(acronym).iter().filter_map(|s| match *s {
            What::Acronym(p) | What::Party(p) => Some(p),
            _ => None,
        });
        let best = known
            .filter_map(|p| self.like_name(p, before.clone()).map(|(start, score)| (p, start, score)))
            .reduce(|a, b| if b.2 > a.2 { b } else { a });
        if let Some((party, start, _)) = best {
            let draft = table.get(Id::Party(party), || self.draft_party(party));
            return Some((draft, Some(start..before.end)));
        }
        // What stands there is an actor already.
        if let Some(draft) = before.clone().next_back().and_then(|w| table.at(w)) {
            let state = table.drafts[draft].kind == crate::reading::ActorKind::State;
            return (!state).then_some((draft, None));
        }
        // Initials.
        let start = self.initials(before.clone(), acronym).or_else(|| self.mixed_initials(before.clone(), acronym))?;
        let words = start..before.end;
        let draft = self.new_organisation(table, words, 0.9);
        table.also(Id::Name(hash([self.doc.words[acronym].lower])), draft);
        Some((draft, None))
    }

    /// Where in the words before a bracket a name like one of the party's starts: a machine changes endings, order and small
    /// words ("democratic Forces in syria"), so that stems are compared, each wherever it stands.
    fn like_name(&self, party: u32, before: Range<usize>) -> Option<(usize, f32)> {
        let mut best: Option<(usize, f32)> = None;
        for name in &self.all.parties[party as usize].names {
            let stems: Vec<String> = name.split([' ', '-', '\'']).filter_map(stem).collect();
            if stems.len() < 2 {
                continue;
            }
            let (mut found, mut start, mut gap) = (0, before.end, 0);
            for w in before.clone().rev() {
                let text = self.doc.slice_of(self.doc.words[w].span);
                match stem(text) {
                    Some(s) if stems.contains(&s) => {
                        found += 1;
                        start = w;
                        gap = 0;
                    }
                    Some(_) => gap += 1,
                    None => {}
                }
                if gap > 1 || text == "," || text == "." {
                    break;
                }
            }
            let score = found as f32 / stems.len() as f32;
            if found >= 2 && score >= 0.6 && best.is_none_or(|b| score > b.1) {
                best = Some((start, score));
            }
        }
        best
    }

    /// Where the words start whose initials make the acronym in another order: the words were put into the order of another
    /// language, the letters were not ("national auxiliary Police (PNA)", "Patriotic Front of the North (FPN)").
    fn mixed_initials(&self, before: Range<usize>, acronym: usize) -> Option<usize> {
        let text = self.doc.slice_of(self.doc.words[acronym].span);
        let mut letters: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
        if letters.len() < 3 {
            return None;
        }
        let mut capital = false;
        for w in before.rev() {
            let word = self.doc.slice_of(self.doc.words[w].span);
            let small = word.starts_with(char::is_lowercase) && word.chars().count() <= 3;
            let mut initial = String::new();
            word.chars().next().into_iter().for_each(|c| super::atoms::fold(c, &mut initial));
            match letters.iter().position(|l| initial.starts_with(*l)) {
                Some(at) if !small => {
                    letters.remove(at);
                    capital |= word.starts_with(char::is_uppercase);
                }
                _ if small => {}
                _ => return None,
            }
            if letters.is_empty() {
                return capital.then_some(w);
            }
        }
        None
    }

    /// Where the words start whose initials make the acronym, small words aside.
    fn initials(&self, before: Range<usize>, acronym: usize) -> Option<usize> {
        let text = self.doc.slice_of(self.doc.words[acronym].span);
        let mut letters: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect();
        let mut capital = false;
        for w in before.rev() {
            let wanted = *letters.last()?;
            let word = self.doc.slice_of(self.doc.words[w].span);
            let first = word.chars().next().into_iter().flat_map(char::to_lowercase).next();
            let mut folded = String::new();
            first.into_iter().for_each(|c| super::atoms::fold(c, &mut folded));
            let small = word.starts_with(char::is_lowercase) && word.chars().count() <= 3;
            if !small && (folded.starts_with(wanted) || first == Some(wanted)) {
                letters.pop();
                capital |= word.starts_with(char::is_uppercase);
                if letters.is_empty() {
                    return capital.then_some(w);
                }
            } else if !(small || self.scan.is(self.all, w, Class::Join) || word == "-") {
                return None;
            }
        }
        None
    }
}

/// The start of a content word, without accents: what a translation leaves of it in another language.
fn stem(word: &str) -> Option<String> {
    let mut folded = String::new();
    word.chars().filter(|c| c.is_alphabetic()).for_each(|c| super::atoms::fold(c, &mut folded));
    (folded.chars().count() > 3).then(|| folded.chars().take(5).collect())
}
