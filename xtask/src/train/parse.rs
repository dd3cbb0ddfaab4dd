//! Trains the parser: `text::parse`.

use super::Arguments;
use super::corpus::{self, Example};
use super::learner::{Learner, Random, quantise};
use super::tag::{self, Tagged, hide};
use anyhow::Result;
use std::collections::HashMap;
use text::atoms::Atoms;
use text::parse::{LABELS, Move, Tree};
use text::weights::ModelWriter;
use text::{Rel, Sub};

const MOVE_BITS: u32 = 21;
const LABEL_BITS: u32 = 16;
const EPOCHS: usize = 10;
/// How far the right choice must be ahead.
const MARGIN: f32 = 1.0;

pub(crate) fn train(args: &Arguments) -> Result<()> {
    let examples = corpus::load(args.language()?, &args.data, args.seed)?;
    let tagged = tag::jackknife(args.language()?, &examples, args.seed);
    let labels = inventory(&examples);
    println!("{} labels", labels.len());
    let trees: Vec<Gold> = examples.iter().map(|e| Gold::new(e, &labels)).collect();
    let moves = learn_moves(&trees, &tagged, args.seed);
    let label_weights = learn_labels(&trees, &tagged, labels.len(), args.seed);
    let mut model = ModelWriter::new("parse");
    let names: Vec<String> = labels.iter().map(|&(rel, sub)| label_name(rel, sub)).collect();
    model.add("labels", names.join("\n").into_bytes());
    model.add("moves", quantise(&moves));
    model.add("label weights", quantise(&label_weights));
    super::write(args, &format!("{}/parse.bin", args.language()?.code()), model)
}

pub(crate) fn label_name(rel: Rel, sub: Sub) -> String {
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
    tree.start(atoms, tagged.tags[i].iter().map(|&t| (tagged.inventory[t as usize].upos, t)));
}

fn learn_moves(trees: &[Gold], tagged: &Tagged, seed: u64) -> Vec<[f32; 4]> {
    let mut learner = Learner::<4>::new(MOVE_BITS);
    let mut random = Random(seed + 1);
    let mut order: Vec<usize> = (0..trees.len()).collect();
    let (mut tree, mut atoms, mut out) = (Tree::default(), Atoms::default(), Vec::new());
    for epoch in 1..=EPOCHS {
        random.shuffle(&mut order);
        let (mut right, mut total) = (0, 0);
        for &i in &order {
            let gold = &trees[i];
            start(&mut tree, &mut atoms, i, tagged, &mut random);
            while !tree.done() {
                if let Some(m) = tree.forced() {
                    tree.step(m);
                    continue;
                }
                out.clear();
                tree.move_features(&mut out);
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

fn learn_labels(trees: &[Gold], tagged: &Tagged, labels: usize, seed: u64) -> Vec<[f32; LABELS]> {
    let mut learner = Learner::<LABELS>::new(LABEL_BITS);
    let mut random = Random(seed + 2);
    let mut order: Vec<usize> = (0..trees.len()).collect();
    let (mut tree, mut atoms, mut out) = (Tree::default(), Atoms::default(), Vec::new());
    for epoch in 1..=8 {
        random.shuffle(&mut order);
        let (mut right, mut total) = (0, 0);
        for &i in &order {
            let gold = &trees[i];
            start(&mut tree, &mut atoms, i, tagged, &mut random);
            tree.heads[..gold.all_heads.len()].copy_from_slice(&gold.all_heads);
            tree.start_labels();
            for w in 0..atoms.len() {
                if gold.all_heads[w] as usize == atoms.len() {
                    tree.set_label(w, 0);
                    continue;
                }
                out.clear();
                tree.label_features(w, &mut out);
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

fn argmax(scores: &[f32]) -> usize {
    (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b]).then(b.cmp(&a))).unwrap_or(0)
}
