//! Gini coefficient: mean difference between two units, in units of twice the mean.

use crate::disparity::inputs;
use crate::error::Result;

/// Whether the coefficient is stretched to reach 1 with few units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Correction {
    /// As it is: at most `(n − 1) / n`. The default, and what PySAL computes.
    #[default]
    None,
    /// Times `n / (n − 1)`.
    SmallSample,
}

/// How unequal values are, from 0 (all the same) towards 1 (one has all); each unit counts once.
///
/// # Formula
/// `G = Σ_i Σ_j |y_i − y_j| / (2 n² ȳ)`, computed from the sorted values as `Σ_i (2i − n − 1) y_i / (n Σ y)`
///
/// # Conventions
/// Without the correction `n / (n − 1)` unless asked for. `None` where the mean is 0 or there is no value; with
/// the correction, where there are fewer than two.
///
/// # Errors
/// Negative or non-finite values.
///
/// # Example
/// ```
/// use jingwei::disparity::{Correction, gini};
/// assert_eq!(gini(&[0.0, 0.0, 0.0, 10.0], Correction::None)?, Some(0.75));
/// assert_eq!(gini(&[0.0, 0.0, 0.0, 10.0], Correction::SmallSample)?, Some(1.0));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn gini(values: &[f64], correction: Correction) -> Result<Option<f64>> {
    inputs::non_negative(values)?;
    let n = values.len() as f64;
    let sum: f64 = values.iter().sum();
    if sum <= 0.0 {
        return Ok(None);
    }
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let ranked: f64 = (1..).zip(&sorted).map(|(i, y)| (2.0 * f64::from(i) - n - 1.0) * y).sum();
    // Rounding can leave a hair on either side of zero where values are nearly equal.
    let plain = if inputs::all_equal(values) { 0.0 } else { (ranked / (n * sum)).max(0.0) };
    Ok(match correction {
        Correction::None => Some(plain),
        Correction::SmallSample => (values.len() > 1).then(|| plain * n / (n - 1.0)),
    })
}

/// How unequal values per head are between people, each living with the value of their unit.
///
/// # Formula
/// `G = Σ_i Σ_j p_i p_j |y_i − y_j| / (2 P² μ)` with `μ = Σ p_i y_i / P`, `P = Σ p_i`
///
/// # Units
/// `values` per head; `population` in any unit.
///
/// # Conventions
/// `None` where the mean is 0 or there is no unit.
///
/// # Errors
/// Negative or non-finite values, a population not above zero.
///
/// # Panics
/// If there is not one population a value.
///
/// # Example
/// ```
/// use jingwei::disparity::gini_weighted;
/// // Three people share nothing, one has all: as the unweighted Gini of 0, 0, 0, 10.
/// assert_eq!(gini_weighted(&[10.0, 0.0], &[1.0, 3.0])?, Some(0.75));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn gini_weighted(values: &[f64], population: &[f64]) -> Result<Option<f64>> {
    inputs::weighted(values, population)?;
    let people: f64 = population.iter().sum();
    let mut units: Vec<(f64, f64)> = values.iter().copied().zip(population.iter().copied()).collect();
    let sum: f64 = units.iter().map(|(y, p)| y * p).sum();
    if sum <= 0.0 {
        return Ok(None);
    }
    units.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (mut below, mut differences) = (0.0, 0.0);
    for (y, p) in units {
        // Each unit is above `below` people and below the rest.
        differences += p * y * (2.0 * below + p - people);
        below += p;
    }
    let equal = inputs::all_equal(values);
    Ok(Some(if equal { 0.0 } else { (differences / (people * sum)).max(0.0) }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The definition, pair by pair.
    fn judge(values: &[f64], population: &[f64]) -> f64 {
        let people: f64 = population.iter().sum();
        let mean = values.iter().zip(population).map(|(y, p)| y * p).sum::<f64>() / people;
        let pairs = |(a, p): (&f64, &f64)| {
            values.iter().zip(population).map(|(b, q)| p * q * (a - b).abs()).sum::<f64>()
        };
        values.iter().zip(population).map(pairs).sum::<f64>() / (2.0 * people * people * mean)
    }

    proptest! {
        #[test]
        fn both_agree_with_the_definition(
            units in proptest::collection::vec((0.0..1e4_f64, 0.1..1e3_f64), 1..40),
        ) {
            let (values, population): (Vec<f64>, Vec<f64>) = units.into_iter().unzip();
            if let Some(weighted) = gini_weighted(&values, &population).unwrap() {
                prop_assert!((weighted - judge(&values, &population)).abs() < 1e-12);
                let plain = gini(&values, Correction::None).unwrap().unwrap();
                prop_assert!((plain - judge(&values, &vec![1.0; values.len()])).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn nothing_to_share_has_no_gini() {
        assert_eq!(gini(&[0.0, 0.0], Correction::None).unwrap(), None);
        assert_eq!(gini(&[3.0], Correction::SmallSample).unwrap(), None);
        assert_eq!(gini(&[3.0], Correction::None).unwrap(), Some(0.0));
    }
}
