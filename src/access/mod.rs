//! How well each place reaches the others.
//!
//! | question | measure |
//! |---|---|
//! | how far away, in minutes, is the average inhabitant (or yuan of output)? | [`weighted_mean_travel_time`] |
//! | how strongly does everything that can be reached weigh here, near things more? | [`potential`], compared between places by [`potential_index`] |
//! | how many people can be met and left again within a day? | [`daily`] |
//! | how far away is the average place, or the place in the middle? | [`mean_travel_time`], [`median_travel_time`], [`weighted_median_travel_time`] |
//! | how much lies within a given time? | [`cumulative`], for several times [`cumulative_cutoffs`], for a range of them [`cumulative_interval`] |
//! | how much can be reached when the farther counts less? | [`gravity`], with any [`Decay`] |
//! | how long to the closest of something? | [`cost_to_closest`], [`nearest`] for the nearest few |
//! | how far must one go for as many jobs as there are people here? | [`balancing_time`] |
//! | how much supply is there per person who competes for it? | [`two_step_floating_catchment`] and its variants |
//! | how much of all supply falls to each place? | [`spatial_availability`] |
//! | what do travel and crowding cost people who choose the best site? | [`rational_agent`] |
//! | who goes where? | [`huff`] |
//! | who lives near a station, an airport, a core city? | [`time_to_facility`], [`coverage`] |
//! | how many pairs of cities are an hour apart? | [`city_pairs`] |
//! | what has the average inhabitant of a province or cluster? | [`group_mean`] of any measure |
//! | how well does the network as a whole, and each place in it, connect? | [`network_efficiency`], [`closeness`] |
//! | how much traffic do cities and corridors stand between? | [`betweenness`]; shared out over ties, [`tied_betweenness`] |
//! | how far do trips stray from the straight line? | [`straightness`], [`detour`] |
//!
//! [`weighted_mean_travel_time`] grows with remoteness and is ruled by the far ends of the network;
//! [`potential`] is ruled by what is near; [`daily`] and [`cumulative`] know only inside and outside.
//! A plan is usually judged by all of them (Gutiérrez 2001), because each hides what another shows.
//!
//! Shorter trips lower no measure of a place by itself. They can lower those for which places compete or are compared: the
//! potential index, floating catchments, spatial availability, Huff's visits, rational agents, betweenness; and where
//! a trip becomes possible at all, the means over what is reached, and the closeness of Wasserman and Faust.
//!
//! The measures take travel times in minutes, masses in any unit (population, output, jobs: finite and not
//! negative, anything else is refused by name), and give one value for each origin, in study order. Where
//! there is nothing to measure, because no other place can be reached, a mean is `None` and a count is 0.

mod balancing_time;
mod betweenness;
mod city_pairs;
mod closeness;
mod cost_to_closest;
mod coverage;
mod cumulative;
mod cumulative_interval;
mod daily;
pub mod decay;
#[cfg(test)]
mod definitions;
mod distances;
mod ends;
mod floating_catchment;
mod flows;
mod gravity;
mod group_mean;
mod huff;
mod mean_travel_time;
mod median_travel_time;
mod nearest;
mod network_efficiency;
mod potential;
mod potential_index;
mod preconditions;
#[cfg(test)]
mod properties;
mod rational_agent;
mod spatial_availability;
mod straightness;
#[cfg(test)]
mod structure_properties;
mod tied_betweenness;
mod weighted_mean_travel_time;

pub use balancing_time::balancing_time;
pub use betweenness::{Betweenness, betweenness};
pub use city_pairs::{CityPairs, PairsWithin, ScopePairs, city_pairs};
pub use closeness::{Closeness, ClosenessDefinition, closeness};
pub use cost_to_closest::{CostToClosest, cost_to_closest};
pub use coverage::{Coverage, Covered, ToFacility, coverage, time_to_facility};
pub use cumulative::{cumulative, cumulative_cutoffs};
pub use cumulative_interval::{Interval, IntervalSummary, cumulative_interval};
pub use daily::{DAILY_LIMIT, DAILY_RETURN_LIMIT, DailyOptions, Trip, daily};
pub use decay::{Decay, DecayTable};
pub use distances::Distances;
pub use ends::{EndOptions, Places};
pub use floating_catchment::{
    Catchment, FloatingCatchment, Part, Zone, balanced_floating_catchment,
    enhanced_two_step_floating_catchment, modified_two_step_floating_catchment,
    three_step_floating_catchment, two_step_floating_catchment,
};
pub use flows::Flows;
pub use gravity::{gravities, gravity};
pub use group_mean::{GroupMean, group_mean};
pub use huff::{Choice, Huff, HuffOptions, huff};
pub use mean_travel_time::{MeanTravelTime, mean_travel_time};
pub use median_travel_time::{MedianTravelTime, median_travel_time, weighted_median_travel_time};
pub use nearest::{Neighbour, nearest};
pub use network_efficiency::{NetworkEfficiency, network_efficiency, relative_network_efficiency};
pub use potential::{PotentialOptions, SelfPotential, potential};
pub use potential_index::potential_index;
pub use rational_agent::{AgentChoice, RationalAgent, RationalAgentOptions, rational_agent};
pub use spatial_availability::{SpatialAvailability, spatial_availability};
pub use straightness::{Detour, Straightness, detour, straightness};
pub use tied_betweenness::{TiedBetweenness, tied_betweenness};
pub use weighted_mean_travel_time::{WeightedMeanTravelTime, weighted_mean_travel_time};
