//! From a word that tells what is counted ("killed", "death toll") to the phrases that it counts, by the tree; where the
//! tree gives none, by the order of words.

use super::Scene;
use super::lexicon::{self, Cue, Frame};
use crate::number::NumberKind;
use std::ops::Range;
use text::{Feats, Rel, Sub, Tense, Upos, VerbForm};

/// Where a counted phrase was found, in the order of trust.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Tree,
    Order,
}

/// The heads of the phrases that a cue counts, and how they were found.
pub(super) fn slots(scene: &Scene, cue: Cue, words: &Range<usize>) -> Vec<(usize, Way)> {
    let head = scene.doc.head_of(words.clone());
    let mut out = Vec::new();
    match cue.frame {
        Frame::Obj | Frame::Lose => object(scene, head, &mut out),
        Frame::Subj | Frame::People => subject(scene, head, &mut out),
        Frame::Head => itself(scene, words, &mut out),
        Frame::Pred => predicate(scene, head, words, &mut out),
        Frame::Of => complement(scene, head, words, &mut out),
        Frame::Poss => owner(scene, head, &mut out),
        Frame::Toll => toll(scene, head, words, &mut out),
        Frame::Life => life(scene, head, &mut out),
        Frame::Both | Frame::Nobody => {}
    }
    out
}

fn is_verb(scene: &Scene, w: usize) -> bool {
    matches!(scene.doc.words[w].upos, Upos::Verb | Upos::Aux) || scene.doc.words[w].feats.verb_form.is_some()
}

/// A past participle, which counts what it is said of unless an auxiliary "have" makes it active.
fn participle(feats: Feats) -> bool {
    feats.passive || feats.verb_form == Some(VerbForm::Part) && feats.tense != Some(Tense::Pres)
}

