//! Regions that share a border.

use super::Weights;
use crate::index::{queen_pairs, rook_pairs};
use geo_types::MultiPolygon;

/// What makes two regions neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Contiguity {
    /// A shared vertex.
    #[default]
    Queen,
    /// A shared edge: two consecutive vertices.
    Rook,
}

/// Binary weights between regions that touch.
///
/// # Conventions
/// Vertices are shared when their coordinates are equal to the last bit, as in a layer whose borders were
/// drawn once; a vertex on the middle of a neighbour's edge does not count. Holes have borders too.
///
/// # Example
/// ```
/// use geo_types::{MultiPolygon, Rect, coord};
/// use jingwei::weights::{Contiguity, contiguity};
/// // Two squares side by side and one that touches the first at a corner.
/// let square = |x: f64, y: f64| {
///     MultiPolygon::from(Rect::new(coord! { x: x, y: y }, coord! { x: x + 1.0, y: y + 1.0 }).to_polygon())
/// };
/// let regions = [square(0.0, 0.0), square(1.0, 0.0), square(-1.0, 1.0)];
/// assert_eq!(contiguity(&regions, Contiguity::Queen).row(0).count(), 2);
/// assert_eq!(contiguity(&regions, Contiguity::Rook).row(0).count(), 1);
/// ```
#[must_use]
pub fn contiguity(polygons: &[MultiPolygon<f64>], kind: Contiguity) -> Weights {
    Weights::from_neighbours(match kind {
        Contiguity::Queen => queen_pairs(polygons),
        Contiguity::Rook => rook_pairs(polygons),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo_types::{LineString, Polygon, polygon};

    #[test]
    fn a_hole_borders_the_region_that_fills_it() {
        let inner: Polygon<f64> =
            polygon![(x: 1.0, y: 1.0), (x: 2.0, y: 1.0), (x: 2.0, y: 2.0), (x: 1.0, y: 2.0)];
        let outer = Polygon::new(
            LineString::from(vec![(0.0, 0.0), (3.0, 0.0), (3.0, 3.0), (0.0, 3.0)]),
            vec![inner.exterior().clone()],
        );
        let regions = [MultiPolygon::from(outer), MultiPolygon::from(inner)];
        assert_eq!(contiguity(&regions, Contiguity::Rook).row(0).collect::<Vec<_>>(), [(1, 1.0)]);
    }

    #[test]
    fn both_zeros_are_one_place() {
        let a = polygon![(x: 0.0, y: 0.0), (x: 1.0, y: 1.0), (x: 0.0, y: 1.0)];
        let b = polygon![(x: -0.0, y: -0.0), (x: -1.0, y: -1.0), (x: 0.0, y: -1.0)];
        let weights = contiguity(&[a.into(), b.into()], Contiguity::Queen);
        assert_eq!(weights.weight(0, 1).to_bits(), 1.0_f64.to_bits());
    }
}
