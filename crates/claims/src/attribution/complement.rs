//! What a cue takes that is no clause of its own: a noun, an infinitive, a gerund, an object with its predicate.

use super::cues::List;
use super::extent::right_end;
use super::reader::{MAX_CONTENT, Reader};
use super::verb::Verb;
use std::ops::Range;
use text::{Rel, Tense, Upos, VerbForm};

/// "urged residents to leave", "called on its supporters to attack": the addressee and what he is to do.
pub(super) fn told_to(r: &Reader, verb: &Verb) -> Option<Range<usize>> {
    let p = verb.group.end;
    if p >= verb.sentence.end || r.is_punct(p) {
        return None;
    }
    let addressee = r
        .doc
        .children(verb.head)
        .find(|&c| c >= p && matches!(r.rel(c), Rel::Obj | Rel::Iobj | Rel::Obl) && r.low(c) <= p + 1);
    let doing = |from: usize| {
        (from..verb.sentence.end.min(p + 24))
            .take_while(|&w| !r.is_stop(w) && !r.is_colon(w))
            .find(|&w| r.is(w, List::To) && w + 1 < verb.sentence.end && next_infinitive(r, w + 1))
    };
    let after = addressee.map_or(p + 1, |a| (a + 1).min(verb.sentence.end));
    let clitic = (verb.group.start..verb.head)
        .any(|w| r.is(w, List::Clitic) && r.upos(w) == Upos::Pron && !r.is(w, List::Negation));
    let to = if clitic { doing(p) } else { doing(after) }?;
    let nominal = clitic || (p..to).any(|w| r.is_nominal(w) || matches!(r.upos(w), Upos::Det | Upos::Num | Upos::Adj));
    let broken = (p..to).any(|w| r.is_verbal(w) && r.feats(w).verb_form == Some(VerbForm::Fin));
    (nominal && !broken).then(|| r.trimmed(p..right_end(r, verb, to)))
}

/// Whether an infinitive starts at a word, over an adverb, a negation or a clitic.
pub(super) fn next_infinitive(r: &Reader, at: usize) -> bool {
    let end = r.sentence(at).end;
    for w in at..end.min(at + 4) {
        if r.is_verbal(w) {
            return r.feats(w).verb_form.is_none_or(|f| f == VerbForm::Inf);
        }
        if !(r.upos(w) == Upos::Adv || r.is_quote_mark(w) || r.is(w, List::Clitic) || r.is(w, List::Negation)) {
            return false;
        }
    }
    false
}

/// "vowed to fight", « a démenti avoir visé ».
pub(super) fn infinitive(r: &Reader, verb: &Verb) -> Option<Range<usize>> {
    let mut at = past_adjuncts(r, verb);
    while at < verb.sentence.end && r.upos(at) == Upos::Adv && !r.is(at, List::Negation) {
        at += 1;
    }
    if at + 1 >= verb.sentence.end {
        return None;
    }
    // A noun stands between in "promised voters to fight": only for verbs that say so.
    let marked = r.is(at, List::To) && next_infinitive(r, at + 1);
    // « a dit ne rien savoir », « affirmant les avoir interceptés »
    let before = r.is(at, List::Negation) || r.upos(at) == Upos::Pron && r.is(at, List::Clitic);
    let bare = r.is_infinitive(at) || before && next_infinitive(r, at);
    (marked || (bare && !r.is(at, List::To))).then(|| r.trimmed(at..right_end(r, verb, at)))
}

/// "denied targeting the school", "ruled out sending troops".
pub(super) fn gerund(r: &Reader, verb: &Verb) -> Option<Range<usize>> {
    let at = verb.group.end;
    if at + 1 >= verb.sentence.end || !r.is_verbal(at) {
        return None;
    }
    let form = r.feats(at);
    let ing = form.verb_form == Some(VerbForm::Ger)
        || (form.verb_form == Some(VerbForm::Part) && form.tense == Some(Tense::Pres));
    ing.then(|| r.trimmed(at..right_end(r, verb, at)))
}

