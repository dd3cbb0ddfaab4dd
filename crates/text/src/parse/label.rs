//! What the choice of a label looks at: a word, its head, and the tree around them.

use super::{Tree, bucket, refill};
use crate::Upos;
use crate::weights::mix;

impl Tree {
    /// Prepares for labels once all heads are known.
    pub fn start_labels(&mut self) {
        let none = self.n as u32 + 1;
        refill(&mut self.labels, self.n + 2, u8::MAX);
        refill(&mut self.before, self.n + 2, none);
        refill(&mut self.after, self.n + 2, none);
        refill(&mut self.below, self.n + 2, 0);
        refill(&mut self.last, self.n + 2, none);
        refill(&mut self.left, self.n + 2, [none; 2]);
        refill(&mut self.right, self.n + 2, [none; 2]);
        refill(&mut self.lefts, self.n + 2, 0);
        refill(&mut self.rights, self.n + 2, 0);
        for i in 0..self.n {
            let h = self.heads[i] as usize;
            let previous = self.last[h];
            self.before[i] = previous;
            self.after[previous as usize] = i as u32;
            self.last[h] = i as u32;
            self.below[h] |= 1 << (self.nodes[i].upos & 31);
            let (ends, count) =
                if i < h { (&mut self.left[h], &mut self.lefts[h]) } else { (&mut self.right[h], &mut self.rights[h]) };
            if *count == 0 {
                ends[0] = i as u32;
            }
            ends[1] = i as u32;
            *count = count.saturating_add(1);
        }
        self.after[none as usize] = none;
    }

    /// Sets a word's label; words are labelled in order.
    pub fn set_label(&mut self, word: usize, label: u8) {
        self.labels[word] = label;
    }

    /// The features of the label of a word that has a head among the words.
    pub fn label_features(&self, word: usize, out: &mut Vec<u32>) {
        let (n, none) = (self.n, self.n + 1);
        let at = |i: usize| if i < n { i } else { none };
        let node = |i: usize| &self.nodes[i];
        let h0 = self.heads[word] as usize;
        let (d, h, g) = (node(word), node(h0), node(self.heads[h0] as usize));
        let direction = (word < h0) as u32;
        let distance = direction + 2 * bucket(word.abs_diff(h0));
        let (before, after) = (self.before[word] as usize, self.after[word] as usize);
        let (sb, sa) = (node(before), node(after));
        let label_before = self.labels[before] as u32;
        let side = direction + 2 * (before < h0 && h0 < word) as u32 + 4 * (word < h0 && h0 < after) as u32;
        let [first, first_last] = self.left[word].map(|i| node(i as usize));
        let [then, last] = self.right[word].map(|i| node(i as usize));
        let (d1, d2) = (node(at(word.wrapping_sub(1))), node(at(word + 1)));
        let (h1, h2) = (node(at(h0.wrapping_sub(1))), node(at(h0 + 1)));
        let [head_first, _] = self.left[h0].map(|i| node(i as usize));
        let (low, high) = (word.min(h0) + 1, word.max(h0));
        let between = (low..high).take(12).fold(0u32, |set, i| set | 1 << (self.nodes[i].upos & 31));
        let signs =
            between & (1 << (Upos::Punct as u32 + 3) | 1 << (Upos::Verb as u32 + 3) | 1 << (Upos::Cconj as u32 + 3));
        let mut k = 200;
        macro_rules! f {
            ($($part:expr),*) => {{ out.push(mix(k, &[$($part),*])); k += 1; }};
        }
        f!(d.word, direction);
        f!(d.tag, direction);
        f!(h.word, direction);
        f!(h.tag, direction);
        f!(d.both, direction);
        f!(h.both, direction);
        f!(d.word, h.word);
        f!(d.word, h.tag, direction);
        f!(d.tag, h.word, direction);
        f!(d.tag, h.tag, direction);
        f!(d.tag, h.tag, distance);
        f!(d.both, h.both);
        f!(d.ending, h.tag, direction);
        f!(d.tag, h.ending, direction);
        f!(d1.tag, d.tag, h.tag, direction);
        f!(d2.tag, d.tag, h.tag, direction);
        f!(d1.word, d.tag, h.tag);
        f!(d2.word, d.tag, h.tag);
        f!(h1.tag, h.tag, d.tag, direction);
        f!(h2.tag, h.tag, d.tag, direction);
        f!(first.word, d.tag, h.tag, direction);
        f!(first.word, d.word);
        f!(first.word, h.word, direction);
        f!(first.both, d.tag, h.both);
        f!(first_last.word, d.tag, h.tag);
        f!(then.word, d.tag, h.tag);
        f!(last.tag, d.tag, h.tag);
        f!(last.word, d.tag);
        f!(self.below[word], d.tag, h.tag, direction);
        f!(self.below[word], d.tag, direction);
        f!(self.below[h0], d.tag, h.tag, direction);
        f!(head_first.word, h.tag, d.tag, direction);
        f!(label_before, sb.tag, d.tag, h.tag, side);
        f!(label_before, d.tag, h.tag, side);
        f!(label_before, d.word, h.word, side);
        f!(label_before, d.tag, h.word, side);
        f!(sa.tag, d.tag, h.tag, side);
        f!(sa.word, d.tag, h.tag, side);
        f!(sb.word, d.tag, h.tag, side);
        f!(g.tag, h.tag, d.tag, direction);
        f!(g.word, h.tag, d.tag, direction);
        f!(side, signs, d.tag, h.tag);
        f!(side, self.lefts[h0].min(3) as u32, self.rights[h0].min(3) as u32, d.tag, h.tag);
        f!(signs, d.word, direction);
        f!(d.guess, direction);
        f!(d.guess, d.tag, h.tag, direction);
        f!(d.guess, h.both, direction);
        f!(d.guess, h.guess, direction);
        f!(d.guess, d.word, direction);
        f!(d.guess, h.tag, self.below[word]);
        f!(d.guess, sb.guess, sa.guess, side);
        f!(d.guess, label_before, sa.guess, h.tag);
        let _ = k;
    }
}
