//! Travel times with corridors added one after the other, for very many choices of them.
//!
//! A corridor that is added shortens trips: from each origin the times are lowered at its ends and from there onwards
//! as far as they fall. What was only tried is undone.

use super::build::Network;
use super::removal::{Change, Rides, known, unpacked};
use super::travel_times::TravelTimes;
use rayon::prelude::*;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// No path.
const NONE: u32 = u32::MAX;

/// The travel times of a network on which some corridors do not run yet.
#[derive(Debug, Clone)]
pub struct Additions<'a> {
    network: &'a Network,
    /// Slots of the edges of each candidate.
    slots: Vec<Vec<u32>>,
    /// Whether each edge carries trips.
    runs: Vec<bool>,
    /// Milliseconds to every node, city after city.
    times: Vec<Vec<u32>>,
}

impl<'a> Additions<'a> {
    /// `network` without the corridors of all `candidates`, each some corridors that are added together.
    ///
    /// # Conventions
    /// Stations and junctions of the candidates stand from the beginning; nothing runs on their edges. Edges that two
    /// candidates share run as soon as one of them is added.
    ///
    /// # Panics
    /// If a candidate names a corridor that is not there.
    #[must_use]
    pub fn new(network: &'a Network, candidates: &[Vec<usize>]) -> Self {
        let rides = Rides::of(network);
        let slots: Vec<Vec<u32>> = candidates.iter().map(|candidate| rides.slots_of(candidate)).collect();
        let mut runs = vec![true; network.graph().edges()];
        slots.iter().flatten().for_each(|&slot| runs[slot as usize] = false);
        let nodes = network.graph().nodes();
        let from = |origin: usize| {
            let mut times = vec![NONE; nodes];
            times[origin] = 0;
            let mut undone = Vec::new();
            fall(network, &runs, &mut times, vec![origin], &mut undone);
            times
        };
        let times = (0..network.cities).into_par_iter().map(from).collect();
        Self { network, slots, runs, times }
    }

    /// Milliseconds from city `i` to city `j`, with what has been added; `None` without a path.
    #[must_use]
    pub fn milliseconds(&self, i: usize, j: usize) -> Option<u32> {
        known(self.times[i][j])
    }

    /// Times between all cities, with what has been added; a city to itself takes the time of a trip inside it.
    #[must_use]
    pub fn times(&self) -> TravelTimes {
        let n = self.network.cities;
        let time = |i: usize, j: usize| {
            if i == j { Some(self.network.intrazonal[i]) } else { self.milliseconds(i, j) }
        };
        let pairs = (0..n).flat_map(|i| (0..n).map(move |j| (i, j)));
        TravelTimes::from_rows(n, n, pairs.map(|(i, j)| time(i, j)))
    }

    /// What `fold` makes of the times from each city that `candidate` would change, the destinations in order; `None`
    /// for an origin from which it changes none. Nothing is added.
    pub fn tried<R: Send>(
        &mut self,
        candidate: usize,
        fold: impl Fn(usize, &[Change]) -> R + Sync,
    ) -> Vec<Option<R>> {
        self.set(candidate, true);
        let before = self.runs.clone();
        let (network, slots, runs) = (self.network, &self.slots[candidate], &before);
        let made = self
            .times
            .par_iter_mut()
            .enumerate()
            .map(|(origin, times)| {
                let undone = improve(network, runs, slots, times);
                let changes = changes(times, &undone, network.cities);
                for &(node, time) in undone.iter().rev() {
                    times[node as usize] = time;
                }
                (!changes.is_empty()).then(|| fold(origin, &changes))
            })
            .collect();
        self.set(candidate, false);
        made
    }

    /// Adds `candidate` for good.
    pub fn add(&mut self, candidate: usize) {
        self.set(candidate, true);
        let (network, slots, runs) = (self.network, &self.slots[candidate], &self.runs);
        self.times.par_iter_mut().for_each(|times| {
            improve(network, runs, slots, times);
        });
    }

    fn set(&mut self, candidate: usize, run: bool) {
        for &slot in &self.slots[candidate] {
            self.runs[slot as usize] = run;
        }
    }
}

/// Lowers `times` by the edges of `slots`; gives each node that fell with its time before, in the order of falling.
fn improve(network: &Network, runs: &[bool], slots: &[u32], times: &mut [u32]) -> Vec<(u32, u32)> {
    let graph = network.graph();
    let mut undone = Vec::new();
    let mut fallen = Vec::new();
    for &slot in slots {
        let tail = graph.tail(slot as usize);
        let (head, step) = graph.end_of(slot as usize);
        if let Some(arrival) = known(times[tail]).and_then(|time| time.checked_add(step))
            && arrival < times[head]
        {
            undone.push((u32::try_from(head).expect("nodes are counted in u32"), times[head]));
            times[head] = arrival;
            fallen.push(head);
        }
    }
    fall(network, runs, times, fallen, &mut undone);
    undone
}

/// Carries lower times of the `fallen` nodes onwards.
fn fall(
    network: &Network,
    runs: &[bool],
    times: &mut [u32],
    fallen: Vec<usize>,
    undone: &mut Vec<(u32, u32)>,
) {
    let graph = network.graph();
    let mut queue: BinaryHeap<Reverse<u64>> =
        fallen.into_iter().map(|node| Reverse(u64::from(times[node]) << 32 | node as u64)).collect();
    while let Some(Reverse(entry)) = queue.pop() {
        let (time, node) = unpacked(entry);
        if time > times[node] {
            continue;
        }
        for slot in graph.slots(node).filter(|&slot| runs[slot]) {
            let (head, step) = graph.end_of(slot);
            if let Some(arrival) = time.checked_add(step)
                && arrival < times[head]
            {
                undone.push((u32::try_from(head).expect("nodes are counted in u32"), times[head]));
                times[head] = arrival;
                queue.push(Reverse(u64::from(arrival) << 32 | head as u64));
            }
        }
    }
}

/// The cities that fell, with their first time before.
fn changes(times: &[u32], undone: &[(u32, u32)], cities: usize) -> Vec<Change> {
    let fell = undone.iter().filter(|&&(node, _)| (node as usize) < cities);
    let mut first: Vec<(u32, usize, u32)> =
        fell.enumerate().map(|(order, &(node, time))| (node, order, time)).collect();
    first.sort_unstable();
    first.dedup_by_key(|&mut (node, ..)| node);
    let change = |(node, _, before): (u32, usize, u32)| Change {
        destination: node as usize,
        before: known(before),
        after: known(times[node as usize]),
    };
    first.into_iter().map(change).collect()
}
