//! What became of a profile between two years: concentration or spread.

use super::{Rings, Separation, check_values};
use crate::error::Result;

/// What became of one ring.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RingChange {
    /// Sum of the values before.
    pub before: f64,
    /// Sum of the values after.
    pub after: f64,
    /// After over before, less one; `None` where there was nothing.
    pub growth: Option<f64>,
    /// Share of all rings after, less that before; `None` where there is nothing to share.
    pub share_change: Option<f64>,
    /// Share of all that was gained; `None` unless there was a gain over all.
    pub share_of_growth: Option<f64>,
}

/// Whether a value drew nearer to the core.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Movement {
    /// The share of the innermost ring rose and the mean distance fell.
    Polarisation,
    /// The share of the innermost ring fell and the mean distance rose.
    Spread,
}

/// What became of a profile.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct ProfileChange {
    /// From the core outward.
    pub rings: Vec<RingChange>,
    /// Mean distance from the core before and after, each place counting by its value; `None` without a value above 0.
    pub mean_apart: Option<[f64; 2]>,
    /// `None` where the two signs do not agree, or nothing moved.
    pub movement: Option<Movement>,
    /// The cores' own share of all that was gained, as that of a ring.
    pub core_share_of_growth: Option<f64>,
    /// Places in a ring with one value of the two; they do not take part.
    pub one_sided: usize,
}

/// What became of the profile of a value between two years, on the same rings.
///
/// # Formula
/// Growth `after / before − 1`; share of growth `(after_k − before_k) / Σ_k (after_k − before_k)`; mean distance
/// `Σ x_i d_i / Σ x_i`. Polarisation: the share of ring 0 rises and the mean distance falls; spread: the opposite.
///
/// # Units
/// `before` and `after` in one unit; mean distances in minutes or kilometres.
///
/// # Conventions
/// Only places with both values take part, so that a value that is missing looks like no growth.
///
/// # Errors
/// Values that are not finite, all of them in one error.
///
/// # Panics
/// If `before` or `after` do not have one value for each place.
///
/// # Example
/// ```
/// use jingwei::network::TravelTimes;
/// use jingwei::rings::{DEFAULT_BREAKS, Movement, bands, profile_change};
///
/// let rows = [vec![Some(0.0), Some(100.0)], vec![Some(100.0), Some(0.0)]];
/// let rings = bands(&TravelTimes::from_minutes(&rows), 0, &DEFAULT_BREAKS)?;
/// let change = profile_change(&rings, &[Some(100.0), Some(100.0)], &[Some(160.0), Some(120.0)])?;
/// assert_eq!(change.core_share_of_growth, Some(0.75)); // 60 of 80
/// assert_eq!(change.movement, Some(Movement::Polarisation));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn profile_change<D: Separation>(
    rings: &Rings<D>,
    before: &[Option<f64>],
    after: &[Option<f64>],
) -> Result<ProfileChange> {
    check_values(rings, before)?;
    check_values(rings, after)?;
    let mut totals = vec![[0.0; 2]; rings.count()];
    let (mut all, mut moments, mut of_cores) = ([0.0; 2], [0.0; 2], [0.0; 2]);
    let (mut one_sided, mut negative) = (0, false);
    for place in 0..before.len() {
        let (Some(ring), Some(apart)) = (rings.ring[place], rings.apart[place]) else { continue };
        let (Some(x), Some(y)) = (before[place], after[place]) else {
            one_sided += usize::from(before[place].is_some() != after[place].is_some());
            continue;
        };
        negative |= x < 0.0 || y < 0.0;
        for (year, value) in [x, y].into_iter().enumerate() {
            totals[ring][year] += value;
            all[year] += value;
            moments[year] += value * apart.get();
            if rings.cores.contains(&place) {
                of_cores[year] += value;
            }
        }
    }
    let shared = !negative && all[0] > 0.0 && all[1] > 0.0;
    let gain = all[1] - all[0];
    let of_gain = |[x, y]: [f64; 2]| (gain > 0.0).then(|| (y - x) / gain);
    let changes: Vec<RingChange> = totals
        .iter()
        .map(|&[x, y]| RingChange {
            before: x,
            after: y,
            growth: (x > 0.0).then(|| y / x - 1.0),
            share_change: shared.then(|| y / all[1] - x / all[0]),
            share_of_growth: of_gain([x, y]),
        })
        .collect();
    let mean_apart = shared.then(|| [moments[0] / all[0], moments[1] / all[1]]);
    let movement = mean_apart.zip(changes[0].share_change).and_then(|([x, y], share)| {
        if share > 0.0 && y < x {
            Some(Movement::Polarisation)
        } else if share < 0.0 && y > x {
            Some(Movement::Spread)
        } else {
            None
        }
    });
    Ok(ProfileChange {
        rings: changes,
        mean_apart,
        movement,
        core_share_of_growth: of_gain(of_cores),
        one_sided,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::TravelTimes;
    use crate::rings::{DEFAULT_BREAKS, bands};

    fn rings() -> Rings {
        let mut rows = vec![vec![None; 4]; 4];
        rows[0] = vec![Some(0.0), Some(20.0), Some(100.0), None];
        bands(&TravelTimes::from_minutes(&rows), 0, &DEFAULT_BREAKS).unwrap()
    }

    #[test]
    fn the_rings_share_all_growth() {
        let before = [100.0, 50.0, 50.0, 9.0].map(Some);
        let change = profile_change(&rings(), &before, &[110.0, 50.0, 80.0, 9.0].map(Some)).unwrap();
        let shares: f64 = change.rings.iter().filter_map(|ring| ring.share_of_growth).sum();
        assert!((shares - 1.0).abs() < 1e-15);
        assert!((change.core_share_of_growth.unwrap() - 0.25).abs() < 1e-15);
        assert_eq!(change.movement, Some(Movement::Spread));
        assert_eq!((change.rings[1].growth, change.rings[1].after), (None, 0.0));
    }

    #[test]
    fn a_loss_has_no_shares_and_what_is_missing_is_counted() {
        let before = [Some(100.0), Some(50.0), None, None];
        let change =
            profile_change(&rings(), &before, &[Some(90.0), Some(50.0), Some(3.0), Some(1.0)]).unwrap();
        assert_eq!((change.core_share_of_growth, change.one_sided), (None, 1));
        // All of it lies in ring 0 both times: nothing moved between the rings.
        assert_eq!(change.movement, None);
    }
}
