//! A first guess at each word's relation and on which side its head stands, made before the tree is built: the parser
//! sees it as a feature and so knows something of what lies ahead (Ouchi, Duh and Matsumoto 2014).

use crate::parse::Tree;
use crate::weights::{Table, best, mix};
use crate::{Rel, Upos};

/// Room for the guesses of a model.
pub const GUESSES: usize = 64;

/// Fills the guesses of a tree whose words are set; there are `n` different ones.
pub(crate) fn run(weights: &Table<GUESSES>, n: usize, tree: &mut Tree, out: &mut Vec<u32>) {
    let mut context = Context::default();
    for word in 0..tree.len() {
        out.clear();
        features(tree, word, &mut context, out);
        let guess = best(&weights.sum(out), n) as u8;
        context.push(guess);
        tree.set_guess(word, guess);
    }
}

/// Reads the name of a guess: a relation and the side of the head (`nsubj>`, `obj<`, `root`).
pub fn parse_guess(name: &str) -> Option<Rel> {
    Rel::from_name(name.trim_end_matches(['<', '>']))
}

/// What is carried from word to word.
#[derive(Clone, Copy, Debug, Default)]
pub struct Context {
    last: u32,
    before: u32,
    verb: u32,
    verb_distance: u32,
    noun: u32,
    sign: u32,
}

impl Context {
    /// Notes the guess for the word just seen.
    pub fn push(&mut self, guess: u8) {
        (self.before, self.last) = (self.last, guess as u32 + 1);
    }
}

/// The features of a word's guess; called for each word in order.
pub fn features(tree: &Tree, word: usize, c: &mut Context, out: &mut Vec<u32>) {
    let at = |i: usize| tree.near(word, i as isize);
    let back = |i: usize| tree.near(word, -(i as isize));
    let (w, n1, n2, n3, b1, b2, b3) = (at(0), at(1), at(2), at(3), back(1), back(2), back(3));
    let (next_verb, verb_in) = tree.next_of(word, Upos::Verb);
    let mut k = 300;
    macro_rules! f {
        ($($part:expr),*) => {{ out.push(mix(k, &[$($part),*])); k += 1; }};
    }
    let (last, before) = (c.last, c.before);
    f!(w.word);
    f!(w.tag);
    f!(w.both);
    f!(w.ending, w.tag);
    f!(b1.word);
    f!(n1.word);
    f!(n2.word);
    f!(b2.word);
    f!(b1.both, w.tag);
    f!(w.tag, n1.both);
    f!(w.both, n1.tag);
    f!(b1.tag, w.both);
    f!(w.both, n1.both);
    f!(b1.both, w.both);
    f!(b1.tag, w.tag);
    f!(w.tag, n1.tag);
    f!(b1.tag, w.tag, n1.tag);
    f!(w.tag, n1.tag, n2.tag);
    f!(b2.tag, b1.tag, w.tag);
    f!(b2.tag, b1.tag, w.tag, n1.tag);
    f!(b1.tag, w.tag, n1.tag, n2.tag);
    f!(w.tag, n1.tag, n2.tag, n3.tag);
    f!(b3.tag, b2.tag, b1.tag, w.tag);
    f!(b2.tag, b1.tag, w.tag, n1.tag, n2.tag);
    f!(w.both, n1.tag, n2.tag);
    f!(b2.tag, b1.tag, w.both);
    f!(b1.word, w.tag, n1.tag);
    f!(b1.tag, w.tag, n1.word);
    f!(w.tag, n1.word, n2.word);
    f!(b2.word, b1.word, w.tag);
    f!(w.tag, n1.tag, n2.word);
    f!(b2.word, b1.tag, w.tag);
    f!(last, w.tag);
    f!(last, w.both);
    f!(last, before, w.tag);
    f!(last, before, w.tag, n1.tag);
    f!(last, w.tag, n1.tag, n2.tag);
    f!(last, w.tag, n1.word);
    f!(c.verb, w.tag, c.verb_distance);
    f!(c.verb, w.both);
    f!(c.verb, w.tag, c.noun);
    f!(c.verb, b1.word, w.tag);
    f!(c.verb, b1.tag, w.tag, n1.tag);
    f!(next_verb, verb_in, w.tag, n1.tag);
    f!(next_verb, c.verb, w.tag, last);
    f!(c.noun, w.both);
    f!(c.noun, b1.both, w.tag);
    f!(c.sign, c.verb, w.tag, n1.tag);
    f!(c.sign, w.tag, next_verb);
    f!(w.class, n1.class);
    f!(b1.class, w.class);
    f!(last, w.class, n1.class);
    f!(w.class, n1.class, n2.class);
    let _ = k;
    c.verb_distance = (c.verb_distance + 1).min(6);
    if w.is(Upos::Verb) || w.is(Upos::Aux) {
        (c.verb, c.verb_distance, c.sign) = (w.both, 1, 0);
    } else if w.is(Upos::Noun) || w.is(Upos::Propn) || w.is(Upos::Pron) {
        c.noun = w.both;
    } else if w.is(Upos::Punct) || w.is(Upos::Cconj) {
        c.sign = w.word;
    }
}
