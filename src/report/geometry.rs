//! Geometry in the study's plane: every shape projected once, found again by where it lies in memory.

use super::map::Plane;
use crate::export::Shapes;
use geo_types::{Coord, LineString};

/// One feature: its rings, its line or its point; in metres.
pub(super) struct Feature {
    pub(super) paths: Vec<Path>,
}

/// One ring (the last position again the first), line or point.
pub(super) struct Path {
    pub(super) positions: Vec<Position>,
    /// Whether it is the hole of an area.
    pub(super) hole: bool,
}

/// One vertex, as it came in and in the plane.
pub(super) struct Position {
    pub(super) degrees: Coord<f64>,
    pub(super) metres: Coord<f64>,
}

/// All the geometry of a report in its plane.
pub(super) struct Geometries<'a> {
    pub(super) parts: Vec<Geometry<'a>>,
}

/// The features of one layer.
pub(super) struct Geometry<'a> {
    pub(super) shapes: Shapes<'a>,
    pub(super) features: Vec<Feature>,
}

impl<'a> Geometries<'a> {
    /// `shapes` in `plane`, each once.
    pub(super) fn new(shapes: impl IntoIterator<Item = Shapes<'a>>, plane: &Plane) -> Self {
        let mut parts: Vec<Geometry> = Vec::new();
        for shapes in shapes {
            if !parts.iter().any(|known| is_same(known.shapes, shapes)) {
                parts.push(Geometry { shapes, features: project(shapes, plane) });
            }
        }
        Self { parts }
    }

    /// The number of `shapes` among the parts.
    pub(super) fn index_of(&self, shapes: Shapes) -> usize {
        let found = self.parts.iter().position(|known| is_same(known.shapes, shapes));
        found.expect("all shapes of all maps were collected")
    }
}

/// Whether both are the same piece of memory.
fn is_same(a: Shapes, b: Shapes) -> bool {
    match (a, b) {
        (Shapes::Polygons(a), Shapes::Polygons(b)) => std::ptr::eq(a, b),
        (Shapes::Points(a), Shapes::Points(b)) => std::ptr::eq(a, b),
        (Shapes::Lines(a), Shapes::Lines(b)) => std::ptr::eq(a, b),
        (Shapes::MultiLines(a), Shapes::MultiLines(b)) => std::ptr::eq(a, b),
        _ => false,
    }
}

fn project(shapes: Shapes, plane: &Plane) -> Vec<Feature> {
    let position =
        |&degrees: &Coord<f64>| (plane.project)(degrees).map(|metres| Position { degrees, metres });
    let path =
        |line: &LineString<f64>, hole| Path { positions: line.0.iter().filter_map(position).collect(), hole };
    match shapes {
        Shapes::Polygons(territories) => territories
            .iter()
            .map(|territory| {
                let rings = territory.iter().flat_map(|part| {
                    let holes = part.interiors().iter().map(|ring| path(ring, true));
                    std::iter::once(path(part.exterior(), false)).chain(holes)
                });
                Feature { paths: rings.collect() }
            })
            .collect(),
        Shapes::Points(points) => points
            .iter()
            .map(|at| Feature {
                paths: vec![Path { positions: position(at).into_iter().collect(), hole: false }],
            })
            .collect(),
        Shapes::Lines(lines) => lines.iter().map(|line| Feature { paths: vec![path(line, false)] }).collect(),
        Shapes::MultiLines(lines) => lines
            .iter()
            .map(|line| Feature { paths: line.iter().map(|part| path(part, false)).collect() })
            .collect(),
    }
}
