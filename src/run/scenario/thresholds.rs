//! Who comes within an hour or two of whom: pairs of cities, and people near a core.

use super::weighing::people_of;
use crate::cluster::{Membership, Role};
use crate::network::TravelTimes;
use crate::study::Study;

/// Limits of trips between cities, in minutes.
pub(super) const PAIRS_MIN: [u32; 4] = [60, 120, 180, 240];

/// Limits of the way to the nearest core, in minutes.
pub(super) const CORE_MIN: [u32; 2] = [60, 120];

/// What is counted within a limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    /// Ordered pairs of different cities.
    Pairs,
    /// The same, each counting by the people of the one times those of the other, as a share of all pairs.
    PairsOfPeople,
    /// People of other cities whom the average resident reaches.
    Met,
    /// People whose nearest core city is no farther.
    NearCore,
}

/// A count within one limit before and after.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Threshold {
    pub(super) counted: Counted,
    pub(super) limit_min: u32,
    pub(super) before: f64,
    pub(super) after: f64,
    /// Of how much; `None` where the count is no part of a whole.
    pub(super) of: Option<f64>,
}

/// The cores of a study: those of the rule for clusters, or else the main city of each region.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cores {
    /// Any of these serves every city.
    ByRule(Vec<usize>),
    /// The core of each city.
    MainCities(Vec<Option<usize>>),
}

impl Cores {
    /// The cores of `study`; `None` without a rule and without regions.
    pub(super) fn of(study: &Study, rule: Option<&Membership>) -> Option<Self> {
        if let Some(rule) = rule {
            let is_core = |city: &usize| matches!(rule.role[*city], Role::Core | Role::SecondaryCore);
            let cores: Vec<usize> = (0..rule.role.len()).filter(is_core).collect();
            if !cores.is_empty() {
                return Some(Self::ByRule(cores));
            }
        }
        study.regions.as_ref()?;
        let main = study.main_cities();
        let of_city = study.region_of_city.iter().map(|region| region.and_then(|region| main[region]));
        Some(Self::MainCities(of_city.collect()))
    }

    /// Whether `city` is a core or reaches one within `limit` milliseconds, that limit included.
    fn near(&self, city: usize, times: &TravelTimes, limit: u32) -> bool {
        let within =
            |&core: &usize| core == city || times.milliseconds(city, core).is_some_and(|time| time <= limit);
        match self {
            Self::ByRule(cores) => cores.iter().any(within),
            Self::MainCities(main) => main[city].is_some_and(|core| within(&core)),
        }
    }
}

/// A sum of what lies within each limit, by one pass over all pairs.
struct Within {
    pairs: [f64; 4],
    of_people: [f64; 4],
}

fn within(times: &TravelTimes, people: &[f64]) -> Within {
    let mut found = Within { pairs: [0.0; 4], of_people: [0.0; 4] };
    for i in 0..people.len() {
        let mut met = [0.0; 4];
        for (j, of_other) in people.iter().enumerate().filter(|&(j, _)| j != i) {
            let Some(time) = times.milliseconds(i, j) else { continue };
            for limit in (0..PAIRS_MIN.len()).filter(|&limit| time <= PAIRS_MIN[limit] * 60_000) {
                found.pairs[limit] += 1.0;
                met[limit] += of_other;
            }
        }
        for (sum, met) in found.of_people.iter_mut().zip(met) {
            *sum += people[i] * met;
        }
    }
    found
}

/// Every count before and after.
pub(super) fn thresholds(base: &Study, plan: &Study, cores: Option<&Cores>) -> Vec<Threshold> {
    let n = base.cities.len();
    let people: Vec<f64> = (0..n).map(|city| people_of(&base.population, city).unwrap_or(0.0)).collect();
    let all: f64 = people.iter().sum();
    let pairs_of_people: f64 = people.iter().map(|p| p * (all - p)).sum();
    let (was, is) = (within(&base.times, &people), within(&plan.times, &people));
    let mut found = Vec::new();
    let mut push = |counted, limit_min, before, after, of| {
        found.push(Threshold { counted, limit_min, before, after, of });
    };
    for (i, &limit) in PAIRS_MIN.iter().enumerate() {
        push(Counted::Pairs, limit, was.pairs[i], is.pairs[i], Some((n * n.saturating_sub(1)) as f64));
    }
    for (i, &limit) in PAIRS_MIN.iter().enumerate().filter(|_| pairs_of_people > 0.0) {
        let share = |within: &Within| within.of_people[i] / pairs_of_people;
        push(Counted::PairsOfPeople, limit, share(&was), share(&is), Some(1.0));
    }
    for (i, &limit) in PAIRS_MIN.iter().enumerate().filter(|_| all > 0.0) {
        push(Counted::Met, limit, was.of_people[i] / all, is.of_people[i] / all, None);
    }
    if let Some(cores) = cores {
        for limit in CORE_MIN {
            let near = |times: &TravelTimes| {
                (0..n).filter(|&city| cores.near(city, times, limit * 60_000)).map(|city| people[city]).sum()
            };
            push(Counted::NearCore, limit, near(&base.times), near(&plan.times), Some(all));
        }
    }
    found
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "the numbers are chosen to come out without rounding")]
mod tests {
    use super::*;

    #[test]
    fn a_trip_of_exactly_the_limit_is_within_it() {
        let times = TravelTimes::from_minutes(&[
            vec![Some(0.0), Some(60.0), None],
            vec![Some(60.1), Some(0.0), Some(240.0)],
            vec![None, Some(240.0), Some(0.0)],
        ]);
        let found = within(&times, &[2.0, 3.0, 5.0]);
        assert_eq!(found.pairs, [1.0, 2.0, 2.0, 4.0]);
        assert_eq!(found.of_people, [6.0, 12.0, 12.0, 42.0]);
    }
}
