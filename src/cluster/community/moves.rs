//! Cities move one by one to the community where they bring most.

use super::InteractionGraph;
use super::quality::Quality;
use std::collections::VecDeque;

/// A gain below this share of the terms it is the difference of is rounding.
const ROUNDING: f64 = 1e-11;

/// A network whose nodes are cities or groups of them, and what their sizes cost.
///
/// For modularity and for the constant Potts model a node `v` brings `w(v, c) − price · s_v · S_c` to community `c`.
#[derive(Debug, Clone)]
pub(super) struct Level {
    pub(super) starts: Vec<usize>,
    pub(super) neighbours: Vec<u32>,
    pub(super) weights: Vec<f64>,
    pub(super) sizes: Vec<f64>,
    pub(super) price: f64,
}

impl Level {
    pub(super) fn of(graph: &InteractionGraph, quality: Quality) -> Self {
        let (sizes, price) = quality.sizes(graph);
        let InteractionGraph { starts, neighbours, weights, .. } = graph.clone();
        Self { starts, neighbours, weights, sizes, price }
    }

    pub(super) fn len(&self) -> usize {
        self.sizes.len()
    }

    pub(super) fn row(&self, v: usize) -> impl Iterator<Item = (usize, f64)> + '_ {
        let range = self.starts[v]..self.starts[v + 1];
        self.neighbours[range.clone()].iter().map(|&u| u as usize).zip(self.weights[range].iter().copied())
    }
}

/// The weight from one node to each community, kept between nodes so that nothing is allocated.
pub(super) struct WeightTo {
    pub(super) weight: Vec<f64>,
    /// Communities with an entry, in the order in which they were met.
    pub(super) met: Vec<u32>,
}

impl WeightTo {
    pub(super) fn new(communities: usize) -> Self {
        Self { weight: vec![0.0; communities], met: Vec::new() }
    }

    /// Forgets the last node.
    pub(super) fn clear(&mut self) {
        for &community in &self.met {
            self.weight[community as usize] = 0.0;
        }
        self.met.clear();
    }

    pub(super) fn add(&mut self, community: u32, weight: f64) {
        let sum = &mut self.weight[community as usize];
        if *sum == 0.0 {
            self.met.push(community);
        }
        *sum += weight;
    }
}

/// Moves nodes, first in this order and then as their neighbours change, until none gains by a move.
///
/// Communities are numbers below the number of nodes. Whether any node moved.
pub(super) fn move_nodes(level: &Level, community: &mut [u32], order: Vec<u32>) -> bool {
    let nodes = level.len();
    let (mut size, mut members) = (vec![0.0; nodes], vec![0_u32; nodes]);
    for (v, &c) in community.iter().enumerate() {
        size[c as usize] += level.sizes[v];
        members[c as usize] += 1;
    }
    let mut free: Vec<u32> = (0..nodes).rev().filter(|&c| members[c] == 0).map(super::graph::small).collect();
    let mut to = WeightTo::new(nodes);
    let mut waits = vec![true; nodes];
    let mut queue = VecDeque::from(order);
    let mut moved = false;
    while let Some(v) = queue.pop_front() {
        let v = v as usize;
        waits[v] = false;
        let own = community[v];
        to.clear();
        for (u, weight) in level.row(v) {
            to.add(community[u], weight);
        }
        let price = level.price * level.sizes[v];
        size[own as usize] -= level.sizes[v];
        let stays = to.weight[own as usize] - price * size[own as usize];
        let mut best = (own, stays);
        for &c in &to.met {
            let (weight, cost) = (to.weight[c as usize], price * size[c as usize]);
            if c != own && weight - cost > best.1 + ROUNDING * (weight + cost) {
                best = (c, weight - cost);
            }
        }
        if best.1 < -ROUNDING * price * size[own as usize]
            && members[own as usize] > 1
            && let Some(alone) = free.pop()
        {
            size[alone as usize] = 0.0;
            best = (alone, 0.0);
        }
        let (c, _) = best;
        size[c as usize] += level.sizes[v];
        if c != own {
            moved = true;
            community[v] = c;
            members[c as usize] += 1;
            members[own as usize] -= 1;
            if members[own as usize] == 0 {
                free.push(own);
            }
            for (u, _) in level.row(v) {
                if !waits[u] && community[u] != c {
                    waits[u] = true;
                    queue.push_back(super::graph::small(u));
                }
            }
        }
    }
    moved
}
