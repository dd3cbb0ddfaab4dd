//! Events: what happened, by the sixteen types of PLOVER, with arguments and reality.
//!
//! A trigger is a verb or a noun of the word lists whose conditions hold ([`triggers`]); its syntax fills slots
//! ([`clause`]), its reading turns slots into roles ([`arguments`]); what governs it tells whether it happened
//! ([`reality`]); what it stands under tells whether it is the news ([`main_news`]).

mod agent;
mod arguments;
mod blame;
mod clause;
mod codes;
mod compose;
mod extent;
mod handed_on;
mod lexicon;
mod main_news;
mod named_later;
mod pronoun;
mod reality;
mod row;
mod setting;
mod sift;
mod topic;
mod triggers;

pub use codes::{Codes, Side};
pub use lexicon::Frames;

use crate::layers::Layers;
use crate::mentions::Mentions;
use crate::reading::{Actor, Argument, Event, EventType, Place, Reality, Ref, Role, Time, Trace};
use lexicon::{Lists, Slot};
use std::cell::OnceCell;
use text::{Document, PerLang, Rel, Span, Upos};
use topic::Topics;
use triggers::Trigger;

/// What one sentence's events are read from.
#[derive(Clone, Copy)]
struct Scene<'a> {
    doc: &'a Document<'a>,
    lists: &'a Lists,
    all_lists: &'a PerLang<Lists>,
    /// Counted where a violent reading asks for them.
    topics: &'a OnceCell<Topics>,
    codes: &'a Codes,
    mentions: &'a Mentions,
    actors: &'a [Actor],
    times: &'a [Time],
    places: &'a [Place],
    /// The dateline's words.
    dateline: Option<Span>,
    explain: bool,
}

/// An event before it is known whether the report tells it.
#[derive(Clone, Debug)]
struct Draft<'a> {
    sentence: usize,
    trigger: Trigger<'a>,
    event: Event,
    /// What stands as its subject and object: part of speech and classes.
    subject: Option<Filler>,
    object: Option<Filler>,
    /// How far it stands from what its sentence is about.
    distance: f32,
    /// Told as what was before the report's present.
    looks_back: bool,
    /// Its determiner, where it is a noun.
    determiner: Option<usize>,
    /// How exact its time is.
    time: &'static str,
}

/// A filler of a slot: its part of speech, and the names of its classes.
type Filler = (Upos, [Option<&'static str>; 4]);

/// All events of a document, in order of their triggers.
pub fn find(layers: &Layers, frames: &Frames) -> Vec<Event> {
    let Layers { doc, actors, .. } = layers;
    let topics = OnceCell::new();
    let scene = |n| scene(layers, frames, &topics, n);
    let mut drafts = drafts(doc, &scene);
    let is_report = sift::is_report(doc);
    if is_report {
        let topics = topics.get_or_init(|| Topics::new(doc, &frames.lists));
        let left_out = sift::sift(doc, &frames.weights, topics, actors, &mut drafts);
        handed_on::complete(doc, left_out, &mut drafts);
        sift::tell_news(doc, &frames.weights, topics, actors, &mut drafts);
    }
    named_later::complete(doc, &scene, &mut drafts);
    for of_sentence in drafts.chunk_by_mut(|a, b| a.sentence == b.sentence) {
        let n = of_sentence[0].sentence;
        let scene = scene(n);
        if !is_report {
            tell_news(&scene, n, of_sentence);
        }
        let contexts = contexts(&scene, doc.sentences[n].words());
        for draft in of_sentence {
            draft.event.contexts.clone_from(&contexts);
            setting::complete(&scene, n, &mut draft.event);
            pronoun::resolve(actors, &mut draft.event.arguments);
        }
    }
    drafts.into_iter().map(|d| d.event).collect()
}

/// What the weights are learnt from.
#[derive(Clone, Debug, Default)]
pub struct Evidence {
    /// Each trigger with its type and the names of the weights that it asks for.
    pub triggers: Vec<(Span, EventType, Vec<String>)>,
    /// The names that the report asks for, of whether it tells of violence.
    pub report: Vec<String>,
}

/// What speaks for or against each trigger of a report telling an event; of those triggers only that are kept.
pub fn evidence(layers: &Layers, frames: &Frames, keep: Option<&dyn Fn(Span, EventType) -> bool>) -> Evidence {
    let Layers { doc, actors, .. } = layers;
    let mut out = Evidence::default();
    if !sift::is_report(doc) {
        return out;
    }
    let topics = OnceCell::new();
    let mut drafts = drafts(doc, &|n| scene(layers, frames, &topics, n));
    if let Some(keep) = keep {
        drafts.retain(|d| keep(d.event.trigger, d.event.kind));
    }
    out.triggers = drafts.iter().map(|d| (d.event.trigger, d.event.kind, Vec::new())).collect();
    let topics = topics.get_or_init(|| Topics::new(doc, &frames.lists));
    sift::features(doc, topics, actors, &drafts, &mut |n, name| out.triggers[n].2.push(name.to_string()));
    sift::report_features(doc, topics, actors, &drafts, &mut |name| out.report.push(name.to_string()));
    out
}

fn scene<'a>(
    layers: &'a Layers<'a, 'a>,
    frames: &'a Frames,
    topics: &'a OnceCell<Topics>,
    sentence: usize,
) -> Scene<'a> {
    Scene {
        doc: layers.doc,
        lists: &frames.lists[layers.doc.sentences[sentence].lang],
        all_lists: &frames.lists,
        topics,
        codes: &frames.codes,
        mentions: &layers.mentions,
        actors: &layers.actors,
        times: &layers.times,
        places: &layers.places,
        dateline: layers.dateline,
        explain: layers.explain,
    }
}

