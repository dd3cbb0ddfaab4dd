//! Which way an open date points: to what has happened, or to what is still to come.

use super::meaning::Direction;
use super::pieces::Pieces;
use super::words::Class;
use std::ops::Range;
use text::{Document, Rel, Tense, Upos, VerbForm};

/// The direction of the clause around a range of pieces. Goes by the verb that governs the words; without a tree, by the
/// nearest word before them that points forward.
pub(super) fn direction(doc: &Document, pieces: &Pieces, range: &Range<usize>) -> Direction {
    let words = doc.words_in(pieces.span(range.clone()));
    if words.is_empty() {
        return near(pieces, range.start);
    }
    let mut at = doc.head_of(words);
    if doc.head(at).is_none() && doc.words[at].rel == Rel::Dep {
        return near(pieces, range.start);
    }
    for _ in 0..12 {
        let word = &doc.words[at];
        if matches!(word.upos, Upos::Verb | Upos::Aux) || doc.child(at, Rel::Cop).is_some() {
            return of_verb(doc, pieces, at);
        }
        match doc.head(at) {
            Some(head) => at = head,
            None => break,
        }
    }
    Direction::Unknown
}

/// The direction of a verb with its auxiliaries; an infinitive's is that of the verb above it.
fn of_verb(doc: &Document, pieces: &Pieces, verb: usize) -> Direction {
    let mut at = verb;
    for _ in 0..4 {
        let word = &doc.words[at];
        let helpers = || doc.children(at).filter(|&c| matches!(doc.words[c].rel, Rel::Aux | Rel::Cop));
        let group = || std::iter::once(at).chain(helpers());
        if group().any(|v| has(doc, pieces, v, Class::Undone)) {
            return Direction::Past;
        }
        let coming = |v: usize| doc.words[v].feats.tense == Some(Tense::Fut) || has(doc, pieces, v, Class::Future);
        if group().any(coming) || group_phrase(doc, pieces, at) {
            return Direction::Future;
        }
        // "The court meets on Friday": what has a date by its nature is told ahead in the present.
        let present = |v: usize| doc.words[v].feats.tense == Some(Tense::Pres);
        if has(doc, pieces, at, Class::Scheduled) && group().all(present) {
            return Direction::Future;
        }
        let past = |v: usize| {
            let feats = doc.words[v].feats;
            matches!(feats.tense, Some(Tense::Past | Tense::Imp)) && feats.verb_form != Some(VerbForm::Inf)
        };
        if group().any(past) {
            return Direction::Past;
        }
        // "expected to meet", "plans to visit": the infinitive looks ahead where its governor does.
        let infinitive = word.feats.verb_form == Some(VerbForm::Inf);
        match doc.head(at) {
            Some(head)
                if infinitive && matches!(word.rel, Rel::Xcomp | Rel::Advcl | Rel::Acl | Rel::Csubj | Rel::Conj) =>
            {
                at = head;
            }
            _ => return Direction::Unknown,
        }
    }
    Direction::Unknown
}

/// Whether a word begins a phrase of a class.
fn has(doc: &Document, pieces: &Pieces, word: usize, class: Class) -> bool {
    let at = piece_of(doc, pieces, word);
    pieces.all.get(at).is_some_and(|p| p.classes & class.bit() != 0)
}

/// Whether a phrase that points forward ("is to", "set to") ends right before a verb.
fn group_phrase(doc: &Document, pieces: &Pieces, verb: usize) -> bool {
    let at = piece_of(doc, pieces, verb);
    (2..=3.min(at)).any(|n| pieces.hits(at - n).iter().any(|h| h.entry.class == Class::Future && h.len == n))
}

fn piece_of(doc: &Document, pieces: &Pieces, word: usize) -> usize {
    let start = doc.words[word].span.start;
    pieces.all.partition_point(|p| p.span.end <= start)
}

/// Without a tree: future where a word that points forward stands among the nine before, in the same clause.
fn near(pieces: &Pieces, start: usize) -> Direction {
    for at in (start.saturating_sub(9)..start).rev() {
        let piece = &pieces.all[at];
        if piece.classes & Class::Future.bit() != 0 {
            return Direction::Future;
        }
        if piece.fresh || matches!(pieces.slice(at), "." | ";" | "!" | "?" | "”" | "»") {
            break;
        }
    }
    Direction::Unknown
}
