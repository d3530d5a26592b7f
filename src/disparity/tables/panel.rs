//! Values of all units over years, and values per head from totals and population.

use crate::disparity::inputs;
use crate::error::{Error, Finding, Result};
use std::collections::BTreeMap;

/// Values of the same units in one or more years; absent is `None`.
#[derive(Debug, Clone, PartialEq)]
pub struct Panel {
    units: usize,
    years: Vec<(Option<i32>, Vec<Option<f64>>)>,
}

impl Panel {
    /// One list of values for each year.
    ///
    /// # Panics
    /// If the years do not have equally many values.
    #[must_use]
    pub fn of_years(years: BTreeMap<i32, Vec<Option<f64>>>) -> Self {
        let units = years.values().next().map_or(0, Vec::len);
        assert!(years.values().all(|values| values.len() == units), "one value a unit in every year");
        Self { units, years: years.into_iter().map(|(year, values)| (Some(year), values)).collect() }
    }

    /// Values that belong to no year.
    #[must_use]
    pub fn undated(values: Vec<Option<f64>>) -> Self {
        Self { units: values.len(), years: vec![(None, values)] }
    }

    /// How many units.
    #[must_use]
    pub fn units(&self) -> usize {
        self.units
    }

    /// The years with their values, in order.
    pub fn years(&self) -> impl Iterator<Item = (Option<i32>, &[Option<f64>])> {
        self.years.iter().map(|(year, values)| (*year, values.as_slice()))
    }

    /// The values of `year`.
    #[must_use]
    pub fn year(&self, year: Option<i32>) -> Option<&[Option<f64>]> {
        self.years().find(|&(known, _)| known == year).map(|(_, values)| values)
    }

    /// Refuses values that are not `good`, those of all years in one error.
    pub(super) fn require(&self, what: &str, good: impl Fn(f64) -> bool) -> Result<()> {
        let mut findings = Vec::new();
        for (year, values) in self.years() {
            for (number, value) in (1..).zip(values) {
                if let Some(value) = value.filter(|&value| !good(value)) {
                    let when = year.map_or_else(String::new, |year| format!(" in {year}"));
                    let finding = inputs::finding(what, value).feature(number);
                    findings.push(Finding { what: format!("{}{when}", finding.what), ..finding });
                }
            }
        }
        if findings.is_empty() { Ok(()) } else { Err(Error::Input(findings)) }
    }
}

/// Which population a total is divided by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum PopulationConvention {
    /// The mean of the populations at the end of the previous and of the current year: the average population
    /// of the year, as statistical offices divide. The default.
    #[default]
    Mean,
    /// The population at the end of the year.
    EndOfYear,
}

impl PopulationConvention {
    /// The name in tables: `mean` or `end`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Mean => "mean",
            Self::EndOfYear => "end",
        }
    }
}

/// Values per head of one year.
#[derive(Debug, Clone, PartialEq)]
pub struct PerCapita {
    /// The year.
    pub year: Option<i32>,
    /// The convention in use, which need not be the one asked for.
    pub convention: PopulationConvention,
    /// The population that the totals were divided by; `None` where there is no total or no population.
    pub population: Vec<Option<f64>>,
    /// Total ÷ population.
    pub values: Vec<Option<f64>>,
}

