//! The elimination tree: who is contracted below whom, and which nodes each is joined to above.
//!
//! Nodes are renumbered so that a node stands right before all that were contracted below it (preorder, the root
//! first). The *place* of a node is its number in that order. All neighbours above a node lie on its way to the
//! root, so a neighbour above is told by its *depth* alone.
//!
//! # References
//! Bauer, R., Columbus, T., Rutter, I. and Wagner, D. (2016). Search-space size in contraction hierarchies.
//! *Theoretical Computer Science* 645.
//! Liu, J. W. H. (1990). The role of elimination trees in sparse factorization. *SIAM Journal on Matrix Analysis
//! and Applications* 11(1).

mod fill;

use super::adjacency::Adjacency;
use crate::network::array::Array;
use fill::Fill;

const NONE: u32 = u32::MAX;

/// Nodes in preorder, and the neighbours above each after contraction.
#[derive(Debug, Clone)]
pub(super) struct HeldTree {
    /// The place of each node of the graph.
    pub(super) place: Array<u32>,
    /// The node at each place.
    pub(super) node: Array<u32>,
    /// How many nodes stand above each place.
    pub(super) depth: Array<u32>,
    /// The place right above each; its own number for a root.
    pub(super) parent: Array<u32>,
    /// Where the part of the tree below each place ends.
    pub(super) end: Array<u32>,
    /// Where the neighbours above each place begin in `neighbours`, and the number of all.
    pub(super) first: Array<u32>,
    /// Depths of the neighbours above, ascending.
    pub(super) neighbours: Array<u32>,
    /// One more than the greatest depth.
    pub(super) height: usize,
}

impl HeldTree {
    /// The tree of `graph` contracted in `order`; `None` if more than `most` neighbours above would have to be held.
    pub(super) fn new(graph: &Adjacency, order: &[u32], most: usize) -> Option<Self> {
        let parent = parents(graph, order);
        let nodes = order.len();
        // Sizes of the parts below, by rank; children come before parents.
        let mut size = vec![1_u32; nodes];
        for rank in 0..nodes {
            if parent[rank] != NONE {
                size[parent[rank] as usize] += size[rank];
            }
        }
        let mut place_of_rank = vec![0_u32; nodes];
        let (mut depth, mut end) = (vec![0_u32; nodes], vec![0_u32; nodes]);
        let mut right_above: Vec<u32> = vec![0; nodes];
        let mut free = vec![0_u32; nodes];
        let mut roots = 0;
        // Parents before children, so that a parent can hand out the places behind its own.
        for rank in (0..nodes).rev() {
            let place = match parent[rank] {
                NONE => {
                    let place = roots;
                    roots += size[rank];
                    right_above[place as usize] = place;
                    place
                }
                above => {
                    let place = free[above as usize];
                    free[above as usize] += size[rank];
                    let above = place_of_rank[above as usize];
                    depth[place as usize] = depth[above as usize] + 1;
                    right_above[place as usize] = above;
                    place
                }
            };
            place_of_rank[rank] = place;
            free[rank] = place + 1;
            end[place as usize] = place + size[rank];
        }
        let (mut place, mut node) = (vec![0; nodes], vec![0; nodes]);
        for (rank, &which) in order.iter().enumerate() {
            place[which as usize] = place_of_rank[rank];
            node[place_of_rank[rank] as usize] = which;
        }
        let (first, above) =
            Fill { graph, place: &place, node: &node, depth: &depth, end: &end, most }.rows()?;
        let height = depth.iter().max().map_or(0, |&deepest| deepest as usize + 1);
        Some(Self {
            place: place.into(),
            node: node.into(),
            depth: depth.into(),
            parent: right_above.into(),
            end: end.into(),
            first: first.into(),
            neighbours: above.into(),
            height,
        })
    }

    /// The tree to be asked.
    pub(super) fn view(&self) -> Tree<'_> {
        Tree {
            place: &self.place,
            node: &self.node,
            depth: &self.depth,
            parent: &self.parent,
            end: &self.end,
            first: &self.first,
            neighbours: &self.neighbours,
            height: self.height,
        }
    }
}

/// A [`HeldTree`] to be asked: its arrays as slices, told by place.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tree<'a> {
    /// Told by node.
    pub(super) place: &'a [u32],
    pub(super) node: &'a [u32],
    pub(super) depth: &'a [u32],
    pub(super) parent: &'a [u32],
    pub(super) end: &'a [u32],
    pub(super) first: &'a [u32],
    pub(super) neighbours: &'a [u32],
    pub(super) height: usize,
}

impl Tree<'_> {
    pub(super) fn nodes(self) -> usize {
        self.depth.len()
    }

    /// Where the neighbours above `place` stand in `neighbours`.
    pub(super) fn row(self, place: usize) -> std::ops::Range<usize> {
        self.first[place] as usize..self.first[place + 1] as usize
    }

    /// Whether `other` stands at or above `place`.
    pub(super) fn is_above(self, other: usize, place: usize) -> bool {
        other <= place && place < self.end[other] as usize
    }

    /// The place above `place` at `depth`.
    pub(super) fn above(self, place: usize, depth: u32) -> usize {
        let mut at = place;
        while self.depth[at] > depth {
            at = self.parent[at] as usize;
        }
        at
    }

    /// Where the neighbour of `place` at `depth` stands in `neighbours`, if it has one there.
    pub(super) fn index(self, place: usize, depth: u32) -> Option<usize> {
        let row = self.row(place);
        self.neighbours[row.clone()].binary_search(&depth).ok().map(|at| row.start + at)
    }
}

/// The node right above each, all by rank.
fn parents(graph: &Adjacency, order: &[u32]) -> Vec<u32> {
    let mut rank = vec![0_u32; order.len()];
    for (r, &node) in (0..).zip(order) {
        rank[node as usize] = r;
    }
    let mut parent = vec![NONE; order.len()];
    // Short cuts towards the root of the part found so far.
    let mut ancestor = vec![NONE; order.len()];
    for (r, &node) in (0..).zip(order) {
        for &head in graph.of(node as usize) {
            let mut below = rank[head as usize];
            if below >= r {
                continue;
            }
            loop {
                let next = ancestor[below as usize];
                if next == r {
                    break;
                }
                ancestor[below as usize] = r;
                if next == NONE {
                    parent[below as usize] = r;
                    break;
                }
                below = next;
            }
        }
    }
    parent
}
