//! What a paragraph is about: in reports of sport, markets, stage and disasters blows are figures of speech, and the dead
//! are nobody's victims, unless words of armed conflict stand beside them.

use super::Scene;
use super::arguments;
use super::lexicon::Slot;
use super::triggers::Trigger;
use crate::reading::{ActorKind, EventType};
use text::{Document, Key, PerLang, Upos, Word};

use super::lexicon::Lists;

text::vocabulary! {
    /// What the words of `event_topics.tsv` tell.
    Topic { Sport = "sport", Market = "market", Stage = "stage", Disaster = "disaster", Conflict = "conflict", Forces = "forces", Sure = "sure", Death = "death" }
}

/// Points that tell a topic.
const ENOUGH: u32 = 2;
/// Points in the rest of a report that back one in a paragraph.
const ENOUGH_BEFORE: u32 = 4;

/// Points of the topics in a paragraph or report.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Points {
    pub(super) play: u32,
    pub(super) disaster: u32,
    pub(super) conflict: u32,
    pub(super) forces: u32,
}

/// The points of a document.
#[derive(Clone, Debug, Default)]
pub(super) struct Topics {
    /// By paragraph, in order of their numbers.
    paragraphs: Vec<(u32, Points)>,
    pub(super) whole: Points,
}

impl Topics {
    /// Counts the words of each topic; a word counts once in a paragraph.
    pub(super) fn new(doc: &Document, lists: &PerLang<Lists>) -> Topics {
        let mut topics = Topics::default();
        let mut seen: Vec<Key> = Vec::new();
        for sentence in &doc.sentences {
            let lists = &lists[sentence.lang];
            if topics.paragraphs.last().is_none_or(|(p, _)| *p != sentence.paragraph) {
                topics.paragraphs.push((sentence.paragraph, Points::default()));
                seen.clear();
            }
            for at in sentence.words() {
                let word = &doc.words[at];
                let Some(list) = of(lists, word) else { continue };
                if seen.len() > 60 || seen.contains(&word.lemma) {
                    continue;
                }
                seen.push(word.lemma);
                for &(topic, weight) in list {
                    if let Some((_, points)) = topics.paragraphs.last_mut() {
                        points.add(topic, weight);
                    }
                    topics.whole.add(topic, weight);
                }
            }
        }
        topics
    }

    pub(super) fn at(&self, paragraph: u32) -> Points {
        let found = self.paragraphs.binary_search_by_key(&paragraph, |(p, _)| *p);
        found.map(|n| self.paragraphs[n].1).unwrap_or_default()
    }
}

impl Points {
    fn add(&mut self, topic: Topic, weight: u32) {
        match topic {
            Topic::Sport | Topic::Market | Topic::Stage => self.play += weight,
            Topic::Disaster => self.disaster += weight,
            Topic::Conflict => self.conflict += weight,
            Topic::Forces => self.forces += weight,
            Topic::Sure | Topic::Death => {}
        }
    }
}

fn of<'a>(lists: &'a Lists, word: &Word) -> Option<&'a [(Topic, u32)]> {
    lists.topics.get(&word.lemma).or_else(|| lists.topics.get(&word.lower)).map(|v| &v[..])
}

/// Whether a violent reading is a figure of speech, or its deaths are a disaster's.
pub(super) fn is_no_violence(scene: &Scene, trigger: &Trigger) -> bool {
    if trigger.sense.kind != Some(EventType::Assault) {
        return false;
    }
    let topics = scene.topics.get_or_init(|| Topics::new(scene.doc, scene.all_lists));
    let whole = topics.whole;
    if whole.play < ENOUGH && whole.disaster < ENOUGH {
        return false;
    }
    let word = &scene.doc.words[trigger.word];
    let told = |topic: Topic| of(scene.lists, word).is_some_and(|l| l.iter().any(|(t, _)| *t == topic));
    if told(Topic::Sure) || is_of_arms(scene, trigger) {
        return false;
    }
    let here = topics.at(scene.doc.sentences[word.sentence as usize].paragraph);
    // The trigger's own word tells nothing of its surroundings.
    let own = u32::from(told(Topic::Conflict));
    if here.conflict > own {
        return false;
    }
    // A report of war has its rivers, teams and sides, too.
    let war = whole.conflict + whole.forces;
    let is_about = |here: u32, whole: u32| here >= ENOUGH || (here > 0 && whole >= ENOUGH_BEFORE && whole > war);
    if is_about(here.disaster, whole.disaster) && here.disaster >= here.play {
        return true;
    }
    here.forces == 0 && is_about(here.play, whole.play) && !(told(Topic::Death) && kills_someone(scene, trigger))
}

/// Whether an armed party or a weapon stands in one of the trigger's slots.
fn is_of_arms(scene: &Scene, trigger: &Trigger) -> bool {
    trigger.clause.fillers.iter().any(|&(_, w)| {
        let kind = arguments::actor(scene.actors, scene.mentions.actor(w).map(|(r, _)| r)).map(|a| a.kind);
        matches!(kind, Some(ActorKind::ArmedGroup | ActorKind::Unit))
            || of(scene.lists, &scene.doc.words[w])
                .is_some_and(|l| l.iter().any(|(t, _)| matches!(t, Topic::Conflict | Topic::Forces)))
    })
}

/// Whether those that it is done to are people: counted, or of the class of persons.
fn kills_someone(scene: &Scene, trigger: &Trigger) -> bool {
    let doc = scene.doc;
    trigger.clause.fillers.iter().filter(|(s, _)| *s == Slot::Obj).any(|&(_, w)| {
        super::triggers::classes(scene, w) & (scene.lists.person | scene.lists.quantity) != 0
            || doc.words[w].upos == Upos::Num
            || doc.children(w).any(|c| doc.words[c].upos == Upos::Num)
    })
}
