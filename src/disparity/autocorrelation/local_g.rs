//! Getis and Ord's local G: hot spots and cold spots.

use super::conditional;
use super::local_moran_permutation::Lagged;
use super::permutation::{ConditionalTest, PermutationOptions};
use crate::disparity::inputs;
use crate::error::Result;
use crate::weights::Weights;

/// How the variance of the local statistic is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LocalGVariance {
    /// As Ord and Getis (1995) and R spdep: from the sum of squared weights, right for any weights; z is the same for
    /// binary weights and for their row-standardised form. The default.
    #[default]
    Weights,
    /// As PySAL esda: as if the sum of the weights were a number of neighbours; the same for binary weights.
    Cardinality,
}

/// Which local G, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LocalGOptions {
    /// Whether the unit itself counts: Gi* instead of Gi. Off by default.
    pub star: bool,
    /// Whether weights are divided by their sum, the unit's own among them. Off by default.
    pub row_standardised: bool,
    /// How the variance is made.
    pub variance: LocalGVariance,
}

/// The local G of one unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LocalG {
    /// The share that the neighbours have of the whole; `None` where the whole is not above zero.
    pub g: Option<f64>,
    /// Expected without spatial pattern.
    pub expectation: f64,
    /// Variance of `g`; `None` where `g` is, or where the values that could be drawn do not vary.
    pub variance: Option<f64>,
    /// In units of the standard deviation: above zero in a hot spot, below in a cold spot. Defined for values of any
    /// sign; `None` where the values that could be drawn do not vary, or everyone is a neighbour.
    pub z: Option<f64>,
    /// Two-sided, from the normal distribution; half of it is the one-sided one of esda.
    pub p: Option<f64>,
}

/// Local G of every unit; `None` for an island, but not for Gi*, where it is its own neighbour.
///
/// # Formula
/// `G_i = Σ_j w_ij y_j / Σ_{j≠i} y_j`, and for Gi* both sums with the unit itself;
/// `z_i = (Σ_j w_ij y_j − W_i ȳ) / (s √((N Σ_j w_ij² − W_i²) / (N − 1)))` with mean and deviation (divided by `N`) of
/// the `N` values that the sums run over, `W_i = Σ_j w_ij`
///
/// # Conventions
/// For Gi a unit's weight for itself is left out. For Gi* a unit that has none gets the greatest weight of its row (1
/// under binary weights), an island 1; all this before weights are row-standardised, as esda does. `None` for every
/// unit where all values are equal or there are fewer than three.
///
/// # Errors
/// Non-finite values.
///
/// # Panics
/// If there is not one value a unit of `weights`.
///
/// # Example
/// ```
/// use jingwei::disparity::{LocalGOptions, local_g};
/// use jingwei::weights::Weights;
/// let row = Weights::from_neighbours(vec![vec![1], vec![0, 2], vec![1], vec![]]);
/// let local = local_g(&row, &[1.0, 3.0, 2.0, 4.0], &LocalGOptions::default())?;
/// // The neighbour of the first has 3 of the 9 of the others.
/// assert_eq!(local[0].unwrap().g, Some(3.0 / 9.0));
/// assert_eq!(local[3], None);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Getis, A. and Ord, J. K. (1992). The analysis of spatial association by use of distance statistics. *Geographical
/// Analysis* 24(3). Ord, J. K. and Getis, A. (1995). Local spatial autocorrelation statistics: distributional issues
/// and an application. *Geographical Analysis* 27(4).
pub fn local_g(weights: &Weights, values: &[f64], options: &LocalGOptions) -> Result<Vec<Option<LocalG>>> {
    assert_eq!(values.len(), weights.len(), "one value a unit");
    inputs::finite(values)?;
    Ok(statistics(&shaped(weights, *options), values, *options))
}

/// [`local_g`] with conditional pseudo p-values of the sum over the neighbours: each unit keeps its value.
///
/// # Conventions
/// Draws as in [`local_moran_permutation`](super::local_moran_permutation). `greater` tests a hot spot, `lesser` a cold
/// spot.
///
/// # Errors
/// Non-finite values.
///
/// # Panics
/// If there is not one value a unit of `weights`.
pub fn local_g_permutation(
    weights: &Weights,
    values: &[f64],
    options: &LocalGOptions,
    permutations: &PermutationOptions,
) -> Result<Vec<Option<ConditionalTest<LocalG>>>> {
    let observed = local_g(weights, values, options)?;
    let weights = shaped(weights, *options);
    let lagged = Lagged::new(&weights, values, vec![1.0; values.len()]);
    Ok(conditional::random(&lagged, &weights, values, &observed, permutations))
}

/// [`local_g`] with exact conditional p-values, as in [`local_moran_exact`](super::local_moran_exact).
///
/// # Errors
/// Non-finite values.
///
/// # Panics
/// If there is not one value a unit of `weights`.
pub fn local_g_exact(
    weights: &Weights,
    values: &[f64],
    options: &LocalGOptions,
) -> Result<Vec<Option<ConditionalTest<LocalG>>>> {
    let observed = local_g(weights, values, options)?;
    let weights = shaped(weights, *options);
    let lagged = Lagged::new(&weights, values, vec![1.0; values.len()]);
    Ok(conditional::every(&lagged, &weights, values, &observed))
}

