//! Verbs that report: who is their subject, what words make up the cue, and which of their frames the sentence fills.

use super::Draft;
use super::content::{self, Clause};
use super::cues::{Entry, Frame, Kind, List};
use super::reader::Reader;
use super::subject::{self, Subject, person_like};
use super::{complement, extent};
use crate::reading::{Act, Author};
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

/// All claims that verbs make, in order of their cues.
pub(super) fn find(r: &Reader, out: &mut Vec<Draft>) {
    for s in &r.doc.sentences {
        let (mut w, sentence) = (s.first as usize, s.words());
        while w < sentence.end {
            w = match read(r, w, &sentence) {
                Some(mut draft) => {
                    carry_over(r, out, &mut draft);
                    cut_at_gap(r, &mut draft, &sentence);
                    let next = draft.cue.iter().filter(|c| c.start <= w + 8).map(|c| c.end).max().unwrap_or(w);
                    let next = next.max(w + 1);
                    let second = gapped(r, &draft, &sentence);
                    out.push(draft);
                    out.extend(second);
                    next
                }
                None => w + 1,
            };
        }
    }
}

/// "The army counts 40 dead; the rebels, 66.": a second source and its number, without the verb.
fn gapped(r: &Reader, draft: &Draft, sentence: &Range<usize>) -> Option<Draft> {
    let end = draft.content.last()?.end;
    let number = |w: usize| w < sentence.end && r.upos(w) == Upos::Num;
    let counts = draft.content.iter().any(|c| c.clone().any(number));
    if !(counts && matches!(draft.rule, "object" | "toll" | "accused" | "according")) {
        return None;
    }
    let (source, from) = second_source(r, end, sentence)?;
    let until = (from..sentence.end)
        .find(|&w| r.quote(w).is_none() && (r.is_semicolon(w) || r.is_stop(w)))
        .unwrap_or(sentence.end);
    let mut second = draft.clone();
    second.head = from;
    second.region = source.clone();
    second.source = Some(source);
    second.cue = Vec::new();
    second.content = vec![r.trimmed(from..until)];
    second.confidence = 0.6;
    Some(second)
}

/// Ends a content with a number where a second source and its number follow: "says 15,000, the union 3,000".
fn cut_at_gap(r: &Reader, draft: &mut Draft, sentence: &Range<usize>) {
    if !matches!(draft.rule, "object" | "toll" | "accused") {
        return;
    }
    let Some(content) = draft.content.last_mut() else { return };
    let number = |w: usize| r.upos(w) == Upos::Num;
    let first = content.clone().find(|&w| number(w)).unwrap_or(content.end);
    let gap = (first..content.end).find(|&w| r.is_comma(w) && second_source(r, w, sentence).is_some());
    content.end = gap.unwrap_or(content.end);
}

