//! The words of figures: `data/<lang>/figure.tsv`, whose head explains the classes.

use super::weights::Weights;
use crate::reading::{Measure, Status};
use std::ops::Range;
use text::lexicon::KeyMap;
use text::table::{DataError, Files, Row, rows};
use text::{Document, Key, Lang, PerLang, Phrases};

/// Words that tell what is counted, per language (`data/<lang>/figure.tsv`).
#[derive(Clone, Debug, Default)]
pub struct Words {
    pub(super) lexicon: PerLang<Lexicon>,
    /// What speaks for a place or a time.
    pub(super) weights: Weights,
}

/// One language's words.
#[derive(Clone, Debug, Default)]
pub(super) struct Lexicon {
    cues: Phrases<Cue>,
    /// Phrases before a part of a total, and behind one.
    pub(super) part: Phrases<()>,
    pub(super) part_after: Phrases<()>,
    pub(super) cumulative: Phrases<()>,
    /// Phrases behind a number that tell by how many one count is above another.
    pub(super) margin: Phrases<()>,
    /// Units of area, in square kilometres.
    pub(super) area: Phrases<f64>,
    entries: KeyMap<Entry>,
}

/// A word that tells what a number counts, and where the number stands.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cue {
    pub(super) measure: Measure,
    pub(super) frame: Frame,
    /// Only people are counted: "held 12 men" counts them, "held 12 talks" nobody.
    pub(super) people: bool,
}

/// Where the number of a cue stands; `figure.tsv` gives examples.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    Obj,
    Lose,
    Subj,
    People,
    Head,
    Pred,
    Of,
    /// The noun of `Of` alone: "Haddad's murder".
    Poss,
    Toll,
    Life,
    Both,
    /// Nowhere: a longer phrase that counts nobody hides a shorter one ("caught in the crossfire").
    Nobody,
}

/// What else a word is to a figure.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Entry {
    bits: u64,
    /// Of a noun of persons.
    pub(super) status: Option<Status>,
}

impl Entry {
    /// Whether the word is in one of these classes.
    pub(super) fn is(&self, classes: u64) -> bool {
        self.bits & classes != 0
    }
}

macro_rules! bits {
    ($($name:ident = $text:literal),* $(,)?) => {
        bits!(@ 0, $($name = $text,)*);
        const BITS: &[(&str, u64)] = &[$(($text, $name)),*];
    };
    (@ $n:expr, $name:ident = $text:literal, $($rest:tt)*) => {
        pub(super) const $name: u64 = 1 << $n;
        bits!(@ $n + 1, $($rest)*);
    };
    (@ $n:expr,) => {};
}

bits! {
    PERSON = "person", HOUSEHOLD = "household", HOME = "home", ITEM = "item", ANIMAL = "animal", TITLE = "title",
    MORE = "more", AGAIN = "again", SINCE = "since", LONG = "long", UNREAL = "unreal", DENY = "deny", LAND = "land",
    BE = "be", WHO = "who", CHILD = "child", WOMAN = "woman", LIFE_VERB = "life_verb", TOLL_VERB = "toll_verb",
    MASS = "mass", OF = "of_word", DEFINITE = "definite", PART_VERB = "part_verb", KIN = "kin", EARLIER = "earlier", ATTEMPT = "attempt",
    ANY = "any", MANY = "many", PRONOUN = "pronoun", NOBODY = "nobody",
    SAY = "say", AT = "at", FROM = "from", AGAINST = "against", COUNTS = "counts", THRONG = "throng", SIDE = "side",
    FIGHT = "fight", WITH = "with", MEANT = "meant", EXCHANGE = "exchange", QUOTE = "quote",
    BETWEEN = "between", TILL = "till", LEADER = "leader", OVER = "over", CHANGE = "change", BEGIN = "begin", COMPASS = "compass", NEVER = "never", APART = "apart", RESCUE = "rescue", NEAR = "near", SENTENCE = "sentence", RESPECTIVELY = "respectively",
}

impl Words {
    /// Reads the lists.
    pub fn load(files: Files) -> Result<Words, DataError> {
        let mut words = Words::default();
        for lang in Lang::ALL {
            words.lexicon.0[lang.index()] = Lexicon::load(files, &format!("{}/figure.tsv", lang.code()))?;
        }
        words.weights = Weights::load(files)?;
        Ok(words)
    }
}

impl Lexicon {
    fn load(files: Files, path: &str) -> Result<Lexicon, DataError> {
        let mut lex = Lexicon::default();
        for row in rows(path, files(path)?) {
            let class = row.need(0, "class")?;
            row.need(2, "words")?;
            for word in row.list(2) {
                lex.add(&row, class, word)?;
            }
        }
        Ok(lex)
    }

    fn add(&mut self, row: &Row, class: &str, word: &str) -> Result<(), DataError> {
        let (class, people) = match class.strip_suffix("_people") {
            Some(class) => (class, true),
            None => (class, false),
        };
        let frame = match class {
            "obj" => Some(Frame::Obj),
            "lose" => Some(Frame::Lose),
            "subj" => Some(Frame::Subj),
            "people" => Some(Frame::People),
            "head" => Some(Frame::Head),
            "pred" => Some(Frame::Pred),
            "of" => Some(Frame::Of),
            "toll" => Some(Frame::Toll),
            "life" => Some(Frame::Life),
            "both" => Some(Frame::Both),
            "no" => Some(Frame::Nobody),
            _ => None,
        };
        if let Some(frame) = frame {
            let measure = match row.get(1) {
                "" => Measure::Killed,
                name => Measure::from_name(name).ok_or_else(|| row.error(format!("no measure {name:?}")))?,
            };
            self.cues.add(word, Cue { measure, frame, people });
            if frame == Frame::Of
                && let Some((noun, _)) = word.split_once(' ')
            {
                self.cues.add(noun, Cue { measure, frame: Frame::Poss, people });
            }
            return Ok(());
        }
        match class {
            "part" => self.part.add(word, ()),
            "part_after" => self.part_after.add(word, ()),
            "cumulative" => self.cumulative.add(word, ()),
            "margin" => self.margin.add(word, ()),
            "area" => {
                let km2 = row.need(1, "square kilometres")?.parse().map_err(|_| row.error("no number"))?;
                self.area.add(word, km2);
            }
            _ => {
                let Some(&(_, bit)) = BITS.iter().find(|b| b.0 == class) else {
                    return Err(row.error(format!("there is no class {class:?}")));
                };
                let entry = self.entries.entry(Key::of(word)).or_default();
                entry.bits |= bit;
                if class == "person" {
                    let status = Status::from_name(row.get(1)).ok_or_else(|| row.error("no such status"))?;
                    entry.status = Some(status);
                }
            }
        }
        Ok(())
    }

    /// The cues that start at a word, longest first, down to a phrase that counts nobody.
    pub(super) fn cues<'a>(
        &'a self,
        doc: &'a Document,
        at: usize,
        end: usize,
    ) -> impl Iterator<Item = (Range<usize>, Cue)> + 'a {
        self.cues.at(doc, at, end).map(|(words, &cue)| (words, cue)).take_while(|(_, cue)| cue.frame != Frame::Nobody)
    }

    /// What a word is.
    pub(super) fn get(&self, key: Key) -> Entry {
        self.entries.get(&key).copied().unwrap_or_default()
    }
}
