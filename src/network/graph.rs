//! The frozen graph on which travel times are computed.

use super::array::Array;
use super::bound::longest_trip;
use super::dijkstra::Search;
use super::travel_times::TravelTimes;
use crate::error::{Code, Finding, Result};
use rayon::prelude::*;
use std::collections::HashMap;

/// A node, another, and milliseconds from the one to the other.
pub(super) type FromTo = (usize, usize, u32);

/// A bound on trips that is worth finding anew: a hierarchy could not hold them.
const TOO_LONG: u64 = i32::MAX as u64;

/// A way from one node to another, in that direction only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edge {
    /// Node where it begins.
    pub tail: u32,
    /// Node where it ends.
    pub head: u32,
    /// How long it takes.
    pub milliseconds: u32,
}

/// Nodes and edges in compressed rows; never changed after it is made.
///
/// # Conventions
/// Times are whole milliseconds, so that sums are exact whatever their order. No trip can overflow: a graph
/// on which one might is refused when it is made.
#[derive(Debug, Clone)]
pub struct Graph {
    /// Where the edges of each node begin, and the number of all.
    first: Array<u32>,
    heads: Array<u32>,
    milliseconds: Array<u32>,
    /// Place of each edge in the list that it was made from.
    listed: Array<u32>,
    /// Milliseconds that no shortest trip exceeds.
    longest: u64,
}

impl Graph {
    /// The graph of `edges` among `nodes` nodes; parallel edges and loops are kept.
    ///
    /// # Errors
    /// If a shortest trip could take 2³² − 1 ms (49 days) or longer.
    ///
    /// # Panics
    /// If an edge names a node that is not there, or there are 2³² − 1 nodes or edges, or more.
    pub fn new(nodes: usize, edges: &[Edge]) -> Result<Self> {
        let mut graph = Self::rows(nodes, edges);
        graph.longest = longest_trip(&graph);
        graph.checked()
    }

    fn checked(self) -> Result<Self> {
        if self.longest >= u64::from(u32::MAX) {
            let what = "a trip through the network could take longer than 49 days";
            return Err(Finding::new(Code::TooLong, what).into());
        }
        Ok(self)
    }

    fn rows(nodes: usize, edges: &[Edge]) -> Self {
        let count = |n: usize| u32::try_from(n).ok().filter(|&n| n < u32::MAX).expect("fewer than 2^32 - 1");
        let (_, all) = (count(nodes), count(edges.len()));
        let mut first = vec![0_u32; nodes + 1];
        for edge in edges {
            assert!((edge.head as usize) < nodes, "an edge ends at a node");
            first[edge.tail as usize + 1] += 1;
        }
        for node in 0..nodes {
            first[node + 1] += first[node];
        }
        let mut next = first.clone();
        let [mut heads, mut milliseconds, mut places] = [(); 3].map(|()| vec![0; edges.len()]);
        for (listed, edge) in (0..all).zip(edges) {
            let slot = next[edge.tail as usize] as usize;
            next[edge.tail as usize] += 1;
            heads[slot] = edge.head;
            milliseconds[slot] = edge.milliseconds;
            places[slot] = listed;
        }
        Self {
            first: first.into(),
            heads: heads.into(),
            milliseconds: milliseconds.into(),
            listed: places.into(),
            longest: u64::MAX,
        }
    }

    /// The graph with every edge turned round.
    pub(super) fn reversed(&self) -> Self {
        let turned = |(tail, slot): (usize, usize)| Edge {
            tail: self.heads[slot],
            head: u32::try_from(tail).expect("nodes are counted in u32"),
            milliseconds: self.milliseconds[slot],
        };
        let slots = (0..self.nodes()).flat_map(|node| self.slots(node).map(move |slot| (node, slot)));
        Self::rows(self.nodes(), &slots.map(turned).collect::<Vec<_>>())
    }

    /// Milliseconds that no shortest trip between any two nodes exceeds.
    pub(super) fn longest(&self) -> u64 {
        self.longest
    }

    /// How many nodes.
    #[must_use]
    pub fn nodes(&self) -> usize {
        self.first.len() - 1
    }

    /// How many edges.
    #[must_use]
    pub fn edges(&self) -> usize {
        self.heads.len()
    }

