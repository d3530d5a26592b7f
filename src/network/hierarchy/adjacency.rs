//! Who is joined with whom, whatever the direction.

use crate::network::graph::Graph;
use rayon::prelude::*;
use std::ops::Range;

/// Fewer nodes are not worth a thread.
const ALONE: usize = 10_000;

fn number(n: usize) -> u32 {
    u32::try_from(n).expect("nodes and edges are counted in u32")
}

/// Neighbours of every node, ascending, each once, no node its own.
#[derive(Debug, Clone)]
pub(super) struct Adjacency {
    pub(super) first: Vec<u32>,
    pub(super) heads: Vec<u32>,
}

impl Adjacency {
    pub(super) fn new(graph: &Graph) -> Self {
        let nodes = graph.nodes();
        // Each thread finds the neighbours of some nodes; all read every edge, which costs little.
        let some = nodes.div_ceil(rayon::current_num_threads()).max(ALONE);
        let blocks: Vec<Self> = (0..nodes.div_ceil(some))
            .into_par_iter()
            .map(|block| Self::of_some(graph, block * some..nodes.min((block + 1) * some)))
            .collect();
        let mut all = Self { first: Vec::with_capacity(nodes + 1), heads: Vec::new() };
        all.heads.reserve_exact(blocks.iter().map(|block| block.heads.len()).sum());
        all.first.push(0);
        for block in blocks {
            let before = number(all.heads.len());
            all.first.extend(block.first[1..].iter().map(|&end| before + end));
            all.heads.extend(block.heads);
        }
        all
    }

    /// The neighbours of some nodes.
    fn of_some(graph: &Graph, some: Range<usize>) -> Self {
        let mut first = vec![0_usize; some.len() + 1];
        joined(graph, &some, |here, _| first[here + 1] += 1);
        for node in 0..some.len() {
            first[node + 1] += first[node];
        }
        let mut next = first.clone();
        let mut heads = vec![0_u32; first[some.len()]];
        joined(graph, &some, |here, there| {
            heads[next[here]] = number(there);
            next[here] += 1;
        });
        let mut adjacency =
            Self { first: Vec::with_capacity(some.len() + 1), heads: Vec::with_capacity(heads.len()) };
        adjacency.first.push(0);
        for node in 0..some.len() {
            let row = &mut heads[first[node]..first[node + 1]];
            row.sort_unstable();
            adjacency.heads.extend(row.chunk_by(|a, b| a == b).map(|same| same[0]));
            adjacency.first.push(number(adjacency.heads.len()));
        }
        adjacency
    }

    pub(super) fn of(&self, node: usize) -> &[u32] {
        &self.heads[self.first[node] as usize..self.first[node + 1] as usize]
    }

    pub(super) fn nodes(&self) -> usize {
        self.first.len() - 1
    }
}

/// Tells `join` who is joined with each of `some` nodes, which it counts from the first of them.
fn joined(graph: &Graph, some: &Range<usize>, mut join: impl FnMut(usize, usize)) {
    let edges = |tail: usize| graph.leaving(tail).map(|(head, _)| head).filter(move |&head| head != tail);
    for tail in some.clone() {
        edges(tail).for_each(|head| join(tail - some.start, head));
    }
    for tail in 0..graph.nodes() {
        edges(tail).filter(|head| some.contains(head)).for_each(|head| join(head - some.start, tail));
    }
}
