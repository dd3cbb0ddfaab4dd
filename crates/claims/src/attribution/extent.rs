//! How far what a cue governs reaches to the right.

use super::cues::{Entry, Frame, Kind, List};
use super::reader::{MAX_CONTENT, Reader};
use super::verb::Verb;
use std::ops::Range;
use text::{Rel, Sub, Tense, Upos, VerbForm};

/// One past the last word of what follows a cue: the sentence's end, or the first thing after it that the cue itself
/// governs and that is not said: a second verb joined to it, a participle clause, an inserted clause.
///
/// "… and that", « … et que » goes on with what is said.
pub(super) fn right_end(r: &Reader, verb: &Verb, start: usize) -> usize {
    let mut end = clause_end(r, verb, start);
    for _ in 0..3 {
        let joint = if end < verb.sentence.end && r.is_comma(end) { end + 1 } else { end };
        let that = joint > start + 2
            && joint + 2 < verb.sentence.end
            && r.upos(joint) == Upos::Cconj
            && r.is(joint + 1, List::ThatOnly);
        if !that || r.is(start, List::Relative) && !r.is(start, List::ThatOnly) {
            break;
        }
        end = clause_end(r, verb, joint + 2).max(joint + 2);
    }
    end
}

fn clause_end(r: &Reader, verb: &Verb, start: usize) -> usize {
    if let Some(q) = r.opened(start) {
        let quote_end = q.words.end;
        // The sentence may go on after the quotation.
        if quote_end >= verb.sentence.end || only_punct(r, quote_end..verb.sentence.end) {
            return quote_end;
        }
    }
    let mut end = verb.sentence.end;
    let embedded = r.doc.head(verb.head).is_some()
        && matches!(
            r.rel(verb.head),
            Rel::Acl | Rel::Advcl | Rel::Csubj | Rel::Xcomp | Rel::Parataxis | Rel::Conj | Rel::Ccomp
        );
    if embedded && r.high(verb.head) > start {
        end = end.min(r.high(verb.head));
    }
    // "The senator, who has said he would go, plans to stay": the main clause goes on at the comma.
    if verb.subject.inherited && verb.subject.words.end < verb.group.start && r.word(verb.head).sub == Sub::Relcl {
        let back = (start + 2..end)
            .find(|&w| r.is_comma(w - 1) && r.is_verbal(w) && r.feats(w).verb_form == Some(VerbForm::Fin));
        end = back.unwrap_or(end);
    }
    // Another quotation that the cue stands in ends what it can govern.
    if let Some(q) = r.quote(verb.head) {
        end = end.min(q.words.end.saturating_sub(1)).max(start);
    }
    let after_comma = |w: usize| w > start && (r.is_comma(w - 1) || r.is_dash(w - 1));
    for c in r.doc.children(verb.head).filter(|&c| c > start && r.low(c) > start) {
        let low = r.low(c);
        let cut = match r.rel(c) {
            Rel::Conj => joined(r, verb, c),
            Rel::Advcl => {
                after_comma(low) && (r.is(low, List::Contrast) || participle(r, c) || r.is(low, List::Temporal))
            }
            Rel::Parataxis => after_comma(low) && r.word(c).sub != Sub::None || reports(r, c),
            Rel::Obl => after_comma(low) && low > start + 2 && according(r, low),
            Rel::Cc => true,
            _ => false,
        };
        if cut {
            end = end.min(low);
        }
    }
    // Another source ends what this one says.
    let limit = end.min(start + MAX_CONTENT);
    for w in start + 1..limit {
        let outside = r.quote(w).is_none();
        if outside && r.is_colon(w) && w > start + 2 && (w + 1..limit).any(|k| r.is_verbal(k) && reports(r, k))
            || outside && r.first_char(w) == ';'
            || outside
                && r.upos(w) == Upos::Cconj
                && (puts_toll(r, w + 1, limit) || says_again(r, verb, start, w, limit))
            || after_comma(w) && outside && (according(r, w) && w > start + 2 || contrast(r, w, limit) || adding(r, w))
        {
            end = w;
            break;
        }
    }
    // What opens inside as a quotation and runs on over the sentence's end is all said.
    let end = end.min(start + MAX_CONTENT);
    match (end > start).then(|| r.quote(end - 1)).flatten() {
        Some(q) if q.words.start >= start && q.words.end > end && r.quote(verb.head).is_none() => q.words.end,
        _ => end,
    }
}

fn only_punct(r: &Reader, words: Range<usize>) -> bool {
    words.into_iter().take(4).all(|w| r.is_punct(w))
}

