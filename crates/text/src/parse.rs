//! Dependencies: a greedy arc-eager parser finds the heads (Nivre 2008, features after Zhang and Nivre 2011), then a
//! second linear model names each relation, seeing the whole tree. Time is linear in the words of a sentence.

mod label;
mod moves;

use crate::atoms::Atoms;
use crate::guide::{self, GUESSES, parse_guess};
use crate::weights::{Model, ModelError, Table, best, mix};
use crate::{Document, Feats, NO_HEAD, PronType, Rel, Scratch, Sub, Tense, Upos, VerbForm};
use std::ops::Range;

/// Room for the labels of a model.
pub const LABELS: usize = 64;

/// A trained parser of one language. It belongs to the tagger that was trained with it.
#[derive(Clone, Debug)]
pub struct Parser {
    labels: Vec<(Rel, Sub)>,
    /// Whether the number of nouns counts for attachment, as in English, where a noun before a noun is singular.
    number: bool,
    guesses: usize,
    guess_weights: Table<GUESSES>,
    moves: Table<4>,
    label_weights: Table<LABELS>,
}

/// What the parser can do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Move {
    /// The next word goes onto the stack.
    Shift,
    /// The word on the stack, which has its head and all its dependents, goes.
    Reduce,
    /// The word on the stack becomes a dependent of the next word, and goes.
    Left,
    /// The next word becomes a dependent of the word on the stack, and goes onto it.
    Right,
}

impl Move {
    /// Every move: `ALL[i] as usize == i`.
    pub const ALL: [Move; 4] = [Move::Shift, Move::Reduce, Move::Left, Move::Right];
}

/// A word as the parser sees it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Node {
    pub(crate) word: u32,
    pub(crate) tag: u32,
    pub(crate) both: u32,
    upos: u32,
    pub(crate) ending: u32,
    guess: u32,
    pub(crate) class: u32,
}

impl Node {
    /// Whether the word is of that part of speech.
    pub(crate) fn is(&self, upos: Upos) -> bool {
        self.upos == upos as u32 + 3
    }
}

/// A tree in the making: words `0..n`, then the root, then a word that stands for "none".
#[derive(Clone, Debug, Default)]
pub struct Tree {
    n: usize,
    nodes: Vec<Node>,
    /// Heads; the root is `n`, no head yet is `n + 1`.
    pub heads: Vec<u32>,
    left: Vec<[u32; 2]>,
    right: Vec<[u32; 2]>,
    lefts: Vec<u8>,
    rights: Vec<u8>,
    stack: Vec<u32>,
    next: usize,
    /// Labels, as numbers of the model.
    pub labels: Vec<u8>,
    before: Vec<u32>,
    after: Vec<u32>,
    last: Vec<u32>,
    below: Vec<u32>,
}

impl Parser {
    /// Reads a model file of kind `parse`.
    pub fn load(bytes: &'static [u8]) -> Result<Parser, ModelError> {
        let model = Model::open("parse", bytes)?;
        let labels: Option<Vec<_>> = model.text("labels")?.lines().map(parse_label).collect();
        let labels = labels.filter(|l| (1..=LABELS).contains(&l.len()));
        let guesses: Option<Vec<_>> = model.text("guesses")?.lines().map(parse_guess).collect();
        let guesses = guesses.map_or(0, |g| g.len());
        if !(1..=GUESSES).contains(&guesses) {
            return Err(model.error("has a guess that this program does not know"));
        }
        Ok(Parser {
            number: model.text("options")?.contains("number"),
            guesses,
            guess_weights: model.table("guess weights")?,
            labels: labels.ok_or_else(|| model.error("has a relation that this program does not know"))?,
            moves: model.table("moves")?,
            label_weights: model.table("label weights")?,
        })
    }

    /// Fills heads and relations of the words of one sentence, which the tagger has just tagged with this `scratch`.
    pub fn parse(&self, doc: &mut Document, words: Range<usize>, scratch: &mut Scratch) {
        let n = words.len();
        if n == 0 || scratch.atoms.len() != n {
            return;
        }
        let Scratch { atoms, features: out, tree, .. } = scratch;
        tree.start(atoms, self.number, words.clone().map(|w| (doc.words[w].upos, doc.words[w].feats)));
        guide::run(&self.guess_weights, self.guesses, tree, out);
        self.attach(tree, out);
        let root = tree.one_root();
        self.label(tree, out);
        for (i, w) in words.clone().enumerate() {
            let word = &mut doc.words[w];
            if i == root {
                (word.head, word.rel, word.sub) = (NO_HEAD, Rel::Root, Sub::None);
            } else {
                word.head = words.start as u32 + tree.heads[i];
                (word.rel, word.sub) = self.labels[tree.labels[i] as usize];
            }
        }
    }

