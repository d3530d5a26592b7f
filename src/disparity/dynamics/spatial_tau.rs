//! Spatial tau: whether neighbours keep their order.

use super::kendall_tau::{KendallTau, kendall_tau};
use crate::disparity::autocorrelation::{PermutationOptions, PseudoP};
use crate::disparity::random::{generator, shuffle};
use crate::error::Result;
use crate::weights::Weights;
use rayon::prelude::*;
use std::cmp::Ordering;

/// How far two orders agree, over all pairs and over pairs of neighbours.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SpatialTau {
    /// Over all pairs.
    pub all: KendallTau,
    /// Tau-b over pairs of neighbours; `None` where all of them are equal in one of the orders, or there are
    /// none.
    pub tau: Option<f64>,
    /// Pairs of neighbours in the same order in both.
    pub concordant: u64,
    /// Pairs of neighbours in opposite order.
    pub discordant: u64,
    /// Pairs of neighbours.
    pub pairs: u64,
}

/// Whether neighbours keep their order from `first` to `second` more or less than others do.
///
/// # Formula
/// `τ_b` as [`kendall_tau`], over pairs of neighbours
///
/// # Conventions
/// Two units are a pair of neighbours where one of them has the other as a neighbour; how much it counts does
/// not matter. On symmetric weights that is giddy's statistic.
///
/// # Errors
/// Values that are not finite.
///
/// # Panics
/// If there is not one value a unit of `weights` in both.
///
/// # Example
/// ```
/// use jingwei::disparity::spatial_tau;
/// use jingwei::weights::Weights;
/// let pairs = Weights::from_neighbours(vec![vec![1], vec![0], vec![3], vec![2]]);
/// // Neighbours change places, the halves do not.
/// let tau = spatial_tau(&pairs, &[1.0, 2.0, 3.0, 4.0], &[2.0, 1.0, 4.0, 3.0])?;
/// assert_eq!((tau.all.tau, tau.tau), (Some(1.0 / 3.0), Some(-1.0)));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Rey, S. J. (2004). Spatial dependence in the evolution of regional income distributions. In Getis, A.,
/// Mur, J. and Zoller, H. G. (eds), *Spatial Econometrics and Spatial Statistics*. Palgrave Macmillan.
pub fn spatial_tau(weights: &Weights, first: &[f64], second: &[f64]) -> Result<SpatialTau> {
    assert!(first.len() == weights.len() && second.len() == weights.len(), "one value a unit in both");
    let all = kendall_tau(first, second)?;
    let pairs = neighbour_pairs(weights);
    let (tau, concordant, discordant) = over(&pairs, |i| (first[i], second[i]));
    Ok(SpatialTau { all, tau, concordant, discordant, pairs: pairs.len() as u64 })
}

/// Whether the spatial tau is lower or higher than where units with their history lie anywhere.
///
/// # Formula
/// `p = (M + 1) / (R + 1)`, where `M` of `R` shuffles have a tau of neighbours at least as low, or high
///
/// # Conventions
/// As [`spatial_tau`]; both values of a unit move together. A shuffle without a tau counts on both sides.
/// `None` where the statistic is. Each shuffle has random numbers of its own from the seed, so that threads
/// do not matter.
///
/// # Errors
/// Values that are not finite.
///
/// # Panics
/// If there is not one value a unit of `weights` in both.
///
/// # Example
/// ```
/// use jingwei::disparity::{PermutationOptions, spatial_tau_permutation};
/// use jingwei::weights::Weights;
/// let pairs = Weights::from_neighbours(vec![vec![1], vec![0], vec![3], vec![2]]);
/// let options = PermutationOptions::default();
/// let p = spatial_tau_permutation(&pairs, &[1.0, 2.0, 3.0, 4.0], &[2.0, 1.0, 4.0, 3.0], &options)?.unwrap();
/// // One of three ways to make two pairs of the four.
/// assert!((p.lesser - 1.0 / 3.0).abs() < 0.06);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// As [`spatial_tau`].
pub fn spatial_tau_permutation(
    weights: &Weights,
    first: &[f64],
    second: &[f64],
    options: &PermutationOptions,
) -> Result<Option<PseudoP>> {
    let Some(observed) = spatial_tau(weights, first, second)?.tau else { return Ok(None) };
    let pairs = neighbour_pairs(weights);
    let values: Vec<(f64, f64)> = first.iter().copied().zip(second.iter().copied()).collect();
    let count = |task| {
        let mut shuffled = values.clone();
        shuffle(&mut shuffled, &mut generator(options.seed, task));
        match over(&pairs, |i| shuffled[i]).0 {
            Some(tau) => [usize::from(tau >= observed - 1e-12), usize::from(tau <= observed + 1e-12)],
            None => [1, 1],
        }
    };
    let [above, below] = (0..options.permutations as u64)
        .into_par_iter()
        .map(count)
        .reduce(|| [0, 0], |one, other| [one[0] + other[0], one[1] + other[1]]);
    Ok(Some(PseudoP::new(above, below, options.permutations)))
}

