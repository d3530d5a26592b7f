//! How far two divisions of the same cities are the same.

use super::partition_agreement::{PartitionAgreement, of_pairs};
use std::collections::BTreeMap;

/// A cluster of the first division beside the cluster of the second that is most like it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClusterMatch {
    /// The cluster of the first division.
    pub cluster: usize,
    /// Its cities.
    pub cities: usize,
    /// The cluster of the second division with the greatest Jaccard index, of equal ones the first; `None` where none
    /// shares a city.
    pub best: Option<usize>,
    /// Cities in both.
    pub both: usize,
    /// Cities in the best cluster of the second division alone.
    pub gained: usize,
    /// Jaccard index: cities in both ÷ cities in either, 0 to 1.
    pub jaccard: f64,
}

/// How far two divisions agree, with all that [`partition_agreement`](super::partition_agreement()) leaves out.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct PartitionComparison {
    /// The Rand indices and the normalised mutual information.
    pub agreement: PartitionAgreement,
    /// One row for each cluster of the first division, by its number.
    pub clusters: Vec<ClusterMatch>,
    /// What the one tells of the other, in nats.
    pub mutual_information: f64,
    /// Mutual information adjusted for chance, with the arithmetic mean of the entropies; `None` where chance alone
    /// would agree wholly.
    pub adjusted_mutual_information: Option<f64>,
    /// What the one leaves untold of the other and the other of the one, in nats, 0 where they are the same; a metric.
    pub variation_of_information: f64,
}

/// How far two divisions of the same cities are the same.
///
/// # Formula
/// With `n_kl` cities in cluster `k` of the first and `l` of the second division, `a_k` and `b_l` in all,
/// `H(a) = − Σ a_k/n ln a_k/n`:
///
/// mutual information `I = Σ n_kl/n ln (n n_kl / (a_k b_l))`, adjusted `(I − E) / (½(H(a) + H(b)) − E)` with `E` its mean over all divisions with the same sizes, variation of information
/// `H(a) + H(b) − 2 I`. Rand and Jaccard as in [`agreement`](super::agreement).
///
/// # Conventions
/// As of [`partition_agreement`](super::partition_agreement()): a city that only one of the two puts into a cluster
/// stands alone in the other, one that is in none by either has no part. A city alone has no row among the clusters.
///
/// # Complexity
/// `O(n + k l n)` for `k` and `l` clusters of different sizes, for the adjusted mutual information.
///
/// # Panics
/// If the two are not of the same cities.
///
/// # Example
/// ```
/// use jingwei::cluster::compare_partitions;
///
/// let a = [Some(0), Some(0), Some(1), Some(1)];
/// let b = [Some(5), Some(5), Some(2), Some(5)];
/// let compared = compare_partitions(&a, &b);
/// assert_eq!(compared.agreement.rand, Some(0.5)); // 0–1 together, 0–2 and 1–2 apart, of six pairs
/// assert_eq!(compared.clusters[0].jaccard, 2.0 / 3.0);
/// assert_eq!(compare_partitions(&a, &a).variation_of_information, 0.0);
/// ```
///
/// # References
/// Hubert, L. and Arabie, P. (1985). Comparing partitions. *Journal of Classification* 2.
/// <https://doi.org/10.1007/BF01908075>
///
/// Meilă, M. (2007). Comparing clusterings: an information based distance. *Journal of Multivariate Analysis* 98(5).
/// <https://doi.org/10.1016/j.jmva.2006.11.013>
///
/// Vinh, N. X., Epps, J. and Bailey, J. (2010). Information theoretic measures for clusterings comparison: variants,
/// properties, normalization and correction for chance. *Journal of Machine Learning Research* 11.
pub fn compare_partitions(first: &[Option<usize>], second: &[Option<usize>]) -> PartitionComparison {
    assert_eq!(first.len(), second.len(), "the two are of the same cities");
    let pairs: Vec<_> = first.iter().copied().zip(second.iter().copied()).collect();
    let pairs: Vec<_> = pairs.into_iter().filter(|(a, b)| a.is_some() || b.is_some()).collect();
    let (a, b) = (alone(pairs.iter().map(|pair| pair.0)), alone(pairs.iter().map(|pair| pair.1)));
    let n = pairs.len();
    let both = sizes(a.iter().copied().zip(b.iter().copied()));
    let (rows, columns) = (sizes(a.iter().copied()), sizes(b.iter().copied()));
    let entropy =
        |counts: &mut dyn Iterator<Item = usize>| counts.map(|count| surprise(count, n)).sum::<f64>();
    let (of_first, of_second) =
        (entropy(&mut rows.values().copied()), entropy(&mut columns.values().copied()));
    // `I = H(a) + H(b) − H(a, b)`, which is exact where the divisions are the same.
    let mutual = (of_first + of_second - entropy(&mut both.values().copied())).max(0.0);
    let same = both.len() == rows.len() && both.len() == columns.len();
    let mean = f64::midpoint(of_first, of_second);
    let expected = expected_information(&rows, &columns, n);
    let mutual = if same { mean } else { mutual };
    // Where chance agrees wholly there is one cluster, or as many as cities, on both sides.
    let chance_alone = |count: usize| count <= 1 || count == n;
    let by_chance = same && chance_alone(rows.len());
    PartitionComparison {
        agreement: of_pairs(&pairs),
        clusters: matches(first, second),
        mutual_information: mutual,
        adjusted_mutual_information: (!by_chance).then(|| (mutual - expected) / (mean - expected)),
        variation_of_information: if same { 0.0 } else { (2.0 * (mean - mutual)).max(0.0) },
    }
}

