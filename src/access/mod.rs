//! How well each place reaches the others.
//!
//! | question | measure |
//! |---|---|
//! | how far away, in minutes, is the average inhabitant (or yuan of output)? | [`weighted_mean_travel_time`] |
//! | how strongly does everything that can be reached weigh here, near things more? | [`potential`], compared between places by [`potential_index`] |
//! | how many people can be met and left again within a day? | [`daily`] |
//! | how much lies within a given time? | [`cumulative`] |
//! | how much is there, near things counting more? | [`gravity`] |
//! | how much supply is there per person who competes for it? | [`two_step_floating_catchment`] and its variants |
//! | how much of all supply falls to each place? | [`spatial_availability`] |
//! | what do travel and crowding cost people who choose the best site? | [`rational_agent`] |
//! | who goes where? | [`huff`] |
//!
//! [`weighted_mean_travel_time`] grows with remoteness and is ruled by the far ends of the network;
//! [`potential`] is ruled by what is near; [`daily`] and [`cumulative`] know only inside and outside.
//! A plan is usually judged by all of them (Gutiérrez 2001), because each hides what another shows.
//!
//! All of them take travel times in minutes, masses in any unit (population, output, jobs: finite and not
//! negative, anything else is refused by name), and give one value for each origin, in study order. Where
//! there is nothing to measure, because no other place can be reached, a mean is `None` and a count is 0.

mod cumulative;
mod daily;
pub mod decay;
mod floating_catchment;
mod gravity;
mod huff;
mod potential;
mod potential_index;
mod preconditions;
#[cfg(test)]
mod properties;
mod rational_agent;
mod spatial_availability;
mod weighted_mean_travel_time;

pub use cumulative::cumulative;
pub use daily::{DAILY_LIMIT, DAILY_RETURN_LIMIT, DailyOptions, Trip, daily};
pub use decay::Decay;
pub use floating_catchment::{
    Catchment, FloatingCatchment, Zone, balanced_floating_catchment, enhanced_two_step_floating_catchment,
    modified_two_step_floating_catchment, three_step_floating_catchment, two_step_floating_catchment,
};
pub use gravity::gravity;
pub use huff::{Choice, Huff, HuffOptions, huff};
pub use potential::{PotentialOptions, potential};
pub use potential_index::potential_index;
pub use rational_agent::{RationalAgent, RationalAgentOptions, rational_agent};
pub use spatial_availability::{SpatialAvailability, spatial_availability};
pub use weighted_mean_travel_time::{WeightedMeanTravelTime, weighted_mean_travel_time};
