//! What is told without a source: "reportedly", « prétendument », and the French conditional of hearsay.

use super::Draft;
use super::cues::{Kind, List};
use super::reader::{MAX_CONTENT, Reader};
use crate::reading::{Author, Certainty};
use std::ops::Range;
use text::{Mood, Rel, Upos};

/// All such claims. `held` tells the words that a source already vouches for.
pub(super) fn find(r: &Reader, held: &[bool], out: &mut Vec<Draft>) {
    for s in &r.doc.sentences {
        let sentence = s.words();
        let mut said = false;
        for w in sentence.clone() {
            if held[w] {
                continue;
            }
            let found = r.lexicon(w).at(r.doc, w, sentence.end);
            if let Some((phrase, entry)) = found.iter().find(|(_, e)| e.kind == Kind::Hearsay) {
                let mut content = clause(r, w, &sentence);
                // « …, a-t-on appris mardi »: it is told before.
                if content.start + 1 >= phrase.start && phrase.start > r.segment(w) + 2 && r.is_comma(phrase.start - 1)
                {
                    content = r.trimmed(r.segment(w)..phrase.start);
                }
                if !said && !content.is_empty() && r.has_verb(content.clone()) {
                    let mut draft = Draft::plain(w, None, vec![content], "hearsay");
                    draft.cue = vec![phrase.clone()];
                    draft.entry = **entry;
                    draft.author = entry.author;
                    if let Some(source) = learnt_from(r, phrase.end, &sentence) {
                        draft.region = phrase.start..source.end;
                        draft.source = Some(source);
                        (draft.certainty, draft.author) = (Some(Certainty::CertainYes), Author::Neutral);
                    }
                    out.push(draft);
                    said = true;
                }
            } else if !said
                && r.feats(w).mood == Some(Mood::Cnd)
                && let Some(draft) = conditional(r, w, &sentence)
            {
                out.push(draft);
                said = true;
            }
        }
    }
}

/// « a-t-on appris jeudi | de sources concordantes »: who told it, past the day.
fn learnt_from(r: &Reader, end: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
    /// More words of a time are rare.
    const FAR: usize = 5;
    let day = |w: &usize| r.mentions.time(*w).is_some() || r.upos(*w) == Upos::Adv;
    let at = (end..sentence.end.min(end + FAR)).find(|w| !day(w)).filter(|&w| r.is(w, List::From))?;
    let stop = (at + 1..sentence.end).find(|&w| r.is_punct(w)).unwrap_or(sentence.end);
    let start = (at + 1..stop).find(|&w| r.upos(w) != Upos::Adp)?;
    let head = (start..stop).find(|&w| matches!(r.upos(w), Upos::Noun | Upos::Propn))?;
    r.speaker(head).is_some().then_some(start..stop)
}

/// « Une frappe aurait tué sept personnes »: a conditional that no condition, modal verb or past report explains.
fn conditional(r: &Reader, w: usize, sentence: &Range<usize>) -> Option<Draft> {
    let auxiliary = r.upos(w) == Upos::Aux;
    let head = if auxiliary { r.doc.head(w)? } else { w };
    // « pourrait », « devrait », « voudrait » speak of what may be or of a wish, not of what is told.
    let modal = r.is(w, List::Able) || r.is(w, List::Possible) || r.is(w, List::Probable) || r.is(w, List::Wish);
    let condition = sentence.clone().any(|k| r.is(k, List::Si) && matches!(r.upos(k), Upos::Sconj | Upos::X));
    let person = r.doc.children(head).any(|c| r.rel(c) == Rel::Nsubj && (r.is(c, List::FirstPerson)));
    let question = sentence.end.checked_sub(1).is_some_and(|e| r.first_char(e) == '?');
    let embedded = matches!(r.rel(head), Rel::Ccomp) && r.doc.head(head).is_some();
    let compound = auxiliary && (head > w) && head - w < 6;
    if modal || condition || person || question || embedded || r.quote(w).is_some() || !(compound || r.is(w, List::Be))
    {
        return None;
    }
    let content = clause(r, head, sentence);
    let end = if compound && r.upos(head) == Upos::Verb { head + 1 } else { w + 1 };
    let mut draft = Draft::plain(w, None, vec![content], "conditional");
    draft.cue = vec![w..end];
    draft.author = Author::Distancing;
    draft.certainty = Some(Certainty::Unknown);
    Some(draft)
}

/// The clause that a word stands in: the sentence, or a joined or subordinate clause of it.
fn clause(r: &Reader, at: usize, sentence: &Range<usize>) -> Range<usize> {
    let end = (at..sentence.end).find(|&w| r.is_semicolon(w)).unwrap_or(sentence.end);
    let whole = r.segment(at).max(at.saturating_sub(MAX_CONTENT))..end.min(at + MAX_CONTENT);
    let mut w = at;
    for _ in 0..12 {
        let clausal = r.is_verbal(w) || r.doc.children(w).any(|c| matches!(r.rel(c), Rel::Cop | Rel::Nsubj));
        let parts = matches!(r.rel(w), Rel::Conj | Rel::Ccomp | Rel::Advcl | Rel::Parataxis)
            || (r.rel(w) == Rel::Acl && r.word(w).sub == text::Sub::Relcl);
        if clausal && parts && r.high(w) - r.low(w) > 3 && r.doc.children(w).any(|c| r.rel(c) == Rel::Nsubj) {
            let mut low = r.low(w).max(whole.start);
            while low < at && (matches!(r.upos(low), Upos::Cconj | Upos::Sconj) || r.is_punct(low)) {
                low += 1;
            }
            return r.trimmed(low..r.high(w).min(whole.end).max(low));
        }
        match r.doc.head(w) {
            Some(h) => w = h,
            None => break,
        }
    }
    r.trimmed(whole)
}
