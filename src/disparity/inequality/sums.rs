//! Sums that are right to the last digits however many terms they have, and the same on every machine.
//!
//! Terms are added in one fixed order, never in that of threads or registers. What an addition rounds away is kept
//! beside the sum (Neumaier 1974).

/// A sum and what its additions rounded away.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Sum {
    sum: f64,
    lost: f64,
}

impl Sum {
    pub(super) fn add(&mut self, term: f64) {
        let sum = self.sum + term;
        // Both orders are computed, so that no branch depends on the values.
        let (of_sum, of_term) = ((self.sum - sum) + term, (term - sum) + self.sum);
        self.lost += if self.sum.abs() >= term.abs() { of_sum } else { of_term };
        self.sum = sum;
    }

    pub(super) fn get(self) -> f64 {
        self.sum + self.lost
    }
}

/// The sum of `terms`.
pub(super) fn total(terms: impl IntoIterator<Item = f64>) -> f64 {
    let mut sum = Sum::default();
    terms.into_iter().for_each(|term| sum.add(term));
    sum.get()
}

/// The sum of `values`.
pub(super) fn sum(values: &[f64]) -> f64 {
    sum_of(values, |value| value)
}

/// Terms that are added side by side.
const LANES: usize = 8;

/// Terms that are added plainly before what is lost is looked at.
const BLOCK: usize = 32 * LANES;

/// `Σ_i term(a_i)`
pub(super) fn sum_of(values: &[f64], term: impl Fn(f64) -> f64) -> f64 {
    total(values.chunks(BLOCK).map(|block| {
        let mut lanes = [0.0; LANES];
        let rows = block.chunks_exact(LANES);
        let rest = rows.remainder();
        for row in rows {
            for (lane, &value) in lanes.iter_mut().zip(row) {
                *lane += term(value);
            }
        }
        for (lane, &value) in lanes.iter_mut().zip(rest) {
            *lane += term(value);
        }
        folded(lanes)
    }))
}

/// `Σ_i term(a_i, b_i)`
pub(super) fn sum_of_both(a: &[f64], b: &[f64], term: impl Fn(f64, f64) -> f64) -> f64 {
    total(a.chunks(BLOCK).zip(b.chunks(BLOCK)).map(|(a, b)| {
        let mut lanes = [0.0; LANES];
        let (rows, others) = (a.chunks_exact(LANES), b.chunks_exact(LANES));
        let rest = rows.remainder().iter().zip(others.remainder());
        for (row, other) in rows.zip(others) {
            for (lane, (&a, &b)) in lanes.iter_mut().zip(row.iter().zip(other)) {
                *lane += term(a, b);
            }
        }
        for (lane, (&a, &b)) in lanes.iter_mut().zip(rest) {
            *lane += term(a, b);
        }
        folded(lanes)
    }))
}

fn folded(lanes: [f64; LANES]) -> f64 {
    let [a, b, c, d, e, f, g, h] = lanes;
    ((a + b) + (c + d)) + ((e + f) + (g + h))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn small_terms_beside_a_large_one_are_not_lost() {
        let terms = [1e16, 1.0, 1.0, -1e16];
        assert_eq!(total(terms).to_bits(), 2_f64.to_bits());
        // Plainly, a million tenths are off by 1e-6.
        assert!((sum(&vec![0.1; 1_000_000]) - 1e5).abs() < 1e-10);
    }

    proptest! {
        /// Whole numbers, whose sum is exact.
        #[test]
        fn every_term_counts_once(terms in proptest::collection::vec(-1e9..1e9_f64, 0..700)) {
            let whole: Vec<f64> = terms.iter().map(|term| term.round()).collect();
            #[expect(clippy::cast_possible_truncation, reason = "whole numbers below 1e9")]
            let judge = whole.iter().map(|&term| term as i64).sum::<i64>() as f64;
            prop_assert!((sum(&whole) - judge).abs() < 0.5);
            prop_assert!((total(whole.iter().copied()) - judge).abs() < 0.5);
            prop_assert!((sum_of_both(&whole, &whole, |a, b| a - b / 2.0) * 2.0 - judge).abs() < 0.5);
        }
    }
}
