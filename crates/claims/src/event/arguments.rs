//! Who does what to whom, with what, where and when: the arguments of an event, by the slots of its trigger.

use super::Scene;
use super::agent;
use super::clause;
use super::extent;
use super::lexicon::{LightSubject, Slot};
use super::reality;
use super::row;
use super::triggers::{Trigger, classes};
use crate::reading::{Actor, ActorKind, Argument, EventType, Ref, Role};
use text::{Document, Rel, Span, Sub, Upos, VerbForm};

/// Words of a title or an office before a person's name.
const MOST_TITLES: usize = 8;

/// The arguments of an event, in order of their words.
pub(super) fn find(scene: &Scene, trigger: &Trigger) -> Vec<Argument> {
    let mut out = Vec::new();
    let mut fillers = trigger.clause.fillers.clone();
    let plain_object = (!trigger.noun).then(|| trigger.clause.get(Slot::Obj)).flatten();
    if let Some(object) = trigger.object.or(plain_object) {
        // "hold talks with Iran", "share information with Iran": the object's phrases are the verb's as well.
        let whole = trigger.object.is_some();
        for (slot, word) in clause::of_noun(scene, object).fillers {
            let asked =
                whole || trigger.sense.roles.iter().any(|(s, r)| *s == slot && !matches!(r, Some(Role::Object) | None));
            if matches!(slot, Slot::Prep(_)) && asked && !fillers.contains(&(slot, word)) {
                fillers.push((slot, word));
            }
        }
    }
    // "Mr Trump's" that the parser took for an object of its own.
    fillers.retain(|&(slot, w)| !(matches!(slot, Slot::Obj | Slot::Iobj) && is_possessor(scene.doc, w)));
    // "5,000 jihadists arrested after they surrendered": without an object, whoever is named was arrested.
    let done_to = trigger.sense.roles.contains(&(Slot::Obj, Some(Role::Victim)))
        || matches!(trigger.sense.mode, Some("arrest" | "abduct" | "deport"));
    let next = scene.doc.words.get(trigger.word + 1).map(|w| w.upos);
    let helped = scene.doc.children(trigger.word).any(|c| scene.doc.words[c].rel == Rel::Aux);
    let bare = done_to
        && !helped
        && !matches!(next, Some(Upos::Det | Upos::Num | Upos::Noun | Upos::Propn | Upos::Adj | Upos::Pron))
        && !trigger.noun
        && !trigger.clause.passive
        && !fillers.iter().any(|(s, _)| *s == Slot::Obj);
    if bare
        && scene.doc.words[trigger.word].feats.tense != Some(text::Tense::Pres)
        && scene.doc.words[trigger.word].feats.verb_form != Some(VerbForm::Ger)
        && trigger.sense.more.is_empty()
        && let Some(f) = fillers.iter_mut().find(|(s, _)| *s == Slot::Subj)
    {
        f.0 = Slot::Obj;
    }
    let full = |slot: Slot| fillers.iter().any(|(s, _)| *s == slot);
    // "the army's shelling of the market": a possessor acts where another phrase tells what is acted on.
    let role_of = |slot: Slot| listed(scene, trigger, slot);
    let patient_told = fillers.iter().any(|&(s, _)| {
        matches!(s, Slot::Prep(_)) && matches!(role_of(s), Some(Role::Recipient | Role::Victim | Role::Object))
    });
    for &(slot, word) in &fillers {
        let own_word = word > trigger.word && trigger.sense.more.contains(&scene.doc.words[word].lower);
        if Some(word) == trigger.object || own_word || is_empty(scene.doc, word) {
            continue;
        }
        // "continued its offensive": the subject is told already.
        if slot == Slot::Poss && full(Slot::Subj) && matches!(scene.doc.words[word].upos, Upos::Pron | Upos::Det) {
            continue;
        }
        if is_violent(trigger) && is_of_another(scene, &fillers, slot, word) {
            continue;
        }
        let mut role = role_of(slot);
        if slot == Slot::Poss && patient_told && !full(Slot::Subj) {
            role = Some(Role::Actor);
        }
        if slot == Slot::Mod && scene.mentions.actor(word).is_none() && classes(scene, word) & parties(scene) == 0 {
            // "the Kabul bombing"
            if scene.mentions.place(word).is_some() {
                add(scene, &mut out, Role::Place, word);
            }
            // "a bomb explosion", "dynamite attacks".
            if is_violent(trigger) && classes(scene, word) & scene.lists.weapon != 0 {
                out.push(Argument { role: Role::Instrument, span: extent::phrase(scene, word), to: None });
            }
            continue;
        }
        // "terrorist attacks", "military action": of which kind, not by whom.
        let state = classes(scene, word) & scene.lists.state != 0 || is_of_state(scene, word);
        if slot == Slot::Mod && is_violent(trigger) && !state && !is_name(scene, word) {
            continue;
        }
        if let Some(role) = role.and_then(|r| fit(scene, trigger, slot, word, r)) {
            if role == Role::Actor && reality::is_none(scene, word) {
                continue;
            }
            for w in conjuncts(scene.doc, word) {
                if !(is_violent(trigger) && is_no_party(scene, role, w)) {
                    add(scene, &mut out, role, w);
                }
            }
        }
    }
    let fires = trigger.sense.mode == Some("firearms");
    if trigger.noun && is_violent(trigger) && !fires && is_weapon(scene, trigger.word) {
        // "planted a bomb": the word that tells the event is its weapon.
        add(scene, &mut out, Role::Instrument, trigger.word);
    }
    if let Some(object) = trigger.object.filter(|&o| is_violent(trigger) && is_weapon(scene, o)) {
        // "threw a bomb": the word that tells the event with its verb is its weapon.
        add(scene, &mut out, Role::Instrument, object);
    }
    cut_before_trigger(scene, trigger, &mut out);
    if is_violent(trigger) {
        extent::leave_lists(scene, &mut out);
        row::things(scene, trigger, &mut out);
        agent::complete(scene, trigger, &mut out);
        row::complete(scene, trigger, &mut out);
        extent::tighten(scene, trigger, &mut out);
    }
    settle(scene, trigger, &mut out);
    times(scene, trigger, &mut out);
    out.sort_by_key(|a| (a.span.start, a.span.end, a.role));
    // "M23 | rebels": two mentions side by side of one party are one phrase.
    out.dedup_by(|next, held| {
        let is_same = held.role == next.role && held.to == next.to && held.to.is_some();
        let touches = next.span.start <= held.span.end + 1;
        if is_same && touches {
            held.span = held.span.cover(next.span);
        }
        (is_same && touches) || held == next
    });
    out
}