/// The weights that the options ask for.
fn shaped(weights: &Weights, options: LocalGOptions) -> Weights {
    let row = |i: usize| {
        let mut row: Vec<(usize, f64)> = weights.row(i).collect();
        if options.star {
            if !row.iter().any(|&(j, _)| j == i) {
                let largest = row.iter().map(|&(_, w)| w).reduce(f64::max).unwrap_or(1.0);
                row.push((i, largest));
            }
        } else {
            row.retain(|&(j, _)| j != i);
        }
        row
    };
    let weights = Weights::from_rows((0..weights.len()).map(row).collect());
    if options.row_standardised { weights.row_standardised() } else { weights }
}

fn statistics(weights: &Weights, values: &[f64], options: LocalGOptions) -> Vec<Option<LocalG>> {
    if values.len() < 3 || inputs::all_equal(values) {
        return vec![None; values.len()];
    }
    let n = values.len() as f64;
    let total: f64 = values.iter().sum();
    let mean = total / n;
    let z: Vec<f64> = values.iter().map(|y| y - mean).collect();
    let squares: f64 = z.iter().map(|z| z * z).sum();
    let unit = |i: usize| {
        if weights.row(i).len() == 0 {
            return None;
        }
        let lag: f64 = weights.row(i).map(|(j, w)| w * values[j]).sum();
        let sum: f64 = weights.row(i).map(|(_, w)| w).sum();
        let of_squares: f64 = weights.row(i).map(|(_, w)| w * w).sum();
        // The values that the sums run over: all, or all others.
        let (count, whole, spread) = if options.star {
            (n, total, squares)
        } else {
            (n - 1.0, total - values[i], squares - z[i] * z[i] * n / (n - 1.0))
        };
        let numbers = match options.variance {
            LocalGVariance::Weights => count * of_squares - sum * sum,
            LocalGVariance::Cardinality => count * sum - sum * sum,
        };
        // What is left after a subtraction of nearly equal sums of squares is rounding.
        let varies = spread > 1e-12 * squares && numbers > 1e-12 * count * of_squares;
        let of_lag = varies.then(|| spread / count * numbers / (count - 1.0));
        let g = (whole > 0.0).then(|| lag / whole);
        let standard = of_lag.map(|variance| (lag - sum * whole / count) / variance.sqrt());
        Some(LocalG {
            g,
            expectation: sum / count,
            variance: g.and(of_lag).map(|variance| variance / (whole * whole)),
            z: standard,
            p: standard.map(|z| libm::erfc(z.abs() / std::f64::consts::SQRT_2)),
        })
    };
    (0..values.len()).map(unit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> Weights {
        Weights::from_neighbours(vec![vec![1, 2], vec![0], vec![0, 3, 4], vec![2], vec![2], vec![]])
    }

    const Y: [f64; 6] = [1.0, 4.0, 2.5, 8.0, 3.0, 6.0];

    #[test]
    fn row_standardising_does_not_change_z() {
        for star in [false, true] {
            let options = LocalGOptions { star, ..LocalGOptions::default() };
            let standardised = LocalGOptions { row_standardised: true, ..options };
            let (binary, standardised) =
                (local_g(&row(), &Y, &options).unwrap(), local_g(&row(), &Y, &standardised).unwrap());
            for (a, b) in binary.iter().zip(&standardised) {
                let z = |local: &Option<LocalG>| local.and_then(|local| local.z);
                assert!(z(a).zip(z(b)).is_none_or(|(a, b)| (a - b).abs() < 1e-12));
            }
            assert_eq!(binary[5].is_some(), star);
        }
    }

    #[test]
    fn the_conditional_moments_are_those_of_all_draws() {
        let options = LocalGOptions::default();
        let local = local_g(&row(), &Y, &options).unwrap()[2].unwrap();
        // The ten triples of the other five values.
        let others = [1.0, 4.0, 8.0, 3.0, 6.0];
        let mut sums = Vec::new();
        for a in 0..5 {
            for b in a + 1..5 {
                for c in b + 1..5 {
                    sums.push((others[a] + others[b] + others[c]) / 22.0);
                }
            }
        }
        let mean = sums.iter().sum::<f64>() / 10.0;
        let variance = sums.iter().map(|s| (s - mean).powi(2)).sum::<f64>() / 10.0;
        assert!((mean - local.expectation).abs() < 1e-14);
        assert!((variance - local.variance.unwrap()).abs() < 1e-14);
        let exact = local_g_exact(&row(), &Y, &options).unwrap()[2].unwrap();
        assert_eq!(exact.permutations, 10);
        let above = sums.iter().filter(|&&s| s >= local.g.unwrap() - 1e-12).count();
        assert!((exact.p.greater - above as f64 / 10.0).abs() < 1e-15);
    }

    #[test]
    fn negative_values_have_a_z_and_equal_ones_nothing() {
        let low: Vec<f64> = Y.iter().map(|y| y - 100.0).collect();
        let options = LocalGOptions::default();
        let (shifted, plain) =
            (local_g(&row(), &low, &options).unwrap(), local_g(&row(), &Y, &options).unwrap());
        let (shifted, plain) = (shifted[0].unwrap(), plain[0].unwrap());
        assert!((shifted.z.unwrap() - plain.z.unwrap()).abs() < 1e-10);
        assert_eq!((shifted.g, shifted.variance), (None, None));
        assert_eq!(local_g(&row(), &[3.0; 6], &options).unwrap(), [None; 6]);
        // A unit whose others are all equal has no variance.
        let one = local_g(&row(), &[9.0, 1.0, 1.0, 1.0, 1.0, 1.0], &options).unwrap()[0].unwrap();
        assert_eq!((one.variance, one.z, one.p), (None, None, None));
    }
}
