//! How far trips spread by a limit of time: a search whose queue is a row of buckets, after Dial (1969) with the buckets
//! widened as by Meyer and Sanders (2003).
//!
//! A bucket holds what is reached within one span of time. Inside it nodes are taken as they come, and again if they
//! are then reached sooner; so times are those of Dijkstra's search, found without keeping a heap in order.

use super::road_table::NONE;
use crate::network::graph::Graph;

/// No more buckets than that, however long the limit.
const BUCKETS: u32 = 1 << 16;

/// The memory of one search after another.
#[derive(Debug)]
pub(super) struct Spread {
    times: Vec<u32>,
    reached: Vec<u32>,
    buckets: Vec<Vec<(u32, u32)>>,
    /// Milliseconds of a bucket: half an edge of middling length, so that few nodes are taken twice.
    width: u32,
}

impl Spread {
    pub(super) fn new(graph: &Graph) -> Self {
        let all = (0..graph.nodes()).flat_map(|node| graph.leaving(node)).map(|(_, time)| u64::from(time));
        let mean = all.sum::<u64>() / (graph.edges() as u64).max(1);
        let width = u32::try_from(mean / 2).expect("half of what a u32 holds").max(1);
        Self { times: vec![NONE; graph.nodes()], reached: Vec::new(), buckets: Vec::new(), width }
    }

    /// Spreads from all of `seeds`, each a node and the time at which the trip is there, by `limit`.
    pub(super) fn run(&mut self, graph: &Graph, seeds: &[(usize, u32)], limit: u32) {
        for node in self.reached.drain(..) {
            self.times[node as usize] = NONE;
        }
        let width = self.width.max(limit / BUCKETS + 1);
        let last = (limit / width) as usize;
        if self.buckets.len() <= last {
            self.buckets.resize_with(last + 1, Vec::new);
        }
        for &(node, time) in seeds {
            self.reach(node, time, limit, width);
        }
        for bucket in 0..=last {
            let mut next = 0;
            while let Some(&(node, time)) = self.buckets[bucket].get(next) {
                next += 1;
                if time > self.times[node as usize] {
                    continue;
                }
                for (head, milliseconds) in graph.leaving(node as usize) {
                    self.reach(head, time.saturating_add(milliseconds), limit, width);
                }
            }
            self.buckets[bucket].clear();
        }
    }

    fn reach(&mut self, node: usize, time: u32, limit: u32, width: u32) {
        let known = &mut self.times[node];
        if time > limit || time >= *known {
            return;
        }
        let index = u32::try_from(node).expect("nodes are counted in u32");
        if *known == NONE {
            self.reached.push(index);
        }
        *known = time;
        self.buckets[(time / width) as usize].push((index, time));
    }

    /// The nodes that are reached, in no order.
    pub(super) fn reached(&self) -> &[u32] {
        &self.reached
    }

    /// Milliseconds to a node; [`NONE`] where it is not reached.
    pub(super) fn time(&self, node: u32) -> u32 {
        self.times[node as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::Edge;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_comes_as_far_as_plain_searches(
            list in prop::collection::vec((0_u32..20, 0_u32..20, 0_u32..4000), 0..80),
            seeds in prop::collection::vec((0_usize..20, 0_u32..3000), 0..4),
            limits in prop::collection::vec(prop_oneof![0_u32..9000, Just(u32::MAX - 1)], 1..4),
        ) {
            let edges: Vec<Edge> =
                list.iter().map(|&(tail, head, milliseconds)| Edge { tail, head, milliseconds }).collect();
            let graph = Graph::new(20, &edges).unwrap();
            let mut spread = Spread::new(&graph);
            for limit in limits {
                spread.run(&graph, &seeds, limit);
                let mut reached = spread.reached().to_vec();
                reached.sort_unstable();
                let found: Vec<(usize, u32)> =
                    reached.iter().map(|&node| (node as usize, spread.time(node))).collect();
                prop_assert_eq!(found, graph.times_within(&seeds, limit));
            }
        }
    }
}
