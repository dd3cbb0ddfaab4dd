//! Persons named in a row ("killed the mayor, Ana Sol; her driver, Luis Paz, 42; and councillor Eva Ruiz"): trees of long
//! rows break, so the names are read off their order. What parts them is a comma, a conjunction or a word of the class
//! `listing`; titles, ages and what stands in brackets belong to the name beside them.

use super::Scene;
use super::arguments;
use super::clause;
use super::lexicon::Slot;
use super::triggers::Trigger;
use crate::reading::{ActorKind, Argument, Ref, Role};
use std::ops::Range;
use text::{Rel, Span, Upos};

/// How many words of a row are looked at.
const REACH: usize = 90;

/// Adds to the victims whoever is named in a row with them.
pub(super) fn complete(scene: &Scene, trigger: &Trigger, out: &mut Vec<Argument>) {
    let suffers = trigger.sense.roles.iter().any(|(_, r)| *r == Some(Role::Victim));
    let is_told = |a: &&Argument| a.role == Role::Victim || a.role == Role::Recipient && !suffers;
    let Some(role) = out.iter().find(is_told).map(|a| a.role).or(suffers.then_some(Role::Victim)) else { return };
    let doc = scene.doc;
    let sentence = doc.sentences[doc.words[trigger.word].sentence as usize].words();
    let told: Vec<Range<usize>> = out.iter().filter(|a| a.role == role).map(|a| doc.words_in(a.span)).collect();
    let mut found = Vec::new();
    for victim in &told {
        let end = if victim.start < trigger.word { trigger.word } else { sentence.end };
        read(scene, Some(trigger.word), victim.end..end, false, &mut found);
    }
    // "killed in two days, Mayor Ana Sol and …": far from their verb.
    if told.is_empty() && !trigger.noun && !trigger.clause.passive && trigger.clause.get(Slot::Obj).is_none() {
        read(scene, Some(trigger.word), trigger.word + 1..sentence.end, false, &mut found);
    }
    let before = told.iter().map(|v| v.start).chain([trigger.word]).min().unwrap_or(trigger.word);
    if trigger.clause.passive && before <= trigger.word {
        read(scene, Some(trigger.word), clause_start(scene, before, sentence.start)..before, true, &mut found);
    }
    if !told.is_empty()
        && role == Role::Victim
        && let Some(colon) = (trigger.word..sentence.end.min(trigger.word + REACH)).find(|&w| doc.form(w) == ":")
    {
        read(scene, Some(trigger.word), colon..sentence.end, false, &mut found);
    }
    // "her driver, Luis Paz": the name stands for the office before it.
    out.retain(|a| !(a.role == role && found.iter().any(|&(_, name)| is_named_next(scene, a.span, name))));
    for (to, span) in found {
        if !out.iter().any(|a| a.span.overlaps(span) || (a.role == role && a.to == Some(to))) {
            out.push(Argument { role, span, to: Some(to) });
        }
    }
}

/// The persons named in a row of words, up to the next clause.
pub(super) fn names(scene: &Scene, words: Range<usize>) -> Vec<(Ref, Span)> {
    let mut found = Vec::new();
    read(scene, None, words, true, &mut found);
    found
}

/// Adds to what is struck the buildings and vehicles that stand in a row with it.
pub(super) fn things(scene: &Scene, trigger: &Trigger, out: &mut Vec<Argument>) {
    let doc = scene.doc;
    let end = doc.sentences[doc.words[trigger.word].sentence as usize].end as usize;
    let told = out.iter().filter(|a| a.role == Role::Object).map(|a| doc.words_in(a.span));
    let Some(first) = told.filter(|w| w.start > trigger.word).map(|w| w.end).min() else { return };
    let mut parted = false;
    for at in first..end.min(first + REACH) {
        let word = &doc.words[at];
        match word.upos {
            Upos::Punct if matches!(doc.form(at), "," | ";") => parted = true,
            Upos::Cconj => parted = true,
            Upos::Verb | Upos::Aux | Upos::Sconj | Upos::Adv | Upos::Punct => return,
            Upos::Adp => parted = false,
            Upos::Noun | Upos::Propn if parted && word.rel != Rel::Compound && arguments::is_struck(scene, at) => {
                if !out.iter().any(|a| a.span.contains(word.span)) {
                    arguments::add(scene, out, Role::Object, at);
                }
                parted = false;
            }
            _ => {}
        }
    }
}

