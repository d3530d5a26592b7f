//! Where things are: the region at a point, the nearest, those within a distance, the neighbours, outlines of
//! groups; the only file that names `rstar`.
//!
//! [`SpatialIndex`] holds regions or points, [`LineIndex`] the stretches of lines, [`KdTree`] points that very many
//! questions are asked about; all measure on a plane, in metres (see [`crate::reproject`]). [`RegionIndex`] says in
//! which regions points lie, by the million. [`queen_pairs`], [`rook_pairs`] and [`dissolve`] compare coordinates as
//! written, so they take regions in longitude and latitude.

mod borders;
mod contiguity;
mod dissolve;
mod grid;
mod kd_tree;
mod points;
mod region_index;
mod side;

pub use borders::{Meeting, meetings};
pub use contiguity::{queen_pairs, rook_pairs};
pub use dissolve::{Dissolved, dissolve};
pub(crate) use kd_tree::Walk;
pub use kd_tree::{KdTree, Near};
pub use points::PointIndex;
pub use region_index::RegionIndex;

use crate::units::Metres;
use geo::{Distance, Euclidean, line_intersection::LineIntersection};
use geo_types::{Coord, Line, LineString, MultiPolygon, Point};
use rstar::primitives::{GeomWithData, Line as Stretch};
use rstar::{AABB, PointDistance, RTree, RTreeObject};
use std::cmp::Ordering;

/// Points or regions on a plane, found by where they are.
///
/// # Conventions
/// Distances are straight lines on the plane, zero inside a region and on its boundary. Equal distances go
/// to the lower index. A region without a polygon is never found.
///
/// # Example
/// ```
/// use geo_types::coord;
/// use jingwei::index::SpatialIndex;
/// use jingwei::units::Metres;
///
/// let places = SpatialIndex::of_points(&[coord! { x: 0.0, y: 0.0 }, coord! { x: 30.0, y: 40.0 }]);
/// assert_eq!(places.nearest(coord! { x: 0.0, y: 0.0 }, 2), [(0, Metres::ZERO), (1, Metres::new(50.0))]);
/// ```
#[derive(Debug, Clone)]
pub struct SpatialIndex {
    tree: RTree<Item>,
    len: usize,
}

#[derive(Debug, Clone)]
struct Item {
    index: usize,
    frame: AABB<[f64; 2]>,
    shape: Shape,
}

#[derive(Debug, Clone)]
enum Shape {
    Point(Coord<f64>),
    Region(MultiPolygon<f64>),
}

impl RTreeObject for Item {
    type Envelope = AABB<[f64; 2]>;

    fn envelope(&self) -> Self::Envelope {
        self.frame
    }
}

impl PointDistance for Item {
    fn distance_2(&self, point: &[f64; 2]) -> f64 {
        let distance = self.distance(Coord { x: point[0], y: point[1] });
        distance * distance
    }
}

impl Item {
    fn distance(&self, from: Coord<f64>) -> f64 {
        match &self.shape {
            Shape::Point(point) => Euclidean.distance(*point, from),
            Shape::Region(region) => Euclidean.distance(&Point(from), region),
        }
    }
}

fn frame<'a>(coords: impl Iterator<Item = &'a Coord<f64>>) -> Option<AABB<[f64; 2]>> {
    let mut corners = coords.map(|c| [c.x, c.y]).peekable();
    corners.peek()?;
    let corners: Vec<_> = corners.collect();
    Some(AABB::from_points(&corners))
}

impl SpatialIndex {
    /// An index of `points`, in metres.
    #[must_use]
    pub fn of_points(points: &[Coord<f64>]) -> Self {
        let item = |(index, &point): (usize, &Coord<f64>)| Item {
            index,
            frame: AABB::from_point([point.x, point.y]),
            shape: Shape::Point(point),
        };
        Self { tree: RTree::bulk_load(points.iter().enumerate().map(item).collect()), len: points.len() }
    }

