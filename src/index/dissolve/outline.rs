//! Polygons from the edges that remain between the inside and the outside of a coverage.

mod walks;

use super::super::grid::{Grid, by_cell, short};
use super::super::side::{Orientation, in_frame, side};
use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use std::cmp::Ordering;
use walks::{Walk, walks};

/// An edge with the inside on its left.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Edge {
    pub(super) from: Coord<f64>,
    pub(super) to: Coord<f64>,
}

impl Edge {
    /// A number that is the same for the same two vertices in either direction, and hardly ever for others.
    pub(super) fn key(&self) -> u64 {
        // Odd constants of SplitMix64 (Steele, Lea and Flood 2014); a sum, so that directions do not matter.
        let mixed = |vertex: Coord<f64>| {
            let x = vertex.x.to_bits().wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let y = vertex.y.to_bits().wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let both = x ^ y.rotate_left(32);
            (both ^ (both >> 29)).wrapping_mul(0x94d0_49bb_1331_11eb)
        };
        mixed(self.from).wrapping_add(mixed(self.to))
    }

    /// Whether it runs eastwards, so that the inside is above it.
    fn eastwards(&self) -> bool {
        self.from.x < self.to.x
    }

    /// Its ends from west to east.
    fn west_to_east(&self) -> (Coord<f64>, Coord<f64>) {
        if self.eastwards() { (self.from, self.to) } else { (self.to, self.from) }
    }
}

/// From west to east, then from south to north.
fn by_place(a: Coord<f64>, b: Coord<f64>) -> Ordering {
    a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y))
}

/// The polygons that `edges` bound; `None` where they bound none: where they meet otherwise than at their ends, or
/// something is covered more than once.
pub(super) fn assemble(edges: &[Edge]) -> Option<MultiPolygon<f64>> {
    let Some(grid) = Grid::over(edges.iter().map(|edge| (edge.from, edge.to))) else {
        return Some(MultiPolygon(Vec::new()));
    };
    if conflicts(edges, &grid) {
        return None;
    }
    let walks = walks(edges)?;
    let mut polygons: Vec<Option<Polygon<f64>>> = Vec::with_capacity(walks.len());
    for walk in &walks {
        let holes = walk.holes.iter().map(|ring| closed(edges, &ring.edges)).collect();
        polygons.push(walk.shell.as_ref().map(|ring| Polygon::new(closed(edges, &ring.edges), holes)));
    }
    for walk in &walks {
        let owner = owner(edges, &walks, walk)?;
        if walk.shell.is_none() {
            let polygon = polygons[owner].as_mut().expect("owners have a shell");
            for ring in &walk.holes {
                polygon.interiors_push(closed(edges, &ring.edges));
            }
        }
    }
    let mut polygons: Vec<_> = polygons.into_iter().flatten().map(with_holes_in_order).collect();
    polygons.sort_by(|a, b| by_beginning(a.exterior(), b.exterior()));
    Some(MultiPolygon(polygons))
}

/// Whether any two edges have more in common than an end of each.
fn conflicts(edges: &[Edge], grid: &Grid) -> bool {
    let mut passed: Vec<(u32, u32)> = Vec::with_capacity(2 * edges.len());
    for (i, edge) in edges.iter().enumerate() {
        grid.passed(edge.from, edge.to, |cell| passed.push((short(cell), short(i))));
    }
    let (starts, passing) = by_cell(grid.len(), passed.len(), |i| passed[i]);
    starts.windows(2).any(|ends| {
        let here = &passing[ends[0] as usize..ends[1] as usize];
        here.iter()
            .enumerate()
            .any(|(k, &i)| here[k + 1..].iter().any(|&j| conflict(&edges[i as usize], &edges[j as usize])))
    })
}