/// "accused the army of shelling", "described it as a crime", "called him “unfit”": object and predicate.
pub(super) fn as_of(r: &Reader, verb: &Verb, p: usize) -> Option<Range<usize>> {
    if p >= verb.sentence.end || r.is_stop(p) {
        return None;
    }
    let object = r.doc.children(verb.head).find(|&c| matches!(r.rel(c), Rel::Obj | Rel::Iobj) && c >= p);
    let mut end = None;
    for c in r.doc.children(verb.head).filter(|&c| c >= p && Some(c) != object) {
        let low = r.low(c);
        let predicate = match r.rel(c) {
            Rel::Xcomp => true,
            Rel::Obl | Rel::Advcl | Rel::Ccomp | Rel::Nmod => {
                r.is(low, List::AsOf) && !r.is_comma(low.saturating_sub(1))
            }
            _ => false,
        };
        if predicate && r.mentions.time(c).is_none() {
            end = Some(end.unwrap_or(0).max(r.high(c)));
        }
    }
    // "dismissed as false the report that …"
    if let Some(o) = object.filter(|&o| end.is_some_and(|end| end <= r.low(o)) && r.is(p, List::As)) {
        return Some(r.trimmed(r.low(o)..r.high(o).min(right_end(r, verb, p)).max(o + 1)));
    }
    // The parser may hang the predicate on the object.
    if let (None, Some(o)) = (end, object) {
        let inner = r.doc.children(o).find(|&c| {
            c > o
                && matches!(r.rel(c), Rel::Nmod | Rel::Acl | Rel::Advcl)
                && r.is(r.low(c), List::AsOf)
                && r.is_verbal(c)
        });
        end = inner.map(|c| r.high(c));
    }
    if end.is_none() {
        let until = right_end(r, verb, p);
        let quote = (p..until.min(p + 24)).find(|&w| r.opened(w).is_some_and(|q| q.words.len() > 2));
        end = quote.and_then(|w| r.opened(w)).map(|q| q.words.end);
    }
    // By word order: "accused on Monday the army of having shelled".
    let by_order = || {
        let doing = |w: usize| r.is_infinitive(w) || r.feats(w).verb_form == Some(VerbForm::Ger);
        let at = (p + 1..verb.sentence.end.min(p + 14))
            .take_while(|&w| !r.is_punct(w))
            .find(|&w| r.is(w, List::AsOf) && w + 1 < verb.sentence.end && doing(w + 1))?;
        (p..at).any(|w| r.is_nominal(w)).then(|| right_end(r, verb, at))
    };
    let end = end.or_else(by_order).or_else(|| named(r, verb, p))?.min(right_end(r, verb, p).max(p)).max(p);
    let from =
        if leading_time(r, p).is_some() { (p..end).find(|&w| r.mentions.time(w).is_none()).unwrap_or(p) } else { p };
    let words = r.trimmed(from..end);
    (!words.is_empty()).then_some(words)
}

/// "calls it an insult", "calls the order a declaration of war": two phrases side by side.
fn named(r: &Reader, verb: &Verb, p: usize) -> Option<usize> {
    let opens = |w: usize| r.upos(w) == Upos::Det || r.opened(w).is_some();
    let pronoun = matches!(r.upos(p), Upos::Pron) && (opens(p + 1) || matches!(r.upos(p + 1), Upos::Noun | Upos::Adj));
    let second = || {
        let window = (p + 1..verb.sentence.end.min(p + 7)).take_while(|&w| {
            !matches!(r.upos(w), Upos::Adp | Upos::Verb | Upos::Aux | Upos::Cconj | Upos::Sconj)
                && !(r.is_punct(w) && r.opened(w).is_none())
        });
        opens(p) && window.skip(1).any(|w| opens(w) && r.is_nominal(w - 1))
    };
    (p + 2 < verb.sentence.end && (pronoun || second())).then(|| noun_end(r, verb, p))
}

