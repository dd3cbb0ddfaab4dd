//! Parties that only modify what they do: "Israeli air strikes", "army shelling", « des frappes russes ».

use super::Reader;
use super::dictionary::{Class, What};
use super::entity::{Id, Table};
use crate::reading::{By, Form};
use std::ops::Range;
use text::{Rel, Upos};

/// Words between a party and the noun for what it does, at most, with that noun.
const REACH: usize = 4;

impl Reader<'_, '_> {
    /// Makes actors of the states whose deeds a sentence tells.
    pub(super) fn doers(&self, table: &mut Table, covered: &[Range<usize>], sentence: Range<usize>) {
        for w in sentence.clone() {
            let Some(hit) = self.scan.hit(w).filter(|h| h.words.start == w) else { continue };
            if table.at(w).is_some() || covered.iter().any(|c| c.contains(&w)) {
                continue;
            }
            let short = self.doc.form(w).chars().all(|c| c.is_uppercase() || c == '.');
            let country = self.scan.senses(hit).iter().find_map(|s| match s {
                What::Adjective(c) => Some(*c),
                // "US air strikes", as against "the Iraq war".
                What::Country(c) if short => Some(*c),
                _ => None,
            });
            if let Some(country) = country.filter(|_| self.is_of_deed(&hit.words, &sentence)) {
                let draft = table.get(Id::State(country), || self.draft_state(country));
                table.mention(self.doc, draft, hit.words.clone(), Form::Name, By::Description, 0.75);
            }
        }
    }

    /// Whether words modify a noun for what an armed party does.
    pub(super) fn is_of_deed(&self, words: &Range<usize>, sentence: &Range<usize>) -> bool {
        let is_deed = |w: usize| self.scan.is(self.all, w, Class::Deed) && self.doc.words[w].upos != Upos::Verb;
        if self.noun_order_at(words.start) {
            let goes_on = |w: usize| {
                matches!(self.doc.words[w].upos, Upos::Adj | Upos::Noun | Upos::Propn) || self.doc.form(w) == "-"
            };
            let mut after = words.end..sentence.end.min(words.end + REACH);
            let mut run = after.by_ref().take_while(|&w| goes_on(w));
            return run.any(|w| is_deed(w) && self.doc.words[w].rel != Rel::Compound);
        }
        let before = (sentence.start.max(words.start.saturating_sub(REACH - 1))..words.start).rev();
        let mut run = before.skip_while(|&w| self.doc.words[w].upos == Upos::Adj);
        run.next().is_some_and(is_deed)
    }
}
