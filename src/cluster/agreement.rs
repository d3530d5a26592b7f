//! How far the clusters of a list and of a rule are the same.

use super::partition_agreement::{PartitionAgreement, of_pairs};
use super::{ListMembership, Membership, Role};
use std::collections::BTreeMap;

/// How [`agreement`] compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AgreementOptions {
    /// Whether the fringe belongs to a cluster of the rule. Default true: planned clusters reach well beyond
    /// an hour of their core.
    pub fringe: bool,
}

impl Default for AgreementOptions {
    fn default() -> Self {
        Self { fringe: true }
    }
}

/// Cities that a listed cluster shares with a cluster of the rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overlap {
    /// The cluster of the rule.
    pub cluster: usize,
    /// Cities in both.
    pub cities: usize,
}

/// A listed cluster beside the cluster of the rule that is most like it.
#[derive(Debug, Clone, PartialEq)]
pub struct ClusterAgreement {
    /// Cities in the listed cluster.
    pub listed: usize,
    /// Every cluster of the rule that shares cities with it, in their order.
    pub overlaps: Vec<Overlap>,
    /// The cluster of the rule with the greatest Jaccard index, of equal ones the first; `None` when none
    /// shares a city.
    pub best: Option<usize>,
    /// Cities in both.
    pub both: usize,
    /// Cities in the listed cluster alone.
    pub only_list: usize,
    /// Cities in the best cluster of the rule alone.
    pub only_rule: usize,
    /// Jaccard index: cities in both ÷ cities in either, 0 to 1; `None` for a listed cluster without cities.
    pub jaccard: Option<f64>,
    /// Cities that the best cluster of the rule has and the list has not.
    pub gained: Vec<usize>,
    /// Cities that the list has and the best cluster of the rule has not.
    pub lost: Vec<usize>,
}

/// How far two ways of clustering agree.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct Agreement {
    /// One row for each listed cluster.
    pub clusters: Vec<ClusterAgreement>,
    /// Cities in a cluster by the list or by the rule: those that the two indices compare.
    pub cities: usize,
    /// Rand index: share of pairs of cities that both put together or both put apart, 0 to 1; `None` for
    /// fewer than two cities.
    pub rand: Option<f64>,
    /// Rand index adjusted for chance: 1 where the two agree wholly, 0 on average for chance; `None` where chance
    /// alone would agree wholly.
    pub adjusted_rand: Option<f64>,
    /// Normalised mutual information, as [`PartitionAgreement::mutual_information`] has it.
    pub mutual_information: Option<f64>,
}

