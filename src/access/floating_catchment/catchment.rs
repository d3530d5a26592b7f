//! How far a catchment reaches, and what counts in it.

use crate::access::Decay;
use crate::access::preconditions::{check_limit, check_masses, check_values};
use crate::error::{Code, Finding, Result};
use crate::network::TravelTimes;
use crate::units::Minutes;

/// One zone of a catchment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Zone {
    /// The longest trip in it, in minutes; a trip of exactly that belongs to it.
    pub to: Minutes,
    /// What a trip in it counts, from 0 to 1.
    pub weight: f64,
}

/// What a trip between an origin and a site counts.
///
/// A trip of exactly a limit is within it; beyond the last zone and beyond the limit nothing counts.
/// Zones are steps: within one every trip counts alike, where a [`DecayTable`](super::super::DecayTable) runs straight
/// from point to point.
///
/// Written as `zones:10=1,20=0.68,30=0.22`, or as any [`Decay`], which then has no limit.
#[derive(Debug, Clone, PartialEq)]
pub enum Catchment {
    /// By zone, the near ones first: times ascend and weights do not.
    Zones(Vec<Zone>),
    /// By decay, and nothing beyond `limit` where there is one; [`Decay::Step`] is the catchment of the plain two
    /// steps.
    Decay {
        /// How a trip counts by its time.
        decay: Decay,
        /// The longest trip that counts.
        limit: Option<Minutes>,
    },
}

impl Catchment {
    /// What a trip of `time` counts.
    #[must_use]
    pub fn at(&self, time: Minutes) -> f64 {
        match self {
            Self::Zones(zones) => zones.iter().find(|zone| time <= zone.to).map_or(0.0, |zone| zone.weight),
            Self::Decay { limit: Some(limit), .. } if time > *limit => 0.0,
            Self::Decay { decay, .. } => decay.at(time),
        }
    }

    /// Whether it makes sense.
    pub(super) fn check(&self) -> Result<()> {
        match self {
            Self::Decay { decay, limit } => {
                decay.check()?;
                limit.map_or(Ok(()), |limit| check_limit(limit, "limit"))
            }
            Self::Zones(zones) => {
                let refused = |what: &str| Err(Finding::new(Code::BadSetting, what).field("zones").into());
                if zones.is_empty() {
                    return refused("a catchment has at least one zone");
                }
                check_limit(zones[0].to, "zones")?;
                if !zones.iter().all(|zone| (0.0..=1.0).contains(&zone.weight)) {
                    return refused("the weight of a zone lies between 0 and 1");
                }
                if zones.windows(2).any(|pair| pair[0].to >= pair[1].to || pair[0].weight < pair[1].weight) {
                    return refused("each zone ends later than the one before it and counts no more");
                }
                Ok(())
            }
        }
    }
}

/// The weight of every pair, origin after origin; 0 where there is no path.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::access) struct Weights {
    origins: usize,
    destinations: usize,
    values: Vec<f64>,
}

impl Weights {
    /// The weights of `catchment` over `times`, all between 0 and 1.
    pub(in crate::access) fn new(times: &TravelTimes, catchment: &Catchment) -> Result<Self> {
        catchment.check()?;
        let pairs = (0..times.origins()).flat_map(|i| times.row(i));
        let values: Vec<f64> = pairs.map(|time| time.map_or(0.0, |time| catchment.at(time))).collect();
        Ok(Self { origins: times.origins(), destinations: times.destinations(), values })
    }

    pub(super) fn origins(&self) -> usize {
        self.origins
    }

    /// The weights of origin `i`.
    pub(in crate::access) fn row(&self, i: usize) -> &[f64] {
        &self.values[i * self.destinations..(i + 1) * self.destinations]
    }

    /// Each weight replaced by what `change` makes of origin, site and weight.
    pub(super) fn map(&self, change: impl Fn(usize, usize, f64) -> f64) -> Self {
        let n = self.destinations;
        let values = self.values.iter().enumerate().map(|(at, &weight)| change(at / n, at % n, weight));
        Self { origins: self.origins, destinations: n, values: values.collect() }
    }

    /// Each weight over the sum of its origin's; an origin that reaches nothing keeps its zeros.
    pub(super) fn by_origin(&self) -> Self {
        let sums: Vec<f64> = (0..self.origins).map(|i| self.row(i).iter().sum()).collect();
        self.map(|i, _, weight| if weight > 0.0 { weight / sums[i] } else { 0.0 })
    }

