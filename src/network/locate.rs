//! Points brought to the road that is nearest to them.

use super::graph::Graph;
use super::place::Place;
use crate::index::PointIndex;
use crate::units::Metres;
use geo_types::Coord;
use rayon::prelude::*;

/// A point on the road nearest to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Located {
    /// The place on the road.
    pub place: Place,
    /// Its longitude and latitude.
    pub at: Coord<f64>,
    /// How far it is from the point.
    pub distance: Metres,
}

/// The nearest place on any road for each of `points`, `None` where none is within `reach`, that distance
/// included. `at` is where the nodes lie; both are longitude and latitude, roads run straight between nodes.
///
/// # Units
/// Distances are metres on the plane that touches WGS 84 at the point: within one in a thousand of the geodesic up
/// to some kilometres.
///
/// # Conventions
/// Of roads equally near, the one with the lower nodes. A point nearest to the very end of a road is at that
/// node. Roads whose ends lie more than 180° of longitude apart are not seen.
///
/// # Complexity
/// Every edge asks for the points in the rectangle around it: an index of the points (about 40 bytes each), none
/// of the edges, however many they are.
///
/// # Panics
/// If there is not one place a node.
#[must_use]
pub fn locate(
    graph: &Graph,
    at: &[Coord<f64>],
    points: &[Coord<f64>],
    reach: Metres,
) -> Vec<Option<Located>> {
    assert_eq!(at.len(), graph.nodes(), "one place a node");
    let share = points.len().div_ceil(rayon::current_num_threads()).max(1);
    // Each point has its own answer, so how they are divided changes nothing.
    points.par_chunks(share).flat_map_iter(|points| located(graph, at, points, reach)).collect()
}

/// The nearest road known so far.
#[derive(Debug, Clone, Copy)]
struct Nearest {
    distance: f64,
    ends: [u32; 2],
    fraction: f64,
}

fn located(graph: &Graph, at: &[Coord<f64>], points: &[Coord<f64>], reach: Metres) -> Vec<Option<Located>> {
    let index = PointIndex::new(points);
    let planes: Vec<Plane> = points.iter().map(|&point| Plane::touching(point)).collect();
    let mut nearest: Vec<Option<Nearest>> = vec![None; points.len()];
    for tail in 0..graph.nodes() {
        for (head, _) in graph.leaving(tail) {
            let (low, high) = (tail.min(head), tail.max(head));
            let (start, end) = (at[low], at[high]);
            if low == high || (start.x - end.x).abs() > 180.0 {
                continue;
            }
            // A road with a way back was seen from its lower end.
            let back = || graph.leaving(head).any(|(end, _)| end == tail);
            if tail > head && back() {
                continue;
            }
            let ends = [low, high].map(|node| u32::try_from(node).expect("nodes are counted in u32"));
            let (southwest, northeast) = around(start, end, reach);
            for point in index.inside(southwest, northeast) {
                let (distance, fraction) = planes[point].nearest(start, end);
                let better = |known: &Nearest| (distance, ends) < (known.distance, known.ends);
                if distance <= reach.get() && nearest[point].as_ref().is_none_or(better) {
                    nearest[point] = Some(Nearest { distance, ends, fraction });
                }
            }
        }
    }
    let placed = |(&point, nearest): (&Coord<f64>, Option<Nearest>)| {
        let Nearest { distance, ends, fraction } = nearest?;
        let [start, end] = ends.map(|node| at[node as usize]);
        let node = |end: usize| Place::node(ends[end] as usize, point);
        let place = if fraction <= 0.0 {
            node(0)
        } else if fraction >= 1.0 {
            node(1)
        } else {
            Place::on_road(graph, ends, fraction, point).expect("an edge joins the two")
        };
        let at = if fraction >= 1.0 { end } else { start + (end - start) * fraction };
        Some(Located { place, at, distance: Metres::new(distance) })
    };
    points.iter().zip(nearest).map(placed).collect()
}

/// The rectangle in degrees that holds everything within `reach` of a road.
pub(super) fn around(start: Coord<f64>, end: Coord<f64>, reach: Metres) -> (Coord<f64>, Coord<f64>) {
    let (west, east) = (start.x.min(end.x), start.x.max(end.x));
    let (south, north) = (start.y.min(end.y), start.y.max(end.y));
    // A degree of latitude is nowhere shorter than 110 km, and one of longitude than 111 km times the cosine.
    let rise = reach.get() / 110_000.0;
    let farthest = (south.abs().max(north.abs()) + rise).min(90.0);
    let spread = (reach.get() / (111_000.0 * farthest.to_radians().cos())).min(360.0);
    let spread = if spread.is_finite() { spread } else { 360.0 };
    (Coord { x: west - spread, y: south - rise }, Coord { x: east + spread, y: north + rise })
}

/// The plane that touches the ellipsoid at a point.
#[derive(Debug, Clone, Copy)]
pub(super) struct Plane {
    pub(super) origin: Coord<f64>,
    /// Metres a degree.
    pub(super) scale: Coord<f64>,
}

impl Plane {
    pub(super) fn touching(origin: Coord<f64>) -> Self {
        // WGS 84: semi-major axis in metres, first eccentricity squared.
        const A: f64 = 6_378_137.0;
        const E2: f64 = 6.694_379_990_141_316e-3;
        let latitude = origin.y.to_radians();
        let w2 = 1.0 - E2 * latitude.sin() * latitude.sin();
        let across = A / w2.sqrt() * latitude.cos();
        let along = A * (1.0 - E2) / (w2 * w2.sqrt());
        Self { origin, scale: Coord { x: across.to_radians(), y: along.to_radians() } }
    }

    /// Metres from the origin to the road between two places, and how far along the road that is.
    pub(super) fn nearest(self, start: Coord<f64>, end: Coord<f64>) -> (f64, f64) {
        let flat = |place: Coord<f64>| Coord {
            x: (place.x - self.origin.x) * self.scale.x,
            y: (place.y - self.origin.y) * self.scale.y,
        };
        let (start, end) = (flat(start), flat(end));
        let way = end - start;
        let squared = way.x * way.x + way.y * way.y;
        let fraction = if squared > 0.0 {
            (-(start.x * way.x + start.y * way.y) / squared).clamp(0.0, 1.0)
        } else {
            0.0
        };
        let place = if fraction >= 1.0 { end } else { start + way * fraction };
        // Not `hypot`: the same digits on every machine, and a fraction of its cost.
        ((place.x * place.x + place.y * place.y).sqrt(), fraction)
    }
}

#[cfg(test)]
mod tests;
