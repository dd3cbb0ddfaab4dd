//! Trains linear models of hashed features for [`text::weights::Table`].

use crate::random::Random;

/// One decision to learn from.
pub(crate) struct Example {
    pub(crate) features: Vec<u32>,
    pub(crate) yes: bool,
    pub(crate) weight: f32,
}

/// Units of a packed weight in one unit of log-odds.
const SCALE: f32 = 32.0;

/// Logistic regression with AdaGrad; gives the bytes of a table of one column and `rows` (a power of two) rows.
pub(crate) fn binary(examples: &[Example], rows: usize, epochs: usize) -> Vec<u8> {
    let mask = rows - 1;
    let (mut weights, mut squares) = (vec![0f32; rows], vec![1e-2f32; rows]);
    let mut order: Vec<u32> = (0..examples.len() as u32).collect();
    let mut random = Random(0x5eed);
    for epoch in 0..epochs {
        random.shuffle(&mut order);
        let rate = 0.1 / (1.0 + epoch as f32);
        for &i in &order {
            let e = &examples[i as usize];
            let z: f32 = e.features.iter().map(|&f| weights[f as usize & mask]).sum();
            let gradient = (1.0 / (1.0 + (-z).exp()) - e.yes as u8 as f32) * e.weight;
            if gradient.abs() < 1e-4 {
                continue;
            }
            for &f in &e.features {
                let at = f as usize & mask;
                squares[at] += gradient * gradient;
                weights[at] -= rate * (gradient + 1e-4 * weights[at]) / squares[at].sqrt();
            }
        }
    }
    weights.iter().map(|w| (w * SCALE).round().clamp(-127.0, 127.0) as i8 as u8).collect()
}

/// How many examples a packed table gets right, in percent.
pub(crate) fn accuracy(examples: &[Example], table: &[u8]) -> f64 {
    let right = examples.iter().filter(|e| {
        let sum: i32 = e.features.iter().map(|&f| table[f as usize & (table.len() - 1)] as i8 as i32).sum();
        (sum > 0) == e.yes
    });
    100.0 * right.count() as f64 / examples.len().max(1) as f64
}
