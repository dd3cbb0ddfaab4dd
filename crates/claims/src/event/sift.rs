//! Whether a trigger tells an event at all: its rule, who stands in its slots and what the rest of the report is about are
//! weighed together, by weights learnt from marked reports (`xtask train event`).
//!
//! Wars, courts, matches and storms share their words: "attacked" is one thing where an armed party does it in a report of
//! shells and hospitals, another where a coach says it. A text of a few sentences was cut out for what it tells, and is left
//! as it is.

use super::lexicon::{Condition, Slot};
use super::topic::{Points, Topics};
use super::{Draft, arguments};
use crate::reading::{Actor, ActorKind, Argument, EventType, Reality, Ref, Role};
use std::collections::HashMap;
use std::fmt::Write;
use text::lexicon::KeyMap;
use text::table::{DataError, Files, rows};
use text::{Document, Key, Sub, Upos};

/// Sentences of a text that is weighed.
const REPORT: usize = 4;
/// Probability from which a trigger tells an event.
const ENOUGH: f32 = 0.28;
/// The same, in a violent report, for one whose rule asks for its subject or object by their words: it has been weighed once
/// already.
const ENOUGH_WHERE_ASKED: f32 = 0.18;
/// Drafts on each side, in the same sentence, whose types bear on a draft.
const BESIDE: usize = 3;
/// Words from one trigger to another that stands close.
const CLOSE: usize = 4;
/// Probability of a violent report from which violence in it is meant so.
const VIOLENT: f32 = 0.6;
/// Probability of a violent trigger that needs no such report.
const SURE: f32 = 0.8;

/// Whether a text is long enough to tell what it is about.
pub(super) fn is_report(doc: &Document) -> bool {
    doc.sentences.len() >= REPORT
}

/// The weights of what speaks for and against an event, by name.
#[derive(Clone, Debug, Default)]
pub(super) struct Weights {
    event: KeyMap<f32>,
    news: KeyMap<f32>,
    violent: KeyMap<f32>,
}

impl Weights {
    pub(super) fn load(files: Files) -> Result<Weights, DataError> {
        let path = "world/event_weights.tsv";
        let mut weights = Weights::default();
        for row in rows(path, files(path)?) {
            let weight = row.need(2, "weight")?.parse().map_err(|_| row.error("a weight is a number"))?;
            let of = match row.need(0, "question")? {
                "event" => &mut weights.event,
                "news" => &mut weights.news,
                "violent" => &mut weights.violent,
                other => return Err(row.error(format!("{other:?}: neither event nor news nor violent"))),
            };
            of.insert(Key::of(row.need(1, "name")?), weight);
        }
        Ok(weights)
    }
}

/// Tells which events are the news of a report.
pub(super) fn tell_news(doc: &Document, weights: &Weights, topics: &Topics, actors: &[Actor], drafts: &mut [Draft]) {
    let found = probabilities(doc, &weights.news, topics, actors, drafts);
    for (draft, p) in drafts.iter_mut().zip(found) {
        draft.event.main = p >= 0.5;
        draft.event.why.say(|| format!("weighs {p:.2} as news"));
    }
}

/// How probable it is for each draft that the weights speak for it.
fn probabilities(
    doc: &Document,
    weights: &KeyMap<f32>,
    topics: &Topics,
    actors: &[Actor],
    drafts: &[Draft],
) -> Vec<f32> {
    let mut sums = vec![0.0; drafts.len()];
    features(doc, topics, actors, drafts, &mut |n, name| {
        sums[n] += weights.get(&Key::of(name)).copied().unwrap_or(0.0);
    });
    sums.into_iter().map(probability).collect()
}

