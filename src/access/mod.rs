//! How well each place reaches the others.
//!
//! | question | measure |
//! |---|---|
//! | how far away, in minutes, is the average inhabitant (or yuan of output)? | [`weighted_mean_travel_time`] |
//! | how strongly does everything that can be reached weigh here, near things more? | [`potential`], compared between places by [`potential_index`] |
//! | how many people can be met and left again within a day? | [`daily`] |
//! | how much lies within a given time? | [`cumulative`] |
//!
//! [`weighted_mean_travel_time`] grows with remoteness and is ruled by the far ends of the network;
//! [`potential`] is ruled by what is near; [`daily`] and [`cumulative`] know only inside and outside.
//! A plan is usually judged by all of them (Gutiérrez 2001), because each hides what another shows.
//!
//! All of them take travel times in minutes, masses in any unit (population, output, jobs: finite and not
//! negative, anything else is refused by name), and give one value for each origin, in study order. Where
//! there is nothing to measure, because no other place can be reached, a mean is `None` and a count is 0.

mod cost_to_closest;
mod cumulative;
mod cumulative_interval;
mod daily;
pub mod decay;
mod gravity;
mod mean_travel_time;
mod median_travel_time;
mod nearest;
mod potential;
mod potential_index;
mod preconditions;
#[cfg(test)]
mod properties;
mod weighted_mean_travel_time;

pub use cost_to_closest::{CostToClosest, cost_to_closest};
pub use cumulative::{cumulative, cumulative_cutoffs};
pub use cumulative_interval::{Interval, IntervalSummary, cumulative_interval};
pub use daily::{DAILY_LIMIT, DAILY_RETURN_LIMIT, DailyOptions, Trip, daily};
pub use decay::{Decay, DecayTable};
pub use gravity::{gravities, gravity};
pub use mean_travel_time::{MeanTravelTime, mean_travel_time};
pub use median_travel_time::{MedianTravelTime, median_travel_time, weighted_median_travel_time};
pub use nearest::{Neighbour, nearest};
pub use potential::{PotentialOptions, potential};
pub use potential_index::potential_index;
pub use weighted_mean_travel_time::{WeightedMeanTravelTime, weighted_mean_travel_time};
