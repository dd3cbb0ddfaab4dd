//! The word lists of events: triggers with their roles and conditions, classes of words, cues of reality.

use super::topic::Topic;
use crate::reading::{EventType, Reality, Role};
use text::lexicon::KeyMap;
use text::table::{DataError, Files, Row, rows};
use text::{Key, Lang, PerLang, Word};

/// Triggers and argument frames of all languages, and the codes of other schemes.
#[derive(Clone, Debug, Default)]
pub struct Frames {
    pub(super) lists: PerLang<Lists>,
    pub(super) codes: super::codes::Codes,
    pub(super) weights: super::sift::Weights,
}

/// The lists of one language.
#[derive(Clone, Debug, Default)]
pub(super) struct Lists {
    /// Verbs and predicative adjectives by lemma.
    pub(super) verbs: KeyMap<Vec<Sense>>,
    /// Nouns by lemma.
    pub(super) nouns: KeyMap<Vec<Sense>>,
    /// Classes of a word, one bit each.
    pub(super) classes: KeyMap<u64>,
    class_names: Vec<String>,
    /// Verbs whose event is told by a noun, by first word.
    pub(super) light: KeyMap<Vec<Light>>,
    /// Cues of reality by lemma.
    pub(super) cues: KeyMap<Vec<Cue>>,
    /// Other forms of the lemmas, for words whose lemma was not found.
    forms: KeyMap<Key>,
    /// Contexts by lemma.
    pub(super) contexts: KeyMap<Vec<&'static str>>,
    /// Words that tell who did what another word tells.
    pub(super) blame: KeyMap<Vec<Blame>>,
    /// What paragraphs are about, with points, by lemma.
    pub(super) topics: KeyMap<Vec<(Topic, u32)>>,
    /// What prepositions tell of any event.
    pub(super) circumstances: Vec<(Slot, Role)>,
    /// Prepositions of the agent of a passive.
    pub(super) agents: Vec<Key>,
    /// Prepositions whose phrases belong to a party's own words ("the army of Mali").
    pub(super) inside: Vec<Key>,
    /// Reflexive pronouns.
    pub(super) reflexives: Vec<Key>,
    /// The preposition of whom a noun's event is done to ("the killing of").
    pub(super) patient: Option<Key>,
    /// Prepositions before what an explosion at that place strikes.
    pub(super) struck: Vec<Key>,
    pub(super) weapon: u64,
    pub(super) thing: u64,
    pub(super) site: u64,
    pub(super) person: u64,
    pub(super) state: u64,
    pub(super) organization: u64,
    pub(super) rebel: u64,
    pub(super) force: u64,
    pub(super) place: u64,
    pub(super) quantity: u64,
    pub(super) settlement: u64,
    /// Words after which a place is where somebody comes from.
    pub(super) origin: u64,
    /// "after": what comes before or after the rest of a sentence.
    pub(super) sequence: u64,
    pub(super) definite: u64,
    pub(super) utterance: u64,
    /// Things that have a date of their own: laws, agreements, reports.
    pub(super) dated: u64,
    /// Verbs that take what their object tells as given, also where they are denied: "did not comment on the raid".
    pub(super) factive: u64,
    /// Verbs whose denial leaves what their object tells open: "has not confirmed the raid".
    pub(super) verifying: u64,
    /// Participles that only say what something is like: « piégée ».
    pub(super) outfit: u64,
    pub(super) by: u64,
    pub(super) abstract_: u64,
    pub(super) listing: u64,
    pub(super) counting: u64,
    pub(super) title: u64,
    pub(super) hurt: u64,
    pub(super) remains: u64,
    pub(super) casualty: u64,
    pub(super) doubt: u64,
    pub(super) deed: u64,
    pub(super) naming: u64,
}

/// A place in a clause or noun phrase that a filler can stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Slot {
    Subj,
    Obj,
    Iobj,
    Poss,
    /// A noun or adjective beside a noun.
    Mod,
    /// The verb of a clause that the trigger governs.
    Comp,
    /// Any word of the sentence; for conditions only.
    Near,
    Prep(Key),
}

/// Roles by slot; `None` takes a role away.
type Roles = Vec<(Slot, Option<Role>)>;

