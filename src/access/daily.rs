//! Daily accessibility: who can be met within a day.

use super::preconditions::{assert_same_places, check_limit, check_masses};
use crate::error::Result;
use crate::network::TravelTimes;
use crate::units::Minutes;

/// The field's usual limit one way: two hours.
pub const DAILY_LIMIT: Minutes = Minutes::new(120.0);

/// The field's usual limit there and back: four hours.
pub const DAILY_RETURN_LIMIT: Minutes = Minutes::new(240.0);

/// Which trip the limit holds for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Trip {
    /// There: `t_ij`.
    #[default]
    OneWay,
    /// There and back: `t_ij + t_ji`.
    Return,
}

/// How [`daily`] counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DailyOptions {
    /// The trip that must be within the limit; one way by default.
    pub trip: Trip,
}

/// Population that a traveller from each place can meet within a day, his own neighbours included.
///
/// # Formula
/// `D_i = P_i + Σ_j P_j · [t_ij ≤ L]`, `j ≠ i`; for the return trip `[t_ij + t_ji ≤ L]`
///
/// # Units
/// `population` in any unit (output and jobs serve as well), the result in the same; `limit` in minutes,
/// [`DAILY_LIMIT`] one way or [`DAILY_RETURN_LIMIT`] there and back by custom.
///
/// # Conventions
/// A trip of exactly `limit` counts. A pair without a path (for the return trip: either way) adds nothing.
/// The place's own population always counts, however long a trip inside the place takes: it is there
/// without a journey. So a place cut off from all others has its own population, not `None`. More is better.
///
/// # Errors
/// A population that is negative or not finite (all of them in one error), or a negative `limit`.
///
/// # Panics
/// If origins and destinations are not the same places, or `population` does not have one value for each.
///
/// # Example
/// ```
/// use jingwei::access::{DAILY_LIMIT, DAILY_RETURN_LIMIT, DailyOptions, Trip, daily};
/// use jingwei::network::TravelTimes;
///
/// // 110 minutes uphill, 140 back.
/// let times = TravelTimes::from_minutes(&[vec![Some(0.0), Some(140.0)], vec![Some(110.0), Some(0.0)]]);
/// let population = [500.0, 30.0];
/// assert_eq!(daily(&times, &population, DAILY_LIMIT, &DailyOptions::default())?, [500.0, 530.0]);
/// let there_and_back = DailyOptions { trip: Trip::Return };
/// assert_eq!(daily(&times, &population, DAILY_RETURN_LIMIT, &there_and_back)?, [500.0, 30.0]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Gutiérrez, J. (2001). Location, economic potential and daily accessibility: an analysis of the
/// accessibility impact of the high-speed line Madrid–Barcelona–French border.
/// *Journal of Transport Geography* 9(4).
pub fn daily(
    times: &TravelTimes,
    population: &[f64],
    limit: Minutes,
    options: &DailyOptions,
) -> Result<Vec<f64>> {
    assert_same_places(times);
    check_masses(times, population, "population")?;
    check_limit(limit, "limit")?;
    let minutes = |i, j| match options.trip {
        Trip::OneWay => times.minutes(i, j),
        Trip::Return => {
            // Summed in whole milliseconds, so that a trip at the edge is judged exactly.
            let there_and_back = u64::from(times.milliseconds(i, j)?) + u64::from(times.milliseconds(j, i)?);
            Minutes::checked(there_and_back as f64 / 60_000.0)
        }
    };
    let within = |i, j| i == j || minutes(i, j).is_some_and(|time| time <= limit);
    let met = |i| {
        let places = population.iter().enumerate();
        places.filter(|&(j, _)| within(i, j)).fold(0.0, |sum, (_, population)| sum + population)
    };
    Ok((0..times.origins()).map(met).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    const RETURN: DailyOptions = DailyOptions { trip: Trip::Return };

    #[test]
    fn a_trip_of_exactly_the_limit_counts() {
        let times =
            TravelTimes::from_minutes(&[vec![Some(0.0), Some(120.0)], vec![Some(120.001), Some(0.0)]]);
        assert_eq!(daily(&times, &[1.0, 2.0], DAILY_LIMIT, &DailyOptions::default()).unwrap(), [3.0, 2.0]);
        assert_eq!(daily(&times, &[1.0, 2.0], DAILY_RETURN_LIMIT, &RETURN).unwrap(), [1.0, 2.0]);
        assert_eq!(daily(&times, &[1.0, 2.0], Minutes::new(240.001), &RETURN).unwrap(), [3.0, 3.0]);
    }

    #[test]
    fn a_way_without_a_way_back_is_no_return_trip() {
        let times = TravelTimes::from_minutes(&[vec![Some(0.0), Some(10.0)], vec![None, Some(0.0)]]);
        assert_eq!(daily(&times, &[1.0, 2.0], DAILY_LIMIT, &DailyOptions::default()).unwrap(), [3.0, 2.0]);
        assert_eq!(daily(&times, &[1.0, 2.0], DAILY_LIMIT, &RETURN).unwrap(), [1.0, 2.0]);
    }

    /// There and back is as long from either end, however the two ways differ.
    #[test]
    fn a_return_trip_is_one_from_both_ends() {
        let time = |i: u32, j: u32| ((i + 2 * j) % 5 != 1).then(|| f64::from((i * 53 + j * 29) % 150));
        let rows: Vec<Vec<_>> = (0..7).map(|i| (0..7).map(|j| time(i, j)).collect()).collect();
        let times = TravelTimes::from_minutes(&rows);
        for limit in [60.0, 120.0, 150.0, 240.0] {
            for (i, j) in (0..7).flat_map(|i| (0..7).map(move |j| (i, j))) {
                // One person, at j: whether i meets him.
                let alone =
                    |j: usize| (0..7).map(|place| f64::from(u8::from(place == j))).collect::<Vec<_>>();
                let meets = |i: usize, j: usize| {
                    daily(&times, &alone(j), Minutes::new(limit), &RETURN).unwrap()[i] > 0.0
                };
                assert_eq!(meets(i, j), meets(j, i), "{i} and {j} within {limit}");
                let there_and_back = rows[i][j].zip(rows[j][i]).map(|(there, back)| there + back);
                assert_eq!(meets(i, j), i == j || there_and_back.is_some_and(|time| time <= limit));
            }
        }
    }

    #[test]
    fn a_place_always_counts_itself() {
        let times = TravelTimes::from_minutes(&[vec![Some(378.0), None], vec![None, None]]);
        assert_eq!(daily(&times, &[7.0, 8.0], DAILY_LIMIT, &DailyOptions::default()).unwrap(), [7.0, 8.0]);
    }

    #[test]
    fn bad_input_is_refused() {
        let times = TravelTimes::from_minutes(&[vec![Some(0.0)]]);
        assert!(daily(&times, &[-1.0], DAILY_LIMIT, &RETURN).is_err());
        assert!(daily(&times, &[1.0], Minutes::new(-120.0), &RETURN).is_err());
    }
}
