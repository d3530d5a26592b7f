//! Palma's ratio: the richest tenth over the poorest two fifths.

use super::lorenz::held_by_poorest;
use super::sorted::ascending_pairs;
use super::sums;
use crate::disparity::inputs;
use crate::error::Result;

/// How many times what the poorest 40 % have goes into what the richest 10 % have; each unit counts once.
///
/// # Formula
/// `(1 − L(0.9)) / L(0.4)` with the Lorenz curve `L`
///
/// # Conventions
/// A unit across a limit is cut: the Lorenz curve runs straight from point to point. 0.25 at equality. `None` where the
/// poorest 40 % have nothing or there is no value.
///
/// # Errors
/// Negative or non-finite values.
///
/// # Example
/// ```
/// use jingwei::disparity::palma;
/// // The richest of ten has 6, the poorest four have 1 each.
/// let palma = palma(&[1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 2.0, 2.0, 2.0, 6.0])?.unwrap();
/// assert!((palma - 1.5).abs() < 1e-15);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Palma, J. G. (2011). Homogeneous middles vs. heterogeneous tails, and the end of the ‘inverted-U’: it's all about the
/// share of the rich. *Development and Change* 42(1).
pub fn palma(values: &[f64]) -> Result<Option<f64>> {
    palma_weighted(values, &vec![1.0; values.len()])
}

/// How many times what the poorest 40 % of the people have goes into what the richest 10 % have.
///
/// # Formula
/// `(1 − L(0.9)) / L(0.4)` with the Lorenz curve `L` over people
///
/// # Units
/// `values` per head; `population` in any unit.
///
/// # Conventions
/// As [`palma()`]; within a unit all are taken to have the same.
///
/// # Errors
/// Negative or non-finite values, a population not above zero.
///
/// # Panics
/// If there is not one population a value.
///
/// # Example
/// ```
/// use jingwei::disparity::palma_weighted;
/// assert_eq!(palma_weighted(&[1.0, 4.0], &[8.0, 2.0])?, Some(1.0));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Palma, J. G. (2011). Homogeneous middles vs. heterogeneous tails, and the end of the ‘inverted-U’: it's all about the
/// share of the rich. *Development and Change* 42(1).
pub fn palma_weighted(values: &[f64], population: &[f64]) -> Result<Option<f64>> {
    inputs::weighted(values, population)?;
    let units = ascending_pairs(values, population);
    let bottom = held_by_poorest(&units, 0.4);
    let top = sums::total(units.iter().map(|&(y, p)| y * p)) - held_by_poorest(&units, 0.9);
    let ratio = top / bottom;
    Ok((bottom > 0.0 && ratio.is_finite()).then_some(ratio))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_unit_is_cut_like_many_and_nothing_below_has_no_ratio() {
        assert!((palma(&[7.0]).unwrap().unwrap() - 0.25).abs() < 1e-15);
        assert!((palma(&[7.0; 13]).unwrap().unwrap() - 0.25).abs() < 1e-15);
        assert_eq!(palma(&[0.0, 0.0, 3.0]).map_err(|e| e.to_string()), Ok(None));
        assert_eq!(palma(&[]).unwrap(), None);
        assert!(palma(&[-1.0]).is_err() && palma_weighted(&[1.0], &[0.0]).is_err());
    }
}
