//! What stands in which slot of a verb or a noun: subjects, objects and prepositional phrases, with passives, relative
//! clauses, participles and control resolved to the words that fill them.

use super::lexicon::{Lists, Slot};
use super::triggers::classes;
use super::{Scene, arguments};
use crate::reading::ActorKind;
use text::{Document, Key, PronType, Rel, Sub, Tense, Upos, VerbForm};

/// How far subjects are looked for up the tree.
const MOST_STEPS: usize = 5;

/// The fillers of a verb or noun.
#[derive(Clone, Debug, Default)]
pub(super) struct Clause {
    pub(super) passive: bool,
    /// Slot and head word of its filler, in text order for each part.
    pub(super) fillers: Vec<(Slot, usize)>,
    /// Head of the clause that it governs ("agreed to withdraw": withdraw).
    pub(super) complement: Option<usize>,
    pub(super) reflexive: bool,
}

impl Clause {
    pub(super) fn get(&self, slot: Slot) -> Option<usize> {
        self.fillers.iter().find(|(s, _)| *s == slot).map(|&(_, w)| w)
    }

    fn add(&mut self, slot: Slot, word: usize) {
        if !self.fillers.contains(&(slot, word)) {
            self.fillers.push((slot, word));
        }
    }
}

/// The slots of a verb or predicative adjective.
pub(super) fn of_verb(scene: &Scene, verb: usize) -> Clause {
    let (doc, lists) = (scene.doc, scene.lists);
    let mut c = direct(doc, lists, verb);
    if c.get(Slot::Subj).is_none()
        && let Some(subject) = passed_on_subject(doc, lists, verb, c.passive)
    {
        let slot = if c.passive { Slot::Obj } else { Slot::Subj };
        if c.get(slot).is_none() {
            c.add(slot, subject);
        }
    }
    let slot = if c.passive { Slot::Obj } else { Slot::Subj };
    if c.get(slot).is_none()
        && let Some(subject) = by_word_order(scene, verb)
    {
        c.add(slot, subject);
    }
    for filler in &mut c.fillers {
        filler.1 = counted(scene, who(scene, filler.1));
    }
    c
}

/// The noun that an adverb of number leads to: "plus de 200 | civils".
fn counted(scene: &Scene, word: usize) -> usize {
    let doc = scene.doc;
    let is_noun = |&c: &usize| {
        c > word
            && matches!(doc.words[c].upos, Upos::Noun | Upos::Propn)
            && matches!(doc.words[c].rel, Rel::Obl | Rel::Nmod)
            && preposition(doc, c).is_some_and(|p| Some(p) == scene.lists.patient)
    };
    let adverb = doc.words[word].upos == Upos::Adv;
    adverb.then(|| doc.children(word).find(is_noun)).flatten().unwrap_or(word)
}

/// What a relative pronoun stands for; one that means persons ("who") stands for the nearest noun above that can be one:
/// "the mayor of Tal Rifa, in the north of the province, who".
fn who(scene: &Scene, word: usize) -> usize {
    let noun = antecedent(scene.doc, word);
    let personal = scene.lists.classes.get(&scene.doc.words[word].lower).is_some_and(|c| c & scene.lists.person != 0);
    if noun == word || !personal {
        return noun;
    }
    let party = |w: &usize| {
        classes(scene, *w) & (scene.lists.person | scene.lists.rebel | scene.lists.force) != 0
            || scene.mentions.actor(*w).is_some_and(|(r, _)| {
                arguments::actor(scene.actors, Some(r)).is_some_and(|a| a.kind == ActorKind::Person)
            })
    };
    let above = |w: &usize| {
        let inside = matches!(scene.doc.words[*w].rel, Rel::Nmod | Rel::Appos | Rel::Conj | Rel::Flat);
        scene.doc.head(*w).filter(|_| inside)
    };
    std::iter::successors(Some(noun), above).take(MOST_STEPS).find(party).unwrap_or(noun)
}

/// How far to the left a subject is looked for where the tree gives none.
const REACH: usize = 30;

