//! What every measure asks of its input before it counts anything.

use crate::error::{Code, Error, Finding, Result};
use crate::network::TravelTimes;
use crate::units::Minutes;

/// Larger than any mass in any unit, and small enough that no sum over places times minutes overflows.
const LARGEST_MASS: f64 = 1e100;

/// Every mass is finite, not negative, and one for each destination; all that are not are named.
pub(super) fn check_masses(times: &TravelTimes, masses: &[f64], field: &str) -> Result<()> {
    assert_eq!(masses.len(), times.destinations(), "one value for each destination");
    check_values(masses, field)
}

/// Every mass is finite and not negative.
pub(super) fn check_values(masses: &[f64], field: &str) -> Result<()> {
    let findings: Vec<_> = masses
        .iter()
        .enumerate()
        .filter(|(_, mass)| !(0.0..=LARGEST_MASS).contains(*mass))
        .map(|(place, mass)| {
            let what = format!("value {} in study order is negative or no number to count with", place + 1);
            Finding::new(Code::BadValue, what).field(field).value(mass)
        })
        .collect();
    Error::if_any(&findings)
}

/// A limit on travel time is not negative.
pub(super) fn check_limit(limit: Minutes, field: &str) -> Result<()> {
    if limit >= Minutes::ZERO {
        return Ok(());
    }
    Err(Finding::new(Code::BadSetting, "a limit on travel time is not negative")
        .field(field)
        .value(limit)
        .into())
}

/// As [`check_masses`], and there is something to be reached: where all is zero a field was misread, and zero
/// everywhere would look like an answer.
pub(super) fn check_opportunities(times: &TravelTimes, opportunities: &[f64]) -> Result<()> {
    check_masses(times, opportunities, "opportunities")?;
    if opportunities.is_empty() || opportunities.iter().any(|&opportunity| opportunity > 0.0) {
        return Ok(());
    }
    let what = "all opportunities are zero, so there is nothing to reach";
    let hint = "name a field with values above zero";
    Err(Finding::new(Code::BadValue, what).field("opportunities").hint(hint).into())
}

/// There are limits, and each is above zero.
pub(super) fn check_limits(limits: &[Minutes], field: &str) -> Result<()> {
    let hint = "state minutes above zero, such as 30, 60, 120";
    if limits.is_empty() {
        let what = "no limit on travel time is given";
        return Err(Finding::new(Code::BadSetting, what).field(field).hint(hint).into());
    }
    match limits.iter().find(|limit| **limit <= Minutes::ZERO) {
        None => Ok(()),
        Some(limit) => {
            let finding = Finding::new(Code::BadSetting, "a limit on travel time is above zero");
            Err(finding.field(field).value(limit).hint(hint).into())
        }
    }
}

/// Origins and destinations are the same places, so that `i = j` means a place and itself.
pub(super) fn assert_same_places(times: &TravelTimes) {
    assert_eq!(times.origins(), times.destinations(), "origins and destinations are the same places");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bad_mass_is_named() {
        let times = TravelTimes::from_minutes(&[vec![Some(0.0); 4]]);
        let error = check_masses(&times, &[1.0, -5.0, f64::NAN, f64::INFINITY], "population").unwrap_err();
        let text = error.to_string();
        assert!(text.contains("field `population`: value 2 in study order"), "{text}");
        assert!(text.contains("`-5`") && text.contains("`NaN`") && text.contains("`inf`"), "{text}");
        assert!(check_masses(&times, &[0.0, -0.0, 1.0, 1e100], "population").is_ok());
    }

    #[test]
    fn a_negative_limit_is_refused() {
        assert!(check_limit(Minutes::ZERO, "cutoff").is_ok());
        let error = check_limit(Minutes::new(-1.0), "cutoff").unwrap_err();
        assert_eq!(
            error.to_string(),
            "setting `cutoff`: a limit on travel time is not negative: `-1 min` [E-STUDY-002]"
        );
    }

    #[test]
    #[should_panic(expected = "one value for each destination")]
    fn masses_match_the_destinations() {
        let times = TravelTimes::from_minutes(&[vec![Some(0.0); 4]]);
        let _ = check_masses(&times, &[1.0], "population");
    }
}
