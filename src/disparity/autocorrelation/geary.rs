//! Geary's C: whether neighbours differ less than any two units.

use super::arrangements::{bits, every, random_sums};
use super::moran::{Islands, Moments, deviations};
use super::pairs::Pairs;
use super::permutation::{Among, PermutationOptions, PermutationTest, ReferenceDistribution};
use crate::disparity::inputs;
use crate::error::Result;
use crate::weights::Weights;

/// Geary's C with its analytic moments.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Geary {
    /// The statistic: below 1 where like lie beside like, above where unlike do. Without spatial pattern 1 is expected.
    pub c: f64,
    /// If values were drawn from a normal distribution; `None` where its variance is not above zero.
    pub normality: Option<Moments>,
    /// If the given values were shuffled over the units; `None` below four units or where its variance is not above
    /// zero.
    pub randomisation: Option<Moments>,
    /// The `n` in use, by the rule for islands.
    pub units: usize,
    /// Units without a neighbour.
    pub islands: Vec<usize>,
}

/// Geary's C of `values` under `weights`.
///
/// # Formula
/// `C = (n − 1) Σ_i Σ_j w_ij (y_i − y_j)² / (2 S0 Σ_i (y_i − ȳ)²)`
///
/// # Conventions
/// The weights are taken as they are. Islands by rule, as in [`moran()`](super::moran()): mean and sum of squares are
/// those of all units. `None` where all values are equal, no unit has a neighbour, or fewer than two units count.
///
/// # Errors
/// Non-finite values.
///
/// # Panics
/// If there is not one value a unit of `weights`.
///
/// # Example
/// ```
/// use jingwei::disparity::{Islands, geary};
/// use jingwei::weights::Weights;
/// // Four in a row, one step of 2 between the second and the third: 3 · (2 · 2²) / (2 · 6 · 4).
/// let row = Weights::from_neighbours(vec![vec![1], vec![0, 2], vec![1, 3], vec![2]]);
/// assert_eq!(geary(&row, &[1.0, 1.0, 3.0, 3.0], Islands::default())?.unwrap().c, 0.5);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Geary, R. C. (1954). The contiguity ratio and statistical mapping. *The Incorporated Statistician* 5(3).
/// Cliff, A. D. and Ord, J. K. (1981). *Spatial Processes: Models and Applications*. Pion.
pub fn geary(weights: &Weights, values: &[f64], islands: Islands) -> Result<Option<Geary>> {
    Ok(Prepared::new(weights, values, islands)?.map(|prepared| prepared.observed(weights)))
}

/// [`geary`] with pseudo p-values from random permutations of the values, islands' too.
///
/// # Errors
/// Non-finite values.
///
/// # Panics
/// If there is not one value a unit of `weights`.
pub fn geary_permutation(
    weights: &Weights,
    values: &[f64],
    islands: Islands,
    options: &PermutationOptions,
) -> Result<Option<PermutationTest<Geary>>> {
    let Some(prepared) = Prepared::new(weights, values, islands)? else { return Ok(None) };
    let arranged = random_sums(&prepared.pairs, &prepared.z, square, options);
    let arranged = arranged.into_iter().map(|[sum]| sum);
    Ok(Some(prepared.test(weights, arranged, Among::Random)))
}

/// [`geary`] with exact p-values from every arrangement of the values.
///
/// # Errors
/// Non-finite values; more than [`MOST_ARRANGEMENTS`](super::MOST_ARRANGEMENTS) arrangements.
///
/// # Panics
/// If there is not one value a unit of `weights`.
pub fn geary_exact(
    weights: &Weights,
    values: &[f64],
    islands: Islands,
) -> Result<Option<PermutationTest<Geary>>> {
    let Some(prepared) = Prepared::new(weights, values, islands)? else { return Ok(None) };
    let arranged = every(&prepared.z, |&z| bits(z), |z| prepared.pairs.sums(z, square)[0])?;
    Ok(Some(prepared.test(weights, arranged.into_iter(), Among::Every)))
}

fn square(a: f64, b: f64) -> [f64; 1] {
    [(a - b) * (a - b)]
}

struct Prepared {
    pairs: Pairs,
    z: Vec<f64>,
    units: usize,
    islands: Vec<usize>,
    s0: f64,
    squares: f64,
}

