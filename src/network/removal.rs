//! Travel times without some corridors, for very many choices of them.
//!
//! From every origin the shortest trips make a tree. Without a corridor only the parts of the tree that hang from its
//! edges must be found anew, from their rims; all other times stay. So the removal of each of two thousand corridors in
//! turn costs a few hundred searches rather than two thousand times as many.

use super::assembly::Use;
use super::build::Network;
use super::graph::Graph;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// No path, no node.
const NONE: u32 = u32::MAX;

/// A city that takes another time from an origin than before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// The city.
    pub destination: usize,
    /// Milliseconds before; absent without a path.
    pub before: Option<u32>,
    /// Milliseconds after.
    pub after: Option<u32>,
}

/// What `fold` made of the changes of one origin, group after group; groups that change nothing are left out.
pub type OfOrigin<R> = Vec<(usize, R)>;

impl Network {
    /// What `fold` makes of the changed times from each city when the corridors of each of `groups` carry no trips,
    /// one group at a time: for every origin the groups that change a time from it, with what was made of the changes,
    /// which are in the order of the destinations.
    ///
    /// # Conventions
    /// No train, car or ship runs on the corridors of a group; stations, waits, transfers and the ways to them stay as
    /// they are. Times inside a city do not change. Exact to the millisecond: the answer is that of a search from the
    /// beginning on the network without these edges. The same for any number of threads.
    ///
    /// # Complexity
    /// For every origin one search, and for every group the part of its tree that hangs from the group.
    ///
    /// # Panics
    /// If a group names a corridor that is not there.
    #[must_use]
    pub fn without<R: Send>(
        &self,
        groups: &[Vec<usize>],
        fold: impl Fn(usize, &[Change]) -> R + Sync,
    ) -> Vec<OfOrigin<R>> {
        let rides = Rides::of(self);
        let slots: Vec<Vec<u32>> = groups.iter().map(|group| rides.slots_of(group)).collect();
        let backward = Backward::of(self.graph());
        let from = |repair: &mut Repair<'_>, origin: usize| -> OfOrigin<R> {
            repair.search(origin);
            let changed = slots.iter().enumerate().filter_map(|(group, removed)| {
                let changes = repair.without(removed)?;
                Some((group, fold(origin, &changes)))
            });
            changed.collect()
        };
        (0..self.cities)
            .into_par_iter()
            .map_init(|| Repair::new(self.graph(), &backward, self.cities), from)
            .collect()
    }
}

/// The slots of the edges on which each corridor is travelled.
pub(super) struct Rides {
    by_corridor: Vec<Vec<u32>>,
}

impl Rides {
    pub(super) fn of(network: &Network) -> Self {
        let mut by_corridor = vec![Vec::new(); network.names.len()];
        for slot in 0..network.graph().edges() {
            if let Use::Ride { corridor } | Use::Ferry { corridor, .. } =
                network.uses[network.graph().listed(slot)]
            {
                by_corridor[corridor].push(u32::try_from(slot).expect("edges are counted in u32"));
            }
        }
        Self { by_corridor }
    }

    pub(super) fn slots_of(&self, corridors: &[usize]) -> Vec<u32> {
        let mut slots: Vec<u32> =
            corridors.iter().flat_map(|&corridor| self.by_corridor[corridor].iter().copied()).collect();
        slots.sort_unstable();
        slots.dedup();
        slots
    }
}

/// The edges that enter each node.
struct Backward {
    first: Vec<u32>,
    /// Tail, milliseconds and slot of each.
    edges: Vec<[u32; 3]>,
}

impl Backward {
    fn of(graph: &Graph) -> Self {
        let number = |n: usize| u32::try_from(n).expect("nodes and edges are counted in u32");
        let mut edges: Vec<(u32, [u32; 3])> = Vec::with_capacity(graph.edges());
        for tail in 0..graph.nodes() {
            for slot in graph.slots(tail) {
                let (head, milliseconds) = graph.end_of(slot);
                edges.push((number(head), [number(tail), milliseconds, number(slot)]));
            }
        }
        edges.sort_unstable();
        let mut first = vec![0; graph.nodes() + 1];
        for &(head, _) in &edges {
            first[head as usize + 1] += 1;
        }
        for node in 0..graph.nodes() {
            first[node + 1] += first[node];
        }
        Self { first, edges: edges.into_iter().map(|(_, edge)| edge).collect() }
    }

    fn of_node(&self, node: usize) -> &[[u32; 3]] {
        &self.edges[self.first[node] as usize..self.first[node + 1] as usize]
    }
}

/// The tree of shortest trips from one origin, and what becomes of it without some edges.
struct Repair<'a> {
    graph: &'a Graph,
    backward: &'a Backward,
    cities: usize,
    milliseconds: Vec<u32>,
    via: Vec<u32>,
    /// Nodes with every node before all that hang from it.
    preorder: Vec<u32>,
    /// Where each node stands in it, and where what hangs from it ends.
    place: Vec<u32>,
    end: Vec<u32>,
    queue: BinaryHeap<Reverse<u64>>,
    /// The round in which each node was last cut loose, and each edge last removed.
    loose: Vec<u32>,
    removed: Vec<u32>,
    round: u32,
    renewed: Vec<u32>,
}

