//! Which way an open date points: to what has happened, or to what is still to come.

use super::pieces::Pieces;
use super::words::Class;
use text::{Document, Rel, Tense, Upos, VerbForm};

/// Whether the clause around a range of pieces speaks of what is still to come. Goes by the verb that governs the words;
/// without a tree, by the nearest word before them that points forward.
pub(super) fn future(doc: &Document, pieces: &Pieces, range: &std::ops::Range<usize>) -> bool {
    let Some(word) = doc.words_in(pieces.span(range.clone())).next() else { return near(pieces, range.start) };
    let mut at = doc.head_of(doc.words_in(pieces.span(range.clone())));
    if doc.head(at).is_none() && doc.words[at].rel == Rel::Dep {
        return near(pieces, range.start);
    }
    let _ = word;
    for _ in 0..12 {
        let w = &doc.words[at];
        if matches!(w.upos, Upos::Verb | Upos::Aux) || doc.children(at).any(|c| doc.words[c].rel == Rel::Cop) {
            return verb_is_future(doc, pieces, at);
        }
        match doc.head(at) {
            Some(head) => at = head,
            None => return false,
        }
    }
    false
}

/// Whether a verb, with its auxiliaries, or an infinitive by the verb above it, points forward.
fn verb_is_future(doc: &Document, pieces: &Pieces, verb: usize) -> bool {
    let mut at = verb;
    for _ in 0..4 {
        let w = &doc.words[at];
        let helpers = doc.children(at).filter(|&c| matches!(doc.words[c].rel, Rel::Aux | Rel::Cop));
        let mut own = std::iter::once(at).chain(helpers);
        if own.any(|v| doc.words[v].feats.tense == Some(Tense::Fut) || says_future(doc, pieces, v)) {
            return true;
        }
        // "expected to meet", "plans to visit": the infinitive looks ahead where its governor does.
        let infinitive = w.feats.verb_form == Some(VerbForm::Inf);
        match doc.head(at) {
            Some(head)
                if infinitive && matches!(w.rel, Rel::Xcomp | Rel::Advcl | Rel::Acl | Rel::Csubj | Rel::Conj) =>
            {
                at = head;
            }
            _ => return false,
        }
    }
    false
}

/// Whether the word list has a word as one that points forward.
fn says_future(doc: &Document, pieces: &Pieces, word: usize) -> bool {
    let start = doc.words[word].span.start;
    let at = pieces.all.partition_point(|p| p.span.end <= start);
    pieces.all.get(at).is_some_and(|p| p.classes & Class::Future.bit() != 0)
        || (pieces.slice(at) == "'" && pieces.all.get(at).is_some_and(|p| p.classes & Class::Future.bit() != 0))
}

/// Whether a word that points forward stands among the nine before, in the same clause.
fn near(pieces: &Pieces, start: usize) -> bool {
    for at in (start.saturating_sub(9)..start).rev() {
        let piece = &pieces.all[at];
        if piece.classes & Class::Future.bit() != 0 {
            return true;
        }
        if piece.fresh || matches!(pieces.slice(at), "." | ";" | "!" | "?" | "”" | "»") {
            return false;
        }
    }
    false
}
