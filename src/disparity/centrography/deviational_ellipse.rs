//! The standard deviational ellipse.

use super::mean_centre::{centre, check};
use crate::error::Result;
use geo_types::{Coord, LineString, Polygon};
use std::f64::consts::{PI, TAU};

/// How long the axes are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum EllipseScale {
    /// That of `CrimeStat`: the standard deviations times `√2 · √(n / (n − 2))`; the default, as in PySAL pointpats.
    /// About 63 % of points that are scattered normally lie inside.
    #[default]
    CrimeStat,
    /// Times `√2`, without the correction for few points.
    RootTwo,
    /// Times `√(n / (n − 2))` alone.
    FewPoints,
    /// Yuill's: the standard deviations along the axes themselves. About 39 % lie inside.
    Yuill,
}

/// An ellipse about the weighted mean centre.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DeviationalEllipse {
    /// The weighted mean centre.
    pub centre: Coord<f64>,
    /// The longer semi-axis.
    pub major: f64,
    /// The shorter semi-axis.
    pub minor: f64,
    /// The direction of the longer axis, in radians from the x axis towards the y axis, in `(−π/2, π/2]`;
    /// `None` for a circle.
    pub angle: Option<f64>,
}

impl DeviationalEllipse {
    /// The direction of the longer axis in degrees clockwise from north, in `[0, 180)`; `None` for a circle.
    #[must_use]
    pub fn bearing(&self) -> Option<f64> {
        let bearing = |angle: f64| (90.0 - angle.to_degrees()).rem_euclid(180.0);
        self.angle.map(bearing)
    }

    /// The area inside.
    #[must_use]
    pub fn area(&self) -> f64 {
        PI * self.major * self.minor
    }

    /// How flat it is: 0 for a circle, towards 1 for a line; `None` where both axes are 0.
    #[must_use]
    pub fn flattening(&self) -> Option<f64> {
        (self.major > 0.0).then(|| 1.0 - self.minor / self.major)
    }

    /// The outline with this many corners, to draw it.
    ///
    /// # Panics
    /// If there are fewer than three corners.
    #[must_use]
    pub fn outline(&self, corners: u32) -> Polygon<f64> {
        assert!(corners >= 3, "an outline has at least three corners");
        let angle = self.angle.unwrap_or(0.0);
        let (sine, cosine) = (libm::sin(angle), libm::cos(angle));
        let corner = |i: u32| {
            let turn = TAU * f64::from(i) / f64::from(corners);
            let (along, across) = (self.major * libm::cos(turn), self.minor * libm::sin(turn));
            Coord {
                x: self.centre.x + along * cosine - across * sine,
                y: self.centre.y + along * sine + across * cosine,
            }
        };
        Polygon::new(LineString((0..corners).map(corner).collect()), vec![])
    }
}