    fn attach(&self, tree: &mut Tree, out: &mut Vec<u32>) {
        while !tree.done() {
            let step = tree.forced().unwrap_or_else(|| {
                out.clear();
                tree.move_features(out);
                let scores = self.moves.sum(out);
                let allowed = Move::ALL.into_iter().filter(|&m| tree.allows(m));
                allowed.max_by_key(|&m| (scores[m as usize], std::cmp::Reverse(m as u8))).unwrap_or(Move::Shift)
            });
            tree.step(step);
        }
    }

    fn label(&self, tree: &mut Tree, out: &mut Vec<u32>) {
        tree.start_labels();
        for i in 0..tree.n {
            let label = if tree.heads[i] as usize >= tree.n {
                0
            } else {
                out.clear();
                tree.label_features(i, out);
                best(&self.label_weights.sum(out), self.labels.len()) as u8
            };
            tree.set_label(i, label);
        }
    }
}

/// Reads `nsubj:pass`.
pub fn parse_label(label: &str) -> Option<(Rel, Sub)> {
    let (rel, sub) = label.split_once(':').unwrap_or((label, ""));
    Some((Rel::from_name(rel)?, Sub::from_name(sub)?))
}

impl Tree {
    /// Begins a sentence: its words, with part of speech and morphology. `number` says whether that of nouns counts.
    pub fn start(&mut self, atoms: &Atoms, number: bool, tags: impl Iterator<Item = (Upos, Feats)>) {
        let n = atoms.len();
        self.n = n;
        self.nodes.clear();
        self.nodes.extend(atoms.words().iter().zip(tags).map(|(a, (upos, feats))| {
            let tag = code(upos, feats, number);
            let both = mix(950, &[a.word, a.suffix[2] * (a.word == 1) as u32, tag]);
            Node { word: a.word, tag, both, upos: upos as u32 + 3, ending: a.suffix[2], guess: 0, class: a.class }
        }));
        self.nodes.resize(n, Node::default());
        self.nodes.push(Node { word: 3, tag: 1, both: 1, upos: 1, ending: 1, guess: 1, class: 1 });
        self.nodes.push(Node { word: 4, tag: 2, both: 2, upos: 2, ending: 2, guess: 2, class: 2 });
        let none = n as u32 + 1;
        refill(&mut self.heads, n + 2, none);
        refill(&mut self.left, n + 2, [none; 2]);
        refill(&mut self.right, n + 2, [none; 2]);
        refill(&mut self.lefts, n + 2, 0);
        refill(&mut self.rights, n + 2, 0);
        self.stack.clear();
        self.next = 0;
    }

    /// The number of words.
    pub fn len(&self) -> usize {
        self.n
    }

    /// Whether there is no word.
    pub fn is_empty(&self) -> bool {
        self.n == 0
    }

    /// Sets the guess for a word.
    pub fn set_guess(&mut self, word: usize, guess: u8) {
        self.nodes[word].guess = guess as u32 + 3;
    }

    /// The word some places on; beyond the sentence, the one that stands for "none".
    pub(crate) fn near(&self, word: usize, by: isize) -> &Node {
        let at = word.wrapping_add_signed(by);
        &self.nodes[if at < self.n { at } else { self.n + 1 }]
    }

    /// The form of the next word of a part of speech within reach, and how far it is.
    pub(crate) fn next_of(&self, word: usize, upos: Upos) -> (u32, u32) {
        let ahead = self.nodes[word + 1..self.n.max(word + 1)].iter().take(7);
        ahead.zip(1..).find(|(node, _)| node.is(upos)).map_or((0, 0), |(node, by)| (node.tag, by))
    }

    /// Whether every word has its head.
    pub fn done(&self) -> bool {
        self.next >= self.n && self.stack.is_empty()
    }

    /// The only move there is, where nothing is to be decided.
    pub fn forced(&self) -> Option<Move> {
        match self.stack.last() {
            None => Some(Move::Shift),
            Some(&top) if self.next >= self.n => Some(if self.has_head(top) { Move::Reduce } else { Move::Left }),
            Some(_) => None,
        }
    }

    /// Whether a move can be made now.
    pub fn allows(&self, m: Move) -> bool {
        match (m, self.stack.last()) {
            (Move::Shift, _) => self.next < self.n,
            (Move::Reduce, Some(&top)) => self.has_head(top),
            (Move::Left, Some(&top)) => !self.has_head(top),
            (Move::Right, Some(_)) => self.next < self.n,
            (_, None) => false,
        }
    }

    fn has_head(&self, word: u32) -> bool {
        self.heads[word as usize] as usize != self.n + 1
    }

    /// Makes a move that is allowed.
    pub fn step(&mut self, m: Move) {
        match m {
            Move::Shift => {
                self.stack.push(self.next as u32);
                self.next += 1;
            }
            Move::Reduce => {
                self.stack.pop();
            }
            Move::Left => {
                if let Some(top) = self.stack.pop() {
                    let h = self.next;
                    self.heads[top as usize] = h as u32;
                    self.left[h] = [top, self.left[h][0]];
                    self.lefts[h] = self.lefts[h].saturating_add(1);
                }
            }
            Move::Right => {
                let top = self.stack.last().map_or(self.n, |&t| t as usize);
                self.heads[self.next] = top as u32;
                self.right[top] = [self.next as u32, self.right[top][0]];
                self.rights[top] = self.rights[top].saturating_add(1);
                self.stack.push(self.next as u32);
                self.next += 1;
            }
        }
    }