/// Whether a word is of a class of the word list.
pub(super) fn is_of_class(scene: &Scene, word: usize, class: u64) -> bool {
    let w = &scene.doc.words[word];
    let bits = |key| scene.lists.classes.get(key).copied().unwrap_or(0);
    (bits(&w.lower) | bits(&w.lemma)) & class != 0
}

/// Whether an "of" phrase comes after another phrase, of which it is rather told: "the attack on the house of Ana Sol".
fn is_of_another(scene: &Scene, fillers: &[(Slot, usize)], slot: Slot, word: usize) -> bool {
    let patient = |s: Slot| matches!(s, Slot::Prep(p) if Some(p) == scene.lists.patient);
    let apart = |w: usize| scene.mentions.place(w).is_none() && scene.mentions.time(w).is_none();
    patient(slot) && fillers.iter().any(|&(s, w)| w < word && matches!(s, Slot::Prep(_)) && !patient(s) && apart(w))
}

/// Whether a possessive mark hangs on a word.
fn is_possessor(doc: &Document, word: usize) -> bool {
    doc.children(word).any(|c| c > word && doc.words[c].rel == Rel::Case)
}

/// Cuts phrases that swallowed their own verb, where the parser hung the clause under its subject ("Gunmen murdered ...").
fn cut_before_trigger(scene: &Scene, trigger: &Trigger, out: &mut Vec<Argument>) {
    let (doc, own) = (scene.doc, scene.doc.words[trigger.word].span);
    if trigger.noun || !out.iter().any(|a| a.span.contains(own)) {
        return;
    }
    let acts = |a: &Argument| a.role == Role::Actor && !a.span.contains(own);
    let passive = doc.children(trigger.word).any(|c| doc.words[c].rel == Rel::Aux);
    // "Twelve pupils kidnapped on Monday were freed", « Douze élèves enlevés »: another verb has the noun, or it agrees.
    let of_other = || doc.head(trigger.word).and_then(|noun| doc.head(noun)).is_some();
    let suffers = trigger.clause.passive && (passive || of_other() || doc.words[trigger.word].feats.gender.is_some());
    let acted = suffers || out.iter().any(acts);
    for a in out.iter_mut().filter(|a| a.span.contains(own)) {
        let words = doc.words_in(a.span);
        let after = |i: &usize| !matches!(doc.words[*i].upos, Upos::Aux | Upos::Adv | Upos::Part | Upos::Punct);
        let last = (words.start..trigger.word).rev().find(after);
        a.span = last.map_or(own, |last| doc.span_of(words.start..last + 1));
        if !acted && matches!(a.role, Role::Victim | Role::Recipient | Role::Object) {
            a.role = Role::Actor;
        }
    }
    out.retain(|a| !a.span.contains(own));
}