/// Whether a name follows, after a comma, a phrase that means one person.
fn is_named_next(scene: &Scene, phrase: Span, name: Span) -> bool {
    let (words, next) = (scene.doc.words_in(phrase), scene.doc.words_in(name).start);
    let head = &scene.doc.words[scene.doc.head_of(words.clone())];
    let one = head.upos == Upos::Noun && head.feats.number == Some(text::Number::Sing);
    one && next == words.end + 1 && scene.doc.form(words.end) == ","
}

/// Where the words before a passive verb start that can be its subject: after the verb or conjunction of another clause.
fn clause_start(scene: &Scene, from: usize, first: usize) -> usize {
    let ends = |&w: &usize| {
        let word = &scene.doc.words[w];
        matches!(word.upos, Upos::Verb | Upos::Sconj) || clause::is_relative(scene.doc, w)
    };
    (first.max(from.saturating_sub(REACH))..from).rev().find(ends).map_or(first, |w| w + 1)
}

/// Reads the persons named in a row of words, up to the next clause. `open`: a name may stand first. `verb` is theirs.
fn read(scene: &Scene, verb: Option<usize>, words: Range<usize>, open: bool, found: &mut Vec<(Ref, Span)>) {
    let doc = scene.doc;
    let (mut at, mut parted) = (words.start, open);
    let end = words.end.min(words.start + REACH);
    while at < end {
        if let Some((to, span)) = person(scene, at) {
            let next = doc.words_in(span).end.max(at + 1);
            if parted && !is_of_another(scene, verb, at..next) {
                found.push((to, span));
            }
            (at, parted) = (next, false);
            continue;
        }
        let word = &doc.words[at];
        match word.upos {
            Upos::Punct if matches!(doc.form(at), "," | ";" | ":") => parted = true,
            Upos::Cconj => parted = true,
            _ if arguments::is_of_class(scene, at, scene.lists.listing) || matches!(word.rel, Rel::Cc | Rel::Fixed) => {
                parted = true
            }
            Upos::Noun | Upos::Propn | Upos::Adj | Upos::Num | Upos::Det | Upos::Punct | Upos::X | Upos::Sym => {}
            Upos::Pron if !clause::is_relative(doc, at) => {}
            Upos::Part | Upos::Adp | Upos::Adv | Upos::Pron => parted &= is_listing_before(scene, at),
            _ if matches!(word.rel, Rel::Amod) => {}
            _ => return,
        }
        at += 1;
    }
}

/// "along with": the preposition after a word that lists.
fn is_listing_before(scene: &Scene, at: usize) -> bool {
    at > 0 && arguments::is_of_class(scene, at - 1, scene.lists.listing)
}

/// The person named at a word.
fn person(scene: &Scene, at: usize) -> Option<(Ref, Span)> {
    let (to, span) = scene.mentions.actor(at)?;
    let actor = arguments::actor(scene.actors, Some(to))?;
    (actor.kind == ActorKind::Person && actor.is_named_at(span)).then_some((to, span))
}

/// A name that owns what follows, or that does something itself ("…, Maza said").
fn is_of_another(scene: &Scene, verb: Option<usize>, name: Range<usize>) -> bool {
    let doc = scene.doc;
    let next = doc.words.get(name.end);
    if next.is_some_and(|w| w.rel == Rel::Case && w.upos == Upos::Part) {
        return true;
    }
    let head = &doc.words[doc.head_of(name.clone())];
    let acts = head.rel == Rel::Nsubj && Some(head.head as usize) != verb && (head.head as usize) >= name.end;
    acts || next.is_some_and(|w| w.upos == Upos::Verb && w.feats.verb_form == Some(text::VerbForm::Fin))
}
