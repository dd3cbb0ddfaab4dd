//! Parts of speech, morphology and dependencies of a sentence, found together by one network.
//!
//! Tags join the part of speech with the features that context decides (`VERB VerbForm=Part|Tense=Past|Voice=Pass`); the
//! features that the form decides (number, gender, person) come from a table of forms and endings.

use crate::atoms::{Atom, Atoms};
use crate::classes::{Class, Classes};
use crate::encoder::{Encoder, Work};
use crate::weights::{Lookup, Model, ModelError, mix};
use crate::{Document, Feats, Mood, NO_HEAD, Rel, Sub, Upos};
use std::ops::Range;

pub use crate::encoder::{DISTANCES, ROOT_DISTANCE, Sizes, distance, gate};

/// Working memory, kept from sentence to sentence.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    atoms: Atoms,
    classes: Vec<Class>,
    work: Work,
}

/// A tag of the model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tag {
    /// Part of speech.
    pub upos: Upos,
    /// The features that are part of the tag.
    pub feats: Feats,
}

impl Tag {
    /// Reads `VERB VerbForm=Inf`.
    pub fn parse(line: &str) -> Option<Tag> {
        let (upos, feats) = line.split_once(' ')?;
        Some(Tag { upos: Upos::from_name(upos)?, feats: Feats::parse(feats) })
    }
}

impl std::fmt::Display for Tag {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{} {}", self.upos.name(), self.feats)
    }
}

/// Reads `nsubj:pass`.
pub fn parse_label(label: &str) -> Option<(Rel, Sub)> {
    let (rel, sub) = label.split_once(':').unwrap_or((label, ""));
    Some((Rel::from_name(rel)?, Sub::from_name(sub)?))
}

/// The trained model of one language.
#[derive(Clone, Debug)]
pub struct Syntax {
    tags: Vec<Tag>,
    labels: Vec<(Rel, Sub)>,
    lexicon: Lookup,
    morphology: Lookup,
    encoder: Encoder,
}

/// Longer sentences are read in pieces of at most so many words, since scores of heads grow with the square.
const LONGEST: usize = 160;

/// So far back a long sentence is cut after a sign.
const NEAR: usize = 40;

impl Syntax {
    /// Reads a model file of kind `syntax`.
    pub fn load(bytes: &'static [u8]) -> Result<Syntax, ModelError> {
        let model = Model::open("syntax", bytes)?;
        let encoder = Encoder::open(&model)?;
        let tags: Option<Vec<_>> = model.text("tags")?.lines().map(Tag::parse).collect();
        let tags = tags.filter(|t| t.len() == encoder.sizes.tags);
        let labels: Option<Vec<_>> = model.text("labels")?.lines().map(parse_label).collect();
        let labels = labels.filter(|l| l.len() == encoder.sizes.labels);
        Ok(Syntax {
            tags: tags.ok_or_else(|| model.error("has a tag that this program does not know"))?,
            labels: labels.ok_or_else(|| model.error("has a relation that this program does not know"))?,
            lexicon: model.lookup("lexicon")?,
            morphology: model.lookup("morphology")?,
            encoder,
        })
    }

    /// Fills part of speech, morphology, heads and relations of the words of one sentence.
    pub fn fill(&self, doc: &mut Document, words: Range<usize>, classes: &Classes, scratch: &mut Scratch) {
        let (mut at, mut root) = (words.start, None);
        while at < words.end {
            let end = cut(doc, at, words.end);
            let top = self.fill_piece(doc, at..end, classes, scratch);
            match root {
                None => root = Some(top),
                Some(root) => {
                    let word = &mut doc.words[top];
                    (word.head, word.rel, word.sub) = (root as u32, Rel::Parataxis, Sub::None);
                }
            }
            at = end;
        }
    }

    /// Fills a piece of a sentence; gives its root.
    fn fill_piece(&self, doc: &mut Document, words: Range<usize>, classes: &Classes, scratch: &mut Scratch) -> usize {
        let Scratch { atoms, classes: found, work } = scratch;
        atoms.read(words.clone().map(|w| doc.form(w)));
        atoms.look_up(&self.lexicon);
        found.clear();
        found.extend(words.clone().map(|w| classes.as_written(doc.form(w), doc.words[w].lower)));
        work.features.clear();
        work.ends.clear();
        work.vectors.clear();
        for (atom, &class) in atoms.words().iter().zip(found.iter()) {
            features(atom, class, &mut work.features);
            work.ends.push(work.features.len());
            work.vectors.push(self.encoder.forms.row(atom.form));
        }
        self.encoder.run(work);
        let mut root = words.start;
        for (i, w) in words.clone().enumerate() {
            let tag = work.tags[i];
            let feats = self.feats(&atoms.words()[i], tag);
            let word = &mut doc.words[w];
            (word.upos, word.feats) = (self.tags[tag as usize].upos, feats);
            let head = work.heads[i] as usize;
            if head >= words.len() {
                (word.head, word.rel, word.sub) = (NO_HEAD, Rel::Root, Sub::None);
                root = w;
            } else {
                word.head = (words.start + head) as u32;
                (word.rel, word.sub) = self.labels[work.labels[i] as usize];
                if word.rel == Rel::Root {
                    (word.rel, word.sub) = (Rel::Dep, Sub::None);
                }
            }
        }
        root
    }

    /// The morphology of a word that has that tag: as seen with this form, else with its longest known ending.
    fn feats(&self, atom: &Atom, tag: u8) -> Feats {
        let known = morphology_keys(atom, tag).into_iter().find_map(|key| self.morphology.get(key));
        let mut feats = known.map_or(self.tags[tag as usize].feats, Feats::unpack);
        if feats.mood == Some(Mood::Cnd) {
            feats.tense = None; // some treebanks call it present, others nothing
        }
        feats
    }
}

/// Where the piece of a sentence that starts at `at` ends.
fn cut(doc: &Document, at: usize, end: usize) -> usize {
    if end - at <= LONGEST {
        return end;
    }
    let sign = |w: &usize| doc.form(*w).chars().all(|c| !c.is_alphanumeric());
    (at + LONGEST - NEAR..at + LONGEST).rev().find(sign).map_or(at + LONGEST, |w| w + 1)
}

/// The keys of a word in the table of morphology, the most telling first.
pub fn morphology_keys(atom: &Atom, tag: u8) -> [u32; 7] {
    let key = |kind, part| mix(kind, &[part, tag as u32]) | 1;
    let s = &atom.suffix;
    [key(800, atom.form), key(805, s[4]), key(804, s[3]), key(803, s[2]), key(802, s[1]), key(801, s[0]), key(806, 0)]
}

/// The features of a word, which its embedding is the sum of.
pub fn features(a: &Atom, class: Class, out: &mut Vec<u32>) {
    let mut k = 1000;
    macro_rules! f {
        ($($part:expr),*) => {{ out.push(mix(k, &[$($part),*])); k += 1; }};
    }
    f!(a.word);
    f!(a.class);
    f!(a.shape);
    for s in a.suffix {
        f!(s);
    }
    for p in a.prefix {
        f!(p);
    }
    f!(a.suffix[2], a.shape);
    f!(class.number() as u32);
    if class.number() > 0 {
        for branches in [4, 6, 8, 10, 12] {
            f!(class.group(branches));
        }
    }
    let _ = k;
}
