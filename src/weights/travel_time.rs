//! Cities that are near in time.
//!
//! [`k_nearest`] gives every city the same number of neighbours, [`band`] all within a limit, [`inverse`]
//! lets the weight fall with time. All take the travel times of a square matrix and leave the diagonal out;
//! a pair without a path is no pair.

use super::Weights;
use crate::error::{Code, Error, Finding, Result};
use crate::network::TravelTimes;
use crate::units::Minutes;

/// Which time stands for a pair whose two directions differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Direction {
    /// Each direction its own: `t_ij` for the weight of `j` at `i`. The weights may be asymmetric.
    #[default]
    Each,
    /// The mean of both directions; no pair if either has no path.
    Mean,
}

/// Weight 1 for the `k` nearest in time of each city.
///
/// # Conventions
/// Ties go to the lower index. Fewer than `k` where fewer can be reached. With [`Direction::Mean`] the times
/// are symmetric but the weights need not be: the nearest of a far city may have nearer ones.
///
/// # Errors
/// Two different cities at no time apart.
///
/// # Panics
/// If there is not one destination for each origin.
///
/// # Example
/// ```
/// use jingwei::network::TravelTimes;
/// use jingwei::weights::travel_time::{Direction, k_nearest};
/// let times = TravelTimes::from_minutes(&[
///     vec![Some(0.0), Some(10.0), Some(30.0)],
///     vec![Some(10.0), Some(0.0), Some(20.0)],
///     vec![Some(30.0), Some(20.0), Some(0.0)],
/// ]);
/// let weights = k_nearest(&times, 1, Direction::Each)?;
/// assert_eq!(weights.row(2).collect::<Vec<_>>(), [(1, 1.0)]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn k_nearest(times: &TravelTimes, k: usize, direction: Direction) -> Result<Weights> {
    let mut rows = pairs(times, direction)?;
    for row in &mut rows {
        row.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        row.truncate(k);
    }
    Ok(Weights::from_neighbours(
        rows.into_iter().map(|row| row.into_iter().map(|(j, _)| j).collect()).collect(),
    ))
}

/// Weight 1 for every city within `limit`.
///
/// # Conventions
/// A time of exactly `limit` counts.
///
/// # Errors
/// Two different cities at no time apart.
///
/// # Panics
/// If there is not one destination for each origin.
///
/// # Example
/// ```
/// use jingwei::network::TravelTimes;
/// use jingwei::units::Minutes;
/// use jingwei::weights::travel_time::{Direction, band};
/// let times = TravelTimes::from_minutes(&[vec![Some(0.0), Some(60.0)], vec![Some(61.0), Some(0.0)]]);
/// let weights = band(&times, Minutes::new(60.0), Direction::Each)?;
/// assert_eq!((weights.row(0).count(), weights.row(1).count()), (1, 0));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn band(times: &TravelTimes, limit: Minutes, direction: Direction) -> Result<Weights> {
    let near =
        |row: Vec<(usize, f64)>| row.into_iter().filter(|&(_, t)| t <= limit.get()).map(|(j, _)| j).collect();
    Ok(Weights::from_neighbours(pairs(times, direction)?.into_iter().map(near).collect()))
}

/// Weights that fall with travel time: `w_ij = t_ij^(−exponent)` up to `cutoff`, 0 beyond.
///
/// # Units
/// Times in minutes. Row-standardise to be free of the unit.
///
/// # Conventions
/// A time of exactly `cutoff` counts; without a cutoff every pair with a path has a weight.
///
/// # Errors
/// Two different cities at no time apart: the weight would be infinite; or an exponent by which it is, or is 0.
///
/// # Panics
/// If there is not one destination for each origin, or `exponent` is not finite.
///
/// # Example
/// ```
/// use jingwei::network::TravelTimes;
/// use jingwei::weights::travel_time::{Direction, inverse};
/// let times = TravelTimes::from_minutes(&[vec![Some(0.0), Some(2.0)], vec![Some(6.0), Some(0.0)]]);
/// let weights = inverse(&times, 2.0, None, Direction::Mean)?;
/// assert_eq!(weights.weight(0, 1), 1.0 / 16.0);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn inverse(
    times: &TravelTimes,
    exponent: f64,
    cutoff: Option<Minutes>,
    direction: Direction,
) -> Result<Weights> {
    assert!(exponent.is_finite(), "an exponent is finite");
    let within = |t: f64| cutoff.is_none_or(|cutoff| t <= cutoff.get());
    // libm: the same digits on every machine.
    let weigh = |row: Vec<(usize, f64)>| -> Vec<(usize, f64)> {
        row.into_iter().filter(|&(_, t)| within(t)).map(|(j, t)| (j, libm::pow(t, -exponent))).collect()
    };
    let rows: Vec<_> = pairs(times, direction)?.into_iter().map(weigh).collect();
    if rows.iter().flatten().any(|(_, weight)| !(weight.is_finite() && *weight > 0.0)) {
        let what = "travel times to this power are beyond what a number holds";
        return Err(Finding::new(Code::BadSetting, what).field("exponent").value(exponent).into());
    }
    Ok(Weights::from_rows(rows))
}

