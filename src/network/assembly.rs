//! The parts from which a network is put together.

use super::graph::Edge;
use super::rules::{ModeRules, NetworkRules};
use super::stations::Stations;
use crate::error::Finding;
use crate::index::SpatialIndex;
use crate::layer::{Cities, Corridors};
use crate::reproject::Projector;
use crate::units::{Kilometres, Metres, Minutes};
use geo_types::Coord;
use std::collections::BTreeMap;

/// Where a step of a trip begins or ends.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    /// Longitude and latitude.
    pub at: Coord<f64>,
    /// The city whose seat it is, or whose station.
    pub city: Option<usize>,
}

impl Spot {
    /// Whether this is the same place as `other`: the same point, or the seat and a station of one city.
    #[must_use]
    pub fn is_at(self, other: Self) -> bool {
        self.at == other.at || (self.city.is_some() && self.city == other.city)
    }
}

/// A rail service: trains that run through without a change.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Service {
    pub(super) mode: String,
    /// Where every line is a service of its own.
    pub(super) line: Option<String>,
}

/// What a trip does on an edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// From a seat to a road.
    Access,
    /// From a road to a seat.
    Egress,
    /// Along a road or a railway.
    Ride { corridor: usize },
    /// Across the water; `wait` of the edge's milliseconds are spent ashore.
    Ferry { corridor: usize, wait: u32 },
    /// From a seat into a train; `wait` of the edge's milliseconds are spent at the station.
    Board { service: usize, wait: u32 },
    /// Through a station on the train.
    Stop { service: usize },
    /// Into another train.
    Transfer { service: usize },
    /// From a train to the seat.
    Alight,
}

/// A stretch of the network without directions, for its topology: all of a station is one site.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch {
    pub(super) sites: [u32; 2],
    pub(super) corridor: Option<usize>,
}

/// An end of a corridor that meets neither another corridor nor a seat.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DeadEnd {
    /// The corridor.
    pub corridor: usize,
    /// Longitude and latitude.
    pub at: Coord<f64>,
}

/// What the network is built on.
pub(super) struct Ground<'a> {
    pub(super) corridors: &'a Corridors,
    pub(super) cities: &'a Cities,
    pub(super) stations: &'a Stations,
    pub(super) rules: &'a NetworkRules,
    pub(super) projector: &'a Projector,
    /// Metres.
    pub(super) seats: Vec<Coord<f64>>,
    pub(super) seat_index: SpatialIndex,
    /// Of every included corridor, from end to end.
    pub(super) milliseconds: Vec<Option<u32>>,
}

impl Ground<'_> {
    pub(super) fn mode(&self, corridor: usize) -> &ModeRules {
        &self.rules.mode[&self.corridors.modes[corridor]]
    }

    /// Milliseconds of a corridor's piece between two shares of its length. Pieces add up to the whole.
    pub(super) fn piece(&self, corridor: usize, shares: [f64; 2]) -> u32 {
        let whole = f64::from(self.milliseconds[corridor].expect("included corridors have a time"));
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most the whole")]
        let [from, to] = shares.map(|share| (whole * share).round() as u32);
        to.saturating_sub(from)
    }

    /// Milliseconds for a way of `distance` travelled between a seat and a road or station.
    pub(super) fn access(&self, distance: Kilometres) -> u32 {
        milliseconds(distance / self.rules.access_kmh)
    }

    /// The way travelled for a straight line of `distance`.
    pub(super) fn travelled(&self, distance: Metres) -> Kilometres {
        if distance <= self.rules.snap_m {
            Kilometres::ZERO
        } else {
            Kilometres::from(distance) * self.rules.access_detour
        }
    }

    /// Milliseconds until the next train of a service, beyond what its mode states.
    pub(super) fn line_wait(&self, service: &Service) -> u32 {
        milliseconds(self.rules.mode[&service.mode].line_wait(service.line.as_deref()))
    }

    pub(super) fn reach(&self) -> Metres {
        self.rules.max_access_km.into()
    }
}

/// A time of the rules.
pub(super) fn milliseconds(time: Minutes) -> u32 {
    time.to_milliseconds().expect("the rules were checked")
}

/// A network in the making.
#[derive(Debug, Default)]
pub(super) struct Assembly {
    pub(super) spots: Vec<Spot>,
    pub(super) edges: Vec<Edge>,
    pub(super) uses: Vec<Use>,
    pub(super) services: Vec<Service>,
    pub(super) stretches: Vec<Stretch>,
    /// Nodes before stations on the roads, with the cities that each serves.
    pub(super) forecourts: BTreeMap<u32, Vec<usize>>,
    pub(super) places: usize,
    pub(super) dead_ends: Vec<DeadEnd>,
    pub(super) findings: Vec<Finding>,
}

impl Assembly {
    /// A new node at `spot`.
    pub(super) fn node(&mut self, spot: Spot) -> u32 {
        self.spots.push(spot);
        u32::try_from(self.spots.len() - 1).expect("a study has fewer than 2^32 nodes")
    }

    pub(super) fn edge(&mut self, tail: u32, head: u32, milliseconds: u32, purpose: Use) {
        self.edges.push(Edge { tail, head, milliseconds });
        self.uses.push(purpose);
    }

    pub(super) fn stretch(&mut self, a: u32, b: u32, corridor: Option<usize>) {
        self.stretches.push(Stretch { sites: [a, b], corridor });
    }
}
