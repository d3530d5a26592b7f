//! Two-step floating catchment.

use super::catchment::{checked_weights, demanded};
use super::{Catchment, FloatingCatchment, float};
use crate::access::Decay;
use crate::error::Result;
use crate::network::TravelTimes;
use crate::units::Minutes;

/// Supply per unit of demand within reach of each origin, all trips within `cutoff` alike.
///
/// # Formula
/// `R_j = S_j / Σ_i D_i · [t_ij ≤ c]`, `A_i = Σ_j R_j · [t_ij ≤ c]`; where every site has demand in reach,
/// `Σ_i A_i D_i = Σ_j S_j`.
///
/// # Units
/// `demand` and `supply` in any unit, one value for each origin and one for each destination; `cutoff` in
/// minutes; the result in supply per unit of demand.
///
/// # Conventions
/// A trip of exactly `cutoff` counts. A pair without a path adds nothing. A site with no demand in its catchment has no
/// ratio and is left out; an origin that reaches no site with a ratio is `None`, one that reaches only sites
/// without supply has 0. An origin without demand has an access like any other. More is better.
///
/// # Errors
/// A demand or supply that is negative or not finite (all of them in one error), no demand or no
/// supply anywhere, a cut-off that is not above zero,
/// or demand so small that no number holds the ratio.
///
/// # Panics
/// If `demand` does not have one value for each origin, or `supply` one for each destination.
///
/// # Example
/// ```
/// use jingwei::access::two_step_floating_catchment;
/// use jingwei::network::TravelTimes;
/// use jingwei::units::Minutes;
///
/// // Two places of 100 people; the second also reaches the first's site, in 20 minutes.
/// let times = TravelTimes::from_minutes(&[vec![Some(5.0), None], vec![Some(20.0), Some(5.0)]]);
/// let reach = two_step_floating_catchment(&times, &[100.0, 100.0], &[20.0, 40.0], Minutes::new(30.0))?;
/// assert_eq!(reach.ratios, [Some(0.1), Some(0.4)]); // 20 / (100 + 100), 40 / 100
/// assert_eq!(reach.access, [Some(0.1), Some(0.5)]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Luo, W. and Wang, F. (2003). Measures of spatial accessibility to health care in a GIS environment:
/// synthesis and a case study in the Chicago region. *Environment and Planning B* 30(6).
pub fn two_step_floating_catchment(
    times: &TravelTimes,
    demand: &[f64],
    supply: &[f64],
    cutoff: Minutes,
) -> Result<FloatingCatchment> {
    let catchment = Catchment::from(Decay::Step { cutoff });
    let weights = checked_weights(times, demand, supply, &catchment)?;
    float(&demanded(&weights, demand), weights, supply)
}