    /// An index of `regions`, in metres.
    #[must_use]
    pub fn of_regions(regions: Vec<MultiPolygon<f64>>) -> Self {
        let len = regions.len();
        let item = |(index, region): (usize, MultiPolygon<f64>)| {
            let frame = frame(region.iter().flat_map(|polygon| polygon.exterior().coords()))?;
            Some(Item { index, frame, shape: Shape::Region(region) })
        };
        Self { tree: RTree::bulk_load(regions.into_iter().enumerate().filter_map(item).collect()), len }
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The `k` nearest to `point` (fewer if there are not so many), nearest first.
    #[must_use]
    pub fn nearest(&self, point: Coord<f64>, k: usize) -> Vec<(usize, Metres)> {
        let mut found: Vec<(f64, usize)> = Vec::new();
        // All as far as the k-th must be seen before ties can go to the lower index.
        for item in self.tree.nearest_neighbor_iter(&[point.x, point.y]) {
            let distance = item.distance(point);
            if k == 0 || found.len() >= k && distance * distance > found[k - 1].0 * found[k - 1].0 {
                break;
            }
            found.push((distance, item.index));
        }
        found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        found.truncate(k);
        found.into_iter().map(|(distance, index)| (index, Metres::new(distance))).collect()
    }

    /// All within `distance` of `point`, that distance included, nearest first.
    #[must_use]
    pub fn within(&self, point: Coord<f64>, distance: Metres) -> Vec<(usize, Metres)> {
        let reach = distance.get();
        let around =
            AABB::from_corners([point.x - reach, point.y - reach], [point.x + reach, point.y + reach]);
        let mut found: Vec<(f64, usize)> = self
            .tree
            .locate_in_envelope_intersecting(&around)
            .map(|item| (item.distance(point), item.index))
            .filter(|&(away, _)| away <= reach)
            .collect();
        found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        found.into_iter().map(|(distance, index)| (index, Metres::new(distance))).collect()
    }
}

/// Lines on a plane, stretch by stretch between their vertices.
#[derive(Debug, Clone)]
pub struct LineIndex {
    tree: RTree<GeomWithData<Stretch<[f64; 2]>, Position>>,
}

/// Lines drawn over each other agree to this, whatever the direction in which each is drawn.
const SAME_PLACE: Metres = Metres::new(1e-3);

/// A stretch of a line: from vertex `segment` to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Index of the line.
    pub line: usize,
    /// Index of the stretch's first vertex.
    pub segment: usize,
}

/// The place on a line nearest to a point.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OnLine {
    /// The stretch.
    pub position: Position,
    /// How far along the stretch, from 0 to 1.
    pub fraction: f64,
    /// The place.
    pub at: Coord<f64>,
    /// How far from the point.
    pub distance: Metres,
}

/// A place where two stretches meet: how far along each, from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Crossing {
    /// The stretches, the lower first.
    pub positions: [Position; 2],
    /// How far along each.
    pub fractions: [f64; 2],
}

