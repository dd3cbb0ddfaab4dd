//! Whether an event is told as a fact: negation, modals, tense, and the words and events that govern it.

use super::Scene;
use super::arguments;
use super::lexicon::CueAt;
use super::sift;
use super::triggers::{Trigger, follows};
use crate::reading::{EventType, Reality};
use text::{Document, Mood, Rel, Sub, Tense, Upos, VerbForm};

/// How far up the tree governors are looked for.
const MOST_STEPS: usize = 8;

/// What the words say of an event's reality, and why.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) reality: Reality,
    /// Not done, of what the party could do ("will not accept").
    pub(super) unwilling: bool,
    /// Not done, in so many words ("did not give permission").
    pub(super) undone: bool,
    /// Told as what the party must do.
    pub(super) obliged: bool,
    /// Told as the party's own plan or promise.
    pub(super) announced: bool,
    pub(super) because: Vec<(usize, Reality)>,
}

impl Default for Found {
    fn default() -> Found {
        Found {
            reality: Reality::Happened,
            unwilling: false,
            undone: false,
            obliged: false,
            announced: false,
            because: Vec::new(),
        }
    }
}

/// The reality of an event. `kinds` gives the type of the event at a word, if one is there.
pub(super) fn find(scene: &Scene, trigger: &Trigger, kinds: &dyn Fn(usize) -> Option<EventType>) -> Found {
    let doc = scene.doc;
    let mut found = Found::default();
    let mut at = trigger.word;
    if let Some((verb, light)) = trigger.light {
        // "failed to prevent the raid"
        if light.reality == Reality::Denied && is_undone(scene, verb) {
            return found;
        }
        // "The talks failed": they were held.
        let held = trigger.sense.kind == Some(EventType::Consult) && doc.words[at].rel == Rel::Nsubj;
        let reality = if held && light.reality == Reality::Denied { Reality::Ended } else { light.reality };
        note(&mut found, verb, reality);
    }
    if trigger.noun {
        describe(scene, at, &mut found);
    }
    // Negated or modal itself.
    let mut own = true;
    for _ in 0..MOST_STEPS {
        let word = &doc.words[at];
        let verbal =
            matches!(word.upos, Upos::Verb | Upos::Aux) || doc.children(at).any(|c| doc.words[c].rel == Rel::Cop);
        if verbal {
            clause_words(scene, at, &mut found, own);
        }
        own = false;
        let Some(head) = doc.head(at) else { break };
        let rel = word.rel;
        match rel {
            Rel::Conj => {
                // Modals of the first conjunct hold for the second, unless it has a subject or auxiliaries of its own.
                let apart = doc.children(at).any(|c| matches!(doc.words[c].rel, Rel::Nsubj | Rel::Aux));
                if apart && verbal {
                    // Governors of the whole still hold.
                    let Some(above) = doc.head(head) else { break };
                    if !matches!(doc.words[head].rel, Rel::Xcomp | Rel::Ccomp) {
                        break;
                    }
                    governor(scene, above, doc.words[head].rel, head, kinds, &mut found);
                    at = above;
                    continue;
                }
            }
            Rel::Xcomp
            | Rel::Ccomp
            | Rel::Obj
            | Rel::Obl
            | Rel::Nmod
            | Rel::Acl
            | Rel::Advcl
            | Rel::Nsubj
            | Rel::Csubj => {
                let relative = rel == Rel::Acl && word.sub == Sub::Relcl;
                let light = trigger.light.is_some_and(|(v, _)| v == head);
                if relative || (rel == Rel::Advcl && word.feats.verb_form != Some(VerbForm::Inf)) {
                    break;
                }
                if rel == Rel::Advcl {
                    // "in order to": what is aimed at.
                    note(&mut found, at, Reality::Planned);
                    break;
                }
                if rel == Rel::Nsubj
                    && trigger.noun
                    && doc.children(head).any(|c| doc.words[c].rel == Rel::Cop)
                    && let Some(r) = cue(scene, head, CueAt::Adj)
                {
                    // "The battle is over."
                    note(&mut found, head, r);
                }
                if trigger.noun && matches!(rel, Rel::Obj | Rel::Obl | Rel::Nmod | Rel::Nsubj) {
                    if let Some(r) = given(scene, head, rel, kinds) {
                        note(&mut found, head, r);
                        break;
                    }
                }
                if !light {
                    governor(scene, head, rel, at, kinds, &mut found);
                }
                // "denied responsibility for the attack": it happened, whoever did it.
                let blamed = scene.lists.look_up(&scene.lists.blame, &doc.words[head]).is_some();
                let chain = matches!(rel, Rel::Xcomp)
                    || light
                    || (trigger.noun && !blamed && matches!(rel, Rel::Nmod | Rel::Nsubj | Rel::Obj));
                if rel == Rel::Ccomp || !chain {
                    break;
                }
                if rel == Rel::Nsubj && !light {
                    // Only what negates the clause itself tells of its subject's event.
                    break;
                }
            }
            Rel::Parataxis | Rel::Root => break,
            _ => break,
        }
        at = head;
    }
    if found.reality == Reality::Happened && goes_on(scene, trigger) {
        note(&mut found, trigger.word, Reality::Ongoing);
    }
    found
}