    /// What each move costs: how many right arcs it puts out of reach (Goldberg and Nivre 2012). `gold` holds heads,
    /// `children` the dependents of each word and of the root.
    pub fn costs(&self, gold: &[u32], children: &[Vec<u32>]) -> [u32; 4] {
        let (b, Some(&s)) = (self.next as u32, self.stack.last()) else { return [0; 4] };
        let on_stack = |w: u32| self.stack.binary_search(&w).is_ok();
        let later = children[s as usize].iter().filter(|&&d| d >= b).count() as u32;
        let mut costs = [0, later, later, 0];
        if gold[s as usize] > b {
            costs[Move::Left as usize] += 1;
        }
        if (b as usize) < self.n {
            let g = gold[b as usize];
            let waiting = children[b as usize].iter().filter(|&&d| d < b && !self.has_head(d) && on_stack(d)).count();
            costs[Move::Shift as usize] = waiting as u32 + (g < b && on_stack(g)) as u32;
            costs[Move::Right as usize] = waiting as u32 + (g != s && (g > b || on_stack(g))) as u32;
        }
        costs
    }

    /// Leaves one root: a verb before others, the first of its kind; the other words without a head come to hang on it.
    pub fn one_root(&mut self) -> usize {
        let n = self.n as u32;
        let roots = || (0..self.n).filter(|&i| self.heads[i] >= n);
        let verb = Upos::Verb as u32 + 3;
        let sign = Upos::Punct as u32 + 3;
        let root = roots()
            .find(|&i| self.nodes[i].upos == verb)
            .or_else(|| roots().find(|&i| self.nodes[i].upos != sign))
            .or_else(|| roots().next())
            .unwrap_or(0);
        for i in 0..self.n {
            if i == root {
                self.heads[i] = n;
            } else if self.heads[i] >= n {
                self.heads[i] = root as u32;
            }
        }
        root
    }
}

/// The part of speech with the few features that attachment depends on; finer ones would make the data sparse.
fn code(upos: Upos, feats: Feats, number: bool) -> u32 {
    let verb = match (feats.verb_form, feats.tense) {
        (Some(VerbForm::Part), Some(Tense::Past)) => 5,
        (Some(form), _) => form as u32 + 1,
        (None, _) => 0,
    };
    let asks = matches!(feats.pron_type, Some(PronType::Rel | PronType::Int)) as u32;
    let code = (upos as u32 + 3) | (verb << 5) | (asks << 8) | ((feats.passive as u32) << 9);
    match feats.number {
        Some(n) if number && matches!(upos, Upos::Noun | Upos::Propn) => code | ((n as u32 + 1) << 10),
        _ => code,
    }
}

fn refill<T: Clone>(list: &mut Vec<T>, len: usize, value: T) {
    list.clear();
    list.resize(len, value);
}

fn bucket(distance: usize) -> u32 {
    match distance {
        0..=4 => distance as u32,
        5..=6 => 5,
        7..=10 => 6,
        11..=20 => 7,
        _ => 8,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Moves that cost nothing lead to the tree; `n` is the root.
    fn check(heads: &[u32]) {
        let mut atoms = Atoms::default();
        atoms.read(heads.iter().map(|_| "word"));
        let mut children = vec![Vec::new(); heads.len() + 1];
        heads.iter().enumerate().for_each(|(i, &h)| children[h as usize].push(i as u32));
        let mut tree = Tree::default();
        tree.start(&atoms, false, heads.iter().map(|_| (Upos::Noun, Feats::default())));
        while !tree.done() {
            let costs = tree.costs(heads, &children);
            let free = |m: &Move| tree.allows(*m) && costs[*m as usize] == 0;
            let step = tree.forced().or(Move::ALL.into_iter().find(free)).expect("one move is free");
            tree.step(step);
        }
        assert_eq!(tree.heads[..heads.len()], *heads);
    }

    #[test]
    fn free_moves_build_the_tree() {
        check(&[1]);
        check(&[1, 2]);
        check(&[1, 4, 1, 2, 5]);
        check(&[3, 2, 3, 8, 6, 6, 3, 3]);
    }

    #[test]
    fn one_word_is_the_root() {
        let mut tree = Tree::default();
        let mut atoms = Atoms::default();
        atoms.read(["Fire", "kills", "ten"].into_iter());
        tree.start(&atoms, false, [Upos::Noun, Upos::Verb, Upos::Num].map(|u| (u, Feats::default())).into_iter());
        for _ in 0..3 {
            tree.step(Move::Shift);
        }
        while !tree.done() {
            tree.step(tree.forced().expect("only the root is left"));
        }
        assert_eq!(tree.one_root(), 1);
        assert_eq!(tree.heads[..3], [1, 3, 1]);
    }
}
