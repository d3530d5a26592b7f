//! The map equation: how many bits tell a random traveller's way.

use super::InteractionGraph;

/// Bits a step that it takes to tell the way of a random traveller.
#[derive(Debug, Clone, Copy, PartialEq)]
#[must_use]
pub struct CodeLength {
    /// All of it: the sum of the two.
    pub total: f64,
    /// For moves between communities.
    pub between: f64,
    /// For moves within communities, leaving them included.
    pub within: f64,
}

/// Bits a step that it takes on average to tell the way of a traveller who goes along links by chance, in proportion
/// to their weights, with a name for every community and, within each, short names for its cities.
///
/// # Formula
/// `L = q H(Q) + Σ_i p_i H(P_i)` with `q_i` the share of steps that leave community `i`, `q = Σ q_i`,
/// `p_i = q_i + Σ_{α ∈ i} p_α`, and `p_α` the share of time at city `α`, which is its strength over twice the total
/// weight; `H(Q) = − Σ (q_i / q) log₂ (q_i / q)`,
/// `H(P_i) = − (q_i / p_i) log₂ (q_i / p_i) − Σ_{α ∈ i} (p_α / p_i) log₂ (p_α / p_i)`
///
/// # Conventions
/// Two levels, undirected: no teleportation is needed. A link of a city to itself is a step that stays. `None` where
/// the network has no weight at all. A city without links takes no bits. Where the network is in several parts,
/// the traveller is in each with the share of its strengths.
///
/// # Panics
/// If `community` does not have one number for each city.
///
/// # Example
/// ```
/// use jingwei::cluster::{InteractionGraph, map_equation};
///
/// // Four cities around a square, told apart by two bits each as one community.
/// let graph = InteractionGraph::from_links(4, &[(0, 1, 1.0), (1, 2, 1.0), (2, 3, 1.0), (3, 0, 1.0)])?;
/// assert_eq!(map_equation(&graph, &[0, 0, 0, 0]).unwrap().total, 2.0);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Rosvall, M. and Bergstrom, C. T. (2008). Maps of random walks on complex networks reveal community structure.
/// *Proceedings of the National Academy of Sciences* 105(4). <https://doi.org/10.1073/pnas.0706851105>
#[must_use]
pub fn map_equation(graph: &InteractionGraph, community: &[usize]) -> Option<CodeLength> {
    assert_eq!(community.len(), graph.len(), "one community for each city");
    if graph.total() == 0.0 {
        return None;
    }
    let twice = 2.0 * graph.total();
    let (dense, count) = super::communities::dense(community);
    let (mut leaves, mut at, mut cities) = (vec![0.0; count], vec![0.0; count], 0.0);
    for (i, &c) in dense.iter().enumerate() {
        let outside = graph.row(i).filter(|&(j, _)| dense[j] != c);
        leaves[c] += outside.map(|(_, weight)| weight).sum::<f64>() / twice;
        let share = graph.strength(i) / twice;
        at[c] += share;
        cities += p_log_p(share);
    }
    // The shares of `H(Q)` and `H(P_i)` with their logarithms taken apart.
    let between = p_log_p(leaves.iter().sum()) - leaves.iter().map(|&q| p_log_p(q)).sum::<f64>();
    let of_community = leaves.iter().zip(&at).map(|(&q, &p)| p_log_p(q + p) - p_log_p(q));
    let within = of_community.sum::<f64>() - cities;
    Some(CodeLength { total: between + within, between, within })
}

/// `p log₂ p`, 0 at 0.
pub(super) fn p_log_p(p: f64) -> f64 {
    if p > 0.0 { p * libm::log2(p) } else { 0.0 }
}
