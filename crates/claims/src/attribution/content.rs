//! Where what is said starts and ends: right of the cue, left of it, or on both sides.

use super::complement::{
    amount, as_of, gerund, infinitive, next_infinitive, object, spoken_of, taken_up, told_to, with_next_number,
};
use super::cues::{Entry, Frame, Kind, List};
use super::extent::right_end;
use super::finite;
use super::reader::{MAX_CONTENT, Reader};
use super::subject::is_participle;
use super::verb::Verb;
use crate::reading::Act;
use std::ops::Range;
use text::{Number, Rel, Sub, Upos, VerbForm};

/// The content of a cue.
#[derive(Clone, Debug)]
pub(super) struct Clause {
    pub(super) spans: Vec<Range<usize>>,
    /// Last part of the rule's name.
    pub(super) rule: &'static str,
    /// The words of the reporting clause that lie around the cue.
    pub(super) region: Range<usize>,
}

impl Clause {
    pub(super) fn empty(act: Act) -> Clause {
        let responsible = matches!(act, Act::ClaimResponsibility | Act::DenyResponsibility);
        Clause { spans: Vec::new(), rule: if responsible { "responsibility" } else { "no-comment" }, region: 0..0 }
    }
}

/// The content of an active verb, by the frames of its entry.
pub(super) fn find(r: &Reader, verb: &Verb, entry: &Entry) -> Option<Clause> {
    let has = |frame| entry.frames.has(frame);
    let p = verb.group.end;
    let judges = matches!(entry.act, Act::Deny | Act::Doubt | Act::Confirm);
    if judges && let Some(clause) = denied_before(r, verb) {
        return Some(clause);
    }
    // "saw it as a threat", not "saw it fall".
    let named_so = |words: &Range<usize>| !has(Frame::NeedAs) || words.clone().any(|w| r.is(w, List::As));
    if has(Frame::Toll) {
        return toll(r, verb);
    }
    if has(Frame::Amount) {
        return amount(r, verb).map(|words| on_right(verb, words, "object"));
    }
    if has(Frame::Of) {
        return spoken_of(r, verb).map(|words| on_right(verb, words, "object"));
    }
    if has(Frame::ObjAs)
        && !has(Frame::That)
        && p < verb.sentence.end
        && r.opened(p).is_none()
        && let Some(words) = as_of(r, verb, p).filter(named_so)
    {
        return Some(on_right(verb, words, "accused"));
    }
    let to_do = has(Frame::Inf) && p + 1 < verb.sentence.end && r.is(p, List::To) && next_infinitive(r, p + 1);
    if (has(Frame::That) || has(Frame::Quote))
        && !to_do
        && let Some(clause) = said(r, verb, entry).filter(|clause| !before_antecedent(r, verb, clause))
    {
        return Some(clause);
    }
    if has(Frame::ObjInf)
        && let Some(words) = told_to(r, verb)
    {
        return Some(on_right(verb, words, "told-to"));
    }
    if has(Frame::Inf)
        && let Some(words) = infinitive(r, verb)
    {
        return Some(on_right(verb, words, "to-do"));
    }
    if has(Frame::Ger)
        && let Some(words) = gerund(r, verb)
    {
        return Some(on_right(verb, words, "to-do"));
    }
    if has(Frame::ObjAs)
        && let Some(words) = as_of(r, verb, p).filter(named_so)
    {
        return Some(on_right(verb, words, "accused"));
    }
    if has(Frame::Obj) {
        let words = object(r, verb, entry.act != Act::Assert && entry.act != Act::Order)?;
        let words = with_next_number(r, words);
        // "announced a firm is seeking to buy": the tree took the subject of what is said for an object.
        let finite = |w: usize| w < verb.sentence.end && r.is_verbal(w) && r.feats(w).verb_form == Some(VerbForm::Fin);
        if has(Frame::That) && finite(words.end) {
            return right(r, verb, p);
        }
        return Some(on_right(verb, words, "object"));
    }
    None
}

/// "…, which the army denies": what stands before the comma.
fn denied_before(r: &Reader, verb: &Verb) -> Option<Clause> {
    let first = if verb.subject.inverted { verb.group.start } else { verb.subject.words.start.min(verb.group.start) };
    let next = verb.group.end;
    let ends = next >= verb.sentence.end
        || r.is_punct(next)
        || r.is(next, List::As)
        || r.upos(next) == Upos::Cconj
        || r.mentions.time(next).is_some();
    let comma = taken_up(r, verb.group.start.checked_sub(1)?).filter(|_| ends)?;
    let left = r.trimmed(r.segment(comma)..comma);
    r.has_verb(left.clone()).then(|| Clause { spans: vec![left], rule: "which", region: first..verb.group.end })
}

