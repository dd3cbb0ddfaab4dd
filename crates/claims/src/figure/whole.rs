//! What a figure is of: its party and their status, its place, its period, whether it is a running total, its event.

use super::counted::Counted;
use super::lexicon;
use super::setting::{Evidence, Setting};
use super::{Draft, Retellings, Scene, respective, status};
use crate::reading::{Event, Figure, Measure, Ref, Status, TimeType, Who};
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
    let mut setting = Setting::new(scene, events);
    let mut out: Vec<Figure> = Vec::with_capacity(next as usize);
    let mut retold = Vec::with_capacity(next as usize);
    for (i, draft) in drafts.iter().enumerate() {
        let event = event_of(scene, draft, events, &by_head);
        let Some(own) = index(i) else { continue };
        let id = Ref::Figure(own);
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
        let place = setting.place(draft, event);
        let (period, runs) = setting.period(draft, event);
        // Whom a running total counts was told long before: one who is told of later is no part of it.
        let is_open = |w: u32| draft.presumed && out.get(w as usize).is_some_and(|whole| whole.cumulative);
        let part_of = draft.part_of.and_then(index).filter(|&w| w != own && !is_open(w));
        // A part came about with its whole.
        let whole = part_of.and_then(|w| out.get(w as usize));
        let (place, period) = match whole {
            Some(whole) => (whole.place, whole.period.clone()),
            None => (place, period),
        };
        let who = match whole.and_then(|whole| whole.who) {
            // "Fourteen were wounded, three of them seriously": those of the whole.
            Some(who) if people(scene, &draft.counted, draft.cue).is_none() => Some(who),
            _ => who(scene, draft, antecedent(scene, &drafts, i)),
        };
        let who = who.map(|who| like_first(scene, &drafts, i, who));
        // A person is killed once: only numbers run up.
        let many = draft.counted.number.is_some() || draft.computed.is_some();
        let cumulative = many && (runs || running(scene, draft));
        let lang = scene.doc.sentences[scene.doc.words[draft.cue].sentence as usize].lang;
        out.push(Figure {
            span: scene.doc.span_of(draft.span.clone()),
            measure: befell(draft, event),
            min: draft.min,
            max: draft.max,
            best: draft.best,
            unit: draft.unit,
            exactness: draft.exactness,
            who,
            period,
            place,
            cumulative,
            part_of: part_of.map(Ref::Figure),
            computed: draft.computed.and_then(|(from, times, e)| Some(super::computed(known(from)?, times, e))),
            rule: format!("{}{}", PREFIX[lang], draft.rule),
            confidence: draft.confidence,
            why: draft.why.clone(),
        });
    }
    respective::find(scene, &mut out);
    (out, Retellings(retold))
}

/// What became of those counted: whom gunmen hold was taken away by them.
fn befell(draft: &Draft, event: Option<&Event>) -> Measure {
    let taken = event.is_some_and(|e| e.mode == Some("abduct"));
    let verb = draft.rule.starts_with("verb");
    if taken && verb && draft.measure == Measure::Detained { Measure::Abducted } else { draft.measure }
}

/// What speaks for and against each place and period of each figure.
pub(super) fn evidence(scene: &Scene, drafts: &[Draft], events: &[Event]) -> Vec<Evidence> {
    let by_head = event_heads(scene, events);
    let mut setting = Setting::new(scene, events);
    let mut out = Vec::new();
    for draft in drafts.iter().filter(|d| !d.dropped) {
        let event = event_of(scene, draft, events, &by_head).map(|e| &events[e]);
        out.push(setting.evidence(draft, event));
        // What was found for the figures before is a sign for the next.
        setting.place(draft, event);
        setting.period(draft, event);
    }
    out
}

/// Who was counted: the phrase without its number, the actor that it mentions, and whether they fought. A number alone
/// counts those whom the figure before it counts.
fn who(scene: &Scene, draft: &Draft, before: Option<&Draft>) -> Option<Who> {
    if draft.measure == Measure::Territory || draft.rule == "none" {
        return None;
    }
    let own = people(scene, &draft.counted, draft.cue);
    let (counted, words) = match (own, before) {
        (Some(words), _) => (&draft.counted, words),
        (None, Some(before)) => (&before.counted, people(scene, &before.counted, before.cue)?),
        (None, None) => {
            let noun = draft.counted.number.is_some() && draft.counted.head >= draft.span.end;
            (&draft.counted, if noun { draft.counted.head..draft.counted.head + 1 } else { draft.span.clone() })
        }
    };
    let to = actor(scene, counted.head, &words);
    let status = match status::told(scene, counted, &words, to) {
        _ if draft.measure == Measure::Damage => Status::Unknown,
        Status::Unknown => status::likely(scene, draft),
        known => known,
    };
    Some(Who { span: scene.doc.span_of(words), to, status })
}

