//! The disparity of a series among regions: every figure, tables by year and by group, a map.

mod part;
mod tables;
mod titles;

pub(in crate::run) use titles::title_of;

use crate::disparity::{
    Figure, GroupField, Islands, Panel, PerCapita, PermutationOptions, PopulationConvention, Ratio, Series,
    Table, TableOptions, per_capita_series, table,
};
use crate::error::{Error, Finding, Result};
use crate::layer::Regions;
use crate::network::TravelTimes;
use crate::study::Study;
use crate::study::config::DisparitySection;
use crate::weights::travel_time::{Direction, k_nearest};
use crate::weights::{Contiguity, Weights, contiguity};
use std::collections::BTreeMap;

/// The figures of one series and the values they are made of.
#[derive(Debug)]
pub struct Disparity {
    /// What was asked.
    pub section: DisparitySection,
    /// Every figure.
    pub table: Table,
    /// Values per head, by year, under the convention that the indices prefer.
    pub per_head: Vec<PerCapita>,
    totals: Panel,
}

/// The neighbours in which Moran's I is measured.
#[derive(Debug)]
pub struct Neighbours {
    /// Regions that share a border or a corner.
    pub queen: Weights,
    /// Regions whose main cities are near in time; absent without a network.
    pub time: Option<Weights>,
}

impl Neighbours {
    /// Neighbours by border alone.
    #[must_use]
    pub fn by_border(regions: &Regions) -> Self {
        Self { queen: contiguity(&regions.polygons, Contiguity::Queen), time: None }
    }

    /// Neighbours by border, and the nearest by travel time between the most populous cities of regions.
    ///
    /// A region that has no value of the series in any year is nobody's neighbour in time, so that every other one
    /// keeps as many as `section` asks for.
    ///
    /// # Errors
    /// A field that is missing; two main cities at no time apart.
    pub fn of_study(study: &Study, regions: &Regions, section: &DisparitySection) -> Result<Self> {
        let k = section.time_neighbours;
        let totals = panel(regions, &section.value, &section.years, None)?;
        let counts = |region: usize| totals.years().any(|(_, values)| values[region].is_some());
        let main = study.main_cities();
        let main: Vec<_> = main.into_iter().enumerate().map(|(r, city)| city.filter(|_| counts(r))).collect();
        let between = |i: Option<usize>, j: Option<usize>| study.times.milliseconds(i?, j?);
        let pairs = main.iter().flat_map(|&i| main.iter().map(move |&j| (i, j)));
        let times = TravelTimes::from_rows(main.len(), main.len(), pairs.map(|(i, j)| between(i, j)));
        Ok(Self { time: Some(k_nearest(&times, k, Direction::Mean)?), ..Self::by_border(regions) })
    }
}

impl Disparity {
    /// Measures the series of `section` among `regions`.
    ///
    /// # Errors
    /// A field that is missing, values below zero, a population not above zero, a ratio of unknown groups.
    pub fn measure(
        regions: &Regions,
        neighbours: &Neighbours,
        section: &DisparitySection,
        seed: u64,
    ) -> Result<Self> {
        let totals = panel(regions, &section.value, &section.years, None)?;
        let population = panel(regions, &section.population, &section.years, Some(1))?;
        let groups = section
            .groups
            .iter()
            .map(|field| {
                let values = &regions.fields.require(field, &regions.source)?.values;
                let of = (0..regions.len()).map(|region| values.text(region)).collect();
                Ok(GroupField { name: field.clone(), of })
            })
            .collect::<Result<Vec<_>>>()?;
        let ratios = section
            .ratios
            .iter()
            .map(|ratio| Ratio::parse(ratio, &groups, &regions.ids))
            .collect::<Result<_>>()?;
        let options = TableOptions {
            ratios,
            top: section.top.clone(),
            band: section.band[0]..=section.band[1],
            queen: Some(&neighbours.queen),
            time: neighbours.time.as_ref(),
            islands: Islands::default(),
            permutation: PermutationOptions { permutations: section.permutations, seed },
            ..TableOptions::default()
        };
        let (name, ids) = (section.series.as_str(), regions.ids.as_slice());
        let series = Series { name, values: &totals, population: Some(&population), ids, groups: &groups };
        let measured = table(&series, &options).map_err(|error| named(error, regions))?;
        let per_head = per_capita_series(&totals, &population, PopulationConvention::Mean)?;
        Ok(Self { section: section.clone(), table: measured, per_head, totals })
    }

    /// The figure called `index` of `year`, for all units or for `group` of `field`.
    #[must_use]
    pub fn figure(&self, index: &str, year: Option<i32>, group: Option<(&str, &str)>) -> Option<f64> {
        let preferred = self.per_head.iter().find(|head| head.year == year).map(|head| head.convention);
        let fits = |figure: &&Figure| {
            let of = figure.group_field.as_deref().zip(figure.group.as_deref());
            figure.index == index
                && figure.year == year
                && of == group
                && (figure.population_convention.is_none() || figure.population_convention == preferred)
        };
        self.table.figures.iter().find(fits)?.value
    }

    /// A figure of a field that is of no single group.
    fn field_figure(&self, index: &str, year: Option<i32>, field: &str) -> Option<f64> {
        let convention = self.per_head.iter().find(|head| head.year == year).map(|head| head.convention);
        self.table
            .figures
            .iter()
            .find(|figure| {
                figure.index == index
                    && figure.year == year
                    && figure.group_field.as_deref() == Some(field)
                    && figure.group.is_none()
                    && figure.population_convention == convention
            })?
            .value
    }
}

/// The field `name` of every year as a panel; `before` asks for earlier years as well where the fields have them.
fn panel(regions: &Regions, name: &str, years: &[i32], before: Option<i32>) -> Result<Panel> {
    if years.is_empty() {
        return Ok(Panel::undated(regions.fields.numbers(name, &regions.source)?));
    }
    let mut panel = BTreeMap::new();
    for &year in years {
        panel.insert(year, regions.fields.numbers(&format!("{name}_{year}"), &regions.source)?);
        if let Some(earlier) = before.map(|gap| year - gap) {
            let field = format!("{name}_{earlier}");
            if regions.fields.named(&field).is_some() {
                panel.insert(earlier, regions.fields.numbers(&field, &regions.source)?);
            }
        }
    }
    Ok(Panel::of_years(panel))
}

/// An error about unit numbers as one about regions.
fn named(error: Error, regions: &Regions) -> Error {
    let Error::Input(findings) = error else { return error };
    let place = |mut finding: Finding| {
        if let Some(region) =
            finding.place.feature.take().map(|number| number - 1).filter(|&r| r < regions.len())
        {
            finding = finding.id(&regions.ids[region]).name(&regions.names[region]);
        }
        finding.file(&regions.source)
    };
    Error::Input(findings.into_iter().map(place).collect())
}