/// The subject by word order, for a finite verb of a main or reported clause whose tree gives none: the nearest noun phrase
/// before it that stands without a preposition and tells no time.
fn by_word_order(scene: &Scene, verb: usize) -> Option<usize> {
    let (doc, w) = (scene.doc, &scene.doc.words);
    let finite = w[verb].feats.verb_form == Some(VerbForm::Fin)
        || doc.children(verb).any(|c| matches!(w[c].rel, Rel::Aux | Rel::Cop));
    let reported = matches!(w[verb].rel, Rel::Root | Rel::Ccomp | Rel::Parataxis)
        || (w[verb].rel == Rel::Conj && w[w[verb].head as usize].upos != Upos::Verb);
    if !finite || !reported || doc.children(verb).any(|c| w[c].rel == Rel::Expl) {
        return None;
    }
    let first = doc.sentences[w[verb].sentence as usize].first as usize;
    let mut at = verb;
    while at > first.max(verb.saturating_sub(REACH)) {
        at -= 1;
        if w[at].upos == Upos::Verb && matches!(w[at].rel, Rel::Root | Rel::Ccomp | Rel::Parataxis | Rel::Conj) {
            return None;
        }
        if !matches!(w[at].upos, Upos::Noun | Upos::Propn | Upos::Pron) || is_relative(doc, at) {
            continue;
        }
        let mut top = at;
        for _ in 0..MOST_STEPS {
            match doc.head(top) {
                Some(h)
                    if h < verb
                        && matches!(w[h].upos, Upos::Noun | Upos::Propn)
                        && !matches!(w[top].rel, Rel::Conj | Rel::Appos | Rel::Parataxis) =>
                {
                    top = h
                }
                _ => break,
            }
        }
        let marked = doc.children(top).any(|c| matches!(w[c].rel, Rel::Case | Rel::Mark));
        if !marked && scene.mentions.time(top).is_none() && scene.mentions.time(at).is_none() {
            return Some(top);
        }
    }
    None
}

