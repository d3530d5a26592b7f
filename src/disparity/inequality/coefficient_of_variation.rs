//! Coefficient of variation: standard deviation in units of the mean.

use super::sums;
use crate::disparity::inputs;
use crate::error::Result;

/// Which standard deviation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Deviation {
    /// Divided by `n − 1`; the default, it reproduces the published interprovincial series.
    #[default]
    Sample,
    /// Divided by `n`.
    Population,
}

/// How far values lie from their mean, in units of the mean; each unit counts once.
///
/// # Formula
/// `√(Σ_i (y_i − ȳ)² / (n − 1)) / ȳ`, or with `n` for [`Deviation::Population`]
///
/// # Conventions
/// 0 at equality. `None` where the mean is 0 or there are fewer than two values.
///
/// # Errors
/// Negative or non-finite values.
///
/// # Example
/// ```
/// use jingwei::disparity::{Deviation, coefficient_of_variation};
/// // Mean 2, squared deviations 1 + 0 + 1.
/// assert_eq!(coefficient_of_variation(&[1.0, 2.0, 3.0], Deviation::Sample)?, Some(0.5));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn coefficient_of_variation(values: &[f64], deviation: Deviation) -> Result<Option<f64>> {
    inputs::non_negative(values)?;
    let n = values.len() as f64;
    let mean = sums::sum(values) / n;
    if values.len() < 2 || mean <= 0.0 {
        return Ok(None);
    }
    if inputs::all_equal(values) {
        return Ok(Some(0.0));
    }
    let squares = sums::sum_of(values, |y| (y - mean) * (y - mean));
    let divisor = match deviation {
        Deviation::Sample => n - 1.0,
        Deviation::Population => n,
    };
    Ok(Some((squares / divisor).sqrt() / mean))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn undefined_without_a_mean_or_a_second_value() {
        assert_eq!(coefficient_of_variation(&[0.0, 0.0], Deviation::Sample).unwrap(), None);
        assert_eq!(coefficient_of_variation(&[7.0], Deviation::Population).unwrap(), None);
        assert_eq!(coefficient_of_variation(&[], Deviation::Population).unwrap(), None);
    }

    #[test]
    fn equal_values_do_not_vary_at_all() {
        // The mean of three times 0.1 is not 0.1 in doubles.
        assert_eq!(coefficient_of_variation(&[0.1; 3], Deviation::Sample).unwrap(), Some(0.0));
    }

    #[test]
    fn population_divides_by_n() {
        let cv = coefficient_of_variation(&[1.0, 3.0], Deviation::Population).unwrap();
        assert_eq!(cv, Some(0.5));
    }
}
