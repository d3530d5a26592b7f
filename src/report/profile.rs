//! A value against time or distance from the core: a bar a ring, and a curve of what is reached.

use super::axis::{Anchor, Scale, text, ticks, value_axis};
use crate::export::number::display;
use crate::export::{Bilingual, Language};
use std::fmt::Write;

/// The profile of a value over rings.
#[derive(Debug, Clone, PartialEq)]
pub struct RingProfile {
    /// Title.
    pub title: Bilingual,
    /// A note below it; empty for none.
    pub note: Bilingual,
    /// What stands below the axis, such as the travel time with its unit.
    pub axis: Bilingual,
    /// What the bars show.
    pub value: Bilingual,
    /// Its unit.
    pub unit: Bilingual,
    /// Decimals of the numbers on the bars.
    pub decimals: usize,
    /// Rings from the core outward.
    pub rings: Vec<Ring>,
    /// What is reached within some distance.
    pub cumulative: Option<Cumulative>,
}

/// One ring.
#[derive(Debug, Clone, PartialEq)]
pub struct Ring {
    /// Its inner edge.
    pub from: f64,
    /// Its outer edge; open where absent.
    pub to: Option<f64>,
    /// The value in it; `None` where no region with a value lies in it.
    pub value: Option<f64>,
    /// How many regions lie in it.
    pub regions: usize,
}

/// A curve that never falls.
#[derive(Debug, Clone, PartialEq)]
pub struct Cumulative {
    /// What it counts.
    pub value: Bilingual,
    /// Its unit.
    pub unit: Bilingual,
    /// Distances and what is reached within them, by distance.
    pub points: Vec<(f64, f64)>,
}

const LEFT: f64 = 96.0;
const RIGHT: f64 = 664.0;
const TOP: f64 = 50.0;
const BOTTOM: f64 = 270.0;

impl RingProfile {
    /// The chart as SVG.
    pub(super) fn svg(&self, language: Language) -> String {
        let title = self.title.text(language);
        let mut out = format!(
            "<svg class=\"chart\" viewBox=\"0 0 760 330\" role=\"img\" aria-label=\"{}\">",
            crate::export::xml::escape(title)
        );
        let values = self.rings.iter().filter_map(|ring| ring.value).filter(|v| v.is_finite());
        let (low, high) = values.fold((0.0f64, 0.0f64), |(low, high), v| (low.min(v), high.max(v)));
        let marks = ticks(low, high, 5);
        let heights = Scale { values: (marks[0], marks[marks.len() - 1]), units: (BOTTOM, TOP) };
        let widths = Scale { values: (0.0, self.outer_edge()), units: (LEFT, RIGHT) };
        value_axis(&mut out, &marks, heights, (LEFT, RIGHT), &self.value.with_unit(&self.unit, language));
        for ring in &self.rings {
            self.bar(&mut out, ring, widths, heights, language);
        }
        let axis = self.axis.text(language);
        text(&mut out, f64::midpoint(LEFT, RIGHT), BOTTOM + 54.0, Anchor::Middle, "axis", axis);
        if let Some(cumulative) = &self.cumulative {
            cumulative.curve(&mut out, widths, language);
        }
        out.push_str("</svg>");
        out
    }

    /// Where the drawing ends: an open ring is drawn as wide as the one before it.
    fn outer_edge(&self) -> f64 {
        let edge = |ring: &Ring| ring.to.unwrap_or(ring.from);
        let closed = self.rings.iter().map(edge).fold(0.0, f64::max);
        let open = self.rings.last().is_some_and(|ring| ring.to.is_none());
        let before = self.rings.iter().rev().find_map(|ring| Some(ring.to? - ring.from));
        let edge = if open { closed + before.unwrap_or(60.0) } else { closed };
        if edge > 0.0 { edge } else { 60.0 }
    }

    fn bar(&self, out: &mut String, ring: &Ring, widths: Scale, heights: Scale, language: Language) {
        let outer = ring.to.unwrap_or_else(|| self.outer_edge());
        let (west, east) = (widths.at(ring.from) + 1.0, widths.at(outer) - 1.0);
        let middle = f64::midpoint(west, east);
        let edges = match ring.to {
            Some(to) => format!("{}–{}", trimmed(ring.from), trimmed(to)),
            None => format!("> {}", trimmed(ring.from)),
        };
        let count = match language {
            Language::Zh => format!("{} 个单元", ring.regions),
            Language::En => format!("n = {}", ring.regions),
        };
        text(out, middle, BOTTOM + 18.0, Anchor::Middle, "tick", &edges);
        text(out, middle, BOTTOM + 34.0, Anchor::Middle, "count", &count);
        if ring.regions == 0 {
            return;
        }
        let Some(value) = ring.value.filter(|v| v.is_finite()) else {
            let none = match language {
                Language::Zh => "无数据",
                Language::En => "no data",
            };
            text(out, middle, heights.at(0.0) - 6.0, Anchor::Middle, "count", none);
            return;
        };
        let (zero, top) = (heights.at(0.0), heights.at(value));
        let _ = write!(
            out,
            "<rect x=\"{west:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" class=\"bar\"/>",
            zero.min(top),
            (east - west).max(0.5),
            (zero - top).abs()
        );
        text(out, middle, zero.min(top) - 6.0, Anchor::Middle, "value", &display(value, self.decimals));
    }
}

impl Cumulative {
    fn curve(&self, out: &mut String, widths: Scale, language: Language) {
        let points = || {
            let drawn = |minutes: f64, v: f64| minutes <= widths.values.1 && v.is_finite();
            self.points.iter().copied().filter(move |&(at, v)| drawn(at, v))
        };
        let highest = points().map(|(_, v)| v).fold(0.0, f64::max);
        let marks = ticks(0.0, highest, 5);
        let heights = Scale { values: (0.0, marks[marks.len() - 1]), units: (BOTTOM, TOP) };
        let decimals = super::axis::tick_decimals(&marks);
        for &mark in &marks {
            text(
                out,
                RIGHT + 8.0,
                heights.at(mark) + 4.0,
                Anchor::Start,
                "tick second",
                &display(mark, decimals),
            );
        }
        let name = self.value.with_unit(&self.unit, language);
        text(out, RIGHT + 50.0, TOP - 14.0, Anchor::End, "axis second", &name);
        let mut data = String::new();
        let mut last: Option<f64> = None;
        for (minutes, value) in points() {
            let (x, y) = (widths.at(minutes), heights.at(value));
            // A step: what lies at a time is reached then, not gradually before.
            match last {
                None => {
                    let _ = write!(data, "M{x:.1} {y:.1}");
                }
                Some(_) => {
                    let _ = write!(data, "H{x:.1}V{y:.1}");
                }
            }
            last = Some(y);
        }
        let _ = write!(out, "<path d=\"{data}\" class=\"curve\"/>");
    }
}

/// Whole minutes without decimals.
fn trimmed(minutes: f64) -> String {
    display(minutes, usize::from(minutes.fract() != 0.0))
}
