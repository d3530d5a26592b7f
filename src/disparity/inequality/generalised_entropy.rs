//! Generalised entropy: the family of indices that decompose, Theil's two among them.

use super::distribution::Distribution;
use super::entropy::{Alpha, entropy};
use crate::error::Result;

/// How unequal values are, seen from the bottom (`alpha` below 0), the middle or the top (2 and more); each unit counts
/// once.
///
/// # Formula
/// `GE(α) = (Σ_i (y_i / μ)^α / n − 1) / (α (α − 1))`; for 0 the limit `Σ_i ln(μ / y_i) / n`, Theil's L; for 1
/// `Σ_i (y_i / μ) ln(y_i / μ) / n`, Theil's T; `GE(2)` is half the square of the population coefficient of variation
///
/// # Conventions
/// Natural logarithm; `0 · ln 0 = 0`. 0 at equality. `None` where all values are 0 or there is none, with an `alpha`
/// of 0 or below where one of them is 0, and where the index is larger than any number.
///
/// # Errors
/// Negative or non-finite values; an `alpha` that is not finite.
///
/// # Example
/// ```
/// use jingwei::disparity::generalised_entropy;
/// // Mean 2, squared deviations 1 and 1: a coefficient of variation of 1 / 2, squared and halved.
/// assert_eq!(generalised_entropy(&[1.0, 3.0], 2.0)?, Some(0.125));
/// assert_eq!(generalised_entropy(&[0.0, 3.0], 0.0)?, None);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Shorrocks, A. F. (1980). The class of additively decomposable inequality measures. *Econometrica* 48(3).
pub fn generalised_entropy(values: &[f64], alpha: f64) -> Result<Option<f64>> {
    let units = Distribution::plain(values)?;
    Ok(entropy(units, Alpha::new(alpha)?))
}

/// How unequal values per head are between people, seen from the bottom, the middle or the top.
///
/// # Formula
/// `GE(α) = (Σ_i q_i (y_i / μ)^α − 1) / (α (α − 1))` with the shares `q` of the population and `μ = Σ q_i y_i`; the
/// limits for 0 and 1 as in [`generalised_entropy`]
///
/// # Units
/// `values` per head; `population` in any unit.
///
/// # Conventions
/// As [`generalised_entropy`].
///
/// # Errors
/// Negative or non-finite values, a population not above zero; an `alpha` that is not finite.
///
/// # Panics
/// If there is not one population a value.
///
/// # Example
/// ```
/// use jingwei::disparity::generalised_entropy_weighted;
/// // One has 5, three have 1: mean 2, squared deviations 9 and 3 · 1 over four people.
/// assert_eq!(generalised_entropy_weighted(&[5.0, 1.0], &[1.0, 3.0], 2.0)?, Some(0.375));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Shorrocks, A. F. (1980). The class of additively decomposable inequality measures. *Econometrica* 48(3).
pub fn generalised_entropy_weighted(values: &[f64], population: &[f64], alpha: f64) -> Result<Option<f64>> {
    let units = Distribution::weighted(values, population)?;
    Ok(entropy(units, Alpha::new(alpha)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_values_and_a_bad_alpha_are_refused() {
        for bad in [-1.0, f64::NAN, f64::INFINITY] {
            assert!(generalised_entropy(&[1.0, bad], 2.0).is_err());
        }
        let error = generalised_entropy(&[1.0], f64::NAN).unwrap_err().to_string();
        assert_eq!(
            error,
            "setting `alpha`: the alpha of a generalised entropy is not finite: `NaN` [E-STUDY-002]"
        );
        assert!(generalised_entropy_weighted(&[1.0], &[0.0], 2.0).is_err());
    }

    #[test]
    fn one_unit_or_equal_units_have_none_and_nobody_is_undefined() {
        for alpha in [-1.0, 0.0, 0.5, 1.0, 2.0] {
            assert_eq!(generalised_entropy(&[7.0], alpha).unwrap(), Some(0.0));
            assert_eq!(generalised_entropy_weighted(&[0.1; 3], &[0.3, 0.7, 1.9], alpha).unwrap(), Some(0.0));
            assert_eq!(generalised_entropy(&[], alpha).unwrap(), None);
            assert_eq!(generalised_entropy(&[0.0, 0.0], alpha).unwrap(), None);
            assert_eq!(generalised_entropy(&[0.0, 1.0], alpha).unwrap().is_some(), alpha > 0.0);
        }
    }
}
