//! Cumulative opportunities.

use super::preconditions::{check_limit, check_masses};
use crate::error::Result;
use crate::network::TravelTimes;
use crate::units::Minutes;

/// Opportunities reachable from each origin within `cutoff`.
///
/// # Formula
/// `A_i = Σ_j O_j · [t_ij ≤ c]`
///
/// # Units
/// `opportunities` in any unit, the result in the same; `cutoff` in minutes.
///
/// # Conventions
/// A trip of exactly `cutoff` counts. An unreachable pair adds nothing. The origin counts itself when the
/// time of a trip inside it, the diagonal of `times`, is within `cutoff`; for people who are there anyway use
/// [`daily`](super::daily). An origin that reaches nothing has 0, which is what it reaches. More is better.
///
/// # Errors
/// An opportunity that is negative or not finite (all of them in one error), or a negative `cutoff`.
///
/// # Panics
/// If `opportunities` does not have one value for each destination.
///
/// # Example
/// ```
/// use jingwei::access::cumulative;
/// use jingwei::network::TravelTimes;
/// use jingwei::units::Minutes;
///
/// // One origin; four destinations at 10, 45 and 46 minutes and out of reach.
/// let times = TravelTimes::from_minutes(&[vec![Some(10.0), Some(45.0), Some(46.0), None]]);
/// let jobs = [100.0, 20.0, 3.0, 50.0];
/// assert_eq!(cumulative(&times, &jobs, Minutes::new(45.0))?, [120.0]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Wachs, M. and Kumagai, T. G. (1973). Physical accessibility as a social indicator.
/// *Socio-Economic Planning Sciences* 7(5).
pub fn cumulative(times: &TravelTimes, opportunities: &[f64], cutoff: Minutes) -> Result<Vec<f64>> {
    check_masses(times, opportunities, "opportunities")?;
    check_limit(cutoff, "cutoff")?;
    let within = |time: Option<Minutes>| time.is_some_and(|time| time <= cutoff);
    let reached = |i| {
        let pairs = times.row(i).zip(opportunities);
        pairs.filter(|&(time, _)| within(time)).fold(0.0, |sum, (_, opportunity)| sum + opportunity)
    };
    Ok((0..times.origins()).map(reached).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_trip_of_exactly_the_cutoff_counts() {
        let times = TravelTimes::from_minutes(&[vec![Some(0.0), Some(33.3)], vec![Some(33.301), Some(0.0)]]);
        assert_eq!(cumulative(&times, &[1.0, 2.0], Minutes::new(33.3)).unwrap(), [3.0, 2.0]);
    }

    #[test]
    fn the_origin_counts_itself_within_its_own_time() {
        let times = TravelTimes::from_minutes(&[vec![Some(0.0), None], vec![None, Some(20.0)]]);
        assert_eq!(cumulative(&times, &[1.0, 2.0], Minutes::ZERO).unwrap(), [1.0, 0.0]);
        assert_eq!(cumulative(&times, &[1.0, 2.0], Minutes::new(20.0)).unwrap(), [1.0, 2.0]);
    }

    #[test]
    fn nothing_reached_is_zero() {
        let times = TravelTimes::from_minutes(&[vec![None]]);
        assert!(cumulative(&times, &[1.0], Minutes::new(1e9)).unwrap()[0].is_sign_positive());
    }

    #[test]
    fn bad_input_is_refused() {
        let times = TravelTimes::from_minutes(&[vec![Some(0.0)]]);
        assert!(cumulative(&times, &[f64::NAN], Minutes::ZERO).is_err());
        assert!(cumulative(&times, &[1.0], Minutes::new(-1.0)).is_err());
    }
}
