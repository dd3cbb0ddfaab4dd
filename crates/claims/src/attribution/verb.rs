//! Verbs that report: who is their subject, what words make up the cue, and which of their frames the sentence fills.

use super::Draft;
use super::content::{self, Clause};
use super::cues::{Entry, Frame, Kind, List};
use super::reader::Reader;
use crate::reading::{Act, ActorKind, Author};
use std::ops::Range;
use text::{Rel, Sub, Tense, Upos, VerbForm};

/// A reporting verb in a sentence, with what stands around it.
pub(super) struct Verb {
    /// The word that heads it.
    pub(super) head: usize,
    /// From its first auxiliary to the end of its phrase ("did not immediately say", "claimed responsibility for").
    pub(super) group: Range<usize>,
    pub(super) sentence: Range<usize>,
    pub(super) passive: bool,
    pub(super) negated: bool,
    pub(super) able: bool,
    pub(super) subject: Subject,
}

/// The subject of a verb.
#[derive(Clone, Debug, Default)]
pub(super) struct Subject {
    pub(super) head: Option<usize>,
    /// The whole phrase.
    pub(super) words: Range<usize>,
    /// It follows its verb ("said the mayor").
    pub(super) inverted: bool,
    /// It was taken over from a governing verb or noun.
    pub(super) inherited: bool,
    /// "It is said": there is none.
    pub(super) expletive: bool,
    /// It stands between a comma and its verb, so that the clause is inserted ("The army, he said, had left").
    pub(super) parted: bool,
}

/// All claims that verbs make, in order of their cues.
pub(super) fn find(r: &Reader, out: &mut Vec<Draft>) {
    for s in &r.doc.sentences {
        let (mut w, sentence) = (s.first as usize, s.words());
        while w < sentence.end {
            w = match read(r, w, &sentence) {
                Some(mut draft) => {
                    carry_over(r, out, &mut draft);
                    let next = draft.cue.iter().filter(|c| c.start <= w + 8).map(|c| c.end).max().unwrap_or(w);
                    out.push(draft);
                    next.max(w + 1)
                }
                None => w + 1,
            };
        }
    }
}

/// A participle after a comma ("…, adding that", "…, calling him") has the source of the claim before it.
fn carry_over(r: &Reader, before: &[Draft], draft: &mut Draft) {
    let f = r.feats(draft.head);
    let participle = matches!(f.verb_form, Some(VerbForm::Ger | VerbForm::Part)) && f.tense != Some(Tense::Past);
    let cue = draft.cue.first().map_or(draft.head, |c| c.start);
    let comma = cue.checked_sub(1).is_some_and(|w| r.is_comma(w)) && cue == draft.head;
    let own = r.doc.children(draft.head).any(|c| r.rel(c) == Rel::Nsubj);
    let Some(last) =
        before.last().filter(|d| d.source.is_some() && r.word(d.head).sentence == r.word(draft.head).sentence)
    else {
        return;
    };
    // "He said that mistakes were made, but denied …": whoever the tree names, it is not a word of what was said before.
    let within = |w: usize| last.content.iter().any(|c| c.contains(&w));
    let stolen = !own && draft.source.as_ref().is_some_and(|s| within(s.start)) && !within(draft.head);
    if (participle && comma && !own) || stolen {
        draft.source = last.source.clone();
    }
}

/// The claim whose cue starts at a word.
fn read(r: &Reader, at: usize, sentence: &Range<usize>) -> Option<Draft> {
    let tagged = matches!(r.upos(at), Upos::Punct | Upos::Det | Upos::Noun | Upos::Propn | Upos::Num | Upos::Pron);
    if tagged && !participle_as_noun(r, at) {
        return None;
    }
    let found = r.lexicon(at).at(r.doc, at, sentence.end);
    if found.iter().any(|(_, e)| e.kind == Kind::According) {
        return None;
    }
    for (phrase, entry) in found.iter().filter(|(_, e)| e.kind == Kind::Verb) {
        let Some(head) = head_of(r, phrase.clone()) else { continue };
        let verb = around(r, head, phrase.clone(), sentence, entry);
        if let Some(draft) = frames(r, &verb, entry) {
            return Some(draft);
        }
    }
    None
}

/// « L'armée a démenti »: a participle taken for a noun, after its auxiliary.
fn participle_as_noun(r: &Reader, w: usize) -> bool {
    r.upos(w) == Upos::Noun && w > 0 && r.is(w - 1, List::Perfect) && r.sentence(w).contains(&(w - 1))
}

