//! A value against the way from the core, place by place, with the curves that are fitted to it.

use super::axis::{Anchor, Scale, text, ticks, value_axis};
use super::chart::colour;
use crate::export::number::grouped;
use crate::export::xml::escape;
use crate::export::{Bilingual, Language};
use std::fmt::Write;

/// Places and fitted curves, the value on a logarithmic axis.
#[derive(Debug, Clone, PartialEq)]
pub struct GradientChart {
    /// Title.
    pub title: Bilingual,
    /// A note below it; empty for none.
    pub note: Bilingual,
    /// What stands below the axis of distances.
    pub axis: Bilingual,
    /// What the values are.
    pub value: Bilingual,
    /// The level down to which the core reaches, as a dashed line.
    pub level: Option<f64>,
    /// Distance and value of every place; values that are not above 0 are not drawn.
    pub observed: Vec<(f64, f64)>,
    /// The curves.
    pub curves: Vec<Fitted>,
}

/// A fitted curve.
#[derive(Debug, Clone, PartialEq)]
pub struct Fitted {
    /// Its name.
    pub name: Bilingual,
    /// Distances and values, by distance.
    pub points: Vec<(f64, f64)>,
    /// Where it meets the level.
    pub reach: Option<f64>,
}

const LEFT: f64 = 96.0;
const RIGHT: f64 = 724.0;
const TOP: f64 = 66.0;
const BOTTOM: f64 = 290.0;

impl GradientChart {
    /// The chart as SVG.
    pub(super) fn svg(&self, language: Language) -> String {
        let label = escape(self.title.text(language));
        let mut out =
            format!("<svg class=\"chart\" viewBox=\"0 0 760 350\" role=\"img\" aria-label=\"{label}\">");
        let drawn = |&&(at, value): &&(f64, f64)| at.is_finite() && value > 0.0 && value.is_finite();
        let places: Vec<(f64, f64)> = self.observed.iter().filter(drawn).copied().collect();
        let farthest = places.iter().map(|place| place.0).fold(0.0, f64::max);
        let logs = || places.iter().map(|place| libm::log10(place.1));
        let (low, high) = logs().fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| (l.min(v), h.max(v)));
        let (low, high) =
            if places.is_empty() { (0.0, 1.0) } else { (low.floor(), high.ceil().max(low.floor() + 1.0)) };
        let heights = Scale { values: (low, high), units: (BOTTOM, TOP) };
        let marks = ticks(0.0, if farthest > 0.0 { farthest } else { 1.0 }, 6);
        let widths = Scale { values: (0.0, marks[marks.len() - 1]), units: (LEFT, RIGHT) };
        self.frame(&mut out, (low, high), heights, language);
        let decimals = super::axis::tick_decimals(&marks);
        let digits = digits(marks[marks.len() - 1]);
        for &mark in &marks {
            let printed = grouped(mark, decimals, digits);
            text(&mut out, widths.at(mark), BOTTOM + 18.0, Anchor::Middle, "tick", &printed);
        }
        text(
            &mut out,
            f64::midpoint(LEFT, RIGHT),
            BOTTOM + 44.0,
            Anchor::Middle,
            "axis",
            self.axis.text(language),
        );
        for (at, value) in &places {
            let (x, y) = (widths.at(*at), heights.at(libm::log10(*value)));
            let _ = write!(
                out,
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"2.5\" fill=\"#4a7fb0\" fill-opacity=\"0.55\"/>"
            );
        }
        if let Some(level) = self.level.filter(|level| *level > 0.0) {
            let log = libm::log10(level);
            if (low..=high).contains(&log) {
                let y = heights.at(log);
                let _ = write!(out, "<path d=\"M{LEFT} {y:.1}H{RIGHT}\" class=\"equal\"/>");
            }
        }
        let mut key = LEFT;
        for (number, curve) in self.curves.iter().enumerate() {
            key = curve.draw(&mut out, (widths, heights), (number + 1, key), language);
        }
        out.push_str("</svg>");
        out
    }

    /// Powers of ten up the side.
    fn frame(&self, out: &mut String, (low, high): (f64, f64), heights: Scale, language: Language) {
        let name = self.value.text(language);
        value_axis(out, &[], heights, (LEFT, RIGHT), name);
        let step = ((high - low) / 8.0).ceil().max(1.0);
        let mut power = low;
        while power <= high {
            let y = heights.at(power);
            let class = if power <= low { "zero" } else { "rule" };
            let _ = write!(
                out,
                "<line x1=\"{LEFT}\" x2=\"{RIGHT}\" y1=\"{y:.1}\" y2=\"{y:.1}\" class=\"{class}\"/>"
            );
            let decimals = if power < 0.0 { 6 } else { 0 };
            let mut printed = grouped(libm::pow(10.0, power), decimals, digits(libm::pow(10.0, high)));
            if power < 0.0 {
                printed = printed.trim_end_matches('0').to_owned();
            }
            text(out, LEFT - 8.0, y + 4.0, Anchor::End, "tick", &printed);
            power += step;
        }
    }
}

