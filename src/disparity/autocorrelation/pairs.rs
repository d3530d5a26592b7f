//! Sums over pairs of neighbours, for one arrangement of the values or for several side by side.

use crate::weights::{Sums, Weights};

/// How many arrangements are summed side by side: what one line of the cache holds.
pub(super) const LANES: usize = 8;

/// Every pair of units with a weight in either direction, once, with both weights added.
///
/// What a symmetric function of two units adds up to over all weights, it adds up to over half as many pairs.
pub(super) struct Pairs {
    starts: Vec<usize>,
    /// Units of a higher or the same index.
    others: Vec<u32>,
    weights: Vec<f64>,
    sums: Sums,
}

impl Pairs {
    /// The pairs of `weights`, a unit's with itself too.
    pub(super) fn of(weights: &Weights) -> Self {
        Self::with(weights, true)
    }

    /// The pairs of different units.
    pub(super) fn between(weights: &Weights) -> Self {
        Self::with(weights, false)
    }

    /// The sums S0, S1 and S2 of the weights of these pairs.
    pub(super) fn sums_of_weights(&self) -> Sums {
        self.sums
    }

    fn with(weights: &Weights, itself: bool) -> Self {
        let units = weights.len();
        assert!(u32::try_from(units).is_ok(), "fewer units than 2³²");
        let mut starts = vec![0; units + 1];
        for i in 0..units {
            for (j, _) in weights.row(i).filter(|&(j, _)| itself || j != i) {
                starts[i.min(j) + 1] += 1;
            }
        }
        for i in 0..units {
            starts[i + 1] += starts[i];
        }
        let mut filled = starts.clone();
        let mut links = vec![(0_u32, 0.0); starts[units]];
        for i in 0..units {
            for (j, weight) in weights.row(i).filter(|&(j, _)| itself || j != i) {
                let place = &mut filled[i.min(j)];
                links[*place] = (u32::try_from(i.max(j)).expect("fewer units than 2³²"), weight);
                *place += 1;
            }
        }
        let sums = Sums { s0: 0.0, s1: 0.0, s2: 0.0 };
        let mut pairs = Self { starts: vec![0], others: Vec::new(), weights: Vec::new(), sums };
        for bounds in starts.windows(2) {
            let row = &mut links[bounds[0]..bounds[1]];
            // Stable, so that the two weights of a pair are added in the order of their units.
            row.sort_by_key(|&(other, _)| other);
            let first = pairs.others.len();
            for &(other, weight) in &*row {
                if pairs.others.len() > first && pairs.others.last() == Some(&other) {
                    *pairs.weights.last_mut().expect("as many weights as pairs") += weight;
                } else {
                    pairs.others.push(other);
                    pairs.weights.push(weight);
                }
            }
            pairs.starts.push(pairs.others.len());
        }
        pairs.sums = pairs.add_up();
        pairs
    }

    fn add_up(&self) -> Sums {
        let units = self.starts.len() - 1;
        // `Σ_j w_ij + Σ_j w_ji`
        let mut both = vec![0.0; units];
        let mut sums = Sums { s0: 0.0, s1: 0.0, s2: 0.0 };
        for i in 0..units {
            for at in self.starts[i]..self.starts[i + 1] {
                let (j, weight) = (self.others[at] as usize, self.weights[at]);
                sums.s0 += weight;
                // `½ (w_ij + w_ji)²` stands in S1 twice, that of a unit with itself once, where `w_ii` is doubled.
                sums.s1 += if j == i { 2.0 } else { 1.0 } * weight * weight;
                both[i] += weight;
                both[j] += weight;
            }
        }
        sums.s2 = both.iter().map(|sum| sum * sum).sum();
        sums
    }

    /// `Σ w f(x_i, x_j)` over all pairs, for `K` functions at once.
    pub(super) fn sums<const K: usize>(
        &self,
        values: &[f64],
        of: impl Fn(f64, f64) -> [f64; K] + Copy,
    ) -> [f64; K] {
        let rows: Vec<[f64; 1]> = values.iter().map(|&value| [value]).collect();
        self.side_by_side(&rows, of).map(|[sum]| sum)
    }

    /// How far apart rounding alone can bring two sums of [`Self::sums`] that should be equal.
    ///
    /// A sum of rounded products in another order differs in its last digits only.
    pub(super) fn slack<const K: usize>(
        &self,
        values: &[f64],
        of: impl Fn(f64, f64) -> [f64; K],
    ) -> [f64; K] {
        let mut sums = [0.0; K];
        for (own, bounds) in values.iter().zip(self.starts.windows(2)) {
            let range = bounds[0]..bounds[1];
            for (&other, weight) in self.others[range.clone()].iter().zip(&self.weights[range]) {
                let terms = of(*own, values[other as usize]);
                sums.iter_mut().zip(terms).for_each(|(sum, term)| *sum += (weight * term).abs());
            }
        }
        sums.map(|sum| 1e-12 * sum)
    }

