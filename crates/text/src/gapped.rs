//! Mends trees of clauses that go without a word of their own, which the parser seldom reads: a joined participle without
//! its auxiliary ("three were killed and five others wounded", "three were caught in the crossfire and wounded"), a joined subject that the tree gives to the clause before
//! ("two were killed in Gao and six others were wounded"), and a speaker taken for one of a list ("the dead were two women
//! and a child, the mayor said").

use crate::document::Document;
use crate::ud::{Rel, Sub, Tense, Upos, VerbForm};

/// Mends one such clause in each sentence, and the index of children with it.
pub(crate) fn mend(doc: &mut Document) {
    let mut mended = false;
    for i in 0..doc.sentences.len() {
        let found = doc.sentences[i].words().find_map(|v| Some((v, gap(doc, v)?)));
        if let Some((v, gap)) = found {
            gap.mend(doc, v);
            mended = true;
        }
    }
    if mended {
        doc.index();
    }
}

/// What a verb without a subject lacks.
fn gap(doc: &Document, v: usize) -> Option<Gap> {
    if doc.words[v].upos != Upos::Verb || doc.child(v, Rel::Nsubj).is_some() {
        return None;
    }
    joined_to_noun(doc, v)
        .or_else(|| bare_participle(doc, v))
        .or_else(|| own_auxiliary(doc, v))
        .or_else(|| speaker(doc, v))
}

/// What is wrong with a verb.
struct Gap {
    /// Its subject, which the tree has given to something else.
    subject: Option<usize>,
    passive: bool,
    /// The clause that the verb's own is joined to, and the conjunction, where that is to change.
    joined: Option<(usize, usize)>,
}

impl Gap {
    fn mend(self, doc: &mut Document, v: usize) {
        if let Some((first, conjunction)) = self.joined {
            let verb = &mut doc.words[v];
            (verb.head, verb.rel, verb.sub) = (first as u32, Rel::Conj, Sub::None);
            doc.words[conjunction].head = v as u32;
        }
        if let Some(subject) = self.subject {
            let word = &mut doc.words[subject];
            let sub = if self.passive { Sub::Pass } else { Sub::None };
            (word.head, word.rel, word.sub) = (v as u32, Rel::Nsubj, sub);
        }
    }
}

/// Longer subjects of such clauses are rare.
const FAR: usize = 14;

fn participle(doc: &Document, v: usize) -> bool {
    let feats = doc.words[v].feats;
    feats.verb_form == Some(VerbForm::Part) && feats.tense != Some(Tense::Pres)
}

fn helped(doc: &Document, v: usize) -> bool {
    doc.children(v).any(|c| matches!(doc.words[c].rel, Rel::Aux | Rel::Cop))
}

fn passive(doc: &Document, v: usize) -> bool {
    doc.children(v).any(|c| doc.words[c].rel == Rel::Aux && doc.words[c].sub == Sub::Pass)
}

/// "Three were killed and | five others wounded".
fn bare_participle(doc: &Document, v: usize) -> Option<Gap> {
    let word = &doc.words[v];
    let joined = matches!(word.rel, Rel::Conj | Rel::Acl | Rel::Amod | Rel::Advcl) && word.sub != Sub::Relcl;
    if !joined || !participle(doc, v) || helped(doc, v) || doc.child(v, Rel::Obj).is_some() {
        return None;
    }
    let adverb = |w: &usize| doc.words[*w].upos == Upos::Adv;
    let last = (v.saturating_sub(FAR)..v).rev().find(|w| !adverb(w))?;
    let subject = top_before(doc, last, v)?;
    let conjunction = |w: &usize| doc.words[*w].upos == Upos::Cconj && doc.words[*w].sentence == word.sentence;
    let first = (subject.saturating_sub(FAR)..subject).rev().find(conjunction)?;
    let start = doc.subtree(subject).start.max(first);
    let opens = start == first || start == first + 1;
    let above = doc.head(subject)?;
    let clause = if above == v { doc.head(v)? } else { above };
    let whole = verb_above(doc, clause)?;
    let counted = counted(doc, subject);
    // A noun joined to a verb is a clause's; one joined to a noun may be a list's, unless it is counted.
    let own = clause == whole || counted;
    let related = doc.words[subject].rel == Rel::Conj || above == v;
    let done =
        whole < first && passive(doc, whole) && doc.child(whole, Rel::Nsubj).is_some() && !doc.dominates(v, whole);
    let verbless = !(first..v).any(|w| matches!(doc.words[w].upos, Upos::Aux | Upos::Sconj));
    (opens && own && related && done && verbless).then_some(Gap {
        subject: Some(subject),
        passive: true,
        joined: Some((whole, first)),
    })
}

/// "Three were caught in the crossfire and | wounded": a participle joined to the noun before it.
fn joined_to_noun(doc: &Document, v: usize) -> Option<Gap> {
    let first = v.checked_sub(1).filter(|&w| doc.words[w].upos == Upos::Cconj && doc.head(w) == Some(v))?;
    let noun = doc.head(v).filter(|&n| n < first && matches!(doc.words[n].upos, Upos::Noun | Upos::Propn))?;
    let whole = verb_above(doc, noun)?;
    let bare = doc.words[v].rel == Rel::Conj && participle(doc, v) && !helped(doc, v);
    let obliques = matches!(doc.words[noun].rel, Rel::Obl | Rel::Nmod);
    (bare && obliques && whole < noun && passive(doc, whole)).then_some(Gap {
        subject: None,
        passive: true,
        joined: Some((whole, first)),
    })
}

