//! Walks along edges with the inside on the left, and the rings of which they consist.

use super::{Edge, by_place};
use crate::index::grid::short;
use crate::index::side::{Orientation, side};
use geo_types::Coord;

/// A connected piece of the border of an area that hangs together.
///
/// Where it comes back to a vertex it is cut there. An area that hangs together lies within one of these rings and
/// outside all others, which touch one another at single vertices.
#[derive(Debug)]
pub(super) struct Walk {
    /// The ring that the area lies in, if it is in this walk.
    pub(super) shell: Option<Ring>,
    pub(super) holes: Vec<Ring>,
}

/// A ring that comes to no vertex twice.
#[derive(Debug)]
pub(super) struct Ring {
    pub(super) edges: Vec<usize>,
    pub(super) low: Coord<f64>,
    pub(super) high: Coord<f64>,
    /// Twice its area, whatever the direction.
    pub(super) area: f64,
}

impl Walk {
    pub(super) fn rings(&self) -> impl Iterator<Item = &Ring> {
        self.shell.iter().chain(&self.holes)
    }
}

const NONE: u32 = u32::MAX;

/// All walks along `edges`, which meet at their ends only; `None` where the inside is not on the left of each.
pub(super) fn walks(edges: &[Edge]) -> Option<Vec<Walk>> {
    let mut leaving: Vec<usize> = (0..edges.len()).collect();
    leaving.sort_by(|&i, &j| by_place(edges[i].from, edges[j].from));
    // The vertex at which each edge begins, by the first place in `leaving`.
    let mut vertex = vec![0; edges.len()];
    let mut first = 0;
    for (place, &edge) in leaving.iter().enumerate() {
        if edges[edge].from != edges[leaving[first]].from {
            first = place;
        }
        vertex[edge] = first;
    }
    let next =
        |edge: usize| {
            let at = edges[edge].to;
            let first = leaving.partition_point(|&i| by_place(edges[i].from, at).is_lt());
            let on = leaving[first..].iter().copied().take_while(|&i| edges[i].from == at);
            on.reduce(|best, other| {
                if sooner(at, edges[edge].from, edges[other].to, edges[best].to) { other } else { best }
            })
        };
    let mut walked = vec![false; edges.len()];
    // Where on the path each vertex is.
    let mut on_path = vec![NONE; edges.len()];
    let mut walks = Vec::new();
    for start in 0..edges.len() {
        if walked[start] {
            continue;
        }
        let (mut path, mut rings, mut edge) = (Vec::<usize>::new(), Vec::new(), start);
        loop {
            if walked[edge] {
                return None;
            }
            walked[edge] = true;
            let here = vertex[edge];
            if on_path[here] != NONE {
                let ring = path.split_off(on_path[here] as usize);
                for &i in &ring {
                    on_path[vertex[i]] = NONE;
                }
                rings.push(ring);
            }
            on_path[here] = short(path.len());
            path.push(edge);
            edge = next(edge)?;
            if edge == start {
                break;
            }
        }
        for &i in &path {
            on_path[vertex[i]] = NONE;
        }
        rings.push(path);
        walks.push(walk(edges, rings)?);
    }
    Some(walks)
}

/// Whether someone at `at` who looks back to where they came from and turns clockwise, over the inside, sees `one` before
/// `other`.
fn sooner(at: Coord<f64>, back: Coord<f64>, one: Coord<f64>, other: Coord<f64>) -> bool {
    let turned = |to: Coord<f64>| match side(at, back, to) {
        Orientation::Clockwise => 0,
        // Straight ahead: no edge lies upon another.
        Orientation::Collinear => 1,
        Orientation::CounterClockwise => 2,
    };
    let (half, other_half) = (turned(one), turned(other));
    half < other_half || half == other_half && side(at, one, other) == Orientation::Clockwise
}

/// `None` where there are two shells, or a ring is flat.
fn walk(edges: &[Edge], rings: Vec<Vec<usize>>) -> Option<Walk> {
    let mut walk = Walk { shell: None, holes: Vec::new() };
    for ring in rings {
        let origin = edges[ring[0]].from;
        let (mut low, mut high, mut area, mut lowest) = (origin, origin, 0.0, 0);
        for (place, &edge) in ring.iter().enumerate() {
            let at = edges[edge].from;
            low = Coord { x: low.x.min(at.x), y: low.y.min(at.y) };
            high = Coord { x: high.x.max(at.x), y: high.y.max(at.y) };
            let (from, to) = (at - origin, edges[edge].to - origin);
            area += from.x * to.y - from.y * to.x;
            if by_place(at, edges[ring[lowest]].from).is_lt() {
                lowest = place;
            }
        }
        // At its corner farthest west a ring turns the way it runs.
        let before = edges[ring[(lowest + ring.len() - 1) % ring.len()]].from;
        let corner = edges[ring[lowest]];
        let turn = side(before, corner.from, corner.to);
        let ring = Ring { edges: ring, low, high, area: area.abs() };
        match turn {
            Orientation::CounterClockwise if walk.shell.is_none() => walk.shell = Some(ring),
            Orientation::Clockwise => walk.holes.push(ring),
            _ => return None,
        }
    }
    Some(walk)
}