/// One reading of a trigger.
#[derive(Clone, Debug)]
pub(super) struct Sense {
    /// Words of the lemma after the first.
    pub(super) more: Box<[Key]>,
    pub(super) reflexive: bool,
    /// The type; `None` hides the readings below.
    pub(super) kind: Option<EventType>,
    pub(super) mode: Option<&'static str>,
    pub(super) cameo: Option<&'static str>,
    pub(super) roles: Box<[(Slot, Option<Role>)]>,
    pub(super) conditions: Box<[Condition]>,
    /// Needs a verb that makes it happen.
    pub(super) light: bool,
    /// `en.event.assault.shoot-down`.
    pub(super) rule: Box<str>,
}

/// What must hold for a reading.
#[derive(Clone, Debug)]
pub(super) enum Condition {
    Filler {
        slot: Slot,
        no: bool,
        one_of: Box<[Match]>,
    },
    Clause(bool),
    Passive(bool),
    NoObject,
    /// Governs an infinitive.
    Infinitive,
    /// In a report of some length, where what it tells beside weighs the reading.
    Weighed,
}

/// A word that a condition asks for.
#[derive(Clone, Copy, Debug)]
pub(super) enum Match {
    Any,
    Word(Key),
    Class(u64),
    Event(EventType),
}

/// A verb whose event is told by the noun it governs.
#[derive(Clone, Debug)]
pub(super) struct Light {
    pub(super) more: Box<[Key]>,
    pub(super) reflexive: bool,
    pub(super) subject: LightSubject,
    pub(super) reality: Reality,
}

/// What the subject of such a verb does in the event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LightSubject {
    Actor,
    Recipient,
    /// The noun itself is the subject.
    Event,
    Nothing,
}

/// A word that tells who did what another word tells.
#[derive(Clone, Debug)]
pub(super) struct Blame {
    pub(super) more: Box<[Key]>,
    pub(super) party: Box<[Slot]>,
    pub(super) deed: Box<[Slot]>,
}

/// A word that bears on reality.
#[derive(Clone, Debug)]
pub(super) struct Cue {
    pub(super) more: Box<[Key]>,
    pub(super) at: CueAt,
    pub(super) reality: Reality,
}

text::vocabulary! {
    /// Where a cue of reality stands.
    CueAt { Aux = "aux", Verb = "verb", Decision = "decision", Adv = "adv", Adj = "adj", Noun = "noun", Mark = "mark", Neg = "neg", State = "state" }
}

impl Frames {
    /// Reads the lists.
    pub fn load(files: Files) -> Result<Frames, DataError> {
        let mut lists = PerLang::default();
        for lang in Lang::ALL {
            lists.0[lang.index()] = Lists::load(files, lang)?;
        }
        Ok(Frames { lists, codes: super::codes::Codes::load(files)?, weights: super::sift::Weights::load(files)? })
    }
}

