//! Where and when, where the event's own syntax does not say: the rest of its sentence, else the last place told in its
//! paragraph, else in the report's first sentences, else the dateline. A town is chosen before the country that it lies in, and both before the dateline, which
//! says where the report was written.

use super::{Scene, arguments};
use crate::reading::{ActorKind, Argument, Event, EventType, PlaceKind, Ref, Role, Time, TimeType};
use std::ops::Range;
use text::{Rel, Span, Sub, Upos};

/// How many words back the discourse is searched.
const REACH: usize = 120;

/// How many steps up a tree are looked at.
const STEPS: usize = 64;

/// Adds a place and a time from the discourse.
pub(super) fn complete(scene: &Scene, sentence: usize, event: &mut Event) {
    let on_the_map = |a: &Argument| is_place(a) && matches!(a.to, Some(Ref::Place(_)));
    if is_physical(event.kind) && !event.arguments.iter().any(on_the_map) {
        place(scene, sentence, event);
    }
    let head = event.head;
    let of_another = |w: usize| is_counted_from(scene, w, head) || is_away_from(scene, w, head);
    let not_its_own = |span: Span| scene.doc.words_in(span).next().is_some_and(of_another);
    event.arguments.retain(|a| a.role != Role::Time || !not_its_own(a.span));
    leave_to_own_item(scene, sentence, event);
    if !event.arguments.iter().any(|a| a.role == Role::Time) {
        time(scene, sentence, event);
    }
}

fn is_place(argument: &Argument) -> bool {
    matches!(argument.role, Role::Place | Role::Origin | Role::Destination)
}

fn is_physical(kind: EventType) -> bool {
    use EventType::*;
    matches!(kind, Assault | Retreat | Coerce | Mobilize | Protest | Consult | Aid)
}

fn place(scene: &Scene, sentence: usize, event: &mut Event) {
    let found = of_what_was_placed(scene, event)
        .map(|w| (w, "where that was told to be"))
        .or_else(|| in_sentence(scene, sentence, event).map(|w| (w, "its sentence")))
        .or_else(|| of_what_is_struck(scene, event).map(|w| (w, "the name of what is struck")))
        .or_else(|| of_settlement(scene, event).map(|w| (w, "the settlement named last")))
        .or_else(|| told_before(scene, sentence, event).map(|w| (w, "what was told before")));
    if let Some((w, source)) = found
        && let Some((r, span)) = scene.mentions.place(w)
    {
        event.why.say(|| format!("place {:?} from {source}", scene.doc.slice_of(span)));
        // "A mosque in Kabul" is in Kabul.
        let around = |a: &&mut Argument| is_place(a) && a.to.is_none() && a.span.contains(span);
        match event.arguments.iter_mut().find(around) {
            Some(argument) => argument.to = Some(r),
            None => event.arguments.push(Argument { role: Role::Place, span, to: Some(r) }),
        }
    }
}

/// A place that the sentence names for the event: rather a town than the country, rather in its own phrase than in the rest.
fn in_sentence(scene: &Scene, sentence: usize, event: &Event) -> Option<usize> {
    let taken = |w: usize| {
        let span = scene.doc.words[w].span;
        // "Shells hit Gao" hit a place, not a party.
        let party =
            |a: &Argument| a.role == Role::Actor || a.role == Role::Recipient && !matches!(a.to, Some(Ref::Place(_)));
        let holds = |a: &Argument| party(a) && a.span.overlaps(span);
        !is_located(scene, w) && event.arguments.iter().any(holds)
    };
    let own = |w: usize| event.arguments.iter().any(|a| is_place(a) && a.span.overlaps(scene.doc.words[w].span));
    let distance = |&w: &usize| {
        let exactness = exactness(scene, w);
        // "in the province of Nangarhar" is in no town of the next clause, "in Baraki, in the province of Logar" in the town before it.
        let elsewhere = !(exactness < Exactness::Country && (own(w) || leads_to_own(scene, w, event)));
        (is_dateline(scene, w), elsewhere, exactness, !own(w), w.abs_diff(event.head))
    };
    let item = item(scene, scene.doc.sentences[sentence].words(), event.head, &[";"]);
    let stands = |w: usize| is_named(scene, w, event) && !taken(w) && !is_origin(scene, w);
    item.filter(|&w| stands(w) && !is_aside(scene, w, event.head)).min_by_key(distance)
}

