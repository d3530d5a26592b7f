//! Which junctions have a street between them.

use super::nearest::Parts;
use super::places::{At, Lot, Places, square};
use rayon::prelude::*;

/// Ends of streets for each junction.
const DEGREE: f64 = 2.8;
/// Of a hundred junctions, so many end a street, unless something would then be cut off.
const DEAD_ENDS: u64 = 20;
/// Junctions among which the ends of a junction's streets are looked for.
const CANDIDATES: usize = 20;
/// One river for so many kilometres of the territory's side.
const RIVER: f64 = 60.0;
/// Of the streets that meet a river, one in so many has a bridge.
const BRIDGE: u64 = 10;

pub(crate) struct Streets {
    /// The junctions at both ends, the lower number first; in order.
    pub(crate) between: Vec<[usize; 2]>,
    /// Kilometres from each junction to the fourth nearest.
    pub(crate) spacing: Vec<f64>,
}

/// A number that looks drawn by lot, the same for the same street and `salt`.
pub(crate) fn hash(street: [usize; 2], salt: u64) -> u64 {
    let mut x = salt;
    for end in street {
        x = (x ^ end as u64).wrapping_add(0x9E37_79B9_7F4A_7C15);
        x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        x ^= x >> 31;
    }
    x
}

/// A street that is found possible, and whether its ends are relative neighbours.
type Possible = ([usize; 2], bool);

pub(crate) fn streets(places: &Places, lot: &mut Lot) -> Streets {
    let at = &places.at;
    let parts = Parts::new(at);
    let (spacing, found): (Vec<f64>, Vec<Vec<Possible>>) = (0..at.len())
        .into_par_iter()
        .map_init(Vec::new, |near, node| {
            parts.nearest(at[node], CANDIDATES + 1, near);
            (libm::sqrt(near[4.min(near.len() - 1)].0), proximity(at, node, near))
        })
        .unzip();
    let mut found: Vec<Possible> = found.into_iter().flatten().collect();
    found.sort_unstable();
    found.dedup();
    let (relative, further): (Vec<_>, Vec<_>) = found.into_iter().partition(|&(_, relative)| relative);
    let [relative, further] = [relative, further].map(|some| some.into_iter().map(|(street, _)| street));
    let salt = lot.below(1 << 32) as u64;
    let shut = |&node: &usize| hash([node, node], salt) % 100 < DEAD_ENDS;
    let mut between = dead_ends(at, relative.collect(), shut);
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let wanted = (at.len() as f64 * DEGREE / 2.0) as usize;
    let mut further: Vec<[usize; 2]> = further.filter(|street| !street.iter().any(shut)).collect();
    further.sort_unstable_by_key(|&street| (hash(street, salt), street));
    further.truncate(wanted.saturating_sub(between.len()));
    between.extend(further);
    let between = connected(at, &parts, &bridges(at, between, places.side, lot));
    Streets { between, spacing }
}

/// Leaves one street, the shortest, to each of the junctions that are `shut`, and those without which
/// something would be cut off.
fn dead_ends(at: &[At], mut between: Vec<[usize; 2]>, shut: impl Fn(&usize) -> bool) -> Vec<[usize; 2]> {
    between.sort_unstable_by(|a, b| {
        let [here, there] = [a, b].map(|street| square(at[street[0]], at[street[1]]));
        here.total_cmp(&there).then(a.cmp(b))
    });
    let mut served = vec![false; at.len()];
    let mut union = Union::new(at.len());
    let mut spare = Vec::new();
    let mut kept = Vec::with_capacity(between.len());
    for street in between {
        let ends = street.iter().filter(|end| shut(end));
        if ends.clone().all(|&end| !served[end]) {
            ends.for_each(|&end| served[end] = true);
            union.join(street[0], street[1]);
            kept.push(street);
        } else {
            spare.push(street);
        }
    }
    kept.extend(spare.into_iter().filter(|street| union.join(street[0], street[1])));
    kept
}