fn on_right(verb: &Verb, words: Range<usize>, rule: &'static str) -> Clause {
    let region = reporting(verb, words.start);
    Clause { spans: vec![words], rule, region }
}

/// The reporting clause without its content: from its subject, over the cue, to the content, and what follows the content.
fn reporting(verb: &Verb, content: usize) -> Range<usize> {
    verb.group.start..content.max(verb.group.end)
}

/// "“…,” said Musa Keita, who has written on the war": what stands before whom a relative clause describes is said by
/// another cue.
fn before_antecedent(r: &Reader, verb: &Verb, clause: &Clause) -> bool {
    let behind = verb.group.start.checked_sub(1).is_some_and(|w| r.is(w, List::Relative));
    behind && r.word(verb.head).sub == Sub::Relcl && clause.spans.iter().any(|s| s.start < verb.subject.words.start)
}

/// A clause or a quotation.
fn said(r: &Reader, verb: &Verb, entry: &Entry) -> Option<Clause> {
    let clause = entry.frames.has(Frame::That);
    let (start, end) = bounds(r, verb);
    let p = verb.group.end;
    if let Some(left) = quoted_left(r, verb, start, end) {
        return Some(left);
    }
    let aside = clause && entry.frames.has(Frame::Mental) && stands_aside(r, verb);
    let strong = clause && (aside || !entry.frames.has(Frame::Mental)) && !entry.frames.has(Frame::Document);
    let q = skip_addressee(r, verb, p);
    if r.is_colon(q) && q + 1 < verb.sentence.end {
        return right(r, verb, q + 1);
    }
    // "It exploded, he says, “like a bomb”."
    let inserted = strong && verb.subject.parted && q < verb.sentence.end && r.is_comma(q) && r.opened(q + 1).is_some();
    if inserted && r.has_verb(r.segment(start)..start) && start > r.segment(start) && r.is_comma(start - 1) {
        return around_it(r, verb, start, q, false);
    }
    if let Some(at) = quotation_after(r, verb, q) {
        return right(r, verb, at).filter(|_| clause || content_is_quote(r, at));
    }
    if !clause {
        return None;
    }
    if let Some(at) = complementizer(r, verb, entry, p) {
        return right(r, verb, at);
    }
    // "…, the minister, Jean Dupont, announced the release": a noun phrase after it is what it announces.
    let takes = entry.frames.has(Frame::Obj)
        && !verb.subject.inverted
        && p < verb.sentence.end
        && matches!(r.upos(p), Upos::Det | Upos::Num)
        && r.mentions.time(p).is_none();
    let fronted = !verb.subject.inverted && finite::is_fronted(r, r.segment(start)..start);
    if strong
        && !takes
        && !(fronted && end - p > 1)
        && verb.subject.parted
        && clause
        && start > r.segment(start)
        && end < verb.sentence.end
        && (r.is_comma(end) || r.is_stop(end) || r.is_semicolon(end))
    {
        let (left, next) = (r.segment(start)..start, end + 1);
        let verbal = |from: usize| {
            r.has_verb(from..(from..verb.sentence.end).find(|&w| r.is_semicolon(w)).unwrap_or(verb.sentence.end))
        };
        let fronts = !verb.subject.inverted && finite::is_fronted(r, left.clone());
        let goes_on = r.is_comma(end)
            && next < verb.sentence.end
            && verbal(next)
            && (!r.has_verb(left.clone()) || fronts || goes_on_after(r, verb, next));
        let enough = goes_on || has_clause(r, left);
        if enough && quoted_left(r, verb, start, end).is_none() {
            return around_it(r, verb, start, end, goes_on);
        }
    }
    let children = || r.doc.children(verb.head);
    let complement = children().find(|&c| {
        let near = r.rel(c) == Rel::Ccomp && c > verb.head && r.low(c) + 1 >= p && !(p..c).any(|w| r.is_semicolon(w));
        // "…, the agency said, warning that food was short": a claim of its own.
        let aside = is_participle(r, c) && r.is_comma(p);
        // « n'ont pas su expliquer »: what is done, not what is known.
        let done = r.low(c) == c && r.is_infinitive(c) && !entry.frames.has(Frame::Inf);
        // "implied as much when reporters asked"
        let timed = r.low(c) > p && r.is(r.low(c), List::Temporal) && !entry.frames.has(Frame::Addr);
        near && !aside && !done && !timed && !takes_up(r, r.low(c)) && clausal(r, c) && !temporal(r, r.low(c))
    });
    if let Some(c) = complement {
        return right(r, verb, clause_start(r, verb, entry, c));
    }
    if entry.frames.has(Frame::Document) {
        return None;
    }
    let as_clause = children().any(|c| r.rel(c) == Rel::Mark && r.is(c, List::As));
    let inserted = matches!(r.rel(verb.head), Rel::Parataxis | Rel::Discourse) && r.doc.head(verb.head).is_some();
    let left_complement = children().any(|c| r.rel(c) == Rel::Ccomp && c < verb.head);
    let left = r.segment(start)..start;
    let broken = !left.is_empty() && (r.is_comma(start - 1) || r.is_dash(start - 1));
    let ends =
        end >= verb.sentence.end || r.is_stop(end) || r.is_comma(end) || r.is_semicolon(end) || r.is_quote_mark(end);
    let participle = is_participle(r, verb.head);
    let firm = matches!(entry.act, Act::NoComment | Act::NotVerified | Act::Deny)
        || (entry.act == Act::Announce && entry.frames.has(Frame::Mental));
    // "…, the army saying it was safe": a participle tells what comes behind it.
    let ahead = participle && (verb.subject.inherited || r.has_verb(q..verb.sentence.end));
    let strong = strong && !ahead && (!firm || verb.subject.inverted);
    let anchored = left_complement || inserted || as_clause || (verb.subject.inverted && strong);
    if !firm
        && !takes
        && (inserted || !fronted)
        && (broken || left_complement)
        && (anchored || (ends && strong))
        && has_clause(r, left)
    {
        return around_it(r, verb, start, end, inserted || as_clause);
    }
    if as_clause && start <= verb.sentence.start + 1 && end < verb.sentence.end && r.is_comma(end) {
        return right(r, verb, end + 1); // "As the minister said, …"
    }
    let parted = |c: usize| (p..r.low(c)).any(|w| r.is_semicolon(w));
    let later = children().find(|&c| {
        r.rel(c) == Rel::Parataxis && c > verb.head && r.low(c) >= p && !parted(c) && !takes_up(r, r.low(c))
    });
    if let Some(c) = later.filter(|&c| strong && !reports_itself(r, c)) {
        return right(r, verb, clause_start(r, verb, entry, c));
    }
    if r.is(verb.head, List::Bare) && !verb.subject.inverted && verb.subject.head.is_some() {
        if let Some(words) = finite::in_relative(r, verb) {
            return Some(on_right(verb, words, "said"));
        }
        if let Some(from) = finite::bare_clause(r, verb, entry).filter(|_| strong) {
            let mut clause = right(r, verb, from)?;
            if let Some(comma) = finite::main_clause_after(r, verb, from) {
                clause.spans = vec![r.trimmed(from..comma)];
            }
            return Some(Clause { rule: "word-order", ..clause });
        }
    }
    // No complement in the tree: rough translation, or a tree gone wrong. What follows is said if it has a clause's make.
    let nominal_next =
        q < verb.sentence.end && matches!(r.upos(q), Upos::Det | Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num);
    let firm_enough = strong || (entry.frames.has(Frame::Mental) && nominal_next && !entry.frames.has(Frame::Obj));
    let bare =
        q < verb.sentence.end && !r.is_punct(q) && !verb.subject.inverted && firm_enough && verb.subject.head.is_some();
    let object = children().any(|c| matches!(r.rel(c), Rel::Obj | Rel::Xcomp) && c > verb.head);
    let to_do = r.is_infinitive(q) || (r.is(q, List::To) && q + 1 < verb.sentence.end && next_infinitive(r, q + 1));
    // "until it expired", "when reporters asked"
    let subordinate = r.upos(q) == Upos::Sconj && !r.is(q, List::That) || q > p && r.is(q, List::Temporal);
    if bare && r.upos(q) != Upos::Adp && !to_do && !subordinate {
        let rest = q..verb.sentence.end;
        let verbal = rest
            .clone()
            .take(30)
            .find(|&w| r.is_verbal(w) && !r.is_infinitive(w) && r.feats(w).verb_form != Some(VerbForm::Ger));
        let nominal = verbal.is_some_and(|v| (q..v).any(|w| r.is_nominal(w)));
        let says = matches!(r.rel(verb.head), Rel::Root | Rel::Conj | Rel::Parataxis | Rel::Ccomp | Rel::Dep);
        if nominal && says && !(object && !entry.frames.has(Frame::Addr) && related_object(r, verb, verbal)) {
            return right(r, verb, q).map(|c| Clause { rule: "word-order", ..c });
        }
    }
    None
}