impl Lists {
    fn load(files: Files, lang: Lang) -> Result<Lists, DataError> {
        let mut lists = Lists::default();
        let open = |name: &str| {
            let path = format!("{}/event_{name}.tsv", lang.code());
            files(&path).map(|content| (path, content))
        };
        let mut lemmas: Vec<&str> = Vec::new();
        let (path, content) = open("words")?;
        for row in rows(&path, content) {
            let name = row.need(0, "class")?;
            let bit = lists.class(name, true).ok_or_else(|| row.error("more than 64 classes"))?;
            for word in row.list(1) {
                lemmas.push(lemma_of(content, word));
                *lists.classes.entry(Key::of(word)).or_default() |= bit;
            }
        }
        let class = |name: &str| lists.class_names.iter().position(|c| c == name).map_or(0, |n| 1 << n);
        let (weapon, building, vehicle, place) = (class("weapon"), class("building"), class("vehicle"), class("place"));
        let (person, state, organization) =
            (class("person") | class("official"), class("state"), class("organization"));
        let (rebel, force) = (class("rebel"), class("force") | class("army"));
        (lists.weapon, lists.thing, lists.site) = (weapon, building | vehicle | weapon, building | place);
        (lists.person, lists.state, lists.organization) = (person, state, organization);
        (lists.rebel, lists.force, lists.place) = (rebel, force, place);
        lists.settlement = class("settlement");
        (lists.origin, lists.sequence) = (class("origin"), class("sequence"));
        (lists.definite, lists.utterance) = (class("definite"), class("utterance"));
        lists.dated = class("dated");
        (lists.factive, lists.verifying) = (class("factive"), class("verifying"));
        (lists.outfit, lists.by) = (class("outfit"), class("by"));
        (lists.quantity, lists.abstract_, lists.listing) = (class("quantity"), class("abstract"), class("listing"));
        (lists.casualty, lists.naming, lists.doubt) = (class("casualty"), class("naming"), class("doubt"));
        (lists.deed, lists.counting, lists.title) = (class("deed"), class("counting"), class("title"));
        (lists.hurt, lists.remains) = (class("hurt"), class("remains"));

        let (path, content) = open("frames")?;
        let mut frames: Vec<(&str, Roles)> = Vec::new();
        for row in rows(&path, content) {
            let name = row.need(0, "name")?;
            let words = row.need(1, "roles")?;
            match name {
                "agent" => lists.agents = words.split_whitespace().map(Key::of).collect(),
                "span" => lists.inside = words.split_whitespace().map(Key::of).collect(),
                "patient" => lists.patient = words.split_whitespace().map(Key::of).next(),
                "struck" => lists.struck = words.split_whitespace().map(Key::of).collect(),
                "reflexive" => lists.reflexives = words.split_whitespace().map(Key::of).collect(),
                "*" => {
                    lists.circumstances =
                        roles(&row, words, &[])?.into_iter().filter_map(|(s, r)| r.map(|r| (s, r))).collect();
                }
                _ => frames.push((name, roles(&row, words, &[])?)),
            }
        }

        for name in ["verbs", "nouns"] {
            let (path, content) = open(name)?;
            let mut table: KeyMap<Vec<Sense>> = KeyMap::default();
            for row in rows(&path, content) {
                for lemma in row.list(0) {
                    lemmas.extend(lemma_of(content, lemma).split(' ').next());
                    let (first, sense) = lists.sense(&row, content, lang, lemma, &frames)?;
                    table.entry(first).or_default().push(sense);
                }
            }
            // A lemma of several words goes before its first word alone.
            table.values_mut().for_each(|s| s.sort_by_key(|s| std::cmp::Reverse(s.more.len())));
            *(if name == "verbs" { &mut lists.verbs } else { &mut lists.nouns }) = table;
        }

        let (path, content) = open("light")?;
        for row in rows(&path, content) {
            let subject = match row.get(1) {
                "actor" => LightSubject::Actor,
                "recipient" => LightSubject::Recipient,
                "event" => LightSubject::Event,
                "" => LightSubject::Nothing,
                other => return Err(row.error(format!("{other:?}: not actor, recipient, event or -"))),
            };
            let reality = reality(&row, 2)?;
            for lemma in row.list(0) {
                lemmas.extend(lemma_of(content, lemma).split(' ').next());
                let (first, more, reflexive) = lemma_keys(lemma);
                let light = Light { more, reflexive, subject, reality };
                lists.light.entry(first).or_default().push(light);
            }
        }
        lists.light.values_mut().for_each(|s| s.sort_by_key(|s| std::cmp::Reverse(s.more.len())));

        let (path, content) = open("cues")?;
        for row in rows(&path, content) {
            let place = row.need(1, "place")?;
            let at = CueAt::from_name(place).ok_or_else(|| row.error(format!("{place:?} is no place of a cue")))?;
            let reality = reality(&row, 2)?;
            for lemma in row.list(0) {
                let (first, more, _) = lemma_keys(lemma);
                lists.cues.entry(first).or_default().push(Cue { more, at, reality });
            }
        }
        lists.cues.values_mut().for_each(|s| s.sort_by_key(|s| std::cmp::Reverse(s.more.len())));

        let (path, content) = open("blame")?;
        for row in rows(&path, content) {
            let slots = |column, name| -> Result<Box<[Slot]>, DataError> {
                Ok(row.need(column, name)?.split_whitespace().map(slot).collect())
            };
            let (party, deed) = (slots(1, "party")?, slots(2, "deed")?);
            for lemma in row.list(0) {
                lemmas.extend(lemma_of(content, lemma).split(' ').next());
                let (first, more, _) = lemma_keys(lemma);
                let blame = Blame { more, party: party.clone(), deed: deed.clone() };
                lists.blame.entry(first).or_default().push(blame);
            }
        }
        lists.blame.values_mut().for_each(|b| b.sort_by_key(|b| std::cmp::Reverse(b.more.len())));

        lists.add_forms(&open("endings")?, &lemmas)?;

        let (path, content) = open("contexts")?;
        for row in rows(&path, content) {
            // Files are part of the program, so that their words live as long as it.
            let context = static_word(content, row.need(0, "context")?);
            for lemma in row.list(1) {
                lists.contexts.entry(Key::of(lemma)).or_default().push(context);
            }
        }
        let (path, content) = open("topics")?;
        for row in rows(&path, content) {
            let name = row.need(0, "topic")?;
            let topic = Topic::from_name(name).ok_or_else(|| row.error(format!("{name:?} is no topic")))?;
            let points = row.need(1, "points")?.parse().map_err(|_| row.error("points are a number"))?;
            for lemma in row.list(2) {
                lists.topics.entry(Key::of(lemma)).or_default().push((topic, points));
            }
        }
        Ok(lists)
    }