fn probability(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// Leaves out the drafts that tell no event. In a report of violence they are handed back, since what they say may belong to
/// those that are kept.
pub(super) fn sift<'a>(
    doc: &Document,
    weights: &Weights,
    topics: &Topics,
    actors: &[Actor],
    drafts: &mut Vec<Draft<'a>>,
) -> Vec<Draft<'a>> {
    let found = probabilities(doc, &weights.event, topics, actors, drafts);
    let mut sum = 0.0;
    report_features(doc, topics, actors, drafts, &mut |name| {
        sum += weights.violent.get(&Key::of(name)).copied().unwrap_or(0.0);
    });
    let is_violent = probability(sum) >= VIOLENT;
    let mut left_out = Vec::new();
    for (mut draft, p) in std::mem::take(drafts).into_iter().zip(found) {
        draft.event.why.say(|| format!("weighs {p:.2} as an event"));
        draft.event.confidence = draft.event.confidence.min(0.5 + 0.5 * p);
        let enough = if is_violent && asks_for_words(&draft) { ENOUGH_WHERE_ASKED } else { ENOUGH };
        if p >= enough && (is_violent || p >= SURE || !tells_violence(&draft)) {
            drafts.push(draft);
        } else if is_violent {
            left_out.push(draft);
        }
    }
    left_out
}

/// Whether the rule of a verb holds only with some words as its subject or object.
fn asks_for_words(draft: &Draft) -> bool {
    let conditions = &draft.trigger.sense.conditions;
    let asks = |c: &Condition| matches!(c, Condition::Filler { slot: Slot::Subj | Slot::Obj, no: false, .. });
    !draft.trigger.noun && conditions.iter().any(asks) && !conditions.iter().any(|c| matches!(c, Condition::Weighed))
}

pub(super) fn tells_violence(draft: &Draft) -> bool {
    draft.event.kind == EventType::Assault
        && matches!(draft.event.reality, Reality::Happened | Reality::Ongoing | Reality::Ended)
}

/// What speaks for or against a report telling of violence.
pub(super) fn report_features(
    doc: &Document,
    topics: &Topics,
    actors: &[Actor],
    drafts: &[Draft],
    tell: &mut dyn FnMut(&str),
) {
    let about = About::of(doc, topics, actors, drafts);
    let mut names = vec![
        "all".to_string(),
        format!("war {}", about.war),
        format!("play {}", about.play),
        format!("disaster {}", about.disaster),
        format!("balance {}", about.balance),
        format!("armed {}", about.armed),
        format!("violence {}", about.violence),
    ];
    for draft in drafts.iter().filter(|d| tells_violence(d)) {
        let arguments = &draft.event.arguments;
        let actor = party(actors, arguments, &[Role::Actor]);
        let victim = party(actors, arguments, &[Role::Victim, Role::Recipient]);
        names.push(format!("actor {actor}"));
        names.push(format!("victim {victim}"));
        names.push(format!("{actor} against {victim}"));
        names.push(format!("mode {}", draft.event.mode.unwrap_or("-")));
        let here = topics.at(doc.sentences[draft.sentence].paragraph);
        names.push(format!("here {}", level(here.conflict + here.forces, &[1, 2, 4])));
    }
    names.sort();
    for same in names.chunk_by(|a, b| a == b) {
        tell(&same[0]);
        if same.len() > 2 {
            tell(&format!("much {}", same[0]));
        }
    }
    let is_content = |&w: &usize| matches!(doc.words[w].upos, Upos::Noun | Upos::Verb | Upos::Adj);
    let mut lemmas: Vec<&str> = (0..doc.words.len()).filter(is_content).map(|w| doc.lemma(w)).collect();
    lemmas.sort_unstable();
    lemmas.dedup();
    let mut name = String::new();
    for lemma in lemmas {
        name.clear();
        name.push_str("lemma ");
        name.push_str(lemma);
        tell(&name);
    }
}

