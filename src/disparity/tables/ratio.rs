//! One group against another.

use crate::disparity::inputs;
use crate::error::Result;

/// How many times the value per head of one group goes into that of another.
///
/// # Formula
/// `(Σ_{i∈A} X_i / Σ_{i∈A} p_i) / (Σ_{i∈B} X_i / Σ_{i∈B} p_i)`
///
/// # Units
/// `totals` of each unit (GDP, not per head); `population` in any unit.
///
/// # Conventions
/// Each group is taken together: the ratio of aggregates, not of means. The groups are predicates on the index
/// of a unit, so that units can be left out (the north without the northeast). `None` where a group is empty or
/// the second one has nothing.
///
/// # Errors
/// Negative or non-finite totals, a population not above zero.
///
/// # Panics
/// If there is not one population a total.
///
/// # Example
/// ```
/// use jingwei::disparity::ratio_per_capita;
/// // 12 over 4 people against 4 over 4 people.
/// let ratio = ratio_per_capita(&[4.0, 8.0, 4.0], &[2.0, 2.0, 4.0], |i| i < 2, |i| i == 2)?;
/// assert_eq!(ratio, Some(3.0));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn ratio_per_capita(
    totals: &[f64],
    population: &[f64],
    numerator: impl Fn(usize) -> bool,
    denominator: impl Fn(usize) -> bool,
) -> Result<Option<f64>> {
    inputs::weighted(totals, population)?;
    let per_head = |among: &dyn Fn(usize) -> bool| {
        let (mut x, mut p) = (0.0, 0.0);
        for i in (0..totals.len()).filter(|&i| among(i)) {
            x += totals[i];
            p += population[i];
        }
        (p > 0.0).then_some(x / p)
    };
    let (Some(a), Some(b)) = (per_head(&numerator), per_head(&denominator)) else { return Ok(None) };
    Ok((b > 0.0).then_some(a / b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_group_has_no_ratio() {
        assert_eq!(ratio_per_capita(&[1.0, 2.0], &[1.0, 1.0], |_| true, |_| false).unwrap(), None);
        assert_eq!(ratio_per_capita(&[1.0, 0.0], &[1.0, 1.0], |i| i == 0, |i| i == 1).unwrap(), None);
    }
}
