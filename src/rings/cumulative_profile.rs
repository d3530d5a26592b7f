//! Value against minutes, without rings.

use super::{Rings, Separation, check_values};
use crate::error::Result;
use crate::units::Minutes;

/// What lies within some minutes or kilometres of the core.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ProfilePoint<D = Minutes> {
    /// Time or distance from the core.
    pub apart: D,
    /// Sum of the values of all places within it, the core's included.
    pub total: f64,
}

/// How the total within reach of the core grows with travel time: the curve behind the rings.
///
/// # Formula
/// `C(m) = Σ_i x_i · [t_i ≤ m]`, one point at each time at which a place is reached
///
/// # Units
/// `values` in any unit, the totals in the same; times in minutes from the core.
///
/// # Conventions
/// Points ascend by time; places at equal time make one point; the core stands at 0. Between two points the
/// curve is flat. Places without a value make no point, nor do those that the core does not reach.
///
/// # Errors
/// Values that are not finite, all of them in one error.
///
/// # Panics
/// If `values` does not have one value for each place.
///
/// # Example
/// ```
/// use jingwei::network::TravelTimes;
/// use jingwei::rings::{DEFAULT_BREAKS, bands, cumulative_profile};
///
/// // From the core: 40 minutes to B and to C.
/// let times = TravelTimes::from_minutes(&[
///     vec![Some(0.0), Some(40.0), Some(40.0)],
///     vec![Some(40.0), Some(0.0), None],
///     vec![Some(40.0), None, Some(0.0)],
/// ]);
/// let rings = bands(&times, 0, &DEFAULT_BREAKS)?;
/// let curve = cumulative_profile(&rings, &[Some(600.0), Some(150.0), Some(250.0)])?;
/// let points: Vec<_> = curve.iter().map(|point| (point.apart.get(), point.total)).collect();
/// assert_eq!(points, [(0.0, 600.0), (40.0, 1000.0)]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn cumulative_profile<D: Separation>(
    rings: &Rings<D>,
    values: &[Option<f64>],
) -> Result<Vec<ProfilePoint<D>>> {
    check_values(rings, values)?;
    let mut reached: Vec<(D, f64)> =
        rings.apart.iter().zip(values).filter_map(|(time, value)| Some(((*time)?, (*value)?))).collect();
    // Stable: equal times keep study order, so the sum is the same in every run.
    reached.sort_by(|(a, _), (b, _)| a.get().total_cmp(&b.get()));
    let mut points: Vec<ProfilePoint<D>> = Vec::new();
    let mut total = 0.0;
    for (apart, value) in reached {
        total += value;
        match points.last_mut() {
            Some(last) if last.apart == apart => last.total = total,
            _ => points.push(ProfilePoint { apart, total }),
        }
    }
    Ok(points)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rings(minutes: &[Option<f64>]) -> Rings {
        let minutes: Vec<_> = minutes.iter().map(|time| time.map(Minutes::new)).collect();
        let ring = minutes.iter().map(|time| time.map(|_| 0)).collect();
        Rings { cores: vec![0], breaks: vec![Minutes::new(60.0)], ring, apart: minutes }
    }

    #[test]
    fn places_out_of_reach_or_without_a_value_make_no_point() {
        let rings = rings(&[Some(0.0), Some(50.0), None, Some(20.0)]);
        let curve = cumulative_profile(&rings, &[None, Some(3.0), Some(100.0), Some(4.0)]).unwrap();
        let points: Vec<_> = curve.iter().map(|p| (p.apart.get(), p.total)).collect();
        assert_eq!(points, [(20.0, 4.0), (50.0, 7.0)]);
    }

    #[test]
    fn a_value_that_is_no_number_is_refused() {
        assert!(cumulative_profile(&rings(&[Some(0.0)]), &[Some(f64::NAN)]).is_err());
    }
}
