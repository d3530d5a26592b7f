//! Herfindahl's index: how much of the whole lies with few.

use super::sums;
use crate::disparity::inputs;
use crate::error::Result;

/// How concentrated a whole is on few units, from `1 / n` (all have the same) to 1 (one has all).
///
/// # Formula
/// `H = Σ_i s_i²` with `s_i = y_i / Σ y`
///
/// # Units
/// `values` are totals (of GDP, of passengers), not values per head. `1 / H` is the number of units of equal size that
/// would be as concentrated.
///
/// # Conventions
/// `None` where all values are 0 or there is none. Also known as the Hirschman–Herfindahl index; times 10 000 in
/// competition law.
///
/// # Errors
/// Negative or non-finite values.
///
/// # Example
/// ```
/// use jingwei::disparity::herfindahl;
/// assert_eq!(herfindahl(&[6.0, 2.0])?, Some(0.625));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Hirschman, A. O. (1964). The paternity of an index. *The American Economic Review* 54(5).
pub fn herfindahl(values: &[f64]) -> Result<Option<f64>> {
    inputs::non_negative(values)?;
    let total = sums::sum(values);
    Ok((total > 0.0).then(|| sums::sum_of(values, |y| (y / total) * (y / total))))
}

/// How concentrated a whole is, from 0 (all have the same) to 1 (one has all) for any number of units.
///
/// # Formula
/// `(H − 1 / n) / (1 − 1 / n)` with [`herfindahl()`]'s `H`
///
/// # Units
/// `values` are totals, not values per head.
///
/// # Conventions
/// Units without anything count in `n`. `None` where all values are 0 or there are fewer than two.
///
/// # Errors
/// Negative or non-finite values.
///
/// # Example
/// ```
/// use jingwei::disparity::herfindahl_normalised;
/// assert_eq!(herfindahl_normalised(&[6.0, 2.0])?, Some(0.25));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn herfindahl_normalised(values: &[f64]) -> Result<Option<f64>> {
    inputs::non_negative(values)?;
    let (n, total) = (values.len() as f64, sums::sum(values));
    if total <= 0.0 || values.len() < 2 {
        return Ok(None);
    }
    if inputs::all_equal(values) {
        return Ok(Some(0.0));
    }
    // Squares around the equal share, so that small differences are not lost beside it.
    let apart = sums::sum_of(values, |y| (y / total - 1.0 / n) * (y / total - 1.0 / n));
    Ok(Some(apart * n / (n - 1.0)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn normalised_is_what_its_formula_says(values in proptest::collection::vec(0.0..1e4_f64, 2..40)) {
            let n = values.len() as f64;
            if let Some(plain) = herfindahl(&values).unwrap() {
                let judge = (plain - 1.0 / n) / (1.0 - 1.0 / n);
                prop_assert!((herfindahl_normalised(&values).unwrap().unwrap() - judge).abs() < 1e-14);
            }
        }
    }

    #[test]
    fn the_ends() {
        assert_eq!(herfindahl(&[0.0, 5.0]).unwrap(), Some(1.0));
        assert_eq!(herfindahl_normalised(&[0.0, 5.0]).unwrap(), Some(1.0));
        assert_eq!(herfindahl_normalised(&[0.1; 3]).unwrap(), Some(0.0));
        assert_eq!((herfindahl(&[5.0]).unwrap(), herfindahl_normalised(&[5.0]).unwrap()), (Some(1.0), None));
        assert_eq!((herfindahl(&[0.0]).unwrap(), herfindahl(&[]).unwrap()), (None, None));
        assert!(herfindahl(&[-1.0]).is_err());
    }
}
