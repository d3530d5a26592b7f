//! Polygons from the pieces of contours.

use super::along::STEPS;
use super::contour::{Meeting, Piece, parts};
use super::lattice::{Lattice, SIDE, VERTICES};
use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use std::collections::HashMap;

/// Columns and rows from the first vertex, in parts of a cell.
type Spot = (i64, i64);

/// A closed ring of meetings, the first not repeated, with its doubled area in square parts of the grid: positive
/// counter-clockwise.
#[derive(Debug)]
struct Ring {
    meetings: Vec<Meeting>,
    area: f64,
}

/// The polygons of what lies inside the contour `outer`, and outside `inner`, which is nested in it.
///
/// Where both run along each other nothing lies between; where they meet at a point, rings touch there, as OGC allows.
pub(super) fn polygons(lattice: &Lattice, outer: Vec<Piece>, inner: &[Piece]) -> MultiPolygon<f64> {
    let rings = rings(lattice, &boundary(outer, inner));
    let (outer, holes): (Vec<Ring>, Vec<Ring>) =
        rings.into_iter().filter(|ring| ring.area != 0.0).partition(|ring| ring.area > 0.0);
    let mut held: Vec<Vec<LineString<f64>>> = outer.iter().map(|_| Vec::new()).collect();
    for (hole, holder) in holes.iter().zip(holders(lattice, &outer, &holes)) {
        held[holder].push(hole.line(lattice));
    }
    let polygon = |(ring, holes): (&Ring, Vec<LineString<f64>>)| Polygon::new(ring.line(lattice), holes);
    MultiPolygon(outer.iter().zip(held).map(polygon).collect())
}

/// The pieces of both, those of `inner` turned round, without those that both share; by where they begin.
fn boundary(mut outer: Vec<Piece>, inner: &[Piece]) -> Vec<Piece> {
    outer.sort_unstable();
    if inner.is_empty() {
        return outer;
    }
    let mut inner = inner.to_vec();
    inner.sort_unstable();
    let without = |these: &[Piece], those: &[Piece]| -> Vec<Piece> {
        these.iter().filter(|piece| those.binary_search(piece).is_err()).copied().collect()
    };
    let mut pieces = without(&outer, &inner);
    let turned = |piece: Piece| Piece { from: piece.to, to: piece.from, ..piece };
    pieces.extend(without(&inner, &outer).into_iter().map(turned));
    pieces.sort_unstable();
    pieces
}

/// Joins pieces to rings.
fn rings(lattice: &Lattice, pieces: &[Piece]) -> Vec<Ring> {
    let mut walked = vec![false; pieces.len()];
    let mut rings = Vec::new();
    for start in 0..pieces.len() {
        if walked[start] {
            continue;
        }
        let (mut path, mut forks): (Vec<Meeting>, HashMap<Meeting, usize>) = (Vec::new(), HashMap::new());
        let mut piece = start;
        loop {
            walked[piece] = true;
            let Piece { from, to, cell } = pieces[piece];
            path.push(from);
            let first = pieces.partition_point(|next| next.from < to);
            let onward = pieces[first..].iter().take_while(|next| next.from == to).count();
            if onward == 2 {
                // Rings never pass a point twice: what comes back to it is a ring of its own.
                if let Some(&since) = forks.get(&to) {
                    let ring = path.split_off(since);
                    forks.retain(|_, place| *place < since);
                    rings.push(Ring::new(lattice, ring));
                }
                forks.insert(to, path.len());
            }
            // Where two contours meet, what lies between them goes on in the same cell.
            let same_cell = (first..first + onward).find(|&next| pieces[next].cell == cell);
            piece = if onward == 2 { same_cell.unwrap_or(first) } else { first };
            if piece == start || walked[piece] {
                break;
            }
        }
        if !path.is_empty() {
            rings.push(Ring::new(lattice, path));
        }
    }
    rings
}

