//! What each group has in each year: the one thing that tables of change are made of.

mod of_units;

use crate::disparity::inputs;
use crate::error::{Code, Error, Finding, Result};
use std::collections::BTreeMap;

/// One value for each group and year; absent is `None`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct GroupYears {
    groups: Vec<String>,
    years: BTreeMap<i32, Vec<Option<f64>>>,
}

impl GroupYears {
    /// Values given by year and group, as a published table has them; groups in the order of their first rows.
    ///
    /// # Conventions
    /// A group without a row in a year has no value in it.
    ///
    /// # Errors
    /// A value that is not finite, a group that stands twice in one year; all of them in one error, with the
    /// number of the row.
    ///
    /// # Example
    /// ```
    /// use jingwei::disparity::GroupYears;
    /// let beds = GroupYears::from_rows([
    ///     (2020, "east", Some(56.27)),
    ///     (2020, "west", Some(69.8)),
    ///     (2023, "east", Some(63.13)),
    /// ])?;
    /// assert_eq!(beds.groups(), ["east", "west"]);
    /// assert_eq!((beds.value(2020, "west"), beds.value(2023, "west")), (Some(69.8), None));
    /// # Ok::<(), jingwei::error::Error>(())
    /// ```
    pub fn from_rows<G: AsRef<str>>(rows: impl IntoIterator<Item = (i32, G, Option<f64>)>) -> Result<Self> {
        let mut groups: Vec<String> = Vec::new();
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        let mut values: BTreeMap<(i32, usize), Option<f64>> = BTreeMap::new();
        let mut findings = Vec::new();
        for (number, (year, group, value)) in (1..).zip(rows) {
            let group = group.as_ref();
            let place = *known.entry(group.to_owned()).or_insert_with(|| {
                groups.push(group.to_owned());
                groups.len() - 1
            });
            if let Some(bad) = value.filter(|value| value.is_nan() || value.abs() > inputs::LARGEST) {
                findings.push(inputs::finding("a value is not finite", bad).feature(number).id(group));
            }
            if values.insert((year, place), value).is_some() {
                let what = format!("`{group}` stands twice in {year}");
                let finding = Finding::new(Code::BadValue, what).feature(number);
                findings.push(finding.hint("keep one row a group and year"));
            }
        }
        if !findings.is_empty() {
            return Err(Error::Input(findings));
        }
        let mut years: BTreeMap<i32, Vec<Option<f64>>> = BTreeMap::new();
        for ((year, place), value) in values {
            years.entry(year).or_insert_with(|| vec![None; groups.len()])[place] = value;
        }
        Ok(Self { groups, years })
    }

    /// The same values of some groups only, in the order given.
    ///
    /// # Errors
    /// A group that is not there, or is named twice.
    ///
    /// # Example
    /// ```
    /// use jingwei::disparity::GroupYears;
    /// let gdp = GroupYears::from_rows([(2020, "a", Some(1.0)), (2020, "b", Some(2.0))])?;
    /// assert_eq!(gdp.select(&["b", "a"])?.groups(), ["b", "a"]);
    /// # Ok::<(), jingwei::error::Error>(())
    /// ```
    pub fn select<G: AsRef<str>>(&self, groups: &[G]) -> Result<Self> {
        let mut places = Vec::new();
        for group in groups {
            let place = self.place(group.as_ref())?;
            if places.contains(&place) {
                let what = "a group is named twice";
                return Err(Error::usage(Finding::new(Code::BadSetting, what).value(group.as_ref())));
            }
            places.push(place);
        }
        let pick = |values: &Vec<Option<f64>>| places.iter().map(|&place| values[place]).collect();
        Ok(Self {
            groups: places.iter().map(|&place| self.groups[place].clone()).collect(),
            years: self.years.iter().map(|(&year, values)| (year, pick(values))).collect(),
        })
    }

    /// The groups.
    #[must_use]
    pub fn groups(&self) -> &[String] {
        &self.groups
    }

    /// The years, in order.
    pub fn years(&self) -> impl Iterator<Item = i32> {
        self.years.keys().copied()
    }

    /// The value of `group` in `year`.
    #[must_use]
    pub fn value(&self, year: i32, group: &str) -> Option<f64> {
        let place = self.groups.iter().position(|known| known == group)?;
        self.years.get(&year)?[place]
    }

    /// The place of `group`, or what groups there are.
    pub(super) fn place(&self, group: &str) -> Result<usize> {
        self.groups.iter().position(|known| known == group).ok_or_else(|| {
            let what = "there is no group of this name";
            let hint = format!("the groups are {}", self.groups.join(", "));
            Error::usage(Finding::new(Code::BadSetting, what).value(group).hint(hint))
        })
    }

    /// The values of `year`, or what years there are.
    pub(super) fn in_year(&self, year: i32) -> Result<&[Option<f64>]> {
        self.years.get(&year).map(Vec::as_slice).ok_or_else(|| {
            let years: Vec<String> = self.years.keys().map(i32::to_string).collect();
            let hint = format!("the years are {}", years.join(", "));
            Error::usage(
                Finding::new(Code::BadSetting, "there are no values of this year").value(year).hint(hint),
            )
        })
    }

    /// The values of two years, the first before the second.
    pub(super) fn between(&self, from: i32, to: i32) -> Result<[&[Option<f64>]; 2]> {
        if from >= to {
            let what = "a change is from an earlier to a later year";
            return Err(Error::usage(Finding::new(Code::BadSetting, what).value(format!("{from} to {to}"))));
        }
        Ok([self.in_year(from)?, self.in_year(to)?])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bad_rows_are_named_together() {
        let rows =
            [(2020, "a", Some(1.0)), (2020, "b", Some(f64::NAN)), (2020, "a", None), (2021, "a", None)];
        let error = GroupYears::from_rows(rows).unwrap_err();
        assert_eq!(
            error.to_string(),
            "feature 2 (`b`): a value is not finite: `NaN` [E-FIELD-004]\n  \
             feature 3: `a` stands twice in 2020 [E-FIELD-004]"
        );
    }

    #[test]
    fn what_is_not_there_is_told_with_what_is() {
        let values = GroupYears::from_rows([(2020, "a", Some(1.0)), (2023, "b", Some(2.0))]).unwrap();
        assert_eq!(values.in_year(2021).unwrap_err().hints(), ["the years are 2020, 2023"]);
        assert_eq!(values.select(&["a", "c"]).unwrap_err().hints(), ["the groups are a, b"]);
        assert!(values.select(&["a", "a"]).is_err());
        for (from, to) in [(2020, 2020), (2023, 2020)] {
            let error = values.between(from, to).unwrap_err();
            assert_eq!(error.exit_code(), 2, "{error}");
        }
    }
}
