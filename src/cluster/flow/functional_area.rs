//! Functional urban areas: cores and the places that send them a good part of their flow.

use super::{FlowMatrix, greatest};
use crate::cluster::{Membership, Role, RunnerUp};
use crate::error::{Code, Error, Finding, Result};

/// From which share of its flow on a place belongs to a core.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct FunctionalAreaRule {
    /// The least share of a place's flow that goes to the core, from 0 to 1. Default 0.15, as OECD and EC have it.
    pub least_share: f64,
    /// The least share of a core's flow that goes to another core and makes both one; `None` for cores that stay apart.
    /// Default 0.15.
    pub core_share: Option<f64>,
}

impl Default for FunctionalAreaRule {
    fn default() -> Self {
        Self { least_share: 0.15, core_share: Some(0.15) }
    }
}

/// Functional urban areas: cores that exchange enough are one, and every place belongs to the core to which most of its
/// flow goes, if that is at least a given share of all its flow.
///
/// # Rule
/// 1. Two cores are one where at least `core_share` of the flow of one of them goes to the other; and so on through all
///    pairs, so that a chain of cores is one. The greatest of them heads the area.
/// 2. Every other place: of the areas' cores, all cores of an area together, the one to which most of its flow goes; a
///    member if that is at least `least_share` of all its flow, what stays there included.
///
/// # Units
/// Flows in any unit (commuters in the original, or those of a model); shares from 0 to 1.
///
/// # Conventions
/// `cores` come in the order of their importance, the greatest first. A share of exactly the least one is enough. Of
/// equal flows the area numbered first wins. [`Membership::core`] is the head of the area, for a secondary core and for
/// members alike, and the number is the share that goes to all its cores. Flows must hold those who stay, on the
/// diagonal, if shares are to be those of the original: of all employed residents. The original then adds enclaves and
/// drops exclaves, by contiguity; here the flow alone decides.
///
/// # Errors
/// A share that is not from 0 to 1, all of them in one error.
///
/// # Panics
/// If a core is no place or given twice.
///
/// # Example
/// ```
/// use jingwei::cluster::{FlowMatrix, FunctionalAreaRule, Role, functional_areas};
///
/// // Of 100 workers of the suburb 20 go to the city; of those of the village 10.
/// let rows = [[95.0, 5.0, 0.0], [20.0, 80.0, 0.0], [10.0, 0.0, 90.0]];
/// let flows = FlowMatrix::new(3, |i, j| rows[i][j])?;
/// let areas = functional_areas(&flows, &[0], &FunctionalAreaRule::default())?;
/// assert_eq!(areas.role, [Role::Core, Role::Member, Role::Outside]);
/// assert_eq!(areas.number, [None, Some(0.2), Some(0.1)]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Dijkstra, L., Poelman, H. and Veneri, P. (2019). The EU-OECD definition of a functional urban area. *OECD Regional
/// Development Working Papers* 2019/11. <https://doi.org/10.1787/d58cb34d-en>
pub fn functional_areas(
    flows: &FlowMatrix,
    cores: &[usize],
    rule: &FunctionalAreaRule,
) -> Result<Membership<f64>> {
    check(rule)?;
    let places = flows.places();
    let out: Vec<f64> = (0..places).map(|i| flows.outflow(i)).collect();
    let share = |i: usize, flow: f64| if out[i] > 0.0 { flow / out[i] } else { 0.0 };
    let area = merged(cores, |a, b| {
        rule.core_share.is_some_and(|least| {
            let flow = flows.row(a)[b];
            flow > 0.0 && share(a, flow) >= least
        })
    });
    let heads: Vec<usize> = (0..cores.len()).filter(|&at| area[at] == at).map(|at| cores[at]).collect();
    let number = |at: usize| heads.iter().position(|&head| head == cores[area[at]]);
    let mut area_of_core = vec![None; places];
    (0..cores.len()).for_each(|at| area_of_core[cores[at]] = number(at));
    let mut membership = Membership::outside(places, heads.clone());
    for city in 0..places {
        let mut to = vec![0.0; heads.len()];
        for (j, flow) in flows.row(city).iter().enumerate().filter(|&(j, _)| j != city) {
            if let Some(area) = area_of_core[j] {
                to[area] += flow;
            }
        }
        let own = area_of_core[city];
        let (best, role) = match own {
            Some(cluster) if heads[cluster] == city => (None, Role::Core),
            Some(cluster) => (Some((cluster, to[cluster])), Role::SecondaryCore),
            None => {
                let best = greatest(to.iter().copied().enumerate());
                let enough = best.is_some_and(|(_, flow)| share(city, flow) >= rule.least_share);
                (best, if enough { Role::Member } else { Role::Outside })
            }
        };
        membership.role[city] = role;
        membership.core[city] = best.map(|(area, _)| heads[area]);
        membership.number[city] = best.map(|(_, flow)| share(city, flow));
        membership.cluster[city] = own.or(best.map(|best| best.0).filter(|_| role == Role::Member));
        let taken = own.or(best.map(|best| best.0));
        let others = to.iter().copied().enumerate().filter(|&(area, _)| Some(area) != taken);
        membership.runner_up[city] = greatest(others).map(|(area, flow)| RunnerUp {
            core: heads[area],
            cluster: area,
            number: share(city, flow),
        });
    }
    if cores.is_empty() {
        membership
            .findings
            .push(Finding::new(Code::NoCore, "there is no core to which a place could belong"));
    }
    Ok(membership)
}