/// "Two were killed in Gao and | six others, including a child, were wounded".
fn own_auxiliary(doc: &Document, v: usize) -> Option<Gap> {
    let aux = doc.children(v).find(|&c| doc.words[c].rel == Rel::Aux).filter(|&a| a < v)?;
    let last = (aux.saturating_sub(FAR)..aux).rev().find(|&w| doc.words[w].upos != Upos::Punct)?;
    let subject = ancestors(doc, last).find(|&w| doc.words[w].rel == Rel::Conj)?;
    let first = doc.children(subject).find(|&c| doc.words[c].upos == Upos::Cconj)?;
    let reaches = subject < aux && doc.subtree(subject).end + 1 >= aux;
    let whole = verb_above(doc, doc.head(subject)?)?;
    let before = whole < first && doc.child(whole, Rel::Nsubj).is_some_and(|s| s < whole);
    (reaches && before && whole != v && counted(doc, subject) && !doc.dominates(v, whole)).then(|| Gap {
        subject: Some(subject),
        passive: passive(doc, v),
        joined: Some((whole, first)),
    })
}

/// "The dead were two women and a child, | the mayor said", "Two were arrested, | the mayor, Ali Saleh, said".
fn speaker(doc: &Document, v: usize) -> Option<Gap> {
    let finite = doc.words[v].feats.verb_form == Some(VerbForm::Fin);
    let before = v.checked_sub(1).filter(|_| finite && !helped(doc, v))?;
    let said = doc.children(v).find(|&c| matches!(doc.words[c].rel, Rel::Ccomp | Rel::Parataxis) && c < v)?;
    let comma = |w: usize| doc.form(w) == ",";
    let end = if comma(before) { before } else { v };
    let subject = ancestors(doc, end.checked_sub(1)?).find(|&w| {
        let phrase = doc.subtree(w);
        let apart = phrase.start.checked_sub(1).is_some_and(comma) || comma(phrase.start);
        apart && (end..=v).contains(&phrase.end) && is_loose(doc, w)
    })?;
    // A comma stands before the verb only where a name between commas does.
    let named = end == v || (subject..end).any(comma);
    let nominal = matches!(doc.words[subject].upos, Upos::Noun | Upos::Propn | Upos::Pron);
    (named && nominal && subject != said && doc.dominates(said, subject)).then_some(Gap {
        subject: Some(subject),
        passive: false,
        joined: None,
    })
}

/// Whether the tree has a phrase for what it can hardly be: joined without "and", a second subject, an oblique without
/// preposition.
fn is_loose(doc: &Document, phrase: usize) -> bool {
    let bare = |upos| !doc.children(phrase).any(|c| doc.words[c].upos == upos && c < phrase);
    match doc.words[phrase].rel {
        Rel::Conj => bare(Upos::Cconj),
        Rel::Obl => bare(Upos::Adp),
        Rel::Nsubj => {
            let verb = doc.head(phrase);
            verb.is_some_and(|verb| verb < phrase && doc.child(verb, Rel::Nsubj).is_some_and(|first| first < verb))
        }
        _ => false,
    }
}

/// The word and what it hangs under, from below.
fn ancestors<'d>(doc: &'d Document, word: usize) -> impl Iterator<Item = usize> + 'd {
    /// Phrases nest no deeper.
    const HIGH: usize = 6;
    std::iter::successors(Some(word), |&w| doc.head(w)).take(HIGH)
}

/// The head of the phrase that ends in `last`, right before a verb.
fn top_before(doc: &Document, last: usize, verb: usize) -> Option<usize> {
    let inside = |&w: &usize| w < verb && w + FAR >= verb;
    let top = ancestors(doc, last).take_while(inside).take_while({
        let mut over = false;
        move |&w| !std::mem::replace(&mut over, doc.words[w].rel == Rel::Conj)
    });
    let top = top.last()?;
    // « cinq autres | blessés », « un troisième | blessé »: the tree takes the verb for the noun.
    if doc.words[top].upos == Upos::Adj && doc.words[top].rel == Rel::Amod && doc.head(top) == Some(verb) {
        return Some(doc.children(verb).find(|&c| c < top && doc.words[c].rel == Rel::Nummod).unwrap_or(top));
    }
    matches!(doc.words[top].upos, Upos::Noun | Upos::Propn | Upos::Num | Upos::Pron).then_some(top)
}

/// The word, or the nearest above it, that is a verb.
fn verb_above(doc: &Document, word: usize) -> Option<usize> {
    ancestors(doc, word).find(|&w| doc.words[w].upos == Upos::Verb)
}

/// Whether a phrase counts something.
fn counted(doc: &Document, head: usize) -> bool {
    let number = |w: usize| doc.words[w].upos == Upos::Num || doc.words[w].rel == Rel::Nummod;
    number(head) || doc.children(head).any(number)
}
