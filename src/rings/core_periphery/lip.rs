//! One core and one periphery with the fewest pairs that do not fit.

use super::InteractionGraph;

/// A division into core and periphery, and what does not fit it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub struct LipCore {
    /// Whether each place is core.
    pub core: Vec<bool>,
    /// Pairs of core places that do not interact and of peripheral places that do.
    pub misfits: usize,
}

/// Which places are the core, if core places interact with each other and peripheral places do not, whatever lies
/// between the two: exact, by the number of partners alone.
///
/// # Formula
/// The least `Z(C) = #{i < j in C: a_ij = 0} + #{i < j not in C: a_ij > 0} = k (k − 1) / 2 − Σ_{i ∈ C} d_i + m`
///
/// # Conventions
/// Who interacts counts, however much. Of several divisions with as few misfits the one with the largest core is given,
/// and of places with as many partners the lower. `None` where there is no interaction.
///
/// # Complexity
/// `O(n log n)`.
///
/// # Example
/// ```
/// use jingwei::rings::core_periphery::{InteractionGraph, lip};
/// use jingwei::weights::Weights;
/// // A triangle, each with one place of its own.
/// let trade = Weights::from_neighbours(vec![vec![1, 2, 3], vec![0, 2, 4], vec![0, 1, 5], vec![0], vec![1], vec![2]]);
/// let found = lip(&InteractionGraph::new(&trade)?).expect("a core");
/// assert_eq!((found.core, found.misfits), (vec![true, true, true, false, false, false], 0));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Lip, S. Z. W. (2011). A fast algorithm for the discrete core/periphery bipartitioning problem. arXiv:1102.5511.
#[must_use]
pub fn lip(graph: &InteractionGraph) -> Option<LipCore> {
    if graph.pairs() == 0 {
        return None;
    }
    let mut order: Vec<usize> = (0..graph.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(graph.degree(i)));
    // The k strongest are the best core of k places, and the next one joins while it has k partners or more.
    let size = order.iter().enumerate().take_while(|&(k, &i)| graph.degree(i) >= k).count();
    let mut core = vec![false; graph.len()];
    for &i in &order[..size] {
        core[i] = true;
    }
    let misfits = lip_misfits(graph, &core);
    Some(LipCore { core, misfits })
}

/// Pairs of core places that do not interact and of peripheral places that do, which [`lip`] makes as few as can be.
///
/// # Panics
/// If `core` does not have one value a place.
#[must_use]
pub fn lip_misfits(graph: &InteractionGraph, core: &[bool]) -> usize {
    assert_eq!(core.len(), graph.len(), "one value a place");
    let size = core.iter().filter(|&&core| core).count();
    let (mut inside, mut outside) = (0, 0);
    for (i, j, _) in graph.each_pair() {
        inside += usize::from(core[i] && core[j]);
        outside += usize::from(!core[i] && !core[j]);
    }
    size * size.saturating_sub(1) / 2 - inside + outside
}

#[cfg(test)]
mod tests {
    use super::super::judge::{cores, small_graph};
    use super::*;

    #[test]
    fn no_core_of_any_small_graph_has_fewer_misfits() {
        for seed in 0..40 {
            let graph = small_graph(10, 0.1 + 0.02 * seed as f64, true, seed);
            let found = lip(&graph).unwrap();
            let best = cores(10).map(|core| lip_misfits(&graph, &core)).min();
            assert_eq!(Some(found.misfits), best, "seed {seed}");
            let size = |core: &[bool]| core.iter().filter(|&&core| core).count();
            let largest = cores(10)
                .filter(|core| Some(lip_misfits(&graph, core)) == best)
                .map(|core| size(&core))
                .max();
            assert_eq!(Some(size(&found.core)), largest, "seed {seed}");
        }
    }

    #[test]
    fn without_interaction_there_is_no_core() {
        assert_eq!(lip(&InteractionGraph::of_pairs(0, &[])), None);
        assert_eq!(lip(&InteractionGraph::of_pairs(4, &[])), None);
        assert_eq!(lip(&InteractionGraph::of_pairs(2, &[(0, 1, 1.0)])).unwrap().core, [true, true]);
    }
}
