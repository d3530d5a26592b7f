//! Gravity accessibility.

use super::Decay;
use super::floating_catchment::{Catchment, Weights};
use super::preconditions::check_masses;
use crate::error::Result;
use crate::network::TravelTimes;

/// Opportunities of every kind that each origin reaches, each counted by its travel time.
///
/// Several kinds of opportunities and several decays are counted in one go; the result is one vector for each
/// decay, in it one for each kind, in it one value for each origin.
///
/// # Formula
/// `A_i = Σ_j O_j · f(t_ij)`
///
/// # Units
/// Each kind of `opportunities` in any unit, the result in the same; the parameters of [`Decay`] in minutes.
///
/// # Conventions
/// A pair without a path adds nothing. An origin with a path to no destination is `None`; one that reaches only
/// what counts nothing has 0. The origin counts itself, by the diagonal of `times`, where it is a destination.
/// [`Decay`] counts never more than 1, also for a power of less than a minute; [`potential`](super::potential)
/// does not hold it there, so the two differ where a trip takes less than a minute. More is better.
///
/// # Errors
/// An opportunity that is negative or not finite (all of a kind in one error), or a decay with parameters that
/// make no sense.
///
/// # Panics
/// If a kind of `opportunities` does not have one value for each destination.
///
/// # Example
/// ```
/// use jingwei::access::gravity;
/// use jingwei::network::TravelTimes;
///
/// let times = TravelTimes::from_minutes(&[vec![Some(15.0), Some(30.0), None]]);
/// let (jobs, beds) = ([100.0, 40.0, 9.0], [0.0, 8.0, 9.0]);
/// let decays = ["linear:cutoff=60".parse()?, "step:cutoff=20".parse()?];
/// let reached = gravity(&times, &[&jobs, &beds], &decays)?;
/// assert_eq!(reached[0], [[Some(95.0)], [Some(4.0)]]); // 100·¾ + 40·½, 8·½
/// assert_eq!(reached[1], [[Some(100.0)], [Some(0.0)]]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Hansen, W. G. (1959). How accessibility shapes land use. *Journal of the American Institute of Planners*
/// 25(2). <https://doi.org/10.1080/01944365908978307>
pub fn gravity(
    times: &TravelTimes,
    opportunities: &[&[f64]],
    decays: &[Decay],
) -> Result<Vec<Vec<Vec<Option<f64>>>>> {
    for kind in opportunities {
        check_masses(times, kind, "opportunities")?;
    }
    let reaches: Vec<bool> = (0..times.origins()).map(|i| times.row(i).any(|time| time.is_some())).collect();
    let by_decay = |decay: &Decay| {
        let weights = Weights::new(times, &Catchment::Decay { decay: *decay, limit: None })?;
        let of_kind = |kind: &&[f64]| {
            let sum =
                |i| weights.row(i).iter().zip(*kind).fold(0.0, |sum, (weight, mass)| sum + weight * mass);
            reaches.iter().enumerate().map(|(i, reaches)| reaches.then(|| sum(i))).collect()
        };
        Ok(opportunities.iter().map(of_kind).collect())
    };
    decays.iter().map(by_decay).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::cumulative;
    use crate::units::Minutes;

    #[test]
    fn a_step_is_the_cumulative_measure() {
        let times = TravelTimes::from_minutes(&[vec![Some(0.0), Some(30.0)], vec![Some(30.001), Some(0.0)]]);
        let cutoff = Minutes::new(30.0);
        let reached = gravity(&times, &[&[1.0, 2.0]], &[Decay::Step { cutoff }]).unwrap();
        let within = cumulative(&times, &[1.0, 2.0], cutoff).unwrap();
        assert_eq!(reached[0][0], within.into_iter().map(Some).collect::<Vec<_>>());
    }

    #[test]
    fn nothing_reached_is_none_and_nothing_there_is_zero() {
        let times = TravelTimes::from_minutes(&[vec![None, None], vec![Some(5.0), None]]);
        let decay = Decay::Power { exponent: 1.0 };
        assert_eq!(gravity(&times, &[&[0.0, 3.0]], &[decay]).unwrap(), [[[None, Some(0.0)]]]);
    }

    #[test]
    fn bad_input_is_refused() {
        let times = TravelTimes::from_minutes(&[vec![Some(5.0)]]);
        let decay = Decay::Power { exponent: 1.0 };
        assert!(gravity(&times, &[&[-1.0]], &[decay]).is_err());
        assert!(gravity(&times, &[&[1.0]], &[Decay::Exponential { rate: -1.0 }]).is_err());
    }
}
