//! Values by year: lines, grouped bars or stacked bars.

use super::axis::{Anchor, Scale, text, ticks, value_axis};
use crate::export::number::display;
use crate::export::xml::escape;
use crate::export::{Bilingual, Colour, Language};
use std::fmt::Write;

/// How series are drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrendKind {
    /// A line each.
    Lines,
    /// Bars side by side.
    Grouped,
    /// Bars upon each other, for parts of a whole; negative values hang below.
    Stacked,
}

/// Values of one or more series by year.
#[derive(Debug, Clone, PartialEq)]
pub struct Trend {
    /// Title.
    pub title: Bilingual,
    /// A note below it; empty for none.
    pub note: Bilingual,
    /// Unit of all series; empty for none.
    pub unit: Bilingual,
    /// Decimals of the printed values.
    pub decimals: usize,
    /// Years, or whatever stands below the axis. Lines keep the distance of whole years.
    pub years: Vec<String>,
    /// The series.
    pub series: Vec<Series>,
    /// How they are drawn.
    pub kind: TrendKind,
}

/// One series.
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    /// Its name.
    pub name: Bilingual,
    /// One value a year.
    pub values: Vec<Option<f64>>,
}

/// Okabe and Ito's colours, told apart by all readers.
const COLOURS: [Colour; 7] = [
    Colour(0, 114, 178),
    Colour(213, 94, 0),
    Colour(0, 158, 115),
    Colour(204, 121, 167),
    Colour(230, 159, 0),
    Colour(86, 180, 233),
    Colour(70, 70, 70),
];

const LEFT: f64 = 70.0;
const RIGHT: f64 = 740.0;
const TOP: f64 = 66.0;
const BOTTOM: f64 = 280.0;

impl Series {
    fn value(&self, year: usize) -> Option<f64> {
        self.values.get(year).copied().flatten().filter(|v| v.is_finite())
    }
}

impl Trend {
    /// The chart as SVG.
    pub(super) fn svg(&self, language: Language) -> String {
        let label = escape(self.title.text(language));
        let mut out =
            format!("<svg class=\"chart\" viewBox=\"0 0 760 320\" role=\"img\" aria-label=\"{label}\">");
        let (low, high) = self.range();
        let marks = ticks(low, high, 5);
        let heights = Scale { values: (marks[0], marks[marks.len() - 1]), units: (BOTTOM, TOP) };
        value_axis(&mut out, &marks, heights, (LEFT, RIGHT), self.unit.text(language));
        if self.series.len() > 1 {
            self.key(&mut out, language);
        }
        let places = self.places();
        for (place, year) in places.iter().zip(&self.years) {
            text(&mut out, *place, BOTTOM + 20.0, Anchor::Middle, "tick", year);
        }
        match self.kind {
            TrendKind::Lines => self.lines(&mut out, &places, heights, language),
            TrendKind::Grouped => self.grouped(&mut out, &places, heights, language),
            TrendKind::Stacked => self.stacked(&mut out, &places, heights, language),
        }
        out.push_str("</svg>");
        out
    }

    /// Least and greatest height drawn; bars stand on zero, lines come near it only if they must.
    fn range(&self) -> (f64, f64) {
        let years = 0..self.years.len();
        let all = || years.clone().flat_map(|year| self.series.iter().filter_map(move |s| s.value(year)));
        let spread = |values: &mut dyn Iterator<Item = f64>| {
            values.fold(None, |known: Option<(f64, f64)>, v| {
                Some(known.map_or((v, v), |(low, high)| (low.min(v), high.max(v))))
            })
        };
        match self.kind {
            TrendKind::Lines => {
                let (low, high) = spread(&mut all()).unwrap_or((0.0, 1.0));
                // An axis that starts at zero, unless the lines would all lie in its upper half.
                if low >= 0.0 && low < high / 2.0 { (0.0, high) } else { (low, high) }
            }
            TrendKind::Grouped => {
                let (low, high) = spread(&mut all()).unwrap_or((0.0, 1.0));
                (low.min(0.0), high.max(0.0))
            }
            TrendKind::Stacked => years.clone().fold((0.0, 0.0), |(low, high), year| {
                let values = || self.series.iter().filter_map(|s| s.value(year));
                let up: f64 = values().filter(|&v| v > 0.0).sum();
                let down: f64 = values().filter(|&v| v < 0.0).sum();
                (f64::min(low, down), f64::max(high, up))
            }),
        }
    }

    /// The middle of each year's place on the axis.
    fn places(&self) -> Vec<f64> {
        let count = self.years.len();
        let numbers: Option<Vec<f64>> =
            self.years.iter().map(|year| year.parse::<i32>().ok().map(f64::from)).collect();
        let inner = (LEFT + 30.0, RIGHT - 50.0);
        match (self.kind, numbers) {
            (TrendKind::Lines, Some(years)) if count > 1 && years.windows(2).all(|w| w[0] < w[1]) => {
                let scale = Scale { values: (years[0], years[count - 1]), units: inner };
                years.iter().map(|&year| scale.at(year)).collect()
            }
            _ => {
                let band = (RIGHT - LEFT) / count.max(1) as f64;
                (0..count).map(|place| LEFT + band * (place as f64 + 0.5)).collect()
            }
        }
    }

