//! Betweenness on a graph, flow shared out over all shortest paths.

use super::flows::Flows;
use crate::error::{Code, Finding, Result};
use crate::network::Edge;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Origins whose flows are held at once.
const BLOCK: usize = 64;

/// How much of the travel between others each node and edge carries.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct TiedBetweenness {
    /// Flow through each node that neither begins nor ends there.
    pub nodes: Vec<f64>,
    /// The same as a share of all flow between two other nodes; `None` where there is none.
    pub node_shares: Vec<Option<f64>>,
    /// Flow over each edge, in its one direction.
    pub edges: Vec<f64>,
    /// The same as a share of all flow; `None` if there is none.
    pub edge_shares: Vec<Option<f64>>,
    /// Flow between nodes without a path.
    pub unreached: f64,
}

/// What stands between others on a graph, the flow of each pair shared out evenly over all its shortest paths.
///
/// # Formula
/// `B_k = Σ_ij F_ij · σ_ij(k) / σ_ij`, `i ≠ k ≠ j`, with `σ_ij` the number of shortest paths from `i` to `j` and
/// `σ_ij(k)` of those through `k`; for an edge alike. Shares as of [`betweenness`](super::betweenness).
///
/// # Units
/// `flows` in any unit, flows the same; shares from 0 to 1.
///
/// # Conventions
/// Edges have a direction; a two-way road is two edges, and its betweenness the sum of both. Pairs are ordered: on an
/// undirected graph with [`Flows::pairs`] flows are twice those of networkx and igraph, shares the same. Parallel
/// edges equally fast are paths of their own, as in igraph; networkx knows one edge a pair. Times are whole
/// milliseconds, so that ties are exact: networkx compares sums of decimals, and misses ties by rounding. A loop
/// carries nothing. A pair without a path adds nothing **and is counted** in `unreached`. The same digits for any number
/// of threads.
///
/// # Complexity
/// One search an origin from which anything flows, and a pass over the edges that it met (Brandes 2001); flows are held
/// as a table, 8 bytes a pair of nodes.
///
/// # Errors
/// An edge that takes no time: trips could go back and forth on it and be as short, so that paths cannot be counted;
/// more shortest paths between two nodes than a number can hold.
///
/// # Panics
/// If an edge names a node that is not there, or `flows` are not between the `nodes`.
///
/// # Example
/// ```
/// use jingwei::access::{Flows, tied_betweenness};
/// use jingwei::network::Edge;
///
/// // From 0 to 3 by 1 or by 2, equally fast.
/// let edge = |tail, head| Edge { tail, head, milliseconds: 1000 };
/// let diamond = [edge(0, 1), edge(0, 2), edge(1, 3), edge(2, 3)];
/// let found = tied_betweenness(4, &diamond, &Flows::pairs(4))?;
/// assert_eq!(found.nodes, [0.0, 0.5, 0.5, 0.0]);
/// assert_eq!(found.edges, [1.5; 4]); // its own pair, and half of 0→3
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Freeman, L. C. (1977). A set of measures of centrality based on betweenness. *Sociometry* 40(1).
///
/// Brandes, U. (2001). A faster algorithm for betweenness centrality. *Journal of Mathematical Sociology* 25(2).
///
/// Brandes, U. (2008). On variants of shortest-path betweenness centrality and their generic computation. *Social
/// Networks* 30(2).
pub fn tied_betweenness(nodes: usize, edges: &[Edge], flows: &Flows) -> Result<TiedBetweenness> {
    assert_eq!(flows.places(), nodes, "flows between the nodes");
    if let Some(place) = edges.iter().position(|edge| edge.milliseconds == 0) {
        let Edge { tail, head, .. } = edges[place];
        let what = format!(
            "shortest paths cannot be counted over an edge that takes no time, from node {tail} to {head}"
        );
        let hint = "give it a time above zero, or make the two nodes one";
        return Err(Finding::new(Code::BadValue, what).field("milliseconds").value(0).hint(hint).into());
    }
    let graph = Leaving::new(nodes, edges);
    let origins: Vec<usize> = (0..nodes).filter(|&i| flows.row(i).iter().any(|&flow| flow > 0.0)).collect();
    let mut sum = Dependencies { nodes: vec![0.0; nodes], edges: vec![0.0; edges.len()], unreached: 0.0 };
    for block in origins.chunks(BLOCK) {
        let parts: Vec<_> = block.par_iter().map(|&origin| graph.dependencies(origin, flows)).collect();
        for part in parts {
            let part = part?;
            sum.nodes.iter_mut().zip(part.nodes).for_each(|(sum, flow)| *sum += flow);
            sum.edges.iter_mut().zip(part.edges).for_each(|(sum, flow)| *sum += flow);
            sum.unreached += part.unreached;
        }
    }
    let (between, total) = (flows.between_others(), flows.total());
    Ok(TiedBetweenness {
        node_shares: Flows::shares(&sum.nodes, |node| between[node]),
        edge_shares: Flows::shares(&sum.edges, |_| total),
        nodes: sum.nodes,
        edges: sum.edges,
        unreached: sum.unreached,
    })
}