/// Where the object of a cue may start: after a time or a medium ("rejected in a video the claims").
fn past_adjuncts(r: &Reader, verb: &Verb) -> usize {
    let mut p = past_inserted_time(r, verb);
    for _ in 0..2 {
        let medium = |p: usize| r.lexicon(p).media.at(r.doc, p, verb.sentence.end).next().map(|(words, _)| words.end);
        let time = |p: usize| {
            let from = if r.upos(p) == Upos::Adp { p + 1 } else { p };
            leading_time(r, from)
        };
        match (p < verb.sentence.end).then(|| medium(p).or_else(|| time(p))).flatten() {
            Some(next) if next > p && next < verb.sentence.end && !r.is_punct(next) => p = next,
            _ => break,
        }
    }
    p
}

/// Where the time ends that a word stands in, unless it owns what follows: "condemned | today's attack".
fn leading_time(r: &Reader, at: usize) -> Option<usize> {
    let end = r.mentions.time(at).map(|(_, span)| r.doc.words_in(span).end)?;
    let owns = end < r.doc.words.len() && r.upos(end) == Upos::Part && r.rel(end) == Rel::Case;
    (!owns).then_some(end)
}

/// "announced, today Sunday, the death of": past a time between commas.
fn past_inserted_time(r: &Reader, verb: &Verb) -> usize {
    let p = verb.group.end;
    if p >= verb.sentence.end || !r.is_comma(p) {
        return p;
    }
    let idle = |w: &usize| r.mentions.time(*w).is_some() || r.upos(*w) == Upos::Adp;
    let next = (p + 1..verb.sentence.end).take_while(idle).last().map_or(p, |w| w + 1);
    let closed = next > p && next + 1 < verb.sentence.end && r.is_comma(next);
    if closed { next + 1 } else { p }
}

/// « 59 morts | et 157 blessés »: a content that counts goes on over the next number.
pub(super) fn with_next_number(r: &Reader, words: Range<usize>) -> Range<usize> {
    let end = r.sentence(words.start).end;
    let number = words.end + 1;
    let joined = words.end < end && (r.upos(words.end) == Upos::Cconj || r.is_comma(words.end));
    let counts = words.clone().take(4).any(|w| r.upos(w) == Upos::Num);
    let noun = number + 1;
    if !(joined && counts && noun < end && r.upos(number) == Upos::Num && r.has_letters(noun)) {
        return words;
    }
    let ends = noun + 1 >= end || r.is_punct(noun + 1);
    words.start..if ends { noun + 1 } else { words.end }
}

/// "…, which the army denies", « …, ce que l'armée dément », "…, an account (which) the army denies": the comma before the
/// relative whose subject ends at a word.
pub(super) fn taken_up(r: &Reader, subject: usize) -> Option<usize> {
    /// A subject of more words is rare.
    const FAR: usize = 9;
    let start = r.sentence(subject).start;
    let low = start.max(subject.saturating_sub(FAR));
    let mut near = (low..=subject).rev().take_while(|&w| !r.is_comma(w) && !r.is_verbal(w));
    let opens = near.find(|&w| r.is(w, List::Relative) || retold(r, w).is_some_and(|first| first > start))?;
    if !r.is(opens, List::Relative) {
        return retold(r, opens).map(|first| first - 1).filter(|&w| opens < subject && r.is_comma(w));
    }
    let before = opens.checked_sub(1).filter(|&w| w > start)?;
    if r.is_comma(before) {
        return Some(before);
    }
    let first = retold(r, before).or_else(|| r.is(before, List::This).then_some(before))?;
    first.checked_sub(1).filter(|&w| r.is_comma(w))
}

