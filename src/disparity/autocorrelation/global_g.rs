//! Getis and Ord's global G: whether high values, or low ones, lie together.

use super::arrangements::{bits, every, random_sums};
use super::moran::{Moments, deviations};
use super::pairs::Pairs;
use super::permutation::{Among, PermutationOptions, PermutationTest, ReferenceDistribution};
use crate::disparity::inputs;
use crate::error::Result;
use crate::weights::Weights;

/// Global G with its analytic moments.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct GlobalG {
    /// The statistic: above `expectation` where high values lie together, below where low ones do.
    pub g: f64,
    /// Expected without spatial pattern: `S0 / (n (n − 1))`.
    pub expectation: f64,
    /// If the given values were shuffled over the units; `None` below four units or where its variance is not above
    /// zero.
    pub randomisation: Option<Moments>,
}

/// Global G of `values` under `weights`.
///
/// # Formula
/// `G = Σ_i Σ_{j≠i} w_ij y_i y_j / Σ_i Σ_{j≠i} y_i y_j`
///
/// # Conventions
/// The weights are taken as they are, binary ones usually; a unit's weight for itself does not count. The variance is
/// that of all permutations, the same as Getis and Ord's and computed from deviations, so that it does not drown in
/// rounding where there are many units. Memory grows with the links, not with `n²`. `None` where all values are equal,
/// fewer than two are above zero, or no unit has a neighbour.
///
/// # Errors
/// Negative or non-finite values.
///
/// # Panics
/// If there is not one value a unit of `weights`.
///
/// # Example
/// ```
/// use jingwei::disparity::global_g;
/// use jingwei::weights::Weights;
/// // Of the products 1·1, 1·2 and 1·2 of the pairs, the neighbours have 1·1 and 1·2.
/// let row = Weights::from_neighbours(vec![vec![1], vec![0, 2], vec![1]]);
/// let g = global_g(&row, &[1.0, 1.0, 2.0])?.unwrap();
/// assert!((g.g - 3.0 / 5.0).abs() < 1e-15 && (g.expectation - 4.0 / 6.0).abs() < 1e-15);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Getis, A. and Ord, J. K. (1992). The analysis of spatial association by use of distance statistics. *Geographical
/// Analysis* 24(3).
pub fn global_g(weights: &Weights, values: &[f64]) -> Result<Option<GlobalG>> {
    Ok(Prepared::new(weights, values)?.map(|prepared| prepared.observed()))
}

/// [`global_g`] with pseudo p-values from random permutations of the values.
///
/// # Errors
/// Negative or non-finite values.
///
/// # Panics
/// If there is not one value a unit of `weights`.
pub fn global_g_permutation(
    weights: &Weights,
    values: &[f64],
    options: &PermutationOptions,
) -> Result<Option<PermutationTest<GlobalG>>> {
    let Some(prepared) = Prepared::new(weights, values)? else { return Ok(None) };
    let arranged = random_sums(&prepared.pairs, &prepared.x, product, options);
    Ok(Some(prepared.test(arranged.into_iter().map(|[sum]| sum), Among::Random)))
}

/// [`global_g`] with exact p-values from every arrangement of the values.
///
/// # Errors
/// Negative or non-finite values; more than [`MOST_ARRANGEMENTS`](super::MOST_ARRANGEMENTS) arrangements.
///
/// # Panics
/// If there is not one value a unit of `weights`.
pub fn global_g_exact(weights: &Weights, values: &[f64]) -> Result<Option<PermutationTest<GlobalG>>> {
    let Some(prepared) = Prepared::new(weights, values)? else { return Ok(None) };
    let arranged = every(&prepared.x, |&x| bits(x), |x| prepared.pairs.sums(x, product)[0])?;
    Ok(Some(prepared.test(arranged.into_iter(), Among::Every)))
}

fn product(a: f64, b: f64) -> [f64; 1] {
    [a * b]
}

struct Prepared {
    pairs: Pairs,
    /// Values in units of their mean.
    x: Vec<f64>,
    /// Deviations of `x` from 1.
    z: Vec<f64>,
    /// `Σ_i Σ_{j≠i} x_i x_j`
    all: f64,
}

