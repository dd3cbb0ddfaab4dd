//! How two groupings of the same things compare.

use std::collections::BTreeMap;

/// Precision, recall and their harmonic mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Score {
    pub precision: f64,
    pub recall: f64,
}

impl Score {
    pub(super) fn f1(self) -> f64 {
        let sum = self.precision + self.recall;
        if sum > 0.0 { 2.0 * self.precision * self.recall / sum } else { 0.0 }
    }
}

/// B-cubed (Bagga and Baldwin 1998): of each thing, how many of those grouped with it belong with it, and how many of those
/// that belong with it are grouped with it, averaged. Each pair is the true group of a thing and the group it is found in.
pub(super) fn b_cubed(things: &[(usize, usize)]) -> Score {
    let mut both: BTreeMap<(usize, usize), f64> = BTreeMap::new();
    let (mut truth, mut found): (BTreeMap<usize, f64>, BTreeMap<usize, f64>) = Default::default();
    for &(t, f) in things {
        *both.entry((t, f)).or_default() += 1.0;
        *truth.entry(t).or_default() += 1.0;
        *found.entry(f).or_default() += 1.0;
    }
    let mean = |of: &dyn Fn(usize, usize) -> f64| {
        both.iter().map(|(&(t, f), n)| n * n / of(t, f)).sum::<f64>() / things.len().max(1) as f64
    };
    Score { precision: mean(&|_, f| found[&f]), recall: mean(&|t, _| truth[&t]) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(things: &[(usize, usize)], precision: f64, recall: f64) {
        let score = b_cubed(things);
        assert!((score.precision - precision).abs() < 1e-9 && (score.recall - recall).abs() < 1e-9, "{score:?}");
    }

    #[test]
    fn groups_that_agree_and_groups_that_do_not() {
        check(&[(1, 5), (1, 5), (2, 6)], 1.0, 1.0);
        check(&[(1, 5), (1, 5), (2, 5)], (2.0 / 3.0 * 2.0 + 1.0 / 3.0) / 3.0, 1.0);
        check(&[(1, 5), (1, 6), (2, 7)], 1.0, 2.0 / 3.0);
        check(&[], 0.0, 0.0);
    }
}
