//! Cumulative opportunities.

use super::preconditions::{check_limit, check_limits, check_masses, check_opportunities};
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
///
/// As `cumulative_cutoff` of R `accessibility`.
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

/// Opportunities reachable from each origin within each of several cut-offs, in one pass over the times.
///
/// # Formula
/// `A_ic = Σ_j O_j · [t_ij ≤ c]` for every `c` of `cutoffs`
///
/// # Units
/// As [`cumulative`].
///
/// # Conventions
/// As [`cumulative`], to the last digit. One row for each cut-off, in the order in which they were given, of one value
/// for each origin.
///
/// # Errors
/// An opportunity that is negative or not finite; all opportunities zero; no cut-off, or one that is not above zero.
///
/// # Panics
/// If `opportunities` does not have one value for each destination.
///
/// # Example
/// ```
/// use jingwei::access::cumulative_cutoffs;
/// use jingwei::network::TravelTimes;
/// use jingwei::units::Minutes;
///
/// let times = TravelTimes::from_minutes(&[vec![Some(10.0), Some(45.0), Some(46.0), None]]);
/// let cutoffs = [30.0, 60.0].map(Minutes::new);
/// assert_eq!(cumulative_cutoffs(&times, &[100.0, 20.0, 3.0, 50.0], &cutoffs)?, [[100.0], [123.0]]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn cumulative_cutoffs(
    times: &TravelTimes,
    opportunities: &[f64],
    cutoffs: &[Minutes],
) -> Result<Vec<Vec<f64>>> {
    check_opportunities(times, opportunities)?;
    check_limits(cutoffs, "cutoffs")?;
    let mut reached = vec![vec![0.0; times.origins()]; cutoffs.len()];
    for i in 0..times.origins() {
        for (time, &opportunity) in times.row(i).zip(opportunities) {
            let Some(time) = time else { continue };
            for (row, _) in reached.iter_mut().zip(cutoffs).filter(|(_, cutoff)| time <= **cutoff) {
                row[i] += opportunity;
            }
        }
    }
    Ok(reached)
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

    #[test]
    fn several_cutoffs_are_each_of_them() {
        let times = TravelTimes::from_minutes(&[
            vec![Some(0.0), Some(7.0), Some(30.0), None],
            vec![Some(60.0), Some(7.0), Some(90.0), Some(30.001)],
        ]);
        let opportunities = [0.1, 0.2, 0.3, 0.7];
        let cutoffs = [90.0, 7.0, 30.0, 1e6].map(Minutes::new);
        let together = cumulative_cutoffs(&times, &opportunities, &cutoffs).unwrap();
        for (row, cutoff) in together.iter().zip(cutoffs) {
            assert_eq!(*row, cumulative(&times, &opportunities, cutoff).unwrap());
        }
    }

    #[test]
    fn bad_cutoffs_and_nothing_to_reach_are_refused() {
        let times = TravelTimes::from_minutes(&[vec![Some(0.0)]]);
        let said = |opportunity: f64, cutoffs: &[f64]| {
            let cutoffs: Vec<Minutes> = cutoffs.iter().map(|&cutoff| Minutes::new(cutoff)).collect();
            cumulative_cutoffs(&times, &[opportunity], &cutoffs).unwrap_err().to_string()
        };
        assert!(said(1.0, &[30.0, 0.0]).contains("setting `cutoffs`: a limit on travel time is above zero"));
        assert!(said(1.0, &[-30.0]).contains("`-30 min`"));
        assert!(said(1.0, &[]).contains("no limit on travel time is given"));
        assert!(said(0.0, &[30.0]).contains("all opportunities are zero"));
    }
}