    /// What a table holds for a word: by its lemma, else by its form.
    pub(super) fn look_up<'a, T>(&self, table: &'a KeyMap<T>, word: &Word) -> Option<&'a T> {
        table
            .get(&word.lemma)
            .or_else(|| table.get(&word.lower))
            .or_else(|| self.forms.get(&word.lower).and_then(|lemma| table.get(lemma)))
    }

    /// Whether a word is a form of a lemma, by its ending.
    pub(super) fn form_of(&self, word: &Word, lemma: Key) -> bool {
        self.forms.get(&word.lower) == Some(&lemma)
    }

    fn add_forms(&mut self, (path, content): &(String, &'static str), lemmas: &[&str]) -> Result<(), DataError> {
        for row in rows(path, content) {
            let ending = row.get(0);
            if let Some(lemma) = ending.strip_prefix('=') {
                for form in row.list(1) {
                    self.forms.insert(Key::of(form), Key::of(lemma));
                }
                continue;
            }
            for lemma in lemmas.iter().filter(|l| l.len() > ending.len() + 1) {
                let Some(stem) = lemma.strip_suffix(ending) else { continue };
                for form in row.list(1) {
                    self.forms.entry(Key::of(&format!("{stem}{form}"))).or_insert(Key::of(lemma));
                }
            }
        }
        Ok(())
    }

    /// The bit of a class; a new class is made where asked for.
    fn class(&mut self, name: &str, make: bool) -> Option<u64> {
        let n = match self.class_names.iter().position(|c| c == name) {
            Some(n) => n,
            None if make => {
                self.class_names.push(name.to_string());
                self.class_names.len() - 1
            }
            None => return None,
        };
        (n < 64).then(|| 1 << n)
    }

    fn sense(
        &mut self,
        row: &Row,
        content: &'static str,
        lang: Lang,
        lemma: &str,
        frames: &[(&str, Roles)],
    ) -> Result<(Key, Sense), DataError> {
        let (first, more, reflexive) = lemma_keys(lemma);
        let (mut kind, mut mode) = (None, None);
        let type_mode = row.get(1);
        if !type_mode.is_empty() {
            let (name, m) = type_mode.split_once('.').map_or((type_mode, None), |(t, m)| (t, Some(m)));
            kind = Some(EventType::from_name(name).ok_or_else(|| row.error(format!("{name:?} is no PLOVER type")))?);
            mode = m.map(|m| static_word(content, m));
        }
        let (mut conditions, mut light) = (Vec::new(), false);
        for word in row.get(4).split_whitespace() {
            let condition = match word {
                "light" => {
                    light = true;
                    continue;
                }
                "comp" => Condition::Clause(true),
                "no-comp" => Condition::Clause(false),
                "passive" => Condition::Passive(true),
                "active" => Condition::Passive(false),
                "no-obj" => Condition::NoObject,
                "inf" => Condition::Infinitive,
                "weighed" => Condition::Weighed,
                _ => {
                    let at = word
                        .find([':', '!'])
                        .filter(|&at| at > 0)
                        .ok_or_else(|| row.error(format!("{word:?} is no condition: slot:words or slot!words")))?;
                    let one_of = word[at + 1..].split('|').map(|w| self.match_of(row, w)).collect::<Result<_, _>>()?;
                    Condition::Filler { slot: slot(&word[..at]), no: word.as_bytes()[at] == b'!', one_of }
                }
            };
            conditions.push(condition);
        }
        let label = kind.map_or("none".to_string(), |k| k.name().to_lowercase());
        let sense = Sense {
            more,
            reflexive,
            kind,
            mode,
            cameo: Some(static_word(content, row.get(2))).filter(|c| !c.is_empty()),
            roles: roles(row, row.get(3), frames)?.into(),
            conditions: conditions.into(),
            light,
            rule: format!("{}.event.{label}.{}", lang.code(), lemma.replace(' ', "-")).into(),
        };
        Ok((first, sense))
    }

    fn match_of(&self, row: &Row, word: &str) -> Result<Match, DataError> {
        if word == "*" {
            return Ok(Match::Any);
        }
        if let Some(name) = word.strip_prefix('@') {
            let n = self.class_names.iter().position(|c| c == name);
            return n.map(|n| Match::Class(1 << n)).ok_or_else(|| row.error(format!("no class {name:?}")));
        }
        if let Some(name) = word.strip_prefix('#') {
            let kind = EventType::from_name(name);
            return kind.map(Match::Event).ok_or_else(|| row.error(format!("{name:?} is no PLOVER type")));
        }
        Ok(Match::Word(Key::of(word)))
    }
}

