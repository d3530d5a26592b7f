//! Classes of values over several periods, by quantiles found without sorting.

use super::periods;
use crate::error::{Code, Error, Finding, Result};

/// Where one class of values ends and the next begins.
#[derive(Debug, Clone, PartialEq)]
pub enum ClassBounds {
    /// This many quantiles of the values of all periods together: units can all rise.
    Pooled(usize),
    /// This many quantiles of each period: what one unit gains, another loses.
    EachPeriod(usize),
    /// The upper bounds of all classes but the last, rising.
    Given(Vec<f64>),
}

/// The class of every unit in every period.
#[derive(Debug, Clone, PartialEq)]
pub struct PeriodClasses {
    /// One list of classes a period, counted from 0.
    pub of: Vec<Vec<usize>>,
    /// How many classes there are; fewer than asked for where equal values join two.
    pub classes: usize,
    /// The upper bounds of all classes but the last; `None` where each period has its own.
    pub cutoffs: Option<Vec<f64>>,
}

/// The class of every value, one list of all units a period.
///
/// # Conventions
/// A value on a bound belongs to the lower class. Quantiles are PySAL's: linear between the two nearest
/// values, equal ones joined.
///
/// # Errors
/// Values that are not finite; no class at all; given bounds that are not finite or do not rise.
///
/// # Panics
/// If the periods do not have equally many values.
///
/// # Example
/// ```
/// use jingwei::disparity::{ClassBounds, classes_over_periods};
/// let values = [vec![1.0, 2.0, 3.0], vec![4.0, 5.0, 6.0]];
/// let pooled = classes_over_periods(&values, &ClassBounds::Pooled(2))?;
/// assert_eq!(pooled.cutoffs, Some(vec![3.5]));
/// assert_eq!(pooled.of, [[0, 0, 0], [1, 1, 1]]);
/// let own = classes_over_periods(&values, &ClassBounds::EachPeriod(2))?;
/// assert_eq!(own.of, [[0, 0, 1], [0, 0, 1]]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn classes_over_periods(values: &[Vec<f64>], bounds: &ClassBounds) -> Result<PeriodClasses> {
    let units = periods::finite(values)?;
    let whole: Vec<usize> = (0..units).collect();
    classes_of(values, bounds, &whole)
}

/// The classes of `units` among checked values; those of the others are 0 and bound nothing.
pub(super) fn classes_of(
    values: &[Vec<f64>],
    bounds: &ClassBounds,
    units: &[usize],
) -> Result<PeriodClasses> {
    let whole = values.iter().all(|values| values.len() == units.len());
    let take = |values: &Vec<f64>, into: &mut Vec<f64>| {
        if whole { into.extend_from_slice(values) } else { into.extend(units.iter().map(|&i| values[i])) }
    };
    match bounds {
        ClassBounds::Pooled(0) | ClassBounds::EachPeriod(0) => {
            Err(Error::usage(Finding::new(Code::BadSetting, "there is at least one class").value(0)))
        }
        ClassBounds::Pooled(k) => {
            let mut pool = Vec::with_capacity(values.len() * units.len());
            for values in values {
                take(values, &mut pool);
            }
            let cutoffs = quantiles(&mut pool, *k);
            Ok(by_cutoffs(values, cutoffs))
        }
        ClassBounds::EachPeriod(k) => {
            let mut pool = Vec::with_capacity(units.len());
            let of = values.iter().map(|values| {
                pool.clear();
                take(values, &mut pool);
                classes(values, &quantiles(&mut pool, *k))
            });
            Ok(PeriodClasses { of: of.collect(), classes: *k, cutoffs: None })
        }
        ClassBounds::Given(cutoffs) => {
            if cutoffs.iter().any(|bound| !bound.is_finite())
                || cutoffs.windows(2).any(|pair| pair[0] >= pair[1])
            {
                let finding =
                    Finding::new(Code::BadSetting, "the bounds of classes are not finite or do not rise");
                return Err(Error::usage(finding.value(format!("{cutoffs:?}"))));
            }
            Ok(by_cutoffs(values, cutoffs.clone()))
        }
    }
}

fn by_cutoffs(values: &[Vec<f64>], cutoffs: Vec<f64>) -> PeriodClasses {
    let of = values.iter().map(|values| classes(values, &cutoffs)).collect();
    PeriodClasses { of, classes: cutoffs.len() + 1, cutoffs: Some(cutoffs) }
}

/// How many cutoffs each value is above.
fn classes(values: &[f64], cutoffs: &[f64]) -> Vec<usize> {
    // A few comparisons without a branch are faster than a search; many are not.
    if cutoffs.len() > 16 {
        return values.iter().map(|value| cutoffs.partition_point(|cutoff| cutoff < value)).collect();
    }
    values.iter().map(|value| cutoffs.iter().map(|cutoff| usize::from(value > cutoff)).sum()).collect()
}

