//! Where the verb of a clause stands, by its words alone: for what follows a cue whose tree went wrong.

use super::cues::{Entry, Frame, List};
use super::reader::Reader;
use super::subject::is_participle;
use super::verb::Verb;
use std::ops::Range;
use text::{Sub, Tense, Upos, VerbForm};

/// Words in which the verb of a clause is looked for.
const REACH: usize = 40;
/// Words of an addressee, at most.
const ADDRESSEE: usize = 8;

fn is_finite(r: &Reader, w: usize) -> bool {
    r.is_verbal(w) && r.feats(w).verb_form == Some(VerbForm::Fin)
}

/// Whether a clause of its own starts at a word: a noun, then, past the relative clauses that it may have, a finite verb ("a
/// body [that they found] is …"). With `joined`, nouns may be joined by "and" before it.
fn starts_clause(r: &Reader, words: Range<usize>, joined: bool) -> bool {
    let (mut noun, mut relatives, mut set_off) = (false, 0, false);
    let mut w = words.start;
    if w < words.end && r.upos(w) == Upos::Adp {
        return false;
    }
    while w < words.end.min(words.start + REACH) {
        let subordinate = r.upos(w) == Upos::Sconj && !r.is(w, List::Relative);
        let second_verb = r.upos(w) == Upos::Cconj && (!joined || w + 1 < words.end && r.is_verbal(w + 1));
        let relative = noun && (r.is(w, List::Relative) || r.is(w, List::Temporal));
        let apart = r.is_comma(w) && !set_off && !(w + 1 < words.end && r.is(w + 1, List::Relative));
        let broken = apart || r.is_stop(w) || r.is_semicolon(w) || r.is_colon(w) || r.is_quote_mark(w);
        if broken || subordinate && !relative || second_verb {
            return false;
        }
        if relative {
            relatives += 1;
            set_off = true;
        } else if is_finite(r, w) && !is_of_bare_relative(r, w, words.start) {
            if relatives == 0 {
                return noun;
            }
            relatives -= 1;
            while w + 1 < words.end && (r.is_verbal(w + 1) || r.upos(w + 1) == Upos::Adv) {
                w += 1;
            }
        } else {
            noun |= r.is_nominal(w);
        }
        w += 1;
    }
    false
}

/// "the route | he took": a relative clause without a pronoun, by its tree.
fn is_of_bare_relative(r: &Reader, w: usize, start: usize) -> bool {
    let verb = if r.upos(w) == Upos::Aux { r.doc.head(w).unwrap_or(w) } else { w };
    let Some(noun) = r.doc.head(verb).filter(|&n| n >= start && n < w) else { return false };
    r.word(verb).sub == Sub::Relcl && (noun + 1..w).any(|k| r.is_nominal(k))
}

/// Where a clause without "that" starts: right after the cue, or after whom it is said to.
pub(super) fn bare_clause(r: &Reader, verb: &Verb, entry: &Entry) -> Option<usize> {
    let (p, end) = (verb.group.end, verb.sentence.end);
    let finite = is_finite(r, verb.head) || verb.group.clone().any(|w| r.upos(w) == Upos::Aux);
    // "The funds that hold half of it said": past a relative clause the next verb is not of what is said.
    if p >= end || r.is_punct(p) || !finite || verb.subject.inherited {
        return None;
    }
    match entry.frames.has(Frame::Addr) {
        true => after_addressee(r, verb),
        false => starts_clause(r, p..end, !entry.frames.has(Frame::Obj)).then_some(p),
    }
}

/// "told them | the army had gone", "told the board | he was ill".
fn after_addressee(r: &Reader, verb: &Verb) -> Option<usize> {
    let (p, end) = (verb.group.end, verb.sentence.end);
    let opens = |w: usize| matches!(r.upos(w), Upos::Det | Upos::Pron | Upos::Num) && !r.is(w, List::Relative);
    let start = (p + 1..end.min(p + ADDRESSEE)).find(|&w| r.is_nominal(w - 1) && opens(w))?;
    let plain = (p..start).all(|w| !r.is_punct(w) && !r.is_verbal(w));
    (plain && starts_clause(r, start..end, false)).then_some(start)
}

/// Whether words are one subordinate clause or a phrase, with nothing that it stands under: "Although the road is open,",
/// "After two weeks of talks,".
pub(super) fn is_fronted(r: &Reader, words: Range<usize>) -> bool {
    let first = words.start + usize::from(r.upos(words.start) == Upos::Cconj && words.len() > 1);
    let one = r.upos(first) == Upos::Sconj && !r.is(first, List::ThatOnly);
    // « bien que », « alors que »
    let joins = matches!(r.upos(first), Upos::Adv | Upos::Adp | Upos::Sconj);
    let two = joins && first + 1 < words.end && r.is(first + 1, List::ThatOnly);
    // "In the days after the army left": no word of it that the rest of the sentence leans on is a verb.
    let leans = |w: usize| r.doc.head(w).is_none_or(|h| !words.contains(&h)) && !r.is_punct(w);
    let nominal = || words.clone().filter(|&w| leans(w)).all(|w| !r.is_verbal(w));
    let phrase = r.upos(first) == Upos::Adp && (!words.clone().any(|w| is_finite(r, w)) || nominal());
    // "Asked whether they had fired, …"
    let participle = r.upos(first) == Upos::Verb
        && first + 1 < words.end
        && (r.feats(first).tense == Some(Tense::Past) || is_participle(r, first));
    phrase
        || (one || two || participle)
            && !words.clone().any(|w| r.is_comma(w) && starts_clause(r, w + 1..words.end, true))
}

/// The comma after which the sentence's own clause comes: "Although the army says the road is open, …".
pub(super) fn main_clause_after(r: &Reader, verb: &Verb, from: usize) -> Option<usize> {
    let before = verb.subject.words.start.checked_sub(1).filter(|&w| w >= verb.sentence.start)?;
    let fronted = r.upos(before) == Upos::Sconj && before <= verb.sentence.start + 1;
    let commas = (from..verb.sentence.end).filter(|&w| fronted && r.is_comma(w));
    commas.into_iter().find(|&w| starts_clause(r, w + 1..verb.sentence.end, true))
}

/// What is said in a relative clause whose verb follows the cue: "the man who police said [was shot], …".
pub(super) fn in_relative(r: &Reader, verb: &Verb) -> Option<Range<usize>> {
    let (p, end) = (verb.group.end, verb.sentence.end);
    let relative = verb.subject.words.start.checked_sub(1).filter(|&w| w >= verb.sentence.start)?;
    let gap = verb.subject.words.end == verb.group.start
        && r.is(relative, List::Relative)
        && p < end
        && (is_finite(r, p) || p + 1 < end && r.upos(p) == Upos::Adv && is_finite(r, p + 1));
    if !gap {
        return None;
    }
    let set_off = relative > verb.sentence.start && r.is_comma(relative - 1);
    let mut after = p + 1;
    while after < end && (r.is_verbal(after) || r.upos(after) == Upos::Adv) {
        after += 1;
    }
    let stop = (after..end).find(|&w| r.is_stop(w) || if set_off { r.is_comma(w) } else { is_finite(r, w) });
    Some(r.trimmed(p..stop.unwrap_or(end)))
}