fn conflict(one: &Edge, other: &Edge) -> bool {
    let ((a, b), (c, d)) = ((one.from, one.to), (other.from, other.to));
    let apart = |a: f64, b: f64, c: f64, d: f64| a.max(b) < c.min(d) || c.max(d) < a.min(b);
    if apart(a.x, b.x, c.x, d.x) || apart(a.y, b.y, c.y, d.y) {
        return false;
    }
    // Where edges with a common end lie along each other, the shorter ends within the longer.
    let along = |end: Coord<f64>, p: Coord<f64>, q: Coord<f64>| {
        side(end, p, q) == Orientation::Collinear && (in_frame(p, end, q) || in_frame(q, end, p))
    };
    match (a == c, a == d, b == c, b == d) {
        (true, _, _, true) | (_, true, true, _) => true,
        (true, ..) => along(a, b, d),
        (_, true, ..) => along(a, b, c),
        (_, _, true, _) => along(b, a, d),
        (.., true) => along(b, a, c),
        _ => {
            let (sides, back) = ((side(a, b, c), side(a, b, d)), (side(c, d, a), side(c, d, b)));
            let on_one_line = sides == (Orientation::Collinear, Orientation::Collinear);
            // On one line their rectangles meet only where they do.
            on_one_line || sides.0 != sides.1 && back.0 != back.1
        }
    }
}

/// Which of `walks` has the shell around what lies on the left of `walk`; `None` if that is not covered exactly once.
fn owner(edges: &[Edge], walks: &[Walk], walk: &Walk) -> Option<usize> {
    let slanted = |&i: &usize| edges[i].from.x.total_cmp(&edges[i].to.x).is_ne();
    let edge = walk.rings().flat_map(|ring| &ring.edges).copied().find(slanted)?;
    let place = edges[edge].west_to_east().0;
    let (mut covered, mut smallest) = (0, None);
    for (index, other) in walks.iter().enumerate() {
        for ring in other.rings().filter(|ring| in_frame(place, ring.low, ring.high)) {
            covered += windings(edges, &ring.edges, edge);
        }
        if let Some(shell) = &other.shell
            && in_frame(place, shell.low, shell.high)
            && windings(edges, &shell.edges, edge) == 1
            && smallest.is_none_or(|(area, _)| shell.area < area)
        {
            smallest = Some((shell.area, index));
        }
    }
    if covered == 1 { smallest.map(|(_, owner)| owner) } else { None }
}

/// How often `ring` runs counter-clockwise around what lies on the left of `edge`, right beside its western end.
fn windings(edges: &[Edge], ring: &[usize], edge: usize) -> i32 {
    let (west, east) = edges[edge].west_to_east();
    let below = |&&i: &&usize| {
        let (from, to) = edges[i].west_to_east();
        from.x <= west.x
            && west.x < to.x
            && match side(from, to, west) {
                _ if i == edge => edges[i].eastwards(),
                Orientation::CounterClockwise => true,
                Orientation::Clockwise => false,
                // Both begin here.
                Orientation::Collinear => side(west, east, to) == Orientation::Clockwise,
            }
    };
    ring.iter().filter(below).map(|&i| if edges[i].eastwards() { 1 } else { -1 }).sum()
}

/// The ring of `edges`, from its first vertex by place.
fn closed(edges: &[Edge], ring: &[usize]) -> LineString<f64> {
    let first = (0..ring.len()).min_by(|&i, &j| by_place(edges[ring[i]].from, edges[ring[j]].from));
    let first = first.expect("a ring has edges");
    let around = ring[first..].iter().chain(&ring[..=first]);
    LineString(around.map(|&i| edges[i].from).collect())
}

/// By the first vertex, and where that is the same by the second.
fn by_beginning(a: &LineString<f64>, b: &LineString<f64>) -> Ordering {
    by_place(a.0[0], b.0[0]).then_with(|| by_place(a.0[1], b.0[1]))
}

fn with_holes_in_order(polygon: Polygon<f64>) -> Polygon<f64> {
    let (shell, mut holes) = polygon.into_inner();
    holes.sort_by(by_beginning);
    Polygon::new(shell, holes)
}
