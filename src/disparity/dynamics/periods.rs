//! What measures over several periods accept, checked once for all of them.

use crate::disparity::inputs;
use crate::error::{Code, Error, Finding, Result};

/// Refuses values that are not `good`, those of all periods in one error; gives the number of units.
///
/// # Panics
/// If the periods do not have equally many values.
pub(super) fn check(periods: &[Vec<f64>], what: &str, good: impl Fn(f64) -> bool) -> Result<usize> {
    let units = periods.first().map_or(0, Vec::len);
    let mut findings = Vec::new();
    for (period, values) in (1..).zip(periods) {
        assert_eq!(values.len(), units, "one value a unit in every period");
        for (number, &value) in (1..).zip(values) {
            if !good(value) {
                let finding = inputs::finding(what, value).feature(number);
                findings.push(Finding { what: format!("{} in period {period}", finding.what), ..finding });
            }
        }
    }
    if findings.is_empty() { Ok(units) } else { Err(Error::Input(findings)) }
}

/// Refuses values that are not finite.
pub(super) fn finite(periods: &[Vec<f64>]) -> Result<usize> {
    check(periods, "a value is not finite", |v| v.abs() <= inputs::LARGEST)
}

/// Refuses values of which there is no logarithm.
pub(super) fn positive(periods: &[Vec<f64>]) -> Result<usize> {
    check(periods, "a value whose logarithm is taken is not above zero", |v| v > 0.0 && v <= inputs::LARGEST)
}

/// Refuses years that stand twice or go back.
///
/// # Panics
/// If there is not one year a period.
pub(in crate::disparity) fn years(years: &[i32], periods: usize) -> Result<()> {
    assert_eq!(years.len(), periods, "one year a period");
    let findings: Vec<_> = years
        .windows(2)
        .filter(|pair| pair[0] >= pair[1])
        .map(|pair| {
            let what = if pair[0] == pair[1] { "a year stands twice" } else { "the years do not go forward" };
            Finding::new(Code::BadValue, what).value(pair[1]).hint("give each year once, from the first on")
        })
        .collect();
    if findings.is_empty() { Ok(()) } else { Err(Error::Input(findings)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bad_value_and_year_is_named_in_one_error() {
        let error = positive(&[vec![1.0, 0.0], vec![f64::NAN, 2.0]]).unwrap_err().to_string();
        assert!(
            error.contains("feature 2: a value whose logarithm is taken is not above zero in period 1: `0`")
        );
        assert!(error.contains("feature 1") && error.contains("in period 2: `NaN`"), "{error}");
        assert!(finite(&[vec![-1.0], vec![f64::INFINITY]]).is_err());
        assert_eq!(finite(&[]).unwrap(), 0);
        let error = years(&[2000, 2000, 1999], 3).unwrap_err().to_string();
        assert!(error.contains("stands twice: `2000`") && error.contains("go forward: `1999`"), "{error}");
    }
}
