//! Clusters by the pull of the cores, as in the models of Huff and Hansen.

use super::greatest;
use crate::cluster::cores::bad_values;
use crate::cluster::{Membership, Role, RunnerUp};
use crate::error::{Code, Error, Finding, Result};
use crate::network::TravelTimes;

/// How cores draw and when a city is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HuffRule {
    /// Power of travel time. Default 2, as in Reilly's law.
    pub exponent: f64,
    /// Power of size. Default 1.
    pub size_exponent: f64,
    /// The least share of a city's choices that makes it a member of the core with the greatest share, from 0 to 1.
    /// Default 0.5: more than half of what it would exchange with all cores goes to one of them.
    pub least_share: f64,
    /// The least share that makes it fringe, not above `least_share`. Default 0: every city that reaches a core.
    pub fringe_share: f64,
}

impl Default for HuffRule {
    fn default() -> Self {
        Self { exponent: 2.0, size_exponent: 1.0, least_share: 0.5, fringe_share: 0.0 }
    }
}

/// Clusters around cores by pull: every other city belongs to the core that has the greatest share of its choices.
///
/// # Formula
/// `p_ik = S_k^a t_ik^−b / Σ_c S_c^a t_ic^−b`, `c` over all cores
///
/// # Units
/// `sizes` in any unit; times in minutes; shares from 0 to 1.
///
/// # Conventions
/// Each core heads a cluster of its own, in the order given. A share of exactly the least one makes a member. Of equal
/// shares the core of lower index wins. Shares of cores are those that they would have of each other, without
/// themselves; they say in [`Membership::runner_up`] which other core draws them most. The sum of shares over the
/// cores is also the share of the potential of a gravity model that comes from each: the size of the city itself cancels.
///
/// A share says which of the cores draws a city most, not how much: a city far from all cores has shares as well. Limit
/// them by time with [`by_time_to`](crate::cluster::by_time_to), or by share of all flow with
/// [`functional_areas`](super::functional_areas).
///
/// # Errors
/// A core whose size is negative, not finite or zero; a core at no time from a city; exponents that are not above zero;
/// shares that are not from 0 to 1 or in the wrong order; all in one error.
///
/// # Panics
/// If origins and destinations are not the same places, there is not one size for each, or a core is none of them.
///
/// # Example
/// ```
/// use jingwei::cluster::{HuffRule, Role, by_huff};
/// use jingwei::network::TravelTimes;
///
/// // B lies halfway between A of size 3 and C of size 1.
/// let times = TravelTimes::from_minutes(&[
///     vec![Some(0.0), Some(30.0), Some(60.0)],
///     vec![Some(30.0), Some(0.0), Some(30.0)],
///     vec![Some(60.0), Some(30.0), Some(0.0)],
/// ]);
/// let clusters = by_huff(&times, &[3.0, 0.5, 1.0], &[0, 2], &HuffRule::default())?;
/// assert_eq!(clusters.role, [Role::Core, Role::Member, Role::Core]);
/// assert_eq!(clusters.core[1], Some(0));
/// assert!((clusters.number[1].unwrap() - 0.75).abs() < 1e-12);
/// assert!((clusters.runner_up[1].unwrap().number - 0.25).abs() < 1e-12);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Huff, D. L. (1964). Defining and estimating a trading area. *Journal of Marketing* 28(3).
pub fn by_huff(
    times: &TravelTimes,
    sizes: &[f64],
    cores: &[usize],
    rule: &HuffRule,
) -> Result<Membership<f64>> {
    assert_eq!(times.origins(), times.destinations(), "origins and destinations are the same places");
    assert_eq!(sizes.len(), times.origins(), "one size for each place");
    check(times, sizes, cores, rule)?;
    let mut membership = Membership::outside(sizes.len(), cores.to_vec());
    let mut number = vec![None; sizes.len()];
    cores.iter().enumerate().for_each(|(cluster, &core)| number[core] = Some(cluster));
    let mut sorted = cores.to_vec();
    sorted.sort_unstable();
    let size: Vec<f64> = sorted.iter().map(|&core| libm::log(sizes[core]) * rule.size_exponent).collect();
    for city in 0..sizes.len() {
        // As logarithms, less the greatest, so that no size and no power of it overflows.
        let pulls: Vec<(usize, f64)> = sorted
            .iter()
            .zip(&size)
            .filter(|(core, _)| **core != city)
            .filter_map(|(&core, size)| {
                Some((core, size - rule.exponent * libm::log(times.minutes(city, core)?.get())))
            })
            .collect();
        let most = pulls.iter().map(|pull| pull.1).fold(f64::NEG_INFINITY, f64::max);
        let pulls: Vec<_> = pulls.into_iter().map(|(core, pull)| (core, libm::exp(pull - most))).collect();
        let all: f64 = pulls.iter().map(|pull| pull.1).sum();
        let first = greatest(pulls.iter().copied());
        let own = if number[city].is_some() { None } else { first };
        let second = greatest(pulls.iter().copied().filter(|pull| Some(pull.0) != own.map(|own| own.0)));
        membership.runner_up[city] = second
            .and_then(|(core, pull)| Some(RunnerUp { core, cluster: number[core]?, number: pull / all }));
        if number[city].is_some() {
            membership.role[city] = Role::Core;
            membership.cluster[city] = number[city];
        } else if let Some((core, pull)) = first {
            let share = pull / all;
            membership.core[city] = Some(core);
            membership.number[city] = Some(share);
            membership.role[city] = match share {
                share if share >= rule.least_share => Role::Member,
                share if share >= rule.fringe_share => Role::Fringe,
                _ => Role::Outside,
            };
            membership.cluster[city] = number[core].filter(|_| membership.role[city] != Role::Outside);
        }
    }
    if cores.is_empty() {
        membership.findings.push(Finding::new(Code::NoCore, "there is no core that could draw a city"));
    }
    Ok(membership)
}

