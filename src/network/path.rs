//! Travel times between cities, and the trips behind them.

use super::assembly::{Spot, Use};
use super::build::Network;
use super::graph::{Edge, Graph};
use super::travel_times::TravelTimes;
use crate::error::{Code, Error, Finding, Result};
use crate::units::Minutes;

/// What a trip does on a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Leg {
    /// Stays inside the city.
    Inside,
    /// From the seat to a road or station, or from a road to a station.
    Access,
    /// Waits to board.
    Wait {
        /// Mode of the train or ferry.
        mode: String,
        /// Its line, where it has one of its own.
        line: Option<String>,
    },
    /// Along a corridor.
    Ride {
        /// Index of the corridor.
        corridor: usize,
        /// Its mode.
        mode: String,
        /// Its line.
        line: Option<String>,
    },
    /// Stands at a station on the train.
    Stop,
    /// Changes into another train.
    Transfer {
        /// Mode of the train boarded.
        mode: String,
        /// Its line, where every change of line is a transfer.
        line: Option<String>,
    },
    /// From a road or station to the seat, or from a station to a road.
    Egress,
}

/// One step of a trip.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What is done.
    pub leg: Leg,
    /// Where it begins.
    pub from: Spot,
    /// Where it ends.
    pub to: Spot,
    /// How long it takes, exactly.
    pub milliseconds: u32,
}

impl Step {
    /// How long it takes.
    #[must_use]
    pub fn minutes(&self) -> Minutes {
        Minutes::from_milliseconds(self.milliseconds)
    }
}

/// A shortest trip between two cities; the milliseconds of its steps add up to its travel time.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// The steps in order; access, waits, stops and egress that take no time are left out, unless they lead
    /// to another place.
    pub steps: Vec<Step>,
}

impl Path {
    /// How long the trip takes, exactly.
    #[must_use]
    pub fn milliseconds(&self) -> u32 {
        self.steps.iter().map(|step| step.milliseconds).sum()
    }
}

impl Network {
    /// Travel times between all cities, exact, the same for any number of threads. The diagonal is the time
    /// of a trip inside the city.
    #[must_use]
    pub fn travel_times(&self) -> TravelTimes {
        let all: Vec<usize> = (0..self.cities).collect();
        self.travel_times_between(&all, &all)
    }

    /// Travel times from some cities to some cities, by index; a city to itself takes the time of a trip
    /// inside it.
    ///
    /// # Panics
    /// If one of them is not a city.
    #[must_use]
    pub fn travel_times_between(&self, origins: &[usize], destinations: &[usize]) -> TravelTimes {
        let is_city = |&city: &usize| city < self.cities;
        assert!(origins.iter().all(is_city) && destinations.iter().all(is_city), "only cities are asked for");
        let times = self.router.travel_times(origins, destinations);
        let inside =
            |a: usize, b: usize| (origins[a] == destinations[b]).then(|| self.intrazonal[origins[a]]);
        let pairs = (0..origins.len()).flat_map(|a| (0..destinations.len()).map(move |b| (a, b)));
        TravelTimes::from_rows(
            origins.len(),
            destinations.len(),
            pairs.map(|(a, b)| inside(a, b).or_else(|| times.milliseconds(a, b))),
        )
    }

    /// The shortest trip from city `i` to city `j`; `None` without one. Of trips equally short the choice is
    /// always the same.
    ///
    /// # Panics
    /// If one of them is not a city.
    #[must_use]
    pub fn path(&self, i: usize, j: usize) -> Option<Path> {
        assert!(i < self.cities && j < self.cities, "only cities are asked for");
        if i == j {
            let (from, to) = (self.spots[i], self.spots[i]);
            let step = Step { leg: Leg::Inside, from, to, milliseconds: self.intrazonal[i] };
            return Some(Path { steps: vec![step] });
        }
        let mut steps: Vec<Step> = Vec::new();
        for edge in self.graph().shortest_path(i, j)? {
            for step in self.steps(edge) {
                let silent = !matches!(step.leg, Leg::Ride { .. } | Leg::Transfer { .. });
                match steps.last_mut() {
                    _ if silent && step.milliseconds == 0 && step.from.is_at(step.to) => {}
                    Some(last) if matches!(step.leg, Leg::Ride { .. }) && last.leg == step.leg => {
                        last.to = step.to;
                        last.milliseconds += step.milliseconds;
                    }
                    _ => steps.push(step),
                }
            }
        }
        Some(Path { steps })
    }