/// Whether nothing but a comma and prepositions part a place from one that is the event's own.
fn leads_to_own(scene: &Scene, word: usize, event: &Event) -> bool {
    let doc = scene.doc;
    let Some((_, span)) = scene.mentions.place(word) else { return false };
    let joins = |w: &usize| matches!(doc.words[*w].upos, Upos::Punct | Upos::Adp);
    let next = (doc.words_in(span).end..doc.words.len()).find(|w| !joins(w));
    next.is_some_and(|n| event.arguments.iter().any(|a| is_place(a) && a.span.contains(doc.words[n].span)))
}

/// The town after which those or what is struck are called: "the assault on the Bourem garrison", "the gendarmes of Ansongo".
fn of_what_is_struck(scene: &Scene, event: &Event) -> Option<usize> {
    let struck = |a: &&Argument| matches!(a.role, Role::Recipient | Role::Object | Role::Victim);
    let mut targets = event.arguments.iter().filter(struck).filter(|_| event.kind == EventType::Assault);
    targets.find_map(|a| scene.doc.words_in(a.span).find(|&w| is_told_of(scene, w) && is_exact(scene, w)))
}

/// Whether a word names a place, be it one after which somebody is called, and not a part of a party's own name.
fn is_told_of(scene: &Scene, word: usize) -> bool {
    let is_party = |(to, span): (Ref, Span)| {
        let actor = arguments::actor(scene.actors, Some(to));
        actor.is_some_and(|a| !matches!(a.kind, ActorKind::Unit | ActorKind::Unknown) && a.is_named_at(span))
    };
    scene.mentions.place(word).is_some() && !scene.mentions.actor(word).is_some_and(is_party)
}

/// The town in which the report has told what the event's own phrase speaks of again: "the post", after "a post at Tessit".
fn of_what_was_placed(scene: &Scene, event: &Event) -> Option<usize> {
    /// How many words back the first telling is looked for.
    const FAR: usize = 400;
    let doc = scene.doc;
    let told = |a: &&Argument| is_place(a) || matches!(a.role, Role::Recipient | Role::Object);
    let town = |&w: &usize| is_told_of(scene, w) && is_exact(scene, w) && !is_dateline(scene, w);
    let again = |noun: &usize| {
        let the = |c: usize| doc.words[c].rel == Rel::Det && arguments::is_of_class(scene, c, scene.lists.definite);
        doc.words[*noun].upos == Upos::Noun && doc.children(*noun).any(the)
    };
    let nouns = event.arguments.iter().filter(told).map(|a| doc.head_of(doc.words_in(a.span))).filter(again);
    nouns.into_iter().find_map(|noun| {
        let back = (noun.saturating_sub(FAR)..noun).rev();
        let same = back.filter(|&w| doc.words[w].lemma == doc.words[noun].lemma && doc.words[w].upos == Upos::Noun);
        same.into_iter().find_map(|w| {
            let describes = |c: &usize| matches!(doc.words[*c].rel, Rel::Nmod | Rel::Compound);
            // "Un poste à Tessit", whatever the tree ties it to.
            let behind = || Some(w + 2).filter(|&n| n < noun && doc.words[n - 1].upos == Upos::Adp).filter(town);
            doc.children(w).filter(describes).find(town).or_else(behind)
        })
    })
}

/// The town named last, where the event's own phrase speaks of one: "the market of the town".
fn of_settlement(scene: &Scene, event: &Event) -> Option<usize> {
    let told = |a: &&Argument| is_place(a) || matches!(a.role, Role::Recipient | Role::Object);
    let is_settlement = |&w: &usize| arguments::is_of_class(scene, w, scene.lists.settlement);
    let noun = event.arguments.iter().filter(told).find_map(|a| scene.doc.words_in(a.span).find(is_settlement))?;
    let back = (noun.saturating_sub(REACH)..noun).rev();
    let named = |&w: &usize| is_told_of(scene, w) && !is_of_person(scene, w, event) && !is_dateline(scene, w);
    back.filter(named).find(|&w| is_exact(scene, w))
}