/// What the trips from one origin put on nodes and edges.
struct Dependencies {
    nodes: Vec<f64>,
    edges: Vec<f64>,
    unreached: f64,
}

/// Edges by the node that they leave.
struct Leaving<'a> {
    edges: &'a [Edge],
    first: Vec<usize>,
    /// Places in `edges`.
    places: Vec<usize>,
}

impl<'a> Leaving<'a> {
    fn new(nodes: usize, edges: &'a [Edge]) -> Self {
        let is_node = |edge: &Edge| (edge.tail as usize) < nodes && (edge.head as usize) < nodes;
        assert!(edges.iter().all(is_node), "an edge runs between nodes");
        let mut places: Vec<usize> = (0..edges.len()).collect();
        places.sort_by_key(|&place| edges[place].tail);
        let first =
            (0..=nodes).map(|node| places.partition_point(|&place| (edges[place].tail as usize) < node));
        Self { edges, first: first.collect(), places }
    }

    fn of(&self, node: usize) -> impl Iterator<Item = (usize, usize, u64)> + '_ {
        self.places[self.first[node]..self.first[node + 1]].iter().map(|&place| {
            let edge = self.edges[place];
            (place, edge.head as usize, u64::from(edge.milliseconds))
        })
    }

    /// Shortest times from `origin`, and the nodes in reach from near to far.
    fn search(&self, origin: usize) -> (Vec<Option<u64>>, Vec<usize>) {
        let mut times: Vec<Option<u64>> = vec![None; self.first.len() - 1];
        let mut settled = Vec::new();
        let mut queue = BinaryHeap::from([Reverse((0, origin))]);
        times[origin] = Some(0);
        while let Some(Reverse((time, node))) = queue.pop() {
            if times[node] != Some(time) {
                continue;
            }
            settled.push(node);
            for (_, head, milliseconds) in self.of(node) {
                let arrival = time + milliseconds;
                if times[head].is_none_or(|time| arrival < time) {
                    times[head] = Some(arrival);
                    queue.push(Reverse((arrival, head)));
                }
            }
        }
        (times, settled)
    }

    fn dependencies(&self, origin: usize, flows: &Flows) -> Result<Dependencies> {
        let (times, settled) = self.search(origin);
        let nodes = times.len();
        let is_tight = |tail: usize, head: usize, milliseconds| {
            times[tail].map(|time| time + milliseconds) == times[head]
        };
        // No edge takes no time, so that whoever leads to a node was settled before it.
        let mut paths: Vec<f64> = vec![0.0; nodes];
        paths[origin] = 1.0;
        for &node in &settled {
            for (_, head, milliseconds) in self.of(node) {
                if is_tight(node, head, milliseconds) {
                    paths[head] += paths[node];
                }
            }
        }
        if settled.iter().any(|&node| paths[node].is_infinite()) {
            let what = format!("there are more shortest paths from node {origin} than can be counted");
            let hint = "give edges their exact times, so that fewer are equally fast";
            return Err(Finding::new(Code::BadValue, what).hint(hint).into());
        }
        let mut through = vec![0.0; nodes];
        let mut over = vec![0.0; self.edges.len()];
        for &node in settled.iter().rev() {
            for (place, head, milliseconds) in self.of(node) {
                if is_tight(node, head, milliseconds) {
                    let flow = paths[node] / paths[head] * (flows.flow(origin, head) + through[head]);
                    over[place] = flow;
                    through[node] += flow;
                }
            }
        }
        through[origin] = 0.0;
        let unreached = (0..nodes).filter(|&node| times[node].is_none());
        let unreached = unreached.fold(0.0, |sum, node| sum + flows.flow(origin, node));
        Ok(Dependencies { nodes: through, edges: over, unreached })
    }
}

#[cfg(test)]
mod tests;
