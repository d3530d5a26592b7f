//! What must be seen on positions as written, before geometry types close rings and drop heights.

use crate::error::{Code, Finding};
use crate::layer::crs::Bounds;
use geojson::{GeometryValue, Position};

/// What was seen.
pub(super) struct Checked {
    /// Every position has a longitude and a latitude.
    pub(super) usable: bool,
    /// Some position carries a height.
    pub(super) heights: bool,
    /// What is wrong; the feature is known to the caller.
    pub(super) findings: Vec<Finding>,
}

/// Looks over the geometry of feature `number` and widens `bounds` by it.
pub(super) fn check(value: &GeometryValue, number: usize, bounds: &mut Bounds) -> Checked {
    let mut checked = Checked { usable: true, heights: false, findings: Vec::new() };
    let mut positions = |all: &[Position]| {
        for position in all {
            match *position.as_slice() {
                [x, y] => bounds.widen(x, y, number),
                [x, y, ..] => {
                    bounds.widen(x, y, number);
                    checked.heights = true;
                }
                _ => checked.usable = false,
            }
        }
    };
    match value {
        GeometryValue::Point { coordinates } => positions(std::slice::from_ref(coordinates)),
        GeometryValue::MultiPoint { coordinates } | GeometryValue::LineString { coordinates } => {
            positions(coordinates);
        }
        GeometryValue::MultiLineString { coordinates } | GeometryValue::Polygon { coordinates } => {
            for line in coordinates {
                positions(line);
            }
        }
        GeometryValue::MultiPolygon { coordinates } => {
            for ring in coordinates.iter().flatten() {
                positions(ring);
            }
        }
        GeometryValue::GeometryCollection { .. } => checked.usable = false,
    }
    if !checked.usable {
        let what = "a position has fewer than two numbers";
        checked.findings.push(Finding::new(Code::JsonBroken, what));
        return checked;
    }
    match value {
        GeometryValue::Polygon { coordinates } => checked.findings.extend(broken_ring(coordinates)),
        GeometryValue::MultiPolygon { coordinates } => {
            checked.findings.extend(coordinates.iter().find_map(|rings| broken_ring(rings)));
        }
        _ => {}
    }
    checked
}

/// The first ring that is open or too short, if there is one.
fn broken_ring(rings: &[Vec<Position>]) -> Option<Finding> {
    rings.iter().enumerate().find_map(|(index, ring)| {
        let role = if index == 0 { "the outer ring" } else { "a hole" };
        let [first, .., last] = ring.as_slice() else {
            let what = match ring.len() {
                0 if index == 0 => return None,
                0 => "a hole has no positions".to_owned(),
                _ => format!("{role} has 1 position, a ring wants at least 4"),
            };
            return Some(Finding::new(Code::BadRing, what));
        };
        let (x, y) = (first[0], first[1]);
        if (x, y) != (last[0], last[1]) {
            let what = format!("{role} is not closed, it ends elsewhere than it begins at {x}, {y}");
            return Some(Finding::new(Code::BadRing, what).value(format_args!("{}, {}", last[0], last[1])));
        }
        if ring.len() < 4 {
            let what = format!("{role} at {x}, {y} has {} positions, a ring wants at least 4", ring.len());
            return Some(Finding::new(Code::BadRing, what));
        }
        None
    })
}