/// The slots that the verb's own dependents fill.
fn direct(doc: &Document, lists: &Lists, verb: usize) -> Clause {
    let w = &doc.words;
    // "Les rebelles se sont retirés": who does it to himself acts, whatever the parser makes of the auxiliary.
    let is_own = |c: usize| w[c].rel == Rel::Expl && lists.reflexives.contains(&w[c].lower);
    let passive = is_passive(doc, verb) && !doc.children(verb).any(is_own);
    let mut c = Clause { passive, ..Clause::default() };
    if is_behind_noun(doc, verb) {
        c.passive = true;
        c.add(Slot::Obj, w[verb].head as usize);
    }
    let mut bare = None;
    let gerund = w[verb].feats.verb_form == Some(VerbForm::Ger)
        && matches!(w[verb].rel, Rel::Nsubj | Rel::Csubj | Rel::Obl | Rel::Root);
    for child in doc.children(verb) {
        match (w[child].rel, w[child].sub) {
            (Rel::Nsubj | Rel::Csubj, Sub::Pass) => c.add(if c.passive { Slot::Obj } else { Slot::Subj }, child),
            // "Shelling by the army killed four".
            (Rel::Csubj, _) if w[child].upos == Upos::Verb && child < verb => c.add(Slot::Subj, child),
            (Rel::Nsubj, _) => c.add(if c.passive { Slot::Obj } else { Slot::Subj }, child),
            (Rel::Obj, _) if lists.reflexives.contains(&w[child].lower) => c.reflexive = true,
            (Rel::Obj, _) => c.add(Slot::Obj, child),
            (Rel::Iobj, _) if lists.reflexives.contains(&w[child].lower) => c.reflexive = true,
            (Rel::Iobj, _) => c.add(Slot::Iobj, child),
            (Rel::Expl | Rel::Dep | Rel::Aux, _) if lists.reflexives.contains(&w[child].lower) => c.reflexive = true,
            (Rel::Obl | Rel::Nmod, sub) => match preposition(doc, child) {
                Some(p) if (c.passive || gerund) && (sub == Sub::Agent || lists.agents.contains(&p)) => {
                    c.add(if is_site(doc, lists, child) { Slot::Prep(p) } else { Slot::Subj }, child)
                }
                Some(_) if is_partitive(doc, verb, child) && !c.passive => bare = bare.or(Some(child)),
                Some(p) => c.add(Slot::Prep(p), child),
                None if child > verb && matches!(w[child].upos, Upos::Noun | Upos::Propn) => {
                    bare = bare.or(Some(child))
                }
                None => {}
            },
            (Rel::Xcomp | Rel::Ccomp, _) => c.complement = c.complement.or(Some(child)),
            (Rel::Advcl, _) if c.complement.is_none() && w[child].feats.verb_form == Some(VerbForm::Inf) => {
                c.complement = Some(child)
            }
            _ => {}
        }
    }
    if is_misread(doc, verb) {
        c.passive = false;
        c.add(Slot::Obj, w[verb].head as usize);
        if let Some(subject) = before_misread(doc, verb) {
            c.add(Slot::Subj, subject);
        }
        let phrases: Vec<usize> =
            doc.children(w[verb].head as usize).filter(|&p| p > verb && w[p].rel == Rel::Nmod).collect();
        for phrase in phrases {
            if let Some(p) = preposition(doc, phrase) {
                c.add(Slot::Prep(p), phrase);
            }
        }
    }
    // An object that the parser took for a measure or a time.
    if let Some(child) = bare.filter(|_| !c.passive && c.get(Slot::Obj).is_none()) {
        c.add(Slot::Obj, child);
    }
    if is_noun_with_object(doc, verb) && c.get(Slot::Subj).is_none() {
        let compound = doc.children(verb).filter(|&x| x < verb && w[x].rel == Rel::Compound).max();
        let above = doc.head(verb).filter(|&h| h < verb && matches!(w[h].upos, Upos::Noun | Upos::Propn));
        if let Some(subject) = compound.or(above) {
            c.add(Slot::Subj, subject);
        }
    }
    if let Some(noun) = described_before(doc, verb).filter(|_| c.passive) {
        c.add(Slot::Obj, noun);
    }
    // « 33 | des 47 drones »: what is counted, where the tree parts it from its number.
    let parted = |&x: &usize| {
        let number = c.get(Slot::Obj).filter(|&n| n < x && w[n].upos == Upos::Num);
        let one = |y: usize| matches!(w[y].upos, Upos::Adp | Upos::Det | Upos::Num);
        let whole = |n: usize| (n + 1..x).all(one) && (n + 1..x).any(|y| w[y].upos == Upos::Num);
        w[x].rel == Rel::Obl && w[x].upos == Upos::Noun && number.is_some_and(whole)
    };
    if let Some(counted) = doc.children(verb).find(parted) {
        c.fillers.iter_mut().filter(|f| f.0 == Slot::Obj).for_each(|f| f.1 = counted);
    }
    if !c.passive && w[verb].rel == Rel::Advcl && c.get(Slot::Subj).is_none() {
        // "after a strike | killed two": the tree takes the conjunction for a preposition.
        let after = |x: usize| lists.classes.get(&w[x].lemma).is_some_and(|class| class & lists.sequence != 0);
        let opens = |x: usize| w[x].rel == Rel::Obl && doc.children(x).any(|y| w[y].rel == Rel::Case && after(y));
        let mut before = doc.children(verb).chain(doc.head(verb).into_iter().flat_map(|h| doc.children(h)));
        let subject = before.find(|&x| x + 1 == verb && opens(x));
        if let Some(subject) = subject {
            c.add(Slot::Subj, subject);
        }
    }
    if let (Some(head), Rel::Acl) = (doc.head(verb), w[verb].rel) {
        if w[verb].sub == Sub::Relcl {
            // A relative clause without a pronoun: "the town the army took".
            let pronoun = doc.children(verb).any(|child| is_relative(doc, child));
            if !pronoun && c.get(Slot::Obj).is_none() {
                c.add(Slot::Obj, head);
            }
        } else if c.passive {
            c.add(Slot::Obj, head);
        } else if c.get(Slot::Subj).is_none() && is_past_with_object(doc, verb) {
            c.add(Slot::Subj, head);
        }
    }
    c
}

