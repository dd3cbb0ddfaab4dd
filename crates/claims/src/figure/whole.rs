//! What a figure is of: its party and their status, its place, its period, whether it is a running total, its event.

use super::counted::Counted;
use super::lexicon;
use super::{Draft, Retellings, Scene};
use crate::edtf::Interval;
use crate::reading::{ActorKind, Argument, Event, Figure, Measure, Ref, Role, Status, TimeType, Who};
use std::ops::Range;
use text::{PerLang, Rel, Sub, Upos};

const PREFIX: PerLang<&str> = PerLang(["en.figure.", "fr.figure."]);

/// The records, in order; events get the figures of what they tell.
pub(super) fn figures(scene: &Scene, drafts: Vec<Draft>, events: &mut [Event]) -> (Vec<Figure>, Retellings) {
    // The new number of each draft that is kept.
    let mut number: Vec<Option<u32>> = Vec::with_capacity(drafts.len());
    let mut next = 0;
    for d in &drafts {
        number.push((!d.dropped).then_some(next));
        next += !d.dropped as u32;
    }
    // A toll told again stands for the one that it tells.
    let index = |i: usize| number[i].or_else(|| drafts[i].same_as.and_then(|s| number[s]));
    let known = |i: usize| index(i).map(Ref::Figure);
    let by_head = event_heads(scene, events);
    let mut last_place = None;
    let mut out = Vec::with_capacity(next as usize);
    let mut retold = Vec::with_capacity(next as usize);
    for (i, draft) in drafts.iter().enumerate() {
        let event = event_of(scene, draft, events, &by_head);
        let Some(id) = known(i) else { continue };
        if let Some(e) = event
            && !events[e].figures.contains(&id)
        {
            events[e].figures.push(id);
        }
        if draft.dropped {
            continue;
        }
        retold.push(draft.same_as.and_then(index));
        let event = event.map(|e| &events[e]);
        let place = place_of(scene, draft, event).or(last_place);
        last_place = place;
        let (period, since) = period_of(scene, draft, event);
        // A person is killed once: only numbers run up.
        let many = draft.counted.number.is_some() || draft.computed.is_some();
        let cumulative = many && (since || period.as_ref().is_some_and(long) || running(scene, draft));
        let lang = scene.doc.sentences[scene.doc.words[draft.cue].sentence as usize].lang;
        out.push(Figure {
            span: scene.doc.span_of(draft.span.clone()),
            measure: draft.measure,
            min: draft.min,
            max: draft.max,
            best: draft.best,
            unit: draft.unit,
            exactness: draft.exactness,
            who: who(scene, draft),
            period,
            place,
            cumulative,
            part_of: draft.part_of.and_then(known).filter(|&w| w != id),
            computed: draft.computed.and_then(|(from, times, e)| Some(super::computed(known(from)?, times, e))),
            rule: format!("{}{}", PREFIX[lang], draft.rule),
            confidence: draft.confidence,
            why: draft.why.clone(),
        });
    }
    (out, Retellings(retold))
}

/// A month or longer.
fn long(period: &Interval) -> bool {
    /// The shortest month.
    const MONTH: i64 = 27;
    match (period.first, period.last) {
        (Some(first), Some(last)) => (last - first).get_days() as i64 >= MONTH,
        _ => false,
    }
}

/// Who was counted: the phrase without its number, the actor that it mentions, and whether they fought.
fn who(scene: &Scene, draft: &Draft) -> Option<Who> {
    let counted = &draft.counted;
    if draft.measure == Measure::Territory || draft.measure == Measure::Damage || draft.rule == "none" {
        return None;
    }
    let words = people(scene, counted, draft.cue)?;
    let to = actor(scene, counted.head, &words);
    let status = status(scene, counted, &words, to);
    Some(Who { span: scene.doc.span_of(words), to, status })
}

/// The words of those counted, without the number; `None` for a number alone.
fn people(scene: &Scene, counted: &Counted, cue: usize) -> Option<Range<usize>> {
    // "12 dead": the word that tells what is counted is nobody.
    if counted.head == cue {
        return None;
    }
    let Some(n) = counted.number else { return Some(counted.words.clone()) };
    let number = &scene.numbers[n];
    if number.core.contains(&counted.head) {
        return None;
    }
    let mut start = counted.words.start.max(number.words.end);
    let last = counted.words.end.max(counted.head + 1);
    if start > counted.head {
        start = counted.head;
    }
    // "dozens of people": without the "of".
    while start < counted.head && matches!(scene.doc.words[start].upos, Upos::Adp | Upos::Det | Upos::Punct) {
        start += 1;
    }
    Some(start..last)
}

