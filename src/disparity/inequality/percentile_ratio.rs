//! Ratios between percentiles, such as P90 / P10.

use super::sorted::{ascending, ascending_pairs};
use super::sums::{self, Sum};
use crate::disparity::inputs;
use crate::error::{Code, Finding, Result};

/// How many times the `lower` percentile of the values goes into the `upper` one; each unit counts once.
///
/// # Formula
/// `P_upper / P_lower`; the percentile `p` of `n` values in ascending order lies `p / 100 · (n − 1)` places after
/// the first, straight between two values
///
/// # Units
/// `upper` and `lower` in per cent, from 0 to 100: 90 and 10, 80 and 20, 90 and 50.
///
/// # Conventions
/// The percentile is `NumPy`'s default and that of `PySAL` (type 7 of Hyndman and Fan). `None` where the lower percentile
/// is 0 or there is no value.
///
/// # Errors
/// Negative or non-finite values; a percentile outside 0 to 100.
///
/// # Example
/// ```
/// use jingwei::disparity::percentile_ratio;
/// // The second and the fourth of five.
/// assert_eq!(percentile_ratio(&[8.0, 2.0, 6.0, 1.0, 3.0], 75.0, 25.0)?, Some(3.0));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Hyndman, R. J. and Fan, Y. (1996). Sample quantiles in statistical packages. *The American Statistician* 50(4).
pub fn percentile_ratio(values: &[f64], upper: f64, lower: f64) -> Result<Option<f64>> {
    inputs::non_negative(values)?;
    check(upper, "upper")?;
    check(lower, "lower")?;
    let sorted = ascending(values);
    Ok(ratio(percentile(&sorted, upper), percentile(&sorted, lower)))
}

/// How many times the `lower` percentile goes into the `upper` one among people, each having the value of their unit.
///
/// # Formula
/// `P_upper / P_lower`; the percentile `p` is the least value at or below which at least `p` % of the people are
///
/// # Units
/// `values` per head; `population` in any unit; `upper` and `lower` in per cent, from 0 to 100.
///
/// # Conventions
/// The percentile is always a value of a unit (the inverse of the distribution, type 1 of Hyndman and Fan), so it differs
/// from that of [`percentile_ratio()`] where every unit has one person. `None` where the lower percentile is 0 or there is no
/// unit.
///
/// # Errors
/// Negative or non-finite values, a population not above zero; a percentile outside 0 to 100.
///
/// # Panics
/// If there is not one population a value.
///
/// # Example
/// ```
/// use jingwei::disparity::percentile_ratio_weighted;
/// // One in four has 6, the others 2.
/// assert_eq!(percentile_ratio_weighted(&[6.0, 2.0], &[1.0, 3.0], 90.0, 10.0)?, Some(3.0));
/// assert_eq!(percentile_ratio_weighted(&[6.0, 2.0], &[1.0, 3.0], 75.0, 10.0)?, Some(1.0));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Hyndman, R. J. and Fan, Y. (1996). Sample quantiles in statistical packages. *The American Statistician* 50(4).
pub fn percentile_ratio_weighted(
    values: &[f64],
    population: &[f64],
    upper: f64,
    lower: f64,
) -> Result<Option<f64>> {
    inputs::weighted(values, population)?;
    check(upper, "upper")?;
    check(lower, "lower")?;
    let units = ascending_pairs(values, population);
    Ok(ratio(weighted_percentile(&units, upper), weighted_percentile(&units, lower)))
}

fn ratio(upper: Option<f64>, lower: Option<f64>) -> Option<f64> {
    let (upper, lower) = (upper?, lower?);
    (lower > 0.0).then(|| upper / lower).filter(|ratio| ratio.is_finite())
}

fn check(percentile: f64, field: &str) -> Result<()> {
    if (0.0..=100.0).contains(&percentile) {
        return Ok(());
    }
    let what = "a percentile lies outside 0 to 100";
    Err(Finding::new(Code::BadSetting, what).field(field).value(percentile).into())
}

/// The percentile of values in ascending order, straight between two of them.
pub(super) fn percentile(sorted: &[f64], percent: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = percent / 100.0 * last as f64;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place from 0 to the last")]
    let below = (place.floor() as usize).min(last);
    let (from, to) = (sorted[below], sorted[(below + 1).min(last)]);
    let part = place - below as f64;
    Some(if part > 0.0 { from + part * (to - from) } else { from })
}

/// The least value at or below which `percent` of the people are.
fn weighted_percentile(units: &[(f64, f64)], percent: f64) -> Option<f64> {
    let people = sums::total(units.iter().map(|&(_, p)| p)) * (percent / 100.0);
    let mut below = Sum::default();
    let found = units.iter().find(|&&(_, p)| {
        below.add(p);
        // A share that ends at a unit's last person must not be carried on by rounding.
        below.get() >= people * (1.0 - 4.0 * f64::EPSILON)
    });
    found.or(units.last()).map(|&(y, _)| y)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_are_the_extremes() {
        assert_eq!(percentile_ratio(&[4.0, 2.0, 9.0], 100.0, 0.0).unwrap(), Some(4.5));
        assert_eq!(percentile_ratio(&[4.0], 90.0, 10.0).unwrap(), Some(1.0));
        assert_eq!(percentile_ratio(&[0.0, 2.0], 100.0, 0.0).unwrap(), None);
        assert_eq!(percentile_ratio(&[], 90.0, 10.0).unwrap(), None);
        assert_eq!(percentile_ratio_weighted(&[4.0, 2.0, 9.0], &[1.0; 3], 100.0, 0.0).unwrap(), Some(4.5));
        assert_eq!(percentile_ratio_weighted(&[], &[], 100.0, 0.0).unwrap(), None);
    }

    #[test]
    fn between_two_values_as_numpy_does() {
        // numpy.percentile([1, 2, 4, 8], [90, 10]) is [6.8, 1.3].
        let found = percentile_ratio(&[1.0, 2.0, 4.0, 8.0], 90.0, 10.0).unwrap().unwrap();
        assert!((found - 6.8 / 1.3).abs() < 1e-14, "{found}");
    }

    #[test]
    fn a_percentile_beyond_a_hundred_is_refused() {
        for bad in [-1.0, 100.5, f64::NAN] {
            assert!(percentile_ratio(&[1.0], bad, 10.0).unwrap_err().to_string().contains("`upper`"));
            assert!(percentile_ratio_weighted(&[1.0], &[1.0], 90.0, bad).is_err());
        }
    }
}