/// The drafts of all sentences.
fn drafts<'a>(doc: &Document, scene: &dyn Fn(usize) -> Scene<'a>) -> Vec<Draft<'a>> {
    let mut drafts: Vec<Draft> = (0..doc.sentences.len()).flat_map(|n| of_sentence(&scene(n), n)).collect();
    blame::complete(doc, scene, &mut drafts);
    drafts
}

/// The drafts of one sentence.
fn of_sentence<'a>(scene: &Scene<'a>, n: usize) -> Vec<Draft<'a>> {
    let words = scene.doc.sentences[n].words();
    let (mut triggers, statements) = triggers::find(scene, words);
    // In a report this is weighed with all else.
    if !sift::is_report(scene.doc) {
        triggers.retain(|t| !topic::is_no_violence(scene, t));
    }
    let kind_at =
        |word: usize| triggers.iter().find(|t| t.word == word || t.object == Some(word)).and_then(|t| t.sense.kind);
    let mut out = Vec::new();
    for trigger in &triggers {
        let Some(mut event) = event(scene, trigger, &triggers, &kind_at) else { continue };
        if statements.iter().any(|&s| main_news::is_topic(scene, s, trigger)) {
            event.why.say(|| "the topic of a statement: no act of this sentence".to_string());
            event.quad = None;
        }
        let filler = |slot| {
            let word = trigger.clause.get(slot)?;
            Some((scene.doc.words[word].upos, triggers::class_names(scene, word)))
        };
        let (subject, object) = (filler(Slot::Subj), filler(Slot::Obj));
        out.push(Draft {
            sentence: n,
            subject,
            object,
            distance: main_news::distance(scene, trigger, &|word| kind_at(word).is_some()),
            looks_back: main_news::looks_back(scene, trigger),
            determiner: determiner(scene, trigger.word),
            time: exactness(scene, &event),
            trigger: trigger.clone(),
            event,
        });
    }
    agent::of_subject(&mut out);
    out
}

/// The determiner of a noun.
fn determiner(scene: &Scene, noun: usize) -> Option<usize> {
    scene.doc.children(noun).find(|&c| scene.doc.words[c].rel == Rel::Det)
}

/// The length of the value of an event's time: a year, a month or a day.
fn exactness(scene: &Scene, event: &Event) -> &'static str {
    let Some(time) = event.arguments.iter().find(|a| a.role == Role::Time) else { return "none" };
    let Some(Ref::Time(n)) = time.to else { return "unknown" };
    match scene.times.get(n as usize).and_then(|t| t.value.as_deref()).map(str::len) {
        Some(..=4) => "year",
        Some(5..=7) => "month",
        Some(_) => "day",
        None => "unknown",
    }
}

/// Marks the event that is the news of a sentence.
fn tell_news(scene: &Scene, n: usize, drafts: &mut [Draft]) {
    if !main_news::is_news(scene, n) {
        return;
    }
    let is_event = |word: usize| drafts.iter().any(|d| d.trigger.word == word || d.trigger.object == Some(word));
    let distances: Vec<f32> = drafts.iter().map(|d| main_news::distance(scene, &d.trigger, &is_event)).collect();
    let nearest = (0..drafts.len()).min_by(|&a, &b| distances[a].total_cmp(&distances[b]).then(a.cmp(&b)));
    if let Some(draft) = nearest.and_then(|i| drafts.get_mut(i)) {
        draft.event.main = !main_news::looks_back(scene, &draft.trigger);
    }
}

