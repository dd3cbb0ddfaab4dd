//! What all of attribution looks at: the document, its quotations, the lists its words are on, and where subtrees end.

use super::cues::{Cues, Lexicon, List, Lists};
use super::quotes::{self, Quote};
use crate::mentions::Mentions;
use crate::reading::{Actor, ActorKind, Ref};
use std::ops::Range;
use text::{Document, Feats, NameKind, Number, Rel, Upos, VerbForm, Word};

/// Longest content, in words, that is not a quotation. It keeps the cost linear on text without stops.
pub(super) const MAX_CONTENT: usize = 250;
/// Longest source, in words.
const MAX_SOURCE: usize = 40;

/// A document with what attribution needs to know of each word.
pub(super) struct Reader<'a> {
    pub(super) doc: &'a Document<'a>,
    pub(super) cues: &'a Cues,
    pub(super) mentions: &'a Mentions,
    pub(super) actors: &'a [Actor],
    pub(super) quotes: Vec<Quote>,
    lists: Vec<Lists>,
    /// For each word the outermost quotation around it, plus one; 0 outside.
    quoted: Vec<u32>,
    /// First and last word of each word's subtree.
    reach: Vec<(u32, u32)>,
    /// The kind of the name that each word is part of.
    names: Vec<Option<NameKind>>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(
        doc: &'a Document<'a>,
        cues: &'a Cues,
        mentions: &'a Mentions,
        actors: &'a [Actor],
    ) -> Reader<'a> {
        let mut lists = vec![Lists::default(); doc.words.len()];
        for s in &doc.sentences {
            let lexicon = cues.of(s.lang);
            s.words().for_each(|w| lists[w] = lexicon.lists(doc, w));
        }
        let quotes = quotes::find(doc);
        let mut quoted = vec![0; doc.words.len()];
        for (n, q) in quotes.iter().enumerate().filter(|(_, q)| q.depth == 0) {
            q.words.clone().for_each(|w| quoted[w] = n as u32 + 1);
        }
        let mut names = vec![None; doc.words.len()];
        for n in &doc.names {
            n.words.clone().filter(|&w| w < doc.words.len()).for_each(|w| names[w] = Some(n.kind));
        }
        Reader { doc, cues, mentions, actors, quotes, lists, quoted, reach: reach(doc), names }
    }

    /// A word; beyond the text the last one, so that looking ahead never fails.
    pub(super) fn word(&self, w: usize) -> &Word {
        &self.doc.words[w.min(self.doc.words.len() - 1)]
    }

    pub(super) fn upos(&self, w: usize) -> Upos {
        self.doc.words.get(w).map_or(Upos::Punct, |w| w.upos)
    }

    pub(super) fn rel(&self, w: usize) -> Rel {
        self.doc.words.get(w).map_or(Rel::Punct, |w| w.rel)
    }

    pub(super) fn feats(&self, w: usize) -> Feats {
        self.doc.words.get(w).map_or(Feats::default(), |w| w.feats)
    }

    pub(super) fn is(&self, w: usize, list: List) -> bool {
        self.lists.get(w).is_some_and(|l| l.has(list))
    }

    /// The words of a word's sentence.
    pub(super) fn sentence(&self, w: usize) -> Range<usize> {
        self.doc.sentences.get(self.word(w).sentence as usize).map_or(w..w + 1, |s| s.words())
    }

    pub(super) fn lexicon(&self, w: usize) -> &'a Lexicon {
        let lang = self.doc.sentences.get(self.word(w).sentence as usize).map(|s| s.lang).unwrap_or_default();
        self.cues.of(lang)
    }

    /// The outermost quotation around a word.
    pub(super) fn quote(&self, w: usize) -> Option<&Quote> {
        self.quotes.get((*self.quoted.get(w)? as usize).checked_sub(1)?)
    }

    /// The outermost quotation that a word opens.
    pub(super) fn opened(&self, w: usize) -> Option<&Quote> {
        self.quote(w).filter(|q| q.words.start == w)
    }

    /// The outermost quotation that a word closes.
    pub(super) fn closed(&self, w: usize) -> Option<&Quote> {
        self.quote(w).filter(|q| q.words.end == w + 1)
    }

    /// First word of a word's subtree.
    pub(super) fn low(&self, w: usize) -> usize {
        self.reach.get(w).map_or(w, |r| r.0 as usize)
    }

    /// One past the last word of a word's subtree.
    pub(super) fn high(&self, w: usize) -> usize {
        self.reach.get(w).map_or(w, |r| r.1 as usize) + 1
    }

    pub(super) fn first_char(&self, w: usize) -> char {
        self.doc.slice_of(self.word(w).span).chars().next().unwrap_or(' ')
    }

    fn starts_with(&self, w: usize, marks: &str) -> bool {
        marks.contains(self.first_char(w))
    }

    pub(super) fn is_comma(&self, w: usize) -> bool {
        w < self.doc.words.len() && self.starts_with(w, ",،")
    }

    pub(super) fn is_colon(&self, w: usize) -> bool {
        w < self.doc.words.len() && self.starts_with(w, ":")
    }

    pub(super) fn is_dash(&self, w: usize) -> bool {
        w < self.doc.words.len()
            && self.starts_with(w, "-–—")
            && self.doc.slice_of(self.word(w).span).chars().all(|c| "-–—".contains(c))
    }

    pub(super) fn is_stop(&self, w: usize) -> bool {
        self.starts_with(w, ".!?…") && !self.doc.slice_of(self.word(w).span).chars().any(char::is_alphanumeric)
    }

    pub(super) fn is_quote_mark(&self, w: usize) -> bool {
        w < self.doc.words.len() && self.starts_with(w, "“”\"«»„‘’'‹›`") && !self.has_letters(w)
    }

    pub(super) fn has_letters(&self, w: usize) -> bool {
        self.doc.slice_of(self.word(w).span).chars().any(char::is_alphanumeric)
    }

    pub(super) fn is_punct(&self, w: usize) -> bool {
        self.upos(w) == Upos::Punct || !self.has_letters(w)
    }

    pub(super) fn is_nominal(&self, w: usize) -> bool {
        matches!(self.upos(w), Upos::Noun | Upos::Propn | Upos::Pron)
    }

    pub(super) fn is_verbal(&self, w: usize) -> bool {
        matches!(self.upos(w), Upos::Verb | Upos::Aux)
    }

    pub(super) fn is_infinitive(&self, w: usize) -> bool {
        self.is_verbal(w) && self.feats(w).verb_form == Some(VerbForm::Inf)
    }

    /// Whether a finite verb, or an auxiliary, stands among the words (the first 60 of them).
    pub(super) fn has_verb(&self, words: Range<usize>) -> bool {
        words.take(60).any(|w| self.is_verbal(w))
    }

    /// The kind of the name that a word is part of.
    pub(super) fn name_kind(&self, w: usize) -> Option<NameKind> {
        self.names.get(w).copied().flatten()
    }

    /// The kind of the actor that a word speaks of, by its mention or by the word itself.
    pub(super) fn speaker(&self, w: usize) -> Option<ActorKind> {
        let mentioned = self.mentions.actor(w).and_then(|(to, _)| match to {
            Ref::Actor(n) => self.actors.get(n as usize).map(|a| a.kind),
            _ => None,
        });
        mentioned.filter(|k| *k != ActorKind::Unknown).or_else(|| self.lexicon(w).speaker(self.doc, w)).or(mentioned)
    }

    /// Whether a word can head a source: a person, a body, a document, a name, a personal pronoun.
    pub(super) fn may_speak(&self, w: usize) -> bool {
        if self.is(w, List::NotSource) {
            return false;
        }
        self.is(w, List::Pronoun)
            || self.is(w, List::Relative)
            || self.upos(w) == Upos::Propn
            || self.is(w, List::Document)
            || self.speaker(w).is_some()
            || self.looks_named(w)
            || (matches!(self.upos(w), Upos::Pron | Upos::Det | Upos::Num | Upos::Adj) && !self.is(w, List::NotSource))
    }

    /// Whether a noun is written as a name: with a capital where none is due, or at the sentence's start without article
    /// and in the singular.
    pub(super) fn looks_named(&self, w: usize) -> bool {
        let capital = self.upos(w) == Upos::Noun && self.first_char(w).is_uppercase();
        capital
            && (w > self.sentence(w).start
                || (self.feats(w).number == Some(Number::Sing)
                    && !self.doc.children(w).any(|c| self.rel(c) == Rel::Det)))
    }

    /// The phrase that a noun heads, without its preposition, as far as it does not reach into `avoid`.
    pub(super) fn phrase(&self, head: usize, avoid: &Range<usize>) -> Range<usize> {
        let sentence = self.sentence(head);
        let (mut low, mut high) = (head, head + 1);
        for c in self.doc.children(head) {
            if matches!(
                self.rel(c),
                Rel::Case | Rel::Mark | Rel::Cc | Rel::Parataxis | Rel::Ccomp | Rel::Cop | Rel::Nsubj | Rel::Advcl
            ) {
                continue;
            }
            let (a, b) = (self.low(c), self.high(c));
            if a < avoid.end && avoid.start < b {
                continue;
            }
            if self.rel(c) == Rel::Punct && !(a > head && self.is_quote_mark(c)) {
                continue;
            }
            low = low.min(a);
            high = high.max(b);
        }
        let start = self.body_start(sentence.clone());
        low = low.max(if start <= head { start } else { sentence.start }).max(head.saturating_sub(MAX_SOURCE));
        high = high.min(sentence.end).min(head + MAX_SOURCE);
        if avoid.end <= head {
            low = low.max(avoid.end);
        } else if avoid.start > head {
            high = high.min(avoid.start);
        }
        while low < head && (self.is_punct(low) || matches!(self.upos(low), Upos::Cconj | Upos::Sconj)) {
            low += 1;
        }
        // A preposition before the whole phrase is no part of it.
        while low < head && self.upos(low) == Upos::Adp && self.doc.head(low) == Some(head) {
            low += 1;
        }
        while high > head + 1 && self.is_punct(high - 1) && !self.is_quote_mark(high - 1) {
            high -= 1;
        }
        // "Mustafa Bakr, a spokesman for the Front," ends with its second comma.
        if (low..high).any(|w| self.is_comma(w))
            && high < sentence.end
            && self.is_comma(high)
            && high < avoid.start
            && avoid.start - high <= 2
        {
            high += 1;
        }
        low..high
    }

    /// The phrase that stands directly left of a word, by word order alone: back to a comma, a verb or the sentence's start.
    pub(super) fn nominal_before(&self, at: usize) -> Option<Range<usize>> {
        let start = self.sentence(at.min(self.doc.words.len().checked_sub(1)?)).start;
        let mut low = at;
        while low > start && at - low < 14 {
            let w = low - 1;
            // "the Front for Freedom (FF) said"
            if low == at && self.first_char(w) == ')' && w > start {
                match (start.max(w.saturating_sub(6))..w).rev().find(|&k| self.first_char(k) == '(') {
                    Some(open) if open > start => {
                        low = open;
                        continue;
                    }
                    _ => break,
                }
            }
            if self.is_punct(w) || self.is_verbal(w) || matches!(self.upos(w), Upos::Sconj | Upos::Cconj) {
                break;
            }
            low = w;
        }
        while low < at && matches!(self.upos(low), Upos::Adp | Upos::Adv) {
            low += 1;
        }
        (low..at).any(|w| self.is_nominal(w)).then_some(low..at)
    }

    /// The phrase that starts at a word, by word order alone: up to a comma, a verb, a quotation or the sentence's end.
    pub(super) fn nominal_after(&self, at: usize) -> Option<Range<usize>> {
        let end = self.sentence(at.min(self.doc.words.len().checked_sub(1)?)).end;
        let mut high = at;
        while high < end && high - at < 14 {
            if self.is_punct(high)
                || self.is_verbal(high)
                || self.upos(high) == Upos::Sconj
                || self.is(high, List::Relative)
            {
                break;
            }
            high += 1;
        }
        (at..high).any(|w| self.is_nominal(w)).then_some(at..high)
    }

    /// Where the report's own words of a sentence start: after a dateline ("BEIRUT (AFP) -") or a bullet.
    pub(super) fn body_start(&self, sentence: Range<usize>) -> usize {
        if sentence.is_empty() {
            return sentence.start;
        }
        let window = sentence.start..sentence.end.min(sentence.start + 16);
        let shouted = |w: usize| {
            let form = self.doc.slice_of(self.word(w).span);
            form.chars().count() > 2 && form.chars().all(|c| !c.is_lowercase()) && self.has_letters(w)
        };
        for w in window.clone() {
            if self.is_dash(w) && w + 1 < sentence.end {
                let before = sentence.start..w;
                let dateline = before.is_empty()
                    || before.clone().any(|b| self.first_char(b) == '(')
                    || (shouted(sentence.start) && !self.has_verb(before));
                if dateline {
                    return w + 1;
                }
            }
        }
        sentence.start
    }

    /// Where the clauses that a word belongs to start: after the last semicolon or colon of its sentence before it.
    pub(super) fn segment(&self, w: usize) -> usize {
        let start = self.body_start(self.sentence(w)).min(w);
        let parts = |k: usize| self.is_semicolon(k) || self.is_colon(k) || self.ends_line(k);
        let quoted = |k: usize| self.quote(k).is_some_and(|q| !q.words.contains(&w));
        let end = self.sentence(w).end;
        let found = (start..w).rev().take(MAX_CONTENT).find(|&k| parts(k) && !quoted(k));
        found.map_or(start, |k| if self.ends_line(k) { self.body_start(k + 1..end).min(w) } else { k + 1 })
    }

    /// Whether a line of the report ends after a word that does not end its sentence (a headline without stop).
    pub(super) fn ends_line(&self, w: usize) -> bool {
        let next = self.doc.words.get(w + 1).map_or(0, |n| n.span.start as usize);
        let gap = self.word(w).span.end as usize..next;
        !gap.is_empty() && self.doc.text.get(gap).is_some_and(|g| g.contains('\n'))
    }

    pub(super) fn is_semicolon(&self, w: usize) -> bool {
        w < self.doc.words.len() && self.starts_with(w, ";")
    }

    /// Trims commas, dashes and stops at both ends of a run of words. Quotation marks stay.
    pub(super) fn trimmed(&self, mut words: Range<usize>) -> Range<usize> {
        let idle = |w: usize| self.is_punct(w) && !self.is_quote_mark(w) && !"([%°€$".contains(self.first_char(w));
        while words.start < words.end && (idle(words.start) || self.first_char(words.start) == ')') {
            words.start += 1;
        }
        while words.start < words.end && idle(words.end - 1) && self.first_char(words.end - 1) != ')' {
            // A stop inside a quotation that lacks its closing mark is part of what is said.
            words.end -= 1;
        }
        words
    }
}

/// First and last word under each word, in one pass from the roots; words on a cycle keep to themselves.
fn reach(doc: &Document) -> Vec<(u32, u32)> {
    let n = doc.words.len();
    let mut reach: Vec<(u32, u32)> = (0..n as u32).map(|w| (w, w)).collect();
    let mut order = Vec::with_capacity(n);
    order.extend((0..n).filter(|&w| doc.head(w).is_none()));
    let mut at = 0;
    while at < order.len() && order.len() <= n {
        order.extend(doc.children(order[at]));
        at += 1;
    }
    for &w in order.iter().rev() {
        if let Some(h) = doc.head(w) {
            let (low, high) = reach[w];
            reach[h] = (reach[h].0.min(low), reach[h].1.max(high));
        }
    }
    reach
}
