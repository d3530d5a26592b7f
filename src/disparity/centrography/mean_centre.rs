//! The mean centre.

use crate::disparity::inputs;
use crate::error::{Error, Finding, Result};
use geo_types::Coord;

/// The middle of points, each counting once.
///
/// # Formula
/// `(Σ_i x_i / n, Σ_i y_i / n)`
///
/// # Conventions
/// `None` where there is no point.
///
/// # Errors
/// Coordinates that are not finite.
///
/// # Example
/// ```
/// use geo_types::coord;
/// use jingwei::disparity::mean_centre;
/// let centre = mean_centre(&[coord! { x: 0.0, y: 0.0 }, coord! { x: 4.0, y: 2.0 }])?;
/// assert_eq!(centre, Some(coord! { x: 2.0, y: 1.0 }));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn mean_centre(points: &[Coord<f64>]) -> Result<Option<Coord<f64>>> {
    weighted_mean_centre(points, &vec![1.0; points.len()])
}

/// The middle of points, each counting by its weight: the centre of gravity of people, or of an economy.
///
/// # Formula
/// `(Σ_i w_i x_i / Σ_i w_i, Σ_i w_i y_i / Σ_i w_i)`
///
/// # Conventions
/// `None` where there is no weight above zero.
///
/// # Errors
/// Coordinates that are not finite; weights that are negative or not finite.
///
/// # Panics
/// If there is not one weight a point.
///
/// # Example
/// ```
/// use geo_types::coord;
/// use jingwei::disparity::weighted_mean_centre;
/// let points = [coord! { x: 0.0, y: 0.0 }, coord! { x: 4.0, y: 2.0 }];
/// assert_eq!(weighted_mean_centre(&points, &[1.0, 3.0])?, Some(coord! { x: 3.0, y: 1.5 }));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn weighted_mean_centre(points: &[Coord<f64>], weights: &[f64]) -> Result<Option<Coord<f64>>> {
    check(points, weights)?;
    Ok(centre(points, weights))
}

/// Refuses coordinates that are not finite and weights that are negative or not finite.
pub(super) fn check(points: &[Coord<f64>], weights: &[f64]) -> Result<()> {
    assert_eq!(points.len(), weights.len(), "one weight a point");
    let bad = |value: f64| value.is_nan() || value.abs() > inputs::LARGEST;
    let findings: Vec<Finding> = (1..)
        .zip(points)
        .flat_map(|(number, point)| [point.x, point.y].map(|value| (number, value)))
        .filter(|&(_, value)| bad(value))
        .map(|(number, value)| inputs::finding("a coordinate is not finite", value).feature(number))
        .collect();
    if findings.is_empty() { inputs::non_negative(weights) } else { Err(Error::Input(findings)) }
}

/// The centre of checked points.
pub(super) fn centre(points: &[Coord<f64>], weights: &[f64]) -> Option<Coord<f64>> {
    let sum: f64 = weights.iter().sum();
    let first = *points.iter().zip(weights).find(|&(_, &weight)| weight > 0.0)?.0;
    // From one of the points, so that few digits are lost far from the origin.
    let (mut x, mut y) = (0.0, 0.0);
    for (point, weight) in points.iter().zip(weights) {
        x += weight * (point.x - first.x);
        y += weight * (point.y - first.y);
    }
    Some(Coord { x: first.x + x / sum, y: first.y + y / sum })
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo_types::coord;

    #[test]
    fn points_without_weight_do_not_count() {
        let points = [coord! { x: 9.0, y: 9.0 }, coord! { x: 1.0, y: 2.0 }];
        assert_eq!(weighted_mean_centre(&points, &[0.0, 0.1]).unwrap(), Some(points[1]));
        assert_eq!(weighted_mean_centre(&points, &[0.0, 0.0]).unwrap(), None);
        assert_eq!(mean_centre(&[]).unwrap(), None);
    }

    #[test]
    fn what_is_not_finite_or_negative_is_refused() {
        let error = mean_centre(&[coord! { x: 0.0, y: f64::NAN }]).unwrap_err().to_string();
        assert!(error.starts_with("feature 1: a coordinate is not finite: `NaN`"), "{error}");
        assert!(weighted_mean_centre(&[coord! { x: 0.0, y: 0.0 }], &[-1.0]).is_err());
        assert!(weighted_mean_centre(&[coord! { x: f64::INFINITY, y: 0.0 }], &[1.0]).is_err());
    }
}