/// "A soldier was killed and two others wounded": others than one who fought fought, too.
fn like_first(scene: &Scene, drafts: &[Draft], i: usize, who: Who) -> Who {
    let draft = &drafts[i];
    if let Some(status) = status::predicated(scene, &draft.counted) {
        return Who { status, ..who };
    }
    let mut words = draft.span.end..draft.counted.head + 1;
    // "One soldier died and 14 were wounded."
    let alone = scene
        .links
        .number(draft.counted.head)
        .is_some_and(|n| draft.counted.number == Some(n) && scene.numbers[n].core.contains(&draft.counted.head));
    let others = who.to.is_none() && (alone || words.any(|w| scene.entry(w).is(lexicon::MORE)));
    let first = i.checked_sub(1).map(|b| &drafts[b]).filter(|f| {
        others && f.counted.number.is_none() && scene.same_sentence(f.cue, draft.cue) && f.unit == draft.unit
    });
    let Some(first) = first else { return who };
    match status::told(
        scene,
        &first.counted,
        &first.counted.words,
        actor(scene, first.counted.head, &first.counted.words),
    ) {
        Status::Unknown => who,
        status => Who { status, ..who },
    }
}

/// The figure that tells whom a number alone counts: "two soldiers were killed and four wounded".
fn antecedent<'d>(scene: &Scene, drafts: &'d [Draft], i: usize) -> Option<&'d Draft> {
    /// How many figures back it stands.
    const BACK: usize = 5;
    let draft = &drafts[i];
    draft.counted.number?;
    let sentence = |d: &Draft| scene.doc.words[d.span.start].sentence;
    let here = scene.sentence(draft.cue).start;
    let opens = draft.span.start <= here + 2 || draft.part_of.is_some() || draft.rule == "ellipsis";
    let low = i.saturating_sub(BACK);
    drafts[low..i].iter().rev().find(|d| {
        let near = sentence(d) == sentence(draft) || opens && sentence(d) + 1 == sentence(draft);
        let parted = (d.span.end..draft.span.start).any(|w| scene.doc.form(w) == ";");
        // "Seven people, two of them children, and wounding 31": the part is not what the number alone counts.
        let aside = d.part_of.is_some() && draft.part_of.is_none();
        // "It has 2,000 peacekeepers there. Thousands died in the war.": others than those who are there.
        let others = sentence(d) != sentence(draft)
            && draft.measure != d.measure
            && matches!(d.measure, Measure::Present | Measure::Crowd | Measure::Damage);
        near && !parted
            && !others
            && !aside
            && d.counted.number.is_some()
            && d.unit == draft.unit
            && people(scene, &d.counted, d.cue).is_some()
    })
}

/// The words of those counted, without the number; `None` for a number alone.
fn people(scene: &Scene, counted: &Counted, cue: usize) -> Option<Range<usize>> {
    // "12 dead": the word that tells what is counted is nobody; twelve hostages are.
    if counted.head == cue && !scene.entry(cue).is(lexicon::PERSON) {
        return None;
    }
    let Some(n) = counted.number else { return Some(counted.words.clone()) };
    let number = &scene.numbers[n];
    // "12", "three others": those of whom the report spoke.
    if number.core.contains(&counted.head) || scene.entry(counted.head).is(lexicon::MORE) {
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

/// Whether a figure is a running total: a war is what killed, or the words say so.
pub(super) fn running(scene: &Scene, draft: &Draft) -> bool {
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
    // "less than two weeks after the death of four", "kidnapped over the past two weeks": the time of something else.
    let apart = |w: usize| {
        let next = scene.mentions.time(w).map_or(sentence.end, |(_, span)| doc.words_in(span).end);
        next < sentence.end && scene.entry(next).is(lexicon::APART)
    };
    let own = |w: usize| long(w) && !apart(w) && !is_of_clause(scene, w, draft.cue);
    if draft.counted.number.is_some() && sentence.clone().any(own) {
        return true;
    }
    let mut w = draft.cue;
    // The verb itself, or the one whose object the cue is ("has claimed 12 lives").
    for _ in 0..3 {
        let war = doc.children(w).any(|c| {
            let rel = doc.words[c].rel;
            let source = rel == Rel::Nsubj && doc.words[c].sub != Sub::Pass;
            source && scene.entry(c).is(lexicon::LONG)
        });
        let described = doc.words[w].sub == Sub::Relcl && doc.head(w).is_some_and(|h| in_war(scene, h));
        if war || described {
            return true;
        }
        let subject = |c: usize| doc.words[c].rel == Rel::Nsubj;
        match doc.head(w) {
            Some(h) if matches!(doc.words[w].rel, Rel::Obj | Rel::Xcomp | Rel::Conj) => w = h,
            // "The war, started by an attack, has made 312 dead": the tree takes the participle for the main verb.
            Some(h) if doc.words[w].rel == Rel::Parataxis && !doc.children(w).any(subject) => w = h,
            _ => break,
        }
    }
    false
}

/// Whether a word belongs to a clause that describes somebody, and not to the word that tells what is counted.
fn is_of_clause(scene: &Scene, word: usize, cue: usize) -> bool {
    /// Steps up from a time to its verb.
    const FAR: usize = 4;
    let doc = scene.doc;
    let verb =
        std::iter::successors(doc.head(word), |&w| doc.head(w)).take(FAR).find(|&w| doc.words[w].upos == Upos::Verb);
    verb.is_some_and(|v| v != cue && doc.words[v].rel == Rel::Acl && !doc.dominates(v, cue))
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
