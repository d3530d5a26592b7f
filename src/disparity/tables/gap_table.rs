//! How far groups lie apart, in two years.

use super::change::quotient;
use super::{Change, GroupYears, Rows};
use crate::error::Result;

/// The group that others are measured against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reference {
    /// The group of this name.
    Group(String),
    /// The group with the highest value of the year, the first of equals; known only where all have a value.
    Highest,
    /// The group with the lowest value of the year, the first of equals; known only where all have a value.
    Lowest,
}

impl Reference {
    /// The place of the reference in `values`, which are those of one year of `of`.
    pub(super) fn place(&self, of: &GroupYears, values: &[Option<f64>]) -> Result<Option<usize>> {
        let sign = match self {
            Self::Group(name) => return of.place(name).map(Some),
            Self::Highest => 1.0,
            Self::Lowest => -1.0,
        };
        let all: Option<Vec<f64>> = values.iter().copied().collect();
        Ok(all.and_then(|values| {
            (0..values.len())
                .max_by(|&a, &b| (sign * values[a]).total_cmp(&(sign * values[b])).then(b.cmp(&a)))
        }))
    }
}

/// How far a group lies from the reference, in both years.
#[derive(Debug, Clone, PartialEq)]
pub struct GapRow {
    /// The group.
    pub group: String,
    /// Its value.
    pub value: Change,
    /// The absolute gap: the value of the reference less its own, in the unit of the values.
    pub absolute: Change,
    /// The value of the reference over its own; `None` where that is 0.
    pub ratio: Change,
    /// The relative gap: the absolute gap over the value of the reference; `None` where that is 0.
    pub relative: Change,
}

/// How far groups lie from a reference, in two years.
#[derive(Debug, Clone, PartialEq)]
#[must_use]
pub struct GapTable {
    /// The earlier year.
    pub from: i32,
    /// The later year.
    pub to: i32,
    /// The group that was the reference in the earlier year; `None` where it is not known.
    pub reference_from: Option<String>,
    /// The group that was the reference in the later year; `None` where it is not known.
    pub reference_to: Option<String>,
    /// One row a group, the reference among them, in the order of the groups.
    pub rows: Vec<GapRow>,
}

/// How far groups lie from a reference in two years, absolutely and relatively, and how that has changed.
///
/// # Formula
/// `gap_gt = y_rt − y_gt`, `ratio_gt = y_rt / y_gt`, `relative_gt = (y_rt − y_gt) / y_rt` for group `g` and
/// reference `r`; the changes are [`Change::difference`]
///
/// # Units
/// Values and absolute gaps in the unit of `values`, ratio and relative gap without one.
///
/// # Conventions
/// `None` where the group or the reference has no value. Values may be negative (a balance of trade), but ratio and
/// relative gap are only for values that are not, over one that is above zero. [`Reference::Highest`] need not be
/// the same group in both years: the table names both.
///
/// # Errors
/// A year or a group that is not there; years that are the same or turned round.
///
/// # Example
/// ```
/// use jingwei::disparity::{GroupYears, Reference, gap_table};
/// let income = GroupYears::from_rows([
///     (2020, "east", Some(40.0)),
///     (2020, "west", Some(20.0)),
///     (2023, "east", Some(50.0)),
///     (2023, "west", Some(40.0)),
/// ])?;
/// let gaps = gap_table(&income, 2020, 2023, &Reference::Group("east".into()))?;
/// let west = &gaps.rows[1];
/// assert_eq!(west.absolute.difference(), Some(-10.0));
/// assert_eq!((west.ratio.from, west.ratio.to), (Some(2.0), Some(1.25)));
/// assert_eq!(west.relative.to, Some(0.2));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn gap_table(values: &GroupYears, from: i32, to: i32, reference: &Reference) -> Result<GapTable> {
    let years = values.between(from, to)?;
    let [first, second] = years.map(|values_of_year| reference.place(values, values_of_year));
    let references = [first?, second?];
    let in_both = |measure: fn(f64, f64) -> Option<f64>, group: usize| {
        let of = |at: usize| {
            let year: &[Option<f64>] = years[at];
            measure(year[references[at]?]?, year[group]?)
        };
        Change { from: of(0), to: of(1) }
    };
    let row = |(place, group): (usize, &String)| GapRow {
        group: group.clone(),
        value: Change { from: years[0][place], to: years[1][place] },
        absolute: in_both(|reference, own| Some(reference - own), place),
        ratio: in_both(|reference, own| quotient(reference, own).filter(|_| reference >= 0.0), place),
        relative: in_both(
            |reference, own| quotient(reference - own, reference).filter(|_| own >= 0.0),
            place,
        ),
    };
    let [reference_from, reference_to] =
        references.map(|place| place.map(|place| values.groups()[place].clone()));
    let rows = values.groups().iter().enumerate().map(row).collect();
    Ok(GapTable { from, to, reference_from, reference_to, rows })
}