/// The event that a trigger tells.
fn event(
    scene: &Scene,
    trigger: &Trigger,
    all: &[Trigger],
    kind_at: &dyn Fn(usize) -> Option<EventType>,
) -> Option<Event> {
    let sense = trigger.sense;
    let mut why = Trace::new(scene.explain);
    let mut arguments = arguments::find(scene, trigger);
    let taken_over = arguments::from_complement(scene, trigger, all, &arguments);
    if !taken_over.is_empty() {
        why.say(|| "whom it concerns is told by the clause that it governs".to_string());
        arguments.extend(taken_over);
    }
    let found = reality::find(scene, trigger, kind_at);
    for &(word, reality) in &found.because {
        why.say(|| format!("{} by {:?}", reality.name(), scene.doc.form(word)));
    }
    let told = compose::Told { kind: sense.kind?, mode: sense.mode, cameo: sense.cameo };
    let meant = compose::meant(told, &found, trigger, &arguments);
    if meant.kind != told.kind {
        why.say(|| format!("{} that is {} reads as {}", told.kind.name(), found.reality.name(), meant.kind.name()));
    }
    let meant = match arguments::of_demand(scene, trigger, &found, &mut arguments) {
        true => {
            why.say(|| "what someone says must be done is a request".to_string());
            compose::Told { kind: EventType::Request, mode: None, cameo: Some("10") }
        }
        false => meant,
    };
    let meant = match meant.kind == EventType::Request && meant.mode.is_none() {
        true => compose::Told { mode: Some(compose::asked(trigger, kind_at)), ..meant },
        false => meant,
    };
    let mut event = Event {
        kind: meant.kind,
        mode: meant.mode,
        contexts: Vec::new(),
        cameo: meant.cameo,
        quad: scene.codes.quad(meant.kind, meant.cameo),
        acled: None,
        ucdp: None,
        trigger: trigger_span(scene, trigger),
        head: trigger.word,
        reality: found.reality,
        main: false,
        arguments,
        figures: Vec::new(),
        rule: sense.rule.to_string(),
        confidence: confidence(trigger, found.reality),
        why,
    };
    code(scene, &mut event);
    Some(event)
}

/// Gives an event the codes that depend on its sides.
fn code(scene: &Scene, event: &mut Event) {
    let sides = sides(scene, &event.arguments);
    event.acled = scene.codes.acled(event.kind, event.mode, sides);
    event.ucdp = Codes::ucdp(event.kind, sides);
}

/// The words that tell the event: the verb and the object or particle that belong to it where they stand together.
fn trigger_span(scene: &Scene, trigger: &Trigger) -> Span {
    let doc = scene.doc;
    let own = doc.words[trigger.word].span;
    if let Some(object) = trigger.object.filter(|&o| o.abs_diff(trigger.word) <= 4) {
        return own.cover(doc.words[object].span);
    }
    let mut span = own;
    let end = doc.sentences[doc.words[trigger.word].sentence as usize].end as usize;
    let mut next = trigger.word + 1;
    for key in &trigger.sense.more {
        let reach = end.min(next + 5);
        let Some(at) = (next..reach).find(|&i| doc.words[i].lower == *key || doc.words[i].lemma == *key) else { break };
        span = span.cover(doc.words[at].span);
        next = at + 1;
    }
    span
}

/// The sides of the event, for codes of violence: its first actor and the first that it is done to.
fn sides(scene: &Scene, arguments: &[Argument]) -> (Side, Side) {
    let side = |roles: &[Role]| {
        let found =
            arguments.iter().filter(|a| roles.contains(&a.role)).find_map(|a| arguments::actor(scene.actors, a.to));
        found.map_or(Side::Unknown, |a| Side::of(a.kind))
    };
    (side(&[Role::Actor]), side(&[Role::Victim, Role::Recipient]))
}

/// PLOVER contexts that the sentence's words tell, at most three.
fn contexts(scene: &Scene, words: std::ops::Range<usize>) -> Vec<&'static str> {
    let mut out: Vec<&'static str> = Vec::new();
    for at in words {
        let word = &scene.doc.words[at];
        let Some(list) = scene.lists.contexts.get(&word.lemma).or_else(|| scene.lists.contexts.get(&word.lower)) else {
            continue;
        };
        for &context in list {
            if out.len() < 3 && !out.contains(&context) {
                out.push(context);
            }
        }
    }
    out
}

/// More where syntax and a condition agree, less for what is not told as a fact.
fn confidence(trigger: &Trigger, reality: Reality) -> f32 {
    let conditions = trigger.sense.conditions.len().min(2) as f32;
    let base = 0.7 + 0.08 * conditions + if trigger.light.is_some() || !trigger.noun { 0.08 } else { 0.0 };
    if reality == Reality::Happened { base } else { base - 0.05 }
}