/// What a verb's object, or the subject of its passive, counts.
fn object(scene: &Scene, v: usize, out: &mut Vec<(usize, Way)>) {
    let doc = scene.doc;
    let word = &doc.words[v];
    // "and wound 12 others": a verb that the tagger takes for a noun or an adjective, before its number.
    let mistagged = word.upos == Upos::Noun || word.upos == Upos::Adj && word.rel == Rel::Conj;
    if !is_verb(scene, v) && mistagged && scene.links.number(v).is_none() {
        let n = scene.next_number(v);
        let next = scene.numbers.get(n).filter(|n| n.words.start == v + 1);
        let next = next.filter(|n| matches!(n.kind, NumberKind::Count | NumberKind::Share));
        out.extend(next.map(|next| (scene.links.noun[n].unwrap_or(next.core.start), Way::Tree)));
        if !out.is_empty() {
            return;
        }
    }
    if !is_verb(scene, v) && !matches!(word.upos, Upos::Adj) {
        // "of MURDERING Karim Haddad", taken for a part of the name's title.
        if out.is_empty() && v + 1 < doc.words.len() && scene.same_sentence(v, v + 1) && scene.starts_person(v + 1) {
            out.push((v + 1, Way::Order));
        }
        return;
    }
    if has_passive(scene, v) || marked_passive(scene, v).is_some() {
        subjects(scene, v, out);
        if !out.is_empty() {
            return;
        }
    }
    // "12 people killed in", "the soldiers wounded yesterday", "wounded soldiers".
    let described = matches!(word.rel, Rel::Acl | Rel::Amod) && word.sub != Sub::Relcl;
    if described && (participle(word.feats) || word.upos == Upos::Adj) && doc.child(v, Rel::Obj).is_none() {
        out.extend(doc.head(v).map(|h| (h, Way::Tree)));
        return;
    }
    // "who have been killed", "qui ont été tués": the antecedent.
    if let Some(target) = antecedent(scene, v)
        && has_passive(scene, v)
    {
        out.push((target, Way::Tree));
        return;
    }
    let objects = |v: usize| doc.children(v).filter(|&c| doc.words[c].rel == Rel::Obj).map(|o| (o, Way::Tree));
    out.extend(objects(v));
    if out.is_empty() {
        // "killed and wounded 12": one object for both.
        let joined = doc.children(v).filter(|&c| doc.words[c].rel == Rel::Conj && is_verb(scene, c) && c < v + 4);
        out.extend(joined.flat_map(objects));
    }
    if !out.is_empty() {
        return;
    }
    // "wounded up to 30 people": the tree takes the words around the number for an adverb and a preposition.
    let n = scene.next_number(v);
    let behind = scene.numbers.get(n).filter(|n| n.words.start == v + 1 && n.words.start < n.core.start);
    if let Some(number) = behind.filter(|n| n.kind == NumberKind::Count && !has_passive(scene, v)) {
        out.push((scene.links.noun[n].unwrap_or(number.core.start), Way::Order));
        return;
    }
    // "5,000 fighters arrested after": a participle that the tree takes for a verb with a subject.
    let goes_on = doc
        .words
        .get(v + 1)
        .is_some_and(|w| matches!(w.upos, Upos::Noun | Upos::Propn | Upos::Num | Upos::Det | Upos::Adj | Upos::Pron));
    if !goes_on && (participle(word.feats) || word.feats.tense == Some(Tense::Past)) {
        let before = out.len();
        subjects(scene, v, out);
        if out.len() > before {
            return;
        }
    }
    // "were shot and killed": the subject of the verb that it is joined to, unless it has an auxiliary and so a subject
    // of its own, which the tree has lost.
    let own = doc.children(v).any(|c| doc.words[c].rel == Rel::Aux);
    if word.rel == Rel::Conj
        && !own
        && let Some(h) = doc.head(v).filter(|&h| is_verb(scene, h))
        && participle(word.feats)
        && (has_passive(scene, h) || marked_passive(scene, h).is_some())
    {
        subjects(scene, h, out);
        return;
    }
    // « a fait état de cinq rebelles tués samedi »: the noun that is counted right before it.
    let described = v
        .checked_sub(1)
        .filter(|&n| doc.words[n].upos == Upos::Noun && scene.links.number(n).is_some() && scene.same_sentence(n, v));
    if let Some(noun) = described.filter(|_| !own && word.rel == Rel::Xcomp && participle(word.feats)) {
        out.push((noun, Way::Order));
        return;
    }
    // "left 12 people killed", "avec douze hommes tués".
    if !goes_on && !own && matches!(word.rel, Rel::Xcomp | Rel::Conj) && participle(word.feats) {
        out.extend(doc.head(v).and_then(|h| doc.child(h, Rel::Obj)).map(|o| (o, Way::Tree)));
    }
}

/// The subject of a passive; a verb with an object behind it is none, whatever the tree says ("bombings have wounded six").
fn marked_passive(scene: &Scene, v: usize) -> Option<usize> {
    let doc = scene.doc;
    if is_active(scene, v) {
        return None;
    }
    doc.children(v).find(|&c| doc.words[c].rel == Rel::Nsubj && doc.words[c].sub == Sub::Pass)
}

/// Whether a verb has an object behind it, and so a subject that acts.
fn is_active(scene: &Scene, v: usize) -> bool {
    scene.doc.children(v).any(|c| c > v && scene.doc.words[c].rel == Rel::Obj)
}

/// All subjects of a verb: a parser may give it the time before the subject as one more.
fn subjects(scene: &Scene, v: usize, out: &mut Vec<(usize, Way)>) {
    let doc = scene.doc;
    // « Trois hommes ont été tués, a dit le maire »: behind a comma stands who speaks, whatever the tree says.
    let behind = |c: usize| (v..c).any(|w| doc.form(w) == ",");
    let found = doc.children(v).filter(|&c| doc.words[c].rel == Rel::Nsubj && !behind(c));
    out.extend(found.filter_map(|s| resolve(scene, s, v)).map(|s| (s, Way::Tree)));
}

