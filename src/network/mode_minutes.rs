//! What the time of each trip is spent on: access, waits, rides by mode, stops and changes.

use super::assembly::Use;
use super::build::Network;
use super::dijkstra::Search;
use crate::units::Minutes;
use rayon::prelude::*;
use std::collections::BTreeMap;

/// What a part of a trip is spent on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spent {
    /// Staying inside the city, of a trip from a city to itself.
    Inside,
    /// Between seats, roads and stations.
    Access,
    /// Waiting to board a train or ferry.
    Wait,
    /// Riding along corridors of this mode.
    Ride(String),
    /// Standing at stations on a train.
    Stop,
    /// Changing trains.
    Transfer,
}

/// Minutes by what they are spent on, of the quickest trip of each pair of cities.
///
/// The parts of a pair add up to its travel time, to the millisecond.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModeMinutes {
    /// The parts, in order; each occurs in the network.
    pub spent: Vec<Spent>,
    destinations: usize,
    /// By origin, destination and part; `u32::MAX` throughout for a pair without a path.
    milliseconds: Vec<u32>,
}

/// The mean trip of each city by what its minutes are spent on.
#[derive(Debug, Clone, PartialEq)]
pub struct MeanModeMinutes {
    /// The parts, in order.
    pub spent: Vec<Spent>,
    /// Mean minutes of each part, one a city; `None` for a city that reaches no destination with a weight.
    pub minutes: Vec<Vec<Option<f64>>>,
}

/// No path.
const NONE: u32 = u32::MAX;

impl ModeMinutes {
    /// Milliseconds that the trip from origin `i` to destination `j` spends on part `part`; `None` without a path.
    ///
    /// # Panics
    /// If one of them is not there.
    #[must_use]
    pub fn milliseconds(&self, i: usize, j: usize, part: usize) -> Option<u32> {
        assert!(j < self.destinations && part < self.spent.len(), "only what was asked for is there");
        let time = self.milliseconds[(i * self.destinations + j) * self.spent.len() + part];
        Some(time).filter(|&time| time != NONE)
    }

    /// The same in minutes.
    ///
    /// # Panics
    /// If one of them is not there.
    #[must_use]
    pub fn minutes(&self, i: usize, j: usize, part: usize) -> Option<Minutes> {
        self.milliseconds(i, j, part).map(Minutes::from_milliseconds)
    }
}

impl MeanModeMinutes {
    /// The share of each part in the time of the mean trip, from 0 to 1, one a city.
    ///
    /// # Formula
    /// `s_ip = Σ_j t_ijp M_j / Σ_j t_ij M_j`
    ///
    /// # Conventions
    /// The shares of a city add up to 1. A city without a mean, or whose mean trip takes no time, has none.
    #[must_use]
    pub fn shares(&self) -> Vec<Vec<Option<f64>>> {
        let cities = self.minutes.first().map_or(0, Vec::len);
        let total = |i: usize| self.minutes.iter().map(|part| part[i]).sum::<Option<f64>>();
        let totals: Vec<Option<f64>> = (0..cities).map(|i| total(i).filter(|&all| all > 0.0)).collect();
        let share = |part: &Vec<Option<f64>>| {
            part.iter().zip(&totals).map(|(minutes, total)| Some((*minutes)? / (*total)?)).collect()
        };
        self.minutes.iter().map(share).collect()
    }
}

/// What the edges of a network are spent on: up to two parts each, by number, with their milliseconds.
struct Parts {
    spent: Vec<Spent>,
    of_edge: Vec<[(usize, u32); 2]>,
}

/// The memory of one accumulation after another.
struct Accumulation {
    search: Search,
    /// By node and part, of the trip from the origin at hand.
    sums: Vec<u32>,
    /// For which origin, counted from 1, the sums of each node hold.
    known: Vec<u32>,
    round: u32,
    way: Vec<usize>,
}

impl Network {
    /// What the quickest trips from some cities to some cities spend their time on, along the paths that
    /// [`Network::path`] gives.
    ///
    /// # Complexity
    /// One Dijkstra search an origin, and one addition a part for each node of its tree on the way to a destination.
    ///
    /// # Panics
    /// If one of them is not a city.
    #[must_use]
    pub fn mode_minutes(&self, origins: &[usize], destinations: &[usize]) -> ModeMinutes {
        let parts = self.parts();
        let rows = self.each_origin(&parts, origins, destinations, |_, row| row.to_vec());
        let milliseconds = rows.into_iter().flatten().collect();
        ModeMinutes { spent: parts.spent, destinations: destinations.len(), milliseconds }
    }

