//! Corridors joined into a network, and the travel times on it.
//!
//! # How corridors join
//! Ends within `snap_m` of a seat are at that seat; ends within `snap_m` of each other, or of a vertex that
//! lines share, are one place. Lines of one family join where they share a vertex exactly as written, or,
//! with `join = "crossings"`, wherever roads cross; otherwise they pass over each other. Roads and ferries
//! are one family, railways the other; trips change between the two at the seats.
//!
//! # How trips run
//! A seat has one link to the road network: the road that ends there, or else the nearest point of any
//! road (of each of them where several are drawn over each other), at `access_kmh` over the straight distance times `access_detour`. A ferry adds its `wait_min` to
//! each crossing. A train is boarded and left at the stations where rail lines end; each station serves the
//! one seat that is nearest. Boarding costs the way there and `wait_min`, leaving the way from there,
//! passing through `stop_min`, changing to another service at the same place `transfer_min`. Trips may pass
//! through a seat: from a train to a road, or to the station of another line. Where that way out and in again is
//! quicker than the stop or transfer that it avoids, a finding says so: such rules contradict themselves.
//!
//! # Which function when
//! [`Network::travel_times`] for all cities, [`Network::travel_times_between`] for some,
//! [`Network::path`] for the trip behind one number, [`Network::rail_times`] to compare with a timetable,
//! [`Network::topology`] and [`Network::findings`] to see what is broken. [`RoadNetwork`] is a network without
//! cities, asked for the times between its nodes; [`source`] tells from what it is read,
//! [`prepared`] how it is kept in a file, [`Survey`] how it hangs together.
//!
//! # Which engine
//! A [`Router`] answers by plain Dijkstra searches, or by a hierarchy that it prepared once. A search costs a pass over what it
//! reaches; a preparation costs about as much as 55 searches of the whole graph (measured on 264,346 nodes), and then a time between two nodes costs
//! microseconds, everything within reach of a node a fraction of a search. [`Engine`] chooses, or is told. Times are the
//! same to the millisecond.

mod answers;
pub mod archive;
pub(crate) mod array;
mod assembly;
mod bound;
mod bounded;
mod build;
mod check;
mod dead_ends;
mod dijkstra;
mod graph;
mod hierarchy;
pub mod ids;
mod isochrone;
#[cfg(test)]
mod judge;
mod lines;
mod locate;
mod parts;
mod path;
mod place;
pub mod prepared;
mod question;
mod rail;
pub mod reach;
mod road_network;
mod roads;
mod router;
pub mod rules;
mod snap;
pub mod source;
mod survey;
mod times;
pub mod travel_times;
mod trips;

pub use assembly::{DeadEnd, Spot};
pub use bounded::{Within, milliseconds_within};
pub use build::{Network, corridors_in_service};
pub use check::Topology;
pub use graph::{Edge, Graph};
pub use ids::Ids;
pub use isochrone::{AreaOptions, AreaPlan, Isochrones, ReachedAreas, Stretch, ellipsoidal_area};
pub use locate::{Located, locate};
pub use path::{Leg, Path, Step};
pub use place::Place;
pub use question::Engine;
pub use reach::{Direction, Measure, Reached};
pub use road_network::{RoadNetwork, SourceFile};
pub use router::Router;
pub use rules::{Join, ModeKind, ModeRules, NetworkRules, SpeedClass, StationAccess, TransferBetween};
pub use source::SourceOptions;
pub use survey::Survey;
pub use travel_times::TravelTimes;
pub use trips::{Block, Destinations};

#[cfg(test)]
mod tests;