/// In which direction, and how far, points are spread about their weighted mean centre.
///
/// # Formula
/// With the sums `A = Σ w x²`, `B = Σ w y²`, `C = Σ w x y` of distances from the centre: the direction is `½
/// atan2(2C, A − B)`, the squared standard deviations along and across it are `(A + B ± √((A − B)² + 4C²)) /
/// (2 Σ w)`, times the square of [`EllipseScale`].
///
/// # Units
/// Axes in that of the coordinates, which are planar.
///
/// # Conventions
/// Without `weights` each point counts once; `n` is the number of points, weighted or not, as in pointpats.
/// `None` where there is no weight above zero, and no more than two points to correct for few.
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
/// use jingwei::disparity::{EllipseScale, deviational_ellipse};
/// let points = [(3.0, 3.0), (-3.0, -3.0), (1.0, -1.0), (-1.0, 1.0)].map(|(x, y)| coord! { x: x, y: y });
/// let ellipse = deviational_ellipse(&points, None, EllipseScale::Yuill)?.unwrap();
/// // To the north-east: 2 · 18 / 4 along it, 2 · 2 / 4 across.
/// assert!((ellipse.bearing().unwrap() - 45.0).abs() < 1e-12);
/// assert!((ellipse.major - 3.0).abs() < 1e-15 && (ellipse.minor - 1.0).abs() < 1e-15);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
///
/// # References
/// Lefever, D. W. (1926). Measuring geographic concentration by means of the standard deviational ellipse.
/// *American Journal of Sociology* 32(1). Yuill, R. S. (1971). The standard deviational ellipse: an updated
/// tool for spatial description. *Geografiska Annaler B* 53(1).
pub fn deviational_ellipse(
    points: &[Coord<f64>],
    weights: Option<&[f64]>,
    scale: EllipseScale,
) -> Result<Option<DeviationalEllipse>> {
    let ones = vec![1.0; points.len()];
    let weights = weights.unwrap_or(&ones);
    check(points, weights)?;
    let n = points.len() as f64;
    let few = || (n > 2.0).then(|| n / (n - 2.0));
    let factor = match scale {
        EllipseScale::CrimeStat => few().map(|few| 2.0 * few),
        EllipseScale::RootTwo => Some(2.0),
        EllipseScale::FewPoints => few(),
        EllipseScale::Yuill => Some(1.0),
    };
    let (Some(factor), Some(centre)) = (factor, centre(points, weights)) else { return Ok(None) };
    let sum: f64 = weights.iter().sum();
    let (mut a, mut b, mut c) = (0.0, 0.0, 0.0);
    for (point, weight) in points.iter().zip(weights) {
        let share = weight / sum;
        let (x, y) = (point.x - centre.x, point.y - centre.y);
        a += share * x * x;
        b += share * y * y;
        c += share * x * y;
    }
    let between = libm::hypot(a - b, 2.0 * c);
    let along = f64::midpoint(a + b, between);
    // Where the axes are far from equal, the shorter is what the product leaves, by more digits than the
    // difference.
    let across = if along > 0.0 { ((a * b - c * c) / along).max(0.0) } else { 0.0 };
    let angle = (between > 1e-14 * (a + b)).then(|| 0.5 * libm::atan2(2.0 * c, a - b));
    Ok(Some(DeviationalEllipse {
        centre,
        major: (factor * along).sqrt(),
        minor: (factor * across).sqrt(),
        // Minus a quarter turn is the same axis.
        angle: angle.map(|angle| if angle <= -PI / 2.0 { PI / 2.0 } else { angle }),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo_types::coord;

    fn turned(points: &[Coord<f64>], turn: f64) -> Vec<Coord<f64>> {
        let (s, c) = turn.sin_cos();
        points.iter().map(|p| coord! { x: c * p.x - s * p.y + 400.0, y: s * p.x + c * p.y - 900.0 }).collect()
    }

    #[test]
    fn it_turns_with_the_points() {
        let points = [(0.0, 0.0), (5.0, 1.0), (2.0, 3.0), (9.0, 2.0), (-4.0, -1.0)];
        let points = points.map(|(x, y)| coord! { x: x, y: y });
        let weights = [1.0, 2.0, 3.0, 1.0, 0.5];
        let ellipse = |points: &[Coord<f64>]| {
            deviational_ellipse(points, Some(&weights), EllipseScale::CrimeStat).unwrap().unwrap()
        };
        let before = ellipse(&points);
        for turn in [0.3, 1.0, 1.5, 2.5] {
            let after = ellipse(&turned(&points, turn));
            assert!((after.major - before.major).abs() < 1e-10 && (after.minor - before.minor).abs() < 1e-10);
            let moved = (before.bearing().unwrap() - turn.to_degrees()).rem_euclid(180.0);
            assert!((after.bearing().unwrap() - moved).abs() < 1e-9);
        }
    }

    #[test]
    fn a_circle_has_no_direction_and_a_line_no_width() {
        let square = [(1.0, 0.0), (0.0, 1.0), (-1.0, 0.0), (0.0, -1.0)].map(|(x, y)| coord! { x: x, y: y });
        let circle = deviational_ellipse(&square, None, EllipseScale::RootTwo).unwrap().unwrap();
        assert_eq!((circle.angle, circle.bearing(), circle.flattening()), (None, None, Some(0.0)));
        assert!((circle.major - 1.0).abs() < 1e-15 && (circle.area() - PI).abs() < 1e-14);
        let upright = [(3.0, 1.0), (3.0, 2.0), (3.0, 6.0)].map(|(x, y)| coord! { x: x, y: y });
        let line = deviational_ellipse(&upright, None, EllipseScale::FewPoints).unwrap().unwrap();
        assert_eq!((line.bearing(), line.angle, line.minor), (Some(0.0), Some(PI / 2.0), 0.0));
        let place = deviational_ellipse(&[square[0]; 3], None, EllipseScale::CrimeStat).unwrap().unwrap();
        assert_eq!((place.major, place.angle, place.flattening()), (0.0, None, None));
        assert_eq!(deviational_ellipse(&square[..2], None, EllipseScale::CrimeStat).unwrap(), None);
        assert_eq!(deviational_ellipse(&[], None, EllipseScale::Yuill).unwrap(), None);
    }

    #[test]
    fn the_outline_lies_on_the_ellipse() {
        let ellipse = DeviationalEllipse {
            centre: coord! { x: 1.0, y: 2.0 },
            major: 3.0,
            minor: 1.0,
            angle: Some(0.4),
        };
        let outline = ellipse.outline(360);
        assert_eq!(outline.exterior().0.len(), 361);
        for corner in outline.exterior() {
            let (x, y) = (corner.x - 1.0, corner.y - 2.0);
            let (along, across) =
                (x * 0.4_f64.cos() + y * 0.4_f64.sin(), y * 0.4_f64.cos() - x * 0.4_f64.sin());
            assert!(((along / 3.0).powi(2) + across.powi(2) - 1.0).abs() < 1e-12);
        }
    }
}
