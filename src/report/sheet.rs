//! The drawing units of one frame: geometry on a grid of half pixels, as path data.
//!
//! Vertices that neighbours share fall on the same grid point, so no gap opens between them.

use super::geometry::{Feature, Geometries};
use super::map::{MapFrame, Plane};
use crate::export::{Shapes, bounding};
use geo_types::{Coord, Rect};
use std::collections::BTreeSet;
use std::fmt::Write;

/// Grid points across a map: half a pixel each on the page.
pub(super) const WIDTH: i32 = 2000;

/// Grid units that make a pixel, where a map has the page to itself.
pub(super) const PIXEL: f64 = 2.3;

/// Share of a map's width that its inset takes.
const INSET_SHARE: f64 = 0.15;

/// Between the inset and the edge of the map, and between it and the nearest land.
const INSET_GAP: i32 = 16;

/// A tall frame is no taller than this.
const GREATEST_HEIGHT: f64 = 2200.0;

/// Empty space around the outermost vertex, as a share of the width.
const MARGIN: f64 = 0.02;

/// The same where no area gives the map its edge: names stand right of the outermost points.
const MARGIN_OF_POINTS: f64 = 0.1;

/// A part of an area smaller than this both ways is drawn as a square of this size: an islet in sight.
const MARK: i32 = 4;

/// Radius of a point.
const POINT: i32 = 8;
/// Up to so many points are drawn large.
const FEW: usize = 60;

/// A window on the grid: west, north, east, south.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) west: i32,
    pub(super) north: i32,
    pub(super) east: i32,
    pub(super) south: i32,
}

/// One frame with its grid.
pub(super) struct Sheet {
    pub(super) frame: MapFrame,
    /// Metres of the upper left corner.
    corner: Coord<f64>,
    /// Grid units a metre.
    pub(super) scale: f64,
    pub(super) window: Window,
    pub(super) inset: Option<InsetWindow>,
}

/// An inset on the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct InsetWindow {
    /// What it shows.
    pub(super) from: Window,
    /// Where it stands.
    pub(super) at: Window,
}

impl Window {
    pub(super) fn width(self) -> i32 {
        self.east - self.west
    }

    pub(super) fn height(self) -> i32 {
        self.south - self.north
    }

    pub(super) fn holds(self, (x, y): (i32, i32)) -> bool {
        (self.west..=self.east).contains(&x) && (self.north..=self.south).contains(&y)
    }

    pub(super) fn meets(self, other: Self) -> bool {
        self.west <= other.east
            && other.west <= self.east
            && self.north <= other.south
            && other.north <= self.south
    }
}

impl Sheet {
    /// The sheet of `frame`, fitted to the polygons in it (to any geometry where there is no polygon, to
    /// the corners of the frame where nothing lies in it).
    pub(super) fn new(frame: &MapFrame, geometries: &Geometries, plane: &Plane) -> Self {
        let inside = inside(frame, geometries);
        let bounds = bounds(frame, &inside, plane);
        let areas = geometries.parts.iter().any(|part| matches!(part.shapes, Shapes::Polygons(_)));
        let margin = bounds.width().max(bounds.height()) * if areas { MARGIN } else { MARGIN_OF_POINTS };
        let low = Coord { x: bounds.min().x - margin, y: bounds.min().y - margin };
        let high = Coord { x: bounds.max().x + margin, y: bounds.max().y + margin };
        let (width, height) = ((high.x - low.x).max(1.0), (high.y - low.y).max(1.0));
        let scale = (f64::from(WIDTH) / width).min(GREATEST_HEIGHT / height);
        // A tall frame is centred.
        let west = f64::midpoint(low.x, high.x) - f64::from(WIDTH) / scale / 2.0;
        let mut sheet = Self {
            frame: frame.clone(),
            corner: Coord { x: west, y: high.y },
            scale,
            window: Window { west: 0, north: 0, east: WIDTH, south: whole(height * scale) },
            inset: None,
        };
        if let Some(inset) = &frame.inset {
            let edge = edge(inset.extent).filter_map(|at| (plane.project)(at));
            if let Some(bounds) = bounding(edge) {
                let (west, south) = sheet.at(bounds.min());
                let (east, north) = sheet.at(bounds.max());
                sheet.make_room(Window { west, north, east, south }, &inside);
            }
        }
        sheet
    }

    /// Puts the inset that shows `from` into the lower right corner, and widens the map as far as it takes
    /// to hide nothing of what lies `inside` the frame.
    fn make_room(&mut self, from: Window, inside: &[Coord<f64>]) {
        let width = whole(f64::from(WIDTH) * INSET_SHARE);
        let height = whole(f64::from(width) * f64::from(from.height()) / f64::from(from.width().max(1)));
        let south = self.window.south - INSET_GAP;
        let north = south - height;
        let beside = inside.iter().map(|&at| self.at(at)).filter(|&(_, y)| y >= north - INSET_GAP);
        let land = beside.map(|(x, _)| x).max().unwrap_or(self.window.west);
        let east = (self.window.east - INSET_GAP).max(land + INSET_GAP + width);
        self.window.east = east + INSET_GAP;
        self.inset = Some(InsetWindow { from, at: Window { west: east - width, north, east, south } });
    }

    /// The grid point nearest to a position in metres.
    pub(super) fn at(&self, position: Coord<f64>) -> (i32, i32) {
        (whole((position.x - self.corner.x) * self.scale), whole((self.corner.y - position.y) * self.scale))
    }

