//! Standard deviation of logarithms: relative differences, whatever the level.

use super::coefficient_of_variation::Deviation;
use super::distribution::Distribution;
use crate::error::Result;

/// How far the logarithms of values lie from their mean: a deviation of 0.1 is about 10 % of the value; each unit
/// counts once.
///
/// # Formula
/// `√(Σ_i (ln y_i − m)² / (n − 1))` with the mean `m` of the logarithms, or with `n` for [`Deviation::Population`]
///
/// # Conventions
/// Natural logarithm, around the mean of the logarithms (the geometric mean), not the logarithm of the mean. 0 at equality.
/// `None` where a value is 0 or there are fewer than two. A transfer from rich to poor can raise it among the
/// rich, which no other index here allows; it is the measure of sigma convergence.
///
/// # Errors
/// Negative or non-finite values.
///
/// # Example
/// ```
/// use jingwei::disparity::{Deviation, standard_deviation_of_logarithms};
/// let found = standard_deviation_of_logarithms(&[2.0, 8.0], Deviation::Population)?.unwrap();
/// assert!((found - 2_f64.ln()).abs() < 1e-15);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn standard_deviation_of_logarithms(values: &[f64], deviation: Deviation) -> Result<Option<f64>> {
    let units = Distribution::plain(values)?;
    let n = values.len() as f64;
    let divisor = match deviation {
        Deviation::Sample => n - 1.0,
        Deviation::Population => n,
    };
    Ok(if values.len() < 2 { None } else { of(units, divisor) })
}

/// How far the logarithms of values per head lie from their mean; each unit counts by its people.
///
/// # Formula
/// `√(Σ_i q_i (ln y_i − m)²)` with the shares `q` of the population and `m = Σ q_i ln y_i`
///
/// # Units
/// `values` per head; `population` in any unit.
///
/// # Conventions
/// As [`standard_deviation_of_logarithms`]; people are a whole population, none is taken from the divisor. `None` where a
/// value is 0 or there is no unit.
///
/// # Errors
/// Negative or non-finite values, a population not above zero.
///
/// # Panics
/// If there is not one population a value.
///
/// # Example
/// ```
/// use jingwei::disparity::standard_deviation_of_logarithms_weighted;
/// let found = standard_deviation_of_logarithms_weighted(&[2.0, 8.0], &[3.0, 3.0])?.unwrap();
/// assert!((found - 2_f64.ln()).abs() < 1e-15);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn standard_deviation_of_logarithms_weighted(values: &[f64], population: &[f64]) -> Result<Option<f64>> {
    let units = Distribution::weighted(values, population)?;
    Ok(if values.is_empty() { None } else { of(units, units.people()) })
}

fn of(units: Distribution<'_>, divisor: f64) -> Option<f64> {
    if units.least() <= 0.0 {
        return None;
    }
    if units.is_equal() {
        return Some(0.0);
    }
    let logarithms: Vec<f64> = units.values.iter().map(|&y| libm::log(y)).collect();
    let logarithms = Distribution { values: &logarithms, population: units.population };
    let mean = logarithms.total() / units.people();
    Some((logarithms.sum(|log| (log - mean) * (log - mean)) / divisor).sqrt())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undefined_with_a_zero_or_one_value_and_none_at_equality() {
        let plain = |values: &[f64]| standard_deviation_of_logarithms(values, Deviation::Sample).unwrap();
        assert_eq!(plain(&[0.0, 1.0]), None);
        assert_eq!(plain(&[3.0]), None);
        assert_eq!(plain(&[]), None);
        assert_eq!(plain(&[0.1; 3]), Some(0.0));
        assert_eq!(standard_deviation_of_logarithms_weighted(&[3.0], &[2.0]).unwrap(), Some(0.0));
        assert_eq!(standard_deviation_of_logarithms_weighted(&[], &[]).unwrap(), None);
        assert!(standard_deviation_of_logarithms_weighted(&[1.0], &[0.0]).is_err());
    }
}
