//! The agent of a passive verb or of a noun ("was kidnapped on Monday on the road to Tal Rifa by armed men"), where the
//! tree hangs its phrase on a word in between.

use super::Scene;
use super::arguments;
use super::clause;
use super::triggers::{Trigger, classes};
use crate::reading::{Argument, Role};
use text::{Rel, Upos, VerbForm};

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
            return (party && !placed && of_verb.is_none_or(|v| is_coordinated(scene, trigger, v))).then_some(noun);
        }
        let ends = match word.upos {
            Upos::Verb => !is_coordinated(scene, trigger, at),
            Upos::Aux => {
                word.feats.verb_form == Some(VerbForm::Fin) && !is_coordinated(scene, trigger, word.head as usize)
            }
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

/// "abducted and later murdered by": verbs that share their agent.
fn is_coordinated(scene: &Scene, trigger: &Trigger, verb: usize) -> bool {
    scene.doc.words.get(verb).is_some_and(|w| w.rel == Rel::Conj && w.head as usize == trigger.word) && !trigger.noun
}