/// Every pair of units of which one has the other as a neighbour, once.
fn neighbour_pairs(weights: &Weights) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for i in 0..weights.len() {
        let others = weights.row(i).filter(|&(j, weight)| j != i && weight != 0.0);
        pairs.extend(others.map(|(j, _)| (i.min(j), i.max(j))));
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Tau-b, concordant and discordant pairs among `pairs`.
fn over(pairs: &[(usize, usize)], values: impl Fn(usize) -> (f64, f64)) -> (Option<f64>, u64, u64) {
    let (mut concordant, mut discordant, mut first_differ, mut second_differ) = (0_u64, 0_u64, 0_u64, 0_u64);
    for &(i, j) in pairs {
        let (a, b) = (values(i), values(j));
        let x = a.0.partial_cmp(&b.0).expect("values are finite");
        let y = a.1.partial_cmp(&b.1).expect("values are finite");
        first_differ += u64::from(x != Ordering::Equal);
        second_differ += u64::from(y != Ordering::Equal);
        if x != Ordering::Equal && y != Ordering::Equal {
            concordant += u64::from(x == y);
            discordant += u64::from(x != y);
        }
    }
    let product = first_differ as f64 * second_differ as f64;
    let tau = (product > 0.0).then(|| (concordant as f64 - discordant as f64) / product.sqrt());
    (tau, concordant, discordant)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_all_are_neighbours_it_is_kendalls() {
        let all = Weights::from_neighbours((0..7).map(|_| (0..7).collect()).collect());
        let (x, y) = ([1.0, 2.0, 2.0, 4.0, 7.0, 1.0, 3.0], [3.0, 3.0, 1.0, 9.0, 2.0, 5.0, 3.0]);
        let tau = spatial_tau(&all, &x, &y).unwrap();
        assert!((tau.tau.unwrap() - tau.all.tau.unwrap()).abs() < 1e-15);
        assert_eq!((tau.pairs, tau.concordant), (21, tau.all.concordant));
        let p = spatial_tau_permutation(&all, &x, &y, &PermutationOptions::default()).unwrap().unwrap();
        assert!((p.greater, p.lesser) == (1.0, 1.0), "no shuffle changes it");
    }

    #[test]
    fn one_sided_links_are_pairs_and_islands_are_in_none() {
        let weights = Weights::from_neighbours(vec![vec![1], vec![], vec![]]);
        let tau = spatial_tau(&weights, &[1.0, 2.0, 9.0], &[5.0, 6.0, 0.0]).unwrap();
        assert_eq!((tau.pairs, tau.tau), (1, Some(1.0)));
        let islands = Weights::from_neighbours(vec![vec![]; 2]);
        assert_eq!(spatial_tau(&islands, &[1.0, 2.0], &[1.0, 2.0]).unwrap().tau, None);
        let options = PermutationOptions::default();
        assert_eq!(spatial_tau_permutation(&islands, &[1.0, 2.0], &[1.0, 2.0], &options).unwrap(), None);
        assert!(spatial_tau(&islands, &[1.0, f64::NAN], &[1.0, 2.0]).is_err());
    }
}