/// What the arguments tell of each other: two that act on each other, a thing given beside whom it is given to.
fn settle(scene: &Scene, trigger: &Trigger, out: &mut Vec<Argument>) {
    use EventType::*;
    let Some(kind) = trigger.sense.kind else { return };
    let told = |out: &[Argument], role: Role| out.iter().any(|a| a.role == role);
    let actors: Vec<Argument> = out.iter().filter(|a| a.role == Role::Actor).copied().collect();
    let mutual = matches!(kind, Agree | Consult | Cooperate) || trigger.sense.cameo == Some("057");
    let party = out.iter().any(|a| a.role == Role::Recipient && matches!(a.to, Some(Ref::Actor(_))));
    if let (true, false, [first, .., last]) = (mutual, party, &actors[..]) {
        let whole = first.span.cover(last.span);
        let between = &scene.doc.text[first.span.range().end..last.span.range().start.max(first.span.range().end)];
        if between.len() < 80 {
            out.retain(|a| !matches!(a.role, Role::Actor | Role::Recipient));
            out.push(Argument { role: Role::Actor, span: whole, to: first.to });
            out.extend(actors[1..].iter().map(|a| Argument { role: Role::Recipient, span: whole, to: a.to }));
        }
    }
    let peaceful = !matches!(kind, Assault | Coerce | Protest | Mobilize);
    if peaceful && told(out, Role::Recipient) {
        let keep = scene.lists.weapon | scene.lists.thing | scene.lists.force | scene.lists.person;
        out.retain(|a| {
            a.role != Role::Object
                || a.to.is_some()
                || classes(scene, scene.doc.head_of(scene.doc.words_in(a.span))) & keep != 0
        });
    }
}

/// The role that the reading, or every event, gives to a slot.
fn listed(scene: &Scene, trigger: &Trigger, slot: Slot) -> Option<Role> {
    if let Some((_, role)) = trigger.sense.roles.iter().find(|(s, _)| *s == slot) {
        return *role;
    }
    if let (Slot::Obj, Some((verb, light))) = (slot, trigger.light)
        && light.subject == LightSubject::Event
    {
        return of_verb(scene, verb);
    }
    match slot {
        Slot::Subj => {
            (!trigger.sense.roles.iter().any(|(_, r)| *r == Some(Role::Actor) && !trigger.noun)).then_some(Role::Actor)
        }
        Slot::Obj | Slot::Iobj => Some(Role::Recipient),
        Slot::Prep(_) => scene.lists.circumstances.iter().find(|(s, _)| *s == slot).map(|(_, r)| *r),
        _ => None,
    }
}

