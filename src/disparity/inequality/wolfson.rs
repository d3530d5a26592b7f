//! Wolfson's polarisation: whether the middle empties towards both ends.

use super::gini::of_sorted_pairs;
use super::lorenz::held_by_poorest;
use super::sorted::ascending_pairs;
use super::sums;
use crate::disparity::inputs;
use crate::error::Result;

/// How far values have moved from the middle to both ends; each unit counts once.
///
/// Polarisation is not inequality: to bring units on the same side of the median together lowers the one and
/// raises the other.
///
/// # Formula
/// `W = (2 (1 / 2 − L(1 / 2)) − G) μ / m` with the Lorenz curve `L`, Gini `G`, mean `μ` and median `m`
///
/// # Conventions
/// As in `PySAL`: 0 at equality, 0.5 where half have nothing and half the same; twice that in
/// papers that scale it to 1. The Lorenz curve runs straight from point to point; the median of an even number is the
/// mean of the two in the middle. `None` where the median is 0 or there is no value.
///
/// # Errors
/// Negative or non-finite values.
///
/// # Example
/// ```
/// use jingwei::disparity::wolfson;
/// // The second example in the documentation of PySAL.
/// let w = wolfson(&[6.0, 6.0, 8.0, 8.0, 10.0, 10.0, 12.0, 12.0])?.unwrap();
/// assert!((w - 1.0 / 12.0).abs() < 1e-15);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Wolfson, M. C. (1994). When inequalities diverge. *The American Economic Review* 84(2).
pub fn wolfson(values: &[f64]) -> Result<Option<f64>> {
    wolfson_weighted(values, &vec![1.0; values.len()])
}

/// How far values per head have moved from the middle to both ends; each unit counts by its people.
///
/// # Formula
/// As [`wolfson()`], all parts of it over people
///
/// # Units
/// `values` per head; `population` in any unit.
///
/// # Conventions
/// As [`wolfson()`]; where a unit ends at just half of the people, the median is the mean of its value and the next.
///
/// # Errors
/// Negative or non-finite values, a population not above zero.
///
/// # Panics
/// If there is not one population a value.
///
/// # Example
/// ```
/// use jingwei::disparity::{wolfson, wolfson_weighted};
/// assert_eq!(wolfson_weighted(&[6.0, 10.0], &[2.0, 1.0])?, wolfson(&[6.0, 6.0, 10.0])?);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Wolfson, M. C. (1994). When inequalities diverge. *The American Economic Review* 84(2).
pub fn wolfson_weighted(values: &[f64], population: &[f64]) -> Result<Option<f64>> {
    inputs::weighted(values, population)?;
    let units = ascending_pairs(values, population);
    let people = sums::total(units.iter().map(|&(_, p)| p));
    let total = sums::total(units.iter().map(|&(y, p)| y * p));
    let (Some(gini), Some(median)) = (of_sorted_pairs(&units), median(&units, people)) else {
        return Ok(None);
    };
    if inputs::all_equal(values) {
        return Ok(Some(0.0));
    }
    let distance = 0.5 - held_by_poorest(&units, 0.5) / total;
    let polarisation = (2.0 * distance - gini) * (total / people) / median;
    Ok((median > 0.0 && polarisation.is_finite()).then_some(polarisation))
}

/// The value in the middle of the people; where half of them end with a unit, the mean of it and the next.
fn median(units: &[(f64, f64)], people: f64) -> Option<f64> {
    let (mut below, near) = (sums::Sum::default(), people * 4.0 * f64::EPSILON);
    for (at, &(y, p)) in units.iter().enumerate() {
        below.add(p);
        let beyond = 2.0 * below.get() - people;
        if beyond.abs() <= near {
            let next = units.get(at + 1).map_or(y, |&(next, _)| next);
            return Some(f64::midpoint(y, next));
        }
        if beyond > 0.0 {
            return Some(y);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moving_to_the_ends_raises_it_and_equality_has_none() {
        let spread = wolfson(&[2.0, 4.0, 6.0, 8.0]).unwrap().unwrap();
        let poles = wolfson(&[3.0, 3.0, 7.0, 7.0]).unwrap().unwrap();
        assert!(poles > spread, "{poles} {spread}");
        assert_eq!(wolfson(&[0.1; 3]).unwrap(), Some(0.0));
        assert_eq!(wolfson(&[4.0]).unwrap(), Some(0.0));
    }

    #[test]
    fn undefined_where_the_middle_has_nothing() {
        assert_eq!(wolfson(&[0.0, 0.0, 0.0, 10.0]).unwrap(), None);
        assert_eq!(wolfson(&[]).unwrap(), None);
        assert_eq!(wolfson(&[0.0, 0.0]).unwrap(), None);
        assert!(wolfson(&[-1.0]).is_err() && wolfson_weighted(&[1.0], &[0.0]).is_err());
    }
}