/// A relative pronoun stands for what its clause describes.
fn resolve(scene: &Scene, subject: usize, v: usize) -> Option<usize> {
    if scene.doc.words[subject].upos == Upos::Pron && scene.entry(subject).is(lexicon::WHO) {
        return antecedent(scene, v);
    }
    Some(subject)
}

fn has_passive(scene: &Scene, v: usize) -> bool {
    let doc = scene.doc;
    doc.children(v).any(|c| doc.words[c].rel == Rel::Aux && doc.words[c].sub == Sub::Pass)
        || participle(doc.words[v].feats)
            && doc
                .children(v)
                .any(|c| matches!(doc.words[c].rel, Rel::Aux | Rel::Cop) && scene.entry(c).is(lexicon::BE) && c < v)
}

/// The noun that a relative clause describes.
fn antecedent(scene: &Scene, v: usize) -> Option<usize> {
    let w = &scene.doc.words[v];
    if w.rel == Rel::Acl && w.sub == Sub::Relcl {
        return scene.doc.head(v);
    }
    if w.rel == Rel::Conj {
        let h = scene.doc.head(v)?;
        let w = &scene.doc.words[h];
        return if w.rel == Rel::Acl && w.sub == Sub::Relcl { scene.doc.head(h) } else { None };
    }
    None
}

/// What a verb's subject counts.
fn subject(scene: &Scene, v: usize, out: &mut Vec<(usize, Way)>) {
    let doc = scene.doc;
    if !is_verb(scene, v) && !matches!(doc.words[v].upos, Upos::Adj) {
        return;
    }
    let mut at = v;
    // Up from "to flee" and "and died" to the verb that has the subject.
    for _ in 0..3 {
        subjects(scene, at, out);
        if !out.is_empty() {
            return;
        }
        let w = &doc.words[at];
        let Some(h) = doc.head(at) else { break };
        match w.rel {
            Rel::Acl => {
                out.push((h, Way::Tree));
                return;
            }
            Rel::Amod => {
                out.push((h, Way::Tree));
                return;
            }
            Rel::Xcomp => {
                if let Some(o) = doc.child(h, Rel::Obj) {
                    out.push((o, Way::Tree));
                    return;
                }
                at = h;
            }
            // "crossed the river to take refuge"
            Rel::Advcl if w.feats.verb_form == Some(VerbForm::Inf) => at = h,
            Rel::Conj if is_verb(scene, h) => {
                // "and forty rebels surrendered": a subject of its own that the tree has tied to the verb before.
                let first = scene.next_number(h);
                let own = scene.numbers.get(first..).unwrap_or_default().iter().enumerate().find(|(i, n)| {
                    let head = scene.links.noun[first + i].unwrap_or(n.core.start);
                    n.words.start > h && !matches!(doc.words[head].rel, Rel::Obj | Rel::Obl | Rel::Iobj)
                });
                if let Some((_, n)) = own.filter(|(_, n)| n.words.end <= v) {
                    out.push((n.core.start, Way::Order));
                    return;
                }
                at = h;
            }
            _ => break,
        }
    }
}

/// A word that counts itself: "12 dead", "no deaths", "30 others wounded".
fn itself(scene: &Scene, words: &Range<usize>, out: &mut Vec<(usize, Way)>) {
    let head = scene.doc.head_of(words.clone());
    if scene.links.number(head).is_some() {
        out.push((head, Way::Tree));
        return;
    }
    // "12 [others] wounded": a number right before.
    let mut before = words.start;
    for _ in 0..3 {
        let Some(w) = before.checked_sub(1).filter(|&w| scene.same_sentence(w, words.start)) else { return };
        if let Some(n) = scene.links.number(w) {
            let number = &scene.numbers[n];
            // "12 soldiers wounded" is the verb's business, unless the noun says nothing.
            let bare = number.core.contains(&w) || scene.entry(w).is(lexicon::MORE);
            if bare && number.kind == NumberKind::Count {
                out.push((number.core.start, Way::Order));
            }
            return;
        }
        let between = scene.entry(w).is(lexicon::MORE) || scene.doc.words[w].upos == Upos::Adj;
        if !between {
            return;
        }
        before = w;
    }
}

