//! Bodies as the tagger of names has them: where it is sure of another extent than the word lists gave a mention, the mention
//! is given that extent, and what it calls a name is one.

use super::Reader;
use super::dictionary::What;
use super::entity::Table;
use crate::reading::{ActorKind, By, Form};
use std::ops::Range;
use text::{NameKind, Span};

/// How sure the tagger must be to be followed.
const SURE: f32 = 0.4;

/// A mention in the table: its words, its actor, and its place among the actor's mentions.
struct Place {
    words: Range<usize>,
    draft: usize,
    mention: usize,
}

impl Reader<'_, '_> {
    /// Gives mentions of bodies the words that the tagger of names is sure of.
    pub(super) fn follow_tagger(&self, table: &mut Table) {
        let places = self.places(table);
        let mut dropped = Vec::new();
        let mut from = 0;
        for name in self.doc.names.iter().filter(|n| n.kind == NameKind::Organisation && n.confidence >= SURE) {
            let words = &name.words;
            while from < places.len() && places[from].words.start + LONGEST < words.start {
                from += 1;
            }
            let near = places[from..].iter().take_while(|p| p.words.start < words.end);
            let over: Vec<&Place> = near.filter(|p| p.words.end > words.start).collect();
            if let Some(same) = over.iter().find(|p| p.words == *words) {
                if is_body(table.drafts[same.draft].kind) {
                    table.drafts[same.draft].mentions[same.mention].form = Form::Name;
                }
                continue;
            }
            let inside = over.iter().filter(|p| p.words.start >= words.start && p.words.end <= words.end);
            let heads = inside.clone().filter(|p| is_body(table.drafts[p.draft].kind) && !self.is_land(p));
            let head = if self.noun_order_at(words.start) {
                heads.max_by_key(|p| p.words.end)
            } else {
                heads.min_by_key(|p| p.words.start)
            };
            match head {
                Some(head) => self.reshape(table, head, words),
                None if over.len() == inside.clone().count() && words.len() > 1 => {
                    self.new_organisation(table, words.clone(), name.confidence);
                }
                None => continue,
            }
            let others = inside.filter(|p| head.is_none_or(|h| (h.draft, h.mention) != (p.draft, p.mention)));
            dropped.extend(others.map(|p| (p.draft, p.mention)));
        }
        dropped.sort();
        dropped.dedup();
        for (draft, mention) in dropped.into_iter().rev() {
            table.drafts[draft].mentions.remove(mention);
        }
    }

    /// All mentions but pronouns, in order.
    fn places(&self, table: &Table) -> Vec<Place> {
        let mut places = Vec::new();
        for (draft, d) in table.drafts.iter().enumerate() {
            for (mention, m) in d.mentions.iter().enumerate().filter(|(_, m)| m.form != Form::Pronoun) {
                places.push(Place { words: self.doc.words_in(m.span), draft, mention });
            }
        }
        places.sort_by_key(|p| (p.words.start, p.words.end, p.draft));
        places
    }

    /// Whether a mention is the name of a country or a capital.
    fn is_land(&self, place: &Place) -> bool {
        self.scan.at(place.words.start).iter().any(|s| matches!(s, What::Country(_) | What::Capital(_)))
    }

    fn reshape(&self, table: &mut Table, head: &Place, words: &Range<usize>) {
        let span: Span = self.doc.span_of(words.clone());
        let draft = &mut table.drafts[head.draft];
        let mention = &mut draft.mentions[head.mention];
        if draft.name == self.doc.slice_of(mention.span) {
            draft.name = self.doc.slice_of(span).to_string();
        }
        (mention.span, mention.form) = (span, Form::Name);
        if mention.by == By::Description {
            mention.by = By::Alias;
        }
        table.take(head.draft, words.clone());
    }
}

/// Longest mention that is looked for, in words.
const LONGEST: usize = 24;

fn is_body(kind: ActorKind) -> bool {
    !matches!(kind, ActorKind::Person | ActorKind::Population)
}
