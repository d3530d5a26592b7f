//! How far trips spread by a limit of time: a search whose queue is a row of buckets, after Dial (1969) with the buckets
//! widened as by Meyer and Sanders (2003).
//!
//! A bucket holds what is reached within one span of time. Inside it nodes are taken as they come, and again if they
//! are then reached sooner; so times are those of Dijkstra's search, found without keeping a heap in order.

use super::road_table::NONE;
use crate::network::graph::Graph;
use crate::network::hierarchy::Reach;

/// No more buckets than that, however long the limit.
const BUCKETS: u32 = 1 << 16;

/// The edges of a graph by the node that they leave, a head beside its time, so that a search reads memory in one go.
#[derive(Debug)]
pub(super) struct Leaving {
    first: Vec<u32>,
    edges: Vec<(u32, u32)>,
}

impl Leaving {
    pub(super) fn new(graph: &Graph) -> Self {
        let mut first = vec![0];
        let mut edges = Vec::with_capacity(graph.edges());
        for node in 0..graph.nodes() {
            let short = |head: usize| u32::try_from(head).expect("nodes are counted in u32");
            edges.extend(graph.leaving(node).map(|(head, time)| (short(head), time)));
            first.push(u32::try_from(edges.len()).expect("edges are counted in u32"));
        }
        Self { first, edges }
    }

    pub(super) fn nodes(&self) -> usize {
        self.first.len() - 1
    }

    fn of(&self, node: u32) -> &[(u32, u32)] {
        let node = node as usize;
        &self.edges[self.first[node] as usize..self.first[node + 1] as usize]
    }
}

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
    pub(super) fn new(graph: &Leaving) -> Self {
        let all: u64 = graph.edges.iter().map(|&(_, time)| u64::from(time)).sum();
        let mean = all / (graph.edges.len() as u64).max(1);
        let width = u32::try_from(mean / 2).expect("half of what a u32 holds").max(1);
        Self { times: vec![NONE; graph.nodes()], reached: Vec::new(), buckets: Vec::new(), width }
    }

    /// Spreads from all of `seeds`, each a node and the time at which the trip is there, by `limit`.
    pub(super) fn run(&mut self, graph: &Leaving, seeds: &[(u32, u32)], limit: u32) {
        self.clear();
        let Self { times, reached, buckets, width } = self;
        let width = (*width).max(limit / BUCKETS + 1);
        let last = (limit / width) as usize;
        if buckets.len() <= last {
            buckets.resize_with(last + 1, Vec::new);
        }
        let mut reach = |node: u32, time: u32, known: &mut u32| {
            if time > limit || time >= *known {
                return false;
            }
            if *known == NONE {
                reached.push(node);
            }
            *known = time;
            true
        };
        for &(node, time) in seeds {
            if reach(node, time, &mut times[node as usize]) {
                buckets[(time / width) as usize].push((node, time));
            }
        }
        for bucket in 0..=last {
            // What is found while a bucket is gone through may belong to it.
            let mut these = std::mem::take(&mut buckets[bucket]);
            let end = u64::from(width) * (bucket as u64 + 1);
            let mut next = 0;
            while let Some(&(node, time)) = these.get(next) {
                next += 1;
                if time > times[node as usize] {
                    continue;
                }
                for &(head, milliseconds) in graph.of(node) {
                    let time = time.saturating_add(milliseconds);
                    if reach(head, time, &mut times[head as usize]) {
                        if u64::from(time) < end {
                            these.push((head, time));
                        } else {
                            buckets[(time / width) as usize].push((head, time));
                        }
                    }
                }
            }
            these.clear();
            buckets[bucket] = these;
        }
    }

    fn clear(&mut self) {
        for node in self.reached.drain(..) {
            self.times[node as usize] = NONE;
        }
    }

    /// The same where it is known how far trips come from the node of each of `seeds`.
    pub(super) fn take(&mut self, seeds: &[(u32, u32)], known: &[Reach], limit: u32) {
        self.clear();
        for (&(_, begin), reach) in seeds.iter().zip(known) {
            for &(node, time) in reach {
                let (time, least) = (time.saturating_add(begin), &mut self.times[node as usize]);
                if time <= limit && time < *least {
                    if *least == NONE {
                        self.reached.push(node);
                    }
                    *least = time;
                }
            }
        }
    }

    /// The nodes that are reached, in no order.
    pub(super) fn reached(&self) -> &[u32] {
        &self.reached
    }

    /// Milliseconds to each node; [`NONE`] where it is not reached.
    pub(super) fn times(&self) -> &[u32] {
        &self.times
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
            seeds in prop::collection::vec((0_u32..20, 0_u32..3000), 0..4),
            limits in prop::collection::vec(prop_oneof![0_u32..9000, Just(u32::MAX - 1)], 1..4),
        ) {
            let edges: Vec<Edge> =
                list.iter().map(|&(tail, head, milliseconds)| Edge { tail, head, milliseconds }).collect();
            let graph = Graph::new(20, &edges).unwrap();
            let leaving = Leaving::new(&graph);
            let mut spread = Spread::new(&leaving);
            let plain: Vec<(usize, u32)> = seeds.iter().map(|&(node, time)| (node as usize, time)).collect();
            for limit in limits {
                spread.run(&leaving, &seeds, limit);
                let mut reached = spread.reached().to_vec();
                reached.sort_unstable();
                let found: Vec<(usize, u32)> =
                    reached.iter().map(|&node| (node as usize, spread.times()[node as usize])).collect();
                prop_assert_eq!(found, graph.times_within(&plain, limit));
            }
        }
    }
}
