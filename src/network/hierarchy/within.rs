//! The nodes within a limit of time of a few sources: a sweep that keeps what it reaches, source by source.

use super::Hierarchy;
use super::sweep::{Lanes, Scratch, Visitor, WIDE, sweep};
use super::ways::NEVER;

/// Registers side by side: more would sweep less often, but hold the lists of more sources at once.
const BLOCKS: usize = 2;

/// No more sources than that at once.
pub(in crate::network) const FEW: usize = BLOCKS * WIDE;

/// Nodes, each with the milliseconds of the trip.
pub(in crate::network) type Reach = Vec<(u32, u32)>;

impl Hierarchy {
    /// Where a node stands among all; sources that stand close together are best swept together.
    pub(in crate::network) fn place(&self, node: u32) -> u32 {
        self.tree.place[node as usize]
    }

    /// Puts into the list of each of `nodes`, no more than [`FEW`], what is within `limit` milliseconds of it, or with
    /// `reverse` what it is within the limit of; in an order that the graph alone decides.
    pub(in crate::network) fn within(&self, nodes: &[u32], reverse: bool, limit: u32, lists: &mut [Reach]) {
        assert_eq!(nodes.len(), lists.len(), "a list a node");
        let mut lanes: Vec<(usize, &mut Reach)> =
            nodes.iter().map(|&node| self.place(node) as usize).zip(lists).collect();
        lanes.sort_by_key(|&(place, _)| place);
        let (sources, lists): (Vec<usize>, Vec<&mut Reach>) = lanes.into_iter().unzip();
        // Every trip is shorter than that.
        let limit = limit.min(NEVER - 1);
        let mut keep = Keep { node: &self.tree.node, limit, lists };
        for list in &mut keep.lists {
            list.clear();
        }
        let mut scratch = Scratch::<BLOCKS>::new(self.tree.view());
        sweep(self.directed(reverse), &sources, limit, &mut scratch, &mut keep);
    }
}

/// Keeps the times within the limit.
struct Keep<'a> {
    node: &'a [u32],
    limit: u32,
    lists: Vec<&'a mut Reach>,
}

impl Visitor<BLOCKS> for Keep<'_> {
    #[inline(always)]
    fn visit(&mut self, place: usize, times: &Lanes<BLOCKS>) {
        let node = self.node[place];
        for (list, &time) in self.lists.iter_mut().zip(times.as_flattened()) {
            if time <= self.limit {
                list.push((node, time));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{anywhere, graphs};
    use super::*;
    use crate::network::graph::Graph;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn lists_hold_what_plain_searches_find(
            (nodes, edges) in graphs(),
            sources in prop::collection::vec(any::<prop::sample::Index>(), 0..=FEW),
            limit in prop_oneof![0_u32..4000, 0_u32..100_000_000, Just(u32::MAX - 1)],
            reverse in any::<bool>(),
        ) {
            let graph = Graph::new(nodes, &edges).unwrap();
            let hierarchy = Hierarchy::new(&graph, &anywhere(nodes)).expect("so small a graph is prepared");
            let turned = if reverse { graph.reversed() } else { graph.clone() };
            let short = |node: usize| u32::try_from(node).unwrap();
            let sources: Vec<u32> = sources.iter().map(|source| short(source.index(nodes))).collect();
            // What is left from the question before does not matter.
            let mut lists = vec![vec![(0, 0)]; sources.len()];
            hierarchy.within(&sources, reverse, limit, &mut lists);
            for (source, list) in sources.iter().zip(&mut lists) {
                list.sort_unstable();
                let found: Vec<(usize, u32)> = list.iter().map(|&(node, time)| (node as usize, time)).collect();
                prop_assert_eq!(found, turned.times_within(&[(*source as usize, 0)], limit));
            }
        }
    }
}