/// A source and where its number starts, after a comma or semicolon.
fn second_source(r: &Reader, end: usize, sentence: &Range<usize>) -> Option<(Range<usize>, usize)> {
    let number = |w: usize| w < sentence.end && r.upos(w) == Upos::Num;
    if !(end + 2 < sentence.end && (r.is_comma(end) || r.is_semicolon(end))) {
        return None;
    }
    let start = end + 1 + usize::from(matches!(r.upos(end + 1), Upos::Cconj | Upos::Sconj));
    let stop = (start..sentence.end.min(start + 10))
        .find(|&w| number(w) || r.is_punct(w) || r.is(w, List::At) || r.is_verbal(w))?;
    let source = start..stop;
    let from = stop + usize::from(r.is_comma(stop));
    let from = from + usize::from(r.is(from, List::Of) || r.is(from, List::At));
    let noun = source.clone().find(|&w| matches!(r.upos(w), Upos::Noun | Upos::Propn));
    let speaks =
        noun.is_some_and(|w| person_like(r, w)) && !source.clone().any(|w| r.upos(w) == Upos::Adp && w == start);
    (speaks && number(from)).then_some((source, from))
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
    let low = at.saturating_sub(4).max(sentence.start);
    let according = |w: usize| r.lexicon(w).at(r.doc, w, sentence.end).iter().any(|(_, e)| e.kind == Kind::According);
    if r.is(at, List::Document) && (low..at).any(according) {
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

/// « L'armée a démenti »: a participle taken for a noun, after its auxiliary; « Le ministère dément ces rumeurs », "the
/// council warns that": a verb between a noun and what only a verb can have after it.
pub(super) fn participle_as_noun(r: &Reader, w: usize) -> bool {
    let Some(before) = w.checked_sub(1).filter(|&b| r.sentence(w).contains(&b)) else { return false };
    let perfect = r.upos(w) == Upos::Noun && r.is(before, List::Perfect);
    perfect || verb_as_noun(r, before, w)
}

fn verb_as_noun(r: &Reader, before: usize, w: usize) -> bool {
    if !matches!(r.upos(w), Upos::Noun | Upos::Adj | Upos::Adv | Upos::Propn | Upos::X)
        || r.first_char(w).is_uppercase()
    {
        return false;
    }
    // "in Plateau state 47 people": a place and what it is.
    if r.mentions.place(before).is_some() && r.rel(before) == Rel::Compound && r.doc.head(before) == Some(w) {
        return false;
    }
    let mut next = w + 1;
    let end = r.sentence(w).end;
    while next < end && r.upos(next) == Upos::Adv && !r.is_punct(next) {
        next += 1;
    }
    let noun = matches!(r.upos(before), Upos::Noun | Upos::Propn) || r.is(before, List::Resumptive);
    let apart = r.is_comma(before) && before > r.segment(w) + 1;
    let number = (next..end.min(next + 3)).any(|k| r.upos(k) == Upos::Num);
    let object = r.is(next, List::ThatOnly)
        || r.upos(next) == Upos::Det
        || r.opened(next).is_some()
        || number
        || r.is_infinitive(next) && r.lexicon(w).infinitive_after(r.doc, w);
    let clitic =
        r.is(before, List::ObjectClitic) && r.upos(before) == Upos::Pron && before > 0 && r.is_nominal(before - 1);
    // “…,” jokes Saleh; « La route est minée, tranche Saleh. »
    let quoted = r.closed(before).is_some() || r.closed(before.max(1) - 1).is_some() || apart && r.quote(w).is_some();
    let speaker = matches!(r.upos(next), Upos::Propn | Upos::Det) || r.looks_named(next);
    // "Rakhine state's 17 townships"
    let owner = next < end && r.upos(next) == Upos::Part && r.rel(next) == Rel::Case;
    // « …, ce que Kigali dément. »
    let denied = noun && r.is_punct(next) && complement::taken_up(r, before).is_some();
    next < end && !owner && (denied || clitic || (noun || apart) && object || quoted && speaker)
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
            || (start == phrase.start && r.upos(start) == Upos::Noun && r.is(w, List::Perfect))
            || matches!(r.upos(w), Upos::Adv) && !r.is_punct(w) && r.rel(w) != Rel::Mark
            || (r.is(w, List::Negation) && !r.is(w, List::NegativeSubject))
            || (r.is(w, List::Clitic) && r.upos(w) == Upos::Pron && (r.rel(w) != Rel::Nsubj || told_us(r, w, start)))
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
    let helped = group.clone().any(|w| r.upos(w) == Upos::Aux) || r.rel(head) == Rel::Acl;
    let passive_aux = helped
        && r.doc.children(head).any(|c| {
            (r.rel(c) == Rel::Aux || r.rel(c) == Rel::Nsubj || r.rel(c) == Rel::Csubj) && r.word(c).sub == Sub::Pass
        });
    // « a rejeté » is active, whatever the tree says; « a été rejeté » is not.
    let mut auxiliaries = group.clone().filter(|&w| w != head && (r.upos(w) == Upos::Aux || r.is(w, List::Have)));
    let perfect = auxiliaries.next().is_some_and(|w| r.is(w, List::Have)) && auxiliaries.next().is_none();
    let participle = r.rel(head) == Rel::Acl
        && r.word(head).sub != Sub::Relcl
        && r.feats(head).verb_form == Some(VerbForm::Part)
        && r.feats(head).tense != Some(Tense::Pres)
        && !group.clone().any(|w| r.upos(w) == Upos::Aux)
        && !r.doc.children(head).any(|c| matches!(r.rel(c), Rel::Ccomp | Rel::Iobj | Rel::Obj) && c > head);
    // « La trêve, pensent les analystes, ne tiendra pas »
    let parted = || r.nominal_after(phrase.end).is_some_and(|s| s.start == phrase.end && r.is_comma(s.end));
    let aside = entry.frames.has(Frame::Mental) && start > sentence.start && r.is_comma(start - 1) && parted();
    let inversion = entry.frames.has(Frame::Quote) || entry.frames.has(Frame::Inv) || aside;
    let subject = subject::find(r, head, &group, sentence, inversion);
    let subject = subject::without_lead(r, subject, &group);
    // "Radio Salam, citing a nurse, reported": the verb of the phrase before the commas.
    let apart = subject.words.end == group.start && start > sentence.start && r.is_comma(start - 1);
    let no_subject = subject.words.clone().next().is_some_and(|w| r.is(w, List::NegativeSubject));
    let own = phrase.clone().any(|w| r.is(w, List::Negation));
    Verb {
        head,
        passive: passive_aux && !perfect || (participle && !subject.parted && !subject.inverted && !apart),
        negated: no_subject || (!own && (group.start..phrase.start).any(|w| r.is(w, List::Negation))),
        able: (group.start..phrase.start).any(|w| r.is(w, List::Able)),
        group,
        sentence: sentence.clone(),
        subject,
    }
}

/// « nous a dit Mme Saleh »: a pronoun of the first person before a verb of the third.
fn told_us(r: &Reader, w: usize, verb: usize) -> bool {
    r.is(w, List::FirstPerson) && r.feats(verb).person == Some(text::Person::Third)
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
    // "If the army says that the road is open, …": nothing is said yet.
    let conditional = r.doc.children(verb.head).any(|c| r.rel(c) == Rel::Mark && r.is(c, List::Si));
    if conditional && r.rel(verb.head) == Rel::Advcl {
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
        // "took responsibility for the care of orphans": what it is for is no deed.
        let next = verb.group.end;
        let other = entry.act == Act::ClaimResponsibility
            && r.is(next, List::AsOf)
            && !(r.is(next, List::At) || r.is(next, List::By))
            && r.mentions.time(next + 1).is_none();
        (!other || next >= verb.sentence.end).then(|| Clause::empty(entry.act))
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
    // "Claimed the attack", as against "claimed the title".
    let tells = |c: &Range<usize>| {
        let finite = |w: usize| r.is_verbal(w) && r.feats(w).verb_form == Some(VerbForm::Fin);
        c.clone().take_while(|&w| !r.is(w, List::Relative)).any(finite)
    };
    if has(Frame::Deed) && clause.spans.iter().any(tells) {
        return None; // "claimed the day before there were attacks"
    }
    if has(Frame::Deed) && !clause.spans.iter().any(|c| c.clone().any(|w| r.is(w, List::Deed))) {
        return None;
    }
    // "which | the army denies", "an account | the army denies"
    let opens = |w: usize| r.is(w, List::Relative) || r.is(w, List::Retold);
    let relative = source.clone().rfind(|&w| clause.rule == "which" && opens(w) && w + 1 < source.end);
    let mut source = relative.map_or(source.start, |w| w + 1)..source.end;
    while source.len() > 1 && r.upos(source.end - 1) == Upos::Adv && source.end == verb.group.start {
        source.end -= 1; // "flatly | denied"
    }
    Some(draft(r, verb, entry, Some(source), clause))
}

/// "one of them under cover of anonymity", « une source sous couvert d'anonymat »: how it speaks is not who speaks.
fn without_anonymity(r: &Reader, words: Range<usize>) -> Range<usize> {
    let Some(end) = words.clone().skip(1).find(|&w| r.is(w, List::Anonymity)) else { return words };
    let low = end.saturating_sub(6).max(words.start + 1);
    // "on condition of anonymity": two prepositions.
    let mut prepositions = (low..end).rev().take_while(|&w| !r.is_punct(w)).filter(|&w| r.upos(w) == Upos::Adp);
    let last = prepositions.next();
    let Some(cut) = prepositions.next().or(last) else { return words };
    // "a source, speaking on condition of anonymity": nor is the participle.
    let comma = (words.start..cut).rev().take(4).find(|&w| r.is_comma(w));
    let speaking = comma.filter(|&w| (w + 1..cut).any(|k| subject::is_participle(r, k)));
    words.start..speaking.unwrap_or(cut)
}

/// The source that a verb's subject is, if it may speak.
fn source(r: &Reader, verb: &Verb, entry: &Entry) -> Option<Range<usize>> {
    let has = |frame| entry.frames.has(frame);
    let head = verb.subject.head?;
    let words = verb.subject.words.clone();
    if r.is(head, List::Impersonal) && r.first_char(head) == '-' {
        return None; // « dit-on »
    }
    if r.feats(head).possessive && !verb.subject.inherited {
        return None; // "her claim", taken for a verb
    }
    if words.is_empty() || r.is(head, List::NotSource) || verb.subject.expletive {
        return None;
    }
    // "That is how he remembers it": an object.
    if verb.subject.inverted && words.len() == 1 && r.is(head, List::Thing) {
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

/// "could not verify the claim", "The claim could not be verified".
fn unverified(r: &Reader, verb: &Verb, entry: &Entry) -> Option<Draft> {
    let unable = (verb.group.start..verb.head).any(|w| r.is(w, List::Unable));
    if !(unable || (verb.able && verb.negated)) {
        return None;
    }
    if verb.passive {
        let head = verb.subject.head?;
        let content = antecedent(r, verb, head).unwrap_or_else(|| r.phrase(head, &verb.group));
        let clause = Clause { spans: vec![content], rule: "not-verified", region: verb.group.clone() };
        return Some(draft(r, verb, entry, agent(r, verb), clause));
    }
    let source = source(r, verb, entry)?;
    let clause = content::find(r, verb, entry)?;
    Some(draft(r, verb, entry, Some(source), Clause { rule: "not-verified", ..clause }))
}

/// What a relative pronoun stands for: "the claim, which could not be verified".
fn antecedent(r: &Reader, verb: &Verb, subject: usize) -> Option<Range<usize>> {
    if !r.is(subject, List::Relative) {
        return None;
    }
    let noun = r.doc.head(verb.head).filter(|&n| r.rel(verb.head) == Rel::Acl && n < subject && r.is_nominal(n));
    let comma = subject.checked_sub(1).filter(|&w| r.is_comma(w));
    noun.map(|n| r.phrase(n, &(subject..verb.group.end))).or_else(|| r.nominal_before(comma.unwrap_or(subject)))
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
    // « a été revendiquée quelques heures plus tard, dans un communiqué, par le Front »
    let late = (next + 1..verb.sentence.end.min(next + 16)).find(|&w| r.is(w, List::By) && r.is_comma(w - 1))?;
    r.nominal_after(late + 1).filter(|words| person_like(r, r.doc.head_of(words.clone())))
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
        // "was cited for his courage"
        let told =
            |w: usize| w < verb.sentence.end && (r.upos(w) != Upos::Adp || r.is(w, List::As) || r.is(w, List::By));
        let right = || content::right(r, verb, verb.group.end).filter(|_| told(verb.group.end));
        let clause = content::quoted(r, verb).or_else(right)?;
        return Some(draft(r, verb, entry, Some(source), clause));
    }
    if has(Frame::Addr) || has(Frame::ObjInf) && !has(Frame::Passive) {
        return None;
    }
    // "It was said in the hall that", "It is further denied that"
    let it = verb.subject.expletive || verb.subject.head.is_some_and(|h| r.is(h, List::Resumptive));
    let that = (it && has(Frame::That) && agent.is_none()).then(|| content::that_clause(r, verb, entry)).flatten();
    if let Some(clause) = that {
        let clause = Clause { rule: "hearsay-passive", ..clause };
        let mut out = draft(r, verb, entry, None, clause);
        if entry.act == Act::Assert {
            out.author = Author::Distancing;
            out.certainty = Some(crate::reading::Certainty::Unknown);
        }
        return Some(out);
    }
    // « la bande dite Baz », "a list confided to him": no report.
    let helped = verb.group.clone().any(|w| r.upos(w) == Upos::Aux) || entry.frames.has(Frame::PassiveOnly);
    if helped && (has(Frame::Passive) || has(Frame::PassiveOnly)) || (has(Frame::That) && agent.is_some()) {
        if let Some(c) = complement {
            let end = extent::right_end(r, verb, r.low(c).max(verb.group.end));
            let right = r.trimmed(r.low(c).max(verb.group.end)..end);
            let mut spans = Vec::new();
            if let Some(words) = subject_words.filter(|_| r.rel(c) == Rel::Xcomp || r.is(r.low(c), List::To)) {
                spans.push(words);
            }
            spans.push(right);
            let hearsay = if agent.is_some() { "said" } else { "hearsay-passive" };
            let clause = Clause { spans, rule: hearsay, region: verb.group.clone() };
            let mut out = draft(r, verb, entry, agent.clone(), clause);
            if agent.is_none() {
                out.author = Author::Distancing;
                out.certainty = Some(crate::reading::Certainty::Unknown);
            }
            return Some(out);
        }
        if agent.is_none() && has(Frame::Obj) && complement.is_none() && !r.is_punct(verb.head) {
            return reported(r, verb, entry, subject_words);
        }
        if has(Frame::PassiveOnly) {
            return None;
        }
    }
    // « les rebelles, soutenus par Kigali »: who is backed is no content.
    if has(Frame::Fact) && has(Frame::Mental) && subject.is_some_and(|s| person_like(r, s)) {
        return None;
    }
    if has(Frame::ObjAs) && (agent.is_some() || entry.author == Author::Distancing) {
        let subject = subject_words.clone()?;
        // « a été dénoncée par Alger »: who denounces it is no part of what is denounced.
        let rest = complement::as_of(r, verb, verb.group.end).filter(|rest| !r.is(rest.start, List::By));
        if let Some(rest) = rest {
            let clause = Clause { spans: vec![subject, rest], rule: "accused", region: verb.group.clone() };
            return Some(draft(r, verb, entry, agent, clause));
        }
        if has(Frame::Fact) && agent.is_none() {
            return None;
        }
    }
    let claimed = matches!(entry.act, Act::ClaimResponsibility | Act::DenyResponsibility);
    if agent.is_none() && claimed && verb.negated {
        return reported(r, verb, entry, subject_words);
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
        // "the land claimed by the Front"
        let deed = content.clone().any(|w| r.is(w, List::Deed) || r.upos(w) == Upos::Pron);
        if r.rel(verb.head) == Rel::Acl && entry.act == Act::ClaimResponsibility && !deed {
            return None;
        }
        let mut cue = verb.group.clone();
        if r.is(cue.end, List::By) && cue.end < verb.sentence.end {
            cue.end += 1;
        }
        // "…, a charge denied by Rwanda"
        let retold = complement::retold(r, content.end - 1).filter(|&w| w == content.start);
        let comma = retold.and_then(|w| w.checked_sub(1)).filter(|&w| r.is_comma(w) && verb.sentence.contains(&w));
        let (content, rule) = match comma {
            Some(comma) => (r.trimmed(r.segment(comma)..comma), "which"),
            None => (content, "object"),
        };
        let clause = Clause { spans: vec![content], rule, region: verb.group.clone() };
        let mut out = draft(r, verb, entry, Some(agent), clause);
        out.cue = vec![cue];
        return Some(out);
    }
    None
}

/// "Demonstrations were reported in Baramulla": hearsay of a thing, with what hangs on the verb.
fn reported(r: &Reader, verb: &Verb, entry: &Entry, subject: Option<Range<usize>>) -> Option<Draft> {
    let subject = subject.filter(|s| !s.clone().any(|w| r.is(w, List::Relative) || r.is(w, List::FirstPerson)))?;
    if r.rel(verb.head) == Rel::Acl || !verb.group.clone().any(|w| r.upos(w) == Upos::Aux) {
        return None;
    }
    let rest = r.trimmed(verb.group.end..complement::noun_end(r, verb, verb.group.end));
    let spans = [subject, rest].into_iter().filter(|s| !s.is_empty()).collect();
    let clause = Clause { spans, rule: "reported", region: verb.group.clone() };
    Some(draft(r, verb, entry, None, clause))
}

/// Puts a claim together.
fn draft(r: &Reader, verb: &Verb, entry: &Entry, source: Option<Range<usize>>, clause: Clause) -> Draft {
    let source = source.map(|words| without_anonymity(r, words));
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
