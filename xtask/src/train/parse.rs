//! Trains the parser: `text::parse`.

use super::Arguments;
use super::corpus::{self, Example};
use super::learner::{Learner, Random, argmax, mean, quantise, thin};
use super::tag::{self, Tagged, hide};
use super::treebank::Word;
use anyhow::Result;
use std::collections::{BTreeMap, HashMap};
use text::atoms::Atoms;
use text::guide::{Context, GUESSES, features};
use text::parse::{LABELS, Move, Tree};
use text::weights::ModelWriter;
use text::{Lang, Rel, Sub};

const LABEL_BITS: u32 = 16;
const GUESS_BITS: u32 = 16;
const EPOCHS: usize = 10;
const LABEL_EPOCHS: usize = 8;
/// Models whose mean is the parser.
const SEEDS: u64 = 2;
/// Share of the features that are left out at each visit.
const THIN: f64 = 0.25;
/// Changes that a feature has to wait for.
const SPARE: u8 = 1;
/// How far the right choice must be ahead.
const MARGIN: f32 = 1.0;

pub(crate) fn train(args: &Arguments) -> Result<()> {
    let examples = corpus::load(args.language()?, &args.data, args.seed)?;
    let tagged = tag::jackknife(args.language()?, &examples, args.seed);
    let labels = inventory(&examples);
    println!("{} labels", labels.len());
    let trees: Vec<Gold> = examples.iter().map(|e| Gold::new(e, &labels)).collect();
    let names = guess_names(&examples);
    let gold: Vec<Vec<u8>> = examples.iter().map(|e| guesses(e, &names)).collect();
    let data = Data { examples: &examples, tagged: &tagged, gold: &gold, names: names.len() };
    let guessed = data.jackknife(args.seed);
    let all: Vec<usize> = (0..examples.len()).collect();
    let guess_weights = mean(SEEDS, |seed| data.learn(&all, 6, args.seed + seed));
    let bits = match args.language()? {
        Lang::En => 21,
        Lang::Fr => 20,
    };
    let moves = mean(SEEDS, |seed| learn_moves(&trees, &tagged, &guessed, bits, args.seed + seed));
    let label_weights = mean(SEEDS, |seed| learn_labels(&trees, &tagged, &guessed, labels.len(), args.seed + seed));
    let mut model = ModelWriter::new("parse");
    let names_of_guesses = names.join("\n");
    let names: Vec<String> = labels.iter().map(|&(rel, sub)| label_name(rel, sub)).collect();
    model.add("options", if tagged.number { b"number".to_vec() } else { Vec::new() });
    model.add("labels", names.join("\n").into_bytes());
    model.add("guesses", names_of_guesses.into_bytes());
    model.add("guess weights", quantise(&guess_weights));
    model.add("moves", quantise(&moves));
    model.add("label weights", quantise(&label_weights));
    super::write(args, &format!("{}/parse.bin", args.language()?.code()), model)
}

fn label_name(rel: Rel, sub: Sub) -> String {
    if sub == Sub::None { rel.name().to_string() } else { format!("{}:{}", rel.name(), sub.name()) }
}

/// The labels of the data, the root's first; a rare subtype gives way to its relation.
fn inventory(examples: &[Example]) -> Vec<(Rel, Sub)> {
    let mut counts: HashMap<(Rel, Sub), usize> = HashMap::new();
    for w in examples.iter().flat_map(|e| &e.sentence.words) {
        *counts.entry((w.rel, w.sub)).or_default() += 1;
        *counts.entry((w.rel, Sub::None)).or_default() += 1;
    }
    let mut list: Vec<_> = counts.into_iter().filter(|&((_, sub), n)| sub == Sub::None || n >= 12).collect();
    list.sort_by_key(|&(label, n)| (label.0 != Rel::Root, label.1 != Sub::None, std::cmp::Reverse(n), label));
    list.truncate(LABELS);
    list.into_iter().map(|(label, _)| label).collect()
}

/// A gold tree, made projective.
struct Gold {
    heads: Vec<u32>,
    children: Vec<Vec<u32>>,
    labels: Vec<u8>,
    /// The true heads.
    all_heads: Vec<u32>,
}

impl Gold {
    fn new(example: &Example, labels: &[(Rel, Sub)]) -> Gold {
        let words = &example.sentence.words;
        let n = words.len() as u32;
        let all_heads: Vec<u32> = words.iter().map(|w| w.head.map_or(n, |h| h as u32)).collect();
        let heads = projective(&all_heads);
        let mut children = vec![Vec::new(); words.len() + 1];
        for (i, &h) in heads.iter().enumerate() {
            children[h as usize].push(i as u32);
        }
        let find = |label| labels.iter().position(|&l| l == label);
        let labels =
            words.iter().map(|w| find((w.rel, w.sub)).or(find((w.rel, Sub::None))).unwrap_or(1) as u8).collect();
        Gold { heads, children, labels, all_heads }
    }
}

