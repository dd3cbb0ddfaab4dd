//! What a party to the conflict does by what it says with a neutral verb: who says that his forces shot nobody denies, who
//! says that the other side shelled the town accuses, who says that troops will come announces it.

use super::Draft;
use super::cues::{Frame, List};
use super::finite;
use super::reader::Reader;
use super::stance::main_verb;
use crate::reading::{Act, ActorKind, Event, EventType, Ref, Role};
use std::ops::Range;
use text::{Mood, Rel, Tense, Upos};

/// An assault that is told: the word that heads it and the party that did it, by name.
pub(super) struct Assault {
    word: usize,
    by: Ref,
}

/// The assaults of a report that a named party did, in order of their words.
pub(super) fn assaults(r: &Reader, events: &[Event]) -> Vec<Assault> {
    let party = |to: Ref| match to {
        Ref::Actor(n) => r.actors.get(n as usize).is_some_and(|a| fights(a.kind)),
        _ => false,
    };
    let mut found: Vec<Assault> = events
        .iter()
        .filter(|e| e.kind == EventType::Assault)
        .filter_map(|e| {
            let by = e.arguments.iter().find(|a| a.role == Role::Actor)?;
            let words = r.doc.words_in(by.span);
            // Who is named later, as he claims the attack, is accused by nobody before.
            let here = words.clone().all(|w| r.word(w).sentence == r.word(e.head).sentence);
            let named = here && words.clone().any(|w| r.upos(w) == Upos::Propn || r.name_kind(w).is_some());
            let to = by.to.filter(|&to| named && party(to))?;
            Some(Assault { word: e.head, by: to })
        })
        .collect();
    found.sort_by_key(|a| a.word);
    found
}

fn fights(kind: ActorKind) -> bool {
    matches!(kind, ActorKind::State | ActorKind::ArmedGroup | ActorKind::Unit)
}

/// The act of a claim, by what it says where the verb leaves it open.
pub(super) fn act(r: &Reader, d: &Draft, act: Act, assaults: &[Assault]) -> Act {
    if d.entry.frames.has(Frame::Laid) && laid_to_party(r, d) {
        return Act::Accuse;
    }
    let open =
        !d.entry.frames.has(Frame::Mental) && !matches!(d.rule, "object" | "toll" | "accused" | "to-do" | "told-to");
    // "Unless the road is opened, they said, nobody will leave": what is said is in the second part.
    let told = d.content.iter().find(|c| !finite::is_fronted(r, (*c).clone())).or(d.content.first());
    let (Some(content), true) = (told, open) else { return act };
    match act {
        Act::Assert if d.entry.frames.has(Frame::Threat) && ahead(r, content) => Act::Threaten,
        Act::Assert if !official(r, d) => act,
        Act::Assert if commands(r, content) => Act::Order,
        Act::Assert if negated(r, content) => Act::Deny,
        Act::Assert if accuses(r, d, content, assaults) => Act::Accuse,
        Act::Assert if d.rule != "according" && foretells(r, content) => Act::Announce,
        act => act,
    }
}

/// "attributed the blast to the rebels", as against "to a gas leak".
fn laid_to_party(r: &Reader, d: &Draft) -> bool {
    let to = |w: usize| r.is(w, List::To) || r.is(w, List::At);
    let Some(words) = d.content.first() else { return false };
    let from = words.clone().find(|&w| r.upos(w) == Upos::Adp && to(w)).unwrap_or(words.end);
    let noun = (from..words.end).find(|&w| r.is_nominal(w)).unwrap_or(from);
    match r.mentions.actor(noun) {
        Some((Ref::Actor(n), _)) => r.actors.get(n as usize).is_some_and(|a| a.kind != ActorKind::Unknown),
        _ => false,
    }
}

/// Whether the source speaks for a party: a state, an army, an armed group, or one of its officials.
fn official(r: &Reader, d: &Draft) -> bool {
    let Some(source) = d.source.clone() else { return false };
    let head = source.clone().find(|&w| r.is_nominal(w)).unwrap_or(source.start);
    let kind = |w: usize| match r.mentions.actor(w) {
        Some((Ref::Actor(n), _)) => r.actors.get(n as usize).map(|a| (a.kind, a.sectors.as_slice())),
        _ => None,
    };
    let party = kind(head).is_some_and(|(kind, _)| fights(kind));
    let member = source.clone().take(12).any(|w| r.is(w, List::Official));
    party || member
}