/// A place of the sentences before: of the paragraph, else, for what is the news, of the report's first sentences or its
/// dateline. What is told of another time may have been anywhere.
fn told_before(scene: &Scene, sentence: usize, event: &Event) -> Option<usize> {
    // "In the market" names no place on the map; the town that its sentence names is where it lies, no other.
    if event.arguments.iter().any(is_place) {
        return None;
    }
    let named = |w: usize| is_named(scene, w, event);
    let there = |w: usize| named(w) && !is_dateline(scene, w);
    let of_news = || {
        lead(scene, &|w| there(w) && is_exact(scene, w))
            // A wire from a capital may tell of the north of the country.
            .or_else(|| lead(scene, &there))
            .or_else(|| opening(scene, &named))
    };
    before(scene, sentence, &|w| there(w) && is_exact(scene, w))
        .or_else(|| before(scene, sentence, &there))
        .or_else(|| if event.main { of_news() } else { None })
}

/// Whether a place is where something was said: "« Ils sont partis », a dit le maire à Gao".
fn is_where_said(scene: &Scene, place: usize) -> bool {
    let doc = scene.doc;
    let said = |w: usize| doc.words[w].upos == Upos::Verb && doc.words[w].rel == Rel::Parataxis;
    doc.words[place].rel == Rel::Obl && doc.head(place).is_some_and(said)
}

/// Whether a word names a place, and neither a party nor where somebody else comes from.
fn is_named(scene: &Scene, word: usize, event: &Event) -> bool {
    scene.mentions.place(word).is_some()
        && scene.mentions.actor(word).is_none()
        && !is_of_person(scene, word, event)
        && !is_where_said(scene, word)
}

fn time(scene: &Scene, sentence: usize, event: &mut Event) {
    let words = scene.doc.sentences[sentence].words();
    let item = item(scene, words.clone(), event.head, &[";"]);
    let is_point = |w: usize| time_at(scene, w).is_some_and(|(_, t)| matches!(t.kind, TimeType::Date | TimeType::Time));
    let found = words
        .filter(|&w| is_point(w) && !is_time_of_another(scene, w, event.head))
        .min_by_key(|&w| (!item.contains(&w), w.abs_diff(event.head)));
    let reckoned = || {
        let length = distance_of(scene, event.head)?.length;
        time_at(scene, length).filter(|(_, t)| t.kind == TimeType::Duration && t.interval.is_some()).map(|_| length)
    };
    if let Some((r, span)) = found.or_else(reckoned).and_then(|w| scene.mentions.time(w)) {
        event.why.say(|| format!("time {:?} from its sentence", scene.doc.slice_of(span)));
        event.arguments.push(Argument { role: Role::Time, span, to: Some(r) });
    }
}

/// Whether a time of its sentence is that of something else.
fn is_time_of_another(scene: &Scene, time: usize, event: usize) -> bool {
    is_of_saying(scene, time, event)
        || is_counted_from(scene, time, event)
        || is_of_noun(scene, time, event)
        || is_of_who_mentions(scene, time, event)
        || is_aside(scene, time, event)
        || is_away_from(scene, time, event)
}

/// How far an event is from what its sentence tells: "on Friday the army left, | two days | after | the raid".
struct Distance {
    /// A word of the length of time.
    length: usize,
    /// The word that leads to the event.
    marker: usize,
    /// The head of the phrase that tells the event.
    root: usize,
}