/// Lifts arcs that cross others until none does (Nivre and Nilsson 2005), the shortest first.
fn projective(heads: &[u32]) -> Vec<u32> {
    let mut heads = heads.to_vec();
    let n = heads.len();
    loop {
        let under = |heads: &[u32], mut w: u32, top: u32| {
            for _ in 0..=n {
                if w == top {
                    return true;
                }
                if w as usize >= n {
                    return false;
                }
                w = heads[w as usize];
            }
            false
        };
        let crossing = (0..n as u32)
            .filter(|&d| {
                let h = heads[d as usize];
                let (low, high) = (d.min(h), d.max(h));
                (low + 1..high).any(|k| !under(&heads, k, h))
            })
            .filter(|&d| (heads[d as usize] as usize) < n)
            .min_by_key(|&d| d.abs_diff(heads[d as usize]));
        match crossing {
            Some(d) => heads[d as usize] = heads[heads[d as usize] as usize],
            None => return heads,
        }
    }
}

/// The words of an example, rare ones hidden at random, and its predicted tags, ready to parse.
fn start(tree: &mut Tree, atoms: &mut Atoms, i: usize, tagged: &Tagged, random: &mut Random) {
    atoms.clone_from(&tagged.atoms[i]);
    for w in 0..atoms.len() {
        if hide(random, tagged.counts.get(&atoms.words()[w].form).copied().unwrap_or(0)) {
            atoms.unknown(w);
        }
    }
    tree.start(
        atoms,
        tagged.number,
        tagged.tags[i].iter().map(|&t| (tagged.inventory[t as usize].upos, tagged.inventory[t as usize].feats)),
    );
}

/// The guesses worth making: a relation and the side of its head.
fn guess_names(examples: &[Example]) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for e in examples {
        for (i, word) in e.sentence.words.iter().enumerate() {
            *counts.entry(guess_name(word, i)).or_default() += 1;
        }
    }
    let mut list: Vec<_> = counts.into_iter().collect();
    list.sort_by_key(|(name, n)| (std::cmp::Reverse(*n), name.clone()));
    list.truncate(GUESSES);
    list.into_iter().map(|(name, _)| name).collect()
}

fn guess_name(word: &Word, at: usize) -> String {
    match word.head {
        None => "root".to_string(),
        Some(h) => format!("{}{}", word.rel.name(), if h < at { '<' } else { '>' }),
    }
}

fn guesses(example: &Example, names: &[String]) -> Vec<u8> {
    let words = example.sentence.words.iter().enumerate();
    words.map(|(i, w)| names.iter().position(|n| *n == guess_name(w, i)).unwrap_or(names.len() - 1) as u8).collect()
}

/// What the guesses are learnt from.
struct Data<'a> {
    examples: &'a [Example],
    tagged: &'a Tagged,
    gold: &'a [Vec<u8>],
    names: usize,
}

impl Data<'_> {
    fn learn(&self, of: &[usize], epochs: usize, seed: u64) -> Vec<[f32; GUESSES]> {
        let mut learner = Learner::<GUESSES>::new(GUESS_BITS, SPARE);
        let mut random = Random(seed + 3);
        let mut order = of.to_vec();
        let (mut tree, mut atoms, mut out) = (Tree::default(), Atoms::default(), Vec::new());
        for _ in 0..epochs {
            random.shuffle(&mut order);
            for &i in &order {
                start(&mut tree, &mut atoms, i, self.tagged, &mut random);
                let mut context = Context::default();
                for w in 0..tree.len() {
                    out.clear();
                    features(&tree, w, &mut context, &mut out);
                    thin(&mut out, THIN, &mut random);
                    let mut scores = learner.scores(&out);
                    let guess = argmax(&scores[..self.names]);
                    let wanted = self.gold[i][w] as usize;
                    scores[wanted] -= MARGIN;
                    let rival = argmax(&scores[..self.names]);
                    if rival != wanted {
                        learner.update(&out, wanted, rival, 1.0);
                    }
                    learner.tick();
                    context.push(guess as u8);
                }
            }
        }
        learner.average()
    }

    /// Guesses for every example by a model that has not seen it.
    fn jackknife(&self, seed: u64) -> Vec<Vec<u8>> {
        let mut all = vec![Vec::new(); self.examples.len()];
        let (mut tree, mut out) = (Tree::default(), Vec::new());
        let (mut right, mut total) = (0, 0);
        for fold in 0..corpus::FOLDS {
            let (held, rest): (Vec<usize>, Vec<usize>) =
                (0..self.examples.len()).partition(|&i| self.examples[i].fold == fold);
            let weights = self.learn(&rest, 4, seed);
            for &i in &held {
                let tags = &self.tagged.tags[i];
                tree.start(
                    &self.tagged.atoms[i],
                    self.tagged.number,
                    tags.iter()
                        .map(|&t| (self.tagged.inventory[t as usize].upos, self.tagged.inventory[t as usize].feats)),
                );
                let mut context = Context::default();
                for w in 0..tree.len() {
                    out.clear();
                    features(&tree, w, &mut context, &mut out);
                    let guess = argmax(&tag::sum(&weights, &out)[..self.names]) as u8;
                    context.push(guess);
                    all[i].push(guess);
                    total += 1;
                    right += (guess == self.gold[i][w]) as usize;
                }
            }
        }
        println!("  guesses: {:.2} % by jackknife", 100.0 * right as f64 / total as f64);
        all
    }
}