impl LineIndex {
    /// An index of `lines`, in metres.
    #[must_use]
    pub fn new<'a>(lines: impl IntoIterator<Item = &'a LineString<f64>>) -> Self {
        let stretches = lines.into_iter().enumerate().flat_map(|(line, path)| {
            path.lines().enumerate().map(move |(segment, s)| {
                let stretch = Stretch::new([s.start.x, s.start.y], [s.end.x, s.end.y]);
                GeomWithData::new(stretch, Position { line, segment })
            })
        });
        Self { tree: RTree::bulk_load(stretches.collect()) }
    }

    /// The place on any line nearest to `point` and no farther than `reach`: once for each line that passes
    /// there (to the millimetre), by index; empty if there is none. Of places equally near, the one farthest
    /// west, then south.
    #[must_use]
    pub fn nearest(&self, point: Coord<f64>, reach: Metres) -> Vec<OnLine> {
        let order = |a: &OnLine, b: &OnLine| {
            let key = |o: &OnLine| [o.distance.get(), o.at.x, o.at.y];
            let parts = key(a).into_iter().zip(key(b)).map(|(a, b)| a.total_cmp(&b));
            parts.fold(Ordering::Equal, Ordering::then).then(a.position.cmp(&b.position))
        };
        let mut near: Vec<OnLine> = Vec::new();
        let mut nearest = reach;
        for stretch in self.tree.nearest_neighbor_iter(&[point.x, point.y]) {
            let place = nearest_on(stretch, point);
            if place.distance > nearest + SAME_PLACE {
                break;
            }
            if place.distance <= reach {
                nearest = if place.distance < nearest { place.distance } else { nearest };
                near.push(place);
            }
        }
        let Some(best) = near.iter().copied().min_by(order) else { return near };
        near.retain(|place| Metres::new(Euclidean.distance(place.at, best.at)) <= SAME_PLACE);
        near.sort_by_key(|place| place.position);
        near.dedup_by_key(|place| place.position.line);
        near
    }

    /// The lines that pass within `reach` of `point`, by index.
    #[must_use]
    pub fn passing(&self, point: Coord<f64>, reach: Metres) -> Vec<usize> {
        let r = reach.get();
        let around = AABB::from_corners([point.x - r, point.y - r], [point.x + r, point.y + r]);
        let near = self.tree.locate_in_envelope_intersecting(&around);
        let mut lines: Vec<usize> = near
            .filter(|stretch| nearest_on(stretch, point).distance <= reach)
            .map(|stretch| stretch.data.line)
            .collect();
        lines.sort_unstable();
        lines.dedup();
        lines
    }

    /// Every place where two stretches cross or touch, in the order of the stretches; two successive
    /// stretches of one line do not count, nor do stretches that lie along each other.
    #[must_use]
    pub fn crossings(&self) -> Vec<Crossing> {
        let mut crossings: Vec<Crossing> = self
            .tree
            .intersection_candidates_with_other_tree(&self.tree)
            .filter(|(a, b)| {
                let (a, b) = (a.data, b.data);
                a < b && (a.line != b.line || b.segment - a.segment > 1)
            })
            .filter_map(|(a, b)| {
                let (first, second) = (segment(a), segment(b));
                let at = match geo::line_intersection::line_intersection(first, second)? {
                    LineIntersection::SinglePoint { intersection, .. } => intersection,
                    LineIntersection::Collinear { .. } => return None,
                };
                let fractions = [fraction_at(first, at), fraction_at(second, at)];
                Some(Crossing { positions: [a.data, b.data], fractions })
            })
            .collect();
        crossings.sort_by_key(|crossing| crossing.positions);
        crossings
    }
}

type Placed = GeomWithData<Stretch<[f64; 2]>, Position>;

fn segment(stretch: &Placed) -> Line<f64> {
    let (from, to) = (stretch.geom().from, stretch.geom().to);
    Line::new(Coord { x: from[0], y: from[1] }, Coord { x: to[0], y: to[1] })
}

/// How far along `line` the place on it nearest to `point` lies, from 0 to 1.
fn fraction_at(line: Line<f64>, point: Coord<f64>) -> f64 {
    let (d, p) = (line.delta(), point - line.start);
    let squared = d.x * d.x + d.y * d.y;
    if squared > 0.0 { ((p.x * d.x + p.y * d.y) / squared).clamp(0.0, 1.0) } else { 0.0 }
}

fn nearest_on(stretch: &Placed, point: Coord<f64>) -> OnLine {
    let line = segment(stretch);
    let fraction = fraction_at(line, point);
    let at = match fraction {
        1.0 => line.end,
        _ => line.start + line.delta() * fraction,
    };
    let distance = Metres::new(Euclidean.distance(at, point));
    OnLine { position: stretch.data, fraction, at, distance }
}

#[cfg(test)]
mod tests;