/// How far the clusters that a plan lists are those that the rule finds.
///
/// # Formula
/// For a listed cluster `A` and a cluster of the rule `B`: Jaccard `|A ∩ B| / |A ∪ B|`.
///
/// Over the `n` cities in either, with `n_kl` cities in listed cluster `k` and cluster `l` of the rule, sums
/// `a_k` and `b_l` over rows and columns, and `C(m) = m (m − 1) / 2`:
///
/// Rand `(C(n) + 2 Σ C(n_kl) − Σ C(a_k) − Σ C(b_l)) / C(n)`
///
/// adjusted `(Σ C(n_kl) − E) / (½ (Σ C(a_k) + Σ C(b_l)) − E)` with `E = Σ C(a_k) · Σ C(b_l) / C(n)`
///
/// # Conventions
/// Rows of [`Agreement::clusters`] count every membership of a city that is listed in several clusters; the
/// two indices need one cluster a city and take the first. A city that only one of the two puts into a
/// cluster stands alone in the other. Fringe cities count as [`AgreementOptions::fringe`] says.
///
/// # Panics
/// If `list` and `rule` are not of the same cities.
///
/// # Example
/// ```
/// use jingwei::cluster::{AgreementOptions, ListRow, TimeRule, agreement, by_list, by_time};
/// use jingwei::network::TravelTimes;
///
/// // A is the core; B lies 50 minutes off, C 90; the plan lists A and B.
/// let times = TravelTimes::from_minutes(&[
///     vec![Some(0.0), Some(50.0), Some(90.0)],
///     vec![Some(50.0), Some(0.0), Some(40.0)],
///     vec![Some(90.0), Some(40.0), Some(0.0)],
/// ]);
/// let rule = by_time(&times, &[Some(500.0), Some(50.0), Some(50.0)], &TimeRule::new(300.0))?;
/// let ids = ["A", "B", "C"].map(String::from);
/// let rows = ["A", "B"].map(|city| ListRow { cluster: "plan".into(), city: city.into(), line: None });
/// let list = by_list(&ids, &rows)?;
/// let compared = agreement(&list, &rule, &AgreementOptions::default());
/// assert_eq!(compared.clusters[0].both, 2); // A and B
/// assert_eq!(compared.clusters[0].only_rule, 1); // C, fringe
/// assert_eq!(compared.clusters[0].jaccard, Some(2.0 / 3.0));
/// assert_eq!(compared.rand, Some(1.0 / 3.0)); // of A–B, A–C, B–C only A–B
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Jaccard, P. (1912). The distribution of the flora in the alpine zone. *New Phytologist* 11(2).
/// <https://doi.org/10.1111/j.1469-8137.1912.tb05611.x>
///
/// Rand, W. M. (1971). Objective criteria for the evaluation of clustering methods. *Journal of the American
/// Statistical Association* 66(336). <https://doi.org/10.1080/01621459.1971.10482356>
///
/// Hubert, L. and Arabie, P. (1985). Comparing partitions. *Journal of Classification* 2.
/// <https://doi.org/10.1007/BF01908075>
pub fn agreement<N>(list: &ListMembership, rule: &Membership<N>, options: &AgreementOptions) -> Agreement {
    assert_eq!(list.of.len(), rule.cluster.len(), "list and rule are of the same cities");
    let outermost = if options.fringe { Role::Fringe } else { Role::Member };
    let ruled: Vec<Option<usize>> = rule
        .cluster
        .iter()
        .zip(&rule.role)
        .map(|(cluster, role)| cluster.filter(|_| *role <= outermost))
        .collect();
    let mut sizes = vec![0; rule.cores.len()];
    ruled.iter().flatten().for_each(|&cluster| sizes[cluster] += 1);
    let clusters =
        (0..list.clusters.len()).map(|k| compare_cluster(&list.members(k), &ruled, &sizes)).collect();
    let pairs: Vec<_> =
        list.first().into_iter().zip(ruled).filter(|(a, b)| a.is_some() || b.is_some()).collect();
    let PartitionAgreement { cities, rand, adjusted_rand, mutual_information } = of_pairs(&pairs);
    Agreement { clusters, cities, rand, adjusted_rand, mutual_information }
}

fn compare_cluster(members: &[usize], ruled: &[Option<usize>], sizes: &[usize]) -> ClusterAgreement {
    let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
    for cluster in members.iter().filter_map(|&city| ruled[city]) {
        *shared.entry(cluster).or_default() += 1;
    }
    let overlaps: Vec<_> = shared.into_iter().map(|(cluster, cities)| Overlap { cluster, cities }).collect();
    let either = |overlap: &Overlap| members.len() + sizes[overlap.cluster] - overlap.cities;
    // Fractions compared across, so that equal ones are equal; the first of them stays.
    let best = overlaps.iter().copied().reduce(|best, next| {
        if next.cities * either(&best) > best.cities * either(&next) { next } else { best }
    });
    let both = best.map_or(0, |best| best.cities);
    let is_best = |city: usize| best.is_some_and(|best| ruled[city] == Some(best.cluster));
    let gained = (0..ruled.len()).filter(|&city| is_best(city) && !members.contains(&city)).collect();
    let lost = members.iter().copied().filter(|&city| !is_best(city)).collect();
    ClusterAgreement {
        gained,
        lost,
        listed: members.len(),
        best: best.map(|best| best.cluster),
        both,
        only_list: members.len() - both,
        only_rule: best.map_or(0, |best| sizes[best.cluster] - both),
        jaccard: (!members.is_empty()).then(|| best.map_or(0.0, |best| both as f64 / either(&best) as f64)),
        overlaps,
    }
}

#[cfg(test)]
mod tests;
