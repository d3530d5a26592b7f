//! Theta: whether ranks change by regimes as wholes.

use super::periods;
use crate::disparity::autocorrelation::{PermutationOptions, PseudoP};
use crate::disparity::random::{generator, shuffle};
use crate::error::Result;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The share of all changes of rank, from each period to the next, that regimes make as wholes.
///
/// # Formula
/// `θ_t = Σ_r |Σ_{i ∈ r} Δ_it| / Σ_i |Δ_it|`, where `Δ_it` is the change of rank of unit `i`
///
/// # Conventions
/// From 0, where every rise in a regime is a fall in the same, to 1, where the units of each regime all rise
/// or all fall. Equal values share their mean rank. `None` where no rank changes.
///
/// # Errors
/// Values that are not finite.
///
/// # Panics
/// If there is not one value a unit in every period, and one regime a unit.
///
/// # Example
/// ```
/// use jingwei::disparity::theta;
/// let values = [vec![1.0, 2.0, 3.0, 4.0], vec![3.0, 4.0, 1.0, 2.0], vec![4.0, 3.0, 2.0, 1.0]];
/// // First the regimes change places, then the units in them.
/// assert_eq!(theta(&values, &["west", "west", "east", "east"])?, [Some(1.0), Some(0.0)]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Rey, S. J. (2004). Spatial dependence in the evolution of regional income distributions. In Getis, A.,
/// Mur, J. and Zoller, H. G. (eds), *Spatial Econometrics and Spatial Statistics*. Palgrave Macmillan.
pub fn theta<S: AsRef<str>>(values: &[Vec<f64>], regimes: &[S]) -> Result<Vec<Option<f64>>> {
    let units = periods::finite(values)?;
    let (regimes, count) = numbered(regimes);
    assert!(values.is_empty() || regimes.len() == units, "one regime a unit");
    Ok(changes(values).iter().map(|change| statistic(change, &regimes, count)).collect())
}

/// Whether each theta is lower or higher than where units belong to any regime.
///
/// # Formula
/// `p = (M + 1) / (R + 1)`, where `M` of `R` shuffles of the regimes have a theta at least as low, or high
///
/// # Conventions
/// As [`theta`]. Each shuffle has random numbers of its own from the seed, so that threads do not matter.
///
/// # Errors
/// Values that are not finite.
///
/// # Panics
/// As [`theta`].
///
/// # Example
/// ```
/// use jingwei::disparity::{PermutationOptions, theta_permutation};
/// let values = [vec![1.0, 2.0, 3.0, 4.0], vec![3.0, 4.0, 1.0, 2.0]];
/// let regimes = ["west", "west", "east", "east"];
/// let p = theta_permutation(&values, &regimes, &PermutationOptions::default())?;
/// // The two that rise are in one regime in one of three shuffles.
/// assert!((p[0].unwrap().greater - 1.0 / 3.0).abs() < 0.06);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// As [`theta`].
pub fn theta_permutation<S: AsRef<str>>(
    values: &[Vec<f64>],
    regimes: &[S],
    options: &PermutationOptions,
) -> Result<Vec<Option<PseudoP>>> {
    let observed = theta(values, regimes)?;
    let (regimes, count) = numbered(regimes);
    let changes = changes(values);
    let none = || vec![[0_usize; 2]; changes.len()];
    let counted = |task| {
        let mut shuffled = regimes.clone();
        shuffle(&mut shuffled, &mut generator(options.seed, task));
        let side = |(change, observed): (&Vec<f64>, &Option<f64>)| {
            let (Some(theta), Some(observed)) = (statistic(change, &shuffled, count), observed) else {
                return [0, 0];
            };
            [usize::from(theta >= observed - 1e-12), usize::from(theta <= observed + 1e-12)]
        };
        changes.iter().zip(&observed).map(side).collect()
    };
    let add = |one: Vec<[usize; 2]>, other: Vec<[usize; 2]>| {
        one.iter().zip(other).map(|(a, b)| [a[0] + b[0], a[1] + b[1]]).collect()
    };
    let counts = (0..options.permutations as u64).into_par_iter().map(counted).reduce(none, add);
    let p = |(counts, observed): ([usize; 2], &Option<f64>)| {
        observed.map(|_| PseudoP::new(counts[0], counts[1], options.permutations))
    };
    Ok(counts.into_iter().zip(&observed).map(p).collect())
}

fn numbered<S: AsRef<str>>(regimes: &[S]) -> (Vec<usize>, usize) {
    let mut numbers: BTreeMap<&str, usize> = regimes.iter().map(|regime| (regime.as_ref(), 0)).collect();
    for (number, value) in numbers.values_mut().enumerate() {
        *value = number;
    }
    (regimes.iter().map(|regime| numbers[regime.as_ref()]).collect(), numbers.len())
}

/// Changes of rank from each period to the next.
fn changes(values: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let ranks: Vec<Vec<f64>> = values.iter().map(|values| mean_ranks(values)).collect();
    ranks.windows(2).map(|pair| pair[1].iter().zip(&pair[0]).map(|(to, from)| to - from).collect()).collect()
}

/// Ranks from 1; equal values share the mean of theirs.
fn mean_ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).collect();
    // Plus zero, so that the two zeros are one.
    let compare = |&a: &usize, &b: &usize| (values[a] + 0.0).total_cmp(&(values[b] + 0.0));
    order.sort_unstable_by(compare);
    let mut ranks = vec![0.0; values.len()];
    let mut before = 0;
    for run in order.chunk_by(|a, b| compare(a, b).is_eq()) {
        let rank = f64::midpoint((2 * before + run.len()) as f64, 1.0);
        for &unit in run {
            ranks[unit] = rank;
        }
        before += run.len();
    }
    ranks
}

fn statistic(change: &[f64], regimes: &[usize], count: usize) -> Option<f64> {
    let mut sums = vec![0.0; count];
    for (change, &regime) in change.iter().zip(regimes) {
        sums[regime] += change;
    }
    let all: f64 = change.iter().map(|change| change.abs()).sum();
    (all > 0.0).then(|| sums.iter().map(|sum| sum.abs()).sum::<f64>() / all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_values_share_a_rank() {
        assert_eq!(mean_ranks(&[5.0, 1.0, 5.0, 0.0, -0.0]), [4.5, 3.0, 4.5, 1.5, 1.5]);
        assert_eq!(theta(&[vec![1.0, 2.0], vec![3.0, 4.0]], &["a", "b"]).unwrap(), [None]);
        assert_eq!(theta(&[], &["a"]).unwrap(), []);
        assert!(theta(&[vec![f64::NAN], vec![1.0]], &["a"]).is_err());
        let p = theta_permutation(&[vec![1.0], vec![2.0]], &["a"], &PermutationOptions::default()).unwrap();
        assert_eq!(p, [None]);
    }
}