/// Sets what was guessed for the words of an example.
fn set_guesses(tree: &mut Tree, guesses: &[u8]) {
    guesses.iter().enumerate().for_each(|(w, &g)| tree.set_guess(w, g));
}

fn learn_moves(trees: &[Gold], tagged: &Tagged, guessed: &[Vec<u8>], bits: u32, seed: u64) -> Vec<[f32; 4]> {
    let mut learner = Learner::<4>::new(bits, SPARE);
    let mut random = Random(seed + 1);
    let mut order: Vec<usize> = (0..trees.len()).collect();
    let (mut tree, mut atoms, mut out) = (Tree::default(), Atoms::default(), Vec::new());
    for epoch in 1..=EPOCHS {
        random.shuffle(&mut order);
        let (mut right, mut total) = (0, 0);
        for &i in &order {
            let gold = &trees[i];
            start(&mut tree, &mut atoms, i, tagged, &mut random);
            set_guesses(&mut tree, &guessed[i]);
            while !tree.done() {
                if let Some(m) = tree.forced() {
                    tree.step(m);
                    continue;
                }
                out.clear();
                tree.move_features(&mut out);
                thin(&mut out, THIN, &mut random);
                let scores = learner.scores(&out);
                let costs = tree.costs(&gold.heads, &gold.children);
                let allowed = || Move::ALL.into_iter().filter(|&m| tree.allows(m));
                let least = allowed().map(|m| costs[m as usize]).min().unwrap_or(0);
                let score = |m: &Move| scores[*m as usize];
                let top = |list: &mut dyn Iterator<Item = Move>| list.max_by(|a, b| score(a).total_cmp(&score(b)));
                let good = top(&mut allowed().filter(|&m| costs[m as usize] == least)).expect("a move");
                let bad = top(&mut allowed().filter(|&m| costs[m as usize] > least));
                if let Some(bad) = bad.filter(|b| score(&good) - score(b) <= MARGIN) {
                    learner.update(&out, good as usize, bad as usize, 1.0);
                }
                learner.tick();
                let best = bad.filter(|b| score(b) > score(&good)).unwrap_or(good);
                total += 1;
                right += (best == good) as usize;
                let explore = epoch > 1 && random.chance(0.9);
                tree.step(if explore { best } else { good });
            }
        }
        println!("  moves, epoch {epoch}: {:.2} %", 100.0 * right as f64 / total as f64);
    }
    learner.average()
}

fn learn_labels(trees: &[Gold], tagged: &Tagged, guessed: &[Vec<u8>], labels: usize, seed: u64) -> Vec<[f32; LABELS]> {
    let mut learner = Learner::<LABELS>::new(LABEL_BITS, SPARE);
    let mut random = Random(seed + 2);
    let mut order: Vec<usize> = (0..trees.len()).collect();
    let (mut tree, mut atoms, mut out) = (Tree::default(), Atoms::default(), Vec::new());
    for epoch in 1..=LABEL_EPOCHS {
        random.shuffle(&mut order);
        let (mut right, mut total) = (0, 0);
        for &i in &order {
            let gold = &trees[i];
            start(&mut tree, &mut atoms, i, tagged, &mut random);
            set_guesses(&mut tree, &guessed[i]);
            tree.heads[..gold.all_heads.len()].copy_from_slice(&gold.all_heads);
            tree.start_labels();
            for w in 0..atoms.len() {
                if gold.all_heads[w] as usize == atoms.len() {
                    tree.set_label(w, 0);
                    continue;
                }
                out.clear();
                tree.label_features(w, &mut out);
                thin(&mut out, THIN, &mut random);
                let mut scores = learner.scores(&out);
                let best = argmax(&scores[..labels]);
                let wanted = gold.labels[w] as usize;
                scores[wanted] -= MARGIN;
                let rival = argmax(&scores[..labels]);
                if rival != wanted {
                    learner.update(&out, wanted, rival, 1.0);
                }
                learner.tick();
                total += 1;
                right += (best == wanted) as usize;
                tree.set_label(w, best as u8);
            }
        }
        println!("  labels, epoch {epoch}: {:.2} %", 100.0 * right as f64 / total as f64);
    }
    learner.average()
}
