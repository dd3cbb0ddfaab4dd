//! Whether what a figure counts is told as done: plans, threats, attempts and denied deeds count nobody.

use super::Scene;
use super::lexicon;
use text::{Rel, Tense, Upos, VerbForm};

/// Whether a verb or a noun of harm is told as done.
pub(super) fn done(scene: &Scene, cue: usize) -> bool {
    let doc = scene.doc;
    let word = &doc.words[cue];
    let infinitive = word.feats.verb_form == Some(VerbForm::Inf)
        || doc.child(cue, Rel::Mark).is_some_and(|m| doc.words[m].upos == Upos::Part && word.upos == Upos::Verb);
    let helped = doc
        .children(cue)
        .any(|c| matches!(doc.words[c].rel, Rel::Aux | Rel::Mark | Rel::Cop) && scene.entry(c).is(lexicon::UNREAL));
    if helped || word.feats.tense == Some(Tense::Fut) {
        return false;
    }
    // « ont fait fuir 9.000 habitants »: the infinitive is that of what was brought about.
    let caused = doc.children(cue).any(|c| doc.words[c].rel == Rel::Aux && doc.words[c].sub == text::Sub::Caus);
    if infinitive && !caused {
        // "managed to kill 12" is done; what hangs under a plan or states a purpose is not.
        return match doc.head(cue) {
            Some(h) if word.rel == Rel::Xcomp => !scene.entry(h).is(lexicon::UNREAL) && done_above(scene, h),
            _ => false,
        };
    }
    done_above(scene, cue)
}

/// "crossed the river to take refuge": those who went to be safe are gone, where the going itself is done.
pub(super) fn gone_to(scene: &Scene, cue: usize) -> bool {
    let word = &scene.doc.words[cue];
    let purpose = word.rel == Rel::Advcl && word.feats.verb_form == Some(VerbForm::Inf);
    let went =
        |h: usize| scene.doc.words[h].feats.verb_form != Some(VerbForm::Inf) && done(scene, h) && !denied(scene, h);
    purpose && scene.doc.head(cue).is_some_and(went)
}

/// Whether a word above makes it a plan: "the attempt, in which", "a plot for the murder of".
fn done_above(scene: &Scene, word: usize) -> bool {
    let doc = scene.doc;
    let mut at = word;
    for _ in 0..2 {
        let Some(h) = doc.head(at) else { return true };
        let below = matches!(doc.words[at].rel, Rel::Xcomp | Rel::Acl | Rel::Nmod | Rel::Obj | Rel::Obl | Rel::Advcl);
        // A relative clause and a participle tell what was done, whatever it is said of.
        let told = doc.words[at].sub == text::Sub::Relcl;
        if !below || told {
            return true;
        }
        if scene.entry(h).is(lexicon::UNREAL)
            && matches!(doc.words[at].rel, Rel::Xcomp | Rel::Obj | Rel::Acl | Rel::Nmod)
        {
            return false;
        }
        at = h;
    }
    true
}

/// Whether the verb is denied ("did not kill").
pub(super) fn denied(scene: &Scene, cue: usize) -> bool {
    let doc = scene.doc;
    doc.children(cue).any(|c| {
        c < cue
            && matches!(doc.words[c].rel, Rel::Advmod | Rel::Aux | Rel::Mark | Rel::Case)
            && scene.entry(c).is(lexicon::DENY)
    })
}

/// Whether a verb is denied for all times.
pub(super) fn never(scene: &Scene, verb: usize) -> bool {
    scene.doc.children(verb).any(|c| c < verb && scene.entry(c).is(lexicon::NEVER))
}

/// Whether a noun of harm is denied ("did not cause any deaths", "sans faire de victime"), and from which word on.
pub(super) fn denied_noun(scene: &Scene, noun: usize) -> Option<usize> {
    /// How far before the noun its denial stands.
    const FAR: usize = 7;
    let doc = scene.doc;
    let mut any = false;
    for w in (noun.saturating_sub(FAR)..noun).rev() {
        if !scene.same_sentence(w, noun) || doc.words[w].upos == Upos::Punct {
            return None;
        }
        let entry = scene.entry(w);
        any |= entry.is(lexicon::ANY);
        if entry.is(lexicon::DENY) {
            let close = w + 3 > noun;
            return (any || close).then_some(w);
        }
        // Another noun's denial is not this one's.
        if matches!(doc.words[w].upos, Upos::Noun | Upos::Propn | Upos::Num) {
            return None;
        }
    }
    None
}
