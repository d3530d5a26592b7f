//! The regions in which points lie: a grid whose cells hold the edges that pass through them.

use super::grid::{Grid, by_cell, short};
use super::side::{Orientation, computable, in_frame, side};
use geo_types::{Coord, LineString, MultiPolygon};
use rayon::prelude::*;

/// Regions found by the points in them, one by one or by the million.
///
/// # Conventions
/// A point on a boundary lies in the region: where several regions hold it, it goes to the lowest index, the rule of
/// [`SpatialIndex::region_at`](super::SpatialIndex::region_at). That is decided exactly, without tolerance. What a ring
/// encloses is decided by the even–odd rule, which for valid polygons is what they cover; parts of a region that overlap
/// count once. A polygon with a coordinate that is not finite or beyond ±10¹⁵⁰ is never found, nor is any region at a point
/// of which a coordinate is not a number. Coordinates are of a plane, in any unit.
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
    /// `None` where no region has an edge.
    grid: Option<Grid>,
    len: usize,
    /// Ring after ring.
    vertices: Vec<Coord<f64>>,
    /// The first part of each cell in `parts`, and their number.
    starts: Vec<u32>,
    parts: Vec<Part>,
    /// Edges of the parts, see [`edge_with_side`].
    edges: Vec<u32>,
    /// The lowest region that covers the whole cell, or [`NONE`].
    covers: Vec<u32>,
}

/// What of a polygon passes through a cell.
#[derive(Debug, Clone, Copy)]
struct Part {
    region: u32,
    /// In the list of edges.
    first: u32,
    count: u32,
    /// Whether the centre of the cell lies inside, moved as [`moved_side`] tells.
    inside: bool,
}

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
        let rings = || regions.iter().flatten().filter(|polygon| is_computable(polygon)).flat_map(rings_of);
        let len = regions.len();
        short(len);
        let grid = Grid::over(rings().flat_map(|ring| ring.0.windows(2).map(|edge| (edge[0], edge[1]))));
        let Some(grid) = grid else {
            let (vertices, parts, edges, covers) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
            return Self { grid, len, vertices, starts: vec![0], parts, edges, covers };
        };
        let mut drawing = Drawing::over(&grid, rings().map(|ring| ring.0.len()).sum());
        for (region, polygons) in regions.iter().enumerate() {
            for polygon in polygons.iter().filter(|polygon| is_computable(polygon)) {
                drawing.draw(short(region), rings_of(polygon));
            }
        }
        let Drawing { vertices, edges, covers, mut placed, .. } = drawing;
        // What lies behind a region that covers the cell is never the lowest.
        placed.retain(|&(cell, part)| part.region < covers[cell as usize]);
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
        let parts = self.starts[cell] as usize..self.starts[cell + 1] as usize;
        let held = self.parts[parts].iter().find(|part| self.holds(part, centre, point));
        held.map_or(self.covers[cell], |part| part.region)
    }

    /// Whether `point` lies inside or on an edge, counted from the centre of its cell: each edge between them
    /// leads from inside to outside or back.
    fn holds(&self, part: &Part, centre: Coord<f64>, point: Coord<f64>) -> bool {
        let mut inside = part.inside;
        for &edge in &self.edges[part.first as usize..][..part.count as usize] {
            let (edge, side_of_centre) = edge_and_side(edge);
            let (a, b) = (self.vertices[edge], self.vertices[edge + 1]);
            let side_of_point = side(a, b, point);
            if side_of_point == Orientation::Collinear {
                if in_frame(point, a, b) {
                    return true;
                }
            } else if side_of_point != side_of_centre {
                inside ^= from_moved(centre, point, a) != from_moved(centre, point, b);
            }
        }
        inside
    }
}

fn rings_of(polygon: &geo_types::Polygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    std::iter::once(polygon.exterior()).chain(polygon.interiors())
}

