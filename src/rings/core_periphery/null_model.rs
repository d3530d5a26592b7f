//! Networks as chance would make them.

use super::InteractionGraph;
use super::random::{Purpose, below, generator, shuffle};
use std::collections::HashSet;

/// What a random network keeps of the one that is tested; everything else is left to chance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NullModel {
    /// How many pairs interact (Erdős–Rényi).
    Uniform,
    /// With how many others each place interacts (configuration model).
    Degrees,
}

/// Exchanges a pair that interacts: that many mix well (Milo et al. 2003 take a hundred, tests settle at ten).
const EXCHANGES: usize = 20;

/// Random network `number` of `seed`, with the amounts of `graph` dealt to its pairs at random.
///
/// # Conventions
/// The configuration model is drawn by exchanging partners, `i–j` and `k–l` becoming `i–l` and `k–j`, 20 times as often as
/// there are pairs; exchanges that would join a place with itself or a pair twice are not made. Where all or nearly all
/// pairs interact there is little to exchange, and only the amounts change places.
///
/// # Example
/// ```
/// use jingwei::rings::core_periphery::{InteractionGraph, NullModel, random_network};
/// use jingwei::weights::Weights;
/// let ring = Weights::from_neighbours((0..6).map(|i| vec![(i + 1) % 6, (i + 5) % 6]).collect());
/// let random = random_network(&InteractionGraph::new(&ring)?, NullModel::Degrees, 1, 0);
/// assert!((0..6).all(|i| random.degree(i) == 2));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Erdős, P. and Rényi, A. (1959). On random graphs I. *Publicationes Mathematicae Debrecen* 6.
///
/// Maslov, S. and Sneppen, K. (2002). Specificity and stability in topology of protein networks. *Science* 296(5569).
#[must_use]
#[expect(clippy::missing_panics_doc, reason = "a graph has no more places than a u32 counts")]
pub fn random_network(
    graph: &InteractionGraph,
    model: NullModel,
    seed: u64,
    number: u64,
) -> InteractionGraph {
    let mut random = generator(Purpose::Network, seed, number);
    let place = |i: usize| u32::try_from(i).expect("places are counted in u32");
    let mut pairs: Vec<(u32, u32, f64)> =
        graph.each_pair().map(|(i, j, value)| (place(i), place(j), value)).collect();
    match model {
        NullModel::Uniform => uniform(&mut pairs, graph.len(), &mut random),
        NullModel::Degrees => exchange(&mut pairs, &mut random),
    }
    let mut amounts: Vec<f64> = pairs.iter().map(|&(.., value)| value).collect();
    shuffle(&mut amounts, &mut random);
    pairs.iter_mut().zip(amounts).for_each(|(pair, amount)| pair.2 = amount);
    InteractionGraph::of_pairs(graph.len(), &pairs)
}

fn uniform(pairs: &mut [(u32, u32, f64)], n: usize, random: &mut impl rand::Rng) {
    let all = n * n.saturating_sub(1) / 2;
    let mut taken = HashSet::with_capacity(pairs.len());
    let count = pairs.len();
    for (at, pair) in pairs.iter_mut().enumerate() {
        // Floyd's sampling: every choice of pairs is equally likely, and none is drawn twice.
        let last = all - count + at;
        let drawn = below(last + 1, random);
        let number = if taken.insert(drawn) { drawn } else { last };
        taken.insert(number);
        (pair.0, pair.1) = numbered(number);
    }
}

/// Pair `number` of the list (0, 1), (0, 2), (1, 2), (0, 3), …
fn numbered(number: usize) -> (u32, u32) {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "put right below")]
    let mut j = (f64::midpoint(1.0, (1.0 + 8.0 * number as f64).sqrt())) as usize;
    while j * (j - 1) / 2 > number {
        j -= 1;
    }
    while j * (j + 1) / 2 <= number {
        j += 1;
    }
    let place = |i: usize| u32::try_from(i).expect("places are counted in u32");
    (place(number - j * (j - 1) / 2), place(j))
}