    /// Names of the series with their colours, in one row above.
    fn key(&self, out: &mut String, language: Language) {
        let mut x = LEFT;
        for (number, series) in self.series.iter().enumerate() {
            let name = series.name.text(language);
            let _ = write!(
                out,
                "<rect x=\"{x:.1}\" y=\"14\" width=\"12\" height=\"12\" rx=\"2\" fill=\"{}\"/>",
                colour(number)
            );
            text(out, x + 18.0, 24.5, Anchor::Start, "axis", name);
            // Chinese characters are about twice as wide as Latin ones.
            let width: f64 = name.chars().map(|c| if c.is_ascii() { 7.2 } else { 13.0 }).sum();
            x += 18.0 + width + 22.0;
        }
    }

    fn lines(&self, out: &mut String, places: &[f64], heights: Scale, language: Language) {
        for (number, series) in self.series.iter().enumerate() {
            let colour = colour(number);
            let mut data = String::new();
            let mut dots = String::new();
            let mut pen_down = false;
            for (year, &x) in places.iter().enumerate() {
                let Some(value) = series.value(year) else {
                    pen_down = false;
                    continue;
                };
                let y = heights.at(value);
                let _ = write!(data, "{}{x:.1} {y:.1}", if pen_down { 'L' } else { 'M' });
                pen_down = true;
                let tip = escape(&self.tip(series, year, value, language));
                let _ = write!(
                    dots,
                    "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3.5\" fill=\"{colour}\"><title>{tip}</title></circle>"
                );
            }
            let _ = write!(
                out,
                "<path d=\"{data}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>{dots}"
            );
        }
        // One series is told by its numbers; more would cover each other but for the last.
        for series in &self.series {
            let shown = (0..places.len()).filter_map(|year| Some((year, series.value(year)?)));
            let last = shown.clone().next_back().map(|(year, _)| year);
            for (year, value) in shown.filter(|&(year, _)| self.series.len() == 1 || Some(year) == last) {
                let printed = display(value, self.decimals);
                if self.series.len() == 1 {
                    text(out, places[year], heights.at(value) - 9.0, Anchor::Middle, "value", &printed);
                } else {
                    text(out, places[year] + 8.0, heights.at(value) + 4.0, Anchor::Start, "value", &printed);
                }
            }
        }
    }

    fn grouped(&self, out: &mut String, places: &[f64], heights: Scale, language: Language) {
        let band = (RIGHT - LEFT) / places.len().max(1) as f64 * 0.76;
        let width = band / self.series.len().max(1) as f64;
        for (year, &middle) in places.iter().enumerate() {
            for (number, series) in self.series.iter().enumerate() {
                let Some(value) = series.value(year) else { continue };
                let west = middle - band / 2.0 + width * number as f64;
                let tip = self.tip(series, year, value, language);
                bar(out, (west, width - 1.5), (heights.at(0.0), heights.at(value)), number, &tip);
                if width >= 34.0 {
                    let y = heights.at(value.max(0.0)) - 5.0;
                    text(out, west + width / 2.0, y, Anchor::Middle, "value", &display(value, self.decimals));
                }
            }
        }
    }

    fn stacked(&self, out: &mut String, places: &[f64], heights: Scale, language: Language) {
        let width = ((RIGHT - LEFT) / places.len().max(1) as f64 * 0.6).min(80.0);
        for (year, &middle) in places.iter().enumerate() {
            let (mut up, mut down) = (0.0, 0.0);
            for (number, series) in self.series.iter().enumerate() {
                let Some(value) = series.value(year) else { continue };
                let base: &mut f64 = if value < 0.0 { &mut down } else { &mut up };
                let (from, to) = (*base, *base + value);
                *base = to;
                let tip = self.tip(series, year, value, language);
                bar(out, (middle - width / 2.0, width), (heights.at(from), heights.at(to)), number, &tip);
                if (heights.at(from) - heights.at(to)).abs() >= 16.0 && width >= 30.0 {
                    let y = heights.at(f64::midpoint(from, to)) + 4.0;
                    text(out, middle, y, Anchor::Middle, "inside", &display(value, self.decimals));
                }
            }
            let total = display(up + down, self.decimals);
            text(out, middle, heights.at(up) - 6.0, Anchor::Middle, "value", &total);
        }
    }

    fn tip(&self, series: &Series, year: usize, value: f64, language: Language) -> String {
        let name = series.name.text(language);
        let colon = if language == Language::Zh { "：" } else { ": " };
        let text = format!(
            "{name} {}{colon}{} {}",
            self.years[year],
            display(value, self.decimals),
            self.unit.text(language)
        );
        text.trim_end().to_owned()
    }
}

pub(super) fn colour(number: usize) -> String {
    super::figure::hex(COLOURS[number % COLOURS.len()])
}

fn bar(out: &mut String, (x, width): (f64, f64), (from, to): (f64, f64), number: usize, tip: &str) {
    let _ = write!(
        out,
        "<rect x=\"{x:.1}\" y=\"{:.1}\" width=\"{:.1}\" height=\"{:.1}\" fill=\"{}\"><title>{}</title></rect>",
        from.min(to),
        width.max(0.5),
        (from - to).abs(),
        colour(number),
        escape(tip)
    );
}