/// The actor mentioned by a phrase: at its head, else by its complement ("fighters of the Front"), else inside it.
fn actor(scene: &Scene, head: usize, words: &Range<usize>) -> Option<Ref> {
    let doc = scene.doc;
    let at = |w: usize| scene.mentions.actor(w).map(|(r, _)| r);
    let complement =
        || doc.children(head).filter(|&c| c > head && doc.words[c].rel == Rel::Nmod && words.contains(&c)).find_map(at);
    at(head).or_else(complement).or_else(|| words.clone().find_map(at))
}

/// Whether those counted fought. One number over "soldiers and civilians" counts both.
fn status(scene: &Scene, counted: &Counted, words: &Range<usize>, to: Option<Ref>) -> Status {
    let of = |w: usize| scene.entry(w).status.filter(|&s| s != Status::Unknown);
    let head = counted.head;
    let shared = |m: usize| match counted.number {
        Some(_) => {
            scene.links.number(m).is_none() && !scene.doc.children(m).any(|c| scene.doc.words[c].rel == Rel::Det)
        }
        None => counted.singles > 1 && words.contains(&m),
    };
    let members = scene.members(&[head]);
    let mut found: Vec<Status> = members.iter().filter(|&&m| m == head || shared(m)).filter_map(|&m| of(m)).collect();
    found.dedup();
    match found[..] {
        [one] => return one,
        [_, _, ..] => return if found.iter().all(|&s| s == found[0]) { found[0] } else { Status::Mixed },
        [] => {}
    }
    // "members of the police", "civilian victims".
    if let Some(s) = words.clone().find_map(of) {
        return s;
    }
    let kind = match to {
        Some(Ref::Actor(a)) => scene.actors.get(a as usize).map(|a| a.kind),
        _ => None,
    };
    match kind {
        Some(ActorKind::ArmedGroup | ActorKind::Unit) => Status::Combatant,
        _ => Status::Unknown,
    }
}

/// The events by the word that heads their trigger.
fn event_heads(scene: &Scene, events: &[Event]) -> Vec<u32> {
    let mut at = vec![0; scene.doc.words.len()];
    for (i, e) in events.iter().enumerate() {
        for w in scene.doc.words_in(e.trigger).chain([e.head]) {
            if let Some(slot) = at.get_mut(w) {
                *slot = i as u32 + 1;
            }
        }
    }
    at
}

/// The event whose trigger counts the figure, or governs what does ("the strike left 12 dead").
fn event_of(scene: &Scene, draft: &Draft, events: &[Event], by_head: &[u32]) -> Option<usize> {
    let doc = scene.doc;
    let at = |w: usize| by_head.get(w).and_then(|&e| (e as usize).checked_sub(1));
    let mut w = draft.cue;
    for _ in 0..3 {
        if let Some(e) = at(w) {
            return Some(e);
        }
        let subject = doc.children(w).find(|&c| matches!(doc.words[c].rel, Rel::Nsubj | Rel::Obl));
        if let Some(e) = subject.and_then(at).filter(|&e| events[e].kind == crate::reading::EventType::Assault) {
            return Some(e);
        }
        w = doc.head(w)?;
    }
    None
}

/// The place: of the word that counts, of its event, of the words nearest before in the sentence.
fn place_of(scene: &Scene, draft: &Draft, event: Option<&Event>) -> Option<Ref> {
    let doc = scene.doc;
    let at = |w: usize| scene.mentions.place(w).map(|(r, _)| r);
    let under = |h: usize| {
        doc.children(h).filter(|&c| matches!(doc.words[c].rel, Rel::Obl | Rel::Nmod | Rel::Obj)).find_map(at)
    };
    if draft.measure == Measure::Territory
        && let Some(p) = at(draft.counted.head).or_else(|| under(draft.counted.head))
    {
        return Some(p);
    }
    let mut w = draft.cue;
    for _ in 0..2 {
        if let Some(p) = under(w) {
            return Some(p);
        }
        let Some(h) = doc.head(w) else { break };
        w = h;
    }
    let placed = |a: &Argument| a.to.filter(|to| a.role == Role::Place && matches!(to, Ref::Place(_)));
    let of_event = event.and_then(|e| e.arguments.iter().find_map(placed));
    if of_event.is_some() {
        return of_event;
    }
    let sentence = scene.sentence(draft.cue);
    let near = sentence.clone().filter_map(|w| at(w).map(|p| (w.abs_diff(draft.span.start), p))).min_by_key(|x| x.0);
    near.map(|(_, p)| p)
}

