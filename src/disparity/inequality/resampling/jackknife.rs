//! The jackknife: every unit left out once.

use crate::disparity::inequality::sorted::ascending;
use crate::disparity::inequality::sums::{self, Sum};
use crate::disparity::inputs;
use crate::error::Result;
use rayon::prelude::*;

/// An index and how far it depends on single units.
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use]
pub struct Jackknife {
    /// The index of all units.
    pub estimate: f64,
    /// By how much it is too high, for having so few units: taken from the estimate, it corrects it.
    pub bias: f64,
    /// Its standard error.
    pub standard_error: f64,
}

/// The standard error and bias of any index by leaving each unit out once; each unit counts once.
///
/// # Formula
/// With the index `θ` of all `n` units, `θ_i` of all but `i` and their mean `θ̄`: standard error
/// `√((n − 1) / n · Σ_i (θ_i − θ̄)²)`, bias `(n − 1) (θ̄ − θ)`
///
/// # Conventions
/// The `index` is a function of the values, such as [`theil_t`](crate::disparity::theil_t). `None` where it is not defined
/// for all units or for all but one of them, or there are fewer than two. The regions of a country are no sample: the
/// standard error then tells how much the index hangs on single regions.
///
/// # Complexity
/// `n` times the index, over all threads; their number does not matter to the result. See [`gini_jackknife`] for many units.
///
/// # Errors
/// What the `index` refuses.
///
/// # Example
/// ```
/// use jingwei::disparity::{absolute_gap, jackknife};
/// // Without 1 the gap is 1, without 2 it is 2, without 3 it is 1.
/// let gap = jackknife(&[1.0, 2.0, 3.0], absolute_gap)?.unwrap();
/// assert!((gap.standard_error - 2.0 / 3.0).abs() < 1e-15);
/// assert!((gap.bias + 4.0 / 3.0).abs() < 1e-15);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Efron, B. and Tibshirani, R. J. (1993). *An Introduction to the Bootstrap*. Chapman and Hall.
pub fn jackknife(
    values: &[f64],
    index: impl Fn(&[f64]) -> Result<Option<f64>> + Sync,
) -> Result<Option<Jackknife>> {
    let Some(estimate) = index(values)? else { return Ok(None) };
    Ok(left_out(values.len(), |i| index(&without(values, i)))?.and_then(|found| summed(estimate, &found)))
}

/// The standard error and bias of any index of values per head by leaving each unit out once, its people with it.
///
/// # Formula
/// As [`jackknife()`]
///
/// # Units
/// Those of the `index`, a function of values and population such as
/// [`gini_weighted`](crate::disparity::gini_weighted).
///
/// # Conventions
/// As [`jackknife()`].
///
/// # Errors
/// What the `index` refuses.
///
/// # Panics
/// If there is not one population a value.
///
/// # Example
/// ```
/// use jingwei::disparity::{gini_weighted, jackknife_weighted};
/// let gini = jackknife_weighted(&[1.0, 2.0, 3.0], &[5.0, 1.0, 2.0], gini_weighted)?.unwrap();
/// assert!(gini.standard_error > 0.0);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Efron, B. and Tibshirani, R. J. (1993). *An Introduction to the Bootstrap*. Chapman and Hall.
pub fn jackknife_weighted(
    values: &[f64],
    population: &[f64],
    index: impl Fn(&[f64], &[f64]) -> Result<Option<f64>> + Sync,
) -> Result<Option<Jackknife>> {
    assert_eq!(values.len(), population.len(), "one population a value");
    let Some(estimate) = index(values, population)? else { return Ok(None) };
    let found = left_out(values.len(), |i| index(&without(values, i), &without(population, i)))?;
    Ok(found.and_then(|found| summed(estimate, &found)))
}

