//! Whether polygons bound an area: rings that do not cross, holes inside their shells, parts apart.
//!
//! The rules are those of OGC Simple Features with one leniency: a ring that touches itself at a point, and
//! parts of one multipolygon that share an edge from either side, have the area and the inside that anyone
//! would read from them, so they are a warning. Open and short rings are seen by [`super::read`], because
//! geometry types close them.

mod contact;
#[cfg(test)]
mod tests;

use super::Layer;
use super::identity::Who;
use crate::error::{Code, Finding};
use contact::{Kind, Ring, Segment, contact};
use geo::algorithm::Area;
use geo::coordinate_position::{CoordPos, coord_pos_relative_to_ring};
use geo_types::{Coord, Geometry, LineString, MultiPolygon, Polygon};

/// The finding that feature `index` has no geometry, or another than the one `wanted`.
pub(super) fn unusable(geometry: Option<&Geometry<f64>>, wanted: &str, index: usize) -> Finding {
    let finding = match geometry {
        None => Finding::new(Code::EmptyGeometry, "the geometry is null or empty"),
        Some(geometry) => {
            let what = format!("{wanted} is wanted here, not a {}", kind(geometry));
            Finding::new(Code::WrongGeometry, what)
        }
    };
    finding.feature(index + 1)
}

/// The name of a geometry type as GeoJSON writes it.
pub(super) fn kind(geometry: &Geometry<f64>) -> &'static str {
    match geometry {
        Geometry::Point(_) => "Point",
        Geometry::MultiPoint(_) => "MultiPoint",
        Geometry::Line(_) | Geometry::LineString(_) => "LineString",
        Geometry::MultiLineString(_) => "MultiLineString",
        Geometry::Polygon(_) | Geometry::Rect(_) | Geometry::Triangle(_) => "Polygon",
        Geometry::MultiPolygon(_) => "MultiPolygon",
        Geometry::GeometryCollection(_) => "GeometryCollection",
    }
}

/// What is wrong with the rings of a polygon, at its first place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Fault {
    code: Code,
    what: String,
    at: Coord<f64>,
}

/// The findings about the rings of all polygons of `layer`, at most one a feature, in file order.
///
/// Features whose rings the reader has already refused are left out. Layers of points or lines have none.
///
/// # Complexity
/// For each feature O(n log n) in its positions, times the number of segments that one north–south line meets.
#[must_use]
pub fn check_rings(layer: &Layer) -> Vec<Finding> {
    let mut refused: Vec<usize> = layer
        .findings
        .iter()
        .filter(|finding| finding.code == Code::BadRing)
        .filter_map(|finding| finding.place.feature)
        .collect();
    refused.sort_unstable();
    let who = Who::of(&layer.fields);
    let mut findings = Vec::new();
    for (index, geometry) in layer.geometries.iter().enumerate() {
        if refused.binary_search(&(index + 1)).is_ok() {
            continue;
        }
        let fault = match geometry {
            Some(Geometry::Polygon(polygon)) => fault(std::slice::from_ref(polygon)),
            Some(Geometry::MultiPolygon(MultiPolygon(polygons))) => fault(polygons),
            _ => None,
        };
        if let Some(Fault { code, what, at }) = fault {
            let mut finding = Finding::new(code, what).file(&layer.source).feature(index + 1);
            (finding.place.id, finding.place.name) = (who.id(index), who.name(index));
            findings.push(finding.value(format_args!("{}, {}", rounded(at.x), rounded(at.y))));
        }
    }
    findings
}

/// A degree to seven decimals, a centimetre on the ground.
fn rounded(degree: f64) -> f64 {
    (degree * 1e7).round() / 1e7
}

