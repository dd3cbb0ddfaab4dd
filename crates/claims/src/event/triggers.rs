//! Which words of a sentence tell an event, and in which reading.

use super::clause::{self, Clause};
use super::lexicon::{Condition, CueAt, Light, LightSubject, Match, Sense, Slot};
use super::{Scene, arguments, sift};
use crate::reading::{ActorKind, Reality, Ref, Role};
use text::{Key, Rel, Span, Sub, Upos, VerbForm};

/// How many words after its first word the rest of a lemma may stretch over ("carry the attack out").
const LEMMA_REACH: usize = 5;

/// How many words of a sentence "near" looks at.
const MOST_NEAR: usize = 80;

/// A word that tells an event.
#[derive(Clone, Debug)]
pub(super) struct Trigger<'a> {
    /// The word that heads it.
    pub(super) word: usize,
    pub(super) sense: &'a Sense,
    pub(super) noun: bool,
    pub(super) clause: Clause,
    /// The verb that makes a noun's event happen.
    pub(super) light: Option<(usize, &'a Light)>,
    /// The object that is part of the trigger ("hold talks").
    pub(super) object: Option<usize>,
}

/// The events that a sentence's words tell, in order.
///
/// The second list holds the verbs that only state ("expressed concern about"), whose topic is told by what hangs under them.
pub(super) fn find<'a>(scene: &Scene<'a>, words: std::ops::Range<usize>) -> (Vec<Trigger<'a>>, Vec<usize>) {
    let mut out: Vec<Trigger> = Vec::new();
    let mut statements = Vec::new();
    // Nouns that a verb's reading has used up.
    let mut used: Vec<usize> = Vec::new();
    for at in words.clone() {
        let word = &scene.doc.words[at];
        let senses = match word.upos {
            Upos::Verb | Upos::Adj | Upos::Aux => scene.lists.look_up(&scene.lists.verbs, word),
            Upos::Noun | Upos::Propn
                if is_auxiliary(scene, at, words.start) || clause::is_noun_with_object(scene.doc, at) =>
            {
                scene.lists.look_up(&scene.lists.verbs, word)
            }
            _ => None,
        };
        let behind_noun = sift::is_report(scene.doc) && clause::is_behind_noun(scene.doc, at);
        if word.upos == Upos::Adj
            && !behind_noun
            && !matches!(
                word.rel,
                Rel::Root | Rel::Ccomp | Rel::Xcomp | Rel::Conj | Rel::Parataxis | Rel::Advcl | Rel::Acl
            )
        {
            continue;
        }
        let Some(senses) = senses else { continue };
        // "suspected militants", "targeted sanctions": a participle before its noun tells no event of its own.
        let describes = matches!(word.rel, Rel::Amod | Rel::Compound | Rel::Case | Rel::Aux | Rel::Cop)
            && !clause::is_misread(scene.doc, at)
            && !behind_noun;
        if describes || scene.mentions.time(at).is_some() {
            continue;
        }
        let clause = clause::of_verb(scene, at);
        let Some(sense) = senses.iter().find(|s| holds(scene, s, &clause, at, words.end)) else { continue };
        if sense.kind.is_none() {
            if sense.cameo.is_some() {
                statements.push(at);
            }
            continue;
        }
        let object = shared_object(scene, sense, &clause);
        used.extend(object);
        used.extend(further_words(scene, sense, at, words.end));
        out.push(Trigger { word: at, sense, noun: false, clause, light: None, object });
    }
    for at in words.clone() {
        let word = &scene.doc.words[at];
        if !matches!(word.upos, Upos::Noun | Upos::Propn | Upos::X | Upos::Sym)
            || used.contains(&at)
            || out.iter().any(|t| t.word == at)
        {
            continue;
        }
        let Some(senses) = noun_senses(scene, at, words.start) else { continue };
        let is_no_event = is_inside_name(scene, at) || describes_thing(scene, at) || acts(scene, at);
        if is_no_event || scene.mentions.time(at).is_some() {
            continue;
        }
        let mut clause = clause::of_noun(scene, at);
        if word.rel == Rel::Compound {
            // "a mediation effort between the two": the effort's phrases tell of the mediation.
            if let Some(head) = scene.doc.head(at) {
                let outer = clause::of_noun(scene, head).fillers;
                clause.fillers.extend(outer.into_iter().filter(|&(_, w)| w != at));
            }
        }
        let light = light_use(scene, at, words.end);
        if let Some((verb, use_)) = light {
            add_verbs_slots(scene, &mut clause, verb, use_, at);
        }
        let fits = |s: &&Sense| (!s.light || light.is_some()) && holds(scene, s, &clause, at, words.end);
        let Some(sense) = senses.iter().find(fits) else { continue };
        if sense.kind.is_some() {
            out.push(Trigger { word: at, sense, noun: true, clause, light, object: None });
        }
    }
    // A verb that only carries a noun's event is no event of its own, and no word tells two.
    let carried: Vec<usize> = out.iter().filter_map(|t| t.light.map(|(verb, _)| verb)).collect();
    let kinds: Vec<_> = out.iter().map(|t| (t.light.map(|(v, _)| v), t.sense.kind)).collect();
    out.retain(|t| {
        t.noun || !carried.contains(&t.word) || !kinds.iter().any(|&(v, k)| v == Some(t.word) && k == t.sense.kind)
    });
    merge_means(scene, &mut out);
    // "Shells fell on the town": the weapon belongs to what its verb tells.
    let told: Vec<usize> = out.iter().filter(|t| !t.noun).flat_map(|t| t.clause.fillers.iter().map(|f| f.1)).collect();
    out.retain(|t| !t.noun || !told.contains(&t.word) || classes(scene, t.word) & scene.lists.weapon == 0);
    out.sort_by_key(|t| t.word);
    (out, statements)
}

