//! The distance between the highest and the lowest.

use crate::disparity::inputs;
use crate::error::Result;

/// How many times the lowest value goes into the highest.
///
/// # Formula
/// `max_i y_i / min_i y_i`
///
/// # Conventions
/// `None` where the lowest value is 0 or there is none.
///
/// # Errors
/// Negative or non-finite values.
///
/// # Example
/// ```
/// use jingwei::disparity::max_min_ratio;
/// assert_eq!(max_min_ratio(&[2.0, 8.0, 4.0])?, Some(4.0));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn max_min_ratio(values: &[f64]) -> Result<Option<f64>> {
    inputs::non_negative(values)?;
    Ok(extremes(values).filter(|&(least, _)| least > 0.0).map(|(least, greatest)| greatest / least))
}

/// How much the highest value is above the lowest, in the unit of the values.
///
/// # Formula
/// `max_i y_i − min_i y_i`
///
/// # Conventions
/// `None` where there is no value.
///
/// # Errors
/// Negative or non-finite values.
///
/// # Example
/// ```
/// use jingwei::disparity::absolute_gap;
/// assert_eq!(absolute_gap(&[2.0, 8.0, 4.0])?, Some(6.0));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn absolute_gap(values: &[f64]) -> Result<Option<f64>> {
    inputs::non_negative(values)?;
    Ok(extremes(values).map(|(least, greatest)| greatest - least))
}

/// The least and the greatest.
fn extremes(values: &[f64]) -> Option<(f64, f64)> {
    values.iter().fold(None, |found, &v| match found {
        None => Some((v, v)),
        Some((least, greatest)) => Some((v.min(least), v.max(greatest))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_ratio_to_zero_is_absent() {
        assert_eq!(max_min_ratio(&[0.0, 3.0]).unwrap(), None);
        assert_eq!(absolute_gap(&[0.0, 3.0]).unwrap(), Some(3.0));
        assert_eq!(absolute_gap(&[]).unwrap(), None);
        assert!(max_min_ratio(&[-1.0, 3.0]).is_err());
    }
}
