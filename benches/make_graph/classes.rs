//! Which streets are motorways, which are main roads, and which are neither.

use super::nearest::Parts;
use super::places::{Places, square};
use super::streets::Streets;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Junctions whose way to town makes a street a collector, and a primary road.
const COLLECTS: usize = 80;
const GATHERS: usize = 1000;
/// What a kilometre counts where the road is there already: new roads join old ones.
const BUILT: f64 = 0.6;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Class {
    Local,
    Collector,
    Primary,
    Motorway,
}

/// The streets at each junction.
struct Rows {
    first: Vec<usize>,
    /// The junction at the other end, and the street.
    ends: Vec<(usize, usize)>,
    kilometres: Vec<f64>,
}

impl Rows {
    fn new(places: &Places, streets: &Streets) -> Self {
        let mut first = vec![0; places.at.len() + 1];
        for node in streets.between.iter().flatten() {
            first[node + 1] += 1;
        }
        for node in 0..places.at.len() {
            first[node + 1] += first[node];
        }
        let mut next = first.clone();
        let mut ends = vec![(0, 0); 2 * streets.between.len()];
        for (street, &[a, b]) in streets.between.iter().enumerate() {
            for (here, there) in [(a, b), (b, a)] {
                ends[next[here]] = (there, street);
                next[here] += 1;
            }
        }
        let length = |&[a, b]: &[usize; 2]| libm::sqrt(square(places.at[a], places.at[b]));
        Self { first, ends, kilometres: streets.between.iter().map(length).collect() }
    }

    fn at(&self, node: usize) -> &[(usize, usize)] {
        &self.ends[self.first[node]..self.first[node + 1]]
    }
}

/// The class of each street.
pub(crate) fn classes(places: &Places, streets: &Streets) -> Vec<Class> {
    let rows = Rows::new(places, streets);
    let parts = Parts::new(&places.at);
    let mut near = Vec::new();
    let centre = |&town: &[f64; 2]| {
        parts.nearest(town, 1, &mut near);
        near[0].1
    };
    let centres: Vec<usize> = places.towns.iter().map(centre).collect();
    let mut classes = vec![Class::Local; streets.between.len()];
    for (street, users) in to_town(&rows, &centres).into_iter().enumerate() {
        if users >= GATHERS {
            classes[street] = Class::Primary;
        } else if users >= COLLECTS {
            classes[street] = Class::Collector;
        }
    }
    let mut search = Search::new(places.at.len());
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let cities = (2.0 * libm::sqrt(centres.len() as f64)) as usize;
    for (class, towns, links) in [(Class::Motorway, cities, 3), (Class::Primary, centres.len(), 2)] {
        for town in 1..towns.min(centres.len()) {
            let mut larger: Vec<usize> = (0..town).collect();
            let far = |other: usize| square(places.towns[town], places.towns[other]);
            larger.sort_by(|&a, &b| far(a).total_cmp(&far(b)));
            for &other in larger.iter().take(links) {
                search.build(places, &rows, [centres[town], centres[other]], class, &mut classes);
            }
        }
    }
    classes
}

/// How many junctions have each street on their shortest way to the nearest town.
fn to_town(rows: &Rows, centres: &[usize]) -> Vec<usize> {
    let nodes = rows.first.len() - 1;
    let mut search = Search::new(nodes);
    let mut settled = Vec::with_capacity(nodes);
    for &node in centres {
        search.reach(node, 0.0, None, 0.0);
    }
    while let Some((node, so_far)) = search.next(|_| 0.0) {
        settled.push(node);
        for &(other, street) in rows.at(node) {
            search.reach(other, so_far + rows.kilometres[street], Some((node, street)), 0.0);
        }
    }
    let mut users = vec![0; rows.kilometres.len()];
    let mut behind = vec![1; nodes];
    for &node in settled.iter().rev() {
        if let Some((before, street)) = search.by[node] {
            users[street] = behind[node];
            behind[before] += behind[node];
        }
    }
    users
}

/// Shortest ways, cleared after each at the price of what was touched.
struct Search {
    far: Vec<f64>,
    by: Vec<Option<(usize, usize)>>,
    touched: Vec<usize>,
    // Lengths are not negative, so that their bits are in their order.
    queue: BinaryHeap<Reverse<(u64, usize)>>,
}

impl Search {
    fn new(nodes: usize) -> Self {
        Self {
            far: vec![f64::INFINITY; nodes],
            by: vec![None; nodes],
            touched: Vec::new(),
            queue: BinaryHeap::new(),
        }
    }

    fn reach(&mut self, node: usize, far: f64, by: Option<(usize, usize)>, to_go: f64) {
        if far < self.far[node] {
            self.far[node] = far;
            self.by[node] = by;
            self.touched.push(node);
            self.queue.push(Reverse(((far + to_go).to_bits(), node)));
        }
    }

    fn next(&mut self, to_go: impl Fn(usize) -> f64) -> Option<(usize, f64)> {
        while let Some(Reverse((bits, node))) = self.queue.pop() {
            let far = self.far[node];
            if bits == (far + to_go(node)).to_bits() {
                return Some((node, far));
            }
        }
        None
    }

    /// Gives the streets of the best way between `ends` at least the class.
    fn build(&mut self, places: &Places, rows: &Rows, ends: [usize; 2], class: Class, classes: &mut [Class]) {
        for node in self.touched.drain(..) {
            self.far[node] = f64::INFINITY;
        }
        self.queue.clear();
        let to_go = |node: usize| BUILT * libm::sqrt(square(places.at[node], places.at[ends[1]]));
        self.reach(ends[0], 0.0, None, to_go(ends[0]));
        while let Some((node, so_far)) = self.next(to_go) {
            if node == ends[1] {
                break;
            }
            for &(other, street) in rows.at(node) {
                let built = if classes[street] >= class { BUILT } else { 1.0 };
                let far = so_far + built * rows.kilometres[street];
                self.reach(other, far, Some((node, street)), to_go(other));
            }
        }
        let mut node = ends[1];
        while let Some((before, street)) = self.by[node].filter(|_| node != ends[0]) {
            classes[street] = classes[street].max(class);
            node = before;
        }
    }
}