/// « …, ce que l'armée dément »: a remark on what is said.
fn takes_up(r: &Reader, low: usize) -> bool {
    low > 0 && r.is_comma(low - 1) && r.is(low, List::This) && r.is(low + 1, List::Relative)
}

/// ", a witness said", « , a déclaré un témoin »: a clause that tells who says what stands before it.
fn reports_itself(r: &Reader, clause: usize) -> bool {
    let said = |(_, entry): &(Range<usize>, &Entry)| entry.kind == Kind::Verb && entry.frames.has(Frame::That);
    let low = r.low(clause);
    let after_comma = r.is_comma(low) || low > 0 && r.is_comma(low - 1);
    after_comma && r.lexicon(clause).at(r.doc, clause, r.sentence(clause).end).iter().any(said)
}

/// The clause that a complementizer opens.
pub(super) fn that_clause(r: &Reader, verb: &Verb, entry: &Entry) -> Option<Clause> {
    right(r, verb, complementizer(r, verb, entry, verb.group.end)?)
}

/// Where a bare clause starts: with its tree, or, where that lacks a subject that stands right before it, with the subject.
fn clause_start(r: &Reader, verb: &Verb, entry: &Entry, clause: usize) -> usize {
    let p = verb.group.end;
    let medium = (p < verb.sentence.end).then(|| r.lexicon(p).media.at(r.doc, p, verb.sentence.end).next()).flatten();
    let p = medium.map_or(p, |(words, _)| words.end);
    let low = r.low(clause).max(p);
    let subject = r.doc.children(clause).any(|c| matches!(r.rel(c), Rel::Nsubj | Rel::Csubj | Rel::Expl));
    if low == p || subject || r.is_punct(low) {
        return low;
    }
    if r.is(low - 1, List::Pronoun) && r.upos(low - 1) == Upos::Pron {
        return low - 1;
    }
    let told = entry.frames.has(Frame::Addr);
    let nominal = (p..low).any(|w| r.is_nominal(w))
        && matches!(r.upos(p), Upos::Det | Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Adj);
    if nominal && !told { p } else { low }
}