/// For each core the first of those that are one with it.
fn merged(cores: &[usize], are_one: impl Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut area: Vec<usize> = (0..cores.len()).collect();
    for (a, b) in (0..cores.len()).flat_map(|a| (0..a).map(move |b| (a, b))) {
        if area[a] != area[b] && (are_one(cores[a], cores[b]) || are_one(cores[b], cores[a])) {
            let (first, later) = (area[a].min(area[b]), area[a].max(area[b]));
            area.iter_mut().filter(|area| **area == later).for_each(|area| *area = first);
        }
    }
    area
}

fn check(rule: &FunctionalAreaRule) -> Result<()> {
    let shares = [Some(rule.least_share), rule.core_share];
    let mut findings = Vec::new();
    for (field, share) in ["least_share", "core_share"].into_iter().zip(shares) {
        if let Some(share) = share.filter(|share| !(0.0..=1.0).contains(share)) {
            let what = "a share lies between 0 and 1";
            findings.push(Finding::new(Code::BadSetting, what).field(field).value(share));
        }
    }
    Error::if_any(&findings)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flows() -> FlowMatrix {
        // Cores 0, 1, 2; 3 sends 8 to 0 and 1 together, 9 to 2; 4 nothing.
        let rows = [
            [84.0, 8.0, 8.0, 0.0, 0.0],
            [15.0, 85.0, 0.0, 0.0, 0.0],
            [2.0, 3.0, 95.0, 0.0, 0.0],
            [10.0, 6.0, 15.0, 69.0, 0.0],
            [0.0; 5],
        ];
        FlowMatrix::new(5, |i, j| rows[i][j]).unwrap()
    }

    #[test]
    fn cores_that_exchange_enough_draw_together() {
        use Role::{Core, Member, Outside, SecondaryCore};
        let found = functional_areas(&flows(), &[0, 1, 2], &FunctionalAreaRule::default()).unwrap();
        assert_eq!(found.cores, [0, 2]);
        assert_eq!(found.role, [Core, SecondaryCore, Core, Member, Outside]);
        assert_eq!(found.cluster, [Some(0), Some(0), Some(1), Some(0), None]);
        assert_eq!((found.core[3], found.number[3]), (Some(0), Some(0.16)), "10 and 6 of 100");
        assert_eq!(found.runner_up[3], Some(RunnerUp { core: 2, cluster: 1, number: 0.15 }));
        assert_eq!((found.core[1], found.number[1]), (Some(0), Some(0.15)));
        assert_eq!((found.core[4], found.number[4]), (None, None));
        let apart = FunctionalAreaRule { core_share: None, ..FunctionalAreaRule::default() };
        let found = functional_areas(&flows(), &[0, 1, 2], &apart).unwrap();
        assert_eq!((found.cores, found.cluster[3], found.number[3]), (vec![0, 1, 2], Some(2), Some(0.15)));
    }

    #[test]
    fn chains_of_cores_are_one() {
        assert_eq!(merged(&[5, 3, 9, 7], |a, b| (a, b) == (7, 9) || (a, b) == (9, 3)), [0, 1, 1, 1]);
        assert_eq!(merged(&[5, 3, 9, 7], |a, b| a + b == 12), [0, 1, 1, 0]);
    }

    #[test]
    fn bad_shares_are_refused_and_no_core_is_said() {
        let rule = FunctionalAreaRule { least_share: -0.1, core_share: Some(f64::NAN) };
        let error = functional_areas(&flows(), &[0], &rule).unwrap_err().to_string();
        assert!(error.contains("least_share") && error.contains("core_share"), "{error}");
        let none = functional_areas(&flows(), &[], &FunctionalAreaRule::default()).unwrap();
        assert_eq!((none.findings[0].code, none.role), (Code::NoCore, vec![Role::Outside; 5]));
    }
}
