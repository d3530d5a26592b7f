//! Areas on the ellipsoid.

use crate::units::SquareKilometres;
use geo_types::{LineString, MultiPolygon, Polygon};

/// The area inside polygons in longitude and latitude, holes left out, on WGS 84.
///
/// # Formula
/// The area on Lambert's cylindrical equal-area plane of WGS 84, `∮ y dx` with `x = a λ` and
/// `y = a q(φ) / 2`, where `q(φ) = (1 − e²) (sin φ / (1 − e² sin² φ) + artanh(e sin φ) / e)`: the same as the area on
/// the ellipsoid.
///
/// # Conventions
/// Edges run straight on that plane. Rings may run either way round.
///
/// # Panics
/// If a coordinate is not finite.
///
/// # Example
/// ```
/// use geo_types::{Rect, coord};
/// use jingwei::network::ellipsoidal_area;
///
/// let octant = Rect::new(coord! { x: 0.0, y: 0.0 }, coord! { x: 90.0, y: 90.0 }).to_polygon();
/// // An eighth of 510,065,622 km².
/// assert_eq!(ellipsoidal_area(&octant.into()).get().round(), 63_758_203.0);
/// ```
///
/// # References
/// Snyder, J. P. (1987). *Map Projections: A Working Manual*. U.S. Geological Survey Professional Paper 1395, p. 76–85.
#[must_use]
pub fn ellipsoidal_area(polygons: &MultiPolygon<f64>) -> SquareKilometres {
    let rings = |part: &Polygon<f64>| {
        let holes: f64 = part.interiors().iter().map(|hole| ring(hole).abs()).sum();
        ring(part.exterior()).abs() - holes
    };
    // From zero on: an empty sum would be a negative zero.
    SquareKilometres::new(polygons.iter().fold(0.0, |sum, part| sum + rings(part)) / 1e6)
}

/// Square metres inside a ring.
fn ring(ring: &LineString<f64>) -> f64 {
    // WGS 84: semi-major axis in metres.
    const A: f64 = 6_378_137.0;
    let Some(first) = ring.0.first() else { return 0.0 };
    let base = authalic(first.y);
    let mut last = (0.0, 0.0);
    let mut sum = 0.0;
    for at in &ring.0 {
        let here = ((at.x - first.x).to_radians(), authalic(at.y) - base);
        sum += last.0 * here.1 - here.0 * last.1;
        last = here;
    }
    sum / 4.0 * A * A
}

/// `q(φ)`.
fn authalic(latitude: f64) -> f64 {
    const E2: f64 = 6.694_379_990_141_316e-3;
    const E: f64 = 0.081_819_190_842_621_49;
    let sine = libm::sin(latitude.to_radians());
    (1.0 - E2) * (sine / (1.0 - E2 * sine * sine) + libm::atanh(E * sine) / E)
}