fn distance_of(scene: &Scene, event: usize) -> Option<Distance> {
    let doc = scene.doc;
    let is_length =
        |&w: &usize| time_at(scene, w).is_some_and(|(_, t)| t.kind == TimeType::Duration || t.rule.ends_with(".told"));
    let leads = |root: usize, marker: usize| {
        let follows = marker < event && arguments::is_of_class(scene, marker, scene.lists.sequence);
        let before = marker.checked_sub(1).filter(|&b| doc.words[b].sentence == doc.words[marker].sentence);
        let length = [Some(marker), before].into_iter().flatten().find(is_length).filter(|_| follows)?;
        Some(Distance { length, marker, root })
    };
    let mut above = std::iter::successors(Some(event), |&w| doc.head(w)).take(STEPS);
    above.find_map(|root| doc.children(root).find_map(|marker| leads(root, marker)))
}

/// Whether a time is that of something of which it is told how far it is from the event.
fn is_away_from(scene: &Scene, time: usize, event: usize) -> bool {
    let away = |d: Distance| time <= d.marker || !scene.doc.dominates(d.root, time);
    distance_of(scene, event).is_some_and(away)
}

/// The time mentioned at a word.
fn time_at<'a>(scene: &Scene<'a>, word: usize) -> Option<(Ref, &'a Time)> {
    let (to, _) = scene.mentions.time(word)?;
    let Ref::Time(n) = to else { return None };
    Some((to, scene.times.get(n as usize)?))
}

/// Takes a day away that the tree gives from another item of a list, where the event's own item names one: "the shells on the
/// market on 4 March, the raid of 14 March, and the shooting on the 17th".
fn leave_to_own_item(scene: &Scene, sentence: usize, event: &mut Event) {
    let doc = scene.doc;
    let item = item(scene, doc.sentences[sentence].words(), event.head, &[";", ","]);
    let is_day = |w: usize| time_at(scene, w).is_some_and(|(_, t)| t.kind == TimeType::Date);
    if item.clone().any(|w| is_day(w) && !is_time_of_another(scene, w, event.head)) {
        let stands_in = |span: Span| doc.words_in(span).any(|w| item.contains(&w));
        event.arguments.retain(|a| a.role != Role::Time || stands_in(a.span));
    }
}

/// The words around one between two marks: the items of a list share a sentence, not a setting.
fn item(scene: &Scene, sentence: Range<usize>, word: usize, marks: &[&str]) -> Range<usize> {
    let parts = |w: &usize| marks.contains(&scene.doc.form(*w));
    let start = (sentence.start..word).rev().find(parts).map_or(sentence.start, |w| w + 1);
    let end = (word..sentence.end).find(parts).unwrap_or(sentence.end);
    start..end
}

/// Whether a place or time stands in a relative clause or participle that does not tell the event ("the rebels, who have held
/// the town since Monday, freed two men"), or in a clause of what came before or after it ("after two men died in the night").
fn is_aside(scene: &Scene, word: usize, event: usize) -> bool {
    let doc = scene.doc;
    let mut below = word;
    for _ in 0..STEPS {
        let tells_another = match doc.words[below].rel {
            // "A massacre committed on Friday" is told by its participle, one denied on Friday is not.
            Rel::Acl if doc.head(below) == Some(event) => arguments::is_of_class(scene, below, scene.lists.utterance),
            Rel::Acl => !arguments::is_of_class(scene, below, scene.lists.outfit),
            Rel::Advcl => {
                // "after an Israeli strike killed": whatever of the clause the tree ties the word to.
                let opens = doc.subtree(below).start;
                let leads = |c: usize| arguments::is_of_class(scene, c, scene.lists.sequence);
                leads(opens) || doc.children(below).any(|c| c < word && leads(c))
            }
            _ => false,
        };
        if tells_another && !doc.dominates(below, event) {
            return true;
        }
        let Some(above) = doc.head(below).filter(|&above| above != event) else { break };
        below = above;
    }
    false
}