/// What an adjective is said of: "12 are dead", "left 12 people dead", "12 people dead".
fn predicate(scene: &Scene, head: usize, words: &Range<usize>, out: &mut Vec<(usize, Way)>) {
    let doc = scene.doc;
    let word = &doc.words[head];
    let said = word.upos == Upos::Verb && doc.child(head, Rel::Nsubj).is_some();
    if matches!(word.upos, Upos::Noun | Upos::Verb) && !said && !matches!(word.rel, Rel::Xcomp | Rel::Obl) {
        return;
    }
    if is_active(scene, head) {
        return;
    }
    if let Some(s) = doc.child(head, Rel::Nsubj) {
        out.extend(resolve(scene, s, head).map(|s| (s, Way::Tree)));
        return;
    }
    let Some(h) = doc.head(head) else { return };
    // "sentenced him to death".
    if scene.entry(h).is(lexicon::SENTENCE) {
        return;
    }
    match word.rel {
        Rel::Amod | Rel::Acl => out.push((h, Way::Tree)),
        Rel::Xcomp | Rel::Advcl | Rel::Obl => {
            if let Some(o) = doc.child(h, Rel::Obj).filter(|&o| o < words.start) {
                out.push((o, Way::Tree));
            } else if has_passive(scene, h) {
                subjects(scene, h, out);
            }
        }
        _ => {}
    }
}

/// What "of" brings to a noun: "the killing of 12 monks".
fn complement(scene: &Scene, head: usize, words: &Range<usize>, out: &mut Vec<(usize, Way)>) {
    let doc = scene.doc;
    if is_attempt(scene, words) {
        return;
    }
    let inside = doc.children(head).find(|&c| c >= words.end && matches!(doc.words[c].rel, Rel::Nmod | Rel::Obl));
    match inside {
        Some(c) => out.push((c, Way::Tree)),
        None => after(scene, words.end, out),
    }
}

/// Whose death it is: "Haddad's murder", "the Haddad assassination", "the murder in Gao of Haddad".
fn owner(scene: &Scene, head: usize, out: &mut Vec<(usize, Way)>) {
    let doc = scene.doc;
    if doc.words[head].upos != Upos::Noun || is_attempt(scene, &(head..head + 1)) {
        return;
    }
    let owner = doc.children(head).find(|&c| {
        let w = &doc.words[c];
        c < head
            && w.upos != Upos::Pron
            && (w.rel == Rel::Nmod && w.sub == Sub::Poss || w.rel == Rel::Compound && w.upos == Upos::Propn)
    });
    if let Some(c) = owner {
        out.push((c, Way::Tree));
        return;
    }
    if let Some(victim) = scene.complement_past_setting(head) {
        out.push((victim, Way::Order));
        return;
    }
    // The tree has tied the owner to something else: a name right before the apostrophe.
    let apostrophe = head.checked_sub(1).filter(|&w| scene.same_sentence(w, head) && doc.words[w].upos == Upos::Part);
    let i = doc.names.partition_point(|n| n.words.end < head.saturating_sub(1));
    if let (Some(w), Some(name)) = (apostrophe, doc.names.get(i))
        && name.words.end == w
        && name.kind == text::NameKind::Person
    {
        out.push((name.words.start, Way::Order));
    }
}

/// "attempted murder", "murder attempt", "a plot for the murder of".
fn is_attempt(scene: &Scene, words: &Range<usize>) -> bool {
    let low = words.start.saturating_sub(1);
    let high = (words.end + 1).min(scene.doc.words.len());
    (low..high).any(|w| scene.same_sentence(w, words.start) && scene.entry(w).is(lexicon::ATTEMPT))
}