    /// The steps of one edge.
    fn steps(&self, edge: usize) -> Vec<Step> {
        let Edge { tail, head, milliseconds } = self.edges[edge];
        let (from, to) = (self.spots[tail as usize], self.spots[head as usize]);
        let step = |leg, from, to, milliseconds| Step { leg, from, to, milliseconds };
        let ride = |corridor: usize| {
            let (mode, line) = self.names[corridor].clone();
            Leg::Ride { corridor, mode, line }
        };
        let train = |service: usize| {
            let service = &self.services[service];
            (service.mode.clone(), service.line.clone())
        };
        match self.uses[edge] {
            Use::Access => vec![step(Leg::Access, from, to, milliseconds)],
            Use::Egress | Use::Alight => vec![step(Leg::Egress, from, to, milliseconds)],
            Use::Ride { corridor } => vec![step(ride(corridor), from, to, milliseconds)],
            Use::Ferry { corridor, wait } => {
                let (mode, line) = self.names[corridor].clone();
                vec![
                    step(Leg::Wait { mode, line }, from, from, wait),
                    step(ride(corridor), from, to, milliseconds - wait),
                ]
            }
            Use::Board { service, wait } => {
                let (mode, line) = train(service);
                vec![
                    step(Leg::Access, from, to, milliseconds - wait),
                    step(Leg::Wait { mode, line }, to, to, wait),
                ]
            }
            Use::Stop { .. } => vec![step(Leg::Stop, from, to, milliseconds)],
            Use::Transfer { service } => {
                let (mode, line) = train(service);
                vec![step(Leg::Transfer { mode, line }, from, to, milliseconds)]
            }
        }
    }

    /// In-train times between the stations of the cities, the best of their stations and modes: what a
    /// timetable prints, without the way to the station and the wait. A change of trains takes `transfer`.
    ///
    /// # Conventions
    /// A city without a station has no times; one with a station reaches itself in no time.
    ///
    /// # Errors
    /// If `transfer` is negative, or so long that a trip might take 49 days.
    ///
    /// # Panics
    /// Never: a study has fewer than 2³² nodes.
    pub fn rail_times(&self, transfer: Minutes) -> Result<TravelTimes> {
        let transfer = transfer.to_milliseconds().ok_or_else(|| {
            let what = "a transfer must take from 0 minutes to 49 days";
            Error::usage(Finding::new(Code::BadArgument, what).value(transfer.get()))
        })?;
        // A seat is left by one node and entered at another, so that no trip passes through it.
        let seats_entered = u32::try_from(self.spots.len()).expect("a study has fewer than 2^32 nodes");
        let mut has_station = vec![false; self.cities];
        let mut edges = Vec::new();
        for (&edge, purpose) in self.edges.iter().zip(&self.uses) {
            let rail = match purpose {
                Use::Ride { .. } | Use::Stop { .. } => edge,
                // Between two stations of a city nothing is known but what the rules say.
                Use::Transfer { .. }
                    if self.spots[edge.tail as usize].at != self.spots[edge.head as usize].at =>
                {
                    edge
                }
                Use::Transfer { .. } => Edge { milliseconds: transfer, ..edge },
                Use::Board { .. } => {
                    for city in self.served(edge.tail) {
                        has_station[city as usize] = true;
                        edges.push(Edge { tail: city, milliseconds: 0, ..edge });
                    }
                    continue;
                }
                Use::Alight => {
                    let entered = |city| Edge { head: seats_entered + city, milliseconds: 0, ..edge };
                    edges.extend(self.served(edge.head).into_iter().map(entered));
                    continue;
                }
                Use::Access | Use::Egress | Use::Ferry { .. } => continue,
            };
            edges.push(rail);
        }
        let graph = Graph::new(self.spots.len() + self.cities, &edges)?;
        let left: Vec<usize> = (0..self.cities).collect();
        let entered: Vec<usize> = left.iter().map(|city| self.spots.len() + city).collect();
        let times = graph.travel_times(&left, &entered);
        let at_home = |i: usize, j: usize| (i == j && has_station[i]).then_some(0);
        let pairs = left.iter().flat_map(|&i| (0..self.cities).map(move |j| (i, j)));
        let best = pairs.map(|(i, j)| at_home(i, j).or_else(|| times.milliseconds(i, j)));
        Ok(TravelTimes::from_rows(self.cities, self.cities, best))
    }

    /// The cities on behalf of which a train is boarded from `node`: the seat itself, or those of the station.
    fn served(&self, node: u32) -> Vec<u32> {
        match self.forecourts.get(&node) {
            Some(cities) => {
                cities.iter().map(|&city| u32::try_from(city).expect("fewer than 2^32 cities")).collect()
            }
            None => vec![node],
        }
    }
}