impl Ring {
    fn new(lattice: &Lattice, meetings: Vec<Meeting>) -> Self {
        let places = || meetings.iter().map(|&meeting| place(lattice, meeting));
        let first = places().next().unwrap_or_default();
        let pairs = places().zip(places().skip(1));
        let area = pairs
            .map(|(a, b)| ((a.0 - first.0) * (b.1 - first.1) - (b.0 - first.0) * (a.1 - first.1)) as f64);
        // Products of whole numbers: exact up to 2^53, and signs are never in doubt.
        let area = area.sum();
        Self { meetings, area }
    }

    fn line(&self, lattice: &Lattice) -> LineString<f64> {
        let closed = self.meetings.iter().chain(self.meetings.first());
        LineString(closed.map(|&meeting| lonlat(lattice, meeting)).collect())
    }

    /// Its pieces, as places.
    fn pieces<'a>(&'a self, lattice: &'a Lattice) -> impl Iterator<Item = [Spot; 2]> + 'a {
        let ends = self.meetings.iter().skip(1).chain(self.meetings.first());
        self.meetings.iter().zip(ends).map(|(&a, &b)| [place(lattice, a), place(lattice, b)])
    }
}

/// Where a meeting is.
fn place(lattice: &Lattice, meeting: Meeting) -> Spot {
    let (vertex, north, step) = parts(meeting);
    let [west, south] = lattice.origin(vertex / (SIDE * SIDE));
    let within = vertex % (SIDE * SIDE);
    debug_assert!((within as usize) < VERTICES, "a vertex lies in its block");
    let part = i64::from(STEPS);
    let (x, y) = (i64::from(west + within % SIDE) * part, i64::from(south + within / SIDE) * part);
    if north { (x, y + i64::from(step)) } else { (x + i64::from(step), y) }
}

/// Nine decimals are a tenth of a millimetre, far below a part of a cell.
fn lonlat(lattice: &Lattice, meeting: Meeting) -> Coord<f64> {
    let (x, y) = place(lattice, meeting);
    let part = f64::from(STEPS);
    let at = lattice.lonlat(x as f64 / part, y as f64 / part);
    let rounded = |degrees: f64| (degrees * 1e9).round() / 1e9;
    Coord { x: rounded(at.x), y: rounded(at.y) }
}

/// The smallest ring around each hole.
fn holders(lattice: &Lattice, outer: &[Ring], holes: &[Ring]) -> Vec<usize> {
    if holes.is_empty() || outer.len() == 1 {
        return vec![0; holes.len()];
    }
    let row = |piece: &[Spot; 2]| piece[0].1.min(piece[1].1).div_euclid(i64::from(STEPS));
    let mut pieces: Vec<(i64, usize, [Spot; 2])> = Vec::new();
    for (number, ring) in outer.iter().enumerate() {
        pieces.extend(ring.pieces(lattice).map(|piece| (row(&piece), number, piece)));
    }
    pieces.sort_unstable();
    let holder = |hole: &Ring| {
        let [a, b] = hole.pieces(lattice).next().expect("a ring has pieces");
        // The middle of a piece lies inside its cell; doubled, it is whole.
        let (x, y) = (a.0 + b.0, a.1 + b.1);
        let this = row(&[a, b]);
        let from = pieces.partition_point(|&(row, ..)| row < this);
        let mut around: Option<usize> = None;
        let level: Vec<_> = pieces[from..].iter().take_while(|&&(row, ..)| row == this).collect();
        for group in level.chunk_by(|a, b| a.1 == b.1) {
            let west_of = |[a, b]: &[Spot; 2]| {
                let ((ax, ay), (bx, by)) = ((2 * a.0, 2 * a.1), (2 * b.0, 2 * b.1));
                let side = (bx - ax) * (y - ay) - (x - ax) * (by - ay);
                (ay > y) != (by > y) && ((by > ay) == (side < 0))
            };
            let crossings = group.iter().filter(|(_, _, piece)| west_of(piece)).count();
            let number = group[0].1;
            if crossings % 2 == 1 && around.is_none_or(|known| outer[number].area < outer[known].area) {
                around = Some(number);
            }
        }
        around.expect("a hole lies in a ring")
    };
    holes.iter().map(holder).collect()
}