/// Streets to Gabriel neighbours of `node`, and whether those are relative neighbours too. `near` begins with
/// the node itself. Whatever could stand between two junctions is nearer to `node` than the other, so it is in `near`.
fn proximity(at: &[At], node: usize, near: &[(f64, usize)]) -> Vec<Possible> {
    let mut streets = Vec::new();
    for (i, &(length, other)) in near.iter().enumerate() {
        if other == node {
            continue;
        }
        let middle = [0, 1].map(|axis| f64::midpoint(at[node][axis], at[other][axis]));
        let nearer = || near[..i].iter().filter(|&&(_, third)| third != node);
        if nearer().all(|&(_, third)| square(at[third], middle) >= length / 4.0) {
            let relative = nearer().all(|&(_, third)| square(at[third], at[other]) >= length);
            streets.push(([node.min(other), node.max(other)], relative));
        }
    }
    streets
}

/// Leaves out the streets that meet a river without a bridge.
fn bridges(at: &[At], between: Vec<[usize; 2]>, side: f64, lot: &mut Lot) -> Vec<[usize; 2]> {
    let mut dry = between;
    let mut bridges = Vec::new();
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let count = (side / RIVER) as usize + 1;
    for river in 0..count {
        let along = river % 2;
        let middle = side * (0.1 + 0.8 * lot.share());
        let bends = [1.7, 5.3, 17.0].map(|waves| (waves, lot.share() * 9.0));
        let salt = lot.below(1 << 32) as u64;
        let beyond = |node: usize| {
            let way = at[node][along] / side;
            let bend = |&(waves, phase): &(f64, f64)| libm::sin(waves * way * 3.0 + phase) * 0.12 / waves;
            at[node][1 - along] > middle + side * bends.iter().map(bend).sum::<f64>()
        };
        let (wet, rest): (Vec<_>, Vec<_>) = dry.into_iter().partition(|&[a, b]| beyond(a) != beyond(b));
        dry = rest;
        bridges.extend(wet.into_iter().map(|street| (!hash(street, salt).is_multiple_of(BRIDGE), street)));
    }
    let mut parts = Union::new(at.len());
    for &[a, b] in &dry {
        parts.join(a, b);
    }
    bridges.sort_unstable();
    for (ferry, street) in bridges {
        // The first that reaches a part that would be cut off gets its bridge, too.
        if parts.join(street[0], street[1]) || !ferry {
            dry.push(street);
        }
    }
    dry
}

/// With the shortest streets that join what is not joined yet.
fn connected(at: &[At], parts: &Parts, between: &[[usize; 2]]) -> Vec<[usize; 2]> {
    let mut streets = between.to_vec();
    let mut union = Union::new(at.len());
    for &[a, b] in between {
        union.join(a, b);
    }
    let mut count = 4 * CANDIDATES;
    loop {
        let roots: Vec<usize> = (0..at.len()).map(|node| union.root(node)).collect();
        let mut sizes = vec![0_usize; at.len()];
        for &root in &roots {
            sizes[root] += 1;
        }
        let largest = (0..at.len()).max_by_key(|&root| (sizes[root], root)).expect("there are nodes");
        if sizes[largest] == at.len() {
            streets.sort_unstable();
            return streets;
        }
        let mut links = Vec::new();
        let mut near = Vec::new();
        for node in (0..at.len()).filter(|&node| roots[node] != largest) {
            parts.nearest(at[node], count.min(at.len()), &mut near);
            if let Some(&(length, other)) = near.iter().find(|&&(_, other)| roots[other] != roots[node]) {
                links.push((length, [node.min(other), node.max(other)]));
            }
        }
        links.sort_unstable_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        for (_, street) in links {
            if union.join(street[0], street[1]) {
                streets.push(street);
            }
        }
        count *= 4;
    }
}

/// What is joined to what.
struct Union(Vec<usize>);

impl Union {
    fn new(nodes: usize) -> Self {
        Self((0..nodes).collect())
    }

    fn root(&mut self, mut node: usize) -> usize {
        while self.0[node] != node {
            self.0[node] = self.0[self.0[node]];
            node = self.0[node];
        }
        node
    }

    /// Whether they were apart.
    fn join(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
        a != b
    }
}
