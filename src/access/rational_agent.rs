//! Rational agents: what travel and crowding cost those who choose the best site.

use super::floating_catchment::check_sides;
use crate::error::{Code, Finding, Result};
use crate::network::TravelTimes;
use crate::units::Minutes;

/// How [`rational_agent`] counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RationalAgentOptions {
    /// Demand per unit of supply at which crowding costs 1. `None`, the default, as in the paper: all demand
    /// over all supply.
    pub demand_per_supply: Option<f64>,
    /// Equilibrium is reached when, at no origin, the mean cost exceeds that of its best site by a larger share.
    pub tolerance: f64,
    /// How often every origin may choose anew before the search is given up.
    pub sweeps: usize,
}

impl Default for RationalAgentOptions {
    fn default() -> Self {
        Self { demand_per_supply: None, tolerance: 1e-12, sweeps: 20_000 }
    }
}

/// An equilibrium in which nobody gains by going elsewhere.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct RationalAgent {
    /// Cost of travel and crowding to each origin, without unit; `None` where it reaches no site with supply.
    pub costs: Vec<Option<f64>>,
    /// Demand that goes to each site.
    pub visits: Vec<f64>,
    /// Demand of the origins that reach no site with supply: it goes nowhere.
    pub unserved: f64,
    /// The largest share by which an origin's mean cost exceeds that of its best site.
    pub gap: f64,
    /// How often every origin chose.
    pub sweeps: usize,
    agents: Vec<Vec<Site>>,
    capacity: Vec<f64>,
}

/// A site as the people of one origin find it in equilibrium.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AgentChoice {
    /// Which destination.
    pub destination: usize,
    /// Cost of travel and crowding there, without unit.
    pub cost: f64,
    /// Demand of the origin that goes there; 0 where another site costs less.
    pub going: f64,
}

impl RationalAgent {
    /// Every site that `origin` reaches, in study order. The least of their costs is the cost of the origin, to the
    /// last bit.
    ///
    /// # Panics
    /// If there is no such origin.
    pub fn choices(&self, origin: usize) -> impl Iterator<Item = AgentChoice> {
        self.agents[origin].iter().map(|site| AgentChoice {
            destination: site.destination,
            cost: site.cost(&self.visits, &self.capacity),
            going: site.going,
        })
    }
}

/// What reaching a site and sharing it with others costs each origin, when all choose the cheapest.
///
/// # Formula
/// `C_i = min_j (t_ij / τ + Σ_k r_kj / (ρ S_j))`, where `r_ij` is the demand of `i` that goes to `j`, `Σ_j r_ij = D_i`,
/// and `r_ij > 0` only where `j` has that least cost.
///
/// The costs are those of the least of a convex function (travel plus half of crowding), so there is one answer.
/// It is found by letting one origin after another choose its best exactly, given the others.
///
/// # Units
/// `demand` and `supply` in any unit, one value for each origin and one for each destination; `tau` in minutes: the
/// time that weighs as much as crowding at `ρ`, demand per unit of supply. The result has no unit.
///
/// # Conventions
/// A pair without a path and a site without supply are no choice; an origin with no other is `None` and its
/// demand is `unserved` (it still counts in the default `ρ`). An origin without demand has the cost that its
/// first inhabitant would meet. Less is better. PySAL `access` moves whole people for a fixed number of rounds and
/// gives the mean cost it has come to; this is the equilibrium that it approaches.
///
/// # Errors
/// A demand or supply that is negative or not finite (all of them in one error); no demand or no supply
/// anywhere; a `tau`, `ρ` or tolerance that is not above zero; and a search that has not come within
/// `tolerance` after as many `sweeps`: there is then no answer rather than a rough one.
///
/// # Panics
/// If `demand` does not have one value for each origin, or `supply` one for each destination.
///
/// # Example
/// ```
/// use jingwei::access::{RationalAgentOptions, rational_agent};
/// use jingwei::network::TravelTimes;
/// use jingwei::units::Minutes;
///
/// // 100 people between a site at no distance and one at half of tau; each site holds 50.
/// let times = TravelTimes::from_minutes(&[vec![Some(0.0), Some(30.0)]]);
/// let options = RationalAgentOptions::default();
/// let choice = rational_agent(&times, &[100.0], &[50.0, 50.0], Minutes::new(60.0), &options)?;
/// assert_eq!(choice.visits, [62.5, 37.5]); // 62.5/50 = 1.25 = ½ + 37.5/50
/// assert_eq!(choice.costs, [Some(1.25)]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Saxon, J. and Snow, D. (2020). A rational agent model for the spatial accessibility of primary health care.
/// *Annals of the American Association of Geographers* 110(1).
pub fn rational_agent(
    times: &TravelTimes,
    demand: &[f64],
    supply: &[f64],
    tau: Minutes,
    options: &RationalAgentOptions,
) -> Result<RationalAgent> {
    check_sides(times, demand, supply)?;
    let above_zero = |value: f64, field: &str| -> Result<f64> {
        if value > 0.0 && value.is_finite() {
            return Ok(value);
        }
        let what = "a rational agent needs a finite number above zero here";
        Err(Finding::new(Code::BadSetting, what).field(field).value(value).into())
    };
    let tau = above_zero(tau.get(), "tau")?;
    let tolerance = above_zero(options.tolerance, "tolerance")?;
    let unserved =
        |i: usize| !(0..supply.len()).any(|j| supply[j] > 0.0 && times.milliseconds(i, j).is_some());
    let left_over = (0..demand.len()).filter(|&i| unserved(i)).fold(0.0, |sum, i| sum + demand[i]);
    let total: f64 = supply.iter().sum();
    if total == 0.0 || demand.is_empty() {
        // No site at all, or nobody at all.
        let (costs, visits) = (vec![None; demand.len()], vec![0.0; supply.len()]);
        let (agents, capacity) = (vec![Vec::new(); demand.len()], Vec::new());
        return Ok(RationalAgent {
            costs,
            visits,
            unserved: left_over,
            gap: 0.0,
            sweeps: 0,
            agents,
            capacity,
        });
    }
    let rho = options.demand_per_supply.unwrap_or_else(|| demand.iter().sum::<f64>() / total);
    let rho = above_zero(rho, "demand_per_supply")?;
    let sites = |i: usize| -> Vec<Site> {
        let reached = times.row(i).enumerate().filter(|&(j, _)| supply[j] > 0.0);
        let site = |(j, time): (usize, Option<Minutes>)| time.map(|time| (j, time.get() / tau));
        let reached = reached.filter_map(site);
        reached.map(|(destination, travel)| Site { destination, travel, going: 0.0 }).collect()
    };
    let capacity: Vec<f64> = supply.iter().map(|supply| supply * rho).collect();
    if capacity.iter().zip(supply).any(|(capacity, supply)| *supply > 0.0 && !(capacity.is_normal())) {
        let what = "a supply is too small or too large a number beside the demand";
        return Err(Finding::new(Code::BadValue, what).field("supply").into());
    }
    let mut agents: Vec<Vec<Site>> = (0..demand.len()).map(sites).collect();
    let mut gap = f64::INFINITY;
    for sweep in 1..=options.sweeps {
        // Summed afresh, so that the rounding of many moves does not add up.
        let mut visits = visits(&agents, supply.len());
        for (agent, &demand) in agents.iter_mut().zip(demand) {
            choose(agent, demand, &mut visits, &capacity);
        }
        let visits = self::visits(&agents, supply.len());
        gap = agents
            .iter()
            .zip(demand)
            .map(|(agent, &d)| excess(agent, d, &visits, &capacity))
            .fold(0.0, f64::max);
        if gap <= tolerance {
            let costs = agents.iter().map(|agent| least(agent, &visits, &capacity)).collect();
            return Ok(RationalAgent {
                costs,
                visits,
                unserved: left_over,
                gap,
                sweeps: sweep,
                agents,
                capacity,
            });
        }
    }
    let what = format!("no equilibrium after {} rounds of choices: the gap is still {gap:e}", options.sweeps);
    let hint = "allow more `sweeps`, or a larger `tolerance`";
    Err(Finding::new(Code::BadSetting, what).field("tolerance").value(tolerance).hint(hint).into())
}