    /// The same for `L` arrangements, whose values lie side by side; each sum is that of [`Self::sums`], bit by bit.
    pub(super) fn side_by_side<const K: usize, const L: usize>(
        &self,
        rows: &[[f64; L]],
        of: impl Fn(f64, f64) -> [f64; K] + Copy,
    ) -> [[f64; L]; K] {
        pulp::Arch::new().dispatch(Sum { pairs: self, rows, of })
    }
}

/// Compiled for the registers of the machine at hand. Products and sums are rounded one by one, in the same order for
/// each arrangement, so that registers of any width give the same bits.
struct Sum<'a, F, const L: usize> {
    pairs: &'a Pairs,
    rows: &'a [[f64; L]],
    of: F,
}

impl<F: Fn(f64, f64) -> [f64; K] + Copy, const K: usize, const L: usize> pulp::WithSimd for Sum<'_, F, L> {
    type Output = [[f64; L]; K];

    #[expect(clippy::inline_always, reason = "what is not inlined is not compiled for these registers")]
    #[inline(always)]
    fn with_simd<S: pulp::Simd>(self, _: S) -> Self::Output {
        let Self { pairs, rows, of } = self;
        let mut totals = [[0.0; L]; K];
        for (own, bounds) in rows.iter().zip(pairs.starts.windows(2)) {
            let mut sums = [[0.0; L]; K];
            let range = bounds[0]..bounds[1];
            for (&other, &weight) in pairs.others[range.clone()].iter().zip(&pairs.weights[range]) {
                let other = &rows[other as usize];
                for lane in 0..L {
                    let terms = of(own[lane], other[lane]);
                    for (sum, term) in sums.iter_mut().zip(terms) {
                        sum[lane] += weight * term;
                    }
                }
            }
            for (total, sum) in totals.iter_mut().zip(sums) {
                for (total, sum) in total.iter_mut().zip(sum) {
                    *total += sum;
                }
            }
        }
        totals
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sum_over_pairs_is_the_sum_over_weights() {
        let rows = vec![
            vec![(0, 0.5), (1, 2.0), (3, 1.0)],
            vec![(2, 0.25)],
            vec![(1, 0.75), (0, -1.0)],
            vec![(0, 4.0)],
        ];
        let weights = Weights::from_rows(rows);
        let values = [1.0, -2.0, 3.5, 0.25];
        let of = |a: f64, b: f64| [a * b, (a - b).abs()];
        let mut expected = [0.0; 2];
        for i in 0..4 {
            for (j, weight) in weights.row(i) {
                let terms = of(values[i], values[j]);
                expected[0] += weight * terms[0];
                expected[1] += weight * terms[1];
            }
        }
        let sums = Pairs::of(&weights).sums(&values, of);
        assert!((sums[0] - expected[0]).abs() < 1e-14 && (sums[1] - expected[1]).abs() < 1e-14);
        let (ours, theirs) = (Pairs::of(&weights).sums_of_weights(), weights.sums());
        assert!((ours.s0 - theirs.s0).abs() < 1e-13);
        assert!((ours.s1 - theirs.s1).abs() < 1e-13);
        assert!((ours.s2 - theirs.s2).abs() < 1e-13);
    }

    #[test]
    fn side_by_side_is_one_by_one_to_the_bit() {
        let n = 37_usize;
        let weights = Weights::from_neighbours(
            (0..n).map(|i| vec![(i + 1) % n, (i * 5 + 2) % n, (i * i) % n]).collect(),
        )
        .row_standardised();
        let pairs = Pairs::of(&weights);
        let value = |lane: usize, i: usize| ((i * (lane + 3)) % 17) as f64 / 7.0 - 1.1;
        let rows: Vec<[f64; LANES]> = (0..n).map(|i| std::array::from_fn(|lane| value(lane, i))).collect();
        let [together] = pairs.side_by_side(&rows, |a, b| [a * b]);
        for (lane, sum) in together.iter().enumerate() {
            let values: Vec<f64> = (0..n).map(|i| value(lane, i)).collect();
            let [alone] = pairs.sums(&values, |a, b| [a * b]);
            assert_eq!(alone.to_bits(), sum.to_bits());
        }
    }
}