/// What speaks for or against each draft, by number and name. The names are those of the weights.
pub(super) fn features(
    doc: &Document,
    topics: &Topics,
    actors: &[Actor],
    drafts: &[Draft],
    tell: &mut dyn FnMut(usize, &str),
) {
    let about = About::of(doc, topics, actors, drafts);
    let mut name = String::new();
    // Drafts by sentence: only those of one sentence are compared with each other.
    let mut by_sentence: HashMap<usize, Vec<usize>> = HashMap::new();
    for (n, draft) in drafts.iter().enumerate() {
        by_sentence.entry(draft.sentence).or_default().push(n);
    }
    for (n, draft) in drafts.iter().enumerate() {
        let (trigger, event, kind) = (&draft.trigger, &draft.event, draft.event.kind.name());
        macro_rules! tell {
            ($($part:tt)*) => {{
                name.clear();
                // Writing to a string cannot fail.
                let _ = write!(name, $($part)*);
                tell(n, &name);
            }};
        }
        let word = &doc.words[trigger.word];
        let here = topics.at(doc.sentences[draft.sentence].paragraph);
        let noun = if trigger.noun { if trigger.light.is_some() { "light" } else { "noun" } } else { "verb" };
        tell!("all");
        tell!("{kind}");
        tell!("{kind} {noun}");
        tell!("mode {kind} {}", event.mode.unwrap_or("-"));
        tell!("{kind} reality {}", event.reality.name());
        tell!("rule {}", trigger.sense.rule);
        tell!("{kind} word {}", doc.lemma(trigger.word));
        tell!("{kind} passive {}", trigger.clause.passive);
        let above = doc.head(trigger.word).map_or("-", |head| doc.lemma(head));
        tell!("under {above}");
        tell!("{kind} under {above}");
        tell!("relation {} {}", noun, word.rel.name());
        tell!("{kind} relation {}", word.rel.name());
        let loose = trigger.sense.conditions.iter().any(|c| matches!(c, Condition::Weighed));
        tell!("conditions {} {noun}", if loose { 9 } else { trigger.sense.conditions.len().min(3) });
        tell!("{kind} loose {loose}");
        let beside = &by_sentence[&draft.sentence];
        let rank = beside.iter().filter(|&&i| (drafts[i].distance, i) < (draft.distance, n)).count();
        tell!("{kind} rank {}", rank.min(3));
        tell!("rank {} of {}", rank.min(3), beside.len().min(4));
        tell!("{kind} distance {}", (draft.distance as usize).min(6));
        tell!("distance {}", (draft.distance as usize).min(6));
        tell!("{kind} looks-back {}", draft.looks_back);
        tell!("looks-back {} {}", draft.looks_back, word.rel.name());
        let determiner = draft.determiner.map_or("-", |at| doc.form(at));
        tell!("{noun} {} {determiner}", word.feats.number.map_or("-", |x| x.name()));
        tell!("{kind} {noun} {determiner}");
        tell!(
            "tense {} {}",
            word.feats.tense.map_or("-", |x| x.name()),
            word.feats.verb_form.map_or("-", |x| x.name())
        );
        tell!("time {}", draft.time);
        tell!("paragraph {}", level(doc.sentences[draft.sentence].paragraph, &[1, 2, 3, 5]));
        tell!("position {}", level(draft.sentence as u32, &[1, 2, 3, 4, 6, 9]));
        let actor = party(actors, &event.arguments, &[Role::Actor]);
        let victim = party(actors, &event.arguments, &[Role::Victim, Role::Recipient]);
        tell!("{kind} {actor} against {victim}");
        for (role, told) in [("actor", actor), ("victim", victim)] {
            tell!("{kind} {role} {told}");
            tell!("{role} {told}");
        }
        for role in [Role::Place, Role::Time, Role::Instrument, Role::Object] {
            if event.arguments.iter().any(|a| a.role == role) {
                tell!("{kind} has {}", role.name());
            }
        }
        for (what, level) in [("war", about.war), ("play", about.play), ("disaster", about.disaster)] {
            tell!("{kind} {what} {level}");
        }
        tell!("{kind} balance {}", about.balance);
        tell!("{kind} here {}", level(here.conflict + here.forces, &[1, 2, 4]));
        tell!("{kind} here-play {}", level(here.play + here.disaster, &[1, 2, 4]));
        tell!("{kind} armed {}", about.armed);
        tell!("{kind} violence {}", about.violence);
        match about.quote_at(word.span.start) {
            Some(words) if words <= 3 => tell!("{kind} in-scare-quotes"),
            Some(_) => tell!("{kind} in-quote"),
            None => tell!("{kind} told"),
        }
        let again = beside.iter().filter(|&&i| i < n && drafts[i].event.kind == event.kind).count();
        tell!("{kind} again {}", again.min(2));
        for (i, other) in drafts.iter().enumerate().take(n + BESIDE + 1).skip(n.saturating_sub(BESIDE)) {
            if i == n || other.sentence != draft.sentence {
                continue;
            }
            let (side, beside) = (if i < n { "after" } else { "before" }, other.event.kind.name());
            tell!("{kind} {side} {beside}");
            if other.trigger.word.abs_diff(trigger.word) < CLOSE {
                tell!("{kind} soon {side} {beside}");
            }
        }
        if let Some(head) = doc.head(trigger.word) {
            if beside.iter().any(|&i| drafts[i].trigger.word == head) {
                tell!("{kind} under an event, {}", word.rel.name());
            } else if doc.words[head].upos == Upos::Verb {
                tell!("{kind} under a verb, {}", word.rel.name());
            }
        }
        if word.sub == Sub::Relcl {
            tell!("{kind} in a relative clause");
        }
        for (slot, classes) in [("subject", &draft.subject), ("object", &draft.object)] {
            let Some((upos, classes)) = classes else {
                tell!("{kind} no {slot}");
                continue;
            };
            tell!("{kind} {slot} {}", upos.name());
            for class in classes.iter().flatten() {
                tell!("{kind} {slot} is {class}");
            }
        }
    }
}

