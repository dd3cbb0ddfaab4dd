//! Parts of speech and morphology: a greedy left-to-right linear model over tags that join the part of speech with the
//! features that context decides (`VERB VerbForm=Part|Tense=Past|Voice=Pass`); the features that the form decides
//! (number, gender, person) come from a table of forms and endings.

use crate::atoms::{Atom, Atoms, PAD};
use crate::weights::{Lookup, Model, ModelError, Table, best, mix};
use crate::{Document, Feats, Mood, Upos};
use std::ops::Range;

/// Room for the tags of a model.
pub const LANES: usize = 64;

/// Working memory of the tagger and the parser, kept from sentence to sentence.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    pub(crate) atoms: Atoms,
    pub(crate) tags: Vec<u8>,
    pub(crate) features: Vec<u32>,
    pub(crate) tree: crate::parse::Tree,
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

/// A trained tagger of one language.
#[derive(Clone, Debug)]
pub struct Tagger {
    tags: Vec<Tag>,
    lexicon: Lookup,
    weights: Table<LANES>,
    feats: Lookup,
}

impl Tagger {
    /// Reads a model file of kind `tag`.
    pub fn load(bytes: &'static [u8]) -> Result<Tagger, ModelError> {
        let model = Model::open("tag", bytes)?;
        let tags: Option<Vec<Tag>> = model.text("tags")?.lines().map(Tag::parse).collect();
        let tags = tags.filter(|t| (1..=LANES).contains(&t.len()));
        Ok(Tagger {
            tags: tags.ok_or_else(|| model.error("has a tag that this program does not know"))?,
            lexicon: model.lookup("lexicon")?,
            weights: model.table("weights")?,
            feats: model.lookup("feats")?,
        })
    }

    /// Fills part of speech and morphology of the words of one sentence.
    pub fn tag(&self, doc: &mut Document, words: Range<usize>, scratch: &mut Scratch) {
        scratch.atoms.read(words.clone().map(|w| doc.form(w)));
        self.run(scratch);
        for (i, word) in words.enumerate() {
            let tag = scratch.tags[i];
            doc.words[word].upos = self.tags[tag as usize].upos;
            doc.words[word].feats = self.feats_of(&scratch.atoms.words()[i], tag);
        }
    }

    /// Tags the sentence whose forms `scratch` has read.
    fn run(&self, scratch: &mut Scratch) {
        let Scratch { atoms, tags, features: out, .. } = scratch;
        atoms.look_up(&self.lexicon);
        tags.clear();
        let (mut before, mut last) = (0, 0);
        for i in 0..atoms.len() {
            out.clear();
            features(atoms.around(i), before, last, out);
            let tag = best(&self.weights.sum(out), self.tags.len());
            (before, last) = (last, tag as u32 + 1);
            tags.push(tag as u8);
        }
    }

    /// The morphology of a word that has that tag: as seen with this form, else with its longest known ending.
    fn feats_of(&self, atom: &Atom, tag: u8) -> Feats {
        let known = feats_keys(atom, tag).into_iter().find_map(|key| self.feats.get(key));
        let mut feats = known.map_or(self.tags[tag as usize].feats, Feats::unpack);
        if feats.mood == Some(Mood::Cnd) {
            feats.tense = None; // some treebanks call it present, others nothing
        }
        feats
    }
}

/// The keys of a word in the table of morphology, the most telling first.
pub fn feats_keys(atom: &Atom, tag: u8) -> [u32; 7] {
    let key = |kind, part| mix(kind, &[part, tag as u32]) | 1;
    let s = &atom.suffix;
    [key(800, atom.form), key(805, s[4]), key(804, s[3]), key(803, s[2]), key(802, s[1]), key(801, s[0]), key(806, 0)]
}

/// The features of the word in the middle of `a`, given the tags (from 1; 0 = none) of the two words before it.
pub fn features(a: &[Atom; 2 * PAD + 1], before: u32, last: u32, out: &mut Vec<u32>) {
    let [_, b2, b1, w, n1, n2, _] = a;
    let mut k = 0;
    macro_rules! f {
        ($($part:expr),*) => {{ out.push(mix(k, &[$($part),*])); k += 1; }};
    }
    f!();
    f!(w.word);
    f!(b1.word);
    f!(n1.word);
    f!(b2.word);
    f!(n2.word);
    f!(b1.word, w.word);
    f!(w.word, n1.word);
    f!(n1.word, n2.word);
    f!(b2.word, b1.word);
    f!(last);
    f!(last, before);
    f!(last, w.word);
    f!(last, n1.word);
    f!(last, before, w.class);
    f!(last, w.class, n1.class);
    f!(last, w.suffix[2]);
    f!(last, before, w.suffix[1]);
    f!(last, w.shape);
    for s in w.suffix {
        f!(s);
    }
    f!(w.suffix[2], w.shape);
    f!(w.suffix[1], n1.class);
    for p in w.prefix {
        f!(p);
    }
    f!(b1.suffix[1]);
    f!(b1.suffix[2]);
    f!(n1.suffix[1]);
    f!(n1.suffix[2]);
    f!(n2.suffix[2]);
    f!(w.class);
    f!(n1.class);
    f!(n2.class);
    f!(w.class, n1.class);
    f!(w.class, n1.class, n2.class);
    f!(last, n1.class, n2.class);
    f!(b1.class, w.class);
    f!(w.shape);
    f!(b1.shape, w.shape);
    f!(w.shape, n1.shape);
    f!(w.word, w.shape);
    let _ = k;
}