/// "conducted strikes, using aircraft against militants": how it was done is no event of its own, and against whom it was
/// done tells of what was done.
fn merge_means(scene: &Scene, out: &mut Vec<Trigger>) {
    let doc = scene.doc;
    let by_means = |t: &Trigger| {
        let word = &doc.words[t.word];
        let means = t.sense.roles.contains(&(Slot::Obj, Some(Role::Instrument)));
        let gerund =
            matches!(word.rel, Rel::Advcl | Rel::Acl | Rel::Xcomp) && word.feats.verb_form != Some(VerbForm::Fin);
        !t.noun && means && gerund && !doc.children(t.word).any(|c| matches!(doc.words[c].rel, Rel::Nsubj | Rel::Aux))
    };
    for n in (0..out.len()).rev().filter(|&n| by_means(&out[n])).collect::<Vec<_>>() {
        let Some(above) = doc.head(out[n].word) else { continue };
        let does = |t: &Trigger| {
            t.sense.kind == out[n].sense.kind && (t.word == above || t.light.is_some_and(|(v, _)| v == above))
        };
        let Some(m) = (0..out.len()).find(|&m| m != n && does(&out[m])) else { continue };
        let phrases: Vec<_> =
            out[n].clause.fillers.iter().copied().filter(|(slot, _)| matches!(slot, Slot::Prep(_))).collect();
        out[m].clause.fillers.extend(phrases);
        out.remove(n);
    }
}

/// Whether a noun stands for those who wage what it names: « la guérilla de l'ELN a libéré trois soldats ».
fn acts(scene: &Scene, at: usize) -> bool {
    let doc = scene.doc;
    let of_party = |(to, _)| arguments::actor(scene.actors, Some(to)).is_some_and(|a| a.kind == ActorKind::ArmedGroup);
    let names_people = scene.lists.classes.get(&doc.words[at].lemma).is_some_and(|c| c & scene.lists.rebel != 0);
    let does = |verb: usize| {
        doc.words[verb].upos == Upos::Verb
            && doc.children(verb).any(|c| matches!(doc.words[c].rel, Rel::Obj | Rel::Ccomp))
    };
    names_people
        && doc.words[at].rel == Rel::Nsubj
        && doc.head(at).is_some_and(does)
        && scene.mentions.actor(at).is_some_and(of_party)
}