/// The kind of the first party in such a role.
fn party(actors: &[Actor], arguments: &[Argument], roles: &[Role]) -> &'static str {
    let Some(told) = arguments.iter().find(|a| roles.contains(&a.role)) else { return "none" };
    match told.to {
        Some(Ref::Place(_)) => "place",
        to => arguments::actor(actors, to).map_or("other", |a| a.kind.name()),
    }
}

/// Which step of a scale a number stands on.
fn level(number: u32, steps: &[u32]) -> usize {
    steps.iter().take_while(|&&s| number >= s).count()
}

/// What the whole report is about.
struct About {
    war: usize,
    play: usize,
    disaster: usize,
    /// War among all that has a topic, in fifths.
    balance: u32,
    /// Mentions of armed groups and units.
    armed: usize,
    /// Violent triggers for ten sentences.
    violence: usize,
    /// Quotations: first byte, byte after the last, words.
    quotes: Vec<(u32, u32, usize)>,
}

impl About {
    fn of(doc: &Document, topics: &Topics, actors: &[Actor], drafts: &[Draft]) -> About {
        let Points { play, disaster, conflict, forces } = topics.whole;
        let war = conflict + forces;
        let is_armed = |a: &&Actor| matches!(a.kind, ActorKind::ArmedGroup | ActorKind::Unit);
        let armed: usize = actors.iter().filter(is_armed).map(|a| a.mentions.len()).sum();
        let violent = drafts.iter().filter(|d| d.event.kind == EventType::Assault).count();
        About {
            war: level(war, &[1, 2, 4, 7, 11]),
            play: level(play, &[1, 3, 6, 10]),
            disaster: level(disaster, &[1, 3, 6, 10]),
            balance: 5 * war / (war + play + disaster + 1),
            armed: level(armed as u32, &[1, 2, 4, 7]),
            violence: level((10 * violent / doc.sentences.len().max(1)) as u32, &[1, 2, 4, 6, 9]),
            quotes: quotes(doc),
        }
    }

    /// How many words the quotation around a byte has.
    fn quote_at(&self, at: u32) -> Option<usize> {
        let n = self.quotes.partition_point(|q| q.0 <= at);
        self.quotes[..n].last().filter(|q| at < q.1).map(|q| q.2)
    }
}

/// What stands between quotation marks, paragraph by paragraph.
fn quotes(doc: &Document) -> Vec<(u32, u32, usize)> {
    let mut out = Vec::new();
    let mut open: Option<(u32, usize, u32)> = None;
    for (at, word) in doc.words.iter().enumerate().filter(|(_, w)| w.upos == Upos::Punct) {
        let paragraph = doc.sentences[word.sentence as usize].paragraph;
        match (doc.form(at), open) {
            ("«" | "“" | "\"" | "„" | "»" | "”" | "''" | "``", Some((start, first, p))) if p == paragraph => {
                if matches!(doc.form(at), "«" | "“" | "„") {
                    continue;
                }
                out.push((start, word.span.start, at - first - 1));
                open = None;
            }
            ("«" | "“" | "\"" | "„" | "``", _) => open = Some((word.span.end, at, paragraph)),
            _ => {}
        }
    }
    out
}
