//! Spatial availability.

use super::floating_catchment::{Catchment, Part, Weights, checked_weights, demanded, sum};
use crate::error::{Code, Finding, Result};
use crate::network::TravelTimes;

/// What falls to each origin when all supply is given out.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct SpatialAvailability {
    /// Supply that falls to each origin; `None` where it reaches no site that is given out.
    pub available: Vec<Option<f64>>,
    /// The same for one unit of demand; `None` also where there is no demand.
    pub per_demand: Vec<Option<f64>>,
    weights: Weights,
    demand: Vec<f64>,
    supply: Vec<f64>,
    /// The demand that weighs on each site.
    demanded: Vec<f64>,
}

impl SpatialAvailability {
    /// What of each site falls to `origin`, in study order: its supply times `F_ij`. Sites out of reach and sites that
    /// nobody demands have no part. The parts, added in this order, are what is available, to the last bit.
    ///
    /// # Panics
    /// If there is no such origin.
    pub fn parts(&self, origin: usize) -> impl Iterator<Item = Part> {
        let demand = self.demand[origin];
        let sites = self.weights.row(origin).iter().zip(&self.supply).zip(&self.demanded).enumerate();
        let given = sites.filter(|(_, ((weight, _), demanded))| **weight > 0.0 && **demanded > 0.0);
        given.map(move |(destination, ((weight, &amount), demanded))| Part {
            destination,
            amount,
            counts: demand * weight / demanded,
        })
    }
}

/// The part of all supply that falls to each origin, in proportion to its demand and its nearness.
///
/// # Formula
/// `V_i = Σ_j S_j · F_ij` with `F_ij = D_i w_ij / Σ_k D_k w_kj`, the product of the two balancing factors of the
/// paper, by demand and by travel, in which their own sums cancel; `v_i = V_i / D_i`. So `Σ_i V_i = Σ_j S_j`
/// where every site has demand in reach.
///
/// # Units
/// `demand` and `supply` in any unit, one value for each origin and one for each destination; `V` in that of
/// supply, `v` in supply per unit of demand; the zones and decay of `catchment` in minutes.
///
/// # Conventions
/// A pair without a path adds nothing. A site with no demand in its catchment is given to nobody. An origin that
/// reaches no other site is `None`; one without demand gets 0, which is no rate. `v` is the access of the
/// [enhanced two-step floating catchment](super::enhanced_two_step_floating_catchment). More is better.
///
/// # Errors
/// A demand or supply that is negative or not finite (all of them in one error), no demand or no
/// supply anywhere, a catchment that makes no sense,
/// or demand so small that no number holds the rate.
///
/// # Panics
/// If `demand` does not have one value for each origin, or `supply` one for each destination.
///
/// # Example
/// ```
/// use jingwei::access::spatial_availability;
/// use jingwei::network::TravelTimes;
///
/// // One site of 30 jobs: 100 people beside it, 100 half as near.
/// let times = TravelTimes::from_minutes(&[vec![Some(0.0)], vec![Some(30.0)]]);
/// let catchment = "linear:cutoff=60".parse()?;
/// let jobs = spatial_availability(&times, &[100.0, 100.0], &[30.0], &catchment)?;
/// assert_eq!(jobs.available, [Some(20.0), Some(10.0)]);
/// assert_eq!(jobs.per_demand, [Some(0.2), Some(0.1)]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Soukhov, A., Páez, A., Higgins, C. D. and Mohamed, M. (2023). Introducing spatial availability, a
/// singly-constrained measure of competitive accessibility. *`PLoS` ONE* 18(1).
pub fn spatial_availability(
    times: &TravelTimes,
    demand: &[f64],
    supply: &[f64],
    catchment: &Catchment,
) -> Result<SpatialAvailability> {
    let weights = checked_weights(times, demand, supply, catchment)?;
    let demanded = demanded(&weights, demand);
    let origins = demand.len();
    let (demand, supply) = (demand.to_vec(), supply.to_vec());
    let (available, per_demand) = (Vec::new(), Vec::new());
    let mut answer = SpatialAvailability { available, per_demand, weights, demand, supply, demanded };
    answer.available = (0..origins).map(|i| sum(answer.parts(i))).collect();
    let rate = |(available, &demand): (&Option<f64>, &f64)| {
        available.filter(|_| demand > 0.0).map(|available| available / demand)
    };
    answer.per_demand = answer.available.iter().zip(&answer.demand).map(rate).collect();
    if answer.per_demand.iter().flatten().all(|rate| rate.is_finite()) {
        return Ok(answer);
    }
    let what = "the demand is too small to divide what falls to it by";
    Err(Finding::new(Code::BadValue, what).field("demand").into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::enhanced_two_step_floating_catchment;

    fn catchment() -> Catchment {
        "gaussian:bandwidth=30".parse().unwrap()
    }

    fn times() -> TravelTimes {
        TravelTimes::from_minutes(&[
            vec![Some(5.0), Some(40.0), None],
            vec![Some(20.0), Some(10.0), None],
            vec![None, None, Some(9.0)],
            vec![None, None, None],
        ])
    }

    #[test]
    fn all_supply_is_given_out_and_per_head_it_is_the_floating_catchment() {
        let (demand, supply) = ([100.0, 40.0, 7.0, 3.0], [12.0, 30.0, 5.0]);
        let result = spatial_availability(&times(), &demand, &supply, &catchment()).unwrap();
        assert!((result.available.iter().flatten().sum::<f64>() - 47.0).abs() < 1e-12);
        let reach = enhanced_two_step_floating_catchment(&times(), &demand, &supply, &catchment()).unwrap();
        for (rate, access) in result.per_demand.iter().zip(&reach.access) {
            assert_eq!(rate.is_some(), access.is_some());
            assert!((rate.unwrap_or(0.0) - access.unwrap_or(0.0)).abs() < 1e-12);
        }
        assert_eq!(result.available[3], None);
        let more = spatial_availability(&times(), &demand, &[12.0, 31.0, 5.0], &catchment()).unwrap();
        assert!(result.available.iter().zip(&more.available).all(|(less, more)| less <= more));
    }

    #[test]
    fn nobody_and_nothing() {
        let result = spatial_availability(&times(), &[10.0, 0.0, 0.0, 1.0], &[1.0; 3], &catchment()).unwrap();
        assert_eq!((result.available[1], result.per_demand[1]), (Some(0.0), None));
        assert_eq!((result.available[2], result.available[3]), (None, None));
        let little = spatial_availability(&times(), &[1.0; 4], &[0.0, 0.0, 5.0], &catchment()).unwrap();
        assert_eq!(little.available, [Some(0.0), Some(0.0), Some(5.0), None]);
        assert!(spatial_availability(&times(), &[1.0; 4], &[0.0; 3], &catchment()).is_err());
        assert!(spatial_availability(&times(), &[f64::NAN; 4], &[1.0; 3], &catchment()).is_err());
    }
}
