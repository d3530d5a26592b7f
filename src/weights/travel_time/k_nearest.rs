//! The nearest few in time.

use super::{Direction, Times, Weights, weights_of};
use crate::error::Result;

/// Weight 1 for the `k` nearest in time of each city.
///
/// # Conventions
/// Ties go to the lower index. Fewer than `k` where fewer can be reached. With any [`Direction`] but
/// [`Each`](Direction::Each) the times are symmetric but the weights need not be: the nearest of a far city may have
/// nearer ones.
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
pub fn k_nearest(times: &impl Times, k: usize, direction: Direction) -> Result<Weights> {
    weights_of(times, direction, |row| {
        row.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(&b.0)));
        row.truncate(k);
        row.sort_unstable_by_key(|&(j, _)| j);
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
    fn ties_go_to_the_lower_index() {
        let weights = k_nearest(&three(), 1, Direction::Each).unwrap();
        assert_eq!(weights.row(0).collect::<Vec<_>>(), [(1, 1.0)]);
    }

    #[test]
    fn fewer_than_k_where_fewer_can_be_reached() {
        let weights = k_nearest(&three(), 5, Direction::Each).unwrap();
        assert_eq!(weights.row(1).collect::<Vec<_>>(), [(0, 1.0)]);
    }
}