/// What a verb leaves of its object's event where its own clause is denied or not: "did not comment on the raid" takes it
/// as given, "has not confirmed the raid" leaves it open, "failed to prevent the raid" tells that it was done.
fn given(scene: &Scene, head: usize, rel: Rel, kinds: &dyn Fn(usize) -> Option<EventType>) -> Option<Reality> {
    let of = |class| arguments::is_of_class(scene, head, class);
    let undone = || is_undone(scene, head);
    if of(scene.lists.verifying) && rel != Rel::Nsubj {
        return undone().then_some(Reality::Possible);
    }
    if of(scene.lists.factive) {
        return Some(Reality::Happened);
    }
    if rel != Rel::Obj {
        return None;
    }
    if kinds(head) == Some(EventType::Reject) {
        return undone().then_some(Reality::Possible);
    }
    let averts = cue(scene, head, CueAt::Verb) == Some(Reality::Denied);
    (averts && undone()).then_some(Reality::Happened)
}

/// Whether a verb is denied: in its own clause, by what governs it ("failed to", « n'ont pas pu »).
fn is_undone(scene: &Scene, verb: usize) -> bool {
    let above = scene.doc.head(verb).filter(|_| scene.doc.words[verb].rel == Rel::Xcomp);
    let fails = |v: usize| is_denied(scene, v) || cue(scene, v, CueAt::Verb) == Some(Reality::Denied);
    is_denied(scene, verb) || above.is_some_and(fails)
}

/// Whether what a word tells is denied in its own clause.
pub(super) fn is_denied(scene: &Scene, word: usize) -> bool {
    let mut found = Found::default();
    clause_words(scene, word, &mut found, true);
    found.reality == Reality::Denied
}

/// "no group"; "nobody", but in French not "three persons".
pub(super) fn is_none(scene: &Scene, noun: usize) -> bool {
    let denies = |w: usize| cue(scene, w, CueAt::Neg).is_some();
    match scene.doc.child(noun, Rel::Det) {
        Some(det) => denies(det),
        None => scene.doc.words[noun].upos == Upos::Pron && denies(noun),
    }
}

/// Whether what is told in the present of a report, or by the word for a state, goes on; titles tell the past in the present.
fn goes_on(scene: &Scene, trigger: &Trigger) -> bool {
    let word = &scene.doc.words[trigger.word];
    if !sift::is_report(scene.doc) || word.sentence == 0 {
        return false;
    }
    if trigger.noun {
        return trigger.light.is_none() && cue(scene, trigger.word, CueAt::State).is_some();
    }
    word.feats.tense == Some(Tense::Pres)
        && word.feats.verb_form == Some(VerbForm::Fin)
        && trigger.sense.kind.is_some_and(|k| matches!(k.quad(), 2 | 4))
}

/// Adds a finding: the one that is furthest from a fact holds.
fn note(found: &mut Found, word: usize, reality: Reality) {
    let rank = |r: Reality| match r {
        Reality::Happened => 0,
        Reality::Ongoing => 1,
        Reality::Ended => 2,
        Reality::Planned => 3,
        Reality::Possible => 4,
        Reality::Hypothetical => 5,
        Reality::Denied => 6,
    };
    if reality != Reality::Happened {
        found.because.push((word, reality));
    }
    if rank(reality) > rank(found.reality) {
        found.reality = reality;
    }
}

/// Adjectives and determiners of a noun event: "planned strikes", "no attack".
fn describe(scene: &Scene, noun: usize, found: &mut Found) {
    for c in scene.doc.children(noun) {
        let word = &scene.doc.words[c];
        if matches!(word.rel, Rel::Amod | Rel::Acl)
            && let Some(r) = cue(scene, c, CueAt::Adj)
        {
            note(found, c, r);
        }
        // "no fight", "without a fight".
        if matches!(word.rel, Rel::Det | Rel::Advmod | Rel::Case) && cue(scene, c, CueAt::Neg).is_some() {
            note(found, c, Reality::Denied);
        }
    }
}

