//! The regions in which points lie: a grid whose cells hold the edges that pass through them.

mod drawing;

use super::grid::{Grid, by_cell, short};
use super::side::{Orientation, computable, in_frame, side};
use drawing::Drawing;
use geo::coordinate_position::CoordPos;
use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use rayon::prelude::*;

/// Regions found by the points in them, one by one or by the million.
///
/// # Conventions
/// Whether a point lies in a region is decided exactly, without tolerance:
/// - A point on a boundary lies in the region; where several regions hold it, it goes to the lowest index.
/// - A ring encloses what it winds around, however often and in whichever direction: where an outline crosses or covers
///   itself, all of it is inside. Parts of a region that overlap count once.
/// - A hole takes away what it encloses, but for its border, and only of its own polygon. What of it lies outside the
///   polygon means nothing. Where holes overlap, the first that holds the point decides.
/// - A polygon without area is its border: a line, or one place.
/// - A polygon with a coordinate that is not finite or beyond ±10¹⁵⁰ is never found, nor is any region at a point of which
///   a coordinate is not a number. Exact holds where products of two differences of coordinates are no smaller than
///   numbers can be: where differences are 0 or more than 10⁻¹⁴⁰.
///
/// Coordinates are of a plane, in any unit.
///
/// # Complexity
/// Linear in the vertices to build; about constant a query, whatever the number of regions, and independent of how many
/// vertices a region has. Memory is linear too.
///
/// # Example
/// ```
/// use geo_types::{MultiPolygon, Rect, coord};
/// use jingwei::index::RegionIndex;
///
/// let square = |x: f64| {
///     MultiPolygon::from(Rect::new(coord! { x: x, y: 0.0 }, coord! { x: x + 1.0, y: 1.0 }).to_polygon())
/// };
/// let index = RegionIndex::new(&[square(1.0), square(0.0)]);
/// let points = [coord! { x: 0.5, y: 0.5 }, coord! { x: 1.0, y: 0.5 }, coord! { x: 2.5, y: 0.5 }];
/// assert_eq!(index.regions_at(&points), [Some(1), Some(0), None]);
/// ```
#[derive(Debug, Clone)]
pub struct RegionIndex {
    /// `None` where no region has a vertex.
    grid: Option<Grid>,
    len: usize,
    /// Ring after ring.
    vertices: Vec<Coord<f64>>,
    /// The first part of each cell in `parts`, and their number.
    starts: Vec<u32>,
    /// In each cell by region; the outline of a polygon before its holes.
    parts: Vec<Part>,
    /// Edges of the parts, see [`edge_with_side`].
    edges: Vec<u32>,
    /// The lowest region that covers the whole cell, or [`NONE`].
    covers: Vec<u32>,
}

/// What of a ring passes through a cell or encloses it.
#[derive(Debug, Clone, Copy)]
struct Part {
    /// Or [`HOLE`].
    region: u32,
    /// In the list of edges.
    first: u32,
    count: u32,
    /// How often the ring winds around the centre of the cell, moved as [`moved_side`] tells; against the clock is positive.
    winding: i32,
}

/// In place of the region: the part is of a hole of the polygon whose outline is the last part before that is of none.
const HOLE: u32 = u32::MAX;

const NONE: u32 = u32::MAX;

/// So many points are sorted by cell at a time.
const BATCH: usize = 1 << 22;

impl RegionIndex {
    /// An index of `regions`.
    ///
    /// # Panics
    /// If there are 2³² regions or 2³¹ vertices or more.
    #[must_use]
    pub fn new(regions: &[MultiPolygon<f64>]) -> Self {
        let polygons = || {
            let numbered =
                regions.iter().enumerate().flat_map(|(i, region)| region.iter().map(move |p| (i, p)));
            numbered.filter(|(_, polygon)| is_computable(polygon))
        };
        let len = regions.len();
        short(len);
        let rings =
            || polygons().flat_map(|(_, polygon)| rings_of(polygon)).filter(|ring| !ring.0.is_empty());
        // A ring of one vertex has a place too, though no edge.
        let segments = rings().flat_map(|ring| {
            std::iter::once((ring.0[0], ring.0[0])).filter(|_| ring.0.len() == 1).chain(edges_of(&ring.0))
        });
        let Some(grid) = Grid::over(segments) else {
            let (vertices, parts, edges, covers) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
            return Self { grid: None, len, vertices, starts: vec![0], parts, edges, covers };
        };
        let mut drawing = Drawing::over(&grid, rings().map(|ring| ring.0.len() + 1).sum());
        for (region, polygon) in polygons() {
            drawing.draw(short(region), polygon);
        }
        let Drawing { vertices, edges, covers, mut placed, .. } = drawing;
        // What lies behind a region that covers the cell is never the lowest; holes go with their outline.
        let mut lower = false;
        placed.retain(|&(cell, part)| {
            lower = if part.region == HOLE { lower } else { part.region < covers[cell as usize] };
            lower
        });
        let (starts, parts) = by_cell(grid.len(), placed.len(), |i| placed[i]);
        Self { grid: Some(grid), len, vertices, starts, parts, edges, covers }
    }

    /// How many regions.
    #[must_use]
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The region that `point` lies in or on the boundary of; the lowest index where there are several.
    #[must_use]
    pub fn region_at(&self, point: Coord<f64>) -> Option<usize> {
        let grid = self.grid.as_ref()?;
        let region = self.lowest(grid, grid.cell_at(point)?, point);
        (region != NONE).then_some(region as usize)
    }