/// Where a phrase starts that takes up what was said and ends at a word: "an account", "something", « une version ».
pub(super) fn retold(r: &Reader, noun: usize) -> Option<usize> {
    if !r.is(noun, List::Retold) {
        return None;
    }
    let article = noun.checked_sub(1).filter(|&w| r.upos(w) == Upos::Det && r.sentence(noun).contains(&w));
    article.or(Some(noun))
}

/// The noun phrase that a cue takes: "denied the charge", "declined to comment on the raid".
///
/// A pronoun is one only where `weighs_pronoun` ("denied it"; but "said it").
pub(super) fn object(r: &Reader, verb: &Verb, weighs_pronoun: bool) -> Option<Range<usize>> {
    let p = past_adjuncts(r, verb);
    if let Some(pronoun) = clitic(r, verb) {
        return Some(pronoun..pronoun + 1);
    }
    if p >= verb.sentence.end || (r.is_punct(p) && !r.is_quote_mark(p)) {
        return None;
    }
    let last = verb.group.end - 1;
    let tail = r.upos(last) == Upos::Adp || r.is(last, List::To);
    let last = (verb.group.start..p).rev().find(|&w| !matches!(r.upos(w), Upos::Adp | Upos::Part))?;
    let of = |head: usize| {
        r.doc.children(head).find(|&c| {
            let object = matches!(r.rel(c), Rel::Obj | Rel::Iobj | Rel::Ccomp)
                || (tail && matches!(r.rel(c), Rel::Obl | Rel::Nmod | Rel::Xcomp | Rel::Advcl | Rel::Acl));
            c >= p && object && r.low(c) <= p
        })
    };
    let head = of(verb.head).or_else(|| of(last)).or_else(|| (verb.head..p).rev().take(6).find_map(of));
    let words = match head {
        Some(c) => p..noun_end(r, verb, p).max(r.high(c).min(right_end(r, verb, p))),
        // A word-order reading only where the phrase itself asks for a noun.
        None if tail || p > verb.group.end || verb.group.len() > 2 || !r.is_verbal(verb.head) || opens_phrase(r, p) => {
            // "counted 14 wounded"
            let number = r.upos(p) == Upos::Num;
            let mut found = r.nominal_after(p).or_else(|| number.then_some(p..p + 1))?;
            found.end = found.end.max(noun_end(r, verb, p).min(p + 25));
            while found.end > found.start + 1 && matches!(r.upos(found.end - 1), Upos::Cconj | Upos::Adp) {
                found.end -= 1;
            }
            found
        }
        None => return None,
    };
    let mut words = r.trimmed(words.start..words.end.min(words.start + MAX_CONTENT));
    if let Some(medium) = medium_at(r, &words) {
        words = r.trimmed(words.start..medium);
    }
    // A time at its end belongs to the cue ("denied the charge on Tuesday").
    let late = r.doc.children(verb.head).find(|&c| {
        matches!(r.rel(c), Rel::Obl | Rel::Advmod)
            && r.low(c) > words.start
            && words.end == r.high(c)
            && r.mentions.time(c).is_some()
    });
    if let Some(c) = late {
        words = r.trimmed(words.start..r.low(c));
    }
    let timed = r.mentions.time(words.start).is_some_and(|(_, span)| r.doc.words_in(span).end >= words.end);
    let time = timed || head.is_some_and(|c| r.mentions.time(c).is_some());
    let alone = words.len() == 1 && r.upos(words.start) == Upos::Pron && !r.is_quote_mark(words.start);
    (!words.is_empty() && !time && !(alone && !weighs_pronoun)).then_some(words)
}

/// "said 15,000": a number.
pub(super) fn amount(r: &Reader, verb: &Verb) -> Option<Range<usize>> {
    let p = past_adjuncts(r, verb);
    // « leur a donné trois tentes »: a gift, not a count.
    if verb
        .group
        .clone()
        .any(|w| w < verb.head && r.is(w, List::Clitic) && r.upos(w) == Upos::Pron && r.rel(w) == Rel::Iobj)
    {
        return None;
    }
    let number = (p..verb.sentence.end.min(p + 4)).take_while(|&w| !r.is_punct(w)).any(|w| r.upos(w) == Upos::Num);
    let counted = p < verb.sentence.end && number && !matches!(r.upos(p), Upos::Det | Upos::Pron | Upos::Punct);
    counted.then(|| r.trimmed(p..noun_end(r, verb, p)))
}