/// "The truce, analysts believe, will not last": nothing but a subject and its verb between two commas.
fn stands_aside(r: &Reader, verb: &Verb) -> bool {
    let s = &verb.subject.words;
    if s.is_empty() || verb.subject.inherited {
        return false;
    }
    let (low, high) = (s.start.min(verb.group.start), s.end.max(verb.group.end));
    let close = s.end == verb.group.start || verb.group.end == s.start;
    let comma = |w: usize| verb.sentence.contains(&w) && r.is_comma(w);
    close && low > verb.sentence.start && comma(low - 1) && comma(high)
}

/// Whether the object's own clause holds the verb found ("reported the raid that killed three").
fn related_object(r: &Reader, verb: &Verb, verbal: Option<usize>) -> bool {
    let Some(v) = verbal else { return true };
    r.doc
        .children(verb.head)
        .filter(|&c| matches!(r.rel(c), Rel::Obj | Rel::Xcomp) && c > verb.head)
        .any(|c| (r.low(c)..r.high(c)).contains(&v))
}

/// Whether a clause starts with a conjunction that reports nothing ("as it moved", "when it fell").
fn temporal(r: &Reader, first: usize) -> bool {
    r.upos(first) == Upos::Sconj && !r.is(first, List::That)
        || r.is(first, List::Temporal) && r.upos(first) != Upos::Adv
}

/// Whether a complement is a clause, not a bare noun.
fn clausal(r: &Reader, head: usize) -> bool {
    r.is_verbal(head)
        || r.doc.children(head).any(|c| matches!(r.rel(c), Rel::Nsubj | Rel::Cop | Rel::Aux | Rel::Mark | Rel::Expl))
        || r.quote(head).is_some()
}

