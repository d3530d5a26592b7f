//! Whether Markov chains are one and the same.

use crate::inference::distributions::chi_square_upper;

/// A chi-square statistic with its degrees of freedom.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChiSquareTest {
    /// The statistic.
    pub statistic: f64,
    /// Degrees of freedom.
    pub degrees: usize,
    /// The probability of as much or more by chance; `None` without degrees of freedom.
    pub p: Option<f64>,
}

impl ChiSquareTest {
    pub(super) fn new(statistic: f64, degrees: usize) -> Self {
        Self { statistic, degrees, p: (degrees > 0).then(|| chi_square_upper(statistic, degrees as f64)) }
    }
}

/// Two tests of one hypothesis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Homogeneity {
    /// Pearson's chi-square `Q`.
    pub q: ChiSquareTest,
    /// The likelihood ratio `LR`.
    pub likelihood_ratio: ChiSquareTest,
}

/// Whether regimes (spatial lags, groups, or spans of time) share their probabilities of transition.
///
/// # Formula
/// With `p_ij` of all regimes together: `Q = Σ_m Σ_i n_i|m Σ_j (p_ij|m − p_ij)² / p_ij` and `LR = 2 Σ_m Σ_i
/// Σ_j n_ij|m ln(p_ij|m / p_ij)`; degrees of freedom `Σ_i (a_i − 1)(b_i − 1)` with `a_i` the classes entered
/// from `i` and `b_i` the regimes in which anybody was in `i`
///
/// # Conventions
/// `regimes` are tables of transitions as [`MarkovChain::transitions`](super::MarkovChain::transitions) gives
/// them. A row without transitions adds nothing. Both statistics are chi-square with many transitions only.
///
/// # Panics
/// If the tables are not square and of one size.
///
/// # Example
/// ```
/// use jingwei::disparity::homogeneity;
/// let tables = [vec![vec![6, 2], vec![1, 1]], vec![vec![2, 6], vec![1, 1]]];
/// let test = homogeneity(&tables);
/// // Four expected in each cell of the first rows, two away: 4 · 4 / 4.
/// assert_eq!(test.q.statistic, 4.0);
/// assert_eq!(test.q.degrees, 2);
/// ```
///
/// # References
/// Anderson, T. W. and Goodman, L. A. (1957). Statistical inference about Markov chains. *Annals of
/// Mathematical Statistics* 28(1). Bickenbach, F. and Bode, E. (2003). Evaluating the Markov property in
/// studies of economic convergence. *International Regional Science Review* 26(3).
#[must_use]
pub fn homogeneity(regimes: &[Vec<Vec<u64>>]) -> Homogeneity {
    let classes = regimes.first().map_or(0, Vec::len);
    let (mut q, mut likelihood, mut degrees) = (0.0, 0.0, 0);
    for i in 0..classes {
        let rows: Vec<&Vec<u64>> = regimes
            .iter()
            .map(|table| {
                assert!(table.len() == classes && table[i].len() == classes, "square tables of one size");
                &table[i]
            })
            .collect();
        let entered: Vec<u64> = (0..classes).map(|j| rows.iter().map(|row| row[j]).sum()).collect();
        let all: u64 = entered.iter().sum();
        let mut met = 0_usize;
        for row in rows {
            let left: u64 = row.iter().sum();
            met += usize::from(left > 0);
            for (&count, &together) in row.iter().zip(&entered).filter(|&(_, &together)| together > 0) {
                let expected = left as f64 * (together as f64 / all as f64);
                let count = count as f64;
                if expected > 0.0 {
                    q += (count - expected).powi(2) / expected;
                }
                if count > 0.0 {
                    likelihood += count * libm::log(count / expected);
                }
            }
        }
        let kinds = entered.iter().filter(|&&count| count > 0).count();
        degrees += kinds.saturating_sub(1) * met.saturating_sub(1);
    }
    Homogeneity {
        q: ChiSquareTest::new(q, degrees),
        likelihood_ratio: ChiSquareTest::new(2.0 * likelihood, degrees),
    }
}

/// Whether transitions follow given expectations, which need not be whole numbers: row by row, the observed
/// number is spread as the row of `expected` is.
///
/// Degrees of freedom as giddy counts them: (rows met in the one − 1) · (rows met in the other − 1). What is
/// observed where nothing is expected counts by its square, as there.
pub(super) fn against_expected(observed: &[Vec<u64>], expected: &[Vec<f64>]) -> ChiSquareTest {
    let (mut statistic, mut met, mut expected_met) = (0.0, 0_usize, 0_usize);
    for (row, expected) in observed.iter().zip(expected) {
        let left: u64 = row.iter().sum();
        let sum: f64 = expected.iter().sum();
        met += usize::from(left > 0);
        expected_met += usize::from(sum > 0.0);
        for (&count, &share) in row.iter().zip(expected) {
            let expected = if sum > 0.0 { left as f64 * (share / sum) } else { 0.0 };
            let difference = count as f64 - expected;
            statistic += difference * difference / if expected > 0.0 { expected } else { 1.0 };
        }
    }
    ChiSquareTest::new(statistic, met.saturating_sub(1) * expected_met.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_chain_twice_does_not_differ() {
        let table = vec![vec![5, 3, 0], vec![1, 9, 2], vec![0, 0, 0]];
        let test = homogeneity(&[table.clone(), table.clone(), table]);
        assert!(test.q.statistic.abs() < 1e-12 && test.likelihood_ratio.statistic.abs() < 1e-12);
        // Two classes entered from the first, three from the second, in three regimes.
        assert_eq!(test.q.degrees, 2 * (1 + 2));
        assert!((test.q.p.unwrap() - 1.0).abs() < 1e-12);
    }

    #[test]
    fn one_regime_leaves_nothing_to_compare() {
        let test = homogeneity(&[vec![vec![3, 1], vec![2, 2]]]);
        assert_eq!((test.q.degrees, test.q.p), (0, None));
        assert_eq!(homogeneity(&[]).q.p, None);
    }
}
