//! How compact an outline is.

use geo::line_measures::Euclidean;
use geo::{Area, Length};
use geo_types::MultiPolygon;

/// How compact an outline is: its area beside that of the circle with the same perimeter. 1 for a circle, 0.785 for a
/// square, near 0 for what is stretched out, torn apart or ragged.
///
/// # Formula
/// `4 π A / P²`, holes taken from the area and added to the perimeter
///
/// # Units
/// `outline` in a plane, in any unit of length; the result from 0 to 1.
///
/// # Conventions
/// The borders of units count as written: a ragged coast makes a cluster less compact than a straight border. `None` for
/// an outline without area.
///
/// # Example
/// ```
/// use geo_types::{MultiPolygon, Rect, coord};
/// use jingwei::cluster::compactness;
///
/// let square = Rect::new(coord! { x: 0.0, y: 0.0 }, coord! { x: 3.0, y: 3.0 }).to_polygon();
/// let quotient = compactness(&MultiPolygon(vec![square])).unwrap();
/// assert!((quotient - std::f64::consts::PI / 4.0).abs() < 1e-15);
/// ```
///
/// # References
/// Polsby, D. D. and Popper, R. D. (1991). The third criterion: compactness as a procedural safeguard against partisan
/// gerrymandering. *Yale Law & Policy Review* 9(2).
#[must_use]
pub fn compactness(outline: &MultiPolygon<f64>) -> Option<f64> {
    let rings = outline.iter().flat_map(|part| std::iter::once(part.exterior()).chain(part.interiors()));
    let perimeter: f64 = rings.map(|ring| Euclidean.length(ring)).sum();
    let area = outline.unsigned_area();
    (area > 0.0 && perimeter > 0.0).then(|| 4.0 * std::f64::consts::PI * area / (perimeter * perimeter))
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo_types::{Rect, coord};

    #[test]
    fn parts_and_holes_make_it_less_compact() {
        let square = |x: f64| Rect::new(coord! { x: x, y: 0.0 }, coord! { x: x + 1.0, y: 1.0 }).to_polygon();
        let one = compactness(&MultiPolygon(vec![square(0.0)])).unwrap();
        let two = compactness(&MultiPolygon(vec![square(0.0), square(5.0)])).unwrap();
        assert!((two - one / 2.0).abs() < 1e-15, "twice the area, twice the perimeter");
        assert_eq!(compactness(&MultiPolygon(Vec::new())), None);
    }
}
