//! Median travel time, which far ends of the network do not move.

use super::preconditions::{assert_same_places, check_masses};
use crate::error::Result;
use crate::network::TravelTimes;
use crate::units::Minutes;

/// Median travel times, and how many destinations they leave out.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct MedianTravelTime {
    /// One median for each place; `None` where no destination can be reached.
    pub minutes: Vec<Option<Minutes>>,
    /// Destinations that each place cannot reach and that its median leaves out.
    pub unreachable: Vec<usize>,
}

/// The time within which half of the other places lie.
///
/// # Formula
/// The median of `t_ij`, `j ≠ i`, over the places that `i` reaches; midway between the two in the middle where their
/// number is even
///
/// # Units
/// Minutes.
///
/// # Conventions
/// A place is no destination of itself. A pair without a path is left out **and counted** in `unreachable`; a
/// place that reaches none has no median. Lower is better.
///
/// # Panics
/// If origins and destinations are not the same places.
///
/// # Example
/// ```
/// use jingwei::access::median_travel_time;
/// use jingwei::network::TravelTimes;
/// use jingwei::units::Minutes;
///
/// let row = vec![Some(0.0), Some(20.0), Some(30.0), Some(900.0), None];
/// let times = TravelTimes::from_minutes(&vec![row; 5]);
/// let median = median_travel_time(&times);
/// assert_eq!((median.minutes[0], median.unreachable[0]), (Some(Minutes::new(30.0)), 1));
/// ```
pub fn median_travel_time(times: &TravelTimes) -> MedianTravelTime {
    medians(times, &vec![1.0; times.destinations()])
}

/// The time within which half of everything at the other places lies.
///
/// # Formula
/// The least `t` with `Σ_j M_j · [t_ij ≤ t] ≥ ½ Σ_j M_j`, `j ≠ i`, over the places that `i` reaches; midway between it
/// and the next time where the two sums are equal
///
/// # Units
/// `masses` in any unit, which cancels; the result in minutes.
///
/// # Conventions
/// As [`median_travel_time`], which it is where all masses are equal. A destination of mass 0 is none, and is
/// not counted as unreachable.
///
/// # Errors
/// A mass that is negative or not finite, all of them in one error.
///
/// # Panics
/// If origins and destinations are not the same places, or `masses` does not have one value for each.
///
/// # Example
/// ```
/// use jingwei::access::weighted_median_travel_time;
/// use jingwei::network::TravelTimes;
/// use jingwei::units::Minutes;
///
/// let times = TravelTimes::from_minutes(&vec![vec![Some(0.0), Some(20.0), Some(30.0), Some(90.0)]; 4]);
/// let median = weighted_median_travel_time(&times, &[9.0, 1.0, 1.0, 3.0])?;
/// assert_eq!(median.minutes[0], Some(Minutes::new(90.0))); // 3 of 5 lie there
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn weighted_median_travel_time(times: &TravelTimes, masses: &[f64]) -> Result<MedianTravelTime> {
    check_masses(times, masses, "masses")?;
    Ok(medians(times, masses))
}

fn medians(times: &TravelTimes, masses: &[f64]) -> MedianTravelTime {
    assert_same_places(times);
    let (minutes, unreachable) = (0..times.origins()).map(|i| median_from(times, masses, i)).unzip();
    MedianTravelTime { minutes, unreachable }
}

fn median_from(times: &TravelTimes, masses: &[f64], i: usize) -> (Option<Minutes>, usize) {
    let others = || masses.iter().enumerate().filter(move |&(j, &mass)| j != i && mass > 0.0);
    let mut reached: Vec<(u32, f64)> =
        others().filter_map(|(j, &mass)| Some((times.milliseconds(i, j)?, mass))).collect();
    // Stable: equal times stay in study order, so that sums round alike.
    reached.sort_by_key(|&(time, _)| time);
    let unreachable = others().count() - reached.len();
    let total: f64 = reached.iter().map(|&(_, mass)| mass).sum();
    let mut sum = 0.0;
    for (place, &(time, mass)) in reached.iter().enumerate() {
        sum += mass;
        if 2.0 * sum < total {
            continue;
        }
        #[expect(clippy::float_cmp, reason = "halves of whole masses are exact")]
        let exactly_half = 2.0 * sum == total;
        let next = reached.get(place + 1).filter(|_| exactly_half).map_or(time, |&(next, _)| next);
        let middle = f64::midpoint(f64::from(time), f64::from(next));
        return (Some(Minutes::new(middle / 60_000.0)), unreachable);
    }
    (None, unreachable)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minutes(median: &MedianTravelTime) -> Vec<Option<f64>> {
        median.minutes.iter().map(|time| time.map(Minutes::get)).collect()
    }

    fn times() -> TravelTimes {
        TravelTimes::from_minutes(&[
            vec![Some(5.0), Some(30.0), Some(90.0), None],
            vec![Some(30.0), Some(5.0), None, None],
            vec![Some(60.0), Some(20.0), Some(5.0), Some(100.0)],
            vec![None, None, None, Some(5.0)],
        ])
    }

    #[test]
    fn an_even_number_has_its_median_midway() {
        let median = median_travel_time(&times());
        assert_eq!(minutes(&median), [Some(60.0), Some(30.0), Some(60.0), None]);
        assert_eq!(median.unreachable, [1, 2, 0, 3]);
    }

    #[test]
    fn masses_move_the_median() {
        let median = weighted_median_travel_time(&times(), &[1.0, 4.0, 1.0, 0.0]).unwrap();
        assert_eq!(minutes(&median), [Some(30.0), Some(30.0), Some(20.0), None]);
        assert_eq!(median.unreachable, [0, 1, 0, 3]);
        let half = weighted_median_travel_time(&times(), &[2.0, 2.0, 5.0, 4.0]).unwrap();
        assert_eq!(minutes(&half)[2], Some(80.0), "4 of 8 within 60 minutes, the others at 100");
    }

    #[test]
    fn equal_masses_are_none() {
        for mass in [1.0, 3.0, 1e6] {
            assert_eq!(
                weighted_median_travel_time(&times(), &[mass; 4]).unwrap(),
                median_travel_time(&times())
            );
        }
    }

    #[test]
    fn no_masses_have_no_median_and_bad_ones_are_refused() {
        let none = weighted_median_travel_time(&times(), &[0.0; 4]).unwrap();
        assert_eq!((minutes(&none), none.unreachable), (vec![None; 4], vec![0; 4]));
        assert!(weighted_median_travel_time(&times(), &[1.0, -1.0, 1.0, 1.0]).is_err());
    }
}
