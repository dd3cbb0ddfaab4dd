//! Where the phrase of an argument starts and ends: what its tree says ([`phrase`]), and then what leads to it is
//! no part of it ("on Monday by | four men"), nor is a doubt ("alleged | rebels"), nor a clause that describes it ("men |
//! wearing uniforms", "a bomb | placed by them"). Things are named without their number, which is a figure's matter
//! ("at least ten | power pylons", "a stretch of | the pipeline"), and a party that the report names by its name alone
//! ("the leftist | Northern Front | (NF) in the hills").

use super::triggers::Trigger;
use super::{Scene, arguments, clause};
use crate::reading::{ActorKind, Argument, Role};
use text::{Document, Rel, Span, Sub, Upos, VerbForm};

/// Cuts the arguments of a violent event to what they name.
pub(super) fn tighten(scene: &Scene, trigger: &Trigger, out: &mut [Argument]) {
    for a in out.iter_mut() {
        let words = scene.doc.words_in(a.span);
        let head = scene.doc.head_of(words);
        if matches!(a.role, Role::Place | Role::Time | Role::Origin | Role::Destination | Role::Cause) {
            continue;
        }
        a.span = before_bracket(scene, lead(scene, a.span, head));
        if a.role == Role::Instrument {
            a.span = of_fire(scene, head).unwrap_or(a.span);
        }
        let bounded = match a.role {
            Role::Actor | Role::Instrument => true,
            // "positions | in the hills": what has some extent is told by where it lies.
            Role::Object => arguments::is_struck(scene, head),
            _ => false,
        };
        if bounded && head != trigger.word {
            a.span = before_clause(scene, a.span, head, a.role);
        }
        if matches!(a.role, Role::Instrument | Role::Object) {
            a.span = uncounted(scene, a.span, head);
        }
        if a.role == Role::Victim && arguments::is_of_class(scene, head, scene.lists.remains) {
            a.span = complement(scene, a.span, head).map_or(a.span, |(_, span)| span);
        }
        if a.role == Role::Recipient && arguments::is_person(scene, head, a.to) {
            a.span = arguments::name(scene, head, a.span).unwrap_or(a.span);
        } else if matches!(a.role, Role::Actor | Role::Recipient) {
            a.span = party_name(scene, a, head).unwrap_or(a.span);
        }
    }
}

/// What a noun is an amount or a part of ("a stretch of | the pipeline", "the bodies of | two men"): its head and its words.
fn complement(scene: &Scene, span: Span, head: usize) -> Option<(usize, Span)> {
    let doc = scene.doc;
    let words = doc.words_in(span);
    let of = |&c: &usize| {
        c > head
            && c < words.end
            && doc.words[c].rel == Rel::Nmod
            && matches!(doc.words[c].upos, Upos::Noun | Upos::Propn)
            && clause::preposition(doc, c).is_some_and(|p| Some(p) == scene.lists.patient)
    };
    let inner = doc.children(head).find(of)?;
    let (start, end) = (left(doc, inner, true, 0), right(scene, inner, 0) + 1);
    Some((inner, doc.span_of(start..end.min(words.end))))
}

/// The weapon whose fire a phrase tells ("rifle | fire").
fn of_fire(scene: &Scene, head: usize) -> Option<Span> {
    let is_weapon = |c: &usize| arguments::is_of_class(scene, *c, scene.lists.weapon);
    let fires = scene.lists.look_up(&scene.lists.nouns, &scene.doc.words[head]).is_some();
    let before = |&c: &usize| c < head && scene.doc.words[c].rel == Rel::Compound;
    let weapon = scene.doc.children(head).filter(before).find(is_weapon).filter(|_| fires && is_weapon(&head))?;
    Some(scene.doc.words[weapon].span)
}