/// The role of what a verb's own violence is done to ("the blast killed two").
fn of_verb(scene: &Scene, verb: usize) -> Option<Role> {
    let senses = scene.lists.look_up(&scene.lists.verbs, &scene.doc.words[verb])?;
    let violent = senses.iter().filter(|s| s.kind == Some(EventType::Assault));
    violent.flat_map(|s| s.roles.iter()).find(|(slot, _)| *slot == Slot::Obj).and_then(|(_, role)| *role)
}

/// The classes of those who can be a side.
pub(super) fn parties(scene: &Scene) -> u64 {
    let l = scene.lists;
    l.person | l.state | l.organization | l.rebel | l.force
}

/// A role that suits the filler, which may be another than the slot's: a bomb is an instrument, a bridge an object.
fn fit(scene: &Scene, trigger: &Trigger, slot: Slot, word: usize, role: Role) -> Option<Role> {
    let bits = classes(scene, word);
    let (lists, named) = (scene.lists, scene.mentions.actor(word).is_some());
    let site = scene.mentions.place(word).is_some() || bits & lists.site != 0;
    let violent = matches!(trigger.sense.kind, Some(EventType::Assault | EventType::Coerce));
    if scene.mentions.time(word).is_some() && role != Role::Time {
        return None;
    }
    let people = lists.person | lists.rebel | lists.force;
    match role {
        Role::Place | Role::Origin | Role::Destination => {
            if strikes(trigger) && matches!(slot, Slot::Prep(p) if lists.struck.contains(&p)) && is_struck(scene, word)
            {
                return Some(Role::Object);
            }
            if site {
                let moves =
                    matches!(trigger.sense.kind, Some(EventType::Retreat | EventType::Mobilize | EventType::Aid))
                        || matches!(trigger.sense.mode, Some("abduct" | "deport"));
                return Some(if role == Role::Destination && !moves { Role::Place } else { role });
            }
            // "against", "on": what is no place may still be whom it is done to, where the reading says so.
            None
        }
        Role::Instrument => {
            let own = trigger.sense.roles.iter().any(|(s, _)| *s == slot);
            (own || bits & lists.weapon != 0).then_some(role)
        }
        Role::Cause if matches!(slot, Slot::Prep(_)) => Some(role),
        // "The battle of Kidal" is fought there, not by the town.
        Role::Actor if trigger.noun && !named && scene.mentions.place(word).is_some() => Some(Role::Place),
        Role::Actor if violent && !named && bits & lists.weapon != 0 && bits & parties(scene) == 0 => {
            Some(Role::Instrument)
        }
        // "hurled explosives": what blows up is used, not struck.
        Role::Object | Role::Recipient if strikes(trigger) && bits & lists.weapon != 0 && bits & people == 0 => {
            Some(Role::Instrument)
        }
        // "The attack left 41 dead".
        Role::Recipient | Role::Object if violent && bits & lists.casualty != 0 => Some(Role::Victim),
        // "the embassy", "the house" are also bodies, but not where they are blown up.
        Role::Recipient if violent && !named && bits & lists.thing != 0 && bits & people == 0 => Some(Role::Object),
        _ => Some(role),
    }
}

/// Whether an event strikes what stands where it happens.
fn strikes(trigger: &Trigger) -> bool {
    is_violent(trigger) && matches!(trigger.sense.mode, Some("explosives" | "heavy-weapons" | "aerial" | "drone"))
}

/// Whether a word means a building or vehicle, and no place of some extent.
pub(super) fn is_struck(scene: &Scene, word: usize) -> bool {
    let (bits, lists) = (classes(scene, word), scene.lists);
    let struck = bits & lists.thing != 0 && bits & (lists.weapon | lists.place | lists.person | lists.force) == 0;
    struck && scene.mentions.place(word).is_none()
}

fn is_weapon(scene: &Scene, word: usize) -> bool {
    classes(scene, word) & scene.lists.weapon != 0
}