/// First word, further words and whether a reflexive pronoun is asked for.
fn lemma_keys(lemma: &str) -> (Key, Box<[Key]>, bool) {
    let reflexive = lemma.starts_with("se ");
    let mut words = lemma.strip_prefix("se ").unwrap_or(lemma).split_whitespace().map(Key::of);
    (words.next().unwrap_or(Key(0)), words.collect(), reflexive)
}

fn slot(name: &str) -> Slot {
    match name {
        "subj" => Slot::Subj,
        "obj" => Slot::Obj,
        "iobj" => Slot::Iobj,
        "poss" => Slot::Poss,
        "mod" => Slot::Mod,
        "comp" | "xcomp" => Slot::Comp,
        "near" => Slot::Near,
        preposition => Slot::Prep(Key::of(preposition)),
    }
}

/// Reads `subj=actor to=recipient`; a name of a frame stands for its roles; `of=-` takes a role away.
fn roles(row: &Row, words: &str, frames: &[(&str, Roles)]) -> Result<Roles, DataError> {
    let mut out = Vec::new();
    let mut from_frame: &[(Slot, Option<Role>)] = &[];
    for word in words.split_whitespace() {
        match word.split_once('=') {
            Some((name, "-")) => out.push((slot(name), None)),
            Some((name, role)) => {
                let role = Role::from_name(role).ok_or_else(|| row.error(format!("{role:?} is no role")))?;
                out.push((slot(name), Some(role)));
            }
            None => {
                let frame = frames.iter().find(|(name, _)| *name == word);
                from_frame = &frame.ok_or_else(|| row.error(format!("no set of roles {word:?}")))?.1;
            }
        }
    }
    for entry in from_frame {
        if !out.iter().any(|(s, _)| *s == entry.0) {
            out.push(*entry);
        }
    }
    Ok(out)
}

fn reality(row: &Row, column: usize) -> Result<Reality, DataError> {
    let name = row.need(column, "reality")?;
    Reality::from_name(name).ok_or_else(|| row.error(format!("{name:?} is no reality")))
}

/// A lemma of the content, without its reflexive pronoun.
fn lemma_of(content: &'static str, lemma: &str) -> &'static str {
    let lemma = static_word(content, lemma);
    lemma.strip_prefix("se ").unwrap_or(lemma)
}

/// The same word, with the life of the file that it stands in.
fn static_word(content: &'static str, word: &str) -> &'static str {
    let start = (word.as_ptr() as usize).wrapping_sub(content.as_ptr() as usize);
    content.get(start..start.wrapping_add(word.len())).unwrap_or("")
}