/// The words of a reading's lemma after the first ("set fire").
fn further_words<'a>(scene: &'a Scene, sense: &'a Sense, at: usize, end: usize) -> impl Iterator<Item = usize> + 'a {
    let within = at + 1..end.min(at + 1 + LEMMA_REACH);
    let is = |w: usize, key: &Key| scene.doc.words[w].lower == *key || scene.doc.words[w].lemma == *key;
    sense.more.iter().filter_map(move |key| within.clone().find(|&w| is(w, key)))
}

/// Whether an auxiliary stands right before a word that the tagger took for a noun ("four had been shot").
fn is_auxiliary(scene: &Scene, at: usize, start: usize) -> bool {
    at > start && scene.doc.words[at - 1].upos == Upos::Aux
}

/// The readings of a noun; "cease-fire" is looked up whole at its last part.
fn noun_senses<'a>(scene: &Scene<'a>, at: usize, start: usize) -> Option<&'a [Sense]> {
    let words = &scene.doc.words;
    if at >= start + 2
        && words[at - 1].upos == Upos::Punct
        && words[at - 2].span.end == words[at - 1].span.start
        && words[at - 1].span.end == words[at].span.start
    {
        let text = scene.doc.slice_of(words[at - 2].span.cover(words[at].span));
        if let Some(senses) = scene.lists.nouns.get(&Key::of(text)) {
            return Some(senses);
        }
    }
    scene.lists.look_up(&scene.lists.nouns, &words[at]).map(|v| &v[..])
}

/// Whether a noun is part of the name of an actor or place ("Strike Group", "Battle Creek") and not its head.
fn is_inside_name(scene: &Scene, at: usize) -> bool {
    let (doc, word) = (scene.doc, &scene.doc.words[at]);
    let within = scene.mentions.actor(at).filter(|(_, s)| s.len() > word.span.len());
    let is_name = |(to, span): (Ref, Span)| {
        doc.head_of(doc.words_in(span)) != at
            && (word.upos == Upos::Propn
                || arguments::actor(scene.actors, Some(to)).is_some_and(|a| a.is_named_at(span)))
    };
    within.is_some_and(is_name) || completes_name(scene, at)
}

/// « le Front de libération du Niger »: a bare noun that belongs to a body with a capital, which no list knows.
fn completes_name(scene: &Scene, at: usize) -> bool {
    let (doc, word) = (scene.doc, &scene.doc.words[at]);
    let capital = |w: usize| doc.slice_of(doc.words[w].span).starts_with(char::is_uppercase);
    let bare = word.rel == Rel::Nmod && !capital(at) && !doc.children(at).any(|c| doc.words[c].rel == Rel::Det);
    let first = doc.sentences[word.sentence as usize].first as usize;
    let lists = scene.lists;
    let body = lists.organization | lists.rebel | lists.force | lists.state;
    bare && doc
        .head(at)
        .is_some_and(|h| h > first && h + 2 == at && capital(h) && arguments::is_of_class(scene, h, body))
}

/// Whether a noun only describes the next ("attack helicopters"), which is no effort, wave or event itself ("mediation efforts").
fn describes_thing(scene: &Scene, at: usize) -> bool {
    let doc = scene.doc;
    let word = &doc.words[at];
    let bare = !doc.children(at).any(|c| matches!(doc.words[c].rel, Rel::Det | Rel::Nummod));
    let arms = |w: usize| classes(scene, w) & (scene.lists.weapon | scene.lists.thing | scene.lists.force) != 0;
    // « un hélicoptère d'attaque »
    let of = doc.children(at).any(|c| Some(doc.words[c].lemma) == scene.lists.patient);
    let kind = bare && of && word.rel == Rel::Nmod && doc.head(at).is_some_and(|h| h + 2 == at && arms(h));
    // "attack, bomber and fighter aircraft", which the tree may part
    let row = || doc.children(at).any(|c| doc.words[c].rel == Rel::Conj && c <= at + 3 && arms(c));
    if kind || bare && word.feats.number == Some(text::Number::Sing) && row() {
        return true;
    }
    let Some(head) = doc.head(at).filter(|_| word.rel == Rel::Compound) else { return false };
    let cued = scene.lists.look_up(&scene.lists.cues, &scene.doc.words[head]);
    head > at && !cued.is_some_and(|c| c.iter().any(|c| c.at == CueAt::Noun))
}

