//! Three-step floating catchment.

use super::catchment::{checked_weights, demanded};
use super::{Catchment, FloatingCatchment, float};
use crate::error::Result;
use crate::network::TravelTimes;

/// Supply per unit of demand within reach of each origin, whose demand is split among its sites.
///
/// # Formula
/// `G_ij = w_ij / Σ_k w_ik`, `R_j = S_j / Σ_i D_i G_ij w_ij`, `A_i = Σ_j R_j G_ij w_ij`; where every site has demand
/// in reach, `Σ_i A_i D_i = Σ_j S_j`.
///
/// # Units
/// `demand` and `supply` in any unit, one value for each origin and one for each destination; the zones, decay and limit
/// of `catchment` in minutes; the result in supply per unit of demand.
///
/// # Conventions
/// The sum over `k` is over every destination within the catchment, with supply or without:
/// give only columns that are sites. PySAL `access` sums over all that it is given, also beyond the longest
/// trip. A pair without a path adds nothing. A site with no demand in its catchment has no
/// ratio and is left out; an origin that reaches no site with a ratio is `None`, one that reaches only sites
/// without supply has 0. An origin without demand has an access like any other. More is better.
///
/// # Errors
/// A demand or supply that is negative or not finite (all of them in one error), no demand or no
/// supply anywhere, a catchment that makes no sense,
/// or demand so small that no number holds the ratio.
///
/// # Panics
/// If `demand` does not have one value for each origin, or `supply` one for each destination.
///
/// # Example
/// ```
/// use jingwei::access::{Catchment, Zone, three_step_floating_catchment};
/// use jingwei::network::TravelTimes;
/// use jingwei::units::Minutes;
///
/// // Two places of 100 people; the second also reaches the first's site, in 20 minutes.
/// let times = TravelTimes::from_minutes(&[vec![Some(5.0), None], vec![Some(20.0), Some(5.0)]]);
/// let zone = |to, weight| Zone { to: Minutes::new(to), weight };
/// let catchment = Catchment::Zones(vec![zone(10.0, 1.0), zone(30.0, 0.5)]);
/// let reach = three_step_floating_catchment(&times, &[100.0, 100.0], &[14.0, 40.0], &catchment)?;
/// // The second place goes to the first site with a third of its demand, to its own with two thirds.
/// let near = |a: Option<f64>, b: f64| (a.unwrap() - b).abs() < 1e-12;
/// assert!(near(reach.ratios[0], 14.0 / (100.0 + 100.0 / 6.0)) && near(reach.ratios[1], 0.6));
/// assert!(near(reach.access[0], 0.12) && near(reach.access[1], 0.12 / 6.0 + 0.4));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Wan, N., Zou, B. and Sternberg, T. (2012). A three-step floating catchment area method for analyzing spatial
/// access to health services. *International Journal of Geographical Information Science* 26(6).
pub fn three_step_floating_catchment(
    times: &TravelTimes,
    demand: &[f64],
    supply: &[f64],
    catchment: &Catchment,
) -> Result<FloatingCatchment> {
    let weights = checked_weights(times, demand, supply, catchment)?;
    let shares = weights.by_origin();
    let chosen = weights.map(|i, j, weight| weight * shares.row(i)[j]);
    float(&demanded(&chosen, demand), chosen, supply)
}