/// Whether what follows an inserted clause is said too ("It began, he told us, when they came"), not a new statement of
/// the report nor something else that the source does.
fn goes_on_after(r: &Reader, verb: &Verb, next: usize) -> bool {
    let new = matches!(r.upos(next), Upos::Cconj | Upos::Punct)
        || r.is(next, List::Contrast)
        || r.is(next, List::As)
        || r.is(next, List::Relative)
        || matches!(r.feats(next).verb_form, Some(VerbForm::Ger | VerbForm::Part));
    // « Ce n'est pas lui, dit-elle, qui l'a fait. »: nothing else can follow.
    let pronoun = verb.subject.inverted && verb.subject.head.is_some_and(|h| r.first_char(h) == '-');
    pronoun && r.upos(next) != Upos::Cconj
        || !new && (!r.doc.dominates(verb.head, next) || matches!(r.upos(next), Upos::Sconj | Upos::Adv))
}

/// Whether a run of words holds a clause or a quotation.
fn has_clause(r: &Reader, words: Range<usize>) -> bool {
    let last = words.end.saturating_sub(60).max(words.start);
    r.has_verb(words.clone())
        || r.has_verb(last..words.end)
        || words.clone().take(60).any(|w| r.is_quote_mark(w))
        || words.len() > 5
}

/// First word of the reporting clause and one past its last, for content on the left: subject, cue and adjuncts.
fn bounds(r: &Reader, verb: &Verb) -> (usize, usize) {
    let s = &verb.subject;
    let mut start = verb.group.start;
    let near = !s.words.is_empty() && !s.inverted && s.words.end <= start && start - s.words.end < 25;
    if near && !s.inherited {
        start = s.words.start;
    }
    let mut end = verb.group.end;
    if s.inverted && s.words.end > end {
        end = s.words.end;
    }
    end = end.min(verb.sentence.end);
    // Adjuncts of the cue: an addressee, a time, a medium.
    for c in r.doc.children(verb.head).filter(|&c| c > verb.head && c + 1 >= verb.group.end) {
        let adjunct = match r.rel(c) {
            Rel::Obl | Rel::Advmod | Rel::Obj | Rel::Iobj | Rel::Compound => true,
            Rel::Advcl | Rel::Xcomp | Rel::Conj => !r.is_comma(end),
            _ => false,
        };
        let (low, high) = (r.low(c), r.high(c));
        if adjunct && low <= end && high > end && !(low..high).any(|w| r.is_quote_mark(w)) && high - end < 40 {
            end = high.min(verb.sentence.end);
        }
    }
    if r.is_comma(end.saturating_sub(1)) && end > verb.group.end {
        end -= 1;
    }
    (start, end)
}

/// The quotation before a cue: "“…,” he was quoted as saying".
pub(super) fn quoted(r: &Reader, verb: &Verb) -> Option<Clause> {
    let (start, end) = bounds(r, verb);
    quoted_left(r, verb, start, end)
}