/// Whether a reading's lemma and conditions hold.
fn holds(scene: &Scene, sense: &Sense, clause: &Clause, at: usize, end: usize) -> bool {
    if sense.reflexive && !clause.reflexive {
        return false;
    }
    if !follows(scene, &sense.more, at, end) {
        return false;
    }
    sense.conditions.iter().all(|c| match c {
        Condition::Clause(wanted) => clause.complement.is_some() == *wanted,
        Condition::Passive(wanted) => clause.passive == *wanted,
        Condition::NoObject => clause.get(Slot::Obj).is_none(),
        Condition::Infinitive => {
            clause.complement.is_some_and(|w| scene.doc.words[w].feats.verb_form == Some(VerbForm::Inf))
        }
        Condition::Weighed => sift::is_report(scene.doc),
        Condition::Filler { slot, no, one_of } => fillers_match(scene, clause, *slot, one_of, at) != *no,
    })
}

/// Whether the further words of a lemma come soon after the first, in order.
pub(super) fn follows(scene: &Scene, more: &[Key], at: usize, end: usize) -> bool {
    let mut next = at + 1;
    more.iter().all(|&key| {
        let reach = end.min(at + 1 + LEMMA_REACH);
        let found = (next..reach).find(|&i| scene.doc.words[i].lower == key || scene.doc.words[i].lemma == key);
        next = found.map_or(next, |i| i + 1);
        found.is_some()
    })
}

fn fillers_match(scene: &Scene, clause: &Clause, slot: Slot, one_of: &[Match], at: usize) -> bool {
    if slot == Slot::Comp {
        return clause.complement.is_some_and(|w| matches(scene, w, one_of));
    }
    if slot == Slot::Near {
        let sentence = scene.doc.sentences[scene.doc.words[at].sentence as usize].words();
        return sentence.take(MOST_NEAR).any(|w| w != at && matches(scene, w, one_of));
    }
    let mut any = clause.fillers.iter().filter(|(s, _)| *s == slot).any(|&(_, w)| {
        matches(scene, w, one_of)
            || scene.doc.children(w).any(|c| scene.doc.words[c].rel == Rel::Conj && matches(scene, c, one_of))
    });
    if slot == Slot::Mod && !any {
        // The words just before, whatever the tree says of them ("air - strikes").
        let first = scene.doc.sentences[scene.doc.words[at].sentence as usize].first as usize;
        any = (at.saturating_sub(2).max(first)..at)
            .filter(|&w| !matches!(scene.doc.words[w].upos, Upos::Verb | Upos::Adp | Upos::Det))
            .any(|w| matches(scene, w, one_of));
    }
    any
}

fn matches(scene: &Scene, word: usize, one_of: &[Match]) -> bool {
    let w = &scene.doc.words[word];
    // "the caliphate territorial": a noun that the parser hung under its adjective; "54 of 62 drones".
    let hung: &[Rel] = match w.upos {
        Upos::Adj => &[Rel::Amod, Rel::Compound],
        Upos::Num => &[Rel::Nmod],
        _ => &[],
    };
    if !hung.is_empty() {
        let under = |c: &usize| hung.contains(&scene.doc.words[*c].rel);
        if scene.doc.children(word).filter(under).any(|c| fits_one(scene, c, one_of)) {
            return true;
        }
    }
    fits_one(scene, word, one_of)
}

