//! Meridians, parallels and the scale bar.

use super::map::Plane;
use super::sheet::{Sheet, whole};
use crate::export::number::display;
use geo_types::{Coord, Rect};
use std::fmt::Write;

/// A line is drawn through so many positions.
const STEPS: i32 = 60;

/// So near to the upper left corner, labels of meridians and parallels would cover each other.
const CORNER: i32 = 110;

/// Meridians and parallels of a sheet with their degrees at the upper and left edge.
pub(super) struct Graticule {
    pub(super) svg: String,
    /// Degrees between lines.
    pub(super) interval: i32,
}

impl Graticule {
    pub(super) fn new(sheet: &Sheet, plane: &Plane) -> Self {
        let extent = sheet.frame.extent;
        let interval = interval(extent.width().max(extent.height()));
        let all = reach(extent, interval);
        let (mut lines, mut labels) = (String::new(), String::new());
        let mut draw = |degrees: i32, meridian: bool| {
            let points = (0..=STEPS).filter_map(|step| {
                let share = f64::from(step) / f64::from(STEPS);
                let fixed = f64::from(degrees);
                let at = if meridian {
                    Coord { x: fixed, y: all.min().y + all.height() * share }
                } else {
                    Coord { x: all.min().x + all.width() * share, y: fixed }
                };
                (plane.project)(at).map(|metres| sheet.at(metres))
            });
            let points: Vec<(i32, i32)> = points.collect();
            for (place, (x, y)) in points.iter().enumerate() {
                let _ = write!(lines, "{}{x} {y}", if place == 0 { "M" } else { "L" });
            }
            let crossing = points.windows(2).find_map(|pair| edge_crossing(pair[0], pair[1], meridian));
            let in_view = |&at: &(i32, i32)| sheet.window.holds(at) && (at.0 > CORNER || at.1 > CORNER);
            if let Some((x, y)) = crossing.filter(in_view) {
                let (x, y, letter, anchor) = match (meridian, degrees) {
                    (true, 1..) => (x, y + 30, "E", "middle"),
                    (true, _) => (x, y + 30, "W", "middle"),
                    (false, 0..) => (x + 10, y - 8, "N", "start"),
                    (false, _) => (x + 10, y - 8, "S", "start"),
                };
                let _ = write!(
                    labels,
                    "<text x=\"{x}\" y=\"{y}\" text-anchor=\"{anchor}\">{}°{letter}</text>",
                    degrees.abs()
                );
            }
        };
        let (low, high) = (all.min(), all.max());
        let multiples = |low: f64, high: f64| {
            (whole(low) / interval..=whole(high) / interval).map(move |multiple| multiple * interval)
        };
        multiples(low.x, high.x).for_each(|degrees| draw(degrees, true));
        multiples(low.y, high.y).for_each(|degrees| draw(degrees, false));
        let svg = format!(
            "<g class=\"graticule\" fill=\"#93a0ad\"><path d=\"{lines}\" fill=\"none\" stroke=\"#dbe4ec\" stroke-width=\"2\"/>{labels}</g>"
        );
        Self { svg, interval }
    }
}

/// Degrees between lines for an extent of `degrees`.
fn interval(degrees: f64) -> i32 {
    [1, 2, 5].into_iter().find(|&step| degrees <= f64::from(step) * 6.0).unwrap_or(10)
}

/// The extent, wide enough for the corners of the map, in whole intervals.
fn reach(extent: Rect<f64>, interval: i32) -> Rect<f64> {
    let step = f64::from(interval);
    let (low, high) = (extent.min(), extent.max());
    let margin = extent.width().max(extent.height()) * 0.4;
    let down = |value: f64, least: f64| ((value / step).floor() * step).max(least);
    let up = |value: f64, most: f64| ((value / step).ceil() * step).min(most);
    Rect::new(
        Coord { x: down(low.x - margin, -180.0), y: down(low.y - margin, -80.0) },
        Coord { x: up(high.x + margin, 180.0), y: up(high.y + margin, 80.0) },
    )
}

/// Where a piece of a meridian meets the upper edge, of a parallel the left edge.
fn edge_crossing(a: (i32, i32), b: (i32, i32), meridian: bool) -> Option<(i32, i32)> {
    let (a, b) = ((f64::from(a.0), f64::from(a.1)), (f64::from(b.0), f64::from(b.1)));
    if meridian {
        let crosses = (a.1 <= 0.0) != (b.1 <= 0.0);
        crosses.then(|| (whole(a.0 + (b.0 - a.0) * (a.1 / (a.1 - b.1))), 0))
    } else {
        let crosses = (a.0 <= 0.0) != (b.0 <= 0.0);
        crosses.then(|| (0, whole(a.1 + (b.1 - a.1) * (a.0 / (a.0 - b.0)))))
    }
}

/// The scale bar in the lower left corner, a round length of about a sixth of the map.
pub(super) fn scale_bar(sheet: &Sheet) -> String {
    let most = f64::from(sheet.window.width()) / 6.0 / sheet.scale / 1000.0;
    let unit = 10f64.powf(most.log10().floor());
    let kilometres = [5.0, 2.0, 1.0].into_iter().map(|m| m * unit).find(|&km| km <= most).unwrap_or(unit);
    let (length, x, y) = (whole(kilometres * 1000.0 * sheet.scale), 40, sheet.window.south - 40);
    let half = length / 2;
    let decimals = usize::from(kilometres < 1.0);
    let mut out = String::from("<g class=\"scale\">");
    let _ = write!(
        out,
        "<rect x=\"{x}\" y=\"{y}\" width=\"{half}\" height=\"8\" class=\"dark\"/>\
         <rect x=\"{}\" y=\"{y}\" width=\"{}\" height=\"8\" class=\"light\"/>",
        x + half,
        length - half
    );
    for (at, words) in [(0, "0".to_owned()), (length, format!("{} km", display(kilometres, decimals)))] {
        let _ = write!(out, "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{words}</text>", x + at, y - 10);
    }
    out.push_str("</g>");
    out
}