/// From how many digits on thousands are set off, so that all numbers of an axis up to `highest` are alike.
fn digits(highest: f64) -> usize {
    if highest >= 1e4 { 4 } else { 5 }
}

impl Fitted {
    /// Draws the curve and its name at `key` of the row above; gives back where the next name begins.
    fn draw(
        &self,
        out: &mut String,
        (widths, heights): (Scale, Scale),
        (number, key): (usize, f64),
        language: Language,
    ) -> f64 {
        let (low, high) = heights.values;
        let mut data = String::new();
        let mut pen_down = false;
        for &(at, value) in &self.points {
            let log = if value > 0.0 { libm::log10(value) } else { f64::NEG_INFINITY };
            if !(low..=high).contains(&log) {
                pen_down = false;
                continue;
            }
            let pen = if pen_down { 'L' } else { 'M' };
            let _ = write!(data, "{pen}{:.1} {:.1}", widths.at(at), heights.at(log));
            pen_down = true;
        }
        let colour = colour(number);
        let _ = write!(out, "<path d=\"{data}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>");
        if let Some(reach) = self.reach {
            let x = widths.at(reach);
            let _ = write!(
                out,
                "<path d=\"M{x:.1} {BOTTOM}V{:.1}\" stroke=\"{colour}\" stroke-width=\"1.5\" stroke-dasharray=\"4 3\"/>",
                BOTTOM - 24.0
            );
        }
        let name = self.name.text(language);
        let _ = write!(
            out,
            "<rect x=\"{key:.1}\" y=\"14\" width=\"12\" height=\"12\" rx=\"2\" fill=\"{colour}\"/>"
        );
        text(out, key + 18.0, 24.5, Anchor::Start, "axis", name);
        let width: f64 = name.chars().map(|c| if c.is_ascii() { 7.2 } else { 13.0 }).sum();
        key + 18.0 + width + 22.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_curves_and_reach_are_drawn_on_powers_of_ten() {
        let chart = GradientChart {
            title: Bilingual::same("gradient"),
            note: Bilingual::default(),
            axis: Bilingual::same("km"),
            value: Bilingual::same("density"),
            level: Some(10.0),
            observed: vec![(0.0, 1000.0), (50.0, 100.0), (100.0, 10.0), (20.0, 0.0)],
            curves: vec![Fitted {
                name: Bilingual::same("clark"),
                points: vec![(0.0, 1000.0), (100.0, 10.0), (110.0, 0.001)],
                reach: Some(100.0),
            }],
        };
        let svg = chart.svg(Language::En);
        assert_eq!(svg.matches("<circle").count(), 3, "nothing has no logarithm");
        // 1000 at the top, 10 at the bottom, 100 half-way.
        assert!(svg.contains("M96.0 66.0L724.0 290.0\""), "{svg}");
        assert!(
            svg.contains("cy=\"178.0\"") && svg.contains(">1000<") && svg.contains("M724.0 290V266.0"),
            "{svg}"
        );
        let steep = GradientChart { observed: vec![(0.0, 20_000.0), (12_000.0, 10.0)], ..chart.clone() };
        let svg = steep.svg(Language::En);
        assert!(svg.contains(">100,000<") && svg.contains(">1,000<") && !svg.contains(">1000<"), "up: {svg}");
        assert!(
            svg.contains(">2,000<") && svg.contains(">10,000<") && !svg.contains(">2000<"),
            "along: {svg}"
        );
        let empty = GradientChart { observed: vec![], curves: vec![], ..chart };
        assert!(!empty.svg(Language::Zh).contains("NaN"));
    }
}