/// Words that name nobody: "it" of the weather, reflexives, an editor's note in square brackets.
fn is_empty(doc: &Document, word: usize) -> bool {
    let bracket = |at: Option<usize>, mark: &str| at.is_some_and(|a| a < doc.words.len() && doc.form(a) == mark);
    doc.words[word].rel == Rel::Expl || (bracket(word.checked_sub(1), "[") && bracket(Some(word + 1), "]"))
}

fn is_violent(trigger: &Trigger) -> bool {
    trigger.sense.kind == Some(EventType::Assault)
}

/// Whether a word can be no side of a violent act, nor what it strikes: a thing said or done ("the decision", "the
/// attacks"), or a pronoun whose antecedent is unknown.
pub(super) fn is_no_party(scene: &Scene, role: Role, word: usize) -> bool {
    let w = &scene.doc.words[word];
    if role == Role::Object {
        return w.upos == Upos::Pron && scene.mentions.actor(word).is_none();
    }
    if !matches!(role, Role::Actor | Role::Victim | Role::Recipient) || scene.mentions.actor(word).is_some() {
        return false;
    }
    let bits = classes(scene, word);
    match w.upos {
        // « un de ses commandants »
        Upos::Pron | Upos::Det => !scene.doc.children(word).any(|c| {
            let party = classes(scene, c) & parties(scene) != 0 || scene.mentions.actor(c).is_some();
            scene.doc.words[c].rel == Rel::Nmod && party
        }),
        Upos::Noun => {
            let event = || scene.lists.look_up(&scene.lists.nouns, w).is_some();
            // Whoever suffers may be told by a word that no list knows ("the cook").
            bits & parties(scene) == 0 && (role == Role::Actor || event() || bits & scene.lists.abstract_ != 0)
        }
        _ => false,
    }
}

/// A head and what is coordinated with it.
pub(super) fn conjuncts(doc: &Document, word: usize) -> Vec<usize> {
    let mut out = vec![word];
    // "a bank at Main and Park Streets": what a preposition of its own marks is no part of the row.
    let is_marked = |w: usize| doc.children(w).any(|c| doc.words[c].rel == Rel::Case && c < w);
    // "Luis Paz, 42; and": an age.
    let is_age = |w: usize| {
        doc.words[w].upos == Upos::Num && w > 1 && doc.form(w - 1) == "," && doc.words[w - 2].upos == Upos::Propn
    };
    let nominal =
        |w: usize| !matches!(doc.words[w].upos, Upos::Verb | Upos::Aux | Upos::Adv | Upos::Sconj) && !is_age(w);
    // "the leader Hector Ruiz and Ana Sol": coordinated with the name.
    let is_title = doc.words[word].upos == Upos::Noun;
    let beside = |&c: &usize| is_title && matches!(doc.words[c].rel, Rel::Flat | Rel::Appos);
    let names = doc.children(word).filter(beside).take(4);
    for head in std::iter::once(word).chain(names) {
        for c in doc.children(head) {
            if doc.words[c].rel == Rel::Conj
                && nominal(c)
                && (is_marked(word) || !is_marked(c))
                && out.len() < 12
                && (head == word || doc.words[c].upos == Upos::Propn)
            {
                out.push(c);
            }
        }
    }
    out
}

/// Adds the phrase of a word in a role.
pub(super) fn add(scene: &Scene, out: &mut Vec<Argument>, role: Role, word: usize) {
    let whole = extent::phrase(scene, word);
    let span = match role {
        Role::Victim => name(scene, word, whole).unwrap_or(whole),
        Role::Place => place(scene, word, whole),
        _ => whole,
    };
    let to = match role {
        Role::Place | Role::Origin | Role::Destination => {
            scene.mentions.place(word).or_else(|| scene.mentions.actor(word)).map(|(r, _)| r)
        }
        Role::Instrument => scene.mentions.actor(word).map(|(r, _)| r),
        _ => party_of(scene, word, span),
    };
    if !out.iter().any(|a| a.role == role && a.span == span) {
        out.push(Argument { role, span, to });
    }
}

