//! What a measure is, with everything that it needs.

use super::competition::Competition;
use super::structure::Structure;
use crate::access::{
    DailyOptions, Decay, Interval, IntervalSummary, PotentialOptions, SelfPotential, Trip, cost_to_closest,
    cumulative, cumulative_interval, daily, gravity, mean_travel_time, median_travel_time, nearest,
    potential, potential_index, weighted_mean_travel_time, weighted_median_travel_time,
};
use crate::error::Result;
use crate::study::Study;
use crate::units::Minutes;

/// A measure with one value a city of what it reaches.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    WeightedMean { masses: Vec<f64> },
    Unreachable { masses: Vec<f64> },
    Mean,
    Median,
    WeightedMedian { masses: Vec<f64> },
    Potential { masses: Vec<f64>, exponent: f64, own: SelfPotential },
    PotentialIndex { masses: Vec<f64>, exponent: f64, own: SelfPotential },
    Gravity { opportunities: Vec<f64>, decay: Decay },
    Cumulative { opportunities: Vec<f64>, cutoff: Minutes },
    Interval { opportunities: Vec<f64>, interval: Interval, summary: IntervalSummary },
    Daily { people: Vec<f64>, limit: Minutes, trip: Trip },
    Closest { opportunities: Vec<f64>, needed: f64 },
    Nearest { opportunities: Vec<f64>, k: usize },
    Structure(Structure),
    Competition(Competition),
}

impl Kind {
    /// Whether its rows stand in the order in which they are reached, rather than by what they add.
    pub(super) fn is_in_order(&self) -> bool {
        matches!(
            self,
            Self::Closest { .. } | Self::Nearest { .. } | Self::Median | Self::WeightedMedian { .. }
        )
    }

    /// The values of all cities; `None` for those off the network, and where there is nothing to measure.
    pub(super) fn values(&self, study: &Study) -> Result<Vec<Option<f64>>> {
        let times = &study.times;
        let minutes = |of: Vec<Option<Minutes>>| of.into_iter().map(|time| time.map(Minutes::get)).collect();
        let some = |of: Vec<f64>| of.into_iter().map(Some).collect();
        let mut values: Vec<Option<f64>> = match self {
            Self::WeightedMean { masses } => minutes(weighted_mean_travel_time(times, masses)?.minutes),
            Self::Unreachable { masses } => {
                let counts = weighted_mean_travel_time(times, masses)?.unreachable;
                return Ok(counts.into_iter().map(|count| Some(count as f64)).collect());
            }
            Self::Mean => minutes(mean_travel_time(times).minutes),
            Self::Median => minutes(median_travel_time(times).minutes),
            Self::WeightedMedian { masses } => minutes(weighted_median_travel_time(times, masses)?.minutes),
            Self::Potential { masses, exponent, own } => {
                potential(times, masses, *exponent, &PotentialOptions { self_potential: *own })?
            }
            Self::PotentialIndex { masses, exponent, own } => {
                let potentials = Self::Potential { masses: masses.clone(), exponent: *exponent, own: *own };
                return Ok(potential_index(&potentials.values(study)?));
            }
            Self::Gravity { opportunities, decay } => some(gravity(times, opportunities, decay)?),
            Self::Cumulative { opportunities, cutoff } => some(cumulative(times, opportunities, *cutoff)?),
            Self::Interval { opportunities, interval, summary } => {
                some(cumulative_interval(times, opportunities, interval, *summary)?)
            }
            Self::Daily { people, limit, trip } => {
                some(daily(times, people, *limit, &DailyOptions { trip: *trip })?)
            }
            Self::Closest { opportunities, needed } => {
                minutes(cost_to_closest(times, opportunities, *needed)?.minutes)
            }
            Self::Nearest { opportunities, k } => {
                let near = nearest(times, opportunities, *k)?;
                minutes(near.iter().map(|near| near.get(*k - 1).map(|last| last.minutes)).collect())
            }
            Self::Structure(structure) => structure.values(study)?,
            Self::Competition(of) => of.values(times)?,
        };
        for city in study.unreached() {
            values[city] = None;
        }
        Ok(values)
    }
}
