//! What the measures accept, checked once for all of them.

use crate::error::{Code, Error, Finding, Result};

/// Larger than any value in any unit, and small enough that no sum of fourth powers overflows.
pub(super) const LARGEST: f64 = 1e70;

/// Whether all values are the same to the last digit; a mean of such values may be off by its last digit, and
/// a measure of their differences would be that digit.
pub(super) fn all_equal(values: &[f64]) -> bool {
    let Some(first) = values.first() else { return true };
    values.iter().all(|value| value.total_cmp(first).is_eq())
}

/// Refuses negative and non-finite values, all in one error.
pub(super) fn non_negative(values: &[f64]) -> Result<()> {
    refuse(values, "a value is negative or not finite", |v| (0.0..=LARGEST).contains(&v))
}

/// Refuses non-finite values, all in one error.
pub(super) fn finite(values: &[f64]) -> Result<()> {
    refuse(values, "a value is not finite", |v| v.abs() <= LARGEST)
}

/// Refuses populations that are not above zero and finite, all in one error.
pub(super) fn population(population: &[f64]) -> Result<()> {
    refuse(population, "a population is not above zero", |p| p > 0.0 && p <= LARGEST)
}

/// Refuses what `population` and `non_negative` refuse, and slices of different length.
pub(super) fn weighted(values: &[f64], people: &[f64]) -> Result<()> {
    assert_eq!(values.len(), people.len(), "one population a value");
    non_negative(values)?;
    population(people)
}

/// That `value` is bad: as `what` says, or because it is too large.
pub(super) fn finding(what: impl Into<String>, value: f64) -> Finding {
    let finding = if value.is_finite() && value.abs() > LARGEST {
        Finding::new(Code::BadValue, "a value is too large to count with")
    } else {
        Finding::new(Code::BadValue, what)
    };
    finding.value(value)
}

fn refuse(values: &[f64], what: &str, good: impl Fn(f64) -> bool) -> Result<()> {
    let findings: Vec<_> = (1..)
        .zip(values)
        .filter(|&(_, &value)| !good(value))
        .map(|(number, &value)| finding(what, value).feature(number))
        .collect();
    if findings.is_empty() { Ok(()) } else { Err(Error::Input(findings)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bad_value_is_named_in_one_error() {
        let Err(Error::Input(findings)) = non_negative(&[1.0, -1.0, f64::NAN, 0.0, f64::INFINITY]) else {
            panic!("bad values are refused")
        };
        let numbers: Vec<_> = findings.iter().map(|f| f.place.feature).collect();
        assert_eq!(numbers, [Some(2), Some(3), Some(5)]);
        assert_eq!(findings[0].to_string(), "feature 2: a value is negative or not finite: `-1`");
    }

    #[test]
    fn a_value_whose_square_is_no_number_is_refused() {
        let error = finite(&[-1e160, 1e70]).unwrap_err().to_string();
        assert!(error.starts_with("feature 1: a value is too large to count with"), "{error}");
        assert!(non_negative(&[1e71]).is_err() && population(&[1e71]).is_err());
        assert!(non_negative(&[1e70]).is_ok() && population(&[1e70]).is_ok());
    }

    #[test]
    fn nobody_lives_nowhere() {
        assert!(population(&[1.0, 0.0]).is_err());
        assert!(population(&[0.5]).is_ok());
    }
}
