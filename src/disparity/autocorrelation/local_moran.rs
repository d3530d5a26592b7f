//! Local Moran's I: where like lie beside like.

use super::moran::deviations;
use crate::disparity::inputs;
use crate::error::Result;
use crate::weights::Weights;

/// Where a unit stands in the Moran scatter plot: itself, then its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quadrant {
    /// High among high.
    HighHigh,
    /// Low among high.
    LowHigh,
    /// Low among low.
    LowLow,
    /// High among low.
    HighLow,
}

impl Quadrant {
    /// Where a deviation from the mean and the lag of the deviations stand; on the mean is low.
    pub(super) fn of(own: f64, lag: f64) -> Self {
        match (own > 0.0, lag > 0.0) {
            (true, true) => Self::HighHigh,
            (false, true) => Self::LowHigh,
            (false, false) => Self::LowLow,
            (true, false) => Self::HighLow,
        }
    }

    /// The short name of the field: `HH`, `LH`, `LL`, `HL`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::HighHigh => "HH",
            Self::LowHigh => "LH",
            Self::LowLow => "LL",
            Self::HighLow => "HL",
        }
    }
}

/// The local statistic of one unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LocalMoran {
    /// The statistic: positive among like, negative among unlike.
    pub i: f64,
    /// The unit and its neighbours against the mean.
    pub quadrant: Quadrant,
}

/// By what the local statistic is scaled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LocalScale {
    /// As PySAL esda: by the variance with `n − 1`. The default.
    #[default]
    Esda,
    /// As R spdep: by the variance with `n`; `n / (n − 1)` times the scale of esda.
    Spdep,
}

impl LocalScale {
    /// What makes the statistic of `z_i Σ_j w_ij z_j`.
    pub(super) fn factor(self, z: &[f64]) -> f64 {
        let n = z.len() as f64;
        let n = match self {
            Self::Esda => n - 1.0,
            Self::Spdep => n,
        };
        n / z.iter().map(|z| z * z).sum::<f64>()
    }
}

/// Local Moran's I of every unit; `None` for an island, and for every unit where all values are equal.
///
/// # Formula
/// `I_i = (n − 1) z_i Σ_j w_ij z_j / Σ_k z_k²` with `z_i = y_i − ȳ`
///
/// # Conventions
/// The scale of PySAL esda; [`local_moran_scaled`] also knows that of spdep. The weights are taken as they are: give
/// `weights.row_standardised()` for the usual form. High means above the mean, a unit or a lag on the mean is low.
///
/// # Errors
/// Non-finite values; negative ones are fine.
///
/// # Panics
/// If there is not one value a unit of `weights`.
///
/// # Example
/// ```
/// use jingwei::disparity::{Quadrant, local_moran};
/// use jingwei::weights::Weights;
/// let row = Weights::from_neighbours(vec![vec![1], vec![0, 2], vec![1], vec![]]);
/// let local = local_moran(&row, &[1.0, 1.0, 4.0, 2.0])?;
/// // z = −1, −1, 2, 0: (4 − 1) · (−1 · −1) / 6.
/// assert_eq!(local[0].unwrap().i, 0.5);
/// assert_eq!(local[2].unwrap().quadrant, Quadrant::HighLow);
/// assert_eq!(local[3], None);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Anselin, L. (1995). Local indicators of spatial association: LISA. *Geographical Analysis* 27(2).
pub fn local_moran(weights: &Weights, values: &[f64]) -> Result<Vec<Option<LocalMoran>>> {
    local_moran_scaled(weights, values, LocalScale::Esda)
}

/// [`local_moran`] on the scale asked for.
///
/// # Errors
/// Non-finite values.
///
/// # Panics
/// If there is not one value a unit of `weights`.
///
/// # Example
/// ```
/// use jingwei::disparity::{LocalScale, local_moran_scaled};
/// use jingwei::weights::Weights;
/// let row = Weights::from_neighbours(vec![vec![1], vec![0, 2], vec![1], vec![]]);
/// let local = local_moran_scaled(&row, &[1.0, 1.0, 4.0, 2.0], LocalScale::Spdep)?;
/// // z = −1, −1, 2, 0: 4 · (−1 · −1) / 6.
/// assert!((local[0].unwrap().i - 2.0 / 3.0).abs() < 1e-15);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn local_moran_scaled(
    weights: &Weights,
    values: &[f64],
    scale: LocalScale,
) -> Result<Vec<Option<LocalMoran>>> {
    assert_eq!(values.len(), weights.len(), "one value a unit");
    inputs::finite(values)?;
    let Some(z) = deviations(values) else { return Ok(vec![None; values.len()]) };
    let factor = scale.factor(&z);
    let local = |i: usize| {
        if weights.row(i).len() == 0 {
            return None;
        }
        let lag: f64 = weights.row(i).map(|(j, w)| w * z[j]).sum();
        Some(LocalMoran { i: factor * z[i] * lag, quadrant: Quadrant::of(z[i], lag) })
    };
    Ok((0..z.len()).map(local).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_island_has_no_place_and_equal_values_none() {
        let weights = Weights::from_neighbours(vec![vec![1], vec![0], vec![]]);
        let local = local_moran(&weights, &[1.0, 2.0, 30.0]).unwrap();
        assert!(local[0].is_some() && local[2].is_none());
        assert_eq!(local_moran(&weights, &[1.0; 3]).unwrap(), [None; 3]);
        let alone = Weights::from_neighbours(vec![vec![]]);
        assert_eq!(local_moran(&alone, &[1.0]).unwrap(), [None]);
    }

    #[test]
    fn local_statistics_sum_to_the_global_one() {
        let weights =
            Weights::from_neighbours(vec![vec![1], vec![0, 2], vec![1, 3], vec![2]]).row_standardised();
        let y = [1.0, 4.0, 2.0, 8.0];
        let sum: f64 = local_moran(&weights, &y).unwrap().iter().flatten().map(|local| local.i).sum();
        let global = super::super::moran(&weights, &y, super::super::Islands::Esda).unwrap().unwrap();
        // On esda's scale the sum is (n − 1) · I for row-standardised weights.
        assert!((sum - 3.0 * global.i).abs() < 1e-14);
    }
}
