//! Shells of ever closer interaction.

use super::InteractionGraph;

/// How deep in the network each place lies: the largest `k` for which it belongs to a set of places that each
/// interact with at least `k` others of the set.
///
/// # Conventions
/// Who interacts counts, however much. A place without interaction has 0. The deepest shell is not one core only: it
/// may be in several parts.
///
/// # Complexity
/// `O(n + m)`.
///
/// # Example
/// ```
/// use jingwei::rings::core_periphery::{InteractionGraph, k_core};
/// use jingwei::weights::Weights;
/// // A triangle with a tail, and one apart.
/// let trade = Weights::from_neighbours(vec![vec![1, 2], vec![0, 2], vec![0, 1, 3], vec![2], vec![]]);
/// assert_eq!(k_core(&InteractionGraph::new(&trade)?), [2, 2, 2, 1, 0]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Seidman, S. B. (1983). Network structure and minimum degree. *Social Networks* 5(3).
///
/// Batagelj, V. and Zaveršnik, M. (2003). An O(m) algorithm for cores decomposition of networks. arXiv:cs/0310049.
#[must_use]
pub fn k_core(graph: &InteractionGraph) -> Vec<usize> {
    let n = graph.len();
    let mut degree: Vec<usize> = (0..n).map(|i| graph.degree(i)).collect();
    // Places by degree, those of each degree in one bucket of the list.
    let largest = degree.iter().copied().max().unwrap_or(0);
    let mut starts = vec![0; largest + 2];
    for &d in &degree {
        starts[d + 1] += 1;
    }
    for d in 0..=largest {
        starts[d + 1] += starts[d];
    }
    let mut next = starts.clone();
    let (mut order, mut at) = (vec![0; n], vec![0; n]);
    for i in 0..n {
        at[i] = next[degree[i]];
        order[at[i]] = i;
        next[degree[i]] += 1;
    }
    for next in 0..n {
        let i = order[next];
        for (j, _) in graph.row(i) {
            if degree[j] > degree[i] {
                // To the front of its bucket, which then begins behind it.
                let front = starts[degree[j]];
                let other = order[front];
                order.swap(front, at[j]);
                (at[other], at[j]) = (at[j], front);
                starts[degree[j]] = front + 1;
                degree[j] -= 1;
            }
        }
    }
    degree
}

#[cfg(test)]
mod tests {
    use super::super::judge::small_graph;
    use super::*;

    /// Peels for each `k` anew.
    fn obvious(graph: &InteractionGraph) -> Vec<usize> {
        let n = graph.len();
        let mut cores = vec![0; n];
        for k in 1..n {
            let mut inside = vec![true; n];
            loop {
                let few = |i: usize| graph.row(i).filter(|&(j, _)| inside[j]).count() < k;
                let Some(out) = (0..n).find(|&i| inside[i] && few(i)) else { break };
                inside[out] = false;
            }
            for i in (0..n).filter(|&i| inside[i]) {
                cores[i] = k;
            }
        }
        cores
    }

    #[test]
    fn agrees_with_peeling_for_each_k() {
        for (seed, n) in (0..60).zip((1..=25).cycle()) {
            let graph = small_graph(n, 0.01 * seed as f64, true, seed);
            assert_eq!(k_core(&graph), obvious(&graph), "seed {seed}");
        }
        assert_eq!(k_core(&InteractionGraph::of_pairs(0, &[])), [0_usize; 0]);
        assert_eq!(k_core(&InteractionGraph::of_pairs(1, &[])), [0]);
    }
}