impl Prepared {
    fn new(weights: &Weights, values: &[f64], islands: Islands) -> Result<Option<Self>> {
        assert_eq!(values.len(), weights.len(), "one value a unit");
        inputs::finite(values)?;
        let Some(z) = deviations(values) else { return Ok(None) };
        let alone = weights.islands();
        let units = match islands {
            Islands::Spdep => weights.len() - alone.len(),
            Islands::Esda => weights.len(),
        };
        let s0 = (0..z.len()).flat_map(|i| weights.row(i)).map(|(_, w)| w).sum();
        if units < 2 || s0 == 0.0 {
            return Ok(None);
        }
        let squares = z.iter().map(|z| z * z).sum();
        Ok(Some(Self { pairs: Pairs::of(weights), z, units, islands: alone, s0, squares }))
    }

    /// What makes C of the sum of squared differences.
    fn scale(&self) -> f64 {
        (self.units as f64 - 1.0) / (2.0 * self.s0 * self.squares)
    }

    fn observed(&self, weights: &Weights) -> Geary {
        let c = self.scale() * self.pairs.sums(&self.z, square)[0];
        let n = self.units as f64;
        let sums = weights.sums();
        let s02 = self.s0 * self.s0;
        let test = |variance: f64| Moments::of(c, 1.0, variance);
        let normality = test(((2.0 * sums.s1 + sums.s2) * (n - 1.0) - 4.0 * s02) / (2.0 * (n + 1.0) * s02));
        let randomisation = if self.units < 4 {
            None
        } else {
            // The kurtosis is that of all units under either rule, as for Moran's I.
            let fourth: f64 = self.z.iter().map(|z| z.powi(4)).sum();
            let k = self.z.len() as f64 * fourth / (self.squares * self.squares);
            let first = (n - 1.0) * sums.s1 * (n * n - 3.0 * n + 3.0 - (n - 1.0) * k);
            let second = (n - 1.0) * sums.s2 * (n * n + 3.0 * n - 6.0 - (n * n - n + 2.0) * k) / 4.0;
            let third = s02 * (n * n - 3.0 - (n - 1.0).powi(2) * k);
            test((first - second + third) / (n * (n - 2.0) * (n - 3.0) * s02))
        };
        Geary { c, normality, randomisation, units: self.units, islands: self.islands.clone() }
    }

    fn test(
        &self,
        weights: &Weights,
        arranged: impl Iterator<Item = f64>,
        among: Among,
    ) -> PermutationTest<Geary> {
        let observed = self.observed(weights);
        let scale = self.scale();
        let arranged: Vec<f64> = arranged.map(|sum| scale * sum).collect();
        let slack = scale.abs() * self.pairs.slack(&self.z, square)[0];
        let reference = ReferenceDistribution::of(observed.c, &arranged, slack, among);
        PermutationTest { observed, reference }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn over_all_arrangements_the_moments_are_the_analytic_ones() {
        let weights = Weights::from_neighbours(vec![
            vec![1],
            vec![0, 2, 4],
            vec![1, 3],
            vec![2, 5],
            vec![1],
            vec![3, 0],
        ]);
        let test = geary_exact(&weights, &[1.0, 2.0, 4.0, 3.0, 9.0, 7.5], Islands::Esda).unwrap().unwrap();
        let moments = test.observed.randomisation.unwrap();
        assert_eq!(test.reference.permutations, 720);
        assert!((test.reference.mean - 1.0).abs() < 1e-12);
        assert!((test.reference.deviation.unwrap().powi(2) - moments.variance).abs() < 1e-12);
    }

    #[test]
    fn undefined_without_variation_or_neighbours() {
        let pair = Weights::from_neighbours(vec![vec![1], vec![0]]);
        assert_eq!(geary(&pair, &[2.0, 2.0], Islands::Esda).unwrap(), None);
        let alone = Weights::from_neighbours(vec![vec![]]);
        assert_eq!(geary(&alone, &[2.0], Islands::Esda).unwrap(), None);
        let none = Weights::from_neighbours(vec![vec![]; 5]);
        assert_eq!(geary(&none, &[1.0, 2.0, 3.0, 4.0, 5.0], Islands::Spdep).unwrap(), None);
        assert!(geary(&pair, &[2.0, f64::INFINITY], Islands::Esda).is_err());
    }
}
