//! Areas on the ellipsoid.

use geo_types::{LineString, MultiPolygon};

/// Square kilometres inside polygons in longitude and latitude, holes left out.
///
/// # Formula
/// The area on Lambert's cylindrical equal-area plane of WGS 84, `∮ y dx` with `x = a λ` and
/// `y = a q(φ) / 2`, where `q(φ) = (1 − e²) (sin φ / (1 − e² sin² φ) + artanh(e sin φ) / e)`: the same as the area on
/// the ellipsoid.
///
/// # Conventions
/// Edges run straight on that plane. Rings may run either way round.
///
/// # Example
/// ```
/// use geo_types::{Rect, coord};
/// use jingwei::network::square_kilometres;
///
/// let octant = Rect::new(coord! { x: 0.0, y: 0.0 }, coord! { x: 90.0, y: 90.0 }).to_polygon();
/// // An eighth of 510,065,622 km².
/// assert_eq!(square_kilometres(&octant.into()).round(), 63_758_203.0);
/// ```
///
/// # References
/// Snyder, J. P. (1987). *Map Projections: A Working Manual*. U.S. Geological Survey Professional Paper 1395, p. 76–85.
#[must_use]
pub fn square_kilometres(polygons: &MultiPolygon<f64>) -> f64 {
    let polygon = |rings: (f64, f64)| rings.0 - rings.1;
    let each = polygons.iter().map(|part| {
        polygon((ring(part.exterior()).abs(), part.interiors().iter().map(|hole| ring(hole).abs()).sum()))
    });
    // From zero on: an empty sum would be a negative zero.
    each.fold(0.0, |sum, area| sum + area) / 1e6
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