/// The word of a phrase that is its verb, or its adjective ("be confident").
fn head_of(r: &Reader, phrase: Range<usize>) -> Option<usize> {
    let verb = phrase.clone().find(|&w| r.upos(w) == Upos::Verb);
    let predicate = || {
        phrase.clone().find(|&w| r.upos(w) == Upos::Aux)?;
        phrase.clone().rev().find(|&w| matches!(r.upos(w), Upos::Adj | Upos::Noun | Upos::Aux))
    };
    verb.or_else(predicate).or_else(|| participle_as_noun(r, phrase.start).then_some(phrase.start))
}

/// Gathers the auxiliaries and negations of a verb, its voice and its subject.
pub(super) fn around(r: &Reader, head: usize, phrase: Range<usize>, sentence: &Range<usize>, entry: &Entry) -> Verb {
    let mut start = phrase.start;
    while start > sentence.start && phrase.start - start < 10 {
        let w = start - 1;
        let inverted_pronoun = r.is(w, List::Pronoun) && r.first_char(w) == '-' && w > sentence.start;
        let joins = r.upos(w) == Upos::Aux
            || (start == phrase.start && participle_as_noun(r, start))
            || matches!(r.upos(w), Upos::Adv) && !r.is_punct(w) && r.rel(w) != Rel::Mark
            || (r.is(w, List::Negation) && !r.is(w, List::NegativeSubject))
            || (r.is(w, List::Clitic) && r.upos(w) == Upos::Pron && r.rel(w) != Rel::Nsubj)
            || (r.is(w, List::Able) && !r.is_nominal(w))
            || (r.is(w, List::To) && w > sentence.start && r.is(w - 1, List::Able))
            || inverted_pronoun;
        if !joins {
            break;
        }
        start = w;
    }
    // « a de son côté assuré »: a phrase between auxiliary and participle.
    let auxiliary = r.doc.children(head).find(|&c| r.rel(c) == Rel::Aux && c < start && start - c < 8);
    if let Some(c) = auxiliary.filter(|&c| !(c + 1..start).any(|w| r.is_verbal(w) || r.is_punct(w))) {
        start = c;
        while start > sentence.start && r.is(start - 1, List::Clitic) && r.upos(start - 1) != Upos::Det {
            start -= 1;
        }
    }
    // The same where the tree took the auxiliary for the verb: « a, quant à lui, rejeté », "a de son côté assuré".
    let participle = r.feats(head).verb_form == Some(VerbForm::Part) && r.feats(head).tense == Some(Tense::Past);
    if participle && start == phrase.start && !(start..phrase.end).any(|w| r.upos(w) == Upos::Aux) {
        let low = start.saturating_sub(6).max(sentence.start);
        let opens = |w: usize| matches!(r.upos(w), Upos::Adp | Upos::Adv);
        let found = (low..start).rev().find(|&w| r.is(w, List::Perfect));
        if let Some(w) =
            found.filter(|&w| w + 1 < start && opens(w + 1) && !(w + 1..start).any(|k| r.is_verbal(k) || r.is_punct(k)))
        {
            start = w;
        }
    }
    // Adverbs at its left edge belong to the sentence; negations to the verb.
    while start < phrase.start && r.upos(start) == Upos::Adv && !r.is(start, List::Negation) {
        start += 1;
    }
    let group = start..phrase.end;
    let passive_aux = r.doc.children(head).any(|c| {
        (r.rel(c) == Rel::Aux || r.rel(c) == Rel::Nsubj || r.rel(c) == Rel::Csubj) && r.word(c).sub == Sub::Pass
    });
    let participle = r.rel(head) == Rel::Acl
        && r.word(head).sub != Sub::Relcl
        && r.feats(head).verb_form == Some(VerbForm::Part)
        && r.feats(head).tense != Some(Tense::Pres)
        && !group.clone().any(|w| r.upos(w) == Upos::Aux)
        && !r.doc.children(head).any(|c| matches!(r.rel(c), Rel::Ccomp | Rel::Iobj | Rel::Obj) && c > head);
    let subject = subject(r, head, &group, sentence, entry.frames.has(Frame::Quote) || entry.frames.has(Frame::Inv));
    let no_subject = subject.words.clone().next().is_some_and(|w| r.is(w, List::NegativeSubject));
    let own = phrase.clone().any(|w| r.is(w, List::Negation));
    Verb {
        head,
        passive: passive_aux || (participle && !subject.parted && !subject.inverted),
        negated: no_subject || (!own && (group.start..phrase.start).any(|w| r.is(w, List::Negation))),
        able: (group.start..phrase.start).any(|w| r.is(w, List::Able)),
        group,
        sentence: sentence.clone(),
        subject,
    }
}