/// Whether the parser took a verb for a noun: it has an object, which no noun has ("police shot dead two men").
pub(super) fn is_noun_with_object(doc: &Document, word: usize) -> bool {
    matches!(doc.words[word].upos, Upos::Noun | Upos::Propn)
        && doc.children(word).any(|c| c > word && doc.words[c].rel == Rel::Obj)
}

/// An object whose plural article was read as a preposition and an article ("a déployé des chars").
fn is_partitive(doc: &Document, verb: usize, child: usize) -> bool {
    let case = doc.children(child).find(|&c| doc.words[c].rel == Rel::Case && c < child);
    case.is_some_and(|c| {
        c == verb + 1
            && doc.words[c].part == text::Part::First
            && doc.words.get(c + 1).is_some_and(|d| d.feats.number == Some(text::Number::Plur))
    })
}

/// Whether a verb stands where the parser took it for an adjective of its object: a noun before it, no determiner between
/// ("the army imposed blockades").
pub(super) fn is_misread(doc: &Document, verb: usize) -> bool {
    let w = &doc.words;
    w[verb].upos == Upos::Verb
        && w[verb].rel == Rel::Amod
        && (w[verb].head as usize) < w.len()
        && (verb + 1..verb + 5).contains(&(w[verb].head as usize))
        && w[verb].feats.tense != Some(Tense::Pres)
        && verb > doc.sentences[w[verb].sentence as usize].first as usize
        && matches!(w[verb - 1].upos, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Adv)
}

/// Whether a participle that the parser took for an adjective stands behind its noun ("les assaillants abattus").
pub(super) fn is_behind_noun(doc: &Document, word: usize) -> bool {
    let w = &doc.words[word];
    w.rel == Rel::Amod
        && matches!(w.upos, Upos::Adj | Upos::Verb)
        && (w.head as usize) < word
        && matches!(doc.words[w.head as usize].upos, Upos::Noun | Upos::Propn | Upos::Num)
        && w.feats.tense != Some(Tense::Pres)
}

/// The noun before such a verb, past times that stand between: the last word of it that does not describe another before it.
fn before_misread(doc: &Document, verb: usize) -> Option<usize> {
    let w = &doc.words;
    let first = doc.sentences[w[verb].sentence as usize].first as usize;
    let mut at = (first.max(verb.saturating_sub(8))..verb)
        .rev()
        .find(|&i| matches!(w[i].upos, Upos::Noun | Upos::Propn | Upos::Pron))?;
    for _ in 0..MOST_STEPS {
        match doc.head(at) {
            Some(h) if h < verb && matches!(w[h].upos, Upos::Noun | Upos::Propn) => at = h,
            _ => break,
        }
    }
    Some(at)
}

/// Whether a verb is passive: it says so, or is a past participle that describes a noun ("weapons supplied by Iran").
fn is_passive(doc: &Document, verb: usize) -> bool {
    let word = &doc.words[verb];
    let has_aux = doc.children(verb).any(|c| doc.words[c].rel == Rel::Aux);
    if !has_aux && is_past_with_object(doc, verb) {
        return false;
    }
    let marked = doc.children(verb).any(|c| {
        let child = &doc.words[c];
        child.sub == Sub::Pass && matches!(child.rel, Rel::Nsubj | Rel::Aux | Rel::Csubj)
    });
    marked
        || described_before(doc, verb).is_some()
        || (word.rel == Rel::Acl
            && word.sub != Sub::Relcl
            && word.feats.verb_form == Some(VerbForm::Part)
            && word.feats.tense != Some(Tense::Pres)
            && !has_aux)
}

