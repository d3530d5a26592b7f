//! All within a distance.

use super::Weights;
use super::places::{measurable, positive, same_place};
use super::sparse::Building;
use crate::error::{Code, Error, Finding, Result};
use crate::index::{KdTree, Near};
use crate::units::Metres;
use geo_types::Coord;

/// Weight 1 for every point within `threshold`.
///
/// # Units
/// Points on a plane, in metres.
///
/// # Conventions
/// Straight lines; a distance of exactly `threshold` counts. A point with none so near is an island:
/// [`min_threshold_distance`] is the least threshold without one.
///
/// # Errors
/// A threshold that is not above zero; a coordinate that is not finite; more links than memory holds.
///
/// # Example
/// ```
/// use geo_types::coord;
/// use jingwei::units::Metres;
/// use jingwei::weights::distance_band;
/// let places = [coord! { x: 0.0, y: 0.0 }, coord! { x: 3.0, y: 4.0 }, coord! { x: 9.0, y: 4.0 }];
/// let weights = distance_band(&places, Metres::new(5.0))?;
/// assert_eq!((weights.neighbours(0), weights.islands()), (&[1][..], vec![2]));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn distance_band(points: &[Coord<f64>], threshold: Metres) -> Result<Weights> {
    weigh_within(points, threshold, |_| 1.0)
}

/// Weights that fall with distance: `w_ij = d_ij^(−power)` up to `threshold`, 0 beyond.
///
/// # Units
/// Points on a plane, in metres. Row-standardise to be free of the unit.
///
/// # Conventions
/// Straight lines; a distance of exactly `threshold` counts. PySAL's `alpha` is `−power`.
///
/// # Errors
/// A threshold or power that is not above zero; a coordinate that is not finite; two points within `threshold` that
/// lie on each other, for which the weight would be infinite (PySAL gives it as such); a power by which a weight is
/// beyond what a number holds; more links than memory holds.
///
/// # Example
/// ```
/// use geo_types::coord;
/// use jingwei::units::Metres;
/// use jingwei::weights::inverse_distance;
/// let places = [coord! { x: 0.0, y: 0.0 }, coord! { x: 0.0, y: 4.0 }];
/// let weights = inverse_distance(&places, Metres::new(10.0), 2.0)?;
/// assert_eq!(weights.weight(0, 1), 1.0 / 16.0);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn inverse_distance(points: &[Coord<f64>], threshold: Metres, power: f64) -> Result<Weights> {
    positive(power, "power")?;
    measurable(points)?;
    together(points)?;
    let weights = weigh_within(points, threshold, |near| {
        // libm: the same digits on every machine.
        let weight = libm::pow(near.distance(), -power);
        if weight.is_finite() { weight } else { 0.0 }
    })?;
    if weights.values.iter().all(|&weight| weight > 0.0) {
        return Ok(weights);
    }
    let what = "distances to this power are beyond what a number holds";
    Err(Error::usage(
        Finding::new(Code::BadArgument, what).field("power").value(power).hint("take a smaller one"),
    ))
}

/// The least distance at which every point has a neighbour: the longest way to a nearest point.
///
/// # Units
/// Points on a plane, in metres.
///
/// # Errors
/// Fewer than two points; a coordinate that is not finite; all points on one place.
///
/// # Example
/// ```
/// use geo_types::coord;
/// use jingwei::units::Metres;
/// use jingwei::weights::min_threshold_distance;
/// let places = [coord! { x: 0.0, y: 0.0 }, coord! { x: 1.0, y: 0.0 }, coord! { x: 5.0, y: 0.0 }];
/// assert_eq!(min_threshold_distance(&places)?, Metres::new(4.0));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn min_threshold_distance(points: &[Coord<f64>]) -> Result<Metres> {
    measurable(points)?;
    let tree = KdTree::new(points);
    let mut found = Vec::new();
    let mut longest = 0.0_f64;
    for (i, at) in tree.points() {
        tree.nearest(at, 1, Some(i), &mut found);
        longest = found.iter().fold(longest, |longest, near| longest.max(near.distance()));
    }
    if longest > 0.0 {
        return Ok(Metres::new(longest));
    }
    let what = "no two units lie apart, so that no distance joins each to another";
    Err(Finding::new(Code::SamePlace, what).into())
}

