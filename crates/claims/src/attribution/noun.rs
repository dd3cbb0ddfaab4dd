//! Nouns that report: "his claim that …", "a promise to …", "Her advice was to …".

use super::Draft;
use super::complement::next_infinitive;
use super::cues::{Entry, Frame, Kind, List};
use super::reader::{MAX_CONTENT, Reader};
use crate::reading::ActorKind;
use std::ops::Range;
use text::{Rel, Sub, Upos, VerbForm};

/// All claims of cue nouns.
pub(super) fn find(r: &Reader, out: &mut Vec<Draft>) {
    for s in &r.doc.sentences {
        let sentence = s.words();
        for w in sentence.clone().filter(|&w| nominal(r, w)) {
            let found = r.lexicon(w).at(r.doc, w, sentence.end);
            for (phrase, entry) in found.iter().filter(|(_, e)| e.kind == Kind::Noun) {
                if let Some(draft) = read(r, w, phrase, entry, &sentence) {
                    out.push(draft);
                    break;
                }
            }
        }
    }
}

/// A noun, or a noun taken for a verb after a possessive or "there are".
fn nominal(r: &Reader, w: usize) -> bool {
    let there = || w > 1 && r.is_verbal(w - 1) && r.is(w - 2, List::NotSource);
    r.upos(w) == Upos::Noun || (r.upos(w) == Upos::Verb && w > 0 && (r.feats(w - 1).possessive || there()))
}

fn read(r: &Reader, noun: usize, phrase: &Range<usize>, entry: &Entry, sentence: &Range<usize>) -> Option<Draft> {
    if r.quote(noun).is_some() {
        return None;
    }
    let has = |frame| entry.frames.has(frame);
    let source = source(r, noun, phrase);
    let content = complement(r, noun, phrase, entry, sentence)
        .or_else(|| has(Frame::Is).then(|| predicate(r, noun, phrase, sentence)).flatten())
        .or_else(|| (has(Frame::Of) || has(Frame::For)).then(|| of(r, noun, phrase, entry, &source)).flatten())?;
    if source.is_none() && !has(Frame::NoSource) {
        return None;
    }
    let content = r.trimmed(before_main_verb(r, noun, content, sentence));
    if content.is_empty() {
        return None;
    }
    let mut draft = Draft::plain(noun, source.clone(), vec![content.clone()], "noun");
    draft.cue = vec![phrase.clone()];
    draft.entry = *entry;
    draft.author = entry.author;
    draft.region = source.map_or(phrase.clone(), |s| {
        s.start.min(phrase.start)..phrase.end.max(s.end).min(content.start.max(phrase.end))
    });
    draft.confidence = 0.7;
    Some(draft)
}

/// The clause or infinitive that hangs on the noun.
fn complement(
    r: &Reader,
    noun: usize,
    phrase: &Range<usize>,
    entry: &Entry,
    sentence: &Range<usize>,
) -> Option<Range<usize>> {
    let has = |frame| entry.frames.has(frame);
    let clause = |c: usize| {
        let low = r.low(c);
        let first = (low..low + 2).find(|&w| w < sentence.end && !r.is_punct(w)).unwrap_or(low);
        let that = has(Frame::That)
            && r.is(first, List::ThatOnly)
            && r.upos(first) == Upos::Sconj
            && r.word(c).sub != Sub::Relcl;
        let to = has(Frame::Inf) && r.is(first, List::To) && r.is_infinitive(c);
        // "rejected the report, adding that": the clause of another cue.
        let near = low >= phrase.end && low <= phrase.end + 6 && !r.has_verb(phrase.end..low);
        near && (that || to)
    };
    let child = r
        .doc
        .children(noun)
        .find(|&c| matches!(r.rel(c), Rel::Acl | Rel::Ccomp | Rel::Xcomp | Rel::Advcl) && clause(c));
    if let Some(c) = child {
        return Some(r.low(c)..r.high(c).min(r.low(c) + MAX_CONTENT));
    }
    if let Some(words) = has(Frame::That).then(|| according_to_which(r, phrase.end, sentence)).flatten() {
        return Some(words);
    }
    if let Some(words) = right_after(r, phrase.end, entry, sentence) {
        return Some(words);
    }
    // The clause may hang on the noun's light verb: "made the claim that".
    let above = r.doc.head(noun).filter(|&v| r.is(v, List::Light) && r.rel(noun) == Rel::Obj)?;
    let c = r
        .doc
        .children(above)
        .find(|&c| c > noun && matches!(r.rel(c), Rel::Ccomp | Rel::Xcomp | Rel::Advcl) && clause(c))?;
    Some(r.low(c)..r.high(c).min(r.low(c) + MAX_CONTENT))
}

