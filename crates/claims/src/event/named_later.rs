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
        let is = |at: usize, class: u64| arguments::is_of_class(&scene, at, class);
        let Some(casualty) = sentence.words().find(|&at| is(at, scene.lists.casualty)) else { continue };
        let leads = |at: usize| is(at, scene.lists.naming) || doc.form(at) == ":";
        // "were identified as"; "The victims, Ms Sol said, were": another verb comes first.
        let before_verb = (casualty + 1..(sentence.end as usize).min(casualty + REACH))
            .take_while(|&at| doc.words[at].upos != Upos::Verb || leads(at));
        let Some(verb) = before_verb.filter(|&at| leads(at)).last() else { continue };
        let names = row::names(&scene, verb + 1..sentence.end as usize);
        let befell = |d: &Draft| {
            sift::tells_violence(d) && d.sentence + SENTENCES > n && (d.sentence < n || d.trigger.word < casualty)
        };
        // "Also wounded were Ana Sol and Luis Paz."
        let own = drafts.iter().position(|d| d.trigger.word == casualty && sift::tells_violence(d));
        let told = own.or_else(|| drafts.iter().rposition(befell));
        let Some(draft) = told.map(|n| &mut drafts[n]) else { continue };
        for (to, span) in names {
            if !draft.event.arguments.iter().any(|a| a.to == Some(to)) {
                draft.event.arguments.push(Argument { role: Role::Victim, span, to: Some(to) });
                draft.event.why.say(|| format!("{:?} names a victim", doc.form(casualty)));
            }
        }
        super::code(&scene, &mut draft.event);
    }
}