impl Prepared {
    fn new(weights: &Weights, values: &[f64]) -> Result<Option<Self>> {
        assert_eq!(values.len(), weights.len(), "one value a unit");
        inputs::non_negative(values)?;
        let mean = values.iter().sum::<f64>() / values.len() as f64;
        if deviations(values).is_none() || values.iter().filter(|&&y| y > 0.0).count() < 2 {
            return Ok(None);
        }
        let pairs = Pairs::between(weights);
        if pairs.sums_of_weights().s0 == 0.0 {
            return Ok(None);
        }
        let x: Vec<f64> = values.iter().map(|y| y / mean).collect();
        let Some(z) = deviations(&x) else { return Ok(None) };
        let sum: f64 = x.iter().sum();
        let all = sum * sum - x.iter().map(|x| x * x).sum::<f64>();
        Ok((all > 0.0).then_some(Self { pairs, x, z, all }))
    }

    fn observed(&self) -> GlobalG {
        let n = self.x.len() as f64;
        let sums = self.pairs.sums_of_weights();
        let g = self.pairs.sums(&self.x, product)[0] / self.all;
        let expectation = sums.s0 / (n * (n - 1.0));
        let randomisation = if self.x.len() < 4 {
            None
        } else {
            let mean = self.x.iter().sum::<f64>() / n;
            let moment = |power: i32| self.z.iter().map(|z| z.powi(power)).sum::<f64>() / n;
            let (m2, m3, m4) = (moment(2), moment(3), moment(4));
            // The sum over neighbours is that of the deviations, a line of them, and a constant.
            let s0_squared = sums.s0 * sums.s0;
            let line = (sums.s2 - 4.0 * s0_squared / n) * m2 * n / (n - 1.0);
            let both = m3 / (n - 1.0) * (2.0 * (2.0 * s0_squared - sums.s2) / (n - 2.0) - sums.s2);
            let same = (m2 * m2 * n - m4) / (n - 1.0);
            let one = (2.0 * m4 - n * m2 * m2) / ((n - 1.0) * (n - 2.0));
            let none = (3.0 * n * m2 * m2 - 6.0 * m4) / ((n - 1.0) * (n - 2.0) * (n - 3.0));
            let quadratic =
                sums.s1 * same + (sums.s2 - 2.0 * sums.s1) * one + (s0_squared + sums.s1 - sums.s2) * none
                    - (sums.s0 * m2 / (n - 1.0)).powi(2);
            Moments::of(
                g,
                expectation,
                (quadratic + mean * mean * line + 2.0 * mean * both) / (self.all * self.all),
            )
        };
        GlobalG { g, expectation, randomisation }
    }

    fn test(&self, arranged: impl Iterator<Item = f64>, among: Among) -> PermutationTest<GlobalG> {
        let observed = self.observed();
        let arranged: Vec<f64> = arranged.map(|sum| sum / self.all).collect();
        let slack = self.pairs.slack(&self.x, product)[0] / self.all;
        let reference = ReferenceDistribution::of(observed.g, &arranged, slack, among);
        PermutationTest { observed, reference }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn over_all_arrangements_the_moments_are_the_analytic_ones() {
        let rows = vec![
            vec![(1, 1.0), (0, 7.0)],
            vec![(0, 0.5), (2, 2.0), (4, 1.0)],
            vec![(1, 1.0)],
            vec![(2, 1.0), (5, 3.0)],
            vec![(1, 1.0)],
            vec![],
        ];
        let weights = Weights::from_rows(rows);
        let test = global_g_exact(&weights, &[1.0, 2.0, 4.0, 3.0, 9.0, 7.5]).unwrap().unwrap();
        let moments = test.observed.randomisation.unwrap();
        assert!((test.reference.mean - test.observed.expectation).abs() < 1e-13);
        let variance = test.reference.deviation.unwrap().powi(2);
        assert!((variance / moments.variance - 1.0).abs() < 1e-10);
    }

    #[test]
    fn undefined_without_variation_neighbours_or_products() {
        let pair = Weights::from_neighbours(vec![vec![1], vec![0], vec![]]);
        assert_eq!(global_g(&pair, &[2.0; 3]).unwrap(), None);
        assert_eq!(global_g(&pair, &[2.0, 0.0, 0.0]).unwrap(), None);
        assert_eq!(global_g(&Weights::from_neighbours(vec![vec![]; 3]), &[1.0, 2.0, 3.0]).unwrap(), None);
        assert_eq!(global_g(&Weights::from_neighbours(vec![vec![]]), &[1.0]).unwrap(), None);
        assert!(global_g(&pair, &[-1.0, 2.0, 3.0]).is_err());
        // Values of any size: their products would overflow.
        assert!(global_g(&pair, &[1e70, 2e69, 3.0]).unwrap().unwrap().g.is_finite());
    }
}
