//! How far two ways of clustering are the same.

use std::collections::BTreeMap;

/// How far two ways of clustering agree.
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use]
pub struct PartitionAgreement {
    /// Cities in a cluster by one way or the other: those that are compared.
    pub cities: usize,
    /// Rand index: share of pairs of cities that both put together or both put apart, 0 to 1; `None` for
    /// fewer than two cities.
    pub rand: Option<f64>,
    /// Rand index adjusted for chance: 1 where the two agree wholly, 0 on average for chance; `None` where chance
    /// alone would agree wholly.
    pub adjusted_rand: Option<f64>,
    /// Normalised mutual information: how much of what one way tells the other tells too, 0 to 1; `None` where neither
    /// tells anything, all cities being in one cluster or there being fewer than two.
    pub mutual_information: Option<f64>,
}

/// How far two ways of clustering the same cities agree, whatever the clusters are called.
///
/// # Formula
/// With `n_kl` of `n` cities in cluster `k` of the one and `l` of the other, sums `a_k` and `b_l` over rows and columns:
/// the two Rand indices of [`agreement`](super::agreement), and `I / (½ (H_a + H_b))` with
/// `I = Σ n_kl/n ln (n n_kl / (a_k b_l))`, `H_a = −Σ a_k/n ln (a_k/n)`, `H_b` likewise.
///
/// # Conventions
/// A city that only one of the two puts into a cluster stands alone in the other; one that is in none by either has no
/// part.
///
/// # Panics
/// If the two are not of the same cities.
///
/// # Example
/// ```
/// use jingwei::cluster::partition_agreement;
///
/// let one = [Some(0), Some(0), Some(1), Some(1), None];
/// let same = [Some(7), Some(7), Some(3), Some(3), None];
/// let found = partition_agreement(&one, &same);
/// assert_eq!((found.cities, found.adjusted_rand), (4, Some(1.0)));
/// assert!((found.mutual_information.unwrap() - 1.0).abs() < 1e-15);
/// ```
///
/// # References
/// Hubert, L. and Arabie, P. (1985). Comparing partitions. *Journal of Classification* 2.
/// <https://doi.org/10.1007/BF01908075>
///
/// Strehl, A. and Ghosh, J. (2002). Cluster ensembles: a knowledge reuse framework for combining multiple partitions.
/// *Journal of Machine Learning Research* 3. (They divide by the geometric mean of the entropies; the arithmetic mean is
/// that of scikit-learn.)
pub fn partition_agreement(one: &[Option<usize>], other: &[Option<usize>]) -> PartitionAgreement {
    assert_eq!(one.len(), other.len(), "both are of the same cities");
    let pairs: Vec<_> =
        one.iter().copied().zip(other.iter().copied()).filter(|(a, b)| a.is_some() || b.is_some()).collect();
    of_pairs(&pairs)
}

/// The same of the cities in at least one cluster, with the cluster by each way.
pub(super) fn of_pairs(pairs: &[(Option<usize>, Option<usize>)]) -> PartitionAgreement {
    let (rand, adjusted_rand) = rand_indices(pairs);
    PartitionAgreement {
        cities: pairs.len(),
        rand,
        adjusted_rand,
        mutual_information: mutual_information(pairs),
    }
}

/// A city in no cluster is one of its own.
fn mutual_information(pairs: &[(Option<usize>, Option<usize>)]) -> Option<f64> {
    type Key = (Option<usize>, usize);
    let alone =
        |cluster: Option<usize>, city: usize| -> Key { (cluster, if cluster.is_some() { 0 } else { city }) };
    let (mut joint, mut rows, mut columns) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for (city, &(a, b)) in pairs.iter().enumerate() {
        let (a, b) = (alone(a, city), alone(b, city));
        *joint.entry((a, b)).or_insert(0.0) += 1.0;
        *rows.entry(a).or_insert(0.0) += 1.0;
        *columns.entry(b).or_insert(0.0) += 1.0;
    }
    let n = pairs.len() as f64;
    let entropy = |counts: &BTreeMap<Key, f64>| -> f64 {
        counts.values().map(|count: &f64| count / n * libm::log(n / count)).sum()
    };
    let mean = f64::midpoint(entropy(&rows), entropy(&columns));
    let shared: f64 = joint
        .iter()
        .map(|((a, b), count): (&(Key, Key), &f64)| count / n * libm::log(n * count / (rows[a] * columns[b])))
        .sum();
    (mean > 0.0).then(|| (shared / mean).clamp(0.0, 1.0))
}

/// The Rand index and the adjusted one; a city in no cluster stands alone, so adds no pair to a sum.
fn rand_indices(pairs: &[(Option<usize>, Option<usize>)]) -> (Option<f64>, Option<f64>) {
    let together =
        |counts: BTreeMap<(usize, usize), usize>| -> f64 { counts.into_values().map(choose_two).sum() };
    let count = |keys: &mut dyn Iterator<Item = (usize, usize)>| {
        let mut counts = BTreeMap::new();
        keys.for_each(|key| *counts.entry(key).or_insert(0) += 1);
        together(counts)
    };
    let in_both = count(&mut pairs.iter().filter_map(|&(a, b)| Some((a?, b?))));
    let in_list = count(&mut pairs.iter().filter_map(|&(a, _)| Some((a?, 0))));
    let in_rule = count(&mut pairs.iter().filter_map(|&(_, b)| Some((0, b?))));
    let all = choose_two(pairs.len());
    if all == 0.0 {
        return (None, None);
    }
    let rand = (all + 2.0 * in_both - in_list - in_rule) / all;
    let expected = in_list * in_rule / all;
    let range = f64::midpoint(in_list, in_rule) - expected;
    (Some(rand), (range != 0.0).then(|| (in_both - expected) / range))
}

/// Pairs among `count`.
fn choose_two(count: usize) -> f64 {
    let count = count as f64;
    count * (count - 1.0) / 2.0
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `normalized_mutual_info_score` and `adjusted_rand_score` of scikit-learn 1.9.1.
    #[test]
    fn as_scikit_learn_has_it() {
        let one = [0, 0, 0, 1, 1, 2, 2, 2, 3, 4].map(Some);
        let other = [0, 0, 1, 1, 1, 2, 2, 0, 5, 3].map(Some);
        let found = partition_agreement(&one, &other);
        assert!((found.mutual_information.unwrap() - 0.746_204_495_929_076_6).abs() < 1e-12);
        assert!((found.adjusted_rand.unwrap() - 0.323_308_270_676_691_7).abs() < 1e-12);
        // The last two stand alone by both: named or not is the same.
        let unnamed = one.map(|cluster| cluster.filter(|&cluster| cluster < 3));
        let also = partition_agreement(&unnamed, &other);
        assert_eq!((also.adjusted_rand, also.cities), (found.adjusted_rand, 10));
        assert!((also.mutual_information.unwrap() - 0.746_204_495_929_076_6).abs() < 1e-12);
    }

    #[test]
    fn where_nothing_is_told_there_is_no_number() {
        let found = partition_agreement(&[Some(0); 3], &[Some(1); 3]);
        assert_eq!((found.rand, found.adjusted_rand, found.mutual_information), (Some(1.0), None, None));
        let none = partition_agreement(&[None; 3], &[None; 3]);
        assert_eq!((none.cities, none.rand, none.mutual_information), (0, None, None));
        let apart = partition_agreement(&[Some(0); 3], &[Some(0), Some(1), Some(2)]);
        assert_eq!(apart.mutual_information, Some(0.0));
    }
}