/// Who does the reporting.
fn subject(r: &Reader, verb: usize, group: &Range<usize>, sentence: &Range<usize>, inversion: bool) -> Subject {
    if let Some(subject) = beside(r, verb, group, sentence, inversion) {
        return subject;
    }
    let (mut at, mut inherited) = (verb, false);
    for _ in 0..5 {
        let own = r
            .doc
            .children(at)
            .find(|&c| r.rel(c) == Rel::Nsubj && r.word(c).sub != Sub::Outer && reaches(r, c, at, group));
        let own = own.or_else(|| {
            r.doc.children(at).find(|&c| r.rel(c) == Rel::Expl && r.word(c).sub == Sub::Subj && r.first_char(c) == '-')
        });
        let own = own.or_else(|| {
            group
                .clone()
                .filter(|&w| at == verb && w < verb)
                .find_map(|w| r.doc.children(w).find(|&c| r.rel(c) == Rel::Nsubj && c < w))
        });
        let clausal = r.doc.children(at).find(|&c| r.rel(c) == Rel::Csubj && c < at);
        let expletive = r.doc.children(at).find(|&c| r.rel(c) == Rel::Expl && r.is(c, List::Pronoun) && c < at);
        if let Some(s) = own {
            if (r.is(s, List::Relative) && s < at && r.word(at).sub == Sub::Relcl
                || (r.is(s, List::Human) && r.rel(at) == Rel::Acl))
                && let Some(noun) = r.doc.head(at)
            {
                let words = r.phrase(noun, &(r.low(at)..r.high(at)));
                return Subject { head: Some(noun), words, inherited: true, ..Default::default() };
            }
            if r.is(s, List::Impersonal) {
                return Subject::default(); // « on dit »
            }
            let words = subject_phrase(r, s, group, sentence);
            return Subject { head: Some(s), words, inverted: s > verb, inherited, ..Default::default() };
        }
        if let (Some(e), false) = (expletive, inherited) {
            return Subject { words: e..e + 1, expletive: true, ..Default::default() };
        }
        if clausal.is_some() {
            return Subject::default();
        }
        let finite = r.feats(verb).verb_form == Some(VerbForm::Fin) || group.clone().any(|w| r.upos(w) == Upos::Aux);
        if at == verb && finite && r.rel(verb) == Rel::Conj {
            // "… et le chef a promis": the tree gave the noun to another verb.
            if let Some(words) = r.nominal_before(group.start) {
                let head = r.doc.head_of(words.clone());
                if person_like(r, head) {
                    return Subject { head: Some(head), words, ..Default::default() };
                }
            }
        }
        let Some(above) = r.doc.head(at) else { break };
        match r.rel(at) {
            Rel::Conj => {}
            Rel::Xcomp => {
                let told =
                    r.doc.children(above).find(|&c| matches!(r.rel(c), Rel::Obj | Rel::Iobj) && c > above && c < at);
                if let Some(told) = told {
                    let words = r.phrase(told, group);
                    return Subject { head: Some(told), words, inherited: true, ..Default::default() };
                }
            }
            Rel::Advcl | Rel::Parataxis if r.feats(verb).verb_form != Some(VerbForm::Fin) => {}
            Rel::Acl => {
                // "a statement saying", but not "the decision to announce".
                let marked = r.doc.children(at).any(|c| r.rel(c) == Rel::Mark);
                if marked || !r.is_nominal(above) || r.word(at).sub == Sub::Relcl {
                    return Subject::default();
                }
                let words = r.phrase(above, &(r.low(at)..r.high(at)));
                return Subject { head: Some(above), words, inherited: true, ..Default::default() };
            }
            _ => break,
        }
        at = above;
        inherited = true;
        if r.rel(verb) == Rel::Conj && r.upos(at) == Upos::Verb {
            let mut first = at;
            while first > sentence.start && r.upos(first - 1) == Upos::Aux {
                first -= 1;
            }
            if let Some(subject) = beside(r, at, &(first..at + 1), sentence, false) {
                return Subject { inherited: true, parted: false, ..subject };
            }
        }
    }
    by_order(r, verb, group, inversion)
}