    /// What the mean trip of each city spends its minutes on, destinations weighted by `masses`.
    ///
    /// # Formula
    /// `A_ip = Σ_j t_ijp M_j / Σ_j M_j`, `j ≠ i`
    ///
    /// # Conventions
    /// As of the weighted mean travel time, of which these are the parts: a city is no destination of itself, and a
    /// pair without a path is left out.
    ///
    /// # Panics
    /// If there is not one finite mass of zero or above a city.
    #[must_use]
    pub fn mean_mode_minutes(&self, masses: &[f64]) -> MeanModeMinutes {
        assert_eq!(masses.len(), self.cities, "one mass a city");
        assert!(masses.iter().all(|&mass| mass.is_finite() && mass >= 0.0), "masses are zero or above");
        let parts = self.parts();
        let count = parts.spent.len();
        let all: Vec<usize> = (0..self.cities).collect();
        let sums = self.each_origin(&parts, &all, &all, |origin, row| {
            let (mut sums, mut total) = (vec![0.0; count], 0.0);
            for (j, (times, &mass)) in row.chunks(count).zip(masses).enumerate() {
                if j == origin || times[0] == NONE || mass == 0.0 {
                    continue;
                }
                total += mass;
                for (sum, &time) in sums.iter_mut().zip(times) {
                    *sum += f64::from(time) * mass;
                }
            }
            (total > 0.0).then(|| sums.into_iter().map(|sum| sum / total / 60_000.0).collect::<Vec<f64>>())
        });
        let part = |part: usize| sums.iter().map(|sums| sums.as_ref().map(|sums| sums[part])).collect();
        let minutes = (0..count).map(part).collect();
        MeanModeMinutes { spent: parts.spent, minutes }
    }

    /// What `take` makes of each origin's row: for every destination the milliseconds of every part.
    fn each_origin<T: Send>(
        &self,
        parts: &Parts,
        origins: &[usize],
        destinations: &[usize],
        take: impl Fn(usize, &[u32]) -> T + Sync,
    ) -> Vec<T> {
        let is_city = |&city: &usize| city < self.cities;
        assert!(origins.iter().all(is_city) && destinations.iter().all(is_city), "only cities are asked for");
        let nodes = self.graph().nodes();
        let mut wanted = vec![false; nodes];
        for &city in destinations {
            wanted[city] = true;
        }
        let fresh = || Accumulation {
            search: Search::new(nodes),
            sums: vec![0; nodes * parts.spent.len()],
            known: vec![0; nodes],
            round: 0,
            way: Vec::new(),
        };
        let row = |memory: &mut Accumulation, &origin: &usize| {
            take(origin, &self.row(parts, memory, origin, (destinations, &wanted)))
        };
        origins.par_iter().map_init(fresh, row).collect()
    }

    /// The parts of the trips from `origin`, destination after destination.
    fn row(
        &self,
        parts: &Parts,
        memory: &mut Accumulation,
        origin: usize,
        (destinations, wanted): (&[usize], &[bool]),
    ) -> Vec<u32> {
        let count = parts.spent.len();
        memory.search.run(self.graph(), origin, wanted);
        memory.round += 1;
        memory.known[origin] = memory.round;
        memory.sums[origin * count..(origin + 1) * count].fill(0);
        let mut row = vec![0; destinations.len() * count];
        for (&destination, times) in destinations.iter().zip(row.chunks_mut(count)) {
            if destination == origin {
                times[0] = self.intrazonal[origin];
            } else if memory.search.milliseconds(destination).is_none() {
                times.fill(NONE);
            } else {
                self.accumulate(parts, memory, destination);
                times.copy_from_slice(&memory.sums[destination * count..(destination + 1) * count]);
            }
        }
        row
    }

    /// Adds up the parts from the nearest node on the way whose sums are known on to `node`.
    fn accumulate(&self, parts: &Parts, memory: &mut Accumulation, mut node: usize) {
        let count = parts.spent.len();
        while memory.known[node] != memory.round {
            let slot =
                memory.search.via(node).expect("every settled node but the origin was entered by an edge");
            let edge = self.graph().listed(slot);
            memory.way.push(edge);
            node = self.edges[edge].tail as usize;
        }
        while let Some(edge) = memory.way.pop() {
            let (tail, head) = (self.edges[edge].tail as usize, self.edges[edge].head as usize);
            memory.sums.copy_within(tail * count..(tail + 1) * count, head * count);
            for (part, milliseconds) in parts.of_edge[edge] {
                memory.sums[head * count + part] += milliseconds;
            }
            memory.known[head] = memory.round;
        }
    }

