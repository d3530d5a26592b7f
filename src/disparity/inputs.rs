//! What the measures accept, checked once for all of them.

use crate::error::{Code, Error, Finding, Result};

/// Refuses negative and non-finite values, all in one error.
pub(super) fn non_negative(values: &[f64]) -> Result<()> {
    refuse(values, "a value is negative or not finite", |v| v.is_finite() && v >= 0.0)
}

/// Refuses non-finite values, all in one error.
pub(super) fn finite(values: &[f64]) -> Result<()> {
    refuse(values, "a value is not finite", f64::is_finite)
}

/// Refuses populations that are not above zero and finite, all in one error.
pub(super) fn population(population: &[f64]) -> Result<()> {
    refuse(population, "a population is not above zero", |p| p.is_finite() && p > 0.0)
}

/// Refuses what `population` and `non_negative` refuse, and slices of different length.
pub(super) fn weighted(values: &[f64], people: &[f64]) -> Result<()> {
    assert_eq!(values.len(), people.len(), "one population a value");
    non_negative(values)?;
    population(people)
}

fn refuse(values: &[f64], what: &str, good: impl Fn(f64) -> bool) -> Result<()> {
    let findings: Vec<_> = (1..)
        .zip(values)
        .filter(|&(_, &value)| !good(value))
        .map(|(number, value)| Finding::new(Code::BadValue, what).feature(number).value(value))
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
    fn nobody_lives_nowhere() {
        assert!(population(&[1.0, 0.0]).is_err());
        assert!(population(&[0.5]).is_ok());
    }
}
