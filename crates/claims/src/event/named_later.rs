//! Victims whom a later sentence names: "The victims were identified as Ana Sol and Luis Paz", "Among the wounded is Eva
//! Ruiz". They are victims of the last act of violence told before.

use super::{Draft, Scene, arguments, row, sift};
use crate::reading::{Argument, Role};
use text::{Document, Upos};

/// Sentences before one that names victims in which what befell them is looked for.
const SENTENCES: usize = 5;
/// Words from the word for victims to the verb that leads to their names.
const REACH: usize = 12;

/// Gives acts of violence the victims that later sentences name.
pub(super) fn complete<'a>(doc: &Document, scene: &dyn Fn(usize) -> Scene<'a>, drafts: &mut [Draft<'a>]) {
    for (n, sentence) in doc.sentences.iter().enumerate() {
        let scene = scene(n);
        let is_casualty = |&at: &usize| arguments::is_of_class(&scene, at, scene.lists.casualty);
        let mut next = sentence.words().find(is_casualty);
        let first = drafts.partition_point(|d| d.sentence + SENTENCES <= n);
        let last = drafts.partition_point(|d| d.sentence <= n);
        while let Some(casualty) = next {
            next = (casualty + 1..sentence.end as usize).find(is_casualty);
            name(&scene, casualty, next.unwrap_or(sentence.end as usize), &mut drafts[first..last]);
        }
    }
}

/// Gives the last draft that tells of such harm the victims who are named between a word for victims and `end`.
fn name(scene: &Scene, casualty: usize, end: usize, drafts: &mut [Draft]) {
    let doc = scene.doc;
    let leads = |at: usize| arguments::is_of_class(scene, at, scene.lists.naming) || doc.form(at) == ":";
    // "were identified as"; "The victims, Ms Sol said, were": another verb comes first.
    let before_verb =
        (casualty + 1..end.min(casualty + REACH)).take_while(|&at| doc.words[at].upos != Upos::Verb || leads(at));
    let Some(verb) = before_verb.filter(|&at| leads(at)).last() else { return };
    // "Also wounded were Ana Sol and Luis Paz."
    let own = drafts.iter().position(|d| d.trigger.word == casualty && sift::tells_violence(d));
    let befell = |d: &Draft| sift::tells_violence(d) && d.trigger.word < casualty && is_such_harm(scene, d, casualty);
    let Some(told) = own.or_else(|| drafts.iter().rposition(befell)) else { return };
    let draft = &mut drafts[told];
    for (to, span) in row::names(scene, verb + 1..end) {
        if !draft.event.arguments.iter().any(|a| a.to == Some(to)) {
            draft.event.arguments.push(Argument { role: Role::Victim, span, to: Some(to) });
            draft.event.why.say(|| format!("{:?} names a victim", doc.form(casualty)));
        }
    }
    super::code(scene, &mut draft.event);
}

/// Whether what befell those whom a word names is what a draft tells: the wounded were not killed.
fn is_such_harm(scene: &Scene, draft: &Draft, casualty: usize) -> bool {
    let hurts = |at: usize| arguments::is_of_class(scene, at, scene.lists.hurt);
    let names_harm = draft.trigger.sense.roles.iter().any(|(_, role)| *role == Some(Role::Victim));
    !names_harm || hurts(draft.trigger.word) || !hurts(casualty)
}
