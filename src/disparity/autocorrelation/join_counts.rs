//! Join counts: whether units of one kind lie beside each other.

use super::arrangements::{every, random_sums};
use super::moran::Moments;
use super::pairs::Pairs;
use super::permutation::{Among, PermutationOptions, ReferenceDistribution};
use crate::error::Result;
use crate::weights::Weights;

/// One kind of join.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Joins {
    /// How many there are: half the weights between such units.
    pub count: f64,
    /// Expected if the kinds were shuffled over the units.
    pub expectation: f64,
    /// Variance and test under shuffling; `None` below four units or where its variance is not above zero.
    pub randomisation: Option<Moments>,
}

/// Joins between units of two kinds.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct JoinCounts {
    /// Between two units that are marked (black).
    pub bb: Joins,
    /// Between two that are not (white).
    pub ww: Joins,
    /// Between one of each.
    pub bw: Joins,
    /// All joins: half the sum of the weights.
    pub all: f64,
    /// Chi-square of the table of joins, with Yates's correction and one degree of freedom, as esda; `None` where an
    /// expected count is zero.
    pub chi_square: Option<f64>,
    /// The p-value of `chi_square`. Joins are not independent of each other, so take it as a description.
    pub chi_square_p: Option<f64>,
}

/// Join counts and where each stands among those of rearranged kinds.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct JoinCountsTest {
    /// The counts.
    pub observed: JoinCounts,
    /// Of `bb`.
    pub bb: ReferenceDistribution,
    /// Of `ww`.
    pub ww: ReferenceDistribution,
    /// Of `bw`.
    pub bw: ReferenceDistribution,
}

/// Counts the joins between units that are marked and units that are not.
///
/// # Formula
/// `BB = ½ Σ_i Σ_j w_ij x_i x_j`, `WW = ½ Σ_i Σ_j w_ij (1 − x_i)(1 − x_j)`, `BW = ½ Σ_i Σ_j w_ij (x_i − x_j)²`
///
/// # Conventions
/// The weights are taken as they are: give `weights.binary()` for counts. A unit's weight for itself does not count.
/// Moments under randomisation (sampling without replacement). `None` where all units are of one kind or there is no
/// join.
///
/// # Panics
/// If there is not one mark a unit of `weights`.
///
/// # Example
/// ```
/// use jingwei::disparity::join_counts;
/// use jingwei::weights::Weights;
/// let row = Weights::from_neighbours(vec![vec![1], vec![0, 2], vec![1, 3], vec![2]]);
/// let joins = join_counts(&row, &[true, true, false, false]).unwrap();
/// assert_eq!((joins.bb.count, joins.ww.count, joins.bw.count), (1.0, 1.0, 1.0));
/// assert_eq!(joins.bw.expectation, 2.0);
/// ```
///
/// # References
/// Cliff, A. D. and Ord, J. K. (1981). *Spatial Processes: Models and Applications*. Pion.
#[must_use]
pub fn join_counts(weights: &Weights, marked: &[bool]) -> Option<JoinCounts> {
    Prepared::new(weights, marked).map(|prepared| prepared.observed(weights, marked))
}

/// [`join_counts`] with pseudo p-values from random permutations of the marks.
///
/// # Panics
/// If there is not one mark a unit of `weights`.
#[must_use]
pub fn join_counts_permutation(
    weights: &Weights,
    marked: &[bool],
    options: &PermutationOptions,
) -> Option<JoinCountsTest> {
    let prepared = Prepared::new(weights, marked)?;
    let arranged = random_sums(&prepared.pairs, &prepared.x, joins, options);
    Some(prepared.test(prepared.observed(weights, marked), &arranged, Among::Random))
}

/// [`join_counts`] with exact p-values from every arrangement of the marks.
///
/// # Errors
/// More than [`MOST_ARRANGEMENTS`](super::MOST_ARRANGEMENTS) arrangements: eleven of 22 units are still few enough.
///
/// # Panics
/// If there is not one mark a unit of `weights`.
pub fn join_counts_exact(weights: &Weights, marked: &[bool]) -> Result<Option<JoinCountsTest>> {
    let Some(prepared) = Prepared::new(weights, marked) else { return Ok(None) };
    let mut arranged = Vec::new();
    every(
        &prepared.x,
        |&x| x > 0.5,
        |x| {
            arranged.push(prepared.pairs.sums(x, joins));
            0.0
        },
    )?;
    Ok(Some(prepared.test(prepared.observed(weights, marked), &arranged, Among::Every)))
}

fn joins(a: f64, b: f64) -> [f64; 2] {
    [a * b, (a - b) * (a - b)]
}

struct Prepared {
    pairs: Pairs,
    x: Vec<f64>,
    black: f64,
    white: f64,
}

impl Prepared {
    fn new(weights: &Weights, marked: &[bool]) -> Option<Self> {
        assert_eq!(marked.len(), weights.len(), "one mark a unit");
        let black = marked.iter().filter(|&&marked| marked).count();
        let pairs = Pairs::between(weights);
        let white = marked.len() - black;
        let defined = black > 0 && white > 0 && pairs.sums_of_weights().s0 != 0.0;
        let x = marked.iter().map(|&marked| if marked { 1.0 } else { 0.0 }).collect();
        defined.then_some(Self { pairs, x, black: black as f64, white: white as f64 })
    }

    /// BB, WW and BW of the sums of [`joins`].
    fn counts(&self, [bb, bw]: [f64; 2]) -> [f64; 3] {
        let all = self.pairs.sums_of_weights().s0;
        [bb / 2.0, (all - bb - bw) / 2.0, bw / 2.0]
    }

