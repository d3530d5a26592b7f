//! Exact predicates on points and segments.

use geo::algorithm::kernels::{Kernel, RobustKernel};
use geo_types::Coord;

pub(super) use geo::algorithm::kernels::Orientation;

/// On which side of the line from `a` to `b` the point `c` lies: counter-clockwise is left. Exact.
#[inline]
pub(super) fn side(a: Coord<f64>, b: Coord<f64>, c: Coord<f64>) -> Orientation {
    RobustKernel::orient2d(a, b, c)
}

/// Whether `point` lies in the rectangle around `a` and `b`, its border included.
#[inline]
pub(super) fn in_frame(point: Coord<f64>, a: Coord<f64>, b: Coord<f64>) -> bool {
    a.x.min(b.x) <= point.x && point.x <= a.x.max(b.x) && a.y.min(b.y) <= point.y && point.y <= a.y.max(b.y)
}

/// Beyond this the products that an orientation is made of are no longer finite.
const FARTHEST: f64 = 1e150;

/// Whether orientations can be computed with `point`.
pub(super) fn computable(point: Coord<f64>) -> bool {
    point.x.abs() <= FARTHEST && point.y.abs() <= FARTHEST
}
