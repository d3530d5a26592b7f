//! Core and periphery by the two eigenvectors that tell most of the interactions.

use super::InteractionGraph;
use super::cut::{CutCore, best_cut, smallest_part};
use super::spectrum::{End, eigenpairs};
use crate::error::Result;

/// How [`low_rank_core`] counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LowRankCoreOptions {
    /// The smallest core and the smallest periphery as a share of all places; 0.1 by default, as in cpnet. Never fewer
    /// than two places.
    pub smallest: f64,
}

impl Default for LowRankCoreOptions {
    fn default() -> Self {
        Self { smallest: 0.1 }
    }
}

/// Which places are the core by how many partners each has when only the two strongest patterns of the interactions are
/// kept.
///
/// # Formula
/// `Â = λ₁ v₁ v₁ᵀ + λ₂ v₂ v₂ᵀ` for the two eigenvalues farthest from 0; `s_i = #{j: â_ij > ½}`, places in the order of
/// `s`, cut where [`cut_quality`](super::cut_quality) is highest, with the core at either end
///
/// # Units
/// Interactions in any unit, the quality in the same.
///
/// # Conventions
/// For interactions other than 0 and 1, for which the method was made, the threshold is half the mean of those that
/// there are. Places with as many partners stand by `Σ_j â_ij`, then by index: ties are many. `None` where there is no
/// interaction or a part would have fewer than two places.
///
/// # Errors
/// A smallest share outside 0 to 0.5.
///
/// # Complexity
/// `O(n²)` beside the eigenvectors.
///
/// # Example
/// ```
/// use jingwei::rings::core_periphery::{InteractionGraph, LowRankCoreOptions, low_rank_core};
/// use jingwei::weights::Weights;
/// // Places 0 and 1 trade with all, the others with these two only.
/// let trade = Weights::from_neighbours(vec![vec![1, 2, 3, 4], vec![0, 2, 3, 4], vec![0, 1], vec![0, 1], vec![0, 1]]);
/// let found = low_rank_core(&InteractionGraph::new(&trade)?, &LowRankCoreOptions::default())?.expect("a core");
/// assert_eq!(found.core, [true, true, false, false, false]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Cucuringu, M., Rombach, P., Lee, S. H. and Porter, M. A. (2016). Detection of core–periphery structure in networks
/// using spectral methods and geodesic paths. *European Journal of Applied Mathematics* 27(6).
pub fn low_rank_core(graph: &InteractionGraph, options: &LowRankCoreOptions) -> Result<Option<CutCore>> {
    let smallest = smallest_part(graph.len(), options.smallest)?;
    if graph.pairs() == 0 {
        return Ok(None);
    }
    let pairs = eigenpairs(graph.len(), |x| graph.times(x), End::Largest, 2);
    let threshold = graph.total() / graph.pairs() as f64 / 2.0;
    let kept = |i: usize, j: usize| {
        pairs.iter().map(|pair| pair.value * pair.vector[i] * pair.vector[j]).sum::<f64>()
    };
    let scores: Vec<(usize, f64)> = (0..graph.len())
        .map(|i| {
            let row = (0..graph.len()).map(|j| kept(i, j));
            row.fold((0, 0.0), |(count, sum), value| (count + usize::from(value > threshold), sum + value))
        })
        .collect();
    let mut order: Vec<usize> = (0..graph.len()).collect();
    order.sort_by(|&i, &j| scores[j].0.cmp(&scores[i].0).then(scores[j].1.total_cmp(&scores[i].1)));
    Ok(best_cut(graph, &order, smallest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_to_cut_has_no_core() {
        let options = LowRankCoreOptions::default();
        for graph in [InteractionGraph::of_pairs(0, &[]), InteractionGraph::of_pairs(9, &[])] {
            assert_eq!(low_rank_core(&graph, &options).unwrap(), None);
        }
        let small = InteractionGraph::of_pairs(3, &[(0, 1, 1.0)]);
        assert_eq!(low_rank_core(&small, &options).unwrap(), None);
        assert!(low_rank_core(&small, &LowRankCoreOptions { smallest: 0.7 }).is_err());
    }

    #[test]
    fn the_unit_of_the_interactions_does_not_matter() {
        let pairs = |unit: f64| {
            let pairs =
                [(0, 1, 1.0), (0, 2, 1.0), (1, 2, 2.0), (2, 3, 1.0), (1, 4, 1.0), (0, 5, 1.0), (4, 5, 0.5)];
            InteractionGraph::of_pairs(6, &pairs.map(|(i, j, value)| (i, j, value * unit)))
        };
        let core = |unit| low_rank_core(&pairs(unit), &LowRankCoreOptions::default()).unwrap().unwrap().core;
        assert_eq!(core(1.0), core(1000.0));
    }
}
