//! What each group holds: totals, shares, values per head.

use crate::disparity::inputs;
use crate::error::Result;
use std::collections::BTreeMap;

/// A number of one group.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupValue {
    /// The group's name.
    pub group: String,
    /// Its value.
    pub value: f64,
}

/// What each group holds, in the order of their names.
///
/// # Formula
/// `X_g = Σ_{i∈g} X_i`
///
/// # Errors
/// Negative or non-finite values.
///
/// # Panics
/// If there is not one group a value.
///
/// # Example
/// ```
/// use jingwei::disparity::totals;
/// let sums = totals(&[1.0, 2.0, 5.0], &["b", "a", "b"])?;
/// assert_eq!((sums[1].group.as_str(), sums[1].value), ("b", 6.0));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn totals<G: AsRef<str>>(values: &[f64], groups: &[G]) -> Result<Vec<GroupValue>> {
    inputs::non_negative(values)?;
    Ok(sums(values, groups).into_iter().map(|(group, value)| named(group, value)).collect())
}

/// The share of the total that each group holds, in the order of their names.
///
/// # Formula
/// `X_g / Σ_i X_i`
///
/// # Conventions
/// Empty where the total is 0.
///
/// # Errors
/// Negative or non-finite values.
///
/// # Panics
/// If there is not one group a value.
///
/// # Example
/// ```
/// use jingwei::disparity::shares;
/// let shares = shares(&[1.0, 2.0, 5.0], &["b", "a", "b"])?;
/// assert_eq!((shares[0].value, shares[1].value), (0.25, 0.75));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn shares<G: AsRef<str>>(values: &[f64], groups: &[G]) -> Result<Vec<GroupValue>> {
    inputs::non_negative(values)?;
    let total: f64 = values.iter().sum();
    if total <= 0.0 {
        return Ok(Vec::new());
    }
    Ok(sums(values, groups).into_iter().map(|(group, value)| named(group, value / total)).collect())
}

/// The value per head of each group taken together, in the order of their names.
///
/// # Formula
/// `Σ_{i∈g} X_i / Σ_{i∈g} p_i`
///
/// # Units
/// `totals` of each unit (GDP, not per head); the result in their unit per unit of `population`.
///
/// # Errors
/// Negative or non-finite totals, a population not above zero.
///
/// # Panics
/// If there is not one population and one group a total.
///
/// # Example
/// ```
/// use jingwei::disparity::per_capita;
/// // 6 over 4 people, not the mean of 1 and 5/3.
/// let heads = per_capita(&[1.0, 5.0], &[1.0, 3.0], &["a", "a"])?;
/// assert_eq!(heads[0].value, 1.5);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn per_capita<G: AsRef<str>>(
    totals: &[f64],
    population: &[f64],
    groups: &[G],
) -> Result<Vec<GroupValue>> {
    inputs::weighted(totals, population)?;
    let people = sums(population, groups);
    let per_head = |(group, x): (&str, f64)| named(group, x / people[group]);
    Ok(sums(totals, groups).into_iter().map(per_head).collect())
}

fn sums<'a, G: AsRef<str>>(values: &[f64], groups: &'a [G]) -> BTreeMap<&'a str, f64> {
    assert_eq!(values.len(), groups.len(), "one group a value");
    let mut sums = BTreeMap::new();
    for (group, value) in groups.iter().zip(values) {
        *sums.entry(group.as_ref()).or_insert(0.0) += value;
    }
    sums
}

fn named(group: &str, value: f64) -> GroupValue {
    GroupValue { group: group.to_owned(), value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_to_share_has_no_shares() {
        assert_eq!(shares(&[0.0, 0.0], &["a", "b"]).unwrap(), []);
        assert!(per_capita(&[1.0], &[0.0], &["a"]).is_err());
    }
}