impl<'a> Repair<'a> {
    fn new(graph: &'a Graph, backward: &'a Backward, cities: usize) -> Self {
        let nodes = graph.nodes();
        Self {
            graph,
            backward,
            cities,
            milliseconds: vec![NONE; nodes],
            via: vec![NONE; nodes],
            preorder: Vec::new(),
            place: vec![NONE; nodes],
            end: vec![NONE; nodes],
            queue: BinaryHeap::new(),
            loose: vec![0; nodes],
            removed: vec![0; graph.edges()],
            round: 0,
            renewed: vec![NONE; nodes],
        }
    }

    /// Finds the tree from `origin`.
    fn search(&mut self, origin: usize) {
        self.milliseconds.fill(NONE);
        self.via.fill(NONE);
        self.place.fill(NONE);
        self.preorder.clear();
        self.milliseconds[origin] = 0;
        self.queue.push(Reverse(origin as u64));
        let mut settled = Vec::new();
        while let Some(Reverse(entry)) = self.queue.pop() {
            let (time, node) = unpacked(entry);
            if time > self.milliseconds[node] {
                continue;
            }
            settled.push(node);
            for slot in self.graph.slots(node) {
                let (head, step) = self.graph.end_of(slot);
                if let Some(arrival) = time.checked_add(step)
                    && arrival < self.milliseconds[head]
                {
                    self.milliseconds[head] = arrival;
                    self.via[head] = u32::try_from(slot).expect("edges are counted in u32");
                    self.queue.push(Reverse(u64::from(arrival) << 32 | head as u64));
                }
            }
        }
        // Sizes from the leaves, places from the root.
        let tail_of = |via: u32| self.graph.tail(via as usize);
        let mut size = vec![1_u32; self.graph.nodes()];
        for &node in settled.iter().rev().filter(|&&node| node != origin) {
            size[tail_of(self.via[node])] += size[node];
        }
        self.preorder.resize(settled.len(), NONE);
        let mut free = vec![0_u32; self.graph.nodes()];
        for &node in &settled {
            let place = if node == origin {
                0
            } else {
                let above = tail_of(self.via[node]);
                let place = free[above];
                free[above] += size[node];
                place
            };
            self.place[node] = place;
            self.end[node] = place + size[node];
            free[node] = place + 1;
            self.preorder[place as usize] = u32::try_from(node).expect("nodes are counted in u32");
        }
    }

    /// The cities whose time changes without these edges; `None` if there is none.
    fn without(&mut self, slots: &[u32]) -> Option<Vec<Change>> {
        let mut parts: Vec<(u32, u32)> = slots
            .iter()
            .map(|&slot| (slot, self.graph.end_of(slot as usize).0))
            .filter(|&(slot, head)| self.via[head] == slot)
            .map(|(_, head)| (self.place[head], self.end[head]))
            .collect();
        if parts.is_empty() {
            return None;
        }
        parts.sort_unstable();
        // Of nested parts the outermost counts.
        let mut reached = 0;
        parts.retain(|&(begin, end)| {
            let outermost = begin >= reached;
            reached = reached.max(end);
            outermost
        });
        self.round += 1;
        let round = self.round;
        for &slot in slots {
            self.removed[slot as usize] = round;
        }
        let nodes = |part: &(u32, u32)| part.0 as usize..part.1 as usize;
        for part in &parts {
            for &node in &self.preorder[nodes(part)] {
                self.loose[node as usize] = round;
                self.renewed[node as usize] = NONE;
            }
        }
        // From the rim of what is loose.
        for part in &parts {
            for index in nodes(part) {
                let node = self.preorder[index] as usize;
                let entering = self.backward.of_node(node).iter().filter(|&&[tail, _, slot]| {
                    self.removed[slot as usize] != round
                        && self.loose[tail as usize] != round
                        && self.milliseconds[tail as usize] != NONE
                });
                let least = entering
                    .filter_map(|&[tail, step, _]| self.milliseconds[tail as usize].checked_add(step))
                    .min();
                if let Some(least) = least {
                    self.renewed[node] = least;
                    self.queue.push(Reverse(u64::from(least) << 32 | node as u64));
                }
            }
        }
        while let Some(Reverse(entry)) = self.queue.pop() {
            let (time, node) = unpacked(entry);
            if time > self.renewed[node] {
                continue;
            }
            for slot in self.graph.slots(node) {
                let (head, step) = self.graph.end_of(slot);
                if self.loose[head] != round || self.removed[slot] == round {
                    continue;
                }
                if let Some(arrival) = time.checked_add(step)
                    && arrival < self.renewed[head]
                {
                    self.renewed[head] = arrival;
                    self.queue.push(Reverse(u64::from(arrival) << 32 | head as u64));
                }
            }
        }
        let mut changes: Vec<Change> = parts
            .iter()
            .flat_map(|part| &self.preorder[nodes(part)])
            .map(|&node| node as usize)
            .filter(|&node| node < self.cities && self.renewed[node] != self.milliseconds[node])
            .map(|node| Change {
                destination: node,
                before: known(self.milliseconds[node]),
                after: known(self.renewed[node]),
            })
            .collect();
        changes.sort_unstable_by_key(|change| change.destination);
        (!changes.is_empty()).then_some(changes)
    }
}

pub(super) fn known(milliseconds: u32) -> Option<u32> {
    (milliseconds != NONE).then_some(milliseconds)
}

#[expect(clippy::cast_possible_truncation, reason = "the two halves of the number")]
pub(super) fn unpacked(entry: u64) -> (u32, usize) {
    ((entry >> 32) as u32, entry as u32 as usize)
}