/// A quotation that ends before the reporting clause, or that the clause is inserted into.
fn quoted_left(r: &Reader, verb: &Verb, start: usize, end: usize) -> Option<Clause> {
    let before = start.checked_sub(1).filter(|&w| w >= verb.sentence.start || r.is_quote_mark(w))?;
    let inside = r.quote(verb.head);
    if let Some(q) = inside {
        // « La route est minée, a expliqué Karim Saleh. Personne ne peut quitter le village. »
        let foreign = verb.subject.inverted && verb.subject.head.is_some_and(|h| !r.is(h, List::FirstPerson));
        let dashes = r.is_comma(before) || r.is_dash(before) || r.is_stop(before);
        let first = q.words.start + 1 < before;
        if !(foreign && dashes && first && french_incise(r, verb)) {
            return None;
        }
        let left = r.trimmed(q.words.start..before + 1);
        let mut rest = end;
        while rest < q.words.end && r.is_punct(rest) && !r.is_quote_mark(rest) {
            rest += 1;
        }
        let mut spans = vec![left];
        if rest + 1 < q.words.end {
            spans.push(rest..q.words.end);
        }
        return Some(Clause { spans, rule: "quoted", region: start..end });
    }
    let mark =
        if r.is_comma(before) || r.is_dash(before) || r.is_stop(before) { before.checked_sub(1)? } else { before };
    let q = r.closed(mark).filter(|q| carries_on(r, q, mark, verb.head))?;
    let from = q.words.start;
    // A word or two in quotation marks is no speech unless the sentence before it is part of what is said.
    let long = q.words.len() >= 5 || r.has_verb(q.words.clone());
    let punctuated =
        q.words.end >= 2 && q.words.len() > 2 && (r.is_comma(q.words.end - 2) || r.is_stop(q.words.end - 2));
    if !long && !punctuated && mark == before {
        return None;
    }
    // "While avoiding “blockade,” he said that …": what he said follows.
    let follows = verb.group.end;
    if follows < verb.sentence.end && r.is(follows, List::ThatOnly) && r.upos(follows) == Upos::Sconj {
        return None;
    }
    let own = r.body_start(r.sentence(from));
    let begin = if own < from && from - own < 60 && r.word(from).sentence == r.word(verb.head).sentence {
        leftmost(r, own, from)
    } else {
        from
    };
    let mut spans = vec![r.trimmed(begin..mark + 1)];
    // "…," he said, "…"
    let next = if r.is_comma(end) || r.is_colon(end) || r.is_dash(end) { end + 1 } else { end };
    if next < verb.sentence.end
        && let Some(q) = r.opened(next)
    {
        spans.push(q.words.clone());
    }
    Some(Clause { spans, rule: "quoted", region: start..end })
}

/// Whether a sentence goes on after a quotation: it is the same one, or begins with a small letter, or the quotation ends
/// in a comma; else what follows it is another matter.
pub(super) fn carries_on(r: &Reader, q: &super::quotes::Quote, mark: usize, cue: usize) -> bool {
    let next = r.first_char(mark + 1);
    let last = q.words.end.checked_sub(2).map_or(' ', |w| r.first_char(w));
    let paragraph = |w: usize| r.doc.sentences.get(r.word(w).sentence as usize).map(|s| s.paragraph);
    let near = paragraph(mark) == paragraph(cue);
    r.word(mark).sentence == r.word(cue).sentence || near && (next.is_lowercase() || ",!?".contains(last))
}

/// An inserted clause of French dialogue has its subject after the verb and ends at a comma or a stop.
fn french_incise(r: &Reader, verb: &Verb) -> bool {
    let tagged = r.feats(verb.head).verb_form.is_some()
        || r.is_verbal(verb.head)
        || super::verb::participle_as_noun(r, verb.head);
    tagged && verb.subject.head.is_some_and(|h| r.may_speak(h))
}

/// Where mixed speech starts whose quotation ends at the cue: at the sentence's start, unless the words before the
/// quotation belong to another reporting clause or to a fronted phrase that the cue itself governs.
fn leftmost(r: &Reader, own: usize, quote: usize) -> usize {
    let before = own..quote;
    let earlier = before.clone().find(|&w| r.opened(w).is_some());
    // « La crise « est un test » et « les enjeux sont énormes », a-t-il dit »: no other cue between the two.
    let bare = |w: usize| r.quote(w).is_some() || !r.is_verbal(w) && !r.is_colon(w);
    let mixed = earlier.is_some_and(|w| w > own && before.clone().all(bare)) && !r.is_comma(quote - 1);
    let other = !mixed && before.clone().any(|w| r.is_colon(w) || r.closed(w).is_some());
    // A fronted adjunct of the cue: "In a statement, “…,” he said".
    let clause = r.has_verb(before.clone());
    let ends_in_comma = quote > own && r.is_comma(quote - 1);
    if other || (ends_in_comma && !clause && !mixed) {
        let after = before.clone().rev().find(|&w| r.closed(w).is_some() || r.is_colon(w));
        return match after {
            Some(w) if quote - w > 4 => w + 1,
            _ => quote,
        };
    }
    own
}

