//! Atkinson's index: which share of the whole could go without loss of welfare, were the rest spread evenly.

use super::distribution::Distribution;
use super::entropy::{Alpha, entropy};
use crate::error::{Code, Finding, Result};

/// Atkinson's index and the mean that it stands for.
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use]
pub struct Atkinson {
    /// From 0 (all the same) to 1.
    pub index: f64,
    /// The value that, had by all, would give the same welfare; in the unit of the values.
    pub equally_distributed_equivalent: f64,
}

/// Which share of the whole inequality wastes, for a society that minds it by `epsilon`; each unit counts once.
///
/// # Formula
/// `A(ε) = 1 − (Σ_i (y_i / μ)^(1 − ε) / n)^(1 / (1 − ε))`; for `ε = 1` one minus geometric over arithmetic mean
///
/// # Units
/// `epsilon` is the aversion to inequality: 0 none at all, 0.5 to 2 in most studies; the larger, the more the poorest
/// decide.
///
/// # Conventions
/// 0 at equality, and for an `epsilon` of 0. `None` where a value is 0, as in `PySAL` (an index that exists for some
/// `epsilon` only could not be compared along it), where there is no value, and where a power is larger than any number.
///
/// # Errors
/// Negative or non-finite values; an `epsilon` that is negative or not finite.
///
/// # Example
/// ```
/// use jingwei::disparity::atkinson;
/// // Mean 2.5, geometric mean 2.
/// let atkinson = atkinson(&[1.0, 4.0], 1.0)?.unwrap();
/// assert!((atkinson.index - 0.2).abs() < 1e-15);
/// assert!((atkinson.equally_distributed_equivalent - 2.0).abs() < 1e-15);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Atkinson, A. B. (1970). On the measurement of inequality. *Journal of Economic Theory* 2(3).
pub fn atkinson(values: &[f64], epsilon: f64) -> Result<Option<Atkinson>> {
    of(Distribution::plain(values)?, epsilon)
}

/// Which share of the whole inequality of values per head wastes; each unit counts by its people.
///
/// # Formula
/// `A(ε) = 1 − (Σ_i q_i (y_i / μ)^(1 − ε))^(1 / (1 − ε))` with the shares `q` of the population and `μ = Σ q_i y_i`
///
/// # Units
/// `values` per head; `population` in any unit; `epsilon` as in [`atkinson()`].
///
/// # Conventions
/// As [`atkinson()`].
///
/// # Errors
/// Negative or non-finite values, a population not above zero; an `epsilon` that is negative or not finite.
///
/// # Panics
/// If there is not one population a value.
///
/// # Example
/// ```
/// use jingwei::disparity::atkinson_weighted;
/// // Harmonic mean 4 / (1 / 1 + 3 / 3) = 2, arithmetic mean 2.5.
/// let atkinson = atkinson_weighted(&[1.0, 3.0], &[1.0, 3.0], 2.0)?.unwrap();
/// assert!((atkinson.index - 0.2).abs() < 1e-15);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Atkinson, A. B. (1970). On the measurement of inequality. *Journal of Economic Theory* 2(3).
pub fn atkinson_weighted(values: &[f64], population: &[f64], epsilon: f64) -> Result<Option<Atkinson>> {
    of(Distribution::weighted(values, population)?, epsilon)
}

fn of(units: Distribution<'_>, epsilon: f64) -> Result<Option<Atkinson>> {
    if !(epsilon >= 0.0 && epsilon.is_finite()) {
        let what = "the epsilon of Atkinson's index is negative or not finite";
        return Err(Finding::new(Code::BadSetting, what).field("epsilon").value(epsilon).into());
    }
    let alpha = Alpha::new(1.0 - epsilon)?;
    if units.least() <= 0.0 {
        return Ok(None);
    }
    let (Some(mean), Some(entropy)) = (units.positive_mean(), entropy(units, alpha)) else { return Ok(None) };
    // The mean of the powers is 1 + α (α − 1) GE(α); by way of the entropy, small differences are not lost beside 1.
    let exponent = match alpha {
        Alpha::Zero => -entropy,
        Alpha::One => 0.0,
        other => libm::log1p(other.get() * (other.get() - 1.0) * entropy) / other.get(),
    };
    let index = (0.0 - libm::expm1(exponent)).max(0.0);
    Ok(index
        .is_finite()
        .then(|| Atkinson { index, equally_distributed_equivalent: mean * libm::exp(exponent) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undefined_with_a_zero_or_without_a_value() {
        for epsilon in [0.0, 0.5, 1.0, 2.0] {
            assert_eq!(atkinson(&[0.0, 1.0, 2.0], epsilon).unwrap(), None);
        }
        assert_eq!(atkinson(&[], 0.5).unwrap(), None);
        assert_eq!(atkinson(&[0.0], 0.5).unwrap(), None);
    }

    #[test]
    fn equality_wastes_nothing_and_indifference_minds_nothing() {
        assert_eq!(atkinson(&[0.1; 3], 2.0).unwrap().unwrap().index.to_bits(), 0);
        assert_eq!(atkinson(&[1.0, 9.0], 0.0).unwrap().unwrap().index.to_bits(), 0);
    }

    #[test]
    fn a_bad_epsilon_is_refused() {
        for bad in [-0.1, f64::NAN, f64::INFINITY] {
            assert!(atkinson(&[1.0, 2.0], bad).unwrap_err().to_string().contains("epsilon"));
        }
        assert!(atkinson_weighted(&[1.0], &[-1.0], 1.0).is_err());
    }
}
