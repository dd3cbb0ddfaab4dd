//! Fits a network to sentences.

use super::network::{Gradient, Input, Network, Noise};
use crate::random::Random;
use std::time::Instant;
use text::syntax::Sizes;

/// A word seen `c` times is taken as unknown with a chance of `RARE / (RARE + c)` at each visit.
const RARE: f64 = 0.7;

/// Words until the full rate.
const WARM: f32 = 60_000.0;

/// How a network is fitted.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Plan {
    pub(crate) epochs: usize,
    /// Words in a batch, about.
    pub(crate) batch: usize,
    /// The highest rate; it falls to nothing.
    pub(crate) rate: f32,
    /// Share of the features that are left out.
    pub(crate) thin: f64,
    /// Share of each layer's input that is left out.
    pub(crate) layer: f32,
    /// Share of what heads and labels are read off that is left out.
    pub(crate) top: f32,
    /// Parts of a batch that are computed side by side; another number gives another model.
    pub(crate) threads: usize,
}

/// A sentence to learn from, with the features of each word as it is and as if it were unknown.
pub(crate) struct Prepared<'a> {
    pub(crate) vectors: Vec<Option<&'a [f32]>>,
    pub(crate) known: Vec<Vec<u32>>,
    pub(crate) hidden: Vec<Vec<u32>>,
    pub(crate) counts: Vec<u32>,
    pub(crate) tags: Vec<u8>,
    pub(crate) heads: Vec<u32>,
    pub(crate) labels: Vec<u8>,
}

impl Prepared<'_> {
    /// The network's input; with noise, rare words are hidden and features left out.
    pub(crate) fn input(&self, noise: Option<(&mut Random, f64)>) -> Input<'_> {
        let rows = match noise {
            None => (0..self.known.len())
                .map(|w| if self.counts[w] > 0 { self.known[w].clone() } else { self.hidden[w].clone() })
                .collect(),
            Some((random, thin)) => (0..self.known.len())
                .map(|w| {
                    let hide = random.chance(RARE / (RARE + self.counts[w] as f64));
                    let mut rows = if hide { self.hidden[w].clone() } else { self.known[w].clone() };
                    rows.retain(|_| !random.chance(thin));
                    rows
                })
                .collect(),
        };
        Input { rows, vectors: self.vectors.clone(), tags: &self.tags, heads: &self.heads, labels: &self.labels }
    }
}

/// Adam (Kingma and Ba 2015); rows of the table move only when they are seen.
struct Adam {
    dense: [Vec<f32>; 2],
    table: [Vec<f32>; 2],
    slot: Vec<u32>,
    step: i32,
}

const BETA: [f32; 2] = [0.9, 0.98];

fn adam(w: &mut [f32], g: &[f32], m: &mut [f32], v: &mut [f32], rate: f32) {
    for (((w, &g), m), v) in w.iter_mut().zip(g).zip(m).zip(v) {
        *m = BETA[0] * *m + (1.0 - BETA[0]) * g;
        *v = BETA[1] * *v + (1.0 - BETA[1]) * g * g;
        *w -= rate * *m / (v.sqrt() + 1e-8);
    }
}

impl Adam {
    fn new(net: &Network) -> Adam {
        let zero = |n| [vec![0.0; n], vec![0.0; n]];
        Adam {
            dense: zero(net.dense.len()),
            table: zero(net.table.len()),
            slot: vec![u32::MAX; 1 << net.sizes.bits],
            step: 0,
        }
    }