/// The subject where word order alone tells it, against a tree gone wrong: ", said the mayor." after what is said, or
/// ", the mayor said" where the tree looks beyond the comma.
fn beside(r: &Reader, verb: usize, group: &Range<usize>, sentence: &Range<usize>, inversion: bool) -> Option<Subject> {
    let before = group.start.checked_sub(1).filter(|&w| w >= sentence.start)?;
    let finite = !matches!(r.feats(verb).verb_form, Some(VerbForm::Inf | VerbForm::Ger))
        && r.feats(verb).tense != Some(Tense::Pres)
        || r.feats(verb).verb_form == Some(VerbForm::Fin);
    if !finite {
        return None;
    }
    if let Some(words) = after_quotation(r, group, sentence) {
        let head = words
            .clone()
            .find(|&w| r.is_nominal(w) && !words.contains(&r.doc.head(w).unwrap_or(usize::MAX)))
            .or_else(|| words.clone().find(|&w| r.is_nominal(w)))?;
        if person_like(r, head) || r.may_speak(head) {
            return Some(Subject { head: Some(head), words, parted: true, ..Default::default() });
        }
    }
    if r.is_punct(before) {
        let broken = r.is_comma(before) || r.is_dash(before) || r.is_quote_mark(before);
        let clause =
            r.has_verb(sentence.start..before) || r.closed(before).is_some() || r.closed(before.max(1) - 1).is_some();
        if !(inversion && broken && clause) {
            return None;
        }
        let words = inverted_phrase(r, group.end, sentence.end)?;
        let head = r.doc.head_of(words.clone());
        let next = words.end;
        let participle = |w: usize| r.upos(w) == Upos::Verb && r.feats(w).verb_form == Some(VerbForm::Part);
        let goes_on = |w: usize| {
            r.is_punct(w)
                || matches!(r.upos(w), Upos::Sconj | Upos::Adp | Upos::Cconj)
                || r.is(w, List::Relative)
                || participle(w)
                || r.mentions.time(w).is_some()
        };
        let open = next < sentence.end && !goes_on(next);
        let speaks = person_like(r, head) || r.may_speak(head) && r.first_char(head).is_uppercase();
        if open || !speaks || r.is(words.start, List::Pronoun) && r.is(words.start, List::FirstPerson) {
            return None;
        }
        return Some(Subject { head: Some(head), words: trim_right(r, words), inverted: true, ..Default::default() });
    }
    let mut words = r.nominal_before(group.start)?;
    // "…, residents and an official said": joined nouns speak together.
    if let Some(cc) = words
        .start
        .checked_sub(1)
        .filter(|&w| w > sentence.start + 1 && r.upos(w) == Upos::Cconj && r.is_nominal(w - 1))
    {
        words.start = r.nominal_before(cc)?.start;
    }
    let edge = words.start.checked_sub(1).filter(|&w| w >= sentence.start)?;
    if !(r.is_comma(edge) || r.closed(edge).is_some() || r.is_dash(edge)) {
        return None;
    }
    let head = (words.clone()).find(|&w| r.doc.head(w).is_none_or(|h| !words.contains(&h)) && r.is_nominal(w))?;
    let own = r.doc.children(verb).find(|&c| r.rel(c) == Rel::Nsubj && words.contains(&c));
    let head = own.unwrap_or(head);
    let plain =
        !r.is(words.start, List::Relative) && !r.is(words.start, List::As) && r.mentions.time(words.start).is_none();
    (plain && person_like(r, head)).then(|| Subject { head: Some(head), words, parted: true, ..Default::default() })
}

