//! What is prepared so that travel times cost next to nothing: a customisable contraction hierarchy.
//!
//! # How it works
//! Nodes are contracted one after the other in an order found by nested dissection ([`order`]): a small set of nodes
//! that cuts the graph in two comes last, before it those that cut the halves, and so on. What a contraction joins
//! makes a tree ([`tree`]) in which all neighbours of a node that are contracted later lie on its way to the root.
//! Every shortest trip climbs that way and comes down another. [`customise`] finds the times of the ways and drops
//! those that no shortest trip needs.
//!
//! # What answers what
//! - Many to many, pairs: [`labels`] hold the times from a place to all above it; a time is the least sum of two.
//! - One or many to all, and what is summed over all: a [`sweep`] visits the tree from the root downwards with the
//!   times of many sources side by side, and passes over subtrees that nothing reaches in time.
//! - What is within a limit of a few: [`within`], a sweep that keeps it.
//! - The nearest of some places from everywhere: [`nearest`], one climb and one descent for all nodes together.
//! - The way behind a time: [`path`].
//!
//! Times are whole milliseconds below 2³¹ − 1, so every sum is exact and no order of adding matters.

#![expect(
    clippy::inline_always,
    reason = "what is compiled for the widest registers must be compiled into the function that is"
)]

mod adjacency;
mod customise;
mod faster;
mod labels;
mod many;
mod nearest;
mod order;
mod parts;
mod path;
mod rows;
mod stored;
pub(super) mod sweep;
mod tree;
mod ways;
mod within;

use super::graph::Graph;
use adjacency::Adjacency;
use faster::Pairs;
use geo_types::Coord;
use rayon::prelude::*;
use sweep::{Directed, Lanes, Scratch, Visitor, WIDE, sweep};
use tree::HeldTree;
use ways::HeldWays;
pub(in crate::network) use ways::NEVER;
pub(in crate::network) use within::{FEW, Reach};

/// More neighbours above than this times the nodes and edges of the graph, and plain searches are better.
const FILL: usize = 40;

/// A tree so high that labels and squares of its height are too large, and plain searches are better.
const HEIGHT: usize = 4_000;

/// A graph prepared for many questions.
#[derive(Debug, Clone)]
pub(super) struct Hierarchy {
    tree: HeldTree,
    up: HeldWays,
    /// `None` where they are those up: every edge has a twin in the other direction that takes as long.
    down: Option<HeldWays>,
    /// The shortest ways of all neighbours, needed or not; absent where the hierarchy came from a file.
    pairs: Option<Pairs>,
}

impl Hierarchy {
    /// Prepares `graph`, whose nodes lie at `at`; `None` if it is of a kind for which this does not pay: without small
    /// cuts, or with trips of 24 days.
    pub(super) fn new(graph: &Graph, at: &[Coord<f64>]) -> Option<Self> {
        let adjacency = Adjacency::new(graph);
        let order = order::contraction_order(&adjacency, at);
        Self::in_order(graph, &adjacency, &order)
    }

    fn in_order(graph: &Graph, adjacency: &Adjacency, order: &[u32]) -> Option<Self> {
        if graph.longest() >= u64::from(NEVER) {
            return None;
        }
        let most = (graph.nodes() + graph.edges()).saturating_mul(FILL).min(i32::MAX as usize);
        let tree = HeldTree::new(adjacency, order, most).filter(|tree| tree.height <= HEIGHT)?;
        Some(Self::with_times_of(tree, graph))
    }

    fn with_times_of(tree: HeldTree, graph: &Graph) -> Self {
        let ([up, down], pairs) = customise::customise(tree.view(), graph);
        let down = (up != down).then_some(down);
        Self { tree, up, down, pairs: Some(Pairs::new(&pairs)) }
    }

    /// The same with some edges of the graph, from a node to another in milliseconds, taking no longer than before;
    /// `None` where that takes as much as finding all times anew.
    pub(super) fn with_faster(&self, edges: &[(usize, usize, u32)]) -> Option<Self> {
        let mut pairs = self.pairs.clone()?;
        let tree = self.tree.view();
        let shorter = faster::improve(tree, &mut pairs, edges);
        let before = self.directed(false);
        if before.is_symmetric() && faster::is_symmetric(&pairs, &shorter) {
            let up = faster::ways(tree, before.up, &pairs, &shorter, 0);
            return Some(Self { tree: self.tree.clone(), up, down: None, pairs: Some(pairs) });
        }
        let (up, down) = rayon::join(
            || faster::ways(tree, before.up, &pairs, &shorter, 0),
            || faster::ways(tree, before.down, &pairs, &shorter, 1),
        );
        let down = (up != down).then_some(down);
        Some(Self { tree: self.tree.clone(), up, down, pairs: Some(pairs) })
    }

