//! The agent of a passive verb or of a noun ("was kidnapped on Monday on the road to Tal Rifa by armed men"), where the
//! tree hangs its phrase on a word in between.

use super::arguments;
use super::clause;
use super::lexicon::Slot;
use super::triggers::{Trigger, classes};
use super::{Draft, Scene};
use crate::reading::{Argument, Event, EventType, Role};
use text::{Rel, Sub, Upos, VerbForm};

/// How many words after its verb an agent is looked for.
const REACH: usize = 40;

/// Adds the agent, where the tree gives nobody who acts.
pub(super) fn complete(scene: &Scene, trigger: &Trigger, out: &mut Vec<Argument>) {
    if !(trigger.noun || trigger.clause.passive) || out.iter().any(|a| a.role == Role::Actor) {
        return;
    }
    let Some(agent) = find(scene, trigger) else { return };
    for word in arguments::conjuncts(scene.doc, agent) {
        if !arguments::is_no_party(scene, Role::Actor, word) {
            arguments::add(scene, out, Role::Actor, word);
        }
    }
}

/// "Russian strikes destroyed a hospital": who struck destroyed it.
pub(super) fn of_subject(drafts: &mut [Draft]) {
    for n in 0..drafts.len() {
        let (trigger, event) = (&drafts[n].trigger, &drafts[n].event);
        let told = |e: &Event| e.arguments.iter().find(|a| a.role == Role::Actor).cloned();
        if trigger.noun || event.kind != EventType::Assault || told(event).is_some() {
            continue;
        }
        let Some(subject) = trigger.clause.get(Slot::Subj).filter(|_| !trigger.clause.passive) else { continue };
        let deed = drafts.iter().find(|d| d.trigger.noun && d.trigger.word == subject);
        let actor = deed.filter(|d| d.event.kind == EventType::Assault).and_then(|d| told(&d.event));
        drafts[n].event.arguments.extend(actor);
    }
}

fn find(scene: &Scene, trigger: &Trigger) -> Option<usize> {
    let doc = scene.doc;
    let end = doc.sentences[doc.words[trigger.word].sentence as usize].end as usize;
    for at in trigger.word + 1..end.min(trigger.word + REACH) {
        let word = &doc.words[at];
        if word.rel == Rel::Case && scene.lists.agents.contains(&word.lower) {
            let noun = doc.head(at).filter(|&n| n > at && n < at + 12)?;
            let placed = scene.mentions.place(noun).is_some() || scene.mentions.time(noun).is_some();
            let party = scene.mentions.actor(noun).is_some() || classes(scene, noun) & arguments::parties(scene) != 0;
            // "said in a statement released by the police": of another verb.
            let of_verb = doc.head(noun).filter(|&h| h > trigger.word && doc.words[h].upos == Upos::Verb);
            return (party && !placed && of_verb.is_none_or(|v| carries(scene, trigger, v))).then_some(noun);
        }
        let ends = match word.upos {
            Upos::Verb => !carries(scene, trigger, at),
            Upos::Aux => word.feats.verb_form == Some(VerbForm::Fin) && !carries(scene, trigger, word.head as usize),
            Upos::Sconj => true,
            Upos::Punct => matches!(doc.form(at), ";" | ":"),
            _ => clause::is_relative(doc, at),
        };
        if ends {
            return None;
        }
    }
    None
}

/// Whether the agent of a verb is the trigger's: "abducted and later murdered by", "the attack was carried out by", "a crime
/// committed in Gao by".
fn carries(scene: &Scene, trigger: &Trigger, verb: usize) -> bool {
    let Some(word) = scene.doc.words.get(verb) else { return false };
    let hangs = word.head as usize == trigger.word && word.rel == if trigger.noun { Rel::Acl } else { Rel::Conj };
    // "the crime committed in Gao by": the noun's participle that the parser took for its verb.
    let follows = trigger.noun
        && verb == trigger.word + 1
        && word.feats.verb_form == Some(VerbForm::Part)
        && scene.lists.look_up(&scene.lists.light, word).is_some();
    hangs && word.sub != Sub::Relcl || follows || trigger.light.is_some_and(|(light, _)| light == verb)
}
