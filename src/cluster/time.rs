//! Clusters by rule: within so many minutes of a core city.

use super::cores::{CoreRule, cores};
use super::membership::{Membership, Role, RunnerUp};
use crate::error::{Code, Error, Finding, Result};
use crate::network::TravelTimes;
use crate::units::Minutes;

/// What makes a core, a member and a fringe city.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct TimeRule {
    /// A city with at least this population is a core; in the unit of the populations.
    pub core_population: f64,
    /// A city within this time of its nearest core is a member. Default 60 minutes, the usual commuting
    /// circle of a metropolitan area.
    pub member: Minutes,
    /// A city farther than `member` but within this time is fringe. Default 120 minutes.
    pub fringe: Minutes,
    /// Whether a core within `member` of a more populous core belongs to that core's cluster. Default true,
    /// so that twin cities make one cluster.
    pub merge_cores: bool,
}

impl TimeRule {
    /// Cores from `core_population` on, members within 60 minutes, fringe within 120, near cores merged.
    #[must_use]
    pub fn new(core_population: f64) -> Self {
        Self { core_population, member: Minutes::new(60.0), fringe: Minutes::new(120.0), merge_cores: true }
    }
}

/// Clusters around core cities: every other city belongs to the core that it reaches soonest.
///
/// # Rule
/// 1. A city with at least `core_population` is a core.
/// 2. With `merge_cores`, a core within `member` of a more populous core joins the nearest such core, and
///    with it the cluster which that one belongs to. The cores that join none head the clusters.
/// 3. Every other city goes to its nearest core, secondary cores included: within `member` as a member,
///    within `fringe` as fringe, farther off it is outside.
///
/// # Units
/// `populations` and `core_population` in one unit, whichever it is; times in minutes.
///
/// # Conventions
/// Times run from the city to the core, as people commute. A time of exactly `member` or `fringe` is within
/// it. Of two cores at equal time the one with the lower index decides; of two cores of equal population the
/// one with the lower index is the more populous. A city without a population is no core but may be a
/// member. A city that reaches no core is outside, without minutes.
///
/// # Errors
/// A population that is negative or not finite, a `core_population` that is not above zero, a negative
/// `member`, or a `fringe` below `member`, all in one error.
///
/// # Panics
/// If origins and destinations are not the same places, or `populations` does not have one value for each.
///
/// # Example
/// ```
/// use jingwei::cluster::{Role, TimeRule, by_time};
/// use jingwei::network::TravelTimes;
/// use jingwei::units::Minutes;
///
/// // A line of cities: A –45– B –40– C, and A, of 8 million, is the core.
/// let times = TravelTimes::from_minutes(&[
///     vec![Some(0.0), Some(45.0), Some(85.0)],
///     vec![Some(45.0), Some(0.0), Some(40.0)],
///     vec![Some(85.0), Some(40.0), Some(0.0)],
/// ]);
/// let clusters = by_time(&times, &[Some(8e6), Some(2e6), Some(1e6)], &TimeRule::new(3e6))?;
/// assert_eq!(clusters.role, [Role::Core, Role::Member, Role::Fringe]);
/// assert_eq!(clusters.number[2], Some(Minutes::new(85.0)));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn by_time(
    times: &TravelTimes,
    populations: &[Option<f64>],
    rule: &TimeRule,
) -> Result<Membership<Minutes>> {
    assert_eq!(populations.len(), times.origins(), "one population for each place");
    check(populations, rule)?;
    let cores = cores(populations, &CoreRule::Least(rule.core_population))?;
    let mut membership = by_time_to(times, &cores, rule)?;
    if cores.is_empty() {
        let what = "no city has the population that makes a core";
        let finding = Finding::new(Code::NoCore, what).field("core_population").value(rule.core_population);
        membership.findings.push(finding);
    }
    Ok(membership)
}