/// The days that a figure covers, and whether they run from a beginning ("since September").
fn period_of(scene: &Scene, draft: &Draft, event: Option<&Event>) -> (Option<Interval>, bool) {
    let doc = scene.doc;
    let sentence = scene.sentence(draft.cue);
    let interval = |w: usize| match scene.mentions.time(w) {
        Some((Ref::Time(t), _)) => scene.times.get(t as usize).and_then(|t| t.interval.clone()),
        _ => None,
    };
    // A period that opens with "since" governs its clause; the nearest one counts.
    let since = sentence
        .clone()
        .filter(|&w| scene.entry(w).is(lexicon::SINCE))
        .filter_map(|w| (w + 1..(w + 9).min(sentence.end)).find_map(interval).map(|i| (w, i)))
        .min_by_key(|(w, _)| w.abs_diff(draft.cue));
    if let Some((_, mut open)) = since {
        if open.since.is_none() {
            open.since = open.first.map(|d| d.to_string());
        }
        // "Since May" runs to the day of the report.
        open.last = scene.published.filter(|&day| open.first.is_some_and(|first| first <= day));
        open.until = open.last.map(|day| day.to_string());
        if let Some(since) = &open.since {
            open.edtf = format!("{since}/{}", open.until.as_deref().unwrap_or(".."));
        }
        return (Some(open), true);
    }
    let mut w = draft.cue;
    for _ in 0..3 {
        let under = doc
            .children(w)
            .filter(|&c| matches!(doc.words[c].rel, Rel::Obl | Rel::Advmod | Rel::Nmod))
            .find_map(&interval);
        if under.is_some() {
            return (under, false);
        }
        match doc.head(w) {
            Some(h) => w = h,
            None => break,
        }
    }
    let of_event = event.and_then(|e| {
        e.arguments.iter().find(|a| a.role == Role::Time).and_then(|a| match a.to {
            Some(Ref::Time(t)) => scene.times.get(t as usize).and_then(|t| t.interval.clone()),
            _ => None,
        })
    });
    (of_event, false)
}

/// Whether a figure is a running total: a war is what killed, or the words say so.
fn running(scene: &Scene, draft: &Draft) -> bool {
    let doc = scene.doc;
    let sentence = scene.sentence(draft.cue);
    let lex = scene.lex(draft.cue);
    if sentence.clone().any(|w| lex.cumulative.at(doc, w, sentence.end).next().is_some()) {
        return true;
    }
    // "in the past two weeks": a duration of weeks or more beside a number.
    let long = |w: usize| match scene.mentions.time(w) {
        Some((Ref::Time(t), _)) => scene.times.get(t as usize).is_some_and(|t| {
            t.kind == TimeType::Duration
                && t.value.as_deref().is_some_and(|v| !v.contains('T') && v.ends_with(['W', 'M', 'Y']))
        }),
        _ => false,
    };
    if draft.counted.number.is_some() && sentence.clone().any(long) {
        return true;
    }
    let mut w = draft.cue;
    // The verb itself, or the one whose object the cue is ("has claimed 12 lives").
    for _ in 0..2 {
        let war = doc.children(w).any(|c| {
            let rel = doc.words[c].rel;
            let source = rel == Rel::Nsubj && doc.words[c].sub != Sub::Pass;
            source && scene.entry(c).is(lexicon::LONG)
        });
        let described = doc.words[w].sub == Sub::Relcl && doc.head(w).is_some_and(|h| in_war(scene, h));
        if war || described {
            return true;
        }
        match doc.head(w) {
            Some(h) if matches!(doc.words[w].rel, Rel::Obj | Rel::Xcomp | Rel::Conj) => w = h,
            _ => break,
        }
    }
    false
}

/// "the main front of the war that has claimed": the noun before the relative clause, or one near it.
fn in_war(scene: &Scene, word: usize) -> bool {
    scene.entry(word).is(lexicon::LONG)
        || scene.doc.subtree(word).take(30).any(|w| w > word && scene.entry(w).is(lexicon::LONG) && w < word + 8)
}

/// How many square kilometres the unit behind a number is; `None` where it is no unit of area.
pub(super) fn square_kilometres(scene: &Scene, counted: &Counted) -> Option<f64> {
    let number = &scene.numbers[counted.number?];
    let end = scene.sentence(number.core.start).end;
    if number.words.end >= end {
        return None;
    }
    scene.lex(number.core.start).area.at(scene.doc, number.words.end, end).next().map(|(_, &km2)| km2)
}
