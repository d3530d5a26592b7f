//! Lorenz curve: what share of the whole the worst-off share of the people has.

use super::sorted::ascending_pairs;
use super::sums::{self, Sum};
use crate::disparity::inputs;
use crate::error::Result;

/// A point of a Lorenz curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LorenzPoint {
    /// Share of the people, from 0 to 1, those with the least first.
    pub people: f64,
    /// Share of the total that they have, from 0 to 1.
    pub share: f64,
}

/// What share of the total the people with the least have, each living with the value of their unit.
///
/// # Formula
/// `L(Σ_{k ≤ i} p_k / P) = Σ_{k ≤ i} p_k y_k / Σ p y`, units in the order of `y`; straight between these points
///
/// # Units
/// `values` per head; `population` in any unit; the points are shares.
///
/// # Conventions
/// The first point is (0, 0), the last (1, 1); units of equal value make one straight stretch. Twice the area between
/// the curve and the diagonal is [`super::gini_weighted`]. `None` where the total is 0 or there is no unit.
///
/// # Errors
/// Negative or non-finite values, a population not above zero.
///
/// # Panics
/// If there is not one population a value.
///
/// # Example
/// ```
/// use jingwei::disparity::lorenz;
/// // Three people share nothing, one has all.
/// let curve = lorenz(&[10.0, 0.0], &[1.0, 3.0])?.unwrap();
/// let points: Vec<(f64, f64)> = curve.iter().map(|point| (point.people, point.share)).collect();
/// assert_eq!(points, [(0.0, 0.0), (0.75, 0.0), (1.0, 1.0)]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Lorenz, M. O. (1905). Methods of measuring the concentration of wealth. *Publications of the American
/// Statistical Association* 9(70).
pub fn lorenz(values: &[f64], population: &[f64]) -> Result<Option<Vec<LorenzPoint>>> {
    inputs::weighted(values, population)?;
    let units = ascending_pairs(values, population);
    let people = sums::total(units.iter().map(|&(_, p)| p));
    let total = sums::total(units.iter().map(|&(y, p)| y * p));
    if total <= 0.0 {
        return Ok(None);
    }
    let (mut below, mut held) = (Sum::default(), Sum::default());
    let mut curve = vec![LorenzPoint { people: 0.0, share: 0.0 }];
    for (y, p) in units {
        below.add(p);
        held.add(y * p);
        curve.push(LorenzPoint { people: below.get() / people, share: held.get() / total });
    }
    Ok(Some(curve))
}

/// What the worst-off `share` of the people have, of `units` in ascending order of their values; the unit in which the
/// share ends is cut, which is to go straight from point to point of the curve.
pub(super) fn held_by_poorest(units: &[(f64, f64)], share: f64) -> f64 {
    let people = sums::total(units.iter().map(|&(_, p)| p)) * share;
    let (mut below, mut held) = (Sum::default(), Sum::default());
    for &(y, p) in units {
        let inside = p.min(people - below.get());
        if inside <= 0.0 {
            break;
        }
        below.add(p);
        held.add(y * inside);
    }
    held.get()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::disparity::gini_weighted;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_area_beside_the_curve_is_half_the_gini(
            units in proptest::collection::vec((0.0..1e4_f64, 0.1..1e3_f64), 1..40),
        ) {
            let (values, population): (Vec<f64>, Vec<f64>) = units.into_iter().unzip();
            let Some(curve) = lorenz(&values, &population).unwrap() else { return Ok(()) };
            let below: f64 = curve
                .windows(2)
                .map(|pair| (pair[1].people - pair[0].people) * (pair[0].share + pair[1].share) / 2.0)
                .sum();
            let gini = gini_weighted(&values, &population).unwrap().unwrap();
            prop_assert!((1.0 - 2.0 * below - gini).abs() < 1e-12);
            prop_assert!(curve.iter().all(|point| point.share <= point.people + 1e-12));
        }
    }

    #[test]
    fn nothing_to_share_has_no_curve() {
        assert_eq!(lorenz(&[0.0, 0.0], &[1.0, 1.0]).unwrap(), None);
        assert_eq!(lorenz(&[], &[]).unwrap(), None);
        assert!(lorenz(&[1.0], &[0.0]).is_err());
    }
}