fn fits_one(scene: &Scene, word: usize, one_of: &[Match]) -> bool {
    let w = &scene.doc.words[word];
    one_of.iter().any(|m| match m {
        Match::Any => true,
        Match::Word(key) => w.lemma == *key || w.lower == *key || scene.lists.form_of(w, *key),
        Match::Class(bit) => classes(scene, word) & bit != 0,
        Match::Event(kind) => scene
            .lists
            .look_up(&scene.lists.nouns, w)
            .is_some_and(|senses| senses.iter().any(|s| s.kind == Some(*kind) && !s.light && s.conditions.is_empty())),
    })
}

/// The classes of a word: by the list, and by the actor or place that is mentioned there.
pub(super) fn classes(scene: &Scene, word: usize) -> u64 {
    let (w, lists) = (&scene.doc.words[word], scene.lists);
    let of = |key| lists.classes.get(key).copied().unwrap_or(0);
    let mut bits = of(&w.lemma) | of(&w.lower);
    if bits == 0 {
        bits = lists.look_up(&lists.classes, w).copied().unwrap_or(0);
    }
    if w.upos == Upos::Propn {
        // "Foreign Minister Oskar Fischer": what names a person's office stands beside the head.
        for c in scene
            .doc
            .children(word)
            .filter(|&c| matches!(scene.doc.words[c].rel, Rel::Flat | Rel::Compound | Rel::Appos))
        {
            bits |= of(&scene.doc.words[c].lemma) | of(&scene.doc.words[c].lower);
        }
    }
    if bits & lists.quantity != 0 {
        // "the last of the jihadists", "hundreds of soldiers".
        for c in scene.doc.children(word).filter(|&c| scene.doc.words[c].rel == Rel::Nmod) {
            bits |= of(&scene.doc.words[c].lemma) | of(&scene.doc.words[c].lower);
        }
    }
    if let Some((Ref::Actor(n), _)) = scene.mentions.actor(word) {
        bits |= match scene.actors.get(n as usize).map(|a| a.kind) {
            Some(ActorKind::State | ActorKind::International) => lists.state,
            Some(ActorKind::ArmedGroup) => lists.rebel,
            Some(ActorKind::Unit) => lists.force,
            Some(ActorKind::Organization) => lists.organization,
            Some(ActorKind::Person | ActorKind::Population) => lists.person,
            _ => 0,
        };
    }
    if scene.mentions.place(word).is_some() {
        bits |= lists.place;
    }
    bits
}

/// The names of a word's classes that tell what it can do, at most four.
pub(super) fn class_names(scene: &Scene, word: usize) -> [Option<&'static str>; 4] {
    let (bits, l) = (classes(scene, word), scene.lists);
    let named = [
        (l.rebel, "rebel"),
        (l.force, "force"),
        (l.person, "person"),
        (l.state, "state"),
        (l.organization, "organization"),
        (l.weapon, "weapon"),
        (l.thing, "thing"),
        (l.site, "site"),
        (l.abstract_, "abstract"),
        (l.quantity, "quantity"),
    ];
    let mut out = [None; 4];
    let held = named.iter().filter(|(class, _)| bits & class != 0).map(|&(_, name)| Some(name));
    out.iter_mut().zip(held).for_each(|(to, name)| *to = name);
    out
}

/// The object that a verb's reading asks for and that tells the event with it: its own phrase fills roles too.
fn shared_object(scene: &Scene, sense: &Sense, clause: &Clause) -> Option<usize> {
    sense.conditions.iter().find_map(|c| match c {
        Condition::Filler { slot: slot @ (Slot::Obj | Slot::Prep(_)), no: false, one_of } => {
            clause.fillers.iter().filter(|(s, _)| s == slot).map(|&(_, w)| w).find(|&w| {
                let word = &scene.doc.words[w];
                matches(scene, w, one_of)
                    && scene
                        .lists
                        .look_up(&scene.lists.nouns, word)
                        .is_some_and(|senses| senses.iter().any(|s| s.light || s.kind == sense.kind))
                    && (*slot == Slot::Obj || sense.kind != Some(crate::reading::EventType::Assault))
            })
        }
        _ => None,
    })
}

