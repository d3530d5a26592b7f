//! Theil's L, the mean logarithmic deviation: how far the typical unit lies below the mean.

use super::distribution::Distribution;
use super::entropy::{Alpha, entropy};
use crate::error::Result;

/// How far values lie below their mean, in logarithms: it looks at the poor more than Theil's T does; each unit counts
/// once.
///
/// # Formula
/// `L = Σ_i ln(μ / y_i) / n`
///
/// # Conventions
/// Natural logarithm. 0 at equality, without an upper end. `None` where a value is 0 or there is none.
///
/// # Errors
/// Negative or non-finite values.
///
/// # Example
/// ```
/// use jingwei::disparity::theil_l;
/// // Mean 2.5, geometric mean 2.
/// let l = theil_l(&[1.0, 4.0])?.unwrap();
/// assert!((l - (2.5_f64 / 2.0).ln()).abs() < 1e-15);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Theil, H. (1967). *Economics and Information Theory*. North-Holland.
pub fn theil_l(values: &[f64]) -> Result<Option<f64>> {
    Ok(entropy(Distribution::plain(values)?, Alpha::Zero))
}

/// How far values per head lie below the mean per head, in logarithms; each unit counts by its people.
///
/// # Formula
/// `L = Σ_i q_i ln(q_i / s_i)`, where `q_i` is the unit's share of the population and `s_i` that of the total
///
/// # Units
/// `values` per head; `population` in any unit.
///
/// # Conventions
/// Natural logarithm. 0 at equality. `None` where a value is 0 or there is no unit.
///
/// # Errors
/// Negative or non-finite values, a population not above zero.
///
/// # Panics
/// If there is not one population a value.
///
/// # Example
/// ```
/// use jingwei::disparity::theil_l_weighted;
/// // Three have 1, one has 5: mean 2.
/// let l = theil_l_weighted(&[1.0, 5.0], &[3.0, 1.0])?.unwrap();
/// assert!((l - (0.75 * 2_f64.ln() + 0.25 * 0.4_f64.ln())).abs() < 1e-15);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Theil, H. (1967). *Economics and Information Theory*. North-Holland.
pub fn theil_l_weighted(values: &[f64], population: &[f64]) -> Result<Option<f64>> {
    Ok(entropy(Distribution::weighted(values, population)?, Alpha::Zero))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undefined_with_a_zero_and_never_a_huge_number() {
        assert_eq!(theil_l(&[0.0, 0.0, 0.0, 10.0]).unwrap(), None);
        assert_eq!(theil_l_weighted(&[0.0, 1.0], &[1.0, 1.0]).unwrap(), None);
        assert_eq!(theil_l(&[]).unwrap(), None);
        assert_eq!(theil_l(&[3.0]).unwrap(), Some(0.0));
        assert!(theil_l(&[-1.0, 1.0]).is_err());
    }
}
