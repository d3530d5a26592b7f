//! Concentration index: whether what is counted lies with those who stand high in another order.

use super::sorted::fractional_ranks;
use super::sums;
use crate::disparity::inputs;
use crate::error::Result;

/// How far values lie with those who stand high (above 0) or low (below 0) in the order of `standing`; each unit
/// counts once.
///
/// Beds per head by income, schools by distance: the Gini of the values where both orders are the same, its negative
/// where they are opposite, 0 where the order does not matter.
///
/// # Formula
/// `C = 2 Σ_i (y_i / μ) (R_i − 1 / 2) / n`, where `R_i` is the share of units below `i` in the order of `standing`, units of
/// the same standing counted by half
///
/// # Conventions
/// From `−(n − 1) / n` to `(n − 1) / n`. `None` where all values are 0 or there is none.
///
/// # Errors
/// Negative or non-finite values; a standing that is not finite.
///
/// # Panics
/// If there is not one standing a value.
///
/// # Example
/// ```
/// use jingwei::disparity::concentration_index;
/// assert_eq!(concentration_index(&[0.0, 10.0, 0.0, 0.0], &[1.0, 9.0, 3.0, 2.0])?, Some(0.75));
/// assert_eq!(concentration_index(&[0.0, 10.0, 0.0, 0.0], &[7.0, -5.0, 3.0, 2.0])?, Some(-0.75));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Kakwani, N. C. (1977). Measurement of tax progressivity: an international comparison. *The Economic Journal* 87(345).
pub fn concentration_index(values: &[f64], standing: &[f64]) -> Result<Option<f64>> {
    concentration_index_weighted(values, standing, &vec![1.0; values.len()])
}

/// How far values per head lie with those who stand high or low in the order of `standing`; each unit counts by its
/// people.
///
/// # Formula
/// `C = 2 Σ_i q_i (y_i / μ) (R_i − 1 / 2)` with the shares `q` of the population and `R_i` the share of people below unit `i`,
/// those of the same standing counted by half
///
/// # Units
/// `values` per head; `standing` in any unit, only its order matters; `population` in any unit.
///
/// # Conventions
/// As [`concentration_index()`].
///
/// # Errors
/// Negative or non-finite values, a population not above zero; a standing that is not finite.
///
/// # Panics
/// If there is not one standing and one population a value.
///
/// # Example
/// ```
/// use jingwei::disparity::concentration_index_weighted;
/// // One in four has all, and stands highest.
/// assert_eq!(concentration_index_weighted(&[10.0, 0.0], &[2.0, 1.0], &[1.0, 3.0])?, Some(0.75));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Kakwani, N. C. (1977). Measurement of tax progressivity: an international comparison. *The Economic Journal* 87(345).
pub fn concentration_index_weighted(
    values: &[f64],
    standing: &[f64],
    population: &[f64],
) -> Result<Option<f64>> {
    inputs::weighted(values, population)?;
    assert_eq!(values.len(), standing.len(), "one standing a value");
    inputs::finite(standing)?;
    if inputs::all_equal(values) && values.first().is_some_and(|&y| y > 0.0) {
        return Ok(Some(0.0));
    }
    Ok(concentration(values, population, &fractional_ranks(standing, population)))
}

/// The concentration of `values` by `ranks`, the shares of people below each unit; `None` unless their sum is above zero.
pub(super) fn concentration(values: &[f64], population: &[f64], ranks: &[f64]) -> Option<f64> {
    let people = sums::sum(population);
    let total = sums::sum_of_both(values, population, |y, p| y * p);
    let mean = total / people;
    // Ranks around their mean sum to zero, so the mean may be taken from the values.
    let covariance = sums::total(
        values.iter().zip(population).zip(ranks).map(|((y, p), rank)| p * (y - mean) * (rank - 0.5)),
    );
    (total > 0.0).then(|| 2.0 * covariance / total)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disparity::gini_weighted;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn by_their_own_order_it_is_the_gini_and_by_the_opposite_its_negative(
            units in proptest::collection::vec((0.0..9.0_f64, 0.1..1e3_f64), 1..40),
        ) {
            // Rounded, so that some are tied.
            let values: Vec<f64> = units.iter().map(|u| u.0.round()).collect();
            let people: Vec<f64> = units.iter().map(|u| u.1).collect();
            let opposite: Vec<f64> = values.iter().map(|y| -y).collect();
            if let Some(gini) = gini_weighted(&values, &people).unwrap() {
                let own = concentration_index_weighted(&values, &values, &people).unwrap().unwrap();
                let other = concentration_index_weighted(&values, &opposite, &people).unwrap().unwrap();
                prop_assert!((own - gini).abs() < 1e-13 && (other + gini).abs() < 1e-13);
            }
        }
    }

    #[test]
    fn equal_standing_or_equal_values_mean_none() {
        assert_eq!(concentration_index(&[1.0, 5.0], &[3.0, 3.0]).unwrap(), Some(0.0));
        assert_eq!(concentration_index(&[0.1; 3], &[3.0, 1.0, 2.0]).unwrap(), Some(0.0));
        assert_eq!(concentration_index(&[0.0; 3], &[3.0, 1.0, 2.0]).unwrap(), None);
        assert_eq!(concentration_index(&[], &[]).unwrap(), None);
        assert!(concentration_index(&[1.0], &[f64::NAN]).is_err());
    }
}