/// « l'affirmation du ministère selon laquelle nul n'a péri », "the report according to which": a relative that depends on
/// such a preposition, before any finite verb.
fn according_to_which(r: &Reader, at: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
    /// Words of the noun's own phrase.
    const FAR: usize = 12;
    let selon = |w: usize| {
        r.lexicon(w).at(r.doc, w, sentence.end).iter().find_map(|(phrase, e)| {
            (e.kind == Kind::According && r.is(phrase.end, List::Relative)).then_some(phrase.end)
        })
    };
    let near = (at..sentence.end.saturating_sub(2).min(at + FAR)).take_while(|&w| !r.is_verbal(w) && !r.is_punct(w));
    let (from, which) = near.filter_map(|w| Some((w, selon(w)?))).next()?;
    let verb = r.doc.head(which).filter(|&v| v > which)?;
    Some(from..r.high(verb).min(from + MAX_CONTENT))
}

/// By word order: "that" or "to" right after the noun, to the end of the clause it marks.
fn right_after(r: &Reader, at: usize, entry: &Entry, sentence: &Range<usize>) -> Option<Range<usize>> {
    if at + 2 >= sentence.end {
        return None;
    }
    let to = entry.frames.has(Frame::Inf) && r.is(at, List::To) && next_infinitive(r, at + 1);
    let that = entry.frames.has(Frame::That) && r.is(at, List::ThatOnly) && r.upos(at) == Upos::Sconj;
    let verb = if to {
        (at + 1..sentence.end.min(at + 6)).find(|&w| r.upos(w) == Upos::Verb)?
    } else {
        r.doc.head(at).filter(|&v| that && v > at)?
    };
    Some(at..r.high(verb).max(verb + 1).min(at + MAX_CONTENT))
}

/// "The claim that nobody died | drew scorn": where the tree gave the noun's own verb to the clause that hangs on it, the
/// last finite verb that nothing in the clause calls for.
fn before_main_verb(r: &Reader, noun: usize, content: Range<usize>, sentence: &Range<usize>) -> Range<usize> {
    let finite = |w: usize| r.is_verbal(w) && r.feats(w).verb_form == Some(VerbForm::Fin);
    let leads = r.doc.head(noun).is_none() || r.rel(noun) == Rel::Root;
    if !leads || noun > content.start || (content.end..sentence.end).any(finite) {
        return content;
    }
    let verbs: Vec<usize> = content.clone().filter(|&w| finite(w) && r.quote(w).is_none()).collect();
    // An auxiliary and its verb are one.
    let joined =
        |a: usize, b: usize| (a + 1..b).all(|w| matches!(r.upos(w), Upos::Adv | Upos::Part | Upos::Aux | Upos::Pron));
    let called = |a: usize, b: usize| {
        (a + 1..b).any(|w| {
            matches!(r.upos(w), Upos::Cconj | Upos::Sconj)
                || r.is(w, List::Relative)
                || r.is_comma(w)
                || r.is(w, List::Pronoun)
        })
    };
    let main = verbs
        .windows(2)
        .rfind(|pair| !called(pair[0], pair[1]) && !(r.upos(pair[0]) == Upos::Aux && joined(pair[0], pair[1])));
    content.start..main.map_or(content.end, |pair| pair[1])
}