/// The noun before a bare participle that agrees with it, whatever the tree ties the participle to: « l'armée a porté à onze le
/// nombre de soldats | tués ».
fn described_before(doc: &Document, verb: usize) -> Option<usize> {
    let word = &doc.words[verb];
    let bare = matches!(word.rel, Rel::Advcl | Rel::Xcomp)
        && word.feats.verb_form == Some(VerbForm::Part)
        && word.feats.tense == Some(Tense::Past)
        && !doc.children(verb).any(|c| matches!(doc.words[c].rel, Rel::Aux | Rel::Mark));
    let before = verb.checked_sub(1).filter(|&n| bare && doc.words[n].sentence == word.sentence)?;
    let noun = &doc.words[before];
    let agrees = word.feats.number.is_some() && noun.feats.number == word.feats.number;
    (noun.upos == Upos::Noun && agrees).then_some(before)
}

/// Whether a past form has an object of its own, so that the noun before it does what it tells, though the parser took it for a
/// participle: "gunmen on motorcycles killed seven people".
fn is_past_with_object(doc: &Document, verb: usize) -> bool {
    let is_object = |c: usize| doc.words[c].rel == Rel::Obj && c > verb;
    doc.words[verb].feats.tense == Some(Tense::Past) && doc.children(verb).any(is_object)
}

/// The subject that another verb hands to one that has none of its own: coordination, control, participles.
fn passed_on_subject(doc: &Document, lists: &Lists, verb: usize, passive: bool) -> Option<usize> {
    if described_before(doc, verb).is_some() {
        return None;
    }
    let mut at = verb;
    for _ in 0..MOST_STEPS {
        let head = doc.head(at)?;
        let c = direct(doc, lists, head);
        let own = |c: &Clause| if c.passive { c.get(Slot::Obj) } else { c.get(Slot::Subj) };
        match doc.words[at].rel {
            Rel::Conj if doc.words[head].upos == Upos::Verb || doc.words[head].upos == Upos::Adj => {
                if let Some(subject) = own(&c) {
                    return Some(subject);
                }
            }
            Rel::Xcomp => {
                if let Some(subject) =
                    (!c.passive).then(|| c.get(Slot::Obj).or(c.get(Slot::Iobj))).flatten().or(own(&c))
                {
                    return Some(subject);
                }
            }
            Rel::Advcl | Rel::Ccomp if doc.words[head].upos == Upos::Verb => {
                let finite = doc.words[at].feats.verb_form == Some(VerbForm::Fin);
                if finite && doc.words[at].rel == Rel::Ccomp {
                    return None;
                }
                // "They closed the gate, halting deliveries": set off by a comma it is said of the whole clause.
                // "families displaced by fighting": who suffers it does not do it.
                let by = |w: usize| lists.classes.get(&doc.words[w].lemma).is_some_and(|c| c & lists.by != 0);
                if c.passive && doc.children(at).any(|w| doc.words[w].rel == Rel::Mark && by(w)) {
                    return None;
                }
                let set_off = at > 0 && doc.form(at - 1) == "," && doc.words[head].rel == Rel::Xcomp;
                if let Some(above) = doc.head(head).filter(|_| set_off) {
                    return own(&direct(doc, lists, above));
                }
                if let Some(subject) = own(&c) {
                    return Some(subject);
                }
            }
            Rel::Acl if doc.words[at].sub != Sub::Relcl => {
                let infinitive = doc.words[at].feats.verb_form == Some(VerbForm::Inf);
                if infinitive {
                    // "the army's decision to withdraw"
                    return doc.children(head).find(|&x| doc.words[x].sub == Sub::Poss).or_else(|| {
                        let above = doc.head(head)?;
                        own(&direct(doc, lists, above))
                    });
                }
                if at != verb || passive {
                    return None;
                }
                // "issued a statement calling on": whoever issues it calls.
                let is_party = lists
                    .classes
                    .get(&doc.words[head].lemma)
                    .is_some_and(|c| c & (lists.person | lists.rebel | lists.force) != 0);
                if doc.words[head].rel == Rel::Obj
                    && !is_party
                    && let Some(subject) = doc.head(head).and_then(|g| own(&direct(doc, lists, g)))
                {
                    return Some(subject);
                }
                return Some(head);
            }
            _ => return None,
        }
        at = head;
    }
    None
}