/// The clusters of [`by_time`] around cores chosen by any other rule, such as those of [`cores`](fn@cores).
///
/// # Conventions
/// `cores` come in the order of their importance, the greatest first: near cores join one that comes before them.
/// [`TimeRule::core_population`] has no part in it. A core from which and to which no other city has a path heads a cluster
/// of its own, and is said.
///
/// # Errors
/// A negative `member`, or a `fringe` below `member`.
///
/// # Panics
/// If origins and destinations are not the same places, or a core is none of them or given twice.
///
/// # Example
/// ```
/// use jingwei::cluster::{CoreRule, Role, TimeRule, by_time_to, cores};
/// use jingwei::network::TravelTimes;
///
/// let times = TravelTimes::from_minutes(&[
///     vec![Some(0.0), Some(45.0), Some(85.0)],
///     vec![Some(45.0), Some(0.0), Some(40.0)],
///     vec![Some(85.0), Some(40.0), Some(0.0)],
/// ]);
/// let largest = cores(&[Some(3.0), Some(1.0), Some(2.0)], &CoreRule::Rank(2))?;
/// let clusters = by_time_to(&times, &largest, &TimeRule::new(1.0))?;
/// assert_eq!(clusters.cores, [0, 2]);
/// assert_eq!(clusters.core[1], Some(2)); // 40 minutes against 45
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn by_time_to(times: &TravelTimes, cores: &[usize], rule: &TimeRule) -> Result<Membership<Minutes>> {
    assert_eq!(times.origins(), times.destinations(), "origins and destinations are the same places");
    check(&[], &TimeRule { core_population: 1.0, ..*rule })?;
    let places = times.origins();
    let joined = joined_cores(times, cores, rule);
    let (heads, cluster_of_core) = clusters(places, cores, &joined);
    let mut membership = Membership::outside(places, heads);
    for (&core, what) in cores.iter().filter_map(|core| Some((core, alone(times, *core)?))) {
        let finding = Finding::new(Code::LonelyCore, what).value(core + 1);
        membership.findings.push(finding);
    }
    for (&core, &join) in cores.iter().zip(&joined) {
        membership.cluster[core] = cluster_of_core[core];
        membership.role[core] = if join.is_some() { Role::SecondaryCore } else { Role::Core };
        membership.core[core] = join;
        membership.number[core] = join.and_then(|other| times.minutes(core, other));
    }
    for city in 0..places {
        if membership.role[city] == Role::Outside
            && let Some(nearest) = nearest_core(times, city, &cluster_of_core, None)
        {
            membership.core[city] = Some(nearest.core);
            membership.number[city] = Some(nearest.number);
            if nearest.number <= rule.fringe {
                membership.cluster[city] = Some(nearest.cluster);
                membership.role[city] =
                    if nearest.number <= rule.member { Role::Member } else { Role::Fringe };
            }
        }
        let own = membership.core[city].map_or(cluster_of_core[city], |core| cluster_of_core[core]);
        membership.runner_up[city] = nearest_core(times, city, &cluster_of_core, own);
    }
    Ok(membership)
}

/// What is said of a core that no other place reaches and that reaches none.
fn alone(times: &TravelTimes, core: usize) -> Option<&'static str> {
    let meets = |other: usize| times.milliseconds(core, other).or(times.milliseconds(other, core)).is_some();
    let alone = times.origins() > 1 && !(0..times.origins()).any(|other| other != core && meets(other));
    alone.then_some("the network joins this core, counted in study order, to no other city")
}

/// For each core the nearest more populous one within `member`, if cores merge.
fn joined_cores(times: &TravelTimes, cores: &[usize], rule: &TimeRule) -> Vec<Option<usize>> {
    let join = |(rank, &core): (usize, &usize)| {
        let larger = cores[..rank].iter().filter(|_| rule.merge_cores);
        let near = larger.filter_map(|&other| Some((times.milliseconds(core, other)?, other)));
        let (time, other) = near.min()?;
        (Minutes::from_milliseconds(time) <= rule.member).then_some(other)
    };
    cores.iter().enumerate().map(join).collect()
}

/// The cores that head a cluster, and the cluster of every core.
fn clusters(cities: usize, cores: &[usize], joined: &[Option<usize>]) -> (Vec<usize>, Vec<Option<usize>>) {
    let mut heads = Vec::new();
    let mut cluster_of_core = vec![None; cities];
    for (&core, join) in cores.iter().zip(joined) {
        // A core joins only one before it in rank, whose cluster is therefore known.
        cluster_of_core[core] = join.map_or(Some(heads.len()), |other| cluster_of_core[other]);
        if join.is_none() {
            heads.push(core);
        }
    }
    (heads, cluster_of_core)
}

/// The core that `city` reaches soonest, leaving out the cores of `cluster` and the city itself.
fn nearest_core(
    times: &TravelTimes,
    city: usize,
    cluster_of_core: &[Option<usize>],
    without: Option<usize>,
) -> Option<RunnerUp<Minutes>> {
    let others = (0..cluster_of_core.len())
        .filter(|&core| core != city && cluster_of_core[core].is_some() && cluster_of_core[core] != without);
    let (time, core) = others.filter_map(|core| Some((times.milliseconds(city, core)?, core))).min()?;
    Some(RunnerUp { core, cluster: cluster_of_core[core]?, number: Minutes::from_milliseconds(time) })
}

fn check(populations: &[Option<f64>], rule: &TimeRule) -> Result<()> {
    let mut findings = Vec::new();
    for (city, population) in populations.iter().enumerate() {
        if let Some(population) = population
            && !(*population >= 0.0 && population.is_finite())
        {
            let what = format!("value {} in study order is negative or not finite", city + 1);
            findings.push(Finding::new(Code::BadValue, what).field("population").value(population));
        }
    }
    let mut setting = |holds: bool, field: &str, what: &str, value: String| {
        if !holds {
            findings.push(Finding::new(Code::BadSetting, what).field(field).value(value));
        }
    };
    let threshold = rule.core_population;
    let positive = threshold > 0.0 && threshold.is_finite();
    setting(positive, "core_population", "a core has a population above zero", threshold.to_string());
    let what = "a limit on travel time is not negative";
    setting(rule.member >= Minutes::ZERO, "member", what, rule.member.to_string());
    let what = "the fringe lies beyond the members";
    setting(rule.fringe >= rule.member, "fringe", what, rule.fringe.to_string());
    Error::if_any(&findings)
}

#[cfg(test)]
mod tests;