/// "no ransom was paid", "its planes “take pictures and nothing else”": a negation at the head of the content.
fn negated(r: &Reader, content: &Range<usize>) -> bool {
    let mut words = content.clone().filter(|&w| !r.is_punct(w) && !r.is(w, List::ThatOnly));
    let near: Vec<usize> = words.by_ref().take(2).collect();
    let leads =
        near.iter().any(|&w| negates(r, w, content.end) && !r.is(w, List::Clitic) || r.is(w, List::NegativeSubject));
    let verb = main_verb(r, content);
    let denied = verb.is_some_and(|v| {
        let past = v < content.start + 14;
        past && r.doc.children(v).any(|c| negates(r, c, content.end) && c < v + 3 && content.contains(&c))
    });
    // "nobody was hurt" counts, it does not deny.
    let counted = content.clone().take(16).any(|w| r.is(w, List::Casualty));
    let wished = verb.is_some_and(|v| r.is(v, List::Wish) || r.doc.children(v).any(|c| future(r, c)));
    (leads || denied)
        && !wished
        && !counted
        && !near.iter().any(|&w| r.is(w, List::FirstPerson) && r.feats(w).number == Some(text::Number::Sing))
}

/// Whether a word denies: not in « ne viser que des casernes », which excepts, nor in « Plus de 200 élèves », which counts.
fn negates(r: &Reader, w: usize, end: usize) -> bool {
    /// Between both stand a verb and its auxiliary.
    const NEAR: usize = 4;
    let excepts = (w + 1..end.min(w + 1 + NEAR)).any(|k| r.is(k, List::Except));
    let counts =
        w + 1 < end && r.upos(w + 1) == Upos::Adp && (w + 2..end.min(w + NEAR)).any(|k| r.upos(k) == Upos::Num);
    r.is(w, List::Negation) && !excepts && !counts
}

/// Whether two actors are of one side: one is the other's, or both are a state's own.
fn same_side(r: &Reader, a: Ref, b: Ref) -> bool {
    let actor = |to: Ref| match to {
        Ref::Actor(n) => r.actors.get(n as usize),
        _ => None,
    };
    let (Some(x), Some(y)) = (actor(a), actor(b)) else { return false };
    let of_state = |actor: &crate::reading::Actor| {
        actor.sectors.iter().any(|s| matches!(s.as_str(), "GOV" | "MIL" | "COP"))
            && !matches!(actor.kind, ActorKind::ArmedGroup)
    };
    x.member_of == Some(b)
        || y.member_of == Some(a)
        || x.country.is_some() && x.country == y.country && of_state(x) && of_state(y)
}

/// Whether another party's assault heads the content.
fn accuses(r: &Reader, d: &Draft, content: &Range<usize>, assaults: &[Assault]) -> bool {
    let own = d.source.as_ref().and_then(|s| s.clone().find_map(|w| r.mentions.actor(w))).map(|m| m.0);
    // "It had shot down 29 of the missiles that they launched": the source tells its own deed.
    let subject = main_verb(r, content).and_then(|v| r.doc.children(v).find(|&c| r.rel(c) == Rel::Nsubj));
    if own.is_some() && subject.and_then(|s| r.mentions.actor(s)).map(|m| m.0) == own {
        return false;
    }
    let from = assaults.partition_point(|a| a.word < content.start);
    assaults[from..]
        .iter()
        .take_while(|a| a.word < content.end)
        .any(|a| own.is_none_or(|own| a.by != own && !same_side(r, a.by, own)))
}

/// "The sweep would go on by night": a future of the content's main verb.
fn foretells(r: &Reader, content: &Range<usize>) -> bool {
    main_verb(r, content).is_some_and(|v| {
        future(r, v) || r.doc.children(v).any(|c| r.rel(c) == Rel::Aux && content.contains(&c) && future(r, c))
    })
}

/// Whether the first words of a content speak of what is to come.
fn ahead(r: &Reader, content: &Range<usize>) -> bool {
    content.clone().take(24).any(|w| r.is_verbal(w) && future(r, w))
}

fn future(r: &Reader, w: usize) -> bool {
    let f = r.feats(w);
    f.tense == Some(Tense::Fut)
        || f.mood == Some(Mood::Cnd) && !r.is(w, List::Have)
        || r.is(w, List::Future) && r.upos(w) == Upos::Aux
}

/// “Look for the killers in the ministry”: a quotation that begins with an imperative.
fn commands(r: &Reader, content: &Range<usize>) -> bool {
    let first = content.clone().take(3).find(|&w| !r.is_punct(w));
    r.opened(content.start).is_some()
        && first.is_some_and(|w| r.upos(w) == Upos::Verb && r.feats(w).mood == Some(Mood::Imp))
}