/// Content on the left, and on the right too where the reporting clause is inserted ("The road, he said, was mined").
fn around_it(r: &Reader, verb: &Verb, start: usize, end: usize, inserted: bool) -> Option<Clause> {
    let first = r.segment(start).max(start.saturating_sub(MAX_CONTENT));
    let first = r
        .doc
        .head(verb.head)
        .filter(|_| r.rel(verb.head) == Rel::Conj)
        .map_or(first, |_| first_after_break(r, verb, first, start));
    let left = r.trimmed(first..start);
    if left.is_empty() {
        return None;
    }
    let mut spans = vec![left];
    let next = if end < verb.sentence.end && r.is_comma(end) { end + 1 } else { end };
    if inserted
        && next < verb.sentence.end
        && !r.is_punct(next)
        && (verb.subject.parted || !r.doc.dominates(verb.head, next))
    {
        let rest = r.trimmed(next..right_end(r, verb, next));
        let gerund = r.upos(rest.start) == Upos::Verb && r.feats(rest.start).verb_form == Some(VerbForm::Ger);
        if !(rest.is_empty() || gerund) {
            spans.push(rest);
        }
    } else if next < verb.sentence.end
        && r.opened(next).is_some()
        && let Some(q) = r.opened(next)
    {
        spans.push(q.words.clone());
    }
    Some(Clause { spans, rule: "said-after", region: start..end })
}

/// For a second reporting clause joined to a first: content after the last semicolon, or the comma and conjunction.
fn first_after_break(r: &Reader, verb: &Verb, first: usize, start: usize) -> usize {
    let Some(above) = r.doc.head(verb.head) else { return first };
    (first..start)
        .rev()
        .take(60)
        .find(|&w| {
            w > above && (r.first_char(w) == ';' || (r.upos(w) == Upos::Cconj && r.doc.head(w) == Some(verb.head)))
        })
        .map_or(first, |w| w + 1)
}

/// Content before an inverted cue that reports nothing otherwise: ", found a team of journalists".
pub(super) fn before(r: &Reader, verb: &Verb) -> Option<Clause> {
    let head = verb.subject.head?;
    if !verb.subject.inverted && head < verb.head {
        return None;
    }
    let (start, end) = bounds(r, verb);
    let before = verb.group.start.checked_sub(1).filter(|&w| w > verb.sentence.start)?;
    let broken = r.is_comma(before) || r.is_dash(before) || r.is_quote_mark(before);
    if !broken || !has_clause(r, r.segment(start)..start) {
        return None;
    }
    let rest = (end..verb.sentence.end).filter(|&w| !r.is_punct(w)).count();
    if rest > 12 {
        return None;
    }
    around_it(r, verb, verb.group.start, end.max(verb.subject.words.end), false)
}

/// After the addressee of a cue ("told reporters on Sunday"), where a colon or a quotation may stand.
fn skip_addressee(r: &Reader, verb: &Verb, from: usize) -> usize {
    let mut at = from;
    for c in r.doc.children(verb.head).filter(|&c| c >= from) {
        let short = r.high(c) - r.low(c) < 16 && !(r.low(c)..r.high(c)).any(|w| r.is_quote_mark(w));
        let adjunct = matches!(r.rel(c), Rel::Obj | Rel::Iobj | Rel::Obl | Rel::Advmod | Rel::Nmod)
            || (r.rel(c) == Rel::Nsubj && verb.subject.inverted);
        if adjunct && short && r.low(c) <= at + 1 && !clause_within(r, c) {
            at = at.max(r.high(c));
        } else if !matches!(r.rel(c), Rel::Punct) {
            break;
        }
    }
    at.min(verb.sentence.end)
}

fn clause_within(r: &Reader, head: usize) -> bool {
    r.doc.children(head).any(|c| r.rel(c) == Rel::Nsubj)
}

/// A quotation that opens right after a cue, or after a comma or a colon.
fn quotation_after(r: &Reader, verb: &Verb, at: usize) -> Option<usize> {
    let mut w = at;
    while w < verb.sentence.end && w < at + 2 && (r.is_comma(w) || r.is_colon(w)) {
        w += 1;
    }
    let opens = |w: usize| w < verb.sentence.end && r.opened(w).is_some();
    if opens(w) {
        return Some(w);
    }
    // The next sentence, where the splitter parted them.
    let parted = w == verb.sentence.end && w > 0 && !r.is_stop(w - 1) && w < r.doc.words.len();
    let near = || {
        w - verb.group.end < 12
            && r.doc.sentences[r.word(w).sentence as usize].paragraph
                == r.doc.sentences[r.word(w - 1).sentence as usize].paragraph
    };
    (parted && r.opened(w).is_some() && near()).then_some(w)
}

fn content_is_quote(r: &Reader, at: usize) -> bool {
    r.opened(at).is_some_and(|q| q.words.len() > 3)
}

