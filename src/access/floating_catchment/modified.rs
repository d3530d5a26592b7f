//! Modified two-step floating catchment.

use super::catchment::{checked_weights, demanded};
use super::{Catchment, FloatingCatchment, float};
use crate::error::Result;
use crate::network::TravelTimes;

/// Supply per unit of demand within reach of each origin, where far trips leave supply unused.
///
/// # Formula
/// `R_j = S_j / Σ_i D_i w_ij`, `A_i = Σ_j R_j w_ij²`; so `Σ_i A_i D_i ≤ Σ_j S_j`, and people who all live far from
/// a site do not share the whole of it.
///
/// # Units
/// `demand` and `supply` in any unit, one value for each origin and one for each destination; the zones, decay and limit
/// of `catchment` in minutes; the result in supply per unit of demand.
///
/// # Conventions
/// A pair without a path adds nothing. A site with no demand in its catchment has no
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
/// use jingwei::access::{Catchment, Zone, modified_two_step_floating_catchment};
/// use jingwei::network::TravelTimes;
/// use jingwei::units::Minutes;
///
/// // Two places of 100 people; the second also reaches the first's site, in 20 minutes.
/// let times = TravelTimes::from_minutes(&[vec![Some(5.0), None], vec![Some(20.0), Some(5.0)]]);
/// let zone = |to, weight| Zone { to: Minutes::new(to), weight };
/// let catchment = Catchment::Zones(vec![zone(10.0, 1.0), zone(30.0, 0.5)]);
/// let reach = modified_two_step_floating_catchment(&times, &[100.0, 100.0], &[37.5, 50.0], &catchment)?;
/// assert_eq!(reach.access, [Some(0.25), Some(0.5625)]); // 0.25·½² + 0.5
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Delamater, P. L. (2013). Spatial accessibility in suboptimally configured health care systems: a modified
/// two-step floating catchment area (M2SFCA) metric. *Health & Place* 24.
pub fn modified_two_step_floating_catchment(
    times: &TravelTimes,
    demand: &[f64],
    supply: &[f64],
    catchment: &Catchment,
) -> Result<FloatingCatchment> {
    let weights = checked_weights(times, demand, supply, catchment)?;
    let squared = weights.map(|_, _, weight| weight * weight);
    float(&demanded(&weights, demand), squared, supply)
}
