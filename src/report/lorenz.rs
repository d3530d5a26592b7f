//! Lorenz curves: what share of the whole the worst-off share of the people has, one curve beside another.

use super::axis::{Anchor, Scale, text};
use super::chart::colour;
use crate::export::xml::escape;
use crate::export::{Bilingual, Language};
use std::fmt::Write;

/// Lorenz curves in one square.
#[derive(Debug, Clone, PartialEq)]
pub struct Lorenz {
    /// Title.
    pub title: Bilingual,
    /// A note below it; empty for none.
    pub note: Bilingual,
    /// The curves, the first below the others.
    pub curves: Vec<LorenzCurve>,
}

/// One curve.
#[derive(Debug, Clone, PartialEq)]
pub struct LorenzCurve {
    /// Its name, with its Gini coefficient where that is of use.
    pub name: Bilingual,
    /// Share of the people and of the total, each from 0 to 1, from (0, 0) to (1, 1).
    pub points: Vec<(f64, f64)>,
}

const LEFT: f64 = 56.0;
const RIGHT: f64 = 336.0;
const TOP: f64 = 16.0;
const BOTTOM: f64 = 296.0;

/// Height of a line of the key.
const LINE: f64 = 20.0;

impl Lorenz {
    /// The chart as SVG.
    pub(super) fn svg(&self, language: Language) -> String {
        let label = escape(self.title.text(language));
        let height = BOTTOM + 48.0 + LINE * self.curves.len() as f64;
        let mut out = format!(
            "<svg class=\"chart square\" viewBox=\"0 0 360 {height}\" role=\"img\" aria-label=\"{label}\">"
        );
        let across = Scale { values: (0.0, 1.0), units: (LEFT, RIGHT) };
        let up = Scale { values: (0.0, 1.0), units: (BOTTOM, TOP) };
        for percent in [0, 25, 50, 75, 100] {
            let (x, y) = (across.at(f64::from(percent) / 100.0), up.at(f64::from(percent) / 100.0));
            let class = if percent == 0 { "zero" } else { "rule" };
            let _ = write!(
                out,
                "<line x1=\"{LEFT}\" x2=\"{RIGHT}\" y1=\"{y:.1}\" y2=\"{y:.1}\" class=\"{class}\"/>"
            );
            text(&mut out, LEFT - 8.0, y + 4.0, Anchor::End, "tick", &format!("{percent}%"));
            text(&mut out, x, BOTTOM + 18.0, Anchor::Middle, "tick", &format!("{percent}%"));
        }
        let people = match language {
            Language::Zh => "人口累计占比（由低到高）",
            Language::En => "Share of people, those with the least first",
        };
        text(&mut out, f64::midpoint(LEFT, RIGHT), BOTTOM + 36.0, Anchor::Middle, "axis", people);
        let _ = write!(out, "<path d=\"M{LEFT} {BOTTOM}L{RIGHT} {TOP}\" class=\"equal\"/>");
        for (number, curve) in self.curves.iter().enumerate() {
            let mut data = String::new();
            for (place, &(x, y)) in curve.points.iter().enumerate() {
                let pen = if place == 0 { 'M' } else { 'L' };
                let _ = write!(data, "{pen}{:.1} {:.1}", across.at(x), up.at(y));
            }
            // Curves that nearly meet are told apart by the dashes of those drawn later.
            let dash = if number == 0 { "" } else { " stroke-dasharray=\"6 3\"" };
            let (colour, name) = (colour(number), curve.name.text(language));
            let y = BOTTOM + 44.0 + LINE * number as f64;
            let _ = write!(
                out,
                "<path d=\"{data}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.8\"{dash}/>\
                 <rect x=\"{LEFT}\" y=\"{y:.1}\" width=\"12\" height=\"12\" rx=\"2\" fill=\"{colour}\"/>"
            );
            text(&mut out, LEFT + 18.0, y + 10.5, Anchor::Start, "axis", name);
        }
        out.push_str("</svg>");
        out
    }
}
