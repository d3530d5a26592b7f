//! Who is joined with whom, whatever the direction.

use crate::network::graph::Graph;

/// Neighbours of every node, ascending, each once, no node its own.
#[derive(Debug, Clone)]
pub(super) struct Adjacency {
    pub(super) first: Vec<u32>,
    pub(super) heads: Vec<u32>,
}

impl Adjacency {
    pub(super) fn new(graph: &Graph) -> Self {
        let nodes = graph.nodes();
        let number = |n: usize| u32::try_from(n).expect("nodes and edges are counted in u32");
        let mut first = vec![0_usize; nodes + 1];
        let edges = |tail: usize| graph.leaving(tail).map(|(head, _)| head).filter(move |&head| head != tail);
        for tail in 0..nodes {
            for head in edges(tail) {
                first[tail + 1] += 1;
                first[head + 1] += 1;
            }
        }
        for node in 0..nodes {
            first[node + 1] += first[node];
        }
        let mut next = first.clone();
        let mut heads = vec![0_u32; first[nodes]];
        for tail in 0..nodes {
            for head in edges(tail) {
                for (here, there) in [(tail, head), (head, tail)] {
                    heads[next[here]] = number(there);
                    next[here] += 1;
                }
            }
        }
        let mut adjacency =
            Self { first: Vec::with_capacity(nodes + 1), heads: Vec::with_capacity(heads.len()) };
        adjacency.first.push(0);
        for node in 0..nodes {
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
