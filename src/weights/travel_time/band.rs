//! All within a limit of time.

use super::super::places::positive;
use super::{Direction, Times, Weights, keep_within, weights_of};
use crate::error::Result;
use crate::units::Minutes;

/// Weight 1 for every city within `limit`.
///
/// # Conventions
/// A time of exactly `limit` counts.
///
/// # Errors
/// A limit that is not above zero; two different cities at no time apart.
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
pub fn band(times: &impl Times, limit: Minutes, direction: Direction) -> Result<Weights> {
    positive(limit.get(), "limit")?;
    weights_of(times, direction, |row| {
        keep_within(row, Some(limit.get()));
        for (_, weight) in row {
            *weight = 1.0;
        }
    })
}

#[cfg(test)]
mod tests {
    use super::super::three;
    use super::*;

    #[test]
    fn the_mean_of_a_pair_with_one_way_is_no_pair() {
        let weights = band(&three(), Minutes::new(20.0), Direction::Mean).unwrap();
        assert_eq!(weights.row(0).collect::<Vec<_>>(), [(1, 1.0), (2, 1.0)]);
        assert_eq!(weights.row(1).collect::<Vec<_>>(), [(0, 1.0)]);
        assert_eq!(weights.row(2).collect::<Vec<_>>(), [(0, 1.0)]);
    }

    #[test]
    fn symmetric_times_make_symmetric_weights() {
        for direction in [Direction::Mean, Direction::Min, Direction::Max] {
            assert!(band(&three(), Minutes::new(30.0), direction).unwrap().is_symmetric());
        }
        assert!(!band(&three(), Minutes::new(20.0), Direction::Each).unwrap().is_symmetric());
        assert!(band(&three(), Minutes::ZERO, Direction::Each).is_err());
    }
}
