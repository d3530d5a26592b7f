//! Moran's I against shuffled values.

use super::moran::{cross_product, deviations};
use super::permutation::{PermutationOptions, PseudoP, draw, generator};
use super::{Islands, Moran, moran};
use crate::error::Result;
use crate::weights::Weights;
use rayon::prelude::*;

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
    let z = deviations(values).expect("where Moran's I is defined, values differ");
    let observed = cross_product(weights, &z);
    // A sum of rounded products in another order differs in its last digits only.
    let magnitude: f64 = (0..z.len())
        .flat_map(|i| weights.row(i).map(move |(j, w)| (i, j, w)))
        .map(|(i, j, w)| (w * z[i] * z[j]).abs())
        .sum();
    let slack = 1e-12 * magnitude;

    let shuffled: Vec<f64> = (0..options.permutations as u64)
        .into_par_iter()
        .map_init(
            || z.clone(),
            |items, task| {
                items.copy_from_slice(&z);
                let count = items.len();
                draw(items, count, &mut generator(options.seed, task));
                cross_product(weights, items)
            },
        )
        .collect();
    let at_or_above = shuffled.iter().filter(|&&s| s >= observed - slack).count();
    let at_or_below = shuffled.iter().filter(|&&s| s <= observed + slack).count();
    let count = shuffled.len() as f64;
    let squares: f64 = z.iter().map(|z| z * z).sum();
    let scale = moran.units as f64 / weights.sums().s0 / squares;
    let mean = if shuffled.is_empty() { moran.i } else { scale * shuffled.iter().sum::<f64>() / count };
    let deviation = (!shuffled.is_empty())
        .then(|| (shuffled.iter().map(|s| (scale * s - mean).powi(2)).sum::<f64>() / count).sqrt());
    Ok(Some(MoranPermutation {
        moran,
        p: PseudoP::new(at_or_above, at_or_below, options.permutations),
        mean,
        deviation,
        permutations: options.permutations,
    }))
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
