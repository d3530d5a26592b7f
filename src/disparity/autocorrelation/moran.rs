//! Moran's I: whether like lie beside like.

use crate::disparity::inputs;
use crate::error::Result;
use crate::weights::Weights;

/// What islands do to the global statistic.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Islands {
    /// As R spdep (`adjust.n = TRUE`): `n` is the number of units with neighbours; the mean and the sum of squares
    /// stay those of all units. The default.
    #[default]
    Spdep,
    /// As PySAL esda: `n` counts the islands, each with a lag of 0.
    Esda,
}

/// Variance under one assumption and the test that rests on it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moments {
    /// Variance of the statistic.
    pub variance: f64,
    /// `(statistic − expectation) / √variance`
    pub z: f64,
    /// Two-sided, from the normal distribution; half of it is the one-sided one in the direction that the data show.
    pub p: f64,
}

impl Moments {
    /// The test of `statistic`; `None` where the variance is not above zero.
    pub(super) fn of(statistic: f64, expectation: f64, variance: f64) -> Option<Self> {
        (variance > 0.0 && variance.is_finite()).then(|| {
            let z = (statistic - expectation) / variance.sqrt();
            Self { variance, z, p: libm::erfc(z.abs() / std::f64::consts::SQRT_2) }
        })
    }
}

/// Moran's I with its analytic moments.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Moran {
    /// The statistic: above `expectation` where like lie beside like, below where unlike do.
    pub i: f64,
    /// Expected without spatial pattern: `−1 / (n − 1)`.
    pub expectation: f64,
    /// If values were drawn from a normal distribution; `None` where its variance is not above zero.
    pub normality: Option<Moments>,
    /// If the given values were shuffled over the units; `None` below four units or where its variance is not
    /// above zero.
    pub randomisation: Option<Moments>,
    /// The `n` in use, by the rule for islands.
    pub units: usize,
    /// Units without a neighbour.
    pub islands: Vec<usize>,
}

/// Moran's I of `values` under `weights`.
///
/// # Formula
/// `I = (n / S0) · Σ_i Σ_j w_ij z_i z_j / Σ_i z_i²` with `z_i = y_i − ȳ`, `S0 = ΣΣ w_ij`
///
/// # Conventions
/// The weights are taken as they are: give `weights.row_standardised()` for the usual form. `z` is taken over all
/// units, islands too; `islands` says what else they do. `None` where all values are equal, no unit has a
/// neighbour, or fewer than two units count.
///
/// # Errors
/// Non-finite values; negative ones are fine.
///
/// # Panics
/// If there is not one value a unit of `weights`.
///
/// # Example
/// ```
/// use jingwei::disparity::{Islands, moran};
/// use jingwei::weights::Weights;
/// // Four regions in a row, rich beside rich: z = −1, −1, 1, 1; two like pairs, one unlike.
/// let row = Weights::from_neighbours(vec![vec![1], vec![0, 2], vec![1, 3], vec![2]]);
/// let moran = moran(&row, &[1.0, 1.0, 3.0, 3.0], Islands::default())?.unwrap();
/// assert_eq!(moran.i, 1.0 / 3.0);
/// assert_eq!(moran.expectation, -1.0 / 3.0);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Moran, P. A. P. (1950). Notes on continuous stochastic phenomena. *Biometrika* 37.
/// Cliff, A. D. and Ord, J. K. (1981). *Spatial Processes: Models and Applications*. Pion.
pub fn moran(weights: &Weights, values: &[f64], islands: Islands) -> Result<Option<Moran>> {
    assert_eq!(values.len(), weights.len(), "one value a unit");
    inputs::finite(values)?;
    let Some(z) = deviations(values) else { return Ok(None) };
    let alone = weights.islands();
    let units = match islands {
        Islands::Spdep => weights.len() - alone.len(),
        Islands::Esda => weights.len(),
    };
    let sums = weights.sums();
    if units < 2 || sums.s0 == 0.0 {
        return Ok(None);
    }
    let n = units as f64;
    let squares: f64 = z.iter().map(|z| z * z).sum();
    let i = n / sums.s0 * cross_product(weights, &z) / squares;
    let expectation = -1.0 / (n - 1.0);
    let test = |variance: f64| Moments::of(i, expectation, variance);
    let s0_squared = sums.s0 * sums.s0;
    let normality = test(
        (n * n * sums.s1 - n * sums.s2 + 3.0 * s0_squared) / ((n * n - 1.0) * s0_squared)
            - expectation.powi(2),
    );
    let randomisation = if units < 4 {
        None
    } else {
        // The kurtosis is that of all units under either rule, as in spdep.
        let fourth: f64 = z.iter().map(|z| z.powi(4)).sum();
        let kurtosis = z.len() as f64 * fourth / (squares * squares);
        let first = n * ((n * n - 3.0 * n + 3.0) * sums.s1 - n * sums.s2 + 3.0 * s0_squared);
        let second = kurtosis * ((n * n - n) * sums.s1 - 2.0 * n * sums.s2 + 6.0 * s0_squared);
        let divisor = (n - 1.0) * (n - 2.0) * (n - 3.0) * s0_squared;
        test((first - second) / divisor - expectation.powi(2))
    };
    Ok(Some(Moran { i, expectation, normality, randomisation, units, islands: alone }))
}

/// `y − ȳ`, or `None` where all values are equal, up to what doubles can tell, or there is none.
pub(super) fn deviations(values: &[f64]) -> Option<Vec<f64>> {
    let least = values.iter().copied().reduce(f64::min)?;
    // Of equal values the mean can be off by its last digit, so deviations alone would not tell.
    if values.iter().all(|&value| value <= least) {
        return None;
    }
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    let z: Vec<f64> = values.iter().map(|y| y - mean).collect();
    z.iter().any(|z| z * z > 0.0).then_some(z)
}

/// `Σ_i Σ_j w_ij z_i z_j`
pub(super) fn cross_product(weights: &Weights, z: &[f64]) -> f64 {
    (0..z.len()).map(|i| z[i] * weights.row(i).map(|(j, w)| w * z[j]).sum::<f64>()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Five in a row and an island; the figures are spdep's and esda's, by their formulas.
    fn with_island() -> (Weights, [f64; 6]) {
        let row = vec![vec![1], vec![0, 2], vec![1, 3], vec![2, 4], vec![3], vec![]];
        (Weights::from_neighbours(row).row_standardised(), [1.0, 2.0, 4.0, 3.0, 5.0, 30.0])
    }

    #[test]
    fn an_island_counts_by_rule() {
        let (weights, y) = with_island();
        let esda = moran(&weights, &y, Islands::Esda).unwrap().unwrap();
        let spdep = moran(&weights, &y, Islands::Spdep).unwrap().unwrap();
        assert!((esda.i - 0.205_020_242_914_979_75).abs() < 1e-14);
        assert!((spdep.i - 0.170_850_202_429_149_8).abs() < 1e-14);
        assert!((esda.expectation + 0.2).abs() < 1e-15);
        assert!((spdep.expectation + 0.25).abs() < 1e-15);
        assert_eq!((esda.units, spdep.units), (6, 5));
        assert_eq!(spdep.islands, [5]);
    }

    #[test]
    fn undefined_without_variation_or_neighbours() {
        let (weights, y) = with_island();
        assert_eq!(moran(&weights, &[2.5; 6], Islands::Spdep).unwrap(), None);
        let none = Weights::from_neighbours(vec![vec![]; 6]);
        assert_eq!(moran(&none, &y, Islands::Spdep).unwrap(), None);
        assert!(moran(&weights, &[f64::NAN; 6], Islands::Spdep).is_err());
    }
}
