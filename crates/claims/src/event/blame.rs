//! Who did it, where another word tells the deed: "blamed the rebels for the attack", "claimed responsibility for it",
//! "was attributed to the army". Who says so is the claim's matter; the event takes the party as its actor.

use super::lexicon::{Blame, Slot};
use super::triggers::follows;
use super::{Draft, Scene, arguments, clause, reality};
use crate::reading::{EventType, Reality, Role};
use text::{Document, Rel, Upos};

/// Sentences before one that says "claimed responsibility" in which the deed is looked for.
const SENTENCES: usize = 6;
/// Words after one that blames among which the deed stands.
const FAR: usize = 40;
/// Words between what fills the deed's slot and the word that tells the deed ("a wave of attacks").
const REACH: usize = 8;

/// Gives the events of a report the actors that other words name.
pub(super) fn complete<'a>(doc: &Document, scene: &dyn Fn(usize) -> Scene<'a>, drafts: &mut [Draft<'a>]) {
    for (n, sentence) in doc.sentences.iter().enumerate() {
        let scene = scene(n);
        for at in sentence.words() {
            let Some(rows) = scene.lists.look_up(&scene.lists.blame, &doc.words[at]) else { continue };
            let fits = |b: &&Blame| follows(&scene, &b.more, at, sentence.end as usize);
            for row in rows.iter().filter(fits) {
                if accuse(&scene, n, at, row, drafts) {
                    break;
                }
            }
        }
    }
}

/// Gives the deed that a word speaks of its actor; false where either is not told.
fn accuse(scene: &Scene, sentence: usize, at: usize, row: &Blame, drafts: &mut [Draft]) -> bool {
    let doc = scene.doc;
    let fillers = fillers(scene, at, row);
    let of = |slots: &[Slot]| fillers.iter().filter(|(s, _)| slots.contains(s)).map(|&(_, w)| w).collect::<Vec<_>>();
    let is_party = |w: &usize| {
        scene.mentions.actor(*w).is_some() || super::triggers::classes(scene, *w) & arguments::parties(scene) != 0
    };
    let Some(party) = of(&row.party).into_iter().find(is_party) else { return false };
    if reality::is_denied(scene, at) || reality::is_none(scene, party) {
        return false;
    }
    let deeds: Vec<usize> = of(&row.deed).into_iter().chain(by_word_order(scene, at, row)).collect();
    let is_deed = |d: &Draft| d.sentence == sentence && deeds.iter().any(|&w| tells(doc, w, d.trigger.word));
    let before = |d: &Draft| d.sentence <= sentence && d.sentence + SENTENCES > sentence && d.trigger.word < at;
    // "claimed responsibility", "it was carried out by".
    let points = |w: usize| doc.words[w].upos == Upos::Pron || arguments::is_of_class(scene, w, scene.lists.deed);
    let unsaid = deeds.iter().all(|&w| points(w)) && !(deeds.is_empty() && row.more.is_empty());
    let told = drafts.iter().position(|d| is_violent(d) && is_deed(d));
    let told = told.or_else(|| drafts.iter().rposition(|d| unsaid && is_violent(d) && before(d)));
    let Some(draft) = told.map(|n| &mut drafts[n]) else { return false };
    if draft.event.arguments.iter().any(|a| a.role == Role::Actor) {
        return false;
    }
    for word in arguments::conjuncts(doc, party) {
        if !arguments::is_no_party(scene, Role::Actor, word) {
            arguments::add(scene, &mut draft.event.arguments, Role::Actor, word);
        }
    }
    // The tree may hang the deed on the party.
    let deed = doc.subtree(draft.trigger.word).start;
    for a in draft.event.arguments.iter_mut().filter(|a| a.role == Role::Actor) {
        let words = doc.words_in(a.span);
        if words.start < deed && deed < words.end {
            a.span = doc.span_of(words.start..deed);
        }
    }
    draft.event.why.say(|| format!("{:?} tells who did it", doc.form(at)));
    super::code(scene, &mut draft.event);
    true
}

/// What fills the slots of the word, of the words that belong to it, and of the noun that it describes ("the group responsible for").
fn fillers(scene: &Scene, at: usize, row: &Blame) -> Vec<(Slot, usize)> {
    let doc = scene.doc;
    let word = &doc.words[at];
    if matches!(word.upos, Upos::Noun | Upos::Propn) {
        return clause::of_noun(scene, at).fillers;
    }
    let mut out = clause::of_verb(scene, at).fillers;
    let end = doc.sentences[word.sentence as usize].end as usize;
    for key in &row.more {
        let reach = (at + 1..end.min(at + 6)).find(|&w| doc.words[w].lower == *key || doc.words[w].lemma == *key);
        out.extend(reach.into_iter().flat_map(|w| clause::of_noun(scene, w).fillers));
    }
    let described = doc.head(at).filter(|&h| h < at && word.upos == Upos::Adj && doc.words[h].upos == Upos::Noun);
    out.extend(described.map(|noun| (Slot::Subj, noun)));
    out
}

/// The nouns after a word that a preposition of the deed marks, whatever the tree hangs them on ("accused the rebels of the attack").
fn by_word_order<'s>(scene: &'s Scene, at: usize, row: &'s Blame) -> impl Iterator<Item = usize> + 's {
    let doc = scene.doc;
    let end = doc.sentences[doc.words[at].sentence as usize].end as usize;
    let of_deed = |w: &usize| {
        let word = &doc.words[*w];
        word.rel == Rel::Case
            && row.deed.iter().any(|s| matches!(s, Slot::Prep(p) if *p == word.lower || *p == word.lemma))
    };
    (at + 1..end.min(at + FAR)).filter(of_deed).filter_map(|case| doc.head(case).filter(|&noun| noun > case))
}

/// Whether the word that tells a deed is what fills its slot, or stands close under it.
fn tells(doc: &Document, filler: usize, trigger: usize) -> bool {
    filler == trigger || (filler < trigger && trigger - filler <= REACH && doc.dominates(filler, trigger))
}

fn is_violent(draft: &Draft) -> bool {
    draft.event.kind == EventType::Assault && draft.event.reality != Reality::Denied
}
