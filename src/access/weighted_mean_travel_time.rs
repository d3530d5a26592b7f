//! Weighted mean travel time, the field's measure of location.

use super::preconditions::{assert_same_places, check_masses};
use crate::error::Result;
use crate::network::TravelTimes;
use crate::units::Minutes;

/// Weighted mean travel times, and how many destinations they leave out.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct WeightedMeanTravelTime {
    /// One mean for each place; `None` where no destination can be reached.
    pub minutes: Vec<Option<Minutes>>,
    /// Destinations that each place cannot reach and that its mean leaves out.
    pub unreachable: Vec<usize>,
}

/// How many minutes away the other places are on average, each as important as its mass.
///
/// # Formula
/// `A_i = Σ_j t_ij M_j / Σ_j M_j`, `j ≠ i`
///
/// # Units
/// `masses` in any unit, which cancels; the result in minutes.
///
/// # Conventions
/// A place is no destination of itself. A destination of mass 0 is none, and is not counted as
/// unreachable. A pair without a path is left out of both sums **and counted** in `unreachable`: a mean over
/// fewer destinations looks better than it is, so read the two together. A place that reaches no destination
/// has no mean. Lower is better.
///
/// # Errors
/// A mass that is negative or not finite, all of them in one error.
///
/// # Panics
/// If origins and destinations are not the same places, or `masses` does not have one value for each.
///
/// # Example
/// ```
/// use jingwei::access::weighted_mean_travel_time;
/// use jingwei::network::TravelTimes;
/// use jingwei::units::Minutes;
///
/// // A and B are 30 minutes apart, B and C 60, A and C 90.
/// let times = TravelTimes::from_minutes(&[
///     vec![Some(0.0), Some(30.0), Some(90.0)],
///     vec![Some(30.0), Some(0.0), Some(60.0)],
///     vec![Some(90.0), Some(60.0), Some(0.0)],
/// ]);
/// let mean = weighted_mean_travel_time(&times, &[100.0, 200.0, 100.0])?;
/// assert_eq!(mean.minutes[0], Some(Minutes::new(50.0))); // (30·200 + 90·100) / 300
/// assert_eq!(mean.minutes[1], Some(Minutes::new(45.0))); // (30·100 + 60·100) / 200
/// assert_eq!(mean.unreachable, [0, 0, 0]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Gutiérrez, J., González, R. and Gómez, G. (1996). The European high-speed train network: predicted
/// effects on accessibility patterns. *Journal of Transport Geography* 4(4).
pub fn weighted_mean_travel_time(times: &TravelTimes, masses: &[f64]) -> Result<WeightedMeanTravelTime> {
    assert_same_places(times);
    check_masses(times, masses, "masses")?;
    let (minutes, unreachable) = (0..times.origins()).map(|i| mean_from(times, masses, i)).unzip();
    Ok(WeightedMeanTravelTime { minutes, unreachable })
}

fn mean_from(times: &TravelTimes, masses: &[f64], i: usize) -> (Option<Minutes>, usize) {
    let (mut weighted, mut total, mut unreachable) = (0.0, 0.0, 0);
    for (j, &mass) in masses.iter().enumerate() {
        if j == i || mass == 0.0 {
            continue;
        }
        match times.milliseconds(i, j) {
            // Whole milliseconds, so that whole masses sum without rounding.
            Some(time) => {
                weighted += f64::from(time) * mass;
                total += mass;
            }
            None => unreachable += 1,
        }
    }
    let mean = (total > 0.0).then(|| Minutes::new(weighted / total / 60_000.0));
    (mean, unreachable)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A–B 30 minutes both ways, A→C 90 but C→A 60, B and C apart, D alone.
    fn times() -> TravelTimes {
        TravelTimes::from_minutes(&[
            vec![Some(5.0), Some(30.0), Some(90.0), None],
            vec![Some(30.0), Some(5.0), None, None],
            vec![Some(60.0), None, Some(5.0), None],
            vec![None, None, None, Some(5.0)],
        ])
    }

    #[test]
    fn unreachable_pairs_are_left_out_and_counted() {
        let mean = weighted_mean_travel_time(&times(), &[10.0, 20.0, 40.0, 80.0]).unwrap();
        assert_eq!(mean.minutes[0], Some(Minutes::new(70.0)));
        assert_eq!(mean.minutes[1], Some(Minutes::new(30.0)));
        assert_eq!(mean.minutes[2], Some(Minutes::new(60.0)), "the time from C, not to C");
        assert_eq!(mean.minutes[3], None, "no mean over nobody, and no zero");
        assert_eq!(mean.unreachable, [1, 2, 2, 3]);
    }

    #[test]
    fn a_destination_without_mass_is_none() {
        let mean = weighted_mean_travel_time(&times(), &[10.0, 0.0, 40.0, 0.0]).unwrap();
        assert_eq!(mean.minutes[0], Some(Minutes::new(90.0)));
        assert_eq!(mean.unreachable, [0, 1, 0, 2]);
    }

    #[test]
    fn one_city_has_no_mean() {
        let times = TravelTimes::from_minutes(&[vec![Some(5.0)]]);
        let mean = weighted_mean_travel_time(&times, &[10.0]).unwrap();
        assert_eq!(mean, WeightedMeanTravelTime { minutes: vec![None], unreachable: vec![0] });
    }

    #[test]
    fn huge_masses_do_not_overflow() {
        let mean = weighted_mean_travel_time(&times(), &[1e100; 4]).unwrap();
        assert!((mean.minutes[0].unwrap().get() - 60.0).abs() < 1e-9);
    }

    #[test]
    fn a_negative_mass_is_refused() {
        assert!(weighted_mean_travel_time(&times(), &[1.0, -1.0, 1.0, 1.0]).is_err());
    }
}
