//! Local Geary's C: where neighbours are alike, by one variable or by several at once.

use super::bivariate_moran::standardised;
use super::conditional::{self, Local};
use super::permutation::{ConditionalTest, PermutationOptions};
use crate::disparity::{Deviation, inputs};
use crate::error::Result;
use crate::weights::Weights;

/// Local Geary's C of every unit: small where its neighbours are like it; `None` for an island, and for every unit
/// where all values are equal.
///
/// # Formula
/// `c_i = Σ_j w_ij (z_i − z_j)²` with `z = (y − ȳ) / σ`
///
/// # Conventions
/// The weights are taken as they are: give `weights.row_standardised()` for the usual form. `deviation` tells by which
/// standard deviation values are measured: [`Deviation::Population`] as PySAL esda, [`Deviation::Sample`] as R spdep.
///
/// # Errors
/// Non-finite values.
///
/// # Panics
/// If there is not one value a unit of `weights`.
///
/// # Example
/// ```
/// use jingwei::disparity::{Deviation, local_geary};
/// use jingwei::weights::Weights;
/// let row = Weights::from_neighbours(vec![vec![1], vec![0, 2], vec![1, 3], vec![2]]);
/// // Values −1, −1, 1, 1 in units of σ: only the second and the third differ from a neighbour.
/// let local = local_geary(&row, &[1.0, 1.0, 3.0, 3.0], Deviation::Population)?;
/// assert_eq!(local, [Some(0.0), Some(4.0), Some(4.0), Some(0.0)]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Anselin, L. (1995). Local indicators of spatial association: LISA. *Geographical Analysis* 27(2).
pub fn local_geary(weights: &Weights, values: &[f64], deviation: Deviation) -> Result<Vec<Option<f64>>> {
    local_geary_multivariate(weights, &[values], deviation)
}

/// Local Geary's C of several variables: small where neighbours are alike in all of them.
///
/// # Formula
/// `c_i = (1 / k) Σ_v Σ_j w_ij (z_vi − z_vj)²` over the `k` variables
///
/// # Conventions
/// Conventions of [`local_geary`]. Also `None` for every unit where one variable does not vary, or there is none.
///
/// # Errors
/// Non-finite values.
///
/// # Panics
/// If a variable does not have one value a unit of `weights`.
///
/// # References
/// Anselin, L. (2019). A local indicator of multivariate spatial association: extending Geary's c. *Geographical
/// Analysis* 51(2).
pub fn local_geary_multivariate(
    weights: &Weights,
    variables: &[&[f64]],
    deviation: Deviation,
) -> Result<Vec<Option<f64>>> {
    let Some(differences) = Differences::new(weights, variables, deviation)? else {
        return Ok(vec![None; weights.len()]);
    };
    Ok(differences.observed(weights))
}

/// [`local_geary`] with conditional pseudo p-values: `lesser` tests likeness, `greater` unlikeness.
///
/// # Conventions
/// Draws as in [`local_moran_permutation`](super::local_moran_permutation).
///
/// # Errors
/// Non-finite values.
///
/// # Panics
/// If there is not one value a unit of `weights`.
pub fn local_geary_permutation(
    weights: &Weights,
    values: &[f64],
    deviation: Deviation,
    options: &PermutationOptions,
) -> Result<Vec<Option<ConditionalTest<f64>>>> {
    let Some(differences) = Differences::new(weights, &[values], deviation)? else {
        return Ok(vec![None; weights.len()]);
    };
    let (observed, one) = (differences.observed(weights), Squares(differences));
    Ok(conditional::random(&one, weights, &one.0.rows, &observed, options))
}

/// [`local_geary`] with exact conditional p-values, as in [`local_moran_exact`](super::local_moran_exact).
///
/// # Errors
/// Non-finite values.
///
/// # Panics
/// If there is not one value a unit of `weights`.
pub fn local_geary_exact(
    weights: &Weights,
    values: &[f64],
    deviation: Deviation,
) -> Result<Vec<Option<ConditionalTest<f64>>>> {
    let Some(differences) = Differences::new(weights, &[values], deviation)? else {
        return Ok(vec![None; weights.len()]);
    };
    let (observed, one) = (differences.observed(weights), Squares(differences));
    Ok(conditional::every(&one, weights, &one.0.rows, &observed))
}

/// [`local_geary_multivariate`] with conditional pseudo p-values; the variables of a unit move together.
///
/// # Errors
/// Non-finite values.
///
/// # Panics
/// If a variable does not have one value a unit of `weights`.
pub fn local_geary_multivariate_permutation(
    weights: &Weights,
    variables: &[&[f64]],
    deviation: Deviation,
    options: &PermutationOptions,
) -> Result<Vec<Option<ConditionalTest<f64>>>> {
    let Some(differences) = Differences::new(weights, variables, deviation)? else {
        return Ok(vec![None; weights.len()]);
    };
    let observed = differences.observed(weights);
    Ok(conditional::random(&differences, weights, &differences.units(), &observed, options))
}