fn exchange(pairs: &mut [(u32, u32, f64)], random: &mut impl rand::Rng) {
    if pairs.len() < 2 {
        return;
    }
    let sorted = |i: u32, j: u32| (i.min(j), i.max(j));
    let mut joined: HashSet<(u32, u32)> = pairs.iter().map(|&(i, j, _)| sorted(i, j)).collect();
    for _ in 0..EXCHANGES * pairs.len() {
        let (one, other) = (below(pairs.len(), random), below(pairs.len(), random));
        let ((i, j, _), (mut k, mut l, _)) = (pairs[one], pairs[other]);
        if below(2, random) == 1 {
            std::mem::swap(&mut k, &mut l);
        }
        if i == l || k == j || joined.contains(&sorted(i, l)) || joined.contains(&sorted(k, j)) {
            continue;
        }
        joined.remove(&sorted(i, j));
        joined.remove(&sorted(k, l));
        joined.insert(sorted(i, l));
        joined.insert(sorted(k, j));
        (pairs[one].0, pairs[one].1) = (i, l);
        (pairs[other].0, pairs[other].1) = (k, j);
    }
}

#[cfg(test)]
mod tests {
    use super::super::judge::small_graph;
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn what_a_model_keeps_is_kept() {
        for seed in 0..10 {
            let graph = small_graph(15, 0.1 + 0.09 * seed as f64, true, seed);
            let sorted = |graph: &InteractionGraph| {
                let mut amounts: Vec<f64> = graph.each_pair().map(|(.., value)| value).collect();
                amounts.sort_by(f64::total_cmp);
                amounts
            };
            for number in 0..5 {
                let uniform = random_network(&graph, NullModel::Uniform, 1, number);
                let degrees = random_network(&graph, NullModel::Degrees, 1, number);
                assert_eq!(sorted(&uniform), sorted(&graph));
                assert_eq!(sorted(&degrees), sorted(&graph));
                assert!((0..15).all(|i| degrees.degree(i) == graph.degree(i)));
            }
            assert_ne!(
                random_network(&graph, NullModel::Uniform, 1, 0),
                random_network(&graph, NullModel::Uniform, 1, 1)
            );
        }
    }

    /// How often each network came.
    fn counts(graph: &InteractionGraph, model: NullModel) -> Vec<u32> {
        let mut counts = BTreeMap::new();
        for number in 0..6000 {
            let pairs: Vec<_> =
                random_network(graph, model, 3, number).each_pair().map(|(i, j, _)| (i, j)).collect();
            *counts.entry(pairs).or_insert(0_u32) += 1;
        }
        counts.into_values().collect()
    }

    fn chi_square(counts: &[u32]) -> f64 {
        let expected = 6000.0 / counts.len() as f64;
        counts.iter().map(|&count| (f64::from(count) - expected).powi(2) / expected).sum()
    }

    #[test]
    fn every_network_is_equally_likely() {
        // 2 of 6 pairs of four places: 15 choices, 36.1 at p = 0.001 with 14 degrees of freedom.
        let two = counts(&InteractionGraph::of_pairs(4, &[(0, 1, 1.0), (0, 2, 1.0)]), NullModel::Uniform);
        assert!(two.len() == 15 && chi_square(&two) < 36.1, "{two:?}");
        // Five places in a ring: 12 rings, 31.3 with 11 degrees of freedom.
        let ring: Vec<_> = (0..5).map(|i| (i, (i + 1) % 5, 1.0)).collect();
        let rings = counts(&InteractionGraph::of_pairs(5, &ring), NullModel::Degrees);
        assert!(rings.len() == 12 && chi_square(&rings) < 31.3, "{rings:?}");
    }

    #[test]
    fn nothing_stays_nothing() {
        for n in [0, 1, 4] {
            let none = InteractionGraph::of_pairs(n, &[]);
            assert_eq!(random_network(&none, NullModel::Uniform, 1, 0), none);
            assert_eq!(random_network(&none, NullModel::Degrees, 1, 0), none);
        }
    }
}
