//! Trains the tagger: `text::tag`.

use super::Arguments;
use super::corpus::{self, Example, FOLDS};
use super::learner::{Learner, Random, argmax, mean, quantise, thin};
use super::treebank::Word;
use anyhow::Result;
use std::collections::{BTreeMap, HashMap};
use text::atoms::Atoms;
use text::tag::{LANES, Tag, feats_keys, features};
use text::weights::{ModelWriter, mix};
use text::{Feats, Lang, Upos, VerbForm};

const BITS: u32 = 16;
const EPOCHS: usize = 12;
/// Models whose mean is the tagger.
const SEEDS: u64 = 2;
/// Share of the features that are left out at each visit.
const THIN: f64 = 0.25;
/// How far the right tag must be ahead.
const MARGIN: f32 = 1.0;
/// Changes that a feature has to wait for.
const SPARE: u8 = 1;

/// A word seen `c` times is taken as unknown with a chance of `RARE / (RARE + c)` at each visit.
const RARE: f64 = 0.7;

/// Trains on all data and writes the model.
pub(crate) fn train(args: &Arguments) -> Result<()> {
    let examples = corpus::load(args.language()?, &args.data, args.seed)?;
    let corpus = Corpus::new(args.language()?, &examples);
    let all: Vec<usize> = (0..examples.len()).collect();
    let lexicon = corpus.lexicon(&all);
    let weights = mean(SEEDS, |seed| corpus.learn(&all, &lexicon, EPOCHS, args.seed + seed));
    let mut model = ModelWriter::new("tag");
    let lines: Vec<String> = corpus.tags.iter().map(Tag::to_string).collect();
    model.add("tags", lines.join("\n").into_bytes());
    let entries: Vec<(u32, u32)> = lexicon.iter().map(|(&form, entry)| (form, entry.class)).collect();
    model.add_lookup("lexicon", &sorted(entries));
    model.add_lookup("feats", &corpus.morphology());
    model.add("weights", quantise(&weights));
    super::write(args, &format!("{}/tag.bin", args.language()?.code()), model)
}

/// Tags of every example by a tagger that has not seen it.
pub(crate) struct Tagged {
    pub(crate) atoms: Vec<Atoms>,
    pub(crate) tags: Vec<Vec<u8>>,
    pub(crate) inventory: Vec<Tag>,
    pub(crate) counts: HashMap<u32, u32>,
    /// Whether tags of nouns hold their number.
    pub(crate) number: bool,
}

/// Tags all examples by taggers trained on the other folds.
pub(crate) fn jackknife(lang: Lang, examples: &[Example], seed: u64) -> Tagged {
    let corpus = Corpus::new(lang, examples);
    let mut tags = vec![Vec::new(); examples.len()];
    for fold in 0..FOLDS {
        let (held, rest): (Vec<usize>, Vec<usize>) = (0..examples.len()).partition(|&i| examples[i].fold == fold);
        let lexicon = corpus.lexicon(&rest);
        let weights = corpus.learn(&rest, &lexicon, 8, seed);
        let mut out = Vec::new();
        let (mut right, mut total) = (0, 0);
        for &i in &held {
            let mut atoms = corpus.atoms[i].clone();
            known(&mut atoms, &lexicon, |_| true);
            let (mut before, mut last) = (0, 0);
            for w in 0..atoms.len() {
                out.clear();
                features(atoms.around(w), before, last, &mut out);
                let scores = sum(&weights, &out);
                let tag = (0..corpus.tags.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b])).unwrap_or(0);
                (before, last) = (last, tag as u32 + 1);
                tags[i].push(tag as u8);
                total += 1;
                right += (tag as u8 == corpus.gold[i][w]) as usize;
            }
        }
        println!("  fold {fold}: {:.2} % of tags", 100.0 * right as f64 / total as f64);
    }
    // The parser sees the words as the shipped tagger's lexicon knows them.
    let all: Vec<usize> = (0..examples.len()).collect();
    let lexicon = corpus.lexicon(&all);
    let mut atoms = corpus.atoms;
    atoms.iter_mut().for_each(|a| known(a, &lexicon, |_| true));
    let counts = lexicon.iter().map(|(&form, entry)| (form, entry.count)).collect();
    Tagged { atoms, tags, inventory: corpus.tags, counts, number: lang == Lang::En }
}

