//! Balanced floating catchment.

use super::catchment::{checked_weights, demanded};
use super::{Catchment, FloatingCatchment, float};
use crate::error::Result;
use crate::network::TravelTimes;

/// Level of service at each origin when every person is counted once and every level of service is given out once.
///
/// # Formula
/// `R_j = S_j / Σ_i D_i w_ij / Σ_k w_ik`, `A_i = Σ_j R_j w_ij / Σ_k w_kj`; so all demand that reaches a site is
/// counted once, and `Σ_i A_i = Σ_j R_j`. It is the level of service that is conserved: `Σ_i A_i D_i` is in
/// general not `Σ_j S_j`.
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
/// use jingwei::access::{Catchment, Zone, balanced_floating_catchment};
/// use jingwei::network::TravelTimes;
/// use jingwei::units::Minutes;
///
/// // Two places of 100 people; the second also reaches the first's site, in 20 minutes.
/// let times = TravelTimes::from_minutes(&[vec![Some(5.0), None], vec![Some(20.0), Some(5.0)]]);
/// let zone = |to, weight| Zone { to: Minutes::new(to), weight };
/// let catchment = Catchment::Zones(vec![zone(10.0, 1.0), zone(30.0, 0.5)]);
/// let reach = balanced_floating_catchment(&times, &[100.0, 100.0], &[20.0, 40.0], &catchment)?;
/// // A third of the second place goes to the first site, two thirds stay; of 0.15 the first place gets 2/3.
/// let near = |a: Option<f64>, b: f64| (a.unwrap() - b).abs() < 1e-12;
/// assert!(near(reach.ratios[0], 0.15) && near(reach.ratios[1], 0.6));
/// assert!(near(reach.access[0], 0.1) && near(reach.access[1], 0.05 + 0.6));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Páez, A., Higgins, C. D. and Vivona, S. F. (2019). Demand and level of service inflation in floating
/// catchment area (FCA) methods. *`PLoS` ONE* 14(6).
pub fn balanced_floating_catchment(
    times: &TravelTimes,
    demand: &[f64],
    supply: &[f64],
    catchment: &Catchment,
) -> Result<FloatingCatchment> {
    let weights = checked_weights(times, demand, supply, catchment)?;
    let demanded = demanded(&weights.by_origin(), demand);
    float(&demanded, weights.by_site(), supply)
}
