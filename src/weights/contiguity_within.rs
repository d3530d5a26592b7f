//! Regions whose borders nearly meet.

use super::places::positive;
use super::{Contiguity, Weights};
use crate::error::{Code, Error, Finding, Result};
use crate::index::meetings;
use crate::units::Metres;
use geo_types::MultiPolygon;

/// How far borders may be off that are meant to be one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tolerance {
    /// Borders no farther apart meet.
    pub apart: Metres,
    /// Regions share an edge where the borders meet along more than this.
    pub alongside: Metres,
}

impl Tolerance {
    /// Borders off by `apart` share an edge where they meet along more than four times that: two borders that part at a
    /// corner stay within `apart` of each other as far as `apart ÷ sin α` from it, on both sides, which is this much at an
    /// angle `α` of 30°.
    #[must_use]
    pub fn of(apart: Metres) -> Self {
        Self { apart, alongside: apart * 4.0 }
    }
}

/// Binary weights between regions whose borders meet, up to a tolerance: for layers whose neighbours were digitised one
/// by one, with gaps, overlaps and other vertices.
///
/// # Units
/// Regions on a plane, in metres: a tolerance in degrees would be another one in each direction.
///
/// # Conventions
/// [`Contiguity::Queen`]: somewhere the borders are no farther apart than `tolerance.apart`, that included.
/// [`Contiguity::Rook`]: of the border of one of the two, more than `tolerance.alongside` lies that near to the other.
/// Vertices on the middle of an edge meet it, other than in [`contiguity`](super::contiguity()). Choose a tolerance that
/// is larger than the gaps and far smaller than the regions. Both directions are the same.
///
/// # Errors
/// A tolerance that is not above zero; a coordinate that is not finite.
///
/// # Example
/// ```
/// use geo_types::{MultiPolygon, Rect, coord};
/// use jingwei::units::Metres;
/// use jingwei::weights::{Contiguity, Tolerance, contiguity_within};
/// // Two squares a metre apart.
/// let square = |x: f64| {
///     MultiPolygon::from(Rect::new(coord! { x: x, y: 0.0 }, coord! { x: x + 99.0, y: 99.0 }).to_polygon())
/// };
/// let regions = [square(0.0), square(100.0)];
/// let meet = |apart| {
///     contiguity_within(&regions, Contiguity::Rook, Tolerance::of(Metres::new(apart))).unwrap().links()
/// };
/// assert_eq!((meet(0.9), meet(1.0)), (0, 2));
/// ```
pub fn contiguity_within(
    regions: &[MultiPolygon<f64>],
    kind: Contiguity,
    tolerance: Tolerance,
) -> Result<Weights> {
    positive(tolerance.apart.get(), "tolerance")?;
    let findings: Vec<Finding> = regions
        .iter()
        .enumerate()
        .filter(|(_, region)| {
            use geo::CoordsIter;
            region.coords_iter().any(|at| !(at.x.is_finite() && at.y.is_finite()))
        })
        .map(|(i, _)| Finding::new(Code::BadValue, "a border has a place that is none").feature(i + 1))
        .collect();
    Error::if_any(&findings)?;
    let mut neighbours = vec![Vec::new(); regions.len()];
    for meeting in meetings(regions, tolerance.apart) {
        if kind == Contiguity::Queen || meeting.alongside > tolerance.alongside {
            neighbours[meeting.region].push(meeting.other);
            neighbours[meeting.other].push(meeting.region);
        }
    }
    Ok(Weights::from_neighbours(neighbours))
}

#[cfg(test)]
mod tests {
    use super::super::contiguity;
    use super::*;
    use geo_types::{Coord, LineString, Polygon, Rect, coord};

    fn square(x: f64, y: f64) -> MultiPolygon<f64> {
        Rect::new(coord! { x: x, y: y }, coord! { x: x + 100.0, y: y + 100.0 }).to_polygon().into()
    }

    /// Squares of a lattice, each drawn anew: off by up to a metre, with vertices of its own.
    fn sloppy(columns: usize) -> (Vec<MultiPolygon<f64>>, Vec<MultiPolygon<f64>>) {
        let mut state = 1_u64;
        let mut off = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 40) as f64 / (1_u64 << 24) as f64 - 0.5
        };
        let place = |i: usize| (100.0 * (i % columns) as f64, 100.0 * (i / columns) as f64);
        let exact = (0..columns * columns).map(|i| square(place(i).0, place(i).1)).collect();
        let drawn = (0..columns * columns).map(|i| {
            let (x, y) = place(i);
            let corners =
                [(0.0, 0.0), (40.0 + 20.0 * off(), 0.0), (100.0, 0.0), (100.0, 100.0), (0.0, 100.0)];
            let ring = corners.map(|(a, b)| Coord { x: x + a + off(), y: y + b + off() });
            MultiPolygon::from(Polygon::new(LineString::from(ring.to_vec()), vec![]))
        });
        let drawn = drawn.collect();
        (exact, drawn)
    }

    #[test]
    fn borders_off_by_less_than_the_tolerance_are_those_drawn_once() {
        let (exact, drawn) = sloppy(5);
        for kind in [Contiguity::Queen, Contiguity::Rook] {
            let within = contiguity_within(&drawn, kind, Tolerance::of(Metres::new(3.0))).unwrap();
            assert_eq!(within, contiguity(&exact, kind), "{kind:?}");
            assert_eq!(contiguity(&drawn, kind).links(), 0);
        }
    }

    #[test]
    fn a_vertex_on_the_middle_of_an_edge_meets_it() {
        let regions = [square(0.0, 0.0), square(100.0, 50.0), square(250.0, 0.0)];
        let within = |apart| contiguity_within(&regions, Contiguity::Rook, Tolerance::of(Metres::new(apart)));
        assert_eq!(within(0.001).unwrap().neighbours(0), [1]);
        assert_eq!(within(0.001).unwrap().islands(), [2]);
        assert!(within(0.0).is_err());
        let nowhere = [square(f64::NAN, 0.0)];
        assert!(contiguity_within(&nowhere, Contiguity::Queen, Tolerance::of(Metres::new(1.0))).is_err());
    }
}
