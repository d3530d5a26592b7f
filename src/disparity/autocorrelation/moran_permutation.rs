//! Moran's I against shuffled values.

use super::arrangements::{bits, every, random_sums};
use super::moran::deviations;
use super::pairs::Pairs;
use super::permutation::{Among, PermutationOptions, PermutationTest, PseudoP, ReferenceDistribution};
use super::{Islands, Moran, moran};
use crate::error::Result;
use crate::weights::Weights;

/// Moran's I, and where it stands among the same values shuffled over the units.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct MoranPermutation {
    /// The statistic and its analytic moments.
    pub moran: Moran,
    /// Pseudo p-values.
    pub p: PseudoP,
    /// Mean of I over the permutations.
    pub mean: f64,
    /// Standard deviation of I over the permutations, divided by `R`; `None` without permutations.
    pub deviation: Option<f64>,
    /// How many permutations `R`.
    pub permutations: usize,
}

/// Moran's I of `values` under `weights`, with pseudo p-values from random permutations of the values.
///
/// # Formula
/// `p = (M + 1) / (R + 1)`, where `M` of `R` permutations are at least as extreme
///
/// # Conventions
/// Conventions of [`moran()`]; all values are shuffled over all units, islands too. Seeded: the same input gives
/// the same result on any number of threads. `None` where [`moran()`] is.
///
/// # Errors
/// Non-finite values.
///
/// # Panics
/// If there is not one value a unit of `weights`.
///
/// # Example
/// ```
/// use jingwei::disparity::{Islands, PermutationOptions, moran_permutation};
/// use jingwei::weights::Weights;
/// let row = Weights::from_neighbours(vec![vec![1], vec![0, 2], vec![1, 3], vec![2]]);
/// let options = PermutationOptions { permutations: 999, seed: 1 };
/// let test = moran_permutation(&row, &[1.0, 1.0, 3.0, 3.0], Islands::default(), &options)?.unwrap();
/// // Two of the six ways to lay out the values are as clustered as this one.
/// assert!((test.p.greater - 1.0 / 3.0).abs() < 0.05);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn moran_permutation(
    weights: &Weights,
    values: &[f64],
    islands: Islands,
    options: &PermutationOptions,
) -> Result<Option<MoranPermutation>> {
    let Some(moran) = moran(weights, values, islands)? else { return Ok(None) };
    let (pairs, z, scale) = prepared(weights, values, &moran);
    let arranged = random_sums(&pairs, &z, product, options);
    let reference = reference(&pairs, &z, scale, arranged.into_iter().map(|[sum]| sum), Among::Random);
    let ReferenceDistribution { p, mean, deviation, permutations } = reference;
    Ok(Some(MoranPermutation { moran, p, mean, deviation, permutations }))
}

/// Moran's I of `values` under `weights`, with exact p-values from every arrangement of the values.
///
/// # Formula
/// `p = M / N`, where `M` of all `N` different arrangements are at least as extreme, the observed one among them
///
/// # Conventions
/// Conventions of [`moran_permutation`]. Equal values make arrangements alike, and each is counted once: it stands for
/// equally many permutations. Over all of them the mean is the expectation and the squared deviation the variance
/// under randomisation.
///
/// # Errors
/// Non-finite values; more than [`MOST_ARRANGEMENTS`](super::MOST_ARRANGEMENTS) arrangements (eleven different values
/// have more, ten do not).
///
/// # Panics
/// If there is not one value a unit of `weights`.
///
/// # Example
/// ```
/// use jingwei::disparity::{Islands, moran_exact};
/// use jingwei::weights::Weights;
/// let row = Weights::from_neighbours(vec![vec![1], vec![0, 2], vec![1, 3], vec![2]]);
/// let test = moran_exact(&row, &[1.0, 1.0, 3.0, 3.0], Islands::default())?.unwrap();
/// // Two of the six ways to lay out the values are as clustered as this one.
/// assert_eq!(test.reference.p.greater, 2.0 / 6.0);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn moran_exact(
    weights: &Weights,
    values: &[f64],
    islands: Islands,
) -> Result<Option<PermutationTest<Moran>>> {
    let Some(moran) = moran(weights, values, islands)? else { return Ok(None) };
    let (pairs, z, scale) = prepared(weights, values, &moran);
    let arranged = every(&z, |&z| bits(z), |z| pairs.sums(z, product)[0])?;
    let reference = reference(&pairs, &z, scale, arranged.into_iter(), Among::Every);
    Ok(Some(PermutationTest { observed: moran, reference }))
}

fn product(a: f64, b: f64) -> [f64; 1] {
    [a * b]
}

/// Pairs, deviations, and what makes I of their cross product.
fn prepared(weights: &Weights, values: &[f64], moran: &Moran) -> (Pairs, Vec<f64>, f64) {
    let z = deviations(values).expect("where Moran's I is defined, values differ");
    let squares: f64 = z.iter().map(|z| z * z).sum();
    let scale = moran.units as f64 / weights.sums().s0 / squares;
    (Pairs::of(weights), z, scale)
}

fn reference(
    pairs: &Pairs,
    z: &[f64],
    scale: f64,
    arranged: impl Iterator<Item = f64>,
    among: Among,
) -> ReferenceDistribution {
    let arranged: Vec<f64> = arranged.map(|sum| scale * sum).collect();
    let [observed] = pairs.sums(z, product);
    let slack = scale.abs() * pairs.slack(z, product)[0];
    ReferenceDistribution::of(scale * observed, &arranged, slack, among)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ring(units: usize) -> Weights {
        Weights::from_neighbours((0..units).map(|i| vec![(i + 1) % units, (i + units - 1) % units]).collect())
    }

    #[test]
    fn one_thread_and_many_give_the_same_bits() {
        let y: Vec<f64> = (0..30).map(|i| f64::from(i * i % 17)).collect();
        let weights = ring(30).row_standardised();
        let run = || moran_permutation(&weights, &y, Islands::Spdep, &PermutationOptions::default()).unwrap();
        let alone = rayon::ThreadPoolBuilder::new().num_threads(1).build().unwrap().install(run);
        let many = rayon::ThreadPoolBuilder::new().num_threads(4).build().unwrap().install(run);
        assert_eq!(alone, many);
    }

    #[test]
    fn a_strong_pattern_has_the_least_p() {
        let y: Vec<f64> = (0..40).map(|i: i32| f64::from((i - 20).abs())).collect();
        let options = PermutationOptions { permutations: 199, seed: 5 };
        let test = moran_permutation(&ring(40), &y, Islands::Spdep, &options).unwrap().unwrap();
        assert!((test.p.directed - 1.0 / 200.0).abs() < 1e-15);
        assert!((test.p.lesser - 1.0).abs() < 1e-15);
    }

    #[test]
    fn permutations_that_change_nothing_count_on_both_sides() {
        // On a complete graph every permutation has the same I.
        let complete =
            Weights::from_neighbours((0..6).map(|i| (0..6).filter(|&j| j != i).collect()).collect());
        let y = [0.1, 0.2, 0.7, 1.1, 1.3, 2.9];
        let test = moran_permutation(&complete, &y, Islands::Spdep, &PermutationOptions::default())
            .unwrap()
            .unwrap();
        assert!((test.p.greater - 1.0).abs() < 1e-15 && (test.p.lesser - 1.0).abs() < 1e-15);
    }
}