/// "spoke on Wednesday of two dead": what follows the preposition, over a time or an adverb.
pub(super) fn spoken_of(r: &Reader, verb: &Verb) -> Option<Range<usize>> {
    let p = verb.group.end;
    let of = (p..verb.sentence.end.min(p + 8))
        .take_while(|&w| !r.is_punct(w) && !r.is_verbal(w) && !r.is(w, List::To) || r.is(w, List::Of))
        .find(|&w| r.is(w, List::Of))?;
    let idle = |w: usize| r.mentions.time(w).is_some() || matches!(r.upos(w), Upos::Adv | Upos::Adp);
    let words = r.trimmed(of + 1..noun_end(r, verb, of + 1).max(of + 1));
    ((p..of).all(idle) && !words.is_empty()).then_some(words)
}

/// « le dément », « n'a pu la vérifier »: the pronoun before a verb that has no object after it.
fn clitic(r: &Reader, verb: &Verb) -> Option<usize> {
    let low = verb.group.start.saturating_sub(1).max(verb.sentence.start);
    let found = (low..verb.head).rev().find(|&w| r.is(w, List::ObjectClitic) && r.upos(w) != Upos::Det)?;
    let after =
        r.doc.children(verb.head).any(|c| c > verb.head && matches!(r.rel(c), Rel::Obj | Rel::Ccomp | Rel::Xcomp));
    (!after && !(found + 1..verb.head).any(|w| r.is_nominal(w))).then_some(found)
}

/// How far a noun phrase reaches that a cue takes: to the end of its clause, over what hangs on it ("an apology by the
/// end of the month"), but not over a second verb of the cue's subject or a remark on it.
pub(super) fn noun_end(r: &Reader, verb: &Verb, start: usize) -> usize {
    let end = right_end(r, verb, start);
    let finite = |w: usize| r.is_verbal(w) && r.feats(w).verb_form == Some(VerbForm::Fin);
    let mut relative = false;
    for w in (start + 1..end).filter(|&w| r.quote(w).is_none()) {
        relative |= r.is(w, List::Relative);
        let aside = r.is_comma(w)
            && w + 1 < end
            && (matches!(r.upos(w + 1), Upos::Cconj | Upos::Sconj)
                || r.is(w + 1, List::Relative)
                || r.is(w + 1, List::Contrast));
        let leads = matches!(r.upos(w + 1), Upos::Adv | Upos::Part | Upos::Pron);
        let second = r.upos(w) == Upos::Cconj && w + 2 < end && (finite(w + 1) || leads && finite(w + 2));
        if r.is_colon(w) && r.opened(w + 1).is_none()
            || aside
            || second
            || finite(w) && !relative && r.upos(w - 1) == Upos::Punct
        {
            return w;
        }
    }
    end
}

/// Whether a noun phrase opens at a word.
fn opens_phrase(r: &Reader, w: usize) -> bool {
    let some = r.is(w, List::Of) && r.upos(w + 1) == Upos::Det && r.word(w).span == r.word(w + 1).span; // « du carburant »
    matches!(r.upos(w), Upos::Det | Upos::Num) || r.feats(w).possessive || some
}

/// Where a medium stands in a content ("… the attack in a statement"), which is no part of it.
pub(super) fn medium_at(r: &Reader, words: &Range<usize>) -> Option<usize> {
    let lexicon = r.lexicon(words.start);
    (words.start + 1..words.end).take(60).find(|&w| lexicon.media.at(r.doc, w, words.end).next().is_some())
}