    fn apply(&mut self, net: &mut Network, parts: &mut [Gradient], rate: f32) {
        self.step += 1;
        let rate = rate * (1.0 - BETA[1].powi(self.step)).sqrt() / (1.0 - BETA[0].powi(self.step));
        let (first, rest) = parts.split_first_mut().expect("one part");
        for part in rest.iter() {
            first.dense.iter_mut().zip(&part.dense).for_each(|(a, b)| *a += b);
        }
        let norm: f32 = first.dense.iter().map(|g| g * g).sum::<f32>().sqrt();
        let clip = if norm > 1.0 { 1.0 / norm } else { 1.0 };
        first.dense.iter_mut().for_each(|g| *g *= clip);
        let [m, v] = &mut self.dense;
        adam(&mut net.dense, &first.dense, m, v, rate);
        // Rows of the table.
        let d = net.sizes.width;
        let (mut touched, mut sums): (Vec<u32>, Vec<f32>) = (Vec::new(), Vec::new());
        for part in parts.iter() {
            for (w, rows) in part.rows.iter().enumerate() {
                let g = &part.words[w * d..(w + 1) * d];
                for &r in rows {
                    let slot = &mut self.slot[r as usize];
                    if *slot == u32::MAX {
                        *slot = touched.len() as u32;
                        touched.push(r);
                        sums.resize(sums.len() + d, 0.0);
                    }
                    let at = *slot as usize * d;
                    sums[at..at + d].iter_mut().zip(g).for_each(|(a, b)| *a += b * clip);
                }
            }
        }
        let [m, v] = &mut self.table;
        for (i, &r) in touched.iter().enumerate() {
            let at = r as usize * d..(r as usize + 1) * d;
            adam(&mut net.table[at.clone()], &sums[i * d..(i + 1) * d], &mut m[at.clone()], &mut v[at], rate);
            self.slot[r as usize] = u32::MAX;
        }
    }
}

/// Fits a network; `report` is called after each epoch.
pub(crate) fn learn(
    data: &[Prepared],
    sizes: Sizes,
    vector: usize,
    seed: u64,
    plan: &Plan,
    report: &dyn Fn(&Network, usize),
) -> Network {
    let mut net = Network::new(sizes, vector, seed);
    let mut adam = Adam::new(&net);
    let mut random = Random(seed);
    let mut order: Vec<usize> = (0..data.len()).collect();
    let total = (data.iter().map(|p| p.tags.len()).sum::<usize>() * plan.epochs) as f32;
    let mut done = 0;
    let mut parts: Vec<Gradient> = (0..plan.threads).map(|_| Gradient::default()).collect();
    let start = Instant::now();
    for epoch in 1..=plan.epochs {
        random.shuffle(&mut order);
        let (mut losses, mut seen, mut at) = ([0.0; 3], 0, 0);
        while at < order.len() {
            let (from, mut words) = (at, 0);
            while at < order.len() && words < plan.batch {
                words += data[order[at]].tags.len();
                at += 1;
            }
            let chunks: Vec<&[usize]> = order[from..at].chunks((at - from).div_ceil(plan.threads)).collect();
            let seeds: Vec<u64> = chunks.iter().map(|_| random.next()).collect();
            let step = |chunk: &[usize], seed: u64, part: &mut Gradient| {
                let mut random = Random(seed);
                let input = |&i: &usize| data[i].input(Some((&mut random, plan.thin)));
                let inputs: Vec<Input> = chunk.iter().map(input).collect();
                let noise = Noise { random: &mut random, layer: plan.layer, top: plan.top };
                net.pass(&inputs, 1.0 / words as f32, Some((noise, part)), &mut |_, _| {});
            };
            std::thread::scope(|scope| {
                let mut jobs = chunks.iter().zip(&seeds).zip(&mut parts);
                let first = jobs.next();
                for ((chunk, &seed), part) in jobs {
                    scope.spawn(move || step(chunk, seed, part));
                }
                if let Some(((chunk, &seed), part)) = first {
                    step(chunk, seed, part);
                }
            });
            let parts = &mut parts[..chunks.len()];
            let rate = plan.rate * (done as f32 / WARM).clamp(0.02, 1.0) * (1.0 - done as f32 / total);
            adam.apply(&mut net, parts, rate);
            for part in parts {
                losses.iter_mut().zip(part.loss).for_each(|(a, b)| *a += b);
            }
            done += words;
            seen += words;
        }
        let [tags, heads, labels] = losses.map(|l| l / seen as f64);
        let seconds = start.elapsed().as_secs_f64();
        println!("  seed {seed}, epoch {epoch}: {seconds:.0} s, losses {tags:.3} {heads:.3} {labels:.3}");
        report(&net, epoch);
    }
    net
}