/// "“…,” a man who called himself a fighter said": all that stands between a quotation that ends in a comma and a verb
/// that ends its clause.
fn after_quotation(r: &Reader, group: &Range<usize>, sentence: &Range<usize>) -> Option<Range<usize>> {
    let low = group.start.saturating_sub(25);
    let mark = (low..group.start).rev().find(|&w| r.is_quote_mark(w))?;
    let q = r.closed(mark).filter(|q| q.words.len() > 3)?;
    let inside =
        (q.words.end >= 2 && (r.is_comma(q.words.end - 2) || r.is_stop(q.words.end - 2))) || r.is_comma(mark + 1);
    let from = if r.is_comma(mark + 1) { mark + 2 } else { mark + 1 };
    let near = r.word(mark).sentence + 1 >= r.word(group.start).sentence;
    let ends = group.end >= sentence.end
        || r.is_punct(group.end)
        || matches!(r.upos(group.end), Upos::Adp | Upos::Adv | Upos::Propn | Upos::Noun);
    if !(inside && near && ends) || from >= group.start {
        return None;
    }
    let starts = matches!(r.upos(from), Upos::Det | Upos::Noun | Upos::Propn | Upos::Pron | Upos::Adj | Upos::Num);
    let opening = (from..group.start).take(6).any(|w| r.is_verbal(w) && !(from..w).any(|k| r.is(k, List::Relative)));
    (starts && !opening).then_some(from..group.start)
}

/// The phrase after an inverted verb, over an addressee or a medium ("a écrit sur Twitter la maire").
fn inverted_phrase(r: &Reader, from: usize, end: usize) -> Option<Range<usize>> {
    if from >= end {
        return None;
    }
    let mut at = from;
    if r.upos(from) == Upos::Adp {
        let addressee =
            (from + 1..end.min(from + 3)).find_map(|w| r.mentions.actor(w)).map(|(_, span)| r.doc.words_in(span).end);
        let next =
            addressee.filter(|&w| w < end && matches!(r.upos(w), Upos::Propn | Upos::Det | Upos::Noun | Upos::Num));
        at = next.or_else(|| {
            (from + 2..end.min(from + 8))
                .find(|&w| r.upos(w) == Upos::Det && !r.is_punct(w - 1) && r.upos(w - 1) != Upos::Adp)
        })?;
    }
    let words = r.nominal_after(at)?;
    let medium = super::content::medium_at(r, &words);
    let time = (words.start + 1..words.end).find(|&w| r.mentions.time(w).is_some());
    let stop = [medium, time].into_iter().flatten().min().unwrap_or(words.end);
    let mut words = words.start..stop;
    while words.end > words.start + 1 && matches!(r.upos(words.end - 1), Upos::Adp | Upos::Det) {
        words.end -= 1;
    }
    Some(words)
}

fn trim_right(r: &Reader, mut words: Range<usize>) -> Range<usize> {
    while words.end > words.start + 1 && r.is_punct(words.end - 1) {
        words.end -= 1;
    }
    words
}

/// Whether a subject that the tree names can be one: no quotation ends, and no other clause stands, between it and its
/// verb ("Two men fled, said the mayor": the men say nothing).
fn reaches(r: &Reader, subject: usize, at: usize, group: &Range<usize>) -> bool {
    if subject > at || at != group.end - 1 && !group.contains(&at) {
        return true;
    }
    let from = r.high(subject).min(group.start);
    let quoted = |w: usize| r.quote(w).map(|q| q.words.start);
    quoted(subject) == quoted(at)
        && !(from..group.start)
            .take(60)
            .any(|w| r.is_verbal(w) && r.feats(w).verb_form == Some(VerbForm::Fin) && !r.doc.dominates(at, w))
        && !(from..group.start).any(|w| r.opened(w).is_some_and(|q| q.words.len() > 6))
        && !(subject..group.start).take(60).any(|w| {
            r.upos(w) == Upos::Aux
                && r.doc.head(w).is_some_and(|h| h != at && !r.doc.dominates(subject, h) && h < group.start)
        })
}