/// Weights by distance of all within `threshold`.
fn weigh_within(points: &[Coord<f64>], threshold: Metres, weigh: impl Fn(&Near) -> f64) -> Result<Weights> {
    positive(threshold.get(), "threshold")?;
    measurable(points)?;
    let tree = KdTree::new(points);
    let mut building = Building::new(points.len());
    let mut found = Vec::new();
    for (i, &at) in points.iter().enumerate() {
        tree.within(at, threshold.get(), &mut found);
        building.row(found.iter().filter(|near| near.index != i).map(|near| (near.index, weigh(near))));
        building.fits()?;
    }
    Ok(building.finish())
}

/// Refuses points that lie on each other.
pub(super) fn together(points: &[Coord<f64>]) -> Result<()> {
    let place = |&i: &usize| (points[i].x + 0.0, points[i].y + 0.0);
    let mut order: Vec<usize> = (0..points.len()).collect();
    order.sort_by(|i, j| {
        let ((a, b), (c, d)) = (place(i), place(j));
        a.total_cmp(&c).then(b.total_cmp(&d)).then(i.cmp(j))
    });
    let same = |pair: &[usize]| place(&pair[0]) == place(&pair[1]);
    let mut pairs: Vec<_> =
        order.windows(2).filter(|pair| same(pair)).map(|pair| (pair[1], pair[0])).collect();
    pairs.sort_unstable();
    Error::if_any(&pairs.into_iter().map(|(i, j)| same_place(i, j)).collect::<Vec<_>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(x: f64) -> Coord<f64> {
        Coord { x, y: 0.0 }
    }

    #[test]
    fn the_threshold_that_leaves_no_island_is_inclusive() {
        let points = [at(0.1), at(0.3), at(1.7), at(2.9)];
        let least = min_threshold_distance(&points).unwrap();
        assert!(distance_band(&points, least).unwrap().islands().is_empty());
        let less = Metres::new(least.get().next_down());
        // The two that are that far apart are the nearest of each other.
        assert_eq!(distance_band(&points, less).unwrap().islands(), [2, 3]);
    }

    #[test]
    fn points_on_each_other_are_neighbours_in_a_band_and_refused_by_distance() {
        let points = [at(1.0), at(2.0), at(1.0), at(1.0)];
        assert_eq!(distance_band(&points, Metres::new(0.5)).unwrap().neighbours(0), [2, 3]);
        let Err(Error::Input(findings)) = inverse_distance(&points, Metres::new(0.5), 1.0) else {
            panic!("points on each other are refused")
        };
        assert_eq!(findings.len(), 2);
        assert_eq!(findings[0].to_string(), "feature 3: on the same place as another unit: `1`");
    }

    #[test]
    fn what_no_distance_can_be_is_refused() {
        let points = [at(0.0), at(1.0)];
        for threshold in [-1.0, 0.0] {
            let error = distance_band(&points, Metres::new(threshold)).unwrap_err();
            assert!(error.to_string().starts_with("argument `threshold`"), "{error}");
        }
        for nowhere in [f64::NAN, f64::INFINITY, 1e200] {
            let error = distance_band(&[at(0.0), at(nowhere)], Metres::new(1.0)).unwrap_err();
            assert!(error.to_string().starts_with("feature 2: the place of a unit"), "{error}");
        }
        assert!(inverse_distance(&[at(0.0), at(1e-3)], Metres::new(1.0), 500.0).is_err());
        assert!(inverse_distance(&points, Metres::new(1.0), f64::NAN).is_err());
        for alone in [&[][..], &points[..1], &[at(1.0), at(1.0)]] {
            assert!(min_threshold_distance(alone).is_err());
        }
    }
}
