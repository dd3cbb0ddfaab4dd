//! Events: what happened, by the sixteen types of PLOVER, with arguments and reality.
//!
//! A trigger is a verb or a noun of the word lists whose conditions hold ([`triggers`]); its syntax fills slots
//! ([`clause`]), its reading turns slots into roles ([`arguments`]); what governs it tells whether it happened
//! ([`reality`]); what it stands under tells whether it is the news ([`main_news`]).

mod arguments;
mod clause;
mod codes;
mod compose;
mod lexicon;
mod main_news;
mod reality;
mod setting;
mod topic;
mod triggers;

pub use lexicon::Frames;

use crate::mentions::Mentions;
use crate::reading::{Actor, Argument, Event, EventType, Place, Reality, Role, Time, Trace};
use codes::{Codes, Side};
use lexicon::Lists;
use std::cell::OnceCell;
use text::{Document, PerLang, Span};
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
    explain: bool,
}

/// All events of a document, in order of their triggers.
pub fn find(
    doc: &Document,
    frames: &Frames,
    mentions: &Mentions,
    actors: &[Actor],
    _places: &[Place],
    times: &[Time],
    explain: bool,
) -> Vec<Event> {
    let mut out = Vec::new();
    let topics = OnceCell::new();
    for (n, sentence) in doc.sentences.iter().enumerate() {
        let lists = &frames.lists[sentence.lang];
        let scene = Scene {
            doc,
            lists,
            all_lists: &frames.lists,
            topics: &topics,
            codes: &frames.codes,
            mentions,
            actors,
            times,
            explain,
        };
        of_sentence(&scene, n, &mut out);
    }
    out
}

/// The events of one sentence.
fn of_sentence(scene: &Scene, n: usize, out: &mut Vec<Event>) {
    let words = scene.doc.sentences[n].words();
    let (mut triggers, statements) = triggers::find(scene, words.clone());
    triggers.retain(|t| !topic::is_no_violence(scene, t));
    if triggers.is_empty() {
        return;
    }
    let kind_at =
        |word: usize| triggers.iter().find(|t| t.word == word || t.object == Some(word)).and_then(|t| t.sense.kind);
    let is_event = |word: usize| kind_at(word).is_some();
    let distances: Vec<f32> = triggers.iter().map(|t| main_news::distance(scene, t, &is_event)).collect();
    let nearest = (0..triggers.len()).min_by(|&a, &b| distances[a].total_cmp(&distances[b]).then(a.cmp(&b)));
    let news = main_news::is_news(scene, n);
    let contexts = contexts(scene, words);
    for (i, trigger) in triggers.iter().enumerate() {
        let main = news && nearest == Some(i) && !main_news::looks_back(scene, trigger);
        if let Some(mut event) = event(scene, trigger, &triggers, main, &kind_at) {
            if statements.iter().any(|&s| main_news::is_topic(scene, s, trigger)) {
                event.why.say(|| "the topic of a statement: no act of this sentence".to_string());
                event.quad = None;
            }
            event.contexts.clone_from(&contexts);
            setting::complete(scene, n, &mut event);
            out.push(event);
        }
    }
}

/// The event that a trigger tells.
fn event(
    scene: &Scene,
    trigger: &Trigger,
    all: &[Trigger],
    main: bool,
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
    let sides = sides(scene, &arguments);
    Some(Event {
        kind: meant.kind,
        mode: meant.mode,
        contexts: Vec::new(),
        cameo: meant.cameo,
        quad: scene.codes.quad(meant.kind, meant.cameo),
        acled: scene.codes.acled(meant.kind, meant.mode, sides),
        ucdp: Codes::ucdp(meant.kind, sides),
        trigger: trigger_span(scene, trigger),
        head: trigger.word,
        reality: found.reality,
        main,
        arguments,
        figures: Vec::new(),
        rule: sense.rule.to_string(),
        confidence: confidence(trigger, found.reality),
        why,
    })
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
        let reach = end.min(next + 3);
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