/// Where the tree names no subject: the phrase before the verb, or, beside a comma or a quotation, the one after it.
fn by_order(r: &Reader, verb: usize, group: &Range<usize>, inversion: bool) -> Subject {
    let sentence = r.sentence(verb);
    let finite = r.feats(verb).verb_form != Some(VerbForm::Inf) && r.feats(verb).verb_form != Some(VerbForm::Ger);
    let before = group.start.checked_sub(1).filter(|&w| w >= sentence.start);
    let after_break = before.is_none_or(|w| r.is_punct(w));
    // "Le ministre, Jean Dupont, a démenti": a phrase with an apposition leads the sentence.
    if finite && before.is_some_and(|w| r.is_comma(w)) {
        let mut start = r.body_start(sentence.clone());
        if r.upos(start) == Upos::Adp {
            start = (start..group.start).find(|&w| r.is_comma(w)).map_or(start, |w| w + 1);
        }
        let words = r.trimmed(start..group.start);
        let first = (start..group.start).find(|&w| r.is_comma(w)).unwrap_or(group.start);
        let finite = |w: usize| r.is_verbal(w) && r.feats(w).verb_form == Some(VerbForm::Fin);
        let told = (first..group.start).any(|w| finite(w) && !(first..w).any(|k| r.is(k, List::Relative)));
        let plain = !words.is_empty()
            && words.len() < 30
            && !r.has_verb(start..first)
            && !told
            && !matches!(r.upos(words.start), Upos::Adp | Upos::Adv | Upos::Sconj);
        if plain && let Some(head) = words.clone().find(|&w| r.is_nominal(w)) {
            return Subject { head: Some(head), words: words.start..group.start, ..Default::default() };
        }
    }
    if inversion
        && finite
        && after_break
        && group.end < sentence.end
        && let Some(words) = r.nominal_after(group.end)
    {
        let head = r.doc.head_of(words.clone());
        if r.may_speak(head) || words.clone().any(|w| r.upos(w) == Upos::Propn) {
            return Subject { head: Some(head), words, inverted: true, ..Default::default() };
        }
    }
    if finite && !after_break {
        // "A video posted online showed": the tree took the participle for the verb.
        let start = r.body_start(sentence.clone());
        let lead = || {
            let words = start..group.start;
            let fin = |w: usize| r.is_verbal(w) && r.feats(w).verb_form == Some(VerbForm::Fin);
            let nominal = matches!(r.upos(start), Upos::Det | Upos::Noun | Upos::Propn | Upos::Num);
            (start < group.start && nominal && words.len() < 20 && !words.clone().any(|w| fin(w) || r.is_punct(w)))
                .then_some(words)
        };
        if let Some(words) = r.nominal_before(group.start).or_else(lead) {
            let head = r.doc.head_of(words.clone());
            let head = if r.is_nominal(head) { head } else { words.clone().find(|&w| r.is_nominal(w)).unwrap_or(head) };
            return Subject { head: Some(head), words, ..Default::default() };
        }
    }
    Subject::default()
}

/// The subject's whole phrase. A pronoun that takes up a phrase before it ("The spokesman Bakr he said", rough
/// translation) gives the phrase.
fn subject_phrase(r: &Reader, head: usize, group: &Range<usize>, sentence: &Range<usize>) -> Range<usize> {
    let words = r.phrase(head, group);
    if r.is(head, List::Resumptive) && head > sentence.start && head < group.start {
        let before = sentence.start..head;
        if !r.has_verb(before.clone()) && !before.clone().any(|w| r.is_punct(w)) && before.len() < 16 {
            let nominal = before.clone().any(|w| matches!(r.upos(w), Upos::Noun | Upos::Propn));
            let led = matches!(r.upos(before.start), Upos::Adp | Upos::Sconj | Upos::Adv | Upos::Cconj);
            if nominal && !led {
                return before;
            }
        }
    }
    words
}

/// The first frame of an entry that the sentence fills.
fn frames(r: &Reader, verb: &Verb, entry: &Entry) -> Option<Draft> {
    let has = |frame| entry.frames.has(frame);
    let quoted = r.quote(verb.head).is_some();
    if has(Frame::Mental) && quoted {
        return None;
    }
    // "Asked about the leak, …": who was asked says nothing yet.
    let led = verb.group.start == verb.sentence.start && r.feats(verb.head).verb_form == Some(VerbForm::Part);
    let bare = !verb.group.clone().any(|w| r.upos(w) == Upos::Aux) && r.feats(verb.head).tense == Some(Tense::Past);
    let asked = verb.subject.inherited
        && r.rel(verb.head) == Rel::Advcl
        && r.feats(verb.head).verb_form == Some(VerbForm::Part);
    if (led || asked) && bare {
        return None;
    }
    if has(Frame::Able) {
        return unverified(r, verb, entry);
    }
    if verb.passive {
        return passive(r, verb, entry);
    }
    if has(Frame::PassiveOnly) || has(Frame::Src) {
        return None;
    }
    let source = source(r, verb, entry)?;
    let clause = if has(Frame::None) {
        Some(Clause::empty())
    } else if has(Frame::Inv) {
        content::before(r, verb)
    } else {
        content::find(r, verb, entry)
    };
    let clause = clause?;
    let infinitive =
        r.feats(verb.head).verb_form == Some(VerbForm::Inf) && !verb.group.clone().any(|w| r.upos(w) == Upos::Aux);
    let grave = matches!(entry.act, Act::ClaimResponsibility | Act::Deny | Act::DenyResponsibility | Act::NoComment);
    // « s'est exprimé dimanche »: what follows a reflexive verb is no object.
    let reflexive = r.doc.children(verb.head).any(|c| r.rel(c) == Rel::Expl && r.word(c).sub == Sub::Pv);
    if clause.rule == "object" && (quoted || reflexive || (infinitive && !grave)) {
        return None;
    }
    Some(draft(verb, entry, Some(source), clause))
}

