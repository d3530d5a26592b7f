//! Small graphs, and everything that can be tried on them.

use super::InteractionGraph;
use super::random::{Purpose, generator, share};

/// A random graph of `n` places, each pair joined with a probability; weighted or not.
pub(super) fn small_graph(n: usize, probability: f64, weighted: bool, seed: u64) -> InteractionGraph {
    let mut random = generator(Purpose::Network, seed, 1 << 40);
    let mut pairs = Vec::new();
    let n = u32::try_from(n).unwrap();
    for i in 0..n {
        for j in i + 1..n {
            let value = if weighted { 0.1 + 4.0 * share(&mut random) } else { 1.0 };
            if share(&mut random) < probability {
                pairs.push((i, j, value));
            }
        }
    }
    InteractionGraph::of_pairs(n as usize, &pairs)
}

/// The same graph with place `i` called `order[i]`.
pub(super) fn relabelled(graph: &InteractionGraph, order: &[usize]) -> InteractionGraph {
    let name = |i: usize| u32::try_from(order[i]).unwrap();
    let pairs: Vec<_> = graph.each_pair().map(|(i, j, value)| (name(i), name(j), value)).collect();
    InteractionGraph::of_pairs(graph.len(), &pairs)
}

/// Every division of `n` places into core and periphery.
pub(super) fn cores(n: usize) -> impl Iterator<Item = Vec<bool>> {
    (0_u32..1 << n).map(move |bits| (0..n).map(|i| bits >> i & 1 == 1).collect())
}
