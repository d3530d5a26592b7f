//! Weights that fall with time as a bell curve does.

use super::super::places::positive;
use super::{Direction, Times, Weights, keep_within, weights_of};
use crate::error::Result;
use crate::units::Minutes;

/// Weights that fall with travel time: `w_ij = exp(−½ (t_ij / b)²)` up to `cutoff`, 0 beyond.
///
/// # Units
/// Times, `bandwidth` and `cutoff` in minutes.
///
/// # Conventions
/// The weight is 1 at no time, 0.61 at one bandwidth and 0.14 at two; it is not normalised. A time of exactly `cutoff`
/// counts; without a cutoff every pair with a path has a weight, unless it is so far that the weight is 0.
///
/// # Errors
/// A bandwidth or cutoff that is not above zero; two different cities at no time apart.
///
/// # Panics
/// If there is not one destination for each origin.
///
/// # Example
/// ```
/// use jingwei::network::TravelTimes;
/// use jingwei::units::Minutes;
/// use jingwei::weights::travel_time::{Direction, gaussian};
/// let times = TravelTimes::from_minutes(&[vec![Some(0.0), Some(60.0)], vec![Some(90.0), Some(0.0)]]);
/// let weights = gaussian(&times, Minutes::new(60.0), Some(Minutes::new(60.0)), Direction::Each)?;
/// assert!((weights.weight(0, 1) - (-0.5_f64).exp()).abs() < 1e-15);
/// assert_eq!(weights.islands(), [1]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn gaussian(
    times: &impl Times,
    bandwidth: Minutes,
    cutoff: Option<Minutes>,
    direction: Direction,
) -> Result<Weights> {
    let (bandwidth, cutoff) = (bandwidth.get(), cutoff.map(Minutes::get));
    positive(bandwidth, "bandwidth")?;
    cutoff.map_or(Ok(()), |cutoff| positive(cutoff, "cutoff"))?;
    weights_of(times, direction, |row| {
        keep_within(row, cutoff);
        for (_, weight) in &mut *row {
            let z = *weight / bandwidth;
            // libm: the same digits on every machine.
            *weight = libm::exp(-0.5 * z * z);
        }
        row.retain(|&(_, weight)| weight > 0.0);
    })
}

#[cfg(test)]
mod tests {
    use super::super::three;
    use super::*;

    #[test]
    fn so_far_that_nothing_is_left_is_no_neighbour() {
        let weights = gaussian(&three(), Minutes::new(0.1), None, Direction::Each).unwrap();
        assert_eq!(weights.islands(), [0, 1, 2]);
        assert!(gaussian(&three(), Minutes::ZERO, None, Direction::Each).is_err());
        assert!(gaussian(&three(), Minutes::new(1.0), Some(Minutes::ZERO), Direction::Each).is_err());
    }
}
