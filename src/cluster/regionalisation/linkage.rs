//! A tree grown by joining the groups that are most alike.

use super::attributes::Attributes;
use super::graph::{Graph, ascending, likest_forest};
use super::redcap::{Linkage, Order, Redcap};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// The forest of a REDCAP: the links by which groups were joined, in their order.
pub(super) fn grown_forest(graph: &Graph, attributes: &Attributes, method: Redcap) -> Vec<(usize, usize)> {
    match method {
        // The nearest links that join groups are those of the shortest tree.
        Redcap { order: Order::First, linkage: Linkage::Single } => likest_forest(graph, attributes),
        _ => Growing::new(graph, attributes, method).grow(),
    }
}

/// How far two neighbouring groups are apart.
#[derive(Clone, Copy)]
struct Between {
    groups: (u32, u32),
    /// The shortest link of the graph between them, and its squared length.
    link: (u64, u32, u32),
    sum: f64,
    pairs: f64,
    least: f64,
    greatest: f64,
    /// Entries of the queue with an older number are out of date.
    version: u32,
    alive: bool,
}

impl Between {
    fn take(&mut self, other: &Between) {
        self.link = self.link.min(other.link);
        self.sum += other.sum;
        self.pairs += other.pairs;
        self.least = self.least.min(other.least);
        self.greatest = self.greatest.max(other.greatest);
        self.version += 1;
    }

    fn pair(&mut self, distance: f64) {
        self.sum += distance;
        self.pairs += 1.0;
        self.least = self.least.min(distance);
        self.greatest = self.greatest.max(distance);
    }
}

/// A pair of groups in the queue, what counts first in front.
type Waiting = (u64, u64, u32, u32, u32, u32);

struct Growing<'a> {
    attributes: &'a Attributes,
    method: Redcap,
    between: Vec<Between>,
    /// For each group the places in `between` of its neighbours.
    neighbours: Vec<Vec<u32>>,
    members: Vec<Vec<u32>>,
    queue: BinaryHeap<Reverse<Waiting>>,
}

impl<'a> Growing<'a> {
    fn new(graph: &Graph, attributes: &'a Attributes, method: Redcap) -> Self {
        let small = |i: usize| u32::try_from(i).expect("units are counted in u32");
        let mut growing = Self {
            attributes,
            method,
            between: Vec::new(),
            neighbours: vec![Vec::new(); graph.len()],
            members: (0..graph.len()).map(|i| vec![small(i)]).collect(),
            queue: BinaryHeap::new(),
        };
        for (i, j) in graph.links() {
            let squared = attributes.apart(i, j);
            let length = squared.sqrt();
            let (a, b) = (small(i), small(j));
            let place = small(growing.between.len());
            growing.between.push(Between {
                groups: (a, b),
                link: (ascending(squared), a, b),
                sum: length,
                pairs: 1.0,
                least: length,
                greatest: length,
                version: 0,
                alive: true,
            });
            growing.neighbours[i].push(place);
            growing.neighbours[j].push(place);
            growing.queue(place);
        }
        growing
    }

    fn queue(&mut self, place: u32) {
        let between = &self.between[place as usize];
        let distance = match self.method.linkage {
            Linkage::Single => between.least,
            Linkage::Average => between.sum / between.pairs,
            Linkage::Complete => between.greatest,
        };
        // Equal distances go by the shortest link, and its lower units.
        let (length, i, j) = between.link;
        self.queue.push(Reverse((ascending(distance), length, i, j, place, between.version)));
    }

    fn grow(mut self) -> Vec<(usize, usize)> {
        let mut forest = Vec::new();
        while let Some(Reverse((_, _, i, j, place, version))) = self.queue.pop() {
            let between = &self.between[place as usize];
            if between.alive && between.version == version {
                forest.push((i as usize, j as usize));
                self.join(place);
            }
        }
        forest
    }

    /// Makes one group of the two at `place`: the one with fewer members goes into the other.
    fn join(&mut self, place: u32) {
        let (a, b) = self.between[place as usize].groups;
        self.between[place as usize].alive = false;
        let larger_first = self.members[a as usize].len() >= self.members[b as usize].len();
        let (into, from) = if larger_first { (a, b) } else { (b, a) };
        let mut kept = self.alive(into);
        let mut moved = self.alive(from);
        kept.sort_unstable();
        moved.sort_unstable();
        let full = self.method.order == Order::Full;
        let (mut at, mut other_at) = (0, 0);
        let mut all = Vec::with_capacity(kept.len() + moved.len());
        // Two sorted lists of neighbours side by side.
        while at < kept.len() || other_at < moved.len() {
            let mine = kept.get(at).map_or(u32::MAX, |&(group, _)| group);
            let theirs = moved.get(other_at).map_or(u32::MAX, |&(group, _)| group);
            let group = mine.min(theirs);
            let place = match (mine == group, theirs == group) {
                (true, true) => {
                    let other = self.between[moved[other_at].1 as usize];
                    self.between[kept[at].1 as usize].take(&other);
                    self.between[moved[other_at].1 as usize].alive = false;
                    self.queue(kept[at].1);
                    kept[at].1
                }
                (true, false) => {
                    if full {
                        self.add_pairs(kept[at].1, from, group);
                    }
                    kept[at].1
                }
                (false, _) => {
                    let place = moved[other_at].1;
                    self.between[place as usize].groups = (into, group);
                    if full {
                        self.add_pairs(place, into, group);
                    }
                    place
                }
            };
            all.push(place);
            at += usize::from(mine == group);
            other_at += usize::from(theirs == group);
        }
        self.neighbours[into as usize] = all;
        let mut members = std::mem::take(&mut self.members[from as usize]);
        self.members[into as usize].append(&mut members);
    }

    /// The neighbours of a group with their places.
    fn alive(&mut self, group: u32) -> Vec<(u32, u32)> {
        let places = std::mem::take(&mut self.neighbours[group as usize]);
        let other = |place: u32| {
            let between = &self.between[place as usize];
            let other = if between.groups.0 == group { between.groups.1 } else { between.groups.0 };
            between.alive.then_some((other, place))
        };
        places.into_iter().filter_map(other).collect()
    }

    /// Adds the pairs of two groups that were no neighbours: each pair of units comes here once at most.
    fn add_pairs(&mut self, place: u32, one: u32, other: u32) {
        let between = &mut self.between[place as usize];
        for &i in &self.members[one as usize] {
            for &j in &self.members[other as usize] {
                between.pair(self.attributes.apart(i as usize, j as usize).sqrt());
            }
        }
        between.version += 1;
        self.queue(place);
    }
}
