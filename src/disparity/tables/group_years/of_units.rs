//! What each group has, taken together from its units.

use super::GroupYears;
use crate::disparity::inputs;
use crate::disparity::tables::{GroupField, Panel, PopulationConvention, per_capita_series};
use crate::error::{Code, Error, Finding, Result};
use std::collections::{BTreeMap, BTreeSet};

impl GroupYears {
    /// The sum of each group of `field` in each year, groups in the order of their names.
    ///
    /// # Conventions
    /// A group of which a unit has no value in a year has none in it: a sum over the others would look like a
    /// loss. Units in no group are left out.
    ///
    /// # Errors
    /// Negative or non-finite values, values that belong to no year, a field in which no unit has a group.
    ///
    /// # Panics
    /// If there is not one group, or `None`, a unit.
    ///
    /// # Example
    /// ```
    /// use jingwei::disparity::{GroupField, GroupYears, Panel};
    /// let of = ["a", "b", "a"].map(|group| Some(group.to_owned())).into();
    /// let field = GroupField { name: "bloc".into(), of };
    /// let gdp = Panel::of_years([(2020, vec![Some(1.0), Some(2.0), Some(5.0)])].into());
    /// assert_eq!(GroupYears::totals(&gdp, &field)?.value(2020, "a"), Some(6.0));
    /// # Ok::<(), jingwei::error::Error>(())
    /// ```
    pub fn totals(values: &Panel, field: &GroupField) -> Result<Self> {
        values.require("a value is negative or not finite", |v| (0.0..=inputs::LARGEST).contains(&v))?;
        let years = values.years().map(|(year, values)| Ok((dated(year)?, values.to_vec())));
        Self::of_field(years.collect::<Result<_>>()?, field)
    }

    /// The value per head of each group of `field` taken together in each year, groups in the order of their names.
    ///
    /// # Formula
    /// `Σ_{i∈g} X_it / Σ_{i∈g} p_it`, where `p` follows `convention` as in [`per_capita_series`]
    ///
    /// # Conventions
    /// A group of which a unit has no total or no population in a year has no value in it. Units in no group are
    /// left out.
    ///
    /// # Errors
    /// Negative or non-finite totals, a population not above zero, values that belong to no year, a field in which
    /// no unit has a group.
    ///
    /// # Panics
    /// If totals, population and groups are not of the same units.
    ///
    /// # Example
    /// ```
    /// use jingwei::disparity::{GroupField, GroupYears, Panel, PopulationConvention};
    /// let field = GroupField { name: "bloc".into(), of: vec![Some("a".into()), Some("a".into())] };
    /// let gdp = Panel::of_years([(2020, vec![Some(1.0), Some(5.0)])].into());
    /// let population = Panel::of_years([(2020, vec![Some(1.0), Some(3.0)])].into());
    /// let heads = GroupYears::per_capita(&gdp, &population, &field, PopulationConvention::EndOfYear)?;
    /// assert_eq!(heads.value(2020, "a"), Some(1.5));
    /// # Ok::<(), jingwei::error::Error>(())
    /// ```
    pub fn per_capita(
        totals: &Panel,
        population: &Panel,
        field: &GroupField,
        convention: PopulationConvention,
    ) -> Result<Self> {
        let (mut sums, mut people) = (BTreeMap::new(), BTreeMap::new());
        for head in per_capita_series(totals, population, convention)? {
            let year = dated(head.year)?;
            let totals = totals.year(head.year).unwrap_or_default();
            sums.insert(year, totals.iter().zip(&head.population).map(|(x, p)| p.and(*x)).collect());
            people.insert(year, head.population);
        }
        let people = Self::of_field(people, field)?;
        let mut heads = Self::of_field(sums, field)?;
        for (year, values) in &mut heads.years {
            for (value, people) in values.iter_mut().zip(&people.years[year]) {
                *value = value.zip(*people).map(|(total, people)| total / people);
            }
        }
        Ok(heads)
    }

    fn of_field(years: BTreeMap<i32, Vec<Option<f64>>>, field: &GroupField) -> Result<Self> {
        let names: BTreeSet<&String> = field.of.iter().flatten().collect();
        let groups: Vec<String> = names.into_iter().cloned().collect();
        if groups.is_empty() {
            let finding = Finding::new(Code::BadSetting, "no unit is in a group").field(&field.name);
            return Err(Error::usage(finding.hint("name a field that says the group of each unit")));
        }
        let place = |group: &String| groups.binary_search(group).expect("a group of the field");
        let of: Vec<Option<usize>> = field.of.iter().map(|group| group.as_ref().map(place)).collect();
        let sum = |values: Vec<Option<f64>>| {
            assert_eq!(values.len(), of.len(), "one group a unit");
            let mut sums = vec![Some(0.0); groups.len()];
            for (value, group) in values.into_iter().zip(&of) {
                if let &Some(group) = group {
                    sums[group] = value.and_then(|value| sums[group].map(|sum| sum + value));
                }
            }
            sums
        };
        let years = years.into_iter().map(|(year, values)| (year, sum(values))).collect();
        Ok(Self { groups, years })
    }
}

fn dated(year: Option<i32>) -> Result<i32> {
    year.ok_or_else(|| {
        let what = "a table by year needs values of years";
        Error::usage(Finding::new(Code::BadSetting, what).hint("name a field for each year, as `gdp_2020`"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(of: &[Option<&str>]) -> GroupField {
        GroupField { name: "bloc".into(), of: of.iter().map(|group| group.map(str::to_owned)).collect() }
    }

    #[test]
    fn a_group_with_a_gap_has_no_sum_and_a_unit_without_a_group_is_left_out() {
        let values = Panel::of_years(
            [(2020, vec![Some(1.0), Some(2.0), Some(4.0)]), (2021, vec![Some(1.0), None, None])].into(),
        );
        let totals = GroupYears::totals(&values, &field(&[Some("b"), Some("b"), None])).unwrap();
        assert_eq!(totals.groups(), ["b"]);
        assert_eq!((totals.value(2020, "b"), totals.value(2021, "b")), (Some(3.0), None));
        let one = GroupYears::totals(&values, &field(&[Some("b"), None, Some("a")])).unwrap();
        assert_eq!((one.value(2021, "a"), one.value(2021, "b")), (None, Some(1.0)));
    }

    #[test]
    fn a_group_without_people_everywhere_has_no_value_per_head() {
        let values = Panel::of_years([(2020, vec![Some(1.0), Some(2.0), Some(4.0)])].into());
        let people = Panel::of_years([(2020, vec![Some(2.0), None, Some(8.0)])].into());
        let field = field(&[Some("a"), Some("a"), Some("b")]);
        let heads = GroupYears::per_capita(&values, &people, &field, PopulationConvention::Mean).unwrap();
        assert_eq!((heads.value(2020, "a"), heads.value(2020, "b")), (None, Some(0.5)));
    }

    #[test]
    fn values_without_years_or_groups_make_no_table() {
        let undated = Panel::undated(vec![Some(1.0)]);
        assert!(GroupYears::totals(&undated, &field(&[Some("a")])).is_err());
        let dated = Panel::of_years([(2020, vec![Some(1.0)])].into());
        let error = GroupYears::totals(&dated, &field(&[None])).unwrap_err();
        assert_eq!(error.to_string(), "setting `bloc`: no unit is in a group");
    }
}