fn is_computable(polygon: &geo_types::Polygon<f64>) -> bool {
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

/// Polygons drawn into the grid, one after the other.
struct Drawing<'a> {
    grid: &'a Grid,
    vertices: Vec<Coord<f64>>,
    edges: Vec<u32>,
    covers: Vec<u32>,
    /// The parts with their cells.
    placed: Vec<(u32, Part)>,
    /// Of the polygon at hand, the cells with the edges that pass through them.
    passed: Vec<(u32, u32)>,
    /// Of the polygon at hand, the first cell of a row whose centre lies on the right of an edge that passes the row's middle.
    turns: Vec<u32>,
}

impl<'a> Drawing<'a> {
    fn over(grid: &'a Grid, vertices: usize) -> Self {
        assert!(vertices < 1 << 31, "fewer than 2³¹ vertices");
        short(grid.len());
        Self {
            grid,
            vertices: Vec::with_capacity(vertices),
            edges: Vec::with_capacity(2 * vertices),
            covers: vec![NONE; grid.len()],
            placed: Vec::new(),
            passed: Vec::new(),
            turns: Vec::new(),
        }
    }

    fn draw<'r>(&mut self, region: u32, rings: impl Iterator<Item = &'r LineString<f64>>) {
        self.passed.clear();
        self.turns.clear();
        for ring in rings {
            let first = self.vertices.len();
            self.vertices.extend_from_slice(&ring.0);
            for (at, edge) in (first..).zip(ring.0.windows(2)) {
                let (a, b) = (edge[0], edge[1]);
                if a != b {
                    self.grid.passed(a, b, |cell| self.passed.push((short(cell), short(at))));
                    self.turn(a, b);
                }
            }
        }
        self.passed.sort_unstable();
        self.turns.sort_unstable();
        let columns = short(self.grid.columns());
        let (mut inside, mut turned) = (false, 0);
        let mut before: Option<u32> = None;
        let Self { grid, vertices, edges, covers, placed, passed, turns } = self;
        for part in passed.chunk_by(|one, other| one.0 == other.0) {
            let cell = part[0].0;
            let mut odd_turns_below = |limit: u32| {
                let below = turns[turned..].iter().take_while(|&&turn| turn < limit).count();
                turned += below;
                below % 2 == 1
            };
            let row = cell / columns;
            if let Some(before) = before.filter(|before| before / columns == row) {
                if cell > before + 1 {
                    // An edge on the right of its cell's centre turns the next cell; none turns those after it.
                    inside ^= odd_turns_below(before + 2);
                    if inside {
                        for cover in &mut covers[before as usize + 1..cell as usize] {
                            *cover = region.min(*cover);
                        }
                    }
                }
            } else {
                // What the last row has left over is beyond its last edge; left of the first edge all is outside.
                odd_turns_below(row * columns);
                inside = false;
            }
            inside ^= odd_turns_below(cell + 1);
            placed.push((cell, Part { region, first: short(edges.len()), count: short(part.len()), inside }));
            let centre = grid.centre(cell as usize);
            edges.extend(part.iter().map(|&(_, edge)| {
                let (a, b) = (vertices[edge as usize], vertices[edge as usize + 1]);
                edge_with_side(edge, moved_side(a, b, centre))
            }));
            before = Some(cell);
        }
    }

    /// Notes where the edge from `a` to `b` turns the rows whose middle it passes.
    fn turn(&mut self, a: Coord<f64>, b: Coord<f64>) {
        let (a, b) = if a.y <= b.y { (a, b) } else { (b, a) };
        let columns = self.grid.columns();
        for row in self.grid.row(a.y)..=self.grid.row(b.y) {
            let centre = |column: usize| self.grid.centre(row * columns + column);
            let middle = centre(0).y;
            // The centre is moved upwards: a vertex level with it lies below.
            if a.y <= middle && middle < b.y {
                let right_of = |column: usize| side(a, b, centre(column)) == Orientation::Clockwise;
                let mut column = self.grid.column(a.x + (b.x - a.x) * ((middle - a.y) / (b.y - a.y)));
                while column > 0 && right_of(column - 1) {
                    column -= 1;
                }
                while column < columns && !right_of(column) {
                    column += 1;
                }
                if column < columns {
                    self.turns.push(short(row * columns + column));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;
