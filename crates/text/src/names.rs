//! Names of persons, organisations, places and other things: a conditional random field over words, their shapes, their
//! parts of speech and what dictionaries say of them.

use crate::weights::{Lookup, Model, ModelError, Table, mix};
use crate::{Classes, Document, Key, Lang, PerLang, Upos};
use std::ops::Range;

crate::vocabulary! {
    /// What a name names.
    NameKind { Person = "person", Organisation = "organisation", Place = "place", Other = "other" }
}

/// A name in a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Name {
    /// The words of the name, without article.
    pub words: Range<usize>,
    /// What it names.
    pub kind: NameKind,
    /// 0 to 1.
    pub confidence: f32,
}

/// Labels of a word: 0 outside, then for each kind the first and the later words.
pub const LABELS: usize = 9;
/// The label of the first word of a name of that kind; one more is that of its later words.
pub fn first_label(kind: NameKind) -> usize {
    1 + 2 * kind as usize
}
/// Units of a packed weight in one unit of log-odds.
pub const SCALE: f32 = 24.0;
/// Words around the one at work that features look at.
const PAD: usize = 2;

/// What dictionaries say of a word, as bits.
pub mod flag {
    /// A given name.
    pub const GIVEN: u32 = 1;
    /// A family name.
    pub const FAMILY: u32 = 2;
    /// The first word of a populated place's name.
    pub const PLACE: u32 = 4;
    /// A later word of one.
    pub const IN_PLACE: u32 = 8;
    /// A word of a country's or division's name.
    pub const COUNTRY: u32 = 16;
    /// A nationality.
    pub const PEOPLE: u32 = 32;
    /// A title before a person's name.
    pub const TITLE: u32 = 64;
    /// A word for a body of people (ministry, army, party).
    pub const BODY: u32 = 128;
    /// A word for a piece of land or water (city, river).
    pub const LAND: u32 = 256;
    /// A party, a body or a company, by its whole name.
    pub const PARTY: u32 = 512;
    /// A known person, by the whole name or the one that is used.
    pub const KNOWN: u32 = 1024;
    /// Another name: a work, a feast, a product.
    pub const OTHER: u32 = 2048;
    /// What tells the kind of a whole name.
    pub const WHOLE: u32 = PLACE | COUNTRY | PARTY | KNOWN | OTHER;
    /// More words may follow: not a flag of the word itself.
    pub const GOES_ON: u32 = 1 << 16;
}

/// The key of a dictionary's word, or of a phrase of one word more.
pub fn dictionary_key(before: u32, word: Key) -> u32 {
    mix(7, &[before, (word.0 >> 32) as u32]) | 1
}

/// What a model sees of a word.
#[derive(Clone, Copy, Debug, Default)]
struct Token {
    word: u32,
    shape: u32,
    prefix: [u32; 2],
    suffix: [u32; 3],
    upos: u32,
    flags: u32,
    /// Groups of its class, coarse to fine.
    group: [u32; 3],
    /// The last word before it that heads names of bodies, and how many words ago, if it may still go on.
    open: [u32; 2],
    /// The kinds of the longest name of the dictionary that it is in, and whether it is the first word there.
    known: u32,
}

/// Working memory, kept from sentence to sentence.
#[derive(Clone, Debug, Default)]
pub struct NameScratch {
    tokens: Vec<Token>,
    /// Features of a word, and of the one after it.
    features: Vec<u32>,
    ahead: Vec<u32>,
    /// Of all words of the document.
    scores: Vec<[i16; LABELS]>,
    back: Vec<[u8; LABELS]>,
}

/// A trained model.
#[derive(Clone, Debug)]
pub struct Namer {
    weights: Table<LABELS>,
    /// Score of a label after a label.
    steps: [[i32; LABELS]; LABELS],
    dictionary: Lookup,
}

impl Namer {
    /// Reads a model file of kind `name`.
    pub fn load(bytes: &'static [u8]) -> Result<Namer, ModelError> {
        let model = Model::open("name", bytes)?;
        let section = model.section("steps")?;
        let (cells, _) = section.as_chunks::<2>();
        if cells.len() != LABELS * LABELS {
            return Err(model.error("has another number of labels"));
        }
        let mut steps = [[0; LABELS]; LABELS];
        for (i, cell) in cells.iter().enumerate() {
            steps[i / LABELS][i % LABELS] = i16::from_le_bytes(*cell) as i32;
        }
        Ok(Namer { weights: model.table("weights")?, steps, dictionary: model.lookup("dictionary")? })
    }