/// A place's name without what belongs to the event ("the killing in Gao | of two teachers").
fn place(scene: &Scene, word: usize, phrase: Span) -> Span {
    let Some((_, name)) = scene.mentions.place(word).filter(|(_, name)| phrase.contains(*name)) else { return phrase };
    let next = scene.doc.words_in(name).end;
    let of = scene.doc.words.get(next).filter(|w| phrase.contains(w.span) && Some(w.lower) == scene.lists.patient);
    if of.is_some() { Span { start: phrase.start, end: name.end } } else { phrase }
}

/// The actor that a phrase speaks of: at its head, else whose it is ("Netanyahu's decision", "the demands of the rebels").
fn party_of(scene: &Scene, word: usize, span: Span) -> Option<Ref> {
    let doc = scene.doc;
    if let Some((r, _)) = scene.mentions.actor(word) {
        return Some(r);
    }
    let related = |c: &usize| {
        let w = &doc.words[*c];
        matches!(w.rel, Rel::Flat | Rel::Appos | Rel::Nmod | Rel::Compound | Rel::Amod) && span.contains(w.span)
    };
    let by_rank = |rank: fn(&Document, usize) -> bool| {
        doc.children(word).filter(related).filter(|&c| rank(doc, c)).find_map(|c| scene.mentions.actor(c))
    };
    by_rank(|d, c| matches!(d.words[c].rel, Rel::Flat | Rel::Appos))
        .or_else(|| by_rank(|d, c| d.words[c].sub == Sub::Poss))
        .or_else(|| by_rank(|d, c| matches!(d.words[c].rel, Rel::Compound | Rel::Amod)))
        .or_else(|| by_rank(|d, c| d.words[c].rel == Rel::Nmod))
        .map(|(r, _)| r)
        .or_else(|| scene.mentions.place(word).map(|(r, _)| r))
}

/// Whether a word, or the actor that it means, is one person.
pub(super) fn is_person(scene: &Scene, word: usize, to: Option<Ref>) -> bool {
    match actor(scene.actors, to) {
        Some(actor) => actor.kind == ActorKind::Person,
        None => classes(scene, word) & scene.lists.person != 0,
    }
}

/// The name of a person, without titles before it and ages after it.
pub(super) fn name(scene: &Scene, word: usize, phrase: Span) -> Option<Span> {
    let doc = scene.doc;
    let person = |at: usize| {
        let (to, span) = scene.mentions.actor(at)?;
        let named = actor(scene.actors, Some(to)).is_some_and(|a| a.kind == ActorKind::Person && a.is_named_at(span));
        named.then(|| untitled(scene, span))
    };
    let person_within = |at: usize| person(at).filter(|&span| phrase.contains(span));
    let beside = |&c: &usize| matches!(doc.words[c].rel, Rel::Flat | Rel::Appos | Rel::Compound);
    let found = person(word).or_else(|| doc.children(word).filter(beside).take(8).find_map(person_within));
    // "candidate of the Union [UP] Ana Sol": an office before the name, whatever the tree makes of it.
    let office = |at: &usize| {
        let w = &doc.words[*at];
        w.sentence == doc.words[word].sentence
            && (matches!(w.upos, Upos::Noun | Upos::Propn | Upos::Adj) || matches!(doc.form(*at), "[" | "]" | "-"))
            && scene.mentions.time(*at).is_none()
    };
    let titled = || {
        let of_name = |(to, span)| actor(scene.actors, Some(to)).is_some_and(|a| a.is_named_at(span));
        let in_office = doc.words[word].upos == Upos::Noun || !scene.mentions.actor(word).is_some_and(of_name);
        let after = (word + 1..doc.words.len().min(word + MOST_TITLES)).take_while(office);
        after.filter(|_| in_office).find_map(|at| {
            let (to, span) = scene.mentions.actor(at)?;
            let named = actor(scene.actors, Some(to))?;
            (named.kind == ActorKind::Person && named.is_named_at(span)).then_some(span)
        })
    };
    found.or_else(titled).or_else(|| {
        // "Colonel Flores, 45": a name that the actors do not know, after its titles and before its comma.
        if doc.words[word].upos != Upos::Propn {
            return None;
        }
        let mut words = doc.words_in(phrase);
        words.end = words.clone().find(|&i| i > word && doc.form(i) == ",").unwrap_or(words.end);
        let title = |i: usize| {
            doc.words[i].upos != Upos::Propn
                || classes(scene, i) & scene.lists.person != 0 && doc.words[i].rel != Rel::Root
        };
        let name = words.clone().find(|&i| !title(i)).filter(|&i| i <= word).unwrap_or(words.start);
        Some(doc.span_of(name..words.end))
    })
}

