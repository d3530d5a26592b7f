//! Borders that run near each other.

use crate::units::Metres;
use geo_types::{Coord, Line, LineString, MultiPolygon};
use rstar::primitives::{GeomWithData, Rectangle};
use rstar::{AABB, RTree};

/// A region whose border comes near that of another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Meeting {
    /// The region.
    pub region: usize,
    /// The other.
    pub other: usize,
    /// Length of the region's border that lies near the other's; 0 where they come near at single points.
    pub alongside: Metres,
}

/// For each region the others whose border comes within `reach` of its own, in order.
///
/// # Units
/// Regions on a plane, in metres.
///
/// # Conventions
/// A distance of exactly `reach` counts. Holes have borders too. What lies wholly inside a region, far from its
/// border, does not meet it. `alongside` of a pair may differ a little in the two directions.
///
/// # Complexity
/// `O(v log v)` for `v` vertices of which few are near those of other regions.
#[must_use]
pub fn meetings(regions: &[MultiPolygon<f64>], reach: Metres) -> Vec<Meeting> {
    let mut stretches = Vec::new();
    for (region, shape) in regions.iter().enumerate() {
        let rings =
            shape.iter().flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
        for line in rings.flat_map(LineString::lines).filter(|line| line.start != line.end) {
            let corners = Rectangle::from_corners([line.start.x, line.start.y], [line.end.x, line.end.y]);
            stretches.push(GeomWithData::new(corners, (region, line)));
        }
    }
    let lines: Vec<(usize, Line<f64>)> = stretches.iter().map(|stretch| stretch.data).collect();
    let tree = RTree::bulk_load(stretches);
    let mut meetings: Vec<Meeting> = Vec::new();
    for of_region in lines.chunk_by(|a, b| a.0 == b.0) {
        let region = of_region[0].0;
        let mut near: Vec<(usize, usize, f64, f64)> = Vec::new();
        for (slot, &(_, line)) in of_region.iter().enumerate() {
            for stretch in tree.locate_in_envelope_intersecting(&around(line, reach.get())) {
                let (other, along) = stretch.data;
                if other != region
                    && let Some((from, to)) = part_near(line, along, reach.get())
                {
                    near.push((other, slot, from, to));
                }
            }
        }
        near.sort_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then(a.2.total_cmp(&b.2)).then(a.3.total_cmp(&b.3)));
        for with_other in near.chunk_by(|a, b| a.0 == b.0) {
            let on_stretch = with_other.chunk_by(|a, b| a.1 == b.1);
            let lengths = on_stretch.map(|parts| covered(parts) * length(of_region[parts[0].1].1));
            let alongside = Metres::new(lengths.sum());
            meetings.push(Meeting { region, other: with_other[0].0, alongside });
        }
    }
    meetings
}

fn around(line: Line<f64>, reach: f64) -> AABB<[f64; 2]> {
    let (low, high) = (
        [line.start.x.min(line.end.x) - reach, line.start.y.min(line.end.y) - reach],
        [line.start.x.max(line.end.x) + reach, line.start.y.max(line.end.y) + reach],
    );
    AABB::from_corners(low, high)
}

fn length(line: Line<f64>) -> f64 {
    let d = line.delta();
    dot(d, d).sqrt()
}

fn dot(a: Coord<f64>, b: Coord<f64>) -> f64 {
    a.x * b.x + a.y * b.y
}

/// How much of a stretch the parts, sorted, cover together.
fn covered(parts: &[(usize, usize, f64, f64)]) -> f64 {
    let (mut sum, mut end) = (0.0, 0.0_f64);
    for &(_, _, from, to) in parts {
        sum += (to - from.max(end)).max(0.0);
        end = end.max(to);
    }
    sum
}

/// The part of `line`, from 0 to 1 along it, that lies within `reach` of `other`.
///
/// All within reach of a segment are a convex shape, two discs and the strip between them, so that a line passes
/// through it once.
fn part_near(line: Line<f64>, other: Line<f64>, reach: f64) -> Option<(f64, f64)> {
    let (d, e) = (line.delta(), other.delta());
    let parts = [
        in_disc(line.start - other.start, d, reach),
        in_disc(line.start - other.end, d, reach),
        in_strip(line.start - other.start, d, e, reach),
    ];
    let joined = parts.into_iter().flatten().reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
    let (from, to) = (joined.0.max(0.0), joined.1.min(1.0));
    (from <= to).then_some((from, to))
}

/// Where `p + u d` is no farther than `reach` from the origin.
fn in_disc(p: Coord<f64>, d: Coord<f64>, reach: f64) -> Option<(f64, f64)> {
    let (a, b, c) = (dot(d, d), dot(p, d), dot(p, p) - reach * reach);
    let discriminant = b * b - a * c;
    (discriminant >= 0.0).then(|| {
        let root = discriminant.sqrt();
        ((-b - root) / a, (-b + root) / a)
    })
}

/// Where `p + u d` is beside the segment from the origin to `e`, no farther than `reach` from it.
fn in_strip(p: Coord<f64>, d: Coord<f64>, e: Coord<f64>, reach: f64) -> Option<(f64, f64)> {
    let across = Coord { x: -e.y, y: e.x };
    let side = reach * dot(e, e).sqrt();
    let along = between(dot(p, e), dot(d, e), 0.0, dot(e, e))?;
    let beside = between(dot(p, across), dot(d, across), -side, side)?;
    let (from, to) = (along.0.max(beside.0), along.1.min(beside.1));
    (from <= to).then_some((from, to))
}

/// Where `start + u slope` lies from `low` to `high`.
fn between(start: f64, slope: f64, low: f64, high: f64) -> Option<(f64, f64)> {
    if slope == 0.0 {
        return (low <= start && start <= high).then_some((f64::NEG_INFINITY, f64::INFINITY));
    }
    let (a, b) = ((low - start) / slope, (high - start) / slope);
    Some((a.min(b), a.max(b)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo::{Distance, Euclidean};
    use geo_types::Point;
    use proptest::prelude::*;

    fn line() -> impl Strategy<Value = Line<f64>> {
        let at = || (-5..6_i8, -5..6_i8).prop_map(|(x, y)| Coord { x: f64::from(x), y: f64::from(y) });
        (at(), at()).prop_filter("a stretch", |(a, b)| a != b).prop_map(|(a, b)| Line::new(a, b))
    }

    proptest! {
        #[test]
        fn the_part_near_is_that_of_a_walk_along_the_line(a in line(), b in line(), reach in 0.1..4.0_f64) {
            let part = part_near(a, b, reach);
            for step in 0..=200 {
                let u = f64::from(step) / 200.0;
                let away = Euclidean.distance(&Point(a.start + a.delta() * u), &b);
                let inside = part.is_some_and(|(from, to)| from <= u && u <= to);
                prop_assert!(inside == (away <= reach) || (away - reach).abs() < 1e-9, "{u}: {away}");
            }
        }
    }
}