/// Clusters as numbers; a city in none is a cluster of its own.
fn alone(clusters: impl Iterator<Item = Option<usize>>) -> Vec<(bool, usize)> {
    clusters.enumerate().map(|(city, cluster)| cluster.map_or((false, city), |c| (true, c))).collect()
}

fn sizes<K: Ord>(keys: impl Iterator<Item = K>) -> BTreeMap<K, usize> {
    let mut sizes = BTreeMap::new();
    keys.for_each(|key| *sizes.entry(key).or_insert(0) += 1);
    sizes
}

/// `− p ln p` with `p = count / n`.
fn surprise(count: usize, n: usize) -> f64 {
    let share = count as f64 / n as f64;
    -share * libm::log(share)
}

/// Mean of the mutual information over all divisions with these sizes, by the hypergeometric distribution.
fn expected_information<K: Ord>(rows: &BTreeMap<K, usize>, columns: &BTreeMap<K, usize>, n: usize) -> f64 {
    // ln m! for every m up to n.
    let mut factorial = vec![0.0; n + 1];
    for m in 2..=n {
        factorial[m] = factorial[m - 1] + libm::log(m as f64);
    }
    let all = n as f64;
    let mut expected = 0.0;
    // Pairs of equal sizes are counted together.
    let (rows, columns) = (sizes(rows.values().copied()), sizes(columns.values().copied()));
    for (&a, &rows) in &rows {
        for (&b, &columns) in &columns {
            let fixed = factorial[a] + factorial[b] + factorial[n - a] + factorial[n - b] - factorial[n];
            let mut mean = 0.0;
            for m in (a + b).saturating_sub(n).max(1)..=a.min(b) {
                let chance =
                    fixed - factorial[m] - factorial[a - m] - factorial[b - m] - factorial[n + m - a - b];
                let both = m as f64;
                mean += both / all * libm::log(all * both / (a as f64 * b as f64)) * libm::exp(chance);
            }
            expected += mean * (rows * columns) as f64;
        }
    }
    expected
}

/// Each cluster of `first` beside the most like one of `second`.
pub(super) fn matches(first: &[Option<usize>], second: &[Option<usize>]) -> Vec<ClusterMatch> {
    let (of_first, of_second) =
        (sizes(first.iter().flatten().copied()), sizes(second.iter().flatten().copied()));
    let both = sizes(first.iter().zip(second).filter_map(|(a, b)| Some(((*a)?, (*b)?))));
    let matched = |(&cluster, &cities): (&usize, &usize)| {
        let either = |other: usize, both: usize| cities + of_second[&other] - both;
        let shared =
            both.range((cluster, 0)..=(cluster, usize::MAX)).map(|(&(_, other), &both)| (other, both));
        // Fractions compared across, so that equal ones are equal; the first of them stays.
        let best = shared.reduce(|best, next| {
            if next.1 * either(best.0, best.1) > best.1 * either(next.0, next.1) { next } else { best }
        });
        let both = best.map_or(0, |(_, both)| both);
        ClusterMatch {
            cluster,
            cities,
            best: best.map(|(other, _)| other),
            both,
            gained: best.map_or(0, |(other, both)| of_second[&other] - both),
            jaccard: best.map_or(0.0, |(other, both)| both as f64 / either(other, both) as f64),
        }
    };
    of_first.iter().map(matched).collect()
}

#[cfg(test)]
mod tests;
