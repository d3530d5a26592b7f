//! Of which cities several divisions disagree most.

use std::collections::BTreeMap;

/// How far `divisions` disagree about each city: about those that they put with the same others, 0; about those whose
/// company is another each time, nearly 1.
///
/// # Formula
/// `d_i = 1 − 2 / (m (m − 1)) · Σ_{a<b} |A_i ∩ B_i| / |A_i ∪ B_i|` over the pairs of the `m` divisions, with `A_i` the
/// cities of the cluster that holds city `i` in the one, `B_i` in the other
///
/// # Conventions
/// Names of clusters play no part, only who is with whom. A city in no cluster is by itself: where two divisions leave it
/// out they agree. Of fewer than two divisions all is 0.
///
/// # Complexity
/// `O(m² n log n)`.
///
/// # Panics
/// If the divisions are not of the same cities.
///
/// # Example
/// ```
/// use jingwei::cluster::disagreement;
///
/// // Two clusters of two; then the second city goes over to the others.
/// let first = [Some(0), Some(0), Some(1), Some(1)];
/// let second = [Some(0), Some(1), Some(1), Some(1)];
/// let found = disagreement(&[first.to_vec(), second.to_vec()]);
/// assert_eq!(found, [1.0 - 1.0 / 2.0, 1.0 - 1.0 / 4.0, 1.0 - 2.0 / 3.0, 1.0 - 2.0 / 3.0]);
/// ```
///
/// # References
/// Jaccard, P. (1912). The distribution of the flora in the alpine zone. *New Phytologist* 11(2).
/// <https://doi.org/10.1111/j.1469-8137.1912.tb05611.x>, for the index.
#[must_use]
pub fn disagreement(divisions: &[Vec<Option<usize>>]) -> Vec<f64> {
    let cities = divisions.first().map_or(0, Vec::len);
    assert!(
        divisions.iter().all(|division| division.len() == cities),
        "the divisions are of the same cities"
    );
    let sizes: Vec<BTreeMap<usize, usize>> = divisions.iter().map(|division| counts(division)).collect();
    let (mut alike, mut pairs) = (vec![0.0; cities], 0_u32);
    for a in 0..divisions.len() {
        for b in 0..a {
            pairs += 1;
            let both = divisions[a].iter().zip(&divisions[b]).map(|(a, b)| Some(((*a)?, (*b)?)));
            let shared = counts(&both.clone().collect::<Vec<_>>());
            for (city, both) in both.enumerate() {
                let size = |of: usize| divisions[of][city].map_or(1, |cluster| sizes[of][&cluster]);
                // In no cluster of the one, it shares with the other itself alone.
                let common = both.map_or(1, |both| shared[&both]);
                alike[city] += common as f64 / (size(a) + size(b) - common) as f64;
            }
        }
    }
    alike.into_iter().map(|sum| if pairs == 0 { 0.0 } else { 1.0 - sum / f64::from(pairs) }).collect()
}

/// How often each value occurs.
fn counts<T: Copy + Ord>(of: &[Option<T>]) -> BTreeMap<T, usize> {
    let mut counts = BTreeMap::new();
    of.iter().flatten().for_each(|&value| *counts.entry(value).or_insert(0) += 1);
    counts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    /// The formula as it stands, with sets.
    fn by_sets(divisions: &[Vec<Option<usize>>], city: usize) -> f64 {
        let with = |division: &Vec<Option<usize>>| -> BTreeSet<usize> {
            let same =
                |&other: &usize| other == city || division[city].is_some_and(|c| division[other] == Some(c));
            (0..division.len()).filter(same).collect()
        };
        let (mut sum, mut pairs) = (0.0, 0.0);
        for (k, a) in divisions.iter().enumerate() {
            for b in &divisions[..k] {
                let (a, b) = (with(a), with(b));
                sum += a.intersection(&b).count() as f64 / a.union(&b).count() as f64;
                pairs += 1.0;
            }
        }
        1.0 - sum / pairs
    }

    proptest! {
        #[test]
        fn as_the_formula_stands(
            cells in proptest::collection::vec(proptest::collection::vec(proptest::option::of(0_usize..3), 8), 2..5),
        ) {
            let found = disagreement(&cells);
            for (city, found) in found.iter().enumerate() {
                prop_assert!((found - by_sets(&cells, city)).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn one_division_agrees_with_itself() {
        assert_eq!(disagreement(&[vec![Some(0), None]]), [0.0, 0.0]);
        assert_eq!(disagreement(&[]), Vec::<f64>::new());
        assert_eq!(disagreement(&[vec![Some(4), None], vec![Some(9), None]]), [0.0, 0.0]);
    }
}