/// The slots of a noun, with those of the verb that makes it happen left to the caller.
pub(super) fn of_noun(scene: &Scene, noun: usize) -> Clause {
    let (doc, lists) = (scene.doc, scene.lists);
    let w = &doc.words;
    let mut c = Clause::default();
    for child in doc.children(noun) {
        match (w[child].rel, w[child].sub) {
            (Rel::Nmod, Sub::Poss) => c.add(Slot::Poss, child),
            (Rel::Det, _) if w[child].feats.possessive => c.add(Slot::Poss, child),
            (Rel::Nmod | Rel::Obl, _) => match preposition(doc, child) {
                Some(p) => {
                    c.add(Slot::Prep(p), child);
                    // "the killing of the mayor by gunmen", "the killing in Gao of the mayor": what the parser hung on the
                    // phrase between.
                    let placed = scene.mentions.place(child).is_some() || scene.mentions.time(child).is_some();
                    for inner in doc.children(child).filter(|&i| i > child && w[i].rel == Rel::Nmod) {
                        let person = || classes(scene, inner) & lists.person != 0;
                        let own =
                            |p: &Key| lists.agents.contains(p) || (placed && Some(*p) == lists.patient && person());
                        if let Some(p) = preposition(doc, inner).filter(own) {
                            c.add(Slot::Prep(p), inner);
                        }
                    }
                }
                None if child < noun => c.add(Slot::Mod, child),
                None => {}
            },
            (Rel::Compound | Rel::Amod | Rel::Flat | Rel::Nummod, _) => c.add(Slot::Mod, child),
            (Rel::Acl, sub) if sub != Sub::Relcl && is_passive(doc, child) && child > noun => {
                // "an attack carried out by the army"
                let inner = direct(doc, lists, child);
                if let Some(agent) = inner.get(Slot::Subj) {
                    c.add(Slot::Subj, agent);
                }
                for &(slot, word) in &inner.fillers {
                    if matches!(slot, Slot::Prep(_)) {
                        c.add(slot, word);
                    }
                }
            }
            (Rel::Acl, _) if w[child].feats.verb_form == Some(VerbForm::Inf) => {
                c.complement = c.complement.or(Some(child))
            }
            _ => {}
        }
    }
    for filler in &mut c.fillers {
        filler.1 = antecedent(doc, filler.1);
    }
    c
}

/// The preposition before a phrase: the first word that marks its case, or that of the title before a name ("of Mayor Sol").
pub(super) fn preposition(doc: &Document, word: usize) -> Option<Key> {
    let case_of = |word: usize| doc.children(word).find(|&c| doc.words[c].rel == Rel::Case && c < word);
    let of_title = || {
        let first = doc.children(word).next().filter(|&c| c < word && doc.words[word].upos == Upos::Propn)?;
        matches!(doc.words[first].rel, Rel::Nmod | Rel::Flat | Rel::Compound).then(|| case_of(first)).flatten()
    };
    case_of(word).or_else(of_title).map(|c| {
        let key = doc.words[c].lower;
        let lemma = doc.words[c].lemma;
        if lemma != key { lemma } else { key }
    })
}

/// A place reached "by" something is no agent.
fn is_site(doc: &Document, lists: &Lists, word: usize) -> bool {
    lists
        .classes
        .get(&doc.words[word].lemma)
        .is_some_and(|c| c & lists.site != 0 && c & (lists.person | lists.state) == 0)
}

/// Whether a word is a relative pronoun.
pub(super) fn is_relative(doc: &Document, word: usize) -> bool {
    doc.words[word].upos == Upos::Pron && doc.words[word].feats.pron_type == Some(PronType::Rel)
}

/// What a relative pronoun stands for: the noun that its clause describes; any other word stands for itself.
fn antecedent(doc: &Document, word: usize) -> usize {
    if !is_relative(doc, word) {
        return word;
    }
    let mut at = word;
    for _ in 0..MOST_STEPS {
        let Some(head) = doc.head(at) else { break };
        if doc.words[at].rel == Rel::Acl {
            return head;
        }
        at = head;
    }
    word
}
