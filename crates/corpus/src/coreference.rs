//! How well mentions are grouped: the mean F1 of MUC, B³ and CEAFe (the CoNLL 2012 score), over the mentions of actors.
//! Mentions correspond one to one by words (half of their letters shared, articles apart), not by exact span.

use crate::reading::core;
use crate::report::{Report, Target};
use crate::score::{overlap, pairs};
use claims::Form;
use text::Span;

/// Sums over reports, from which the score is made.
#[derive(Clone, Copy, Debug, Default)]
pub struct Coreference {
    muc: Sums,
    b3: Sums,
    ceaf: Sums,
}

/// Numerators and denominators of recall and precision.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    recall: [f64; 2],
    precision: [f64; 2],
}

impl Sums {
    fn f1(&self) -> f64 {
        let share = |[a, b]: [f64; 2]| if b > 0.0 { a / b } else { 0.0 };
        let (r, p) = (share(self.recall), share(self.precision));
        if r + p > 0.0 { 2.0 * r * p / (r + p) } else { 0.0 }
    }
}

impl Coreference {
    /// From 0 to 1.
    pub fn conll(&self) -> f64 {
        (self.muc.f1() + self.b3.f1() + self.ceaf.f1()) / 3.0
    }

    /// Adds a report.
    pub(crate) fn add(&mut self, gold: &Report, found: &Report) {
        let (g, f) = (chains(gold), chains(found));
        let spans = |list: &[Vec<Span>]| list.iter().flatten().copied().collect::<Vec<_>>();
        let (gs, fs) = (spans(&g), spans(&f));
        let same = pairs(&gs, &fs, |a, b| Some(overlap(&[*a], &[*b])).filter(|&o| o >= 0.5));
        // Each mention gets a number: that of the gold mention, where it corresponds to one.
        let number = |n: usize| same.iter().find(|p| p.1 == n).map_or(gs.len() + n, |p| p.0);
        let g = renumber(&g, |n| n);
        let f = renumber(&f, number);
        self.muc.recall = sum(self.muc.recall, muc(&g, &f));
        self.muc.precision = sum(self.muc.precision, muc(&f, &g));
        self.b3.recall = sum(self.b3.recall, b3(&g, &f));
        self.b3.precision = sum(self.b3.precision, b3(&f, &g));
        let alike = ceaf(&g, &f);
        self.ceaf.recall = sum(self.ceaf.recall, [alike, g.len() as f64]);
        self.ceaf.precision = sum(self.ceaf.precision, [alike, f.len() as f64]);
    }
}

fn sum(a: [f64; 2], b: [f64; 2]) -> [f64; 2] {
    [a[0] + b[0], a[1] + b[1]]
}

/// The mentions of each actor, those with one mention left out, as CoNLL has it.
fn chains(report: &Report) -> Vec<Vec<Span>> {
    let mut chains = vec![Vec::new(); report.actors.len()];
    for m in &report.mentions {
        if let Some(Target::Actor(n)) = m.to {
            let span = if m.form == Form::Pronoun { m.span } else { core(&report.text, m.span) };
            chains[n].push(span);
        }
    }
    chains.retain(|c| c.len() > 1);
    chains
}

fn renumber(chains: &[Vec<Span>], number: impl Fn(usize) -> usize) -> Vec<Vec<usize>> {
    let mut n = 0;
    let mut next = || {
        n += 1;
        number(n - 1)
    };
    chains.iter().map(|c| c.iter().map(|_| next()).collect()).collect()
}

/// Vilain et al. 1995: links kept of links there are.
fn muc(of: &[Vec<usize>], by: &[Vec<usize>]) -> [f64; 2] {
    let mut total = [0.0; 2];
    for chain in of {
        let mut parts: Vec<usize> = Vec::new();
        let mut alone = 0;
        for m in chain {
            match by.iter().position(|c| c.contains(m)) {
                Some(c) if !parts.contains(&c) => parts.push(c),
                Some(_) => {}
                None => alone += 1,
            }
        }
        let pieces = parts.len() + alone;
        total = sum(total, [(chain.len() - pieces) as f64, (chain.len() - 1) as f64]);
    }
    total
}

/// Bagga and Baldwin 1998: for each mention, the share of its chain that is found with it.
fn b3(of: &[Vec<usize>], by: &[Vec<usize>]) -> [f64; 2] {
    let mut total = [0.0; 2];
    for chain in of {
        for m in chain {
            let shared =
                by.iter().find(|c| c.contains(m)).map_or(0, |c| c.iter().filter(|x| chain.contains(x)).count());
            total = sum(total, [shared as f64 / chain.len() as f64, 1.0]);
        }
    }
    total
}

/// Luo 2005, entity similarity φ4, chains paired greedily by it.
fn ceaf(g: &[Vec<usize>], f: &[Vec<usize>]) -> f64 {
    let alike = |a: &Vec<usize>, b: &Vec<usize>| {
        let shared = a.iter().filter(|m| b.contains(m)).count();
        Some(2.0 * shared as f64 / (a.len() + b.len()) as f64).filter(|&s| s > 0.0)
    };
    pairs(g, f, alike).iter().map(|&(a, b)| alike(&g[a], &f[b]).unwrap_or_default()).sum()
}