/// The worst fault of the polygons of one feature, at its first place in ring order.
pub(super) fn fault(polygons: &[Polygon<f64>]) -> Option<Fault> {
    let mut rings = Vec::new();
    for (part, polygon) in polygons.iter().enumerate() {
        for (number, line) in std::iter::once(polygon.exterior()).chain(polygon.interiors()).enumerate() {
            if line.0.is_empty() {
                continue;
            }
            let ring = Ring::new(line, part, number > 0);
            if ring.len() < 3 {
                let what = format!("{} has no area, its positions lie on one another", role(&ring));
                return Some(Fault { code: Code::BadRing, what, at: line.0[0] });
            }
            rings.push(ring);
        }
    }
    let mut fault = Contacts::default();
    sweep(&rings, |s, t, kind, at| fault.take(&rings, s, t, kind, at));
    match fault.finish(&rings) {
        Some(fault) if fault.code == Code::BadRing => Some(fault),
        touching => misplaced(&rings).or(touching),
    }
}

fn role(ring: &Ring) -> &'static str {
    if ring.hole { "a hole" } else { "the outer ring" }
}

/// The first contact that is an error, the first that is a warning, and how many errors there are.
#[derive(Default)]
struct Contacts {
    error: Option<(Segment, Segment, Kind, Coord<f64>)>,
    touch: Option<(Segment, Segment, Kind, Coord<f64>)>,
    errors: usize,
}

impl Contacts {
    fn take(&mut self, rings: &[Ring], s: Segment, t: Segment, kind: Kind, at: Coord<f64>) {
        let (s, t) = if s <= t { (s, t) } else { (t, s) };
        let apart = rings[s.ring].part != rings[t.ring].part;
        let first = match kind {
            // Rings of one polygon, and parts of one multipolygon, may touch at points.
            Kind::Touch if s.ring != t.ring => return,
            Kind::Touch => &mut self.touch,
            Kind::AlongOpposite if apart => &mut self.touch,
            Kind::Cross | Kind::Along | Kind::AlongOpposite => {
                self.errors += 1;
                &mut self.error
            }
        };
        if first.as_ref().is_none_or(|known| (s, t) < (known.0, known.1)) {
            *first = Some((s, t, kind, at));
        }
    }

    fn finish(self, rings: &[Ring]) -> Option<Fault> {
        let (s, t, kind, at) = self.error.or(self.touch)?;
        let (a, b) = (&rings[s.ring], &rings[t.ring]);
        let verb = match kind {
            Kind::Cross => "crosses",
            Kind::Touch => "touches",
            Kind::Along | Kind::AlongOpposite => "runs along",
        };
        let whom = match (s.ring == t.ring, a.part == b.part, b.hole) {
            (true, ..) => "itself",
            (false, true, true) if a.hole => "another hole",
            (false, true, true) => "a hole",
            (false, true, false) => "the outer ring",
            (false, false, _) => "another part of the feature",
        };
        let more = match self.errors.saturating_sub(1) {
            0 => String::new(),
            1 => " (and in 1 more place)".to_owned(),
            more => format!(" (and in {more} more places)"),
        };
        let code = if self.errors > 0 { Code::BadRing } else { Code::TouchingRing };
        Some(Fault { code, what: format!("{} {verb} {whom}{more}", role(a)), at })
    }
}

/// Calls `found` for every contact of two segments of `rings` that is more than following one another.
///
/// Segments enter by their western end; those that ended farther west leave.
fn sweep(rings: &[Ring], mut found: impl FnMut(Segment, Segment, Kind, Coord<f64>)) {
    let mut segments: Vec<(f64, Segment)> = Vec::new();
    for (ring, points) in rings.iter().enumerate() {
        segments.extend((0..points.len()).map(|index| {
            let (a, b) = points.segment(index);
            (a.x.min(b.x), Segment { ring, index })
        }));
    }
    segments.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut active: Vec<(Box2, Segment)> = Vec::new();
    for (west, segment) in segments {
        let (a, b) = rings[segment.ring].segment(segment.index);
        let own = Box2::of([a, b]);
        active.retain(|(other, _)| other.east >= west);
        for (other, earlier) in &active {
            if other.south <= own.north
                && other.north >= own.south
                && let Some((kind, at)) = contact(rings, *earlier, segment)
            {
                found(*earlier, segment, kind, at);
            }
        }
        active.push((own, segment));
    }
}

