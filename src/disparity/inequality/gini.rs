//! Gini coefficient: mean difference between two units, in units of twice the mean.

use super::sorted::{ascending, ascending_pairs};
use super::sums::{self, Sum};
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
/// The order of the units does not matter to the last digit. Without the correction `n / (n − 1)` unless asked for. `None` where the mean is 0 or there is no value; with
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
    Ok(of_sorted(&ascending(values), correction))
}

/// The Gini of values in ascending order.
pub(super) fn of_sorted(sorted: &[f64], correction: Correction) -> Option<f64> {
    let n = sorted.len() as f64;
    let sum = sums::sum(sorted);
    if sum <= 0.0 {
        return None;
    }
    // The ranks around their mean sum to zero, so any number may be taken from the values; with the median no term is
    // negative, and what is equal gives zero itself.
    let median = sorted[sorted.len() / 2];
    let mut rank = -(n + 1.0);
    let plain = sums::total(sorted.iter().map(|y| {
        rank += 2.0;
        rank * (y - median)
    })) / (n * sum);
    match correction {
        Correction::None => Some(plain),
        Correction::SmallSample => (sorted.len() > 1).then(|| plain * n / (n - 1.0)),
    }
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
/// The order of the units does not matter to the last digit. `None` where the mean is 0 or there is no unit.
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
    Ok(of_sorted_pairs(&ascending_pairs(values, population)))
}

/// The Gini of values and their people in ascending order of the values.
pub(super) fn of_sorted_pairs(units: &[(f64, f64)]) -> Option<f64> {
    let people = sums::total(units.iter().map(|&(_, p)| p));
    let sum = sums::total(units.iter().map(|&(y, p)| y * p));
    if sum <= 0.0 {
        return None;
    }
    let median = median(units, people);
    let mut below = Sum::default();
    let differences = sums::total(units.iter().map(|&(y, p)| {
        // Each unit is above `below` people and below the rest.
        let place = 2.0 * below.get() + p - people;
        below.add(p);
        p * place * (y - median)
    }));
    Some((differences / (people * sum)).max(0.0))
}

/// The value with at most half of the people on either side.
fn median(units: &[(f64, f64)], people: f64) -> f64 {
    let mut below = 0.0;
    let at = units.iter().find(|&&(_, p)| {
        below += p;
        2.0 * below >= people
    });
    at.or(units.last()).map_or(0.0, |&(y, _)| y)
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
    fn equal_values_have_none_and_the_smallest_differences_are_seen() {
        assert_eq!(gini(&[0.1; 7], Correction::None).unwrap(), Some(0.0));
        assert_eq!(gini_weighted(&[0.1; 3], &[0.3, 0.7, 1.9]).unwrap(), Some(0.0));
        // G = d / (2 · 2) of 1 and 1 + d, up to d².
        let d = f64::EPSILON * 8.0;
        let found = gini(&[1.0, 1.0 + d], Correction::None).unwrap().unwrap();
        assert!((found / (d / 4.0) - 1.0).abs() < 1e-14, "{found}");
        let weighted = gini_weighted(&[1.0, 1.0 + d], &[0.3, 0.3]).unwrap().unwrap();
        assert!((weighted / (d / 4.0) - 1.0).abs() < 1e-14, "{weighted}");
    }

    #[test]
    fn nothing_to_share_has_no_gini() {
        assert_eq!(gini(&[0.0, 0.0], Correction::None).unwrap(), None);
        assert_eq!(gini(&[3.0], Correction::SmallSample).unwrap(), None);
        assert_eq!(gini(&[3.0], Correction::None).unwrap(), Some(0.0));
        assert_eq!(gini(&[], Correction::None).unwrap(), None);
        assert_eq!(gini_weighted(&[], &[]).unwrap(), None);
        assert!(gini_weighted(&[1.0], &[0.0]).is_err() && gini(&[f64::NAN], Correction::None).is_err());
    }
}