/// The source that a verb's subject is, if it may speak.
fn source(r: &Reader, verb: &Verb, entry: &Entry) -> Option<Range<usize>> {
    let has = |frame| entry.frames.has(frame);
    let head = verb.subject.head?;
    let words = verb.subject.words.clone();
    if r.feats(head).possessive && !verb.subject.inherited {
        return None; // "her claim", taken for a verb
    }
    if words.is_empty() || r.is(head, List::NotSource) || verb.subject.expletive {
        return None;
    }
    let inside = r.quote(verb.head).is_some();
    if inside && r.quote(head).is_some() && r.is(head, List::FirstPerson) {
        return None;
    }
    let strict = has(Frame::Agent) || has(Frame::Mental) || has(Frame::Document) || has(Frame::Inv);
    if strict && !r.may_speak(head) {
        return None;
    }
    if has(Frame::Document) && !r.is(head, List::Document) {
        return None;
    }
    if has(Frame::Mental) && !(person_like(r, head)) {
        return None;
    }
    Some(words)
}

fn person_like(r: &Reader, head: usize) -> bool {
    r.looks_named(head)
        || r.is(head, List::Pronoun)
        || r.is(head, List::Relative)
        || r.upos(head) == Upos::Propn
        || r.speaker(head).is_some_and(|k| k != ActorKind::Unknown)
        || r.is(head, List::Anonymous)
}

/// "could not verify the claim", "The claim could not be verified".
fn unverified(r: &Reader, verb: &Verb, entry: &Entry) -> Option<Draft> {
    let unable = (verb.group.start..verb.head).any(|w| r.is(w, List::Unable));
    if !(unable || (verb.able && verb.negated)) {
        return None;
    }
    if verb.passive {
        let head = verb.subject.head?;
        let content = r.phrase(head, &verb.group);
        let clause = Clause { spans: vec![content], rule: "not-verified", region: verb.group.clone() };
        return Some(draft(verb, entry, agent(r, verb), clause));
    }
    let source = source(r, verb, entry)?;
    let clause = content::find(r, verb, entry)?;
    Some(draft(verb, entry, Some(source), Clause { rule: "not-verified", ..clause }))
}

/// The agent of a passive.
pub(super) fn agent(r: &Reader, verb: &Verb) -> Option<Range<usize>> {
    let by = |c: usize| r.doc.children(c).any(|k| r.rel(k) == Rel::Case && r.is(k, List::By));
    let head = r
        .doc
        .children(verb.head)
        .find(|&c| matches!(r.rel(c), Rel::Obl | Rel::Nmod) && c > verb.head && (r.word(c).sub == Sub::Agent || by(c)));
    if let Some(head) = head {
        return r.may_speak(head).then(|| r.phrase(head, &verb.group));
    }
    let next = verb.group.end;
    if next < verb.sentence.end && r.is(next, List::By) {
        return r.nominal_after(next + 1);
    }
    None
}

