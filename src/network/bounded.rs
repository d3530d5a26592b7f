//! What is reached by a limit of time: searches that go no farther.

use super::dijkstra::Search;
use super::graph::Graph;
use crate::units::Minutes;

impl Graph {
    /// The nodes reached by `limit` from any of `seeds`, each a node and the milliseconds that have passed when
    /// a trip is there; with their milliseconds, by node. A node reached at exactly the limit counts.
    ///
    /// # Complexity
    /// One search over what is reached, and memory of 8 bytes a node; [`Within`] keeps that for the next.
    ///
    /// # Panics
    /// If a seed is not a node.
    #[must_use]
    pub fn times_within(&self, seeds: &[(usize, u32)], limit: u32) -> Vec<(usize, u32)> {
        Within::new(self).times(seeds, limit)
    }
}

/// Searches with a limit, one after another in the same memory.
#[derive(Debug)]
pub struct Within<'a> {
    graph: &'a Graph,
    search: Search,
}

impl<'a> Within<'a> {
    /// Searches on `graph`.
    #[must_use]
    pub fn new(graph: &'a Graph) -> Self {
        Self { graph, search: Search::new(graph.nodes()) }
    }

    /// As [`Graph::times_within`].
    ///
    /// # Panics
    /// If a seed is not a node.
    pub fn times(&mut self, seeds: &[(usize, u32)], limit: u32) -> Vec<(usize, u32)> {
        let mut nodes: Vec<usize> =
            self.search.run_within(self.graph, seeds, limit).iter().map(|&node| node as usize).collect();
        nodes.sort_unstable();
        let time = |node| self.search.milliseconds(node).expect("a node that was reached has a time");
        nodes.into_iter().map(|node| (node, time(node))).collect()
    }
}

/// The longest trip in whole milliseconds that is no longer than `limit`; `None` below zero.
///
/// # Example
/// ```
/// use jingwei::network::milliseconds_within;
/// use jingwei::units::Minutes;
///
/// assert_eq!(milliseconds_within(Minutes::new(0.5)), Some(30_000));
/// assert_eq!(milliseconds_within(Minutes::new(0.00001)), Some(0));
/// assert_eq!(milliseconds_within(Minutes::new(-1.0)), None);
/// ```
#[must_use]
pub fn milliseconds_within(limit: Minutes) -> Option<u32> {
    if limit < Minutes::ZERO {
        return None;
    }
    let longest = u32::MAX - 1;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "kept to the range of u32")]
    let near = (limit.get() * 60_000.0).min(f64::from(longest)) as u32;
    // Times are compared in minutes elsewhere: a product rounded up or down must not decide otherwise.
    let from = near.saturating_sub(1);
    (from..=near.saturating_add(1).min(longest)).rev().find(|&t| Minutes::from_milliseconds(t) <= limit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::Edge;
    use crate::network::judge::all_pairs;
    use proptest::prelude::*;

    #[test]
    fn a_cut_off_in_minutes_takes_every_trip_no_longer() {
        for milliseconds in [0, 1, 59_999, 6_000, 18_000, 123_457, 4_294_967_294] {
            let minutes = Minutes::from_milliseconds(milliseconds);
            assert_eq!(milliseconds_within(minutes), Some(milliseconds));
        }
        assert_eq!(milliseconds_within(Minutes::new(1e12)), Some(u32::MAX - 1));
    }

    proptest! {
        #[test]
        fn the_nodes_within_are_those_of_all_pairs(
            list in prop::collection::vec((0_u32..12, 0_u32..12, 0_u32..50), 0..40),
            seeds in prop::collection::vec((0_usize..12, 0_u32..30), 0..4),
            limit in 0_u32..120,
        ) {
            let edges: Vec<Edge> =
                list.iter().map(|&(tail, head, milliseconds)| Edge { tail, head, milliseconds }).collect();
            let graph = Graph::new(12, &edges).unwrap();
            let judged = all_pairs(12, &edges);
            let time = |node: usize| {
                seeds.iter().filter_map(|&(seed, after)| Some(judged[seed][node]? + after)).min()
            };
            let expected: Vec<(usize, u32)> =
                (0..12).filter_map(|node| Some((node, time(node).filter(|&t| t <= limit)?))).collect();
            let mut within = Within::new(&graph);
            let _ = within.times(&[(0, 0)], 1000);
            prop_assert_eq!(within.times(&seeds, limit), expected);
        }
    }
}
