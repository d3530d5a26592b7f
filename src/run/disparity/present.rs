//! What is measured of each year: the values, the people they are divided by, and the figures made of them.

use crate::disparity::{
    Figure, GroupField, Panel, Partition, PerCapita, PopulationConvention, per_capita_series,
};
use crate::error::Result;
use std::borrow::Cow;

/// The values of one year that are compared.
#[derive(Debug, Clone, PartialEq)]
pub struct YearValues {
    /// The year.
    pub year: Option<i32>,
    /// The population that totals were divided by; `None` where values are taken as they are.
    pub convention: Option<PopulationConvention>,
    /// The population that totals were divided by; `None` where values are taken as they are.
    pub population: Option<Vec<Option<f64>>>,
    /// Values per head, or values as they are.
    pub values: Vec<Option<f64>>,
}

impl YearValues {
    /// The values of every year: per head where there is a population, as they are otherwise.
    pub(super) fn all(totals: &Panel, population: Option<&Panel>) -> Result<Vec<Self>> {
        if let Some(population) = population {
            let heads = per_capita_series(totals, population, PopulationConvention::Mean)?;
            return Ok(heads.into_iter().map(Self::from).collect());
        }
        let some = totals.years().filter(|(_, values)| values.iter().any(Option::is_some));
        let as_is = |(year, values): (Option<i32>, &[Option<f64>])| Self {
            year,
            convention: None,
            population: None,
            values: values.to_vec(),
        };
        Ok(some.map(as_is).collect())
    }
}

impl From<PerCapita> for YearValues {
    fn from(head: PerCapita) -> Self {
        Self {
            year: head.year,
            convention: Some(head.convention),
            population: Some(head.population),
            values: head.values,
        }
    }
}

/// The regions that have all that is measured in one year, and what they have.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Present {
    pub(super) year: Option<i32>,
    pub(super) convention: Option<PopulationConvention>,
    pub(super) units: Vec<usize>,
    pub(super) values: Vec<f64>,
    pub(super) population: Option<Vec<f64>>,
    pub(super) totals: Vec<f64>,
}

impl Present {
    pub(super) fn of(head: &YearValues, totals: &Panel) -> Self {
        let all = totals.year(head.year).unwrap_or_default();
        let units: Vec<usize> = (0..head.values.len()).filter(|&unit| head.values[unit].is_some()).collect();
        let pick = |from: &[Option<f64>]| units.iter().filter_map(|&unit| from[unit]).collect::<Vec<f64>>();
        Self {
            year: head.year,
            convention: head.convention,
            values: pick(&head.values),
            population: head.population.as_deref().map(pick),
            totals: pick(all),
            units,
        }
    }

    /// The regions that stand in a group of every one of `fields`, with the groups.
    pub(super) fn grouped(&self, fields: &[&GroupField]) -> Result<(Self, Vec<Partition>)> {
        let stands = |unit: usize| fields.iter().all(|field| field.of[unit].is_some());
        let places: Vec<usize> = (0..self.units.len()).filter(|&at| stands(self.units[at])).collect();
        let pick = |from: &[f64]| places.iter().map(|&at| from[at]).collect::<Vec<f64>>();
        let among = Self {
            year: self.year,
            convention: self.convention,
            units: places.iter().map(|&at| self.units[at]).collect(),
            values: pick(&self.values),
            population: self.population.as_deref().map(pick),
            totals: pick(&self.totals),
        };
        let name = |field: &&GroupField| {
            let names: Vec<&str> =
                among.units.iter().map(|&unit| field.of[unit].as_deref().unwrap_or_default()).collect();
            Partition::by_name(&names)
        };
        let partitions = fields.iter().map(name).collect::<Result<_>>()?;
        Ok((among, partitions))
    }
}

/// Figures as they are made.
pub(super) struct Book<'a> {
    pub(super) series: &'a str,
    pub(super) figures: Vec<Figure>,
}

impl Book<'_> {
    /// A figure of all regions.
    pub(super) fn put(&mut self, of: &Present, index: &str, value: Option<f64>, note: &str) {
        self.push((of.year, of.convention), index, (None, None), value, note);
    }

    /// A figure of a field, and of one of its groups where there is one.
    pub(super) fn of_group(
        &mut self,
        of: &Present,
        index: &str,
        field: &str,
        group: Option<&str>,
        value: Option<f64>,
        note: &str,
    ) {
        self.push((of.year, of.convention), index, (Some(field), group), value, note);
    }

    pub(super) fn push(
        &mut self,
        (year, convention): (Option<i32>, Option<PopulationConvention>),
        index: &str,
        (field, group): (Option<&str>, Option<&str>),
        value: Option<f64>,
        note: &str,
    ) {
        let note = match (value, note) {
            (None, "") => "not defined for these values".to_owned(),
            (None, note) => format!("not defined for these values; {note}"),
            (Some(_), note) => note.to_owned(),
        };
        self.figures.push(Figure {
            series: self.series.to_owned(),
            year,
            index: Cow::Owned(index.to_owned()),
            population_convention: convention,
            group_field: field.map(str::to_owned),
            group: group.map(str::to_owned),
            value,
            note,
        });
    }
}