/// The verb that makes a noun's event happen, if one does.
fn light_use<'a>(scene: &Scene<'a>, noun: usize, end: usize) -> Option<(usize, &'a Light)> {
    let words = &scene.doc.words;
    let mut at = noun;
    for _ in 0..4 {
        let head = scene.doc.head(at)?;
        let word = &words[at];
        let series = |h: usize| {
            let cues = scene.lists.look_up(&scene.lists.cues, &words[h]);
            cues.is_some_and(|c| c.iter().any(|c| c.at == CueAt::Noun))
        };
        match word.rel {
            Rel::Conj => at = head,
            Rel::Compound if head > at && series(head) => at = head,
            Rel::Nmod if words[head].upos == Upos::Noun && series(head) => at = head,
            Rel::Obj | Rel::Nsubj | Rel::Obl | Rel::Xcomp => {
                let lights = scene.lists.look_up(&scene.lists.light, &words[head])?;
                let is_subject = word.rel == Rel::Nsubj && word.sub != Sub::Pass && !is_passive_verb(scene, head);
                // "The attack ended the talks": what ends is the object.
                let ends_another = is_subject && scene.doc.child(head, Rel::Obj).is_some();
                let found = lights.iter().find(|l| {
                    (l.subject == LightSubject::Event) == is_subject
                        && !(ends_another && l.reality == Reality::Ended)
                        && (word.rel != Rel::Obl || !l.more.is_empty())
                        && follows(scene, &l.more, head, end)
                        && (!l.reflexive || clause::of_verb(scene, head).reflexive)
                });
                return found.map(|l| (head, l));
            }
            Rel::Acl => return None,
            _ => return participle_use(scene, noun, end),
        }
    }
    None
}

fn is_passive_verb(scene: &Scene, verb: usize) -> bool {
    scene.doc.children(verb).any(|c| scene.doc.words[c].sub == Sub::Pass)
}

/// A participle that makes the noun's event happen: "talks held in Geneva".
fn participle_use<'a>(scene: &Scene<'a>, noun: usize, end: usize) -> Option<(usize, &'a Light)> {
    let words = &scene.doc.words;
    scene
        .doc
        .children(noun)
        .filter(|&c| words[c].upos == Upos::Verb && (words[c].rel == Rel::Acl || clause::is_misread(scene.doc, c)))
        .find_map(|verb| {
            let lights = scene.lists.look_up(&scene.lists.light, &words[verb])?;
            let found = lights.iter().find(|l| l.subject != LightSubject::Event && follows(scene, &l.more, verb, end));
            found.map(|l| (verb, l))
        })
}

/// Adds what the light verb's own slots say of the noun's event.
fn add_verbs_slots(scene: &Scene, clause: &mut Clause, verb: usize, light: &Light, noun: usize) {
    let outer = clause::of_verb(scene, verb);
    for &(slot, word) in &outer.fillers {
        if word == noun {
            continue;
        }
        let slot = match (slot, light.subject) {
            (Slot::Subj, LightSubject::Recipient) => Slot::Obj,
            (Slot::Subj, LightSubject::Nothing) => continue,
            // "were involved in the murder".
            (Slot::Obj, LightSubject::Actor) if outer.passive && !light.more.is_empty() => Slot::Subj,
            // "The blast killed two": the event does what the verb tells.
            (Slot::Obj, LightSubject::Event) if !outer.passive && light.more.is_empty() => Slot::Obj,
            // The object is the event itself, or part of it.
            (Slot::Obj, _) => continue,
            (slot, _) => slot,
        };
        if matches!(slot, Slot::Prep(_)) || clause.get(slot).is_none() {
            clause.fillers.push((slot, word));
        }
    }
    if clause.complement.is_none() {
        clause.complement = outer.complement;
    }
}
