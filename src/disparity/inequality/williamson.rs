//! Williamson's coefficient: variation weighted by people.

use super::distribution::Distribution;
use super::sums;
use crate::disparity::inputs;
use crate::error::Result;

/// How far values per head lie from the mean per head, in units of it; each unit counts by its people.
///
/// # Formula
/// `√(Σ_i (p_i / P) (y_i − μ)²) / μ` with `μ = Σ p_i y_i / P`, `P = Σ p_i`
///
/// # Units
/// `values` per head; `population` in any unit.
///
/// # Conventions
/// 0 at equality. `None` where the mean is 0 or there is no unit.
///
/// # Errors
/// Negative or non-finite values, a population not above zero.
///
/// # Panics
/// If there is not one population a value.
///
/// # Example
/// ```
/// use jingwei::disparity::williamson;
/// // Three people have 1, one has 5: mean 2, squared deviations 3 · 1 + 1 · 9 over four people.
/// let cv = williamson(&[1.0, 5.0], &[3.0, 1.0])?;
/// assert_eq!(cv, Some(3_f64.sqrt() / 2.0));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Williamson, J. G. (1965). Regional inequality and the process of national development: a description of
/// the patterns. *Economic Development and Cultural Change* 13(4).
pub fn williamson(values: &[f64], population: &[f64]) -> Result<Option<f64>> {
    let units = Distribution::weighted(values, population)?;
    let Some(mean) = units.positive_mean() else { return Ok(None) };
    if units.is_equal() {
        return Ok(Some(0.0));
    }
    Ok(Some((units.sum(|y| (y - mean) * (y - mean)) / units.people()).sqrt() / mean))
}

/// How far values per head lie from the national mean per head, in units of it; each unit counts once.
///
/// Williamson's second coefficient: a small region weighs as much as a large one, but the mean stays that of all people.
///
/// # Formula
/// `√(Σ_i (y_i − μ)² / n) / μ` with `μ = Σ p_i y_i / Σ p_i`
///
/// # Units
/// `values` per head; `population` in any unit.
///
/// # Conventions
/// 0 at equality. `None` where the mean is 0 or there is no unit. By `n`, not `n − 1`. With equal populations it is the
/// population coefficient of variation.
///
/// # Errors
/// Negative or non-finite values, a population not above zero.
///
/// # Panics
/// If there is not one population a value.
///
/// # Example
/// ```
/// use jingwei::disparity::williamson_unweighted;
/// // Three people have 1, one has 5: mean 2, squared deviations 1 and 9 over two units.
/// assert_eq!(williamson_unweighted(&[1.0, 5.0], &[3.0, 1.0])?, Some(5_f64.sqrt() / 2.0));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Williamson, J. G. (1965). Regional inequality and the process of national development: a description of
/// the patterns. *Economic Development and Cultural Change* 13(4).
pub fn williamson_unweighted(values: &[f64], population: &[f64]) -> Result<Option<f64>> {
    let units = Distribution::weighted(values, population)?;
    let Some(mean) = units.positive_mean() else { return Ok(None) };
    if inputs::all_equal(values) {
        return Ok(Some(0.0));
    }
    let squares = sums::sum_of(values, |y| (y - mean) * (y - mean));
    Ok(Some((squares / values.len() as f64).sqrt() / mean))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disparity::{Deviation, coefficient_of_variation};

    #[test]
    fn equal_populations_give_the_plain_population_coefficient() {
        let values = [1.0, 2.0, 4.0, 9.0];
        let plain = coefficient_of_variation(&values, Deviation::Population).unwrap().unwrap();
        let weighted = williamson(&values, &[3.0; 4]).unwrap().unwrap();
        assert!((plain - weighted).abs() < 1e-15);
    }

    #[test]
    fn equal_values_do_not_vary_at_all() {
        assert_eq!(williamson(&[0.1; 3], &[0.3, 0.7, 1.9]).unwrap(), Some(0.0));
        assert_eq!(williamson_unweighted(&[0.1; 3], &[0.3, 0.7, 1.9]).unwrap(), Some(0.0));
    }

    #[test]
    fn a_population_of_zero_is_refused() {
        assert!(williamson(&[1.0, 2.0], &[1.0, 0.0]).is_err());
        assert!(williamson_unweighted(&[1.0, 2.0], &[1.0, 0.0]).is_err());
        assert_eq!(williamson(&[], &[]).unwrap(), None);
        assert_eq!(williamson_unweighted(&[0.0], &[1.0]).unwrap(), None);
    }
}
