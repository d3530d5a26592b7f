//! Every figure of a series, over all its years, in one flat list.

mod year;

use super::{GroupField, Panel, PerCapita, PopulationConvention, Ratio, per_capita_series};
use crate::disparity::autocorrelation::{Islands, PermutationOptions};
use crate::disparity::inputs;
use crate::error::{Code, Finding, Result};
use crate::weights::Weights;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

/// One named number of a series.
#[derive(Debug, Clone, PartialEq)]
pub struct Figure {
    /// The series, such as `gdp`.
    pub series: String,
    /// The year; `None` where the series has none.
    pub year: Option<i32>,
    /// The index by its name in tables, such as `cv_sample` or, with its number, `ge:2`.
    pub index: Cow<'static, str>,
    /// The population that totals were divided by; `None` where the index does not divide.
    pub population_convention: Option<PopulationConvention>,
    /// The field that the group is of, such as `bloc`.
    pub group_field: Option<String>,
    /// The group, such as `east`, `south/north`, or `10` for the ten largest.
    pub group: Option<String>,
    /// The number; `None` where it is not defined for the values.
    pub value: Option<f64>,
    /// What a reader must know to read the number.
    pub note: String,
}

/// The figures of a series and what was left out of them.
#[derive(Debug, Clone, Default, PartialEq)]
#[must_use]
pub struct Table {
    /// By year, then in the order of the indices in [`table()`].
    pub figures: Vec<Figure>,
    /// Units that were left out, with the years; units without a neighbour; indices that are not defined.
    pub findings: Vec<Finding>,
}

/// A series to be measured.
#[derive(Debug, Clone, Copy)]
pub struct Series<'a> {
    /// Its name.
    pub name: &'a str,
    /// Totals such as GDP, or values that are no totals (travel time, income per head) where `population` is
    /// `None`.
    pub values: &'a Panel,
    /// The population that totals are divided by.
    pub population: Option<&'a Panel>,
    /// The identifier of each unit, for findings.
    pub ids: &'a [String],
    /// The fields that put units into groups.
    pub groups: &'a [GroupField],
}

/// What is computed beyond the plain indices.
#[derive(Debug, Clone)]
pub struct TableOptions<'a> {
    /// Populations to divide by, each giving figures of its own; both by default. A year for which
    /// [`PopulationConvention::Mean`] cannot be had gives those at its end, once.
    pub conventions: Vec<PopulationConvention>,
    /// Groups set against each other; none by default.
    pub ratios: Vec<Ratio>,
    /// How many of the largest units [`super::top_share`] takes; 10 by default.
    pub top: Vec<usize>,
    /// The band of the economy–population ratio; 0.7 to 1.3 by default.
    pub band: RangeInclusive<f64>,
    /// Queen contiguity of all units; none by default.
    pub queen: Option<&'a Weights>,
    /// Travel-time weights of all units; none by default.
    pub time: Option<&'a Weights>,
    /// What islands do to Moran's I.
    pub islands: Islands,
    /// How the p of Moran's I is found.
    pub permutation: PermutationOptions,
}

impl Default for TableOptions<'_> {
    fn default() -> Self {
        Self {
            conventions: vec![PopulationConvention::Mean, PopulationConvention::EndOfYear],
            ratios: Vec::new(),
            top: vec![10],
            band: 0.7..=1.3,
            queen: None,
            time: None,
            islands: Islands::default(),
            permutation: PermutationOptions::default(),
        }
    }
}

