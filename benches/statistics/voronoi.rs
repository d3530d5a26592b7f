//! The other coverage: Voronoi cells of even points, in the order in which the points were drawn.
//!
//! As many cells as squares of the lattice, over the same frame. A vertex is computed from the three points, or points and
//! sides of the frame, around it, in the same order from whichever cell it is looked at: neighbours share it to the last bit.

use crate::made::{Lot, shape};
use geo_types::{Coord, LineString, MultiPolygon, Polygon};

const SIDE: f64 = 1000.0;

/// Labels of the frame's sides: south, east, north, west.
const SIDES: [usize; 4] = [usize::MAX - 3, usize::MAX - 2, usize::MAX - 1, usize::MAX];

struct Plane {
    sites: Vec<Coord<f64>>,
    columns: usize,
    rows: usize,
    /// Sites by square.
    squares: Vec<Vec<usize>>,
}

pub(crate) fn voronoi(size: usize) -> Vec<MultiPolygon<f64>> {
    let (columns, rows) = shape(size);
    let mut lot = Lot::new(11);
    let mut site = || Coord { x: lot.share() * columns as f64, y: lot.share() * rows as f64 } * SIDE;
    let sites: Vec<Coord<f64>> = (0..size).map(|_| site()).collect();
    let mut squares = vec![Vec::new(); columns * rows];
    for (i, site) in sites.iter().enumerate() {
        squares[square(site.y, rows) * columns + square(site.x, columns)].push(i);
    }
    let plane = Plane { sites, columns, rows, squares };
    (0..size).map(|i| plane.cell(i)).collect()
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn square(at: f64, count: usize) -> usize {
    ((at / SIDE) as usize).min(count - 1)
}

fn squared(a: Coord<f64>, b: Coord<f64>) -> f64 {
    let d = a - b;
    d.x * d.x + d.y * d.y
}

impl Plane {
    /// The frame, cut along the bisectors towards the sites in ever wider rings of squares.
    fn cell(&self, i: usize) -> MultiPolygon<f64> {
        let site = self.sites[i];
        let (width, height) = (self.columns as f64 * SIDE, self.rows as f64 * SIDE);
        let corners = [(0.0, 0.0), (width, 0.0), (width, height), (0.0, height)];
        // Each vertex with the label of the edge that begins there.
        let mut ring: Vec<(Coord<f64>, usize)> =
            corners.iter().zip(SIDES).map(|(&(x, y), side)| (Coord { x, y }, side)).collect();
        let (column, row) = (square(site.x, self.columns), square(site.y, self.rows));
        for reach in 0.. {
            let farthest = ring.iter().map(|vertex| squared(vertex.0, site)).fold(0.0, f64::max).sqrt();
            // A site beyond twice that cuts nothing off.
            if reach > 1 && (reach as f64 - 1.0) * SIDE > 2.0 * farthest {
                break;
            }
            for y in row.saturating_sub(reach)..=(row + reach).min(self.rows - 1) {
                for x in column.saturating_sub(reach)..=(column + reach).min(self.columns - 1) {
                    if x.abs_diff(column).max(y.abs_diff(row)) == reach {
                        let others = self.squares[y * self.columns + x].iter().filter(|&&j| j != i);
                        others.for_each(|&j| cut(&mut ring, site, self.sites[j], j));
                    }
                }
            }
        }
        let last = ring.len() - 1;
        let vertex = |k: usize| self.vertex([i, ring[if k == 0 { last } else { k - 1 }].1, ring[k].1]);
        Polygon::new(LineString((0..=last).map(vertex).collect()), Vec::new()).into()
    }

    /// Where the cells of three sites meet, or of fewer with sides of the frame.
    fn vertex(&self, mut around: [usize; 3]) -> Coord<f64> {
        around.sort_unstable();
        let [a, b, c] = around;
        let (width, height) = (self.columns as f64 * SIDE, self.rows as f64 * SIDE);
        let level = |side: usize| if side == SIDES[0] { 0.0 } else { height };
        let upright = |side: usize| if side == SIDES[3] { 0.0 } else { width };
        let is_upright = |side: usize| side == SIDES[1] || side == SIDES[3];
        if b >= SIDES[0] {
            let (x, y) = if is_upright(b) { (b, c) } else { (c, b) };
            return Coord { x: upright(x), y: level(y) };
        }
        let (p, q) = (self.sites[a], self.sites[b]);
        let d = q - p;
        let half = 0.5 * (d.x * d.x + d.y * d.y);
        if is_upright(c) {
            let x = upright(c);
            return Coord { x, y: p.y + (half - d.x * (x - p.x)) / d.y };
        }
        if c >= SIDES[0] {
            let y = level(c);
            return Coord { x: p.x + (half - d.y * (y - p.y)) / d.x, y };
        }
        let e = self.sites[c] - p;
        let other = 0.5 * (e.x * e.x + e.y * e.y);
        let area = d.x * e.y - d.y * e.x;
        p + Coord { x: (half * e.y - other * d.y) / area, y: (d.x * other - e.x * half) / area }
    }
}

/// Keeps of `ring` what is no farther from `site` than from `other`.
fn cut(ring: &mut Vec<(Coord<f64>, usize)>, site: Coord<f64>, other: Coord<f64>, label: usize) {
    let nearer = |at: Coord<f64>| squared(at, other) - squared(at, site);
    if ring.iter().all(|vertex| nearer(vertex.0) >= 0.0) {
        return;
    }
    let mut kept = Vec::with_capacity(ring.len() + 1);
    for (k, &(at, edge)) in ring.iter().enumerate() {
        let next = ring[(k + 1) % ring.len()].0;
        let (here, there) = (nearer(at), nearer(next));
        let between = || at + (next - at) * (here / (here - there));
        if here >= 0.0 {
            kept.push((at, edge));
            if there < 0.0 {
                kept.push((between(), label));
            }
        } else if there >= 0.0 {
            kept.push((between(), edge));
        }
    }
    *ring = kept;
}