/// The inner quantiles `1/k … (k − 1)/k`, in the order of operations of PySAL mapclassify; the values are
/// left in another order.
fn quantiles(values: &mut [f64], k: usize) -> Vec<f64> {
    let Some(last) = values.len().checked_sub(1) else { return Vec::new() };
    let width = 100.0 / k as f64;
    let place = |i: usize| (width + i as f64 * width) / 100.0 * last as f64;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place among the values")]
    let ranks: Vec<usize> = (0..k - 1).map(|i| (place(i).floor() as usize).min(last)).collect();
    let mut pairs = vec![(0.0, 0.0); ranks.len()];
    select(values, 0, None, &ranks, &mut pairs);
    let between = |(i, &(low, high)): (usize, &(f64, f64))| {
        let beyond = place(i) - ranks[i] as f64;
        if beyond <= 0.0 || ranks[i] == last {
            return low;
        }
        let nearness = (ranks[i] + 1) as f64 - place(i);
        (low * nearness + high * beyond) / (nearness + beyond)
    };
    let greatest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let mut cutoffs: Vec<f64> = pairs.iter().enumerate().map(between).collect();
    cutoffs.dedup();
    // The last class ends at the greatest value; a quantile there joins it.
    cutoffs.retain(|&cutoff| cutoff < greatest);
    cutoffs
}

/// The values of each of the rising `ranks` and of the one after it, where `values` start at rank `offset`
/// and are followed by `follower`.
fn select(
    values: &mut [f64],
    offset: usize,
    follower: Option<f64>,
    ranks: &[usize],
    pairs: &mut [(f64, f64)],
) {
    if ranks.is_empty() {
        return;
    }
    let middle = ranks.len() / 2;
    let at = ranks[middle] - offset;
    let (below, &mut value, above) = values.select_nth_unstable_by(at, f64::total_cmp);
    let first = ranks.partition_point(|&rank| rank < ranks[middle]);
    let after = ranks.partition_point(|&rank| rank <= ranks[middle]);
    // The next in order stands somewhere above; after the last of all nothing does.
    let next = above.iter().copied().min_by(f64::total_cmp).or(follower).unwrap_or(value);
    pairs[first..after].fill((value, next));
    let (before, behind) = pairs.split_at_mut(after);
    select(below, offset, Some(value), &ranks[..first], &mut before[..first]);
    select(above, ranks[middle] + 1, follower, &ranks[after..], behind);
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The judge: sorted, and one quantile after the other.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place among the values")]
    fn sorted_quantiles(values: &[f64], k: usize) -> Vec<f64> {
        let mut sorted = values.to_vec();
        sorted.sort_by(f64::total_cmp);
        let last = sorted.len() - 1;
        let width = 100.0 / k as f64;
        let mut cutoffs: Vec<f64> = (0..k - 1)
            .map(|i| {
                let place = (width + i as f64 * width) / 100.0 * last as f64;
                let below = place.floor();
                let low = sorted[below as usize];
                if place <= below || below as usize == last {
                    return low;
                }
                let (a, b) = (below + 1.0 - place, place - below);
                (low * a + sorted[below as usize + 1] * b) / (a + b)
            })
            .collect();
        cutoffs.push(sorted[last]);
        cutoffs.dedup();
        cutoffs.pop();
        cutoffs
    }

    proptest! {
        #[test]
        fn selected_as_sorted(values in proptest::collection::vec(-9..9_i8, 1..200), k in 1..30_usize) {
            let values: Vec<f64> = values.iter().map(|&v| f64::from(v) / 4.0).collect();
            prop_assert_eq!(quantiles(&mut values.clone(), k), sorted_quantiles(&values, k));
        }
    }

    #[test]
    fn equal_values_are_one_class() {
        let equal = classes_over_periods(&[vec![7.0; 4], vec![7.0; 4]], &ClassBounds::Pooled(5)).unwrap();
        assert_eq!((equal.classes, equal.of), (1, vec![vec![0; 4]; 2]));
        let none = classes_over_periods(&[], &ClassBounds::Pooled(5)).unwrap();
        assert_eq!((none.classes, none.of.len()), (1, 0));
    }

    #[test]
    fn a_search_and_a_count_agree() {
        let cutoffs: Vec<f64> = (0..17).map(f64::from).collect();
        let values = [-1.0, 0.0, 0.5, 3.0, 16.0, 17.0];
        assert_eq!(classes(&values, &cutoffs), [0, 0, 1, 3, 16, 17]);
        assert_eq!(classes(&values, &cutoffs[..4]), [0, 0, 1, 3, 4, 4]);
    }

    #[test]
    fn what_makes_no_classes_is_refused() {
        let values = [vec![1.0, 2.0]];
        assert!(classes_over_periods(&[vec![f64::NAN]], &ClassBounds::Pooled(2)).is_err());
        for bounds in [
            ClassBounds::Pooled(0),
            ClassBounds::EachPeriod(0),
            ClassBounds::Given(vec![2.0, 2.0]),
            ClassBounds::Given(vec![f64::INFINITY]),
        ] {
            assert!(classes_over_periods(&values, &bounds).is_err());
        }
    }
}