/// The standard error and bias of the Gini by leaving each unit out once, of a million units as of ten.
///
/// # Formula
/// As [`jackknife()`], for `|y| gini(y, Correction::None)`
///
/// # Conventions
/// `None` where the Gini of all, or of all but one unit, is not defined, or there are fewer than two.
///
/// # Complexity
/// One sorting: with the sum below each unit and above it, every Gini is that of all with one term less.
///
/// # Errors
/// Negative or non-finite values.
///
/// # Example
/// ```
/// use jingwei::disparity::gini_jackknife;
/// // Without 0 the Gini is 0, without one of the others 1 / 2: a mean of 1 / 3.
/// let gini = gini_jackknife(&[0.0, 2.0, 2.0])?.unwrap();
/// assert!((gini.standard_error - 1.0 / 3.0).abs() < 1e-15);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Yitzhaki, S. (1991). Calculating jackknife variance estimators for parameters of the Gini method. *Journal of Business
/// and Economic Statistics* 9(2).
pub fn gini_jackknife(values: &[f64]) -> Result<Option<Jackknife>> {
    inputs::non_negative(values)?;
    let sorted = ascending(values);
    let (n, total) = (sorted.len() as f64, sums::sum(&sorted));
    let rank = |i: usize| 2.0 * i as f64 + 1.0 - n;
    // From the median on, as in the Gini itself; all ranks around their mean sum to zero.
    let median = sorted.get(sorted.len() / 2).copied().unwrap_or(0.0);
    let ranked = sums::total(sorted.iter().enumerate().map(|(i, y)| rank(i) * (y - median)));
    let all = sums::total(sorted.iter().map(|y| y - median));
    let mut below = Sum::default();
    let mut found = Vec::with_capacity(sorted.len());
    for (i, &y) in sorted.iter().enumerate() {
        let rest = total - y;
        if sorted.len() < 2 || rest <= total * f64::EPSILON * n {
            return Ok(None);
        }
        let here = y - median;
        let above = all - below.get() - here;
        // Those below move up by one against the mean rank, those above down.
        let without = ranked - rank(i) * here + below.get() - above;
        found.push((without / ((n - 1.0) * rest)).max(0.0));
        below.add(here);
    }
    Ok(if total > 0.0 { summed(ranked / (n * total), &found) } else { None })
}

/// The index without each of `n` units; `None` where one is not defined.
pub(super) fn left_out(
    n: usize,
    index: impl Fn(usize) -> Result<Option<f64>> + Sync,
) -> Result<Option<Vec<f64>>> {
    if n < 2 {
        return Ok(None);
    }
    // Put in order before the first error is chosen, so that threads do not choose it.
    let found: Vec<_> = (0..n).into_par_iter().map(&index).collect();
    found.into_iter().collect()
}

pub(super) fn without(values: &[f64], i: usize) -> Vec<f64> {
    [&values[..i], &values[i + 1..]].concat()
}

fn summed(estimate: f64, found: &[f64]) -> Option<Jackknife> {
    let n = found.len() as f64;
    let mean = sums::sum(found) / n;
    let squares = sums::sum_of(found, |index| (index - mean) * (index - mean));
    let standard_error = ((n - 1.0) / n * squares).sqrt();
    let bias = (n - 1.0) * (mean - estimate);
    standard_error.is_finite().then_some(Jackknife { estimate, bias, standard_error })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disparity::{Correction, gini, theil_l};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_fast_one_is_the_slow_one(values in proptest::collection::vec(0.0..9.0_f64, 2..40), tie in 0.5..2.0_f64) {
            let values: Vec<f64> = values.iter().map(|y| (y / tie).round() * tie).collect();
            let slow = jackknife(&values, |y| gini(y, Correction::None)).unwrap();
            match (gini_jackknife(&values).unwrap(), slow) {
                (Some(fast), Some(slow)) => {
                    prop_assert!((fast.estimate - slow.estimate).abs() < 1e-14);
                    prop_assert!((fast.standard_error - slow.standard_error).abs() < 1e-12);
                    prop_assert!((fast.bias - slow.bias).abs() < 1e-12);
                }
                (fast, slow) => prop_assert_eq!(fast, slow),
            }
        }
    }

    #[test]
    fn undefined_with_one_unit_or_where_a_rest_has_nothing() {
        assert_eq!(gini_jackknife(&[3.0]).unwrap(), None);
        assert_eq!(gini_jackknife(&[]).unwrap(), None);
        assert_eq!(gini_jackknife(&[0.0, 0.0, 3.0]).unwrap(), None);
        assert_eq!(jackknife(&[0.0, 1.0], theil_l).unwrap(), None);
        assert!(gini_jackknife(&[1.0, -1.0]).is_err());
        assert!(jackknife(&[1.0, f64::NAN], theil_l).is_err());
        let equal = gini_jackknife(&[0.1; 5]).unwrap().unwrap();
        assert_eq!([equal.estimate, equal.standard_error].map(Some), [Some(0.0); 2]);
    }
}
