//! Shortest travel times from one node, after Dijkstra (1959).

use super::graph::Graph;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Not reached.
const NONE: u32 = u32::MAX;

/// The memory of one search after another, so that a search allocates nothing.
#[derive(Debug, Clone)]
pub(super) struct Search {
    milliseconds: Vec<u32>,
    /// Slot of the edge by which each reached node was entered.
    via: Vec<u32>,
    reached: Vec<u32>,
    /// Time and node in one number, so that equal times go to the lower node.
    queue: BinaryHeap<Reverse<u64>>,
}

impl Search {
    pub(super) fn new(nodes: usize) -> Self {
        Self {
            milliseconds: vec![NONE; nodes],
            via: vec![NONE; nodes],
            reached: Vec::new(),
            queue: BinaryHeap::new(),
        }
    }

    /// Searches from `origin` until all nodes that are `wanted` and can be reached are settled.
    pub(super) fn run(&mut self, graph: &Graph, origin: usize, wanted: &[bool]) {
        self.forget();
        let mut remaining = wanted.iter().filter(|&&wanted| wanted).count();
        self.reach(origin, 0, NONE);
        while let Some(Reverse(entry)) = self.queue.pop() {
            let (time, node) = unpacked(entry);
            if time > self.milliseconds[node] {
                continue;
            }
            if wanted[node] {
                remaining -= 1;
                if remaining == 0 {
                    break;
                }
            }
            for slot in graph.slots(node) {
                let (head, milliseconds) = graph.end_of(slot);
                // Cannot overflow: no trip on a graph is as long as 2^32 - 1 ms (see `Graph::new`), but a
                // tentative one may be, and is then no improvement.
                let Some(arrival) = time.checked_add(milliseconds) else { continue };
                if arrival < self.milliseconds[head] {
                    let slot = u32::try_from(slot).expect("edges are counted in u32");
                    self.reach(head, arrival, slot);
                }
            }
        }
    }

    /// Searches from all of `seeds`, each a node and the time at which the trip is there, until every node that
    /// is reached by `limit` is settled; gives those nodes, in no order.
    pub(super) fn run_within(&mut self, graph: &Graph, seeds: &[(usize, u32)], limit: u32) -> &[u32] {
        self.forget();
        for &(node, time) in seeds {
            if time <= limit && time < self.milliseconds[node] {
                self.reach(node, time, NONE);
            }
        }
        while let Some(Reverse(entry)) = self.queue.pop() {
            let (time, node) = unpacked(entry);
            if time > self.milliseconds[node] {
                continue;
            }
            for slot in graph.slots(node) {
                let (head, milliseconds) = graph.end_of(slot);
                let Some(arrival) = time.checked_add(milliseconds) else { continue };
                if arrival <= limit && arrival < self.milliseconds[head] {
                    let slot = u32::try_from(slot).expect("edges are counted in u32");
                    self.reach(head, arrival, slot);
                }
            }
        }
        &self.reached
    }

    fn forget(&mut self) {
        for node in self.reached.drain(..) {
            self.milliseconds[node as usize] = NONE;
            self.via[node as usize] = NONE;
        }
        self.queue.clear();
    }

    fn reach(&mut self, node: usize, time: u32, via: u32) {
        let index = u32::try_from(node).expect("nodes are counted in u32");
        if self.milliseconds[node] == NONE {
            self.reached.push(index);
        }
        self.milliseconds[node] = time;
        self.via[node] = via;
        self.queue.push(Reverse(u64::from(time) << 32 | u64::from(index)));
    }

    /// Time to `node`, which was wanted; `None` if it cannot be reached.
    pub(super) fn milliseconds(&self, node: usize) -> Option<u32> {
        Some(self.milliseconds[node]).filter(|&time| time != NONE)
    }

    /// Slot of the edge by which `node` was entered.
    pub(super) fn via(&self, node: usize) -> Option<usize> {
        Some(self.via[node]).filter(|&slot| slot != NONE).map(|slot| slot as usize)
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the two halves of the number")]
fn unpacked(entry: u64) -> (u32, usize) {
    ((entry >> 32) as u32, entry as u32 as usize)
}
