//! Weights that fall with a power of time.

use super::super::places::positive;
use super::{Direction, Times, Weights, keep_within, weights_of};
use crate::error::{Code, Finding, Result};
use crate::units::Minutes;

/// Weights that fall with travel time: `w_ij = t_ij^(−exponent)` up to `cutoff`, 0 beyond.
///
/// # Units
/// Times in minutes. Row-standardise to be free of the unit.
///
/// # Conventions
/// A time of exactly `cutoff` counts; without a cutoff every pair with a path has a weight.
///
/// # Errors
/// Two different cities at no time apart: the weight would be infinite; or an exponent by which it is, or is 0; a cutoff
/// that is not above zero.
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
    times: &impl Times,
    exponent: f64,
    cutoff: Option<Minutes>,
    direction: Direction,
) -> Result<Weights> {
    assert!(exponent.is_finite(), "an exponent is finite");
    let cutoff = cutoff.map(Minutes::get);
    cutoff.map_or(Ok(()), |cutoff| positive(cutoff, "cutoff"))?;
    let mut beyond = false;
    let weights = weights_of(times, direction, |row| {
        keep_within(row, cutoff);
        for (_, weight) in row {
            // libm: the same digits on every machine.
            *weight = libm::pow(*weight, -exponent);
            if !(weight.is_finite() && *weight > 0.0) {
                beyond = true;
                *weight = 0.0;
            }
        }
    })?;
    if beyond {
        let what = "travel times to this power are beyond what a number holds";
        return Err(Finding::new(Code::BadSetting, what).field("exponent").value(exponent).into());
    }
    Ok(weights)
}

#[cfg(test)]
mod tests {
    use super::super::three;
    use super::*;
    use crate::error::Error;
    use crate::network::TravelTimes;

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
