//! Trains a conditional random field of hashed features, from full or partial labels.

// Sums over pairs of labels read best with both as indices.
#![allow(clippy::needless_range_loop)]

use crate::random::Random;
use text::names::{LABELS, OWN, may_follow};

/// A sentence to learn from.
pub(crate) struct Sequence {
    /// Hashed features of each word.
    pub(crate) features: Vec<Vec<u32>>,
    /// The labels that each word may have, as bits.
    pub(crate) allowed: Vec<u16>,
    pub(crate) weight: f32,
}

/// Weights of features and steps, in log-odds.
pub(crate) struct Crf {
    pub(crate) weights: Vec<[f32; LABELS]>,
    pub(crate) steps: [[f32; LABELS]; LABELS],
}

/// What is left out at each visit, in per cent of times.
#[derive(Clone, Copy)]
pub(crate) struct Dropout {
    /// All features of the word itself at once.
    pub(crate) own: f64,
    /// Any feature.
    pub(crate) any: f64,
}

/// What a forward-backward pass gives.
struct Beliefs {
    labels: Vec<[f32; LABELS]>,
    steps: [[f32; LABELS]; LABELS],
}

impl Crf {
    /// Adds the weights of another.
    pub(crate) fn add(&mut self, other: &Crf) {
        let mine = self.weights.iter_mut().chain(&mut self.steps).flatten();
        mine.zip(other.weights.iter().chain(&other.steps).flatten()).for_each(|(a, b)| *a += b);
    }

    pub(crate) fn divide(&mut self, by: f32) {
        self.weights.iter_mut().chain(&mut self.steps).flatten().for_each(|w| *w /= by);
    }

    /// Trains by AdaGrad.
    pub(crate) fn train(
        sequences: &[Sequence],
        rows: usize,
        epochs: usize,
        rate: f32,
        dropout: Dropout,
        seed: u64,
    ) -> Crf {
        let mask = rows - 1;
        let mut crf = Crf { weights: vec![[0.0; LABELS]; rows], steps: [[0.0; LABELS]; LABELS] };
        let mut squares = vec![[1e-2f32; LABELS]; rows];
        let mut step_squares = [[1e-2f32; LABELS]; LABELS];
        let mut random = Random(0xc4e + seed);
        // What is left out in training weighs in when the model is used.
        let scale = 1.0 / (1.0 - dropout.any) as f32;
        let mut order: Vec<u32> = (0..sequences.len() as u32).collect();
        for epoch in 0..epochs {
            random.shuffle(&mut order);
            let rate = rate / (1.0 + 0.5 * epoch as f32);
            for &at in &order {
                let s = &sequences[at as usize];
                let mut scores = vec![[0f32; LABELS]; s.features.len()];
                let mut used: Vec<Vec<u32>> = Vec::with_capacity(s.features.len());
                for (score, features) in scores.iter_mut().zip(&s.features) {
                    let own = if random.chance(dropout.own) { features.len() - OWN } else { features.len() };
                    let kept: Vec<u32> =
                        features[..own].iter().copied().filter(|_| !random.chance(dropout.any)).collect();
                    for &f in &kept {
                        for (a, b) in score.iter_mut().zip(&crf.weights[f as usize & mask]) {
                            *a += b * scale;
                        }
                    }
                    used.push(kept);
                }
                let all = vec![u16::MAX; scores.len()];
                let model = beliefs(&scores, &crf.steps, &all);
                let gold = beliefs(&scores, &crf.steps, &s.allowed);
                for i in 0..scores.len() {
                    let mut gradient = [0f32; LABELS];
                    let mut any = false;
                    for l in 0..LABELS {
                        gradient[l] = (model.labels[i][l] - gold.labels[i][l]) * s.weight * scale;
                        any |= gradient[l].abs() > 1e-3;
                    }
                    if !any {
                        continue;
                    }
                    for &f in &used[i] {
                        let at = f as usize & mask;
                        let (w, q) = (&mut crf.weights[at], &mut squares[at]);
                        for l in 0..LABELS {
                            q[l] += gradient[l] * gradient[l];
                            w[l] -= rate * (gradient[l] + 1e-4 * w[l]) / q[l].sqrt();
                        }
                    }
                }
                for a in 0..LABELS {
                    for b in 0..LABELS {
                        let g = (model.steps[a][b] - gold.steps[a][b]) * s.weight;
                        step_squares[a][b] += g * g;
                        crf.steps[a][b] -= rate * g / step_squares[a][b].sqrt();
                    }
                }
            }
        }
        crf
    }
}

/// The probability of each label at each word, among the paths that the masks allow, and the expected number of steps.
fn beliefs(scores: &[[f32; LABELS]], steps: &[[f32; LABELS]; LABELS], allowed: &[u16]) -> Beliefs {
    let n = scores.len();
    let mut step = [[0f32; LABELS]; LABELS];
    for (a, row) in step.iter_mut().enumerate() {
        for (b, cell) in row.iter_mut().enumerate() {
            if may_follow(a, b) {
                *cell = steps[a][b].exp();
            }
        }
    }
    let emission = |i: usize| {
        let top = scores[i].iter().copied().fold(f32::MIN, f32::max);
        let mut out = [0f32; LABELS];
        for l in 0..LABELS {
            if allowed[i] >> l & 1 == 1 {
                out[l] = (scores[i][l] - top).max(-40.0).exp();
            }
        }
        out
    };
    let normal = |v: &mut [f32; LABELS]| {
        let sum: f32 = v.iter().sum();
        if sum > 0.0 {
            v.iter_mut().for_each(|x| *x /= sum);
        } else {
            *v = [1.0 / LABELS as f32; LABELS];
        }
    };
    let emissions: Vec<[f32; LABELS]> = (0..n).map(emission).collect();
    let mut forward = vec![[0f32; LABELS]; n];
    for i in 0..n {
        for b in 0..LABELS {
            let into = if i == 0 { step[0][b] } else { (0..LABELS).map(|a| forward[i - 1][a] * step[a][b]).sum() };
            forward[i][b] = into * emissions[i][b];
        }
        normal(&mut forward[i]);
    }
    let mut backward = [1f32 / LABELS as f32; LABELS];
    let mut out = Beliefs { labels: vec![[0.0; LABELS]; n], steps: [[0.0; LABELS]; LABELS] };
    for i in (0..n).rev() {
        for l in 0..LABELS {
            out.labels[i][l] = forward[i][l] * backward[l];
        }
        normal(&mut out.labels[i]);
        let mut before = [0f32; LABELS];
        let mut pairs = [[0f32; LABELS]; LABELS];
        let mut sum = 0.0;
        for a in 0..LABELS {
            let from = match i {
                0 => (a == 0) as u8 as f32,
                _ => forward[i - 1][a],
            };
            for b in 0..LABELS {
                let there = step[a][b] * emissions[i][b] * backward[b];
                before[a] += there;
                pairs[a][b] = from * there;
                sum += pairs[a][b];
            }
        }
        if sum > 0.0 {
            for a in 0..LABELS {
                for b in 0..LABELS {
                    out.steps[a][b] += pairs[a][b] / sum;
                }
            }
        }
        normal(&mut before);
        backward = before;
    }
    out
}
