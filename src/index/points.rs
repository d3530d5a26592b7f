//! Points found by the rectangle in which they lie.

use geo_types::Coord;
use rstar::primitives::GeomWithData;
use rstar::{AABB, RTree};

/// Points in any unit, degrees included: nothing is measured here.
///
/// # Example
/// ```
/// use geo_types::coord;
/// use jingwei::index::PointIndex;
///
/// let points = PointIndex::new(&[coord! { x: 1.0, y: 1.0 }, coord! { x: 2.0, y: 3.0 }]);
/// let inside = points.inside(coord! { x: 0.0, y: 0.0 }, coord! { x: 2.0, y: 2.0 });
/// assert_eq!(inside.collect::<Vec<_>>(), [0]);
/// ```
#[derive(Debug, Clone)]
pub struct PointIndex {
    tree: RTree<GeomWithData<[f64; 2], usize>>,
}

impl PointIndex {
    /// An index of `points`.
    #[must_use]
    pub fn new(points: &[Coord<f64>]) -> Self {
        let placed = points.iter().enumerate().map(|(index, at)| GeomWithData::new([at.x, at.y], index));
        Self { tree: RTree::bulk_load(placed.collect()) }
    }

    /// The points from `low` to `high`, those bounds included; in no order.
    pub fn inside(&self, low: Coord<f64>, high: Coord<f64>) -> impl Iterator<Item = usize> + '_ {
        let around = AABB::from_corners([low.x, low.y], [high.x, high.y]);
        self.tree.locate_in_envelope(&around).map(|point| point.data)
    }
}