/// Whether a joined verb is a new statement of the report: it has the conjunction before it. "He had slept and would
/// leave": an auxiliary without subject carries on what is said.
fn joined(r: &Reader, verb: &Verb, c: usize) -> bool {
    let bare = !r.doc.children(c).any(|k| matches!(r.rel(k), Rel::Nsubj | Rel::Expl));
    // The cue's own auxiliary, repeated, speaks of the source again: « a appelé … et a condamné ».
    let own = |k: usize| verb.group.clone().any(|w| r.upos(w) == Upos::Aux && r.word(w).lower == r.word(k).lower);
    let helped = r.doc.children(c).any(|k| r.rel(k) == Rel::Aux && k < c && !own(k));
    if bare
        && helped
        && !r.is_comma(r.low(c).saturating_sub(1))
        && r.upos(r.low(c)) == Upos::Cconj
        && !r.is(r.low(c), List::Contrast)
    {
        return false;
    }
    // "said 20 had died and the rebels were fleeing": without a comma, a clause that reports nothing carries on too.
    let comma = r.is_comma(r.low(c).saturating_sub(1));
    if !bare && !comma && r.upos(r.low(c)) == Upos::Cconj && !reports(r, c) && !r.is(r.low(c), List::Contrast) {
        return false;
    }
    r.is_verbal(c) && r.upos(r.low(c)) == Upos::Cconj || r.doc.children(c).any(|k| r.rel(k) == Rel::Cc)
}

fn participle(r: &Reader, c: usize) -> bool {
    matches!(r.feats(c).verb_form, Some(VerbForm::Ger | VerbForm::Part))
        && !r.doc.children(c).any(|k| matches!(r.rel(k), Rel::Nsubj | Rel::Aux))
        && (r.low(c) == c || r.is(r.low(c), List::As) || r.upos(r.low(c)) != Upos::Verb)
}

fn reports(r: &Reader, c: usize) -> bool {
    let end = r.sentence(c).end;
    r.lexicon(c).at(r.doc, c, end).iter().any(|(_, e)| e.kind == Kind::Verb && e.frames.has(Frame::That))
}

fn according(r: &Reader, w: usize) -> bool {
    let end = r.sentence(w).end;
    r.lexicon(w).at(r.doc, w, end).iter().any(|(_, e)| e.kind == Kind::According)
}

/// "… and put the toll at eight": so speaks the source, not those of whom it speaks.
fn puts_toll(r: &Reader, w: usize, end: usize) -> bool {
    let verb = |e: &Entry| e.kind == Kind::Verb && e.frames.has(Frame::Toll);
    w < end
        && r.upos(w) == Upos::Verb
        && r.lexicon(w).at(r.doc, w, end).iter().any(|(_, e)| verb(e))
        && (w + 1..end.min(w + 12))
            .any(|k| r.is(k, List::At) && (k + 1..end.min(k + 5)).any(|n| r.upos(n) == Upos::Num))
}

/// "said the force did well but said problems remain": the source speaks again.
fn says_again(r: &Reader, verb: &Verb, start: usize, conjunction: usize, end: usize) -> bool {
    let w = conjunction + 1;
    let finite = w < end && r.upos(w) == Upos::Verb && r.feats(w).verb_form == Some(VerbForm::Fin);
    let told = |e: &Entry| e.kind == Kind::Verb && e.frames.has(Frame::That) && !e.frames.has(Frame::Addr);
    let speaks = || r.lexicon(w).at(r.doc, w, end).iter().any(|(_, e)| told(e));
    let told = |w: usize| r.is_verbal(w) && r.feats(w).verb_form == Some(VerbForm::Fin);
    let that = w + 1 < end && r.is(w + 1, List::ThatOnly) && !(start..conjunction).any(told);
    let same = r.word(w).lemma == r.word(verb.head).lemma;
    finite && (same || (that || r.is(conjunction, List::Contrast)) && speaks())
}

/// "…, adding that", "…, calling him": a participle of reporting after a comma.
fn adding(r: &Reader, w: usize) -> bool {
    let f = r.feats(w);
    let participle =
        f.verb_form == Some(VerbForm::Ger) || (f.verb_form == Some(VerbForm::Part) && f.tense == Some(Tense::Pres));
    let reports = |e: &Entry| e.kind == Kind::Verb && !e.frames.has(Frame::Mental) && !e.frames.has(Frame::Document);
    r.is_verbal(w) && participle && r.lexicon(w).at(r.doc, w, r.sentence(w).end).iter().any(|(_, e)| reports(e))
}

/// "…, while the rebels put the toll at four": a contrast whose clause has a reporting verb of its own.
fn contrast(r: &Reader, w: usize, end: usize) -> bool {
    let joins = r.upos(w) == Upos::Cconj && !r.is(w + 1, List::That);
    if !(r.is(w, List::Contrast) || joins) {
        return false;
    }
    // "…, but did not say": without a subject it goes on about the source.
    if r.is(w, List::Contrast)
        && joins
        && w + 1 < end
        && r.is_verbal(w + 1)
        && r.feats(w + 1).verb_form == Some(VerbForm::Fin)
    {
        return true;
    }
    for v in w + 1..end.min(w + 12) {
        if r.is_comma(v) && joins {
            return false;
        }
        if r.upos(v) == Upos::Verb {
            let cues = r.lexicon(v).at(r.doc, v, r.sentence(v).end);
            return cues.iter().any(|(_, e)| e.kind == Kind::Verb && !e.frames.has(Frame::Mental));
        }
    }
    false
}
