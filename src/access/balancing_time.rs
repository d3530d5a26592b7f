//! Balancing time.

use super::cost_to_closest::complete;
use super::preconditions::{assert_same_places, check_masses, check_opportunities};
use crate::error::Result;
use crate::network::TravelTimes;
use crate::units::Minutes;

/// How far one must go from each place to have as many opportunities in reach as people live there.
///
/// # Formula
/// `A_i = min { t : Σ_j O_j · [t_ij ≤ t] ≥ D_i }`
///
/// # Units
/// `opportunities` and `demand` in units that can be set against each other, such as jobs and workers; minutes.
///
/// # Conventions
/// The place counts itself, at the diagonal of `times`. A place without demand has 0 minutes; one that never reaches as
/// much as its demand is `None`. As `balancing_cost` of R `accessibility` but for two things: that one asks for
/// strictly more opportunities than demand, and looks at whole steps (of a minute), so that its times are ours
/// rounded up where no sum meets the demand exactly. Lower is better.
///
/// # Errors
/// An opportunity or a demand that is negative or not finite; all opportunities zero.
///
/// # Panics
/// If origins and destinations are not the same places, or `opportunities` or `demand` does not have one value for
/// each.
///
/// # Example
/// ```
/// use jingwei::access::balancing_time;
/// use jingwei::network::TravelTimes;
/// use jingwei::units::Minutes;
///
/// let times = TravelTimes::from_minutes(&[vec![Some(5.0), Some(40.0)], vec![Some(40.0), Some(5.0)]]);
/// let found = balancing_time(&times, &[100.0, 20.0], &[90.0, 110.0])?;
/// assert_eq!(found, [Some(Minutes::new(5.0)), Some(Minutes::new(40.0))]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Barboza, M. H. C., Carneiro, M. S., Falavigna, C., Luz, G. and Orrico, R. (2021). Balancing time: using a new
/// accessibility measure in Rio de Janeiro. *Journal of Transport Geography* 90.
pub fn balancing_time(
    times: &TravelTimes,
    opportunities: &[f64],
    demand: &[f64],
) -> Result<Vec<Option<Minutes>>> {
    assert_same_places(times);
    check_opportunities(times, opportunities)?;
    check_masses(times, demand, "demand")?;
    let balanced = |(i, &demand): (usize, &f64)| {
        if demand == 0.0 {
            return Some(Minutes::ZERO);
        }
        complete(times, opportunities, i, demand).map(|(time, _)| time)
    };
    Ok(demand.iter().enumerate().map(balanced).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_demand_takes_no_time_and_too_much_is_never_met() {
        let times = TravelTimes::from_minutes(&[
            vec![Some(5.0), Some(20.0), None],
            vec![Some(30.0), Some(5.0), Some(60.0)],
            vec![None, Some(60.0), Some(5.0)],
        ]);
        let found = balancing_time(&times, &[1.0, 2.0, 4.0], &[4.0, 3.0, 0.0]).unwrap();
        assert_eq!(found, [None, Some(Minutes::new(30.0)), Some(Minutes::ZERO)]);
    }

    #[test]
    fn bad_input_is_refused() {
        let times = TravelTimes::from_minutes(&[vec![Some(5.0)]]);
        assert!(
            balancing_time(&times, &[0.0], &[1.0])
                .unwrap_err()
                .to_string()
                .contains("all opportunities are zero")
        );
        assert!(balancing_time(&times, &[1.0], &[-1.0]).unwrap_err().to_string().contains("field `demand`"));
    }
}
