//! Where the phrase of an argument starts and ends, once its tree has told which words belong to it: what leads to it is
//! no part of it ("on Monday by | four men"), nor is a doubt ("alleged | rebels"), nor, of who acts and with what, a
//! clause that describes it ("men | wearing uniforms", "a bomb | placed by them").

use super::Scene;
use super::arguments;
use super::triggers::Trigger;
use crate::reading::{Argument, Role};
use text::{Rel, Span, Upos, VerbForm};

/// Cuts the arguments of a violent event to what they name.
pub(super) fn tighten(scene: &Scene, trigger: &Trigger, out: &mut [Argument]) {
    for a in out.iter_mut() {
        let words = scene.doc.words_in(a.span);
        let head = scene.doc.head_of(words);
        if matches!(a.role, Role::Place | Role::Time | Role::Origin | Role::Destination | Role::Cause) {
            continue;
        }
        a.span = lead(scene, a.span, head);
        if matches!(a.role, Role::Actor | Role::Instrument) && head != trigger.word {
            a.span = before_clause(scene, a.span, head, a.role == Role::Instrument);
        }
        if a.role == Role::Recipient && arguments::is_person(scene, head, a.to) {
            a.span = arguments::name(scene, head, a.span).unwrap_or(a.span);
        }
    }
}

/// Cuts "six priests, | including Ana Sol and Luis Paz": those named are arguments of their own.
pub(super) fn leave_lists(scene: &Scene, out: &mut [Argument]) {
    let doc = scene.doc;
    for a in out.iter_mut().filter(|a| matches!(a.role, Role::Victim | Role::Recipient | Role::Object)) {
        let words = doc.words_in(a.span);
        let head = doc.head_of(words.clone());
        let lists =
            |&at: &usize| doc.words[at].upos != Upos::Cconj && arguments::is_of_class(scene, at, scene.lists.listing);
        let Some(list) = (head + 1..words.end).find(lists) else { continue };
        let end = (head..list).rev().find(|&at| doc.words[at].upos != Upos::Punct).map_or(head + 1, |at| at + 1);
        a.span = doc.span_of(words.start..end);
    }
}

/// Without the adverbs, prepositions, times and doubts before its first noun.
fn lead(scene: &Scene, span: Span, head: usize) -> Span {
    let doc = scene.doc;
    let words = doc.words_in(span);
    let leads = |at: usize| {
        let word = &doc.words[at];
        let marks = |noun: usize| noun == head || scene.mentions.time(noun).is_some();
        matches!(word.upos, Upos::Sconj | Upos::Punct)
            || word.upos == Upos::Adp && word.rel == Rel::Case && marks(word.head as usize)
            || word.upos == Upos::Adv && doc.words[at + 1].upos == Upos::Adp
            || scene.mentions.time(at).is_some()
            || arguments::is_of_class(scene, at, scene.lists.doubt)
    };
    let first = (words.start..head).find(|&at| !leads(at)).unwrap_or(head);
    // "the alleged rebels": an article before the doubt stays behind with it.
    let doubt = (first..head).find(|&at| arguments::is_of_class(scene, at, scene.lists.doubt));
    let first = match doubt {
        Some(at) if at == first + 1 && doc.words[first].upos == Upos::Det => at + 1,
        _ => first,
    };
    if first == words.start { span } else { doc.span_of(first..words.end) }
}

/// Up to the clause that describes it; a weapon also up to where it lies.
fn before_clause(scene: &Scene, span: Span, head: usize, weapon: bool) -> Span {
    let doc = scene.doc;
    let words = doc.words_in(span);
    let ends = |&at: &usize| {
        let word = &doc.words[at];
        let clause = matches!(word.rel, Rel::Acl | Rel::Advcl)
            && matches!(word.feats.verb_form, Some(VerbForm::Part | VerbForm::Ger));
        let doubt = arguments::is_of_class(scene, at, scene.lists.doubt);
        let lies = weapon && word.rel == Rel::Case && scene.lists.struck.contains(&word.lower);
        clause || lies || doubt
    };
    let end = (head + 1..words.end).find(ends).unwrap_or(words.end);
    let end = (head + 1..end).rev().find(|&at| doc.words[at].upos != Upos::Punct).map_or(head + 1, |at| at + 1);
    if end >= words.end { span } else { doc.span_of(words.start..end) }
}