/// Passive cues: "were said to be", "It was reported that", "has been claimed by", "was accused of".
fn passive(r: &Reader, verb: &Verb, entry: &Entry) -> Option<Draft> {
    let has = |frame| entry.frames.has(frame);
    let agent = agent(r, verb);
    let subject = verb.subject.head.filter(|&h| h < verb.head && !verb.subject.expletive);
    let subject_words = subject.map(|_| verb.subject.words.clone()).filter(|w| !w.is_empty());
    let complement = r.doc.children(verb.head).find(|&c| {
        let to_do = matches!(r.rel(c), Rel::Advcl | Rel::Conj | Rel::Acl | Rel::Obl | Rel::Nmod)
            && r.low(c) == verb.group.end
            && r.is(r.low(c), List::To);
        c > verb.head && (matches!(r.rel(c), Rel::Ccomp | Rel::Xcomp | Rel::Csubj) || to_do)
    });
    if has(Frame::Src) {
        // "was quoted as saying"
        let source = subject_words?;
        let clause = content::quoted(r, verb).or_else(|| content::right(r, verb, verb.group.end))?;
        return Some(draft(verb, entry, Some(source), clause));
    }
    if has(Frame::Addr) || has(Frame::ObjInf) && !has(Frame::Passive) {
        return None;
    }
    if has(Frame::Passive) || has(Frame::PassiveOnly) || (has(Frame::That) && agent.is_some()) {
        if let Some(c) = complement {
            let end = content::right_end(r, verb, r.low(c).max(verb.group.end));
            let right = r.trimmed(r.low(c).max(verb.group.end)..end);
            let mut spans = Vec::new();
            if let Some(words) = subject_words.filter(|_| r.rel(c) == Rel::Xcomp || r.is(r.low(c), List::To)) {
                spans.push(words);
            }
            spans.push(right);
            let hearsay = if agent.is_some() { "said" } else { "hearsay-passive" };
            let clause = Clause { spans, rule: hearsay, region: verb.group.clone() };
            let mut out = draft(verb, entry, agent.clone(), clause);
            if agent.is_none() {
                out.author = Author::Distancing;
                out.certainty = Some(crate::reading::Certainty::Unknown);
            }
            return Some(out);
        }
        if has(Frame::PassiveOnly) {
            return None;
        }
    }
    if has(Frame::ObjAs) && (agent.is_some() || entry.author == Author::Distancing) {
        let subject = subject_words.clone()?;
        let rest = content::as_of(r, verb, verb.group.end);
        if let Some(rest) = rest {
            let clause = Clause { spans: vec![subject, rest], rule: "accused", region: verb.group.clone() };
            return Some(draft(verb, entry, agent, clause));
        }
        if has(Frame::Fact) && agent.is_none() {
            return None;
        }
    }
    if has(Frame::Obj) {
        let agent = agent?;
        let acl = r.rel(verb.head) == Rel::Acl && subject_words.is_none();
        let content = match subject_words {
            Some(words) => words,
            // "the attack claimed by the Front"
            None if acl && entry.act == Act::ClaimResponsibility => {
                let noun = r.doc.head(verb.head)?;
                r.phrase(noun, &(r.low(verb.head)..r.high(verb.head)))
            }
            None => return None,
        };
        let mut cue = verb.group.clone();
        if r.is(cue.end, List::By) && cue.end < verb.sentence.end {
            cue.end += 1;
        }
        let clause = Clause { spans: vec![content], rule: "object", region: verb.group.clone() };
        let mut out = draft(verb, entry, Some(agent), clause);
        out.cue = vec![cue];
        return Some(out);
    }
    None
}

/// Puts a claim together.
fn draft(verb: &Verb, entry: &Entry, source: Option<Range<usize>>, clause: Clause) -> Draft {
    // A source between two parts of the cue parts it ("a-t-il ajouté"): the pronoun is the source.
    let pronoun = source.as_ref().filter(|s| s.start >= verb.group.start && s.end <= verb.group.end && s.len() == 1);
    let cue = match pronoun {
        Some(s) => [verb.group.start..s.start, s.end..verb.group.end].into_iter().filter(|c| !c.is_empty()).collect(),
        None => {
            let resumed =
                source.as_ref().and_then(|s| verb.subject.head.filter(|&h| h == s.end && h < verb.group.start));
            vec![resumed.unwrap_or(verb.group.start)..verb.group.end]
        }
    };
    let region_start = clause.region.start.min(verb.group.start);
    let mut region = region_start..clause.region.end.max(verb.group.end);
    if let Some(s) = source.as_ref().filter(|s| s.start + 30 > region.start && s.start < region.start) {
        region.start = s.start;
    }
    Draft {
        head: verb.head,
        source,
        cue,
        content: clause.spans,
        region,
        entry: *entry,
        negated: verb.negated,
        certainty: None,
        author: entry.author,
        rule: clause.rule,
        confidence: if clause.rule == "word-order" { 0.6 } else { 0.85 },
        through: Vec::new(),
        same_as: None,
    }
}