/// A name without the titles that were read as a part of it.
fn untitled(scene: &Scene, name: Span) -> Span {
    let words = scene.doc.words_in(name);
    let is_title = |&at: &usize| is_of_class(scene, at, scene.lists.title) || scene.doc.words[at].upos == Upos::Punct;
    match words.clone().find(|at| !is_title(at)) {
        Some(first) if first > words.start => scene.doc.span_of(first..words.end),
        _ => name,
    }
}

/// "a Turkish drone strike": by forces that are told with their country.
fn is_of_state(scene: &Scene, word: usize) -> bool {
    let Some((to, span)) = scene.mentions.actor(word) else { return false };
    let forces = |a: &Actor| matches!(a.kind, ActorKind::Unit | ActorKind::State) && a.country.is_some();
    span != scene.doc.words[word].span && actor(scene.actors, Some(to)).is_some_and(forces)
}

/// Whether an actor's name stands at a word.
fn is_name(scene: &Scene, word: usize) -> bool {
    let Some((to, span)) = scene.mentions.actor(word) else { return scene.doc.words[word].upos == Upos::Propn };
    actor(scene.actors, Some(to)).is_some_and(|a| a.is_named_at(span))
}

/// Times among the phrases of the trigger and of the verb that governs it.
fn times(scene: &Scene, trigger: &Trigger, out: &mut Vec<Argument>) {
    let verb = trigger.light.map(|(v, _)| v);
    let governor = trigger.noun.then(|| scene.doc.head(trigger.word)).flatten();
    for at in [Some(trigger.word), verb, trigger.object, governor].into_iter().flatten() {
        for c in scene.doc.children(at) {
            if let Some((r, span)) = scene.mentions.time(c)
                && !out.iter().any(|a| a.role == Role::Time)
            {
                out.push(Argument { role: Role::Time, span, to: Some(r) });
            }
        }
    }
}