    /// Each weight over the sum of its site's; a site that nobody reaches keeps its zeros.
    pub(super) fn by_site(&self) -> Self {
        let sums = demanded(self, &vec![1.0; self.origins]);
        self.map(|_, j, weight| if weight > 0.0 { weight / sums[j] } else { 0.0 })
    }
}

/// The weights of `catchment`, once demand and supply are such that they can be counted with.
pub(in crate::access) fn checked_weights(
    times: &TravelTimes,
    demand: &[f64],
    supply: &[f64],
    catchment: &Catchment,
) -> Result<Weights> {
    check_sides(times, demand, supply)?;
    Weights::new(times, catchment)
}

/// The demand that weighs on each site.
pub(in crate::access) fn demanded(weights: &Weights, demand: &[f64]) -> Vec<f64> {
    let mut sums = vec![0.0; weights.destinations];
    for (i, demand) in demand.iter().enumerate() {
        for (sum, weight) in sums.iter_mut().zip(weights.row(i)) {
            *sum += demand * weight;
        }
    }
    sums
}

/// Every demand and supply is finite and not negative, one for each origin and one for each destination, and neither
/// side is zero throughout: a field was then misread, and zero everywhere would look like an answer.
pub(in crate::access) fn check_sides(times: &TravelTimes, demand: &[f64], supply: &[f64]) -> Result<()> {
    assert_eq!(demand.len(), times.origins(), "one demand for each origin");
    check_values(demand, "demand")?;
    check_masses(times, supply, "supply")?;
    for (side, field) in [(demand, "demand"), (supply, "supply")] {
        if !side.is_empty() && side.iter().all(|&value| value == 0.0) {
            let what = format!("all {field} is zero, so there is nothing to compete for or nobody to do it");
            let hint = "name a field with values above zero";
            return Err(Finding::new(Code::BadValue, what).field(field).hint(hint).into());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone(to: f64, weight: f64) -> Zone {
        Zone { to: Minutes::new(to), weight }
    }

    #[test]
    fn a_trip_of_exactly_a_limit_is_within_it() {
        let zones = Catchment::Zones(vec![zone(10.0, 1.0), zone(30.0, 0.4)]);
        let at = |catchment: &Catchment, minutes| catchment.at(Minutes::new(minutes));
        let counted: Vec<f64> = [10.0, 10.001, 30.0, 30.001].iter().map(|&t| at(&zones, t)).collect();
        assert_eq!(counted, [1.0, 0.4, 0.4, 0.0]);
        let decay = "linear:cutoff=60".parse().unwrap();
        let limited = Catchment::Decay { decay, limit: Some(Minutes::new(30.0)) };
        let plain = Catchment::from(Decay::Step { cutoff: Minutes::new(5.0) });
        let counted = vec![at(&limited, 30.0), at(&limited, 30.001), at(&plain, 5.0)];
        assert_eq!(counted, [0.5, 0.0, 1.0]);
    }

    #[test]
    fn a_catchment_of_no_sense_is_refused() {
        let times = TravelTimes::from_minutes(&[vec![Some(5.0)]]);
        for zones in [
            vec![],
            vec![zone(-1.0, 1.0)],
            vec![zone(10.0, f64::NAN)],
            vec![zone(10.0, 1.5)],
            vec![zone(10.0, 1.0), zone(10.0, 0.5)],
            vec![zone(10.0, 0.5), zone(20.0, 1.0)],
        ] {
            assert!(Weights::new(&times, &Catchment::Zones(zones)).is_err());
        }
        let endless = Catchment::Decay { decay: Decay::Exponential { rate: f64::NAN }, limit: None };
        assert!(Weights::new(&times, &endless).is_err());
        assert!(Weights::new(&times, &Decay::Step { cutoff: Minutes::new(-1.0) }.into()).is_err());
        let said = |demand, supply| check_sides(&times, &[demand], &[supply]).unwrap_err().to_string();
        assert!(said(f64::NAN, 1.0).contains("field `demand`: value 1"));
        assert!(
            said(1.0, 0.0).contains("all supply is zero") && said(0.0, 1.0).contains("all demand is zero")
        );
    }
}