/// For each city the others that it reaches, with the time in minutes.
fn pairs(times: &TravelTimes, direction: Direction) -> Result<Vec<Vec<(usize, f64)>>> {
    assert_eq!(times.origins(), times.destinations(), "one destination for each origin");
    let between = |i, j| match direction {
        Direction::Each => times.minutes(i, j).map(Minutes::get),
        Direction::Mean => Some(f64::midpoint(times.minutes(i, j)?.get(), times.minutes(j, i)?.get())),
    };
    let units = times.origins();
    let mut zero = Vec::new();
    let mut rows = Vec::with_capacity(units);
    for i in 0..units {
        let row: Vec<_> =
            (0..units).filter(|&j| j != i).filter_map(|j| between(i, j).map(|t| (j, t))).collect();
        let together = row.iter().filter(|&&(_, t)| t <= 0.0).map(|&(j, _)| {
            Finding::new(Code::ZeroTime, "no time apart from another city").feature(i + 1).value(j + 1)
        });
        zero.extend(together);
        rows.push(row);
    }
    if zero.is_empty() { Ok(rows) } else { Err(Error::Input(zero)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn three() -> TravelTimes {
        TravelTimes::from_minutes(&[
            vec![Some(5.0), Some(10.0), Some(10.0)],
            vec![Some(30.0), Some(5.0), None],
            vec![Some(10.0), Some(40.0), Some(5.0)],
        ])
    }

    #[test]
    fn ties_go_to_the_lower_index() {
        let weights = k_nearest(&three(), 1, Direction::Each).unwrap();
        assert_eq!(weights.row(0).collect::<Vec<_>>(), [(1, 1.0)]);
    }

    #[test]
    fn fewer_than_k_where_fewer_can_be_reached() {
        let weights = k_nearest(&three(), 5, Direction::Each).unwrap();
        assert_eq!(weights.row(1).collect::<Vec<_>>(), [(0, 1.0)]);
    }

    #[test]
    fn the_mean_of_a_pair_with_one_way_is_no_pair() {
        let weights = band(&three(), Minutes::new(20.0), Direction::Mean).unwrap();
        assert_eq!(weights.row(0).collect::<Vec<_>>(), [(1, 1.0), (2, 1.0)]);
        assert_eq!(weights.row(1).collect::<Vec<_>>(), [(0, 1.0)]);
        assert_eq!(weights.row(2).collect::<Vec<_>>(), [(0, 1.0)]);
    }

    #[test]
    fn the_cutoff_is_inclusive() {
        let cutoff = Some(Minutes::new(10.0));
        let weights = inverse(&three(), 1.0, cutoff, Direction::Each).unwrap();
        assert_eq!(weights.row(0).collect::<Vec<_>>(), [(1, 0.1), (2, 0.1)]);
        assert_eq!(weights.islands(), [1]);
    }

    #[test]
    fn an_exponent_beyond_every_number_is_refused() {
        let times = |minutes| {
            TravelTimes::from_minutes(&[vec![Some(0.0), Some(minutes)], vec![Some(minutes), Some(0.0)]])
        };
        for minutes in [0.001, 1000.0] {
            let error = inverse(&times(minutes), 200.0, None, Direction::Each).unwrap_err();
            assert!(error.to_string().starts_with("setting `exponent`"), "{error}");
        }
        assert!(inverse(&times(1000.0), 100.0, None, Direction::Each).is_ok());
    }

    #[test]
    fn zero_times_are_refused_and_all_named() {
        let times = TravelTimes::from_minutes(&[vec![Some(0.0), Some(0.0)], vec![Some(0.0), Some(0.0)]]);
        let Err(Error::Input(findings)) = inverse(&times, 1.0, None, Direction::Each) else {
            panic!("zero times are refused")
        };
        assert_eq!(findings.len(), 2);
        assert_eq!(findings[0].code, Code::ZeroTime);
    }
}