    /// Looks at one sentence, whose parts of speech are known. Sentences are to be given in order.
    pub fn look(&self, doc: &Document, words: Range<usize>, classes: &PerLang<Classes>, scratch: &mut NameScratch) {
        read(doc, words.clone(), classes, &self.dictionary, scratch);
        scratch.scores.resize(words.start, [0; LABELS]);
        let NameScratch { tokens, features, ahead, scores, .. } = scratch;
        describe(tokens, 0, ahead);
        for i in 0..words.len() {
            std::mem::swap(features, ahead);
            // While the rows of one word are summed up, those of the next come nearer.
            describe(tokens, i + 1, ahead);
            self.weights.fetch(ahead);
            scores.push(self.weights.sum(features));
        }
    }

    /// Finds the names of a document whose sentences were all looked at, and adds them to it.
    pub fn find(&self, doc: &mut Document, scratch: &mut NameScratch) {
        scratch.scores.resize(doc.words.len(), [0; LABELS]);
        let mut labels = Vec::new();
        for sentence in 0..doc.sentences.len() {
            let words = doc.sentences[sentence].words();
            let NameScratch { scores, back, .. } = scratch;
            let Some(scores) = scores.get(words.clone()).filter(|s| !s.is_empty()) else { continue };
            self.best_path(scores, back, &mut labels);
            add(doc, words.start, scores, &labels);
        }
        scratch.scores.clear();
        settle(doc);
        repeat(doc);
    }

    /// The labels with the greatest sum of scores.
    fn best_path(&self, scores: &[[i16; LABELS]], back: &mut Vec<[u8; LABELS]>, labels: &mut Vec<u8>) {
        back.clear();
        let mut now = [i32::MIN / 2; LABELS];
        for (label, value) in now.iter_mut().enumerate() {
            if may_follow(0, label) {
                *value = scores[0][label] as i32 + self.steps[0][label];
            }
        }
        back.push([0; LABELS]);
        for score in &scores[1..] {
            let mut next = [i32::MIN / 2; LABELS];
            let mut from = [0u8; LABELS];
            for (label, value) in next.iter_mut().enumerate() {
                for (before, sum) in now.iter().enumerate() {
                    let sum = sum + self.steps[before][label];
                    if may_follow(before, label) && sum > *value {
                        (*value, from[label]) = (sum, before as u8);
                    }
                }
                *value = value.saturating_add(score[label] as i32);
            }
            now = next;
            back.push(from);
        }
        let mut at = (0..LABELS).max_by_key(|&l| (now[l], std::cmp::Reverse(l))).unwrap_or(0) as u8;
        labels.clear();
        labels.resize(scores.len(), 0);
        for i in (0..scores.len()).rev() {
            labels[i] = at;
            at = back[i][at as usize];
        }
    }
}

/// Adds the names of a sentence whose first word is `from`.
fn add(doc: &mut Document, from: usize, scores: &[[i16; LABELS]], labels: &[u8]) {
    let mut i = 0;
    while i < labels.len() {
        let (start, label) = (i, labels[i] as usize);
        i += 1;
        if label == 0 {
            continue;
        }
        let kind = NameKind::ALL[(label - 1) / 2];
        while i < labels.len() && labels[i] as usize == first_label(kind) + 1 {
            i += 1;
        }
        let confidence = scores[start..i].iter().map(|s| probability(s, kind)).sum::<f32>() / (i - start) as f32;
        let words = from + start..from + i;
        // "Rumsfeld, Wolfowitz and Feith": persons are named one by one.
        let and = words.clone().find(|&w| kind == NameKind::Person && doc.words[w].upos == Upos::Cconj);
        let parts = and.map_or([words.clone(), 0..0], |and| [words.start..and, and + 1..words.end]);
        doc.names.extend(parts.into_iter().filter(|part| !part.is_empty()).map(|words| Name {
            words,
            kind,
            confidence,
        }));
    }
}