    fn parts(&self) -> Parts {
        let two = |purpose: &Use, all: u32| match *purpose {
            Use::Access | Use::Egress | Use::Alight => [(Spent::Access, all), (Spent::Access, 0)],
            Use::Ride { corridor } => {
                [(Spent::Ride(self.names[corridor].0.clone()), all), (Spent::Access, 0)]
            }
            Use::Ferry { corridor, wait } => {
                [(Spent::Ride(self.names[corridor].0.clone()), all - wait), (Spent::Wait, wait)]
            }
            Use::Board { wait, .. } => [(Spent::Access, all - wait), (Spent::Wait, wait)],
            Use::Stop { .. } => [(Spent::Stop, all), (Spent::Access, 0)],
            Use::Transfer { .. } => [(Spent::Transfer, all), (Spent::Access, 0)],
        };
        let edges =
            || self.edges.iter().zip(&self.uses).map(|(edge, purpose)| two(purpose, edge.milliseconds));
        // Trips inside cities have the first part for their own.
        let mut number = BTreeMap::from([(Spent::Inside, 0), (Spent::Access, 0)]);
        number.extend(edges().flatten().map(|(spent, _)| (spent, 0)));
        for (place, (_, number)) in number.iter_mut().enumerate() {
            *number = place;
        }
        let of_edge = edges().map(|two| two.map(|(spent, time)| (number[&spent], time))).collect();
        Parts { spent: number.into_keys().collect(), of_edge }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::network::Leg;
    use crate::network::tests::hand::network;

    #[test]
    fn the_parts_of_a_trip_are_told() {
        // 10 min wait, 5 km at 30 km/h to the station, two rides of 60 with a stop of 2, 10 min from the station.
        let rows =
            [("hsr", 60.0, &[(0.0, 0.0), (10.0, 0.0)][..]), ("hsr", 60.0, &[(10.0, 0.0), (20.0, 0.0)])];
        let network = network(&[(0.0, 0.0), (10.0, 0.0), (20.0, 0.0)], &rows, "intrazonal_min = 7");
        let found = network.mode_minutes(&[0], &[0, 2]);
        let hsr = Spent::Ride("hsr".to_owned());
        assert_eq!(found.spent, [Spent::Inside, Spent::Access, Spent::Wait, hsr, Spent::Stop]);
        let trip = |j| (0..5).map(|part| found.minutes(0, j, part).unwrap().get()).collect::<Vec<f64>>();
        assert_eq!(trip(0), [7.0, 0.0, 0.0, 0.0, 0.0]);
        assert_eq!(trip(1), [0.0, 20.0, 10.0, 120.0, 2.0]);
        // To the neighbour 90 min in all, to the far end 152; weights 2 and 1.
        let mean = network.mean_mode_minutes(&[5.0, 2.0, 1.0]);
        let of_first: Vec<f64> = mean.minutes.iter().map(|part| part[0].unwrap()).collect();
        assert_eq!(of_first, [0.0, 20.0, 10.0, 80.0, 2.0 / 3.0]);
        let shares: f64 = mean.shares().iter().map(|part| part[0].unwrap()).sum();
        assert!((shares - 1.0).abs() < 1e-12);
    }

    #[test]
    fn without_a_path_there_are_no_parts() {
        let network = network(&[(0.0, 0.0), (10.0, 0.0)], &[], "");
        assert_eq!(network.mode_minutes(&[0], &[1]).milliseconds(0, 0, 0), None);
        let mean = network.mean_mode_minutes(&[1.0, 1.0]);
        assert_eq!(mean.minutes, [[None, None], [None, None]]);
        assert_eq!(mean.shares(), [[None, None], [None, None]]);
    }

    /// What a path spends, step by step.
    pub(in crate::network) fn judged(
        network: &Network,
        spent: &[Spent],
        i: usize,
        j: usize,
    ) -> Option<Vec<u32>> {
        let path = network.path(i, j)?;
        let mut sums = vec![0; spent.len()];
        for step in path.steps {
            let part = match step.leg {
                Leg::Inside => Spent::Inside,
                Leg::Access | Leg::Egress => Spent::Access,
                Leg::Wait { .. } => Spent::Wait,
                Leg::Ride { mode, .. } => Spent::Ride(mode),
                Leg::Stop => Spent::Stop,
                Leg::Transfer { .. } => Spent::Transfer,
            };
            sums[spent.iter().position(|known| *known == part).unwrap()] += step.milliseconds;
        }
        Some(sums)
    }
}
