//! Local Moran's I: where like lie beside like.

use super::moran::deviations;
use super::permutation::{PermutationOptions, PseudoP, draw, generator};
use crate::disparity::inputs;
use crate::error::Result;
use crate::weights::Weights;
use rayon::prelude::*;

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

/// The local statistic of one unit with its conditional pseudo p-values.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LocalPseudoP {
    /// Statistic and quadrant.
    pub local: LocalMoran,
    /// Pseudo p-values, the unit held and the others shuffled.
    pub p: PseudoP,
}

/// Local Moran's I of every unit; `None` for an island, and for every unit where all values are equal.
///
/// # Formula
/// `I_i = (n − 1) z_i Σ_j w_ij z_j / Σ_k z_k²` with `z_i = y_i − ȳ`
///
/// # Conventions
/// The scale of PySAL esda; times `n / (n − 1)` gives that of spdep. The weights are taken as they are: give
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
    assert_eq!(values.len(), weights.len(), "one value a unit");
    inputs::finite(values)?;
    let Some(z) = deviations(values) else { return Ok(vec![None; values.len()]) };
    let scale = scale(&z);
    Ok((0..z.len())
        .map(|i| {
            if weights.row(i).len() == 0 {
                return None;
            }
            let lag: f64 = weights.row(i).map(|(j, w)| w * z[j]).sum();
            let quadrant = match (z[i] > 0.0, lag > 0.0) {
                (true, true) => Quadrant::HighHigh,
                (false, true) => Quadrant::LowHigh,
                (false, false) => Quadrant::LowLow,
                (true, false) => Quadrant::HighLow,
            };
            Some(LocalMoran { i: scale * z[i] * lag, quadrant })
        })
        .collect())
}

/// Local Moran's I with conditional pseudo p-values: each unit keeps its value, the others are shuffled.
///
/// # Formula
/// `p_i = (M_i + 1) / (R + 1)`, where `M_i` of `R` draws of the neighbours' values are at least as extreme
///
/// # Conventions
/// Conventions of [`local_moran`]. Neighbours' values are drawn without replacement from the other units; each
/// unit has random numbers of its own from the seed, so that threads do not matter. No correction for the many
/// tests at once.
///
/// # Errors
/// Non-finite values.
///
/// # Panics
/// If there is not one value a unit of `weights`.
///
/// # Example
/// ```
/// use jingwei::disparity::{PermutationOptions, local_moran_permutation};
/// use jingwei::weights::Weights;
/// let pair = Weights::from_neighbours(vec![vec![1], vec![0], vec![1]]);
/// let local = local_moran_permutation(&pair, &[3.0, 2.0, 1.0], &PermutationOptions::default())?;
/// // The neighbour of the first is the higher or the lower of the others, one time in two each.
/// assert!((local[0].unwrap().p.greater - 0.5).abs() < 0.06);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Anselin, L. (1995). Local indicators of spatial association: LISA. *Geographical Analysis* 27(2).
pub fn local_moran_permutation(
    weights: &Weights,
    values: &[f64],
    options: &PermutationOptions,
) -> Result<Vec<Option<LocalPseudoP>>> {
    let local = local_moran(weights, values)?;
    let Some(z) = deviations(values) else { return Ok(vec![None; values.len()]) };
    let scale = scale(&z);
    Ok(local
        .into_par_iter()
        .enumerate()
        .map(|(i, local)| {
            local.map(|local| LocalPseudoP {
                local,
                p: conditional(weights, &z, i, scale * z[i], local.i, options),
            })
        })
        .collect())
}

/// The pseudo p-values of unit `i`, whose statistic is `factor` times the lag.
fn conditional(
    weights: &Weights,
    z: &[f64],
    i: usize,
    factor: f64,
    observed: f64,
    options: &PermutationOptions,
) -> PseudoP {
    let row: Vec<f64> = weights.row(i).filter(|&(j, _)| j != i).map(|(_, w)| w).collect();
    let own = weights.weight(i, i) * z[i];
    let mut others: Vec<f64> = (0..z.len()).filter(|&j| j != i).map(|j| z[j]).collect();
    let largest = z.iter().fold(0.0, |largest: f64, z| largest.max(z.abs()));
    let total: f64 = weights.row(i).map(|(_, w)| w.abs()).sum();
    let slack = 1e-12 * factor.abs() * largest * total;
    let mut random = generator(options.seed, i as u64);
    let (mut above, mut below) = (0, 0);
    for _ in 0..options.permutations {
        draw(&mut others, row.len(), &mut random);
        let lag: f64 = own + row.iter().zip(&others).map(|(w, z)| w * z).sum::<f64>();
        let statistic = factor * lag;
        above += usize::from(statistic >= observed - slack);
        below += usize::from(statistic <= observed + slack);
    }
    PseudoP::new(above, below, options.permutations)
}

/// `(n − 1) / Σ z²`
fn scale(z: &[f64]) -> f64 {
    (z.len() as f64 - 1.0) / z.iter().map(|z| z * z).sum::<f64>()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_island_is_never_significant() {
        let weights = Weights::from_neighbours(vec![vec![1], vec![0], vec![]]);
        let local =
            local_moran_permutation(&weights, &[1.0, 2.0, 30.0], &PermutationOptions::default()).unwrap();
        assert!(local[0].is_some() && local[2].is_none());
        assert_eq!(local_moran(&weights, &[1.0; 3]).unwrap(), [None; 3]);
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