/// The complementizer of a cue's clause: right after it, or after an addressee and adjuncts that hold no verb.
fn complementizer(r: &Reader, verb: &Verb, entry: &Entry, p: usize) -> Option<usize> {
    // "claimed, without citing a source, that"
    if r.is_comma(p) && p + 2 < verb.sentence.end {
        let back = (p + 2..verb.sentence.end.min(p + 16)).find(|&w| r.is_comma(w));
        return back.map(|w| w + 1).filter(|&w| r.is(w, List::ThatOnly));
    }
    // "said that fights went on": before a plural "that" is no determiner, whatever its tag.
    let plural = |w: usize| w + 1 < verb.sentence.end && r.feats(w + 1).number == Some(Number::Plur);
    for w in p..verb.sentence.end.min(p + 14) {
        if verb.subject.inverted && verb.subject.words.contains(&w) {
            continue;
        }
        let that = r.is(w, List::That);
        if that && w == p {
            let determiner = r.upos(w) == Upos::Det && r.rel(w) == Rel::Det && r.is(w, List::ThatOnly) && !plural(w);
            let pronoun =
                r.upos(w) == Upos::Pron && r.is(w, List::ThatOnly) && r.rel(w) == Rel::Obj && !r.is(w, List::Relative);
            let reflexive = r.upos(w) == Upos::Pron && r.is(w, List::Clitic) && !r.is(w, List::ThatOnly);
            let enough = w + 2 < verb.sentence.end && !r.is_punct(w + 1) && !reflexive;
            return (enough && !determiner && !pronoun).then_some(w);
        }
        let after_time = (p..w).find(|&k| r.mentions.time(k).is_none());
        let through = !entry.frames.has(Frame::Mental)
            && after_time.is_some_and(|k| r.lexicon(k).media.at(r.doc, k, w).next().is_some());
        let addressed = entry.frames.has(Frame::Addr) && w + 2 < verb.sentence.end && !r.is_verbal(w + 1);
        let timed = || p < w && (p..w).all(|k| r.upos(k) == Upos::Adp || r.mentions.time(k).is_some());
        let misread = r.upos(w) == Upos::Pron || r.upos(w) == Upos::Det && plural(w);
        let told = misread && (through || addressed || timed());
        if r.is(w, List::ThatOnly) && w > p && (matches!(r.upos(w), Upos::Sconj | Upos::X) || told) {
            // « a démenti toute attaque et affirmé que … »: the clause is the second verb's.
            let parts = |k: usize| r.is_comma(k - 1) || r.upos(k - 1) == Upos::Cconj;
            let done = |k: usize| {
                let own = r.doc.head(k) == Some(verb.head);
                own && (r.rel(k) == Rel::Xcomp || matches!(r.rel(k), Rel::Ccomp | Rel::Advcl) && r.is_infinitive(k))
            };
            let other = |k: usize| r.feats(k).verb_form == Some(VerbForm::Fin) || parts(k) || done(k);
            let other = (p..w).any(|k| r.is_verbal(k) && other(k));
            // « 3 % de plus qu'un an avant »
            return (!other && r.has_verb(w + 1..verb.sentence.end)).then_some(w);
        }
        if r.is_quote_mark(w) || r.is_stop(w) {
            return None;
        }
    }
    None
}

/// Content from a word to the end of what the cue governs.
pub(super) fn right(r: &Reader, verb: &Verb, from: usize) -> Option<Clause> {
    let mut start = from;
    while start < verb.sentence.end && r.is_punct(start) && !r.is_quote_mark(start) {
        start += 1;
    }
    let parted = (start >= verb.sentence.end && start < r.doc.words.len()).then(|| r.opened(start)).flatten();
    let end = parted.map_or_else(|| right_end(r, verb, start), |q| q.words.end);
    let spans = r.trimmed(start..end);
    if spans.is_empty() {
        return None;
    }
    let region = reporting(verb, start);
    Some(Clause { spans: vec![spans], rule: "said", region })
}

/// "put the toll at four".
fn toll(r: &Reader, verb: &Verb) -> Option<Clause> {
    let p = verb.group.end;
    let end = right_end(r, verb, p).min(p + 24);
    let at = (p + 1..end).find(|&w| r.is(w, List::At))?;
    let number = (at + 1..end.min(at + 5)).any(|w| r.upos(w) == Upos::Num || r.first_char(w).is_ascii_digit());
    number.then(|| on_right(verb, r.trimmed(p..end), "toll"))
}
