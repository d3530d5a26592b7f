//! Clusters that most divisions agree on.

use super::CoAssociation;
use crate::error::{Code, Finding, Result};
use std::cmp::Reverse;

/// When groups of cities are one cluster.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GroupLinkage {
    /// A city of one and a city of the other are together in enough divisions: chains are followed.
    Single,
    /// Pairs across the two are together in enough divisions on average.
    Average,
}

/// When divisions agree enough for [`consensus`].
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ConsensusOptions {
    /// Share of the divisions that must put two cities (or, on average, two groups) together, above 0 and at most 1;
    /// exactly so many count. Default 0.5.
    pub threshold: f64,
    /// When groups are one cluster. Default average.
    pub linkage: GroupLinkage,
}

impl Default for ConsensusOptions {
    fn default() -> Self {
        Self { threshold: 0.5, linkage: GroupLinkage::Average }
    }
}

/// Clusters on which divisions agree.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Consensus {
    /// The cluster of each city: that with most cities first, of equal ones that whose first city comes first; `None`
    /// for a city that agrees with no other on any.
    pub cluster: Vec<Option<usize>>,
    /// Share of the divisions in which a city is with another of its cluster, on average over those; `None` outside.
    pub support: Vec<Option<f64>>,
    /// The other cluster with whose cities it is most often together, and in what share of the divisions on average;
    /// `None` where it never is with any.
    pub runner_up: Vec<Option<(usize, f64)>>,
}

/// The clusters that most of several divisions agree on.
///
/// # Rule
/// Groups of cities, at first single cities, join while some two of them are together in at least `threshold` of the
/// divisions; the two that are so most often first, of equal ones those with the lower first cities.
///
/// # Complexity
/// `O(n²)` in time and room for `n` cities with [`GroupLinkage::Single`], `O(n³)` at worst with [`GroupLinkage::Average`], mostly
/// little more than `O(n²)`.
///
/// # Errors
/// A threshold that is not above 0 and at most 1; more than 20,000 cities; no division.
///
/// # Panics
/// If the divisions are not of the same cities.
///
/// # Example
/// ```
/// use jingwei::cluster::{ConsensusOptions, consensus};
///
/// let divisions = [
///     vec![Some(0), Some(0), Some(1), Some(1)],
///     vec![Some(0), Some(0), Some(0), Some(1)],
///     vec![Some(0), Some(0), Some(1), Some(1)],
/// ];
/// let found = consensus(&divisions, &ConsensusOptions::default())?;
/// assert_eq!(found.cluster, [Some(0), Some(0), Some(1), Some(1)]);
/// assert_eq!(found.support[2], Some(2.0 / 3.0));
/// assert_eq!(found.runner_up[2], Some((0, 1.0 / 3.0)));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Fred, A. L. N. and Jain, A. K. (2005). Combining multiple clusterings using evidence accumulation. *IEEE Transactions
/// on Pattern Analysis and Machine Intelligence* 27(6). <https://doi.org/10.1109/TPAMI.2005.113>
pub fn consensus(divisions: &[Vec<Option<usize>>], options: &ConsensusOptions) -> Result<Consensus> {
    if !(options.threshold > 0.0 && options.threshold <= 1.0) {
        let what = "a threshold is a share above 0 and at most 1";
        return Err(Finding::new(Code::BadSetting, what).field("threshold").value(options.threshold).into());
    }
    let pairs = CoAssociation::new(divisions)?;
    let mut groups = join(&pairs, options);
    groups.retain(|members| members.len() > 1);
    groups.sort_by_key(|members| (Reverse(members.len()), members[0]));
    let mut cluster = vec![None; pairs.len()];
    for (number, members) in groups.iter().enumerate() {
        for &city in members {
            cluster[city] = Some(number);
        }
    }
    let mean = |city: usize, members: &[usize]| {
        let others = members.iter().filter(|&&other| other != city);
        let sum: f64 = others.clone().map(|&other| pairs.share(city, other)).sum();
        sum / others.count() as f64
    };
    let support = (0..pairs.len()).map(|city| cluster[city].map(|c: usize| mean(city, &groups[c]))).collect();
    let runner_up = (0..pairs.len())
        .map(|city| {
            let others = (0..groups.len()).filter(|&c| cluster[city] != Some(c));
            let shares = others.map(|c| (c, mean(city, &groups[c]))).filter(|&(_, share)| share > 0.0);
            shares.reduce(|best, next| if next.1 > best.1 { next } else { best })
        })
        .collect();
    Ok(Consensus { cluster, support, runner_up })
}

/// Groups of cities, each sorted.
fn join(pairs: &CoAssociation, options: &ConsensusOptions) -> Vec<Vec<usize>> {
    let n = pairs.len();
    let mut groups: Vec<Vec<usize>> = (0..n).map(|city| vec![city]).collect();
    // Sums over pairs for the average, the greatest for single linkage.
    let mut between: Vec<Vec<f64>> = (0..n).map(|i| (0..i).map(|j| pairs.share(i, j)).collect()).collect();
    let tied = |between: &[Vec<f64>], groups: &[Vec<usize>], i: usize, j: usize| {
        let sum = between[i.max(j)][i.min(j)];
        match options.linkage {
            GroupLinkage::Single => sum,
            GroupLinkage::Average => sum / (groups[i].len() * groups[j].len()) as f64,
        }
    };
    let mut live: Vec<usize> = (0..n).collect();
    // The group that each is most often with, of those before it.
    let nearest = |between: &[Vec<f64>], groups: &[Vec<usize>], live: &[usize], i: usize| {
        let before = live.iter().take_while(|&&j| j < i).map(|&j| (tied(between, groups, i, j), j));
        before.reduce(|best, next| if next.0 > best.0 { next } else { best })
    };
    let mut best: Vec<_> = (0..n).map(|i| nearest(&between, &groups, &live, i)).collect();
    loop {
        let offers = live.iter().filter_map(|&i| best[i].map(|(share, j)| (share, j, i)));
        let next =
            offers.reduce(|a, b| if b.0 > a.0 || b.0 >= a.0 && (b.1, b.2) < (a.1, a.2) { b } else { a });
        // Sums of shares are rounded in the last digits.
        let Some((_, kept, gone)) = next.filter(|next| next.0 >= options.threshold - 1e-12) else { break };
        live.retain(|&i| i != gone);
        for &i in live.iter().filter(|&&i| i != kept) {
            let moved = between[i.max(gone)][i.min(gone)];
            let sum = &mut between[i.max(kept)][i.min(kept)];
            *sum = match options.linkage {
                GroupLinkage::Single => sum.max(moved),
                GroupLinkage::Average => *sum + moved,
            };
        }
        let moved = std::mem::take(&mut groups[gone]);
        groups[kept].extend(moved);
        best[gone] = None;
        for &i in &live {
            let touched = best[i].is_some_and(|(_, j)| j == gone || j == kept);
            if i == kept || touched {
                best[i] = nearest(&between, &groups, &live, i);
            } else if i > kept {
                let share = tied(&between, &groups, i, kept);
                if best[i].is_none_or(|(other, j)| share > other || share >= other && kept < j) {
                    best[i] = Some((share, kept));
                }
            }
        }
    }
    groups.retain(|members| !members.is_empty());
    for members in &mut groups {
        members.sort_unstable();
    }
    groups
}
