//! Who does the reporting: the subject of a verb, by the tree, and by word order where the tree has gone wrong.

use super::cues::{Frame, List};
use super::reader::Reader;
use crate::reading::ActorKind;
use std::ops::Range;
use text::{Rel, Sub, Tense, Upos, VerbForm};

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

/// Who does the reporting.
pub(super) fn find(r: &Reader, verb: usize, group: &Range<usize>, sentence: &Range<usize>, inversion: bool) -> Subject {
    if let Some(subject) = beside(r, verb, group, sentence, inversion) {
        return subject;
    }
    let (mut at, mut inherited) = (verb, false);
    for _ in 0..5 {
        let own = r.doc.children(at).find(|&c| {
            r.rel(c) == Rel::Nsubj && r.word(c).sub != Sub::Outer && !told_us(r, c, group) && reaches(r, c, at, group)
        });
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
        // "who police said was there": of two the nearer speaks, the pronoun is spoken of.
        let nearer = own.filter(|&s| r.is(s, List::Relative) && s + 1 < group.start);
        let nearer =
            nearer.and_then(|s| r.doc.children(at).rfind(|&c| r.rel(c) == Rel::Nsubj && c > s && c < group.start));
        let own = nearer.or(own);
        if let Some(s) = own {
            if (r.is(s, List::Relative) && s < at && r.word(at).sub == Sub::Relcl
                || (r.is(s, List::Human) && r.rel(at) == Rel::Acl))
                && let Some(noun) = r.doc.head(at).map(|noun| antecedent(r, noun, s))
            {
                let words = r.phrase(noun, &(r.low(at)..r.high(at)));
                return Subject { head: Some(noun), words, inherited: true, ..Default::default() };
            }
            if r.is(s, List::Impersonal) {
                return Subject::default(); // « on dit »
            }
            let words = subject_phrase(r, s, group, sentence);
            if s > verb && addressed(r, verb, &words) {
                break;
            }
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
                let noun = words.clone().find(|&w| matches!(r.upos(w), Upos::Noun | Upos::Propn));
                let head = noun.filter(|&w| person_like(r, w)).unwrap_or(r.doc.head_of(words.clone()));
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
            Rel::Advcl if r.feats(verb).verb_form != Some(VerbForm::Fin) => {}
            // « sans les chiffrer et affirme que »: a finite verb is joined to no infinitive.
            Rel::Advcl if at != verb && r.rel(verb) == Rel::Conj && r.is_infinitive(at) => {}
            Rel::Parataxis if !finite => {}
            // "…, the agency said, warning that food was short": a participle behind a comma, taken for what was said.
            Rel::Ccomp
                if at == verb
                    && is_participle(r, verb)
                    && above < verb
                    && group.start.checked_sub(1).is_some_and(|w| r.is_comma(w)) => {}
            Rel::Acl => {
                // "a statement saying", but not "the decision to announce".
                let marked = r.doc.children(at).any(|c| r.rel(c) == Rel::Mark);
                // "blamed the army for the raid, speaking of 30 dead": not the raid, but who blamed.
                let free = at == verb
                    && is_participle(r, verb)
                    && group.start.checked_sub(1).is_some_and(|w| r.is_comma(w))
                    && !person_like(r, above);
                if let Some(clause) = free.then(|| verb_above(r, above)).flatten() {
                    (at, inherited) = (clause, true);
                    continue;
                }
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

/// A subject before its verb, without the time that leads it ("Last week the army said", « La semaine dernière l'ONU a
/// dit », whose subject the tree may take the time for), and with the word that denies it ("Neither the army nor").
pub(super) fn without_lead(r: &Reader, mut subject: Subject, group: &Range<usize>) -> Subject {
    let words = subject.words.clone();
    if subject.inverted || subject.inherited || words.is_empty() || words.end > group.start {
        return subject;
    }
    let time = r.mentions.time(words.start).map(|(_, span)| r.doc.words_in(span));
    // "The Dawn Brigade"
    let capital = |w: usize| r.first_char(w).is_uppercase();
    let named = time.as_ref().is_some_and(|t| r.upos(t.start) == Upos::Det && capital(t.end - 1) && capital(t.end));
    if let Some(time) = time.filter(|t| t.start <= words.start && t.end < words.end && t.len() > 1 && !named) {
        let rest = time.end..words.end;
        let own = subject.head.filter(|h| rest.contains(h));
        let head = own.or_else(|| rest.clone().find(|&w| r.is_nominal(w) && person_like(r, w)));
        if head.is_some() {
            (subject.head, subject.words) = (head, rest);
        }
        return subject;
    }
    // "President Keita on Friday | said"
    let last = words.end - 1;
    if let Some(time) = r.mentions.time(last).map(|(_, span)| r.doc.words_in(span)).filter(|t| t.end == words.end) {
        let adverb = time.start.checked_sub(1).filter(|&w| r.upos(w) == Upos::Adp && w > words.start);
        let start = adverb.unwrap_or(time.start);
        let free = adverb.is_some() || r.upos(time.start) != Upos::Propn || !r.is_nominal(time.start);
        if free && start > words.start && subject.head.is_some_and(|h| h < start) {
            subject.words.end = start;
        }
        return subject;
    }
    if let Some(w) = words.start.checked_sub(1).filter(|&w| r.sentence(group.start).contains(&w))
        && r.is(w, List::NegativeSubject)
        && words.clone().any(|k| r.upos(k) == Upos::Cconj)
    {
        subject.words.start = w;
    }
    subject
}

/// The verb of the clause that a word stands in.
fn verb_above(r: &Reader, from: usize) -> Option<usize> {
    let mut at = from;
    for _ in 0..6 {
        at = r.doc.head(at)?;
        if r.upos(at) == Upos::Verb {
            return Some(at);
        }
    }
    None
}

/// The subject where word order alone tells it, against a tree gone wrong: ", said the mayor." after what is said, or
/// ", the mayor said" where the tree looks beyond the comma.
fn beside(r: &Reader, verb: usize, group: &Range<usize>, sentence: &Range<usize>, inversion: bool) -> Option<Subject> {
    // « a-t-elle rectifié jeudi »
    if let Some(w) = group.clone().find(|&w| r.is(w, List::Pronoun) && r.first_char(w) == '-') {
        if r.is(w, List::Impersonal) {
            return Some(Subject::default()); // « a-t-on appris »
        }
        let parted =
            group.start > sentence.start && (r.is_comma(group.start - 1) || r.closed(group.start - 1).is_some());
        return Some(Subject { head: Some(w), words: w..w + 1, inverted: true, parted, ..Default::default() });
    }
    if let Some(words) = inversion.then(|| resumed_after(r, verb, group, sentence)).flatten() {
        let head = words.clone().find(|&w| r.is_nominal(w))?;
        return Some(Subject { head: Some(head), words, inverted: true, ..Default::default() });
    }
    let before = group.start.checked_sub(1).filter(|&w| w >= sentence.start)?;
    let fin = |w: usize| r.is_verbal(w) && r.feats(w).verb_form == Some(VerbForm::Fin);
    let finite = group.clone().any(fin)
        || !matches!(r.feats(verb).verb_form, Some(VerbForm::Inf | VerbForm::Ger))
            && r.feats(verb).tense != Some(Tense::Pres)
        || r.feats(verb).verb_form == Some(VerbForm::Fin);
    if !finite {
        return None;
    }
    if let Some(words) = inversion.then(|| closing(r, before, group, sentence)).flatten() {
        let head = words.clone().find(|&w| r.is_nominal(w))?;
        return Some(Subject { head: Some(head), words, inverted: true, ..Default::default() });
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
    if let Some(words) = resumed_before(r, before, group, sentence) {
        return Some(Subject { head: Some(r.doc.head_of(words.clone())), words, ..Default::default() });
    }
    if let Some(words) = apposed_before(r, before, group, sentence) {
        let head = words.clone().find(|&w| r.is_nominal(w))?;
        return Some(Subject { head: Some(head), words, parted: true, ..Default::default() });
    }
    if let Some(words) = parted_by_clause(r, before, sentence) {
        let head = words.clone().find(|&w| r.is_nominal(w))?;
        let parted = words.start > sentence.start && r.is_comma(words.start - 1);
        return Some(Subject { head: Some(head), words, parted, ..Default::default() });
    }
    if r.is_punct(before) {
        let broken = r.is_comma(before) || r.is_dash(before) || r.is_quote_mark(before);
        let quotation = r.closed(before).is_some() || r.closed(before.max(1) - 1).is_some();
        let told = r.segment(before)..before;
        // « Quatre morts, affirme le Front »: a number needs no verb.
        let number = || told.len() < 16 && told.clone().any(|w| r.upos(w) == Upos::Num);
        if !(inversion && broken) {
            return None;
        }
        let behind = |from: usize| inverted_phrase(r, from, sentence.end);
        // "…, have indicated of the local authorities": as rough translations say it.
        let of = || behind(group.end + 1).filter(|_| r.is(group.end, List::Of));
        let words = behind(group.end).or_else(of)?;
        // "Its last battalion, said the colonel, had left"
        let inserted = !told.is_empty() && r.is_comma(words.end) && r.has_verb(words.end..sentence.end);
        if !(quotation || r.has_verb(told.clone()) || number() || inserted) {
            return None;
        }
        let noun = words.clone().find(|&w| matches!(r.upos(w), Upos::Noun | Upos::Propn));
        let head = noun.filter(|&w| person_like(r, w)).unwrap_or(r.doc.head_of(words.clone()));
        let next = words.end;
        if addressed(r, verb, &words) {
            return None;
        }
        let participle = |w: usize| r.upos(w) == Upos::Verb && r.feats(w).verb_form == Some(VerbForm::Part);
        let goes_on = |w: usize| {
            r.is_punct(w)
                || matches!(r.upos(w), Upos::Sconj | Upos::Adp | Upos::Cconj)
                || r.is(w, List::Relative)
                || participle(w)
                || r.mentions.time(w).is_some()
        };
        let open = next < sentence.end && !goes_on(next) || r.upos(words.start) == Upos::Num && !quotation;
        let speaks = quotation || person_like(r, head) || r.may_speak(head) && r.first_char(head).is_uppercase();
        if open || !speaks || r.is(words.start, List::Pronoun) && r.is(words.start, List::FirstPerson) {
            return None;
        }
        let parted = next < sentence.end && r.is_comma(next);
        let words = trim_right(r, words);
        return Some(Subject { head: Some(head), words, inverted: true, parted, ..Default::default() });
    }
    if let Some(words) = from_comma(r, group, sentence) {
        let head = words.clone().find(|&w| r.is_nominal(w))?;
        return Some(Subject { head: Some(head), words, parted: true, ..Default::default() });
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
    let q = r.closed(mark).filter(|q| q.words.len() > 3 && super::content::carries_on(r, q, mark, group.start))?;
    let inside =
        (q.words.end >= 2 && (r.is_comma(q.words.end - 2) || r.is_stop(q.words.end - 2))) || r.is_comma(mark + 1);
    let from = if r.is_comma(mark + 1) { mark + 2 } else { mark + 1 };
    let near = r.word(mark).sentence + 1 >= r.word(group.start).sentence;
    let ends = group.end >= sentence.end
        || r.is_punct(group.end)
        || !matches!(r.upos(group.end), Upos::Sconj | Upos::Cconj | Upos::Verb | Upos::Aux);
    if !(inside && near && ends) || from >= group.start {
        return None;
    }
    let starts = matches!(r.upos(from), Upos::Det | Upos::Noun | Upos::Propn | Upos::Pron | Upos::Adj | Upos::Num);
    let opening = (from..group.start).take(6).any(|w| r.is_verbal(w) && !(from..w).any(|k| r.is(k, List::Relative)));
    (starts && !opening).then_some(from..group.start)
}

/// "…, the head of the hospital, Mona Haddad, said.": after a clause, two phrases between commas that are one person.
fn apposed_before(r: &Reader, comma: usize, group: &Range<usize>, sentence: &Range<usize>) -> Option<Range<usize>> {
    let ends = group.end >= sentence.end
        || r.is_punct(group.end)
        || matches!(r.upos(group.end), Upos::Adp | Upos::Adv | Upos::Propn)
        || r.mentions.time(group.end).is_some();
    if !r.is_comma(comma) || !ends {
        return None;
    }
    let inner = r.nominal_before(comma)?;
    let edge = inner.start.checked_sub(1).filter(|&w| w > sentence.start && r.is_comma(w))?;
    let outer = r.nominal_before(edge)?;
    let open = outer.start.checked_sub(1).filter(|&w| w > sentence.start)?;
    let clause = r.closed(open).is_some() || r.is_comma(open) && r.has_verb(sentence.start..open);
    let person = |words: &Range<usize>| {
        words.clone().any(|w| r.name_kind(w) == Some(text::NameKind::Person) || r.speaker(w) == Some(ActorKind::Person))
    };
    let named = |words: &Range<usize>| words.len() <= 5 && words.clone().any(|w| r.upos(w) == Upos::Propn);
    let one = person(&inner) && person(&outer) && (named(&inner) || named(&outer));
    (clause && one && outer.len() + inner.len() < 24).then_some(outer.start..comma)
}

/// Whether the phrase after a verb is who is told: "told the Gazette that", "told our reporter".
fn addressed(r: &Reader, verb: usize, words: &Range<usize>) -> bool {
    let end = r.sentence(verb).end;
    let that = words.end < end && r.is(words.end, List::ThatOnly) && r.upos(words.end) != Upos::Det;
    let clause = that
        || (words.start..end.min(words.end + 6))
            .take_while(|&w| !r.is_punct(w))
            .any(|w| r.is(w, List::ThatOnly) && matches!(r.upos(w), Upos::Sconj));
    let has = |frame| r.lexicon(verb).at(r.doc, verb, end).iter().any(|(_, e)| e.frames.has(frame));
    let first_person = || words.clone().any(|w| r.is(w, List::FirstPerson));
    // Who is told is the object of "tell", whatever the tree says.
    let told = || words.start == verb + 1 && has(Frame::ObjInf) && !has(Frame::Threat);
    clause || has(Frame::Addr) && (first_person() || told())
}

/// "…, residents of the freed town said.", "…, a nun who hid in a shed said": all from the comma to a verb that ends its
/// clause.
fn from_comma(r: &Reader, group: &Range<usize>, sentence: &Range<usize>) -> Option<Range<usize>> {
    let ends = group.end >= sentence.end
        || r.is_punct(group.end) && !r.is_colon(group.end)
        || r.mentions.time(group.end).is_some()
        || r.upos(group.end) == Upos::Adp && r.mentions.time(group.end + 1).is_some();
    let low = group.start.saturating_sub(18).max(sentence.start + 1);
    let comma = (low..group.start).rev().find(|&w| r.is_punct(w) && !"()".contains(r.first_char(w)))?;
    let words = comma + 1..group.start;
    let first = words.clone().find(|&w| !matches!(r.upos(w), Upos::Det | Upos::Adj | Upos::Num))?;
    let finite = |w: usize| r.is_verbal(w) && r.feats(w).verb_form == Some(VerbForm::Fin);
    let mut relative = false;
    let clause = words.clone().any(|w| {
        relative |= r.is(w, List::Relative);
        finite(w) && !relative
    });
    let told = r.segment(comma)..comma;
    let starts = matches!(r.upos(words.start), Upos::Det | Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num);
    let speaks = matches!(r.upos(first), Upos::Noun | Upos::Propn) && person_like(r, first);
    (ends && r.is_comma(comma) && !told.is_empty() && !clause && starts && speaks).then_some(words)
}

/// "“…”, she said the widow.", rough translation: a pronoun before the verb that says no more than the phrase after it.
fn resumed_after(r: &Reader, verb: usize, group: &Range<usize>, sentence: &Range<usize>) -> Option<Range<usize>> {
    let pronoun = group.start.checked_sub(1).filter(|&w| w > sentence.start && r.is(w, List::Resumptive))?;
    let quotation =
        r.closed(pronoun - 1).is_some() || r.is_comma(pronoun - 1) && r.closed(pronoun.max(2) - 2).is_some();
    let words = r.nominal_after(group.end).filter(|_| quotation)?;
    let first = words.clone().find(|&w| matches!(r.upos(w), Upos::Noun | Upos::Propn))?;
    let starts = matches!(r.upos(words.start), Upos::Det | Upos::Propn | Upos::Noun);
    let free = !words.clone().any(|w| r.mentions.time(w).is_some()) && !addressed(r, verb, &words);
    (starts && free && r.is_nominal(first)).then_some(words)
}

/// "and the army, whose garrison left on the 4th, has not said": a phrase and its relative clause between commas; at the
/// start of a clause also "The Front, through its spokesman, denied", "The daily, quoting a general, wrote".
fn parted_by_clause(r: &Reader, comma: usize, sentence: &Range<usize>) -> Option<Range<usize>> {
    if !r.is_comma(comma) {
        return None;
    }
    let low = comma.saturating_sub(24).max(sentence.start + 1);
    let open = (low..comma).rev().find(|&w| r.is_comma(w))?;
    let finite = |w: usize| r.is_verbal(w) && r.feats(w).verb_form == Some(VerbForm::Fin);
    let relative = r.is(open + 1, List::Relative) && !r.is(open + 1, List::ThatOnly);
    let words = r.nominal_before(open)?;
    let leads = words.start == r.segment(words.start) || r.upos(words.start - 1) == Upos::Cconj;
    if !(relative || leads && !(open..comma).any(finite)) {
        return None;
    }
    let edge = words.start.checked_sub(1).filter(|&w| w >= sentence.start);
    let starts = edge.is_none_or(|w| {
        r.is_comma(w)
            || r.is_semicolon(w)
            || r.is_colon(w)
            || r.is_dash(w)
            || r.upos(w) == Upos::Cconj
            || r.closed(w).is_some()
    });
    let head = words.clone().find(|&w| r.is_nominal(w))?;
    (starts && (person_like(r, head) || r.may_speak(head))).then_some(words.start..comma + 1)
}

/// The phrase after an inverted verb, over an addressee or a medium ("a écrit sur Twitter la maire").
fn inverted_phrase(r: &Reader, from: usize, end: usize) -> Option<Range<usize>> {
    if from >= end {
        return None;
    }
    // « a rapporté mardi l'agence »
    let time = |w: usize| r.mentions.time(w).map(|(_, span)| r.doc.words_in(span).end).filter(|&e| e > w && e < end);
    let from = time(from).or_else(|| r.is(from, List::This).then(|| time(from + 1)).flatten()).unwrap_or(from);
    let mut at = from;
    // « ont rapporté mardi des habitants »: an article, taken for "of the".
    let article = |w: usize| {
        w + 1 < end
            && r.word(w).span == r.word(w + 1).span
            && r.doc.slice_of(r.word(w).span).eq_ignore_ascii_case("des")
    };
    if r.upos(from) == Upos::Adp && !article(from) {
        let addressee =
            (from + 1..end.min(from + 3)).find_map(|w| r.mentions.actor(w)).map(|(_, span)| r.doc.words_in(span).end);
        let next = addressee.filter(|&w| {
            w < end && (article(w) || matches!(r.upos(w), Upos::Propn | Upos::Det | Upos::Noun | Upos::Num))
        });
        at = next.or_else(|| {
            (from + 2..end.min(from + 8))
                .find(|&w| r.upos(w) == Upos::Det && !r.is_punct(w - 1) && r.upos(w - 1) != Upos::Adp)
        })?;
    }
    let words = r.nominal_after(at)?;
    let medium = super::complement::medium_at(r, &words);
    let time = (words.start + 1..words.end).find(|&w| r.mentions.time(w).is_some());
    // « un témoin | à l'AFP »
    let told = (words.start + 1..words.end).find(|&w| {
        let media = |k: usize| r.speaker(k) == Some(ActorKind::Media);
        r.upos(w) == Upos::Adp && r.is(w, List::At) && (w + 1..words.end.min(w + 3)).any(media)
    });
    let stop = [medium, time, told].into_iter().flatten().min().unwrap_or(words.end);
    let mut words = words.start..stop;
    while words.end > words.start + 1 && matches!(r.upos(words.end - 1), Upos::Adp | Upos::Det) {
        words.end -= 1;
    }
    Some(words)
}

/// « …, a indiqué mardi le gouverneur. »: who speaks is all that follows the verb.
fn closing(r: &Reader, before: usize, group: &Range<usize>, sentence: &Range<usize>) -> Option<Range<usize>> {
    if !r.is_comma(before) || r.is(before, List::ThatOnly) {
        return None;
    }
    let words = inverted_phrase(r, group.end, sentence.end)?;
    let head = words.clone().find(|&w| r.is_nominal(w))?;
    let speaks = r.is(head, List::Document) || person_like(r, head);
    let last = words.end >= sentence.end || r.is_stop(words.end);
    (speaks && last && r.has_verb(r.segment(before)..before)).then_some(words)
}

fn trim_right(r: &Reader, mut words: Range<usize>) -> Range<usize> {
    while words.end > words.start + 1 && r.is_punct(words.end - 1) {
        words.end -= 1;
    }
    words
}

/// « une habitante nous a affirmé »: a pronoun between a noun and a verb of the third person is who is told.
fn told_us(r: &Reader, pronoun: usize, group: &Range<usize>) -> bool {
    let third = group.clone().any(|w| r.feats(w).person == Some(text::Person::Third));
    let before = pronoun.checked_sub(1).is_some_and(|w| r.is_nominal(w) || r.is_comma(w) || r.is(w, List::Relative));
    r.is(pronoun, List::Clitic) && r.is(pronoun, List::FirstPerson) && third && before
}

/// "Rostami, spokesman of the agency, who said": after a comma the clause speaks of the whole phrase's head.
fn antecedent(r: &Reader, noun: usize, relative: usize) -> usize {
    let mut at = noun;
    for _ in 0..4 {
        let inside = matches!(r.rel(at), Rel::Nmod | Rel::Appos | Rel::Flat);
        match r.doc.head(at).filter(|&h| inside && h < at && r.is_nominal(h) && r.is_comma(relative.saturating_sub(1)))
        {
            Some(above) => at = above,
            None => break,
        }
    }
    if at < noun && person_like(r, at) { at } else { noun }
}

/// Whether a subject that the tree names can be one: no quotation ends, and no other clause stands, between it and its
/// verb ("Two men fled, said the mayor": the men say nothing).
fn reaches(r: &Reader, subject: usize, at: usize, group: &Range<usize>) -> bool {
    // Who stands in a quotation does not say it.
    let around = |w: usize| r.quote(w).map(|q| q.words.start);
    if around(subject) != around(group.end - 1) || (subject..group.start).any(|w| r.is_semicolon(w)) {
        return false;
    }
    if subject > at || at != group.end - 1 && !group.contains(&at) {
        return true;
    }
    let from = r.high(subject).min(group.start);
    !(from..group.start).take(60).any(|w| r.is_colon(w))
        && !(from..group.start)
            .take(60)
            .any(|w| r.is_verbal(w) && r.feats(w).verb_form == Some(VerbForm::Fin) && !r.doc.dominates(at, w))
        && !(from..group.start).any(|w| r.opened(w).is_some_and(|q| q.words.len() > 6))
        && !(subject..group.start).take(60).any(|w| {
            // "An official, who …, because he was not authorised to speak, said": a subordinate clause parts nothing.
            let main = |h: usize| !matches!(r.rel(h), Rel::Advcl | Rel::Acl);
            r.upos(w) == Upos::Aux
                && r.doc.head(w).is_some_and(|h| h != at && !r.doc.dominates(subject, h) && h < group.start && main(h))
        })
}

/// Where the tree names no subject: the phrase before the verb, or, beside a comma or a quotation, the one after it.
fn by_order(r: &Reader, verb: usize, group: &Range<usize>, inversion: bool) -> Subject {
    let sentence = r.sentence(verb);
    let finite = r.feats(verb).verb_form != Some(VerbForm::Inf) && r.feats(verb).verb_form != Some(VerbForm::Ger);
    let before = group.start.checked_sub(1).filter(|&w| w >= sentence.start);
    let after_break = before.is_none_or(|w| r.is_punct(w) && r.first_char(w) != ')');
    // "Le ministre, Jean Dupont, a démenti": a phrase with an apposition leads the sentence.
    if finite && before.is_some_and(|w| r.is_comma(w)) {
        let mut start = r.segment(group.start);
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
        && !addressed(r, verb, &words)
    {
        let head = r.doc.head_of(words.clone());
        if r.may_speak(head) || words.clone().any(|w| r.upos(w) == Upos::Propn) {
            return Subject { head: Some(head), words, inverted: true, ..Default::default() };
        }
    }
    if finite && !after_break {
        // "A video posted online showed": the tree took the participle for the verb.
        let start = r.segment(group.start);
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

/// The subject's whole phrase, or the one that it takes up.
fn subject_phrase(r: &Reader, head: usize, group: &Range<usize>, sentence: &Range<usize>) -> Range<usize> {
    let words = resumed_before(r, head, group, sentence).unwrap_or_else(|| r.phrase(head, group));
    // "…, said the agency, | warning that food was short"
    let goes_on = |&w: &usize| w > head && r.is_comma(w) && w + 1 < words.end && is_participle(r, w + 1);
    let end = (words.start..words.end).find(goes_on).unwrap_or(words.end);
    words.start..end
}

/// "saying": a present participle.
pub(super) fn is_participle(r: &Reader, word: usize) -> bool {
    let feats = r.feats(word);
    matches!(feats.verb_form, Some(VerbForm::Ger | VerbForm::Part)) && feats.tense != Some(Tense::Past)
}

/// The phrase that a pronoun before the verb takes up, as rough translations do: "The spokesman Bakr he said", "The spokesman
/// of the Front, Karim Saleh, he said".
fn resumed_before(r: &Reader, head: usize, group: &Range<usize>, sentence: &Range<usize>) -> Option<Range<usize>> {
    /// More words than such a phrase has.
    const LONG: usize = 16;
    if !r.is(head, List::Resumptive) || head <= sentence.start || head >= group.start {
        return None;
    }
    // "The mayor, he said, had left" tells of the mayor.
    let comma = r.is_comma(head - 1) && group.end < sentence.end && !r.is_punct(group.end);
    let before = sentence.start..head - usize::from(comma);
    let parted = |w: usize| r.is_punct(w) && !(comma && r.is_comma(w));
    let nominal = before.clone().any(|w| matches!(r.upos(w), Upos::Noun | Upos::Propn));
    let led = before.is_empty()
        || matches!(r.upos(before.start), Upos::Adp | Upos::Sconj | Upos::Adv | Upos::Cconj)
        || r.mentions.time(before.start).is_some()
        || comma && before.clone().any(|w| r.mentions.time(w).is_some());
    // "A father of three, he said" describes him; a name beside the office is who he is.
    let named = !comma
        || before.clone().any(|w| r.name_kind(w) == Some(text::NameKind::Person))
        || before.len() == 2 && r.upos(before.start) == Upos::Det && r.upos(before.end - 1) == Upos::Noun;
    let whole = before.len() < LONG && named && !r.has_verb(before.clone()) && !before.clone().any(parted);
    (nominal && !led && whole).then_some(before)
}

pub(super) fn person_like(r: &Reader, head: usize) -> bool {
    r.looks_named(head)
        || r.is(head, List::Pronoun)
        || r.is(head, List::Relative)
        || r.upos(head) == Upos::Propn
        || r.speaker(head).is_some_and(|k| k != ActorKind::Unknown)
        || r.is(head, List::Anonymous)
}