    /// The region of each of `points`, as [`Self::region_at`] has it; on all threads.
    #[must_use]
    pub fn regions_at(&self, points: &[Coord<f64>]) -> Vec<Option<usize>> {
        let Some(grid) = &self.grid else { return vec![None; points.len()] };
        if points.len() < grid.len() / 4 {
            return points.par_iter().map(|&point| self.region_at(point)).collect();
        }
        let mut regions = Vec::with_capacity(points.len());
        for batch in points.chunks(BATCH) {
            // Cell by cell, so that what is known of a cell is fetched once; those beyond the grid come last.
            let beyond = grid.len();
            let cells: Vec<u32> =
                batch.par_iter().map(|&point| short(grid.cell_at(point).unwrap_or(beyond))).collect();
            let (_, order) = by_cell(beyond + 1, batch.len(), |i| (cells[i], short(i)));
            let found = |&i: &u32| match cells[i as usize] as usize {
                cell if cell == beyond => NONE,
                cell => self.lowest(grid, cell, batch[i as usize]),
            };
            let found: Vec<u32> = order.par_iter().with_min_len(1 << 12).map(found).collect();
            let first = regions.len();
            regions.resize(first + batch.len(), None);
            for (&i, region) in order.iter().zip(found) {
                regions[first + i as usize] = (region != NONE).then_some(region as usize);
            }
        }
        regions
    }

    /// The lowest region at `point`, which lies in `cell`, or [`NONE`].
    fn lowest(&self, grid: &Grid, cell: usize, point: Coord<f64>) -> u32 {
        let centre = grid.centre(cell);
        let parts = &self.parts[self.starts[cell] as usize..self.starts[cell + 1] as usize];
        for (i, part) in parts.iter().enumerate().filter(|(_, part)| part.region != HOLE) {
            let held = match self.position(part, centre, point) {
                CoordPos::Inside => !self.in_hole(&parts[i + 1..], centre, point),
                CoordPos::OnBoundary => true,
                CoordPos::Outside => false,
            };
            if held {
                return part.region;
            }
        }
        self.covers[cell]
    }

    /// Whether `point` lies inside one of the holes with which `parts` begin.
    fn in_hole(&self, parts: &[Part], centre: Coord<f64>, point: Coord<f64>) -> bool {
        let holes = parts.iter().take_while(|part| part.region == HOLE);
        let mut positions = holes.map(|hole| self.position(hole, centre, point));
        positions.find(|&position| position != CoordPos::Outside) == Some(CoordPos::Inside)
    }

    /// Where `point` lies to the ring of `part`, counted from the centre of its cell: on the way, every edge is passed
    /// from its one side to the other.
    fn position(&self, part: &Part, centre: Coord<f64>, point: Coord<f64>) -> CoordPos {
        let mut winding = part.winding;
        for &edge in &self.edges[part.first as usize..][..part.count as usize] {
            let (edge, side_of_centre) = edge_and_side(edge);
            let (a, b) = (self.vertices[edge], self.vertices[edge + 1]);
            let side_of_point = side(a, b, point);
            if side_of_point == Orientation::Collinear {
                if in_frame(point, a, b) {
                    return CoordPos::OnBoundary;
                }
            } else if side_of_point != side_of_centre
                && from_moved(centre, point, a) != from_moved(centre, point, b)
            {
                winding += if side_of_point == Orientation::CounterClockwise { 1 } else { -1 };
            }
        }
        if winding == 0 { CoordPos::Outside } else { CoordPos::Inside }
    }
}

fn rings_of(polygon: &Polygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    std::iter::once(polygon.exterior()).chain(polygon.interiors())
}

fn edges_of(vertices: &[Coord<f64>]) -> impl Iterator<Item = (Coord<f64>, Coord<f64>)> {
    vertices.windows(2).map(|edge| (edge[0], edge[1]))
}

fn is_computable(polygon: &Polygon<f64>) -> bool {
    rings_of(polygon).all(|ring| ring.coords().all(|&vertex| computable(vertex)))
}

/// An edge by its first vertex, with the side of its line on which the centre of the cell lies.
///
/// Many points are asked about in a cell, and for all of them that side is the same.
fn edge_with_side(edge: u32, side_of_centre: Orientation) -> u32 {
    edge << 1 | u32::from(side_of_centre == Orientation::CounterClockwise)
}

/// What [`edge_with_side`] put together.
fn edge_and_side(edge: u32) -> (usize, Orientation) {
    let side = if edge & 1 == 1 { Orientation::CounterClockwise } else { Orientation::Clockwise };
    ((edge >> 1) as usize, side)
}

/// The side of the line from `a` to `b` on which `centre` lies when it is moved to the left by less than any number and
/// upwards by much less still, so that it lies on no edge and level with no vertex.
fn moved_side(a: Coord<f64>, b: Coord<f64>, centre: Coord<f64>) -> Orientation {
    match side(a, b, centre) {
        Orientation::Collinear if (b.y, b.x) > (a.y, a.x) => Orientation::CounterClockwise,
        Orientation::Collinear => Orientation::Clockwise,
        clear => clear,
    }
}

/// Whether `vertex`, which is not `point`, lies on the left of the line from `centre`, moved likewise, to `point`.
fn from_moved(centre: Coord<f64>, point: Coord<f64>, vertex: Coord<f64>) -> bool {
    match side(centre, point, vertex) {
        Orientation::CounterClockwise => true,
        Orientation::Clockwise => false,
        Orientation::Collinear => (vertex.y, vertex.x) > (point.y, point.x),
    }
}

#[cfg(test)]
mod tests;