    /// Definitions of all features in sight, named by `prefix` and their number.
    pub(super) fn definitions(&self, shapes: Shapes, features: &[Feature], prefix: &str) -> String {
        let mut text = format!("<g id=\"{prefix}\">");
        // A few points are seen from afar; many must leave each other room.
        let radius = if features.len() <= FEW { 2 * POINT } else { POINT };
        for (number, feature) in features.iter().enumerate() {
            if let Shapes::Points(_) = shapes {
                for position in feature.paths.iter().flat_map(|path| &path.positions) {
                    let (x, y) = self.at(position.metres);
                    if self.in_sight(Window { west: x, north: y, east: x, south: y }) {
                        let _ = write!(
                            text,
                            "<circle id=\"{prefix}f{number}\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>"
                        );
                    }
                }
                continue;
            }
            let data = self.path_data(feature, matches!(shapes, Shapes::Polygons(_)));
            if !data.is_empty() {
                let _ = write!(text, "<path id=\"{prefix}f{number}\" d=\"{data}\"/>");
            }
        }
        text.push_str("</g>\n");
        text
    }

    /// Path data of a feature; a part too small to see stays as a mark, in whole steps of its size.
    fn path_data(&self, feature: &Feature, closed: bool) -> String {
        let mut text = String::new();
        let mut marks = BTreeSet::new();
        for path in &feature.paths {
            let mut points: Vec<(i32, i32)> =
                path.positions.iter().map(|position| self.at(position.metres)).collect();
            points.dedup();
            if closed && points.len() > 1 && points.first() == points.last() {
                points.pop();
            }
            let Some(window) = around(&points).filter(|&window| self.in_sight(window)) else { continue };
            let small = window.width() < MARK && window.height() < MARK;
            if !small && points.len() >= if closed { 3 } else { 2 } {
                append(&mut text, &points, closed);
            } else if !path.hole && marks.insert((window.west / MARK, window.north / MARK)) {
                let _ = write!(text, "M{} {}h{MARK}v{MARK}h-{MARK}z", window.west, window.north);
            }
        }
        text
    }

    fn in_sight(&self, window: Window) -> bool {
        self.window.meets(window) || self.inset.is_some_and(|inset| inset.from.meets(window))
    }
}

/// A path in relative whole numbers, the shortest form of SVG.
fn append(text: &mut String, points: &[(i32, i32)], closed: bool) {
    let _ = write!(text, "M{} {}l", points[0].0, points[0].1);
    for (place, pair) in points.windows(2).enumerate() {
        let (dx, dy) = (pair[1].0 - pair[0].0, pair[1].1 - pair[0].1);
        if place > 0 && dx >= 0 {
            text.push(' ');
        }
        let _ = write!(text, "{dx}");
        if dy >= 0 {
            text.push(' ');
        }
        let _ = write!(text, "{dy}");
    }
    if closed {
        text.push('z');
    }
}

#[expect(clippy::cast_possible_truncation, reason = "saturates far outside every window")]
pub(super) fn whole(value: f64) -> i32 {
    value.clamp(-1e6, 1e6).round() as i32
}

fn around(points: &[(i32, i32)]) -> Option<Window> {
    let mut points = points.iter();
    let &(x, y) = points.next()?;
    let start = Window { west: x, north: y, east: x, south: y };
    Some(points.fold(start, |known, &(x, y)| Window {
        west: known.west.min(x),
        north: known.north.min(y),
        east: known.east.max(x),
        south: known.south.max(y),
    }))
}

/// Metres of the polygons' vertices inside the frame; of all vertices where there is no such polygon.
fn inside(frame: &MapFrame, geometries: &Geometries) -> Vec<Coord<f64>> {
    let (low, high) = (frame.extent.min(), frame.extent.max());
    let within = |at: Coord<f64>| (low.x..=high.x).contains(&at.x) && (low.y..=high.y).contains(&at.y);
    let of = |polygons_only: bool| -> Vec<Coord<f64>> {
        let parts = geometries.parts.iter();
        let parts = parts.filter(|part| !polygons_only || matches!(part.shapes, Shapes::Polygons(_)));
        let paths = parts.flat_map(|part| &part.features).flat_map(|feature| &feature.paths);
        let positions = paths.flat_map(|path| &path.positions);
        positions.filter(|position| within(position.degrees)).map(|position| position.metres).collect()
    };
    let polygons = of(true);
    if polygons.is_empty() { of(false) } else { polygons }
}

/// Metres around what lies inside the frame, or around the frame.
fn bounds(frame: &MapFrame, inside: &[Coord<f64>], plane: &Plane) -> Rect<f64> {
    let corners = || bounding(edge(frame.extent).filter_map(|at| (plane.project)(at)));
    let nowhere = Coord { x: 0.0, y: 0.0 };
    bounding(inside.iter().copied()).or_else(corners).unwrap_or(Rect::new(nowhere, nowhere))
}

/// Positions along the edge of a lon/lat rectangle.
fn edge(extent: Rect<f64>) -> impl Iterator<Item = Coord<f64>> {
    const STEPS: i32 = 32;
    let (low, high) = (extent.min(), extent.max());
    (0..=STEPS).flat_map(move |step| {
        let share = f64::from(step) / f64::from(STEPS);
        let (x, y) = (low.x + (high.x - low.x) * share, low.y + (high.y - low.y) * share);
        [Coord { x, y: low.y }, Coord { x, y: high.y }, Coord { x: low.x, y }, Coord { x: high.x, y }]
    })
}