    /// The same for a graph of the same nodes: with the same neighbours only the times are found anew, with others
    /// the tree too, in the same order of contraction.
    pub(super) fn renewed(&self, graph: &Graph) -> Option<Self> {
        let tree = self.tree.view();
        let known = (0..graph.nodes()).all(|tail| {
            graph.leaving(tail).all(|(head, _)| {
                let [a, b] = [tail, head].map(|node| self.tree.place[node] as usize);
                let (above, below) = (a.min(b), a.max(b));
                a == b || tree.is_above(above, below) && tree.index(below, tree.depth[above]).is_some()
            })
        });
        if known && graph.longest() < u64::from(NEVER) {
            return Some(Self::with_times_of(self.tree.clone(), graph));
        }
        let order: Vec<u32> = self.tree.node.iter().rev().copied().collect();
        Self::in_order(graph, &Adjacency::new(graph), &order)
    }

    /// Trips from sources, or with `reverse` trips to them.
    fn directed(&self, reverse: bool) -> Directed<'_> {
        let (up, down) = (&self.up, self.down.as_ref().unwrap_or(&self.up));
        let (up, down) = if reverse { (down, up) } else { (up, down) };
        Directed { tree: self.tree.view(), up: up.view(), down: down.view() }
    }

    fn places(&self, nodes: &[usize]) -> Vec<usize> {
        nodes.iter().map(|&node| self.tree.place[node] as usize).collect()
    }

    /// Milliseconds from each origin to each destination, origin after origin; `u32::MAX` without a path.
    pub(super) fn times(&self, origins: &[usize], destinations: &[usize]) -> Vec<u32> {
        let (origins, destinations) = (self.places(origins), self.places(destinations));
        // A label costs a destination about as much as a sweep costs 32 places (measured; see benches).
        if destinations.len() > self.tree.node.len() / 32 {
            return rows::times(self.directed(false), &origins, &destinations);
        }
        many::Destinations::new(self.directed(false), &destinations)
            .times_from(self.directed(false), &origins)
    }

    /// Milliseconds of each pair; `u32::MAX` without a path.
    pub(super) fn pairs(&self, pairs: &[(usize, usize)]) -> Vec<u32> {
        let place = |&(origin, destination): &(usize, usize)| {
            (self.tree.place[origin] as usize, self.tree.place[destination] as usize)
        };
        let pairs: Vec<(usize, usize)> = pairs.iter().map(place).collect();
        many::pairs(self.directed(false), &pairs)
    }

    /// The nodes of a shortest trip, the first and the last among them.
    pub(super) fn path(&self, origin: usize, destination: usize) -> Option<Vec<usize>> {
        let [origin, destination] = [origin, destination].map(|node| self.tree.place[node] as usize);
        let places = path::places(self.directed(false), origin, destination)?;
        Some(places.into_iter().map(|place| self.tree.node[place] as usize).collect())
    }

    /// Milliseconds from every node to the nearest `k` of `nodes`, nearest first, or with `reverse` from them to every
    /// node: `k` for each node in order, [`NEVER`] where there are fewer.
    pub(super) fn nearest(&self, nodes: &[usize], k: usize, reverse: bool) -> Vec<u32> {
        let lists = nearest::nearest(self.directed(reverse), &self.places(nodes), k);
        let node = |node: usize| {
            let place = self.tree.place[node] as usize;
            lists[place * k..(place + 1) * k].iter().copied()
        };
        (0..self.tree.node.len()).flat_map(node).collect()
    }

    /// What `visitor` makes of the times within `limit` of each of `nodes`, whatever the order: the nodes of a group
    /// and the visitor that saw their times.
    pub(super) fn visit<V: Visitor<BLOCKS> + Send>(
        &self,
        nodes: &[usize],
        reverse: bool,
        limit: u32,
        visitor: impl Fn() -> V + Sync,
    ) -> Vec<(Vec<usize>, V)> {
        let places = self.places(nodes);
        let mut order: Vec<usize> = (0..nodes.len()).collect();
        order.sort_by_key(|&index| places[index]);
        order
            .par_chunks(BLOCKS * WIDE)
            .map_init(
                || Scratch::<BLOCKS>::new(self.tree.view()),
                |scratch, group| {
                    let sources: Vec<usize> = group.iter().map(|&index| places[index]).collect();
                    let mut seen = ByNode { node: &self.tree.node, visitor: visitor() };
                    sweep(self.directed(reverse), &sources, limit.min(NEVER - 1), scratch, &mut seen);
                    seen.visitor.finish();
                    (group.to_vec(), seen.visitor)
                },
            )
            .collect()
    }
}

/// Registers side by side in sweeps that sum.
pub(super) const BLOCKS: usize = 8;

/// Tells a visitor the node instead of the place.
struct ByNode<'a, V> {
    node: &'a [u32],
    visitor: V,
}

impl<const B: usize, V: Visitor<B>> Visitor<B> for ByNode<'_, V> {
    #[inline(always)]
    fn visit(&mut self, place: usize, times: &Lanes<B>) {
        self.visitor.visit(self.node[place] as usize, times);
    }
}

#[cfg(test)]
pub(super) mod tests;