impl GapTable {
    /// Four rows a group: `value`, `gap`, `ratio` and `relative_gap` in both years, with change and growth.
    pub fn rows(&self) -> Rows {
        let mut rows = Rows::of_changes(self.from, self.to);
        for row in &self.rows {
            rows.push_change(&row.group, "value", row.value, true);
            rows.push_change(&row.group, "gap", row.absolute, true);
            rows.push_change(&row.group, "ratio", row.ratio, false);
            rows.push_change(&row.group, "relative_gap", row.relative, false);
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::super::Cell;
    use super::*;
    use proptest::prelude::*;

    fn of(rows: &[(i32, &str, f64)]) -> GroupYears {
        GroupYears::from_rows(rows.iter().map(|&(year, group, value)| (year, group, Some(value)))).unwrap()
    }

    #[test]
    fn nothing_over_nothing_is_not_defined() {
        let values = of(&[(1, "a", 0.0), (1, "b", 0.0), (2, "a", 3.0), (2, "b", 0.0)]);
        let table = gap_table(&values, 1, 2, &Reference::Group("a".into())).unwrap();
        let b = &table.rows[1];
        assert_eq!((b.absolute.from, b.absolute.to), (Some(0.0), Some(3.0)));
        assert_eq!((b.ratio, b.relative.from, b.relative.to), (Change::default(), None, Some(1.0)));
        let against_b = gap_table(&values, 1, 2, &Reference::Group("b".into())).unwrap();
        assert_eq!((against_b.rows[0].ratio.to, against_b.rows[0].relative.to), (Some(0.0), None));
    }

    #[test]
    fn a_debt_has_a_gap_and_no_ratio() {
        let values = of(&[(1, "a", 2.0), (1, "b", -1.0), (2, "a", -2.0), (2, "b", 1.0)]);
        let b = &gap_table(&values, 1, 2, &Reference::Group("a".into())).unwrap().rows[1];
        assert_eq!(b.absolute, Change { from: Some(3.0), to: Some(-3.0) });
        assert_eq!((b.ratio, b.relative), (Change::default(), Change::default()));
    }

    #[test]
    fn a_missing_group_leaves_the_highest_unknown() {
        let values = of(&[(1, "a", 1.0), (1, "b", 2.0), (1, "c", 2.0), (2, "a", 9.0), (2, "b", 2.0)]);
        let table = gap_table(&values, 1, 2, &Reference::Highest).unwrap();
        assert_eq!((table.reference_from.as_deref(), table.reference_to), (Some("b"), None));
        assert_eq!(table.rows[0].absolute, Change { from: Some(1.0), to: None });
        let lowest = gap_table(&values, 1, 2, &Reference::Lowest).unwrap();
        assert_eq!(lowest.reference_from.as_deref(), Some("a"));
        let named = gap_table(&values, 1, 2, &Reference::Group("a".into())).unwrap();
        assert_eq!((named.rows[1].absolute.to, named.rows[2].absolute.to), (Some(7.0), None));
    }

    #[test]
    fn an_unknown_reference_is_told_with_the_known_groups() {
        let values = of(&[(1, "east", 1.0), (2, "west", 2.0)]);
        let error = gap_table(&values, 1, 2, &Reference::Group("esat".into())).unwrap_err();
        assert_eq!(error.to_string(), "there is no group of this name: `esat`");
        assert_eq!(error.hints(), ["the groups are east, west"]);
        assert!(gap_table(&values, 1, 1, &Reference::Highest).is_err());
        assert!(gap_table(&values, 1, 3, &Reference::Highest).is_err());
    }

    #[test]
    fn the_rows_have_the_years_in_their_heads() {
        let values = of(&[(2020, "a", 4.0), (2020, "b", 2.0), (2023, "a", 6.0), (2023, "b", 0.0)]);
        let rows = gap_table(&values, 2020, 2023, &Reference::Group("a".into())).unwrap().rows();
        assert_eq!(rows.columns, ["group", "measure", "y2020", "y2023", "change", "growth"]);
        let ratio: Vec<Cell> =
            vec!["b".into(), "ratio".into(), 2.0.into(), Cell::Absent, Cell::Absent, Cell::Absent];
        assert_eq!((rows.rows.len(), &rows.rows[6]), (8, &ratio));
    }

    proptest! {
        #[test]
        fn gap_ratio_and_relative_gap_say_the_same(
            numbers in proptest::collection::vec((0.1..1e6_f64, 0.1..1e6_f64), 1..8),
        ) {
            let rows = numbers.iter().enumerate().flat_map(|(at, &(from, to))| {
                [(1, at.to_string(), Some(from)), (2, at.to_string(), Some(to))]
            });
            let values = GroupYears::from_rows(rows).unwrap();
            let table = gap_table(&values, 1, 2, &Reference::Highest).unwrap();
            for row in &table.rows {
                for side in [|change: &Change| change.from.unwrap(), |change: &Change| change.to.unwrap()] {
                    prop_assert!(side(&row.absolute) >= 0.0 && side(&row.ratio) >= 1.0);
                    prop_assert!((side(&row.relative) - (1.0 - 1.0 / side(&row.ratio))).abs() < 1e-12);
                    let reference = side(&row.value) + side(&row.absolute);
                    prop_assert!((side(&row.ratio) * side(&row.value) / reference - 1.0).abs() < 1e-12);
                }
            }
        }
    }
}