/// Every figure of `series` for every year.
///
/// With a population the values are totals, and these stand in the list, for each year: `total`, `share` (by group),
/// `top_share`; then for each population convention `per_capita` (all units, by group), `economy_population_ratio`
/// (by group), `band_population_share`, `ratio_per_capita`, and on values per head `max_min_ratio`,
/// `absolute_gap`, `cv_sample`, `cv_population`, `williamson`, `gini`, `gini_weighted`, `theil_t`,
/// `theil_between` and `theil_within` (by field, population-weighted, and the contribution of each group),
/// `moran_queen`, `moran_queen_p`, `moran_time`, `moran_time_p`.
/// Without a population only those on values, each unit counting once.
///
/// # Conventions
/// `theil_t` and its parts weigh by population where there is one. Moran's weights are cut to the units that have
/// values and then row-standardised; its p is the two-sided pseudo p. Units without a value, or without a
/// population where one is needed, are left out and listed as `W-STAT-002`. A unit that has a value and no group
/// counts in everything but groups.
///
/// # Errors
/// Negative or non-finite values, a population not above zero.
///
/// # Panics
/// If `values`, `population`, `ids`, groups, ratios and weights do not have the same units.
///
/// # Example
/// ```
/// use jingwei::disparity::{Panel, Series, TableOptions, table};
/// let minutes = Panel::undated(vec![Some(30.0), None, Some(90.0)]);
/// let ids = ["1101", "1201", "1301"].map(String::from);
/// let series = Series { name: "watt", values: &minutes, population: None, ids: &ids, groups: &[] };
/// let table = table(&series, &TableOptions::default())?;
/// let gap = table.figures.iter().find(|figure| figure.index == "absolute_gap").unwrap();
/// assert_eq!(gap.value, Some(60.0));
/// assert_eq!(table.findings.len(), 1);
/// # Ok::<(), jingwei::error::Error>(())
/// ```
pub fn table(series: &Series<'_>, options: &TableOptions<'_>) -> Result<Table> {
    let units = series.values.units();
    assert_eq!(series.ids.len(), units, "one identifier a unit");
    assert!(series.groups.iter().all(|field| field.of.len() == units), "one group a unit");
    series.values.require("a value is negative or not finite", |v| (0.0..=inputs::LARGEST).contains(&v))?;
    let mut per_head: Vec<PerCapita> = Vec::new();
    if let Some(population) = series.population {
        for &convention in &options.conventions {
            for year in per_capita_series(series.values, population, convention)? {
                // A year without the mean comes again under the other convention.
                if !per_head
                    .iter()
                    .any(|known| (known.year, known.convention) == (year.year, year.convention))
                {
                    per_head.push(year);
                }
            }
        }
    }

    let mut table = Table::default();
    let mut missing: Vec<Vec<Option<i32>>> = vec![Vec::new(); units];
    let mut alone = BTreeSet::new();
    let mut measured = 0;
    for (year, values) in series.values.years() {
        if values.iter().all(Option::is_none) {
            continue;
        }
        measured += 1;
        let mut sheet = year::Sheet { series, options, year, figures: &mut table.figures, alone: &mut alone };
        let mut left_out: Vec<bool> = values.iter().map(Option::is_none).collect();
        if series.population.is_some() {
            sheet.totals(values)?;
            for head in per_head.iter().filter(|head| head.year == year) {
                sheet.per_head(values, head)?;
                left_out.iter_mut().zip(&head.values).for_each(|(out, value)| *out |= value.is_none());
            }
        } else {
            sheet.values(values)?;
        }
        for (unit, _) in left_out.iter().enumerate().filter(|&(_, &out)| out) {
            missing[unit].push(year);
        }
    }
    table.findings = left_out(series, &missing, measured);
    table.findings.extend(islands(series, &alone));
    table.findings.extend(undefined(series, &table.figures));
    Ok(table)
}

/// One finding for each unit that has no neighbour under some weights, and so no part in Moran's I.
fn islands(series: &Series<'_>, alone: &BTreeSet<(usize, &'static str)>) -> Vec<Finding> {
    let what = |index| format!("no neighbour with a value, so no part in `{index}` of `{}`", series.name);
    let finding = |&(unit, index): &(usize, _)| Finding::new(Code::Island, what(index)).id(&series.ids[unit]);
    alone.iter().map(finding).collect()
}

/// One finding for each index that is not defined in some years.
fn undefined(series: &Series<'_>, figures: &[Figure]) -> Vec<Finding> {
    let mut years: BTreeMap<(&str, Option<&str>), BTreeSet<Option<i32>>> = BTreeMap::new();
    // A p is undefined with its statistic.
    let of_its_own = |figure: &&Figure| figure.value.is_none() && !figure.index.ends_with("_p");
    for figure in figures.iter().filter(of_its_own) {
        years.entry((&figure.index, figure.group.as_deref())).or_default().insert(figure.year);
    }
    let finding = |((index, group), years): ((&str, Option<&str>), BTreeSet<Option<i32>>)| {
        let of = group.map_or_else(String::new, |group| format!(" {group}"));
        let years: Vec<_> = years.iter().flatten().map(i32::to_string).collect();
        let when = if years.is_empty() { String::new() } else { format!(" in {}", years.join(", ")) };
        Finding::new(Code::NoRange, format!("`{index}`{of} of `{}` is not defined{when}", series.name))
    };
    years.into_iter().map(finding).collect()
}

/// One finding for each unit that lacks some of the `measured` years.
fn left_out(series: &Series<'_>, missing: &[Vec<Option<i32>>], measured: usize) -> Vec<Finding> {
    let needs = if series.population.is_some() { "value or population" } else { "value" };
    let mut findings = Vec::new();
    for (id, years) in series.ids.iter().zip(missing).filter(|(_, years)| !years.is_empty()) {
        let when = if years.len() == measured {
            String::new()
        } else {
            let years: Vec<_> = years.iter().flatten().map(i32::to_string).collect();
            format!(" in {}", years.join(", "))
        };
        let what = format!("left out of `{}`: no {needs}{when}", series.name);
        findings.push(Finding::new(Code::DroppedUnit, what).id(id));
    }
    findings
}

#[cfg(test)]
mod tests;