/// Whether a place tells where somebody is or comes from who has no part in the event: "12 died, said the head of the charity in
/// Gao". Of what somebody is the mayor, that may be where it happened.
fn is_of_person(scene: &Scene, place: usize, event: &Event) -> bool {
    let doc = scene.doc;
    let has_part = |w: usize| event.arguments.iter().any(|a| a.span.contains(doc.words[w].span));
    let mut below = place;
    if is_home(scene, place) {
        return true;
    }
    if is_of(scene, place) {
        return false;
    }
    for _ in 0..STEPS {
        let describes = matches!(doc.words[below].rel, Rel::Nmod | Rel::Appos | Rel::Flat);
        let Some(above) = doc.head(below).filter(|_| describes) else { break };
        if arguments::is_person(scene, above, scene.mentions.actor(above).map(|(to, _)| to)) {
            return !has_part(above);
        }
        below = above;
    }
    false
}

/// Whether a place tells where somebody is from who is named: "Ana Sol, 24, of Pittsburgh", « Ana Sol, de Lyon ».
fn is_home(scene: &Scene, place: usize) -> bool {
    let doc = scene.doc;
    let Some((_, span)) = scene.mentions.place(place) else { return false };
    let head = doc.head_of(doc.words_in(span));
    let named = |w: usize| {
        doc.words[w].upos == Upos::Propn && scene.mentions.actor(w).is_some() && scene.mentions.place(w).is_none()
    };
    let start = doc.subtree(head).start;
    let comma = doc.form(start) == "," || start > 0 && doc.form(start - 1) == ",";
    is_of(scene, head) && comma && std::iter::successors(doc.head(head), |&w| doc.head(w)).take(2).any(named)
}

/// Whether a phrase is joined by "of".
fn is_of(scene: &Scene, word: usize) -> bool {
    scene.doc.children(word).any(|c| Some(scene.doc.words[c].lemma) == scene.lists.patient)
}

/// Whether a phrase is joined by another preposition: "a patrol in Gao".
fn is_located(scene: &Scene, word: usize) -> bool {
    let doc = scene.doc;
    doc.words[word].rel == Rel::Nmod && doc.children(word).any(|c| doc.words[c].rel == Rel::Case) && !is_of(scene, word)
}

/// Whether a time belongs to a noun that is neither the event nor where it happened: "last month's earthquake", but "six died in
/// Sunday's attack".
fn is_of_noun(scene: &Scene, time: usize, event: usize) -> bool {
    let Some((_, span)) = scene.mentions.time(time) else { return false };
    let head = scene.doc.head_of(scene.doc.words_in(span));
    let word = &scene.doc.words[head];
    let tells =
        |noun: usize| noun == event || scene.doc.words[noun].rel == Rel::Obl && scene.doc.head(noun) == Some(event);
    // "under the 2011 agreement", « une loi de 1998 »
    let dated = |noun: usize| noun != event && arguments::is_of_class(scene, noun, scene.lists.dated);
    if matches!(word.rel, Rel::Nmod | Rel::Compound | Rel::Nummod | Rel::Amod)
        && scene.doc.head(head).is_some_and(dated)
    {
        return true;
    }
    word.rel == Rel::Nmod && word.sub == Sub::Poss && scene.doc.head(head).is_some_and(|noun| !tells(noun))
}

/// Whether a time is when something is said and the event is what is said: "said on Wednesday that 11 were killed".
fn is_of_saying(scene: &Scene, time: usize, event: usize) -> bool {
    let words = &scene.doc.words;
    let Some((_, span)) = scene.mentions.time(time) else { return false };
    let Some(governor) = scene.doc.head(scene.doc.head_of(scene.doc.words_in(span))) else { return false };
    if governor == event || words[governor].upos != Upos::Verb {
        return false;
    }
    let mut below = event;
    for _ in 0..STEPS {
        let Some(above) = scene.doc.head(below) else { break };
        if above == governor {
            return matches!(words[below].rel, Rel::Ccomp | Rel::Parataxis);
        }
        below = above;
    }
    words[governor].rel == Rel::Parataxis
}