    fn observed(&self, weights: &Weights, marked: &[bool]) -> JoinCounts {
        let sums = self.pairs.sums_of_weights();
        let (b, w, n) = (self.black, self.white, self.black + self.white);
        let falling = |count: f64, times: u32| (0..times).map(|k| count - f64::from(k)).product::<f64>();
        // The squared sum by how many units two links share: both, one, none.
        let second = |both: f64, one: f64, none: f64| {
            let s0_squared = sums.s0 * sums.s0;
            (sums.s1 * both + (sums.s2 - 2.0 * sums.s1) * one + (s0_squared + sums.s1 - sums.s2) * none) / 4.0
        };
        let of = |count: f64, share: f64, one: f64, none: f64| {
            let expectation = sums.s0 / 2.0 * share;
            let randomisation = (n > 3.5)
                .then(|| second(share, one, none) - expectation * expectation)
                .and_then(|variance| Moments::of(count, expectation, variance));
            Joins { count, expectation, randomisation }
        };
        let alike = |count: f64, units: f64| {
            of(
                count,
                falling(units, 2) / falling(n, 2),
                falling(units, 3) / falling(n, 3),
                falling(units, 4) / falling(n, 4),
            )
        };
        let [bb, ww, bw] = self.counts(self.pairs.sums(&self.x, joins));
        let unlike = of(
            bw,
            2.0 * b * w / falling(n, 2),
            b * w / falling(n, 2),
            4.0 * falling(b, 2) * falling(w, 2) / falling(n, 4),
        );
        let chi_square = chi_square(&table(weights, marked));
        JoinCounts {
            bb: alike(bb, b),
            ww: alike(ww, w),
            bw: unlike,
            all: sums.s0 / 2.0,
            chi_square,
            chi_square_p: chi_square.map(|chi| libm::erfc((chi / 2.0).sqrt())),
        }
    }

    fn test(&self, observed: JoinCounts, arranged: &[[f64; 2]], among: Among) -> JoinCountsTest {
        let arranged: Vec<[f64; 3]> = arranged.iter().map(|&sums| self.counts(sums)).collect();
        let slack: f64 = self.pairs.slack(&self.x, |_, _| [1.0])[0];
        let of = |at: usize, joins: Joins| {
            let arranged: Vec<f64> = arranged.iter().map(|counts| counts[at]).collect();
            ReferenceDistribution::of(joins.count, &arranged, slack, among)
        };
        let (bb, ww, bw) = (of(0, observed.bb), of(1, observed.ww), of(2, observed.bw));
        JoinCountsTest { observed, bb, ww, bw }
    }
}

/// Half the weights from a unit of one kind (unmarked, marked) to one of the other.
fn table(weights: &Weights, marked: &[bool]) -> [[f64; 2]; 2] {
    let mut table = [[0.0; 2]; 2];
    for (i, &own) in marked.iter().enumerate() {
        for (j, weight) in weights.row(i).filter(|&(j, _)| j != i) {
            table[usize::from(own)][usize::from(marked[j])] += weight / 2.0;
        }
    }
    table
}

/// Chi-square of a table of four, each difference brought nearer to zero by a half (Yates).
fn chi_square(table: &[[f64; 2]; 2]) -> Option<f64> {
    let rows = table.map(|row| row[0] + row[1]);
    let columns = [table[0][0] + table[1][0], table[0][1] + table[1][1]];
    let all = rows[0] + rows[1];
    let mut sum = 0.0;
    for (row, in_row) in table.iter().zip(rows) {
        for (count, in_column) in row.iter().zip(columns) {
            let expected = in_row * in_column / all;
            if expected.is_nan() || expected <= 0.0 {
                return None;
            }
            let difference = ((count - expected).abs() - 0.5).max(0.0);
            sum += difference * difference / expected;
        }
    }
    Some(sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn over_all_arrangements_the_moments_are_the_analytic_ones() {
        let rows = vec![
            vec![(1, 1.0), (0, 5.0)],
            vec![(0, 0.5), (2, 2.0), (4, 1.0)],
            vec![(1, 1.0)],
            vec![(2, 1.0), (5, 3.0)],
            vec![(1, 1.0)],
            vec![],
            vec![(0, 1.0)],
        ];
        let weights = Weights::from_rows(rows);
        let marks = [true, true, false, false, true, false, false];
        let test = join_counts_exact(&weights, &marks).unwrap().unwrap();
        for (reference, joins) in
            [(test.bb, test.observed.bb), (test.ww, test.observed.ww), (test.bw, test.observed.bw)]
        {
            assert_eq!(reference.permutations, 35);
            assert!((reference.mean - joins.expectation).abs() < 1e-12);
            let variance = joins.randomisation.unwrap().variance;
            assert!((reference.deviation.unwrap().powi(2) - variance).abs() < 1e-12);
        }
        let all = test.observed.bb.count + test.observed.ww.count + test.observed.bw.count;
        assert!((all - test.observed.all).abs() < 1e-12);
    }

    #[test]
    fn undefined_with_one_kind_or_without_joins() {
        let pair = Weights::from_neighbours(vec![vec![1], vec![0]]);
        assert_eq!(join_counts(&pair, &[true, true]), None);
        assert_eq!(join_counts(&Weights::from_neighbours(vec![vec![], vec![]]), &[true, false]), None);
        assert_eq!(join_counts(&Weights::from_neighbours(vec![vec![]]), &[true]), None);
        let two = join_counts(&pair, &[true, false]).unwrap();
        assert!(two.bb.randomisation.is_none() && (two.bw.count - 1.0).abs() < 1e-15);
    }
}