/// Standardised variables and how units differ in them.
struct Differences {
    /// Unit by unit, all variables of each.
    rows: Vec<f64>,
    variables: usize,
    slacks: Vec<f64>,
}

impl Differences {
    fn new(weights: &Weights, variables: &[&[f64]], deviation: Deviation) -> Result<Option<Self>> {
        let units = weights.len();
        let mut rows = vec![0.0; units * variables.len()];
        let mut varies = !variables.is_empty();
        for (v, values) in variables.iter().enumerate() {
            assert_eq!(values.len(), units, "one value a unit");
            inputs::finite(values)?;
            let Some(z) = standardised(values) else {
                varies = false;
                continue;
            };
            let ratio = match deviation {
                Deviation::Population => 1.0,
                Deviation::Sample => ((units as f64 - 1.0) / units as f64).sqrt(),
            };
            for (i, z) in z.iter().enumerate() {
                rows[i * variables.len() + v] = ratio * z;
            }
        }
        let largest = rows.iter().fold(0.0, |largest: f64, z| largest.max(z.abs()));
        let total = |i: usize| weights.row(i).map(|(_, w)| w.abs()).sum::<f64>();
        let slacks = (0..units).map(|i| 1e-12 * 4.0 * largest * largest * total(i)).collect();
        Ok(varies.then_some(Self { rows, variables: variables.len(), slacks }))
    }

    fn units(&self) -> Vec<u32> {
        (0..self.slacks.len()).map(|i| u32::try_from(i).expect("fewer units than 2³²")).collect()
    }

    fn unit(&self, i: usize) -> &[f64] {
        &self.rows[i * self.variables..(i + 1) * self.variables]
    }

    /// The mean over the variables of the squared difference.
    fn between(&self, i: usize, j: usize) -> f64 {
        let squares = self.unit(i).iter().zip(self.unit(j)).map(|(a, b)| (a - b) * (a - b));
        squares.sum::<f64>() / self.variables as f64
    }

    fn observed(&self, weights: &Weights) -> Vec<Option<f64>> {
        let local = |i: usize| {
            let row = weights.row(i);
            (row.len() > 0).then(|| row.map(|(j, w)| w * self.between(i, j)).sum())
        };
        (0..weights.len()).map(local).collect()
    }
}

impl Local for Differences {
    type Item = u32;

    #[inline]
    fn statistic(&self, i: usize, weights: &[f64], items: &[u32]) -> f64 {
        weights.iter().zip(items).map(|(w, &j)| w * self.between(i, j as usize)).sum()
    }

    fn slack(&self, i: usize) -> f64 {
        self.slacks[i]
    }
}

/// [`Differences`] of one variable, whose values are drawn themselves: faster than to look them up.
struct Squares(Differences);

impl Local for Squares {
    type Item = f64;

    #[inline]
    fn statistic(&self, i: usize, weights: &[f64], items: &[f64]) -> f64 {
        let own = self.0.rows[i];
        weights.iter().zip(items).map(|(w, z)| w * ((own - z) * (own - z))).sum()
    }

    fn slack(&self, i: usize) -> f64 {
        self.0.slack(i)
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Islands, geary};
    use super::*;

    #[test]
    fn the_local_ones_add_up_to_the_global_one() {
        let weights =
            Weights::from_neighbours(vec![vec![1, 3], vec![0, 2], vec![1, 3], vec![2, 0]]).row_standardised();
        let y = [1.0, 4.0, 2.0, 8.0];
        let local = local_geary(&weights, &y, Deviation::Sample).unwrap();
        let global = geary(&weights, &y, Islands::Esda).unwrap().unwrap().c;
        // C = Σ c_i / (2 S0) with the sample deviation.
        let sum: f64 = local.iter().flatten().sum();
        assert!((sum / 8.0 - global).abs() < 1e-14);
    }

    #[test]
    fn two_equal_variables_are_one() {
        let weights = Weights::from_neighbours(vec![vec![1], vec![0, 2], vec![1], vec![]]);
        let y = [1.0, 4.0, 2.0, 8.0];
        let one = local_geary(&weights, &y, Deviation::Population).unwrap();
        let twice = local_geary_multivariate(&weights, &[&y, &y], Deviation::Population).unwrap();
        for (one, twice) in one.iter().zip(&twice) {
            assert!(one.zip(*twice).is_none_or(|(a, b)| (a - b).abs() < 1e-14));
        }
        assert_eq!((one[3], twice[3]), (None, None));
        let flat = local_geary_multivariate(&weights, &[&y, &[1.0; 4]], Deviation::Population).unwrap();
        assert_eq!(flat, [None; 4]);
        assert_eq!(local_geary_multivariate(&weights, &[], Deviation::Population).unwrap(), [None; 4]);
        assert!(local_geary(&weights, &[f64::NAN; 4], Deviation::Population).is_err());
    }
}
