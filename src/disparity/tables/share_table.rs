//! What share of the whole each group has, in two years.

use super::change::quotient;
use super::{Change, GroupYears, Rows};
use crate::disparity::inputs;
use crate::error::{Error, Result};

/// The share of a group in both years.
#[derive(Debug, Clone, PartialEq)]
pub struct ShareRow {
    /// The group.
    pub group: String,
    /// Its value.
    pub value: Change,
    /// Its share of the whole, from 0 to 1; times 100 for points of a per cent.
    pub share: Change,
}

/// The shares of groups in two years.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct ShareTable {
    /// The earlier year.
    pub from: i32,
    /// The later year.
    pub to: i32,
    /// The whole; `None` where a group has no value and no whole was given.
    pub whole: Change,
    /// One row a group, in the order of the groups.
    pub rows: Vec<ShareRow>,
}

/// What share of the whole each group has in two years, and how that has changed.
///
/// # Formula
/// `s_gt = X_gt / T_t`, where `T_t` is that of `whole` or else `Σ_g X_gt`
///
/// # Units
/// Values and wholes in one unit; shares from 0 to 1.
///
/// # Conventions
/// Where a group has no value and no whole is given, nobody's share is known: the sum of the others is not the
/// whole. National accounts need not be the sum of the regions'; `whole` then gives the national figures, the
/// earlier first. `None` where the whole is 0.
///
/// # Errors
/// Negative values, a whole that is negative or not finite; a year that is not there, years that are the same or
/// turned round.
///
/// # Example
/// ```
/// use jingwei::disparity::{GroupYears, share_table};
/// let exports = GroupYears::from_rows([
///     (2020, "east", Some(6.0)),
///     (2020, "west", Some(2.0)),
///     (2023, "east", Some(5.0)),
///     (2023, "west", Some(5.0)),
/// ])?;
/// let shares = share_table(&exports, 2020, 2023, None)?;
/// assert_eq!(shares.rows[0].share.difference(), Some(-0.25));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn share_table(values: &GroupYears, from: i32, to: i32, whole: Option<[f64; 2]>) -> Result<ShareTable> {
    let years = values.between(from, to)?;
    let findings: Vec<_> = values
        .groups()
        .iter()
        .enumerate()
        .flat_map(|(place, group)| {
            let bad = |(year, values): (i32, &[Option<f64>])| {
                let value = values[place].filter(|&value| value < 0.0)?;
                Some(inputs::finding(format!("a value is negative in {year}"), value).id(group))
            };
            [(from, years[0]), (to, years[1])].into_iter().filter_map(bad).collect::<Vec<_>>()
        })
        .collect();
    if !findings.is_empty() {
        return Err(Error::Input(findings));
    }
    if let Some(whole) = whole {
        inputs::non_negative(&whole)?;
    }
    let [first, second] = [0, 1].map(|at| {
        let sum = || years[at].iter().copied().sum::<Option<f64>>();
        whole.map(|whole| whole[at]).or_else(sum)
    });
    let whole = Change { from: first, to: second };
    let row = |(place, group): (usize, &String)| {
        let value = Change { from: years[0][place], to: years[1][place] };
        let share = |part: Option<f64>, whole: Option<f64>| quotient(part?, whole?);
        let share = Change { from: share(value.from, whole.from), to: share(value.to, whole.to) };
        ShareRow { group: group.clone(), value, share }
    };
    let rows = values.groups().iter().enumerate().map(row).collect();
    Ok(ShareTable { from, to, whole, rows })
}

impl ShareTable {
    /// Two rows a group: `value` and `share` in both years, with change and growth.
    pub fn rows(&self) -> Rows {
        let mut rows = Rows::of_changes(self.from, self.to);
        for row in &self.rows {
            rows.push_change(&row.group, "value", row.value, true);
            rows.push_change(&row.group, "share", row.share, false);
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_missing_group_leaves_all_shares_unknown_unless_the_whole_is_given() {
        let rows = [(1, "a", Some(1.0)), (1, "b", Some(3.0)), (2, "a", Some(2.0)), (2, "b", None)];
        let values = GroupYears::from_rows(rows).unwrap();
        let alone = share_table(&values, 1, 2, None).unwrap();
        assert_eq!(alone.rows[0].share, Change { from: Some(0.25), to: None });
        assert_eq!(alone.whole, Change { from: Some(4.0), to: None });
        let given = share_table(&values, 1, 2, Some([8.0, 0.0])).unwrap();
        assert_eq!(given.rows[0].share, Change { from: Some(0.125), to: None }, "nothing of nothing");
        assert_eq!(given.rows().rows.len(), 4);
    }

    #[test]
    fn negative_parts_and_wholes_are_refused() {
        let values = |low| GroupYears::from_rows([(1, "a", Some(low)), (2, "a", Some(1.0))]).unwrap();
        let error = share_table(&values(-1.0), 1, 2, None).unwrap_err();
        assert!(error.to_string().starts_with("`a`: a value is negative in 1: `-1`"), "{error}");
        assert!(share_table(&values(1.0), 1, 2, Some([f64::NAN, 1.0])).is_err());
        assert!(share_table(&values(1.0), 2, 2, None).is_err());
    }

    proptest! {
        #[test]
        fn shares_sum_to_one_and_their_changes_to_nothing(
            numbers in proptest::collection::vec((0.1..1e6_f64, 0.1..1e6_f64), 1..8),
        ) {
            let rows = numbers.iter().enumerate().flat_map(|(at, &(from, to))| {
                [(1, at.to_string(), Some(from)), (2, at.to_string(), Some(to))]
            });
            let table = share_table(&GroupYears::from_rows(rows).unwrap(), 1, 2, None).unwrap();
            let sum = |of: fn(&ShareRow) -> Option<f64>| table.rows.iter().map(|row| of(row).unwrap()).sum::<f64>();
            prop_assert!((sum(|row| row.share.from) - 1.0).abs() < 1e-12);
            prop_assert!(sum(|row| row.share.difference()).abs() < 1e-12);
        }
    }
}