/// A site as one origin sees it.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Site {
    destination: usize,
    /// Travel time over tau.
    travel: f64,
    /// Demand of the origin that goes there.
    going: f64,
}

impl Site {
    fn cost(&self, visits: &[f64], capacity: &[f64]) -> f64 {
        self.travel + visits[self.destination] / capacity[self.destination]
    }
}

fn visits(agents: &[Vec<Site>], destinations: usize) -> Vec<f64> {
    let mut visits = vec![0.0; destinations];
    for site in agents.iter().flatten() {
        visits[site.destination] += site.going;
    }
    visits
}

/// One origin spreads its demand so that all the sites it uses cost the same and none costs less.
fn choose(agent: &mut [Site], demand: f64, visits: &mut [f64], capacity: &[f64]) {
    if demand == 0.0 || agent.is_empty() {
        return;
    }
    for site in agent.iter_mut() {
        let others = &mut visits[site.destination];
        *others = (*others - site.going).max(0.0);
        site.going = 0.0;
    }
    let mut order: Vec<(f64, usize)> =
        agent.iter().enumerate().map(|(at, site)| (site.cost(visits, capacity), at)).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    // The level at which the sites below it hold the demand: Σ (level − cost) · capacity = demand.
    let (mut room, mut filled, mut level) = (0.0, 0.0, f64::INFINITY);
    let mut used = 0;
    for &(cost, at) in &order {
        if cost >= level {
            break;
        }
        let capacity = capacity[agent[at].destination];
        room += capacity;
        filled += cost * capacity;
        level = (demand + filled) / room;
        used += 1;
    }
    let parts =
        order[..used].iter().map(|&(cost, at)| (level - cost).max(0.0) * capacity[agent[at].destination]);
    let parts: Vec<f64> = parts.collect();
    let sum: f64 = parts.iter().sum();
    for (&(_, at), part) in order[..used].iter().zip(parts) {
        // Rounding may lose a little of the demand; scaled, it is all given out.
        let going = if sum > 0.0 { part / sum * demand } else { demand / used as f64 };
        agent[at].going = going;
        visits[agent[at].destination] += going;
    }
}

/// The cost of the best site.
fn least(agent: &[Site], visits: &[f64], capacity: &[f64]) -> Option<f64> {
    agent.iter().map(|site| site.cost(visits, capacity)).min_by(f64::total_cmp)
}

/// By what share the mean cost to an origin exceeds that of its best site.
fn excess(agent: &[Site], demand: f64, visits: &[f64], capacity: &[f64]) -> f64 {
    match least(agent, visits, capacity) {
        Some(least) if demand > 0.0 => {
            let above = agent.iter().map(|site| site.going / demand * (site.cost(visits, capacity) - least));
            let above: f64 = above.sum();
            // Nothing costs nothing where somebody goes: the least of a used site is above zero.
            if above > 0.0 { above / least.max(f64::MIN_POSITIVE) } else { 0.0 }
        }
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests;