/// The number of a total: "a death toll of 12", "raised the toll to 40", "the toll stood at four".
fn toll(scene: &Scene, head: usize, words: &Range<usize>, out: &mut Vec<(usize, Way)>) {
    /// The number stands near its noun.
    const FAR: usize = 14;
    let doc = scene.doc;
    let end = doc.sentences[doc.words[head].sentence as usize].words().end;
    // "the dead men": no total.
    if doc.words.get(words.end).is_some_and(|w| words.end < end && matches!(w.upos, Upos::Noun | Upos::Propn)) {
        return;
    }
    let counts = |w: usize| {
        let n = scene.links.number(w)?;
        let number = &scene.numbers[n];
        // "le bilan d'une attaque": an article counts no dead.
        let article =
            number.best == Some(1.0) && scene.links.noun[n].is_some_and(|w| !scene.entry(w).is(lexicon::PERSON));
        (number.kind == NumberKind::Count && number.core.contains(&w) && !article).then_some(n)
    };
    // "Injured: 41": the cue itself ends in what tells the number.
    let mut told = words.len() > 1 && scene.entry(words.end - 1).is(lexicon::TOLL_VERB);
    let mut w = words.end;
    while w < end.min(words.end + FAR) {
        told |= scene.entry(w).is(lexicon::TOLL_VERB);
        if let Some(n) = counts(w) {
            if told {
                out.push((w, Way::Order));
                // "from 12 to 40": the toll is the second.
                let next = scene.numbers[n].words.end;
                if next + 1 < end
                    && let Some(m) = scene.links.number(next + 1).filter(|&m| m != n)
                    && scene.entry(next).is(lexicon::TOLL_VERB)
                    && scene.numbers[m].kind == NumberKind::Count
                {
                    out.pop();
                    out.push((next + 1, Way::Order));
                }
            }
            return;
        }
        if doc.words[w].upos == Upos::Punct && !matches!(doc.form(w), ":" | ",") && !scene.entry(w).is(lexicon::QUOTE) {
            break;
        }
        w += 1;
    }
    // "bringing to 40 the number of dead", "porte à 40 le nombre de morts".
    let start = doc.sentences[doc.words[head].sentence as usize].words().start;
    for w in (start.max(words.start.saturating_sub(5))..words.start).rev() {
        if counts(w).is_some() {
            let before = scene.numbers[scene.links.number(w).unwrap_or(0)].words.start;
            if before > start && scene.entry(before - 1).is(lexicon::TOLL_VERB) {
                out.push((w, Way::Order));
            }
            return;
        }
    }
}

/// "claimed 12 lives": lives that a verb takes.
fn life(scene: &Scene, head: usize, out: &mut Vec<(usize, Way)>) {
    let doc = scene.doc;
    let taken = doc.head(head).is_some_and(|h| scene.entry(h).is(lexicon::LIFE_VERB));
    if scene.links.number(head).is_some() && taken {
        out.push((head, Way::Tree));
    }
}

/// What stands beside a verb that the tree gives nothing countable: the number right behind it, or the last before it.
/// Persons without a number are looked for only where the tree says nothing at all of who it was (`lost`).
pub(super) fn by_order(scene: &Scene, frame: Frame, words: &Range<usize>, lost: bool) -> Vec<(usize, Way)> {
    let mut out = Vec::new();
    let v = scene.doc.head_of(words.clone());
    if !is_verb(scene, v) {
        return out;
    }
    match frame {
        Frame::Obj | Frame::Lose if !has_passive(scene, v) => after(scene, words.end, &mut out),
        Frame::Obj | Frame::Subj => before(scene, words, lost, &mut out),
        Frame::People => {
            before(scene, words, lost, &mut out);
            if out.is_empty() {
                after(scene, words.end, &mut out); // "there are 300"
            }
        }
        _ => {}
    }
    out
}

