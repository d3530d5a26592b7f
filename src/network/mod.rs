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
//! road (of each of them where several are drawn over each other), at `access_kmh` over the straight distance times
//! `access_detour`. A ferry adds its `wait_min` to each crossing.
//!
//! A train is boarded and left at the stations where rail lines end; each station serves the one seat that is
//! nearest. Of modes whose stations are given as points, these are the only stations: a line stops there where it
//! comes within `snap_m`, and each serves its own city and every city of which it is the nearest of a mode, within
//! `max_access_km`. Boarding costs the way there and `wait_min`, leaving the way from there, passing through
//! `stop_min`, changing to another service at the same place `transfer_min`.
//!
//! The way to a station is the straight line times `access_detour`, or, with `station_access = "roads"`, the way
//! over the roads in service, to the nearest point of which a station is linked as a seat is; then trips change
//! between road and rail at stations too. Where no road leads there or back, the straight line stands in, and a
//! finding says so. A way that is stated (`access_km`, `station_access_km`) stays as stated.
//!
//! Trips may pass through a seat: from a train to a road, or to the station of another line. Between two stations
//! of one city they go that way too, out and in and with a new wait, or else in `transfer_city_min`, all told, where
//! that is stated and quicker. Where the way out and in again is quicker than the stop or transfer that it avoids, a
//! finding says so: such rules contradict themselves.
//!
//! # Which function when
//! [`Network::travel_times`] for all cities, [`Network::travel_times_between`] for some,
//! [`Network::path`] for the trip behind one number, [`Network::loads`] for what all trips put on each corridor,
//! [`Network::mode_minutes`] for what trips spend their time on, [`Network::rail_times`] to compare with a timetable,
//! [`Network::topology`] and [`Network::findings`] to see what is broken. [`RoadNetwork`] is a network without
//! cities, asked for the times between its nodes; [`source`] tells from what it is read,
//! [`prepared`] how it is kept in a file, [`Survey`] how it hangs together.
//!
//! # Which engine
//! A [`Router`] answers by plain Dijkstra searches, or by a hierarchy that it prepared once. A search costs a pass over what it
//! reaches; a preparation costs about as much as 55 searches of the whole graph (measured on 264,346 nodes), and then a time between two nodes costs
//! microseconds, everything within reach of a node a fraction of a search. [`Engine`] chooses, or is told. Times are the
//! same to the millisecond.

mod addition;
mod answers;
pub mod archive;
pub(crate) mod array;
mod assembly;
mod boarding;
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
mod loads;
mod locate;
mod mode_minutes;
mod parts;
mod path;
mod place;
pub mod prepared;
mod question;
mod rail;
pub mod reach;
mod removal;
mod road_network;
mod roads;
mod router;
pub mod rules;
mod snap;
pub mod source;
mod station_access;
mod stations;
mod survey;
mod times;
pub mod travel_times;
mod trips;
mod trips_over;

pub use addition::Additions;
pub use assembly::{DeadEnd, Spot};
pub use bounded::{Within, milliseconds_within};
pub(crate) use build::times as corridor_times;
pub use build::{Network, corridors_in_service};
pub use check::Topology;
pub use graph::{Edge, Graph};
pub use ids::Ids;
pub use isochrone::{AreaOptions, AreaPlan, Isochrones, ReachedAreas, Stretch, ellipsoidal_area};
pub use loads::Loads;
pub use locate::{Located, locate};
pub use mode_minutes::{MeanModeMinutes, ModeMinutes, Spent};
pub use path::{Leg, Path, Step};
pub use place::Place;
pub use question::Engine;
pub use reach::{Direction, Measure, Reached};
pub use removal::{Change, OfOrigin};
pub use road_network::{RoadNetwork, SourceFile};
pub use router::Router;
pub use rules::{
    Join, ModeKind, ModeRules, NetworkRules, SpeedClass, StationAccess, StationWay, TransferBetween,
};
pub use source::SourceOptions;
pub use stations::Stations;
pub use survey::Survey;
pub use travel_times::TravelTimes;
pub use trips::{Block, Destinations};

#[cfg(test)]
mod tests;
