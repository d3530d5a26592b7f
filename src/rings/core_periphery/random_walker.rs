//! The core–periphery profile of a random walker.

use super::InteractionGraph;

/// The profile of a network, and how centralised it is.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct RandomWalkerProfile {
    /// Coreness of each place: the chance that a walker at the places up to it in the profile stays among them
    /// with its next step. From 0, far out, to 1.
    pub coreness: Vec<f64>,
    /// The order in which the places join, the periphery first.
    pub order: Vec<usize>,
    /// Centralisation: 1 for a star, 0 for a network in which all interact alike. `None` for fewer than three
    /// places.
    pub centralisation: Option<f64>,
}

/// How central each place is by how long a set of places can grow before a random walker stays in it.
///
/// # Formula
/// `α(S) = Σ_{i,j ∈ S} a_ij / Σ_{i ∈ S} s_i`, the chance of staying; from the place of the least strength on the place
/// joins that leaves the least `α`, which is its coreness. Centralisation `1 − 2 / (n − 2) · Σ_{k=1}^{n−1} α_k`
///
/// # Units
/// Interactions in any unit, which cancels.
///
/// # Conventions
/// Of places that leave the same `α` the one of less strength joins, then the lower: the paper leaves ties to chance. A
/// place without interaction has 0. `None` where there is no interaction. In a network of several parts `α` is 1
/// where a part is complete, and falls after.
///
/// # Complexity
/// `O(n²)`.
///
/// # Example
/// ```
/// use jingwei::rings::core_periphery::{InteractionGraph, random_walker};
/// use jingwei::weights::Weights;
/// let star = Weights::from_neighbours(vec![vec![1], vec![0, 2, 3], vec![1], vec![1]]);
/// let found = random_walker(&InteractionGraph::new(&star)?).expect("a profile");
/// assert_eq!(found.coreness, [0.0, 1.0, 0.0, 0.0]);
/// assert_eq!(found.centralisation, Some(1.0));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Della Rossa, F., Dercole, F. and Piccardi, C. (2013). Profiling core-periphery network structure by random walkers.
/// *Scientific Reports* 3, 1467. <https://doi.org/10.1038/srep01467>
#[must_use]
pub fn random_walker(graph: &InteractionGraph) -> Option<RandomWalkerProfile> {
    if graph.pairs() == 0 {
        return None;
    }
    let n = graph.len();
    let strengths = graph.strengths();
    let mut coreness = vec![0.0; n];
    let mut order = Vec::with_capacity(n);
    let mut left: Vec<usize> = (0..n).collect();
    // By strength, then index: the first of the best is the one to join.
    left.sort_by(|&i, &j| strengths[i].total_cmp(&strengths[j]));
    let mut into = vec![0.0; n];
    let (mut inside, mut strength) = (0.0, 0.0);
    let mut sum = 0.0;
    while !left.is_empty() {
        let after = |i: usize| {
            let strength = strength + strengths[i];
            if strength > 0.0 { (inside + 2.0 * into[i]) / strength } else { 0.0 }
        };
        let mut best = (f64::INFINITY, 0);
        for (at, &i) in left.iter().enumerate() {
            let alpha = after(i);
            // Sums in another order differ in their last digits, which decide nothing.
            if alpha < best.0 - 1e-13 {
                best = (alpha, at);
            }
        }
        let i = left.remove(best.1);
        coreness[i] = best.0.clamp(0.0, 1.0);
        inside += 2.0 * into[i];
        strength += strengths[i];
        for (j, value) in graph.row(i) {
            into[j] += value;
        }
        order.push(i);
        if !left.is_empty() {
            sum += coreness[i];
        }
    }
    let centralisation = (n > 2).then(|| 1.0 - 2.0 / (n as f64 - 2.0) * sum);
    Some(RandomWalkerProfile { coreness, order, centralisation })
}

#[cfg(test)]
mod tests {
    use super::super::judge::{relabelled, small_graph};
    use super::*;

    #[test]
    fn all_alike_are_not_centralised() {
        let pairs: Vec<_> = (0..6).flat_map(|i| (i + 1..6).map(move |j| (i, j, 0.3))).collect();
        let found = random_walker(&InteractionGraph::of_pairs(6, &pairs)).unwrap();
        assert!(found.centralisation.unwrap().abs() < 1e-12, "{found:?}");
        let expected = [0.0, 0.2, 0.4, 0.6, 0.8, 1.0];
        assert!(found.coreness.iter().zip(expected).all(|(c, e)| (c - e).abs() < 1e-12), "{found:?}");
    }

    #[test]
    fn each_joins_with_the_least_chance_of_staying() {
        for seed in 0..20 {
            let graph = small_graph(12, 0.4, true, seed);
            let found = random_walker(&graph).unwrap();
            let chance = |set: &[usize]| {
                let inside: f64 = set
                    .iter()
                    .flat_map(|&i| graph.row(i).filter(|(j, _)| set.contains(j)))
                    .map(|(_, value)| value)
                    .sum();
                let strength: f64 = set.iter().map(|&i| graph.strengths()[i]).sum();
                if strength > 0.0 { inside / strength } else { 0.0 }
            };
            for k in 0..12 {
                let mut set = found.order[..=k].to_vec();
                assert!((chance(&set) - found.coreness[set[k]]).abs() < 1e-12);
                for &other in &found.order[k..] {
                    set[k] = other;
                    assert!(chance(&set) > found.coreness[found.order[k]] - 1e-12, "seed {seed}");
                }
            }
        }
    }

    #[test]
    fn names_do_not_matter_where_no_two_are_alike() {
        let graph = small_graph(15, 0.5, true, 3);
        let order: Vec<usize> = (0..15).map(|i| i * 4 % 15).collect();
        let (one, other) =
            (random_walker(&graph).unwrap(), random_walker(&relabelled(&graph, &order)).unwrap());
        for (coreness, &name) in one.coreness.iter().zip(&order) {
            assert!((coreness - other.coreness[name]).abs() < 1e-12);
        }
        assert_eq!(random_walker(&InteractionGraph::of_pairs(0, &[])), None);
        assert_eq!(random_walker(&InteractionGraph::of_pairs(5, &[])), None);
        let pair = random_walker(&InteractionGraph::of_pairs(2, &[(0, 1, 1.0)])).unwrap();
        assert_eq!((pair.coreness, pair.centralisation), (vec![0.0, 1.0], None));
    }
}
