//! Hoover's index: the share of the whole that would have to change hands.

use super::distribution::Distribution;
use crate::error::Result;

/// Which share of the whole would have to go from those above the mean to those below it; each unit counts once.
///
/// # Formula
/// `H = Σ_i |y_i / Σ y − 1 / n| / 2`, the greatest distance between the Lorenz curve and the diagonal
///
/// # Conventions
/// From 0 (all the same) to `(n − 1) / n`. `None` where all values are 0 or there is none. Also known as the Robin Hood,
/// Pietra or Schutz index.
///
/// # Errors
/// Negative or non-finite values.
///
/// # Example
/// ```
/// use jingwei::disparity::hoover;
/// // Two of eight would make 1 and 7 into 3 and 5; three make them equal.
/// assert_eq!(hoover(&[1.0, 7.0])?, Some(0.375));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Hoover, E. M. (1936). The measurement of industrial localization. *The Review of Economics and Statistics* 18(4).
pub fn hoover(values: &[f64]) -> Result<Option<f64>> {
    Ok(of(Distribution::plain(values)?))
}

/// Which share of the whole would have to go from people above the mean per head to people below it.
///
/// # Formula
/// `H = Σ_i |s_i − q_i| / 2` with the unit's share `s` of the total and `q` of the population
///
/// # Units
/// `values` per head; `population` in any unit.
///
/// # Conventions
/// As [`hoover()`].
///
/// # Errors
/// Negative or non-finite values, a population not above zero.
///
/// # Panics
/// If there is not one population a value.
///
/// # Example
/// ```
/// use jingwei::disparity::hoover_weighted;
/// // A quarter of the people have 5 of 8.
/// assert_eq!(hoover_weighted(&[1.0, 5.0], &[3.0, 1.0])?, Some(0.375));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Hoover, E. M. (1936). The measurement of industrial localization. *The Review of Economics and Statistics* 18(4).
pub fn hoover_weighted(values: &[f64], population: &[f64]) -> Result<Option<f64>> {
    Ok(of(Distribution::weighted(values, population)?))
}

fn of(units: Distribution<'_>) -> Option<f64> {
    let mean = units.positive_mean()?;
    if units.is_equal() {
        return Some(0.0);
    }
    Some(units.sum(|y| (y - mean).abs()) / (2.0 * mean * units.people()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_need_no_transfer_and_nothing_cannot_be_shared() {
        assert_eq!(hoover(&[0.1; 3]).unwrap(), Some(0.0));
        assert_eq!(hoover(&[5.0]).unwrap(), Some(0.0));
        assert_eq!(hoover(&[0.0, 0.0]).unwrap(), None);
        assert_eq!(hoover(&[]).unwrap(), None);
        assert_eq!(hoover(&[0.0, 0.0, 0.0, 10.0]).unwrap(), Some(0.75));
        assert!(hoover(&[1.0, -1.0]).is_err() && hoover_weighted(&[1.0], &[0.0]).is_err());
    }
}
