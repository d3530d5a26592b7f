//! `[[access.measure]]` of `study.toml`.

use crate::units::Minutes;
use serde::{Deserialize, Serialize};

/// `[[access.measure]]`: a measure besides those that every study takes. Which of the keys a measure has is told by
/// its name; a key that it does not have is refused.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MeasureSection {
    /// Which.
    pub measure: MeasureName,
    /// Its field; made from what is asked where absent.
    #[serde(default)]
    pub name: Option<String>,
    /// What readers see.
    #[serde(default)]
    pub label: Option<String>,
    /// The same in English.
    #[serde(default)]
    pub label_en: Option<String>,
    /// Field of what is reached; `cities` counts cities, the study's mass where absent.
    #[serde(default)]
    pub opportunities: Option<String>,
    /// Field of those who compete for it; the population where absent.
    #[serde(default)]
    pub demand: Option<String>,
    /// Decay of travel time, such as `exponential:half_life=60`; where cities compete also zones, such as
    /// `zones:30=1,60=0.68,120=0.22`.
    #[serde(default)]
    pub decay: Option<String>,
    /// Travel time that weighs as much as average crowding, for rational agents.
    #[serde(default)]
    pub tau_min: Option<Minutes>,
    /// Exponent of travel time; of attractiveness in Huff's model.
    #[serde(default)]
    pub exponent: Option<f64>,
    /// The longest trip that counts.
    #[serde(default)]
    pub cutoff_min: Option<Minutes>,
    /// The first of several cut-offs.
    #[serde(default)]
    pub from_min: Option<Minutes>,
    /// The last of them.
    #[serde(default)]
    pub to_min: Option<Minutes>,
    /// From one to the next.
    #[serde(default)]
    pub step_min: Option<Minutes>,
    /// Which of two forms: `mean` or `median` over several cut-offs, `return` for trips there and back, a definition
    /// of closeness, a floating catchment.
    #[serde(default)]
    pub form: Option<String>,
    /// How many opportunities are needed.
    #[serde(default)]
    pub needed: Option<f64>,
    /// Which of the nearest.
    #[serde(default)]
    pub k: Option<usize>,
    /// Speed of the straight line that trips are compared with.
    #[serde(default)]
    pub speed_kmh: Option<f64>,
}

/// A measure by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MeasureName {
    /// Travel time to everything else, weighed.
    WeightedMeanTravelTime,
    /// Travel time to every other city, each counting as one.
    MeanTravelTime,
    /// The time within which half of the others lie.
    MedianTravelTime,
    /// Masses over a power of time.
    Potential,
    /// Opportunities weighed by a decay of time.
    Gravity,
    /// Opportunities within a cut-off.
    Cumulative,
    /// The same over several cut-offs.
    CumulativeInterval,
    /// People within a day's limit.
    Daily,
    /// Time to the closest opportunities.
    CostToClosest,
    /// Time to the nearest, the second nearest … place with opportunities.
    Nearest,
    /// How near the others are, in one of four definitions.
    Closeness,
    /// Mean of the inverse times to the others.
    Efficiency,
    /// Share of the travel between others that passes.
    Betweenness,
    /// Straight lines over what trips take.
    Straightness,
    /// What trips take over straight lines.
    Detour,
    /// Supply per unit of demand within a catchment.
    FloatingCatchment,
    /// What travel and crowding cost those who choose the best site.
    RationalAgent,
    /// The part of all supply that falls to a city.
    SpatialAvailability,
    /// Visits that a city may expect, by Huff's model.
    Huff,
}