/// Makes the names of a document agree: what is written alike is of one kind, the one that the model is surest of.
fn settle(doc: &mut Document) {
    let key =
        |doc: &Document, name: &Name| name.words.clone().fold(0, |key, w| dictionary_key(key, doc.words[w].lower));
    let mut votes: Vec<(u32, NameKind, f32)> = Vec::with_capacity(doc.names.len());
    for name in &doc.names {
        let weight = name.confidence * name.confidence;
        votes.push((key(doc, name), name.kind, weight));
        // A person's last name alone is that person.
        if name.kind == NameKind::Person && name.words.len() > 1 && name.words.len() < 5 {
            votes.push((dictionary_key(0, doc.words[name.words.end - 1].lower), name.kind, weight));
        }
    }
    votes.sort_unstable_by_key(|&(key, kind, _)| (key, kind));
    for i in 0..doc.names.len() {
        let key = key(doc, &doc.names[i]);
        let first = votes.partition_point(|v| v.0 < key);
        let mut sums = [0f32; 4];
        for &(_, kind, weight) in votes[first..].iter().take_while(|v| v.0 == key).take(200) {
            sums[kind as usize] += weight;
        }
        let own = doc.names[i].kind;
        let best = NameKind::ALL.iter().copied().max_by(|&a, &b| sums[a as usize].total_cmp(&sums[b as usize]));
        if let Some(best) = best
            && sums[best as usize] > 2.0 * sums[own as usize]
        {
            doc.names[i].kind = best;
        }
    }
}

/// Adds the names that are sure elsewhere in the document, where the same words stand with the same capitals in no name.
fn repeat(doc: &mut Document) {
    // Names by the key of their first word, the longest first.
    let mut sure: Vec<(Key, usize, usize)> = Vec::new();
    for (n, name) in doc.names.iter().enumerate() {
        let first = name.words.start;
        if name.confidence > SURE && name.kind != NameKind::Other && name.words.len() <= LONGEST {
            let form = doc.form(first);
            if form.len() > 2 && form.starts_with(char::is_uppercase) {
                sure.push((doc.words[first].lower, name.words.len(), n));
            }
        }
    }
    sure.sort_unstable_by_key(|&(key, len, n)| (key, std::cmp::Reverse(len), n));
    sure.dedup_by(|b, a| {
        a.0 == b.0 && a.1 == b.1 && same_words(doc, &doc.names[a.2].words, doc.names[b.2].words.start)
    });
    let (mut more, mut next, mut at) = (Vec::new(), 0, 0);
    while at < doc.words.len() {
        while next < doc.names.len() && doc.names[next].words.end <= at {
            next += 1;
        }
        let free_to = doc.names.get(next).map_or(doc.words.len(), |name| name.words.start);
        if at >= free_to {
            at = doc.names[next].words.end;
            continue;
        }
        let key = doc.words[at].lower;
        let first = sure.partition_point(|s| s.0 < key);
        let sentence_end = doc.sentences[doc.words[at].sentence as usize].words().end;
        let found =
            sure[first..].iter().take_while(|s| s.0 == key).take(16).find(|&&(_, len, n)| {
                at + len <= free_to.min(sentence_end) && same_words(doc, &doc.names[n].words, at)
            });
        match found {
            Some(&(_, len, n)) => {
                let Name { kind, confidence, .. } = doc.names[n];
                more.push(Name { words: at..at + len, kind, confidence: 0.8 * confidence });
                at += len;
            }
            None => at += 1,
        }
    }
    if !more.is_empty() {
        doc.names.extend(more);
        doc.names.sort_by_key(|n| n.words.start);
    }
}

/// How sure a name is that is looked for elsewhere, and of how many words it is at most.
const SURE: f32 = 0.7;
const LONGEST: usize = 8;

/// Whether the words at a place are written like those of a name.
fn same_words(doc: &Document, name: &Range<usize>, at: usize) -> bool {
    name.clone()
        .zip(at..)
        .all(|(a, b)| doc.words.get(b).is_some_and(|w| w.lower == doc.words[a].lower) && doc.form(a) == doc.form(b))
}

/// Whether a label may stand after another: a later word needs a word of its kind before it.
pub fn may_follow(before: usize, label: usize) -> bool {
    label == 0 || label % 2 == 1 || (before != 0 && (before - 1) / 2 == (label - 1) / 2)
}

/// How sure the model is of the kind of a word, from the word's own scores.
fn probability(scores: &[i16; LABELS], kind: NameKind) -> f32 {
    let exp = scores.map(|s| (s as f32 / SCALE).min(60.0).exp());
    let own = exp[first_label(kind)] + exp[first_label(kind) + 1];
    own / exp.iter().sum::<f32>()
}

/// Hashed features of each word of a sentence, for training.
pub fn features(doc: &Document, words: Range<usize>, classes: &PerLang<Classes>, dictionary: &Lookup) -> Vec<Vec<u32>> {
    let mut scratch = NameScratch::default();
    read(doc, words.clone(), classes, dictionary, &mut scratch);
    let mut out = Vec::new();
    for i in 0..words.len() {
        describe(&scratch.tokens, i, &mut scratch.features);
        out.push(scratch.features.clone());
    }
    out
}

/// How many of a word's features, the last ones, are of the word itself; training leaves them out at times.
pub const OWN: usize = 10;