/// "Her advice was to leave": what follows the copula, where it is a clause, an infinitive or a quotation.
fn predicate(r: &Reader, noun: usize, phrase: &Range<usize>, sentence: &Range<usize>) -> Option<Range<usize>> {
    let be = (phrase.end..sentence.end.min(phrase.end + 8)).find(|&w| r.upos(w) == Upos::Aux)?;
    let subject = r.rel(noun) == Rel::Nsubj || be == phrase.end;
    if !subject || (phrase.end..be).any(|w| r.is_punct(w) || r.is(w, List::Relative)) {
        return None;
    }
    let mut at = be + 1;
    while at < sentence.end && (r.upos(at) == Upos::Adv || r.is_colon(at) || r.is_comma(at)) {
        at += 1;
    }
    if at + 1 >= sentence.end {
        return None;
    }
    let clause = (r.is(at, List::ThatOnly) && r.upos(at) == Upos::Sconj)
        || (r.is(at, List::To) && r.is_infinitive(at + 1))
        || r.opened(at).is_some_and(|q| q.words.len() > 3);
    let end = r.opened(at).map_or(sentence.end, |q| q.words.end.max(sentence.end)).min(at + MAX_CONTENT);
    clause.then_some(at..end)
}

/// "accusations of fraud", "calls for a ceasefire": only with a source.
fn of(
    r: &Reader,
    noun: usize,
    phrase: &Range<usize>,
    entry: &Entry,
    source: &Option<Range<usize>>,
) -> Option<Range<usize>> {
    let source = source.as_ref()?;
    let c = r.doc.children(noun).find(|&c| {
        r.rel(c) == Rel::Nmod
            && r.low(c) == phrase.end
            && c > noun
            && if entry.frames.has(Frame::For) {
                r.is(r.low(c), List::AsOf) && !r.is(r.low(c), List::Of) || r.is(r.low(c), List::To)
            } else {
                r.is(r.low(c), List::Of)
            }
    })?;
    let words = r.low(c)..r.high(c);
    (!(words.start < source.end && source.start < words.end)).then_some(words)
}

/// Who the noun's content comes from: a possessor, "of" or "by" someone, or the subject of its light verb.
fn source(r: &Reader, noun: usize, phrase: &Range<usize>) -> Option<Range<usize>> {
    for c in r.doc.children(noun) {
        let possessive =
            (r.rel(c) == Rel::Nmod && r.word(c).sub == Sub::Poss) || (r.rel(c) == Rel::Det && r.feats(c).possessive);
        if possessive && c < noun && speaks(r, c) {
            let words = r.phrase(c, phrase);
            return Some(words);
        }
        let of = r.rel(c) == Rel::Nmod
            && c > noun
            && c < noun + 12
            && (r.is(r.low(c), List::Of) || r.is(r.low(c), List::By) || r.is(r.low(c), List::From));
        if of && speaks(r, c) && !r.is(c, List::Pronoun) {
            let end = r.doc.children(c).filter(|&k| matches!(r.rel(k), Rel::Acl | Rel::Advcl)).map(|k| r.low(k)).min();
            let words = r.phrase(c, &(end.unwrap_or(usize::MAX - 1)..usize::MAX));
            return Some(words);
        }
    }
    if let Some(w) = noun.checked_sub(1).filter(|&w| r.feats(w).possessive && r.sentence(noun).contains(&w)) {
        return Some(w..w + 1);
    }
    let mut verb = r.doc.head(noun).filter(|_| r.rel(noun) == Rel::Obj)?;
    if !r.is(verb, List::Light) {
        return None;
    }
    for _ in 0..3 {
        if let Some(s) = r.doc.children(verb).find(|&c| r.rel(c) == Rel::Nsubj && c < noun) {
            if r.is(s, List::Relative) || !speaks(r, s) {
                return None;
            }
            return Some(r.phrase(s, &(verb..verb + 1)));
        }
        verb = r.doc.head(verb).filter(|_| matches!(r.rel(verb), Rel::Conj | Rel::Xcomp | Rel::Advcl))?;
    }
    None
}

fn speaks(r: &Reader, w: usize) -> bool {
    r.upos(w) == Upos::Propn
        || r.is(w, List::Pronoun)
        || r.feats(w).possessive
        || r.speaker(w).is_some_and(|k| k != ActorKind::Unknown)
}