/// What an event takes over from the clause that it governs: whom the agreement, demand or refusal is about.
pub(super) fn from_complement(scene: &Scene, trigger: &Trigger, all: &[Trigger], own: &[Argument]) -> Vec<Argument> {
    let needs = matches!(
        trigger.sense.kind,
        Some(EventType::Agree | EventType::Request | EventType::Reject | EventType::Threaten | EventType::Concede)
    );
    let has = own.iter().any(|a| matches!(a.role, Role::Recipient | Role::Victim | Role::Object));
    let Some(inner) = trigger.clause.complement.filter(|_| needs && !has) else { return Vec::new() };
    // The event that it governs, or that its object tells, knows best.
    let inner_event = all.iter().find(|t| t.word == inner || t.light.is_some_and(|(v, _)| v == inner));
    if let Some(event) = inner_event.filter(|_| trigger.sense.kind != Some(EventType::Request)) {
        let mut inner_arguments = find(scene, event);
        inner_arguments.retain(|a| {
            matches!(a.role, Role::Recipient | Role::Victim | Role::Place | Role::Destination | Role::Origin)
                && !own.iter().any(|o| o.role == Role::Actor && o.span.overlaps(a.span))
        });
        let settles = |a: &Argument| matches!(a.role, Role::Recipient | Role::Victim);
        if inner_arguments.iter().any(|a| settles(a) && !is_own_thing(scene, a.span)) {
            inner_arguments.retain(settles);
            for a in &mut inner_arguments {
                a.role = Role::Recipient;
            }
            return inner_arguments;
        }
    }
    let c = clause::of_verb(scene, inner);
    let mut out = Vec::new();
    let subject_first = trigger.sense.kind == Some(EventType::Request);
    let actors: Vec<Span> = own.iter().filter(|a| a.role == Role::Actor).map(|a| a.span).collect();
    let pick = |slot: fn(&Slot) -> bool| {
        c.fillers.iter().filter(|(s, _)| slot(s)).map(|&(_, w)| w).find(|&w| {
            let span = extent::phrase(scene, w);
            !actors.iter().any(|a| a.overlaps(span)) && scene.mentions.time(w).is_none()
        })
    };
    let subject = pick(|s| *s == Slot::Subj).filter(|_| subject_first);
    let party =
        c.fillers.iter().filter(|(s, _)| matches!(s, Slot::Prep(_) | Slot::Iobj)).map(|&(_, w)| w).find(|&w| {
            scene.mentions.actor(w).is_some() && !actors.iter().any(|a| a.overlaps(extent::phrase(scene, w)))
        });
    let object = pick(|s| matches!(s, Slot::Obj | Slot::Iobj));
    let object_is_party = object.is_some_and(|w| classes(scene, w) & parties(scene) != 0);
    let own_thing =
        object.is_some_and(|w| !object_is_party && scene.doc.children(w).any(|c| doc_possessive(scene.doc, c)));
    let found = subject
        .or(if object_is_party {
            object
        } else if own_thing {
            party.or_else(|| pick(|s| matches!(s, Slot::Prep(_))))
        } else {
            party
        })
        .or(object)
        .or_else(|| pick(|s| matches!(s, Slot::Prep(_))));
    if let Some(word) = found {
        for w in conjuncts(scene.doc, word) {
            add(scene, &mut out, Role::Recipient, w);
        }
    }
    for &(slot, w) in &c.fillers {
        let site = scene.mentions.place(w).is_some() || classes(scene, w) & scene.lists.site != 0;
        if matches!(slot, Slot::Prep(_)) && Some(w) != found && site && scene.mentions.time(w).is_none() {
            add(scene, &mut out, Role::Place, w);
        }
    }
    out
}

/// "Egypt said the rebels must leave": the speaker demands, whoever must act is asked. True where that is so.
pub(super) fn of_demand(
    scene: &Scene,
    trigger: &Trigger,
    found: &super::reality::Found,
    arguments: &mut Vec<Argument>,
) -> bool {
    let doc = scene.doc;
    if !found.obliged
        || trigger.noun
        || doc.words[trigger.word].rel != Rel::Ccomp
        || trigger.sense.kind == Some(EventType::Request)
    {
        return false;
    }
    let Some(speech) = doc.head(trigger.word) else { return false };
    let Some(speaker) = clause::of_verb(scene, speech).get(Slot::Subj) else { return false };
    arguments.retain(|a| !matches!(a.role, Role::Recipient | Role::Victim | Role::Object));
    for a in arguments.iter_mut().filter(|a| a.role == Role::Actor) {
        a.role = Role::Recipient;
    }
    add(scene, arguments, Role::Actor, speaker);
    true
}

/// Whether a phrase is what its owner disposes of ("its troops").
fn is_own_thing(scene: &Scene, span: Span) -> bool {
    let head = scene.doc.head_of(scene.doc.words_in(span));
    scene.mentions.actor(head).is_none() && scene.doc.children(head).any(|c| doc_possessive(scene.doc, c))
}

/// "its", "their" before a noun.
fn doc_possessive(doc: &Document, word: usize) -> bool {
    let w = &doc.words[word];
    w.feats.possessive || (w.sub == Sub::Poss && w.upos == Upos::Pron)
}

/// The kind of the actor that an argument refers to.
pub(super) fn actor(actors: &[Actor], to: Option<Ref>) -> Option<&Actor> {
    match to {
        Some(Ref::Actor(n)) => actors.get(n as usize),
        _ => None,
    }
}