/// Auxiliaries, negation, adverbs, marks and tense of a clause.
fn clause_words(scene: &Scene, verb: usize, found: &mut Found, own: bool) {
    let doc = scene.doc;
    let (mut negated, mut modal, mut progressive) = (false, None, false);
    for c in doc.children(verb) {
        let word = &doc.words[c];
        if word.rel == Rel::Aux {
            if let Some(r) = cue(scene, c, CueAt::Aux) {
                modal = Some((c, r));
            }
            if word.feats.mood == Some(Mood::Cnd) {
                note(found, c, Reality::Possible);
            }
            if word.feats.tense == Some(Tense::Fut) {
                modal = Some((c, Reality::Planned));
            }
            progressive |= word.feats.verb_form == Some(VerbForm::Fin) && word.sub != Sub::Pass;
        }
        if matches!(word.rel, Rel::Advmod | Rel::Det | Rel::Mark | Rel::Case | Rel::Discourse) {
            negated |= cue(scene, c, CueAt::Neg).is_some();
            if let Some(r) = cue(scene, c, CueAt::Adv) {
                note(found, c, r);
            }
            if word.rel == Rel::Mark
                && let Some(r) = cue(scene, c, CueAt::Mark)
            {
                note(found, c, r);
            }
        }
        // "The raid killed no one": nobody was killed, but the raid was.
        if word.rel == Rel::Nsubj || word.rel == Rel::Obj && own {
            negated |= is_none(scene, c);
        }
    }
    let feats = &doc.words[verb].feats;
    if feats.mood == Some(Mood::Cnd) {
        note(found, verb, Reality::Possible);
    }
    if feats.tense == Some(Tense::Fut) {
        modal = Some((verb, Reality::Planned));
    }
    if let Some((c, r)) = modal {
        note(found, c, r);
        found.announced |= r == Reality::Planned && own;
        found.unwilling |= negated && own;
        found.obliged |= own && !negated && r == Reality::Hypothetical;
    }
    if negated {
        found.undone |= own;
        note(found, verb, Reality::Denied);
    } else if own && progressive && feats.verb_form == Some(VerbForm::Ger)
        || own && progressive && feats.verb_form == Some(VerbForm::Part) && feats.tense == Some(Tense::Pres)
    {
        note(found, verb, Reality::Ongoing);
    }
}

/// What a governing verb, noun or event makes of an event.
fn governor(
    scene: &Scene,
    head: usize,
    rel: Rel,
    below: usize,
    kinds: &dyn Fn(usize) -> Option<EventType>,
    found: &mut Found,
) {
    let word = &scene.doc.words[head];
    let clause = matches!(rel, Rel::Xcomp | Rel::Ccomp | Rel::Acl | Rel::Csubj);
    let nominal = matches!(word.upos, Upos::Noun | Upos::Propn);
    if let Some(kind) = kinds(head) {
        let made = match kind {
            EventType::Request => Some(Reality::Hypothetical),
            EventType::Agree if clause || rel == Rel::Obl => Some(Reality::Planned),
            EventType::Reject if rel != Rel::Nsubj => Some(Reality::Denied),
            EventType::Threaten if rel != Rel::Nsubj => Some(Reality::Hypothetical),
            EventType::Accuse if clause => Some(Reality::Possible),
            _ => None,
        };
        if let Some(r) = made {
            note(found, head, r);
            return;
        }
    }
    if nominal && matches!(rel, Rel::Nmod | Rel::Acl) {
        if let Some(r) = cue(scene, head, CueAt::Noun) {
            note(found, head, r);
        }
    } else if rel != Rel::Nsubj && rel != Rel::Obl && (clause || rel == Rel::Obj) {
        // "said that": the clause stands on its own.
        let finite = rel == Rel::Ccomp && is_stated(scene.doc, below);
        if let Some(r) = cue(scene, head, CueAt::Verb).filter(|&r| !finite || r == Reality::Denied) {
            let passive_report = r == Reality::Possible && rel == Rel::Ccomp;
            if !passive_report {
                note(found, head, r);
                found.announced |= r == Reality::Planned;
            }
        } else if let Some(r) = cue(scene, head, CueAt::Decision) {
            note(found, head, r);
        }
    }
}

/// Whether a clause states what it tells, itself or by its auxiliary: "they were freed", not "to be freed", « qu'ils soient
/// libérés ».
fn is_stated(doc: &Document, verb: usize) -> bool {
    let states = |w: usize| {
        let feats = doc.words[w].feats;
        feats.verb_form == Some(VerbForm::Fin) && feats.mood != Some(Mood::Sub)
    };
    states(verb) || doc.children(verb).any(|c| doc.words[c].rel == Rel::Aux && states(c))
}

/// What a word cues at such a place.
fn cue(scene: &Scene, word: usize, at: CueAt) -> Option<Reality> {
    let w = &scene.doc.words[word];
    let end = scene.doc.sentences[w.sentence as usize].end as usize;
    let found = |list: Option<&Vec<super::lexicon::Cue>>| {
        list.and_then(|l| l.iter().find(|c| c.at == at && follows(scene, &c.more, word, end)).map(|c| c.reality))
    };
    found(scene.lists.cues.get(&w.lower)).or_else(|| found(scene.lists.look_up(&scene.lists.cues, w)))
}

/// Whether a clause looks back from its report: "had been killed", "avait tué".
pub(super) fn is_pluperfect(doc: &Document, verb: usize) -> bool {
    doc.children(verb).any(|c| {
        let w = &doc.words[c];
        w.rel == Rel::Aux && w.feats.verb_form == Some(VerbForm::Fin) && {
            w.feats.tense == Some(Tense::Imp)
                || (w.feats.tense == Some(Tense::Past) && matches!(doc.form(c), "had" | "'d"))
        }
    }) && doc.words[verb].feats.verb_form == Some(VerbForm::Part)
}
