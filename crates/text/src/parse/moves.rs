//! What the choice of a move looks at: the words at the top of the stack and next in line, and what hangs on them.

use super::{Tree, bucket};
use crate::weights::mix;

impl Tree {
    /// The features of the next move.
    pub fn move_features(&self, out: &mut Vec<u32>) {
        let none = self.n + 1;
        let at = |i: usize| {
            if i < self.n {
                i
            } else if i == self.n {
                self.n
            } else {
                none
            }
        };
        let s0 = self.stack.last().map_or(none, |&s| s as usize);
        let s1 = self.stack.len().checked_sub(2).map_or(none, |i| self.stack[i] as usize);
        let n0 = self.next;
        let node = |i: usize| &self.nodes[i];
        let head = |i: usize| self.heads[i] as usize;
        let (h, hh) = (head(s0), head(head(s0)));
        let [sl, sl2] = self.left[s0].map(|i| i as usize);
        let [sr, sr2] = self.right[s0].map(|i| i as usize);
        let [nl, nl2] = self.left[n0].map(|i| i as usize);
        let (h, hh, sl, sl2, sr, sr2) = (node(h), node(hh), node(sl), node(sl2), node(sr), node(sr2));
        let (nl, nl2) = (node(nl), node(nl2));
        let distance = bucket(n0 - s0.min(n0));
        let (svl, svr, nvl) = (self.lefts[s0] as u32, self.rights[s0] as u32, self.lefts[n0] as u32);
        let (s, n, t) = (node(s0), node(n0), node(s1));
        let (n1, n2, n3) = (node(at(n0 + 1)), node(at(n0 + 2)), node(at(n0 + 3)));
        let after = node(at(s0 + 1));
        let before = node(at(n0.wrapping_sub(1)));
        let headed = (head(s0) != none) as u32;
        let mut k = 100;
        macro_rules! f {
            ($($part:expr),*) => {{ out.push(mix(k, &[$($part),*])); k += 1; }};
        }
        f!(headed);
        f!(s.word);
        f!(s.tag, headed);
        f!(s.both, headed);
        f!(n.word);
        f!(n.tag);
        f!(n.both);
        f!(n1.word);
        f!(n1.tag);
        f!(n1.both);
        f!(n2.word);
        f!(n2.tag);
        f!(n2.both);
        f!(s.both, n.both);
        f!(s.both, n.word);
        f!(s.word, n.both);
        f!(s.both, n.tag);
        f!(s.tag, n.both);
        f!(s.word, n.word);
        f!(s.tag, n.tag, headed);
        f!(s.ending, n.tag);
        f!(s.tag, n.ending);
        f!(n.tag, n1.tag);
        f!(n.tag, n1.tag, n2.tag);
        f!(s.tag, n.tag, n1.tag);
        f!(s.tag, n.tag, n1.tag, n2.tag);
        f!(s.tag, n.tag, n1.upos, n2.upos, n3.upos);
        f!(s.word, n.tag, n1.tag);
        f!(s.tag, n.word, n1.tag);
        f!(s.tag, n.tag, n1.word);
        f!(h.tag, s.tag, n.tag);
        f!(s.tag, sl.tag, n.tag);
        f!(s.tag, sr.tag, n.tag);
        f!(s.tag, n.tag, nl.tag);
        f!(s.word, distance);
        f!(s.tag, distance);
        f!(n.word, distance);
        f!(n.tag, distance);
        f!(s.word, n.word, distance);
        f!(s.tag, n.tag, distance);
        f!(s.word, svr);
        f!(s.tag, svr);
        f!(s.word, svl);
        f!(s.tag, svl);
        f!(n.word, nvl);
        f!(n.tag, nvl);
        f!(h.word);
        f!(h.tag);
        f!(h.both, n.tag);
        f!(h.word, s.tag, n.tag);
        f!(h.tag, s.tag, n.word);
        f!(sl.word);
        f!(sl.tag, s.tag);
        f!(sr.word);
        f!(sr.tag, s.tag);
        f!(sr.word, s.tag, n.tag);
        f!(nl.word);
        f!(nl.tag, n.tag);
        f!(nl.word, s.tag, n.tag);
        f!(hh.tag, h.tag, s.tag);
        f!(hh.word);
        f!(hh.tag, h.tag, s.tag, n.tag);
        f!(sl2.tag, sl.tag, s.tag);
        f!(sr2.tag, sr.tag, s.tag);
        f!(sr2.tag, sr.tag, s.tag, n.tag);
        f!(nl2.tag, nl.tag, n.tag);
        f!(nl2.tag, nl.tag, n.tag, s.tag);
        f!(t.word);
        f!(t.tag);
        f!(t.tag, s.tag, n.tag);
        f!(t.both, n.tag);
        f!(t.tag, n.both);
        f!(t.tag, s.tag, n.tag, n1.tag);
        f!(after.tag, s.tag, n.tag);
        f!(before.tag, s.tag, n.tag);
        f!(before.tag, after.tag, s.tag, n.tag, distance);
        f!(before.word, s.tag, n.tag);
        f!(s.tag, svr, svl, n.tag, nvl);
        f!(s.tag, n.tag, sr.tag, nl.tag);
        f!(s.upos, n.upos, n1.upos, t.upos, h.upos);
        f!(s.guess, headed);
        f!(n.guess);
        f!(s.guess, n.guess, headed);
        f!(s.guess, n.guess, n1.guess);
        f!(s.guess, n.guess, distance);
        f!(s.guess, s.tag, n.guess, n.tag);
        f!(s.guess, n.both);
        f!(s.both, n.guess);
        f!(s.tag, n.guess, distance);
        f!(s.guess, n.tag, distance);
        f!(t.guess, s.guess, n.guess);
        f!(t.tag, s.tag, n.tag, n.guess);
        f!(s.guess, n.guess, n1.guess, n2.guess);
        f!(h.tag, s.guess, n.guess);
        f!(s.tag, sr.guess, n.guess);
        f!(s.tag, s.guess, sl.guess, n.guess);
        f!(n.tag, n.guess, nl.guess, s.tag);
        f!(before.guess, s.tag, n.tag, n.guess);
        f!(sr.guess, sr2.guess, s.tag, n.tag);
        f!(s.guess, svr, n.guess, nvl);
        f!(s.class, n.class);
        f!(s.class, n.tag, n1.tag);
        f!(s.tag, n.class, n1.class);
        f!(s.guess, n.class);
        let _ = k;
    }
}
