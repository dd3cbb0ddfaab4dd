//! Which event is the news of its sentence, and which sentences tell the news of a report.

use super::Scene;
use super::reality;
use super::triggers::Trigger;
use text::{Rel, Sub, Upos, VerbForm};

/// Sentences and paragraphs from the start of a report that tell its news; what follows is background.
const NEWS_SENTENCES: usize = 4;
const NEWS_PARAGRAPHS: u32 = 3;

/// How far an event stands from what its sentence is about: 0 for its root.
pub(super) fn distance(scene: &Scene, trigger: &Trigger, is_event: &dyn Fn(usize) -> bool) -> f32 {
    let doc = scene.doc;
    let mut cost = 0.0;
    let mut at = trigger.word;
    for _ in 0..40 {
        let Some(head) = doc.head(at) else { break };
        let word = &doc.words[at];
        let carried = trigger.light.is_some_and(|(v, _)| v == head);
        let over_event = is_event(head) && !carried;
        cost += match word.rel {
            Rel::Conj => 0.6,
            Rel::Parataxis => 0.8,
            Rel::Xcomp | Rel::Ccomp if over_event => 3.0,
            Rel::Xcomp | Rel::Ccomp => 0.3,
            Rel::Obj | Rel::Nsubj | Rel::Obl if carried => 0.2,
            Rel::Nsubj | Rel::Csubj if over_event => 3.0,
            Rel::Nsubj | Rel::Csubj => 1.2,
            Rel::Obj if over_event => 3.5,
            Rel::Obj => 1.0,
            Rel::Obl => 2.5,
            // "suspected of ties": a participle without a mark tells of someone, not of what was done.
            Rel::Advcl if word.feats.verb_form == Some(VerbForm::Part) && doc.child(at, Rel::Mark).is_none() => 3.2,
            Rel::Advcl => 2.2,
            Rel::Acl if word.feats.verb_form == Some(VerbForm::Inf) => 1.6,
            Rel::Acl if word.sub == Sub::Relcl => 4.5,
            Rel::Acl => 3.0,
            Rel::Nmod => 1.8,
            Rel::Appos => 4.0,
            Rel::Compound | Rel::Amod => 3.0,
            _ => 1.0,
        };
        at = head;
    }
    // Short of a verb, a noun tells the news of a title.
    if trigger.noun && trigger.light.is_none() && doc.words[trigger.word].upos == Upos::Noun {
        cost += 0.3;
    }
    cost
}

/// Whether an event is only the topic of what is said by a verb that its sentence is about.
pub(super) fn is_topic(scene: &Scene, statement: usize, trigger: &Trigger) -> bool {
    let doc = scene.doc;
    let mut at = statement;
    for _ in 0..4 {
        match doc.words[at].rel {
            Rel::Root => {
                return doc.dominates(statement, trigger.word)
                    && trigger.word != statement
                    && !stands_apart(scene, statement, trigger.word);
            }
            Rel::Ccomp | Rel::Xcomp | Rel::Parataxis => at = doc.words[at].head as usize,
            _ => return false,
        }
        if at >= doc.words.len() {
            return false;
        }
    }
    false
}

/// A clause beside the statement, not under it: "expressed concern and urged".
fn stands_apart(scene: &Scene, statement: usize, word: usize) -> bool {
    let doc = scene.doc;
    let mut at = word;
    for _ in 0..40 {
        let Some(head) = doc.head(at) else { break };
        if head == statement {
            return matches!(doc.words[at].rel, Rel::Conj | Rel::Parataxis);
        }
        at = head;
    }
    false
}

/// Whether a sentence tells the report's news.
pub(super) fn is_news(scene: &Scene, sentence: usize) -> bool {
    let doc = scene.doc;
    let short = doc.sentences.len() <= NEWS_SENTENCES;
    short
        || (sentence < NEWS_SENTENCES * 2 && doc.sentences[sentence].paragraph < NEWS_PARAGRAPHS)
        || sentence < NEWS_SENTENCES
}

/// Whether the event looks back from the report's present, in a report of several sentences.
pub(super) fn looks_back(scene: &Scene, trigger: &Trigger) -> bool {
    let verb = trigger.light.map_or(trigger.word, |(v, _)| v);
    scene.doc.sentences.len() > 1 && reality::is_pluperfect(scene.doc, verb)
}
