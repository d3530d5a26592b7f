//! What points must be like before anything is measured between them.

use crate::error::{Code, Error, Finding, Result};
use geo_types::Coord;

/// Beyond this the square of a distance is no number.
const FARTHEST: f64 = 1e150;

/// Refuses points with a coordinate that is not finite, or too far out to be measured from.
pub(super) fn measurable(points: &[Coord<f64>]) -> Result<()> {
    let mut findings = Vec::new();
    for (i, at) in points.iter().enumerate() {
        if let Some(value) = [at.x, at.y].into_iter().find(|value| value.is_nan() || value.abs() > FARTHEST) {
            let what = "the place of a unit is no place on the plane";
            findings.push(Finding::new(Code::BadValue, what).feature(i + 1).value(value));
        }
    }
    Error::if_any(&findings)
}

/// Refuses a number of neighbours that `units` units cannot have.
pub(super) fn enough(units: usize, k: usize, argument: &str) -> Result<()> {
    if k >= 1 && k < units {
        return Ok(());
    }
    let what = if k == 0 {
        "at least one neighbour is needed".to_owned()
    } else {
        format!("{units} units have at most {} neighbours each", units.saturating_sub(1))
    };
    let hint = if units > 1 { format!("choose 1 to {}", units - 1) } else { "name more units".to_owned() };
    Err(Error::usage(Finding::new(Code::BadArgument, what).field(argument).value(k).hint(hint)))
}

/// Refuses a distance, exponent or the like that is not above zero.
pub(super) fn positive(value: f64, argument: &str) -> Result<()> {
    if value.is_finite() && value > 0.0 {
        return Ok(());
    }
    let finding =
        Finding::new(Code::BadArgument, "a number above zero is needed").field(argument).value(value);
    Err(Error::usage(finding.hint("distances are metres, times minutes")))
}

/// The refusal of two units on one place, the later at `i`.
pub(super) fn same_place(i: usize, j: usize) -> Finding {
    Finding::new(Code::SamePlace, "on the same place as another unit").feature(i + 1).value(j + 1)
}