fn check(times: &TravelTimes, sizes: &[f64], cores: &[usize], rule: &HuffRule) -> Result<()> {
    let of_cores: Vec<Option<f64>> =
        (0..sizes.len()).map(|city| cores.contains(&city).then_some(sizes[city])).collect();
    let mut findings = bad_values(&of_cores, "size");
    for &core in cores {
        if sizes[core] == 0.0 {
            let what = format!("core {} in study order has no size with which to draw", core + 1);
            findings.push(Finding::new(Code::BadValue, what).field("size").value(0));
        }
        let near = (0..sizes.len()).find(|&city| city != core && times.milliseconds(city, core) == Some(0));
        if let Some(city) = near {
            let what = format!("city {} in study order is at no time from core {}", city + 1, core + 1);
            findings.push(Finding::new(Code::ZeroTime, what));
        }
    }
    let mut setting = |holds: bool, field: &str, what: &str, value: f64| {
        if !holds {
            findings.push(Finding::new(Code::BadSetting, what).field(field).value(value));
        }
    };
    for (field, value) in [("exponent", rule.exponent), ("size_exponent", rule.size_exponent)] {
        setting(value > 0.0 && value.is_finite(), field, "an exponent is above zero", value);
    }
    for (field, value) in [("least_share", rule.least_share), ("fringe_share", rule.fringe_share)] {
        setting((0.0..=1.0).contains(&value), field, "a share lies between 0 and 1", value);
    }
    let holds =
        rule.fringe_share <= rule.least_share || rule.fringe_share.is_nan() || rule.least_share.is_nan();
    setting(holds, "fringe_share", "the fringe is drawn less than the members", rule.fringe_share);
    Error::if_any(&findings)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn times() -> TravelTimes {
        TravelTimes::from_minutes(&[
            vec![Some(9.0), Some(40.0), Some(90.0), None],
            vec![Some(20.0), Some(0.0), Some(20.0), None],
            vec![Some(90.0), Some(30.0), Some(9.0), None],
            vec![None, None, None, Some(9.0)],
        ])
    }

    #[test]
    fn equal_pulls_go_to_the_lower_index_and_who_reaches_no_core_is_outside() {
        let rule = HuffRule { least_share: 0.5, ..HuffRule::default() };
        let found = by_huff(&times(), &[5.0, 1.0, 5.0, 1.0], &[2, 0], &rule).unwrap();
        assert_eq!(found.cores, [2, 0]);
        assert_eq!((found.core[1], found.number[1], found.role[1]), (Some(0), Some(0.5), Role::Member));
        assert_eq!(found.cluster, [Some(1), Some(1), Some(0), None]);
        assert_eq!((found.role[3], found.core[3], found.runner_up[3]), (Role::Outside, None, None));
        assert_eq!(found.runner_up[0].map(|next| next.core), Some(2));
        let strict = HuffRule { least_share: 0.6, fringe_share: 0.51, ..rule };
        let found = by_huff(&times(), &[5.0, 1.0, 5.0, 1.0], &[2, 0], &strict).unwrap();
        assert_eq!((found.role[1], found.cluster[1], found.core[1]), (Role::Outside, None, Some(0)));
    }

    #[test]
    fn great_powers_do_not_overflow() {
        let rule = HuffRule { size_exponent: 400.0, exponent: 300.0, ..HuffRule::default() };
        let found = by_huff(&times(), &[1e8, 1.0, 2e8, 1.0], &[0, 2], &rule).unwrap();
        assert_eq!((found.core[1], found.number[1]), (Some(2), Some(1.0)));
    }

    #[test]
    fn bad_input_is_refused_all_at_once() {
        let rule = HuffRule { exponent: 0.0, least_share: 0.1, fringe_share: 2.0, ..HuffRule::default() };
        let error = by_huff(&times(), &[0.0, 1.0, -1.0, 1.0], &[0, 2], &rule).unwrap_err().to_string();
        for part in ["`-1`", "core 1", "exponent", "fringe_share"] {
            assert!(error.contains(part), "{part} in {error}");
        }
        let at_once = TravelTimes::from_minutes(&[vec![Some(0.0), Some(0.0)], vec![Some(0.0), Some(0.0)]]);
        let error = by_huff(&at_once, &[1.0, 1.0], &[0], &HuffRule::default()).unwrap_err().to_string();
        assert!(error.contains("city 2"), "{error}");
        let none = by_huff(&times(), &[1.0; 4], &[], &HuffRule::default()).unwrap();
        assert_eq!((none.findings[0].code, none.role), (Code::NoCore, vec![Role::Outside; 4]));
    }
}
