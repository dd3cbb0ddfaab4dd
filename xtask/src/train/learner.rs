//! Averaged perceptrons over hashed features, for tables of `text::weights`, and what training needs beside.

/// A linear model in training. Weights are averaged over all steps (Freund and Schapire 1999).
pub(crate) struct Learner<const L: usize> {
    weights: Vec<[f32; L]>,
    /// Each change times the step at which it was made: what to take off for the average.
    late: Vec<[f32; L]>,
    step: f32,
    /// How often each feature was in a change so far; the first `spare` changes pass it by.
    changes: Vec<u8>,
    spare: u8,
}

impl<const L: usize> Learner<L> {
    /// A model of 2^`bits` rows. The first `spare` changes of each feature are passed by, so that what is seen once or
    /// twice takes no room (Goldberg and Elhadad 2011).
    pub(crate) fn new(bits: u32, spare: u8) -> Self {
        Learner {
            weights: vec![[0.0; L]; 1 << bits],
            late: vec![[0.0; L]; 1 << bits],
            step: 1.0,
            changes: vec![0; 1 << 24],
            spare,
        }
    }

    /// The score of each column.
    pub(crate) fn scores(&self, features: &[u32]) -> [f32; L] {
        let mut scores = [0.0; L];
        let mask = self.weights.len() - 1;
        for &f in features {
            for (s, w) in scores.iter_mut().zip(&self.weights[f as usize & mask]) {
                *s += w;
            }
        }
        scores
    }

    /// Ends a step, with or without a change.
    pub(crate) fn tick(&mut self) {
        self.step += 1.0;
    }

    /// Moves the scores of two columns apart.
    pub(crate) fn update(&mut self, features: &[u32], up: usize, down: usize, by: f32) {
        let mask = self.weights.len() - 1;
        for &f in features {
            let changes = &mut self.changes[f as usize & ((1 << 24) - 1)];
            if *changes < self.spare {
                *changes += 1;
                continue;
            }
            let at = f as usize & mask;
            self.weights[at][up] += by;
            self.weights[at][down] -= by;
            self.late[at][up] += by * self.step;
            self.late[at][down] -= by * self.step;
        }
    }

    /// The averaged weights.
    pub(crate) fn average(&self) -> Vec<[f32; L]> {
        let mean = |w: &[f32; L], u: &[f32; L]| std::array::from_fn(|l| w[l] - u[l] / self.step);
        self.weights.iter().zip(&self.late).map(|(w, u)| mean(w, u)).collect()
    }
}

/// The mean (times their number, which packing takes out) of models that were trained with different random choices: a
/// vote of them all at the price of one.
pub(crate) fn mean<const L: usize>(models: u64, mut learn: impl FnMut(u64) -> Vec<[f32; L]>) -> Vec<[f32; L]> {
    let mut sum = learn(0);
    for seed in 1..models {
        for (row, more) in sum.iter_mut().zip(learn(seed)) {
            row.iter_mut().zip(more).for_each(|(a, b)| *a += b);
        }
    }
    sum
}

/// Leaves features out at random, so that no feature is leaned on alone.
pub(crate) fn thin(features: &mut Vec<u32>, share: f64, random: &mut Random) {
    features.retain(|_| !random.chance(share));
}

/// The first of the greatest scores.
pub(crate) fn argmax(scores: &[f32]) -> usize {
    (0..scores.len()).max_by(|&a, &b| scores[a].total_cmp(&scores[b]).then(b.cmp(&a))).unwrap_or(0)
}

/// Weights as bytes: scaled so that all but the greatest few fit, the rest cut off.
pub(crate) fn quantise<const L: usize>(weights: &[[f32; L]]) -> Vec<u8> {
    let mut sizes: Vec<f32> = weights.iter().flatten().map(|w| w.abs()).filter(|&w| w > 0.0).collect();
    sizes.sort_by(f32::total_cmp);
    let used = sizes.len();
    let top = sizes.get(used - used / 20_000 - 1).copied().unwrap_or(1.0);
    println!(
        "  {used} weights of {}, greatest {:.2}, cut at {top:.2}",
        weights.len() * L,
        sizes.last().unwrap_or(&0.0)
    );
    weights.iter().flatten().map(|w| (w * 127.0 / top).round().clamp(-127.0, 127.0) as i8 as u8).collect()
}

/// A small random generator (splitmix64), so that training gives the same model each time.
pub(crate) struct Random(pub u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    pub(crate) fn chance(&mut self, p: f64) -> bool {
        ((self.next() >> 11) as f64) < p * (1u64 << 53) as f64
    }

    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, self.below(i + 1));
        }
    }
}
