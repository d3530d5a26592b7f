//! Which cities are cores.

use crate::error::{Code, Error, Finding, Result};
use std::collections::BTreeSet;

/// What makes a city a core.
#[derive(Debug, Clone, PartialEq)]
pub enum CoreRule {
    /// A value (population, output) of at least so much.
    Least(f64),
    /// One of so many with the greatest values.
    Rank(usize),
    /// Being named, whatever its value.
    Named(Vec<usize>),
}

/// The cores among cities with `values`, such as their populations or outputs: the greatest first.
///
/// # Units
/// `values` and the least value in one unit, whichever it is.
///
/// # Conventions
/// A value of exactly the least one makes a core. Of equal values the lower index is the greater. A city without a
/// value, or with a value of 0, is no core unless it is named; named cities without a value come last. Fewer cities than
/// the rank asks for are all cores.
///
/// # Errors
/// A value that is negative or not finite; a least value or a rank that is not above zero; no named city, or one named
/// twice; all in one error.
///
/// # Panics
/// If a named city is none of those with values.
///
/// # Example
/// ```
/// use jingwei::cluster::{CoreRule, cores};
///
/// let population = [Some(3.0), None, Some(8.0), Some(5.0)];
/// assert_eq!(cores(&population, &CoreRule::Least(5.0))?, [2, 3]);
/// assert_eq!(cores(&population, &CoreRule::Rank(1))?, [2]);
/// assert_eq!(cores(&population, &CoreRule::Named(vec![1, 0]))?, [0, 1]);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn cores(values: &[Option<f64>], rule: &CoreRule) -> Result<Vec<usize>> {
    check(values, rule)?;
    let value = |city: usize| values[city].unwrap_or(0.0);
    let mut cores: Vec<usize> = match rule {
        CoreRule::Named(named) => {
            assert!(named.iter().all(|&city| city < values.len()), "a named core is one of the cities");
            named.iter().copied().collect::<BTreeSet<_>>().into_iter().collect()
        }
        CoreRule::Least(least) => (0..values.len()).filter(|&city| value(city) >= *least).collect(),
        CoreRule::Rank(_) => (0..values.len()).filter(|&city| value(city) > 0.0).collect(),
    };
    // Stable: of equal values the lower index comes first.
    cores.sort_by(|&a, &b| value(b).total_cmp(&value(a)));
    if let CoreRule::Rank(rank) = rule {
        cores.truncate(*rank);
    }
    Ok(cores)
}

fn check(values: &[Option<f64>], rule: &CoreRule) -> Result<()> {
    let mut findings = bad_values(values, "core_value");
    let mut setting = |field: &str, what: &str, value: String| {
        findings.push(Finding::new(Code::BadSetting, what).field(field).value(value));
    };
    match rule {
        CoreRule::Least(least) if !(*least > 0.0 && least.is_finite()) => {
            setting("core_from", "a core has a value above zero", least.to_string());
        }
        CoreRule::Rank(0) => setting("core_rank", "there is at least one core", "0".to_owned()),
        CoreRule::Named(named) => {
            if named.is_empty() {
                setting("cores", "there is at least one core", "none".to_owned());
            }
            let mut seen = BTreeSet::new();
            for city in named.iter().filter(|city| !seen.insert(**city)) {
                setting(
                    "cores",
                    "the same city, counted in study order, is named twice",
                    (city + 1).to_string(),
                );
            }
        }
        CoreRule::Least(_) | CoreRule::Rank(_) => (),
    }
    Error::if_any(&findings)
}

/// A finding for each of `values` that is negative or not finite.
pub(super) fn bad_values(values: &[Option<f64>], field: &str) -> Vec<Finding> {
    let bad = |(city, value): (usize, &Option<f64>)| {
        let value = value.filter(|value| !(*value >= 0.0 && value.is_finite()))?;
        let what = format!("value {} in study order is negative or not finite", city + 1);
        Some(Finding::new(Code::BadValue, what).field(field).value(value))
    };
    values.iter().enumerate().filter_map(bad).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_greatest_come_first_and_equals_by_index() {
        let values = [Some(2.0), Some(5.0), None, Some(5.0), Some(0.0)];
        assert_eq!(cores(&values, &CoreRule::Least(2.0)).unwrap(), [1, 3, 0]);
        assert_eq!(cores(&values, &CoreRule::Rank(2)).unwrap(), [1, 3]);
        assert_eq!(cores(&values, &CoreRule::Rank(9)).unwrap(), [1, 3, 0], "0 and absent are no cores");
        assert_eq!(cores(&values, &CoreRule::Named(vec![4, 2, 0])).unwrap(), [0, 2, 4]);
        assert!(cores(&values, &CoreRule::Least(5.1)).unwrap().is_empty());
    }

    #[test]
    fn rules_that_make_no_sense_are_refused() {
        let error = |rule| cores(&[Some(1.0), Some(-1.0)], &rule).unwrap_err().to_string();
        let said = error(CoreRule::Least(f64::NAN));
        assert!(said.contains("`-1`") && said.contains("core_from"), "{said}");
        assert!(error(CoreRule::Rank(0)).contains("core_rank"));
        assert!(error(CoreRule::Named(Vec::new())).contains("at least one"));
        assert!(error(CoreRule::Named(vec![1, 1])).contains("named twice"));
    }
}