/// Whether a time is that of a verb which only mentions the event, by a participle: "the army on Thursday raised to 11 the
/// number of soldiers killed".
fn is_of_who_mentions(scene: &Scene, time: usize, event: usize) -> bool {
    let doc = scene.doc;
    let Some((_, span)) = scene.mentions.time(time) else { return false };
    let first = doc.head_of(doc.words_in(span));
    let mut above = std::iter::successors(Some(first), |&w| doc.head(w)).skip(1).take(STEPS);
    let Some(governor) = above.find(|&w| doc.words[w].upos == Upos::Verb) else { return false };
    let mut below = event;
    for _ in 0..STEPS {
        let Some(head) = doc.head(below).filter(|_| below != governor) else { break };
        let describes = doc.words[below].rel == Rel::Acl && doc.words[below].sub != Sub::Relcl;
        if describes && doc.dominates(governor, head) {
            return true;
        }
        below = head;
    }
    false
}

/// Whether a time is counted from the event, so that it is when something else happened: "two days after rebels attacked".
fn is_counted_from(scene: &Scene, time: usize, event: usize) -> bool {
    let words = &scene.doc.words;
    let Some((_, span)) = scene.mentions.time(time) else { return false };
    let Some(last) = scene.doc.words_in(span).next_back().filter(|&w| w < event) else { return false };
    matches!(words[last].rel, Rel::Mark | Rel::Case)
        && scene.doc.head(last).is_some_and(|head| head > last && scene.doc.dominates(head, event))
}

/// The last word before a sentence, in its paragraph, for which something holds.
fn before(scene: &Scene, sentence: usize, holds: &dyn Fn(usize) -> bool) -> Option<usize> {
    let doc = scene.doc;
    let first = doc.sentences[sentence].first as usize;
    let paragraph = doc.sentences[sentence].paragraph;
    let back = (first.saturating_sub(REACH)..first).rev();
    back.take_while(|&w| doc.sentences[doc.words[w].sentence as usize].paragraph == paragraph).find(|&w| holds(w))
}

/// The first word of the report's first sentences for which something holds: where its news is set, for what it tells further
/// down without a place.
fn lead(scene: &Scene, holds: &dyn Fn(usize) -> bool) -> Option<usize> {
    const SENTENCES: usize = 3;
    let last = scene.doc.sentences.iter().take(SENTENCES).next_back()?;
    (0..last.end as usize).find(|&w| holds(w))
}

/// The first of the report's opening words for which something holds.
fn opening(scene: &Scene, holds: &dyn Fn(usize) -> bool) -> Option<usize> {
    let words = scene.doc.sentences.first()?.words();
    (words.start..words.end.min(8)).find(|&w| holds(w))
}

fn is_dateline(scene: &Scene, word: usize) -> bool {
    scene.dateline.is_some_and(|line| line.contains(scene.doc.words[word].span))
}

/// Whether the place that a word names is one that an event can be set in, as against a country or a river.
fn is_exact(scene: &Scene, word: usize) -> bool {
    exactness(scene, word) == Exactness::Town
}

/// How closely a place tells where something was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Exactness {
    Town,
    Province,
    Country,
}

fn exactness(scene: &Scene, word: usize) -> Exactness {
    let Some((Ref::Place(n), _)) = scene.mentions.place(word) else { return Exactness::Country };
    match scene.places.get(n as usize).map(|place| place.kind) {
        Some(PlaceKind::Populated | PlaceKind::Camp | PlaceKind::Facility) => Exactness::Town,
        Some(PlaceKind::Admin1 | PlaceKind::Admin2 | PlaceKind::Area) => Exactness::Province,
        _ => Exactness::Country,
    }
}

/// Whether a place is where somebody comes from: "gunmen from Unity State", « venus de Kidal ».
fn is_origin(scene: &Scene, word: usize) -> bool {
    let doc = scene.doc;
    let is = |w: usize| arguments::is_of_class(scene, w, scene.lists.origin);
    let case = |w: usize| doc.children(w).any(|c| doc.words[c].rel == Rel::Case && is(c));
    let above =
        doc.head(word).filter(|_| matches!(doc.words[word].rel, Rel::Obl | Rel::Nmod | Rel::Xcomp | Rel::Compound));
    case(word) || above.is_some_and(|h| is(h) || doc.words[word].rel == Rel::Compound && case(h))
}