/// The number or the name that stands next behind: "killing at least 12", "killed Presidency Minister Karim Haddad".
fn after(scene: &Scene, from: usize, out: &mut Vec<(usize, Way)>) {
    const FAR: usize = 7;
    let end = scene.doc.words.len();
    for w in from..(from + FAR).min(end) {
        if !scene.same_sentence(w, from) {
            return;
        }
        if scene.starts_person(w) {
            // "drawn up by Dr Haddad": who does it.
            let agent = (from..w).any(|p| scene.doc.words[p].upos == Upos::Adp && !scene.entry(p).is(lexicon::OF));
            if !agent {
                out.push((w, Way::Order));
            }
            return;
        }
        let kind = |n: usize| scene.numbers[n].kind;
        if let Some(n) = scene.links.number(w).filter(|&n| !matches!(kind(n), NumberKind::Label | NumberKind::Age)) {
            if matches!(kind(n), NumberKind::Count | NumberKind::Share) {
                out.push((w, Way::Order));
            }
            return;
        }
        if scene.doc.form(w) == "-" || scene.links.number(w).is_some() {
            continue;
        }
        let passes = scene.numbers.get(scene.next_number(w)).is_some_and(|n| n.words.contains(&w));
        // Past a noun only a name may come: its title stands before it.
        let upos = scene.doc.words[w].upos;
        let title = matches!(upos, Upos::Noun | Upos::Propn);
        if title
            && scene.next_number(w) < scene.numbers.len()
            && scene.numbers[scene.next_number(w)].words.start < w + 3
        {
            return;
        }
        // "killed himself and nine others".
        let itself = matches!(upos, Upos::Pron | Upos::Cconj) && w < from + 2;
        if !passes && !title && !itself && !matches!(upos, Upos::Det | Upos::Adp | Upos::Adv | Upos::Adj) {
            return;
        }
    }
}

/// The number that stands before a verb whose subject the tree has lost, else the person.
fn before(scene: &Scene, words: &Range<usize>, lost: bool, out: &mut Vec<(usize, Way)>) {
    const FAR: usize = 18;
    let doc = scene.doc;
    let (mut name, mut person) = (None, None);
    for w in (words.start.saturating_sub(FAR)..words.start).rev() {
        // A participle may stand between ("five passengers travelling by bus were injured"), another clause may not.
        let word = &doc.words[w];
        let helped = || doc.children(w).any(|c| doc.words[c].rel == Rel::Aux);
        let clause = word.upos == Upos::Verb && (word.feats.verb_form == Some(VerbForm::Fin) || helped());
        let quote = word.upos == Upos::Punct && matches!(doc.form(w), ";" | "\"" | "“" | "”" | "«" | "»" | ":");
        if !scene.same_sentence(w, words.start) || clause || quote || word.upos == Upos::Sconj {
            break;
        }
        let under_preposition = |start: usize| {
            start.checked_sub(1).is_some_and(|b| doc.words[b].upos == Upos::Adp && !scene.entry(b).is(lexicon::OF))
        };
        let counted = scene.links.number(w).filter(|&n| scene.numbers[n].core.contains(&w));
        if let Some(n) = counted {
            let person = scene.links.noun[n].is_none_or(|w| {
                scene.entry(w).is(lexicon::PERSON | lexicon::HOUSEHOLD | lexicon::HOME | lexicon::ITEM | lexicon::LAND)
            });
            let counts = matches!(scene.numbers[n].kind, NumberKind::Count | NumberKind::Share) && person;
            if counts && !under_preposition(scene.numbers[n].words.start) {
                out.push((w, Way::Order));
                return;
            }
        }
        let start = || scene.phrase(w, w).start;
        if name.is_none() && scene.starts_person(w) && !under_preposition(start()) {
            name = Some(w);
        }
        // "the rebel attack" is no rebel.
        let noun = matches!(doc.words[w].upos, Upos::Noun | Upos::Propn) && doc.words[w].rel != Rel::Compound;
        let noun = noun && scene.entry(w).is(lexicon::PERSON);
        if person.is_none() && noun && !under_preposition(start()) {
            person = Some(w);
        }
    }
    out.extend(name.or(person).filter(|_| lost).map(|w| (w, Way::Order)));
}
