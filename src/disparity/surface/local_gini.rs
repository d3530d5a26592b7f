//! How unequal the values around every unit are, by Gini.

use super::neighbourhood::{Neighbourhoods, Part, SurfaceOptions, mean, ranks};
use crate::disparity::inputs;
use crate::error::Result;
use crate::weights::Weights;

/// The Gini coefficient of the values around each unit: the local disparity surface.
///
/// # Formula
/// `G_i = Σ_j Σ_k q_j q_k |y_j − y_k| / (2 Σ_j q_j y_j)` with the shares `q` of [`super`]
///
/// # Units
/// None; with a population, `values` are per head and the disparity is that between people.
///
/// # Conventions
/// `None` where fewer than two units count or the mean around the unit is 0. 0 where all values around it are
/// equal. No small-sample correction. Where every unit counts equally around every other and itself, each `G_i`
/// is [`super::super::gini()`] of all.
///
/// # Complexity
/// `O(k log k)` for a unit around which `k` count.
///
/// # Errors
/// Negative or non-finite values, negative weights, a population not above zero, a bad
/// [`super::SelfWeight::Fixed`].
///
/// # Panics
/// If there is not one value, and one population where there are any, a unit of `weights`.
///
/// # Example
/// ```
/// use jingwei::disparity::{SelfWeight, SurfaceOptions, local_gini};
/// use jingwei::weights::Weights;
/// // In a row: equals at the first unit, one that has all at the last.
/// let row = Weights::from_neighbours(vec![vec![1], vec![0, 2], vec![1, 3], vec![2]]);
/// let options = SurfaceOptions { self_weight: SelfWeight::AsHeaviest, ..SurfaceOptions::default() };
/// let gini = local_gini(&row, &[4.0, 4.0, 0.0, 8.0], &options)?;
/// assert_eq!((gini[0], gini[3]), (Some(0.0), Some(0.5)));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn local_gini(
    weights: &Weights,
    values: &[f64],
    options: &SurfaceOptions<'_>,
) -> Result<Vec<Option<f64>>> {
    assert_eq!(values.len(), weights.len(), "one value a unit");
    inputs::non_negative(values)?;
    let around = Neighbourhoods::new(weights, options)?;
    let ranks = ranks(values);
    Ok(around.each(|parts| {
        let mean = mean(parts, values).filter(|&mean| mean > 0.0 && parts.len() > 1)?;
        parts.sort_unstable_by_key(|part| ranks[part.unit]);
        Some(half_mean_difference(parts, values) / mean)
    }))
}

/// `Σ_j Σ_k q_j q_k |y_j − y_k| / 2` of parts in the order of `y`, as `Σ F (1 − F) (step of y)`: no term is negative,
/// so that nothing cancels where values are nearly equal.
fn half_mean_difference(sorted: &[Part], y: &[f64]) -> f64 {
    let total: f64 = sorted.iter().map(|part| part.share).sum();
    let mut below = 0.0;
    let steps = sorted.windows(2).map(|pair| {
        below += pair[0].share;
        below * (total - below).max(0.0) * (y[pair[1].unit] - y[pair[0].unit])
    });
    steps.sum::<f64>() / (total * total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disparity::{Correction, gini};

    #[test]
    fn nobody_one_and_nothing_have_no_disparity() {
        let weights = Weights::from_neighbours(vec![vec![], vec![0], vec![0, 1], vec![0, 2]]);
        let local = local_gini(&weights, &[0.0, 0.0, 3.0, 1.0], &SurfaceOptions::default()).unwrap();
        assert_eq!(local, [None, None, None, Some(0.5)]);
    }

    #[test]
    fn everywhere_the_gini_of_all_where_all_count_everywhere() {
        let y = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0];
        let all = Weights::from_rows(vec![(0..8).map(|j| (j, 0.3)).collect(); 8]);
        let global = gini(&y, Correction::None).unwrap().unwrap();
        for local in local_gini(&all, &y, &SurfaceOptions::default()).unwrap() {
            assert!((local.unwrap() - global).abs() < 1e-15);
        }
    }

    #[test]
    fn nearly_equal_values_keep_their_digits() {
        let weights = Weights::from_rows(vec![vec![(0, 1.0), (1, 1.0)], vec![]]);
        let y = [1.0, 1.0 + f64::EPSILON];
        let local = local_gini(&weights, &y, &SurfaceOptions::default()).unwrap();
        assert!((local[0].unwrap() / (f64::EPSILON / 4.0) - 1.0).abs() < 1e-15);
    }

    #[test]
    fn negative_values_are_refused() {
        let weights = Weights::from_neighbours(vec![vec![1], vec![0]]);
        assert!(local_gini(&weights, &[1.0, -1.0], &SurfaceOptions::default()).is_err());
    }
}