fn read(
    doc: &Document,
    words: Range<usize>,
    classes: &PerLang<Classes>,
    dictionary: &Lookup,
    scratch: &mut NameScratch,
) {
    let tokens = &mut scratch.tokens;
    let lang = doc.words.get(words.start).map_or(Lang::default(), |w| doc.sentences[w.sentence as usize].lang);
    let (classes, base) = (&classes[lang], lang as u32 + 1);
    tokens.clear();
    tokens.resize(PAD, Token::default());
    let (mut long, mut capital, mut lower) = (0, 0, 0);
    for w in words.clone() {
        let form = doc.form(w);
        let word = &doc.words[w];
        let shape = shape(form);
        if shape <= CAPITALS && form.len() > 3 {
            long += 1;
            capital += (shape == CAPITALS) as usize;
        }
        lower += (shape == LOWER) as usize;
        let mut token = Token { word: (word.lower.0 >> 32) as u32, shape, upos: word.upos as u32, ..Token::default() };
        let class = classes.of(word.lower);
        token.group = [4, 7, 12].map(|branches| class.group(branches) << 2 | base);
        let mut hash = 11;
        for (k, c) in form.chars().flat_map(char::to_lowercase).take(4).enumerate() {
            hash = mix(hash, &[c as u32]);
            if k >= 2 {
                token.prefix[k - 2] = hash;
            }
        }
        let mut hash = 13;
        for (k, c) in form.chars().rev().flat_map(char::to_lowercase).take(4).enumerate() {
            hash = mix(hash, &[c as u32]);
            if k >= 1 {
                token.suffix[k - 1] = hash;
            }
        }
        tokens.push(token);
    }
    // In capitals, case says nothing: there is a shape for that.
    let case = if long > 0 && capital * 4 >= long * 3 {
        1
    } else if lower == 0 && long > 3 {
        2
    } else {
        0
    };
    let mut first = true;
    for token in &mut tokens[PAD..] {
        let letters = token.shape <= CAPITALS;
        if case == 1 && letters {
            token.shape = LOWER;
        }
        token.shape |= case << 5 | ((first && letters) as u32) << 4;
        first &= !letters;
    }
    tokens.extend([Token::default(); PAD]);
    let word_at = |i: usize| doc.words[words.start + i].lower;
    let mut known_to = 0;
    for i in 0..words.len() {
        let (mut key, mut longest) = (0, (0, 0));
        for j in i..words.len().min(i + 8) {
            key = dictionary_key(key, word_at(j));
            let Some(flags) = dictionary.get(key) else { break };
            if j == i {
                tokens[PAD + i].flags |= flags & 0x1ff;
            } else {
                if flags & flag::PLACE != 0 {
                    tokens[PAD + i].flags |= flag::PLACE;
                    tokens[PAD + i + 1..PAD + j + 1].iter_mut().for_each(|t| t.flags |= flag::IN_PLACE);
                }
                if flags & flag::COUNTRY != 0 {
                    tokens[PAD + i..PAD + j + 1].iter_mut().for_each(|t| t.flags |= flag::COUNTRY);
                }
            }
            if flags & flag::WHOLE != 0 {
                longest = (j + 1, flags & flag::WHOLE);
            }
            if flags & flag::GOES_ON == 0 {
                break;
            }
        }
        if longest.0 > known_to {
            known_to = longest.0;
            let place = |j: usize| (j != i) as u32 | ((longest.0 > i + 1) as u32 * 2);
            (i..longest.0).for_each(|j| tokens[PAD + j].known = longest.1 << 2 | place(j));
        }
    }
    let mut open = [0, 0];
    for token in &mut tokens[PAD..PAD + words.len()] {
        if open[0] != 0 {
            open[1] += 1;
            token.open = open;
        }
        if token.flags & flag::BODY != 0 {
            open = [token.word, 0];
        } else if open[1] > 7 || CLOSES.contains(&(token.upos as u8)) {
            open = [0, 0];
        }
    }
}

/// Parts of speech of which no word stands in a name that goes on.
const CLOSES: [u8; 6] =
    [Upos::Punct as u8, Upos::Verb as u8, Upos::Aux as u8, Upos::Pron as u8, Upos::Sconj as u8, Upos::Num as u8];

const LOWER: u32 = 0;
const CAPITAL: u32 = 1;
const LETTER: u32 = 2;
const MIXED: u32 = 3;
const CAPITALS: u32 = 4;
const NUMBER: u32 = 5;
const CODE: u32 = 6;
const STOPPED: u32 = 7;
const SIGN: u32 = 8;
const ADDRESS: u32 = 9;

