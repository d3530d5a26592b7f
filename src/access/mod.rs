//! How well each place reaches the others.
//!
//! | question | measure |
//! |---|---|
//! | how far away, in minutes, is the average inhabitant (or yuan of output)? | [`weighted_mean_travel_time`] |
//! | how strongly does everything that can be reached weigh here, near things more? | [`potential`], compared between places by [`potential_index`] |
//! | how many people can be met and left again within a day? | [`daily`] |
//! | how much lies within a given time? | [`cumulative`] |
//! | how well does the network as a whole, and each place in it, connect? | [`network_efficiency`], [`closeness`] |
//! | how much traffic do cities and corridors stand between? | [`betweenness`]; shared out over ties, [`tied_betweenness`] |
//! | how far do trips stray from the straight line? | [`straightness`], [`detour`] |
//!
//! [`weighted_mean_travel_time`] grows with remoteness and is ruled by the far ends of the network;
//! [`potential`] is ruled by what is near; [`daily`] and [`cumulative`] know only inside and outside.
//! A plan is usually judged by all of them (Gutiérrez 2001), because each hides what another shows.
//!
//! All of them take travel times in minutes, masses in any unit (population, output, jobs: finite and not
//! negative, anything else is refused by name), and give one value for each origin, in study order. Where
//! there is nothing to measure, because no other place can be reached, a mean is `None` and a count is 0.

mod betweenness;
mod closeness;
mod cumulative;
mod daily;
pub mod decay;
mod distances;
mod ends;
mod flows;
mod network_efficiency;
mod potential;
mod potential_index;
mod preconditions;
#[cfg(test)]
mod properties;
mod straightness;
#[cfg(test)]
mod structure_properties;
mod tied_betweenness;
mod weighted_mean_travel_time;

pub use betweenness::{Betweenness, betweenness};
pub use closeness::{Closeness, ClosenessDefinition, closeness};
pub use cumulative::cumulative;
pub use daily::{DAILY_LIMIT, DAILY_RETURN_LIMIT, DailyOptions, Trip, daily};
pub use decay::Decay;
pub use distances::Distances;
pub use ends::{EndOptions, Places};
pub use flows::Flows;
pub use network_efficiency::{NetworkEfficiency, network_efficiency, relative_network_efficiency};
pub use potential::{PotentialOptions, potential};
pub use potential_index::potential_index;
pub use straightness::{Detour, Straightness, detour, straightness};
pub use tied_betweenness::{TiedBetweenness, tied_betweenness};
pub use weighted_mean_travel_time::{WeightedMeanTravelTime, weighted_mean_travel_time};