/// Values per head for every year that has totals.
///
/// # Formula
/// `y_it = X_it / ((p_i,t−1 + p_it) / 2)`, or `X_it / p_it` at the end of the year
///
/// # Units
/// The unit of `totals` per unit of `population`.
///
/// # Conventions
/// With [`PopulationConvention::Mean`] a year is divided by the mean only if every unit that has a total and a
/// population has one in the year before too; otherwise the whole year is divided by the population at its
/// end, and says so: units of one year are never divided in two ways. A year without any quotient is left out.
///
/// # Errors
/// Negative or non-finite totals, a population not above zero.
///
/// # Panics
/// If both do not have the same units.
///
/// # Example
/// ```
/// use jingwei::disparity::{Panel, PopulationConvention, per_capita_series};
/// let gdp = Panel::of_years([(2020, vec![Some(30.0)]), (2023, vec![Some(30.0)])].into());
/// let population =
///     Panel::of_years([(2019, vec![Some(10.0)]), (2020, vec![Some(20.0)]), (2023, vec![Some(30.0)])].into());
/// let series = per_capita_series(&gdp, &population, PopulationConvention::Mean)?;
/// assert_eq!(series[0].values, [Some(2.0)]);
/// // Nothing is known of 2022.
/// assert_eq!((series[1].convention, series[1].values[0]), (PopulationConvention::EndOfYear, Some(1.0)));
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn per_capita_series(
    totals: &Panel,
    population: &Panel,
    convention: PopulationConvention,
) -> Result<Vec<PerCapita>> {
    assert_eq!(totals.units(), population.units(), "one population a unit");
    totals.require("a value is negative or not finite", |v| (0.0..=inputs::LARGEST).contains(&v))?;
    population.require("a population is not above zero", |p| p > 0.0 && p <= inputs::LARGEST)?;
    let mut series = Vec::new();
    for (year, totals) in totals.years() {
        let Some(end) = population.year(year) else { continue };
        let counted: Vec<Option<f64>> =
            totals.iter().zip(end).map(|(total, &people)| total.and(people)).collect();
        if counted.iter().all(Option::is_none) {
            continue;
        }
        let mean = match convention {
            PopulationConvention::EndOfYear => None,
            PopulationConvention::Mean => year
                .and_then(|year| population.year(Some(year - 1)))
                .and_then(|before| average(&counted, before)),
        };
        let (convention, population) = match mean {
            Some(mean) => (PopulationConvention::Mean, mean),
            None => (PopulationConvention::EndOfYear, counted),
        };
        let values =
            totals.iter().zip(&population).map(|(total, people)| Some((*total)? / (*people)?)).collect();
        series.push(PerCapita { year, convention, population, values });
    }
    Ok(series)
}

/// The mean of `end` and `before` wherever `end` is known; `None` if `before` lacks one of those.
fn average(end: &[Option<f64>], before: &[Option<f64>]) -> Option<Vec<Option<f64>>> {
    end.iter()
        .zip(before)
        .map(|(end, before)| match (end, before) {
            (Some(end), Some(before)) => Some(Some(f64::midpoint(*end, *before))),
            (Some(_), None) => None,
            (None, _) => Some(None),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_unit_without_a_previous_year_puts_the_whole_year_on_its_end() {
        let totals = Panel::of_years([(2020, vec![Some(4.0), Some(6.0), None])].into());
        let mut years = BTreeMap::from([
            (2019, vec![Some(1.0), None, None]),
            (2020, vec![Some(2.0), Some(2.0), Some(9.0)]),
        ]);
        let end =
            per_capita_series(&totals, &Panel::of_years(years.clone()), PopulationConvention::Mean).unwrap();
        assert_eq!(end[0].convention, PopulationConvention::EndOfYear);
        assert_eq!(end[0].values, [Some(2.0), Some(3.0), None]);

        years.insert(2019, vec![Some(1.0), Some(1.0), None]);
        let mean = per_capita_series(&totals, &Panel::of_years(years), PopulationConvention::Mean).unwrap();
        assert_eq!(mean[0].convention, PopulationConvention::Mean);
        assert_eq!(mean[0].values, [Some(4.0 / 1.5), Some(4.0), None]);
    }

    #[test]
    fn a_year_is_named_with_its_bad_value() {
        let totals = Panel::of_years([(2020, vec![Some(4.0)])].into());
        let population = Panel::of_years([(2019, vec![Some(0.0)]), (2020, vec![Some(-1.0)])].into());
        let error = per_capita_series(&totals, &population, PopulationConvention::Mean).unwrap_err();
        let text = error.to_string();
        assert!(text.contains("feature 1: a population is not above zero in 2019: `0`"), "{text}");
        assert!(text.contains("in 2020: `-1`"), "{text}");
    }
}