fn shape(form: &str) -> u32 {
    let (mut upper, mut lower, mut digits, mut stops) = (0, 0, 0, 0);
    let mut capital = false;
    if form.bytes().any(|b| b == b'@' || b == b'/') || form.ends_with(".com") || form.starts_with("www.") {
        return ADDRESS;
    }
    for (i, c) in form.chars().enumerate() {
        if c.is_uppercase() {
            upper += 1;
            capital |= i == 0;
        } else if c.is_alphabetic() {
            lower += 1;
        } else if c.is_numeric() {
            digits += 1;
        } else if c == '.' {
            stops += 1;
        }
    }
    match (upper, lower, digits) {
        (0, 0, 0) => SIGN,
        (0, 0, _) => NUMBER,
        (_, _, 1..) => CODE,
        (1.., _, _) if stops > 0 => STOPPED,
        (0, _, _) => LOWER,
        (1, 0, _) => LETTER,
        (_, 0, _) => CAPITALS,
        (1, _, _) if capital => CAPITAL,
        _ if capital && form.contains('-') => CAPITAL,
        _ => MIXED,
    }
}

/// The features of word `i`. Those of the word itself come last, see [`OWN`].
fn describe(tokens: &[Token], i: usize, out: &mut Vec<u32>) {
    out.clear();
    let Some([b2, b1, w, a1, a2]) = tokens[i..].first_chunk() else { return };
    let mut k = 20;
    macro_rules! f {
        ($($part:expr),*) => {{ out.push(mix(k, &[$($part),*])); k += 1; }};
    }
    f!();
    f!(w.shape);
    f!(b1.shape, w.shape);
    f!(w.shape, a1.shape);
    f!(b1.shape, w.shape, a1.shape);
    f!(b2.shape, b1.shape, w.shape, a1.shape, a2.shape);
    f!(w.upos);
    f!(b1.upos, w.upos);
    f!(w.upos, a1.upos);
    f!(b1.upos, w.upos, a1.upos);
    f!(w.upos, w.shape);
    f!(w.flags, w.shape);
    f!(w.flags, w.upos);
    f!(b1.flags, w.flags, w.shape);
    f!(w.flags, a1.flags, w.shape);
    f!(b1.flags, w.flags, a1.flags);
    f!(b2.flags, b1.flags, w.shape);
    f!(a1.flags, a2.flags, w.shape);
    f!(w.flags, b1.word);
    f!(w.flags, a1.word);
    f!(b1.word);
    f!(b2.word);
    f!(a1.word);
    f!(a2.word);
    f!(b1.word, a1.word, w.shape);
    f!(b1.word, w.shape);
    f!(a1.word, w.shape);
    f!(b2.word, b1.word, w.shape);
    f!(a1.word, a2.word, w.shape);
    f!(b1.suffix[1], w.shape);
    f!(a1.suffix[1], w.shape);
    f!(b1.suffix[2], b1.shape, w.shape);
    for g in w.group {
        f!(g, w.shape);
    }
    f!(b1.group[1], w.group[1], w.shape);
    f!(w.group[1], a1.group[1], w.shape);
    f!(b1.group[0], w.group[0], a1.group[0]);
    f!(b1.group[1], w.shape);
    f!(a1.group[1], w.shape);
    f!(b1.group[2]);
    f!(a1.group[2]);
    f!(b2.group[1], b1.group[1], w.shape);
    f!(a1.group[1], a2.group[1], w.shape);
    f!(w.group[2], w.flags);
    f!(b2.flags, b1.word, w.shape);
    f!(w.open[0], w.upos, w.shape);
    f!(w.open[0], b1.word, w.shape);
    f!(w.open[0], w.open[1], w.shape);
    f!((w.open[0] != 0) as u32, b1.word, w.shape, a1.shape);
    f!(w.known, w.shape);
    f!(w.known, w.upos);
    f!(b1.known, w.known, a1.known);
    f!(w.known, b1.word);
    f!(w.known, a1.word);
    f!(w.suffix[0], w.shape);
    f!(w.suffix[1], w.shape);
    f!(w.prefix[0], w.shape);
    f!(w.suffix[1], w.upos);
    f!(w.suffix[1], w.flags);
    f!(w.suffix[2], w.shape);
    f!(w.prefix[1], w.shape);
    f!(w.word);
    f!(w.word, w.shape);
    f!(w.word, w.upos);
    f!(b1.word, w.word);
    f!(w.word, a1.word);
    f!(w.word, a1.shape);
    f!(w.word, b1.shape);
    f!(w.word, w.flags);
    let _ = k;
}