/// A bounding box.
#[derive(Debug, Clone, Copy)]
struct Box2 {
    west: f64,
    east: f64,
    south: f64,
    north: f64,
}

impl Box2 {
    fn of(points: impl IntoIterator<Item = Coord<f64>>) -> Self {
        let nothing = Self { west: f64::MAX, east: f64::MIN, south: f64::MAX, north: f64::MIN };
        points.into_iter().fold(nothing, |all, point| Self {
            west: all.west.min(point.x),
            east: all.east.max(point.x),
            south: all.south.min(point.y),
            north: all.north.max(point.y),
        })
    }

    fn meets(&self, other: &Self) -> bool {
        self.west <= other.east
            && other.west <= self.east
            && self.south <= other.north
            && other.south <= self.north
    }
}

/// A hole outside its shell or inside another hole, or a part inside another; no two rings cross.
fn misplaced(rings: &[Ring]) -> Option<Fault> {
    let boxes: Vec<Box2> = rings.iter().map(|ring| Box2::of(ring.line.0.iter().copied())).collect();
    let shell_of = |part| rings.iter().position(|ring| ring.part == part && !ring.hole);
    let bad = |what: &str, at| Some(Fault { code: Code::BadRing, what: what.to_owned(), at });
    for hole in rings.iter().filter(|ring| ring.hole) {
        let place = match shell_of(hole.part) {
            Some(shell) => inside(&hole.line, &[&rings[shell].line]),
            None => Some((false, hole.line.0[0])),
        };
        if let Some((false, at)) = place {
            return bad("a hole lies outside its outer ring", at);
        }
    }
    let mut order: Vec<usize> = (0..rings.len()).collect();
    order.sort_by(|&a, &b| boxes[a].west.total_cmp(&boxes[b].west).then(a.cmp(&b)));
    for (place, &i) in order.iter().enumerate() {
        for &j in order[place + 1..].iter().take_while(|&&j| boxes[j].west <= boxes[i].east) {
            let (a, b) = (&rings[i], &rings[j]);
            if !boxes[i].meets(&boxes[j]) {
                continue;
            }
            if a.hole && b.hole && a.part == b.part {
                for (one, other) in [(a, b), (b, a)] {
                    if let Some((true, at)) = inside(&one.line, &[&other.line]) {
                        return bad("a hole lies inside another hole", at);
                    }
                }
            } else if !a.hole && !b.hole {
                for (one, other) in [(a, b), (b, a)] {
                    let all: Vec<&LineString<f64>> =
                        rings.iter().filter(|ring| ring.part == other.part).map(|ring| &ring.line).collect();
                    if let Some((true, at)) = inside(&one.line, &all) {
                        return bad("a part of the feature lies inside another part", at);
                    }
                }
            }
        }
    }
    None
}

/// Whether `line` lies inside the polygon of `rings` (shell first), and the position that shows it.
///
/// A line that does not cross the rings lies wholly on one side, so the first position off them decides;
/// `None` when all positions lie on the rings.
fn inside(line: &LineString<f64>, rings: &[&LineString<f64>]) -> Option<(bool, Coord<f64>)> {
    line.0.iter().find_map(|&point| {
        let mut within = 0;
        for ring in rings {
            match coord_pos_relative_to_ring(point, ring) {
                CoordPos::OnBoundary => return None,
                CoordPos::Inside => within += 1,
                CoordPos::Outside => {}
            }
        }
        // Inside the shell and in no hole.
        Some((within == 1, point))
    })
}

/// Whether `ring` runs counter-clockwise.
fn counter_clockwise(ring: &LineString<f64>) -> bool {
    Polygon::new(ring.clone(), Vec::new()).signed_area() > 0.0
}