    /// The edges that leave `node`: the node where each ends, and its milliseconds.
    #[must_use]
    pub fn leaving(&self, node: usize) -> impl ExactSizeIterator<Item = (usize, u32)> + '_ {
        self.slots(node).map(|slot| (self.heads[slot] as usize, self.milliseconds[slot]))
    }

    pub(super) fn slots(&self, node: usize) -> std::ops::Range<usize> {
        self.first[node] as usize..self.first[node + 1] as usize
    }

    pub(super) fn tail(&self, slot: usize) -> usize {
        self.first.partition_point(|&first| first as usize <= slot) - 1
    }

    /// Shortest travel times from each of `origins` to each of `destinations`; zero from a node to itself.
    ///
    /// Exact, and the same for any number of threads.
    ///
    /// # Complexity
    /// One Dijkstra search an origin, ended when the last destination is settled.
    ///
    /// # Panics
    /// If one of them is not a node.
    #[must_use]
    pub fn travel_times(&self, origins: &[usize], destinations: &[usize]) -> TravelTimes {
        let mut wanted = vec![false; self.nodes()];
        for &node in destinations {
            wanted[node] = true;
        }
        let row = |search: &mut Search, &origin: &usize| -> Vec<Option<u32>> {
            search.run(self, origin, &wanted);
            destinations.iter().map(|&node| search.milliseconds(node)).collect()
        };
        let rows: Vec<Vec<Option<u32>>> =
            origins.par_iter().map_init(|| Search::new(self.nodes()), row).collect();
        TravelTimes::from_rows(origins.len(), destinations.len(), rows.into_iter().flatten())
    }

    /// The edges of a shortest trip from `origin` to `destination`, as places in the list that the graph was
    /// made from; `None` without one. Of trips equally short the choice is always the same.
    ///
    /// # Panics
    /// If one of them is not a node.
    #[must_use]
    pub fn shortest_path(&self, origin: usize, destination: usize) -> Option<Vec<usize>> {
        let mut wanted = vec![false; self.nodes()];
        wanted[destination] = true;
        let mut search = Search::new(self.nodes());
        search.run(self, origin, &wanted);
        search.milliseconds(destination)?;
        let mut edges = Vec::new();
        let mut node = destination;
        while node != origin {
            let slot = search.via(node).expect("every settled node but the origin was entered by an edge");
            edges.push(self.listed[slot] as usize);
            node = self.tail(slot);
        }
        edges.reverse();
        Some(edges)
    }

    /// The fastest edge from `tail` to `head`, as a place in the list that the graph was made from; of edges equally
    /// fast the first.
    pub(super) fn fastest(&self, tail: usize, head: usize) -> Option<usize> {
        let there = self.slots(tail).filter(|&slot| self.heads[slot] as usize == head);
        let best = there.min_by_key(|&slot| (self.milliseconds[slot], self.listed[slot]));
        best.map(|slot| self.listed[slot] as usize)
    }

    /// The same graph with other times for some edges, named by their place in the list that it was made from. If
    /// none of them takes longer than before, also those edges: from a node to another in milliseconds.
    ///
    /// # Errors
    /// If a shortest trip could now take 2³² − 1 ms (49 days) or longer.
    ///
    /// # Panics
    /// If an edge is not there.
    pub(super) fn with_times(&self, changes: &[(usize, u32)]) -> Result<(Self, Option<Vec<FromTo>>)> {
        let mut changed = vec![false; self.edges()];
        for &(edge, _) in changes {
            changed[edge] = true;
        }
        // Of several changes of one edge the last one counts.
        let times: HashMap<usize, u32> = changes.iter().copied().collect();
        let mut milliseconds = self.milliseconds.to_vec();
        let (mut edges, mut longer) = (Vec::new(), 0);
        for (slot, &listed) in self.listed.iter().enumerate() {
            if changed[listed as usize] {
                let time = times[&(listed as usize)];
                let before = std::mem::replace(&mut milliseconds[slot], time);
                longer += u64::from(time.saturating_sub(before));
                edges.push((self.tail(slot), self.heads[slot] as usize, time));
            }
        }
        let mut graph = Self { milliseconds: milliseconds.into(), ..self.clone() };
        // No shortest trip uses an edge twice.
        graph.longest = self.longest + longer;
        if graph.longest >= TOO_LONG {
            graph.longest = longest_trip(&graph);
        }
        graph.checked().map(|graph| (graph, (longer == 0).then_some(edges)))
    }

    /// Place of the edge in `slot` in the list that the graph was made from.
    pub(super) fn listed(&self, slot: usize) -> usize {
        self.listed[slot] as usize
    }

    pub(super) fn end_of(&self, slot: usize) -> (usize, u32) {
        (self.heads[slot] as usize, self.milliseconds[slot])
    }
}

mod stored;
#[cfg(test)]
mod tests;
