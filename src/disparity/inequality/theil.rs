//! Theil's T: the entropy that the distribution lacks.

use super::distribution::Distribution;
use super::entropy::{Alpha, entropy};
use crate::error::Result;

/// How unequal values are, from 0 (all the same) to `ln n` (one has all); each unit counts once.
///
/// # Formula
/// `T = Σ_i s_i ln(n s_i)` with `s_i = y_i / Σ y`
///
/// # Conventions
/// Natural logarithm; `0 · ln 0 = 0`. `None` where all values are 0 or there is none.
///
/// # Errors
/// Negative or non-finite values.
///
/// # Example
/// ```
/// use jingwei::disparity::theil_t;
/// assert_eq!(theil_t(&[0.0, 0.0, 0.0, 10.0])?, Some(4_f64.ln()));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Theil, H. (1967). *Economics and Information Theory*. North-Holland.
pub fn theil_t(values: &[f64]) -> Result<Option<f64>> {
    Ok(entropy(Distribution::plain(values)?, Alpha::One))
}

/// How unequal values per head are between people; the usual form for regions.
///
/// # Formula
/// `T = Σ_i s_i ln(s_i / q_i)`, where `s_i` is the unit's share of the total (of GDP, say) and `q_i` its share of
/// the population
///
/// # Units
/// `values` per head; `population` in any unit. The total of a unit is their product.
///
/// # Conventions
/// Natural logarithm; `0 · ln 0 = 0`. `None` where all values are 0 or there is no unit.
///
/// # Errors
/// Negative or non-finite values, a population not above zero.
///
/// # Panics
/// If there is not one population a value.
///
/// # Example
/// ```
/// use jingwei::disparity::theil_t_weighted;
/// // One person in four has all.
/// assert_eq!(theil_t_weighted(&[10.0, 0.0], &[1.0, 3.0])?, Some(4_f64.ln()));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Theil, H. (1967). *Economics and Information Theory*. North-Holland.
pub fn theil_t_weighted(values: &[f64], population: &[f64]) -> Result<Option<f64>> {
    Ok(entropy(Distribution::weighted(values, population)?, Alpha::One))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_have_none_however_many_people() {
        let theil = theil_t_weighted(&[0.1; 3], &[0.3, 0.7, 1.9]).unwrap();
        assert_eq!(theil, Some(0.0), "not the last digit of a sum, of which a share might be taken");
    }

    #[test]
    fn nothing_to_share_has_no_theil() {
        assert_eq!(theil_t(&[0.0, 0.0]).unwrap(), None);
        assert_eq!(theil_t(&[]).unwrap(), None);
        assert!(theil_t(&[1.0, -1.0]).is_err());
    }
}