pub(crate) fn sum<const L: usize>(weights: &[[f32; L]], features: &[u32]) -> [f32; L] {
    let mut scores = [0.0; L];
    for &f in features {
        for (s, w) in scores.iter_mut().zip(&weights[f as usize & (weights.len() - 1)]) {
            *s += w;
        }
    }
    scores
}

/// Whether a word that was seen `count` times is taken as unknown at this visit.
pub(crate) fn hide(random: &mut Random, count: u32) -> bool {
    random.chance(RARE / (RARE + count as f64))
}

/// What the lexicon knows of a form.
struct Entry {
    class: u32,
    count: u32,
}

type Lexicon = HashMap<u32, Entry>;

struct Corpus<'a> {
    examples: &'a [Example],
    atoms: Vec<Atoms>,
    tags: Vec<Tag>,
    gold: Vec<Vec<u8>>,
}

impl<'a> Corpus<'a> {
    fn new(lang: Lang, examples: &'a [Example]) -> Corpus<'a> {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for word in examples.iter().flat_map(|e| &e.sentence.words) {
            *counts.entry(tag_of(word, lang).to_string()).or_default() += 1;
        }
        // A tag too rare to learn gives way to the plain part of speech.
        let plain = Upos::ALL.iter().map(|&upos| Tag { upos, feats: Feats::default() });
        let mut tags: Vec<Tag> = plain.collect();
        let mut frequent: Vec<_> = counts.into_iter().filter(|(_, n)| *n >= 10).collect();
        frequent.sort_by_key(|(name, n)| (std::cmp::Reverse(*n), name.clone()));
        for tag in frequent.iter().filter_map(|(name, _)| Tag::parse(name)) {
            if !tags.contains(&tag) && tags.len() < LANES {
                tags.push(tag);
            }
        }
        println!("{} tags", tags.len());
        let number = |tag: Tag| tags.iter().position(|&t| t == tag).unwrap_or(tag.upos as usize) as u8;
        let gold =
            examples.iter().map(|e| e.sentence.words.iter().map(|w| number(tag_of(w, lang))).collect()).collect();
        let atoms = examples.iter().map(|e| {
            let mut atoms = Atoms::default();
            atoms.read(e.sentence.words.iter().map(|w| w.form.as_str()));
            atoms
        });
        Corpus { examples, atoms: atoms.collect(), tags, gold }
    }

    /// The forms of some examples, with the tags that each is seen with.
    fn lexicon(&self, of: &[usize]) -> Lexicon {
        let mut seen: HashMap<u32, BTreeMap<u8, u32>> = HashMap::new();
        for &i in of {
            for (atom, &tag) in self.atoms[i].words().iter().zip(&self.gold[i]) {
                *seen.entry(atom.form).or_default().entry(tag).or_default() += 1;
            }
        }
        let class = |tags: &BTreeMap<u8, u32>| {
            let count: u32 = tags.values().sum();
            let mut list: Vec<_> = tags.iter().filter(|(_, n)| **n * 20 >= count).collect();
            list.sort_by_key(|(tag, n)| (std::cmp::Reverse(**n), **tag));
            let parts: Vec<u32> = list.iter().take(4).map(|(tag, _)| **tag as u32).collect();
            Entry { class: mix(901, &parts), count }
        };
        seen.iter().map(|(&form, tags)| (form, class(tags))).collect()
    }

    fn learn(&self, of: &[usize], lexicon: &Lexicon, epochs: usize, seed: u64) -> Vec<[f32; LANES]> {
        let mut learner = Learner::<LANES>::new(BITS, SPARE);
        let mut random = Random(seed);
        let mut order = of.to_vec();
        let mut out = Vec::new();
        let mut atoms = Atoms::default();
        for epoch in 1..=epochs {
            random.shuffle(&mut order);
            let (mut right, mut total) = (0, 0);
            for &i in &order {
                atoms.clone_from(&self.atoms[i]);
                known(&mut atoms, lexicon, |count| !hide(&mut random, count));
                let (mut before, mut last) = (0, 0);
                for w in 0..atoms.len() {
                    out.clear();
                    features(atoms.around(w), before, last, &mut out);
                    thin(&mut out, THIN, &mut random);
                    let mut scores = learner.scores(&out);
                    let gold = self.gold[i][w] as usize;
                    let tag = argmax(&scores[..self.tags.len()]);
                    scores[gold] -= MARGIN;
                    let rival = argmax(&scores[..self.tags.len()]);
                    if rival != gold {
                        learner.update(&out, gold, rival, 1.0);
                    }
                    learner.tick();
                    total += 1;
                    right += (tag == gold) as usize;
                    (before, last) = (last, tag as u32 + 1);
                }
            }
            println!("  epoch {epoch}: {:.2} %", 100.0 * right as f64 / total as f64);
        }
        learner.average()
    }

    /// The full morphology of forms and of endings, each where it tells more than what is looked up after it.
    fn morphology(&self) -> Vec<(u32, u32)> {
        let mut seen: HashMap<u32, BTreeMap<u32, u32>> = HashMap::new();
        let mut chains = Vec::new();
        for (i, e) in self.examples.iter().enumerate().filter(|(_, e)| e.full_morphology) {
            for (w, word) in e.sentence.words.iter().enumerate() {
                let tag = self.gold[i][w];
                let mut feats = word.feats;
                // What the tag says stands.
                let of_tag = self.tags[tag as usize].feats;
                (feats.verb_form, feats.tense, feats.mood) = (of_tag.verb_form, of_tag.tense, of_tag.mood);
                feats.passive = of_tag.passive;
                let keys = feats_keys(&self.atoms[i].words()[w], tag);
                keys.iter().for_each(|&k| *seen.entry(k).or_default().entry(feats.pack()).or_default() += 1);
                chains.push(keys);
            }
        }
        let usual: HashMap<u32, u32> = seen
            .iter()
            .map(|(&key, all)| (key, *all.iter().max_by_key(|(feats, n)| (**n, **feats)).expect("seen").0))
            .collect();
        let mut kept: BTreeMap<u32, u32> = BTreeMap::new();
        for keys in &chains {
            for (n, key) in keys.iter().enumerate() {
                let next = keys[n + 1..].first().map(|k| usual[k]);
                if next != Some(usual[key]) || kept.contains_key(key) {
                    kept.insert(*key, usual[key]);
                }
            }
        }
        // Where a longer key was left out for agreeing with a shorter one, the shorter must be there to be found.
        for keys in &chains {
            let found = keys.iter().find_map(|k| kept.get(k));
            if found != Some(&usual[&keys[0]]) {
                kept.insert(keys[0], usual[&keys[0]]);
            }
        }
        println!("  morphology: {} forms and endings", kept.len());
        kept.into_iter().collect()
    }
}

/// Sets the class of each word; `keep` says whether a word with that count is taken as known.
fn known(atoms: &mut Atoms, lexicon: &Lexicon, mut keep: impl FnMut(u32) -> bool) {
    for w in 0..atoms.len() {
        match lexicon.get(&atoms.words()[w].form) {
            Some(entry) if keep(entry.count) => atoms.set_class(w, entry.class),
            _ => atoms.unknown(w),
        }
    }
}

fn sorted(mut entries: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    entries.sort();
    entries
}

/// The tag of a treebank word: its part of speech and the features that context decides.
fn tag_of(word: &Word, lang: Lang) -> Tag {
    let all = word.feats;
    let mut feats = Feats::default();
    match word.upos {
        Upos::Verb | Upos::Aux => {
            (feats.verb_form, feats.tense, feats.mood) = (all.verb_form, all.tense, all.mood);
            if feats.verb_form == Some(VerbForm::Ger) {
                feats.tense = None;
            }
            feats.passive = all.passive;
        }
        Upos::Noun | Upos::Propn if lang == Lang::En => feats.number = all.number,
        Upos::Pron | Upos::Det | Upos::Adv => feats.pron_type = all.pron_type,
        _ => {}
    }
    Tag { upos: word.upos, feats }
}