/// The name of a group where it heads the phrase; nothing but an article may stay before it.
fn party_name(scene: &Scene, a: &Argument, head: usize) -> Option<Span> {
    let (to, name) = scene.mentions.actor(head).filter(|&(to, _)| Some(to) == a.to)?;
    let party = arguments::actor(scene.actors, Some(to))?;
    let named = matches!(party.kind, ActorKind::ArmedGroup | ActorKind::Organization | ActorKind::Unit);
    let first = scene.doc.words_in(name).start;
    let article = first > 0 && scene.doc.words[first - 1].upos == Upos::Det;
    let start = if article { scene.doc.words[first - 1].span.start } else { name.start };
    let span = Span { start: start.max(a.span.start), end: name.end };
    (named && party.is_named_at(name) && a.span.contains(name)).then_some(span)
}

/// Things without the number before them, and without the word for an amount that leads to them.
fn uncounted(scene: &Scene, span: Span, head: usize) -> Span {
    let doc = scene.doc;
    let words = doc.words_in(span);
    let amount = doc.words[head].upos == Upos::Num || arguments::is_of_class(scene, head, scene.lists.quantity);
    if amount && let Some((inner, span)) = complement(scene, span, head) {
        return uncounted(scene, span, inner);
    }
    let counts = |&at: &usize| {
        doc.words[at].head as usize == head
            && (doc.words[at].rel == Rel::Nummod || arguments::is_of_class(scene, at, scene.lists.counting))
    };
    match (words.start..head).rev().find(counts) {
        Some(at) => doc.span_of(at + 1..words.end),
        None => span,
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

/// Up to a bracket that the phrase opens and does not close.
fn before_bracket(scene: &Scene, span: Span) -> Span {
    let doc = scene.doc;
    let words = doc.words_in(span);
    let last = (words.start + 1..words.end).rev().find(|&at| matches!(doc.form(at), "(" | ")" | "[" | "]"));
    match last.filter(|&at| matches!(doc.form(at), "(" | "[")) {
        Some(open) => doc.span_of(words.start..open),
        None => span,
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
            || word.upos == Upos::Adv && doc.words[at + 1].upos == Upos::Adp && doc.words[at + 1].rel == Rel::Case
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

/// Up to the clause that describes it and, of things, to where they are.
fn before_clause(scene: &Scene, span: Span, head: usize, role: Role) -> Span {
    let doc = scene.doc;
    let words = doc.words_in(span);
    let lies = |at: usize| {
        let case = &doc.words[at];
        let place = || scene.mentions.place(case.head as usize).is_some();
        let within = |list: &[text::Key]| list.contains(&case.lower) && Some(case.lower) != scene.lists.patient;
        case.rel == Rel::Case
            && match role {
                Role::Instrument => scene.lists.struck.contains(&case.lower),
                _ => within(&scene.lists.struck) || (within(&scene.lists.inside) && place()),
            }
    };
    let ends = |&at: &usize| {
        let word = &doc.words[at];
        let clause = matches!(word.rel, Rel::Acl | Rel::Advcl)
            && matches!(word.feats.verb_form, Some(VerbForm::Part | VerbForm::Ger));
        clause || arguments::is_of_class(scene, at, scene.lists.doubt) || lies(at)
    };
    let Some(end) = (head + 1..words.end).find(ends) else { return span };
    let end = (head + 1..end).rev().find(|&at| doc.words[at].upos != Upos::Punct).map_or(head + 1, |at| at + 1);
    doc.span_of(words.start..end)
}

/// The words of a phrase as annotators mark parties: the head with what describes it, without a preposition before it,
/// relative clauses, and what is coordinated with it.
pub(super) fn phrase(scene: &Scene, head: usize) -> Span {
    let mut start = left(scene.doc, head, true, 0);
    let words = &scene.doc.words;
    let first = scene.doc.sentences[words[head].sentence as usize].first as usize;
    if start >= first + 2 && words[start - 1].rel == Rel::Case && (words[start - 1].head as usize) < start - 1 {
        // A possessor that the parser hung elsewhere.
        if let Some(possessor) = scene.doc.head(start - 1).filter(|&p| p < start - 1) {
            start = left(scene.doc, possessor, true, 0);
        }
    }
    start = number_start(scene.doc, start, first);
    if let Some(adverb) = scene.doc.head(head).filter(|&a| a + 2 == start && words[a].upos == Upos::Adv) {
        // "plus de 200 civils": the noun hangs on the adverb of its number.
        start = left(scene.doc, adverb, true, 0);
    }
    let mut end = right(scene, head, 0);
    // "the Democratic Front (DF)"
    let opened = (head..=end).rev().find(|&i| matches!(scene.doc.form(i), "(" | ")"));
    if opened.is_some_and(|i| scene.doc.form(i) == "(") && end + 1 < words.len() && scene.doc.form(end + 1) == ")" {
        end += 1;
    }
    // The article of "du" shares its letters with the preposition.
    while start < head && words[start].part == text::Part::Later {
        start += 1;
    }
    scene.doc.span_of(start..end + 1)
}

/// Where a phrase starts that its tree cuts within a number: "more | than 200 men", "16, | 000 men".
fn number_start(doc: &Document, start: usize, first: usize) -> usize {
    let digits = |w: usize| doc.form(w).bytes().all(|b| b.is_ascii_digit()).then(|| doc.form(w).len());
    let mut at = start;
    while at > first && doc.words[at].rel == Rel::Fixed {
        at -= 1;
    }
    let thousands = at >= first + 2 && digits(at) == Some(3) && doc.form(at - 1) == ",";
    if thousands && digits(at - 2).is_some_and(|n| n <= 3) {
        at = left(doc, at - 2, true, 0);
    }
    at
}

fn left(doc: &Document, word: usize, outer: bool, depth: usize) -> usize {
    let mut start = word;
    if depth > 12 {
        return start;
    }
    for c in doc.children(word).take_while(|&c| c < word) {
        let rel = doc.words[c].rel;
        let skip = matches!(
            rel,
            Rel::Punct | Rel::Cc | Rel::Mark | Rel::Cop | Rel::Nsubj | Rel::Aux | Rel::Parataxis | Rel::Discourse
        ) || (outer && matches!(rel, Rel::Case | Rel::Advcl | Rel::Obl | Rel::Acl));
        if !skip {
            return start.min(left(doc, c, false, depth + 1));
        }
        start = start.min(word);
    }
    start
}

fn right(scene: &Scene, word: usize, depth: usize) -> usize {
    let doc = scene.doc;
    let mut end = word;
    if depth > 12 {
        return end;
    }
    for c in doc.children(word).filter(|&c| c > word) {
        let w = &doc.words[c];
        let after_comma = c > 0 && doc.children(c).next().is_some_and(|d| d < c && doc.words[d].rel == Rel::Punct)
            || doc.words[(end + 1).min(c)..c].iter().any(|w| w.upos == Upos::Punct);
        let ends = match w.rel {
            Rel::Acl => {
                let form = w.feats.verb_form;
                w.sub == Sub::Relcl || matches!(form, Some(VerbForm::Fin | VerbForm::Inf)) || after_comma
            }
            Rel::Nmod if w.sub != Sub::Poss && depth == 0 => {
                clause::preposition(doc, c).is_some_and(|p| !scene.lists.inside.contains(&p))
            }
            Rel::Conj | Rel::Cc => depth == 0,
            Rel::Parataxis | Rel::Advcl | Rel::Ccomp | Rel::Csubj | Rel::Orphan | Rel::Discourse => true,
            Rel::Obl | Rel::Advmod => depth == 0,
            _ => false,
        };
        // An editor's note in square brackets is no part of the phrase.
        let bracket = (end + 1..=c).any(|i| doc.form(i) == "[");
        if ends || bracket || scene.mentions.time(c).is_some() {
            break;
        }
        if w.rel == Rel::Punct {
            continue;
        }
        end = end.max(right(scene, c, depth + 1));
    }
    end
}
