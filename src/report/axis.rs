//! Axes: round ticks, positions on the drawing, text.

use crate::export::number::display;
use crate::export::xml::escape;
use std::fmt::Write;

/// Round numbers that span `low` to `high`, about `wanted` of them.
pub(super) fn ticks(low: f64, high: f64, wanted: usize) -> Vec<f64> {
    let span = if high > low { high - low } else { low.abs().max(1.0) };
    let raw = span / wanted.max(1) as f64;
    let unit = 10f64.powf(raw.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|m| m * unit).find(|&s| s >= raw * 0.999);
    let step = step.unwrap_or(unit * 10.0);
    let first = (low / step).floor();
    let last = ((low + span) / step - 1e-9).ceil().max(first + 1.0);
    let mut ticks = Vec::new();
    let mut place = first;
    while place <= last {
        ticks.push(place * step);
        place += 1.0;
    }
    ticks
}

/// The fewest decimals that show the ticks as they are.
pub(super) fn tick_decimals(ticks: &[f64]) -> usize {
    const MOST: i32 = 12;
    let step = ticks.windows(2).map(|pair| pair[1] - pair[0]).fold(f64::INFINITY, f64::min);
    let exact = |decimals: &i32| {
        let shift = 10f64.powi(*decimals);
        ticks.iter().all(|tick| (tick * shift - (tick * shift).round()).abs() < step * shift * 1e-6)
    };
    let decimals = (0..MOST).find(exact).unwrap_or(MOST);
    usize::try_from(decimals).expect("between 0 and 12")
}

/// A straight mapping of values to drawing units.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scale {
    pub(super) values: (f64, f64),
    pub(super) units: (f64, f64),
}

impl Scale {
    pub(super) fn at(self, value: f64) -> f64 {
        let share = (value - self.values.0) / (self.values.1 - self.values.0);
        self.units.0 + share * (self.units.1 - self.units.0)
    }
}

/// Where a text stands.
#[derive(Debug, Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// One text of a drawing, with an optional style class.
pub(super) fn text(out: &mut String, x: f64, y: f64, anchor: Anchor, class: &str, words: &str) {
    let anchor = match anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
        Anchor::End => "end",
    };
    let words = escape(words);
    let _ = write!(
        out,
        "<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" class=\"{class}\">{words}</text>"
    );
}

/// The horizontal lines and numbers of a value axis on the left, with its name above.
pub(super) fn value_axis(out: &mut String, ticks: &[f64], scale: Scale, x: (f64, f64), name: &str) {
    let decimals = tick_decimals(ticks);
    for &tick in ticks {
        let y = scale.at(tick);
        let class = if tick == 0.0 { "zero" } else { "rule" };
        let _ = write!(
            out,
            "<line x1=\"{:.1}\" x2=\"{:.1}\" y1=\"{y:.1}\" y2=\"{y:.1}\" class=\"{class}\"/>",
            x.0, x.1
        );
        text(out, x.0 - 8.0, y + 4.0, Anchor::End, "tick", &display(tick, decimals));
    }
    text(out, x.0 - 8.0, scale.units.1 - 14.0, Anchor::Start, "axis", name);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_span_the_values() {
        assert_eq!(ticks(0.0, 97.0, 5), [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]);
        assert_eq!(ticks(-1.0, 1.0, 4), [-1.0, -0.5, 0.0, 0.5, 1.0]);
        assert_eq!(ticks(3.0, 3.0, 3), [3.0, 4.0, 5.0, 6.0]);
        assert_eq!(tick_decimals(&[0.0, 0.05, 0.1]), 2);
        assert_eq!(tick_decimals(&[0.0, 2.5, 5.0]), 1);
        assert_eq!(tick_decimals(&[0.0, 20.0]), 0);
    }
}
